package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

const (
	lowBits  = 0x0101010101010101
	lowSeven = 0x7f7f7f7f7f7f7f7f
	highBits = 0x8080808080808080
)

// hasByte sets the high bit of every byte of w that equals the byte repeated in
// pattern. Bits above the lowest one set may be wrong: good for "any" and
// "first", not for counting.
func hasByte(w, pattern uint64) uint64 {
	x := w ^ pattern
	return (x - lowBits) &^ x & highBits
}

// stringEnd returns the index of the quote that ends the string whose content
// starts at i, -1 when there is none, and whether the content holds a backslash.
// Most strings of a recording are short: eight bytes are looked at at a time for
// the first 32, then the vectorised IndexByte takes over.
func stringEnd(b []byte, i int) (end int, escaped bool) {
	for limit := i + 32; i+8 <= len(b) && i < limit; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		m := hasByte(w, '"'*lowBits) | hasByte(w, '\\'*lowBits)
		if m == 0 {
			continue
		}
		i += bits.TrailingZeros64(m) >> 3
		if b[i] == '"' {
			return i, escaped
		}
		return escapedStringEnd(b, i)
	}
	return escapedStringEnd(b, i)
}

// escapedStringEnd is stringEnd for long strings and from a backslash on.
func escapedStringEnd(b []byte, i int) (end int, escaped bool) {
	for i < len(b) {
		q := bytes.IndexByte(b[i:], '"')
		if q < 0 {
			return -1, escaped
		}
		seg := b[i : i+q]
		first := bytes.IndexByte(seg, '\\')
		if first < 0 {
			return i + q, escaped
		}
		escaped = true
		// The quote counts unless an odd number of backslashes stands before it.
		n := 0
		for n < len(seg) && seg[len(seg)-1-n] == '\\' {
			n++
		}
		if n&1 == 0 {
			return i + q, true
		}
		i += q + 1
	}
	return -1, escaped
}

// containerEnd returns the index after the bracket that closes the array or
// object that starts at i, -1 when the input ends before. Brackets are counted
// without regard to their shape.
func containerEnd(b []byte, i int) int {
	if end := smallContainerEnd(b, i); end > 0 {
		return end
	}
	return End(b, i)
}

// End returns the offset after the bracket that closes the array or object at
// b[i], -1 when the input ends before. It does what [Scanner.Skip] does, and
// takes for granted that the value is not small.
//
// The bytes are taken in blocks of 64: one bit per byte for quotes, backslashes,
// opening and closing brackets, then the strings are masked out by a running
// exclusive or over the quotes. Its time does not depend on how many strings
// there are or how long, so snapshots full of short attributes and style sheets
// in one string are skipped alike.
func End(b []byte, i int) int {
	var (
		depth    int
		inString uint64 // all ones while a string is open
		escape   uint64 // 1 when the first byte of the block is escaped
		tail     [64]byte
	)
	for ; i < len(b); i += 64 {
		block := b[i:]
		if len(block) < 64 {
			n := copy(tail[:], block)
			clear(tail[n:])
			block = tail[:]
		}
		p := (*[64]byte)(block)
		m := maskBlock(p)
		quotes := transpose(m.quote)
		if m.backslash|escape != 0 {
			var escaped uint64
			escaped, escape = escapedBytes(backslashes(p), escape)
			quotes &^= escaped
		}
		in := prefixXor(quotes) ^ inString
		inString = uint64(int64(in) >> 63) //nolint:gosec // the sign bit is spread on purpose
		outside := ^transpose(in)
		opens, closes := m.open&outside, m.close&outside
		opened, closed := bits.OnesCount64(opens), bits.OnesCount64(closes)
		if closed >= depth {
			if k := closing(transpose(opens), transpose(closes), depth); k >= 0 {
				return i + k + 1
			}
		}
		depth += opened - closed
	}
	return -1
}

// closing returns the place of the bracket in a block that closes the outermost
// of depth open ones, -1 when it is not in the block.
func closing(opens, closes uint64, depth int) int {
	for ; closes != 0; closes &= closes - 1 {
		depth--
		if depth <= 0 && depth+bits.OnesCount64(opens&(closes&-closes-1)) == 0 {
			return bits.TrailingZeros64(closes)
		}
	}
	return -1
}

