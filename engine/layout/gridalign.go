package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Alignment in grids (css-grid-2 §11) and the containing blocks of out-of-flow
// children (§10).

// contentAlign is justify-content (cols) or align-content (rows).
func (gc *gridContainer) contentAlign(a int) css.Align {
	if a == cols {
		return gc.b.Style.Flex.JustifyContent
	}
	return gc.b.Style.Flex.AlignContent
}

// stretchContent reports whether auto tracks are stretched.
func (gc *gridContainer) stretchContent(a int) bool {
	switch gc.contentAlign(a).Base() {
	case css.AlignNormal, css.AlignAuto, css.AlignStretch:
		return true
	}
	return false
}

// position places the tracks of an axis in a content box of the given size.
func (gc *gridContainer) position(a int, size Unit) {
	ax := &gc.ax[a]
	if ax.fixed {
		return
	}
	n := 0
	for i := range ax.tracks {
		if !ax.tracks[i].collapsed {
			n++
		}
	}
	al := gc.contentAlign(a)
	v := al.Base()
	switch v {
	case css.AlignLeft, css.AlignRight:
		if a == rows {
			v = css.AlignStart
		} else if (v == css.AlignRight) != gc.rtl {
			v = css.AlignEnd
		} else {
			v = css.AlignStart
		}
	}
	d := distribute(v, al.Safe(), size-ax.sum(), n, false)
	if v == css.AlignStretch || v == css.AlignNormal {
		d = distribution{}
	}
	pos := d.start
	ax.starts, ax.ends = make([]Unit, len(ax.tracks)), make([]Unit, len(ax.tracks))
	first := true
	for i := range ax.tracks {
		t := &ax.tracks[i]
		if !t.collapsed {
			if !first {
				pos = pos.Add(ax.gap).Add(d.between)
			}
			first = false
		}
		ax.starts[i] = pos
		pos = pos.Add(t.base)
		ax.ends[i] = pos
	}
}

// areaRect is an item's area in the content box.
func (gc *gridContainer) areaRect(it *gridItem) Rect {
	w, h := gc.area(it, cols), gc.area(it, rows)
	x := gc.ax[cols].starts[it.span[cols].start]
	y := gc.ax[rows].starts[it.span[rows].start]
	if gc.rtl {
		x = gc.sz.innerW - x - w
	}
	return Rect{x, y, w, h}
}

// place lays out the items in their areas and aligns them.
func (gc *gridContainer) place(fb *builder, innerH Unit) {
	x0, y0 := fb.f.Border.Left+fb.f.Padding.Left, fb.f.Border.Top+fb.f.Padding.Top
	fb.f.Children = make([]Placed, 0, len(gc.items))
	tops := make([]Unit, len(gc.items))
	for i := range gc.items {
		it := &gc.items[i]
		r := gc.areaRect(it)
		c := gc.itemConstraint(it, r.W, r.H)
		if isSubgrid(it.box, cols) || isSubgrid(it.box, rows) {
			it.frag = gc.layoutSubgrid(it, c)
		} else {
			it.frag = gc.cx.Layout(it.box, c)
		}
		x := gc.offset(it, cols, r.W-it.frag.W-it.m.Horizontal()) + it.m.Left
		y := gc.offset(it, rows, r.H-it.frag.H-it.m.Vertical()) + it.m.Top
		tops[i] = y0 + r.Y + y
		fb.place(it.frag, x0+r.X+x, tops[i])
	}
	gc.baselines(fb, tops)
	gc.outOfFlow(fb, innerH)
}

