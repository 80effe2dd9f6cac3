package cell

import "slices"

// appendDiff appends what turns a terminal that shows old into one that shows g,
// in as few bytes as we know how. The terminal's pen must be reset before and is
// after; the cursor may be anywhere and ends anywhere. When old is nil or has
// another size, everything is drawn.
//
// What changed is cut into segments, each written with one pen (segment.go). They
// are written row by row, or pen by pen: moving the cursor costs about 7 bytes, a
// pair of truecolor pens 36, so that on a screen of many colours the second way
// halves what is sent. Both are tried, each also after scrolling the rows that
// moved (scroll.go), and the shortest is taken. Trying all four takes some
// hundred microseconds on a screen of 200×60 that changed all over, and none of
// it matters beside sending a kilobyte less over a slow link.
//
// Rows and columns count from the terminal's upper left corner.
func (e *Encoder) appendDiff(dst []byte, old, g *Grid) []byte {
	t := &e.trial
	d := differ{e: e, g: g}
	if old == nil || old.Cols != g.Cols || old.Rows != g.Rows || old.Clusters != g.Clusters {
		dst = append(dst, "\x1b[m\x1b[H\x1b[2J"...)
		t.old = blankCells(t.old, len(g.Cells))
		d.old = t.old
		t.best = d.shorter(t.best[:0], nil, 0, 0)
		return append(dst, t.best...)
	}
	d.old, d.oldLinks = old.Cells, old.Links
	t.best = d.shorter(t.best[:0], nil, -1, -1)
	if !e.ScrollRegions || len(t.best) < worthScrolling {
		return append(dst, t.best...)
	}
	if s := d.findScroll(); s.shift != 0 {
		t.old = append(t.old[:0], old.Cells...)
		d.old = t.old
		s.apply(t.old, g.Cols)
		t.lead = s.append(t.lead[:0])
		t.other = d.shorter(t.other[:0], t.lead, 0, 0) // margins home the cursor
		if len(t.other) < len(t.best) {
			t.best, t.other = t.other, t.best
		}
	}
	return append(dst, t.best...)
}

// trial is the memory of the ways that are tried, kept from diff to diff.
type trial struct {
	old                     []Cell
	segs                    []segment
	best, other, lead, temp []byte
	chunks                  []uint32
}

func blankCells(s []Cell, n int) []Cell {
	if cap(s) < n {
		return make([]Cell, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// differ is the state of one way to write the difference: what the terminal
// shows, its pen and its cursor.
type differ struct {
	e        *Encoder
	g        *Grid
	old      []Cell
	oldLinks []string
	pen      Style
	x, y     int // -1 where not known
}

// shorter appends lead and then the shorter way of writing what differs. The
// cursor is at x, y after lead.
func (d *differ) shorter(dst, lead []byte, x, y int) []byte {
	t := &d.e.trial
	t.segs = d.segments(t.segs[:0])
	start := len(dst)
	dst = append(dst, lead...)
	d.x, d.y = x, y
	dst = d.write(dst, t.segs)
	if len(t.segs) < 3 {
		return dst
	}
	slices.SortStableFunc(t.segs, byPen)
	t.temp = append(t.temp[:0], lead...)
	d.x, d.y = x, y
	t.temp = d.write(t.temp, t.segs)
	if len(t.temp) < len(dst)-start {
		dst = append(dst[:start], t.temp...)
	}
	return dst
}

// write appends segments in the order given, and resets the pen.
func (d *differ) write(dst []byte, segs []segment) []byte {
	d.pen = Style{}
	for i := range segs {
		dst = d.segment(dst, &segs[i])
	}
	return d.e.appendReset(dst, &d.pen)
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
