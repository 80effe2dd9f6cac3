package paint

import (
	"math"

	"playhead/engine/css"
	"playhead/engine/style"
)

// maxStops bounds the stops of a gradient that are looked at.
const maxStops = 64

// image paints one background layer into what clip leaves of it.
func (p *painter) image(l *style.Layer, c *style.Computed, a *boxArea, s *space, clip rect) {
	got := p.covered(clip)
	if l.Image.Kind == style.ImageNone || got.empty() {
		return
	}
	origin := s.rect(a.of(l.Origin))
	if l.Attach == css.AttachFixed {
		env := p.scene.res.Styles().Env()
		origin = rect{-p.view.X, -p.view.Y, env.W - p.view.X, env.H - p.view.Y}
	}
	w, h := origin.x1-origin.x0, origin.y1-origin.y0
	if l.Image.Kind == style.ImageURL {
		p.pictureLayer(l, c, origin, clip.and(p.bounds))
		return
	}
	tw, th := w, h
	if !l.Cover && !l.Contain {
		if l.SizeW.IsLength() {
			tw = l.SizeW.Resolve(w)
		}
		if l.SizeH.IsLength() {
			th = l.SizeH.Resolve(h)
		}
	}
	if tw < 0.5 || th < 0.5 {
		return
	}
	t := tile{
		x: origin.x0 + l.Pos.X.Resolve(w-tw), y: origin.y0 + l.Pos.Y.Resolve(h-th),
		w: tw, h: th, repeatX: l.RepeatX != css.RepeatNone, repeatY: l.RepeatY != css.RepeatNone,
	}
	g := newGradient(&l.Image, c.Text.Color, tw, th)
	p.seq++
	for y := got.y0; y < got.y1; y++ {
		for x := got.x0; x < got.x1; x++ {
			px, py, ok := t.at((float64(x)+0.5)*p.view.CellW, (float64(y)+0.5)*p.view.CellH)
			if !ok {
				continue
			}
			if col := g.at(px, py); col.A != 0 {
				p.fillSpan(y, x, x+1, col)
			}
		}
	}
}

// tile is the first tile of a background image in px of the frame.
type tile struct {
	x, y, w, h       float64
	repeatX, repeatY bool
}

// at gives the place in the tile of a point of the frame.
func (t *tile) at(x, y float64) (tx, ty float64, ok bool) {
	x, y = x-t.x, y-t.y
	if t.repeatX {
		x = math.Mod(math.Mod(x, t.w)+t.w, t.w)
	}
	if t.repeatY {
		y = math.Mod(math.Mod(y, t.h)+t.h, t.h)
	}
	return x, y, x >= 0 && y >= 0 && x < t.w && y < t.h
}

// gradient is a gradient in a tile of a known size.
type gradient struct {
	kind       style.ImageKind
	repeating  bool
	cx, cy     float64
	dx, dy     float64 // linear: unit direction
	length     float64 // px from 0 to 1 along the gradient line
	rx, ry     float64
	from       float64 // conic, in turns
	stops      []stop
	background css.Color
}

type stop struct {
	at  float64
	col css.Color
}

func newGradient(im *style.Image, cur css.Color, w, h float64) *gradient {
	g := &gradient{kind: im.Kind, repeating: im.Repeating, length: 1}
	switch im.Kind {
	case style.ImageColor:
		if len(im.Stops) > 0 {
			g.background = im.Stops[0].Color.Or(cur)
		}
		return g
	case style.ImageLinear:
		ang := float64(im.Angle) * math.Pi / 180
		if im.Corner {
			// The line is such that the other two corners have the middle colour.
			ang = math.Atan2(float64(im.SideX)*h, float64(-im.SideY)*w)
			if im.SideX != 0 && im.SideY != 0 {
				ang = math.Atan2(float64(im.SideX)*h, -float64(im.SideY)*w)
			}
		}
		g.dx, g.dy = math.Sin(ang), -math.Cos(ang)
		g.length = math.Abs(w*g.dx) + math.Abs(h*g.dy)
		g.cx, g.cy = w/2-g.dx*g.length/2, h/2-g.dy*g.length/2
	case style.ImageRadial:
		g.cx, g.cy = im.Center.X.Resolve(w), im.Center.Y.Resolve(h)
		g.radii(im, w, h)
		g.length = g.rx
	case style.ImageConic:
		g.cx, g.cy = im.Center.X.Resolve(w), im.Center.Y.Resolve(h)
		g.from = float64(im.Angle) / 360
	}
	g.stops = resolveStops(im.Stops, cur, g.length)
	return g
}

