package scan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"strconv"
)

// MaxDepth is the number of arrays and objects that may be open at once while
// reading. Skipping has no limit, it needs no memory for depth.
const MaxDepth = 10_000

// Sentinels for what callers branch on.
var (
	// ErrTruncated says that the input ends within a value.
	ErrTruncated = errors.New("input ends within a value")
	// ErrSyntax says that the input is not JSON.
	ErrSyntax = errors.New("not JSON")
	// ErrDepth says that values are nested deeper than MaxDepth.
	ErrDepth = errors.New("nested too deeply")
)

// Error is a failure at a place of the input. It wraps one of the sentinels.
type Error struct {
	Offset int // bytes from the start of the input
	What   string
	Err    error
}

// Error implements error.
func (e *Error) Error() string {
	return "byte " + strconv.Itoa(e.Offset) + ": " + e.What
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.Err }

// Kind is the type of a value as its first byte tells it.
type Kind uint8

// Kinds of values.
const (
	Invalid Kind = iota // not the start of a value, or the end of the input
	Object
	Array
	String
	Number
	Bool
	Null
)

// Scanner is a cursor over a JSON text. After the first error every method
// returns its zero answer, so loops end and the error is looked at once.
// Copying a Scanner remembers a place to return to.
type Scanner struct {
	b     []byte
	i     int
	depth int
	odd   int  // values met that were of another type than asked for
	first bool // an array or object was entered and nothing was read of it yet
	err   *Error
}

// New returns a scanner at the start of b.
func New(b []byte) Scanner { return Scanner{b: b} }

// At returns a scanner over b that starts at offset i. Offsets of errors and
// values count from the start of b.
func At(b []byte, i int) Scanner { return Scanner{b: b, i: i} }

// Err returns the first error, a *Error, or nil.
func (s *Scanner) Err() error {
	if s.err == nil {
		return nil
	}
	return s.err
}

// Offset is the position of the cursor in bytes.
func (s *Scanner) Offset() int { return s.i }

// Ahead counts how often sub occurs in what has not been read: an estimate of
// what is to come, for those who reserve memory.
func (s *Scanner) Ahead(sub []byte) int { return bytes.Count(s.b[s.i:], sub) }

// Mismatches counts the values, other than null, that were of another type than
// the method called asked for. They were skipped.
func (s *Scanner) Mismatches() int { return s.odd }

func (s *Scanner) fail(at int, what string, err error) {
	if s.err == nil {
		s.err = &Error{Offset: at, What: what, Err: err}
	}
}

func (s *Scanner) syntax(at int, what string) {
	if at >= len(s.b) {
		s.fail(len(s.b), "input ends where "+what+" was expected", ErrTruncated)
		return
	}
	s.fail(at, "expected "+what, ErrSyntax)
}

// space moves over white space.
func (s *Scanner) space() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\n', '\r', '\t':
			s.i++
		default:
			return
		}
	}
}

// End reports whether only white space is left; it moves over it.
func (s *Scanner) End() bool {
	s.space()
	return s.i >= len(s.b)
}

// Kind looks at the next value and says what it is; the cursor stays before it.
func (s *Scanner) Kind() Kind {
	if s.err != nil {
		return Invalid
	}
	s.space()
	if s.i >= len(s.b) {
		return Invalid
	}
	switch s.b[s.i] {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return Number
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	default:
		return Invalid
	}
}

// Object enters the next value if it is an object; keys follow with Key. Any
// other value is skipped.
func (s *Scanner) Object() bool { return s.enter(Object) }

// Array enters the next value if it is an array; elements follow with Elem. Any
// other value is skipped.
func (s *Scanner) Array() bool { return s.enter(Array) }

func (s *Scanner) enter(want Kind) bool {
	if s.Kind() != want {
		s.mismatch()
		return false
	}
	if s.depth >= MaxDepth {
		s.fail(s.i, "nested too deeply", ErrDepth)
		return false
	}
	s.depth++
	s.i++
	s.first = true
	return true
}

// mismatch skips a value that is not what the caller asked for.
func (s *Scanner) mismatch() {
	if s.err != nil {
		return
	}
	if s.Kind() != Null {
		s.odd++
	}
	s.Skip()
}

// Key moves to the next member of the object and returns its key; the value is
// to be read or skipped next. ok is false at the end of the object, which is
// left then. The key is a slice of the input where it holds no escapes.
func (s *Scanner) Key() (key []byte, ok bool) {
	if key, ok := s.plainKey(); ok {
		return key, true
	}
	if !s.next('}') {
		return nil, false
	}
	if s.i >= len(s.b) || s.b[s.i] != '"' {
		s.syntax(s.i, "a key")
		return nil, false
	}
	start := s.i + 1
	end, escaped := stringEnd(s.b, start)
	if end < 0 {
		s.fail(s.i, "key is not closed", ErrTruncated)
		return nil, false
	}
	s.i = end + 1
	s.space()
	if s.i >= len(s.b) || s.b[s.i] != ':' {
		s.syntax(s.i, "a colon")
		return nil, false
	}
	s.i++
	key = s.b[start:end]
	if escaped {
		key = AppendUnescaped(nil, key)
	}
	return key, true
}

