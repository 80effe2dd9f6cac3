package layout

import (
	"sort"

	"playhead/engine/css"
)

// Multi-column layout (css-multicol-1). The contents are laid out as one column
// and then cut where lines and unbreakable boxes allow. A box that is cut keeps
// one fragment: its rectangle is the union of its parts, which is what the
// browser reports of it too, and its lines and children stand in their columns.

// columnSizes returns number, width and gap of the columns in a content box that
// is w wide (css-multicol-1 §3.4).
func columnSizes(b *Box, w Unit) (n int, width, gap Unit) {
	r := b.Style.Rare
	gap = px32(b.Style.Text.FontSize)
	if l := b.Style.Flex.ColumnGap; l.IsLength() {
		gap = gapOf(l, w)
	}
	n = int(r.Columns)
	if !r.ColumnWidth.IsAuto() {
		cw := max(Px, resolve(r.ColumnWidth, w).Or(Px))
		fit := max(1, int((w+gap)/(cw+gap)))
		if n == 0 || fit < n {
			n = fit
		}
	}
	n = max(1, min(n, 1000))
	return n, max(0, (w+gap)/Unit(n)-gap), gap
}

// intrinsicColumns turns the intrinsic widths of the contents into those of the
// container.
func intrinsicColumns(b *Box, s Sizes) Sizes {
	r := b.Style.Rare
	n, gap := Unit(max(1, r.Columns)), px32(b.Style.Text.FontSize)
	if l := b.Style.Flex.ColumnGap; l.IsLength() {
		gap = gapOf(l, 0)
	}
	if !r.ColumnWidth.IsAuto() {
		cw := resolve(r.ColumnWidth, 0).Or(0)
		if r.Columns == 0 {
			s.Min = min(s.Min, cw)
			return Sizes{s.Min, max(s.Max, cw)}
		}
		return Sizes{min(s.Min, cw)*n + gap*(n-1), max(s.Max, cw)*n + gap*(n-1)}
	}
	return Sizes{s.Min*n + gap*(n-1), s.Max*n + gap*(n-1)}
}

// columnFlow cuts one run of contents between spanners.
type columnFlow struct {
	n          int
	width, gap Unit
	x0         Unit
	rtl        bool
	top        Unit // where the contents start, before and after cutting
	starts     []Unit
	height     Unit
	atoms      []atom
}

// atom is a stretch of contents that is not broken.
type atom struct {
	top, bottom Unit
	need        Unit // height that a column should have for it at least
	force       bool // a column break stands before it
	divisible   bool // an empty box: it is cut anywhere
}

// layoutColumns lays out the contents of a multi-column container; h is its
// border-box height or Indefinite.
func layoutColumns(fl *flow, h Unit, fr Edges) {
	full := fl.w
	cf := &columnFlow{x0: fl.x0, rtl: fl.b.Style.Text.Direction == css.RTL}
	cf.n, cf.width, cf.gap = columnSizes(fl.b, full)
	limit := MaxUnit
	if h.Known() {
		limit = max(0, h-fr.Vertical())
	} else if lim := fl.cx.heightLimits(fl.b, fl.c.PctH, fr); lim.max < MaxUnit {
		limit = max(0, lim.max-fr.Vertical())
	}
	fill := h.Known() && fl.b.Style.Rare.ColumnFill == css.ColumnAuto
	if fl.b.Is(InlineFC) || !hasSpanner(fl.b) {
		fl.w = cf.width
		fl.begin()
		cf.top = fl.y
		fl.contents()
		cf.cut(fl, 0, 0, limit, fill)
		fl.w = full
		return
	}
	for k := fl.b.First; k != nil; {
		fl.begin()
		cf.top = fl.y
		kids := len(fl.fb.f.Children)
		oof := len(fl.fb.f.oof)
		fl.w = cf.width
		for ; k != nil && !spanner(k); k = k.Next {
			fl.child(k)
		}
		cf.cut(fl, kids, oof, limit, false)
		fl.w = full
		for ; k != nil && spanner(k); k = k.Next {
			fl.independent(k)
		}
	}
}

func spanner(b *Box) bool { return b.InFlow() && b.Style.Rare.ColumnSpan && b.Flags&InlineLevel == 0 }

