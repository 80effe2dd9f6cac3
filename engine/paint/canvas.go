package paint

import (
	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/layout"
)

// Canvas is what a page is painted on. The zero value is ready; a Canvas is
// reused from frame to frame to save memory.
type Canvas struct {
	// Grid are the cells, every background an RGB colour.
	Grid *cell.Grid
	// Refs are the topmost elements, row by row, None where there is none.
	Refs []dom.Ref

	aux   []aux
	runs  []textRun
	boxes []edges
	arms  []arms
	seq   int32
	saved []savedCell // backdrops of the groups being painted
	drawn drawings
	// spaces are those of boxes that hold others, for the frame being painted.
	spaces map[*layout.Box]space

	// top and bottom are the edges in px of what is being filled; a fill covers
	// text only where it reaches the middle of its line. Equal: no matter.
	top, bottom float64
}

// aux is what painting knows of a cell beside what it shows.
type aux struct {
	cover int32 // sequence number of the last opaque fill
	// veil is the last translucent fill since, veiled its sequence number: lines,
	// which are drawn last, are seen through it.
	veil   css.Color
	veiled int32
	run    int32 // 1 + index of the text run whose glyph is here, 0 for none
	pixel  bool  // the glyph is part of a picture: a fill goes over it
}

// textRun is a piece of text that stands in consecutive cells of a row.
type textRun struct {
	row, x0, x1 int32
	mid         float64 // the middle of its line in px
	left, right float64 // its ends in px
	block       *layout.Box
}

// reset prepares the canvas for a frame of cols × rows cells of colour base.
func (c *Canvas) reset(cols, rows int, base cell.Color, clusters *cell.Clusters) {
	if c.Grid == nil || c.Grid.Clusters != clusters && clusters != nil {
		c.Grid = cell.NewGrid(cols, rows, clusters)
	} else {
		c.Grid.Resize(cols, rows)
	}
	c.Grid.Clear(cell.Cell{Style: cell.Style{BG: base}})
	n := c.Grid.Cols * c.Grid.Rows
	c.Refs = resized(c.Refs, n)
	c.aux = resized(c.aux, n)
	c.runs, c.boxes, c.saved, c.seq = c.runs[:0], c.boxes[:0], c.saved[:0], 0
	c.drawn.begin()
	if c.spaces == nil {
		c.spaces = make(map[*layout.Box]space, 64)
	}
	clear(c.spaces)
}

// done lets go of boxes when a frame is painted: the layout they are of may be
// gone before the next one.
func (c *Canvas) done() {
	c.drawn.end()
	clear(c.spaces)
	clear(c.runs)
}

// resized returns s with length n, zeroed.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// cells is a half-open rectangle of cells.
type cells struct{ x0, y0, x1, y1 int }

func (c cells) empty() bool { return c.x0 >= c.x1 || c.y0 >= c.y1 }

// opaqueAlpha is the alpha from which a fill hides the text under it. What is a
// little translucent (a 95 % white bar over scrolled text) would leave text that
// nobody could read.
const opaqueAlpha = 230

// blend composes color over dst in sRGB, as browsers do.
func blend(dst cell.Color, over css.Color) cell.Color {
	switch over.A {
	case 255:
		return cell.RGB(over.R, over.G, over.B)
	case 0:
		return dst
	}
	r, g, b := dst.RGB()
	return cell.RGB(mix(r, over.R, over.A), mix(g, over.G, over.A), mix(b, over.B, over.A))
}

// mix gives a + (b-a)·t/255, rounded.
func mix(a, b, t uint8) uint8 {
	return uint8((uint32(a)*(255-uint32(t)) + uint32(b)*uint32(t) + 127) / 255)
}

// lerp is blend for two solid colours.
func lerp(a, b cell.Color, t uint8) cell.Color {
	if a == b {
		return a
	}
	r, g, bl := b.RGB()
	return blend(a, css.Color{R: r, G: g, B: bl, A: t})
}

// fill paints a solid colour over cells, which lie inside of the grid.
func (c *Canvas) fill(r cells, col css.Color) {
	if col.A == 0 || r.empty() {
		return
	}
	c.seq++
	for y := r.y0; y < r.y1; y++ {
		c.fillSpan(y, r.x0, r.x1, col)
	}
}

