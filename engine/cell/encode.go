package cell

import "strconv"

// Encoder turns grids into bytes for a terminal. It remembers colour mappings;
// the zero value writes truecolor. It is for one goroutine.
type Encoder struct {
	// Profile is what the terminal can show.
	Profile Profile
	// Repeat says that the terminal knows REP (CSI b). Only diffs use it.
	Repeat bool
	// ScrollRegions says that the terminal scrolls within margins (DECSTBM).
	ScrollRegions bool
	// Hyperlinks says to write OSC 8 for cells with a link.
	Hyperlinks bool
	// NoErase says that the terminal erases in its own background, not in the
	// pen's. Only diffs erase.
	NoErase bool

	colors colorCache
	trial  trial
	doubts []doubt
}

// Append appends the whole grid as lines of ANSI text, joined by "\n", each
// ending with all attributes off. It writes no cursor movement, so that the
// lines can stand anywhere.
func (e *Encoder) Append(dst []byte, g *Grid) []byte {
	for y := range g.Rows {
		if y > 0 {
			dst = append(dst, '\n')
		}
		dst = e.appendRow(dst, g, g.Row(y))
	}
	return dst
}

// appendRow appends cells and leaves the pen as it found it: reset.
func (e *Encoder) appendRow(dst []byte, g *Grid, row []Cell) []byte {
	var pen Style
	for i := range row {
		c := &row[i]
		if c.Glyph == Continuation {
			continue
		}
		if st := c.Style; st != pen {
			dst = e.appendSGR(dst, g, &pen, st, c.Glyph == 0)
		}
		if c.Glyph < 0x80 && c.Glyph != 0 {
			dst = append(dst, byte(c.Glyph))
		} else {
			dst = g.appendGlyph(dst, c.Glyph)
		}
	}
	return e.appendReset(dst, &pen)
}

// appendReset turns all attributes and the link off.
func (e *Encoder) appendReset(dst []byte, pen *Style) []byte {
	if pen.Link != 0 && e.Hyperlinks {
		dst = append(dst, "\x1b]8;;\x1b\\"...)
	}
	pen.Link = 0
	if *pen != (Style{}) {
		dst = append(dst, "\x1b[m"...)
	}
	*pen = Style{}
	return dst
}

// inkless are the attributes that do not show on a blank: its foreground does
// not either, unless one of the others is set.
const inkless = Bold | Dim | Italic

// appendSGR appends the shortest sequence that takes the pen to st, and moves
// the pen. On blanks what would not show is left as it is.
func (e *Encoder) appendSGR(dst []byte, g *Grid, pen *Style, st Style, blank bool) []byte {
	if st.Link != pen.Link {
		if e.Hyperlinks {
			dst = appendLink(dst, g, st.Link)
		}
		pen.Link = st.Link
	}
	st.FG, st.BG = e.colors.mapped(e.Profile, st.FG), e.colors.mapped(e.Profile, st.BG)
	if blank && st.Attr&^inkless == 0 && pen.Attr&^inkless == 0 {
		st.FG, st.Attr = pen.FG, pen.Attr
	}
	if st == *pen {
		return dst
	}
	if st.Attr == 0 && st.FG == 0 && st.BG == 0 {
		*pen = st
		return append(dst, "\x1b[m"...)
	}
	mark := len(dst)
	dst = append(dst, "\x1b["...)
	start := len(dst)
	dst = appendAttrChange(dst, pen.Attr, st.Attr)
	if st.FG != pen.FG {
		dst = appendColor(dst, st.FG, 30)
	}
	if st.BG != pen.BG {
		dst = appendColor(dst, st.BG, 40)
	}
	if pen.Attr&^st.Attr != 0 {
		dst = shorterFromReset(dst, start, st)
	}
	*pen = st
	if len(dst) == start {
		return dst[:mark]
	}
	dst[len(dst)-1] = 'm'
	return dst
}

