package layout

import (
	"cmp"
	"slices"

	"playhead/engine/css"
	"playhead/engine/style"
)

// Column widths: what cells ask for, the table's width, distribution
// (css-tables-3 §3.8, §4; CSS2 §17.5.2).

// maxTableWidth bounds what percentages make of a max-content width.
const maxTableWidth = 1000000 * Px

// offer merges the constraints of a cell or column element into the column.
func (k *tableCol) offer(lo, hi Unit, pct float64, constrained bool) {
	hi = max(hi, lo)
	switch {
	case !k.seen:
		k.min, k.max = lo, hi
	case k.constrained && !constrained:
		k.max = max(k.max, lo)
	case constrained && !k.constrained:
		k.max = hi // a fixed width beats max-content widths
	default:
		k.max = max(k.max, hi)
	}
	k.min = max(k.min, lo)
	k.max = max(k.max, k.min)
	k.pct = max(k.pct, pct)
	k.constrained = k.constrained || constrained
	k.seen = true
}

// widthOf returns the fixed border-box width or the percentage that a cell's or
// column's width property gives.
func widthOf(b *Box, fr Edges) (w Unit, pct float64) {
	l := b.Style.Box.Width
	switch {
	case l.Kind == style.LengthPx && l.Px >= 0:
		return borderBoxW(b, FromPx(float64(l.Px)), fr), 0
	case l.Kind == style.LengthPercent && l.Frac > 0:
		return Indefinite, float64(l.Frac)
	}
	return Indefinite, 0
}

// constrainColumns collects what column elements and cells ask for.
func (t *tableGrid) constrainColumns() {
	for i := range t.cols {
		if k := &t.cols[i]; k.box != nil {
			w, pct := widthOf(k.box, Edges{})
			if w == Indefinite && pct == 0 && k.group != nil && k.group != k.box {
				w, pct = widthOf(k.group, Edges{})
			}
			lo := Unit(0)
			if m := k.box.Style.Box.MinWidth; m.Kind == style.LengthPx {
				lo = max(0, FromPx(float64(m.Px)))
			}
			switch {
			case w.Known() && t.fixed:
				k.min, k.max, k.constrained, k.seen = w, w, true, true
			case w.Known():
				k.min, k.max, k.constrained, k.seen = lo, max(w, lo), true, true
			case pct > 0:
				k.min, k.max, k.pct, k.seen = lo, lo, pct, true
			case lo > 0:
				k.min, k.max, k.seen = lo, lo, true
			}
		}
	}
	rows := t.rows
	if t.fixed {
		rows = rows[:min(1, len(rows))] // the others have no say
	}
	t.cx.spread(len(rows), func(cx *context, i int) {
		for j := range rows[i].cells {
			if k := &rows[i].cells[j]; !k.ask.known {
				cx.Intrinsic(k.box, Indefinite)
			}
		}
	})
	for r := range rows {
		for i := range rows[r].cells {
			cell := &rows[r].cells[i]
			if cell.colSpan > 1 || cell.merged {
				continue
			}
			k := &t.cols[cell.col]
			if t.fixed && (k.constrained || k.pct > 0) {
				continue
			}
			k.offer(t.cellWidths(cell))
			if t.fixed && k.pct > 0 && cell.box.Style.Box.Sizing == css.ContentBox {
				k.pctExtra = frame(cell.box, 0).Horizontal()
			}
		}
	}
	t.distributeSpans()
	total := 0.0
	for i := range t.cols { // percentages stop at 100 %
		k := &t.cols[i]
		if total+k.pct > 1 {
			k.pct = max(0, 1-total)
		}
		total += k.pct
		if k.hidden {
			*k = tableCol{box: k.box, group: k.group, hidden: true}
		}
	}
}

// distributeSpans distributes what cells ask for that span columns, those of few
// first.
func (t *tableGrid) distributeSpans() {
	var cells []*tableCell
	for _, s := range t.spanning {
		if (s.cell.colSpan > 1 || s.cell.merged) && (!t.fixed || s.row == 0) {
			cells = append(cells, s.cell)
		}
	}
	slices.SortStableFunc(cells, func(a, b *tableCell) int { return cmp.Compare(a.colSpan, b.colSpan) })
	for _, cell := range cells {
		t.distributeSpan(cell)
	}
}

