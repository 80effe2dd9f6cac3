package layout

import (
	"math"

	"playhead/engine/style"
)

// Affine is a 2D transform in px: x' = A·x + C·y + E, y' = B·x + D·y + F.
type Affine struct{ A, B, C, D, E, F float64 }

// Identity changes nothing.
var Identity = Affine{A: 1, D: 1}

// Mul returns the transform that applies n first and then m.
func (m Affine) Mul(n Affine) Affine {
	return Affine{
		m.A*n.A + m.C*n.B, m.B*n.A + m.D*n.B,
		m.A*n.C + m.C*n.D, m.B*n.C + m.D*n.D,
		m.A*n.E + m.C*n.F + m.E, m.B*n.E + m.D*n.F + m.F,
	}
}

// Apply maps a rectangle to the bounding box of its image.
func (m Affine) Apply(r Rect) Rect {
	x0, y0, x1, y1 := r.X.Float(), r.Y.Float(), r.Right().Float(), r.Bottom().Float()
	minX, minY := math.Inf(1), math.Inf(1)
	maxX, maxY := math.Inf(-1), math.Inf(-1)
	for _, p := range [4][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}} {
		x, y := m.A*p[0]+m.C*p[1]+m.E, m.B*p[0]+m.D*p[1]+m.F
		minX, maxX = min(minX, x), max(maxX, x)
		minY, maxY = min(minY, y), max(maxY, y)
	}
	return Rect{FromPx(minX), FromPx(minY), FromPx(maxX - minX), FromPx(maxY - minY)}
}

// TransformOf returns the transform of a box about its transform-origin, in
// coordinates of its own border box's corner; ok is false when it has none.
// Inline boxes are not transformable.
func TransformOf(b *Box, w, h Unit) (m Affine, ok bool) {
	if b.Turn != NoTurn {
		return b.Turn.affine(w, h), true
	}
	r := b.Style.Rare
	if b.Kind == KindInline || len(r.Transform) == 0 && r.Translate == nil && !r.HasRotate && !r.HasScale {
		return Identity, false
	}
	fw, fh := w.Float(), h.Float()
	ox, oy := r.Origin.X.Resolve(fw), r.Origin.Y.Resolve(fh)
	m = Affine{1, 0, 0, 1, ox, oy}
	if r.Translate != nil {
		m = m.Mul(Affine{1, 0, 0, 1, r.Translate.X.Resolve(fw), r.Translate.Y.Resolve(fh)})
	}
	if r.HasRotate {
		m = m.Mul(Rotation(float64(r.Rotate)))
	}
	if r.HasScale {
		m = m.Mul(Affine{A: float64(r.ScaleX), D: float64(r.ScaleY)})
	}
	for i := range r.Transform {
		m = m.Mul(function(&r.Transform[i], fw, fh))
	}
	return m.Mul(Affine{1, 0, 0, 1, -ox, -oy}), true
}

// Rotation turns clockwise by degrees; quarter turns are exact.
func Rotation(deg float64) Affine {
	s, c := math.Sincos(deg * math.Pi / 180)
	if math.Abs(s) < 1e-12 {
		s = 0
	}
	if math.Abs(c) < 1e-12 {
		c = 0
	}
	return Affine{A: c, B: s, C: -s, D: c}
}

func function(f *style.TransformFunc, w, h float64) Affine {
	switch f.Kind {
	case style.TransformTranslate:
		return Affine{1, 0, 0, 1, f.X.Resolve(w), f.Y.Resolve(h)}
	case style.TransformScale:
		return Affine{A: float64(f.A), D: float64(f.B)}
	case style.TransformRotate:
		return Rotation(float64(f.A))
	case style.TransformSkew:
		return Affine{A: 1, B: math.Tan(float64(f.B) * math.Pi / 180), C: math.Tan(float64(f.A) * math.Pi / 180), D: 1}
	case style.TransformMatrix:
		if f.M != nil {
			return Affine{float64(f.M[0]), float64(f.M[1]), float64(f.M[2]), float64(f.M[3]), float64(f.M[4]), float64(f.M[5])}
		}
	}
	return Identity
}

// transformed maps a rectangle of the parent's coordinates that belongs to the
// child fragment f at x, y through f's transform.
func transformed(f *Fragment, r Rect, x, y Unit) Rect {
	m, ok := TransformOf(f.Box, f.W, f.H)
	if !ok {
		return r
	}
	return m.Apply(r.Move(-x, -y)).Move(x, y)
}

// Rect returns the border box of b in the document, as getBoundingClientRect
// gives it at the current inner scroll offsets with the window not scrolled;
// false when it has none. Inline boxes give the union of their parts.
func (r *Result) Rect(b *Box) (Rect, bool) {
	if b == nil || b.Container == nil && b != r.Root {
		return Rect{}, false
	}
	var q Rect
	switch {
	case b.Kind == KindInline || b.Kind == KindText || b.Kind == KindBreak:
		q = b.Inline
	case b.Frag != nil:
		q = Rect{0, 0, b.Frag.W, b.Frag.H}
		if m, ok := TransformOf(b, q.W, q.H); ok {
			q = m.Apply(q)
		}
		q = q.Move(b.X+b.StickX, b.Y+b.StickY)
	default:
		return Rect{}, false
	}
	for p, n := b.Container, 0; p != nil && n < 4*maxDepth; p, n = p.Container, n+1 {
		q = q.Move(-p.ScrollX, -p.ScrollY)
		if p.Frag != nil {
			if m, ok := TransformOf(p, p.Frag.W, p.Frag.H); ok {
				q = m.Apply(q)
			}
		}
		q = q.Move(p.X+p.StickX, p.Y+p.StickY)
	}
	return q, true
}
