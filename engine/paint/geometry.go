package paint

import (
	"playhead/engine/dom"
	"playhead/engine/layout"
)

// Geometry tells where boxes are in a view, scrolling and transforms included.
// It is for one goroutine and good as long as the scene's layout result is.
type Geometry struct{ p *painter }

// Bounds is a rectangle in px of the frame, whose corner is 0, 0.
type Bounds struct{ X, Y, W, H float64 }

// Geometry returns the geometry of the scene under a view.
func (s *Scene) Geometry(v View) *Geometry {
	if v.Scroll == nil {
		v.Scroll = func(*layout.Box) (x, y float64) { return 0, 0 }
	}
	p := &painter{
		Canvas: &Canvas{spaces: make(map[*layout.Box]space, 64)}, view: v, scene: s,
		bounds: rect{0, 0, float64(v.Cols) * v.CellW, float64(v.Rows) * v.CellH},
	}
	return &Geometry{p}
}

// Of returns the border box of b (of an inline box the rectangle around its
// parts) and how much of it the clips around it leave; ok is false when it is
// not laid out.
func (g *Geometry) Of(b *layout.Box) (whole, visible Bounds, ok bool) {
	var s space
	var r rect
	switch {
	case b == nil:
		return Bounds{}, Bounds{}, false
	case b.Kind == layout.KindInline || b.Kind == layout.KindText || b.Kind == layout.KindBreak || b.Kind == layout.KindWordBreak:
		if b.Container == nil {
			return Bounds{}, Bounds{}, false
		}
		s = g.p.inner(b.Container, b)
		r = s.rect(b.Inline)
	case b.Frag == nil:
		return Bounds{}, Bounds{}, false
	default:
		s = g.p.boxSpace(b)
		r = s.rect(layout.Rect{W: b.Frag.W, H: b.Frag.H})
	}
	v := r.and(s.clip)
	if v.empty() {
		v = rect{}
	}
	return Bounds{r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0}, Bounds{v.x0, v.y0, v.x1 - v.x0, v.y1 - v.y0}, true
}

// Scrollers are the boxes of the page that can scroll, in tree order, documents
// of frames included.
func (s *Scene) Scrollers() []*layout.Box { return s.scrollers }

// Result is the layout that the scene paints.
func (s *Scene) Result() *layout.Result { return s.res }

// Owner is the element that a box belongs to, None for anonymous ones.
func Owner(b *layout.Box) dom.Ref {
	if b.Is(layout.Anonymous) && b.Pseudo == layout.NoPseudo {
		return dom.None
	}
	return b.Ref
}
