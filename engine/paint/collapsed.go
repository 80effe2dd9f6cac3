package paint

import (
	"playhead/engine/css"
	"playhead/engine/layout"
)

// collapsed notes the borders of a table with collapsed borders: they belong to
// the edges between cells, not to boxes, and lie over the cells.
func (p *painter) collapsed(f *layout.Fragment, s *space) {
	if f.Tracks == nil || f.Tracks.Borders == nil || p.noInk > 0 || f.Box.Style.Text.Visibility != css.Visible {
		return
	}
	cb, t := f.Tracks.Borders, f.Tracks
	if len(t.Cols) < cb.Cols+1 || len(t.Rows) < cb.Rows+1 {
		return
	}
	// Rows whose lines may show, with one to spare for thick ones.
	from, to := 0, cb.Rows
	if s.lin == nil {
		for from < to && s.y+t.Rows[from+1].Float() < s.clip.y0-p.view.CellH {
			from++
		}
		for to > from && s.y+t.Rows[to-1].Float() > s.clip.y1+p.view.CellH {
			to--
		}
	}
	for r := from; r <= to; r++ {
		for c := 0; c < cb.Cols; {
			n := c + 1
			for n < cb.Cols && sameEdge(&cb.H[r][n], &cb.H[r][c]) {
				n++
			}
			p.gridLine(&cb.H[r][c], s, layout.Rect{X: t.Cols[c], Y: t.Rows[r], W: t.Cols[n] - t.Cols[c]}, top)
			c = n
		}
	}
	for c := range cb.Cols + 1 {
		for r := from; r < to; {
			n := r + 1
			for n < to && sameEdge(&cb.V[n][c], &cb.V[r][c]) {
				n++
			}
			p.gridLine(&cb.V[r][c], s, layout.Rect{X: t.Cols[c], Y: t.Rows[r], H: t.Rows[n] - t.Rows[r]}, left)
			r = n
		}
	}
}

func sameEdge(a, b *layout.CollapsedEdge) bool {
	return a.Width == b.Width && a.Style == b.Style && a.Color == b.Color
}

// gridLine notes one straight line of a collapsed grid.
func (p *painter) gridLine(e *layout.CollapsedEdge, s *space, at layout.Rect, side int) {
	if e.Width <= 0 || e.Style <= css.LineHidden {
		return
	}
	col := e.Color
	r := s.rect(at)
	if col.A == 0 || !r.or(rect{r.x0 - 1, r.y0 - 1, r.x1 + 1, r.y1 + 1}).meets(s.clip) {
		return
	}
	b := edges{rect: r, clip: s.clip, seq: p.nextSeq(), grid: true}
	b.side[side] = edge{e.Width.Float(), col, e.Style}
	p.Canvas.boxes = append(p.Canvas.boxes, b)
}
