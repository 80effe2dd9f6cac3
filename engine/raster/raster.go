package raster

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"unicode/utf8"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavusansmonobold"
	"github.com/go-fonts/dejavu/dejavusansmonoboldoblique"
	"github.com/go-fonts/dejavu/dejavusansmonooblique"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"playhead/engine/cell"
)

// Theme gives the colours that a grid leaves to the terminal.
type Theme struct {
	FG, BG cell.Color
}

// Dark and Light are themes with neutral colours.
func Dark() Theme { return Theme{FG: cell.RGB(0xd8, 0xde, 0xe9), BG: cell.RGB(0x12, 0x16, 0x1c)} }

// Light is the theme of a terminal with a light background.
func Light() Theme { return Theme{FG: cell.RGB(0x22, 0x28, 0x31), BG: cell.RGB(0xff, 0xff, 0xff)} }

// Drawer draws grids. It keeps what it has rastered; use one for many frames.
// It is for one goroutine.
type Drawer struct {
	theme  Theme
	cell   image.Point
	size   float64 // of fonts, px
	ascent int
	faces  [4]font.Face // by weight (1) and slant (2)
	more   []font.Face  // for what these do not have
	masks  map[maskKey][]uint8
}

// maskKey names a mask: clusters of several runes are numbered by their table.
type maskKey struct {
	glyph    cell.Glyph
	attr     cell.Attr
	clusters *cell.Clusters
}

// inked are the attributes that change what a glyph covers.
const inked = cell.Bold | cell.Italic | lined

// lined are those that draw lines, over blanks too: all but weight, slant and
// colours.
const lined = ^(cell.Bold | cell.Dim | cell.Italic | cell.Reverse)

// maxMasks bounds the glyph cache.
const maxMasks = 1 << 14

// emWidth is the width of a character of DejaVu Sans Mono in em.
const emWidth = 0.602

// NewDrawer returns a Drawer for cells of cellW px; their height is twice that.
// Widths from 4 to 64 are possible.
func NewDrawer(cellW int, theme Theme) (*Drawer, error) {
	if cellW < 4 || cellW > 64 {
		return nil, fmt.Errorf("raster: cell width %d px is not from 4 to 64", cellW)
	}
	d := &Drawer{
		theme: theme, cell: image.Pt(cellW, 2*cellW), size: float64(cellW) / emWidth,
		masks: map[maskKey][]uint8{},
	}
	for i, ttf := range [4][]byte{dejavusansmono.TTF, dejavusansmonobold.TTF, dejavusansmonooblique.TTF, dejavusansmonoboldoblique.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("raster: %w", err)
		}
		if d.faces[i], err = d.face(f); err != nil {
			return nil, err
		}
	}
	m := d.faces[0].Metrics()
	d.ascent = (d.cell.Y-m.Ascent.Round()-m.Descent.Round())/2 + m.Ascent.Round()
	return d, nil
}

func (d *Drawer) face(f *opentype.Font) (font.Face, error) {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: d.size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, fmt.Errorf("raster: %w", err)
	}
	return face, nil
}

// AddFont gives the drawer a TrueType or OpenType font, or a collection, for
// characters that its own does not have.
func (d *Drawer) AddFont(data []byte) error {
	c, err := opentype.ParseCollection(data)
	if err != nil {
		return fmt.Errorf("raster: font: %w", err)
	}
	f, err := c.Font(0)
	if err != nil {
		return fmt.Errorf("raster: font: %w", err)
	}
	face, err := d.face(f)
	if err != nil {
		return err
	}
	d.more = append(d.more, face)
	clear(d.masks)
	return nil
}

// Cell returns the size of a cell in px.
func (d *Drawer) Cell() image.Point { return d.cell }

// Size returns the size in px of the picture of a grid.
func (d *Drawer) Size(g *cell.Grid) image.Point {
	return image.Pt(g.Cols*d.cell.X, g.Rows*d.cell.Y)
}

// Draw returns a picture of the grid.
func (d *Drawer) Draw(g *cell.Grid) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: d.Size(g)})
	for y := range g.Rows {
		for x := range g.Cols {
			d.DrawCell(img, g, x, y)
		}
	}
	return img
}

// DrawCell draws one cell into a picture of the grid, its background included.
// Wide glyphs are drawn from their left cell.
func (d *Drawer) DrawCell(img *image.RGBA, g *cell.Grid, x, y int) {
	c := g.At(x, y)
	if c.Glyph == cell.Continuation {
		return
	}
	w := c.Glyph.Width() * d.cell.X
	fg, bg := d.Colors(c.Style)
	ink, ground := pixel(fg), pixel(bg)
	mask := d.Mask(g, x, y)
	for py := range d.cell.Y {
		o := img.PixOffset(x*d.cell.X, y*d.cell.Y+py)
		line := img.Pix[o : o+4*w : o+4*w]
		for px := 0; px < len(line); px += 4 {
			v := ground
			if mask != nil {
				switch a := mask[py*w+px/4]; a {
				case 0:
				case 255:
					v = ink
				default:
					v = pixel(Mix(bg, fg, a))
				}
			}
			binary.LittleEndian.PutUint32(line[px:], v)
		}
	}
}

// pixel is an opaque colour as image.RGBA keeps it.
func pixel(c cell.Color) uint32 {
	r, g, b := c.RGB()
	return uint32(r) | uint32(g)<<8 | uint32(b)<<16 | 0xff<<24
}

