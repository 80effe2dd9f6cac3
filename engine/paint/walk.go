package paint

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/layout"
	"playhead/engine/style"
)

// View says which part of the page to paint, and how large.
type View struct {
	// Cols, Rows is the size in cells; CellW, CellH that of a cell in px.
	Cols, Rows   int
	CellW, CellH float64
	// X, Y is the point of the viewport (of the document with Full) at the top
	// left corner, in px.
	X, Y float64
	// ScrollX, ScrollY is the scroll offset of the window in px.
	ScrollX, ScrollY float64
	// Full paints the whole document: sticky boxes keep their place in the flow.
	Full bool
	// Scroll gives the offset in px of a scroll container or of the document of
	// a frame (its box is of KindViewport); nil for none anywhere.
	Scroll func(*layout.Box) (x, y float64)
	// Base is the colour under everything, usually white.
	Base cell.Color
	// Pictures resolves the pictures of pages; nil for none.
	Pictures *Pictures
	// Clusters is the table for the grid's clusters; nil for one of its own.
	Clusters *cell.Clusters
}

// painter paints one frame.
type painter struct {
	*Canvas
	view      View
	scene     *Scene
	tree      *dom.Tree
	bounds    rect // of the frame, in its px
	selection map[dom.Ref]byteRange
	noInk     int // > 0 while nothing may show
	marks     []mark
	depth     int
}

// Paint paints the scene as the view says.
func (s *Scene) Paint(v View, c *Canvas) {
	if v.Scroll == nil {
		v.Scroll = func(*layout.Box) (x, y float64) { return 0, 0 }
	}
	if v.Base.IsDefault() {
		v.Base = cell.RGB(255, 255, 255)
	}
	c.reset(v.Cols, v.Rows, v.Base, v.Clusters)
	if s.root == nil {
		return
	}
	p := &painter{
		Canvas: c, view: v, scene: s, tree: s.res.Styles().Tree(),
		bounds: rect{0, 0, float64(c.Grid.Cols) * v.CellW, float64(c.Grid.Rows) * v.CellH},
	}
	p.selection = selected(p.tree)
	p.document(s.root)
	for _, l := range s.top {
		p.layer(l)
	}
	if v.CellW > cellPx {
		p.separate()
	}
	p.drawMarks()
	p.drawLines()
	c.done()
}

// document paints the context of a document: the canvas, then the root.
func (p *painter) document(l *layer) {
	p.canvasBackground(l.box)
	p.stack(l, p.boxSpace(l.box))
}

// phase is a step of painting the contents of a stacking context.
type phase uint8

const (
	backgrounds phase = iota // of blocks in flow
	floats
	inlines // text, atomic inlines, items
)

