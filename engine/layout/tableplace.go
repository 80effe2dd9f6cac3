package layout

import "playhead/engine/css"

// Fragments of row groups, rows and cells.

// place makes the fragments of the table's parts; the grid box starts at top.
func (t *tableGrid) place(fb *builder, fr Edges, top Unit) {
	x0, y := fr.Left, top+fr.Top
	inner := fb.f.Grid.W - fr.Horizontal()
	wide := max(0, inner-2*t.spX)
	t.tracks(fb, fr, top, inner)
	y += t.spY
	t.placeColumns(fb, x0, y, inner)
	for i := range t.sections {
		s := &t.sections[i]
		sb := t.part(t.cx, s.box, fb)
		sb.f.Children = make([]Placed, 0, s.to-s.from)
		s.y = y
		rows := make([]*Fragment, s.to-s.from)
		t.cx.spread(len(rows), func(cx *context, i int) {
			rows[i] = t.rowFragment(cx, sb, s.from+i, wide, inner)
		})
		h := Unit(0)
		shown := false
		for j := s.from; j < s.to; j++ {
			r := &t.rows[j]
			if shown && !r.hidden {
				h += t.spY
			}
			shown = shown || !r.hidden
			f := rows[j-s.from]
			if f == nil {
				f = t.rowFragment(t.cx, sb, j, wide, inner)
			}
			r.y = h
			sb.place(f, 0, h)
			if !r.hidden {
				h += r.h
			}
		}
		s.h = h
		f := sb.finish(wide, h)
		t.takeBaseline(fb, f, y)
		fb.place(f, x0+t.spX, y)
		if shown {
			y += h + t.spY
		}
	}
	if fb.f.FirstBaseline == Indefinite && len(t.rows) > 0 {
		fb.f.FirstBaseline = top + fb.f.Grid.H
	}
	fb.f.LastBaseline = fb.f.FirstBaseline
	for _, k := range t.outs {
		fb.outOfFlow(k, x0, top+fr.Top, 0, 0)
	}
}

// placeColumns makes the fragments of columns and column groups: they have
// backgrounds, and lie below the rows.
func (t *tableGrid) placeColumns(fb *builder, x0, y, inner Unit) {
	h := max(0, t.contentHeight()-2*t.spY)
	rect := func(i, j int) (x, w Unit) {
		first, last := &t.cols[i], &t.cols[j-1]
		x, w = first.x, last.x+last.w-first.x
		if t.rtl {
			x = inner - x - w
		}
		return x, w
	}
	for i := 0; i < len(t.cols); {
		k := &t.cols[i]
		if k.box == nil {
			i++
			continue
		}
		end := func(same func(o *tableCol) bool) int {
			j := i + 1
			for j < len(t.cols) && same(&t.cols[j]) {
				j++
			}
			return j
		}
		if g := k.group; g != nil {
			j := end(func(o *tableCol) bool { return o.group == g })
			gx, gw := rect(i, j)
			gb := t.part(t.cx, g, fb)
			for i < j && t.cols[i].box != g {
				c := t.cols[i].box
				n := min(j, end(func(o *tableCol) bool { return o.box == c }))
				x, w := rect(i, n)
				gb.place(t.part(t.cx, c, gb).finish(w, h), x-gx, 0)
				i = n
			}
			i = j
			fb.place(gb.finish(gw, h), x0+gx, y)
			continue
		}
		j := end(func(o *tableCol) bool { return o.box == k.box })
		x, w := rect(i, j)
		fb.place(t.part(t.cx, k.box, fb).finish(w, h), x0+x, y)
		i = j
	}
}

// takeBaseline takes the baseline of the first row as the table's.
func (t *tableGrid) takeBaseline(fb *builder, section *Fragment, y Unit) {
	if fb.f.FirstBaseline != Indefinite || len(section.Children) == 0 {
		return
	}
	row := section.Children[0]
	fb.f.FirstBaseline = y + row.Y + row.Frag.FirstBaseline.Or(row.Frag.H)
}

// part starts the fragment of a row group or row: it has neither borders,
// padding nor margins of its own.
func (t *tableGrid) part(cx *context, b *Box, parent *builder) *builder {
	pb := newBuilder(cx, b, Within(parent.f.Grid.W, Indefinite))
	pb.f.Border, pb.f.Padding, pb.f.Margin = Edges{}, Edges{}, Edges{}
	return pb
}

