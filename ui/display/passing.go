package display

import "bytes"

// effect is what bytes do to a terminal's screen.
type effect struct {
	entered   bool // the alternate screen is there, and blank
	left      bool // it is gone
	disturbed bool // cells, or the pen, have changed
}

// passing finds out what p does. It knows what Bubble Tea writes beside drawing:
// modes, queries, strings such as the title; whatever else it meets counts as
// disturbing.
func passing(p []byte) effect {
	var e effect
	for i := 0; i < len(p); {
		switch c := p[i]; {
		case c == 0x1b && i+1 < len(p):
			i += e.escape(p[i:])
		case c == '\r' || c == '\b' || c == 0x07 || c == 0x0f || c == 0:
			i++ // only the cursor moves, which nobody relies on
		default:
			e.disturbed = true
			i++
		}
	}
	return e
}

// escape takes the sequence at the start of p into account and returns its
// length.
func (e *effect) escape(p []byte) int {
	switch p[1] {
	case '[':
		n := 2
		for n < len(p) && (p[n] < 0x40 || p[n] > 0x7e) {
			n++
		}
		if n == len(p) {
			e.disturbed = true
			return n
		}
		e.csi(p[2:n], p[n])
		return n + 1
	case ']', 'P', '_', '^', 'X': // strings: title, clipboard, queries
		if n := bytes.IndexAny(p, "\x07\x9c"); n > 0 && (p[1] == ']') {
			if st := bytes.Index(p, []byte("\x1b\\")); st < 0 || n < st {
				return n + 1
			}
		}
		if n := bytes.Index(p, []byte("\x1b\\")); n > 0 {
			return n + 2
		}
		return len(p)
	case '=', '>', '7', '8': // keypad, saving and restoring the cursor
		return 2
	default:
		e.disturbed = true
		return 2
	}
}

// csi takes a control sequence with its parameters into account.
func (e *effect) csi(params []byte, final byte) {
	private := len(params) > 0 && params[0] >= 0x3c && params[0] <= 0x3f
	switch final {
	case 'h', 'l':
		if !private {
			e.disturbed = true
			return
		}
		for _, mode := range bytes.Split(params[1:], []byte{';'}) {
			switch string(mode) {
			case "1049", "1047", "47":
				e.entered, e.left = final == 'h', final == 'l'
			}
		}
	case 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'd', 'f', 'c', 'n', 'p', 'q', 's', 't', 'u':
		// The cursor moves, or the terminal is asked something.
	case 'm':
		e.disturbed = e.disturbed || !private && len(params) > 0 // the pen; private ones are about keys
	default:
		e.disturbed = true
	}
}
