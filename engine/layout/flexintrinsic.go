package layout

import "playhead/engine/css"

// intrinsicFlex gives the intrinsic widths of a flex container, as Chromium
// computes them: a row is as wide as its items' contributions together (its
// min-content width with wrapping: the widest item), a column as wide as the
// widest. flex-basis plays no part.
func intrinsicFlex(cx *context, b *Box, pctH Unit) Sizes {
	fr := frame(b, 0)
	sz := sizing{fr: fr, w: MaxUnit / 4, h: Indefinite, pctH: Indefinite, lim: cx.heightLimits(b, pctH, fr)}
	if h := cx.definiteHeight(b, pctH, fr); h.Known() {
		sz.h = sz.lim.clamp(h)
		sz.pctH = sz.h - fr.Vertical()
	}
	var s Sizes
	n := Unit(0)
	dir, wrap := flexDirection(b)
	row, multi := dir <= 1, wrap != 0
	for c := b.First; c != nil; c = c.Next {
		if c.Is(OutOfFlow) {
			continue
		}
		n++
		k := cx.Contribution(c, sz.pctH)
		switch {
		case row && !multi:
			s.Min, s.Max = s.Min.Add(k.Min), s.Max.Add(k.Max)
		case row:
			s.Min, s.Max = max(s.Min, k.Min), s.Max.Add(k.Max)
		default:
			s.Min, s.Max = max(s.Min, k.Min), max(s.Max, k.Max)
		}
	}
	if row && n > 1 {
		gaps := gapOf(b.Style.Flex.ColumnGap, 0) * (n - 1)
		s.Max = s.Max.Add(gaps)
		if !multi {
			s.Min = s.Min.Add(gaps)
		}
	}
	if row && wrap >= css.FlexBalance && b.Style.Flex.LineCount > 1 && n > 1 {
		s.Max = max(s.Min, balancedRowWidth(cx, b, sz.pctH))
	}
	if !row && multi && n > 1 && (sz.h.Known() || sz.lim.max < MaxUnit || b.Style.Flex.LineCount > 1) {
		s.Max = max(s.Min, multilineColumnWidth(cx, b, sz))
	}
	s.Min, s.Max = max(0, s.Min), max(0, s.Max, s.Min)
	return Sizes{s.Min.Add(fr.Horizontal()), s.Max.Add(fr.Horizontal())}
}

// multilineColumnWidth lays out the lines of a multi-line column with unlimited
// width and sums up their cross sizes.
func multilineColumnWidth(cx *context, b *Box, sz sizing) Unit {
	sz.innerW = 1 << 24
	sz.w = sz.innerW + sz.fr.Horizontal()
	fc := newFlexContainer(cx, b, sz)
	fc.measuring = true
	for i := range fc.items {
		fc.baseSize(&fc.items[i])
	}
	fc.breakLines()
	w := fc.crossGap * Unit(max(0, len(fc.lines)-1))
	for i := range fc.lines {
		ln := &fc.lines[i]
		fc.flexLine(ln)
		for j := ln.from; j < ln.to; j++ {
			fc.hypotheticalCross(&fc.items[j])
		}
		fc.lineCross(ln)
		w = w.Add(ln.cross)
	}
	return w
}

// balancedRowWidth is the length of the longest line when the items stand in
// flex-line-count lines with their max-content contributions.
func balancedRowWidth(cx *context, b *Box, pctH Unit) Unit {
	var sizes []Unit
	for c := b.First; c != nil; c = c.Next {
		if !c.Is(OutOfFlow) {
			sizes = append(sizes, cx.Contribution(c, pctH).Max)
		}
	}
	gap := gapOf(b.Style.Flex.ColumnGap, 0)
	var longest Unit
	from := 0
	for _, to := range balance(sizes, gap, MaxUnit, int(b.Style.Flex.LineCount)) {
		w := gap * Unit(to-from-1)
		for _, v := range sizes[from:to] {
			w = w.Add(v)
		}
		longest, from = max(longest, w), to
	}
	return longest
}
