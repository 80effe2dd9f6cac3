package paint

import (
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
	raster  raster
}

// drawingSize is all that a raster depends on beside the box.
type drawingSize struct{ w, h, cellW, cellH float64 }

// begin begins a frame, end ends it: what was not asked for in it is forgotten.
func (d *drawings) begin() { d.now, d.before = d.before, d.now }
func (d *drawings) end()   { clear(d.before) }

// drawingOf gives the drawing of an inline svg element whose box fills r, and its
// raster, nil where it has none.
func (p *painter) drawingOf(b *layout.Box, ref dom.Ref, r rect) (*drawing, raster) {
	of := drawingSize{r.x1 - r.x0, r.y1 - r.y0, p.view.CellW, p.view.CellH}
	k, ok := p.drawn.now[b]
	if !ok {
		k, ok = p.drawn.before[b]
	}
	if !ok || k.of != of {
		d := p.inlineDrawing(ref, of.w, of.h)
		k = rasteredDrawing{of, d, d.raster(r, p.view.CellW, p.view.CellH, b.Style.Text.Color)}
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
