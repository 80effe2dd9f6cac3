package dom

import (
	"encoding/binary"
	"math/bits"
)

// differ writes bytes as what differs from others that they resemble. Its memory
// is used again. The zero value is ready.
type differ struct {
	table []int32 // where eight bytes of the base are, by their hash
	out   []byte
}

const (
	diffBits  = 15
	diffMatch = 4 // bytes that are worth a copy where one is expected
)

func diffHash(b []byte) uint64 {
	return binary.LittleEndian.Uint64(b) * 0x9e3779b97f4a7c15 >> (64 - diffBits)
}

// diff returns b as stretches of its own and stretches of base in turn: the
// length of b; then a length and so many bytes of its own, by how much the next
// stretch of base starts behind where it is expected, and its length; and so on
// until b is complete. Bytes that replace others are taken to be as many. The
// result is good until the next call.
func (d *differ) diff(base, b []byte) []byte {
	if d.table == nil {
		d.table = make([]int32, 1<<diffBits)
	}
	clear(d.table)
	for i := 0; i+8 <= len(base); i++ {
		d.table[diffHash(base[i:])] = int32(i) //nolint:gosec // pages are far smaller
	}
	out := binary.AppendUvarint(d.out[:0], uint64(len(b)))
	own, next := 0, 0 // start of the own stretch; the place expected in base
	for i := 0; i+8 <= len(b); {
		p, back := next, 0
		if next+diffMatch > len(base) || binary.LittleEndian.Uint32(base[next:]) != binary.LittleEndian.Uint32(b[i:]) {
			p = int(d.table[diffHash(b[i:])])
			if p+8 > len(base) || binary.LittleEndian.Uint64(base[p:]) != binary.LittleEndian.Uint64(b[i:]) {
				i++
				next++
				continue
			}
			for p > back && i-back > own && base[p-back-1] == b[i-back-1] {
				back++
			}
		}
		n := common(base[p:], b[i:])
		out = binary.AppendUvarint(out, uint64(i-back-own)) //nolint:gosec // a length
		out = append(out, b[own:i-back]...)
		out = binary.AppendVarint(out, int64(p-next))
		out = binary.AppendUvarint(out, uint64(n+back)) //nolint:gosec // a length
		i += n
		own, next = i, p+n
	}
	out = binary.AppendUvarint(out, uint64(len(b)-own)) //nolint:gosec // a length
	d.out = append(out, b[own:]...)
	return d.out
}

// common is how many bytes a and b begin with alike.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)>>3
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// undiff returns what diff was given beside base, in new memory.
func undiff(base, diff []byte) []byte {
	number := func() int {
		v, n := binary.Uvarint(diff)
		diff = diff[n:]
		return int(v) //nolint:gosec // as diff wrote it
	}
	size := number()
	out := make([]byte, 0, size)
	next := 0
	for {
		n := number()
		out = append(out, diff[:n]...)
		diff = diff[n:]
		if len(out) == size {
			return out
		}
		by, m := binary.Varint(diff)
		diff = diff[m:]
		next += n + int(by)
		n = number()
		out = append(out, base[next:next+n]...)
		next += n
	}
}
