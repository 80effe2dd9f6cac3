package layout

import "playhead/engine/css"

// Collapsed borders (CSS2 §17.6.2).

// CollapsedBorders are the winning borders of a table with collapsed borders.
type CollapsedBorders struct {
	Cols, Rows int
	// V holds the vertical edges: edge i of row r, left of column i (in the
	// table's direction), is V[r*(Cols+1)+i]. H holds the horizontal ones: the
	// edge above row r at column i is H[r*Cols+i], r up to Rows.
	V, H []CollapsedEdge
}

// CollapsedEdge is the border of one edge of a slot. Box is the one whose border
// it is, nil for none; its colour may be the current colour of that box.
type CollapsedEdge struct {
	Width Unit
	Style css.LineStyle
	Color css.Color
	Box   *Box

	rank uint8 // cell 0, row 1, row group 2, column 3, column group 4, table 5
}

// styleRank orders styles for conflict resolution; higher wins.
func styleRank(s css.LineStyle) int {
	switch s {
	case css.LineDouble:
		return 8
	case css.LineSolid:
		return 7
	case css.LineDashed:
		return 6
	case css.LineDotted:
		return 5
	case css.LineRidge:
		return 4
	case css.LineOutset:
		return 3
	case css.LineGroove:
		return 2
	case css.LineInset:
		return 1
	}
	return 0
}

// offer replaces the edge by another border when that wins (§17.6.2.1).
func (e *CollapsedEdge) offer(b *Box, side int, rank uint8) {
	if e.Style == css.LineHidden {
		return
	}
	w, s, c := borderSide(b, side)
	if s == css.LineNone {
		return
	}
	n := CollapsedEdge{Width: w, Style: s, Color: c, Box: b, rank: rank}
	if s == css.LineHidden {
		n.Width = 0
		*e = n
		return
	}
	switch {
	case e.Box == nil, n.Width > e.Width:
	case n.Width < e.Width:
		return
	case styleRank(n.Style) > styleRank(e.Style):
	case styleRank(n.Style) < styleRank(e.Style), n.rank >= e.rank:
		return
	}
	*e = n
}

// Sides of a box.
const (
	sideTop = iota
	sideRight
	sideBottom
	sideLeft
)

func borderSide(b *Box, side int) (Unit, css.LineStyle, css.Color) {
	d := b.Style.Border
	switch side {
	case sideTop:
		return px32(d.Width.Top), d.Style.Top, d.Color.Top
	case sideRight:
		return px32(d.Width.Right), d.Style.Right, d.Color.Right
	case sideBottom:
		return px32(d.Width.Bottom), d.Style.Bottom, d.Color.Bottom
	default:
		return px32(d.Width.Left), d.Style.Left, d.Color.Left
	}
}

// separateBorders drops what an earlier layout with collapsed borders left.
func (t *tableGrid) separateBorders() {
	t.b.collapsed = nil
	for i := range t.cells {
		if k := t.cells[i].box; k.collapsed != nil {
			k.collapsed, k.cache = nil, nil
		}
	}
}

// collapseBorders resolves the conflicts between all borders and gives the cells
// and the table their halves.
func (t *tableGrid) collapseBorders() {
	nc, nr := len(t.cols), len(t.rows)
	cb := &CollapsedBorders{Cols: nc, Rows: nr, V: make([]CollapsedEdge, nr*(nc+1)), H: make([]CollapsedEdge, (nr+1)*nc)}
	t.borders = cb
	for i := range t.cells {
		k := &t.cells[i]
		cb.offer(k.box, k.row, k.row+k.rowSpan, k.col, k.col+k.colSpan, 0, t.rtl)
	}
	for i := range t.rows {
		cb.offer(t.rows[i].box, i, i+1, 0, nc, 1, t.rtl)
	}
	for _, s := range t.sections {
		cb.offer(s.box, s.from, s.to, 0, nc, 2, t.rtl)
	}
	for i := range t.cols {
		if k := t.cols[i].box; k != nil && k.Kind == KindCol {
			cb.offer(k, 0, nr, i, i+1, 3, t.rtl)
		}
	}
	for i := 0; i < nc; {
		j := i + 1
		for g := t.cols[i].group; j < nc && t.cols[j].group == g; {
			j++
		}
		if g := t.cols[i].group; g != nil {
			cb.offer(g, 0, nr, i, j, 4, t.rtl)
		}
		i = j
	}
	cb.offer(t.b, 0, nr, 0, nc, 5, t.rtl)
	t.halve()
}

// offer offers the borders of a box that covers rows [r0, r1) and columns
// [c0, c1).
func (cb *CollapsedBorders) offer(b *Box, r0, r1, c0, c1 int, rank uint8, rtl bool) {
	if r0 >= r1 || c0 >= c1 {
		return
	}
	start, end := sideLeft, sideRight
	if rtl {
		start, end = end, start
	}
	for r := r0; r < r1; r++ {
		cb.V[r*(cb.Cols+1)+c0].offer(b, start, rank)
		cb.V[r*(cb.Cols+1)+c1].offer(b, end, rank)
	}
	for c := c0; c < c1; c++ {
		cb.H[r0*cb.Cols+c].offer(b, sideTop, rank)
		cb.H[r1*cb.Cols+c].offer(b, sideBottom, rank)
	}
}

// widest returns half of the widest edge around rows [r0, r1), columns [c0, c1).
func (cb *CollapsedBorders) widest(r0, r1, c0, c1 int, rtl bool) Edges {
	var e Edges
	var start, end Unit
	for r := r0; r < r1; r++ {
		start = max(start, cb.V[r*(cb.Cols+1)+c0].Width)
		end = max(end, cb.V[r*(cb.Cols+1)+c1].Width)
	}
	for c := c0; c < c1; c++ {
		e.Top = max(e.Top, cb.H[r0*cb.Cols+c].Width)
		e.Bottom = max(e.Bottom, cb.H[r1*cb.Cols+c].Width)
	}
	if rtl {
		start, end = end, start
	}
	return Edges{e.Top / 2, end / 2, e.Bottom / 2, start / 2}
}

// halve gives the table and its cells the half of the borders that is theirs.
func (t *tableGrid) halve() {
	all := t.borders.widest(0, len(t.rows), 0, len(t.cols), t.rtl)
	if len(t.rows) == 0 || len(t.cols) == 0 {
		w := &t.b.Style.Border.Width
		all = Edges{px32(w.Top) / 2, px32(w.Right) / 2, px32(w.Bottom) / 2, px32(w.Left) / 2}
	}
	if old := t.b.collapsed; old == nil || *old != all {
		t.b.collapsed = &all
	}
	for i := range t.cells {
		k := &t.cells[i]
		e := t.borders.widest(k.row, k.row+k.rowSpan, k.col, k.col+k.colSpan, t.rtl)
		if old := k.box.collapsed; old == nil || *old != e {
			k.box.collapsed = &e
			k.box.cache = nil // its results were for other borders
		}
	}
}
