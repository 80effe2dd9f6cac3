package player

import (
	"playhead/engine/dom"
	"playhead/engine/event"
)

// Walk goes through a track once, from its start to its end, and can give the
// state after each moment at which something was recorded. It leaves no
// keyframes and is for one goroutine.
type Walk struct {
	p    Player
	time event.Millis
}

// NewWalk returns a walk that stands before a track's first event.
func NewWalk(track event.Track) *Walk {
	w := new(Walk)
	w.p.opts = Options{Spacing: int(^uint(0) >> 1)}
	w.p.Replace(track)
	return w
}

// Next applies all events of the next time and returns it; false at the track's
// end so far. look, which may be nil, sees the operations of each event that can
// change the page, and the page before them.
func (w *Walk) Next(look func(page *dom.Tree, ops []event.Op)) (event.Millis, bool) {
	c := &w.p.cursor
	if c.index >= c.track.Len() {
		return w.time, false
	}
	w.time = c.track.Meta(c.index).Time
	for end := sameTime(c.track, c.index); c.index < end; {
		c.apply(look)
	}
	return w.time, true
}

// Upcoming returns the time of the next step, and the kinds of its events as a
// set of bits; false at the track's end so far.
func (w *Walk) Upcoming() (at event.Millis, kinds uint32, ok bool) {
	c := &w.p.cursor
	if c.index >= c.track.Len() {
		return w.time, 0, false
	}
	at = c.track.Meta(c.index).Time
	for i := c.index; i < c.track.Len(); i++ {
		m := c.track.Meta(i)
		if m.Time != at {
			break
		}
		kinds |= 1 << m.Kind
	}
	return at, kinds, true
}

// Page is the page as it is now; it changes with the next step.
func (w *Walk) Page() *dom.Tree { return w.p.cursor.tree }

// Applied is the number of events applied so far.
func (w *Walk) Applied() int { return w.p.cursor.index }

// State returns the state at the time of the last step.
func (w *Walk) State() State { return w.p.state(w.time) }