// offset is where the margin box of an item starts in its area.
func (gc *gridContainer) offset(it *gridItem, a int, free Unit) Unit {
	m := &it.box.Style.Box.Margin
	s, e := m.Left.IsAuto(), m.Right.IsAuto()
	if a == rows {
		s, e = m.Top.IsAuto(), m.Bottom.IsAuto()
	}
	if s || e {
		switch {
		case free <= 0:
			free = 0
			if a == cols && gc.rtl {
				return free
			}
			return 0
		case s && e:
			return free / 2
		case s:
			return free
		}
		return 0
	}
	al := gc.itemAlign(it, a)
	if a == rows && al.Base() == css.AlignBaseline {
		return it.baseShift
	}
	switch gc.side(it.box, al, a) {
	case 1:
		if free < 0 && al.Safe() {
			break
		}
		return free / 2
	case 2:
		if free < 0 && al.Safe() {
			break
		}
		return free
	}
	if a == cols && gc.rtl && free < 0 && al.Safe() {
		return free
	}
	return 0
}

// side reduces a self-alignment to 0 for left or top, 1 center, 2 right or
// bottom.
func (gc *gridContainer) side(b *Box, al css.Align, a int) uint8 {
	rtl := a == cols && gc.rtl
	end := false
	switch al.Base() {
	case css.AlignCenter, css.AlignAnchorCenter:
		return 1
	case css.AlignEnd, css.AlignFlexEnd, css.AlignLastBaseline:
		end = true
	case css.AlignSelfStart, css.AlignSelfEnd:
		end = al.Base() == css.AlignSelfEnd
		if a == cols {
			rtl = b.Style.Text.Direction == css.RTL
		}
	case css.AlignLeft, css.AlignRight:
		end, rtl = al.Base() == css.AlignRight, false
		if a == rows {
			end = false
		}
	}
	if end != rtl {
		return 2
	}
	return 0
}

// baselineShims aligns the first baselines of items that share a row and grows
// rows for them (§12.5 step 1).
func (gc *gridContainer) baselineShims() {
	any := false
	for i := range gc.items {
		any = any || gc.itemAlign(&gc.items[i], rows).Base() == css.AlignBaseline && !gc.autoMargin(&gc.items[i], rows)
	}
	if !any {
		return
	}
	for r := range gc.ax[rows].tracks {
		top := Unit(0)
		for pass := range 2 {
			for i := range gc.items {
				it := &gc.items[i]
				if it.span[rows].start != r || gc.itemAlign(it, rows).Base() != css.AlignBaseline || gc.autoMargin(it, rows) {
					continue
				}
				f := gc.cx.Layout(it.box, gc.itemConstraint(it, gc.area(it, cols), Indefinite))
				bl := it.m.Top + f.FirstBaseline.Or(f.H)
				if pass == 0 {
					top = max(top, bl)
				} else {
					it.baseShift = top - bl
				}
			}
		}
	}
	if gc.ax[rows].avail.Known() {
		gc.sizeTracks(rows, gridDefinite, 0)
	} else {
		gc.sizeTracks(rows, gridIndefinite, max(0, gc.sz.lim.min-gc.sz.fr.Vertical()))
	}
}

// baselines sets the container's baselines (css-grid-2 §11.6): of the first item
// of the first row that has items, baseline-aligned ones before others.
func (gc *gridContainer) baselines(fb *builder, tops []Unit) {
	best, lastBest := -1, -1
	row := func(i int) int { return gc.items[i].span[rows].start }
	col := func(i int) int { return gc.items[i].span[cols].start }
	aligned := func(i int) bool {
		return gc.itemAlign(&gc.items[i], rows).Base() == css.AlignBaseline && !gc.autoMargin(&gc.items[i], rows)
	}
	for i := range gc.items {
		if best < 0 || row(i) < row(best) ||
			row(i) == row(best) && (aligned(i) && !aligned(best) || aligned(i) == aligned(best) && col(i) < col(best)) {
			best = i
		}
		e := func(i int) int { return gc.items[i].span[rows].end }
		if lastBest < 0 || e(i) > e(lastBest) || e(i) == e(lastBest) && col(i) > col(lastBest) {
			lastBest = i
		}
	}
	if best < 0 {
		return
	}
	f := gc.items[best].frag
	fb.f.FirstBaseline = tops[best] + f.FirstBaseline.Or(f.H)
	f = gc.items[lastBest].frag
	fb.f.LastBaseline = tops[lastBest] + f.LastBaseline.Or(f.H)
}

