package canvas

import "playhead/engine/cell"

// Canvas is a rectangle of a grid. Coordinates of its methods are relative to
// its upper left corner. The zero Canvas has no size, and drawing on it does
// nothing.
type Canvas struct {
	grid *cell.Grid
	x, y int
	// W, H is its size in cells.
	W, H int
}

// New returns a canvas of the whole grid.
func New(g *cell.Grid) Canvas { return Canvas{grid: g, W: g.Cols, H: g.Rows} }

// Sub returns the part of c with its corner at x, y and size w × h, clipped to
// c.
func (c Canvas) Sub(x, y, w, h int) Canvas {
	if x < 0 {
		w, x = w+x, 0
	}
	if y < 0 {
		h, y = h+y, 0
	}
	w, h = max(min(w, c.W-x), 0), max(min(h, c.H-y), 0)
	return Canvas{grid: c.grid, x: c.x + x, y: c.y + y, W: w, H: h}
}

// Width returns the number of columns that s takes.
func (c Canvas) Width(s string) int {
	if c.grid == nil {
		return 0
	}
	return c.grid.SetStringIn(0, -1, 0, 0, s, cell.Style{})
}

// Text writes s at x, y and returns the column after it, which may lie outside.
func (c Canvas) Text(x, y int, s string, st cell.Style) int {
	return c.TextIn(x, y, c.W, s, st)
}

// TextIn is Text limited to the columns before x1.
func (c Canvas) TextIn(x, y, x1 int, s string, st cell.Style) int {
	if c.grid == nil {
		return x
	}
	row := c.y + y
	if y < 0 || y >= c.H {
		row = -1 // measures, draws nothing
	}
	return c.grid.SetStringIn(c.x+x, row, c.x, c.x+min(x1, c.W), s, st) - c.x
}

// Fit writes s at x, y in at most w columns, cut with the ellipsis where it is
// longer, and returns the column after it.
func (c Canvas) Fit(x, y, w int, s, ellipsis string, st cell.Style) int {
	w = min(w, c.W-x)
	if w <= 0 || c.grid == nil {
		return x
	}
	if c.Width(s) <= w {
		return c.TextIn(x, y, x+w, s, st)
	}
	we := c.Width(ellipsis)
	if we >= w {
		return c.TextIn(x, y, x+w, ellipsis, st)
	}
	c.TextIn(x, y, x+w-we, s, st)
	// A wide cluster at the edge may have left its last column empty.
	return c.TextIn(x+w-we, y, x+w, ellipsis, st)
}

// Right writes s so that it ends before column x1, and returns the column where
// it starts.
func (c Canvas) Right(x1, y int, s string, st cell.Style) int {
	x := x1 - c.Width(s)
	c.TextIn(x, y, x1, s, st)
	return x
}

// Fill sets every cell of a rectangle to a narrow glyph in one style.
func (c Canvas) Fill(x, y, w, h int, r rune, st cell.Style) {
	s := c.Sub(x, y, w, h)
	if s.grid != nil {
		s.grid.Fill(s.x, s.y, s.W, s.H, cell.Cell{Glyph: cell.Rune(r), Style: st})
	}
}

// Set puts one narrow glyph.
func (c Canvas) Set(x, y int, r rune, st cell.Style) {
	if c.inside(x, y) {
		c.grid.Set(c.x+x, c.y+y, cell.Cell{Glyph: cell.Rune(r), Style: st})
	}
}

// Restyle changes the styles of a rectangle and keeps its glyphs.
func (c Canvas) Restyle(x, y, w, h int, f func(cell.Style) cell.Style) {
	s := c.Sub(x, y, w, h)
	for r := range s.H {
		for i := range s.W {
			p := s.grid.At(s.x+i, s.y+r)
			p.Style = f(p.Style)
		}
	}
}

// At returns the cell at x, y, the zero cell outside.
func (c Canvas) At(x, y int) cell.Cell {
	if !c.inside(x, y) {
		return cell.Cell{}
	}
	return *c.grid.At(c.x+x, c.y+y)
}

// Content returns the text of the cell at x, y, "" outside and for the right half
// of a wide one.
func (c Canvas) Content(x, y int) string {
	if !c.inside(x, y) {
		return ""
	}
	return c.grid.Text(c.x+x, c.y+y)
}

// Blit copies the rectangle of src with corner sx, sy and size w × h to dx, dy,
// clipped to both.
func (c Canvas) Blit(dx, dy int, src *cell.Grid, sx, sy, w, h int) {
	if dx < 0 {
		sx, w, dx = sx-dx, w+dx, 0
	}
	if dy < 0 {
		sy, h, dy = sy-dy, h+dy, 0
	}
	w, h = min(w, c.W-dx), min(h, c.H-dy)
	if c.grid != nil && w > 0 && h > 0 {
		c.grid.Blit(c.x+dx, c.y+dy, src, sx, sy, w, h)
	}
}

func (c Canvas) inside(x, y int) bool {
	return c.grid != nil && x >= 0 && y >= 0 && x < c.W && y < c.H
}
