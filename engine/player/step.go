package player

import (
	"playhead/engine/dom"
	"playhead/engine/event"
)

// StepForward returns the time of the next visible change of the page after
// time at, false when there is none.
func (p *Player) StepForward(at event.Millis) (event.Millis, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := &p.cursor
	p.moveTo(Find(c.track, at))
	for c.index < c.track.Len() {
		t := c.track.Meta(c.index).Time
		version := c.tree.Version()
		p.advance(c, sameTime(c.track, c.index))
		if c.tree.Version() != version {
			return t, true
		}
	}
	return 0, false
}

// sameTime returns the index behind the events that have the time of event i.
func sameTime(track event.Track, i int) int {
	t := track.Meta(i).Time
	for i++; i < track.Len() && track.Meta(i).Time == t; i++ {
	}
	return i
}

// StepBack returns the time of the visible change before the one that the page
// shows at time at, so that seeking there takes back one change. It is false
// when the page shows nothing or the first change.
func (p *Player) StepBack(at event.Millis) (event.Millis, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cursor.settle()
	track := p.cursor.track
	var seen []event.Millis // changes found so far, the latest first
	for to := Find(track, at); to > 0; {
		k, ok := p.marks.before(to - 1)
		if !ok {
			k = keyframe{page: new(dom.Packer).Pack(dom.New(), nil)}
		}
		from := k.index
		if s, ok := p.marks.snapshot(p.cursor.rev, from, to); ok && s > from {
			p.moveTo(s)
			from = s
		} else {
			p.cursor.start(k)
		}
		changes := p.changes(to)
		for i := len(changes) - 1; i >= 0; i-- {
			switch {
			case len(seen) == 0:
				seen = append(seen, changes[i])
			case changes[i] != seen[0]: // a keyframe may lie amid events of one time
				return changes[i], true
			}
		}
		to = from
	}
	return 0, false
}

// changes plays the cursor to n applied events and returns the times at which
// the page changed.
func (p *Player) changes(n int) []event.Millis {
	c := &p.cursor
	var out []event.Millis
	for c.index < n {
		t := c.track.Meta(c.index).Time
		version := c.tree.Version()
		p.advance(c, min(n, sameTime(c.track, c.index)))
		if c.tree.Version() != version && (len(out) == 0 || out[len(out)-1] != t) {
			out = append(out, t)
		}
	}
	return out
}
