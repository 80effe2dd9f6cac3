package cli

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// jsonEscape and htmlEscape write a character in a form that JSON strings and
// HTML text read back as the character itself.
const (
	jsonEscape = `\u%04x`
	htmlEscape = "&#x%x;"
)

// escapeControls returns b with every character escaped that a terminal could
// take for a control sequence, or that turns the direction of text: structured
// output keeps what was recorded and is still safe to look at.
func escapeControls(b []byte, form string) []byte {
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

// escaper escapes what is written to it whole before it goes on to w.
type escaper struct {
	buf  []byte
	form string
}

func (e *escaper) Write(p []byte) (int, error) {
	e.buf = append(e.buf, p...)
	return len(p), nil
}

func (e *escaper) flush(w io.Writer) error {
	_, err := w.Write(escapeControls(e.buf, e.form))
	return err
}
