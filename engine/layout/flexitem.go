package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Sizes of flex items: flex base size and hypothetical main size (§9.2),
// automatic minimum size (§4.5), cross sizes (§9.4).

// baseSize determines flex base size and hypothetical main size of an item.
func (fc *flexContainer) baseSize(it *flexItem) {
	prop := fc.mainProp(it.box)
	basis := it.box.Style.Flex.Basis
	if isOldBox(fc.b) || basis.IsAuto() {
		basis = prop
	}
	it.mainFr = fc.mainFrame(it)
	it.base = Indefinite
	if !fc.row && basis.Kind == style.LengthStretch && basis != prop {
		basis.Kind = style.LengthContent // as Chromium takes it
	}
	if !basis.IsAuto() && basis.Kind != style.LengthContent {
		it.base = fc.mainLength(it, basis)
		it.basisDef = it.base.Known() && !basis.Intrinsic()
	}
	if it.base == Indefinite {
		it.base = fc.contentBase(it)
	}
	it.maxMain = fc.maxMain(it)
	it.minMain = fc.minMain(it)
	it.base = max(it.base, fc.mainFrame(it))
	it.hypo = limits{it.minMain, it.maxMain}.clamp(it.base)
	it.main = it.hypo
}

// mainProp is width or height, along the main axis.
func (fc *flexContainer) mainProp(b *Box) style.Length {
	if fc.row {
		return b.Style.Box.Width
	}
	return b.Style.Box.Height
}

// mainFrame is border plus padding along the main axis.
func (fc *flexContainer) mainFrame(it *flexItem) Unit {
	if fc.row {
		return it.fr.Horizontal()
	}
	return it.fr.Vertical()
}

// mainLength resolves a length of the main axis to a border-box size.
func (fc *flexContainer) mainLength(it *flexItem, l style.Length) Unit {
	if fc.row {
		return fc.cx.widthLength(it.box, l, fc.sz.innerW, fc.sz.innerW, fc.pctH, it.fr)
	}
	if l.Intrinsic() {
		return fc.contentHeight(it)
	}
	if l.Kind == style.LengthStretch && fc.pctH.Known() {
		return max(it.fr.Vertical(), fc.pctH-it.mStart-it.mEnd)
	}
	return heightLength(it.box, l, fc.cx.pctHFor(l, fc.pctH), it.fr)
}

// contentBase is the flex base size for flex-basis: content (§9.2 step 3 B–E).
func (fc *flexContainer) contentBase(it *flexItem) Unit {
	if it.ratio.ok() {
		if x := fc.definiteCross(it); x.Known() {
			it.basisDef = true
			if fc.row {
				return it.ratio.width(x, it.fr)
			}
			return it.ratio.height(x, it.fr)
		}
	}
	if fc.row {
		return fc.ratioLimited(it, fc.cx.intrinsicIn(it.box, fc.pctH, it.fr).Max)
	}
	if it.ratio.ok() && it.box.Replaced == nil {
		w := fc.columnWidth(it, Indefinite)
		return max(it.ratio.height(w, it.fr), it.fr.Vertical())
	}
	return fc.ratioLimited(it, fc.contentHeight(it))
}

// ratioLimited clamps a content-based main size by the cross limits converted
// through the aspect ratio.
func (fc *flexContainer) ratioLimited(it *flexItem, v Unit) Unit {
	if !it.ratio.ok() {
		return v
	}
	lim := fc.crossLimits(it)
	if fc.row {
		if lim.max < MaxUnit {
			v = min(v, it.ratio.width(lim.max, it.fr))
		}
		if lim.min > it.fr.Vertical() {
			v = max(v, it.ratio.width(lim.min, it.fr))
		}
		return v
	}
	if lim.max < MaxUnit {
		v = min(v, it.ratio.height(lim.max, it.fr))
	}
	if lim.min > it.fr.Horizontal() {
		v = max(v, it.ratio.height(lim.min, it.fr))
	}
	return v
}

// crossLimits are min-/max-height of items of rows, -width in columns.
func (fc *flexContainer) crossLimits(it *flexItem) limits {
	if fc.row {
		return fc.cx.heightLimits(it.box, fc.pctH, it.fr)
	}
	return fc.cx.widthLimits(it.box, fc.sz.innerW, fc.sz.innerW, fc.pctH, it.fr)
}