func hasSpanner(b *Box) bool {
	for k := b.First; k != nil; k = k.Next {
		if spanner(k) {
			return true
		}
	}
	return false
}

// cut cuts what was placed since children index kids into columns.
func (cf *columnFlow) cut(fl *flow, kids, oof int, limit Unit, fill bool) {
	f := fl.fb.f
	fl.begin()
	bottom := fl.y
	cf.atoms = cf.atoms[:0]
	cf.lines(f.Lines, 0)
	for i := kids; i < len(f.Children); i++ {
		p := &f.Children[i]
		cf.collect(p.Frag, p.Y, 0)
		bottom = max(bottom, p.Y+p.Frag.H)
	}
	total := bottom - cf.top
	if total <= 0 {
		return
	}
	cf.balance(total, limit, fill)
	for i := range f.Lines {
		x, y := cf.shift(f.Lines[i].Y)
		moveLine(&f.Lines[i], x, y)
	}
	for i := kids; i < len(f.Children); i++ {
		p := &f.Children[i]
		*p = cf.move(p.Frag, p.X, p.Y, 0)
	}
	for i := oof; i < len(f.oof); i++ {
		p := &f.oof[i]
		x, y := cf.shift(p.y)
		p.x, p.y = p.x+x, p.y+y
		p.inlineRect = p.inlineRect.Move(x, y)
	}
	fl.y = cf.top + cf.height
}

// maxColumnDepth bounds how deep boxes are cut.
const maxColumnDepth = 64

// breakable reports fragments that may be cut: in-flow block containers.
func breakable(f *Fragment, depth int) bool {
	b := f.Box
	return depth < maxColumnDepth && b.Kind == KindBlock && b.InFlow() && b.Replaced == nil && !b.Is(Scrolls) &&
		b.Flags&InlineLevel == 0 && b.Style.Rare.BreakInside != css.BreakAvoid
}

// collect lists the atoms of a fragment at y.
func (cf *columnFlow) collect(f *Fragment, y Unit, depth int) {
	if f.Box.Is(OutOfFlow) {
		return
	}
	n := len(cf.atoms)
	switch {
	case !breakable(f, depth):
		cf.atoms = append(cf.atoms, atom{top: y, bottom: y + f.H})
	case len(f.Children) == 0 && len(f.Lines) == 0:
		cf.atoms = append(cf.atoms, atom{top: y, bottom: y + f.H, divisible: true})
	default:
		cf.lines(f.Lines, y)
		for i := range f.Children {
			if p := &f.Children[i]; p.Frag.Box.Flags&InlineLevel == 0 {
				cf.collect(p.Frag, y+p.Y, depth+1)
			}
		}
		// The lower edge stays with the last contents.
		if m := len(cf.atoms); m > n {
			cf.atoms[n].top = min(cf.atoms[n].top, y)
			if f.Border.Bottom+f.Padding.Bottom > 0 {
				cf.atoms[m-1].bottom = max(cf.atoms[m-1].bottom, y+f.H)
			}
		}
	}
	if len(cf.atoms) > n && f.Box.Style.Rare.BreakBefore == css.BreakForce {
		cf.atoms[n].force = true
	}
}

// orphans and widows are the lines that are kept together at a break: the
// initial values of the properties.
const orphans, widows = 2, 2

// lines lists the lines of a block as atoms.
func (cf *columnFlow) lines(ls []Line, y Unit) {
	n := len(ls)
	for i := 0; i < n; {
		j := i + 1
		switch {
		case i == 0:
			j = min(n, orphans)
		case i >= orphans && n-i <= widows:
			j = n
		}
		a := atom{top: y + ls[i].Y, bottom: y + ls[j-1].Y + ls[j-1].H}
		a.need = a.bottom - a.top
		if i == 0 && n < orphans+widows {
			a.need = ls[n-1].Y + ls[n-1].H - ls[0].Y
		}
		cf.atoms = append(cf.atoms, a)
		i = j
	}
}

