package gif

import (
	"math/bits"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/raster"
)

// transparent is the palette index of what stays as it was.
const transparent = 0

// picture is a rectangle of palette indexes. Index 0 is transparent, the palette
// begins with index 1.
type picture struct {
	x, y, w, h int // px
	delay      int // hundredths of a second
	palette    []cell.Color
	pix        []byte
}

// bits is how many bits an index takes.
func (p *picture) bits() int { return max(bits.Len(uint(len(p.palette))), 1) }

// painter turns changes into pictures.
type painter struct {
	drawer *raster.Drawer
	inks   map[ink]*[256]byte
	colors palette
}

// ink is what a cell is drawn with.
type ink struct{ fg, bg cell.Color }

func (p *painter) paint(c *export.Change) *picture {
	size := p.drawer.Cell()
	pic := &picture{
		x: c.X0 * size.X, y: c.Y0 * size.Y,
		w: (c.X1 - c.X0) * size.X, h: (c.Y1 - c.Y0) * size.Y,
	}
	p.mixColors(c)
	pic.palette = p.colors.list
	pic.pix = make([]byte, pic.w*pic.h)
	for y := c.Y0; y < c.Y1; y++ {
		for x := c.X0; x < c.X1; x++ {
			if cl := c.Grid.At(x, y); cl.Glyph != cell.Continuation && p.changed(c, x, y) {
				p.cell(pic, c, x, y)
			}
		}
	}
	return pic
}

// changed reports whether a glyph, over one or two cells, has to be drawn.
func (p *painter) changed(c *export.Change, x, y int) bool {
	return c.Changed(x, y) || c.Grid.At(x, y).Glyph.Width() == 2 && c.Changed(x+1, y)
}

// cell draws the glyph at a cell.
func (p *painter) cell(pic *picture, c *export.Change, x, y int) {
	size := p.drawer.Cell()
	cl := c.Grid.At(x, y)
	w := cl.Glyph.Width() * size.X
	fg, bg := p.drawer.Colors(cl.Style)
	mask := p.drawer.Mask(c.Grid, x, y)
	o := (y-c.Y0)*size.Y*pic.w + (x-c.X0)*size.X
	if mask == nil {
		index := p.colors.index(bg)
		for range size.Y {
			line := pic.pix[o : o+w]
			for i := range line {
				line[i] = index
			}
			o += pic.w
		}
		return
	}
	index := p.inks[ink{fg, bg}]
	for py := range size.Y {
		line, cover := pic.pix[o:o+w], mask[py*w:py*w+w]
		for i, a := range cover {
			line[i] = index[a]
		}
		o += pic.w
	}
}

// steps are how many colours from ground to ink there are, the best first.
var steps = [...]int{16, 8, 6, 4, 3, 2}

// mixColors makes the palette of a change, and for each pair of colours the
// index for every coverage.
func (p *painter) mixColors(c *export.Change) {
	grounds, inks := p.used(c)
	for _, n := range steps {
		p.colors.reset()
		for _, g := range grounds {
			p.colors.add(g)
		}
		for _, k := range inks {
			for i := range n {
				p.colors.add(raster.Mix(k.bg, k.fg, level(i, n)))
			}
		}
		if len(p.colors.list) > maxColors && n > 2 {
			continue
		}
		p.colors.fit()
		p.inks = make(map[ink]*[256]byte, len(inks))
		for _, k := range inks {
			p.inks[k] = p.indexes(k, n)
		}
		return
	}
}

// level is the coverage of step i of n.
func level(i, n int) uint8 { return uint8(i * 255 / (n - 1)) }

func (p *painter) indexes(k ink, n int) *[256]byte {
	var t, at [256]byte
	for i := range n {
		at[i] = p.colors.index(raster.Mix(k.bg, k.fg, level(i, n)))
	}
	for a := range t {
		t[a] = at[(a*(n-1)+127)/255]
	}
	return &t
}

// used returns the colours of the cells that changed, in order of appearance.
func (p *painter) used(c *export.Change) (grounds []cell.Color, inks []ink) {
	seen := map[ink]bool{}
	for y := c.Y0; y < c.Y1; y++ {
		var last ink // rows are runs of the same colours
		for x := c.X0; x < c.X1; x++ {
			cl := c.Grid.At(x, y)
			if cl.Glyph == cell.Continuation || !p.changed(c, x, y) {
				continue
			}
			fg, bg := p.drawer.Colors(cl.Style)
			k := ink{fg, bg}
			blank := p.drawer.Mask(c.Grid, x, y) == nil
			if blank {
				k.fg = cell.Default // no ink has it
			}
			if k == last || seen[k] {
				last = k
				continue
			}
			last, seen[k] = k, true
			if blank {
				grounds = append(grounds, bg)
			} else {
				inks = append(inks, k)
			}
		}
	}
	return grounds, inks
}