// stretches reports whether the item is stretched in the cross axis.
func (fc *flexContainer) stretches(it *flexItem) bool {
	if it.align.Base() != css.AlignStretch || it.auto&(autoCStart|autoCEnd) != 0 {
		return false
	}
	if fc.row {
		return it.box.Style.Box.Height.IsAuto()
	}
	return it.box.Style.Box.Width.IsAuto()
}

// definiteCross is the item's cross size where it is definite before layout,
// else Indefinite.
func (fc *flexContainer) definiteCross(it *flexItem) Unit {
	var x Unit
	bx := it.box.Style.Box
	if fc.row {
		x = heightLength(it.box, bx.Height, fc.cx.pctHFor(bx.Height, fc.pctH), it.fr)
	} else if bx.Width.IsLength() {
		x = fc.cx.widthLength(it.box, bx.Width, fc.sz.innerW, fc.sz.innerW, fc.pctH, it.fr)
	} else {
		x = Indefinite
	}
	if x == Indefinite && !fc.multi && fc.innerCross.Known() && fc.stretches(it) {
		x = fc.innerCross - it.cStart - it.cEnd
	}
	if x == Indefinite {
		return x
	}
	return fc.crossLimits(it).clamp(x)
}

// columnWidth is the used width of an item of a column before lines have cross
// sizes. main is its used main size or Indefinite.
func (fc *flexContainer) columnWidth(it *flexItem, main Unit) Unit {
	lim := fc.crossLimits(it)
	bx := it.box.Style.Box
	room := fc.sz.innerW - it.cStart - it.cEnd
	if !bx.Width.Intrinsic() || !it.ratio.ok() || bx.Height.IsAuto() {
		if w := fc.cx.widthLength(it.box, bx.Width, fc.sz.innerW, fc.sz.innerW, fc.pctH, it.fr); w.Known() {
			return lim.clamp(w)
		}
	}
	if !fc.multi && fc.stretches(it) {
		return lim.clamp(max(it.fr.Horizontal(), room))
	}
	if it.ratio.ok() {
		h := main
		if h == Indefinite {
			h = heightLength(it.box, bx.Height, fc.pctH, it.fr)
			if h.Known() {
				h = fc.cx.heightLimits(it.box, fc.pctH, it.fr).clamp(h)
			}
		}
		if h.Known() {
			w := it.ratio.width(h, it.fr)
			if bx.MinWidth.IsAuto() && it.box.Replaced == nil && !bx.OverflowX.Scrolls() {
				w = max(w, fc.cx.Intrinsic(it.box, fc.pctH).Min)
			}
			return lim.clamp(w)
		}
	}
	return lim.clamp(fc.cx.fitContent(it.box, room, fc.pctH, it.fr))
}

// contentHeight is the height that the contents of an item of a column ask for.
func (fc *flexContainer) contentHeight(it *flexItem) Unit {
	if it.box.Kind == KindReplaced && it.ratio.ok() {
		return it.ratio.height(fc.columnWidth(it, Indefinite), it.fr)
	}
	return fc.measure(it).H
}

// measure lays out an item of a column for its content height.
func (fc *flexContainer) measure(it *flexItem) *Fragment {
	if it.measured == nil {
		c := fc.itemConstraint(it)
		c.FixedW, c.AutoH = fc.columnWidth(it, Indefinite), true
		it.measured = fc.cx.Layout(it.box, c)
	}
	return it.measured
}

// itemConstraint is the constraint of an item without fixed sizes.
func (fc *flexContainer) itemConstraint(*flexItem) Constraint {
	return Constraint{
		AvailW: fc.sz.innerW, AvailH: fc.pctH, PctW: fc.sz.innerW, PctH: fc.pctH,
		FixedW: Indefinite, FixedH: Indefinite,
	}
}

// maxMain is the used maximum main size.
func (fc *flexContainer) maxMain(it *flexItem) Unit {
	l := it.box.Style.Box.MaxWidth
	if !fc.row {
		l = it.box.Style.Box.MaxHeight
	}
	if l.IsNone() {
		return MaxUnit
	}
	if m := fc.mainLength(it, l); m.Known() {
		return m
	}
	return MaxUnit
}