// Mix returns the colour of ink that covers a pixel of ground by a, 0 to 255.
func Mix(ground, ink cell.Color, a uint8) cell.Color {
	gr, gg, gb := ground.RGB()
	ir, ig, ib := ink.RGB()
	return cell.RGB(mixed(gr, ir, a), mixed(gg, ig, a), mixed(gb, ib, a))
}

func mixed(ground, ink, a uint8) uint8 {
	return uint8((uint32(ground)*uint32(255-a) + uint32(ink)*uint32(a) + 127) / 255)
}

// Colors returns the colours of a style as they are seen, as sRGB.
func (d *Drawer) Colors(st cell.Style) (fg, bg cell.Color) { return d.theme.Colors(st) }

// Colors returns the colours of a style as they are seen, as sRGB.
func (t Theme) Colors(st cell.Style) (fg, bg cell.Color) {
	f, b := st.FG, st.BG
	if f.IsDefault() {
		f = t.FG
	}
	if b.IsDefault() {
		b = t.BG
	}
	f, b = cell.RGB(f.RGB()), cell.RGB(b.RGB())
	if st.Attr&cell.Reverse != 0 {
		f, b = b, f
	}
	if st.Attr&cell.Dim != 0 {
		fr, fgr, fb := f.RGB()
		br, bgr, bb := b.RGB()
		f = cell.RGB(mid(fr, br), mid(fgr, bgr), mid(fb, bb))
	}
	return f, b
}

func mid(a, b uint8) uint8 { return uint8((int(a)*3 + int(b)*2) / 5) }

// Mask returns how much a cell's glyph and lines cover of each pixel, 0 to 255,
// row by row over the glyph's one or two cells; nil where there is no ink. It
// must not be changed.
func (d *Drawer) Mask(g *cell.Grid, x, y int) []uint8 {
	c := g.At(x, y)
	if c.Glyph.Blank() && c.Attr&lined == 0 {
		return nil
	}
	key := maskKey{glyph: c.Glyph, attr: c.Attr & inked}
	if c.Glyph.Cluster() {
		key.clusters = g.Clusters
	}
	if m, ok := d.masks[key]; ok {
		return m
	}
	if len(d.masks) >= maxMasks {
		clear(d.masks)
	}
	w := max(c.Glyph.Width(), 1) * d.cell.X
	m := image.NewAlpha(image.Rect(0, 0, w, d.cell.Y))
	if !c.Glyph.Blank() {
		d.drawGlyph(m, g.Text(x, y), c.Attr)
	}
	d.drawLines(m, c.Attr)
	d.masks[key] = m.Pix
	return m.Pix
}

func (d *Drawer) drawGlyph(m *image.Alpha, s string, attr cell.Attr) {
	first, n := utf8.DecodeRuneInString(s)
	if n == len(s) {
		if rects, alpha, ok := Shape(first, m.Rect.Size()); ok {
			for _, r := range rects {
				fill(m, r, alpha)
			}
			return
		}
	}
	face := d.faceFor(first, attr)
	if face == nil {
		frame(m, m.Rect.Inset(max(1, d.cell.X/5)))
		return
	}
	pen := font.Drawer{Dst: m, Src: image.Opaque, Face: face, Dot: fixed.P(0, d.ascent)}
	pen.Dot.X = max(0, (fixed.I(m.Rect.Dx())-pen.MeasureString(s))/2)
	pen.DrawString(s)
}

// faceFor returns the face that has a glyph for r, nil when none has.
func (d *Drawer) faceFor(r rune, attr cell.Attr) font.Face {
	i := 0
	if attr&cell.Bold != 0 {
		i |= 1
	}
	if attr&cell.Italic != 0 {
		i |= 2
	}
	if d.has(d.faces[i], r) {
		return d.faces[i]
	}
	for _, f := range d.more {
		if d.has(f, r) {
			return f
		}
	}
	return nil
}

// has reports whether the face has a glyph of its own for r.
func (d *Drawer) has(face font.Face, r rune) bool {
	b, _, ok := face.GlyphBounds(r)
	if !ok {
		return false
	}
	none, _, _ := face.GlyphBounds('\uffff')
	return b != none
}

// frame draws the outline that stands for a missing glyph.
func frame(m *image.Alpha, r image.Rectangle) {
	const alpha = 160
	fill(m, image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+1), alpha)
	fill(m, image.Rect(r.Min.X, r.Max.Y-1, r.Max.X, r.Max.Y), alpha)
	fill(m, image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), alpha)
	fill(m, image.Rect(r.Max.X-1, r.Min.Y, r.Max.X, r.Max.Y), alpha)
}

// drawLines draws underline, strike and overline.
func (d *Drawer) drawLines(m *image.Alpha, attr cell.Attr) {
	thick := max(1, d.cell.X/8)
	line := func(y int) { fill(m, image.Rect(0, y, m.Rect.Max.X, y+thick), 255) }
	base := d.ascent + thick
	if u := attr.UnderlineStyle(); u != 0 {
		line(base)
		if u == cell.DoubleUnderline {
			line(base + 2*thick)
		}
	}
	if attr&cell.Strike != 0 {
		line(d.cell.Y / 2)
	}
	if attr&cell.Overline != 0 {
		line(0)
	}
}

func fill(m *image.Alpha, r image.Rectangle, alpha uint8) {
	draw.Draw(m, r, image.NewUniform(color.Alpha{alpha}), image.Point{}, draw.Src)
}