// rowFragment makes the fragment of a row with its cells. It touches nothing but
// the row.
func (t *tableGrid) rowFragment(cx *context, sb *builder, at int, wide, inner Unit) *Fragment {
	r := &t.rows[at]
	h := r.h
	if r.hidden {
		h = 0
	}
	if f := t.recallFragment(cx, r, wide, inner, h); f != nil {
		return f
	}
	rb := t.part(cx, r.box, sb)
	base := Indefinite
	if len(r.cells) > 0 {
		rb.f.Children = cx.placed.take(len(r.cells))[:0]
	}
	for i := range r.cells {
		cell := &r.cells[i]
		ch := h
		if cell.rowSpan > 1 {
			ch = spanned(t.rows[at:at+int(cell.rowSpan)], t.spY)
		}
		f := t.finishCell(cx, cell, r, ch)
		x := t.cols[cell.col].x
		if t.rtl {
			x = inner - x - cell.w
		}
		rb.place(f, x-t.spX, 0)
		if cellAlign(cell.box) == css.VAlignBaseline && f.FirstBaseline.Known() && base == Indefinite {
			base = f.FirstBaseline
		}
	}
	if base == Indefinite {
		// Without baseline-aligned cells: the lowest content edge of the row.
		for _, p := range rb.f.Children {
			if b := contentEdge(p.Frag); base == Indefinite || b > base {
				base = b
			}
		}
	}
	rb.f.FirstBaseline = base
	waits := len(rb.f.oof) > 0 // they are laid out where the row is
	f := rb.finish(wide, h)
	if !waits {
		t.rememberFragment(r, f, inner)
	}
	return f
}

// finishCell gives a cell its height and aligns its contents (CSS2 §17.5.3).
func (t *tableGrid) finishCell(cx *context, cell *tableCell, r *tableRow, h Unit) *Fragment {
	f := cell.frag
	content := f.H
	if f.dep.pctH && !r.hidden {
		// Percentages of the contents refer to the cell's final height.
		c := Within(cell.w, h)
		c.FixedW, c.FixedH = cell.w, h
		f = cx.Layout(cell.box, c)
		content = max(min(content, h), contentBottom(f))
	}
	free := h - content
	shift := Unit(0)
	switch cellAlign(cell.box) {
	case css.VAlignMiddle:
		shift = free / 2
	case css.VAlignBottom:
		shift = free
	case css.VAlignBaseline:
		if r.baseline.Known() {
			shift = r.baseline - cellBaseline(cell.frag)
		}
	}
	shift = max(0, shift)
	if shift == 0 && f.H == h {
		return f
	}
	return cx.shiftContents(f, h, shift)
}

// contentBottom is where the contents of a cell end, padding and border
// included.
func contentBottom(f *Fragment) Unit {
	y := f.Border.Top + f.Padding.Top
	for i := range f.Children {
		if p := &f.Children[i]; p.Frag.Box.InFlow() {
			y = max(y, p.Y+p.Frag.H+p.Frag.Margin.Bottom)
		}
	}
	for i := range f.Lines {
		y = max(y, f.Lines[i].Y+f.Lines[i].H)
	}
	return y + f.Padding.Bottom + f.Border.Bottom
}

// shiftContents returns a copy of a cell's fragment that is h high, with its
// contents moved down.
func (cx *context) shiftContents(f *Fragment, h, dy Unit) *Fragment {
	g := cx.frags.new()
	*g = *f
	g.H = h
	if dy != 0 {
		g.Children = cx.placed.take(len(f.Children))
		copy(g.Children, f.Children)
		for i := range g.Children {
			if g.Children[i].Frag.Box.Flags&OutOfFlow == 0 {
				g.Children[i].Y += dy
			}
		}
		g.Lines = cx.lines.take(len(f.Lines))
		copy(g.Lines, f.Lines)
		for i := range g.Lines {
			ln := &g.Lines[i]
			ln.Y += dy
			items := ln.Items
			ln.Items = cx.items.take(len(items))
			copy(ln.Items, items)
			for j := range ln.Items {
				ln.Items[j].Y += dy
			}
		}
		g.oof = append([]pending(nil), f.oof...)
		for i := range g.oof {
			g.oof[i].y += dy
			g.oof[i].area = g.oof[i].area.Move(0, dy)
			g.oof[i].inlineRect = g.oof[i].inlineRect.Move(0, dy)
		}
		if g.FirstBaseline.Known() {
			g.FirstBaseline += dy
			g.LastBaseline += dy
		}
	}
	setOverflow(g)
	return g
}

// tracks records the edges of columns and rows for painting.
func (t *tableGrid) tracks(fb *builder, fr Edges, top, inner Unit) {
	tr := &Tracks{Borders: t.borders}
	for i := range t.cols {
		x := t.cols[i].x
		if t.rtl {
			x = inner - x
		}
		tr.Cols = append(tr.Cols, fr.Left+x)
	}
	if n := len(t.cols); n > 0 {
		x := t.cols[n-1].x + t.cols[n-1].w
		if t.rtl {
			x = inner - x
		}
		tr.Cols = append(tr.Cols, fr.Left+x)
	}
	y := top + fr.Top + t.spY
	for i := range t.rows {
		tr.Rows = append(tr.Rows, y)
		if !t.rows[i].hidden {
			y += t.rows[i].h
			if i+1 < len(t.rows) {
				y += t.spY
			}
		}
	}
	tr.Rows = append(tr.Rows, y)
	fb.f.Tracks = tr
}
