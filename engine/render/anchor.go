package render

import (
	"math"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/layout"
	"playhead/engine/paint"
	"playhead/engine/style"
)

// scroller gives the scroll offsets of a frame: recorded px translated to the
// layout that is shown.
type scroller struct {
	r      *Renderer
	in     *Input
	window Point
	inner  map[*layout.Box]Point
}

// endSlack is how far from its end, in px, a recorded offset still means the end.
const endSlack = 2

// newScroller finds the offsets of the window and of every scrolled box.
func (r *Renderer) newScroller(in *Input, view, doc Size) *scroller {
	s := &scroller{r: r, in: in, inner: map[*layout.Box]Point{}}
	t := in.Tree
	for _, b := range r.page.scene.Scrollers() {
		if st := scrollState(t, b); st != nil && (st.ScrollX != 0 || st.ScrollY != 0) {
			s.inner[b] = s.innerOffset(b, Point{st.ScrollX, st.ScrollY})
		}
	}
	limit := Point{max(0, doc.W-view.W), max(0, doc.H-view.H)}
	switch {
	case in.Options.Full:
	case in.Options.Scroll != nil:
		s.window = clampPoint(*in.Options.Scroll, limit)
	case t.Page.ScrollX != 0 || t.Page.ScrollY != 0:
		s.window = s.windowOffset(Point{t.Page.ScrollX, t.Page.ScrollY}, view, limit)
	}
	return s
}

func clampPoint(p, limit Point) Point {
	return Point{max(0, min(p.X, limit.X)), max(0, min(p.Y, limit.Y))}
}

// of is the offset of a box for painting.
func (s *scroller) of(b *layout.Box) (x, y float64) {
	p := s.inner[b]
	return p.X, p.Y
}

// scrollState is the live state that holds a box's recorded scroll offset: that
// of its element, or of the document of a frame.
func scrollState(t *dom.Tree, b *layout.Box) *dom.State {
	if b.Ref == dom.None || b.Is(layout.Anonymous) || b.Pseudo != layout.NoPseudo || b.Is(layout.Root) || b.Is(layout.Body) {
		return nil
	}
	if !t.Alive(b.Ref) {
		return nil
	}
	return t.Node(b.Ref).State
}

// windowOffset translates the window's recorded offset.
func (s *scroller) windowOffset(at Point, view Size, limit Point) Point {
	nat := s.r.naturalLayout(s.in)
	natLimit := max(0, nat.H.Float()-view.H)
	y := s.translate(nat.Root, s.r.page.scene.Result().Root, at.Y, natLimit, limit.Y)
	return clampPoint(Point{at.X, y}, limit)
}

// innerOffset translates the recorded offset of a scroll container.
func (s *scroller) innerOffset(b *layout.Box, at Point) Point {
	limit := scrollLimit(b)
	nat := s.r.naturalLayout(s.in)
	var nb *layout.Box
	if b.Kind == layout.KindViewport {
		if f := nat.Box(b.Parent.Ref); f != nil {
			nb = f.First
		}
	} else {
		nb = nat.Box(b.Ref)
	}
	if nb == nil || nb.Frag == nil {
		return clampPoint(at, limit)
	}
	y := s.translate(nb, b, at.Y, scrollLimit(nb).Y, limit.Y)
	return clampPoint(Point{at.X, y}, limit)
}

// scrollLimit is how far a scroll container can be scrolled.
func scrollLimit(b *layout.Box) Point {
	if b.Frag == nil {
		return Point{}
	}
	p, o := b.Frag.PaddingBox(), b.Frag.Overflow
	return Point{max(0, (o.Right() - p.Right()).Float()), max(0, (o.Bottom() - p.Bottom()).Float())}
}

// translate maps a vertical offset in the natural layout of a scroll container
// to one in the layout shown: the start stays the start, the end the end, and in
// between what was at the top stays at the top.
func (s *scroller) translate(nat, shown *layout.Box, y, natLimit, limit float64) float64 {
	switch {
	case y <= 0 || limit <= 0:
		return 0
	case natLimit > 0 && y >= natLimit-endSlack:
		return limit
	}
	a := anchorSearch{y: layout.FromPx(y), best: layout.MaxUnit}
	a.fragment(nat.Frag, 0, 0)
	if a.ref == dom.None {
		return y
	}
	at, ok := positionOf(s.r.page.scene.Result().Box(a.ref), shown, a.start)
	if !ok {
		return y
	}
	return at.Float() - (a.top - a.y).Float()
}

