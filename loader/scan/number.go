package scan

import (
	"math"
	"strconv"
)

// number moves over a number of the RFC's grammar and returns its bytes.
func (s *Scanner) number() []byte {
	b, start := s.b, s.i
	i := start
	if i < len(b) && b[i] == '-' {
		i++
	}
	switch {
	case i >= len(b):
		s.fail(i, "input ends within a number", ErrTruncated)
		return nil
	case b[i] == '0':
		i++
	case b[i] >= '1' && b[i] <= '9':
		i = digits(b, i)
	default:
		s.fail(i, "expected a digit", ErrSyntax)
		return nil
	}
	if i < len(b) && b[i] == '.' {
		next := digits(b, i+1)
		if next == i+1 {
			s.syntax(next, "a digit")
			return nil
		}
		i = next
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		next := digits(b, i)
		if next == i {
			s.syntax(next, "a digit")
			return nil
		}
		i = next
	}
	s.i = i
	return b[start:i]
}

func digits(b []byte, i int) int {
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	return i
}

// Int reads a number as an integer: fractions are cut off, what is out of range
// is held at the ends of the range. ok is false for any other value, which is
// skipped.
func (s *Scanner) Int() (v int64, ok bool) {
	if v, ok = s.plain(); ok {
		return v, true
	}
	if s.Kind() != Number {
		s.mismatch()
		return 0, false
	}
	tok := s.number()
	if tok == nil {
		return 0, false
	}
	if v, ok = plainInt(tok); ok {
		return v, true
	}
	f := parseFloat(tok)
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64, true
	case f <= math.MinInt64:
		return math.MinInt64, true
	default:
		return int64(f), true
	}
}

// plain reads an integer of up to 18 digits that stands right before the cursor,
// without sign, and is followed by what may follow a member or an element. Most
// numbers are like that. Otherwise it does nothing.
func (s *Scanner) plain() (v int64, ok bool) {
	b, i := s.b, s.i
	if s.err != nil {
		return 0, false
	}
	for i < len(b) && b[i]-'0' <= 9 {
		v = v*10 + int64(b[i]-'0')
		i++
	}
	n := i - s.i
	if n == 0 || n > 18 || i == len(b) || n > 1 && b[s.i] == '0' {
		return 0, false
	}
	switch b[i] {
	case ',', '}', ']':
		s.i = i
		return v, true
	}
	return 0, false
}

// Float reads a number; what is out of range is held at ±math.MaxFloat64. ok is
// false for any other value, which is skipped.
func (s *Scanner) Float() (v float64, ok bool) {
	if n, ok := s.plain(); ok {
		return float64(n), true
	}
	if s.Kind() != Number {
		s.mismatch()
		return 0, false
	}
	tok := s.number()
	if tok == nil {
		return 0, false
	}
	if n, ok := plainInt(tok); ok && n != 0 {
		return float64(n), true // -0 is left to parseFloat
	}
	return parseFloat(tok), true
}

// plainInt parses up to 18 digits without fraction and exponent.
func plainInt(tok []byte) (v int64, ok bool) {
	if len(tok) > 19 {
		return 0, false
	}
	i := 0
	if tok[0] == '-' {
		i = 1
	}
	if len(tok)-i > 18 {
		return 0, false
	}
	for _, c := range tok[i:] {
		if c -= '0'; c > 9 {
			return 0, false
		}
		v = v*10 + int64(c)
	}
	if i == 1 {
		v = -v
	}
	return v, true
}

// parseFloat parses a number of the RFC's grammar. A mantissa below 2^53 and one
// power of ten up to 22 are exact doubles, so their quotient is rounded once and
// is the right one; the rest goes the long way.
func parseFloat(tok []byte) float64 {
	var mant uint64
	frac, i := 0, 0
	if tok[0] == '-' {
		i = 1
	}
	dot, exact := false, len(tok) <= 17
	for _, c := range tok[i:] {
		if c == '.' {
			dot = true
			continue
		}
		if c -= '0'; c > 9 {
			exact = false // an exponent
			break
		}
		mant = mant*10 + uint64(c)
		if dot {
			frac++
		}
	}
	if exact && mant < 1<<53 {
		v := float64(mant) / pow10[frac]
		if i == 1 {
			v = -v
		}
		return v
	}
	v, err := strconv.ParseFloat(string(tok), 64)
	if err != nil { // the grammar was checked: it can only be out of range
		return math.Copysign(math.MaxFloat64, v)
	}
	return v
}

var pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
	1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}
