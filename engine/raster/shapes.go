package raster

import "image"

// Shape returns what a box drawing, block or Braille character is made of in a
// cell of size px: rectangles and how opaque they are. It reports whether r is
// such a character.
func Shape(r rune, size image.Point) (rects []image.Rectangle, alpha uint8, ok bool) {
	switch {
	case r >= 0x2500 && r <= 0x257f:
		rects, ok = boxShape(r, size)
	case r >= 0x2591 && r <= 0x2593: // shades
		return []image.Rectangle{{Max: size}}, uint8(int(r-0x2590) * 255 / 4), true
	case r >= 0x2580 && r <= 0x259f:
		rects, ok = blockShape(r, size), true
	case r >= 0x2800 && r <= 0x28ff:
		rects, ok = brailleShape(r, size), true
	}
	return rects, 255, ok
}

// Arms of a box drawing character: two bits each for none, light, heavy,
// double.
const (
	up = iota * 2
	right
	down
	left
)

// arms returns the arms of a box drawing character, in the order up, right,
// down, left, as digits: 0 none, 1 light, 2 heavy, 3 double.
func arms(r rune) (a [4]uint8, ok bool) {
	i := int(r-0x2500) * 4
	if i+4 > len(boxArms) {
		return a, false
	}
	s := boxArms[i : i+4]
	if s == "...." {
		return a, false
	}
	for k := range a {
		a[k] = s[k] - '0'
	}
	return a, true
}

// boxArms has four digits for each character from U+2500 on; dots where the
// character is not made of arms (dashes, diagonals).
const boxArms = "" +
	"0101" + "0202" + "1010" + "2020" + // ─ ━ │ ┃
	"0101" + "0202" + "1010" + "2020" + // dashed ones are drawn as solid
	"0101" + "0202" + "1010" + "2020" +
	"0110" + "0210" + "0120" + "0220" + // ┌ ┍ ┎ ┏
	"0011" + "0012" + "0021" + "0022" + // ┐
	"1100" + "1200" + "2100" + "2200" + // └
	"1001" + "1002" + "2001" + "2002" + // ┘
	"1110" + "1210" + "2110" + "1120" + "2120" + "2210" + "1220" + "2220" + // ├
	"1011" + "1012" + "2011" + "1021" + "2021" + "2012" + "1022" + "2022" + // ┤
	"0111" + "0112" + "0211" + "0212" + "0121" + "0122" + "0221" + "0222" + // ┬
	"1101" + "1102" + "1201" + "1202" + "2101" + "2102" + "2201" + "2202" + // ┴
	"1111" + "1112" + "1211" + "1212" + "2111" + "1121" + "2121" + "2112" + // ┼
	"2211" + "1122" + "1221" + "2212" + "1222" + "2122" + "2221" + "2222" +
	"0101" + "0202" + "1010" + "2020" + // double dashes
	"0303" + "3030" + "0310" + "0130" + "0330" + "0013" + "0031" + "0033" + // ═ ║ ╒ ╓ ╔ ╕ ╖ ╗
	"1300" + "3100" + "3300" + "1003" + "3001" + "3003" + "1310" + "3130" + "3330" + // ╘ ╙ ╚ ╛ ╜ ╝ ╞ ╟ ╠
	"1013" + "3031" + "3033" + "0313" + "0131" + "0333" + "1303" + "3101" + "3303" + // ╡ ╢ ╣ ╤ ╥ ╦ ╧ ╨ ╩
	"1313" + "3131" + "3333" + // ╪ ╫ ╬
	"0110" + "0011" + "1001" + "1100" + // ╭ ╮ ╯ ╰, square at this size
	"...." + "...." + "...." + // diagonals
	"0001" + "1000" + "0100" + "0010" + "0002" + "2000" + "0200" + "0020" + // ╴ ╵ ╶ ╷ ╸ ╹ ╺ ╻
	"0201" + "1020" + "0102" + "2010" // ╼ ╽ ╾ ╿

func boxShape(r rune, size image.Point) ([]image.Rectangle, bool) {
	a, ok := arms(r)
	if !ok {
		return nil, false
	}
	var out []image.Rectangle
	light := max(1, size.X/8)
	for dir, weight := range a {
		switch weight {
		case 1:
			out = append(out, arm(size, dir*2, light, 0))
		case 2:
			out = append(out, arm(size, dir*2, 2*light+1, 0))
		case 3:
			out = append(out, arm(size, dir*2, light, -2*light), arm(size, dir*2, light, 2*light))
		}
	}
	return out, true
}

// arm returns one arm from the centre to an edge, shifted sideways by off.
func arm(size image.Point, dir, thick, off int) image.Rectangle {
	cx, cy := size.X/2, size.Y/2
	h := thick / 2
	x0, y0 := cx-h+off, cy-h+off
	switch dir {
	case up:
		return image.Rect(x0, 0, x0+thick, cy-h+thick)
	case down:
		return image.Rect(x0, cy-h, x0+thick, size.Y)
	case left:
		return image.Rect(0, y0, cx-h+thick, y0+thick)
	default:
		return image.Rect(cx-h, y0, size.X, y0+thick)
	}
}

// quadrants of U+2596 to U+259F: bits upper left, upper right, lower left,
// lower right.
const quadrants = "\x04\x08\x01\x0d\x09\x07\x0b\x02\x06\x0e"

func blockShape(r rune, size image.Point) []image.Rectangle {
	w, h := size.X, size.Y
	part := func(n, of int) int { return (n*of*2 + 8) / 16 }
	b := image.Rectangle{Max: size}
	switch {
	case r == 0x2580: // upper half
		b.Max.Y = h / 2
	case r <= 0x2588: // lower eighths
		b.Min.Y = h - part(int(r-0x2580), h)
	case r <= 0x258f: // left eighths, 7 to 1
		b.Max.X = max(1, part(int(0x2590-r), w))
	case r == 0x2590: // right half
		b.Min.X = w - w/2
	case r == 0x2594: // upper eighth
		b.Max.Y = part(1, h)
	case r == 0x2595: // right eighth
		b.Min.X = w - max(1, part(1, w))
	default:
		return quadrantShape(quadrants[r-0x2596], size)
	}
	return []image.Rectangle{b}
}

func quadrantShape(bits byte, size image.Point) []image.Rectangle {
	mx, my := size.X/2, size.Y/2
	var out []image.Rectangle
	for i, q := range [4]image.Rectangle{
		image.Rect(0, 0, mx, my), image.Rect(mx, 0, size.X, my),
		image.Rect(0, my, mx, size.Y), image.Rect(mx, my, size.X, size.Y),
	} {
		if bits&(1<<i) != 0 {
			out = append(out, q)
		}
	}
	return out
}

// brailleShape returns the dots of a Braille pattern; the bits of U+28xx number
// them down the left column, down the right one, then the bottom row.
func brailleShape(r rune, size image.Point) []image.Rectangle {
	bits := int(r - 0x2800)
	dot := max(1, size.X/5)
	var out []image.Rectangle
	for i := range 8 {
		if bits&(1<<i) == 0 {
			continue
		}
		col, row := i/3, i%3
		if i >= 6 {
			col, row = i-6, 3
		}
		x := (2*col+1)*size.X/4 - dot/2
		y := (2*row+1)*size.Y/8 - dot/2
		out = append(out, image.Rect(x, y, x+dot, y+dot))
	}
	return out
}