// anchorSearch looks for what stands at the top of a scrolled box: the first
// line of text or box without contents that starts at or below the offset; of
// several that start together, the widest.
type anchorSearch struct {
	y     layout.Unit
	best  layout.Unit // distance of the best so far, less for wide ones
	top   layout.Unit
	ref   dom.Ref
	start int // byte in the text, -1 for a box
}

// anchorDepth bounds recursion.
const anchorDepth = 1000

func (a *anchorSearch) fragment(f *layout.Fragment, y layout.Unit, depth int) {
	if f == nil || depth > anchorDepth {
		return
	}
	for i := range f.Lines {
		l := &f.Lines[i]
		if y+l.Y+l.H < a.y {
			continue
		}
		for j := range l.Items {
			it := &l.Items[j]
			if it.Kind == layout.ItemText && it.Box.Pseudo == layout.NoPseudo && !it.Box.Is(layout.UAText) {
				a.offer(y+it.Y, it.W, it.Box.Ref, it.Start)
			}
		}
	}
	for i := range f.Children {
		c := &f.Children[i]
		b := c.Frag.Box
		if b.Is(layout.Fixed) || b.Style.Box.Position == css.PositionSticky { // do not scroll along
			continue
		}
		top := y + c.Y
		if top+c.Frag.H < a.y && top+c.Frag.Overflow.Bottom() < a.y {
			continue
		}
		if len(c.Frag.Children) == 0 && len(c.Frag.Lines) == 0 && c.Frag.H > 0 && paint.Owner(b) != dom.None && b.Pseudo == layout.NoPseudo {
			a.offer(top, c.Frag.W, b.Ref, -1)
		}
		if !b.Is(layout.Scrolls) {
			a.fragment(c.Frag, top, depth+1)
		}
	}
}

// offer weighs a candidate. Wide ones are preferred over narrow ones that start
// a little earlier, since side columns drift in their own way.
func (a *anchorSearch) offer(top, w layout.Unit, ref dom.Ref, start int) {
	d := top - a.y
	if d < 0 {
		return
	}
	d -= min(w/16, 24*layout.Px)
	if d < a.best {
		a.best, a.top, a.ref, a.start = d, top, ref, start
	}
}

// positionOf gives the vertical place of a box, or of the line of it that shows
// byte start, within a scroll container.
func positionOf(b, in *layout.Box, start int) (layout.Unit, bool) {
	if b == nil {
		return 0, false
	}
	y := layout.Unit(0)
	at := b
	if start >= 0 {
		at = b.Container
		if at == nil || at.Frag == nil {
			return 0, false
		}
		found := false
		for i := range at.Frag.Lines {
			for j := range at.Frag.Lines[i].Items {
				it := &at.Frag.Lines[i].Items[j]
				if it.Kind == layout.ItemText && it.Box == b && (it.End > start || !found) {
					y, found = it.Y, true
					if it.End > start {
						return climb(at, in, y)
					}
				}
			}
		}
		if !found {
			return 0, false
		}
	} else {
		if b.Frag == nil || b.Container == nil {
			return 0, false
		}
	}
	return climb(at, in, y)
}

// climb adds up positions from box b to container in.
func climb(b, in *layout.Box, y layout.Unit) (layout.Unit, bool) {
	for ; b != in; b = b.Container {
		if b == nil || b.Container == nil {
			return 0, false
		}
		y += b.Y
	}
	return y, true
}

// naturalLayout is the page under natural metrics.
// It is made when something asks for it, or beside that of the terminal where
// the frame before asked, and kept until the page changes.
func (r *Renderer) naturalLayout(in *Input) *layout.Result {
	r.asked = true
	if r.natural.scene == nil || r.natural.styles != r.page.styles {
		r.makeNatural(in.Tree, r.page.styles)
	}
	return r.natural.scene.Result()
}

func (r *Renderer) makeNatural(t *dom.Tree, styles *style.Styles) {
	// Styles list what changed since the update before: an older layout cannot
	// be brought up to date with that.
	var prev *layout.Result
	if r.natural.scene != nil && r.natural.update+1 == r.updates {
		prev = r.natural.scene.Result()
	}
	m := layout.NaturalMetrics()
	res := layout.Run(styles, m, prev)
	r.natural = page{tree: t, styles: styles, metrics: m, scene: paint.NewScene(res), update: r.updates}
}

// startNatural makes the natural layout on another goroutine. Nothing may touch
// r.natural or r.updates until the function it returns has.
func (r *Renderer) startNatural(t *dom.Tree, styles *style.Styles) (wait func()) {
	var failed any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { failed = recover() }()
		r.makeNatural(t, styles)
	}()
	return func() {
		if <-done; failed != nil {
			panic(failed) // where the caller can see it
		}
	}
}

