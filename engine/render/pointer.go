package render

import "playhead/engine/dom"

// ontoTarget moves a pointer to the nearest cell that shows its recorded target
// or something in it, where the pointer's own cell does not and such a cell is in
// the frame. Edges of elements are rounded to cells, and what lies over them may
// be larger here than it was; the recording knows what was under the pointer.
func (f *Frame) ontoTarget(p *PointerPlace, target dom.Ref, full bool) {
	if !f.Tree.Alive(target) {
		return
	}
	in := insideOf{tree: f.Tree, target: target, known: make([]int8, f.Tree.Slots())}
	if in.has(f.At(p.Col, p.Row)) {
		return
	}
	col, row, dist := 0, 0, -1
	for y := range f.Grid.Rows {
		for x := range f.Grid.Cols {
			// Cells are twice as high as wide.
			dx, dy := x-p.Col, 2*(y-p.Row)
			if d := dx*dx + dy*dy; (dist < 0 || d < dist) && in.has(f.At(x, y)) {
				col, row, dist = x, y, d
			}
		}
	}
	if dist < 0 {
		return
	}
	// A pointer beside the frame keeps its place in the viewport, so that the
	// frame can be moved there; only its cell goes where the target shows.
	if p.Inside {
		v := &f.boxes.view
		x, y := (float64(col)+0.5)*v.CellW+v.X, (float64(row)+0.5)*v.CellH+v.Y
		if full {
			x, y = x-f.Tree.Page.ScrollX, y-f.Tree.Page.ScrollY
		}
		p.X, p.Y = x, y
	}
	p.Col, p.Row, p.Inside = col, row, true
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
