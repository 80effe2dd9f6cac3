package layout

// naturalSize gives the natural size and ratio of replaced content under a
// style: object sizes without one fall back to 300×150 (css-images-3 §5.2).
func naturalSize(b *Box) (w, h Unit, ratio float64) {
	r := b.Replaced
	if r == nil {
		return 0, 0, 0
	}
	w, h, ratio = r.W, r.H, r.Ratio
	if ratio == 0 && w > 0 && h > 0 && (r.Kind == Image || r.Kind == Canvas || r.Kind == Video) {
		ratio = w.Float() / h.Float()
	}
	if bx := b.Style.Box; bx.AspectW > 0 && bx.AspectH > 0 && (!bx.AspectAuto || ratio == 0) {
		ratio = float64(bx.AspectW) / float64(bx.AspectH)
	}
	return w, h, ratio
}

// replacedSize is the used border-box size of a replaced box (CSS2 §10.3.2,
// §10.4, §10.6.2).
func (cx *context) replacedSize(b *Box, c *Constraint, fr Edges) (Unit, Unit) {
	nw, nh, ratio := naturalSize(b)
	lw := cx.widthLimits(b, c.AvailW, c.PctW, c.PctH, fr)
	lh := cx.heightLimits(b, c.PctH, fr)
	w, h := c.FixedW, c.FixedH
	if w == Indefinite {
		w = cx.widthLength(b, b.Style.Box.Width, c.AvailW, c.PctW, c.PctH, fr)
		if w != Indefinite {
			w = lw.clamp(w)
		}
	}
	if h == Indefinite && !c.AutoH {
		h = heightLength(b, b.Style.Box.Height, cx.pctHFor(b.Style.Box.Height, c.PctH), fr)
		if h != Indefinite {
			h = lh.clamp(h)
		}
	}
	fw, fh := fr.Horizontal(), fr.Vertical()
	if b.Replaced != nil && b.Replaced.Kind == Redacted {
		fw, fh = 0, 0 // a recorded border-box size
	}
	switch {
	case w != Indefinite && h != Indefinite:
	case w != Indefinite:
		switch {
		case ratio > 0:
			h = max(0, w-fw).Scale(1/ratio) + fh
		case nh != Indefinite:
			h = nh + fh
		default:
			h = 150*Px + fh
		}
		if !c.AutoH {
			h = lh.clamp(h)
		}
	case h != Indefinite:
		switch {
		case ratio > 0:
			w = max(0, h-fh).Scale(ratio) + fw
		case nw != Indefinite:
			w = nw + fw
		default:
			w = 300*Px + fw
		}
		w = lw.clamp(w)
	default:
		w, h = cx.autoReplaced(b, c, nw, nh, ratio, fw, fh, lw, lh)
	}
	return w, h
}

// autoReplaced sizes a replaced box whose width and height are both auto.
func (cx *context) autoReplaced(b *Box, c *Constraint, nw, nh Unit, ratio float64, fw, fh Unit, lw, lh limits) (Unit, Unit) {
	var w, h Unit
	switch {
	case nw != Indefinite && nh != Indefinite:
		w, h = nw, nh
	case nw != Indefinite && ratio > 0:
		w, h = nw, nw.Scale(1/ratio)
	case nh != Indefinite && ratio > 0:
		w, h = nh.Scale(ratio), nh
	case ratio > 0:
		// Only a ratio: as wide as a block would be.
		w = max(0, c.AvailW-marginOf(b, c.PctW).Horizontal()-fw)
		h = w.Scale(1 / ratio)
	default:
		w, h = nw.Or(300*Px), nh.Or(150*Px)
	}
	w, h = w+fw, h+fh
	if ratio <= 0 || w <= fw || h <= fh {
		return lw.clamp(w), lh.clamp(h)
	}
	// CSS2 §10.4: constraint violations keep the ratio.
	cw, ch := lw.clamp(w), lh.clamp(h)
	toH := func(w Unit) Unit { return max(0, w-fw).Scale(1/ratio) + fh }
	toW := func(h Unit) Unit { return max(0, h-fh).Scale(ratio) + fw }
	switch {
	case cw == w && ch == h:
		return w, h
	case cw != w && ch == h:
		return cw, lh.clamp(toH(cw))
	case cw == w:
		return lw.clamp(toW(ch)), ch
	case cw < w && ch < h:
		if int64(cw)*int64(h) <= int64(ch)*int64(w) {
			return cw, max(lh.min, toH(cw))
		}
		return max(lw.min, toW(ch)), ch
	case cw > w && ch > h:
		if int64(cw)*int64(h) <= int64(ch)*int64(w) {
			return min(lw.max, toW(ch)), ch
		}
		return cw, min(lh.max, toH(cw))
	}
	return cw, ch
}

// layoutReplaced lays out a replaced box; that of a frame has the content
// document inside.
func layoutReplaced(cx *context, b *Box, c Constraint) *Fragment {
	fb := newBuilder(cx, b, c)
	fr := fb.f.Border.Plus(fb.f.Padding)
	w, h := cx.replacedSize(b, &c, fr)
	if b.Kind == KindFrame && b.First != nil {
		in := Rect{0, 0, w, h}.Inset(fr)
		f := layoutView(cx, b.First, in.W, in.H)
		fb.place(f, in.X, in.Y)
	}
	return fb.finish(w, h)
}

// intrinsicReplaced gives the width of a replaced box as both contributions.
func intrinsicReplaced(cx *context, b *Box, pctH Unit) Sizes {
	fr := frame(b, 0)
	c := Constraint{AvailW: 0, AvailH: pctH, PctW: 0, PctH: pctH, FixedW: Indefinite, FixedH: Indefinite}
	nw, nh, ratio := naturalSize(b)
	h := heightLength(b, b.Style.Box.Height, pctH, fr)
	var w Unit
	switch {
	case h != Indefinite && ratio > 0:
		h = cx.heightLimits(b, pctH, fr).clamp(h)
		w = max(0, h-fr.Vertical()).Scale(ratio)
	case nw != Indefinite && nh != Indefinite:
		_, w = nh, nw
		if ratio > 0 {
			wide := limits{fr.Horizontal(), MaxUnit}
			w, _ = cx.autoReplaced(b, &c, nw, nh, ratio, fr.Horizontal(), fr.Vertical(), wide, cx.heightLimits(b, pctH, fr))
			w -= fr.Horizontal()
		}
	case nw != Indefinite:
		w = nw
	case nh != Indefinite && ratio > 0:
		w = nh.Scale(ratio)
	case ratio > 0 && b.Replaced.Kind == SVG:
		w = 0
		if b.Style.Box.Width.IsAuto() {
			w = 300 * Px
		}
	default:
		w = 300 * Px
	}
	w += fr.Horizontal()
	return Sizes{w, w}
}
