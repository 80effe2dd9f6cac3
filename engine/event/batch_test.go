package event

import "testing"

// TestReset checks that a batch keeps the memory of usual events and lets go of
// that of a snapshot as soon as others follow.
func TestReset(t *testing.T) {
	var b Batch
	fill := func(n int) {
		b.Reset()
		for range n {
			b.Add(OpText)
		}
	}
	fill(200)
	fill(3)
	if n := testing.AllocsPerRun(10, func() { fill(200) }); n > 0 {
		t.Errorf("%v allocations for an event like the one before", n)
	}
	fill(10_000)
	if n := testing.AllocsPerRun(10, func() { fill(10_000) }); n > 0 {
		t.Errorf("%v allocations for a snapshot like the one before", n)
	}
	fill(1)
	if fill(1); cap(b.Ops) > keptOps {
		t.Errorf("memory for %d operations is kept for one", cap(b.Ops))
	}
}
