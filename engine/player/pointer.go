package player

import (
	"cmp"
	"slices"
	"sort"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Recorders send pointer positions in batches, up to half a second late: the
// positions before a moment may be in events after it.
const (
	lookAhead       event.Millis = 1000
	lookAheadEvents int          = 2048
	lookBackEvents  int          = 512 // pointer events decoded for one state
)

// spot is a recorded position of the pointer, or something that it did.
type spot struct {
	Sample
	kind   event.Interaction
	action bool // an interaction, else a mere position
	hasXY  bool
	device event.PointerType
	event  int // index, for the order of what happened at one time
}

// pointer fills in what s says about the pointer.
func (p *Player) pointer(s *State) {
	c := &p.cursor
	page, _ := p.marks.snapshot(c.rev, 0, c.index)
	spots := c.near[:0]
	i := p.marks.lastPointer(c.index)
	located := false
	for n := 0; i >= 0 && n < lookBackEvents; n++ {
		m := c.track.Meta(i)
		if located && m.Time < s.Time-ClickLength {
			break
		}
		// Positions are not later than their event: those before the trail are of no
		// use once a later one is known.
		if !located || m.Kind != event.KindPointer || m.Time >= s.Time-TrailLength {
			from := len(spots)
			spots = c.spots(spots, i, s.Time, i >= page)
			for _, sp := range spots[from:] {
				located = located || sp.hasXY
			}
			slices.Reverse(spots[from:])
		}
		i = p.marks.lastPointer(i)
	}
	slices.Reverse(spots)
	for j := c.index; j < min(c.track.Len(), c.index+lookAheadEvents); j++ {
		m := c.track.Meta(j)
		if m.Time > s.Time+lookAhead || m.Kind == event.KindSnapshot {
			break
		}
		if m.Kind != event.KindPointer {
			continue
		}
		from := len(spots)
		spots = c.spots(spots, j, s.Time, true)
		if len(spots) == from {
			break
		}
	}
	arrange(spots)
	s.describe(spots)
	c.near = spots
}

// arrange puts spots in order of time. They nearly are: positions come up to half
// a second late, and only what happened meanwhile is out of place.
func arrange(spots []spot) {
	if len(spots) > fewSpots {
		slices.SortStableFunc(spots, func(a, b spot) int {
			return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.event, b.event))
		})
		return
	}
	for i := 1; i < len(spots); i++ {
		j := i
		for j > 0 && spots[i].before(&spots[j-1]) {
			j--
		}
		if j < i {
			sp := spots[i]
			copy(spots[j+1:i+1], spots[j:i])
			spots[j] = sp
		}
	}
}

// fewSpots is how many are put in order one by one, which takes the square of it
// at worst.
const fewSpots = 512

func (sp *spot) before(other *spot) bool {
	return sp.Time < other.Time || sp.Time == other.Time && sp.event < other.event
}

// spots appends the positions and interactions of event i that are not after
// time at. Ids are of no use when they are of an earlier page.
func (c *cursor) spots(out []spot, i int, at event.Millis, samePage bool) []spot {
	for _, sp := range c.known(i) {
		if sp.Time > at {
			continue
		}
		if !samePage {
			sp.Node = event.NoNode
		}
		out = append(out, sp)
	}
	return out
}

// seen is what the pointer did in an event.
type seen struct {
	event int // index and one, 0 for none
	spots []spot
}

// Moments that follow one another see the same events of the pointer. Those with
// more spots than seenSpots are decoded each time.
const (
	seenEvents = 256 // a power of two
	seenSpots  = 64
)

// known returns what the pointer did in event i. It is good until the next call.
func (c *cursor) known(i int) []spot {
	if c.seen == nil {
		c.seen = make([]seen, seenEvents)
	}
	k := &c.seen[i%seenEvents]
	if k.event == i+1 {
		return k.spots
	}
	k.event, k.spots = i+1, c.read(k.spots[:0], i)
	if len(k.spots) > seenSpots {
		spots := k.spots
		*k = seen{}
		return spots
	}
	return k.spots
}

// read appends the positions and interactions of event i.
func (c *cursor) read(out []spot, i int) []spot {
	c.batch.Reset()
	c.track.Decode(i, &c.batch)
	m := c.track.Meta(i)
	for j := range c.batch.Ops {
		op := &c.batch.Ops[j]
		sp := spot{Sample: Sample{Time: m.Time, X: op.X, Y: op.Y, Node: op.Node}, device: op.Pointer, event: i}
		switch op.Kind {
		case event.OpPointer:
			sp.Time += event.Millis(op.DT)
			sp.hasXY = true
		case event.OpInteraction:
			sp.action, sp.kind, sp.hasXY = true, op.Interaction, op.HasXY
			if op.Interaction == event.Focus || op.Interaction == event.Blur {
				continue
			}
		default:
			continue
		}
		out = append(out, sp)
	}
	return out
}

// describe fills in the pointer, its trail and the clicks from what it did, in
// order of time.
func (s *State) describe(spots []spot) {
	s.Pointer.Node = event.NoNode
	last := -1
	for i := range spots {
		if spots[i].hasXY {
			last = i
		}
	}
	if last < 0 {
		return
	}
	sp := &spots[last]
	page := &s.Tree.Page
	s.Pointer = Pointer{
		X: sp.X, Y: sp.Y, Node: sp.Node, Device: sp.device, Down: page.Pressed,
		Visible: sp.device != event.PointerTouch || page.Pressed,
	}
	if s.Pointer.Visible && sp.device != event.PointerTouch && sp.Node != event.NoNode && s.Tree.ByID(sp.Node) != dom.None {
		s.Hover = sp.Node
	}
	from := sort.Search(len(spots), func(i int) bool { return spots[i].Time >= s.Time-ClickLength })
	for i := from; i < len(spots); i++ {
		sp := &spots[i]
		if sp.hasXY && sp.Time >= s.Time-TrailLength {
			s.Trail = append(s.Trail, sp.Sample)
		}
		if !sp.action || !sp.hasXY {
			continue
		}
		switch sp.kind {
		case event.MouseDown, event.Click, event.ContextMenu, event.DblClick, event.TouchStart:
			s.Clicks = append(s.Clicks, Click{Sample: sp.Sample, Kind: sp.kind, Device: sp.device, Age: s.Time - sp.Time})
		}
	}
}
