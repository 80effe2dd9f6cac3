package redact

import (
	"strings"
	"unicode"
)

// Mask returns a text of the same shape: every letter and digit is an x, as wide
// as it; white space and punctuation stay, so that lines break where they did.
// Accents go.
func Mask(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case unicode.IsMark(r):
		case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			b.WriteRune(r)
		case wide(r):
			b.WriteRune('ｘ')
		default:
			b.WriteByte('x')
		}
	}
	return b.String()
}

// digits masks a text of a control that takes numbers only.
func digits(s string) string {
	if strings.Trim(s, "0123456789.+-eE") != "" {
		return Mask(s)
	}
	return strings.Map(func(r rune) rune {
		if r >= '1' && r <= '9' {
			return '0'
		}
		return r
	}, s)
}

// wide reports whether a letter takes two cells (UAX #11, W and F).
func wide(r rune) bool {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1b000 && r <= 0x1b2ff, r >= 0x20000 && r <= 0x3fffd:
		return true
	}
	return false
}

// masked reports whether a text shows nothing that could be masked.
func masked(s string) bool {
	for _, r := range s {
		if (unicode.IsLetter(r) || unicode.IsNumber(r)) && r != 'x' && r != 'X' && r != 'ｘ' && r != '0' {
			return false
		}
	}
	return true
}
