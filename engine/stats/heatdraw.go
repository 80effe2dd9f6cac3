package stats

import (
	"fmt"
	"math"
	"strconv"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/render"
)

// gutter is the width of the column that tells how deep users scroll.
const gutter = 7

// Drawing is a heat map on its page.
type Drawing struct {
	Grid *cell.Grid
	// Frame is the page that the map is drawn on.
	Frame *render.Frame
	// Missing counts clicks on elements that this page does not have.
	Missing int
}

// Draw draws the clicks on the whole page, cols cells wide with the column of
// scroll depths, and marks the hottest cells with counts where marks is set, for
// output without colours; nil when there is no page.
func (h *Heat) Draw(cols int, marks bool) *Drawing {
	b := h.base()
	if b == nil {
		return nil
	}
	in := b.input
	width := in.Tree.Page.W
	in.Options.Cols = max(20, cols-gutter)
	in.Options.Scale = min(1, render.FitScale(width, in.Options.Cols))
	if width > 0 {
		in.Options.Cols = min(in.Options.Cols, int(math.Ceil(width*in.Options.Scale/render.CellW)))
	}
	d := h.OnFrame(render.New().Render(in))
	if marks {
		d.mark(h)
	}
	return d
}

// OnFrame draws the clicks and scroll depths on a frame, which must be the last
// that its renderer rendered, of the viewport or of the whole page.
func (h *Heat) OnFrame(f *render.Frame) *Drawing {
	d := &Drawing{Frame: f, Grid: cell.NewGrid(f.Grid.Cols+gutter, f.Grid.Rows, f.Grid.Clusters)}
	d.Grid.Blit(0, 0, f.Grid, 0, 0, f.Grid.Cols, f.Grid.Rows)
	density := h.density(d)
	most := 0.0
	for _, v := range density {
		most = max(most, v)
	}
	if most > 0 {
		for i, v := range density {
			if v > 0.02*most {
				c := d.Grid.At(i%f.Grid.Cols, i/f.Grid.Cols)
				c.BG = tint(c.BG, math.Sqrt(v/most))
			}
		}
	}
	h.ruler(d)
	return d
}

// density spreads every click over the cells around it.
func (h *Heat) density(d *Drawing) []float64 {
	f := d.Frame
	out := make([]float64, f.Grid.Cols*f.Grid.Rows)
	index := elementsByKey(f.Tree)
	for key, s := range h.spots {
		ref, ok := index[key]
		box, _, has := f.BoxOf(ref)
		if !ok || !has {
			d.Missing += len(s.at)
			continue
		}
		for _, p := range s.at {
			x := int(math.Floor((box.X + p.X*box.W - f.Origin.X) * f.Scale / render.CellW))
			y := int(math.Floor((box.Y + p.Y*box.H - f.Origin.Y) * f.Scale / render.CellH))
			splash(out, f.Grid.Cols, f.Grid.Rows, x, y)
		}
	}
	return out
}

// splash adds a click to its cell and, less, to those around; a cell is half as
// wide as it is high.
func splash(out []float64, cols, rows, x, y int) {
	for dy := -1; dy <= 1; dy++ {
		for dx := -3; dx <= 3; dx++ {
			if x+dx < 0 || x+dx >= cols || y+dy < 0 || y+dy >= rows {
				continue
			}
			far := float64(dx*dx)/4 + float64(dy*dy)
			out[(y+dy)*cols+x+dx] += math.Exp(-far)
		}
	}
}

// elementsByKey finds the elements of a page by their keys: see elementKey.
func elementsByKey(t *dom.Tree) map[string]dom.Ref {
	out := make(map[string]dom.Ref)
	var children func(parent dom.Ref, prefix string, depth int)
	children = func(parent dom.Ref, prefix string, depth int) {
		if parent == dom.None || depth > maxTreeDepth {
			return
		}
		nth := make(map[string]int)
		for r := t.Node(parent).First; r != dom.None; r = t.Node(r).Next {
			n := t.Node(r)
			if !n.IsElement() {
				continue
			}
			nth[n.Tag]++
			key := n.Tag + ":" + strconv.Itoa(nth[n.Tag])
			if id, _ := n.Attr("id"); id != "" && !isID(id) {
				key = "#" + id
			} else if prefix != "" {
				key = prefix + ">" + key
			}
			if out[key] == dom.None {
				out[key] = r
			}
			children(n.Shadow, key, depth+1)
			children(r, key, depth+1)
		}
	}
	children(t.Doc, "", 0)
	return out
}

// maxTreeDepth bounds the walk over a page.
const maxTreeDepth = 512

// tint mixes the colour of heat v, 0 to 1, into a background: from blue over
// yellow to red, as such maps are read.
func tint(bg cell.Color, v float64) cell.Color {
	r, g, b := bg.RGB()
	if bg.IsDefault() {
		r, g, b = 255, 255, 255
	}
	hr, hg, hb := ramp(v)
	a := 0.35 + 0.45*v
	mix := func(x uint8, y float64) uint8 { return uint8(float64(x)*(1-a) + y*a) }
	return cell.RGB(mix(r, hr), mix(g, hg), mix(b, hb))
}

func ramp(v float64) (r, g, b float64) {
	stops := [...][3]float64{{70, 110, 255}, {60, 200, 120}, {255, 220, 50}, {255, 130, 30}, {230, 30, 30}}
	at := max(0, min(1, v)) * float64(len(stops)-1)
	i := min(int(at), len(stops)-2)
	k := at - float64(i)
	mix := func(c int) float64 { return stops[i][c]*(1-k) + stops[i+1][c]*k }
	return mix(0), mix(1), mix(2)
}

// ruler writes beside the page which share of the views saw each part of it.
func (h *Heat) ruler(d *Drawing) {
	f := d.Frame
	if len(h.depths) == 0 || f.Doc.H <= 0 {
		return
	}
	last := -1
	for y := range f.Grid.Rows {
		px := f.Origin.Y + (float64(y)+0.5)*render.CellH/f.Scale
		if px > f.Doc.H {
			break
		}
		seen := h.seen(px / f.Doc.H)
		bar := cell.Cell{Style: cell.Style{BG: tint(cell.RGB(255, 255, 255), seen)}}
		d.Grid.Set(f.Grid.Cols+1, y, bar)
		if percent := int(math.Round(100 * seen)); percent != last {
			d.Grid.SetString(f.Grid.Cols+2, y, fmt.Sprintf("%3d%%", percent), cell.Style{})
			last = percent
		}
	}
}

// mark writes the number of clicks on each element at the cell that got most of
// them.
func (d *Drawing) mark(h *Heat) {
	f := d.Frame
	index := elementsByKey(f.Tree)
	for _, row := range h.Report(0).Elements {
		s := h.spots[row.Element]
		ref, ok := index[row.Element]
		box, _, has := f.BoxOf(ref)
		if !ok || !has {
			continue
		}
		var x, y float64
		for _, p := range s.at {
			x, y = x+p.X, y+p.Y
		}
		n := float64(len(s.at))
		col := int((box.X + x/n*box.W - f.Origin.X) * f.Scale / render.CellW)
		line := int((box.Y + y/n*box.H - f.Origin.Y) * f.Scale / render.CellH)
		for _, r := range fmt.Sprintf("⟨%d⟩", len(s.at)) {
			if d.Grid.Inside(col, line) {
				d.Grid.SetString(col, line, string(r), cell.Style{BG: d.Grid.At(col, line).BG})
			}
			col++
		}
	}
}
