package loader

import (
	"context"
	"sync"

	"playhead/engine/event"
	"playhead/loader/container"
)

// Recording is one session: what all sources given to [Open] hold of it. It
// grows while it loads. All methods are safe for concurrent use; slices they
// return belong to the caller or never change.
type Recording struct {
	walker *container.Walker // for progress only
	cancel context.CancelFunc
	done   chan struct{}

	mu       sync.Mutex
	tracks   []*Track
	entries  []event.Entry
	info     Info
	problems Problems
	pictures map[string]picture
	revision uint64
	changed  chan struct{}
	live     bool
	ended    bool
	err      error
}

// picture is a file that the recording carries: canvas content.
type picture struct {
	bytes  []byte
	memory *container.Memory
}

// maxPictures bounds the pictures that are kept.
const maxPictures = 10_000

func newRecording(cancel context.CancelFunc) *Recording {
	return &Recording{cancel: cancel, done: make(chan struct{}), changed: make(chan struct{})}
}

// update publishes a new state.
func (r *Recording) update(tracks []*Track, entries []event.Entry, info Info, problems Problems) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tracks, r.entries, r.info, r.problems = tracks, entries, info, problems
	r.notify()
}

// notify wakes who waits for a change.
func (r *Recording) notify() {
	r.revision++
	close(r.changed)
	r.changed = make(chan struct{})
}

// end publishes that loading has ended. A recording that was never published
// keeps what is known about why.
func (r *Recording) end(err error, problems Problems, dropped []Dropped) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended, r.live, r.err = true, false, err
	if r.tracks == nil {
		r.problems, r.info.Dropped = problems, dropped
	}
	r.notify()
}

// setLive says whether the session goes on. It is published with what comes next.
func (r *Recording) setLive(live bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.live = live
}

func (r *Recording) addPicture(name string, b []byte, m *container.Memory) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pictures == nil {
		r.pictures = make(map[string]picture)
	}
	if len(r.pictures) < maxPictures {
		r.pictures[name] = picture{b, m}
	}
}

// Picture returns the encoded picture (WebP, PNG, …) that an OpPicture names,
// nil when the sources do not hold it. It must not be changed and stays valid as
// long as the recording is reachable.
func (r *Recording) Picture(name string) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.pictures[name].bytes
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
	var p Progress
	p.BytesRead, p.BytesTotal = r.walker.Progress()
	p.BytesTotal = max(p.BytesTotal, 0)
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.tracks {
		p.Events += t.Len()
		p.End = max(p.End, t.End())
	}
	p.Done, p.Live = r.ended, r.live
	return p
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
	// Live says that all there is was loaded, and that the session goes on.
	Live bool
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
