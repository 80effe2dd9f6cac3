package ui

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/ui/keymap"
)

func TestFirstScreen(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.place().shows("shop.example/cart", "Cart", "view 1 of 2", "640×320 at 99 %")
	a.stage().shows("Your cart", "Blue shoes", "Go to checkout")
	a.pane().shows("Evts", "Cons", "Insp", "page", "/cart", "click", "Go to checkout", "POST /api/pay", "TypeError: res.tot")
	a.status().shows("00:00.0 / 01:00", "1×", "skip > 5 s", "✖ 1", "! 1", "? keys")
}

func TestPlaybackFollows(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("space").pass(2200 * time.Millisecond)
	a.stage().shows("shoes, size 42")
	a.status().shows("▶", "00:02.1")
	a.pass(8 * time.Second)
	a.place().shows("/checkout", "view 2 of 2")
	a.stage().shows("Ready.")
	if e := a.m.list().Selected(); e == nil || e.Time != at(10) {
		t.Errorf("the list does not follow: %+v", e)
	}
	a.press("space")
	a.status().shows("‖")
}

func TestPausedIsStill(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.pass(5 * time.Second)
	if n := len(a.rt.timers); n != 0 {
		t.Errorf("%d timers while paused", n)
	}
	before := a.count
	a.pass(time.Minute)
	if a.count != before {
		t.Errorf("%d screens were drawn while paused", a.count-before)
	}
	if a.m.scr.display.Show(a.m.scr.grid, a.m.textCursor()); a.count != before {
		t.Errorf("what is shown already was drawn: %q", a.drawn)
	}
}

func TestFrameCap(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("space")
	before := a.count
	a.pass(2 * time.Second)
	if n := a.count - before; n > 61 {
		t.Errorf("%d screens in 2 s", n)
	}
}

func TestSkipsInactivity(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("space").pass(20 * time.Second)
	if a.sec() < 48 {
		t.Errorf("at %v s after 20 s; the idle half minute was not skipped", a.sec())
	}
	b := start(t, checkout(), 120, 40)
	b.press("s", "space").pass(20 * time.Second)
	if s := b.sec(); s < 19.9 || s > 20.1 {
		t.Errorf("at %v s after 20 s without skipping", s)
	}
}

func TestMoving(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("right").isAt(5)
	a.press("left").isAt(0)
	a.press("L").isAt(1)
	a.press("shift+right").isAt(2)
	a.press("W").isAt(32)
	a.press("5").isAt(30)
	a.press("g", "g").isAt(0)
	a.press("G").isAt(60)
	a.stage().shows("End of the recording", "space plays it again")
	a.press(":").typeIn("0:12.5").press("enter").isAt(12.5)
	a.press(":").typeIn("50%").press("enter").isAt(30)
	a.press(":").typeIn("+2").press("enter").isAt(32)
	a.press(":").typeIn("nonsense!!").press("enter").isAt(32)
	a.stage().shows("not a time")
}

func TestSteps(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press(".").isAt(2)
	a.stage().shows("size 42")
	a.press(",").isAt(0)
	a.stage().lacks("size 42")
	a.press("G", ".").screen().shows("no visible change after this")
}

func TestJumps(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("]", "e").isAt(10.5)
	a.stage().shows("TypeError: res.total")
	a.pass(2 * time.Second)
	a.press("]", "e").isAt(10.5)
	a.stage().shows("no error after this")
	a.press("[", "c").isAt(10)
	a.press("-", "p").isAt(5)
	a.press("]", "w").isAt(10.3)
	a.press("]", "r")
	a.stage().shows("rage")
	a.press("g", "g", "3", "]", "c").isAt(14)
}

func TestMarks(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("right", "m", "a", "g", "g").bar().shows("◆")
	a.press("g", "m", "a").isAt(5)
	a.press("`", "b").stage().shows("mark b is not set")
}

func TestListMovesAndSeeks(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("j", "j")
	if a.m.list().Following() {
		t.Error("still follows after being moved")
	}
	a.pane().shows("f follow")
	want := a.m.list().Selected().Time
	a.press("enter")
	if a.m.now() != want {
		t.Errorf("enter went to %d, the row is at %d", a.m.now(), want)
	}
	a.press("f")
	if !a.m.list().Following() {
		t.Error("does not follow again")
	}
}

