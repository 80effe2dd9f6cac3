package paint

import (
	"math"

	"playhead/engine/css"
	"playhead/engine/layout"
	"playhead/engine/style"
)

// rect is a rectangle in px of the frame: 0, 0 is the frame's corner.
type rect struct{ x0, y0, x1, y1 float64 }

var everything = rect{-1e9, -1e9, 1e9, 1e9}

func (r rect) empty() bool { return r.x0 >= r.x1 || r.y0 >= r.y1 }

func (r rect) and(s rect) rect {
	return rect{max(r.x0, s.x0), max(r.y0, s.y0), min(r.x1, s.x1), min(r.y1, s.y1)}
}

func (r rect) or(s rect) rect {
	return rect{min(r.x0, s.x0), min(r.y0, s.y0), max(r.x1, s.x1), max(r.y1, s.y1)}
}

func (r rect) meets(s rect) bool {
	return r.x0 < s.x1 && s.x0 < r.x1 && r.y0 < s.y1 && s.y0 < r.y1
}

// affine maps x, y to a·x + c·y + e, b·x + d·y + f.
type affine struct{ a, b, c, d, e, f float64 }

var identity = affine{a: 1, d: 1}

// mul gives the map that applies n first, then m.
func (m affine) mul(n affine) affine {
	return affine{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m affine) point(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// space is the coordinate system of a box's contents: how it maps to the frame,
// and the clip there. The linear part is nil for the identity, which nearly all
// boxes have.
type space struct {
	x, y float64 // translation
	lin  *affine // when not nil, the whole map; x, y are unused
	clip rect
	hid  bool // no ink: opacity 0, or scaled to nothing
}

// at returns the space moved by dx, dy in its own coordinates.
func (s space) at(dx, dy layout.Unit) space { return s.move(dx.Float(), dy.Float()) }

func (s space) move(dx, dy float64) space {
	if s.lin == nil {
		s.x += dx
		s.y += dy
		return s
	}
	m := s.lin.mul(affine{1, 0, 0, 1, dx, dy})
	s.lin = &m
	return s
}

// rect maps a rectangle to the frame: the bounding box of its image.
func (s *space) rect(r layout.Rect) rect {
	return s.frect(r.X.Float(), r.Y.Float(), r.W.Float(), r.H.Float())
}

func (s *space) frect(x, y, w, h float64) rect {
	if s.lin == nil {
		x += s.x
		y += s.y
		return rect{x, y, x + w, y + h}
	}
	x0, y0 := s.lin.point(x, y)
	r := rect{x0, y0, x0, y0}
	for _, p := range [3][2]float64{{x + w, y}, {x, y + h}, {x + w, y + h}} {
		px, py := s.lin.point(p[0], p[1])
		r = r.or(rect{px, py, px, py})
	}
	return r
}

// boxSpace returns the space of b's border box: its corner is 0, 0. It follows
// the chain of containing blocks, which is the one that scrolling and clips
// follow.
func (p *painter) boxSpace(b *layout.Box) space {
	if b.Container == nil {
		return space{x: -p.view.X, y: -p.view.Y, clip: p.bounds}
	}
	s := p.inner(b.Container, b)
	return p.enter(b, s.at(b.X, b.Y))
}

// enter applies what b itself does to the space at its corner: stickiness,
// transform, clip-path.
func (p *painter) enter(b *layout.Box, s space) space {
	if b.Style.Box.Position == css.PositionSticky && !p.view.Full {
		dx, dy := p.stick(b)
		s = s.at(dx, dy)
	}
	if b.Frag == nil {
		return s
	}
	if m, ok := layout.TransformOf(b, b.Frag.W, b.Frag.H); ok {
		s = s.transformed(fromLayout(m))
	}
	if c, ok := clipOf(b); ok {
		s.clip = s.clip.and(s.frect(c.x0, c.y0, c.x1-c.x0, c.y1-c.y0))
	}
	return s
}

// inner returns the space in which children of container c have their
// positions: clipped by it and scrolled. Memoized for the frame.
func (p *painter) inner(c, child *layout.Box) space {
	if c.Container == nil && child.Is(layout.Fixed) {
		return p.boxSpace(c) // fixed to the viewport: does not scroll
	}
	if s, ok := p.spaces[c]; ok {
		return s
	}
	s := p.contentSpace(c, p.boxSpace(c))
	p.spaces[c] = s
	return s
}

// contentSpace turns the space of c's border box into that of its contents.
func (p *painter) contentSpace(c *layout.Box, s space) space {
	if c.Container == nil {
		return s.move(-p.view.ScrollX, -p.view.ScrollY)
	}
	if c.Frag == nil {
		return s
	}
	if cx, cy := clips(c); cx || cy {
		s.clip = clipAxes(s.clip, s.rect(c.Frag.PaddingBox()), cx, cy)
	}
	if c.Is(layout.Scrolls) || c.Kind == layout.KindViewport {
		x, y := p.view.Scroll(c)
		s = s.move(-x, -y)
	}
	return s
}

// clips says along which axes a box clips its contents.
func clips(b *layout.Box) (x, y bool) {
	switch b.Kind {
	case layout.KindFrame, layout.KindViewport:
		return true, true
	case layout.KindRow, layout.KindRowGroup:
		return false, false
	}
	if b.Is(layout.Scrolls) || b.Style.Rare.Contain&css.ContainPaint != 0 {
		return true, true
	}
	if b.Is(layout.Root) || b.Is(layout.Body) {
		return false, false
	}
	if b.Is(layout.Control) && controlClips(b) {
		return true, true
	}
	return b.Style.Box.OverflowX == css.OverflowClip, b.Style.Box.OverflowY == css.OverflowClip
}

func clipAxes(clip, r rect, x, y bool) rect {
	if x {
		clip.x0, clip.x1 = max(clip.x0, r.x0), min(clip.x1, r.x1)
	}
	if y {
		clip.y0, clip.y1 = max(clip.y0, r.y0), min(clip.y1, r.y1)
	}
	return clip
}

// transformed applies a map in the coordinates of the space.
func (s space) transformed(m affine) space {
	if s.lin == nil && m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1 {
		s.x += m.e
		s.y += m.f
		return s
	}
	base := affine{1, 0, 0, 1, s.x, s.y}
	if s.lin != nil {
		base = *s.lin
	}
	n := base.mul(m)
	if det := n.a*n.d - n.b*n.c; math.Abs(det) < 1e-9 || math.IsNaN(det) || math.IsInf(det, 0) {
		s.hid = true
	}
	s.lin = &n
	return s
}

// fromLayout is a map as package layout has it.
func fromLayout(m layout.Affine) affine { return affine{m.A, m.B, m.C, m.D, m.E, m.F} }

func rotation(deg float64) affine { return fromLayout(layout.Rotation(deg)) }

// clipOf gives the clip and clip-path of a box in coordinates of its border box.
// Shapes other than inset clip to their bounding box.
func clipOf(b *layout.Box) (rect, bool) {
	ra := b.Style.Rare
	if ra.ClipPath == nil && !ra.HasClip {
		return rect{}, false
	}
	w, h := b.Frag.W.Float(), b.Frag.H.Float()
	r, ok := everything, false
	if ra.HasClip && b.Style.Box.Position.OutOfFlow() {
		ok = true
		edge := func(l style.Length, auto float64) float64 {
			if l.IsAuto() {
				return auto
			}
			return l.Resolve(0)
		}
		r = rect{edge(ra.Clip.Left, 0), edge(ra.Clip.Top, 0), edge(ra.Clip.Right, w), edge(ra.Clip.Bottom, h)}
	}
	if c := ra.ClipPath; c != nil {
		if s, known := shapeBounds(c, w, h); known {
			r, ok = r.and(s), true
		}
	}
	return r, ok
}

func shapeBounds(c *style.ClipPath, w, h float64) (rect, bool) {
	switch c.Kind {
	case style.ClipInset:
		return rect{
			c.Inset.Left.Resolve(w), c.Inset.Top.Resolve(h),
			w - c.Inset.Right.Resolve(w), h - c.Inset.Bottom.Resolve(h),
		}, true
	case style.ClipCircle, style.ClipEllipse:
		x, y := c.Center.X.Resolve(w), c.Center.Y.Resolve(h)
		rx, ry := min(x, w-x), min(y, h-y)
		if c.Kind == style.ClipCircle {
			rx = min(rx, ry)
			ry = rx
		}
		if c.RX.IsLength() {
			basis := w
			if c.Kind == style.ClipCircle {
				basis = math.Hypot(w, h) / math.Sqrt2
				ry = c.RX.Resolve(basis)
			}
			rx = c.RX.Resolve(basis)
		}
		if c.RY.IsLength() && c.Kind == style.ClipEllipse {
			ry = c.RY.Resolve(h)
		}
		return rect{x - rx, y - ry, x + rx, y + ry}, true
	case style.ClipPolygon:
		if len(c.Points) == 0 {
			return rect{}, false
		}
		r := rect{1e9, 1e9, -1e9, -1e9}
		for _, pt := range c.Points {
			x, y := pt.X.Resolve(w), pt.Y.Resolve(h)
			r = r.or(rect{x, y, x, y})
		}
		return r, true
	default:
		return rect{}, false
	}
}
