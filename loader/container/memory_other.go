//go:build !unix

package container

import (
	"errors"
	"os"
)

func mapFile(*os.File, int) ([]byte, error) { return nil, errors.ErrUnsupported }

func reserve(int) ([]byte, error) { return nil, errors.ErrUnsupported }

func unmap([]byte) error { return nil }
