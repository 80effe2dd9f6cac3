package cell

import "math"

// lab is a colour in Oklab (Björn Ottosson, 2020), where equal distances look
// about equally far.
type lab struct{ l, a, b float32 }

func toLab(c Color) lab {
	r8, g8, b8 := c.RGB()
	r, g, b := linear(r8), linear(g8), linear(b8)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab{
		float32(0.2104542553*l + 0.7936177850*m - 0.0040720468*s),
		float32(1.9779984951*l - 2.4285922050*m + 0.4505937099*s),
		float32(0.0259040371*l + 0.7827717662*m - 0.8086757660*s),
	}
}

func linear(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}

func (p lab) dist(q lab) float32 {
	l, a, b := p.l-q.l, p.a-q.a, p.b-q.b
	return l*l + a*a + b*b
}

// nearest256 gives the nearest of the colour cube and the grey ramp. Only the
// eight cube corners around the colour and the two greys beside it can be near,
// so no table of 240 is searched.
func nearest256(c Color) Color {
	r, g, b := c.RGB()
	want := toLab(c)
	best, bestD := Indexed(16), float32(math.Inf(1))
	try := func(i uint8) {
		if d := want.dist(toLab(paletteRGB(i))); d < bestD {
			best, bestD = Indexed(i), d
		}
	}
	rl, gl, bl := cubeBelow(r), cubeBelow(g), cubeBelow(b)
	for k := range uint8(8) {
		ri, gi, bi := min(rl+k&1, 5), min(gl+k>>1&1, 5), min(bl+k>>2&1, 5)
		try(16 + 36*ri + 6*gi + bi)
	}
	grey := (int(r) + int(g) + int(b)) / 3
	step := max(0, min(23, (grey-8)/10))
	for _, s := range [3]int{step, min(step+1, 23), max(step-1, 0)} {
		try(uint8(232 + s))
	}
	return best
}

// cubeBelow is the greatest cube level index whose level is not above v.
func cubeBelow(v uint8) uint8 {
	if v < 95 {
		return 0
	}
	return (v - 55) / 40
}

// nearest16 gives the nearest of the sixteen named colours.
func nearest16(c Color) Color {
	want := toLab(c)
	best, bestD := Indexed(0), float32(math.Inf(1))
	for i := range uint8(16) {
		if d := want.dist(toLab(paletteRGB(i))); d < bestD {
			best, bestD = Indexed(i), d
		}
	}
	return best
}

// colorCache remembers mappings: pages use few colours, and the search above
// costs a microsecond. It is direct-mapped, so that it needs no bound.
type colorCache struct {
	profile Profile
	key     [256]Color
	val     [256]Color
}

func (m *colorCache) mapped(p Profile, c Color) Color {
	if p == TrueColor || c == Default {
		return c
	}
	if m.profile != p {
		*m = colorCache{profile: p}
	}
	i := (uint32(c) * 2654435761) >> 24
	if m.key[i] != c {
		m.key[i], m.val[i] = c, p.Map(c)
	}
	return m.val[i]
}