// outOfFlow notes the out-of-flow children with their grid areas.
func (gc *gridContainer) outOfFlow(fb *builder, innerH Unit) {
	fr := gc.sz.fr
	for c := gc.b.First; c != nil; c = c.Next {
		if !c.Is(OutOfFlow) {
			continue
		}
		it := gridItem{box: c, ratio: ratioOf(c)}
		ax, ay := gc.side(c, gc.outAlign(&it, cols), cols), gc.side(c, gc.outAlign(&it, rows), rows)
		contains := gc.b.Is(ContainsAbs) && !c.Is(Fixed) || gc.b.Is(ContainsFixed)
		r := Rect{fr.Left, fr.Top, gc.sz.innerW, innerH}
		p := pending{box: c, alignX: ax, alignY: ay}
		if contains {
			bd := fb.f.Border
			r = gc.outArea(c, Rect{bd.Left, bd.Top, gc.sz.w - bd.Horizontal(), innerH + fr.Vertical() - bd.Vertical()})
			p.area, p.hasArea = r, true
		}
		p.x, p.y = r.X+r.W*Unit(ax)/2, r.Y+r.H*Unit(ay)/2
		fb.f.oof = append(fb.f.oof, p)
	}
}

// outAlign is the self-alignment of an out-of-flow child; normal is start.
func (gc *gridContainer) outAlign(it *gridItem, a int) css.Align {
	al := gc.itemAlign(it, a)
	if al.Base() == css.AlignStretch {
		return css.AlignStart
	}
	return al
}

// outArea is the containing block of an absolutely positioned child: auto lines
// are the padding edges in pad.
func (gc *gridContainer) outArea(c *Box, pad Rect) Rect {
	g := c.Style.Grid
	x0, x1, l, r := gc.outLines(cols, g.ColumnStart, g.ColumnEnd)
	y0, y1, t, b := gc.outLines(rows, g.RowStart, g.RowEnd)
	left, top := gc.sz.fr.Left, gc.sz.fr.Top
	if gc.rtl {
		x0, x1, l, r = gc.sz.innerW-x1, gc.sz.innerW-x0, r, l
	}
	area := pad
	if l {
		area.X = left + x0
		area.W = max(0, pad.Right()-area.X)
	}
	if r {
		area.W = max(0, left+x1-area.X)
	}
	if t {
		area.Y = top + y0
		area.H = max(0, pad.Bottom()-area.Y)
	}
	if b {
		area.H = max(0, top+y1-area.Y)
	}
	return area
}

// outLines resolves the lines of an out-of-flow child to positions in the
// content box; hasStart and hasEnd tell which are not auto.
func (gc *gridContainer) outLines(a int, start, end style.GridLine) (s, e Unit, hasStart, hasEnd bool) {
	ax := &gc.ax[a]
	if start.Auto && end.Auto {
		return 0, 0, false, false
	}
	sp := ax.resolveSpan(start, end)
	hasStart, hasEnd = !start.Auto && !sp.auto, !end.Auto && !sp.auto
	if start.Span && !sp.auto {
		hasStart = true
	}
	n := len(ax.tracks)
	i, j := sp.start+ax.before, sp.end+ax.before
	if i < 0 || i > n {
		hasStart = false
	}
	if j < 0 || j > n {
		hasEnd = false
	}
	if hasStart {
		switch {
		case i < n:
			s = ax.starts[i]
		case n > 0:
			s = ax.ends[n-1]
		}
	}
	if hasEnd {
		switch {
		case j > 0:
			e = ax.ends[j-1]
		case n > 0:
			e = ax.starts[0]
		}
	}
	return s, e, hasStart, hasEnd
}
