package layout

// Rows without spanning cells, which most are: what they ask for, how high they
// are and their fragments depend on the columns alone. It is kept with the row's
// box, which stays while nothing in the row changes, so that a change in one row
// of a long table lays out that row.

// plainRow is what is kept of a row whose cells take one slot each.
type plainRow struct {
	cells []tableCell
	// fixed is whether the table that the cells' asks were found for had a fixed
	// layout.
	fixed bool

	// places are the columns that the cells were laid out in: their sizes and
	// fragments, and the row's values below, are of those.
	places      *columnPlaces
	h           Unit
	pct         float64
	constrained bool
	baseline    Unit
	usedH       bool // the fragments of cells depended on percentages of heights

	// frag is the row's fragment, of the height and width in it, where the
	// columns had the places it was made for; nil for none.
	frag       *Fragment
	fragPlaces *columnPlaces
	fragInner  Unit
	fragBase   Unit

	edges edgeMemo
}

// columnPlaces are the used places of the columns of a table, by which rows are
// laid out. They are compared by pointer.
type columnPlaces struct {
	xs, ws []Unit
	spX    Unit
	rtl    bool
}

func (p *columnPlaces) equal(o *columnPlaces) bool {
	if p.spX != o.spX || p.rtl != o.rtl || len(p.xs) != len(o.xs) {
		return false
	}
	for i := range p.xs {
		if p.xs[i] != o.xs[i] || p.ws[i] != o.ws[i] {
			return false
		}
	}
	return true
}

// plainRow gives what is kept of row number at, nil for rows that are not plain.
func (t *tableGrid) plainRow(r *Box, until *rowSpans, at int) *plainRow {
	if until.last > at {
		return nil
	}
	if p := r.row; p != nil {
		if p.fixed != t.fixed {
			*p = plainRow{cells: p.cells, fixed: t.fixed, edges: edgeMemo{halved: p.edges.halved}}
			for i := range p.cells {
				p.cells[i].ask = cellAsk{}
			}
		}
		return p
	}
	n := 0
	for k := r.First; k != nil; k = k.Next {
		if k.Kind != KindCell || t.span(k, "colspan", maxColSpan) != 1 || t.span(k, "rowspan", maxRowSpan) != 1 {
			return nil
		}
		n++
	}
	if n > maxColumns {
		return nil
	}
	p := &plainRow{cells: make([]tableCell, 0, n), fixed: t.fixed}
	for k := r.First; k != nil; k = k.Next {
		p.edges.halved = p.edges.halved || k.collapsed != nil
		p.cells = append(p.cells, tableCell{box: k, col: int32(len(p.cells)), colSpan: 1, rowSpan: 1})
	}
	r.row = p
	return p
}

// keepPlaces takes the places that rows have been laid out in before, where they
// are the same.
func (t *tableGrid) keepPlaces(p *columnPlaces) {
	t.places = p
	for i := range t.rows {
		if k := t.rows[i].plain; k != nil && k.places != nil {
			if k.places.equal(p) {
				t.places = k.places
			}
			return
		}
	}
}

// recall gives a plain row the height and baseline it had in the same columns.
func (t *tableGrid) recall(r *tableRow) bool {
	p := r.plain
	if p == nil || p.places != t.places {
		return false
	}
	r.h, r.pct, r.constrained, r.baseline = p.h, p.pct, p.constrained, p.baseline
	t.cx.usedH = t.cx.usedH || p.usedH
	return true
}

// remember keeps the height and baseline of a plain row.
func (t *tableGrid) remember(r *tableRow) {
	p := r.plain
	if p == nil {
		return
	}
	p.places, p.h, p.pct, p.constrained, p.baseline = t.places, r.h, r.pct, r.constrained, r.baseline
	p.usedH = false
	for i := range p.cells {
		p.usedH = p.usedH || p.cells[i].frag.dep.pctH
	}
}

// recallFragment gives the fragment that a row had under the same conditions.
func (t *tableGrid) recallFragment(cx *context, r *tableRow, wide, inner, h Unit) *Fragment {
	p := r.plain
	if p == nil || p.frag == nil || p.fragPlaces != t.places || p.frag.W != wide || p.frag.H != h || p.fragInner != inner || p.fragBase != r.baseline {
		return nil
	}
	cx.usedH = cx.usedH || p.usedH
	return p.frag
}

// rememberFragment keeps the fragment of a plain row.
func (t *tableGrid) rememberFragment(r *tableRow, f *Fragment, inner Unit) {
	if p := r.plain; p != nil {
		p.frag, p.fragPlaces, p.fragInner, p.fragBase = f, t.places, inner, r.baseline
	}
}

// forget drops what a plain row keeps of the sizes of its cells.
func (p *plainRow) forget() {
	for i := range p.cells {
		p.cells[i].ask = cellAsk{}
	}
	p.places, p.frag = nil, nil
}
