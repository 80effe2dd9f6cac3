package layout

import (
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
)

// Vertical writing modes. What is written vertically is laid out as if it were
// written horizontally, in coordinates of its own whose x runs along the lines
// and whose y from line to line, under styles whose sides are exchanged to
// match; a turn maps these coordinates to those around. A box whose lines run
// along the other axis than its parent's (css-writing-modes-4 §7.3) thus has one
// child, the turned box of its contents; size, margins, borders and background
// remain its own.

// Turn says how the coordinates of a turned box lie in those around it.
type Turn uint8

// Turns. NoTurn is that of nearly all boxes.
const (
	NoTurn    Turn = iota
	TurnRight      // lines go down, one follows the other to the left: vertical-rl
	TurnOver       // lines go down, one follows the other to the right: vertical-lr
	TurnLeft       // lines go up, one follows the other to the right: sideways-lr
)

func turnOf(m css.WritingMode) Turn {
	switch m {
	case css.VerticalRL, css.SidewaysRL:
		return TurnRight
	case css.VerticalLR:
		return TurnOver
	case css.SidewaysLR:
		return TurnLeft
	case css.HorizontalTB:
	}
	return NoTurn
}

// back is the turn that undoes t.
func (t Turn) back() Turn {
	switch t {
	case TurnRight:
		return TurnLeft
	case TurnLeft:
		return TurnRight
	case NoTurn, TurnOver:
	}
	return t
}

// affine maps a turned box of w×h to the coordinates around, from their origin.
func (t Turn) affine(w, h Unit) Affine {
	switch t {
	case TurnRight:
		return Affine{B: 1, C: -1, E: h.Float()}
	case TurnOver:
		return Affine{B: 1, C: 1}
	case TurnLeft:
		return Affine{B: -1, C: 1, F: w.Float()}
	case NoTurn:
	}
	return Identity
}

// sides exchanges the sides of a box for those of its turned coordinates.
func sides[T any](t Turn, s style.Sides[T]) style.Sides[T] {
	switch t {
	case TurnRight:
		return style.Sides[T]{Left: s.Top, Right: s.Bottom, Top: s.Right, Bottom: s.Left}
	case TurnOver:
		return style.Sides[T]{Left: s.Top, Right: s.Bottom, Top: s.Left, Bottom: s.Right}
	case TurnLeft:
		return style.Sides[T]{Left: s.Bottom, Right: s.Top, Top: s.Left, Bottom: s.Right}
	case NoTurn:
	}
	return s
}

// turned is a style in turned coordinates. Only what names a side or an axis of
// the page changes: flex directions, grid columns and alignment follow the lines
// by themselves.
func turned(st *style.Computed, t Turn) *style.Computed {
	c, bx, bd := *st, *st.Box, *st.Border
	bx.Width, bx.Height = bx.Height, bx.Width
	bx.MinWidth, bx.MinHeight = bx.MinHeight, bx.MinWidth
	bx.MaxWidth, bx.MaxHeight = bx.MaxHeight, bx.MaxWidth
	bx.Margin, bx.Padding, bx.Inset = sides(t, bx.Margin), sides(t, bx.Padding), sides(t, bx.Inset)
	bx.OverflowX, bx.OverflowY = bx.OverflowY, bx.OverflowX
	bx.AspectW, bx.AspectH = bx.AspectH, bx.AspectW
	bd.Width, bd.Style, bd.Color = sides(t, bd.Width), sides(t, bd.Style), sides(t, bd.Color)
	c.Box, c.Border = &bx, &bd
	return &c
}

// style is what a box that is made here has as its style.
func (tb *treeBuilder) style(st *style.Computed) *style.Computed {
	if tb.turn == NoTurn {
		return st
	}
	c := tb.turnedStyles[st]
	if c == nil {
		if tb.turnedStyles == nil {
			tb.turnedStyles = map[*style.Computed]*style.Computed{}
		}
		c = turned(st, tb.turn)
		tb.turnedStyles[st] = c
	}
	return c
}

// turns reports whether an element's contents are written along the other axis
// than what is around it.
func (tb *treeBuilder) turns(st *style.Computed) bool {
	if st.Text.WritingMode.Vertical() == (tb.turn != NoTurn) {
		return false
	}
	switch kindOf(st.Box.Display) {
	case KindBlock, KindFlex, KindGrid, KindInline, KindCell, KindCaption:
		return true
	default:
		return false // tables and their parts keep the axis around them
	}
}

