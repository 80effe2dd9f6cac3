package cell

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// shown lets an emulator obey out and gives its screen as text and colours.
func emulate(t interface{ Fatalf(string, ...any) }, cols, rows int, outs ...[]byte) *vt.Emulator {
	e := vt.NewEmulator(cols, rows)
	for _, o := range outs {
		if _, err := e.Write(o); err != nil {
			t.Fatalf("emulator: %v", err)
		}
	}
	return e
}

// drawGrid draws a random grid with runs, wide glyphs and combining marks.
func drawGrid(t *rapid.T, cols, rows int, tab *Clusters) *Grid {
	g := NewGrid(cols, rows, tab)
	colors := []Color{Default, RGB(255, 255, 255), RGB(10, 20, 30), RGB(200, 0, 0), Indexed(4), Indexed(200)}
	texts := []string{"a", "hello", "界", "é", "────", "   ", "xxxxxxxxxxxx"}
	for range rapid.IntRange(0, 12).Draw(t, "n") {
		st := Style{
			FG: rapid.SampledFrom(colors).Draw(t, "fg"), BG: rapid.SampledFrom(colors).Draw(t, "bg"),
			Attr: rapid.SampledFrom([]Attr{0, Bold, Underline, Reverse | Italic}).Draw(t, "attr"),
		}
		x, y := rapid.IntRange(-2, cols).Draw(t, "x"), rapid.IntRange(-1, rows).Draw(t, "y")
		if rapid.Bool().Draw(t, "fill") {
			g.Fill(x, y, rapid.IntRange(0, cols).Draw(t, "w"), rapid.IntRange(0, rows).Draw(t, "h"), Cell{Style: Style{BG: st.BG}})
		} else {
			g.SetString(x, y, rapid.SampledFrom(texts).Draw(t, "text"), st)
		}
	}
	return g
}

// TestDiffShowsTheGrid: a terminal that showed the old grid and obeys the diff
// looks as if the new one had been drawn from nothing, in fewer bytes or equal.
func TestDiffShowsTheGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 30).Draw(t, "cols"), rapid.IntRange(1, 12).Draw(t, "rows")
		tab := NewClusters()
		e := &Encoder{Repeat: rapid.Bool().Draw(t, "rep"), ScrollRegions: rapid.Bool().Draw(t, "scroll"), NoErase: rapid.Bool().Draw(t, "noerase")}
		a, b := drawGrid(t, cols, rows, tab), drawGrid(t, cols, rows, tab)
		if rapid.Bool().Draw(t, "shifted") {
			b = a.Clone()
			s := rapid.IntRange(-3, 3).Draw(t, "by")
			b.Blit(0, s, a, 0, 0, cols, rows)
		}
		first := e.AppendDiff(nil, nil, a)
		diff := e.AppendDiff(nil, a, b)
		whole := e.AppendDiff(nil, nil, b)
		sameScreen(t, emulate(t, cols, rows, first, diff), emulate(t, cols, rows, whole), diff)
		if bytes.Equal(first, whole) && len(diff) > 0 && a.Equal(b) {
			t.Fatalf("equal grids gave %q", diff)
		}
	})
}

// TestDiffScrolls: the same on large screens, where a part of the rows scrolls
// beside others that stay, and after many diffs in a row.
func TestDiffScrolls(t *testing.T) {
	const cols, rows = 96, 24
	rapid.Check(t, func(t *rapid.T) {
		tab := NewClusters()
		e := &Encoder{Repeat: rapid.Bool().Draw(t, "rep"), ScrollRegions: true}
		old := dashboard(t, cols, rows, tab)
		out := e.AppendDiff(nil, nil, old)
		term := emulate(t, cols, rows, out)
		for range rapid.IntRange(1, 3).Draw(t, "frames") {
			g := old.Clone()
			by := rapid.IntRange(-6, 6).Draw(t, "by")
			x, y := rapid.IntRange(0, 40).Draw(t, "x"), rapid.IntRange(0, 8).Draw(t, "y")
			w, h := rapid.IntRange(20, cols-x).Draw(t, "w"), rapid.IntRange(8, rows-y).Draw(t, "h")
			part := NewGrid(w, h, tab)
			part.Blit(0, 0, old, x, y+by, w, h)
			g.Blit(x, y, part, 0, 0, w, h)
			for range rapid.IntRange(0, 3).Draw(t, "ticks") {
				g.SetString(rapid.IntRange(0, cols).Draw(t, "tx"), rapid.IntRange(0, rows-1).Draw(t, "ty"), "12.5 界", Style{FG: RGB(1, 2, 3)})
			}
			diff := e.AppendDiff(nil, old, g)
			if _, err := term.Write(diff); err != nil {
				t.Fatal(err)
			}
			sameScreen(t, term, emulate(t, cols, rows, e.AppendDiff(nil, nil, g)), diff)
			if plain := (&Encoder{Repeat: e.Repeat}).AppendDiff(nil, old, g); len(plain) < len(diff) {
				t.Fatalf("%d bytes with scrolling, %d without", len(diff), len(plain))
			}
			old = g
		}
	})
}

// dashboard draws a grid full of coloured text, each row another.
func dashboard(t *rapid.T, cols, rows int, tab *Clusters) *Grid {
	g := NewGrid(cols, rows, tab)
	colors := []Color{RGB(255, 255, 255), RGB(10, 20, 30), RGB(249, 249, 249)}
	n := rapid.IntRange(0, 1000).Draw(t, "first")
	for y := range rows {
		g.Fill(0, y, cols, 1, Cell{Style: Style{BG: colors[y%3]}})
		for x := 1; x+12 < cols; x += 12 {
			n += 7
			g.SetString(x, y, strconv.Itoa(n*n%9973)+" w界", Style{FG: RGB(uint8(x*9), 0, 0), BG: colors[(y+x)%3], Attr: Attr(x/12%2) * Bold})
		}
	}
	return g
}

