package cell

import "strconv"

// moveTo moves the cursor to column x of row y by the shortest way.
func (d *differ) moveTo(dst []byte, x, y int) []byte {
	if d.x == x && d.y == y {
		return dst
	}
	start := len(dst)
	dst = append(dst, "\x1b["...)
	if x > 0 || y > 0 {
		dst = strconv.AppendInt(dst, int64(y+1), 10)
	}
	if x > 0 {
		dst = append(dst, ';')
		dst = strconv.AppendInt(dst, int64(x+1), 10)
	}
	dst = append(dst, 'H')
	if d.x >= 0 && d.y >= 0 {
		n := len(dst)
		dst = appendVertical(dst, d.y, y)
		dst = appendHorizontal(dst, d.x, x)
		if m := len(dst) - n; m < n-start {
			copy(dst[start:], dst[n:])
			dst = dst[:start+m]
		} else {
			dst = dst[:n]
		}
	}
	d.x, d.y = x, y
	return dst
}

// appendVertical moves from row a to row b in the same column. A vertical tab
// goes down a row, as a line feed does, but no line discipline makes a carriage
// return of it.
func appendVertical(dst []byte, a, b int) []byte {
	switch n := b - a; {
	case n == 0:
	case n > 0 && n <= 3:
		for range n {
			dst = append(dst, '\v')
		}
	case n > 0:
		dst = appendCSI(dst, n, 'B')
	case -n == 1:
		dst = append(dst, "\x1bM"...) // reverse index; within the screen, so that nothing scrolls
	default:
		dst = appendCSI(dst, -n, 'A')
	}
	return dst
}

// appendHorizontal moves from column a to column b of the same row.
func appendHorizontal(dst []byte, a, b int) []byte {
	n := b - a
	switch {
	case n == 0:
		return dst
	case b == 0:
		return append(dst, '\r')
	case n > 0 && digits(n) <= digits(b+1) || n == 1:
		return appendCSI(dst, n, 'C')
	case n < 0 && -n <= 3:
		for range -n {
			dst = append(dst, '\b')
		}
		return dst
	case n < 0 && digits(-n) <= digits(b+1):
		return appendCSI(dst, -n, 'D')
	default:
		return appendCSI(dst, b+1, 'G')
	}
}

// appendCSI appends a control sequence with one parameter, left out when 1.
func appendCSI(dst []byte, n int, final byte) []byte {
	dst = append(dst, "\x1b["...)
	if n != 1 {
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	return append(dst, final)
}
