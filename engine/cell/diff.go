package cell

import (
	"slices"
	"strconv"
)

// AppendDiff appends what turns a terminal that shows old into one that shows g,
// drawing with the shortest sequences known: the cursor moves only over what
// stays, rows that moved are scrolled where the terminal can, ends of rows are
// erased, runs are repeated. The terminal's pen must be reset before and is
// after; the cursor may be anywhere and ends anywhere. When old is nil or has
// another size, everything is drawn.
//
// Rows and columns count from the terminal's upper left corner.
func (e *Encoder) AppendDiff(dst []byte, old, g *Grid) []byte {
	d := differ{e: e, g: g, x: -1, y: -1}
	if old == nil || old.Cols != g.Cols || old.Rows != g.Rows || old.Clusters != g.Clusters {
		dst = append(dst, "\x1b[m\x1b[H\x1b[2J"...)
		e.tmp = blankCells(e.tmp, len(g.Cells))
		d.old = e.tmp
		d.x, d.y = 0, 0
	} else {
		e.tmp = append(e.tmp[:0], old.Cells...)
		d.old = e.tmp
		d.oldLinks = old.Links
		if e.ScrollRegions {
			dst = d.scroll(dst)
		}
	}
	for y := range g.Rows {
		dst = d.row(dst, y)
	}
	return e.appendReset(dst, &d.pen)
}

