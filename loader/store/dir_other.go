//go:build !linux

package store

import (
	"errors"
	"net"
	"os"
	"time"
)

// syncData makes a file's bytes durable.
func syncData(f *os.File) error { return f.Sync() }

// syncFolder has no counterpart on every system; where directories cannot be
// synced, their names are durable with the file.
func syncFolder(f *os.File) error {
	_ = f.Sync()
	return nil
}

var errGrowing = errors.New("written lately")

// lockFile goes by the time of the last write, where there are no locks that
// end with their process: twice the time after which a pack is sealed.
func lockFile(f *os.File) error {
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if st.Size() > 0 && time.Since(st.ModTime()) < 2*sealAge {
		return errGrowing
	}
	return nil
}

// writeAll writes all slices.
func writeAll(f *os.File, bufs net.Buffers) error {
	_, err := bufs.WriteTo(f)
	return err
}