func TestPanes(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("c").pane().shows("warn", "retrying in 5 s").pane().lacks("Pay now")
	a.press("w").pane().shows("500", "POST /api/", "212 ms")
	a.press("x").pane().shows("TypeError", "500").pane().lacks("retrying")
	a.press("i").pane().shows("rrweb", "test 1.2.3", "Firefox 151", "mask", "None found.")
	a.press("i").screen().lacks("Cons ")
	if w := a.m.scr.layout.stage.w; w != 120 {
		t.Errorf("the stage is %d wide without a pane", w)
	}
	a.press("tab").pane().shows("Evts", "click")
}

func TestDetails(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("]", "e", "x", "d").screen().shows("TypeError: res.total is undefined", "stack", "at pay (shop.js:12:3)", "at onclick (shop.js:80:1)")
	a.press("esc").screen().lacks("esc closes")
	a.press("b").isAt(8.5)
}

func TestSelectedRowKeepsTheCursor(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("Q").typeIn("pay now").press("enter", "n").isAt(10)
	a.press("j", "k", "k", "k", "j", "enter")
	e := a.m.list().Selected()
	a.press("enter")
	if again := a.m.list().Selected(); again != e || !a.m.list().Following() {
		t.Errorf("the cursor went from %q to %q", e.Title, again.Title)
	}
}

func TestDebug(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.send(tea.KeyPressMsg(tea.Key{Code: 'g', Mod: tea.ModCtrl}))
	a.stage().shows("fps", "sent", "kB/s", "layout", "ms", "heap", "MB")
}

func TestEmptyPaneSaysWhy(t *testing.T) {
	tp := newTape()
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	tp.text(5, 1010, "Hello again")
	a := start(t, tp, 120, 40)
	a.press("c").pane().shows("No console lines were recorded.")
	a.press("x").pane().shows("No errors were recorded.")
	a.press("e", "Q").typeIn("zzz").pane().shows("The filter hides all", "F shows them")
	a.press("enter", "F").pane().shows("page")
}

func TestFilter(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("Q").typeIn("pay now").pane().shows("Pay now").pane().lacks("Go to checkout")
	a.press("enter", "n").isAt(10)
	a.press("2", "n").isAt(14.15)
	a.press("N").isAt(14)
	a.press("esc", "esc").pane().shows("Go to checkout")
	a.press("Q").typeIn("status:>=500 OR kind:error").status().shows("2 of 17")
	a.press("esc", "Q").typeIn("click:pay THEN kind:error within 1s").status().shows("of 17").pane().shows("TypeError").pane().lacks("retrying")
	a.press("esc", "Q").typeIn("(").status().shows("column")
	a.press("esc", "Q").typeIn("~tyerr").pane().shows("TypeError").pane().lacks("Pay now  5 clicks")
}

func TestCounts(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("3", "right").isAt(15)
	a.pass(2*time.Second).press("2", "left").isAt(5)
	a.pass(2*time.Second).press("g", "g", "2", ".").isAt(4)
	a.pass(2*time.Second).press("2", ">").status().shows("4×")
	a.pass(2*time.Second).press("3", "<").status().shows("0.5×")
	a.pass(2*time.Second).press("g", "g", "2", "]", "p").isAt(5)
	a.press("m", "a", "L", "m", "b", "L", "m", "c", "g", "g").pass(2 * time.Second)
	a.press("2", "]", "m").isAt(6)
	a.pass(2*time.Second).press("ctrl+p").typeIn("percent").press("enter", "5").isAt(30)
	a.press("ctrl+p").typeIn("go-to-mark").press("enter", "c").isAt(7)
	a.press(":").typeIn("1:02").press("enter").isAt(60)
}

