package paint

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/style"
)

// quads are the quadrant characters by mask: upper left 1, upper right 2, lower
// left 4, lower right 8.
var quads = [16]rune{' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'}

// flat is the largest difference per channel at which the quadrants of a cell
// are shown as one colour.
const flat = 10

// rgba is a colour with straight alpha in 0 … 255.
type rgba struct{ r, g, b, a float64 }

// raster gives the average colour of a part of a picture, in fractions of its
// size.
type raster interface {
	average(x0, y0, x1, y1 float64) rgba
}

// drawRaster paints a picture that fills dest, within the cells got.
func (p *painter) drawRaster(ra raster, dest rect, got cells, clip rect) {
	w, h := dest.x1-dest.x0, dest.y1-dest.y0
	if w <= 0 || h <= 0 || p.noInk > 0 {
		return
	}
	p.seq++
	cw, ch := p.view.CellW, p.view.CellH
	visible := dest.and(clip)
	tiny := w < cw || h < ch // may hold no quadrant's centre at all
	quad := func(x, y int, q *quadrants) {
		for k := range q.q {
			x0, y0 := (float64(x)+float64(k&1)/2)*cw, (float64(y)+float64(k>>1)/2)*ch
			part := rect{x0, y0, x0 + cw/2, y0 + ch/2}.and(visible)
			if mx, my := x0+cw/4, y0+ch/4; part.empty() ||
				!tiny && (mx < visible.x0 || mx >= visible.x1 || my < visible.y0 || my >= visible.y1) {
				continue
			}
			q.q[k] = ra.average((part.x0-dest.x0)/w, (part.y0-dest.y0)/h, (part.x1-dest.x0)/w, (part.y1-dest.y0)/h)
			q.ink += q.q[k].a
		}
	}
	var kept []quadrants
	fresh := true
	if k, ok := ra.(*quadded); ok {
		kept, fresh = k.at(dest, visible, got)
	}
	n := 0
	for y := got.y0; y < got.y1; y++ {
		for x := got.x0; x < got.x1; x++ {
			var one quadrants
			q := &one
			if kept != nil {
				q = &kept[n]
				n++
			}
			if fresh {
				quad(x, y, q)
			}
			if q.ink >= 8 {
				p.quadCell(y*p.Grid.Cols+x, q)
			}
		}
	}
}

// quadCell shows four quadrants in a cell with two colours.
func (p *painter) quadCell(i int, q *quadrants) {
	ce, au := &p.Grid.Cells[i], &p.aux[i]
	alpha := q.ink / 4
	over := alpha < opaqueAlpha && au.run != 0 && ce.Glyph != 0
	if over || !q.done || q.over != ce.BG {
		var col [4]cell.Color
		for k, c := range q.q {
			col[k] = blend(ce.BG, css.Color{R: uint8(c.r), G: uint8(c.g), B: uint8(c.b), A: uint8(c.a)})
		}
		if over {
			ce.BG = meanColor(col[:])
			return
		}
		q.as, q.over, q.done = split(&col), ce.BG, true
	}
	mask, fg, bg := q.as.mask, q.as.fg, q.as.bg
	p.cutRuns(i/p.Grid.Cols, i%p.Grid.Cols, i%p.Grid.Cols+1)
	*ce = cell.Cell{Glyph: cell.Rune(quads[mask]), Style: cell.Style{FG: fg, BG: bg}}
	if mask == 0 {
		ce.FG = 0
	}
	au.run, au.pixel = 0, true
	if alpha >= opaqueAlpha {
		au.cover = p.seq
	}
}

// split divides four colours into two groups with the least squared error.
func split(c *[4]cell.Color) splitCell {
	all := meanColor(c[:])
	worst := 0
	for k := range c {
		worst = max(worst, colorGap(c[k], all))
	}
	if worst <= flat {
		return splitCell{bg: all}
	}
	best := math.MaxInt
	var s splitCell
	for m := 1; m < 8; m++ { // the upper left quadrant or its complement: 7 ways
		var a, b [4]cell.Color
		na, nb := 0, 0
		for k := range c {
			if m>>k&1 != 0 {
				a[na] = c[k]
				na++
			} else {
				b[nb] = c[k]
				nb++
			}
		}
		ca, cb := meanColor(a[:na]), meanColor(b[:nb])
		e := 0
		for k := range c {
			d := cb
			if m>>k&1 != 0 {
				d = ca
			}
			e += colorError(c[k], d)
		}
		if e < best {
			best, s = e, splitCell{m, ca, cb}
		}
	}
	return s
}