func blankCells(s []Cell, n int) []Cell {
	if cap(s) < n {
		return make([]Cell, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// differ is the state of one diff: what the terminal shows, and its cursor.
type differ struct {
	e        *Encoder
	g        *Grid
	old      []Cell
	oldLinks []string
	pen      Style
	x, y     int // -1 where not known
}

// same reports whether a cell is already shown.
func (d *differ) same(i int) bool {
	a, b := &d.old[i], &d.g.Cells[i]
	if *a != *b {
		// A foreground on a blank does not show.
		return a.Glyph == 0 && b.Glyph == 0 && a.BG == b.BG && a.Link == b.Link && a.Attr&^inkless == 0 && b.Attr&^inkless == 0
	}
	if a.Link == 0 || !d.e.Hyperlinks {
		return true
	}
	n := int(a.Link) - 1
	return n < len(d.oldLinks) && n < len(d.g.Links) && d.oldLinks[n] == d.g.Links[n]
}

// gapLimit is the number of unchanged cells that are cheaper to write again than
// to jump over, when they need no change of pen.
const gapLimit = 4

// row updates one row.
func (d *differ) row(dst []byte, y int) []byte {
	cols := d.g.Cols
	base := y * cols
	first, last := 0, cols-1
	for first < cols && d.same(base+first) {
		first++
	}
	if first == cols {
		return dst
	}
	for d.same(base + last) {
		last--
	}
	for first > 0 && d.g.Cells[base+first].Glyph == Continuation {
		first--
	}
	end := d.blankTail(base)
	x := first
	for x <= last {
		if d.same(base+x) && d.g.Cells[base+x].Glyph != Continuation {
			n := x
			for n <= last && d.same(base+n) {
				n++
			}
			for n > x && d.g.Cells[base+n].Glyph == Continuation {
				n--
			}
			if n-x > gapLimit || !d.cheap(base+x, base+n) {
				x = max(n, x+1)
				continue
			}
		}
		if x >= end && last-x+1 > 3 {
			dst = d.moveTo(dst, x, y)
			return d.eraseTail(dst, base+x, base+cols)
		}
		dst = d.moveTo(dst, x, y)
		dst, x = d.write(dst, base, x, min(last+1, max(end, x+1)))
	}
	return dst
}

// cheap reports whether the cells from i to j are drawn with the current pen.
func (d *differ) cheap(i, j int) bool {
	if d.x < 0 {
		return false
	}
	for ; i < j; i++ {
		st := d.g.Cells[i].Style
		st.FG, st.BG = d.e.colors.mapped(d.e.Profile, st.FG), d.e.colors.mapped(d.e.Profile, st.BG)
		if st != d.pen {
			return false
		}
	}
	return true
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

// eraseTail erases to the end of the line in the background of the tail (BCE).
func (d *differ) eraseTail(dst []byte, i, end int) []byte {
	dst = d.e.appendSGR(dst, d.g, &d.pen, Style{FG: d.g.Cells[i].FG, BG: d.g.Cells[i].BG}, true)
	copy(d.old[i:end], d.g.Cells[i:end])
	return append(dst, "\x1b[K"...)
}

// write draws the cell at x, or a run of equal ones, and returns the next column.
func (d *differ) write(dst []byte, base, x, limit int) ([]byte, int) {
	c := &d.g.Cells[base+x]
	dst = d.e.appendSGR(dst, d.g, &d.pen, c.Style, c.Glyph == 0)
	dst = d.g.appendGlyph(dst, c.Glyph)
	d.old[base+x] = *c
	w := max(c.Glyph.Width(), 1)
	n := x + w
	if c.Glyph < 0x80 && d.e.Repeat { // what REP repeats after other characters differs between terminals
		for n < limit && d.g.Cells[base+n] == *c {
			d.old[base+n] = *c
			n++
		}
		dst = d.appendRepeat(dst, c.Glyph, n-x-1)
	} else if w == 2 && n-1 < d.g.Cols {
		d.old[base+n-1] = d.g.Cells[base+n-1]
	}
	d.x = n
	if n >= d.g.Cols {
		d.x, d.y = -1, -1 // the pending wrap differs between terminals
	}
	return dst, n
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

// moveTo moves the cursor to column x of row y by the shortest way.
func (d *differ) moveTo(dst []byte, x, y int) []byte {
	if d.x == x && d.y == y {
		return dst
	}
	switch {
	case d.y == y && d.x >= 0 && x > d.x:
		dst = appendCSI(dst, x-d.x, 'C')
	case d.y == y && d.x >= 0 && x == 0:
		dst = append(dst, '\r')
	case d.y >= 0 && d.x >= 0 && y == d.y+1 && x == 0:
		dst = append(dst, "\r\n"...)
	case d.y == y && d.x >= 0 && d.x-x < 100 && x < d.x:
		dst = appendCSI(dst, d.x-x, 'D')
	case x == 0:
		dst = appendCSI(dst, y+1, 'H')
	default:
		dst = append(dst, "\x1b["...)
		dst = strconv.AppendInt(dst, int64(y+1), 10)
		dst = append(dst, ';')
		dst = strconv.AppendInt(dst, int64(x+1), 10)
		dst = append(dst, 'H')
	}
	d.x, d.y = x, y
	return dst
}

// appendCSI appends a control sequence with one parameter, left out when 1.
func appendCSI(dst []byte, n int, final byte) []byte {
	dst = append(dst, "\x1b["...)
	if n != 1 {
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	return append(dst, final)
}

// Scrolling: rows that moved up or down together are moved by the terminal.
const (
	maxShift   = 24 // rows
	minMoved   = 4  // rows that must be saved
	minSaving  = 2  // times as many rows saved as are scrolled in
	hashFactor = 1099511628211
)

// scroll finds the best vertical shift of a block of rows and applies it to the
// terminal and to d.old.
func (d *differ) scroll(dst []byte) []byte {
	rows := d.g.Rows
	if !d.manyChanged() {
		return dst
	}
	d.e.hash = hashRows(d.e.hash[:0], d.old, d.g.Cols)
	d.e.hash = hashRows(d.e.hash, d.g.Cells, d.g.Cols)
	was, now := d.e.hash[:rows], d.e.hash[rows:]
	top, bottom, shift := bestShift(was, now)
	if shift == 0 {
		return dst
	}
	dst = append(dst, "\x1b["...)
	dst = strconv.AppendInt(dst, int64(top+1), 10)
	dst = append(dst, ';')
	dst = strconv.AppendInt(dst, int64(bottom), 10)
	dst = append(dst, 'r')
	if shift > 0 {
		dst = appendCSI(dst, shift, 'S')
	} else {
		dst = appendCSI(dst, -shift, 'T')
	}
	dst = append(dst, "\x1b[r"...)
	d.x, d.y = 0, 0 // DECSTBM homes the cursor
	cols := d.g.Cols
	if shift > 0 {
		copy(d.old[top*cols:bottom*cols], d.old[(top+shift)*cols:bottom*cols])
		clear(d.old[(bottom-shift)*cols : bottom*cols])
	} else {
		copy(d.old[(top-shift)*cols:bottom*cols], d.old[top*cols:(bottom+shift)*cols])
		clear(d.old[top*cols : (top-shift)*cols])
	}
	return dst
}

// manyChanged reports whether enough rows differ for scrolling to pay.
func (d *differ) manyChanged() bool {
	n, cols := 0, d.g.Cols
	for i := 0; i+cols <= len(d.old) && cols > 0; i += cols {
		if !slices.Equal(d.old[i:i+cols], d.g.Cells[i:i+cols]) {
			if n++; n >= minMoved {
				return true
			}
		}
	}
	return false
}

func hashRows(dst []uint64, cells []Cell, cols int) []uint64 {
	for i := 0; i+cols <= len(cells) && cols > 0; i += cols {
		h := uint64(14695981039346656037)
		for k := range cells[i : i+cols] {
			c := &cells[i+k]
			h = (h ^ uint64(c.Glyph) ^ uint64(c.BG)<<32) * hashFactor
			h = (h ^ uint64(c.FG) ^ uint64(c.Attr)<<32 ^ uint64(c.Link)<<48) * hashFactor
		}
		dst = append(dst, h)
	}
	return dst
}

// bestShift finds rows [top, bottom) that, scrolled up by shift (down when
// negative), bring the most changed rows to where they are wanted.
func bestShift(was, now []uint64) (top, bottom, shift int) {
	rows, best := len(now), minMoved-1
	for s := 1; s <= min(maxShift, rows-1); s++ {
		for _, sign := range [2]int{s, -s} {
			for y := 0; y < rows; {
				if src := y + sign; src < 0 || src >= rows || now[y] != was[src] || now[y] == was[y] {
					y++
					continue
				}
				n, gain := y, 0
				for n < rows && n+sign >= 0 && n+sign < rows && now[n] == was[n+sign] {
					if now[n] != was[n] {
						gain++
					}
					n++
				}
				if gain > best && gain >= minSaving*s/2 {
					best, shift = gain, sign
					top, bottom = y, n+s
					if sign < 0 {
						top, bottom = y-s, n
					}
				}
				y = n
			}
		}
	}
	return top, bottom, shift
}
