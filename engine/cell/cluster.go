package cell

import (
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// segment is a grapheme cluster that may stand in a cell: text to show and the
// bytes of the source it took.
type segment struct {
	text string
	size int
}

// nextCluster takes the first cluster off s, which is not empty, with its width
// in cells: 0 for what shows nothing and for what must not reach a terminal.
func nextCluster(s string) (segment, int) {
	if c := s[0]; c < utf8.RuneSelf {
		if c < ' ' || c == 0x7f {
			return segment{size: 1}, 0
		}
		if len(s) == 1 || s[1] < utf8.RuneSelf {
			return segment{s[:1], 1}, 1
		}
	}
	it := displaywidth.StringGraphemes(s)
	it.Next()
	v := it.Value()
	w := min(it.Width(), 2)
	for _, r := range v {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || r == 0x2028 || r == 0x2029 ||
			r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return segment{size: len(v)}, 0
		}
	}
	return segment{v, len(v)}, w
}

func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }
