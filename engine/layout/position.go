package layout

import (
	"playhead/engine/css"
)

// relativeOffset is the shift of a relatively positioned box; percentages refer
// to the content box of its containing block, whose fragment is parent.
func relativeOffset(b *Box, c Constraint, parent *Fragment) (Unit, Unit) {
	if b.Style.Box.Position != css.PositionRelative {
		return 0, 0
	}
	in := b.Style.Box.Inset
	w := c.AvailW
	if parent != nil && parent.Box != nil && parent.Box.Kind != KindViewport {
		w = max(0, parent.cw)
	}
	h := Indefinite
	if parent != nil {
		h = parent.ch
	}
	var x, y Unit
	l, r := resolve(in.Left, w), resolve(in.Right, w)
	switch {
	case l != Indefinite && (r == Indefinite || b.Parent == nil || b.Parent.Style.Text.Direction == css.LTR):
		x = l
	case r != Indefinite:
		x = -r
	}
	if t := resolve(in.Top, h); t != Indefinite {
		y = t
	} else if bt := resolve(in.Bottom, h); bt != Indefinite {
		y = -bt
	}
	return x, y
}

// inlineContainer finds the positioned inline box that is the containing block
// of out-of-flow box k within the block container b.
func inlineContainer(k, b *Box) *Box {
	if k.Is(Fixed) {
		return nil
	}
	for p := k.Parent; p != nil && p != b; p = p.Parent {
		if p.Kind == KindInline && p.Is(ContainsAbs) {
			return p
		}
	}
	return nil
}

// layoutPending lays out the out-of-flow boxes that wait in the fragment and
// whose containing block this box is; the others go on up.
func layoutPending(fb *builder) {
	f, b := fb.f, fb.b
	rest := f.oof[:0:0]
	todo := f.oof
	f.oof = nil
	for round := 0; len(todo) > 0 && round < 100; round++ {
		p := todo[0]
		todo = todo[1:]
		inl := p.inline
		if inl == nil && len(f.Lines) > 0 {
			inl = inlineContainer(p.box, b)
		}
		abs, fixed := b.Is(ContainsAbs), b.Is(ContainsFixed)
		switch {
		case p.box.Is(TopLayer) && b.Kind != KindViewport:
			rest = append(rest, p)
			continue
		case p.box.Is(Fixed) && fixed, !p.box.Is(Fixed) && abs && inl == nil:
			cb := f.PaddingBox()
			if p.hasArea {
				cb = p.area
			}
			if b.Kind == KindViewport {
				cb = Rect{0, 0, f.W, f.H}
			}
			placeOut(fb, p, cb)
		case inl != nil:
			placeOut(fb, p, inlineRect(f, inl))
		default:
			p.hasArea = false
			rest = append(rest, p)
			continue
		}
		// What was placed may have brought further boxes up.
		todo = append(todo, f.oof...)
		f.oof = nil
	}
	f.oof = append(rest, todo...)
}

// inlineRect is the containing block that an inline box makes: from its first
// to its last fragment's padding edges.
func inlineRect(f *Fragment, k *Box) Rect {
	var r Rect
	found := false
	for i := range f.Lines {
		for j := range f.Lines[i].Items {
			it := &f.Lines[i].Items[j]
			if it.Kind == ItemInline && it.Box == k {
				q := Rect{it.X, it.Y, it.W, it.H}
				if !found {
					r, found = q, true
				} else {
					r = r.Union(q)
				}
			}
		}
	}
	return r.Inset(borderOf(k))
}

// axis is one axis of absolute positioning.
type axis struct {
	start, end   Unit // insets, Indefinite for auto
	ms, me       Unit // margins
	msAuto, auto bool // auto margins at start, at end
	size         Unit // of the containing block
}

// solve places a box of the given border-box size: the offset of its border box
// from the containing block's start edge; static is that of the margin box.
func (a axis) solve(size, static Unit, rtl bool) Unit {
	switch {
	case a.start == Indefinite && a.end == Indefinite:
		return static + a.ms
	case a.start != Indefinite && a.end != Indefinite:
		free := a.size - a.start - a.end - size - a.ms - a.me
		switch {
		case a.msAuto && a.auto:
			if free < 0 {
				if rtl {
					return a.start + free
				}
				return a.start
			}
			return a.start + free/2
		case a.msAuto:
			return a.start + free
		case a.auto || !rtl:
			return a.start + a.ms
		default:
			return a.size - a.end - a.me - size
		}
	case a.start != Indefinite:
		return a.start + a.ms
	default:
		return a.size - a.end - a.me - size
	}
}

