package layout

import "playhead/engine/css"

// Positions in a flex container: main-axis alignment (§9.5), cross-axis
// alignment (§9.6), baselines (§8.5), static positions (§4.1).

// place positions items and out-of-flow children in a container whose border
// box is h high.
func (fc *flexContainer) place(fb *builder, h Unit) {
	innerH := max(0, h-fc.sz.fr.Vertical())
	innerMain, innerCross := fc.sz.innerW, innerH
	if !fc.row {
		innerMain, innerCross = innerH, fc.sz.innerW
	}
	for i := range fc.lines {
		fc.justify(&fc.lines[i], innerMain)
		fc.alignLine(&fc.lines[i])
	}
	x0, y0 := fb.f.Border.Left+fb.f.Padding.Left, fb.f.Border.Top+fb.f.Padding.Top
	if n := len(fc.items); n > 0 {
		fb.f.Children = make([]Placed, 0, n)
	}
	for i := range fc.items {
		it := &fc.items[i]
		f := fc.finish(it)
		m, x := it.mainPos, it.crossAt
		if fc.mainRev {
			m = innerMain - m - it.main
		}
		if fc.crossRev {
			x = innerCross - x - it.cross
		}
		if !fc.row {
			m, x = x, m
		}
		fb.place(f, x0+m, y0+x)
		it.frag, it.mainPos, it.crossAt = f, m, y0+x
	}
	fc.baselines(fb)
	fc.staticPositions(fb, innerMain, innerCross)
}

// justify sets main positions in a line (§9.5): auto margins, justify-content.
func (fc *flexContainer) justify(ln *flexLine, inner Unit) {
	items := fc.items[ln.from:ln.to]
	free := inner - ln.main
	autos := 0
	for i := range items {
		for _, bit := range [2]uint8{autoMStart, autoMEnd} {
			if items[i].auto&bit != 0 {
				autos++
			}
		}
	}
	var d distribution
	var share Unit
	if autos > 0 {
		if free > 0 {
			share = free / Unit(autos)
		}
		if free < 0 {
			d = fc.justification(free, len(items))
		}
	} else {
		d = fc.justification(free, len(items))
	}
	pos := d.start
	for i := range items {
		it := &items[i]
		pos = pos.Add(it.mStart)
		if it.auto&autoMStart != 0 {
			pos = pos.Add(share)
		}
		it.mainPos = pos
		pos = pos.Add(it.main).Add(it.mEnd).Add(fc.mainGap).Add(d.between)
		if it.auto&autoMEnd != 0 {
			pos = pos.Add(share)
		}
	}
}

// justifyContent is the used justify-content, relative to the main axis.
func (fc *flexContainer) justifyContent() css.Align {
	if isOldBox(fc.b) {
		return fc.fl.BoxPack
	}
	a := fc.fl.JustifyContent.Base()
	switch a {
	case css.AlignLeft, css.AlignRight:
		if !fc.row {
			return css.AlignStart
		}
		if (a == css.AlignRight) == fc.mainRev {
			return css.AlignFlexStart
		}
		return css.AlignFlexEnd
	}
	return a
}

func (fc *flexContainer) justification(free Unit, n int) distribution {
	rev := fc.mainRev
	if fc.row {
		rev = fc.mainRev != fc.rtl
	}
	return distribute(fc.justifyContent(), fc.fl.JustifyContent.Safe(), free, n, rev)
}

// alignLine sets cross positions in a line (§9.6): auto margins, align-self.
func (fc *flexContainer) alignLine(ln *flexLine) {
	for i := ln.from; i < ln.to; i++ {
		it := &fc.items[i]
		free := ln.cross - it.outerCross()
		it.crossAt = ln.pos + it.cStart
		if it.auto&(autoCStart|autoCEnd) != 0 {
			switch it.auto & (autoCStart | autoCEnd) {
			case autoCStart | autoCEnd:
				it.crossAt += max(0, free) / 2
			case autoCStart:
				it.crossAt += max(0, free)
			}
			if free < 0 && fc.crossRev {
				continue
			}
			continue
		}
		switch fc.baselineAligned(it) {
		case 1:
			it.crossAt += ln.asc - fc.ascent(it, false)
			continue
		case 2:
			it.crossAt += free - (ln.lastDesc - fc.ascent(it, true))
			continue
		}
		switch fc.alignSelf(it.box, it.align) {
		case css.AlignCenter:
			if free >= 0 || !it.align.Safe() {
				it.crossAt += free / 2
			}
		case css.AlignFlexEnd:
			if free >= 0 || !it.align.Safe() {
				it.crossAt += free
			}
		}
	}
}