// turnedElement makes the box of an element that turns, and the turned one of
// its contents.
func (tb *treeBuilder) turnedElement(parent *Box, ref dom.Ref, n *dom.Node, st *style.Computed) {
	kind := kindOf(st.Box.Display)
	inner, display := kind, css.DisplayBlock
	switch kind {
	case KindFlex:
		display = css.DisplayFlex
	case KindGrid:
		display = css.DisplayGrid
	default:
		inner = KindBlock
	}
	if kind != KindCell && kind != KindCaption {
		kind = KindBlock
	}
	b := tb.newBox(kind, ref, st, NoPseudo, BFCRoot|Turning)
	if st.Box.Display == css.DisplayInline {
		b.Flags |= InlineLevel
	}
	tb.r.boxes[ref] = b
	parent.append(b)
	around := tb.turn
	turn := around.back()
	if around == NoTurn {
		turn = turnOf(st.Text.WritingMode)
	}
	in := *style.Anonymous(st, display)
	in.Flex, in.Grid = st.Flex, st.Grid
	if around != NoTurn {
		tb.turn = NoTurn
	} else {
		tb.turn = turn
	}
	t := tb.newBox(inner, ref, &in, NoPseudo, Anonymous|BFCRoot|ContainsAbs|ContainsFixed)
	t.Turn = turn
	b.append(t)
	tb.children(t, ref, n, st)
	tb.fixUp(t)
	tb.turn = around
	b.bld.hasGen, b.bld.layers = t.bld.hasGen, b.bld.layers || t.bld.layers
}

// layoutTurning lays out a box with turned contents. It shrinks to them along
// both axes where it has no size of its own.
func layoutTurning(cx *context, b *Box, c Constraint) *Fragment {
	fb := newBuilder(cx, b, c)
	fr := fb.f.Border.Plus(fb.f.Padding)
	lw, lh := cx.widthLimits(b, c.AvailW, c.PctW, c.PctH, fr), cx.heightLimits(b, c.PctH, fr)
	w, h := c.FixedW, c.FixedH
	if w == Indefinite {
		if w = cx.widthLength(b, b.Style.Box.Width, c.AvailW, c.PctW, c.PctH, fr); w.Known() {
			w = lw.clamp(w)
		} else if b.Is(Root) || b.Is(Body) {
			w = lw.clamp(max(fr.Horizontal(), c.AvailW-fb.f.Margin.Horizontal()))
		}
	}
	if h == Indefinite && !c.AutoH {
		if h = heightLength(b, b.Style.Box.Height, cx.pctHFor(b.Style.Box.Height, c.PctH), fr); h.Known() {
			h = lh.clamp(h)
		}
	}
	f := cx.turnedContents(b, w, h, fr, lh)
	if w == Indefinite {
		w = lw.clamp(f.H + fr.Horizontal())
	}
	if h == Indefinite {
		h = f.W + fr.Vertical()
		if !c.AutoH {
			h = lh.clamp(h)
		}
	}
	fb.f.flow = &flowResult{}
	x := fr.Left
	if f.Box.Turn == TurnRight {
		x = w - fr.Right - f.H // the first line is at the right
	}
	fb.place(f, x, fr.Top)
	return fb.finish(w, h)
}

// turnedContents lays out the turned box in b: as long as the height h, or else
// as its contents ask for within the limits lh or the viewport.
func (cx *context) turnedContents(b *Box, w, h Unit, fr Edges, lh limits) *Fragment {
	cx.usedView = true
	c := Constraint{AvailW: max(0, min(lh.max, max(cx.viewH, lh.min))-fr.Vertical()), AvailH: Indefinite, PctH: Indefinite, FixedW: Indefinite, FixedH: Indefinite}
	if h.Known() {
		c.AvailW = max(0, h-fr.Vertical())
		c.FixedW = c.AvailW
	} else {
		c.Shrink = true
	}
	c.PctW = c.AvailW
	if w.Known() {
		c.FixedH = max(0, w-fr.Horizontal())
		c.AvailH, c.PctH = c.FixedH, c.FixedH
	}
	return cx.Layout(b.First, c)
}

// intrinsicTurning gives the width of a box with turned contents, which follows
// from their length.
func intrinsicTurning(cx *context, b *Box, pctH Unit) Sizes {
	fr := frame(b, 0)
	lh := cx.heightLimits(b, pctH, fr)
	h := heightLength(b, b.Style.Box.Height, pctH, fr)
	if h.Known() {
		h = lh.clamp(h)
	}
	w := cx.turnedContents(b, Indefinite, h, fr, lh).H + fr.Horizontal()
	return Sizes{w, w}
}