// balance finds the column height and where columns start.
func (cf *columnFlow) balance(total, limit Unit, fill bool) {
	h := min(limit, (total+Unit(cf.n)-1)/Unit(cf.n))
	if fill {
		h = limit
	} else {
		for i := range cf.atoms {
			if a := &cf.atoms[i]; !a.divisible {
				h = max(h, min(limit, max(a.need, a.bottom-a.top)))
			}
		}
	}
	for range 1000 {
		short := cf.fillColumns(h)
		if fill || len(cf.starts) <= cf.n || short <= 0 || h >= limit {
			break
		}
		h = min(limit, h+short)
	}
	cf.height = h
	if !fill && limit == MaxUnit {
		cf.height = 0
		for i := range cf.atoms {
			a := &cf.atoms[i]
			_, dy := cf.shift(a.top)
			b := a.bottom + dy - cf.top
			if a.divisible {
				b = min(b, h)
			}
			cf.height = max(cf.height, b)
		}
		cf.height = max(cf.height, min(h, total))
	}
}

// fillColumns fills columns of height h and returns by how much h was too short
// at least for one more atom to fit somewhere.
func (cf *columnFlow) fillColumns(h Unit) Unit {
	cf.starts = append(cf.starts[:0], cf.top)
	short := MaxUnit
	for i := range cf.atoms {
		a := &cf.atoms[i]
		from := cf.starts[len(cf.starts)-1]
		if a.top <= from && !a.divisible {
			continue
		}
		over := a.bottom - from - h
		if over > 0 && a.divisible && h > 0 && !a.force {
			for k := 0; a.bottom-from > h && k < maxColumnCuts; k++ {
				from += h
				if from < a.top {
					from = a.top
				}
				cf.starts = append(cf.starts, from)
			}
			continue
		}
		if over > 0 || a.force {
			if over > 0 {
				short = min(short, over)
			}
			cf.starts = append(cf.starts, a.top)
		}
	}
	if short == MaxUnit {
		return Px / 4
	}
	return short
}

// maxColumnCuts bounds into how many columns one empty box is cut.
const maxColumnCuts = 1000

// column is the column of contents at y.
func (cf *columnFlow) column(y Unit) int {
	c := sort.Search(len(cf.starts), func(i int) bool { return cf.starts[i] > y })
	return max(0, c-1)
}

// shift is by how much contents at y move.
func (cf *columnFlow) shift(y Unit) (dx, dy Unit) {
	if len(cf.starts) == 0 {
		return 0, 0
	}
	c := cf.column(y)
	dx = (cf.width + cf.gap) * Unit(c)
	if cf.rtl {
		dx = (cf.width + cf.gap) * Unit(cf.n-1-c)
	}
	return dx, cf.top - cf.starts[c]
}

// move moves a fragment at x, y into its columns.
func (cf *columnFlow) move(f *Fragment, x, y Unit, depth int) Placed {
	first, last := cf.column(y), cf.column(y+max(0, f.H-1))
	dx, dy := cf.shift(y)
	if first == last || !breakable(f, depth) {
		return Placed{f, x + dx, y + dy}
	}
	g := new(Fragment)
	*g = *f
	ex, _ := cf.shift(y + f.H - 1)
	r := Rect{min(x+dx, x+ex), cf.top, abs(ex-dx) + f.W, cf.height}
	if last == first+1 && y+dy > cf.top && f.H+y-cf.starts[last] < y+dy-cf.top {
		r.Y, r.H = cf.top, cf.height
	}
	g.W, g.H = r.W, r.H
	g.Children = make([]Placed, 0, len(f.Children))
	for i := range f.Children {
		p := cf.move(f.Children[i].Frag, x+f.Children[i].X, y+f.Children[i].Y, depth+1)
		p.X, p.Y = p.X-r.X, p.Y-r.Y
		g.Children = append(g.Children, p)
	}
	g.Lines = append([]Line(nil), f.Lines...)
	for i := range g.Lines {
		ln := &g.Lines[i]
		lx, ly := cf.shift(y + ln.Y)
		ln.Items = append([]Item(nil), ln.Items...)
		moveLine(ln, x+lx-r.X, y+ly-r.Y)
	}
	setOverflow(g)
	return Placed{g, r.X, r.Y}
}

// moveLine moves a line with its items.
func moveLine(ln *Line, dx, dy Unit) {
	ln.X += dx
	ln.Y += dy
	for i := range ln.Items {
		ln.Items[i].X += dx
		ln.Items[i].Y += dy
	}
}