// shorterFromReset replaces the parameters since start by "0" and all of st
// where that is shorter.
func shorterFromReset(dst []byte, start int, st Style) []byte {
	n := len(dst)
	dst = append(dst, ';')
	dst = appendAttrChange(dst, 0, st.Attr)
	if st.FG != 0 {
		dst = appendColor(dst, st.FG, 30)
	}
	if st.BG != 0 {
		dst = appendColor(dst, st.BG, 40)
	}
	if m := len(dst) - n; m < n-start {
		copy(dst[start:], dst[n:])
		return dst[:start+m]
	}
	return dst[:n]
}

// attrCodes are the SGR parameters that set and unset each attribute.
var attrCodes = [...]struct {
	attr    Attr
	set     string
	unset   string
	sharing Attr // what the same parameter unsets too
}{
	{Bold, "1;", "22;", Dim},
	{Dim, "2;", "22;", Bold},
	{Italic, "3;", "23;", 0},
	{Reverse, "7;", "27;", 0},
	{Strike, "9;", "29;", 0},
	{Overline, "53;", "55;", 0},
}

// appendAttrChange appends the parameters, each closed by ';', that take the
// attributes from a to b.
func appendAttrChange(dst []byte, a, b Attr) []byte {
	if a == b {
		return dst
	}
	for i := range attrCodes {
		c := &attrCodes[i]
		if a&c.attr != 0 && b&c.attr == 0 {
			dst = append(dst, c.unset...)
			a &^= c.attr | c.sharing
		}
	}
	for i := range attrCodes {
		if c := &attrCodes[i]; b&c.attr != 0 && a&c.attr == 0 {
			dst = append(dst, c.set...)
		}
	}
	if u := b.UnderlineStyle(); u != a.UnderlineStyle() {
		switch u {
		case 0:
			dst = append(dst, "24;"...)
		case Underline:
			dst = append(dst, "4;"...)
		case DoubleUnderline:
			dst = append(dst, "21;"...)
		default:
			dst = append(dst, '4', ':', '0'+byte(u/underlineBit), ';')
		}
	}
	return dst
}

// appendColor appends the parameters of a colour, closed by ';'. base is 30 for
// foregrounds, 40 for backgrounds.
func appendColor(dst []byte, c Color, base int) []byte {
	switch c & tagMask {
	case tagRGB:
		dst = strconv.AppendUint(dst, uint64(base+8), 10)
		dst = append(dst, ";2;"...)
		dst = appendByte(dst, uint8(c>>16))
		dst = append(dst, ';')
		dst = appendByte(dst, uint8(c>>8))
		dst = append(dst, ';')
		dst = appendByte(dst, uint8(c))
	case tagIndexed:
		switch i := int(uint8(c)); {
		case i < 8:
			dst = strconv.AppendUint(dst, uint64(base+i), 10)
		case i < 16:
			dst = strconv.AppendUint(dst, uint64(base+60+i-8), 10)
		default:
			dst = strconv.AppendUint(dst, uint64(base+8), 10)
			dst = append(dst, ";5;"...)
			dst = appendByte(dst, uint8(i))
		}
	default:
		dst = strconv.AppendUint(dst, uint64(base+9), 10)
	}
	return append(dst, ';')
}

func appendByte(dst []byte, v uint8) []byte {
	if v >= 100 {
		dst = append(dst, '0'+v/100)
	}
	if v >= 10 {
		dst = append(dst, '0'+v/10%10)
	}
	return append(dst, '0'+v%10)
}

// appendLink opens link number n of the grid, or closes the open one for 0.
func appendLink(dst []byte, g *Grid, n uint16) []byte {
	dst = append(dst, "\x1b]8;;"...)
	if n > 0 && int(n) <= len(g.Links) {
		dst = appendURL(dst, g.Links[n-1])
	}
	return append(dst, "\x1b\\"...)
}

// maxURL bounds what a link puts on the wire.
const maxURL = 2048

// appendURL appends a URL with everything outside of printable ASCII percent-
// encoded, as OSC 8 asks and safety demands.
func appendURL(dst []byte, url string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range min(len(url), maxURL) {
		if c := url[i]; c <= ' ' || c >= 0x7f {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}
