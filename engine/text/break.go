package text

// Class is a line breaking class: UAX 14's, reduced to those that behave
// differently here, with Chromium's tailoring for ASCII.
type Class uint8

// Line breaking classes.
const (
	AL  Class = iota // letters and everything else
	NU               // digits
	ID               // ideographs: a break is allowed on both sides
	CL               // closing punctuation: none before
	EX               // ! ?: none before
	IS               // , . : ;: none before
	SY               // slash
	OP               // opening punctuation: none after
	QU               // quotation marks: none on either side
	NS               // small kana and the like: none before
	GL               // no-break space and the like: none on either side
	SP               // spaces
	BA               // break after: dashes, tabs
	HY               // hyphen-minus
	B2               // em dash
	ZW               // zero width space
	SHY              // soft hyphen
	WJ               // word joiner
	CM               // combining mark, joiner: as what it stands on
	IN               // ellipsis
	PR               // currency signs
	PO               // percent signs
	CB               // an object among the text (an atomic inline)
)

// ObjectReplacement stands for an object in text given to [CanBreak].
const ObjectReplacement rune = 0xfffc

// ClassOf returns the class of r.
func ClassOf(r rune) Class {
	if r < 0x80 {
		return asciiClass(byte(r))
	}
	switch {
	case r == 0xa0, r == 0x202f, r == 0x2007, r == 0x2011:
		return GL
	case r == 0xad:
		return SHY
	case r == 0x200b:
		return ZW
	case r == 0x2060, r == 0xfeff:
		return WJ
	case r >= 0x2000 && r <= 0x200a, r == 0x205f, r == 0x1680, r == 0x2010, r == 0x2012, r == 0x2013, r == 0x3000,
		r == 0x2027, r == 0x58a, r == 0x5be:
		return BA
	case r == 0x2014:
		return B2
	case r == 0x2018, r == 0x2019, r == 0x201b, r == 0x201c, r == 0x201d, r == 0x201f, r == 0xab, r == 0xbb, r == 0x2039, r == 0x203a:
		return QU
	case r == 0x201a, r == 0x201e, r == 0xa1, r == 0xbf:
		return OP
	case r >= 0x2024 && r <= 0x2026:
		return IN
	case r == 0xa3, r == 0xa4, r == 0xa5, r == 0xb1, r >= 0x20a0 && r <= 0x20cf:
		return PR
	case r == 0xb0, r == 0xa2, r == 0x2030, r == 0x2032, r == 0x2033, r == 0x2103:
		return PO
	case r == ObjectReplacement:
		return CB
	case r >= 0x300 && r <= 0x36f, r == 0x200d, r == 0x200c, r >= 0xfe00 && r <= 0xfe0f, r >= 0x20d0 && r <= 0x20ff, r >= 0x1f3fb && r <= 0x1f3ff:
		return CM
	}
	return wideClass(r)
}

// wideClass classifies East Asian characters and emoji.
func wideClass(r rune) Class {
	switch {
	case r < 0x1100:
		return AL
	case r >= 0x3001 && r <= 0x3002, r == 0xff0c, r == 0xff0e, r == 0xff61, r == 0xff64, r >= 0x3009 && r <= 0x301f && closing(r),
		r == 0xff09, r == 0xff3d, r == 0xff5d, r == 0xff60, r == 0xff63:
		return CL
	case r >= 0x3008 && r <= 0x301d && !closing(r) && r != 0x3012 && r != 0x3013, r == 0xff08, r == 0xff3b, r == 0xff5b, r == 0xff5f, r == 0xff62:
		return OP
	case r == 0xff01, r == 0xff1f:
		return EX
	case smallKana(r), r == 0x3005, r == 0x301c, r >= 0x309b && r <= 0x309e, r == 0x30a0, r >= 0x30fb && r <= 0x30fe, r == 0xff1a, r == 0xff1b, r == 0x203c:
		return NS
	case r >= 0x1100 && r <= 0x11ff, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xffef, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd,
		r >= 0x231a && r <= 0x231b, r >= 0x23f0 && r <= 0x23f3, r >= 0x2600 && r <= 0x2603, r >= 0x2614 && r <= 0x2615,
		r == 0x2618, r >= 0x261a && r <= 0x261f, r >= 0x2639 && r <= 0x263b, r >= 0x1f000 && r <= 0x1f1e5:
		return ID
	}
	return AL
}

