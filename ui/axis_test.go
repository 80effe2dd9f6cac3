package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
)

func TestPageBands(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	line := area{a, "page bands", a.m.scr.layout.line}
	line.shows("/cart", "┬ /checkout ─")
	b := start(t, checkout(), 120, 40, func(o *Options) { o.ASCII = true })
	area{b, "page bands", b.m.scr.layout.line}.shows("/cart", "+ /checkout -")
}

func TestAxisZooms(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.goTo("10").press("t", "i", "t", "i").stage().shows("time axis: 00:07 – 00:22")
	a.bar().shows("◂", "▸")
	ax := a.m.tl.Window.Axis()
	if span := ax.End - ax.Start; span != 15_000 {
		t.Errorf("%d ms are shown", span)
	}
	a.press("W") // half a minute on: the axis goes along
	if now := int64(a.m.now()); now < a.m.tl.Window.Axis().Start || now > a.m.tl.Window.Axis().End {
		t.Error("the playhead is beside the time axis")
	}
	a.bar().shows("●")
	// A click goes to the moment shown there, not to that of the whole.
	bar := a.m.scr.layout.bar
	want := a.m.tl.Window.Axis().Time(60, bar.w)
	a.mouse(tea.MouseClickMsg{X: 60, Y: bar.y, Button: tea.MouseLeft})
	if got := int64(a.m.now()); got != want {
		t.Errorf("a click went to %d, want %d", got, want)
	}
	a.mouse(tea.MouseReleaseMsg{X: 60, Y: bar.y})
	a.press("t", "a").bar().lacks("◂", "▸")
	a.press("t", "o").stage().shows("all is shown")
	a.mouse(tea.MouseWheelMsg{X: 60, Y: bar.y, Button: tea.MouseWheelUp, Mod: tea.ModCtrl}).bar().shows("▸")
}

func TestAxisSizes(t *testing.T) {
	a := start(t, checkout(), 80, 24)
	if l := a.m.scr.layout; l.hist.h != 0 || l.line.h != 0 {
		t.Errorf("a low screen has %+v", l)
	}
	a.press("t", "t")
	l := a.m.scr.layout
	area{a, "signs", l.signs}.shows("•", "✖", "◌", "✱")
	if l.hist.h != 3 || l.stage.h != 16 {
		t.Errorf("tall: %+v", l)
	}
	a.press("t", "t", "t", "t")
	if l := a.m.scr.layout; l.hist.h != 0 {
		t.Errorf("by the screen's height again: %+v", l)
	}
}

// Peeking shows another moment and leaves playback where it is.
func TestPeekWithKeys(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.goTo("2").press("'").stage().shows("00:02.0", "enter goes there")
	for range 18 {
		a.press("right")
	}
	a.stage().shows("00:11.0", "Payment failed. Try again.", "+00:09")
	a.isAt(2).status().shows("00:02.0")
	a.press("space").pass(500 * time.Millisecond) // playback goes on beside it
	if s := a.sec(); s < 2.4 || s > 2.6 {
		t.Errorf("at %v s", s)
	}
	a.stage().shows("Payment failed. Try again.")
	a.press("enter").isAt(11).stage().lacks("goes there")
	a.press("'", "esc").stage().lacks("goes there")
}

func TestPeekUnderTheMouse(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	bar := a.m.scr.layout.bar
	a.mouse(tea.MouseMotionMsg{X: 22, Y: bar.y}).stage().shows("00:11.0", "Payment failed. Try again.", "a click goes there")
	a.isAt(0)
	a.mouse(tea.MouseMotionMsg{X: 12, Y: bar.y - 1}).stage().shows("00:06.0", "Ready.")
	a.mouse(tea.MouseMotionMsg{X: 12, Y: 5}).stage().lacks("goes there")
	a.isAt(0)
}

// Drags that come while a frame is in the making are one seek when it is done.
func TestDragCoalesces(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	bar := a.m.scr.layout.bar
	frames := a.m.debug.frames
	_, first := a.m.Update(tea.MouseClickMsg{X: 10, Y: bar.y, Button: tea.MouseLeft})
	var rest []tea.Cmd
	for x := 11; x < 100; x++ {
		_, cmd := a.m.Update(tea.MouseMotionMsg{X: x, Y: bar.y, Button: tea.MouseLeft})
		rest = append(rest, cmd)
	}
	a.run(first)
	for _, c := range rest {
		a.run(c)
	}
	if n := a.m.debug.frames - frames; n != 2 {
		t.Errorf("%d frames were made for 90 positions, want the first and the last", n)
	}
	if at := a.m.stage.shown.at; at != a.m.now() {
		t.Errorf("the frame shows %d, the position is %d", at, a.m.now())
	}
}

func TestTabsAreLanes(t *testing.T) {
	a := start(t, twoTabs(), 120, 40)
	lanes := a.m.scr.layout.lanes
	if lanes.h != 2 {
		t.Fatalf("%d lanes", lanes.h)
	}
	rows := strings.Split(area{a, "lanes", lanes}.text(), "\n")
	if !strings.HasPrefix(rows[0], "▸Shop") || !strings.HasPrefix(rows[1], " Shop") {
		t.Errorf("lanes\n%s\n%s", rows[0], rows[1])
	}
	// The user was in the second tab from 10 s to 25 s of 25 s.
	if first := strings.IndexRune(rows[1], '━'); first < 0 || !strings.Contains(rows[0], "━━━━") {
		t.Errorf("lanes\n%s\n%s", rows[0], rows[1])
	}
	a.mouse(tea.MouseClickMsg{X: 60, Y: lanes.y + 1, Button: tea.MouseLeft}).stage().shows("second tab")
	a.place().shows("tab 2 of 2")
	if l := start(t, checkout(), 120, 40).m.scr.layout; l.lanes.h != 0 {
		t.Error("one tab has lanes")
	}
}

func TestClockOfTheRecordedUser(t *testing.T) {
	if _, err := time.LoadLocation("Asia/Tokyo"); err != nil {
		t.Skip("the system knows no time zones")
	}
	tp := checkout() // starts at 2025-11-24 16:00 UTC
	tp.info.TimeZone = "Asia/Tokyo"
	a := start(t, tp, 120, 40, func(o *Options) { o.Zone = time.FixedZone("here", -5*3600) })
	a.press("T").status().shows("11:00:00.0")
	a.press("T").status().shows("16:00:00.0")
	a.press("T").status().shows("01:00:00.0")
	a.stage().shows("where the user was")
	a.press("T").status().shows("00:00.0")
	b := start(t, checkout(), 120, 40)
	b.press("T", "T", "T").status().shows("00:00.0")
}

func TestAxisScreens(t *testing.T) {
	for name, set := range map[string]func(*Options){
		"dark": func(*Options) {}, "light": func(o *Options) { o.Look = LookLight },
		"16": func(o *Options) { o.Profile = cell.ANSI16 }, "ascii": func(o *Options) { o.Profile, o.ASCII = cell.ANSI16, true },
	} {
		for _, s := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			a := start(t, plainCheckout(), s[0], s[1], set)
			a.press("t", "t", "]", "r", "t", "i", "'", "right", "right", "right").pass(2 * time.Second)
			a.golden("axis-" + name + "-" + number(s[0]) + "x" + number(s[1]))
		}
	}
}
