package export

import (
	"iter"
	"time"

	"playhead/engine/cell"
)

// Frame is a picture and when it begins to be shown.
type Frame struct {
	// At is the time from the film's start.
	At time.Duration
	// Grid is good until the next frame is asked for.
	Grid *cell.Grid
}

// Film is a sequence of frames of one size, in order of time, the first at 0.
type Film struct {
	Cols, Rows int
	// Length is the time at which the last frame ends; 0 for a still picture.
	Length time.Duration
	// Frames gives the frames. Those that look like the one before may be there.
	Frames iter.Seq2[Frame, error]
}

// Change is a frame that differs from the one before it.
type Change struct {
	At   time.Duration
	Hold time.Duration // how long it is shown
	// Grid is what is shown, Old what was shown before, nil at first. Both are
	// good until the next change is asked for.
	Grid, Old *cell.Grid
	// X0, Y0, X1, Y1 bound the cells that differ; no glyph sticks out.
	X0, Y0, X1, Y1 int
}

// Changed reports whether a cell looks other than before.
func (c *Change) Changed(x, y int) bool {
	return c.Old == nil || !sameLook(c.Grid.At(x, y), c.Old.At(x, y))
}

// blankInk are the attributes that do not show on a blank.
const blankInk = cell.Bold | cell.Dim | cell.Italic

// sameLook reports whether two cells of grids that share a table of clusters
// look alike. A foreground on a blank does not show.
func sameLook(a, b *cell.Cell) bool {
	if *a == *b {
		return true
	}
	if a.Glyph != 0 || b.Glyph != 0 || a.BG != b.BG {
		return false
	}
	return a.Attr&^blankInk == 0 && b.Attr&^blankInk == 0
}

// Changes gives the frames of a film that differ from the one before.
func (f Film) Changes() iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		var spare *cell.Grid
		var next Change
		for fr, err := range f.Frames {
			if err != nil {
				yield(Change{}, err)
				return
			}
			c := Change{At: fr.At, Grid: fr.Grid, Old: next.Grid}
			if !c.bound() {
				continue
			}
			if next.Grid != nil {
				next.Hold = fr.At - next.At
				if !yield(next, nil) {
					return
				}
			}
			c.Grid, spare = copyGrid(spare, fr.Grid), next.Old
			next = c
		}
		if next.Grid != nil {
			next.Hold = max(f.Length-next.At, 0)
			yield(next, nil)
		}
	}
}

// copyGrid copies src into the memory of dst, which may be nil.
func copyGrid(dst, src *cell.Grid) *cell.Grid {
	if dst == nil {
		return src.Clone()
	}
	cells, links := append(dst.Cells[:0], src.Cells...), append(dst.Links[:0], src.Links...)
	*dst = *src
	dst.Cells, dst.Links = cells, links
	return dst
}

// bound finds the cells that differ and reports whether there are any.
func (c *Change) bound() bool {
	g := c.Grid
	if c.Old != nil && (c.Old.Cols != g.Cols || c.Old.Rows != g.Rows || c.Old.Clusters != g.Clusters) {
		c.Old = nil
	}
	if c.Old == nil {
		c.X0, c.Y0, c.X1, c.Y1 = 0, 0, g.Cols, g.Rows
		return true
	}
	c.X0, c.Y0, c.X1, c.Y1 = g.Cols, g.Rows, 0, 0
	for y := range g.Rows {
		first, last := 0, g.Cols-1
		for first < g.Cols && !c.Changed(first, y) {
			first++
		}
		if first == g.Cols {
			continue
		}
		for !c.Changed(last, y) {
			last--
		}
		c.X0, c.X1 = min(c.X0, first), max(c.X1, last+1)
		c.Y0, c.Y1 = min(c.Y0, y), y+1
	}
	if c.Y1 == 0 {
		return false
	}
	for c.cuts(c.X0) {
		c.X0--
	}
	for c.X1 < g.Cols && c.cuts(c.X1) {
		c.X1++
	}
	return true
}

// cuts reports whether a glyph lies on both sides of column x's left edge.
func (c *Change) cuts(x int) bool {
	for y := c.Y0; y < c.Y1; y++ {
		if c.Grid.At(x, y).Glyph == cell.Continuation {
			return true
		}
	}
	return false
}
