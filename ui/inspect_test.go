package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
)

// styled is a page with a sheet and a button that changes when it is clicked.
func styled() *tape {
	t := newTape()
	t.page(0, "https://shop.example/pay", "Pay", "3 30 style .busy { color: gray } button { color: red; margin: 1px 2px } #pay { color: blue }",
		"6 10 main", "10 11 h1 Pay", "10 12 button Pay now", "10 13 p Total 42.00")
	t.attr(1, 12, "id", "pay")
	t.click(10, 60, 90, 12)
	t.attr(10.1, 12, "class", "busy")
	t.text(10.2, 1012, "Paying…")
	t.attr(20, 12, "disabled", "")
	t.text(30, 1012, "Paid")
	t.tabs[0].views[0].Fields = []event.Field{
		{Name: "loading time", Value: "500 ms"}, {Name: "largest contentful paint", Value: "4500 ms"}, {Name: "cumulative layout shift", Value: "0.02"},
	}
	t.entry(10.1, event.Entry{Kind: event.EntryLongTask, Severity: event.Warning, Duration: 289, Title: "blocked for 289 ms"})
	return t
}

func (t *tape) attr(sec float64, node int, name, value string) {
	t.add(sec, event.KindMutation, event.Op{Kind: event.OpAttr, Node: event.NodeID(node), Name: name, Text: value})
}

func TestClickInspects(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("5")
	row := a.rowWith("Pay now")
	a.click(8, row).pane().shows("Attributes", "button#pay", "Pay now", "recorded id")
	if got := a.m.inspect.view.Selected(); got != 12 {
		t.Errorf("node %d is selected", got)
	}
	a.stage().shows("▕", "▏", "button#pay")
	a.status().shows("‖") // playback is left alone
	a.click(8, a.rowWith("Total"))
	if got := a.m.inspect.view.Selected(); got != 13 {
		t.Errorf("node %d is selected", got)
	}
}

// rowWith is the row of the stage that shows a text.
func (a *app) rowWith(want string) int {
	a.t.Helper()
	l := a.m.scr.layout.stage
	for y := range l.h {
		if contains(area{a, "row", rect{l.x, l.y + y, l.w, 1}}.text(), want) {
			return l.y + y
		}
	}
	a.t.Fatalf("no %q on the stage", want)
	return 0
}

