package cell

import (
	"slices"
	"strconv"
)

// Terminals do not agree how wide some clusters are: of several code points some
// terminals draw one glyph, others one after the other (tmux 3.3 takes ❤️ for one
// cell, 👍🏽 for four). What stands after such a cluster must be where it was meant
// to be all the same.
//
// Rows that have one and changed are written once more from it on to their end,
// with the cursor put behind each of them by its column, and the cells of each
// blanked before, for terminals that fill fewer. Meanwhile nothing wraps into the
// next row.

const (
	noWrap = "\x1b[?7l"
	wrap   = "\x1b[?7h"
)

// AppendDiff appends what turns a terminal that shows old into one that shows g,
// in as few bytes as we know how; see [Encoder.appendDiff]. Terminals may take
// clusters for wider or narrower than they are in g.
func (e *Encoder) AppendDiff(dst []byte, old, g *Grid) []byte {
	if g.Clusters.empty() {
		return e.appendDiff(dst, old, g)
	}
	if !sameForm(old, g) {
		old = nil
	}
	e.doubts = e.doubts[:0]
	for y := range g.Rows {
		if x := firstDoubt(old, g, y); x >= 0 {
			e.doubts = append(e.doubts, doubt{x, y})
		}
	}
	if len(e.doubts) == 0 {
		return e.appendDiff(dst, old, g)
	}
	dst = append(dst, noWrap...)
	dst = e.appendDiff(dst, old, g)
	d := differ{e: e, g: g, x: -1, y: -1}
	for _, p := range e.doubts {
		dst = d.rest(dst, p.x, p.y)
	}
	dst = e.appendReset(dst, &d.pen)
	return append(dst, wrap...)
}

// doubt is the first cluster of a changed row whose width is in doubt.
type doubt struct{ x, y int }

func sameForm(old, g *Grid) bool {
	return old != nil && old.Cols == g.Cols && old.Rows == g.Rows && old.Clusters == g.Clusters
}

// firstDoubt returns the column of the first cluster of row y whose width is in
// doubt, -1 when the row has none or is as it was.
func firstDoubt(old, g *Grid, y int) int {
	row := g.Row(y)
	for x := range row {
		if !row[x].Glyph.Cluster() || row[x].Glyph == Continuation {
			continue
		}
		if old != nil && slices.Equal(old.Row(y), row) {
			return -1
		}
		return x
	}
	return -1
}

// rest writes row y from column x on to its end.
func (d *differ) rest(dst []byte, x, y int) []byte {
	cols := d.g.Cols
	base := y * cols
	d.x, d.y = -1, -1
	dst = d.moveTo(dst, x, y)
	for x < cols {
		c := &d.g.Cells[base+x]
		w := max(c.Glyph.Width(), 1)
		dst = d.e.appendSGR(dst, d.g, &d.pen, d.penAt(base+x), c.Glyph == 0 && c.Attr&^inkless == 0)
		if c.Glyph.Cluster() {
			for range w {
				dst = append(dst, ' ')
			}
			dst = appendColumn(dst, x)
			dst = d.g.appendGlyph(dst, c.Glyph)
			if x+w < cols {
				dst = appendColumn(dst, x+w)
			}
		} else {
			dst = d.g.appendGlyph(dst, c.Glyph)
		}
		x += w
	}
	d.x, d.y = -1, -1
	return dst
}

// appendColumn puts the cursor into column x of its row.
func appendColumn(dst []byte, x int) []byte {
	dst = append(dst, "\x1b["...)
	dst = strconv.AppendInt(dst, int64(x+1), 10)
	return append(dst, 'G')
}
