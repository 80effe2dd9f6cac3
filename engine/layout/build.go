package layout

import (
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/style"
)

// buildInfo is what building remembers of a box.
type buildInfo struct {
	gen       *generated // counters or quotes in its text; see counter.go
	hasGen    bool       // it or something below it uses counters or quotes
	blockKids bool       // an inline box holds block-level boxes
	cut       bool       // its first letter went to a box of its own
	layers    bool       // see [Box.Layers]
}

// treeBuilder makes the box tree of one run.
type treeBuilder struct {
	cx    *context
	r     *Result
	s     *style.Styles
	t     *dom.Tree
	dirty dirtySet
	depth int
	refs  []dom.Ref // stack of flat children
	top   []dom.Ref // elements of the top layer, in tree order

	turn         Turn // how coordinates are turned where boxes are being made
	turnedStyles map[*style.Computed]*style.Computed
	bareStyles   map[*style.Computed]*style.Computed // see toggle
}

// maxBuildDepth bounds the nesting of boxes; deeper elements make none.
const maxBuildDepth = 380

func build(cx *context, r *Result, prev *Result) {
	s := r.styles
	t := s.Tree()
	tb := &treeBuilder{cx: cx, r: r, s: s, t: t}
	tb.takeOver(prev)
	root := &Box{Kind: KindViewport, Flags: BFCRoot | ContainsAbs | ContainsFixed | Scrolls}
	r.Root = root
	tb.document(root, t.Doc)
	if root.First == nil {
		root.Style = rootStyle()
	}
	if root.bld.hasGen {
		resolveGenerated(root, tb)
	}
}

// rootStyle is the style of a viewport without a document element.
func rootStyle() *style.Computed { return style.Initial() }

// document appends the boxes of a document's root element and, for the page
// itself and frames alike, its top layer to the viewport's box.
func (tb *treeBuilder) document(view *Box, doc dom.Ref) {
	if doc == dom.None || !tb.t.Alive(doc) {
		view.Style = rootStyle()
		return
	}
	outer := tb.top
	tb.top = nil
	for c := tb.t.Node(doc).First; c != dom.None; c = tb.t.Node(c).Next {
		n := tb.t.Node(c)
		if !n.IsElement() {
			continue
		}
		st := tb.s.Of(c)
		if st == nil {
			continue
		}
		if view.Style == nil {
			view.Style = style.Anonymous(st, css.DisplayBlock)
		}
		tb.element(view, c)
		break
	}
	if view.Style == nil {
		view.Style = rootStyle()
	}
	if view.First != nil {
		view.First.Flags |= Root | BFCRoot
		propagateOverflow(view.First)
	}
	for i := 0; i < len(tb.top); i++ {
		tb.topElement(view, tb.top[i])
	}
	tb.r.top = append(tb.r.top, tb.top...)
	tb.top = outer
	tb.fixUp(view)
}

// propagateOverflow gives the overflow of the root element, or else of the body,
// to the viewport: the element itself then neither clips nor scrolls
// (css-overflow-3 §3.3).
func propagateOverflow(root *Box) {
	bx := root.Style.Box
	fromRoot := bx.OverflowX != css.OverflowVisible || bx.OverflowY != css.OverflowVisible
	root.Flags &^= Scrolls
	for c := root.First; c != nil; c = c.Next {
		if !c.Is(Body) {
			continue
		}
		f := styleFlags(c.Kind, c.Style)
		if !fromRoot && root.Style.Rare.Contain == 0 && c.Style.Rare.Contain == 0 && f&Scrolls != 0 {
			f &^= Scrolls
			if c.Kind == KindBlock && f&(OutOfFlow|Floating|InlineLevel) == 0 && !rootsContext(c.Style) {
				f &^= BFCRoot
			}
		}
		const mask = Scrolls | BFCRoot
		if c.Flags&mask != f&mask && c.Flags&FlexItem == 0 {
			c.Flags = c.Flags&^mask | f&mask
			c.invalidate()
		}
		return
	}
}

// topElement appends the box of a top-layer element, after its backdrop.
func (tb *treeBuilder) topElement(view *Box, ref dom.Ref) {
	if bs := tb.s.Pseudo(ref, css.PseudoBackdrop); bs != nil && bs.Box.Display != css.DisplayNone {
		view.append(tb.newBox(KindBlock, ref, bs, Backdrop, BFCRoot|TopLayer))
	}
	last := view.Last
	tb.elementBox(view, ref)
	if view.Last != last {
		view.Last.Flags |= TopLayer
		view.bld.layers = true
	}
}

