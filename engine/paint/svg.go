package paint

import (
	"bytes"
	"encoding/xml"
	"image"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/vector"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// drawing is an SVG image reduced to filled and stroked outlines.
type drawing struct {
	w, h   float64 // natural size in px, 0 for none
	box    rect    // view box
	hasBox bool
	vw, vh float64 // what percentages refer to
	shapes []drawnShape
	texts  []drawnText
	used   bool // it refers to elements elsewhere
}

type drawnShape struct {
	lines  []polyline // in view box units
	fill   css.Color  // A = 0 for none
	stroke css.Color
	width  float64
	ref    dom.Ref // the element of the page, None in documents
}

type drawnText struct {
	at     pt
	text   string
	fill   css.Color
	anchor uint8
}

// Bounds on drawings.
const (
	maxShapes   = 2000
	maxSVGDepth = 64
)

// svgStyle is what shapes inherit.
type svgStyle struct {
	fill, stroke css.Color
	width        float64
	opacity      float64
	m            affine
}

// element is one element of a drawing, from a document or from the page's DOM.
type element interface {
	attr(name string) string
}

// shapeLines gives the outline of a basic shape in its own units; percentages
// refer to the viewport, vw × vh.
func shapeLines(tag string, e element, vw, vh float64) []polyline {
	n := func(name string) float64 {
		v := strings.TrimSpace(e.attr(name))
		pct, ok := strings.CutSuffix(v, "%")
		if !ok {
			return svgNumber(v)
		}
		switch name {
		case "x", "width", "cx", "rx", "x1", "x2":
			return svgNumber(pct) / 100 * vw
		case "r":
			return svgNumber(pct) / 100 * math.Sqrt((vw*vw+vh*vh)/2)
		default:
			return svgNumber(pct) / 100 * vh
		}
	}
	switch tag {
	case "path":
		return parsePath(e.attr("d"))
	case "rect":
		x, y, w, h := n("x"), n("y"), n("width"), n("height")
		return []polyline{{[]pt{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, true}}
	case "circle":
		return []polyline{oval(n("cx"), n("cy"), n("r"), n("r"))}
	case "ellipse":
		return []polyline{oval(n("cx"), n("cy"), n("rx"), n("ry"))}
	case "line":
		return []polyline{{[]pt{{n("x1"), n("y1")}, {n("x2"), n("y2")}}, false}}
	case "polyline", "polygon":
		r := pathReader{s: e.attr("points")}
		var l polyline
		for len(l.pts) < maxPathPoints {
			v, ok := r.numbers(2)
			if !ok {
				break
			}
			l.pts = append(l.pts, pt{v[0], v[1]})
		}
		l.closed = tag == "polygon"
		return []polyline{l}
	default:
		return nil
	}
}

func oval(cx, cy, rx, ry float64) polyline {
	const n = 24
	l := polyline{closed: true}
	for k := range n {
		s, c := math.Sincos(2 * math.Pi * float64(k) / n)
		l.pts = append(l.pts, pt{cx + rx*c, cy + ry*s})
	}
	return l
}

// svgNumber reads a length in user units; percentages and others give 0.
func svgNumber(s string) float64 {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return 0
	}
	return max(-1e6, min(1e6, f))
}

// parseBox reads a viewBox.
func parseBox(s string) (rect, bool) {
	r := pathReader{s: s}
	v, ok := r.numbers(4)
	if !ok || v[2] <= 0 || v[3] <= 0 {
		return rect{}, false
	}
	return rect{v[0], v[1], v[0] + v[2], v[1] + v[3]}, true
}

// parseTransform reads a transform attribute (css-transforms-1 §A).
func parseTransform(s string) affine {
	m := identity
	for range 16 {
		name, rest, ok := strings.Cut(s, "(")
		if !ok {
			return m
		}
		args, tail, _ := strings.Cut(rest, ")")
		s = tail
		r := pathReader{s: args}
		var v [6]float64
		n := 0
		for n < 6 {
			f, ok := r.number()
			if !ok {
				break
			}
			v[n] = f
			n++
		}
		switch strings.Trim(name, " ,\n\t") {
		case "translate":
			m = m.mul(affine{1, 0, 0, 1, v[0], v[1]})
		case "scale":
			if n == 1 {
				v[1] = v[0]
			}
			m = m.mul(affine{v[0], 0, 0, v[1], 0, 0})
		case "rotate":
			m = m.mul(affine{1, 0, 0, 1, v[1], v[2]}).mul(rotation(v[0])).mul(affine{1, 0, 0, 1, -v[1], -v[2]})
		case "matrix":
			if n == 6 {
				m = m.mul(affine{v[0], v[1], v[2], v[3], v[4], v[5]})
			}
		}
	}
	return m
}

// add notes a shape with its style.
func (d *drawing) add(lines []polyline, st *svgStyle, ref dom.Ref) {
	if len(lines) == 0 || len(d.shapes) >= maxShapes || st.fill.A == 0 && st.stroke.A == 0 {
		return
	}
	sh := drawnShape{ref: ref, fill: faded(st.fill, st.opacity), stroke: faded(st.stroke, st.opacity)}
	sh.width = st.width * math.Sqrt(math.Abs(st.m.a*st.m.d-st.m.b*st.m.c))
	for i := range lines {
		for k := range lines[i].pts {
			q := &lines[i].pts[k]
			q.x, q.y = st.m.point(q.x, q.y)
		}
	}
	sh.lines = lines
	d.shapes = append(d.shapes, sh)
}

func faded(c css.Color, o float64) css.Color {
	if c.Current {
		return c
	}
	c.A = uint8(float64(c.A) * max(0, min(1, o)))
	return c
}

// parseDrawing reads an SVG document; nil when it is none.
func parseDrawing(data []byte) *drawing {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	dec.Entity = map[string]string{}
	d := &drawing{}
	black := css.Color{A: 255}
	stack := []svgStyle{{fill: black, width: 1, opacity: 1, m: identity}}
	seen, skip := false, 0
	for {
		tok, err := dec.Token()
		if err != nil {
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if skip > 0 || len(stack) > maxSVGDepth {
				skip++
				continue
			}
			st := stack[len(stack)-1]
			e := xmlElement(t.Attr)
			e.inherit(&st)
			switch t.Name.Local {
			case "svg":
				if !seen {
					seen = true
					d.frameOf(e)
				}
			case "defs", "clipPath", "mask", "symbol", "pattern", "linearGradient", "radialGradient", "style", "metadata":
				skip = 1
				continue
			default:
				d.add(shapeLines(t.Name.Local, e, d.vw, d.vh), &st, dom.None)
			}
			stack = append(stack, st)
		case xml.EndElement:
			if skip > 0 {
				skip--
			} else if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		}
	}
	if !seen {
		return nil
	}
	return d
}

// frameOf takes size and view box from the outermost svg element.
func (d *drawing) frameOf(e element) {
	d.w, d.h = svgNumber(e.attr("width")), svgNumber(e.attr("height"))
	d.box, d.hasBox = parseBox(e.attr("viewBox"))
	if d.hasBox && (d.w <= 0 || d.h <= 0) {
		d.w, d.h = d.box.x1-d.box.x0, d.box.y1-d.box.y0
	}
	d.vw, d.vh = d.w, d.h
	if d.hasBox {
		d.vw, d.vh = d.box.x1-d.box.x0, d.box.y1-d.box.y0
	}
}

type xmlElement []xml.Attr

func (e xmlElement) attr(name string) string {
	for i := range e {
		if e[i].Name.Local == name && e[i].Name.Space == "" {
			return e[i].Value
		}
	}
	return ""
}

// inherit applies presentation attributes and the style attribute.
func (e xmlElement) inherit(st *svgStyle) {
	for i := range e {
		e.property(st, e[i].Name.Local, e[i].Value)
	}
	for decl := range strings.SplitSeq(e.attr("style"), ";") {
		name, v, _ := strings.Cut(decl, ":")
		e.property(st, strings.TrimSpace(name), strings.TrimSpace(v))
	}
}

func (xmlElement) property(st *svgStyle, name, v string) {
	switch name {
	case "fill":
		st.fill = svgPaint(v, st.fill)
	case "stroke":
		st.stroke = svgPaint(v, st.stroke)
	case "stroke-width":
		st.width = svgNumber(v)
	case "opacity", "fill-opacity", "stroke-opacity":
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			st.opacity *= f
		}
	case "transform":
		st.m = st.m.mul(parseTransform(v))
	}
}

