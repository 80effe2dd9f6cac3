package paint

import (
	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/layout"
)

// drawings keeps inline drawings as they were rastered for the frame before: a
// box stays the same as long as nothing in its element changes.
type drawings struct {
	now, before map[*layout.Box]rasteredDrawing
}

type rasteredDrawing struct {
	of      drawingSize
	drawing *drawing
	raster  *quadded // nil where there is nothing to show
}

// quadded is a raster with the quadrants that it was shown in last: it mostly
// stays where it is.
type quadded struct {
	raster
	dest, visible rect
	got           cells
	quads         []quadrants
}

// quadrants are the colours of a cell's quadrants, their ink together, and how
// they are shown over a background.
type quadrants struct {
	q    [4]rgba
	ink  float64
	over cell.Color
	as   splitCell
	done bool
}

// splitCell is a cell shown in two colours; see split.
type splitCell struct {
	mask   int
	fg, bg cell.Color
}

// at gives the quadrants of the cells got, in order, kept where dest and what
// shows of it are the same.
func (k *quadded) at(dest, visible rect, got cells) (q []quadrants, fresh bool) {
	if k.dest == dest && k.visible == visible && k.got == got {
		return k.quads, false
	}
	n := max(0, got.x1-got.x0) * max(0, got.y1-got.y0)
	k.dest, k.visible, k.got = dest, visible, got
	k.quads = resized(k.quads, n)
	return k.quads, true
}

// drawingSize is all that a raster depends on beside the box.
type drawingSize struct{ w, h, cellW, cellH float64 }

// begin begins a frame, end ends it: what was not asked for in it is forgotten.
func (d *drawings) begin() { d.now, d.before = d.before, d.now }
func (d *drawings) end()   { clear(d.before) }

// drawingOf gives the drawing of an inline svg element whose box fills r, and its
// raster, nil where it has none.
func (p *painter) drawingOf(b *layout.Box, ref dom.Ref, r rect) (*drawing, *quadded) {
	of := drawingSize{r.x1 - r.x0, r.y1 - r.y0, p.view.CellW, p.view.CellH}
	k, ok := p.drawn.now[b]
	if !ok {
		k, ok = p.drawn.before[b]
	}
	if !ok || k.of != of {
		d := p.inlineDrawing(ref, of.w, of.h)
		k = rasteredDrawing{of: of, drawing: d}
		if ra := d.raster(r, p.view.CellW, p.view.CellH, b.Style.Text.Color); ra != nil {
			k.raster = &quadded{raster: ra}
		}
		if d.used {
			return k.drawing, k.raster // what it refers to can change by itself
		}
	}
	if p.drawn.now == nil {
		p.drawn.now = map[*layout.Box]rasteredDrawing{}
	}
	p.drawn.now[b] = k
	return k.drawing, k.raster
}
