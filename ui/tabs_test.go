package ui

import (
	"testing"
	"time"

	"playhead/engine/event"
)

// twoTabs is a recording of two tabs: the user goes from the first to the second
// after ten seconds and back after twenty.
func twoTabs() *tape {
	t := newTape()
	t.page(0, "https://shop.example/a", "First", "6 10 p This is the first tab")
	t.pointer(5, 10, 10, 10)
	t.pointer(25, 10, 10, 10)
	other := newTape()
	other.page(10, "https://shop.example/b", "Second", "6 10 p This is the second tab")
	other.pointer(15, 10, 10, 10)
	second := other.tabs[0]
	second.tape = t
	t.tabs = append(t.tabs, second)
	return t
}

func TestTabs(t *testing.T) {
	a := start(t, twoTabs(), 120, 40)
	a.place().shows("tab 1 of 2", "view 1 of 2")
	a.stage().shows("first tab")
	a.press(":").typeIn("12").press("enter").place().shows("tab 2 of 2", "view 2 of 2")
	a.stage().shows("second tab")
	a.press("G").stage().shows("first tab")
	a.press("g", "t").stage().shows("second tab")
	a.press("g", "g").place().shows("tab 2 of 2") // chosen by hand: it stays
	a.press("g", "T").stage().shows("first tab")
}

// Under a pane that takes the whole width the page is still the present one: the
// first line tells of it.
func TestFullPane(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("w", "O").pane().shows("212 ms", "███")
	if w := a.m.scr.layout.pane.w; w != 120 {
		t.Errorf("the pane is %d wide", w)
	}
	a.press("5").place().shows("/checkout", "at 99 %")
	a.press("esc").stage().shows("Total")
}

// A track that comes in another revision, because segments arrived late, is
// shown as it is now.
func TestReplacedTrack(t *testing.T) {
	tp := newTape()
	tp.loading = true
	tp.page(0, "https://shop.example/", "Home", "6 10 p Before")
	tp.text(8, 1010, "After")
	a := start(t, tp, 120, 40)
	a.press("G").stage().shows("After")
	next := newTape()
	next.page(0, "https://shop.example/", "Home", "6 10 p Before")
	next.text(4, 1010, "Between")
	next.add(6, event.KindScroll, event.Op{Kind: event.OpScroll, Node: event.Window, Y: 100})
	next.text(8, 1010, "After")
	tp.mu.Lock()
	next.tabs[0].tape = tp
	tp.tabs[0] = next.tabs[0]
	tp.loading = false
	tp.mu.Unlock()
	tp.grow()
	a.pass(200 * time.Millisecond)
	a.press(":").typeIn("5").press("enter").stage().shows("Between")
	a.pane().shows("scroll")
}