// svgPaint reads a paint; references to gradients show a middle grey.
func svgPaint(v string, old css.Color) css.Color {
	switch v = strings.TrimSpace(v); {
	case v == "none":
		return css.Transparent
	case strings.HasPrefix(v, "url("):
		return css.Color{R: 128, G: 128, B: 128, A: 255}
	}
	if c, ok := css.ParseColor(v); ok {
		return c
	}
	return old
}

// inlineDrawing reads an inline svg element of the page with its computed styles,
// of w × h px.
func (p *painter) inlineDrawing(svg dom.Ref, w, h float64) *drawing {
	d := &drawing{}
	e := domElement{p.tree.Node(svg)}
	d.frameOf(e)
	d.w, d.h = w, h
	if !d.hasBox {
		d.vw, d.vh = w, h
	}
	p.drawNode(d, svg, affine{1, 0, 0, 1, 0, 0}, 1, 0)
	return d
}

type domElement struct{ n *dom.Node }

func (e domElement) attr(name string) string {
	v, _ := e.n.Attr(name)
	return v
}

// drawNode adds the shapes of an element's children.
func (p *painter) drawNode(d *drawing, parent dom.Ref, m affine, opacity float64, depth int) {
	if depth > maxSVGDepth {
		return
	}
	for r := p.tree.Node(parent).First; r != dom.None; r = p.tree.Node(r).Next {
		n := p.tree.Node(r)
		c := p.scene.res.Styles().Of(r)
		if !n.IsElement() || c == nil {
			continue
		}
		switch n.Tag {
		case "defs", "clipPath", "mask", "symbol", "pattern", "style", "title", "desc", "foreignObject":
			continue
		}
		e := domElement{n}
		t := c.Text
		st := svgStyle{
			fill: t.Fill.Or(t.Color), stroke: t.Stroke.Or(t.Color), width: t.StrokeWidth.Resolve(24),
			opacity: opacity * float64(c.Box.Opacity), m: m.mul(parseTransform(e.attr("transform"))),
		}
		st.fill, st.stroke = faded(st.fill, float64(t.FillOpacity)), faded(st.stroke, float64(t.StrokeAlpha))
		if t.Visibility == css.Visible {
			if n.Tag == "text" {
				p.drawTextNode(d, n, r, &st, t.TextAnchor)
				continue
			}
			d.add(shapeLines(n.Tag, e, d.vw, d.vh), &st, r)
		}
		if n.Tag == "use" {
			d.used = true
			p.drawUse(d, e, &st, depth)
			continue
		}
		p.drawNode(d, r, st.m, st.opacity, depth+1)
	}
}

