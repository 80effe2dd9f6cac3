package layout

import "playhead/engine/css"

// Lines of a flex container: flexible lengths (§9.7) and cross sizes (§9.4).

// flexLine resolves the flexible lengths of the items of a line (§9.7).
func (fc *flexContainer) flexLine(ln *flexLine) {
	items := fc.items[ln.from:ln.to]
	gaps := fc.mainGap * Unit(max(0, len(items)-1))
	sum := gaps
	for i := range items {
		sum = sum.Add(items[i].outerHypo())
	}
	inner := fc.innerMain
	if inner == Indefinite {
		inner = fc.containerMain(fc.longest(sum))
	}
	if sum != inner {
		resolveFlexible(items, inner-gaps, sum < inner)
	}
	ln.main = gaps
	for i := range items {
		ln.main = ln.main.Add(items[i].outerMain())
	}
}

// longest is the sum of hypothetical sizes of the longest line.
func (fc *flexContainer) longest(sum Unit) Unit {
	if len(fc.lines) < 2 {
		return sum
	}
	for i := range fc.lines {
		ln := &fc.lines[i]
		s := fc.mainGap * Unit(max(0, ln.to-ln.from-1))
		for j := ln.from; j < ln.to; j++ {
			s = s.Add(fc.items[j].outerHypo())
		}
		sum = max(sum, s)
	}
	return sum
}

// resolveFlexible is §9.7 for items in inner space; grow says which factors are
// used.
func resolveFlexible(items []flexItem, inner Unit, grow bool) {
	left := 0
	for i := range items { // step 3: size inflexible items
		it := &items[i]
		f := it.shrink
		if grow {
			f = it.grow
		}
		it.frozen = f == 0 || grow && it.base > it.hypo || !grow && it.base < it.hypo
		if it.frozen {
			it.main = it.hypo
		} else {
			it.main = it.base
			left++
		}
	}
	initial := freeSpace(items, inner) // step 4
	for left > 0 {                     // step 5
		free := freeSpace(items, inner)
		factors, scaled := 0.0, 0.0
		for i := range items {
			if it := &items[i]; !it.frozen {
				if grow {
					factors += it.grow
				} else {
					factors += it.shrink
					scaled += it.scaledShrink()
				}
			}
		}
		if factors < 1 {
			if part := initial.Scale(factors); abs(part) < abs(free) {
				free = part
			}
		}
		distributeFree(items, free, factors, scaled, grow)
		left -= freezeViolations(items)
	}
}

func abs(u Unit) Unit {
	if u < 0 {
		return -u
	}
	return u
}

// scaledShrink is the scaled flex shrink factor: by the inner flex base size.
func (it *flexItem) scaledShrink() float64 { return it.shrink * float64(it.base-it.mainFr) }

// freeSpace is the remaining free space: inner minus frozen target sizes and
// base sizes of the others.
func freeSpace(items []flexItem, inner Unit) Unit {
	for i := range items {
		it := &items[i]
		if it.frozen {
			inner = inner.Add(-it.outerMain())
		} else {
			inner = inner.Add(-it.outerBase())
		}
	}
	return inner
}

// distributeFree gives unfrozen items their target main sizes (step 5 c). The
// space that rounding leaves goes to the following item, as edges are shared.
func distributeFree(items []flexItem, free Unit, factors, scaled float64, grow bool) {
	given, share := Unit(0), 0.0
	for i := range items {
		it := &items[i]
		if it.frozen {
			continue
		}
		if free != 0 {
			if grow {
				if factors > 0 {
					share += it.grow / factors
				}
			} else if scaled > 0 {
				share += it.scaledShrink() / scaled
			}
		}
		upTo := roundUnit(float64(free) * share)
		it.main = it.base.Add(upTo - given)
		given = upTo
	}
}

func roundUnit(f float64) Unit {
	if f < 0 {
		return -roundUnit(-f)
	}
	return Unit(min(f+0.5, float64(MaxUnit)))
}

// freezeViolations clamps target sizes and freezes over-flexed items (step 5 d,
// e); it returns how many.
func freezeViolations(items []flexItem) int {
	var total int64
	for i := range items {
		it := &items[i]
		if it.frozen {
			continue
		}
		v := limits{it.minMain, it.maxMain}.clamp(max(0, it.main))
		it.violate = 0
		if v > it.main {
			it.violate = 1
		} else if v < it.main {
			it.violate = -1
		}
		total += int64(v) - int64(it.main)
		it.main = v
	}
	n := 0
	for i := range items {
		it := &items[i]
		if !it.frozen && (total == 0 || total > 0 && it.violate > 0 || total < 0 && it.violate < 0) {
			it.frozen = true
			n++
		}
	}
	return n
}

