package render

import (
	"math"

	"playhead/engine/cell"
)

// recolor applies the colour mode and the least contrast to a painted grid.
func (f *Frame) recolor(o *Options) {
	if o.Colors == ColorsPage && o.MinContrast <= 1 {
		return
	}
	base := cell.RGB(255, 255, 255)
	if len(f.Grid.Cells) > 0 {
		base = commonBackground(f.Grid)
	}
	for i := range f.Grid.Cells {
		c := &f.Grid.Cells[i]
		switch o.Colors {
		case ColorsAdapted:
			adapt(c, base)
		case ColorsContrast:
			c.FG, c.BG = extreme(c.FG), extreme(c.BG)
			if c.FG == c.BG && c.Glyph != 0 {
				c.FG = opposite(c.BG)
			}
		case ColorsMono:
			mono(c, base)
			continue
		}
		if o.MinContrast > 1 && c.Glyph != 0 && c.FG.IsRGB() && c.BG.IsRGB() {
			c.FG = withContrast(c.FG, c.BG, o.MinContrast)
		}
	}
}

// ColorModes are the names of the colour modes, in order.
func ColorModes() []string { return []string{"page", "terminal", "contrast", "mono"} }

// ColorModeByName returns the colour mode of a name; ok is false for none.
func ColorModeByName(name string) (m ColorMode, ok bool) {
	for i, n := range ColorModes() {
		if n == name {
			return ColorMode(i), true
		}
	}
	return ColorsPage, false
}

// commonBackground is the background of most cells.
func commonBackground(g *cell.Grid) cell.Color {
	n := map[cell.Color]int{}
	best := g.Cells[0].BG
	for i := range g.Cells {
		c := g.Cells[i].BG
		n[c]++
		if n[c] > n[best] {
			best = c
		}
	}
	return best
}

// adapt gives the page's background and plain text the terminal's own colours.
func adapt(c *cell.Cell, base cell.Color) {
	if c.BG != base {
		return
	}
	c.BG = cell.Default
	if r, g, b := c.FG.RGB(); max(r, g, b)-min(r, g, b) < 40 {
		c.FG = cell.Default
	}
}

// extreme pushes a colour to black, white or the full version of its hue.
func extreme(c cell.Color) cell.Color {
	if !c.IsRGB() {
		return c
	}
	r, g, b := c.RGB()
	if max(r, g, b)-min(r, g, b) < 96 {
		if luminance(c) > 0.18 {
			return cell.RGB(255, 255, 255)
		}
		return cell.RGB(0, 0, 0)
	}
	full := func(v uint8) uint8 {
		if int(v)*2 > int(max(r, g, b)) {
			return 255
		}
		return 0
	}
	return cell.RGB(full(r), full(g), full(b))
}

func opposite(c cell.Color) cell.Color {
	if luminance(c) > 0.18 {
		return cell.RGB(0, 0, 0)
	}
	return cell.RGB(255, 255, 255)
}

// mono leaves the terminal's own colours; boxes of another brightness than the
// page are shown in reverse.
func mono(c *cell.Cell, base cell.Color) {
	if c.BG != base && math.Abs(luminance(c.BG)-luminance(base)) > 0.4 {
		c.Attr |= cell.Reverse
	}
	c.FG, c.BG = cell.Default, cell.Default
}

// luminance is the relative luminance of WCAG 2.
func luminance(c cell.Color) float64 {
	r, g, b := c.RGB()
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

// contrast is the contrast ratio of WCAG 2, 1 to 21.
func contrast(a, b cell.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// withContrast moves fg towards black or white until it has the ratio to bg.
func withContrast(fg, bg cell.Color, ratio float64) cell.Color {
	if contrast(fg, bg) >= ratio {
		return fg
	}
	to := opposite(bg)
	r, g, b := fg.RGB()
	tr, tg, tb := to.RGB()
	for k := 1; k <= 8; k++ {
		at := func(x, y uint8) uint8 { return uint8((int(x)*(8-k) + int(y)*k) / 8) }
		c := cell.RGB(at(r, tr), at(g, tg), at(b, tb))
		if contrast(c, bg) >= ratio {
			return c
		}
	}
	return to
}