// maxUseScan bounds the search for what a use element refers to.
const maxUseScan = 20000

// drawUse draws the symbol or group that a use element names in the page.
func (p *painter) drawUse(d *drawing, e domElement, st *svgStyle, depth int) {
	href := e.attr("href")
	if href == "" {
		href = e.attr("xlink:href")
	}
	id, ok := strings.CutPrefix(href, "#")
	if !ok || id == "" {
		return
	}
	for i, n := 1, min(p.tree.Slots(), maxUseScan); i < n; i++ {
		r := dom.Ref(i)
		if !p.tree.Alive(r) {
			continue
		}
		node := p.tree.Node(r)
		if v, _ := node.Attr("id"); v != id || node.NS != e.n.NS {
			continue
		}
		m := st.m.mul(affine{1, 0, 0, 1, svgNumber(e.attr("x")), svgNumber(e.attr("y"))})
		if b, ok := parseBox(domElement{node}.attr("viewBox")); ok && !d.hasBox {
			d.box, d.hasBox = b, true
		}
		p.drawReferred(d, r, m, st, depth+1)
		return
	}
}

// drawReferred draws the contents of an element that is not rendered where it
// stands, and so has no computed style: its own attributes decide.
func (p *painter) drawReferred(d *drawing, r dom.Ref, m affine, st *svgStyle, depth int) {
	if depth > maxSVGDepth || len(d.shapes) > maxShapes {
		return
	}
	n := p.tree.Node(r)
	own := *st
	own.m = m
	attrs := make(xmlElement, 0, len(n.Attrs))
	for _, a := range n.Attrs {
		attrs = append(attrs, xml.Attr{Name: xml.Name{Local: a.Name}, Value: a.Value})
	}
	attrs.inherit(&own)
	d.add(shapeLines(n.Tag, attrs, d.vw, d.vh), &own, dom.None)
	for c := n.First; c != dom.None; c = p.tree.Node(c).Next {
		if p.tree.Node(c).IsElement() {
			p.drawReferred(d, c, own.m, &own, depth+1)
		}
	}
}