// fillSpan fills the cells of one row under the current sequence number.
func (c *Canvas) fillSpan(y, x0, x1 int, col css.Color) {
	if col.A < opaqueAlpha {
		for x := x0; x < x1; x++ {
			c.tint(y*c.Grid.Cols+x, col)
		}
		return
	}
	c.cutRuns(y, x0, x1)
	row := c.Grid.Row(y)[x0:x1]
	au := c.aux[y*c.Grid.Cols+x0:][:len(row)]
	for i := range row {
		if c.spares(&au[i]) {
			row[i].BG, au[i].cover = blend(row[i].BG, col), c.seq
			continue
		}
		row[i] = cell.Cell{Style: cell.Style{BG: blend(row[i].BG, col)}}
		au[i] = aux{cover: c.seq}
	}
}

// spares reports whether what is being filled does not reach the text of a cell:
// a line of text stands in the nearest row, and may be off by half of one.
func (c *Canvas) spares(a *aux) bool {
	if a.run == 0 || a.pixel || c.top == c.bottom {
		return false
	}
	mid := c.runs[a.run-1].mid
	return mid < c.top || mid >= c.bottom
}

// tint blends a translucent colour over one cell, glyph included.
func (c *Canvas) tint(i int, col css.Color) {
	c.aux[i].veil, c.aux[i].veiled = col, c.seq
	ce := &c.Grid.Cells[i]
	ce.BG = blend(ce.BG, col)
	if ce.Glyph != 0 && !c.spares(&c.aux[i]) {
		ce.FG = blend(ce.FG, col)
	}
}

// cutRuns is called before the cells of a row are covered: it repairs wide
// glyphs that the cover would cut in half.
func (c *Canvas) cutRuns(y, x0, x1 int) {
	base := y * c.Grid.Cols
	if x0 > 0 && c.Grid.Cells[base+x0].Glyph == cell.Continuation {
		c.Grid.Cells[base+x0-1].Glyph = 0
		c.aux[base+x0-1].run = 0
	}
	if x1 < c.Grid.Cols && c.Grid.Cells[base+x1].Glyph == cell.Continuation {
		c.Grid.Cells[base+x1].Glyph = 0
		c.aux[base+x1].run = 0
	}
}

// hit makes r the topmost element of cells.
func (c *Canvas) hit(r cells, ref dom.Ref) {
	for y := r.y0; y < r.y1; y++ {
		row := c.Refs[y*c.Grid.Cols+r.x0 : y*c.Grid.Cols+r.x1]
		for i := range row {
			row[i] = ref
		}
	}
}

// savedCell is the backdrop of one cell of a group.
type savedCell struct {
	c cell.Cell
	a aux
}

// begin starts a group with opacity over an area and returns where its backdrop
// is kept.
func (c *Canvas) begin(r cells) int {
	at := len(c.saved)
	for y := r.y0; y < r.y1; y++ {
		for x := r.x0; x < r.x1; x++ {
			i := y*c.Grid.Cols + x
			c.saved = append(c.saved, savedCell{c.Grid.Cells[i], c.aux[i]})
		}
	}
	return at
}

// end blends the group begun at: painting with opacity o over a backdrop equals
// mixing the backdrop with what the group looks like when painted over it.
func (c *Canvas) end(r cells, at int, o uint8) {
	k := at
	for y := r.y0; y < r.y1; y++ {
		for x := r.x0; x < r.x1; x++ {
			i := y*c.Grid.Cols + x
			c.mixCell(i, &c.saved[k], o)
			k++
		}
	}
	c.saved = c.saved[:at]
}

func (c *Canvas) mixCell(i int, s *savedCell, o uint8) {
	ce, au := &c.Grid.Cells[i], &c.aux[i]
	if *ce == s.c && *au == s.a {
		return
	}
	painted := ce.BG
	ce.BG = lerp(s.c.BG, painted, o)
	switch {
	case ce.Glyph != 0 && (ce.Glyph != s.c.Glyph || ce.FG != s.c.FG || au.run != s.a.run):
		ce.FG = lerp(s.c.BG, ce.FG, o)
	case s.c.Glyph != 0 && o < opaqueAlpha:
		// What the group covered shows through.
		ce.Glyph, ce.Attr, ce.Link = s.c.Glyph, s.c.Attr, s.c.Link
		ce.FG = lerp(s.c.FG, painted, o)
		au.run, au.pixel = s.a.run, s.a.pixel
	}
	if o < opaqueAlpha {
		au.cover = s.a.cover
	}
}