func meanColor(cs []cell.Color) cell.Color {
	var r, g, b int
	for _, c := range cs {
		x, y, z := c.RGB()
		r, g, b = r+int(x), g+int(y), b+int(z)
	}
	n := max(len(cs), 1)
	return cell.RGB(uint8((r+n/2)/n), uint8((g+n/2)/n), uint8((b+n/2)/n))
}

func colorGap(a, b cell.Color) int {
	r, g, bl := a.RGB()
	r2, g2, b2 := b.RGB()
	return max(gap(r, r2), gap(g, g2), gap(bl, b2))
}

func colorError(a, b cell.Color) int {
	r, g, bl := a.RGB()
	r2, g2, b2 := b.RGB()
	x, y, z := gap(r, r2), gap(g, g2), gap(bl, b2)
	return x*x + y*y + z*z
}

// maxSamples bounds the pixels looked at per quadrant.
const maxSamples = 64

// average implements raster for bitmaps.
func (pic *Picture) average(x0, y0, x1, y1 float64) rgba {
	b := pic.img.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	px0, py0 := clampInt(x0*w, b.Dx()-1), clampInt(y0*h, b.Dy()-1)
	px1, py1 := max(px0+1, min(b.Dx(), int(math.Ceil(x1*w)))), max(py0+1, min(b.Dy(), int(math.Ceil(y1*h))))
	step := 1
	for (px1-px0)/step*((py1-py0)/step) > maxSamples {
		step++
	}
	var c rgba
	n := 0.0
	for y := py0; y < py1; y += step {
		for x := px0; x < px1; x += step {
			o := pic.img.PixOffset(x, y)
			pix := pic.img.Pix[o : o+4 : o+4]
			a := float64(pix[3])
			c.r += float64(pix[0]) * a
			c.g += float64(pix[1]) * a
			c.b += float64(pix[2]) * a
			c.a += a
			n++
		}
	}
	if c.a == 0 {
		return rgba{}
	}
	return rgba{c.r / c.a, c.g / c.a, c.b / c.a, c.a / n}
}

func clampInt(f float64, hi int) int { return max(0, min(hi, int(math.Floor(f)))) }

// showPicture paints a picture into dest.
func (p *painter) showPicture(pic *Picture, dest, clip rect, cur css.Color) {
	got := p.touched(dest.and(clip))
	if got.empty() {
		return
	}
	if pic.draw != nil {
		if ra := pic.draw.raster(dest, p.view.CellW, p.view.CellH, cur); ra != nil {
			p.drawRaster(ra, dest, got, clip)
		}
		return
	}
	p.drawRaster(pic, dest, got, clip)
}

// maxTiles bounds the repetitions of a background picture.
const maxTiles = 4096

// pictureLayer paints a background layer with a picture. The picture is only
// there when the page carries it.
func (p *painter) pictureLayer(l *style.Layer, c *style.Computed, origin rect, clip rect) {
	pic := p.view.Pictures.Get(l.Image.URL)
	if pic == nil {
		return
	}
	w, h := origin.x1-origin.x0, origin.y1-origin.y0
	tw, th := layerSize(l, pic, w, h)
	if tw < 0.5 || th < 0.5 {
		return
	}
	x, y := origin.x0+l.Pos.X.Resolve(w-tw), origin.y0+l.Pos.Y.Resolve(h-th)
	x1, y1 := x+tw, y+th
	if l.RepeatX != css.RepeatNone {
		x -= math.Ceil((x-clip.x0)/tw) * tw
		x1 = clip.x1
	}
	if l.RepeatY != css.RepeatNone {
		y -= math.Ceil((y-clip.y0)/th) * th
		y1 = clip.y1
	}
	if (x1-x)/tw*((y1-y)/th) > maxTiles {
		return
	}
	for ty := y; ty < y1; ty += th {
		for tx := x; tx < x1; tx += tw {
			p.showPicture(pic, rect{tx, ty, tx + tw, ty + th}, clip, c.Text.Color)
		}
	}
}

// layerSize is the size of a background picture (css-backgrounds-3 §3.9).
func layerSize(l *style.Layer, pic *Picture, w, h float64) (tw, th float64) {
	nw, nh := pic.W, pic.H
	if nw <= 0 || nh <= 0 {
		nw, nh = w, h
	}
	switch {
	case l.Cover:
		f := max(w/nw, h/nh)
		return nw * f, nh * f
	case l.Contain:
		f := min(w/nw, h/nh)
		return nw * f, nh * f
	}
	wSet, hSet := l.SizeW.IsLength(), l.SizeH.IsLength()
	tw, th = nw, nh
	if wSet {
		tw = l.SizeW.Resolve(w)
	}
	if hSet {
		th = l.SizeH.Resolve(h)
	}
	switch {
	case wSet && !hSet:
		th = nh * tw / nw
	case hSet && !wSet:
		tw = nw * th / nh
	}
	return tw, th
}