// alignSelf reduces an align-self value to flex-start, flex-end or center.
func (fc *flexContainer) alignSelf(b *Box, a css.Align) css.Align {
	rev := fc.crossRev
	if !fc.row {
		rev = fc.crossRev != fc.rtl
	}
	end := false
	switch a.Base() {
	case css.AlignCenter, css.AlignAnchorCenter:
		return css.AlignCenter
	case css.AlignFlexEnd:
		end = true
	case css.AlignStart:
		end = rev
	case css.AlignEnd:
		end = !rev
	case css.AlignSelfStart, css.AlignSelfEnd:
		end = rev
		if !fc.row && (b.Style.Text.Direction == css.RTL) != fc.rtl {
			end = !end
		}
		if a.Base() == css.AlignSelfEnd {
			end = !end
		}
	case css.AlignLastBaseline:
		end = !rev
	}
	if end {
		return css.AlignFlexEnd
	}
	return css.AlignFlexStart
}

// baselines sets the container's baselines (§8.5).
func (fc *flexContainer) baselines(fb *builder) {
	if len(fc.lines) == 0 {
		return
	}
	first := fc.lines[0]
	last := fc.lines[len(fc.lines)-1]
	if fc.row && fc.crossRev {
		first, last = last, first // the first line is the topmost one
	}
	fi, li := first.from, last.to-1
	for i := first.from; i < first.to; i++ {
		if fc.baselineAligned(&fc.items[i]) == 1 {
			fi = i
			break
		}
	}
	for i := last.to - 1; i >= last.from; i-- {
		if fc.baselineAligned(&fc.items[i]) == 2 {
			li = i
			break
		}
	}
	fb.f.FirstBaseline = fc.items[fi].crossAt + fc.items[fi].frag.FirstBaseline.Or(fc.items[fi].frag.H)
	fb.f.LastBaseline = fc.items[li].crossAt + fc.items[li].frag.LastBaseline.Or(fc.items[li].frag.H)
	clampBaselines(fb)
}

// clampBaselines keeps the baselines of scroll containers within their border
// box (css-align-3 §9.1).
func clampBaselines(fb *builder) {
	if !fb.b.Is(Scrolls) || fb.f.FirstBaseline == Indefinite {
		return
	}
	h := fb.f.H
	fb.f.FirstBaseline = max(0, min(fb.f.FirstBaseline, h))
	fb.f.LastBaseline = max(0, min(fb.f.LastBaseline, h))
}

// staticPositions notes out-of-flow children with the position they would have
// as the only item.
func (fc *flexContainer) staticPositions(fb *builder, innerMain, innerCross Unit) {
	x0, y0 := fb.f.Border.Left+fb.f.Padding.Left, fb.f.Border.Top+fb.f.Padding.Top
	for c := fc.b.First; c != nil; c = c.Next {
		if !c.Is(OutOfFlow) {
			continue
		}
		m := fc.staticMain()
		x := uint8(0)
		al := fc.itemAlign(c)
		if al.Base() == css.AlignBaseline {
			al = css.AlignStart
		}
		switch fc.alignSelf(c, al) {
		case css.AlignCenter:
			x = 1
		case css.AlignFlexEnd:
			x = 2
		}
		if fc.mainRev {
			m = 2 - m
		}
		if fc.crossRev {
			x = 2 - x
		}
		mp, xp := innerMain*Unit(m)/2, innerCross*Unit(x)/2
		if fc.row {
			fb.outOfFlow(c, x0+mp, y0+xp, m, x)
		} else {
			fb.outOfFlow(c, x0+xp, y0+mp, x, m)
		}
	}
}

// staticMain is where justify-content puts a sole item: 0 start, 1 center, 2 end
// of the main axis.
func (fc *flexContainer) staticMain() uint8 {
	switch fc.justifyContent() {
	case css.AlignSpaceAround, css.AlignSpaceEvenly:
		return 1
	}
	d := fc.justification(2*Px, 1)
	return uint8(d.start / Px)
}