func TestNotes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shop.json.notes.jsonl")
	keep := func(o *Options) { o.Notes = file }
	a := start(t, checkout(), 120, 40, keep)
	a.press("]", "c", "a").status().shows("a note at this moment and html > body > button")
	a.typeIn("why is it dead #bug").press("enter").stage().shows("note kept", "¶ why is it dead")
	a.pane().shows("note", "why is it dead")
	a.press("G").bar().shows("¶")
	a.press("a", "esc").pass(2 * time.Second)
	a.press("m", "x", "g", "g")
	b := start(t, checkout(), 120, 40, keep)
	b.press("]", "n").isAt(4)
	b.stage().shows("¶ why is it dead")
	b.press("+", "m").isAt(60)
	b.press("Q").typeIn("@tags:bug").status().shows("1 of")
	b.press("enter", "g", "g", "j", "k", "enter")
	b.press("a").status().shows("why is it dead")
	b.typeIn(" indeed").press("enter").stage().shows("#bug indeed")
	b.press("a", "ctrl+u", "enter").screen().shows("note deleted").screen().lacks("#bug indeed")
	c := start(t, checkout(), 120, 40, keep)
	c.press("]", "n").stage().shows("no note after this")
	d := start(t, checkout(), 120, 40)
	d.press("a").typeIn("x").press("enter").stage().shows("--notes FILE")
}

func TestFindOnScreen(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("/").typeIn("ready").press("enter").isAt(5)
	a.status().shows("/ready  1 of 1")
	a.pane().shows("seen")
	a.press("n").stage().shows("no moment with ready after this")
	a.press("g", "g", "/").typeIn("/pay(ing|ment)/i").press("enter").isAt(10.2)
	a.press("n").isAt(10.6)
	a.press("N").isAt(10.2)
	a.press("/").typeIn("selector:h1").press("enter").status().shows("/selector:h1")
	a.press("/").typeIn("never there").press("enter").screen().shows("never there was never on screen")
	a.press("esc").status().lacks("never there")
	a.pane().lacks("seen")
}

func TestPalette(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("ctrl+p").typeIn("zoom").screen().shows("fit, 100 %, 50 %, reader")
	a.press("enter").place().shows("at 100 %")
	a.press(":").typeIn("next-err").press("enter").isAt(10.5)
}

func TestHelpIsOfTheKeyMap(t *testing.T) {
	a := start(t, checkout(), 120, 40, func(o *Options) { o.Keys = []keymap.Rebinding{{Action: "toggle-play", Sequences: []string{"ctrl+y"}}} })
	a.press("?").screen().shows("ctrl+y", "play, pause", "Here", "go to the row's moment")
	a.press("pgdown").screen().shows("next error", "]e  +e")
	a.press("esc").screen().lacks("ctrl+y")
	a.press("]").status().shows("next error", "next click")
	a.press("esc").status().shows("00:00.0")
}

func TestSpeed(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press(">").status().shows("2×")
	a.stage().shows("speed 2×")
	a.pass(2 * time.Second)
	a.stage().lacks("speed 2×")
	a.press("space").pass(time.Second)
	if s := a.sec(); s < 1.9 || s > 2.1 {
		t.Errorf("at %v s after 1 s at double speed", s)
	}
	a.press("=", "<", "<").status().shows("0.25×")
}

func TestMouse(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	bar := a.m.scr.layout.bar
	a.mouse(tea.MouseClickMsg{X: 60, Y: bar.y, Button: tea.MouseLeft}).isAt(30)
	a.mouse(tea.MouseMotionMsg{X: 119, Y: 3, Button: tea.MouseLeft}).isAt(60)
	a.mouse(tea.MouseReleaseMsg{X: 119, Y: 3}).mouse(tea.MouseMotionMsg{X: 0, Y: bar.y}).isAt(60)
	pane := a.m.scr.layout.pane
	a.mouse(tea.MouseClickMsg{X: pane.x + 3, Y: pane.y, Button: tea.MouseLeft}).isAt(0)
	a.mouse(tea.MouseWheelMsg{X: pane.x + 3, Y: pane.y, Button: tea.MouseWheelDown})
	stage := a.m.scr.layout.stage
	a.click(stage.x+3, stage.y+3).pane().shows("recorded id") // inspects what is there
	a.status().shows("‖")
}

func TestZoomAndPan(t *testing.T) {
	a := start(t, checkout(), 40, 12)
	a.place().shows("at 50 %")
	a.press("Z").place().shows("reader")
	a.press("z", "z").place().shows("at 100 %")
	a.press("l").place().shows("panned")
	if x, _ := a.m.stage.view.Pan(); x != 8 {
		t.Errorf("panned to %d", x)
	}
	a.press("h", "f").place().lacks("panned")
	b := start(t, checkout(), 200, 60)
	b.press("tab", "tab", "tab", "tab", "tab", "tab", "tab", "l").stage().shows("all of the page is shown")
}

