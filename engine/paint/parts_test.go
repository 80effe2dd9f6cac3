package paint

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/style"
)

func TestParsePath(t *testing.T) {
	for _, c := range []struct {
		d     string
		lines int
		last  pt
	}{
		{"M0 0 10 0 10 10z", 1, pt{10, 10}},
		{"m1,1h2v2h-2z m5 5 l1 0", 2, pt{7, 6}},
		{"M.5.5-3-3", 1, pt{-3, -3}},
		{"M0 0A5 5 0 0110 0", 1, pt{10, 0}},
		{"M0 0C0 5 5 10 10 10S20 15 20 20", 1, pt{20, 20}},
		{"M0 0Q5 5 10 0T20 0", 1, pt{20, 0}},
		{"M0 0L1 1 bad 5", 1, pt{1, 1}},
		{"", 0, pt{}},
		{"L", 0, pt{}},
	} {
		got := parsePath(c.d)
		if len(got) != c.lines {
			t.Errorf("%q: %d lines, want %d", c.d, len(got), c.lines)
			continue
		}
		if c.lines == 0 {
			continue
		}
		l := got[len(got)-1]
		if q := l.pts[len(l.pts)-1]; math.Hypot(q.x-c.last.x, q.y-c.last.y) > 1e-6 {
			t.Errorf("%q ends at %v, want %v", c.d, q, c.last)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"M0 0L1 1z", "m1e9-1e9a1 2 3 0 1 4 5", "M0 0 T1 1 s1 2 3 4", "zzzM1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		for _, l := range parsePath(s) {
			n += len(l.pts)
		}
		if n > maxPathPoints+1000 {
			t.Fatalf("%d points", n)
		}
	})
}

