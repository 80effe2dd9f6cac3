package svg

import (
	"fmt"
	"image"
	"strconv"
	"unicode/utf8"

	"playhead/engine/cell"
	"playhead/engine/raster"
)

// run is cells in a row that become one element.
type run struct {
	x, n  int // cells
	style cell.Style
	fg    cell.Color
	text  []byte
}

// row appends what a row of the grid looks like, in its own coordinates, and
// notes the characters.
func (f *fonts) row(dst []byte, g *cell.Grid, y int, th raster.Theme) []byte {
	dst = grounds(dst, g, y, th)
	dst = shapes(dst, g, y, th)
	var r run
	flush := func() {
		dst = f.text(dst, &r)
		r = run{}
	}
	for x := 0; x < g.Cols; x++ {
		c := g.At(x, y)
		if c.Glyph == cell.Continuation {
			continue
		}
		fg, _ := th.Colors(c.Style)
		s := g.Text(x, y)
		if c.Glyph.Blank() || isShape(s) {
			// A blank between words belongs to the run, if one follows.
			if c.Glyph.Blank() && r.n > 0 && x+1 < g.Cols && joins(&r, g, x+1, y, th) {
				r.text, r.n = append(r.text, ' '), r.n+1
				continue
			}
			flush()
			continue
		}
		if r.n == 0 || !joins(&r, g, x, y, th) {
			flush()
			r = run{x: x, style: c.Style, fg: fg}
		}
		r.text = append(r.text, s...)
		r.n += c.Glyph.Width()
		if c.Glyph.Width() != 1 || c.Glyph.Cluster() {
			flush() // its advance is anybody's guess
		}
	}
	flush()
	return lines(dst, g, y, th)
}

// joins reports whether the glyph of a cell can stand in the run.
func joins(r *run, g *cell.Grid, x, y int, th raster.Theme) bool {
	c := g.At(x, y)
	if c.Glyph.Blank() || c.Glyph == cell.Continuation || c.Glyph.Width() != 1 || c.Glyph.Cluster() || isShape(g.Text(x, y)) {
		return false
	}
	const face = cell.Bold | cell.Italic
	fg, _ := th.Colors(c.Style)
	return fg == r.fg && c.Attr&face == r.style.Attr&face
}

// isShape reports whether a cluster is drawn as a shape.
func isShape(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if n != len(s) || r < 0x2500 {
		return false
	}
	_, _, ok := raster.Shape(r, image.Pt(cellW, cellH))
	return ok
}

// text appends a run of letters. Its length is given, so that columns stay
// where they are whatever the font.
func (f *fonts) text(dst []byte, r *run) []byte {
	if r.n == 0 {
		return dst
	}
	dst = fmt.Appendf(dst, `<text x="%d" y="%d" fill="%s"`, r.x*cellW, baseline, r.fg.Hex())
	bold, italic := r.style.Attr&cell.Bold != 0, r.style.Attr&cell.Italic != 0
	switch {
	case bold && italic:
		dst = append(dst, ` class="b i"`...)
	case bold:
		dst = append(dst, ` class="b"`...)
	case italic:
		dst = append(dst, ` class="i"`...)
	}
	f.use(string(r.text), bold, italic)
	dst = fmt.Appendf(dst, ` textLength="%d" lengthAdjust="spacingAndGlyphs">`, r.n*cellW)
	dst = appendEscaped(dst, string(r.text))
	return append(dst, "</text>"...)
}

// grounds appends the backgrounds that are not the terminal's own.
func grounds(dst []byte, g *cell.Grid, y int, th raster.Theme) []byte {
	_, own := th.Colors(cell.Style{})
	for x := 0; x < g.Cols; {
		_, bg := th.Colors(g.At(x, y).Style)
		from := x
		for x < g.Cols {
			if _, b := th.Colors(g.At(x, y).Style); b != bg {
				break
			}
			x++
		}
		if bg != own {
			dst = fmt.Appendf(dst, `<rect x="%d" width="%d" height="%d" fill="%s"/>`, from*cellW, (x-from)*cellW, cellH, bg.Hex())
		}
	}
	return dst
}

// lines appends underlines and the like.
func lines(dst []byte, g *cell.Grid, y int, th raster.Theme) []byte {
	for _, l := range [...]struct {
		in func(cell.Attr) bool
		y  int
	}{
		{func(a cell.Attr) bool { return a.UnderlineStyle() != 0 }, baseline + 1},
		{func(a cell.Attr) bool { return a.UnderlineStyle() == cell.DoubleUnderline }, baseline + 3},
		{func(a cell.Attr) bool { return a&cell.Strike != 0 }, cellH / 2},
		{func(a cell.Attr) bool { return a&cell.Overline != 0 }, 0},
	} {
		for x := 0; x < g.Cols; {
			from := x
			fg, _ := th.Colors(g.At(x, y).Style)
			for x < g.Cols && l.in(g.At(x, y).Attr) {
				if c, _ := th.Colors(g.At(x, y).Style); c != fg {
					break
				}
				x++
			}
			if x > from {
				dst = fmt.Appendf(dst, `<rect x="%d" y="%d" width="%d" height="1" fill="%s"/>`, from*cellW, l.y, (x-from)*cellW, fg.Hex())
			} else {
				x++
			}
		}
	}
	return dst
}

// shapes appends box drawing, blocks and Braille, a path for each colour.
func shapes(dst []byte, g *cell.Grid, y int, th raster.Theme) []byte {
	type paint struct {
		fg    cell.Color
		alpha uint8
	}
	var order []paint
	paths := map[paint][]image.Rectangle{}
	for x := range g.Cols {
		c := g.At(x, y)
		if c.Glyph.Blank() || c.Glyph.Width() != 1 || c.Glyph.Cluster() {
			continue
		}
		r, _ := utf8.DecodeRuneInString(g.Text(x, y))
		rects, alpha, ok := raster.Shape(r, image.Pt(cellW, cellH))
		if !ok {
			continue
		}
		fg, _ := th.Colors(c.Style)
		p := paint{fg, alpha}
		if _, ok := paths[p]; !ok {
			order = append(order, p)
		}
		for _, rect := range rects {
			paths[p] = join(paths[p], rect.Add(image.Pt(x*cellW, 0)))
		}
	}
	for _, p := range order {
		dst = append(dst, `<path fill="`...)
		dst = append(dst, p.fg.Hex()...)
		if p.alpha != 255 {
			dst = append(dst, `" fill-opacity="`...)
			dst = append(dst, decimal(float64(p.alpha)/255, 3)...)
		}
		dst = append(dst, `" d="`...)
		for _, r := range paths[p] {
			dst = append(dst, 'M')
			dst = strconv.AppendInt(dst, int64(r.Min.X), 10)
			dst = append(dst, ' ')
			dst = strconv.AppendInt(dst, int64(r.Min.Y), 10)
			dst = fmt.Appendf(dst, "h%dv%dh%dz", r.Dx(), r.Dy(), -r.Dx())
		}
		dst = append(dst, `"/>`...)
	}
	return dst
}

// join appends a rectangle, or widens one of the last that it continues.
func join(rs []image.Rectangle, r image.Rectangle) []image.Rectangle {
	for i := len(rs) - 1; i >= max(0, len(rs)-4); i-- {
		l := &rs[i]
		if l.Max.X >= r.Min.X && l.Min.X <= r.Min.X && l.Min.Y == r.Min.Y && l.Max.Y == r.Max.Y {
			l.Max.X = max(l.Max.X, r.Max.X)
			return rs
		}
	}
	return append(rs, r)
}