// newBox makes a box and sets the flags that follow from its style.
func (tb *treeBuilder) newBox(k Kind, ref dom.Ref, st *style.Computed, p Pseudo, f Flags) *Box {
	b := tb.cx.boxes.new()
	st = tb.style(st)
	b.Kind, b.Ref, b.Style, b.Pseudo = k, ref, st, p
	b.Flags = f | styleFlags(k, st)
	return b
}

// styleFlags are the flags that follow from the kind and style of a box.
func styleFlags(k Kind, st *style.Computed) Flags {
	if k == KindText || k == KindBreak || k == KindWordBreak {
		return InlineLevel
	}
	var f Flags
	bx := st.Box
	switch bx.Position {
	case css.PositionAbsolute:
		f |= OutOfFlow | BFCRoot | ContainsAbs
	case css.PositionFixed:
		f |= OutOfFlow | Fixed | BFCRoot | ContainsAbs
	case css.PositionRelative, css.PositionSticky:
		f |= ContainsAbs
	}
	if f&OutOfFlow == 0 && bx.Float != css.FloatNone {
		f |= Floating | BFCRoot
	}
	if k != KindInline && containsFixed(st) {
		f |= ContainsAbs | ContainsFixed
	}
	if bx.OverflowX.Scrolls() || bx.OverflowY.Scrolls() {
		f |= Scrolls | BFCRoot
	}
	if bx.Display.InlineLevel() && f&(OutOfFlow|Floating) == 0 {
		f |= InlineLevel
		if k != KindInline {
			f |= BFCRoot
		}
	}
	if k != KindBlock && k != KindInline || k == KindBlock && rootsContext(st) {
		f |= BFCRoot
	}
	return f
}

// rootsContext reports the styles of block containers that ask for an
// independent formatting context without taking the box out of flow.
func rootsContext(st *style.Computed) bool {
	r := st.Rare
	return st.Box.Display == css.DisplayFlowRoot || r.Columns > 0 || !r.ColumnWidth.IsAuto() ||
		r.Contain&(css.ContainLayout|css.ContainPaint) != 0 || r.ContentVisibility != css.ContentVisible ||
		r.ContainerType != css.ContainerNormal || st.Flex.AlignContent.Base() != css.AlignNormal
}

// containsFixed reports the styles that make a box the containing block of
// fixed descendants (css-transforms-1 §3, css-contain-2 §3, filter-effects-1).
func containsFixed(st *style.Computed) bool {
	r := st.Rare
	return len(r.Transform) > 0 || r.Translate != nil || r.HasRotate || r.HasScale || r.HasPerspective || r.Preserve3D ||
		r.HasFilter || r.HasBackdrop || r.WillContain || r.Contain&(css.ContainLayout|css.ContainPaint) != 0 ||
		r.ContentVisibility != css.ContentVisible
}

// element appends what element ref generates to parent: its box, or its
// children's with display: contents.
func (tb *treeBuilder) element(parent *Box, ref dom.Ref) {
	if tb.inTopLayer(ref) {
		if st := tb.s.Of(ref); st != nil && st.Box.Display != css.DisplayNone {
			tb.top = append(tb.top, ref)
			return
		}
	}
	tb.elementBox(parent, ref)
}

func (tb *treeBuilder) elementBox(parent *Box, ref dom.Ref) {
	st := tb.s.Of(ref)
	if st == nil || st.Box.Display == css.DisplayNone || tb.depth > maxBuildDepth {
		return
	}
	if b := tb.reuse(ref, st); b != nil {
		parent.append(b)
		return
	}
	tb.depth++
	defer func() { tb.depth-- }()
	n := tb.t.Node(ref)
	if b := tb.special(parent, ref, n, st); b != nil {
		tb.r.boxes[ref] = b
		b.bld.layers = b.bld.layers || b.First != nil // its boxes are put together in any order
		parent.append(b)
		return
	}
	if st.Box.Display == css.DisplayContents {
		tb.children(parent, ref, n, st)
		return
	}
	if tb.turns(st) {
		tb.turnedElement(parent, ref, n, st)
		return
	}
	b := tb.newBox(kindOf(st.Box.Display), ref, st, NoPseudo, 0)
	// Root is set only when the element is done.
	if n.IsHTML("body") && parent.Parent != nil && parent.Parent.Kind == KindViewport {
		b.Flags |= Body
	}
	tb.r.boxes[ref] = b
	parent.append(b)
	if st.Box.Display.IsListItem() {
		tb.marker(b, ref, st)
	}
	tb.children(b, ref, n, st)
	tb.firstLetter(b, ref)
	tb.fixUp(b)
}

