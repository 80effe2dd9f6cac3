package render

import (
	"math"
	"strconv"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/paint"
)

// boxIndex finds the boxes of a frame's elements.
type boxIndex struct {
	r     *Renderer
	gen   uint64
	scene *paint.Scene
	view  paint.View
	geo   *paint.Geometry
}

// Path returns the place of an element: child indexes from the document
// element, which is "0", counting elements only; "!" enters a shadow root, "@"
// the document of a frame: "0/1/3!0/1" is in the shadow tree of the fourth
// element child of body. "" for what is no element or not in the document.
func Path(t *dom.Tree, r dom.Ref) string {
	var buf [128]byte
	return string(AppendPath(buf[:0], t, r))
}

// maxPathDepth bounds the walk to the root.
const maxPathDepth = 4096

// AppendPath appends the path of r to dst; see [Path].
func AppendPath(dst []byte, t *dom.Tree, r dom.Ref) []byte {
	if !t.Alive(r) || !t.Node(r).IsElement() {
		return dst
	}
	steps := make([]pathStep, 0, 64)
	for len(steps) < maxPathDepth {
		n := t.Node(r)
		s := pathStep{sep: '/'}
		for p := n.Prev; p != dom.None; p = t.Node(p).Prev {
			if t.Node(p).IsElement() {
				s.index++
			}
		}
		if n.Parent == dom.None {
			return dst
		}
		p := t.Node(n.Parent)
		switch p.Kind {
		case event.NodeElement:
			steps = append(steps, s)
			r = n.Parent
			continue
		case event.NodeShadowRoot:
			s.sep = '!'
		case event.NodeDocument:
			s.sep = '@'
		default:
			return dst
		}
		steps = append(steps, s)
		if n.Parent == t.Doc {
			break
		}
		if p.Parent == dom.None {
			return dst
		}
		r = p.Parent
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if i < len(steps)-1 {
			dst = append(dst, steps[i].sep)
		}
		dst = strconv.AppendInt(dst, int64(steps[i].index), 10)
	}
	return dst
}

type pathStep struct {
	index int
	sep   byte
}

// BoxOf returns the border box of an element (of an inline one the rectangle
// around its parts), in px of the document and in cells of the frame; ok is
// false when it has none. Boxes belong to the renderer: they can be asked for
// until it renders another state of the page; after that ok is false.
func (f *Frame) BoxOf(r dom.Ref) (px Rect, cells CellRect, ok bool) {
	x := f.boxes
	if x == nil || x.r.gen != x.gen {
		return Rect{}, CellRect{}, false
	}
	if x.geo == nil {
		x.geo = x.scene.Geometry(x.view)
	}
	b, _, ok := x.geo.Of(x.scene.Result().Box(r))
	if !ok {
		return Rect{}, CellRect{}, false
	}
	c0, r0 := nearCell(b.X, x.view.CellW), nearCell(b.Y, x.view.CellH)
	c1, r1 := nearCell(b.X+b.W, x.view.CellW), nearCell(b.Y+b.H, x.view.CellH)
	cells = CellRect{c0, r0, max(1, c1-c0), max(1, r1-r0)}
	return Rect{b.X + f.Origin.X, b.Y + f.Origin.Y, b.W, b.H}, cells, true
}

// nearCell rounds an edge in px to one between cells.
func nearCell(px, size float64) int {
	return int(max(-1e6, min(1e6, math.Ceil(px/size-0.5))))
}
