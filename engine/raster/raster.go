package raster

import (
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
	theme        Theme
	cellW, cellH int
	ascent       int
	faces        [4]font.Face // by weight (1) and slant (2)
	masks        map[glyphKey]*image.Alpha
}

type glyphKey struct {
	text  string
	face  uint8
	cells uint8
}

// maxMasks bounds the glyph cache.
const maxMasks = 1 << 14

// NewDrawer returns a Drawer for cells of cellW px; their height is twice that.
// Widths from 4 to 64 are possible.
func NewDrawer(cellW int, theme Theme) (*Drawer, error) {
	if cellW < 4 || cellW > 64 {
		return nil, fmt.Errorf("raster: cell width %d px is not from 4 to 64", cellW)
	}
	d := &Drawer{theme: theme, cellW: cellW, cellH: 2 * cellW, masks: map[glyphKey]*image.Alpha{}}
	// DejaVu Sans Mono is 0.602 em wide.
	size := float64(cellW) / 0.602
	for i, ttf := range [4][]byte{dejavusansmono.TTF, dejavusansmonobold.TTF, dejavusansmonooblique.TTF, dejavusansmonoboldoblique.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("raster: %w", err)
		}
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
		if err != nil {
			return nil, fmt.Errorf("raster: %w", err)
		}
		d.faces[i] = face
	}
	m := d.faces[0].Metrics()
	d.ascent = (d.cellH-m.Ascent.Round()-m.Descent.Round())/2 + m.Ascent.Round()
	return d, nil
}

// Size returns the size in px of the picture of a grid.
func (d *Drawer) Size(g *cell.Grid) image.Point {
	return image.Pt(g.Cols*d.cellW, g.Rows*d.cellH)
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
	cells := c.Glyph.Width()
	box := image.Rect(x*d.cellW, y*d.cellH, (x+cells)*d.cellW, (y+1)*d.cellH)
	fg, bg := d.colors(c.Style)
	draw.Draw(img, box, image.NewUniform(bg), image.Point{}, draw.Src)
	if !c.Glyph.Blank() {
		d.drawGlyph(img, box, g.Text(x, y), c.Attr, fg)
	}
	d.drawLines(img, box, c.Attr, fg)
}

// colors returns the colours of a style as they are seen.
func (d *Drawer) colors(st cell.Style) (fg, bg color.RGBA) {
	f, b := st.FG, st.BG
	if f.IsDefault() {
		f = d.theme.FG
	}
	if b.IsDefault() {
		b = d.theme.BG
	}
	if st.Attr&cell.Reverse != 0 {
		f, b = b, f
	}
	fg, bg = rgba(f), rgba(b)
	if st.Attr&cell.Dim != 0 {
		fg = color.RGBA{mid(fg.R, bg.R), mid(fg.G, bg.G), mid(fg.B, bg.B), 255}
	}
	return fg, bg
}

func mid(a, b uint8) uint8 { return uint8((int(a)*3 + int(b)*2) / 5) }

func rgba(c cell.Color) color.RGBA {
	r, g, b := c.RGB()
	return color.RGBA{r, g, b, 255}
}

func (d *Drawer) drawGlyph(img *image.RGBA, box image.Rectangle, s string, attr cell.Attr, fg color.RGBA) {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) && drawShape(img, box, r, fg) {
		return
	}
	mask := d.mask(s, attr, box.Dx()/d.cellW)
	draw.DrawMask(img, box, image.NewUniform(fg), image.Point{}, mask, image.Point{}, draw.Over)
}

// mask returns the coverage of a cluster in its cells.
func (d *Drawer) mask(s string, attr cell.Attr, cells int) *image.Alpha {
	key := glyphKey{text: s, cells: uint8(cells)}
	if attr&cell.Bold != 0 {
		key.face |= 1
	}
	if attr&cell.Italic != 0 {
		key.face |= 2
	}
	if m, ok := d.masks[key]; ok {
		return m
	}
	if len(d.masks) >= maxMasks {
		clear(d.masks)
	}
	m := image.NewAlpha(image.Rect(0, 0, cells*d.cellW, d.cellH))
	face := d.faces[key.face]
	pen := font.Drawer{Dst: m, Src: image.Opaque, Face: face, Dot: fixed.P(0, d.ascent)}
	first, _ := utf8.DecodeRuneInString(s)
	if _, ok := face.GlyphAdvance(first); ok && d.has(face, first) {
		adv := pen.MeasureString(s)
		pen.Dot.X = max(0, (fixed.I(cells*d.cellW)-adv)/2)
		pen.DrawString(s)
	} else {
		frame(m, m.Rect.Inset(max(1, d.cellW/5)))
	}
	d.masks[key] = m
	return m
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
	for x := r.Min.X; x < r.Max.X; x++ {
		m.SetAlpha(x, r.Min.Y, color.Alpha{A: 160})
		m.SetAlpha(x, r.Max.Y-1, color.Alpha{A: 160})
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		m.SetAlpha(r.Min.X, y, color.Alpha{A: 160})
		m.SetAlpha(r.Max.X-1, y, color.Alpha{A: 160})
	}
}

// drawLines draws underline, strike and overline.
func (d *Drawer) drawLines(img *image.RGBA, box image.Rectangle, attr cell.Attr, fg color.RGBA) {
	thick := max(1, d.cellW/8)
	line := func(y int) {
		fill(img, image.Rect(box.Min.X, y, box.Max.X, y+thick), fg)
	}
	base := box.Min.Y + d.ascent + thick
	if u := attr.UnderlineStyle(); u != 0 {
		line(base)
		if u == cell.DoubleUnderline {
			line(base + 2*thick)
		}
	}
	if attr&cell.Strike != 0 {
		line(box.Min.Y + d.cellH/2)
	}
	if attr&cell.Overline != 0 {
		line(box.Min.Y)
	}
}

func fill(img *image.RGBA, r image.Rectangle, c color.RGBA) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}
