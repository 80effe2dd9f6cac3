package layout

import "playhead/engine/css"

// Stick computes the shifts of sticky boxes for a window scrolled to x, y
// (css-position-3 §6.3). Run has done it for the recorded offset.
func (r *Result) Stick(x, y Unit) {
	for _, b := range r.sticky {
		b.StickX, b.StickY = 0, 0
	}
	for _, b := range r.sticky {
		b.StickX, b.StickY = r.stick(b, x, y)
	}
}

// stick finds the shift of one sticky box.
func (r *Result) stick(b *Box, winX, winY Unit) (Unit, Unit) {
	cb := b.Container
	if cb == nil || cb.Frag == nil || b.Frag == nil {
		return 0, 0
	}
	// The box and its containing block's content box in the coordinates of the
	// scroll container's border box.
	box := Rect{b.X, b.Y, b.Frag.W, b.Frag.H}
	room := cb.Frag.Content()
	if cb.Kind == KindViewport {
		room = Rect{0, 0, r.W, r.H}
	}
	s := cb
	for n := 0; s != nil && !s.Is(Scrolls) && n < 4*maxDepth; n++ {
		dx, dy := s.X+s.StickX, s.Y+s.StickY
		box, room = box.Move(dx, dy), room.Move(dx, dy)
		s = s.Container
	}
	if s == nil || s.Frag == nil {
		return 0, 0
	}
	view := s.Frag.PaddingBox().Move(s.ScrollX, s.ScrollY)
	if s == r.Root {
		view = Rect{winX, winY, s.Frag.W, s.Frag.H}
	}
	in, m := b.Style.Box.Inset, b.Frag.Margin
	x := stickAxis(resolve(in.Left, view.W), resolve(in.Right, view.W), box.X, box.W, view.X, view.W, room.X+m.Left, room.Right()-m.Right)
	y := stickAxis(resolve(in.Top, view.H), resolve(in.Bottom, view.H), box.Y, box.H, view.Y, view.H, room.Y+m.Top, room.Bottom()-m.Bottom)
	return x, y
}

// stickAxis is one axis of stick: insets start and end, the box at pos with its
// size, the view, and the room that it may not leave.
func stickAxis(start, end, pos, size, viewPos, viewSize, roomStart, roomEnd Unit) Unit {
	d := Unit(0)
	if end != Indefinite {
		if over := pos + size - (viewPos + viewSize - end); over > 0 {
			d = -min(over, max(0, pos-roomStart))
		}
	}
	if start != Indefinite {
		if under := viewPos + start - (pos + d); under > 0 {
			d += min(under, max(0, roomEnd-(pos+d+size)))
		}
	}
	return d
}

func sticky(b *Box) bool { return b.Style.Box.Position == css.PositionSticky }
