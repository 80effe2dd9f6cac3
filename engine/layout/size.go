package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// resolve gives l where percentages refer to basis. It is Indefinite for
// keywords, and for percentages of an indefinite basis.
func resolve(l style.Length, basis Unit) Unit {
	switch l.Kind {
	case style.LengthPx:
		return FromPx(float64(l.Px))
	case style.LengthPercent, style.LengthTree:
		if basis == Indefinite {
			return Indefinite
		}
		return FromPx(l.Resolve(basis.Float()))
	default:
		return Indefinite
	}
}

// resolveOr0 is resolve with 0 for what is not a length.
func resolveOr0(l style.Length, basis Unit) Unit { return resolve(l, basis).Or(0) }

// borderOf returns the border widths.
func borderOf(b *Box) Edges {
	if b.collapsed != nil {
		return *b.collapsed
	}
	w := &b.Style.Border.Width
	return Edges{px32(w.Top), px32(w.Right), px32(w.Bottom), px32(w.Left)}
}

func px32(v float32) Unit { return FromPx(float64(v)) }

// paddingOf returns the padding; percentages refer to the containing block's
// width on all sides.
func paddingOf(b *Box, pctW Unit) Edges {
	p := &b.Style.Box.Padding
	return Edges{
		max(0, resolveOr0(p.Top, pctW)), max(0, resolveOr0(p.Right, pctW)),
		max(0, resolveOr0(p.Bottom, pctW)), max(0, resolveOr0(p.Left, pctW)),
	}
}

// marginOf returns the margins with auto as 0.
func marginOf(b *Box, pctW Unit) Edges {
	m := &b.Style.Box.Margin
	return Edges{
		resolveOr0(m.Top, pctW), resolveOr0(m.Right, pctW),
		resolveOr0(m.Bottom, pctW), resolveOr0(m.Left, pctW),
	}
}

// frame returns border plus padding.
func frame(b *Box, pctW Unit) Edges { return borderOf(b).Plus(paddingOf(b, pctW)) }

// borderBoxW turns a width that the style gives into a border-box width, by
// box-sizing; fr is border plus padding.
func borderBoxW(b *Box, w Unit, fr Edges) Unit {
	if b.Style.Box.Sizing == css.BorderBox {
		return max(w, fr.Horizontal())
	}
	return w.Add(fr.Horizontal())
}

// borderBoxH is borderBoxW for heights.
func borderBoxH(b *Box, h Unit, fr Edges) Unit {
	if b.Style.Box.Sizing == css.BorderBox {
		return max(h, fr.Vertical())
	}
	return h.Add(fr.Vertical())
}

// widthLength resolves a width, min-width or max-width value to a border-box
// width, content-based keywords included. avail is the width that the margin
// box may fill. Indefinite for auto, none and unresolvable percentages.
func (cx *context) widthLength(b *Box, l style.Length, avail, pctW, pctH Unit, fr Edges) Unit {
	switch l.Kind {
	case style.LengthMinContent:
		return cx.contentSizes(b, pctH, fr).Min
	case style.LengthMaxContent:
		return cx.contentSizes(b, pctH, fr).Max
	case style.LengthFitContent:
		return cx.fitContent(b, avail-marginOf(b, pctW).Horizontal(), pctH, fr)
	case style.LengthFitContentArg:
		return cx.fitContent(b, borderBoxW(b, FromPx(l.Resolve(pctW.Or(0).Float())), fr), pctH, fr)
	case style.LengthStretch:
		return max(fr.Horizontal(), avail-marginOf(b, pctW).Horizontal())
	case style.LengthPx, style.LengthPercent, style.LengthTree:
		if w := resolve(l, pctW); w != Indefinite {
			return borderBoxW(b, max(0, w), fr)
		}
	}
	return Indefinite
}

// fitContent is the border-box fit-content width for the given available one.
func (cx *context) fitContent(b *Box, avail, pctH Unit, fr Edges) Unit {
	s := cx.contentSizes(b, pctH, fr)
	return min(s.Max, max(s.Min, avail))
}

// heightLength resolves a height, min-height or max-height value to a
// border-box height: Indefinite for auto, none, content-based keywords and
// percentages of an indefinite height.
func heightLength(b *Box, l style.Length, pctH Unit, fr Edges) Unit {
	h := resolve(l, pctH)
	if l.Kind == style.LengthStretch && pctH != Indefinite {
		return max(fr.Vertical(), pctH-marginOf(b, 0).Vertical())
	}
	if h == Indefinite {
		return Indefinite
	}
	return borderBoxH(b, max(0, h), fr)
}

// limits are the used minimum and maximum of one axis of the border box.
type limits struct{ min, max Unit }

// clamp applies the limits; the minimum wins (CSS2 §10.4).
func (l limits) clamp(v Unit) Unit { return max(l.min, min(v, l.max)) }

// widthLimits returns the border-box limits from min-width and max-width.
// Automatic minima are the caller's business.
func (cx *context) widthLimits(b *Box, avail, pctW, pctH Unit, fr Edges) limits {
	l := limits{fr.Horizontal(), MaxUnit}
	bx := b.Style.Box
	if bx.MaxWidth.Kind != style.LengthNone {
		if m := cx.widthLength(b, bx.MaxWidth, avail, pctW, pctH, fr); m != Indefinite {
			l.max = m
		}
	}
	if bx.MinWidth.Kind != style.LengthAuto {
		if m := cx.widthLength(b, bx.MinWidth, avail, pctW, pctH, fr); m != Indefinite {
			l.min = max(l.min, m)
		}
	}
	return l
}

