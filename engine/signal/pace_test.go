package signal

import (
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/event"
)

func TestPace(t *testing.T) {
	var p Pace
	p.add(1000, 10, 10)
	p.add(1050, 12, 2)
	p.add(3000, 8, 4)
	if got := p.At(1500); got.Nodes != 12 || got.Changes != 12 || got.PerSecond != 12 {
		t.Errorf("at 1500: %+v", got)
	}
	if got := p.At(2500); got.Nodes != 12 || got.Changes != 0 {
		t.Errorf("at 2500: %+v", got)
	}
	if got := p.At(500); got.Nodes != 0 || got.Changes != 0 {
		t.Errorf("before the first event: %+v", got)
	}
	want := []PacePoint{{12, 12, 12}, {12, 0, 0}, {12, 4, 4}, {8, 0, 0}}
	for i, got := range p.Between(1000, 5000, 4) {
		if got != want[i] {
			t.Errorf("slice %d is %+v, want %+v", i, got, want[i])
		}
	}
	if got := (&Pace{}).At(5); got != (PacePoint{}) {
		t.Errorf("empty: %+v", got)
	}
}

// No change is lost, however long the recording is, and memory stays bounded.
func TestPaceKeepsEveryChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Pace
		now := event.Millis(rapid.Int64Range(0, 1<<42).Draw(t, "start"))
		first, total, nodes := now, 0, 0
		for range rapid.IntRange(1, 100).Draw(t, "n") {
			c := rapid.IntRange(0, 50).Draw(t, "changes")
			nodes = rapid.IntRange(0, 5000).Draw(t, "nodes")
			p.add(now, nodes, c)
			total += c
			now += event.Millis(rapid.Int64Range(0, 1<<22).Draw(t, "step"))
		}
		sum := 0
		points := p.Between(first, now, rapid.IntRange(1, 200).Draw(t, "slices"))
		for _, x := range points {
			sum += x.Changes
		}
		if sum != total || len(p.cells) > paceCells {
			t.Fatalf("%d of %d changes, %d cells", sum, total, len(p.cells))
		}
		if got := p.At(now + 10_000_000).Nodes; got != nodes {
			t.Fatalf("%d nodes at the end, want %d", got, nodes)
		}
	})
}
