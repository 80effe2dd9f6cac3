package catalog

import (
	"context"
	"io"
	"runtime"
	"time"

	"playhead/engine/summary"
	"playhead/loader"
)

// Options of a catalog.
type Options struct {
	// Summarize completes a summary with what happened in the recording. It is
	// called from several goroutines at once.
	Summarize func(ctx context.Context, rec *loader.Recording, s *summary.Session) error
	// Workers is the number of recordings that are loaded at once; 0 means one for
	// each processor.
	Workers int
	// CacheDir is where lists are kept; "" keeps none. Stamp says what made them:
	// lists made by another program are not used.
	CacheDir, Stamp string
	// Now gives the time; nil means the system's.
	Now func() time.Time
	// Stdin is read for the source "-".
	Stdin io.Reader
	// Progress is told how far long work is. It may be nil; it is called from
	// several goroutines, one after the other.
	Progress func(Progress)
}

// Stage is what a catalog is busy with.
type Stage uint8

// The stages of work.
const (
	Looking   Stage = iota // at files, to find the sessions in them
	Reading                // sessions, for their summaries
	Examining              // sessions, for the question asked
)

// Progress is how far work is.
type Progress struct {
	Stage       Stage
	Done, Total int // files while looking, else units
}

// Catalog finds and lists sessions. It is safe for concurrent use.
type Catalog struct {
	opts Options
}

// New returns a catalog.
func New(opts Options) *Catalog {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Progress == nil {
		opts.Progress = func(Progress) {}
	}
	return &Catalog{opts: opts}
}

// Skipped is a source, or a file below one, that could not be read or is no
// recording.
type Skipped struct {
	Path string
	Err  error
}

func (s *Skipped) Error() string { return s.Path + ": " + s.Err.Error() }

// Unwrap returns the reason.
func (s *Skipped) Unwrap() error { return s.Err }
