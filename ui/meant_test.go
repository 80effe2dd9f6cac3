package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"playhead/engine/cell"
	"playhead/engine/event"
)

// looks are the looks that screens are checked in.
var looks = []struct {
	name string
	set  func(*Options)
}{
	{"dark", func(*Options) {}},
	{"light", func(o *Options) { o.Look = LookLight }},
	{"16", func(o *Options) { o.Profile = cell.ANSI16 }},
	{"ascii", func(o *Options) { o.Profile, o.ASCII = cell.ANSI16, true }},
}

// checkedSizes are the sizes of terminals that screens are checked at.
var checkedSizes = [][2]int{{80, 24}, {120, 40}, {200, 60}}

// meant compares what the emulated terminal shows with what the model drew, cell
// by cell: text, colours, attributes.
func (a *app) meant(what string) *app {
	a.t.Helper()
	g := a.m.scr.grid
	faults := 0
	for y := range g.Rows {
		for x := range g.Cols {
			want, got := g.At(x, y), a.term.CellAt(x, y)
			text := g.Text(x, y)
			if text == "" {
				continue // the right half of a wide character
			}
			shown, look := " ", ""
			if got != nil {
				if got.Content != "" {
					shown = got.Content
				}
				look = style(got)
			}
			if wanted := a.style(want); shown != text || look != wanted && !invisible(text, wanted, look) {
				if faults++; faults < 5 {
					a.t.Errorf("%s: cell %d,%d shows %q %s, meant is %q %s", what, x, y, shown, look, text, wanted)
				}
			}
		}
	}
	if faults > 0 {
		a.t.Fatalf("%s: %d cells are not as meant:\n%s", what, faults, a.screen().text())
	}
	return a
}

// style writes the look that a cell is to have on the terminal.
func (a *app) style(c *cell.Cell) string {
	p := a.m.scr.profile
	shadeOf := func(x cell.Color) string {
		x = p.Map(x)
		if x.IsDefault() {
			return "own"
		}
		if i, ok := x.Index(); ok {
			return fmt.Sprint(i)
		}
		r, g, b := x.RGB()
		return fmt.Sprintf("#%02x%02x%02x", r, g, b)
	}
	out := "fg=" + shadeOf(c.Style.FG) + " bg=" + shadeOf(c.Style.BG)
	for _, at := range []struct {
		bit  cell.Attr
		name string
	}{{cell.Bold, "bold"}, {cell.Dim, "faint"}, {cell.Italic, "italic"}, {cell.Reverse, "reverse"}, {cell.Strike, "strike"}} {
		if c.Style.Attr&at.bit != 0 {
			out += " " + at.name
		}
	}
	if c.Style.Attr.UnderlineStyle() != 0 {
		out += " underline"
	}
	return out
}

// invisible reports whether two looks of a blank look the same: its foreground
// does not show.
func invisible(text, a, b string) bool {
	if text != " " {
		return false
	}
	ground := func(s string) string {
		for _, w := range []string{"reverse", "underline", "strike"} {
			if strings.Contains(s, w) {
				return s
			}
		}
		_, s, _ = strings.Cut(s, "bg=")
		s, _, _ = strings.Cut(s, " ")
		return s
	}
	return ground(a) == ground(b)
}

// TestTerminalShowsWhatIsMeant goes through the screens of the player and of the
// list, in every look and size.
func TestTerminalShowsWhatIsMeant(t *testing.T) {
	for _, l := range looks {
		for _, s := range checkedSizes {
			t.Run(fmt.Sprintf("%s-%dx%d", l.name, s[0], s[1]), func(t *testing.T) {
				a := start(t, foreign(), s[0], s[1], l.set)
				a.meant("start")
				for _, keys := range []string{"] e", "e", "w", "i", "?", "esc", ":", "esc", "Q", "esc", "] r", "v", "l", "l", "y t", "z", "m a", "a", "enter", "G", "ctrl+g"} {
					for _, k := range strings.Fields(keys) {
						if k == "ctrl+g" {
							a.m.debug.on = true
							k = "H"
						}
						a.press(k)
					}
					a.meant("after " + keys)
				}
				a.press("/").typeIn("日本").press("enter").meant("found")
				a.press("space").pass(300 * time.Millisecond).meant("playing")
				b := browse(t, newShelf(), s[0], s[1], l.set)
				b.meant("list").press("j").pass(time.Second).meant("list, another row")
				b.press("/").typeIn("user:ada").meant("list, filter").press("enter", "enter").meant("opened")
			})
		}
	}
}

// foreign is a recording of scripts whose characters take one cell, two, or
// several code points.
func foreign() *tape {
	tp := newTape()
	tp.page(0, "https://shop.example/日本語", "日本語 👨‍👩‍👧 हिन्दी", "6 10 h1 日本語のページ", "6 12 p A👨‍👩‍👧B हिन्दी C", "6 21 p A❤️B 👍🏽 🇩🇪 한국어 é̂ end")
	tp.text(2, 1010, "日本 changed 👨‍👩‍👧!")
	tp.entry(3, event.Entry{Kind: event.EntryConsole, Severity: event.Bad, Title: "👍🏽 नमस्ते 漢字 error in the console, which is long enough to be cut somewhere in the row", Fields: []event.Field{{Name: "level", Value: "error"}}})
	tp.entry(4, event.Entry{Kind: event.EntryRequest, Severity: event.Bad, Title: "https://shop.example/漢字/👨‍👩‍👧", Duration: 200, Fields: []event.Field{{Name: "status", Value: "500"}}})
	tp.entry(5, event.Entry{Kind: event.EntryFrustration, Severity: event.Warning, Title: "rage_click: 購入する", Fields: []event.Field{{Name: "type", Value: "rage_click"}}})
	tp.text(9, 1010, "最後")
	return tp
}
