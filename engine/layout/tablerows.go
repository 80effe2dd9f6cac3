package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Row heights (css-tables-3 §3.8.3, §4.4; CSS2 §17.5.3).

// rowHeights lays out the cells and determines the heights of rows, sections and
// the table grid, which is returned as border-box height. capH is the height of
// the captions with their margins.
func (t *tableGrid) rowHeights(c *Constraint, fr Edges, capH Unit) Unit {
	t.cx.spread(len(t.rows), func(cx *context, i int) {
		r := &t.rows[i]
		if r.plain != nil && r.plain.places == t.places {
			return // it is recalled
		}
		for j := range r.cells {
			cx.Layout(r.cells[j].box, cellConstraint(t.spanWidth(&r.cells[j])))
		}
	})
	for i := range t.rows {
		t.rowMinimum(&t.rows[i])
	}
	for _, s := range t.spanning {
		if s.cell.rowSpan > 1 {
			t.growSpanned(s)
		}
	}
	for i := range t.sections {
		t.growSection(&t.sections[i])
	}
	want := t.wantedHeight(c, fr, capH)
	if want.Known() {
		inner := want - fr.Vertical()
		t.percentRows(inner)
		if extra := inner - t.contentHeight(); extra > 0 {
			t.growTable(extra)
		}
	}
	content := t.contentHeight()
	h := content + fr.Vertical()
	if want.Known() {
		h = max(h, want)
	}
	return h
}

// wantedHeight is the border-box height that the table's properties ask for,
// Indefinite for none.
func (t *tableGrid) wantedHeight(c *Constraint, fr Edges, capH Unit) Unit {
	if c.FixedH.Known() {
		return max(0, c.FixedH-capH)
	}
	if c.AutoH {
		return Indefinite
	}
	h := t.cx.definiteHeight(t.b, c.PctH, fr)
	lim := t.cx.heightLimits(t.b, c.PctH, fr)
	if h.Known() {
		return max(h, lim.min)
	}
	if lim.min > fr.Vertical() {
		return lim.min
	}
	return Indefinite
}

// contentHeight is the height of all rows with the spacing around them.
func (t *tableGrid) contentHeight() Unit {
	if len(t.rows) == 0 {
		return 0
	}
	h := t.spY
	for i := range t.rows {
		if !t.rows[i].hidden {
			h = h.Add(t.rows[i].h).Add(t.spY)
		}
	}
	return h
}

// rowMinimum lays out the cells of a row and finds its minimum height.
func (t *tableGrid) rowMinimum(r *tableRow) {
	if t.recall(r) {
		return
	}
	r.h, r.pct, r.constrained, r.baseline = 0, 0, false, Indefinite
	l := r.box.Style.Box.Height
	switch l.Kind {
	case style.LengthPx:
		if l.Px > 0 {
			r.h, r.constrained = FromPx(float64(l.Px)), true
		}
	case style.LengthPercent:
		r.pct = float64(l.Frac)
	}
	if m := r.box.Style.Box.MinHeight; m.Kind == style.LengthPx {
		r.h = max(r.h, FromPx(float64(m.Px)))
	}
	var asc, desc Unit
	base := false
	for i := range r.cells {
		cell := &r.cells[i]
		t.measureCell(cell)
		ch := cell.box.Style.Box.Height
		if cell.rowSpan == 1 {
			r.constrained = r.constrained || ch.Kind == style.LengthPx && ch.Px > 0
			if ch.Kind == style.LengthPercent {
				r.pct = max(r.pct, float64(ch.Frac))
			}
			r.h = max(r.h, cell.h)
		}
		if cellAlign(cell.box) == css.VAlignBaseline {
			bl := cellBaseline(cell.frag)
			asc = max(asc, bl)
			base = true
			if cell.rowSpan == 1 {
				desc = max(desc, cell.frag.H-bl)
			}
		}
	}
	if base {
		r.baseline = asc
		r.h = max(r.h, asc+desc)
	}
	if r.hidden {
		r.h = 0
	}
	t.remember(r)
}

// measureCell lays out a cell at its width for the height of its contents.
func (t *tableGrid) measureCell(cell *tableCell) {
	cell.w = t.spanWidth(cell)
	cell.frag = t.cx.Layout(cell.box, cellConstraint(cell.w))
	cell.h = cell.frag.H
	fr := frame(cell.box, cell.w)
	bx := cell.box.Style.Box
	for _, l := range [2]style.Length{bx.Height, bx.MinHeight} {
		if l.Kind == style.LengthPx {
			cell.h = max(cell.h, borderBoxH(cell.box, max(0, FromPx(float64(l.Px))), fr))
		}
	}
}