func TestResizing(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	for _, s := range [][2]int{{80, 24}, {40, 12}, {39, 12}, {200, 60}, {1, 1}, {41, 70}, {120, 40}} {
		a.send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		if s[0] < minCols {
			if s[0] > 20 {
				a.screen().shows("too small", "39×12, needs 40×12")
			}
			continue
		}
		a.status().shows("00:00.0")
		if a.m.pane.state.full || a.m.scr.layout.stage.w > 20 {
			a.stage().shows("Your cart")
		}
	}
}

func TestSmallScreenOpensThePaneOverThePage(t *testing.T) {
	a := start(t, checkout(), 80, 24)
	a.screen().lacks("Cons ")
	a.press("tab").pane().shows("Evts", "click")
	if l := a.m.scr.layout; l.page.w != 80 || l.pane.w != 40 {
		t.Errorf("page %d, pane %d wide", l.page.w, l.pane.w)
	}
	a.stage().shows("Your cart")
	a.press("esc").screen().lacks("Cons ")
}

func TestLoadingShowsWhatIsThere(t *testing.T) {
	tp := newTape()
	tp.loading = true
	a := start(t, tp, 120, 40)
	a.stage().shows("Loading…", "first snapshot")
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	tp.grow()
	a.pass(200 * time.Millisecond)
	a.stage().shows("Hello")
	a.place().shows("loading 40 %")
	tp.text(3, 1010, "Hello again")
	tp.grow()
	a.pass(200 * time.Millisecond)
	a.press("G").stage().shows("Hello again")
	a.status().shows("00:03.0 / 00:03")
	tp.mu.Lock()
	tp.loading = false
	tp.mu.Unlock()
	tp.grow()
	a.pass(200 * time.Millisecond)
	a.place().lacks("loading")
	if n := len(a.rt.waits); n != 0 {
		t.Errorf("%d waits after loading", n)
	}
}

func TestGapIsSaid(t *testing.T) {
	tp := newTape()
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	tp.add(5, event.KindGap, event.Op{Kind: event.OpGap, Text: "segments 3 to 5", Node: event.NoNode})
	tp.text(9, 1010, "Hello again")
	a := start(t, tp, 120, 40)
	a.stage().lacks("missing")
	a.press("6").stage().shows("Recorded data is missing here: segments 3 to 5")
}

func TestStartOptions(t *testing.T) {
	a := start(t, checkout(), 120, 40, func(o *Options) { o.View = "2" })
	a.isAt(5).stage().shows("Pay now")
	b := start(t, checkout(), 120, 40, func(o *Options) { o.Speed = 4; o.Paused = false })
	b.pass(time.Second)
	if s := b.sec(); s < 3.8 || s > 4.2 {
		t.Errorf("at %v s after 1 s at speed 4", s)
	}
}

func TestQuit(t *testing.T) {
	a := start(t, checkout(), 120, 40)
	a.press("?", "q")
	if a.quit {
		t.Error("q on the help screen quits")
	}
	a.press("q")
	if !a.quit {
		t.Error("q does not quit")
	}
}

func TestControlCharactersStayOut(t *testing.T) {
	tp := newTape()
	tp.page(0, "https://shop.example/\x1b]0;x\x07", "Ho\x1b[31mme", "6 10 h1 Hello")
	tp.entry(1, event.Entry{Kind: event.EntryConsole, Title: "\x1b[2Jgone\u202e", Fields: []event.Field{{Name: "level", Value: "\x1b[2J"}}})
	tp.text(2, 1010, "\x1b[2Jx")
	a := start(t, tp, 120, 40)
	a.press("Q").typeIn("gone").press("enter")
	var enc cell.Encoder
	shown := string(enc.Append(nil, a.m.scr.grid))
	for i, r := range shown {
		if r < ' ' && r != '\n' && r != '\x1b' || r == '\u202e' {
			t.Fatalf("%U at %d", r, i)
		}
	}
	for _, part := range []string{"\x1b]", "\x1b[2J"} {
		if contains(shown, part) {
			t.Errorf("%q reached the terminal", part)
		}
	}
	a.m.opened.Title = "a\x1b]b\x07\u202ec\u009cé\xff"
	if got := a.m.windowTitle(); got != "playhead a]bcé" {
		t.Errorf("window title %q", got)
	}
}

func contains(s, part string) bool { return strings.Contains(s, part) }
