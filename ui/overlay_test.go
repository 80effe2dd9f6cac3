package ui

import (
	"testing"
	"time"

	"playhead/engine/event"
	"playhead/loader"
)

// form is a page with fields that a user clicks, types into and chooses from.
func form() *tape {
	t := newTape()
	t.page(0, "https://shop.example/form", "Form", "6 10 h1 Form", "6 11 p Name", "6 12 input", "6 13 p xxxxx xx xxxxxxx", "6 14 p Done")
	t.typed(3, 12, "A")
	t.typed(3.2, 12, "Ad")
	t.typed(3.4, 12, "Ada")
	t.typed(6, 12, "Ad")
	t.press(8, 14, event.MouseDown, event.PointerMouse)
	t.press(8, 14, event.ContextMenu, event.PointerMouse)
	for _, i := range []event.Interaction{event.MouseDown, event.Click, event.MouseDown, event.Click, event.DblClick} {
		t.press(12, 14, i, event.PointerMouse)
	}
	t.press(16, 14, event.TouchStart, event.PointerTouch)
	t.add(20, event.KindFocus, event.Op{Kind: event.OpPageFocus, Node: event.NoNode})
	t.add(24, event.KindFocus, event.Op{Kind: event.OpPageFocus, On: true, Node: event.NoNode})
	t.pointer(40, 10, 10, 10)
	t.hide(0, loader.Span{From: at(30), To: at(33)})
	return t
}

// hide says of a view when the page was hidden.
func (t *tape) hide(view int, spans ...loader.Span) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tabs[0].views[view].Hidden = spans
}

func (t *tape) typed(sec float64, node int, value string) {
	t.add(sec, event.KindInput, event.Op{Kind: event.OpInput, Node: event.NodeID(node), Text: value})
}

func (t *tape) press(sec float64, node int, i event.Interaction, p event.PointerType) {
	t.add(sec, event.KindInteraction, event.Op{
		Kind: event.OpInteraction, Interaction: i, Pointer: p, Node: event.NodeID(node), X: 20, Y: 20, HasXY: true,
	})
}

func (a *app) goTo(at string) *app { return a.press(":").typeIn(at).press("enter") }

func TestTypedKeysAreShown(t *testing.T) {
	a := start(t, form(), 120, 40)
	a.goTo("3.5").stage().shows("✎ Ada", "▌")
	a.goTo("5.7").stage().lacks("✎ Ada")
	a.goTo("6.1").stage().shows("✎ ⌫")
	b := start(t, form(), 120, 40, func(o *Options) { o.ASCII = true })
	b.goTo("3.5").stage().shows("= Ada")
	b.goTo("6.1").stage().shows("= <-")
}

// Each sort of click has its own glyphs, and a word where the glyph may not be
// known.
func TestClicksDiffer(t *testing.T) {
	for _, tt := range []struct{ at, word, glyph string }{
		{"8.1", "right click", "□"}, {"12.1", "double click", "⊙"}, {"16.1", "tap", "•"},
	} {
		start(t, form(), 120, 40).goTo(tt.at).stage().shows(tt.word, tt.glyph)
	}
	a := start(t, checkout(), 120, 40)
	a.goTo("10.05").stage().shows("◉").stage().lacks("right click", "double click", "tap")
}

func TestRipplesSpread(t *testing.T) {
	a := start(t, form(), 120, 40)
	a.goTo("7.9").press("space")
	for _, want := range []string{"▫", "□", "▢"} {
		a.pass(150 * time.Millisecond).stage().shows(want)
	}
	a.pass(300*time.Millisecond).stage().lacks("▫", "□", "▢", "right click")
}

func TestAwayIsSaid(t *testing.T) {
	a := start(t, form(), 120, 40)
	a.goTo("19").stage().lacks("focus", "hidden")
	a.goTo("21").stage().shows("window without focus")
	a.goTo("25").stage().lacks("focus")
	a.goTo("31").stage().shows("page hidden")
	a.goTo("33").stage().lacks("hidden")
}

func TestMaskedTextHasItsOwnStyle(t *testing.T) {
	a := start(t, form(), 120, 40)
	a.stage().shows("░░░░░ ░░ ░░░░░░░").stage().lacks("xxxxx")
	b := start(t, form(), 120, 40, func(o *Options) { o.ASCII = true })
	b.stage().shows("xxxxx xx xxxxxxx")
}

func TestRageIsCounted(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("g", "g", "]", "r", "]", "r", "]", "r")
	a.stage().shows("rage ×5")
}

// The part of the page that was chosen by hand stays, however the recorded page
// scrolls, until another page comes or the viewer goes back.
func TestScrollByHandHolds(t *testing.T) {
	tp := newTape()
	var nodes []string
	for i := range 80 {
		nodes = append(nodes, "6 "+number(100+i)+" p Line "+number(i))
	}
	tp.page(0, "https://shop.example/long", "Long", nodes...)
	for i := range 10 {
		tp.add(1+float64(i), event.KindScroll, event.Op{Kind: event.OpScroll, Node: event.Window, Y: float64(i) * 60})
	}
	tp.page(20, "https://shop.example/other", "Other", "6 10 p Another page")
	a := start(t, tp, 80, 24)
	a.stage().shows("Line 0").stage().shows("▐")
	a.press("pgdown").place().shows("rows 20", "(f back)")
	top := a.stage().text()
	a.goTo("8").place().shows("rows 20")
	if got := a.stage().text(); firstLine(got) != firstLine(top) {
		t.Errorf("the part shown moved with the recorded scroll:\n%s\n%s", top, got)
	}
	a.press("f").place().lacks("rows")
	a.stage().lacks("Line 0\n")
	a.press("pgup").place().shows("rows")
	a.goTo("20").stage().shows("Another page").place().lacks("rows")
}

func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' {
			return s[:i]
		}
	}
	return s
}