func (p *painter) drawTextNode(d *drawing, n *dom.Node, r dom.Ref, st *svgStyle, anchor uint8) {
	e := domElement{n}
	s := strings.Join(strings.Fields(p.tree.ChildText(r)), " ")
	if s == "" {
		for c := n.First; c != dom.None; c = p.tree.Node(c).Next { // tspan
			if k := p.tree.Node(c); k.IsElement() {
				s += " " + p.tree.ChildText(c)
			}
		}
		s = strings.Join(strings.Fields(s), " ")
	}
	if s == "" || len(d.texts) > maxShapes {
		return
	}
	x, y := st.m.point(svgNumber(e.attr("x")), svgNumber(e.attr("y")))
	d.texts = append(d.texts, drawnText{pt{x, y}, s, faded(st.fill, st.opacity), anchor})
}

// fit gives the map from view box units to px of dest: scaled evenly, centred
// (preserveAspectRatio xMidYMid meet).
func (d *drawing) fit(dest rect) affine {
	w, h := dest.x1-dest.x0, dest.y1-dest.y0
	if !d.hasBox {
		if d.w > 0 && d.h > 0 {
			return affine{w / d.w, 0, 0, h / d.h, 0, 0}
		}
		return identity
	}
	bw, bh := d.box.x1-d.box.x0, d.box.y1-d.box.y0
	f := min(w/bw, h/bh)
	return affine{f, 0, 0, f, (w-bw*f)/2 - d.box.x0*f, (h-bh*f)/2 - d.box.y0*f}
}

// maxRaster bounds the side of what drawings are rastered to, in pixels.
const maxRaster = 512

// raster draws at a resolution of 4 × 8 pixels per cell.
func (d *drawing) raster(dest rect, cw, ch float64, cur css.Color) raster {
	w, h := dest.x1-dest.x0, dest.y1-dest.y0
	pw, ph := min(maxRaster, int(math.Ceil(w/cw*4))), min(maxRaster, int(math.Ceil(h/ch*8)))
	if pw <= 0 || ph <= 0 || len(d.shapes) == 0 {
		return nil
	}
	m := affine{float64(pw) / w, 0, 0, float64(ph) / h, 0, 0}.mul(d.fit(dest))
	out := image.NewNRGBA(image.Rect(0, 0, pw, ph))
	scale := math.Sqrt(math.Abs(m.a * m.d))
	z := &vector.Rasterizer{}
	for i := range d.shapes {
		sh := &d.shapes[i]
		if fill := sh.fill.Or(cur); fill.A > 0 {
			box := sh.bounds(m, 1, out.Rect)
			z.Reset(box.Dx(), box.Dy())
			at := m.from(box.Min)
			for k := range sh.lines {
				addPolyline(z, sh.lines[k].pts, at)
			}
			paintMask(out, box, z, fill)
		}
		if stroke := sh.stroke.Or(cur); stroke.A > 0 && sh.width > 0 {
			width := max(sh.width*scale, 1)
			box := sh.bounds(m, width+1, out.Rect)
			z.Reset(box.Dx(), box.Dy())
			at := m.from(box.Min)
			for k := range sh.lines {
				addStroke(z, &sh.lines[k], at, width)
			}
			paintMask(out, box, z, stroke)
		}
	}
	return &Picture{img: out}
}

func addPolyline(z *vector.Rasterizer, pts []pt, m affine) {
	for k, q := range pts {
		x, y := m.point(q.x, q.y)
		if k == 0 {
			z.MoveTo(clampF(x), clampF(y))
		} else {
			z.LineTo(clampF(x), clampF(y))
		}
	}
	z.ClosePath()
}

// clampF keeps coordinates where the rasterizer is well behaved.
func clampF(f float64) float32 { return float32(max(-4*maxRaster, min(4*maxRaster, f))) }

// addStroke adds a rectangle per segment, all turning the same way so that their
// overlaps fill.
func addStroke(z *vector.Rasterizer, l *polyline, m affine, width float64) {
	n := len(l.pts)
	last := n - 1
	if l.closed {
		last = n
	}
	for k := range last {
		a, b := l.pts[k], l.pts[(k+1)%n]
		ax, ay := m.point(a.x, a.y)
		bx, by := m.point(b.x, b.y)
		dx, dy := bx-ax, by-ay
		d := math.Hypot(dx, dy)
		if d < 1e-6 {
			continue
		}
		dx, dy = dx/d*width/2, dy/d*width/2
		ax, ay, bx, by = ax-dx/2, ay-dy/2, bx+dx/2, by+dy/2
		z.MoveTo(clampF(ax+dy), clampF(ay-dx))
		z.LineTo(clampF(bx+dy), clampF(by-dx))
		z.LineTo(clampF(bx-dy), clampF(by+dx))
		z.LineTo(clampF(ax-dy), clampF(ay+dx))
		z.ClosePath()
	}
}

