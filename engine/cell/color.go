package cell

// Color is a terminal colour: the terminal's own (Default, the zero value), one
// of its palette (Indexed) or an sRGB colour (RGB). Colours compare with ==.
type Color uint32

// Default is the terminal's own foreground or background.
const Default Color = 0

const (
	tagIndexed Color = 1 << 24
	tagRGB     Color = 2 << 24
	tagMask    Color = 0xff << 24
)

// RGB returns an sRGB colour.
func RGB(r, g, b uint8) Color { return tagRGB | Color(r)<<16 | Color(g)<<8 | Color(b) }

// Indexed returns colour i of the terminal's palette of 256.
func Indexed(i uint8) Color { return tagIndexed | Color(i) }

// IsDefault reports whether c is the terminal's own colour.
func (c Color) IsDefault() bool { return c&tagMask == 0 }

// IsRGB reports whether c is an sRGB colour.
func (c Color) IsRGB() bool { return c&tagMask == tagRGB }

// Index returns the palette index of an indexed colour.
func (c Color) Index() (i uint8, ok bool) { return uint8(c), c&tagMask == tagIndexed }

// RGB returns the components of an sRGB colour; for others those of the usual
// palette (xterm's), and black for Default. Callers that care ask IsDefault first.
func (c Color) RGB() (r, g, b uint8) {
	switch c & tagMask {
	case tagRGB:
	case tagIndexed:
		c = paletteRGB(uint8(c))
	default:
		return 0, 0, 0
	}
	return uint8(c >> 16), uint8(c >> 8), uint8(c)
}

// Hex returns "#rrggbb".
func (c Color) Hex() string {
	const digits = "0123456789abcdef"
	r, g, b := c.RGB()
	return string([]byte{
		'#', digits[r>>4], digits[r&15], digits[g>>4], digits[g&15], digits[b>>4], digits[b&15],
	})
}

// ansi16 are xterm's first sixteen colours, as most terminals have them within
// taste; they serve to find the nearest one, never to be written.
var ansi16 = [16]Color{
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
}

// paletteRGB gives xterm's palette: 16 colours, a 6×6×6 cube, 24 greys.
func paletteRGB(i uint8) Color {
	switch {
	case i < 16:
		return tagRGB | ansi16[i]
	case i < 232:
		i -= 16
		return RGB(cubeLevel(i/36), cubeLevel(i/6%6), cubeLevel(i%6))
	default:
		g := 8 + 10*(i-232)
		return RGB(g, g, g)
	}
}

func cubeLevel(i uint8) uint8 {
	if i == 0 {
		return 0
	}
	return 55 + 40*i
}
