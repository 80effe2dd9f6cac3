package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// blockWidth is the used border-box width of a block container (CSS2 §10.3) or
// of any box whose automatic width fills or fits.
func (cx *context) blockWidth(b *Box, c *Constraint, fr Edges) Unit {
	if c.FixedW != Indefinite {
		return c.FixedW
	}
	lim := cx.widthLimits(b, c.AvailW, c.PctW, c.PctH, fr)
	if r := ratioOf(b); r.ok() && b.Style.Box.Width.IsAuto() {
		lim = cx.transferred(b, c, lim, r, fr)
	}
	w := cx.widthLength(b, b.Style.Box.Width, c.AvailW, c.PctW, c.PctH, fr)
	if w == Indefinite {
		avail := c.AvailW - marginOf(b, c.PctW).Horizontal()
		shrink := c.Shrink || b.Is(Control) || b.Replaced != nil && b.Replaced.Kind == Legend
		h := Indefinite
		if ratioOf(b).ok() {
			h = c.FixedH
			if h == Indefinite && !c.AutoH {
				h = heightLength(b, b.Style.Box.Height, cx.pctHFor(b.Style.Box.Height, c.PctH), fr)
			}
		}
		switch {
		case h != Indefinite:
			w = cx.widthByRatio(b, h, c.PctH, fr)
		case shrink:
			w = cx.fitContent(b, avail, c.PctH, fr)
		default:
			w = max(avail, fr.Horizontal())
		}
	}
	return lim.clamp(w)
}

// transferred adds the limits of the height, transferred through the preferred
// aspect ratio, to those of the width (css-sizing-4 §5.1).
func (cx *context) transferred(b *Box, c *Constraint, lim limits, r aspect, fr Edges) limits {
	if c.AutoH {
		return lim
	}
	h := cx.heightLimits(b, c.PctH, fr)
	if h.max < MaxUnit && b.Style.Box.MaxWidth.IsNone() {
		lim.max = min(lim.max, r.width(h.max, fr))
	}
	if h.min > fr.Vertical() {
		lim.min = max(lim.min, min(r.width(h.min, fr), lim.max))
	}
	return lim
}

// blockHeight is the definite border-box height, Indefinite when it comes from
// the content.
func (cx *context) blockHeight(b *Box, c *Constraint, fr Edges, w Unit) Unit {
	if c.FixedH != Indefinite {
		return c.FixedH
	}
	if c.AutoH {
		return Indefinite
	}
	h := heightLength(b, b.Style.Box.Height, cx.pctHFor(b.Style.Box.Height, c.PctH), fr)
	if h == Indefinite && ratioOf(b).ok() && b.Kind != KindReplaced {
		h = ratioOf(b).height(w, fr)
	}
	if h == Indefinite {
		return h
	}
	return cx.heightLimits(b, c.PctH, fr).clamp(h)
}

// contained reports size containment.
func (cx *context) contained(b *Box) bool {
	r := b.Style.Rare
	return r.Contain&css.ContainSize != 0 || r.ContentVisibility == css.ContentHidden || r.ContainerType == css.ContainerSize
}

func (cx *context) containedSize(l style.Length) Unit {
	if l.Kind == style.LengthPx || l.Kind == style.LengthContainIntrins {
		return px32(l.Px)
	}
	return 0
}

// intrinsicBlock gives the intrinsic widths of a block container.
func intrinsicBlock(cx *context, b *Box, pctH Unit) Sizes {
	fr := frame(b, 0).Horizontal()
	r := b.Style.Rare
	if cx.contained(b) || r.Contain&css.ContainInlineSize != 0 || r.ContainerType == css.ContainerInlineSize {
		w := fr + cx.containedSize(r.IntrinsicW)
		return Sizes{w, w}
	}
	if b.Is(Control) && b.Replaced.W != Indefinite {
		w := b.Replaced.W + fr
		if b.Replaced.Kind == ControlSelect && r.Appearance != css.AppearanceNone {
			w += 20 * Px
		}
		return Sizes{w, w}
	}
	var s Sizes
	if b.Is(InlineFC) {
		s = intrinsicInline(cx, b, pctH)
	} else {
		s = intrinsicBlocks(cx, b, pctH)
	}
	if columns(b) {
		s = intrinsicColumns(b, s)
	}
	return Sizes{s.Min + fr, s.Max + fr}
}

// intrinsicBlocks is the widest child, floats side by side.
func intrinsicBlocks(cx *context, b *Box, pctH Unit) Sizes {
	var s Sizes
	if h := heightLength(b, b.Style.Box.Height, pctH, frame(b, 0)); h != Indefinite {
		pctH = max(0, h-frame(b, 0).Vertical())
	} else {
		pctH = Indefinite
	}
	var left, right Unit // max-content widths of the floats in a row
	for k := b.First; k != nil; k = k.Next {
		if k.Is(OutOfFlow) || k.Is(ListMarker) {
			continue
		}
		ks := cx.Contribution(k, pctH)
		s.Min = max(s.Min, ks.Min)
		cl := k.Style.Box.Clear
		if cl == css.ClearLeft || cl == css.ClearBoth {
			s.Max = max(s.Max, left+right)
			left = 0
		}
		if cl == css.ClearRight || cl == css.ClearBoth {
			s.Max = max(s.Max, left+right)
			right = 0
		}
		if k.Is(Floating) {
			if k.Style.Box.Float == css.FloatLeft {
				left += ks.Max
			} else {
				right += ks.Max
			}
			s.Max = max(s.Max, left+right)
			continue
		}
		if k.Is(BFCRoot) && left+right > 0 {
			s.Max = max(s.Max, left+right+ks.Max)
		} else {
			s.Max = max(s.Max, ks.Max, left+right)
		}
		left, right = 0, 0
	}
	s.Max = max(s.Max, s.Min)
	return s
}

// layoutNothing gives a box of the imposed size without contents: what is too
// deep to lay out.
func layoutNothing(cx *context, b *Box, c Constraint) *Fragment {
	fb := newBuilder(cx, b, c)
	fb.f.flow = &flowResult{}
	return fb.finish(c.FixedW.Or(0), c.FixedH.Or(0))
}
