package cell

import (
	"cmp"
	"strconv"
)

// segment is a part of a row that is written without changing the pen.
type segment struct {
	y, x0, x1 int
	pen       Style
	blank     bool // nothing but blanks
	tail      bool // blank up to the end of the row: erased
}

// Lengths in cells.
const (
	// gapLimit is how many unchanged cells are rather written again than jumped
	// over, when they need no change of pen.
	gapLimit = 4
	// blankRun is from where blanks stand in a segment of their own, to be erased
	// or repeated.
	blankRun = 10
)

// byPen orders segments so that those of one pen follow each other, and pens of
// one background. Where pens are equal the order is left as it is: by row.
func byPen(a, b segment) int {
	if c := cmp.Compare(a.pen.BG, b.pen.BG); c != 0 {
		return c
	}
	if c := cmp.Compare(a.pen.FG, b.pen.FG); c != 0 {
		return c
	}
	if c := cmp.Compare(a.pen.Attr, b.pen.Attr); c != 0 {
		return c
	}
	return cmp.Compare(a.pen.Link, b.pen.Link)
}

// segments appends what has to be written, row by row.
func (d *differ) segments(segs []segment) []segment {
	for y := range d.g.Rows {
		segs = d.rowSegments(segs, y)
	}
	return segs
}

func (d *differ) rowSegments(segs []segment, y int) []segment {
	cols := d.g.Cols
	base := y * cols
	first, last := 0, cols-1
	for first < cols && d.same(base+first) {
		first++
	}
	if first == cols {
		return segs
	}
	for d.same(base + last) {
		last--
	}
	tail := cols
	if !d.e.NoErase {
		tail = d.blankTail(base)
	}
	for first > 0 && d.g.Cells[base+first].Glyph == Continuation {
		first--
	}
	begun := len(segs)
	for x := first; x <= last; {
		if x >= tail && last-x >= 3 {
			return append(segs, segment{y: y, x0: x, x1: cols, pen: d.penAt(base + x), blank: true, tail: true})
		}
		if !d.changed(base+x, x) {
			x++
			continue
		}
		x = d.extend(&segs, begun, y, x, min(last+1, max(tail, x+1)))
	}
	return segs
}

// changed reports whether the cell i in column x has to be written: right halves
// of wide glyphs are with their left ones.
func (d *differ) changed(i, x int) bool {
	if d.g.Cells[i].Glyph == Continuation {
		return false
	}
	return !d.same(i) || x+1 < d.g.Cols && d.g.Cells[i+1].Glyph == Continuation && !d.same(i+1)
}

// extend puts the changed cell at x into a segment, the last one of the row
// where that can take it, and returns the column behind it.
func (d *differ) extend(segs *[]segment, begun, y, x, limit int) int {
	base := y * d.g.Cols
	n := x
	for n < limit && d.blankLike(base+n, base+x) {
		n++
	}
	s := *segs
	if n-x >= blankRun {
		*segs = append(s, segment{y: y, x0: x, x1: n, pen: d.penAt(base + x), blank: true})
		return n
	}
	c := &d.g.Cells[base+x]
	n = x + max(c.Glyph.Width(), 1)
	pen := d.penAt(base + x)
	blank := c.Glyph == 0 && c.Attr&^inkless == 0
	if len(s) > begun {
		p := &s[len(s)-1]
		if !(p.blank && p.x1-p.x0 >= blankRun) && x-p.x1 <= gapLimit && d.joins(p, base, x, pen, blank) {
			if p.blank && !blank {
				p.pen, p.blank = pen, false
			}
			p.x1 = n
			return n
		}
	}
	*segs = append(s, segment{y: y, x0: x, x1: n, pen: pen, blank: blank})
	return n
}

