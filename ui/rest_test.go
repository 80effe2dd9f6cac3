package ui

import (
	"testing"
	"time"
)

// TestRest counts how often the player comes to rest: once after something
// happened, never while it plays, and with nothing scheduled from then on.
func TestRest(t *testing.T) {
	rests := 0
	a := start(t, checkout(), 80, 24, func(o *Options) { o.Rest = func() { rests++ } })
	want := func(n int, when string) {
		t.Helper()
		if rests != n {
			t.Fatalf("%s: %d rests, want %d", when, rests, n)
		}
	}
	want(0, "at the start")
	a.pass(10 * time.Second)
	want(1, "after a while")
	a.pass(time.Hour)
	want(1, "an hour later")
	if n := len(a.rt.timers); n > 0 {
		t.Fatalf("%d timers at rest", n)
	}
	a.press("right")
	a.pass(time.Second)
	a.press("right")
	a.pass(1500 * time.Millisecond)
	want(1, "a moment after a key")
	a.pass(5 * time.Second)
	want(2, "after the last key")
	a.press("space")
	a.pass(6 * time.Second)
	want(2, "while playing")
	a.press("space")
	a.pass(6 * time.Second)
	want(3, "after playing")
}
