package cell

import (
	"unicode/utf8"
)

// Attr are the attributes of a cell's glyph.
type Attr uint16

// Attributes. The underline style takes three bits: see Underline.
const (
	Bold Attr = 1 << iota
	Dim
	Italic
	Strike
	Reverse
	Overline
	underlineBit

	// Underline is a single underline; the others are its variants. They
	// exclude each other: use [Attr.WithUnderline] to change one into another.
	Underline       = underlineBit
	DoubleUnderline = underlineBit * 2
	CurlyUnderline  = underlineBit * 3
	DottedUnderline = underlineBit * 4
	DashedUnderline = underlineBit * 5

	underlineMask = underlineBit * 7
)

// WithUnderline returns a with the given underline style, 0 for none.
func (a Attr) WithUnderline(u Attr) Attr { return a&^underlineMask | u&underlineMask }

// UnderlineStyle returns the underline style, 0 for none.
func (a Attr) UnderlineStyle() Attr { return a & underlineMask }

// Style is how a cell's glyph looks.
type Style struct {
	FG, BG Color
	Attr   Attr
	// Link is 1 + the index in the grid's Links, 0 for none.
	Link uint16
}

// Cell is one cell. Cells of grids that share a Clusters table compare with ==.
type Cell struct {
	Glyph Glyph
	Style
}

// Grid is a rectangle of cells, row by row. A wide glyph stands in its left
// cell and has [Continuation] in its right one; the drawing methods keep this
// so, and writers to Cells must too.
type Grid struct {
	Cols, Rows int
	Cells      []Cell
	// Clusters holds the text of clusters of more than one rune.
	Clusters *Clusters
	// Links are the targets of hyperlinks; see Style.Link.
	Links []string
}

// NewGrid returns a blank grid that keeps its clusters in t, or in a table of
// its own when t is nil. Negative sizes count as 0.
func NewGrid(cols, rows int, t *Clusters) *Grid {
	if t == nil {
		t = NewClusters()
	}
	g := &Grid{Clusters: t}
	g.Resize(cols, rows)
	return g
}

// Resize gives the grid a new size and blanks it, reusing its memory.
func (g *Grid) Resize(cols, rows int) {
	g.Cols, g.Rows = max(cols, 0), max(rows, 0)
	n := g.Cols * g.Rows
	if cap(g.Cells) < n {
		g.Cells = make([]Cell, n)
		g.Links = g.Links[:0]
		return
	}
	g.Cells = g.Cells[:n]
	g.Clear(Cell{})
}

// Clear sets every cell to c and drops the links.
func (g *Grid) Clear(c Cell) {
	for i := range g.Cells {
		g.Cells[i] = c
	}
	g.Links = g.Links[:0]
}

// Clone returns a copy that shares the cluster table.
func (g *Grid) Clone() *Grid {
	c := *g
	c.Cells = append([]Cell(nil), g.Cells...)
	c.Links = append([]string(nil), g.Links...)
	return &c
}

// At returns the cell at column x of row y, which must be inside.
func (g *Grid) At(x, y int) *Cell { return &g.Cells[y*g.Cols+x] }

// Inside reports whether column x of row y is in the grid.
func (g *Grid) Inside(x, y int) bool { return x >= 0 && y >= 0 && x < g.Cols && y < g.Rows }

// Row returns the cells of row y, which must be inside.
func (g *Grid) Row(y int) []Cell { return g.Cells[y*g.Cols : (y+1)*g.Cols : (y+1)*g.Cols] }

// Set puts a glyph of width 1 or 2 with its style at x, y. A wide glyph that it
// cuts in half, at either side, becomes blank. Outside of the grid, and for a
// wide glyph that does not fit its row, nothing happens.
func (g *Grid) Set(x, y int, c Cell) {
	w := c.Glyph.Width()
	if w == 0 || x < 0 || y < 0 || y >= g.Rows || x+w > g.Cols {
		return
	}
	g.split(x, y)
	if w == 2 {
		g.split(x+1, y)
		g.Cells[y*g.Cols+x+1] = Cell{Glyph: Continuation, Style: c.Style}
	}
	g.Cells[y*g.Cols+x] = c
}

// split blanks the other half of a wide glyph that stands at x, y, so that this
// cell can be overwritten.
func (g *Grid) split(x, y int) {
	i := y*g.Cols + x
	switch {
	case g.Cells[i].Glyph == Continuation:
		g.Cells[i].Glyph = 0
		if x > 0 {
			g.Cells[i-1].Glyph = 0
		}
	case g.Cells[i].Glyph&glyphWide != 0:
		g.Cells[i].Glyph = 0
		if x+1 < g.Cols {
			g.Cells[i+1].Glyph = 0
		}
	}
}