// cellAsk is what a cell asks of the widths of its columns.
type cellAsk struct {
	known       bool
	constrained bool // the width is fixed
	lo, hi      Unit
	pct         float64
}

// cellWidths are the min and max widths, the percentage and whether the width is
// fixed, of a cell.
func (t *tableGrid) cellWidths(cell *tableCell) (lo, hi Unit, pct float64, constrained bool) {
	a := &cell.ask
	if !a.known {
		a.lo, a.hi, a.pct, a.constrained = t.findWidths(cell.box)
		a.known = true
	}
	return a.lo, a.hi, a.pct, a.constrained
}

func (t *tableGrid) findWidths(b *Box) (lo, hi Unit, pct float64, constrained bool) {
	fr := frame(b, 0)
	w, pct := widthOf(b, fr)
	bx := b.Style.Box
	if t.fixed {
		if w.Known() {
			return w, w, pct, true
		}
		return 0, 0, pct, false
	}
	s := t.cx.Intrinsic(b, Indefinite)
	lo, hi = s.Min, s.Max
	if _, ok := t.attr(b, "nowrap"); ok && w.Known() {
		lo = max(lo, w) // quirk: nowrap with a fixed width
	}
	if bx.MinWidth.Kind == style.LengthPx {
		lo = max(lo, borderBoxW(b, max(0, FromPx(float64(bx.MinWidth.Px))), fr))
	}
	switch bx.Width.Kind {
	case style.LengthMinContent:
		hi = s.Min
	}
	if w.Known() {
		hi = max(w, lo)
	}
	if bx.MaxWidth.Kind == style.LengthPx {
		hi = min(hi, borderBoxW(b, max(0, FromPx(float64(bx.MaxWidth.Px))), fr))
		lo = min(lo, hi)
	}
	return lo, max(hi, lo), pct, w.Known()
}

// distributeSpan distributes what a spanning cell asks for to its columns.
func (t *tableGrid) distributeSpan(cell *tableCell) {
	lo, hi, pct, constrained := t.cellWidths(cell)
	ks := t.cols[cell.col : cell.col+cell.colSpan]
	inner := t.spX * Unit(cell.colSpan-1)
	lo, hi = max(0, lo-inner), max(0, hi-inner)
	if t.fixed {
		if !constrained && pct == 0 {
			return
		}
		for i := range ks {
			if k := &ks[i]; !k.seen {
				k.pct = pct / float64(len(ks))
				if constrained {
					w := hi / Unit(len(ks))
					k.min, k.max, k.constrained = w, w, true
				}
				k.seen = true
			}
		}
		return
	}
	if pct > 0 {
		t.distributePercent(ks, pct)
	}
	if cell.merged && allFixed(ks) {
		// The columns that were dropped take what fixed ones do not.
		var sum Unit
		for i := range ks {
			sum = sum.Add(ks[i].max)
		}
		lo, hi = min(lo, sum), min(hi, sum)
	}
	ws := make([]Unit, len(ks))
	distributeColumns(ks, lo, ws)
	for i := range ks {
		ks[i].min = max(ks[i].min, ws[i])
		ks[i].max = max(ks[i].max, ks[i].min)
		ks[i].seen = true
	}
	distributeColumns(ks, hi, ws)
	for i := range ks {
		ks[i].max = max(ks[i].max, ws[i])
	}
}

// allFixed reports columns that all have a fixed width or a percentage.
func allFixed(ks []tableCol) bool {
	for i := range ks {
		if !ks[i].constrained && ks[i].pct == 0 {
			return false
		}
	}
	return true
}

