package loader

import (
	"iter"
	"sync/atomic"

	"playhead/engine/event"
)

// Track is one browser tab (or rrweb window) of a session. It implements
// [event.Track]. Datadog: views that follow one another are one track, views
// that overlap in time are different tracks.
type Track struct {
	id     string
	name   string
	source trackSource
	head   atomic.Pointer[trackHead]

	// What follows belongs to the loading goroutine.
	counts [event.KindGap + 1]int
}

var _ event.Track = (*Track)(nil)

// View is one page view of a track: a page load or a route of a single-page
// app. An rrweb track has one view per address it shows.
type View struct {
	ID   string // recorded id; rrweb: its ordinal
	Name string // recorded name, "" when none
	URL  string
	// Start and End are the times of its first and last event; End grows while
	// the recording loads.
	Start, End event.Millis
	// Hidden are the stretches in which the page was not to be seen, as far as RUM
	// events tell.
	Hidden []Span
	// Fields are timings and counts that RUM events tell, for display.
	Fields []event.Field
}

// Span is a stretch of time.
type Span struct{ From, To event.Millis }

// trackSource knows the bytes of a track's events. It is safe for concurrent
// use.
type trackSource interface {
	decode(e *trackEvent, b *event.Batch)
	raw(e *trackEvent) []byte
	place(e *trackEvent) string
}

// trackHead is the published state of a track, which never changes.
type trackHead struct {
	events eventList
	views  []View
}

func newTrack(id, name string, src trackSource) *Track {
	t := &Track{id: id, name: name, source: src}
	t.head.Store(&trackHead{})
	return t
}

// ID identifies the track within its recording; it is the same in all its
// revisions.
func (t *Track) ID() string { return t.id }

// Name is what to call the track on screen.
func (t *Track) Name() string { return t.name }

// Views returns the track's views in order. Indexes are those of
// [event.Meta.View]; views are added at the end while the recording loads.
func (t *Track) Views() []View { return t.head.Load().views }

// Len is the number of events indexed so far.
func (t *Track) Len() int { return t.head.Load().events.n }

// Meta returns what the index knows of event i.
func (t *Track) Meta(i int) event.Meta {
	e := t.head.Load().events.at(i)
	return event.Meta{Time: e.time, View: e.view, Kind: e.kind}
}

// Decode appends the operations of event i to b.
func (t *Track) Decode(i int, b *event.Batch) {
	e := t.head.Load().events.at(i)
	t.source.decode(&e, b)
}

// Place says where event i is in the sources, for people: file, record, byte.
func (t *Track) Place(i int) string {
	e := t.head.Load().events.at(i)
	return t.source.place(&e)
}

// Raw returns the bytes of event i as recorded, unpacked from whole-file
// compression; nil for a gap. They must not be changed and stay valid as long as
// the track is reachable.
func (t *Track) Raw(i int) []byte {
	e := t.head.Load().events.at(i)
	return t.source.raw(&e)
}

// OfKind goes through the indexes of the events of one kind, in order.
func (t *Track) OfKind(k event.Kind) iter.Seq[int] {
	return func(yield func(int) bool) {
		h := t.head.Load()
		for i := range h.events.n {
			if h.events.kind(i) == k && !yield(i) {
				return
			}
		}
	}
}

// Find returns the number of events at or before time at: the index of the
// first event after it.
func (t *Track) Find(at event.Millis) int {
	events := &t.head.Load().events
	lo, hi := 0, events.n
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if events.time(m) <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Start and End are the times of the first and last event, 0 for an empty track.
func (t *Track) Start() event.Millis {
	if events := &t.head.Load().events; events.n > 0 {
		return events.time(0)
	}
	return 0
}

// End is the time of the last event, 0 for an empty track.
func (t *Track) End() event.Millis {
	if events := &t.head.Load().events; events.n > 0 {
		return events.time(events.n - 1)
	}
	return 0
}

// extend publishes more events. views are all views of the track.
func (t *Track) extend(more []trackEvent, views []View) {
	events := t.head.Load().events
	for i := range more {
		if k := int(more[i].kind); k < len(t.counts) {
			t.counts[k]++
		}
	}
	events.add(more)
	t.head.Store(&trackHead{events: events, views: views})
}