// sameScreen fails where two emulated screens look different.
func sameScreen(t *rapid.T, got, want *vt.Emulator, diff []byte) {
	for y := range want.Height() {
		for x := range want.Width() {
			p, q := got.CellAt(x, y), want.CellAt(x, y)
			if p == nil || q == nil {
				if p != q {
					t.Fatalf("cell %d,%d: %v and %v", x, y, p, q)
				}
				continue
			}
			if p.Content != q.Content || !sameColor(p.Style.Bg, q.Style.Bg) || p.Style.Underline != q.Style.Underline {
				t.Fatalf("cell %d,%d: got %q on %v want %q on %v\n%q", x, y, p.Content, p.Style.Bg, q.Content, q.Style.Bg, diff)
			}
			if strings.TrimSpace(q.Content) != "" && (!sameColor(p.Style.Fg, q.Style.Fg) || p.Style.Attrs != q.Style.Attrs) {
				t.Fatalf("cell %d,%d %q: got %v want %v\n%q", x, y, p.Content, p.Style, q.Style, diff)
			}
		}
	}
}

type rgbaer interface{ RGBA() (r, g, b, a uint32) }

func sameColor(a, b rgbaer) bool {
	if a == nil || b == nil {
		return a == b
	}
	r, g, bl, al := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	return r == r2 && g == g2 && bl == b2 && al == a2
}

// TestWholeMatchesText: the lines of the whole-grid form, shown, are the text.
func TestWholeMatchesText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 30).Draw(t, "cols"), rapid.IntRange(1, 8).Draw(t, "rows")
		g := drawGrid(t, cols, rows, nil)
		var e Encoder
		out := strings.ReplaceAll(string(e.Append(nil, g)), "\n", "\r\n")
		em := emulate(t, cols+1, rows, []byte(out))
		for y := range rows {
			var line strings.Builder
			for x := range cols {
				if c := em.CellAt(x, y); c != nil && c.Width > 0 {
					line.WriteString(c.Content)
				}
			}
			if got, want := strings.TrimRight(line.String(), " "), string(AppendRowText(nil, g, y)); got != want {
				t.Fatalf("row %d: shown %q, text %q", y, got, want)
			}
		}
	})
}

func TestNoControlsReachCells(t *testing.T) {
	g := NewGrid(20, 1, nil)
	g.SetString(0, 0, "a\x1b[31mb\x07\u202e\u009bc\r\n", Style{})
	if got, want := string(AppendRowText(nil, g, 0)), "a[31mbc"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	g.Links = []string{"https://x.example/\x1b\\\x07é"}
	g.Cells[0].Link = 1
	e := Encoder{Hyperlinks: true}
	out := string(e.Append(nil, g))
	if strings.Count(out, "\x1b") != 4 || strings.Contains(out, "\x07") {
		t.Errorf("link leaks: %q", out)
	}
}

func TestColorMapping(t *testing.T) {
	for _, c := range []struct {
		p        Profile
		in, want Color
	}{
		{ANSI256, RGB(255, 0, 0), Indexed(196)},
		{ANSI256, RGB(255, 255, 255), Indexed(231)},
		{ANSI256, RGB(8, 8, 8), Indexed(232)},
		{ANSI16, RGB(250, 10, 10), Indexed(9)},
		{ANSI16, Indexed(231), Indexed(15)},
		{NoColor, RGB(1, 2, 3), Default},
		{TrueColor, RGB(1, 2, 3), RGB(1, 2, 3)},
	} {
		if got := c.p.Map(c.in); got != c.want {
			t.Errorf("profile %d: %v gives %v, want %v", c.p, c.in.Hex(), got, c.want)
		}
	}
}

func benchGrid() *Grid {
	g := NewGrid(200, 60, nil)
	for y := range 60 {
		for x := range 200 {
			g.Set(x, y, Cell{Glyph: Rune(rune('a' + (x+y)%26)), Style: Style{FG: RGB(uint8(x/8*9), uint8(y*4), 99), BG: RGB(255, 255, 255)}})
		}
	}
	return g
}

func BenchmarkEncode(b *testing.B) {
	g := benchGrid()
	var e Encoder
	buf := e.Append(nil, g)
	b.ReportAllocs()
	for b.Loop() {
		buf = e.Append(buf[:0], g)
	}
}

func BenchmarkDiffOneCell(b *testing.B) {
	g := benchGrid()
	h := g.Clone()
	h.Cells[777].Glyph = Rune('X')
	e := Encoder{Repeat: true, ScrollRegions: true}
	buf := e.AppendDiff(nil, g, h)
	b.ReportAllocs()
	for b.Loop() {
		buf = e.AppendDiff(buf[:0], g, h)
	}
}

func TestEncodeAllocatesNothing(t *testing.T) {
	g := benchGrid()
	h := g.Clone()
	h.Cells[777].Glyph = Rune('X')
	e := Encoder{Repeat: true, ScrollRegions: true}
	buf := make([]byte, 0, 1<<20)
	e.AppendDiff(buf, g, h)
	if n := testing.AllocsPerRun(20, func() { e.Append(buf, g); e.AppendDiff(buf, g, h) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