// heightLimits returns the border-box limits from min-height and max-height.
func (cx *context) heightLimits(b *Box, pctH Unit, fr Edges) limits {
	l := limits{fr.Vertical(), MaxUnit}
	bx := b.Style.Box
	if bx.MaxHeight.Kind != style.LengthNone {
		if m := heightLength(b, bx.MaxHeight, cx.pctHFor(bx.MaxHeight, pctH), fr); m != Indefinite {
			l.max = m
		}
	}
	if bx.MinHeight.Kind != style.LengthAuto {
		if m := heightLength(b, bx.MinHeight, cx.pctHFor(bx.MinHeight, pctH), fr); m != Indefinite {
			l.min = max(l.min, m)
		}
	}
	return l
}

// pctHFor returns pctH and notes that the result depends on it when l does.
func (cx *context) pctHFor(l style.Length, pctH Unit) Unit {
	if l.HasPercent() || l.Kind == style.LengthStretch {
		cx.usedH = true
	}
	return pctH
}

// Contribution returns the min-content and max-content contribution of b to its
// container's width: its margin box with its width properties applied
// (css-sizing-3 §5.2). Percentages behave as auto; pctH as for Intrinsic.
func (cx *context) Contribution(b *Box, pctH Unit) Sizes {
	s, m := cx.ContributionBox(b, pctH), marginOf(b, 0).Horizontal()
	return Sizes{max(0, s.Min+m), max(0, s.Max+m)}
}

// ContributionBox is Contribution without the margins.
func (cx *context) ContributionBox(b *Box, pctH Unit) Sizes {
	fr := frame(b, 0)
	bx := b.Style.Box
	fixed := func(l style.Length) Unit {
		switch l.Kind {
		case style.LengthPx:
			return borderBoxW(b, max(0, FromPx(float64(l.Px))), fr)
		case style.LengthMinContent:
			return cx.contentSizes(b, pctH, fr).Min
		case style.LengthMaxContent:
			return cx.contentSizes(b, pctH, fr).Max
		default:
			return Indefinite
		}
	}
	var s Sizes
	if w := fixed(bx.Width); w != Indefinite {
		s = Sizes{w, w}
	} else if w := cx.ratioWidth(b, pctH, fr); w != Indefinite {
		s = Sizes{w, w}
	} else {
		s = cx.Intrinsic(b, pctH)
		if compressible(b) && (bx.Width.HasPercent() || bx.MaxWidth.HasPercent()) {
			// css-sizing-3 §5.2.2: percentages compress replaced boxes.
			s.Min = fr.Horizontal()
		}
	}
	if m := fixed(bx.MaxWidth); m != Indefinite {
		s.Min, s.Max = min(s.Min, m), min(s.Max, m)
	}
	if m := fixed(bx.MinWidth); m != Indefinite {
		s.Min, s.Max = max(s.Min, m), max(s.Max, m)
	}
	return s
}

// ratioWidth is the width that a non-replaced box with width: auto gets from a
// definite height by its aspect ratio, else Indefinite.
func (cx *context) ratioWidth(b *Box, pctH Unit, fr Edges) Unit {
	w := b.Style.Box.Width
	if b.Replaced != nil || !w.IsAuto() && w.Kind != style.LengthFitContent || !ratioOf(b).ok() {
		return Indefinite
	}
	l := b.Style.Box.Height
	h := heightLength(b, l, cx.pctHFor(l, pctH), fr)
	if h == Indefinite {
		return h
	}
	return cx.widthByRatio(b, cx.heightLimits(b, pctH, fr).clamp(h), pctH, fr)
}

// widthByRatio is the width that follows from border-box height h by the aspect
// ratio, no less than the automatic minimum (css-sizing-4 §5.1.1).
func (cx *context) widthByRatio(b *Box, h, pctH Unit, fr Edges) Unit {
	w := ratioOf(b).width(h, fr)
	if b.Replaced == nil && b.Style.Box.MinWidth.IsAuto() && !b.Style.Box.OverflowX.Scrolls() {
		w = max(w, cx.Intrinsic(b, pctH).Min)
	}
	return w
}

// contentSizes are the min- and max-content widths of the border box; with an
// aspect ratio and a definite height both follow from these.
func (cx *context) contentSizes(b *Box, pctH Unit, fr Edges) Sizes {
	if b.Replaced == nil && ratioOf(b).ok() {
		l := b.Style.Box.Height
		if h := heightLength(b, l, cx.pctHFor(l, pctH), fr); h != Indefinite {
			w := cx.widthByRatio(b, cx.heightLimits(b, pctH, fr).clamp(h), pctH, fr)
			return Sizes{w, w}
		}
	}
	return cx.intrinsicIn(b, pctH, fr)
}

// intrinsicIn is Intrinsic with the border and padding that the box has where
// it is: percentages of padding count as nothing in contributions only.
func (cx *context) intrinsicIn(b *Box, pctH Unit, fr Edges) Sizes {
	s := cx.Intrinsic(b, pctH)
	more := fr.Horizontal() - frame(b, 0).Horizontal()
	return Sizes{s.Min + more, s.Max + more}
}

// compressible reports replaced boxes and controls that percentages compress.
func compressible(b *Box) bool { return b.Replaced != nil }