// smallContainerEnd finds the end of an array or object of a few bytes, for which
// a block is too much: empty lists, attribute pairs, numbers. It returns 0 for
// others, and where there are backslashes.
func smallContainerEnd(b []byte, i int) int {
	depth := 0
	b = b[:min(len(b), i+24)]
	for ; i < len(b); i++ {
		switch b[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\\':
			return 0
		case '"':
			for i++; i < len(b) && b[i] != '"'; i++ {
				if b[i] == '\\' {
					return 0
				}
			}
		}
	}
	return 0
}

// masks holds one bit per byte of a block, in an order that is cheap to make: bit
// k of byte j stands for byte j of word k of the block; see transpose. backslash
// only is something else than 0 when there may be one.
type masks struct {
	quote, open, close, backslash uint64
}

func maskBlock(p *[64]byte) masks {
	m := masks{backslash: highBits}
	m.take(binary.LittleEndian.Uint64(p[0:]))
	m.take(binary.LittleEndian.Uint64(p[8:]))
	m.take(binary.LittleEndian.Uint64(p[16:]))
	m.take(binary.LittleEndian.Uint64(p[24:]))
	m.take(binary.LittleEndian.Uint64(p[32:]))
	m.take(binary.LittleEndian.Uint64(p[40:]))
	m.take(binary.LittleEndian.Uint64(p[48:]))
	m.take(binary.LittleEndian.Uint64(p[56:]))
	return masks{quote: ^m.quote, open: ^m.open, close: ^m.close, backslash: m.backslash ^ highBits}
}

// take adds the next word of a block to masks whose bits are clear where there
// is a match: the sum of seven bits and 0x7f has its high bit set unless they are
// 0, and bytes beyond ASCII match nothing.
func (m *masks) take(w uint64) {
	low := w & lowSeven
	lower := low | 0x20*lowBits // [ and { differ in this bit, so do ] and }
	m.quote = m.quote>>1 | (low^'"'*lowBits+lowSeven|w)&highBits
	m.open = m.open>>1 | (lower^'{'*lowBits+lowSeven|w)&highBits
	m.close = m.close>>1 | (lower^'}'*lowBits+lowSeven|w)&highBits
	m.backslash &= low ^ '\\'*lowBits + lowSeven // some beyond ASCII pass for it
}

// transpose turns the order of masks into that of the bytes and back: an 8 × 8
// matrix of bits is mirrored at its diagonal.
func transpose(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}

// backslashes gives one bit for each byte of the block that is a backslash, in
// the order of the bytes.
func backslashes(p *[64]byte) (m uint64) {
	for k := 0; k < 8; k++ {
		m |= byteMask(binary.LittleEndian.Uint64(p[8*k:])^'\\'*lowBits) << uint(8*k)
	}
	return m
}

// byteMask gives one bit for each byte of x that is zero.
func byteMask(x uint64) uint64 {
	zero := ^((x&lowSeven + lowSeven) | x | lowSeven) // high bit set where the byte is zero
	return (zero >> 7) * 0x0102040810204080 >> 56
}

// escapedBytes returns which bytes of a block are escaped by a backslash before
// them, and whether the first byte of the next block is. Runs of backslashes
// pair up; the subtraction carries through runs that start on odd bits.
func escapedBytes(backslash, carry uint64) (escaped, next uint64) {
	const odd = 0xaaaaaaaaaaaaaaaa
	starts := backslash &^ carry
	codes := ((starts<<1 | odd) - starts) ^ odd
	escaped = codes ^ (backslash | carry)
	return escaped, (codes & backslash) >> 63
}

// prefixXor sets every bit to the exclusive or of itself and all lower bits.
func prefixXor(x uint64) uint64 {
	x ^= x << 1
	x ^= x << 2
	x ^= x << 4
	x ^= x << 8
	x ^= x << 16
	x ^= x << 32
	return x
}
