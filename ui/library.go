package ui

import (
	"context"

	"playhead/engine/summary"
)

// Library is where recordings come from when there are several: directories, a
// server. Its methods are called from goroutines of their own.
type Library interface {
	// Name says what it is, for the head of the list.
	Name() string
	// List finds the recordings and tells of them, a few at a time, until there
	// are no more or ctx ends.
	List(ctx context.Context, tell func(Found)) error
	// Open opens one of the recordings that were told of.
	Open(ctx context.Context, s *summary.Session) (Opened, error)
}

// Found is what a library tells while it looks for recordings.
type Found struct {
	Sessions []summary.Session
	// Failed are sources that could not be read.
	Failed []string
	// Doing says what it is busy with, "" for no news.
	Doing string
	// Only is the recording when there is just one: it is played at once.
	Only *Opened
}

// Opened is a recording that was opened.
type Opened struct {
	Recording Recording
	// Title names it on screen. Reopen are the words of the command that opens it
	// again, none where that cannot be.
	Title  string
	Reopen []string
	// Notes is the file with its notes, "" where they are not kept.
	Notes string
	// Close lets go of it; nil for nothing to do.
	Close func() error
}