// kindOf maps a display type to a kind of box.
func kindOf(d css.Display) Kind {
	switch d {
	case css.DisplayInline, css.DisplayRuby, css.DisplayRubyText, css.DisplayInlineMath, css.DisplayInlineListItem:
		return KindInline
	case css.DisplayFlex, css.DisplayInlineFlex, css.DisplayBox, css.DisplayInlineBox:
		return KindFlex
	case css.DisplayGrid, css.DisplayInlineGrid:
		return KindGrid
	case css.DisplayTable, css.DisplayInlineTable:
		return KindTable
	case css.DisplayTableRowGroup, css.DisplayTableHeaderGroup, css.DisplayTableFooterGroup:
		return KindRowGroup
	case css.DisplayTableRow:
		return KindRow
	case css.DisplayTableCell:
		return KindCell
	case css.DisplayTableCaption:
		return KindCaption
	case css.DisplayTableColumnGroup:
		return KindColGroup
	case css.DisplayTableColumn:
		return KindCol
	default:
		return KindBlock
	}
}

// children appends the boxes of ::before, the flat children and ::after.
func (tb *treeBuilder) children(b *Box, ref dom.Ref, n *dom.Node, st *style.Computed) {
	tb.pseudo(b, ref, css.PseudoBefore, Before)
	if n.IsHTML("details") {
		tb.details(b, ref, n, st)
	} else if b.Style.Rare.ContentVisibility != css.ContentHidden || b.Ref != ref {
		tb.flatChildren(b, ref, st)
	}
	tb.pseudo(b, ref, css.PseudoAfter, After)
}

func (tb *treeBuilder) flatChildren(b *Box, ref dom.Ref, st *style.Computed) {
	base := len(tb.refs)
	tb.refs = tb.s.FlatChildren(ref, tb.refs)
	end := len(tb.refs)
	for i := base; i < end; i++ {
		tb.node(b, tb.refs[i], st)
	}
	tb.refs = tb.refs[:base]
}

// node appends the boxes of a child node whose flat parent has style st.
func (tb *treeBuilder) node(b *Box, c dom.Ref, st *style.Computed) {
	n := tb.t.Node(c)
	switch {
	case n.IsText():
		if n.Text != "" && b.Kind != KindColGroup && b.Kind != KindCol {
			tb.text(b, c, n.Text, st)
		}
	case n.IsElement():
		tb.element(b, c)
	}
}

// text appends the box of a text node.
func (tb *treeBuilder) text(b *Box, ref dom.Ref, s string, st *style.Computed) {
	if x := tb.reuse(ref, st); x != nil && !x.bld.cut {
		b.append(x)
		return
	}
	x := tb.newBox(KindText, ref, st, NoPseudo, 0)
	x.Text = transformText(s, st.Text.Transform)
	tb.r.boxes[ref] = x
	b.append(x)
}

// details appends the children of a details element: the first summary, and
// the rest when it is open (HTML §15.5.4).
func (tb *treeBuilder) details(b *Box, ref dom.Ref, n *dom.Node, st *style.Computed) {
	_, open := n.Attr("open")
	base := len(tb.refs)
	tb.refs = tb.s.FlatChildren(ref, tb.refs)
	end := len(tb.refs)
	summary := dom.None
	for i := base; i < end && summary == dom.None; i++ {
		if tb.t.Node(tb.refs[i]).IsHTML("summary") {
			summary = tb.refs[i]
		}
	}
	if summary != dom.None {
		tb.node(b, summary, st)
	}
	for i := base; i < end && open; i++ {
		if tb.refs[i] != summary {
			tb.node(b, tb.refs[i], st)
		}
	}
	tb.refs = tb.refs[:base]
}

// inTopLayer reports whether an element is rendered in the top layer: a dialog
// opened as modal, an open popover.
func (tb *treeBuilder) inTopLayer(ref dom.Ref) bool {
	n := tb.t.Node(ref)
	if n.State == nil || !n.State.Open || n.NS != event.HTML {
		return false
	}
	_, popover := n.Attr("popover")
	return n.State.Modal || popover
}
