package render

import (
	"strconv"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// boxIndex finds the boxes of a frame's elements.
type boxIndex struct{}

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

// BoxOf returns the border box of an element (the union of its boxes), in px of
// the document and in cells of the frame; ok is false when it has no box.
func (f *Frame) BoxOf(r dom.Ref) (px Rect, cells CellRect, ok bool) {
	return Rect{}, CellRect{}, false
}
