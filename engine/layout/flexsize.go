package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// sizing is the used size of a flex, grid, table or multi-column container as
// far as it is known before its contents are laid out. All sizes are of the
// border box where not said otherwise.
type sizing struct {
	fr Edges // border + padding
	// w is the width, innerW that of the content box.
	w, innerW Unit
	// h is the height, Indefinite when the contents decide.
	h Unit
	// lim are the limits that apply when the contents decide.
	lim limits
	// pctH is what percentages of children refer to: the content height, or
	// Indefinite when it is not definite.
	pctH Unit
	// soft says that h may grow with the contents (a height that comes from the
	// aspect ratio, css-sizing-4 §5.1.1).
	soft bool
}

// containerSizing resolves the size of a container b under c.
func (cx *context) containerSizing(b *Box, c Constraint) sizing {
	s := sizing{fr: frame(b, c.PctW), h: Indefinite, pctH: Indefinite}
	s.w = cx.containerWidth(b, c, s.fr)
	s.innerW = max(0, s.w-s.fr.Horizontal())
	s.lim = limits{s.fr.Vertical(), MaxUnit}
	if c.FixedH.Known() {
		s.h = max(c.FixedH, s.fr.Vertical())
		if !c.SoftH {
			s.pctH = s.h - s.fr.Vertical()
		}
		return s
	}
	if c.AutoH {
		return s
	}
	s.lim = cx.heightLimits(b, c.PctH, s.fr)
	h := cx.definiteHeight(b, c.PctH, s.fr)
	if h == Indefinite && b.Replaced == nil && b.Style.Box.Height.IsAuto() {
		if r := ratioOf(b); r.ok() {
			h = r.height(s.w, s.fr)
			s.soft = b.Style.Box.MinHeight.IsAuto() && !b.Style.Box.OverflowY.Scrolls()
		}
	}
	if h.Known() {
		s.h = s.lim.clamp(h)
		s.pctH = s.h - s.fr.Vertical()
	}
	return s
}

// height returns the used border-box height for the given content-box height of
// the contents.
func (s *sizing) height(content Unit) Unit {
	if s.h.Known() {
		if s.soft {
			return s.lim.clamp(max(s.h, content.Add(s.fr.Vertical())))
		}
		return s.h
	}
	return s.lim.clamp(content.Add(s.fr.Vertical()))
}

// innerH returns the content height, or Indefinite when the contents decide.
func (s *sizing) innerH() Unit {
	if s.h == Indefinite {
		return Indefinite
	}
	return max(0, s.h-s.fr.Vertical())
}

// definiteHeight resolves the height property; Indefinite when it is not
// definite.
func (cx *context) definiteHeight(b *Box, pctH Unit, fr Edges) Unit {
	l := b.Style.Box.Height
	return heightLength(b, l, cx.pctHFor(l, pctH), fr)
}

// containerWidth returns the used border-box width of b under c.
func (cx *context) containerWidth(b *Box, c Constraint, fr Edges) Unit {
	if c.FixedW.Known() {
		return max(c.FixedW, fr.Horizontal())
	}
	bx := b.Style.Box
	w := cx.widthLength(b, bx.Width, c.AvailW, c.PctW, c.PctH, fr)
	fromRatio := false
	if w == Indefinite {
		if r := ratioOf(b); r.ok() && !c.AutoH {
			h := c.FixedH
			if h == Indefinite {
				if h = cx.definiteHeight(b, c.PctH, fr); h.Known() {
					h = cx.heightLimits(b, c.PctH, fr).clamp(h)
				}
			}
			if h.Known() {
				w, fromRatio = r.width(h, fr), true
			}
		}
	}
	if w == Indefinite {
		room := c.AvailW - marginOf(b, c.PctW).Horizontal()
		if c.Shrink {
			w = cx.fitContent(b, room, c.PctH, fr)
		} else {
			w = max(fr.Horizontal(), room)
		}
	}
	lim := cx.widthLimits(b, c.AvailW, c.PctW, c.PctH, fr)
	if fromRatio && bx.MinWidth.IsAuto() && !bx.OverflowX.Scrolls() {
		lim.min = max(lim.min, min(cx.Intrinsic(b, c.PctH).Min, lim.max))
	}
	return lim.clamp(w)
}

// aspect is a preferred aspect ratio.
type aspect struct {
	r float64 // width / height, 0 for none
	// border says that it relates the border box, else the content box.
	border bool
}

// ratioOf returns the preferred aspect ratio of b (css-sizing-4 §5).
func ratioOf(b *Box) aspect {
	bx := b.Style.Box
	if b.Replaced != nil && b.Replaced.Ratio > 0 && (bx.AspectH == 0 || bx.AspectAuto) {
		return aspect{r: b.Replaced.Ratio}
	}
	if bx.AspectH <= 0 || bx.AspectW <= 0 || b.Kind == KindInline {
		return aspect{}
	}
	return aspect{
		r:      float64(bx.AspectW) / float64(bx.AspectH),
		border: bx.Sizing == css.BorderBox && !bx.AspectAuto,
	}
}

func (a aspect) ok() bool { return a.r > 0 }

// width returns the border-box width for a border-box height.
func (a aspect) width(h Unit, fr Edges) Unit {
	if a.border {
		return max(h.Scale(a.r), fr.Horizontal())
	}
	return max(0, h-fr.Vertical()).Scale(a.r).Add(fr.Horizontal())
}

// height returns the border-box height for a border-box width.
func (a aspect) height(w Unit, fr Edges) Unit {
	if a.border {
		return max(w.Scale(1/a.r), fr.Vertical())
	}
	return max(0, w-fr.Horizontal()).Scale(1 / a.r).Add(fr.Vertical())
}

// gapOf resolves row-gap or column-gap; normal is 0 here.
func gapOf(l style.Length, basis Unit) Unit {
	if !l.IsLength() {
		return 0
	}
	if basis == Indefinite && l.HasPercent() {
		basis = 0
	}
	return max(0, resolve(l, basis).Or(0))
}

// distribution is the outcome of justify-content or align-content: where the
// first subject starts and what is added between two.
type distribution struct{ start, between Unit }

// distribute aligns n subjects with the free space free (negative when they
// overflow). a is a value without flags; flow-relative to the start of the axis.
// rest tells how the axis runs for values that do not follow it: reversed says
// that the container's own start is at this axis' end.
func distribute(a css.Align, safe bool, free Unit, n int, reversed bool) distribution {
	if free < 0 {
		switch a {
		case css.AlignSpaceBetween, css.AlignStretch:
			return distribution{}
		case css.AlignSpaceAround, css.AlignSpaceEvenly: // safe center
			a = css.AlignStart
		}
		if safe {
			a = css.AlignStart
		}
	}
	end := false
	switch a {
	case css.AlignSpaceBetween:
		if n > 1 {
			return distribution{between: free / Unit(n-1)}
		}
		return distribution{}
	case css.AlignSpaceAround:
		if n > 0 {
			return distribution{free / Unit(2*n), free / Unit(n)}
		}
	case css.AlignSpaceEvenly:
		return distribution{free / Unit(n+1), free / Unit(n+1)}
	case css.AlignCenter:
		return distribution{start: free / 2}
	case css.AlignFlexEnd:
		end = true
	case css.AlignStart, css.AlignSelfStart, css.AlignBaseline:
		end = reversed
	case css.AlignEnd, css.AlignSelfEnd, css.AlignLastBaseline:
		end = !reversed
	}
	if end {
		return distribution{start: free}
	}
	return distribution{}
}
