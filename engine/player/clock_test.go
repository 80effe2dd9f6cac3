package player_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"playhead/engine/event"
	"playhead/engine/player"
)

// tape is a track of made-up events.
type tape []taped

type taped struct {
	event.Meta
	ops []event.Op
}

func (t tape) Len() int                     { return len(t) }
func (t tape) Meta(i int) event.Meta        { return t[i].Meta }
func (t tape) Decode(i int, b *event.Batch) { b.Ops = append(b.Ops, t[i].ops...) }
func at(ms int64, k event.Kind, ops ...event.Op) taped {
	return taped{event.Meta{Time: event.Millis(ms), Kind: k}, ops}
}

// wall is a clock that is set by hand.
type wall struct{ t time.Time }

func (w *wall) now() time.Time       { return w.t }
func (w *wall) pass(d time.Duration) { w.t = w.t.Add(d) }

func TestClock(t *testing.T) {
	var w wall
	c := player.NewClock(w.now)
	c.SetRange(1000, 61000)
	is := func(want event.Millis) {
		t.Helper()
		if got := c.Advance(); got != want {
			t.Errorf("at %d, want %d", got, want)
		}
	}
	is(1000)
	w.pass(time.Second)
	is(1000) // paused
	c.Play()
	w.pass(time.Second)
	is(2000)
	c.SetSpeed(0.01)
	if c.Speed() != player.MinSpeed {
		t.Error(c.Speed())
	}
	w.pass(time.Second)
	is(2100)
	c.SetSpeed(1000)
	w.pass(time.Second / 2)
	is(34100)
	c.Pause()
	c.Seek(5000)
	w.pass(time.Hour)
	is(5000)
	c.SetSpeed(player.MaxSpeed)
	c.Play()
	is(10000)
	if c.Position() != 10000 {
		t.Error("reading moves the clock")
	}
	c.SetSpeed(1)
	w.pass(time.Hour)
	is(61000)
	if !c.AtEnd() {
		t.Error("not at the end")
	}
	w.pass(time.Hour) // waiting for more
	c.SetRange(1000, 90000)
	w.pass(time.Second)
	is(62000)
	c.Seek(-5)
	is(1000)
}

func TestIdle(t *testing.T) {
	track := tape{
		at(0, event.KindSnapshot), at(2000, event.KindPointer), at(5000, event.KindMutation),
		at(12000, event.KindInteraction), at(13000, event.KindScroll), at(40000, event.KindMutation),
	}
	m := player.NewIdleMap(track, player.DefaultIdle)
	want := []player.Span{{From: 3000, To: 11000}, {From: 14000, To: 39000}}
	if got := m.Spans(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("got %v", got)
	}
	if c := m.Compress(40000); c != 7000 {
		t.Errorf("length %d", c)
	}
	var w wall
	c := player.NewClock(w.now)
	c.SetRange(0, 40000)
	c.SetIdle(m)
	c.Play()
	w.pass(2999 * time.Millisecond)
	if p := c.Advance(); p != 2999 {
		t.Error(p)
	}
	w.pass(2 * time.Millisecond)
	if p := c.Advance(); p != 11001 { // a jump
		t.Error(p)
	}
	if player.NewIdleMap(track, 0).Compress(40000) != 40000 {
		t.Error("no threshold cuts something")
	}
}

// TestIdleMapRoundTrip checks that the mapping is monotone and its own inverse
// outside of what it cuts.
func TestIdleMapRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var track tape
		now := int64(0)
		for _, d := range rapid.SliceOfN(rapid.Int64Range(0, 20000), 1, 20).Draw(t, "gaps") {
			now += d
			track = append(track, at(now, rapid.SampledFrom([]event.Kind{event.KindPointer, event.KindMutation}).Draw(t, "kind")))
		}
		m := player.NewIdleMap(track, event.Millis(rapid.Int64Range(1, 10000).Draw(t, "threshold")))
		for _, x := range rapid.SliceOfN(rapid.Int64Range(0, now), 1, 20).Draw(t, "times") {
			x := event.Millis(x)
			c := m.Compress(x)
			if span, idle := m.At(x); idle {
				if c != m.Compress(span.From) || m.Expand(c) != span.To {
					t.Fatalf("%d in %v: %d, %d", x, span, c, m.Expand(c))
				}
			} else if back := m.Expand(c); back != x {
				t.Fatalf("%d → %d → %d", x, c, back)
			}
			if m.Compress(x+1)-c != 0 && m.Compress(x+1)-c != 1 {
				t.Fatalf("jump at %d", x)
			}
		}
	})
}

func TestPointer(t *testing.T) {
	pos := func(x float64, dt int32, node event.NodeID) event.Op {
		return event.Op{Kind: event.OpPointer, X: x, DT: dt, Node: node}
	}
	act := func(i event.Interaction, x float64, node event.NodeID) event.Op {
		return event.Op{Kind: event.OpInteraction, Interaction: i, X: x, HasXY: true, Node: node}
	}
	node := func(id, ref event.NodeID, typ event.NodeType, name string, where event.Where) event.Op {
		return event.Op{Kind: event.OpInsert, Node: id, Ref: ref, Type: typ, Name: name, Where: where}
	}
	snapshot := []event.Op{
		{Kind: event.OpReset}, node(1, 0, event.NodeDocument, "", event.AtRoot),
		node(2, 1, event.NodeElement, "html", event.LastChildOf), node(3, 2, event.NodeElement, "body", event.LastChildOf),
	}
	track := tape{
		at(0, event.KindSnapshot, snapshot...),
		at(1000, event.KindPointer, pos(1, -200, 2), pos(2, 0, 3)),
		at(1100, event.KindInteraction, act(event.MouseDown, 5, 3)),
		at(1150, event.KindInteraction, act(event.MouseUp, 5, 3)),
		at(1150, event.KindInteraction, act(event.Click, 5, 3)),
		at(1500, event.KindPointer, pos(3, -450, 3), pos(9, 0, 77)),
		at(9000, event.KindMutation),
		at(20000, event.KindSnapshot, snapshot...),
	}
	p := player.New(track, player.Options{})
	tests := []struct {
		at     event.Millis
		x      float64
		shown  bool
		hover  event.NodeID
		active event.NodeID
		clicks int
		trail  int
	}{
		{799, 0, false, event.NoNode, event.NoNode, 0, 0},
		{800, 1, true, 2, event.NoNode, 0, 1}, // from a batch that comes later
		{1000, 2, true, 3, event.NoNode, 0, 2},
		{1050, 3, true, 3, event.NoNode, 0, 3},
		{1100, 5, true, 3, 3, 1, 4},
		{1150, 5, true, 3, event.NoNode, 2, 6},
		{1500, 9, true, event.NoNode, event.NoNode, 2, 7}, // over a node that is gone
		{9000, 9, true, event.NoNode, event.NoNode, 0, 0},
		{20000, 9, true, event.NoNode, event.NoNode, 0, 0},
	}
	for _, test := range tests {
		s := p.Seek(test.at)
		if s.Pointer.X != test.x || s.Pointer.Visible != test.shown || s.Hover != test.hover || s.Active != test.active ||
			len(s.Clicks) != test.clicks || len(s.Trail) != test.trail {
			t.Errorf("at %d: %+v hover %d active %d, %d clicks, trail %v", test.at, s.Pointer, s.Hover, s.Active, len(s.Clicks), s.Trail)
		}
	}
}
