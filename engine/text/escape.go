package text

import (
	"fmt"
	"unicode/utf8"
)

// Forms of [Escape] in which JSON strings and HTML text read a character back as
// itself.
const (
	JSONEscape = `\u%04x`
	HTMLEscape = "&#x%x;"
)

// Escape returns b with every character written in a form that a terminal could
// take for a control sequence, or that turns the direction of text: structured
// output keeps what was recorded and is still safe to look at.
func Escape(b []byte, form string) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if controls(r) {
			out = fmt.Appendf(out, form, r)
		} else {
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
	return out
}

func controls(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f: // C0, DEL, C1
		return true
	case r == 0x200e || r == 0x200f || r == 0x061c, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // bidi controls
		return true
	case r == 0x2028 || r == 0x2029:
		return true
	}
	return false
}