// SetString writes s from x, y to the right in one style and returns the column
// after it. What falls outside of the grid is not written; a wide cluster that
// would stick out is left out. Control characters and anything else that the
// filter of engine/text rejects never reach a cell.
func (g *Grid) SetString(x, y int, s string, st Style) int {
	return g.SetStringIn(x, y, 0, g.Cols, s, st)
}

// SetStringIn is SetString limited to the columns from x0 up to x1.
func (g *Grid) SetStringIn(x, y, x0, x1 int, s string, st Style) int {
	x0, x1 = max(x0, 0), min(x1, g.Cols)
	inside := y >= 0 && y < g.Rows
	for len(s) > 0 {
		n, safe, w := nextCluster(s)
		s = s[n:]
		if w == 0 {
			continue
		}
		if inside && x >= x0 && x+w <= x1 {
			g.Set(x, y, Cell{Glyph: g.Clusters.glyph(safe, w == 2), Style: st})
		}
		x += w
	}
	return x
}

// Fill sets every cell of a rectangle, clipped to the grid, to c, which must
// hold a narrow glyph.
func (g *Grid) Fill(x, y, w, h int, c Cell) {
	x0, x1 := max(x, 0), min(x+w, g.Cols)
	for r := max(y, 0); r < min(y+h, g.Rows); r++ {
		if x0 >= x1 {
			return
		}
		g.split(x0, r)
		g.split(x1-1, r)
		row := g.Row(r)[x0:x1]
		for i := range row {
			row[i] = c
		}
	}
}

// Blit copies the rectangle of src with corner sx, sy and size w × h to dx, dy,
// clipped at both grids. Wide glyphs that an edge cuts become blank.
func (g *Grid) Blit(dx, dy int, src *Grid, sx, sy, w, h int) {
	if d := -min(sx, dx); d > 0 {
		sx, dx, w = sx+d, dx+d, w-d
	}
	if d := -min(sy, dy); d > 0 {
		sy, dy, h = sy+d, dy+d, h-d
	}
	w, h = min(w, src.Cols-sx, g.Cols-dx), min(h, src.Rows-sy, g.Rows-dy)
	if w <= 0 || h <= 0 {
		return
	}
	linkBase := uint16(0)
	if len(src.Links) > 0 && len(g.Links)+len(src.Links) < 1<<16 {
		linkBase = uint16(len(g.Links))
		g.Links = append(g.Links, src.Links...)
	}
	for r := range h {
		g.split(dx, dy+r)
		g.split(dx+w-1, dy+r)
		to := g.Row(dy + r)[dx : dx+w]
		copy(to, src.Row(sy + r)[sx:sx+w])
		if to[0].Glyph == Continuation {
			to[0].Glyph = 0
		}
		if last := &to[w-1]; last.Glyph&glyphWide != 0 {
			last.Glyph = 0
		}
		g.adopt(to, src, linkBase)
	}
}

// adopt translates what refers to src's tables in cells copied from it.
func (g *Grid) adopt(cells []Cell, src *Grid, linkBase uint16) {
	for i := range cells {
		c := &cells[i]
		if c.Glyph&glyphCluster != 0 && src.Clusters != g.Clusters {
			c.Glyph = g.Clusters.glyph(src.Clusters.cluster(c.Glyph), c.Glyph&glyphWide != 0)
		}
		if c.Link == 0 {
			continue
		}
		if int(c.Link) > len(src.Links) || int(c.Link)+int(linkBase) > len(g.Links) {
			c.Link = 0
		} else {
			c.Link += linkBase
		}
	}
}

// Equal reports whether both grids look the same. They must share a Clusters
// table to be equal.
func (g *Grid) Equal(o *Grid) bool {
	if g.Cols != o.Cols || g.Rows != o.Rows || g.Clusters != o.Clusters || len(g.Links) != len(o.Links) {
		return false
	}
	for i := range g.Cells {
		if g.Cells[i] != o.Cells[i] {
			return false
		}
	}
	for i := range g.Links {
		if g.Links[i] != o.Links[i] {
			return false
		}
	}
	return true
}

// Text returns the text of a cell's glyph: a blank for the zero glyph, "" for a
// continuation.
func (g *Grid) Text(x, y int) string {
	gl := g.At(x, y).Glyph
	switch {
	case gl == 0:
		return " "
	case gl == Continuation:
		return ""
	case gl&glyphCluster != 0:
		return g.Clusters.cluster(gl)
	default:
		return string(rune(gl & glyphRune))
	}
}

// appendGlyph appends the text of a glyph.
func (g *Grid) appendGlyph(dst []byte, gl Glyph) []byte {
	switch {
	case gl == 0:
		return append(dst, ' ')
	case gl == Continuation:
		return dst
	case gl&glyphCluster != 0:
		return append(dst, g.Clusters.cluster(gl)...)
	case gl < utf8.RuneSelf:
		return append(dst, byte(gl))
	default:
		return utf8.AppendRune(dst, rune(gl&glyphRune))
	}
}
