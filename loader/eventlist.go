package loader

import (
	"slices"

	"playhead/engine/event"
)

// trackEvent is what a track knows of an event.
type trackEvent struct {
	time event.Millis
	at   int64 // rrweb: offset in the document; Datadog: ordinal in the view's stream
	size int32 // rrweb: bytes
	src  int32 // rrweb: document; Datadog: stream
	view int32
	kind event.Kind
}

// eventBlock is how many events are stored at a time: 24 kB, a size of Go's
// allocator.
const eventBlock = 1024

// eventList is a list that grows at its end only. What is in it stays where it
// is: growing copies nothing, and a copy of the list is a snapshot that may be
// read while the original grows. An event takes 24 bytes, a recording of an hour
// 5 MB.
type eventList struct {
	blocks []*[eventBlock]storedEvent
	n      int
	homes  []home
}

// storedEvent is a trackEvent as it is stored.
type storedEvent struct {
	time  event.Millis
	where uint64 // at, above the 8 bits of the kind
	size  int32
	home  uint32 // index of source and view
}

// home is what events that follow one another have in common.
type home struct{ src, view int32 }

func (l *eventList) stored(i int) *storedEvent {
	return &l.blocks[uint(i)/eventBlock][uint(i)%eventBlock]
}

// at returns event i.
func (l *eventList) at(i int) trackEvent {
	s := l.stored(i)
	h := l.homes[s.home]
	return trackEvent{time: s.time, at: int64(s.where >> 8), size: s.size, src: h.src, view: h.view, kind: event.Kind(s.where)} //nolint:gosec // as add wrote it
}

// time returns the time of event i.
func (l *eventList) time(i int) event.Millis { return l.stored(i).time }

// kind returns the kind of event i.
func (l *eventList) kind(i int) event.Kind { return event.Kind(l.stored(i).where) } //nolint:gosec // the low bits

// all returns the events, unpacked, with room for more.
func (l *eventList) all(more int) []trackEvent {
	out := make([]trackEvent, 0, l.n+more)
	for i := range l.n {
		out = append(out, l.at(i))
	}
	return out
}

// add appends events.
func (l *eventList) add(more []trackEvent) {
	if need := (l.n + len(more) + eventBlock - 1) / eventBlock; need > cap(l.blocks) {
		l.blocks = slices.Grow(l.blocks, need-len(l.blocks))
	}
	for i := range more {
		e := &more[i]
		if l.n%eventBlock == 0 {
			l.blocks = append(l.blocks, new([eventBlock]storedEvent))
		}
		if h := (home{e.src, e.view}); len(l.homes) == 0 || l.homes[len(l.homes)-1] != h {
			l.homes = append(l.homes, h)
		}
		*l.stored(l.n) = storedEvent{
			time: e.time, where: uint64(e.at)<<8 | uint64(e.kind), //nolint:gosec // offsets are below 2^55
			size: e.size, home: uint32(len(l.homes) - 1), //nolint:gosec // no more than events
		}
		l.n++
	}
}