// plainKey is Key for a short one as programs write it: without escapes and
// white space, right after what comes before. Where it is not, it does nothing.
func (s *Scanner) plainKey() (key []byte, ok bool) {
	b, i := s.b, s.i
	if s.err != nil || i+2 > len(b) {
		return nil, false
	}
	if !s.first {
		if b[i] != ',' {
			return nil, false
		}
		i++
	}
	if b[i] != '"' {
		return nil, false
	}
	start := i + 1
	for i = start; i+8 < len(b) && i < start+maxPlainKey; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		m := hasByte(w, '"'*lowBits) | hasByte(w, '\\'*lowBits)
		if m == 0 {
			continue
		}
		i += bits.TrailingZeros64(m) >> 3
		if b[i] != '"' || b[i+1] != ':' {
			return nil, false
		}
		s.i, s.first = i+2, false
		return b[start:i], true
	}
	return nil, false
}

// maxPlainKey bounds the keys that are looked at twice.
const maxPlainKey = 16

// Elem moves to the next element of the array, which is to be read or skipped
// next. It returns false at the end of the array, which is left then: do not
// call it again for that array.
func (s *Scanner) Elem() bool {
	return s.next(']')
}

// next moves over a comma to the next member, or leaves the container.
func (s *Scanner) next(end byte) bool {
	if s.err != nil {
		return false
	}
	s.space()
	if s.i >= len(s.b) {
		s.fail(s.i, "input ends within an array or object", ErrTruncated)
		return false
	}
	c := s.b[s.i]
	switch {
	case c == end:
		s.i++
		s.depth--
		s.first = false
		return false
	case s.first:
		s.first = false
	case c == ',':
		s.i++
		s.space()
	default:
		s.syntax(s.i, "a comma")
		return false
	}
	if s.i < len(s.b) && (s.b[s.i] == ']' || s.b[s.i] == '}') {
		s.syntax(s.i, "a value")
		return false
	}
	return true
}

// Bool reads a boolean; ok is false for any other value, which is skipped.
func (s *Scanner) Bool() (v, ok bool) {
	if s.Kind() != Bool {
		s.mismatch()
		return false, false
	}
	v = s.b[s.i] == 't'
	s.Skip()
	return v, s.err == nil
}

// Null moves over the next value if it is null, and reports whether it was.
func (s *Scanner) Null() bool {
	if s.i < len(s.b) && s.b[s.i]-'0' <= 9 {
		return false
	}
	if s.Kind() != Null {
		return false
	}
	s.Skip()
	return s.err == nil
}

// Skip moves over the next value. Of arrays and objects only strings and
// brackets are looked at.
func (s *Scanner) Skip() {
	switch s.Kind() {
	case Object, Array:
		end := containerEnd(s.b, s.i)
		if end < 0 {
			s.fail(s.i, "array or object is not closed", ErrTruncated)
			return
		}
		s.i = end
	case String:
		end, _ := stringEnd(s.b, s.i+1)
		if end < 0 {
			s.fail(s.i, "string is not closed", ErrTruncated)
			return
		}
		s.i = end + 1
	case Number:
		s.number()
	case Bool:
		if s.b[s.i] == 't' {
			s.word("true")
		} else {
			s.word("false")
		}
	case Null:
		s.word("null")
	case Invalid:
		s.syntax(s.i, "a value")
	}
}

func (s *Scanner) word(w string) {
	n := min(len(w), len(s.b)-s.i)
	if string(s.b[s.i:s.i+n]) != w[:n] {
		s.fail(s.i, "expected "+w, ErrSyntax)
		return
	}
	if n < len(w) {
		s.fail(s.i, "input ends within "+w, ErrTruncated)
		return
	}
	s.i += n
}

// Pass moves over the next value like Skip; ahead, a copy of s that went through
// the value, tells where it ends when nothing was wrong with it.
func (s *Scanner) Pass(ahead *Scanner) {
	if s.err != nil || ahead.err != nil || ahead.depth != s.depth {
		s.Skip()
		return
	}
	s.i, s.first = ahead.i, false
}

// Raw returns the bytes of the next value and moves over it.
func (s *Scanner) Raw() []byte {
	s.space()
	start := s.i
	s.Skip()
	if s.err != nil {
		return nil
	}
	return s.b[start:s.i]
}
