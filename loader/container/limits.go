package container

import "errors"

// Limits bound what unpacking may cost. Zero fields take their defaults.
type Limits struct {
	// Depth is how many containers may be nested (8).
	Depth int
	// Entries is how many files, archive entries and form parts are visited in
	// all (200000).
	Entries int
	// Size bounds one unpacked document in bytes (8 GiB).
	Size int64
	// Ratio bounds the bytes of everything unpacked, as a multiple of the bytes
	// of the sources (300); Floor of them are always allowed (512 MiB).
	Ratio int64
	Floor int64
	// Folders is how deep directories are walked (32).
	Folders int
}

func (l Limits) withDefaults() Limits {
	if l.Depth <= 0 {
		l.Depth = 8
	}
	if l.Entries <= 0 {
		l.Entries = 200_000
	}
	if l.Size <= 0 {
		l.Size = 8 << 30
	}
	if l.Ratio <= 0 {
		l.Ratio = 300
	}
	if l.Floor <= 0 {
		l.Floor = 512 << 20
	}
	if l.Folders <= 0 {
		l.Folders = 32
	}
	return l
}

// ErrLimit says that a bound of [Limits] was reached.
var ErrLimit = errors.New("limit reached")

// ErrChanged says that a file was cut while it was being read.
var ErrChanged = errors.New("file changed while it was open")