func closing(r rune) bool {
	switch r {
	case 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015, 0x3017, 0x3019, 0x301b, 0x301e, 0x301f:
		return true
	}
	return false
}

func smallKana(r rune) bool {
	switch r {
	case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308e,
		0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee, 0x30f5, 0x30f6, 0x30fc:
		return true
	}
	return false
}

func asciiClass(c byte) Class {
	switch {
	case c >= '0' && c <= '9':
		return NU
	case c == ' ':
		return SP
	case c == '\t':
		return BA
	case c == '-':
		return HY
	case c == '!', c == '?':
		return EX
	case c == ',', c == '.', c == ':', c == ';':
		return IS
	case c == ')', c == ']', c == '}':
		return CL
	case c == '(', c == '[', c == '{':
		return OP
	case c == '/':
		return SY
	case c == '"', c == '\'':
		return QU
	case c == '$', c == '+', c == '\\':
		return PR
	case c == '%':
		return PO
	}
	return AL
}

// CanBreak reports whether a line may break between the characters prev and
// cur; before is the character before prev (0 for none), which decides whether
// "-1" is a number. Spaces and what follows them are not the matter of this
// function: after spaces a line may always break.
func CanBreak(before, prev, cur rune) bool {
	if prev < 0x80 && cur < 0x80 {
		return asciiBreak(byte(before&0x7f), byte(prev), byte(cur), before >= 0x80)
	}
	p, c := ClassOf(prev), ClassOf(cur)
	if p == CM {
		p = ClassOf(before)
	}
	switch {
	case p == ZW:
		return true
	case c == ZW, c == SP, c == WJ, p == WJ, c == CM, c == SHY:
		return false
	case p == SHY:
		return true
	case p == GL:
		return false
	case c == GL:
		return p == SP || p == BA || p == HY
	case c == CL, c == EX, c == IS, c == SY:
		return false
	case p == OP:
		return false
	case p == QU || c == QU:
		// UAX 14 LB19a: quotation marks keep to their neighbours, except between
		// East Asian characters.
		return p == QU && c == ID && (prev == 0x201d || prev == 0x2019) || c == QU && p == ID && (cur == 0x201c || cur == 0x2018)
	case c == NS:
		return false
	case p == B2 && c == B2:
		return false
	case p == CB || c == CB:
		return true
	case c == BA || c == HY || c == IN:
		return false
	case p == BA:
		return true
	case p == HY:
		return c != NU
	case p == B2 || c == B2:
		return true
	case p == ID || c == ID:
		if c == PO || p == PR {
			return false
		}
		return true
	case p == NS || p == CL:
		return c == ID
	}
	return false
}

// asciiBreak is Chromium's table for pairs of ASCII characters.
func asciiBreak(before, prev, cur byte, wideBefore bool) bool {
	switch prev {
	case '-':
		switch {
		case cur >= '0' && cur <= '9':
			return wideBefore || alnum(before)
		case cur <= ' ':
			return false
		}
		switch cur {
		case '!', '$', ')', ',', '.', '/', ':', ';', '?', ']', '}':
			return false
		}
		return true
	case '?':
		if cur <= ' ' {
			return false
		}
		switch cur {
		case '!', '"', '\'', ')', ',', '.', '/', ':', ';', '?', ']', '}':
			return false
		}
		return true
	case '!', '"', '#', '%', '&', ')', '*', '+', ',', '.', ':', ';', '=', '\\', ']', '|', '}', '~':
		return cur == '(' || cur == '<' || cur == '[' || cur == '{'
	case '\t':
		return cur > ' '
	}
	return false
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
