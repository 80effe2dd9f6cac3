package raster

import (
	"image"
	"image/color"
)

// drawShape draws r when it is a box drawing, block or Braille character and
// reports whether it is.
func drawShape(img *image.RGBA, box image.Rectangle, r rune, fg color.RGBA) bool {
	switch {
	case r >= 0x2500 && r <= 0x257f:
		return drawBox(img, box, r, fg)
	case r >= 0x2580 && r <= 0x259f:
		return drawBlock(img, box, r, fg)
	case r >= 0x2800 && r <= 0x28ff:
		drawBraille(img, box, r, fg)
		return true
	}
	return false
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

func drawBox(img *image.RGBA, box image.Rectangle, r rune, fg color.RGBA) bool {
	a, ok := arms(r)
	if !ok {
		return false
	}
	light := max(1, box.Dx()/8)
	cx, cy := box.Min.X+box.Dx()/2, box.Min.Y+box.Dy()/2
	for dir, weight := range a {
		switch weight {
		case 1:
			arm(img, box, dir*2, cx, cy, light, 0, fg)
		case 2:
			arm(img, box, dir*2, cx, cy, 2*light+1, 0, fg)
		case 3:
			arm(img, box, dir*2, cx, cy, light, -2*light, fg)
			arm(img, box, dir*2, cx, cy, light, 2*light, fg)
		}
	}
	return true
}

// arm draws one arm from the centre to an edge, shifted sideways by off.
func arm(img *image.RGBA, box image.Rectangle, dir, cx, cy, thick, off int, fg color.RGBA) {
	h := thick / 2
	x0, y0 := cx-h+off, cy-h+off
	switch dir {
	case up:
		fill(img, image.Rect(x0, box.Min.Y, x0+thick, cy-h+thick), fg)
	case down:
		fill(img, image.Rect(x0, cy-h, x0+thick, box.Max.Y), fg)
	case left:
		fill(img, image.Rect(box.Min.X, y0, cx-h+thick, y0+thick), fg)
	case right:
		fill(img, image.Rect(cx-h, y0, box.Max.X, y0+thick), fg)
	}
}

// quadrants of U+2596 to U+259F: bits upper left, upper right, lower left,
// lower right.
const quadrants = "\x04\x08\x01\x0d\x09\x07\x0b\x02\x06\x0e"

func drawBlock(img *image.RGBA, box image.Rectangle, r rune, fg color.RGBA) bool {
	w, h := box.Dx(), box.Dy()
	part := func(n, of int) int { return (n*of*2 + 8) / 16 }
	b := box
	switch {
	case r == 0x2580: // upper half
		b.Max.Y = b.Min.Y + h/2
	case r >= 0x2581 && r <= 0x2588: // lower eighths
		b.Min.Y = b.Max.Y - part(int(r-0x2580), h)
	case r >= 0x2589 && r <= 0x258f: // left eighths, 7 to 1
		b.Max.X = b.Min.X + max(1, part(int(0x2590-r), w))
	case r == 0x2590: // right half
		b.Min.X = b.Max.X - w/2
	case r >= 0x2591 && r <= 0x2593: // shades
		shade(img, box, int(r-0x2590), fg)
		return true
	case r == 0x2594: // upper eighth
		b.Max.Y = b.Min.Y + part(1, h)
	case r == 0x2595: // right eighth
		b.Min.X = b.Max.X - max(1, part(1, w))
	default:
		drawQuadrants(img, box, quadrants[r-0x2596], fg)
		return true
	}
	fill(img, b, fg)
	return true
}

func drawQuadrants(img *image.RGBA, box image.Rectangle, bits byte, fg color.RGBA) {
	mx, my := box.Min.X+box.Dx()/2, box.Min.Y+box.Dy()/2
	for i, q := range [4]image.Rectangle{
		{box.Min, image.Pt(mx, my)},
		{image.Pt(mx, box.Min.Y), image.Pt(box.Max.X, my)},
		{image.Pt(box.Min.X, my), image.Pt(mx, box.Max.Y)},
		{image.Pt(mx, my), box.Max},
	} {
		if bits&(1<<i) != 0 {
			fill(img, q, fg)
		}
	}
}

// shade blends a quarter, a half or three quarters of the colour over the box.
func shade(img *image.RGBA, box image.Rectangle, quarters int, fg color.RGBA) {
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := img.RGBAAt(x, y)
			blend := func(a, b uint8) uint8 { return uint8((int(a)*(4-quarters) + int(b)*quarters) / 4) }
			img.SetRGBA(x, y, color.RGBA{blend(c.R, fg.R), blend(c.G, fg.G), blend(c.B, fg.B), 255})
		}
	}
}

// drawBraille draws the dots of a Braille pattern; the bits of U+28xx number
// them down the left column, down the right one, then the bottom row.
func drawBraille(img *image.RGBA, box image.Rectangle, r rune, fg color.RGBA) {
	bits := int(r - 0x2800)
	size := max(1, box.Dx()/5)
	for i := range 8 {
		if bits&(1<<i) == 0 {
			continue
		}
		col, row := i/3, i%3
		if i >= 6 {
			col, row = i-6, 3
		}
		x := box.Min.X + (2*col+1)*box.Dx()/4 - size/2
		y := box.Min.Y + (2*row+1)*box.Dy()/8 - size/2
		fill(img, image.Rect(x, y, x+size, y+size), fg)
	}
}
