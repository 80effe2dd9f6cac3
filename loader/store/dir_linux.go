package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncData makes a file's bytes durable, and of its description only what
// reading them needs.
func syncData(f *os.File) error { return unix.Fdatasync(int(f.Fd())) }

// syncFolder makes the names in a directory durable.
func syncFolder(f *os.File) error { return f.Sync() }

// lockFile takes the file for this process until it is closed.
func lockFile(f *os.File) error {
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
}
