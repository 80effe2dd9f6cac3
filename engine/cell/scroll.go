package cell

import "strconv"

// Scrolling: rows that moved up or down together are moved by the terminal. It
// moves whole rows, what stands beside the part that scrolled too; that is then
// written again, so a scroll is tried where it saves more cells than it spoils.
const (
	// worthScrolling is from how many bytes a scroll is looked for.
	worthScrolling = 400
	maxShift       = 24 // rows
	chunkCols      = 8  // cells that are compared at once
)

// scrollMove says that rows [top, bottom) scroll up by shift, down when negative.
type scrollMove struct{ top, bottom, shift int }

// append appends the move; the cursor is at home behind it.
func (s scrollMove) append(dst []byte) []byte {
	dst = append(dst, "\x1b["...)
	dst = strconv.AppendInt(dst, int64(s.top+1), 10)
	dst = append(dst, ';')
	dst = strconv.AppendInt(dst, int64(s.bottom), 10)
	dst = append(dst, 'r')
	if s.shift > 0 {
		dst = appendCSI(dst, s.shift, 'S')
	} else {
		dst = appendCSI(dst, -s.shift, 'T')
	}
	return append(dst, "\x1b[r"...)
}

// apply moves the cells as the terminal does.
func (s scrollMove) apply(cells []Cell, cols int) {
	part := cells[s.top*cols : s.bottom*cols]
	if n := s.shift * cols; n > 0 {
		copy(part, part[n:])
		clear(part[len(part)-n:])
	} else {
		copy(part[-n:], part[:len(part)+n])
		clear(part[:-n])
	}
}

// findScroll finds the move that brings most cells to where they are wanted.
func (d *differ) findScroll() scrollMove {
	shift := d.commonShift()
	if shift == 0 {
		return scrollMove{}
	}
	// The rows whose sum of what is won and lost is the greatest.
	best, sum, from := 0, 0, 0
	var out scrollMove
	for y := range d.g.Rows {
		if sum <= 0 {
			sum, from = 0, y
		}
		sum += d.gain(y, shift)
		if sum > best {
			best = sum
			out = scrollMove{from, y + 1, shift}
		}
	}
	// The margins hold where rows come from, too.
	if shift > 0 {
		out.bottom = min(out.bottom+shift, d.g.Rows)
	} else {
		out.top = max(out.top+shift, 0)
	}
	if best < 2*d.g.Cols || out.bottom-out.top <= max(shift, -shift) {
		return scrollMove{}
	}
	return out
}

// gain is how many more cells of row y are right when it comes from shift rows
// below.
func (d *differ) gain(y, shift int) int {
	src := y + shift
	if src < 0 || src >= d.g.Rows {
		return 0
	}
	cols := d.g.Cols
	now, was, from := d.g.Row(y), d.old[y*cols:(y+1)*cols], d.old[src*cols:(src+1)*cols]
	n := 0
	for x := range now {
		if from[x] == now[x] {
			n++
		}
		if was[x] == now[x] {
			n--
		}
	}
	return n
}

// commonShift is by how many rows most of what changed has moved, 0 for none.
func (d *differ) commonShift() int {
	t := &d.e.trial
	cols, rows := d.g.Cols, d.g.Rows
	per := cols / chunkCols
	if per == 0 {
		return 0
	}
	t.chunks = hashChunks(t.chunks[:0], d.old, cols, rows)
	t.chunks = hashChunks(t.chunks, d.g.Cells, cols, rows)
	was, now := t.chunks[:per*rows], t.chunks[per*rows:]
	var votes [2*maxShift + 1]int
	for y := range rows {
		for c := range per {
			h := now[y*per+c]
			if h == was[y*per+c] || h == 0 {
				continue
			}
			for s := max(-maxShift, -y); s <= min(maxShift, rows-1-y); s++ {
				if was[(y+s)*per+c] == h {
					votes[s+maxShift]++
				}
			}
		}
	}
	best, shift := 0, 0
	for i, v := range votes {
		if v > best {
			best, shift = v, i-maxShift
		}
	}
	return shift
}

// hashChunks appends a hash of each chunk of each row, 0 for chunks without ink:
// they are alike everywhere and tell nothing of what moved.
func hashChunks(dst []uint32, cells []Cell, cols, rows int) []uint32 {
	const offset, prime = 2166136261, 16777619
	for y := range rows {
		row := cells[y*cols : (y+1)*cols]
		for c := 0; c+chunkCols <= cols; c += chunkCols {
			h, ink := uint32(offset), Glyph(0)
			for k := range row[c : c+chunkCols] {
				p := &row[c+k]
				ink |= p.Glyph
				h = (h ^ uint32(p.Glyph)) * prime
				h = (h ^ uint32(p.BG)) * prime
				h = (h ^ uint32(p.FG)) * prime
				h = (h ^ uint32(p.Attr)) * prime
			}
			if ink == 0 {
				h = 0
			}
			dst = append(dst, h)
		}
	}
	return dst
}