// place finds where in a frame the pointer is shown.
func (r *Renderer) place(in *Input, f *Frame, s *scroller) PointerPlace {
	p := PointerPlace{Known: in.Pointer.Known, X: in.Pointer.X, Y: in.Pointer.Y, Col: -1, Row: -1}
	if !p.Known || math.IsNaN(p.X) || math.IsNaN(p.Y) {
		p.Known = false
		return p
	}
	if q, ok := r.inTarget(in, f, s); ok {
		p.X, p.Y = q.X, q.Y
	}
	v := &f.boxes.view
	x, y := p.X-v.X, p.Y-v.Y
	if in.Options.Full {
		x, y = x+in.Tree.Page.ScrollX, y+in.Tree.Page.ScrollY
	}
	p.Col, p.Row = cellAt(x, v.CellW), cellAt(y, v.CellH)
	p.Inside = f.Grid.Inside(p.Col, p.Row)
	f.ontoTarget(&p, in.Pointer.Target, in.Options.Full)
	p.Drift = Point{p.X - in.Pointer.X, p.Y - in.Pointer.Y}
	if p.Inside {
		p.Ref = f.At(p.Col, p.Row)
	}
	if t := in.Pointer.Target; in.Tree.Alive(t) && in.Tree.Node(t).IsElement() {
		p.Ref = t
	}
	return p
}

func cellAt(px, size float64) int {
	return int(max(-1e6, min(1e6, math.Floor(px/size))))
}

// largeTarget is the size in px from which a target says little about where in
// it the pointer was.
const largeTarget = 600

// inTarget gives the point of the viewport that keeps the pointer's spot in its
// target; not ok when the recorded point is as good.
func (r *Renderer) inTarget(in *Input, f *Frame, s *scroller) (Point, bool) {
	t := in.Pointer.Target
	b := r.page.scene.Result().Box(t)
	if t == dom.None || b == nil {
		return Point{}, false
	}
	geo := r.page.scene.Geometry(f.boxes.view)
	box, vis, ok := geo.Of(b)
	if !ok || vis.W <= 0 || vis.H <= 0 {
		return Point{}, false
	}
	v := &f.boxes.view
	x, y := in.Pointer.X-v.X, in.Pointer.Y-v.Y
	if w, h, rx, ry, ok := r.naturalSpot(in, t, f); ok && (w < largeTarget && h < largeTarget) {
		x, y = box.X+rx*box.W, box.Y+ry*box.H
	}
	// Inside of what shows of the target, in the middle of a cell of it.
	x, y = intoCells(x, vis.X, vis.W, v.CellW), intoCells(y, vis.Y, vis.H, v.CellH)
	return Point{x + v.X, y + v.Y}, true
}

// intoCells moves px into a span so that the cell it falls in is one of the
// span's.
func intoCells(x, at, size, c float64) float64 {
	if x >= at && x < at+size {
		return x
	}
	lo, hi := math.Ceil(at/c-0.5), math.Ceil((at+size)/c-0.5)-1
	if hi < lo {
		return at + size/2
	}
	n := max(lo, min(hi, math.Floor(x/c)))
	return (n + 0.5) * c
}

// naturalSpot gives the size of the target under natural metrics and the
// pointer's spot in it as fractions.
func (r *Renderer) naturalSpot(in *Input, t dom.Ref, f *Frame) (w, h, rx, ry float64, ok bool) {
	nat := r.naturalLayout(in)
	v := f.boxes.view
	v.X, v.Y = 0, 0
	v.ScrollX, v.ScrollY = in.Tree.Page.ScrollX, in.Tree.Page.ScrollY
	v.Full = false
	v.Scroll = func(b *layout.Box) (float64, float64) {
		if st := scrollState(in.Tree, b); st != nil {
			p := clampPoint(Point{st.ScrollX, st.ScrollY}, scrollLimit(b))
			return p.X, p.Y
		}
		return 0, 0
	}
	box, _, ok := r.natural.scene.Geometry(v).Of(nat.Box(t))
	if !ok || box.W <= 0 || box.H <= 0 {
		return 0, 0, 0, 0, false
	}
	rx, ry = (in.Pointer.X-box.X)/box.W, (in.Pointer.Y-box.Y)/box.H
	return box.W, box.H, max(0, min(0.999, rx)), max(0, min(0.999, ry)), true
}
