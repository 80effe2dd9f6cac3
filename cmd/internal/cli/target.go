package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// target is a file that is there whole or not at all: what is written goes to a
// file beside it, which takes its name at the end. "-" is standard output.
type target struct {
	*bufio.Writer
	file *os.File // nil for standard output
	name string   // of the file in the end; "" when it is written in place
}

// openTarget begins to write the file of a name.
func openTarget(stdout io.Writer, name string) (*target, error) {
	if name == "-" {
		return &target{Writer: bufio.NewWriter(stdout)}, nil
	}
	mode := fs.FileMode(0o666)
	switch real, err := filepath.EvalSymlinks(name); {
	case err == nil:
		st, err := os.Stat(real)
		if err != nil {
			return nil, err
		}
		if st.IsDir() {
			return nil, fmt.Errorf("%s is a directory", name)
		}
		if !st.Mode().IsRegular() { // a device, a pipe
			f, err := os.OpenFile(real, os.O_WRONLY, 0)
			if err != nil {
				return nil, err
			}
			return &target{Writer: bufio.NewWriter(f), file: f}, nil
		}
		name, mode = real, st.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	f, err := createBeside(name, mode)
	if err != nil {
		return nil, err
	}
	return &target{Writer: bufio.NewWriterSize(f, 1<<16), file: f, name: name}, nil
}

// createBeside creates a file of another name in the directory of name. Unlike
// those of os.CreateTemp it has the permissions of the final file.
func createBeside(name string, mode fs.FileMode) (*os.File, error) {
	for i := 0; ; i++ {
		path := name + ".part" + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(i)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode) //nolint:gosec // beside the file that the user named
		if errors.Is(err, fs.ErrExist) && i < 1000 {
			continue
		}
		return f, err
	}
}

// close ends the writing: with an error, nothing of it stays.
func (t *target) close(err error) error {
	if err == nil {
		err = t.Flush()
	}
	if t.file == nil {
		return err
	}
	err = errors.Join(err, t.file.Close())
	if t.name == "" {
		return err
	}
	if err == nil {
		err = os.Rename(t.file.Name(), t.name)
	}
	if err != nil {
		err = errors.Join(err, ignoreGone(os.Remove(t.file.Name())))
	}
	return err
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
