package layout

import (
	"playhead/engine/css"
	"playhead/engine/dom"
)

// layoutViewport lays out the page in the initial containing block.
func layoutViewport(cx *context, r *Result) {
	f := layoutView(cx, r.Root, cx.viewW, cx.viewH)
	r.Root.Frag = f
	r.W, r.H = max(cx.viewW, f.Overflow.Right()), max(cx.viewH, f.Overflow.Bottom())
}

// layoutView lays out a viewport's box of the given size.
func layoutView(cx *context, view *Box, w, h Unit) *Fragment {
	return cx.Layout(view, Constraint{AvailW: w, AvailH: h, PctW: w, PctH: h, FixedW: w, FixedH: h})
}

// commit writes the results to the boxes: where each is, and how far scroll
// containers are scrolled.
func commit(cx *context, r *Result) {
	c := &committer{cx: cx, r: r, t: r.styles.Tree()}
	c.fragment(r.Root.Frag)
	page := &r.styles.Tree().Page
	maxX, maxY := r.W-cx.viewW, r.H-cx.viewH
	r.Stick(max(0, min(FromPx(page.ScrollX), maxX)), max(0, min(FromPx(page.ScrollY), maxY)))
}

type committer struct {
	cx    *context
	r     *Result
	t     *dom.Tree
	depth int
}

// unite adds a part of an inline box to its rectangle. Parts without area do not
// count beside others (cssom-view-1 §7).
func unite(k *Box, q Rect) {
	switch old := k.Inline; {
	case old.X == MaxUnit, (old.W == 0 || old.H == 0) && q.W > 0 && q.H > 0:
		k.Inline = q
	case q.W > 0 && q.H > 0:
		k.Inline = old.Union(q)
	}
}

// blockParts adds the block-level boxes inside of inline boxes to their
// rectangles.
func blockParts(b *Box, f *Fragment) {
	for i := range f.Children {
		p := &f.Children[i]
		if !p.Frag.Box.InFlow() || p.Frag.Box.Is(InlineLevel) {
			continue
		}
		in := f.Content()
		q := Rect{in.X, p.Y, in.W, p.Frag.H} // the anonymous block around it
		for k := p.Frag.Box.Parent; k != nil && k != b && k.Kind == KindInline; k = k.Parent {
			if k.Container != b {
				k.Inline, k.Container = Rect{X: MaxUnit}, b
			}
			unite(k, q)
		}
	}
}

func (c *committer) fragment(f *Fragment) {
	b := f.Box
	if b.committed == f {
		if !b.scrolls {
			return
		}
	}
	if sticky(b) {
		c.r.sticky = append(c.r.sticky, b)
	}
	b.committed, b.Frag = f, f
	b.scrolls = false
	if c.depth > 4*maxDepth {
		return
	}
	c.depth++
	c.scrollState(b)
	for i := range f.Children {
		p := &f.Children[i]
		k := p.Frag.Box
		k.Container, k.X, k.Y = b, p.X, p.Y
		c.fragment(p.Frag)
		b.scrolls = b.scrolls || k.scrolls
	}
	if len(f.Lines) > 0 || b.ifc != nil {
		resetInline(b, f)
	}
	c.depth--
}

// resetInline computes the union rectangles of inline boxes and texts.
func resetInline(b *Box, f *Fragment) {
	if b.ifc != nil {
		for i := range b.ifc.nodes {
			if n := &b.ifc.nodes[i]; n.kind == inText || n.kind == inOpen {
				n.box.Container, n.box.Inline = nil, Rect{}
			}
		}
		for _, k := range b.ifc.gone {
			k.Container, k.Inline = nil, Rect{}
		}
	}
	for i := range f.Lines {
		for j := range f.Lines[i].Items {
			it := &f.Lines[i].Items[j]
			if it.Kind != ItemInline && it.Kind != ItemText {
				continue
			}
			it.Box.Container = b
			it.Box.Inline = Rect{MaxUnit, 0, 0, 0}
		}
	}
	for i := range f.Lines {
		for j := range f.Lines[i].Items {
			it := &f.Lines[i].Items[j]
			if it.Kind == ItemInline || it.Kind == ItemText {
				unite(it.Box, Rect{it.X, it.Y, it.W, it.H})
			}
		}
	}
	blockParts(b, f)
}

// scrollState takes the recorded scroll offset of a scroll container, within
// what can be scrolled.
func (c *committer) scrollState(b *Box) {
	b.ScrollX, b.ScrollY = 0, 0
	if sticky(b) {
		b.scrolls = true
	}
	if !b.Is(Scrolls) || b.Ref == dom.None || b.Flags&Anonymous != 0 || b.Pseudo != NoPseudo || !c.t.Alive(b.Ref) {
		return
	}
	b.scrolls = true
	s := c.t.Node(b.Ref).State
	if s == nil || b.Is(Root) || b.Is(Body) {
		return
	}
	p := b.Frag.PaddingBox()
	o := b.Frag.Overflow
	maxX, maxY := max(0, o.Right()-p.Right()), max(0, o.Bottom()-p.Bottom())
	b.ScrollX = max(0, min(FromPx(s.ScrollX), maxX))
	b.ScrollY = max(0, min(FromPx(s.ScrollY), maxY))
	if b.Style.Text.Direction == css.RTL {
		minX := min(0, o.X-p.X)
		b.ScrollX = max(minX, min(FromPx(s.ScrollX), maxX))
	}
}