// baselineAligned reports which baseline of the item takes part in baseline
// alignment: 1 first, 2 last, 0 none.
func (fc *flexContainer) baselineAligned(it *flexItem) int {
	if !fc.row || it.auto&(autoCStart|autoCEnd) != 0 {
		return 0
	}
	switch it.align.Base() {
	case css.AlignBaseline:
		return 1
	case css.AlignLastBaseline:
		return 2
	}
	return 0
}

// ascent is the distance from the outer cross-start edge of an item to its
// baseline, or with last from its baseline to the outer cross-end edge.
func (fc *flexContainer) ascent(it *flexItem, last bool) Unit {
	bl := it.cross
	if it.frag != nil {
		if last {
			bl = it.frag.LastBaseline.Or(it.cross)
		} else {
			bl = it.frag.FirstBaseline.Or(it.cross)
		}
	}
	if fc.crossRev {
		bl = it.cross - bl
	}
	if last {
		return it.cross - bl + it.cEnd
	}
	return bl + it.cStart
}

// lineCrossSizes determines the cross sizes of lines (§9.4 steps 8 and 9) and
// their positions (§9.6).
func (fc *flexContainer) lineCrossSizes() {
	for i := range fc.lines {
		fc.lineCross(&fc.lines[i])
	}
	if !fc.multi && len(fc.lines) == 1 {
		ln := &fc.lines[0]
		if fc.innerCross.Known() {
			ln.cross = fc.innerCross
		} else {
			ln.cross = fc.sz.height(ln.cross) - fc.sz.fr.Vertical()
		}
		return
	}
	sum := fc.crossGap * Unit(max(0, len(fc.lines)-1))
	for i := range fc.lines {
		sum = sum.Add(fc.lines[i].cross)
	}
	inner := fc.innerCross
	if inner == Indefinite {
		inner = fc.sz.height(sum) - fc.sz.fr.Vertical()
	}
	free := inner - sum
	a := fc.fl.AlignContent
	var d distribution
	switch a.Base() {
	case css.AlignNormal, css.AlignAuto, css.AlignStretch:
		if free > 0 {
			n := Unit(len(fc.lines))
			for i := range fc.lines {
				k := Unit(i)
				fc.lines[i].cross += free.MulDiv(k+1, n) - free.MulDiv(k, n)
			}
		}
	default:
		rev := fc.crossRev
		if !fc.row {
			rev = fc.crossRev != fc.rtl
		}
		d = distribute(a.Base(), a.Safe(), free, len(fc.lines), rev)
	}
	pos := d.start
	for i := range fc.lines {
		fc.lines[i].pos = pos
		pos = pos.Add(fc.lines[i].cross).Add(fc.crossGap).Add(d.between)
	}
}

// lineCross is the cross size that the items of a line ask for.
func (fc *flexContainer) lineCross(ln *flexLine) {
	for i := ln.from; i < ln.to; i++ {
		it := &fc.items[i]
		switch fc.baselineAligned(it) {
		case 1:
			a := fc.ascent(it, false)
			d := it.outerCross() - a
			if !ln.hasAsc {
				ln.asc, ln.desc, ln.hasAsc = a, d, true
			}
			ln.asc, ln.desc = max(ln.asc, a), max(ln.desc, d)
		case 2:
			d := fc.ascent(it, true)
			a := it.outerCross() - d
			if !ln.hasLastAsc {
				ln.lastAsc, ln.lastDesc, ln.hasLastAsc = a, d, true
			}
			ln.lastAsc, ln.lastDesc = max(ln.lastAsc, a), max(ln.lastDesc, d)
		default:
			ln.cross = max(ln.cross, it.outerCross())
		}
	}
	ln.cross = max(0, ln.cross, ln.asc+ln.desc, ln.lastAsc+ln.lastDesc)
}

// usedCrossSizes stretches items to their line (§9.4 step 11).
func (fc *flexContainer) usedCrossSizes() {
	for i := range fc.lines {
		ln := &fc.lines[i]
		for j := ln.from; j < ln.to; j++ {
			it := &fc.items[j]
			if fc.stretches(it) {
				fr := it.fr.Vertical()
				if !fc.row {
					fr = it.fr.Horizontal()
				}
				it.cross = fc.crossLimits(it).clamp(max(fr, ln.cross-it.cStart-it.cEnd))
			}
		}
	}
}
