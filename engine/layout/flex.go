package layout

import (
	"slices"

	"playhead/engine/css"
	"playhead/engine/style"
)

// The flex formatting context, css-flexbox-1 §9. Sizes of items are those of
// their border boxes along the main and the cross axis; positions run from
// main-start and cross-start until they are mirrored at the end.

// flexContainer is one layout of a flex container.
type flexContainer struct {
	cx *context
	b  *Box
	fl *style.Flex
	sz sizing

	row bool // the main axis is horizontal
	// mainRev and crossRev say that the axis runs towards left or top.
	mainRev, crossRev bool
	rtl               bool
	multi             bool // flex-wrap is not nowrap
	balance           bool
	// innerMain and innerCross are content-box sizes, Indefinite when the items
	// decide.
	innerMain, innerCross Unit
	mainGap, crossGap     Unit
	pctH                  Unit // percentage base of heights of items

	items []flexItem
	lines []flexLine
	// measuring skips the final layout and placing (intrinsic sizes).
	measuring bool
}

// flexLine is a line: items[from:to].
type flexLine struct {
	from, to   int
	main       Unit // sum of outer main sizes and gaps
	cross      Unit
	pos        Unit // from cross-start
	asc, desc  Unit // baseline alignment: above and below
	lastAsc    Unit
	lastDesc   Unit
	hasAsc     bool
	hasLastAsc bool
}

// flexItem is an item.
type flexItem struct {
	box          *Box
	fr           Edges
	ratio        aspect
	grow, shrink float64
	align        css.Align
	// Margins from main-start to main-end and cross-start to cross-end; auto
	// ones are 0 and have their bit in auto.
	mStart, mEnd, cStart, cEnd Unit
	auto                       uint8

	mainFr           Unit // border + padding along the main axis
	base, hypo, main Unit
	minMain, maxMain Unit
	// cross is the hypothetical, then the used cross size.
	cross Unit
	// basisDef says that the flex basis is definite.
	basisDef bool
	frozen   bool
	violate  int8
	frag     *Fragment
	// measured is the content height layout of a column item, for base size and
	// automatic minimum.
	measured         *Fragment
	mainPos, crossAt Unit
}

const (
	autoMStart = 1 << iota
	autoMEnd
	autoCStart
	autoCEnd
)

func (it *flexItem) outerMain() Unit  { return it.main + it.mStart + it.mEnd }
func (it *flexItem) outerHypo() Unit  { return it.hypo + it.mStart + it.mEnd }
func (it *flexItem) outerBase() Unit  { return it.base + it.mStart + it.mEnd }
func (it *flexItem) outerCross() Unit { return it.cross + it.cStart + it.cEnd }

// layoutFlex lays out a flex container.
func layoutFlex(cx *context, b *Box, c Constraint) *Fragment {
	fb := newBuilder(cx, b, c)
	fc := newFlexContainer(cx, b, cx.containerSizing(b, c))
	fc.run()
	h := fc.finalHeight()
	fb.f.cw, fb.f.ch, fb.f.H = fc.sz.innerW, fc.sz.pctH, h
	fc.place(fb, h)
	return fb.finish(fc.sz.w, h)
}

// newFlexContainer sets up axes, gaps and items (§9.1).
func newFlexContainer(cx *context, b *Box, sz sizing) *flexContainer {
	fc := &flexContainer{cx: cx, b: b, fl: b.Style.Flex, sz: sz, pctH: sz.pctH}
	fc.rtl = b.Style.Text.Direction == css.RTL
	dir, wrap := flexDirection(b)
	fc.row = dir == css.FlexRow || dir == css.FlexRowReverse
	fc.multi = wrap != css.FlexNoWrap
	fc.balance = wrap >= css.FlexBalance
	reverse := wrap == css.FlexWrapReverse || wrap == css.FlexBalanceReverse
	if fc.row {
		fc.mainRev = (dir == css.FlexRowReverse) != fc.rtl
		fc.crossRev = reverse
		fc.innerMain, fc.innerCross = sz.innerW, sz.innerH()
		fc.mainGap, fc.crossGap = gapOf(fc.fl.ColumnGap, sz.innerW), gapOf(fc.fl.RowGap, sz.innerH())
	} else {
		fc.mainRev = dir == css.FlexColumnReverse
		fc.crossRev = reverse != fc.rtl
		fc.innerMain, fc.innerCross = sz.innerH(), sz.innerW
		fc.mainGap, fc.crossGap = gapOf(fc.fl.RowGap, sz.innerH()), gapOf(fc.fl.ColumnGap, sz.innerW)
	}
	if sz.soft {
		// The height may grow with the contents: size the items as if it were
		// indefinite with a minimum.
		if fc.row {
			fc.innerCross = Indefinite
		} else {
			fc.innerMain = Indefinite
		}
	}
	fc.collect()
	return fc
}

// flexDirection gives direction and wrapping, also for the old flexible box.
func flexDirection(b *Box) (css.FlexDirection, css.FlexWrap) {
	fl := b.Style.Flex
	if d := b.Style.Box.Display; d == css.DisplayBox || d == css.DisplayInlineBox {
		if b.Style.Box.BoxOrient == css.OrientVertical {
			return css.FlexColumn, css.FlexNoWrap
		}
		return css.FlexRow, css.FlexNoWrap
	}
	return fl.Direction, fl.Wrap
}

// isOldBox reports display: -webkit-box.
func isOldBox(b *Box) bool {
	d := b.Style.Box.Display
	return d == css.DisplayBox || d == css.DisplayInlineBox
}

// collect lists the items in order-modified document order.
func (fc *flexContainer) collect() {
	n := 0
	for c := fc.b.First; c != nil; c = c.Next {
		if !c.Is(OutOfFlow) {
			n++
		}
	}
	fc.items = make([]flexItem, 0, n)
	ordered := true
	last := int32(-1 << 31)
	for c := fc.b.First; c != nil; c = c.Next {
		if c.Is(OutOfFlow) {
			continue
		}
		o := c.Style.Flex.Order
		ordered = ordered && o >= last
		last = o
		fc.items = append(fc.items, flexItem{box: c})
	}
	if !ordered {
		slices.SortStableFunc(fc.items, func(a, b flexItem) int {
			return int(max(-1, min(1, int64(a.box.Style.Flex.Order)-int64(b.box.Style.Flex.Order))))
		})
	}
	for i := range fc.items {
		fc.initItem(&fc.items[i])
	}
}

// initItem resolves margins, padding, factors and alignment of an item.
func (fc *flexContainer) initItem(it *flexItem) {
	b := it.box
	it.fr = frame(b, fc.sz.innerW)
	it.ratio = ratioOf(b)
	it.grow, it.shrink = float64(b.Style.Flex.Grow), float64(b.Style.Flex.Shrink)
	m, l := marginOf(b, fc.sz.innerW), &b.Style.Box.Margin
	hs, he, vs, ve := m.Left, m.Right, m.Top, m.Bottom
	ahs, ahe, avs, ave := l.Left.IsAuto(), l.Right.IsAuto(), l.Top.IsAuto(), l.Bottom.IsAuto()
	hRev, vRev := fc.mainRev, fc.crossRev
	if !fc.row {
		hRev, vRev = fc.crossRev, fc.mainRev
	}
	if hRev {
		hs, he, ahs, ahe = he, hs, ahe, ahs
	}
	if vRev {
		vs, ve, avs, ave = ve, vs, ave, avs
	}
	if !fc.row {
		hs, he, vs, ve = vs, ve, hs, he
		ahs, ahe, avs, ave = avs, ave, ahs, ahe
	}
	it.mStart, it.mEnd, it.cStart, it.cEnd = hs, he, vs, ve
	for i, a := range [4]bool{ahs, ahe, avs, ave} {
		if a {
			it.auto |= 1 << i
		}
	}
	it.align = fc.itemAlign(b)
	if isOldBox(fc.b) {
		it.grow, it.shrink = float64(b.Style.Flex.BoxFlex), float64(b.Style.Flex.BoxFlex)
	}
}

// itemAlign is the used align-self.
func (fc *flexContainer) itemAlign(b *Box) css.Align {
	if isOldBox(fc.b) {
		return fc.fl.BoxAlign
	}
	a := b.Style.Flex.AlignSelf
	if a.Base() == css.AlignAuto {
		a = fc.fl.AlignItems
	}
	if a.Base() == css.AlignNormal {
		a = css.AlignStretch
	}
	return a
}

// run does everything up to the positions of items.
func (fc *flexContainer) run() {
	for i := range fc.items {
		fc.baseSize(&fc.items[i]) // §9.2
	}
	fc.breakLines() // §9.3
	for i := range fc.lines {
		ln := &fc.lines[i]
		fc.flexLine(ln) // §9.7
		for j := ln.from; j < ln.to; j++ {
			fc.hypotheticalCross(&fc.items[j]) // §9.4 step 7
		}
	}
	fc.lineCrossSizes() // §9.4 steps 8–9
	fc.usedCrossSizes() // §9.4 step 11
}

// breakLines collects items into lines (§9.3).
func (fc *flexContainer) breakLines() {
	if len(fc.items) == 0 {
		return
	}
	limit := fc.mainLimit()
	if fc.balance {
		fc.balanceLines(limit)
		return
	}
	if !fc.multi || limit == MaxUnit {
		fc.lines = []flexLine{{to: len(fc.items)}}
		return
	}
	from, sum := 0, Unit(0)
	for i := range fc.items {
		o := fc.items[i].outerHypo()
		if i > from && sum.Add(fc.mainGap).Add(o) > limit {
			fc.lines = append(fc.lines, flexLine{from: from, to: i})
			from, sum = i, 0
		}
		if i > from {
			sum = sum.Add(fc.mainGap)
		}
		sum = sum.Add(o)
	}
	fc.lines = append(fc.lines, flexLine{from: from, to: len(fc.items)})
}

// mainLimit is the size that lines break at: the main size, or its maximum when
// the items decide.
func (fc *flexContainer) mainLimit() Unit {
	if fc.innerMain.Known() {
		return fc.innerMain
	}
	if fc.sz.h.Known() {
		return fc.sz.innerH()
	}
	if fc.sz.lim.max == MaxUnit {
		return MaxUnit
	}
	return max(0, max(fc.sz.lim.max, fc.sz.lim.min)-fc.sz.fr.Vertical())
}

// containerMain returns the used inner main size for lines whose longest one is
// sum long.
func (fc *flexContainer) containerMain(sum Unit) Unit {
	if fc.innerMain.Known() {
		return fc.innerMain
	}
	return max(0, fc.sz.height(max(0, sum))-fc.sz.fr.Vertical())
}

// finalHeight is the used border-box height of the container (§9.4 step 15,
// §9.6).
func (fc *flexContainer) finalHeight() Unit {
	var content Unit
	if fc.row {
		for i := range fc.lines {
			content = content.Add(fc.lines[i].cross)
			if i > 0 {
				content = content.Add(fc.crossGap)
			}
		}
	} else {
		for i := range fc.lines {
			content = max(content, fc.lines[i].main)
		}
	}
	return fc.sz.height(content)
}
