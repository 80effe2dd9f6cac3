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
//
// The bytes are taken in blocks of 64: one bit per byte for quotes, backslashes,
// opening and closing brackets, then the strings are masked out by a running
// exclusive or over the quotes. Its time does not depend on how many strings
// there are or how long, so snapshots full of short attributes and style sheets
// in one string are skipped alike.
func containerEnd(b []byte, i int) int {
	if end := smallContainerEnd(b, i); end > 0 {
		return end
	}
	var (
		depth    int
		inString uint64 // all ones while a string is open
		escape   uint64 // 1 when the first byte of the block is escaped
		tail     [64]byte
	)
	for i < len(b) {
		block := b[i:]
		if len(block) < 64 {
			n := copy(tail[:], block)
			clear(tail[n:])
			block = tail[:]
		}
		m := maskBlock((*[64]byte)(block))
		quotes := m.quote
		if m.backslash|escape != 0 {
			var escaped uint64
			escaped, escape = escapedBytes(m.backslash, escape)
			quotes &^= escaped
		}
		in := prefixXor(quotes) ^ inString
		inString = uint64(int64(in) >> 63) //nolint:gosec // the sign bit is spread on purpose
		opens, closes := m.open&^in, m.close&^in
		if n := bits.OnesCount64(closes); depth > n {
			depth += bits.OnesCount64(opens) - n
			i += 64
			continue
		}
		for both := opens | closes; both != 0; both &= both - 1 {
			if opens&both&-both != 0 {
				depth++
				continue
			}
			if depth--; depth == 0 {
				return i + bits.TrailingZeros64(both) + 1
			}
		}
		i += 64
	}
	return -1
}

// smallContainerEnd finds the end of an array or object of a few bytes, for which
// a block is too much: empty lists, attribute pairs, numbers. It returns 0 for
// others.
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

// masks holds one bit per byte of a block, lowest first.
type masks struct {
	quote, backslash, open, close uint64
}

func maskBlock(p *[64]byte) (m masks) {
	var any uint64
	for k := 0; k < 8; k++ {
		w := binary.LittleEndian.Uint64(p[8*k:])
		shift := uint(8 * k)
		m.quote |= byteMask(w^'"'*lowBits) << shift
		lower := w | 0x20*lowBits // [ and { differ in this bit, so do ] and }
		m.open |= byteMask(lower^'{'*lowBits) << shift
		m.close |= byteMask(lower^'}'*lowBits) << shift
		any |= hasByte(w, '\\'*lowBits)
	}
	if any != 0 {
		for k := 0; k < 8; k++ {
			w := binary.LittleEndian.Uint64(p[8*k:])
			m.backslash |= byteMask(w^'\\'*lowBits) << uint(8*k)
		}
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