// distributePercent gives columns without a percentage what is left of that of
// a spanning cell, in proportion to their max widths.
func (t *tableGrid) distributePercent(ks []tableCol, pct float64) {
	var sum Unit
	n := 0
	for i := range ks {
		pct -= ks[i].pct
		if ks[i].pct == 0 {
			sum += ks[i].max
			n++
		}
	}
	if pct <= 0 || n == 0 {
		return
	}
	for i := range ks {
		if k := &ks[i]; k.pct == 0 {
			if sum > 0 {
				k.pct = pct * float64(k.max) / float64(sum)
			} else {
				k.pct = pct / float64(n)
			}
		}
	}
}

// distributeColumns distributes a width to columns of automatic layout
// (css-tables-3 §4.3: the four guesses, then the excess).
func distributeColumns(ks []tableCol, width Unit, ws []Unit) {
	var guess [4]Unit // min, min-percent, min-specified, max
	pctOf := func(k *tableCol) Unit { return max(k.min, Unit(k.pct*float64(width))) }
	at := func(k *tableCol, g int) Unit {
		switch {
		case g == 0:
			return k.min
		case k.pct > 0:
			return pctOf(k)
		case g == 3, g == 2 && k.constrained:
			return k.max
		}
		return k.min
	}
	for i := range ks {
		for g := range guess {
			guess[g] = guess[g].Add(at(&ks[i], g))
		}
	}
	if width >= guess[3] {
		for i := range ks {
			ws[i] = at(&ks[i], 3)
		}
		distributeExcess(ks, width-guess[3], ws)
		return
	}
	g := 0
	for g < 3 && width >= guess[g+1] {
		g++
	}
	if width <= guess[0] {
		for i := range ks {
			ws[i] = ks[i].min
		}
		return
	}
	room, space := float64(guess[g+1]-guess[g]), float64(width-guess[g])
	given, share := Unit(0), 0.0
	for i := range ks {
		lo, hi := at(&ks[i], g), at(&ks[i], g+1)
		share += float64(hi-lo) / room
		to := roundUnit(space * share)
		ws[i] = lo + to - given
		given = to
	}
}

// distributeExcess distributes what is more than the max widths: to columns that
// are neither fixed nor percentages in proportion to their max widths, else to
// fixed ones, else to percentages in proportion to these.
func distributeExcess(ks []tableCol, extra Unit, ws []Unit) {
	if extra <= 0 || len(ks) == 0 {
		return
	}
	class := func(k *tableCol) int {
		switch {
		case k.hidden:
			return 4
		case k.pct > 0:
			return 2
		case k.constrained:
			return 1
		}
		return 0
	}
	best := 4
	for c := 0; c < 3 && best == 4; c++ {
		for i := range ks {
			if class(&ks[i]) == c {
				best = c
			}
		}
	}
	if best == 4 {
		return
	}
	weight, n := 0.0, 0
	of := func(k *tableCol) float64 {
		if best == 2 {
			return k.pct
		}
		return float64(k.max)
	}
	for i := range ks {
		if class(&ks[i]) == best {
			weight += of(&ks[i])
			n++
		}
	}
	given, share := Unit(0), 0.0
	for i := range ks {
		if class(&ks[i]) != best {
			continue
		}
		if weight > 0 {
			share += of(&ks[i]) / weight
		} else {
			share += 1 / float64(n)
		}
		to := roundUnit(float64(extra) * share)
		ws[i] += to - given
		given = to
	}
}

// gridSizes are the min and max widths of the grid's content box; percentages
// say whether those of columns widen the table.
func (t *tableGrid) gridSizes(percentages bool) Sizes {
	var s Sizes
	pct, rest, est := 0.0, Unit(0), Unit(0)
	for i := range t.cols {
		k := &t.cols[i]
		s.Min, s.Max = s.Min.Add(k.min), s.Max.Add(k.max)
		if k.pct > 0 {
			pct += k.pct
			est = max(est, Unit(min(float64(maxTableWidth), float64(k.max)/k.pct)))
		} else {
			rest = rest.Add(k.max)
		}
	}
	if pct > 0 && !t.fixed && percentages {
		if pct < 0.9999 {
			est = max(est, Unit(min(float64(maxTableWidth), float64(rest)/(1-pct))))
		} else if rest > 0 {
			est = maxTableWidth
		}
		s.Max = max(s.Max, est)
	}
	sp := t.spacing()
	return Sizes{s.Min.Add(sp), s.Max.Add(sp)}
}