// layer paints a layer: its own box, and all in it.
func (p *painter) layer(l *layer) {
	if p.depth > maxDepth {
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	b := l.box
	if b.Frag == nil && !l.inline || b.Container == nil {
		return
	}
	var s space
	if l.inline {
		s = p.inner(b.Container, b)
	} else {
		s = p.boxSpace(b)
	}
	if s.hid {
		return
	}
	area := p.extent(l, &s)
	if !area.meets(s.clip) && len(l.kids) == 0 {
		return
	}
	o := alpha8(b.Style.Box.Opacity * filterOpacity(b))
	if o == 0 {
		p.noInk++
		p.layerContents(l, s)
		p.noInk--
		return
	}
	if o == 255 || p.noInk > 0 {
		p.layerContents(l, s)
		return
	}
	for _, k := range l.kids {
		area = area.or(p.kidExtent(k))
	}
	r := p.touched(area)
	at := p.begin(r)
	p.layerContents(l, s)
	p.end(r, at, o)
}

// extent is what a layer's own contents can cover, with a cell to spare for
// outlines and rounding; s is the space it is painted in.
func (p *painter) extent(l *layer, s *space) rect {
	var r rect
	if l.inline {
		r = s.rect(l.box.Inline)
	} else {
		r = s.rect(l.box.Frag.Overflow.Union(layout.Rect{W: l.box.Frag.W, H: l.box.Frag.H}))
	}
	return rect{r.x0 - p.view.CellW, r.y0 - p.view.CellH, r.x1 + p.view.CellW, r.y1 + p.view.CellH}
}

// kidExtent is the extent of a layer within another, and of all in it.
func (p *painter) kidExtent(l *layer) rect {
	b := l.box
	if b.Container == nil || b.Frag == nil && !l.inline || p.depth > maxDepth {
		return rect{}
	}
	var s space
	if l.inline {
		s = p.inner(b.Container, b)
	} else {
		s = p.boxSpace(b)
	}
	r := p.extent(l, &s)
	p.depth++
	for _, k := range l.kids {
		r = r.or(p.kidExtent(k))
	}
	p.depth--
	return r
}

func filterOpacity(b *layout.Box) float32 {
	if !b.Style.Rare.HasFilter {
		return 1
	}
	return b.Style.Rare.FilterOpacity
}

func alpha8(f float32) uint8 {
	return uint8(max(0, min(255, math.Round(float64(f)*255))))
}

func (p *painter) layerContents(l *layer, s space) {
	switch {
	case l.inline:
		p.stackInline(l, s)
	default:
		p.box(l.box, l.box.Frag, &s)
		p.stack(l, s)
	}
}

// stack paints what is inside of a context, whose own box is painted, in the
// order of CSS 2.2 appendix E.
func (p *painter) stack(l *layer, s space) {
	k := 0
	for ; k < len(l.kids) && l.kids[k].z < 0; k++ {
		p.layer(l.kids[k])
	}
	p.flow(l.box.Frag, s)
	for ; k < len(l.kids); k++ {
		p.layer(l.kids[k])
	}
}

// flow paints the contents of a fragment that belong to no layer of their own.
func (p *painter) flow(f *layout.Fragment, s space) {
	if f == nil {
		return
	}
	in := p.contentSpace(f.Box, s)
	if in.clip.empty() {
		return
	}
	p.contents(f, in, backgrounds)
	p.contents(f, in, floats)
	p.contents(f, in, inlines)
	if f.Box.Kind == layout.KindTable {
		p.collapsed(f, &in)
	}
}

// stackInline paints an inline box that is a layer, with the layers in it.
func (p *painter) stackInline(l *layer, s space) {
	k := 0
	for ; k < len(l.kids) && l.kids[k].z < 0; k++ {
		p.layer(l.kids[k])
	}
	if f := l.box.Container.Frag; f != nil {
		p.lineItems(f, s, l.box)
	}
	for ; k < len(l.kids); k++ {
		p.layer(l.kids[k])
	}
}

// contents paints one phase of the contents of f; s is its content space.
func (p *painter) contents(f *layout.Fragment, s space, ph phase) {
	if p.depth > maxDepth {
		return
	}
	p.depth++
	for i := range f.Children {
		c := &f.Children[i]
		b := c.Frag.Box
		if b.Is(layout.InlineLevel) && b.InFlow() && !b.Is(layout.FlexItem) || layered(b) {
			continue
		}
		if b.Kind == layout.KindViewport {
			if ph == inlines {
				p.frame(b)
			}
			continue
		}
		in := s.at(c.X, c.Y)
		if b.Turn != layout.NoTurn {
			in = p.enter(b, in)
		}
		if !p.visible(&in, c.Frag) {
			continue
		}
		p.child(c.Frag, in, ph)
	}
	if ph == inlines && len(f.Lines) > 0 {
		p.lineItems(f, s, nil)
	}
	p.depth--
}

// child paints what a phase asks of a child fragment at the corner of s.
func (p *painter) child(f *layout.Fragment, s space, ph phase) {
	b := f.Box
	switch {
	case b.Is(layout.Floating):
		if ph == floats {
			p.atomic(f, s)
		}
	case b.Is(layout.FlexItem) || b.Kind == layout.KindReplaced:
		if ph == inlines {
			p.atomic(f, s)
		}
	default:
		if ph == backgrounds {
			p.box(b, f, &s)
		}
		if len(f.Children) == 0 && (ph != inlines || len(f.Lines) == 0) {
			return
		}
		if in := p.contentSpace(b, s); !in.clip.empty() {
			p.contents(f, in, ph)
			if ph == inlines && b.Kind == layout.KindTable {
				p.collapsed(f, &in)
			}
		}
	}
}

// atomic paints a box as if it made a stacking context, except that layers in
// it belong to the context around: floats, inline-blocks, flex and grid items.
func (p *painter) atomic(f *layout.Fragment, s space) {
	p.box(f.Box, f, &s)
	p.flow(f, s)
}

// visible reports whether anything of f can be seen, with a cell to spare for
// outlines and rounding.
func (p *painter) visible(s *space, f *layout.Fragment) bool {
	r := s.rect(f.Overflow.Union(layout.Rect{W: f.W, H: f.H}))
	r.x0, r.x1 = r.x0-p.view.CellW, r.x1+p.view.CellW
	r.y0, r.y1 = r.y0-p.view.CellH, r.y1+p.view.CellH
	return r.meets(s.clip)
}

// frame paints the document inside of a frame.
func (p *painter) frame(b *layout.Box) {
	if l := p.scene.frames[b]; l != nil && b.Container != nil {
		p.document(l)
	}
}

// lineItems paints the items of f's lines that belong to the inline layer
// owner, or to none when owner is nil.
func (p *painter) lineItems(f *layout.Fragment, s space, owner *layout.Box) {
	for i := range f.Lines {
		if f.Clamped && i >= f.ClampLine {
			return
		}
		items := f.Lines[i].Items
		for j := range items {
			it := &items[j]
			if it.Hidden || inlineLayer(it.Box, f.Box) != owner {
				continue
			}
			p.item(it, &s)
		}
	}
}

// inlineLayer is the innermost inline layer that holds box b on a line of
// block, b itself included.
func inlineLayer(b, block *layout.Box) *layout.Box {
	for ; b != nil && b != block; b = b.Parent {
		if b.Kind == layout.KindInline && layered(b) {
			return b
		}
	}
	return nil
}

// item paints one item of a line.
func (p *painter) item(it *layout.Item, s *space) {
	switch it.Kind {
	case layout.ItemText, layout.ItemEllipsis:
		p.text(it, s)
	case layout.ItemInline:
		p.inlineBox(it, s)
	case layout.ItemAtomic:
		if it.Frag == nil || layered(it.Frag.Box) {
			return
		}
		in := s.at(it.X, it.Y)
		if p.visible(&in, it.Frag) {
			p.atomic(it.Frag, in)
		}
	}
}

// covered gives the cells whose centres are in r.
func (p *painter) covered(r rect) cells {
	r = r.and(p.bounds)
	if r.empty() {
		return cells{}
	}
	return cells{
		int(math.Ceil(r.x0/p.view.CellW - 0.5)), int(math.Ceil(r.y0/p.view.CellH - 0.5)),
		int(math.Ceil(r.x1/p.view.CellW - 0.5)), int(math.Ceil(r.y1/p.view.CellH - 0.5)),
	}
}

// touched gives the cells that r reaches into.
func (p *painter) touched(r rect) cells {
	r = r.and(p.bounds)
	if r.empty() {
		return cells{}
	}
	return cells{
		int(math.Floor(r.x0 / p.view.CellW)), int(math.Floor(r.y0 / p.view.CellH)),
		min(p.Grid.Cols, int(math.Ceil(r.x1/p.view.CellW))), min(p.Grid.Rows, int(math.Ceil(r.y1/p.view.CellH))),
	}
}

// element is the element that a box stands for when the pointer is over it.
func (p *painter) element(b *layout.Box) dom.Ref {
	r := b.Ref
	for n := 0; r != dom.None && n < 4; n++ {
		if !p.tree.Alive(r) {
			return dom.None
		}
		node := p.tree.Node(r)
		switch node.Kind {
		case event.NodeElement:
			return r
		case event.NodeDocument:
			return dom.None
		}
		r = node.Parent
	}
	return dom.None
}

// touchable reports whether the pointer can be over boxes of this style.
func touchable(b *layout.Box) bool {
	t := b.Style.Text
	return t.Visibility == css.Visible && t.Pointer != css.PointerNone
}

// hitRect makes b's element the topmost of what its border box r touches within
// the clip.
func (p *painter) hitRect(b *layout.Box, r, clip rect) { p.hitArea(b, enclosing(r), clip) }

// hitLine is hitRect for what stands on a line.
func (p *painter) hitLine(b *layout.Box, r, clip rect) { p.hitArea(b, snapped(r), clip) }

func (p *painter) hitArea(b *layout.Box, r, clip rect) {
	if !touchable(b) {
		return
	}
	if c := p.covered(r.and(clip)); !c.empty() {
		p.hit(c, p.element(b))
	}
}

// stick gives the shift of a sticky box (css-position-3 §3.4), in px.
func (p *painter) stick(b *layout.Box) (dx, dy layout.Unit) {
	if b.Frag == nil || b.Container == nil {
		return 0, 0
	}
	port := b.Container
	for port.Container != nil && !port.Is(layout.Scrolls) && port.Kind != layout.KindViewport {
		port = port.Container
	}
	s := p.inner(b.Container, b)
	if s.lin != nil {
		return 0, 0
	}
	own := s.at(b.X, b.Y)
	r := own.frect(0, 0, b.Frag.W.Float(), b.Frag.H.Float())
	var view rect
	if port.Container == nil {
		view = rect{-p.view.X, -p.view.Y, p.scene.res.Styles().Env().W - p.view.X, p.scene.res.Styles().Env().H - p.view.Y}
	} else {
		ps := p.boxSpace(port)
		view = ps.rect(port.Frag.PaddingBox())
	}
	limit := r
	if f := b.Container.Frag; f != nil && b.Container != port {
		limit = s.rect(f.Content())
	} else if f != nil {
		limit = s.rect(f.Overflow)
	}
	in, m := b.Style.Box.Inset, b.Frag.Margin
	w, h := view.x1-view.x0, view.y1-view.y0
	x := stickAxis(r.x0, r.x1, view.x0, view.x1, limit.x0+m.Left.Float(), limit.x1-m.Right.Float(), in.Left, in.Right, w)
	y := stickAxis(r.y0, r.y1, view.y0, view.y1, limit.y0+m.Top.Float(), limit.y1-m.Bottom.Float(), in.Top, in.Bottom, h)
	return layout.FromPx(x), layout.FromPx(y)
}

// stickAxis gives the shift along one axis of a box from a to b that is to stay
// within v0 … v1 by its insets, and within its containing block l0 … l1.
func stickAxis(a, b, v0, v1, l0, l1 float64, start, end style.Length, size float64) float64 {
	if !start.IsAuto() {
		if d := v0 + start.Resolve(size) - a; d > 0 {
			return min(d, max(0, l1-b))
		}
	}
	if !end.IsAuto() {
		if d := v1 - end.Resolve(size) - b; d < 0 {
			return max(d, min(0, l0-a))
		}
	}
	return 0
}
