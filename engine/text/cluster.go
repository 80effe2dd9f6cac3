package text

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

const (
	// Neutral is shown for private-use characters, which are icons of fonts that
	// a terminal does not have.
	Neutral = "▪"
	// maxClusterBytes bounds what a single cell can hold: longer clusters (stacks
	// of combining marks) lose their tail.
	maxClusterBytes = 32
)

// Next takes the first grapheme cluster off s, which must not be empty: the
// bytes it takes and its width in cells, 0, 1 or 2. Width 0 is for what shows
// nothing: controls, bidi controls, zero-width characters, lone marks.
func Next(s string) (size, cells int) {
	if c := s[0]; c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if c < ' ' || c == 0x7f {
			return 1, 0
		}
		return 1, 1
	}
	it := displaywidth.StringGraphemes(s)
	it.Next()
	v := it.Value()
	r, n := utf8.DecodeRuneInString(v)
	switch {
	case !printable(r):
		return n, 0
	case private(r):
		return n, 1
	case r == ' ':
		return len(v), 1
	}
	return len(v), min(it.Width(), 2)
}

// Width is the width of s in cells.
func Width(s string) int {
	n := 0
	for s != "" {
		size, w := Next(s)
		n += w
		s = s[size:]
	}
	return n
}

// Safe returns what stands in a cell for a cluster that [Next] gave: the cluster
// without anything that a terminal could obey, [Neutral] for private-use
// characters, "" for clusters of width 0.
func Safe(cluster string) string {
	if cluster == "" {
		return ""
	}
	if c := cluster[0]; len(cluster) == 1 && c >= ' ' && c < 0x7f {
		return cluster
	}
	r, _ := utf8.DecodeRuneInString(cluster)
	switch {
	case !printable(r):
		return ""
	case private(r):
		return Neutral
	case r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f:
		return " "
	}
	if len(cluster) <= maxClusterBytes && allPrintable(cluster) {
		return cluster
	}
	var b strings.Builder
	for _, r := range cluster {
		if b.Len()+utf8.RuneLen(r) > maxClusterBytes {
			break
		}
		if printable(r) || r == zwj {
			b.WriteRune(r)
		}
	}
	return b.String()
}

const zwj = 0x200d

func allPrintable(s string) bool {
	for _, r := range s {
		if !printable(r) && r != zwj {
			return false
		}
	}
	return true
}

// Clean applies [Safe] to each cluster of s.
func Clean(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for s != "" {
		n, w := Next(s)
		if w > 0 {
			b.WriteString(Safe(s[:n]))
		}
		s = s[n:]
	}
	return b.String()
}

// printable reports whether r may reach a terminal: no control, no bidi control,
// no line separator, no invisible format character, no invalid encoding.
func printable(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0, r == utf8.RuneError, r == 0xad, r == 0x61c, r == 0x180e,
		r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r == 0xfeff, r >= 0xfff0 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe001f, r >= 0xe0080 && r <= 0xe00ff,
		r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r&0xfffe == 0xfffe:
		return false
	}
	return true
}

func private(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000 && r <= 0x10fffd
}
