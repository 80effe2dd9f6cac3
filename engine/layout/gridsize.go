package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Sizes of grid items: contributions to tracks (§12.5, §6.6) and sizes in their
// areas (§6.2).

// outer is the sum of the margins of an item along an axis, with the edges of
// the subgrids that it is in.
func (it *gridItem) outer(a int) Unit {
	if a == cols {
		return it.m.Horizontal() + it.extra[cols][0] + it.extra[cols][1]
	}
	return it.m.Vertical() + it.extra[rows][0] + it.extra[rows][1]
}

// minContent is the min-content contribution: the margin box.
func (gc *gridContainer) minContent(it *gridItem, a int) Unit {
	if a == rows {
		return gc.rowContribution(it)
	}
	return max(0, gc.widthSizes(it).Min+it.outer(cols))
}

// maxContent is the max-content contribution.
func (gc *gridContainer) maxContent(it *gridItem, a int) Unit {
	if a == rows {
		return gc.rowContribution(it)
	}
	return max(0, gc.widthSizes(it).Max+it.outer(cols))
}

// widthSizes are the contributions of the border box to columns.
func (gc *gridContainer) widthSizes(it *gridItem) Sizes {
	s := gc.cx.ContributionBox(it.box, gc.areaPctH(it))
	if bx := it.box.Style.Box; it.ratio.ok() && bx.Width.IsAuto() {
		if h := gc.definiteItemHeight(it); h.Known() {
			w := gc.cx.widthByRatio(it.box, h, gc.areaPctH(it), it.fr)
			lim := gc.cx.widthLimits(it.box, w, 0, Indefinite, it.fr)
			w = lim.clamp(w)
			return Sizes{w, w}
		}
	}
	return s
}

// definiteItemHeight is the height of an item that its styles or definite rows
// give before rows are sized.
func (gc *gridContainer) definiteItemHeight(it *gridItem) Unit {
	pct := gc.areaPctH(it)
	lim := gc.cx.heightLimits(it.box, pct, it.fr)
	if h := gc.cx.definiteHeight(it.box, pct, it.fr); h.Known() {
		return lim.clamp(h)
	}
	if pct.Known() && it.box.Style.Box.Height.IsAuto() && gc.itemAlign(it, rows).Base() == css.AlignStretch && !gc.autoMargin(it, rows) {
		return lim.clamp(max(0, pct-it.outer(rows)))
	}
	return Indefinite
}

// areaPctH is the height of an item's area where it is definite before rows are
// sized: only fixed rows.
func (gc *gridContainer) areaPctH(it *gridItem) Unit {
	ax := &gc.ax[rows]
	s := it.span[rows]
	if gc.rowsSized {
		if it.nested {
			return Indefinite
		}
		return gc.area(it, rows)
	}
	if s.end > len(ax.tracks) {
		return Indefinite
	}
	if ax.avail.Known() && s.start == 0 && s.end == len(ax.tracks) && gc.stretchContent(rows) && gc.allAuto() {
		return ax.avail
	}
	h := ax.gapsIn(s.start, s.end)
	for i := s.start; i < s.end; i++ {
		f := &ax.tracks[i].fn
		if f.Min.Kind != style.BreadthLength || f.Max.Kind != style.BreadthLength {
			return Indefinite
		}
		lo, hi := resolve(f.Min.Length, ax.avail), resolve(f.Max.Length, ax.avail)
		if lo == Indefinite || hi == Indefinite || lo < hi {
			return Indefinite
		}
		h = h.Add(lo)
	}
	return h
}

// allAuto reports that all rows are auto, so that they fill a definite height
// unless they overflow it.
func (gc *gridContainer) allAuto() bool {
	for i := range gc.ax[rows].tracks {
		f := &gc.ax[rows].tracks[i].fn
		if f.Min.Kind != style.BreadthAuto && f.Min.Kind != style.BreadthFr || f.Max.Kind != style.BreadthAuto && f.Max.Kind != style.BreadthFr {
			return false
		}
	}
	return true
}

// minimum is the minimum contribution (§6.6, §12.5).
func (gc *gridContainer) minimum(it *gridItem, a int) Unit {
	bx := it.box.Style.Box
	prop, low, scrolls := bx.Width, bx.MinWidth, bx.OverflowX.Scrolls()
	fr := it.fr.Horizontal()
	if a == rows {
		prop, low, scrolls = bx.Height, bx.MinHeight, bx.OverflowY.Scrolls()
		fr = it.fr.Vertical()
	}
	if !prop.IsAuto() && !prop.HasPercent() && prop.Kind != style.LengthStretch && prop.Kind != style.LengthFitContent {
		return gc.minContent(it, a)
	}
	if !low.IsAuto() {
		var m Unit
		if a == cols {
			m = gc.cx.widthLength(it.box, low, 0, Indefinite, Indefinite, it.fr)
		} else {
			m = heightLength(it.box, low, Indefinite, it.fr)
		}
		if a == rows && low.Intrinsic() {
			return gc.minContent(it, a)
		}
		return max(0, max(fr, m.Or(fr))+it.outer(a))
	}
	ax := &gc.ax[a]
	s := it.span[a]
	auto, flex, fixed := false, false, true
	lim := ax.gapsIn(s.start, s.end)
	for i := s.start; i < s.end; i++ {
		t := &ax.tracks[i]
		auto = auto || t.minKind == style.BreadthAuto
		flex = flex || t.isFlex()
		if t.maxKind == style.BreadthLength {
			lim = lim.Add(t.limit)
		} else {
			fixed = false
		}
	}
	if scrolls || !auto || s.len() > 1 && flex {
		return max(0, fr+it.outer(a))
	}
	v := gc.minContent(it, a)
	if a == rows && prop.HasPercent() && it.box.Replaced != nil {
		v = fr + it.outer(a)
	}
	if fixed {
		v = max(min(v, lim), fr+it.outer(a))
	}
	return max(0, v)
}

