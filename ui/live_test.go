package ui

import (
	"testing"

	"playhead/engine/moment"
)

// A session that goes on opens at its end and stays there as it grows; going back
// leaves that, the end returns to it.
func TestLive(t *testing.T) {
	tp := newTape()
	tp.live = true
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	tp.text(60, 1010, "One minute")
	playing := func(o *Options) { o.Paused = false }
	grow := func(a *app, sec float64, text string) {
		tp.text(sec, 1010, text)
		tp.grow()
		a.pass(refreshPause * 2)
	}
	a := start(t, tp, 120, 40, playing)
	a.isAt(60)
	a.place().shows("LIVE")
	a.place().lacks("loading")
	grow(a, 65, "Five more")
	a.stage().shows("Five more")
	a.isAt(65)
	a.press("left")
	a.isAt(60)
	a.place().shows("G returns to live")
	grow(a, 70, "Ten more")
	a.stage().lacks("Ten more")
	a.press("G")
	a.stage().shows("Ten more")
	a.place().shows("LIVE")
	grow(a, 75, "Fifteen more")
	a.stage().shows("Fifteen more")
	a.press("space")
	grow(a, 80, "Twenty more")
	a.isAt(75)
	tp.mu.Lock()
	tp.live = false
	tp.mu.Unlock()
	tp.grow()
	a.pass(refreshPause * 2)
	a.place().lacks("LIVE")
	a.place().lacks("returns")
}

// Who asks for a moment of a session that goes on gets it.
func TestLiveStartsWhereAsked(t *testing.T) {
	tp := newTape()
	tp.live = true
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	tp.text(60, 1010, "One minute")
	a := start(t, tp, 120, 40, func(o *Options) { o.Paused, o.Start, o.HasStart = false, moment.After(10_000), true })
	if a.sec() > 15 {
		t.Errorf("at %g s", a.sec())
	}
}
