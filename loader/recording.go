package loader

import (
	"context"
	"sync"

	"playhead/engine/event"
)

// Recording is one session: what all sources given to [Open] hold of it. It
// grows while it loads. All methods are safe for concurrent use; slices they
// return belong to the caller or never change.
type Recording struct {
	mu       sync.Mutex
	tracks   []*Track
	entries  []event.Entry
	info     Info
	problems Problems
	progress Progress
	revision uint64
	changed  chan struct{}
	done     chan struct{}
	err      error
	cancel   context.CancelFunc
}

// Tracks returns the tabs of the session in order of their start. While the
// recording loads, tracks grow, tracks are added at the end, and a track may be
// replaced at its index by another revision of itself (same ID): compare the
// pointers after a change.
func (r *Recording) Tracks() []*Track {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tracks
}

// Entries returns what was recorded beside the tracks (RUM events), sorted by
// time. Entries inside tracks (console lines) arrive as OpEntry.
func (r *Recording) Entries() []event.Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.entries
}

// Info returns what is known about the session so far.
func (r *Recording) Info() Info {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.info
}

// Problems returns what is wrong with the recording as far as loading it told.
// Problems of single events come with their decoding ([Track.Decode]).
func (r *Recording) Problems() Problems {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.problems
}

// Progress returns how far loading is.
func (r *Recording) Progress() Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.progress
}

// Revision is a number that grows with every change of anything the other
// methods return.
func (r *Recording) Revision() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.revision
}

// Changed returns a channel that is closed at the next change. Get the channel
// first, then look, then wait: no change is missed that way. After loading has
// ended nothing changes any more and the channel stays open.
func (r *Recording) Changed() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changed
}

// Done returns a channel that is closed when loading has ended, well or not.
func (r *Recording) Done() <-chan struct{} { return r.done }

// Err returns what ended loading early, nil while it goes on and after it went
// well. What was loaded before stays playable.
func (r *Recording) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// Wait waits until loading has ended and returns [Recording.Err], or until ctx
// has.
func (r *Recording) Wait(ctx context.Context) error {
	select {
	case <-r.done:
		return r.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close stops loading and waits until it has stopped. What was loaded stays
// usable; its memory is freed when nothing refers to it any more.
func (r *Recording) Close() error {
	r.cancel()
	<-r.done
	return nil
}

// Progress is how far loading is.
type Progress struct {
	// BytesRead of BytesTotal are done, counted in the sources' own bytes.
	// BytesTotal is 0 while it is unknown (standard input).
	BytesRead, BytesTotal int64
	// Events indexed so far in all tracks.
	Events int
	// End is the greatest event time so far.
	End event.Millis
	// Done says that loading has ended.
	Done bool
}

// Problems is a bounded list of problems with exact counts.
type Problems struct {
	// List holds the first problems of each kind, at most [MaxProblems] in all.
	List []event.Problem
	// Counts is the exact number of problems of each kind that occurred at all.
	Counts []ProblemCount
}

// MaxProblems bounds [Problems.List].
const MaxProblems = 200

// ProblemCount is the number of problems of one kind.
type ProblemCount struct {
	Kind  event.ProblemKind
	Count int
}

// Total is the number of problems of all kinds.
func (p Problems) Total() int {
	n := 0
	for _, c := range p.Counts {
		n += c.Count
	}
	return n
}

// Count is the number of problems of kind k.
func (p Problems) Count(k event.ProblemKind) int {
	for _, c := range p.Counts {
		if c.Kind == k {
			return c.Count
		}
	}
	return 0
}