// rowContribution is the outer height of an item in its columns.
func (gc *gridContainer) rowContribution(it *gridItem) Unit {
	if it.rowH == Indefinite {
		c := gc.itemConstraint(it, gc.area(it, cols), Indefinite)
		var f *Fragment
		if isSubgrid(it.box, cols) && !it.nested {
			f = gc.layoutSubgrid(it, c)
		} else {
			f = gc.cx.Layout(it.box, c)
		}
		it.rowH = f.H
	}
	return max(0, it.rowH+it.outer(rows)+it.baseShift)
}

// area is the size of an item's area along an axis, without subgrid edges.
func (gc *gridContainer) area(it *gridItem, a int) Unit {
	ax := &gc.ax[a]
	s := it.span[a]
	if s.start < len(ax.starts) && s.end <= len(ax.ends) {
		return max(0, ax.ends[s.end-1]-ax.starts[s.start]-it.extra[a][0]-it.extra[a][1])
	}
	v := ax.gapsIn(s.start, min(s.end, len(ax.tracks)))
	for i := s.start; i < s.end && i < len(ax.tracks); i++ {
		v = v.Add(ax.tracks[i].base)
	}
	return max(0, v-it.extra[a][0]-it.extra[a][1])
}

// autoMargin reports auto margins of an item along an axis.
func (gc *gridContainer) autoMargin(it *gridItem, a int) bool {
	m := &it.box.Style.Box.Margin
	if a == cols {
		return m.Left.IsAuto() || m.Right.IsAuto()
	}
	return m.Top.IsAuto() || m.Bottom.IsAuto()
}

// itemAlign is the used justify-self (cols) or align-self (rows); normal becomes
// stretch or start.
func (gc *gridContainer) itemAlign(it *gridItem, a int) css.Align {
	fl, own := gc.b.Style.Flex, it.box.Style.Flex
	v := selfAlign(own.JustifySelf, fl.JustifyItems)
	if a == rows {
		v = selfAlign(own.AlignSelf, fl.AlignItems)
	}
	switch v.Base() {
	case css.AlignNormal, css.AlignAuto:
		if it.box.Replaced != nil && it.box.Kind == KindReplaced || it.ratio.ok() && gc.ratioStart(it, a) {
			return css.AlignStart
		}
		return css.AlignStretch
	}
	return v
}

// ratioStart says that align-self: normal of a box with a preferred aspect ratio
// is start: its size in this axis follows from the other.
func (gc *gridContainer) ratioStart(it *gridItem, a int) bool {
	if it.box.Replaced != nil {
		return true
	}
	return a == rows || !it.box.Style.Box.Height.IsAuto()
}

// itemConstraint is the constraint for laying out an item in an area; h is
// Indefinite while rows are sized.
func (gc *gridContainer) itemConstraint(it *gridItem, w, h Unit) Constraint {
	m := marginOf(it.box, w)
	it.m, it.fr = m, frame(it.box, w)
	c := Within(w, h)
	c.Shrink = true
	bx := it.box.Style.Box
	if bx.Width.IsAuto() && gc.itemAlign(it, cols).Base() == css.AlignStretch && !gc.autoMargin(it, cols) {
		lim := gc.cx.widthLimits(it.box, w, w, h, it.fr)
		if it.ratio.ok() && bx.Height.IsAuto() {
			hl := gc.cx.heightLimits(it.box, h, it.fr) // transferred (css-sizing-4 §5.1.2)
			if hl.max < MaxUnit {
				lim.max = min(lim.max, max(lim.min, it.ratio.width(hl.max, it.fr)))
			}
			if hl.min > it.fr.Vertical() {
				lim.min = max(lim.min, min(lim.max, it.ratio.width(hl.min, it.fr)))
			}
		}
		c.FixedW = lim.clamp(max(it.fr.Horizontal(), w-m.Horizontal()))
	}
	if h.Known() && bx.Height.IsAuto() && gc.itemAlign(it, rows).Base() == css.AlignStretch && !gc.autoMargin(it, rows) {
		lim := gc.cx.heightLimits(it.box, h, it.fr)
		c.FixedH = lim.clamp(max(it.fr.Vertical(), h-m.Vertical()))
	}
	return c
}
