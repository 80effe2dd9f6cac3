package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Collapsed borders (CSS2 §17.6.2).

// CollapsedBorders are the winning borders of a table with collapsed borders.
type CollapsedBorders struct {
	Cols, Rows int
	// V holds the vertical edges: edge i of row r, left of column i (in the
	// table's direction), is V[r][i]. H holds the horizontal ones: the edge above
	// row r at column i is H[r][i], r up to Rows.
	V, H [][]CollapsedEdge

	kept []bool // rows whose edges are those of an earlier layout
}

// CollapsedEdge is the border of one edge of a slot. With style none there is
// none.
type CollapsedEdge struct {
	Width Unit
	Color css.Color
	Style css.LineStyle

	rank uint8 // cell 0, row 1, row group 2, column 3, column group 4, table 5
}

// edgeMemo is what a plain row keeps of its edges: those above it and beside its
// cells.
type edgeMemo struct {
	of   edgesOf
	v, h []CollapsedEdge
	// halved says that the cells have the halves of these edges.
	halved bool
}

// edgesOf is what decides the edges of a plain row besides the row itself.
type edgesOf struct {
	above                        *Box // row; nil for the first one
	table, section, aboveSection *style.Computed
	cols                         int
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
	n := CollapsedEdge{Width: w, Style: s, Color: c.Or(b.Style.Text.Color), rank: rank}
	if s == css.LineHidden {
		n.Width = 0
		*e = n
		return
	}
	switch {
	case e.Style == css.LineNone, n.Width > e.Width:
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
	for i := range t.rows {
		r := &t.rows[i]
		if r.plain != nil && !r.plain.edges.halved {
			continue
		}
		for j := range r.cells {
			t.giveBorders(r, r.cells[j].box, nil)
		}
		if r.plain != nil {
			r.plain.edges = edgeMemo{}
		}
	}
}

// giveBorders sets the halves of collapsed borders that a cell has, nil for
// borders of its own.
func (t *tableGrid) giveBorders(r *tableRow, cell *Box, e *Edges) {
	old := cell.collapsed
	if old == nil && e == nil || old != nil && e != nil && *old == *e {
		return
	}
	cell.collapsed = e
	cell.cache = nil // its results were for other borders
	if r.plain != nil {
		r.plain.forget()
	}
}

// collapseBorders resolves the conflicts between all borders and gives the cells
// and the table their halves.
func (t *tableGrid) collapseBorders() {
	nc, nr := len(t.cols), len(t.rows)
	cb := &CollapsedBorders{Cols: nc, Rows: nr, V: make([][]CollapsedEdge, nr), H: make([][]CollapsedEdge, nr+1), kept: make([]bool, nr+1)}
	t.borders = cb
	t.keepEdges()
	for r := range t.rows {
		if cb.kept[r] && cb.kept[r+1] {
			continue
		}
		for i := range t.rows[r].cells {
			k := &t.rows[r].cells[i]
			cb.offer(k.box, r, r+int(k.rowSpan), int(k.col), int(k.col+k.colSpan), 0, t.rtl)
		}
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

// keepEdges takes over the edges that plain rows had under the same conditions,
// and makes room for the others.
func (t *tableGrid) keepEdges() {
	cb := t.borders
	bare := true // columns have no borders
	for i := range t.cols {
		bare = bare && borderless(t.cols[i].box) && borderless(t.cols[i].group)
	}
	stale := 0
	for i := range t.rows {
		r := &t.rows[i]
		if p := r.plain; p != nil && bare && (i == 0 || t.rows[i-1].plain != nil) {
			of := t.edgesOf(i)
			if p.edges.v != nil && p.edges.of == of {
				cb.V[i], cb.H[i], cb.kept[i] = p.edges.v, p.edges.h, true
				continue
			}
			p.edges.of = of
		}
		stale++
	}
	all := make([]CollapsedEdge, stale*(2*cb.Cols+1)+cb.Cols)
	take := func(n int) []CollapsedEdge {
		part := all[:n:n]
		all = all[n:]
		return part
	}
	for i := range t.rows {
		if cb.kept[i] {
			continue
		}
		cb.V[i], cb.H[i] = take(cb.Cols+1), take(cb.Cols)
		if p := t.rows[i].plain; p != nil {
			p.edges.v, p.edges.h = nil, nil
			if bare && (i == 0 || t.rows[i-1].plain != nil) {
				p.edges.v, p.edges.h = cb.V[i], cb.H[i]
			}
		}
	}
	cb.H[cb.Rows] = take(cb.Cols)
}

func borderless(b *Box) bool {
	return b == nil || b.Style.Border.Style == style.Sides[css.LineStyle]{}
}

func (t *tableGrid) edgesOf(row int) edgesOf {
	of := edgesOf{table: t.b.Style, section: t.sections[t.rows[row].section].box.Style, cols: len(t.cols)}
	if row > 0 {
		above := &t.rows[row-1]
		of.above, of.aboveSection = above.box, t.sections[above.section].box.Style
		if above.section == t.rows[row].section {
			of.aboveSection = nil // no edge of sections between
		}
	}
	return of
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
		if !cb.kept[r] {
			cb.V[r][c0].offer(b, start, rank)
			cb.V[r][c1].offer(b, end, rank)
		}
	}
	if !cb.kept[r0] {
		for c := c0; c < c1; c++ {
			cb.H[r0][c].offer(b, sideTop, rank)
		}
	}
	if !cb.kept[r1] {
		for c := c0; c < c1; c++ {
			cb.H[r1][c].offer(b, sideBottom, rank)
		}
	}
}

// widest returns half of the widest edge around rows [r0, r1), columns [c0, c1).
func (cb *CollapsedBorders) widest(r0, r1, c0, c1 int, rtl bool) Edges {
	var e Edges
	var start, end Unit
	for r := r0; r < r1; r++ {
		start = max(start, cb.V[r][c0].Width)
		end = max(end, cb.V[r][c1].Width)
	}
	for c := c0; c < c1; c++ {
		e.Top = max(e.Top, cb.H[r0][c].Width)
		e.Bottom = max(e.Bottom, cb.H[r1][c].Width)
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
	kept := t.borders.kept
	for i := range t.rows {
		r := &t.rows[i]
		if kept[i] && kept[i+1] && r.plain.edges.halved {
			continue
		}
		for j := range r.cells {
			k := &r.cells[j]
			e := t.borders.widest(i, i+int(k.rowSpan), int(k.col), int(k.col+k.colSpan), t.rtl)
			t.giveBorders(r, k.box, &e)
		}
		if r.plain != nil {
			r.plain.edges.halved = true
		}
	}
}