// cellConstraint is that of a cell of width w whose contents decide the height.
func cellConstraint(w Unit) Constraint {
	c := Within(w, Indefinite)
	c.FixedW, c.AutoH = w, true
	return c
}

// cellBaseline is the baseline of a cell: that of its first line, else the
// bottom of its content box.
func cellBaseline(f *Fragment) Unit {
	return f.FirstBaseline.Or(contentEdge(f))
}

// contentEdge is the bottom of a cell's content box.
func contentEdge(f *Fragment) Unit { return max(0, f.H-f.Border.Bottom-f.Padding.Bottom) }

// cellAlign reduces vertical-align to baseline, top, middle or bottom.
func cellAlign(b *Box) css.VerticalAlign {
	switch v := b.Style.Box.VAlign; v {
	case css.VAlignTop, css.VAlignMiddle, css.VAlignBottom:
		return v
	default:
		return css.VAlignBaseline
	}
}

// growSpanned makes the rows that a cell spans high enough for it.
func (t *tableGrid) growSpanned(s spanningCell) {
	rows := t.rows[s.row : s.row+int(s.cell.rowSpan)]
	if extra := s.cell.h - spanned(rows, t.spY); extra > 0 {
		growRows(rows, extra, true)
	}
}

// spanned is the height of rows with the spacing between them.
func spanned(rows []tableRow, spY Unit) Unit {
	var h Unit
	n := Unit(0)
	for i := range rows {
		if !rows[i].hidden {
			h += rows[i].h
			n++
		}
	}
	return h + spY*max(0, n-1)
}

// growSection applies the height property of a row group.
func (t *tableGrid) growSection(s *tableSection) {
	rows := t.rows[s.from:s.to]
	l := s.box.Style.Box.Height
	if l.Kind != style.LengthPx || len(rows) == 0 {
		return
	}
	if extra := FromPx(float64(l.Px)) - spanned(rows, t.spY); extra > 0 {
		growRows(rows, extra, false)
	}
}

// percentRows resolves percentage heights of rows against the grid's content
// height, as far as there is room.
func (t *tableGrid) percentRows(inner Unit) {
	room := inner - t.contentHeight()
	for i := range t.rows {
		r := &t.rows[i]
		if r.pct <= 0 || r.hidden || room <= 0 {
			continue
		}
		if d := min(room, Unit(r.pct*float64(inner))-r.h); d > 0 {
			r.h += d
			room -= d
		}
	}
}

// growTable distributes extra height to the rows of the bodies, or of all
// sections when there is none.
func (t *tableGrid) growTable(extra Unit) {
	var from, to int
	found := false
	for _, s := range t.sections {
		if s.body && s.to > s.from {
			if !found {
				from = s.from
			}
			to, found = s.to, true
		}
	}
	if !found {
		from, to = 0, len(t.rows)
	}
	growRows(t.rows[from:to], extra, false)
}

// growRows distributes extra height to rows, as Chromium does: to those whose
// height is not fixed and that are not empty, in proportion to their heights;
// else to empty ones; else to all in proportion.
func growRows(rows []tableRow, extra Unit, spanning bool) {
	class := func(r *tableRow) int {
		switch {
		case r.hidden:
			return 9
		case r.h > 0 && !r.constrained && r.pct == 0:
			return 1
		case r.h == 0 && !r.constrained && r.pct == 0:
			return 2
		default:
			return 3
		}
	}
	best := 9
	for i := range rows {
		best = min(best, class(&rows[i]))
	}
	if best == 9 {
		return
	}
	if best == 2 {
		// Empty rows grow only where no other rows would; then the last one of a
		// span, or all alike.
		if spanning {
			for i := len(rows) - 1; i >= 0; i-- {
				if class(&rows[i]) == 2 {
					rows[i].h += extra
					return
				}
			}
		}
	}
	weight, n := 0.0, 0
	for i := range rows {
		if class(&rows[i]) == best {
			weight += float64(rows[i].h)
			n++
		}
	}
	cls := make([]bool, len(rows))
	for i := range rows {
		cls[i] = class(&rows[i]) == best
	}
	given, share := Unit(0), 0.0
	for i := range rows {
		if !cls[i] {
			continue
		}
		if weight > 0 {
			share += float64(rows[i].h) / weight
		} else {
			share += 1 / float64(n)
		}
		to := roundUnit(float64(extra) * share)
		rows[i].h += to - given
		given = to
	}
}