func (a *app) click(x, y int) *app {
	a.mouse(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	return a.mouse(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func TestInspectorFindsElements(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("5").press("o", "/").typeIn("main > p").press("enter").pane().shows("1 of 1", "Total 42.00")
	if got := a.m.inspect.view.Selected(); got != 13 {
		t.Errorf("main > p is node %d", got)
	}
	a.press("/").typeIn("total 42").press("enter").pane().shows("/total 42  1 of 1")
	a.press("/").typeIn(`"pay"`).press("enter").pane().shows("1 of")
	first := a.m.inspect.view.Selected()
	a.press("n")
	if second := a.m.inspect.view.Selected(); second == first {
		t.Error("n stays")
	}
	a.press("N")
	if again := a.m.inspect.view.Selected(); again != first {
		t.Errorf("N went to %d, not back to %d", again, first)
	}
	a.press("/").typeIn(".nothing").press("enter").pane().shows("nothing found")
	a.press("esc").pane().shows("nodes")
}

func TestInspectorShowsWhichRuleWon(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("12").press("o", "/").typeIn("#pay").press("enter", "v", "s")
	a.pane().shows("Declared for the element", "color", "#0000ff", "#pay", "+4", "margin", "1px 2px", "box")
	for range 40 { // to the row of the colour
		if p := a.m.inspect.view; p.Below() && contains(a.selectedLine(), "color") && contains(a.selectedLine(), "#0000ff") {
			break
		}
		a.press("j")
	}
	a.press("enter").pane().shows("✓ color: blue", "✗ color: gray", "(1,0,0)")
	a.press("enter").pane().lacks("✗ color: gray")
}

// selectedLine is the pane's row that looks selected.
func (a *app) selectedLine() string {
	l := a.m.scr.layout.pane
	want := a.m.scr.theme.Style(7).BG // theme.Selected
	for y := range l.h {
		if a.m.scr.grid.At(l.x+2, l.y+y).BG == want {
			return area{a, "row", rect{l.x, l.y + y, l.w, 1}}.text()
		}
	}
	return ""
}

func TestHistoryOfAnElement(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("15").press("o", "/").typeIn("button").press("enter", "v", "h")
	a.pane().shows("00:00.0 appeared", "in main", "00:01.0 id", "00:10.1 class", "▸00:10.2 text", `"Pay now" → "Paying…"`, "00:20.0 disabled", "00:30.0 text")
	a.press("j", "enter").isAt(20).pane().shows("▸00:20.0 disabled")
	a.press("k", "k", "enter").isAt(10.1)
	a.press("d", "h").pane().shows("main") // back in the tree
	// An element that is not there says so, and its history tells when it is.
	b := start(t, checkout(), 120, 40)
	b.goTo("12").press("o", "/").typeIn("button").press("enter")
	b.press("g", "g").pane().shows("not on the page")
}

func TestTreeOpensAndCloses(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("5").press("o").pane().shows("html", "body", "main", "h1 Pay", "button#pay")
	a.press("/").typeIn("main").press("enter", "h").pane().lacks("h1 Pay")
	a.press("l", "l").pane().shows("h1 Pay")
	if got := a.m.inspect.view.Selected(); got != 11 {
		t.Errorf("l went to node %d", got)
	}
	a.press("h")
	if got := a.m.inspect.view.Selected(); got != 10 {
		t.Errorf("h went to node %d", got)
	}
	a.press("f") // what the pointer is over
	a.goTo("11").press("f")
	if got := a.m.inspect.view.Selected(); got != 12 {
		t.Errorf("f went to node %d", got)
	}
	l := a.m.scr.layout.pane
	a.click(l.x+5, l.y)
	if got := a.m.inspect.view.Selected(); got != 2 {
		t.Errorf("a click on the first row selects node %d", got)
	}
}

// While playing, the inspector shows the present moment.
func TestInspectorFollowsPlayback(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("9.9").press("o", "/").typeIn("button").press("enter").pane().lacks("busy")
	a.press("space").pass(500 * time.Millisecond).pane().shows("button#pay.busy Paying…")
}

func TestPerformancePane(t *testing.T) {
	a := start(t, styled(), 120, 40)
	a.goTo("10.5").press("p").pane().shows("DOM nodes", "changes/s", "Web vitals", "/pay", "LCP", "4.50 s", "poor", "✖", "CLS", "good", "✓", "blocked for 289 ms", "1 long task")
	a.place().shows("loaded in 500 ms")
	a.goTo("0.2").place().shows("page loading")
	a.goTo("5").press("j", "k", "enter").isAt(10.1)
	b := start(t, checkout(), 80, 24)
	b.press("p").pane().shows("DOM nodes", "None recorded", "No long tasks were recorded.")
	l := a.m.scr.layout.pane
	a.goTo("20").click(l.x+5, l.y+a.m.perfTop()).isAt(10.1)
}

func TestPaneScreens(t *testing.T) {
	for name, set := range map[string]func(*Options){
		"dark": func(*Options) {}, "light": func(o *Options) { o.Look = LookLight },
		"16": func(o *Options) { o.Profile = cell.ANSI16 }, "ascii": func(o *Options) { o.Profile, o.ASCII = cell.ANSI16, true },
	} {
		for _, s := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			size := number(s[0]) + "x" + number(s[1])
			a := start(t, styled(), s[0], s[1], set)
			a.goTo("12").press("o", "/").typeIn("#pay").press("enter", "v", "s").pass(2 * time.Second).golden("inspector-style-" + name + "-" + size)
			a.press("v", "h").golden("inspector-history-" + name + "-" + size)
			a.press("p").golden("performance-" + name + "-" + size)
			b := start(t, form(), s[0], s[1], set)
			b.goTo("3.5").pass(2 * time.Second).golden("typed-" + name + "-" + size)
			b.goTo("31").pass(2 * time.Second).golden("hidden-" + name + "-" + size)
		}
	}
}

// The chosen error has its stack at the foot of the pane; requests are a table
// where there is room.
func TestErrorsAndRequests(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("]", "e", "x").pane().shows("TypeError: res.total is undefined", "at pay (shop.js:12:3)", "b 2 s before")
	a.press("b").isAt(8.5)
	a.press("w").pane().shows("POST /api/", "212 ms").pane().lacks("took")
	a.press("O").pane().shows("time", "status", "request", "type", "size", "took", "███")
	l := a.m.scr.layout.pane
	a.click(l.x+5, l.y+1).isAt(10.3)
}