// placeOut lays out an out-of-flow box in the containing block cb (CSS2 §10.3.7,
// §10.6.4, css-position-3 §4) and places it.
func placeOut(fb *builder, p pending, cb Rect) {
	cx, k := fb.cx, p.box
	bx := k.Style.Box
	in := bx.Inset
	m := marginOf(k, cb.W)
	rtl := k.Parent != nil && k.Parent.Style.Text.Direction == css.RTL
	h := axis{resolve(in.Left, cb.W), resolve(in.Right, cb.W), m.Left, m.Right, bx.Margin.Left.IsAuto(), bx.Margin.Right.IsAuto(), cb.W}
	v := axis{resolve(in.Top, cb.H), resolve(in.Bottom, cb.H), m.Top, m.Bottom, bx.Margin.Top.IsAuto(), bx.Margin.Bottom.IsAuto(), cb.H}
	c := Constraint{AvailW: cb.W, AvailH: cb.H, PctW: cb.W, PctH: cb.H, FixedW: Indefinite, FixedH: Indefinite, Shrink: true}
	sx, sy := p.x-cb.X, p.y-cb.Y
	if p.hasArea {
		sx, sy = 0, 0
		if p.alignX == 1 {
			sx = cb.W / 2
		} else if p.alignX == 2 {
			sx = cb.W
		}
		if p.alignY == 1 {
			sy = cb.H / 2
		} else if p.alignY == 2 {
			sy = cb.H
		}
	}
	switch {
	case h.start != Indefinite || h.end != Indefinite:
		c.AvailW = max(0, cb.W-h.start.Or(0)-h.end.Or(0))
	case p.alignX == 0:
		c.AvailW = max(0, cb.W-max(0, sx))
	case p.alignX == 2:
		c.AvailW = max(0, sx)
	}
	v2 := v.start != Indefinite && v.end != Indefinite
	c.AvailH = max(0, cb.H-v.start.Or(0)-v.end.Or(0))
	if h.start != Indefinite && h.end != Indefinite && (k.Replaced == nil || k.Replaced.Kind == Fieldset) && k.Kind != KindTable &&
		!(ratioOf(k).ok() && !bx.Height.IsAuto()) {
		c.Shrink = false
	}
	fr := frame(k, cb.W)
	if v2 && bx.Height.IsAuto() && k.Kind != KindTable && (k.Replaced == nil || k.Kind == KindBlock && k.Flags&Control == 0) && (!ratioOf(k).ok() || c.Shrink && bx.Width.IsAuto()) {
		c.FixedH = cx.heightLimits(k, cb.H, fr).clamp(max(0, c.AvailH-m.Vertical()))
	}
	f := cx.Layout(k, c)
	// Auto margins in a shrunk box do not fill.
	x := h.solve(f.W, alignStatic(sx, p.alignX, f.W+m.Horizontal()), rtl)
	y := v.solve(f.H, alignStatic(sy, p.alignY, f.H+m.Vertical()), false)
	fb.place(f, cb.X+x, cb.Y+y)
}

func alignStatic(s Unit, align uint8, size Unit) Unit {
	switch align {
	case 1:
		return s - size/2
	case 2:
		return s - size
	}
	return s
}

// setOverflow computes the scrollable overflow of a finished fragment.
func setOverflow(f *Fragment) {
	b := f.Box
	r := Rect{0, 0, f.W, f.H}
	clip := b.Is(Scrolls) || b.Style.Box.OverflowX == css.OverflowClip
	var in Rect
	have := false
	add := func(q Rect) {
		if q.W <= 0 && q.H <= 0 {
			return
		}
		if !have {
			in, have = q, true
			return
		}
		in = in.Union(q)
	}
	for i := range f.Children {
		c := &f.Children[i]
		q := Rect{c.X, c.Y, c.Frag.W, c.Frag.H}
		if c.Frag.Box.Is(Fixed) && b.Kind == KindViewport {
			continue
		}
		if !clips(c.Frag.Box) {
			q = q.Union(c.Frag.Overflow.Move(c.X, c.Y))
		}
		add(transformed(c.Frag, q, c.X, c.Y))
	}
	for i := range f.Lines {
		for j := range f.Lines[i].Items {
			it := &f.Lines[i].Items[j]
			if it.Hidden {
				continue
			}
			add(Rect{it.X, it.Y, it.W, it.H})
		}
	}
	if clip && b.Kind != KindViewport {
		// The padding at the end counts for scroll containers.
		p := f.PaddingBox()
		if have {
			in.W += f.Padding.Right
			in.H += f.Padding.Bottom
			in.W, in.H = max(0, in.Right()-f.Padding.Right-in.X), max(0, in.Bottom()-f.Padding.Bottom-in.Y)
			r = p.Union(clampStart(in, p))
		} else {
			r = p
		}
		f.Overflow = r
		return
	}
	if have {
		r = r.Union(in)
	}
	f.Overflow = r
}

// clampStart cuts what lies before the start edges, which cannot be scrolled to.
func clampStart(r, p Rect) Rect {
	x, y := max(r.X, p.X), max(r.Y, p.Y)
	return Rect{x, y, max(0, r.Right()-x), max(0, r.Bottom()-y)}
}

// clips reports boxes whose overflow is not their parent's.
func clips(b *Box) bool {
	return b.Is(Scrolls) || b.Style.Box.OverflowX == css.OverflowClip && b.Style.Box.OverflowY == css.OverflowClip || b.Kind == KindFrame ||
		b.Style.Rare.Contain&css.ContainPaint != 0
}