// minMain is the used minimum main size, the automatic one included.
func (fc *flexContainer) minMain(it *flexItem) Unit {
	bx := it.box.Style.Box
	l, scrolls := bx.MinWidth, bx.OverflowX.Scrolls()
	if !fc.row {
		l, scrolls = bx.MinHeight, bx.OverflowY.Scrolls()
	}
	low := fc.mainFrame(it)
	if !l.IsAuto() {
		if m := fc.mainLength(it, l); m.Known() {
			return max(low, m)
		}
		return low
	}
	if scrolls || isOldBox(fc.b) && !fc.row {
		return low
	}
	return max(low, min(fc.autoMin(it), it.maxMain))
}

// autoMin is the content-based minimum size (§4.5).
func (fc *flexContainer) autoMin(it *flexItem) Unit {
	prop := fc.mainProp(it.box)
	specified := Indefinite
	if !prop.IsAuto() {
		specified = fc.mainLength(it, prop)
	}
	if specified.Known() && specified <= fc.mainFrame(it) {
		return specified
	}
	var content Unit
	if x := fc.ratioCross(it); x.Known() {
		content = max(it.ratio.width(x, it.fr), fc.cx.Intrinsic(it.box, fc.pctH).Min)
	} else if fc.row {
		content = fc.cx.intrinsicIn(it.box, fc.pctH, it.fr).Min
	} else {
		content = fc.contentHeight(it)
		if it.ratio.ok() && it.box.Replaced == nil {
			content = max(content, it.ratio.height(fc.columnWidth(it, Indefinite), it.fr))
		}
	}
	content = fc.ratioLimited(it, content)
	if specified.Known() {
		return min(specified, content)
	}
	if it.box.Replaced != nil && it.ratio.ok() {
		if x := fc.definiteCross(it); x.Known() {
			if fc.row {
				return min(content, it.ratio.width(x, it.fr))
			}
			return min(content, it.ratio.height(x, it.fr))
		}
	}
	return content
}

// ratioCross is the definite height that the min-content width of a
// non-replaced item of a row with an aspect ratio follows from, else Indefinite.
func (fc *flexContainer) ratioCross(it *flexItem) Unit {
	if !fc.row || !it.ratio.ok() || it.box.Replaced != nil {
		return Indefinite
	}
	return fc.definiteCross(it)
}

// hypotheticalCross determines the hypothetical cross size (§9.4 step 7).
func (fc *flexContainer) hypotheticalCross(it *flexItem) {
	if !fc.row {
		it.cross = fc.columnWidth(it, it.main)
		return
	}
	c := fc.itemConstraint(it)
	c.FixedW = it.main
	if !fc.multi && fc.innerCross.Known() && fc.stretches(it) {
		it.cross = fc.crossLimits(it).clamp(max(it.fr.Vertical(), fc.innerCross-it.cStart-it.cEnd))
		if fc.measuring {
			return
		}
		c.FixedH = it.cross
		it.frag = fc.cx.Layout(it.box, c)
		return
	}
	it.frag = fc.cx.Layout(it.box, c)
	it.cross = it.frag.H
}

// finish gives the item its final layout with used main and cross size.
func (fc *flexContainer) finish(it *flexItem) *Fragment {
	c := fc.itemConstraint(it)
	if fc.row {
		if it.frag != nil && it.frag.H == it.cross && (!it.frag.dep.pctH || !fc.stretches(it)) {
			return it.frag
		}
		c.FixedW, c.FixedH = it.main, it.cross
		return fc.cx.Layout(it.box, c)
	}
	c.FixedW, c.FixedH = it.cross, it.main
	// §9.8: definite when the container's main size is, or the basis.
	c.SoftH = !fc.pctH.Known() && !(it.basisDef && it.main == it.base)
	if m := it.measured; m != nil && m.W == c.FixedW && m.H == c.FixedH && (c.SoftH || !m.dep.pctH) {
		return m
	}
	return fc.cx.Layout(it.box, c)
}
