package stage

import (
	"playhead/engine/dom"
	"playhead/engine/render"
)

// Pointer returns the cell in which the pointer is drawn: the frame's own, or,
// where another element has that cell although the recorded target is to be
// seen, the nearest cell that shows the target or something in it. Edges of
// elements are rounded to cells, and what lies over them may be larger here than
// it was; the recording knows what was under the pointer.
func Pointer(f *render.Frame, target dom.Ref) (Spot, bool) {
	p := &f.Pointer
	if !p.Known || f.Grid == nil {
		return Spot{}, false
	}
	at := Spot{p.Col, p.Row}
	if !f.Tree.Alive(target) {
		return at, p.Inside
	}
	in := insideOf{tree: f.Tree, target: target, known: make([]int8, f.Tree.Slots())}
	if p.Inside && in.has(f.At(p.Col, p.Row)) {
		return at, true
	}
	best, dist := at, -1
	for y := range f.Grid.Rows {
		for x := range f.Grid.Cols {
			// Cells are twice as high as wide.
			dx, dy := x-p.Col, 2*(y-p.Row)
			if d := dx*dx + dy*dy; (dist < 0 || d < dist) && in.has(f.At(x, y)) {
				best, dist = Spot{x, y}, d
			}
		}
	}
	if dist < 0 {
		return at, p.Inside
	}
	return best, true
}

// insideOf tells whether nodes are a target or below it, and remembers what it
// found: frames ask for few elements in many cells.
type insideOf struct {
	tree   *dom.Tree
	target dom.Ref
	known  []int8 // by Ref: 1 inside, -1 not
}

func (i *insideOf) has(r dom.Ref) bool {
	if r == dom.None || int(r) >= len(i.known) {
		return false
	}
	if i.known[r] == 0 {
		i.known[r] = -1
		for p := r; p != dom.None; p = i.tree.Node(p).Parent {
			if p == i.target || i.known[p] == 1 {
				i.known[r] = 1
				break
			}
		}
	}
	return i.known[r] == 1
}
