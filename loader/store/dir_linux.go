package store

import (
	"errors"
	"io"
	"net"
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

// vectors is how many slices one call writes (IOV_MAX).
const vectors = 1024

// writeAll writes all slices, with one call where that is possible: package net
// does that for connections only.
func writeAll(f *os.File, bufs net.Buffers) error {
	for len(bufs) > 0 {
		n, err := unix.Writev(int(f.Fd()), bufs[:min(len(bufs), vectors)])
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return os.NewSyscallError("writev", err)
		case n == 0:
			return io.ErrShortWrite
		}
		for len(bufs) > 0 && n >= len(bufs[0]) {
			n -= len(bufs[0])
			bufs = bufs[1:]
		}
		if n > 0 {
			bufs[0] = bufs[0][n:]
		}
	}
	return nil
}