func (g *gradient) radii(im *style.Image, w, h float64) {
	l, r, t, b := math.Abs(g.cx), math.Abs(w-g.cx), math.Abs(g.cy), math.Abs(h-g.cy)
	far := im.Extent == 0 || im.Extent == 3
	mx, my := min(l, r), min(t, b)
	if far {
		mx, my = max(l, r), max(t, b)
	}
	corner := im.Extent == 0 || im.Extent == 2
	switch {
	case im.Extent == 4:
		g.rx = im.RX.Resolve(w)
		g.ry = g.rx
		if !im.Circle && im.RY.IsLength() {
			g.ry = im.RY.Resolve(h)
		}
	case im.Circle && corner:
		g.rx = math.Hypot(mx, my)
		g.ry = g.rx
	case im.Circle && far:
		g.rx = max(mx, my)
		g.ry = g.rx
	case im.Circle:
		g.rx = min(mx, my)
		g.ry = g.rx
	case corner:
		g.rx, g.ry = mx*math.Sqrt2, my*math.Sqrt2
	default:
		g.rx, g.ry = mx, my
	}
	g.rx, g.ry = max(g.rx, 0.01), max(g.ry, 0.01)
}

// resolveStops places stops along the line (css-images-3 §3.4.3).
func resolveStops(in []style.Stop, cur css.Color, length float64) []stop {
	in = in[:min(len(in), maxStops)]
	out := make([]stop, 0, len(in))
	const open = math.MaxFloat64
	for i := range in {
		if in[i].Hint {
			continue
		}
		at := open
		if in[i].Pos.IsLength() {
			at = in[i].Pos.Resolve(length) / max(length, 0.01)
		}
		out = append(out, stop{at, in[i].Color.Or(cur)})
	}
	n := len(out)
	if n == 0 {
		return out
	}
	if out[0].at == open {
		out[0].at = 0
	}
	if out[n-1].at == open {
		out[n-1].at = 1
	}
	last := out[0].at
	for i := range out {
		if out[i].at != open {
			out[i].at = max(out[i].at, last)
			last = out[i].at
		}
	}
	for i := 1; i < n; i++ {
		if out[i].at != open {
			continue
		}
		j := i
		for out[j].at == open {
			j++
		}
		step := (out[j].at - out[i-1].at) / float64(j-i+1)
		for k := i; k < j; k++ {
			out[k].at = out[i-1].at + step*float64(k-i+1)
		}
	}
	return out
}

// at gives the colour at a point of the tile.
func (g *gradient) at(x, y float64) css.Color {
	var t float64
	switch g.kind {
	case style.ImageLinear:
		t = ((x-g.cx)*g.dx + (y-g.cy)*g.dy) / max(g.length, 0.01)
	case style.ImageRadial:
		t = math.Hypot((x-g.cx)/g.rx, (y-g.cy)/g.ry)
	case style.ImageConic:
		t = math.Atan2(x-g.cx, g.cy-y)/(2*math.Pi) - g.from
		t -= math.Floor(t)
	default:
		return g.background
	}
	return g.along(t)
}

// along gives the colour at t of the gradient line, mixed with premultiplied
// alpha.
func (g *gradient) along(t float64) css.Color {
	n := len(g.stops)
	if n == 0 {
		return css.Transparent
	}
	a, z := g.stops[0], g.stops[n-1]
	if g.repeating && z.at > a.at {
		t = a.at + math.Mod(math.Mod(t-a.at, z.at-a.at)+(z.at-a.at), z.at-a.at)
	}
	if t <= a.at {
		return a.col
	}
	for i := 1; i < n; i++ {
		b := g.stops[i]
		if t < b.at {
			return mixStops(a.col, b.col, (t-a.at)/(b.at-a.at))
		}
		a = b
	}
	return z.col
}

func mixStops(a, b css.Color, t float64) css.Color {
	fa, fb := float64(a.A)*(1-t), float64(b.A)*t
	al := fa + fb
	if al < 0.5 {
		return css.Transparent
	}
	ch := func(x, y uint8) uint8 { return uint8(math.Round((float64(x)*fa + float64(y)*fb) / al)) }
	return css.Color{R: ch(a.R, b.R), G: ch(a.G, b.G), B: ch(a.B, b.B), A: uint8(math.Round(al))}
}

// middle is the colour in the middle of an image, for text that it shines
// through.
func middle(im *style.Image, cur css.Color) css.Color {
	if im.Kind == style.ImageURL || im.Kind == style.ImageNone {
		return css.Color{A: 255}
	}
	g := newGradient(im, cur, 100, 100)
	col := g.at(50, 50)
	if im.Kind == style.ImageRadial || im.Kind == style.ImageConic {
		col = g.along(0.5)
	}
	if col.A == 0 {
		return css.Color{A: 255}
	}
	return col
}
