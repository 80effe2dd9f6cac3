package scan

import (
	"hash/maphash"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// Bytes reads a string and returns its content as it stands in the input, and
// whether that has escapes. ok is false for any other value, which is skipped.
func (s *Scanner) Bytes() (raw []byte, escaped, ok bool) {
	if s.Kind() != String {
		s.mismatch()
		return nil, false, false
	}
	start := s.i + 1
	end, escaped := stringEnd(s.b, start)
	if end < 0 {
		s.fail(s.i, "string is not closed", ErrTruncated)
		return nil, false, false
	}
	s.i = end + 1
	return s.b[start:end], escaped, true
}

// Text reads a string into t. ok is false for any other value, which is skipped.
func (s *Scanner) Text(t *Text) (v string, ok bool) {
	raw, escaped, ok := s.Bytes()
	if !ok {
		return "", false
	}
	return t.Make(raw, escaped), true
}

// Name reads a string of which there are few different ones; see [Names].
func (s *Scanner) Name(n *Names) (v string, ok bool) {
	raw, escaped, ok := s.Bytes()
	if !ok {
		return "", false
	}
	if escaped {
		raw = AppendUnescaped(nil, raw)
	}
	return n.Intern(raw), true
}

// AppendUnescaped appends the text of a JSON string's content to dst. Lone
// surrogates, bytes that are not UTF-8 and escapes that JSON does not have
// become U+FFFD.
func AppendUnescaped(dst, raw []byte) []byte {
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '\\':
			var n int
			dst, n = appendEscape(dst, raw[i:])
			i += n
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default:
			r, n := utf8.DecodeRune(raw[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
		}
	}
	return dst
}

// appendEscape appends what the escape at the start of p stands for and returns
// its length.
func appendEscape(dst, p []byte) ([]byte, int) {
	if len(p) < 2 {
		return utf8.AppendRune(dst, utf8.RuneError), len(p)
	}
	switch p[1] {
	case '"', '\\', '/':
		return append(dst, p[1]), 2
	case 'b':
		return append(dst, '\b'), 2
	case 'f':
		return append(dst, '\f'), 2
	case 'n':
		return append(dst, '\n'), 2
	case 'r':
		return append(dst, '\r'), 2
	case 't':
		return append(dst, '\t'), 2
	case 'u':
		r := hex4(p[2:])
		if r < 0 {
			return utf8.AppendRune(dst, utf8.RuneError), 2
		}
		if utf16.IsSurrogate(r) {
			if len(p) >= 12 && p[6] == '\\' && p[7] == 'u' {
				if pair := utf16.DecodeRune(r, hex4(p[8:])); pair != utf8.RuneError {
					return utf8.AppendRune(dst, pair), 12
				}
			}
			r = utf8.RuneError
		}
		return utf8.AppendRune(dst, r), 6
	default:
		return utf8.AppendRune(dst, utf8.RuneError), 2
	}
}

// hex4 reads four hexadecimal digits, -1 when there are not so many.
func hex4(p []byte) rune {
	if len(p) < 4 {
		return -1
	}
	var r rune
	for _, c := range p[:4] {
		r <<= 4
		switch {
		case c-'0' <= 9:
			r |= rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r |= rune(c|0x20-'a') + 10
		default:
			return -1
		}
	}
	return r
}

// Chunk sizes of Text in bytes.
const (
	minChunk = 256
	maxChunk = 32 << 10
)

// Text makes strings in chunks: the strings of one event share a few
// allocations and live as long as any of them does. The zero value is ready.
// Strings made stay valid for ever.
type Text struct {
	chunk []byte
	size  int
}

// Make returns the text of a JSON string's content; see [AppendUnescaped].
func (t *Text) Make(raw []byte, escaped bool) string {
	if len(raw) == 0 {
		return ""
	}
	if !escaped && utf8.Valid(raw) {
		return t.Copy(raw)
	}
	// The text is at most three times as long: a byte that is not UTF-8 becomes
	// the three bytes of U+FFFD.
	if len(raw) > maxChunk/4 {
		return string(AppendUnescaped(make([]byte, 0, len(raw)+16), raw))
	}
	t.reserve(3 * len(raw))
	start := len(t.chunk)
	t.chunk = AppendUnescaped(t.chunk, raw)
	return t.from(start)
}

// Copy returns a copy of p as a string.
func (t *Text) Copy(p []byte) string {
	if len(p) == 0 {
		return ""
	}
	if len(p) > maxChunk/4 {
		return string(p)
	}
	t.reserve(len(p))
	start := len(t.chunk)
	t.chunk = append(t.chunk, p...)
	return t.from(start)
}

// from returns the chunk's bytes from start on as a string. Bytes of a chunk are
// written once, before the string over them exists: this is what
// strings.Builder does, for many strings in one allocation (BenchmarkText).
func (t *Text) from(start int) string {
	p := t.chunk[start:]
	if len(p) == 0 {
		return ""
	}
	return unsafe.String(&p[0], len(p))
}

func (t *Text) reserve(n int) {
	if cap(t.chunk)-len(t.chunk) >= n {
		return
	}
	t.size = min(max(2*t.size, minChunk), maxChunk)
	t.chunk = make([]byte, 0, max(t.size, n))
}

// Reset ends the current chunk, so that strings made from here on do not keep
// those made before in memory.
func (t *Text) Reset() { *t = Text{} }

// maxName is the length up to which names are kept.
const maxName = 64

// Names gives equal strings the same memory: tag and attribute names, class
// lists. It remembers a bounded number of short strings and forgets some when
// others come. It is not safe for concurrent use.
type Names struct {
	seed  maphash.Seed
	slots []string
}

const nameSlots = 2048 // a power of two

// Intern returns p as a string.
func (n *Names) Intern(p []byte) string {
	if len(p) == 0 {
		return ""
	}
	if len(p) > maxName {
		return string(AppendValid(nil, p))
	}
	if n.slots == nil {
		n.seed = maphash.MakeSeed()
		n.slots = make([]string, nameSlots)
	}
	slot := &n.slots[maphash.Bytes(n.seed, p)&(nameSlots-1)]
	if *slot == string(p) {
		return *slot
	}
	if !utf8.Valid(p) {
		return string(AppendValid(nil, p))
	}
	*slot = string(p)
	return *slot
}

// AppendValid appends p to dst with U+FFFD for each byte that is not UTF-8.
func AppendValid(dst, p []byte) []byte {
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		dst = utf8.AppendRune(dst, r)
		p = p[n:]
	}
	return dst
}