func FuzzDrawing(f *testing.F) {
	f.Add([]byte(`<svg viewBox="0 0 16 16"><path fill="red" d="M0 0h16v16z"/><g transform="scale(2)"><circle r="3" stroke="#000"/></g></svg>`))
	f.Add([]byte(`<svg width="1e9" height="-3"><rect width="9e99"/><use href="#a"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := parseDrawing(b)
		if d == nil {
			return
		}
		if ra := d.raster(rect{0, 0, 40, 32}, 8, 16, css.Color{A: 255}); ra != nil {
			ra.average(0, 0, 1, 1)
		}
	})
}

func FuzzDataURL(f *testing.F) {
	f.Add("data:image/png;base64,iVBORw0KGgo=")
	f.Add("data:image/svg+xml,%3Csvg/%3E")
	f.Add("data:,x")
	f.Fuzz(func(_ *testing.T, s string) { (&Pictures{}).Get(s) })
}

func TestPicture(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for y := range 4 {
		for x := range 4 {
			c := color.NRGBA{255, 0, 0, 255}
			if y >= 2 {
				c = color.NRGBA{0, 0, 255, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	var s Pictures
	pic := s.Get("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
	if pic == nil || pic.W != 4 {
		t.Fatalf("not decoded: %+v", pic)
	}
	p := testPainter(2, 1)
	p.showPicture(pic, rect{0, 0, 8, 16}, everything, css.Color{})
	c := p.Grid.At(0, 0)
	top, bottom := cell.RGB(255, 0, 0), cell.RGB(0, 0, 255)
	if !(c.Glyph == cell.Rune('▀') && c.FG == top && c.BG == bottom) {
		t.Errorf("got %q %s on %s", p.Grid.Text(0, 0), c.FG.Hex(), c.BG.Hex())
	}
	if p.Grid.At(1, 0).Glyph != 0 {
		t.Error("painted outside of the picture")
	}
	if s.Get("data:image/png;base64,AAAA") != nil || s.Get("https://x.example/a.png") != nil {
		t.Error("a picture out of nothing")
	}
}

// testPainter is a painter on a white canvas with nothing to paint.
func testPainter(cols, rows int) *painter {
	c := &Canvas{}
	c.reset(cols, rows, cell.RGB(255, 255, 255), nil)
	return &painter{
		Canvas: c, view: View{Cols: cols, Rows: rows, CellW: 8, CellH: 16},
		bounds: rect{0, 0, float64(cols) * 8, float64(rows) * 16},
	}
}

func screen(p *painter) string {
	return strings.TrimRight(string(cell.AppendText(nil, p.Grid)), "\n")
}

func boxEdges(x0, y0, x1, y1 float64, seq int32) edges {
	e := edges{rect: rect{x0, y0, x1, y1}, clip: everything, seq: seq}
	for i := range e.side {
		e.side[i] = edge{1, css.Color{A: 255}, css.LineSolid}
	}
	return e
}

func TestLinesJoinAndSpareText(t *testing.T) {
	p := testPainter(10, 5)
	p.glyphs("text", 16, 2, everything, css.Color{A: 255}, 0)
	p.boxes = append(p.boxes, boxEdges(0, 0, 40, 80, 1), boxEdges(32, 0, 80, 80, 1))
	p.drawLines()
	want := strings.Join([]string{
		"┌───┬────┐",
		"│   │    │",
		"│ text   │",
		"│   │    │",
		"└───┴────┘",
	}, "\n")
	if got := screen(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOpaqueFillCoversLinesAndText(t *testing.T) {
	p := testPainter(6, 3)
	p.glyphs("abcdef", 0, 1, everything, css.Color{A: 255}, 0)
	p.boxes = append(p.boxes, boxEdges(0, 0, 48, 48, p.nextSeq()))
	p.fill(cells{2, 0, 4, 3}, css.Color{R: 200, A: 255})
	p.fill(cells{4, 0, 6, 3}, css.Color{R: 200, A: 100})
	p.drawLines()
	if got, want := screen(p), "┌─  ─┐\nab  ef\n└─  ─┘"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestTranslucentFillDimsLines: lines are drawn last, and seen through what was
// painted over them.
func TestTranslucentFillDimsLines(t *testing.T) {
	p := testPainter(6, 3)
	p.boxes = append(p.boxes, boxEdges(0, 0, 48, 48, p.nextSeq()))
	p.fill(cells{0, 0, 3, 3}, css.Color{R: 255, A: 128})
	p.drawLines()
	if veiled, bare := p.Grid.At(1, 0).FG, p.Grid.At(4, 0).FG; veiled != cell.RGB(128, 0, 0) || bare != cell.RGB(0, 0, 0) {
		t.Errorf("veiled %s, bare %s", veiled.Hex(), bare.Hex())
	}
}

func TestTextOverTextIsCut(t *testing.T) {
	p := testPainter(16, 1)
	p.glyphs("underneath it", 0, 0, everything, css.Color{A: 255}, 0)
	p.glyphs("over", 40, 0, everything, css.Color{A: 255}, 0)
	if got, want := screen(p), "unde…over  it"; got != want {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestGroupOpacity(t *testing.T) {
	p := testPainter(2, 1)
	all := cells{0, 0, 2, 1}
	at := p.begin(all)
	p.fill(all, css.Color{A: 255})
	p.fill(cells{1, 0, 2, 1}, css.Color{R: 255, G: 255, B: 255, A: 255})
	p.end(all, at, 128)
	if a, b := p.Grid.At(0, 0).BG.Hex(), p.Grid.At(1, 0).BG.Hex(); a != "#7f7f7f" || b != "#ffffff" {
		t.Errorf("got %s %s", a, b)
	}
}

func TestGradient(t *testing.T) {
	im := style.Image{Kind: style.ImageLinear, Angle: 90, Stops: []style.Stop{
		{Color: css.Color{A: 255}, Pos: style.Auto},
		{Color: css.Color{R: 100, A: 255}, Pos: style.Auto},
		{Color: css.Color{R: 200, A: 255}, Pos: style.Auto},
	}}
	g := newGradient(&im, css.Color{}, 100, 20)
	for _, c := range []struct {
		x float64
		r uint8
	}{{0, 0}, {25, 50}, {50, 100}, {100, 200}} {
		if got := g.at(c.x, 10).R; got != c.r {
			t.Errorf("at %v: %d, want %d", c.x, got, c.r)
		}
	}
}

func TestStickAxis(t *testing.T) {
	no := style.Auto
	for _, c := range []struct {
		a, b, v0, v1, l0, l1 float64
		start, end           style.Length
		want                 float64
	}{
		{-50, -30, 0, 100, -100, 200, style.Px(10), no, 60},
		{-50, -30, 0, 100, -100, 0, style.Px(10), no, 30}, // stops at its container's end
		{20, 40, 0, 100, 0, 200, style.Px(10), no, 0},
		{150, 170, 0, 100, 0, 200, no, style.Px(0), -70},
	} {
		if got := stickAxis(c.a, c.b, c.v0, c.v1, c.l0, c.l1, c.start, c.end, 100); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