// joins reports whether the gap from p to x and the cell at x can be written
// with the pen of p, or of x where p is blank.
func (d *differ) joins(p *segment, base, x int, pen Style, blank bool) bool {
	want := p.pen
	if p.blank && !blank {
		want = pen
		if p.pen.BG != pen.BG || p.pen.Link != pen.Link || pen.Attr&^inkless != 0 {
			return false
		}
	}
	if !d.writable(base+x, want) {
		return false
	}
	for i := p.x1; i < x; i++ {
		if d.g.Cells[base+i].Glyph == Continuation || d.g.Cells[base+i].Glyph.Width() != 1 || !d.writable(base+i, want) {
			return false
		}
	}
	return true
}

// writable reports whether cell i is drawn right with pen.
func (d *differ) writable(i int, pen Style) bool {
	st := d.penAt(i)
	if st == pen {
		return true
	}
	return d.g.Cells[i].Glyph == 0 && st.BG == pen.BG && st.Link == pen.Link && (st.Attr|pen.Attr)&^inkless == 0
}

// penAt is what the terminal can show of the style of cell i.
func (d *differ) penAt(i int) Style {
	st := d.g.Cells[i].Style
	st.FG, st.BG = d.e.colors.mapped(d.e.Profile, st.FG), d.e.colors.mapped(d.e.Profile, st.BG)
	return st
}

// blankLike reports whether cell i is a plain blank of the background of cell k.
func (d *differ) blankLike(i, k int) bool {
	a, b := &d.g.Cells[i], &d.g.Cells[k]
	return a.Glyph == 0 && a.BG == b.BG && a.Attr&^inkless == 0 && a.Link == b.Link
}

// blankTail gives the column from which a row is blank in one background.
func (d *differ) blankTail(base int) int {
	cols := d.g.Cols
	last := d.g.Cells[base+cols-1]
	x := cols
	for x > 0 {
		c := d.g.Cells[base+x-1]
		if c.Glyph != 0 || c.BG != last.BG || c.Attr&^inkless != 0 || c.Link != 0 {
			break
		}
		x--
	}
	return x
}

// segment writes one segment.
func (d *differ) segment(dst []byte, s *segment) []byte {
	base := s.y * d.g.Cols
	dst = d.moveTo(dst, s.x0, s.y)
	dst = d.e.appendSGR(dst, d.g, &d.pen, s.pen, s.blank)
	if s.tail {
		return append(dst, "\x1b[K"...) // in the background of the pen
	}
	if n := s.x1 - s.x0; s.blank && n >= blankRun && !d.e.NoErase && (!d.e.Repeat || s.x1 >= d.g.Cols) {
		return appendCSI(dst, n, 'X') // the cursor stays
	}
	doubtful := false
	for x := s.x0; x < s.x1; {
		c := &d.g.Cells[base+x]
		doubtful = doubtful || c.Glyph.Cluster()
		dst = d.g.appendGlyph(dst, c.Glyph)
		n := x + max(c.Glyph.Width(), 1)
		if d.e.Repeat && c.Glyph < 0x80 { // what REP repeats after other characters differs between terminals
			for n < s.x1 && d.g.Cells[base+n].Glyph == c.Glyph {
				n++
			}
			dst = d.appendRepeat(dst, c.Glyph, n-x-1)
		}
		x = n
	}
	d.x = s.x1
	if s.x1 >= d.g.Cols || doubtful {
		d.x, d.y = -1, -1 // the pending wrap, and widths, differ between terminals
	}
	return dst
}

// appendRepeat repeats the glyph just written n times, by REP where shorter.
func (d *differ) appendRepeat(dst []byte, gl Glyph, n int) []byte {
	if n <= 0 {
		return dst
	}
	if n > 3+digits(n) {
		dst = append(dst, "\x1b["...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		return append(dst, 'b')
	}
	for range n {
		dst = d.g.appendGlyph(dst, gl)
	}
	return dst
}

func digits(n int) int {
	d := 1
	for ; n >= 10; n /= 10 {
		d++
	}
	return d
}