// from is m with its origin at a pixel.
func (m affine) from(p image.Point) affine {
	return affine{1, 0, 0, 1, -float64(p.X), -float64(p.Y)}.mul(m)
}

// bounds returns the pixels of a picture that the shape can reach, with a margin
// around its points: rastering costs what is in them.
func (sh *drawnShape) bounds(m affine, margin float64, picture image.Rectangle) image.Rectangle {
	b := rect{1e9, 1e9, -1e9, -1e9}
	for k := range sh.lines {
		for _, q := range sh.lines[k].pts {
			x, y := m.point(q.x, q.y)
			b = b.or(rect{x, y, x, y})
		}
	}
	pixel := func(v float64, limit int) int {
		switch {
		case !(v > 0): // nor a number
			return 0
		case v >= float64(limit):
			return limit
		}
		return int(v)
	}
	return image.Rect(
		pixel(b.x0-margin, picture.Max.X), pixel(b.y0-margin, picture.Max.Y),
		pixel(math.Ceil(b.x1+margin), picture.Max.X), pixel(math.Ceil(b.y1+margin), picture.Max.Y),
	)
}

// paintMask composes a colour through what z covers of the pixels in box.
func paintMask(out *image.NRGBA, box image.Rectangle, z *vector.Rasterizer, col css.Color) {
	if box.Empty() {
		return
	}
	mask := image.NewAlpha(image.Rectangle{Max: box.Size()})
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range box.Dy() {
		to := out.Pix[out.PixOffset(box.Min.X, box.Min.Y+y):]
		for x, a := range mask.Pix[y*mask.Stride : y*mask.Stride+box.Dx()] {
			if a == 0 {
				continue
			}
			sa := float64(a) / 255 * float64(col.A) / 255
			px := to[x*4 : x*4+4 : x*4+4]
			da := float64(px[3]) / 255 * (1 - sa)
			oa := sa + da
			px[0] = uint8((float64(col.R)*sa + float64(px[0])*da) / oa)
			px[1] = uint8((float64(col.G)*sa + float64(px[1])*da) / oa)
			px[2] = uint8((float64(col.B)*sa + float64(px[2])*da) / oa)
			px[3] = uint8(oa*255 + 0.5)
		}
	}
}

// hitShapes makes the shapes of an inline drawing the elements under the cells
// whose centres they hold.
func (p *painter) hitShapes(d *drawing, dest, clip rect) {
	m := d.fit(dest)
	for i := range d.shapes {
		sh := &d.shapes[i]
		if sh.ref == dom.None {
			continue
		}
		b := rect{1e9, 1e9, -1e9, -1e9}
		for k := range sh.lines {
			for _, q := range sh.lines[k].pts {
				x, y := m.point(q.x, q.y)
				b = b.or(rect{x + dest.x0, y + dest.y0, x + dest.x0, y + dest.y0})
			}
		}
		got := p.covered(b.and(clip).and(dest))
		for y := got.y0; y < got.y1; y++ {
			for x := got.x0; x < got.x1; x++ {
				cx, cy := (float64(x)+0.5)*p.view.CellW-dest.x0, (float64(y)+0.5)*p.view.CellH-dest.y0
				if sh.fill.Visible() && sh.holds(m, cx, cy) {
					p.Refs[y*p.Grid.Cols+x] = sh.ref
				}
			}
		}
	}
}

// holds reports whether a point in px is inside of the shape's outline.
func (sh *drawnShape) holds(m affine, x, y float64) bool {
	in := false
	for i := range sh.lines {
		pts := sh.lines[i].pts
		for k := range pts {
			ax, ay := m.point(pts[k].x, pts[k].y)
			q := pts[(k+1)%len(pts)]
			bx, by := m.point(q.x, q.y)
			if (ay > y) != (by > y) && x < ax+(y-ay)/(by-ay)*(bx-ax) {
				in = !in
			}
		}
	}
	return in
}