// spacing is the sum of horizontal border spacing.
func (t *tableGrid) spacing() Unit {
	n := Unit(0)
	for i := range t.cols {
		if !t.cols[i].hidden {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return t.spX * (n + 1)
}

// frameOf is border plus padding of the table grid.
func (t *tableGrid) frameOf(pctW Unit) Edges {
	fr := borderOf(t.b)
	if !t.collapse {
		fr = fr.Plus(paddingOf(t.b, pctW))
	}
	return fr
}

// captionMin is the width that captions need.
func (t *tableGrid) captionMin() Unit {
	var w Unit
	for _, k := range t.caps {
		w = max(w, t.cx.Contribution(k, Indefinite).Min)
	}
	return w
}

// intrinsicTable gives the intrinsic widths of a table.
func intrinsicTable(cx *context, b *Box, _ Unit) Sizes {
	t := cx.tableGrid(b)
	s := t.gridSizes(false)
	fr := t.frameOf(0).Horizontal()
	lo := t.captionMin()
	t.cx = nil
	s.Min = max(s.Min.Add(fr), lo)
	return Sizes{s.Min, max(s.Max.Add(fr), s.Min)}
}

// usedWidth is the used border-box width of the table (css-tables-3 §3.9.2).
func (t *tableGrid) usedWidth(c *Constraint, fr Edges) Unit {
	s := t.gridSizes(true)
	lo := max(s.Min.Add(fr.Horizontal()), t.captionMin())
	if c.FixedW.Known() {
		return max(c.FixedW, lo)
	}
	bx := t.b.Style.Box
	w := t.cx.widthLength(t.b, bx.Width, c.AvailW, c.PctW, c.PctH, fr)
	if w == Indefinite {
		room := c.AvailW - marginOf(t.b, c.PctW).Horizontal()
		w = min(max(lo, room), max(lo, s.Max.Add(fr.Horizontal())))
	}
	return max(lo, t.cx.widthLimits(t.b, c.AvailW, c.PctW, c.PctH, fr).clamp(w))
}

// columnWidths gives the columns their widths in a grid content box that is w
// wide, and their positions from its start.
func (t *tableGrid) columnWidths(w Unit) {
	room := max(0, w-t.spacing())
	ws := make([]Unit, len(t.cols))
	if t.fixed {
		t.distributeFixed(room, ws)
	} else {
		distributeColumns(t.cols, room, ws)
	}
	x := t.spX
	xs := make([]Unit, len(t.cols))
	for i := range t.cols {
		k := &t.cols[i]
		k.w, k.x, xs[i] = ws[i], x, x
		if !k.hidden {
			x += k.w + t.spX
		}
	}
	t.keepPlaces(&columnPlaces{xs: xs, ws: ws, spX: t.spX, rtl: t.rtl})
}

// distributeFixed distributes the width in fixed layout (CSS2 §17.5.2.1): fixed
// and percentage columns get what they ask for, the others share the rest.
func (t *tableGrid) distributeFixed(room Unit, ws []Unit) {
	var used Unit
	autos := Unit(0)
	for i := range t.cols {
		k := &t.cols[i]
		switch {
		case k.hidden:
		case k.pct > 0:
			ws[i] = Unit(k.pct*float64(room)) + k.pctExtra
		case k.constrained:
			ws[i] = k.max
		default:
			autos++
		}
		used += ws[i]
	}
	rest := room - used
	if autos > 0 {
		rest = max(0, rest)
		for i := range t.cols {
			if k := &t.cols[i]; !k.hidden && k.pct == 0 && !k.constrained {
				ws[i] = rest / autos
				rest -= ws[i]
				autos--
			}
		}
		return
	}
	if rest > 0 {
		distributeExcess(t.cols, rest, ws)
	}
}

// spanWidth is the border-box width of a cell.
func (t *tableGrid) spanWidth(cell *tableCell) Unit {
	first, last := &t.cols[cell.col], &t.cols[cell.col+cell.colSpan-1]
	return max(0, last.x+last.w-first.x)
}
