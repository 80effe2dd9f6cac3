package layout

import (
	"strconv"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/style"
)

// special makes the box of an element that is more than its display type says:
// line breaks, replaced elements, controls. Nil for all others.
func (tb *treeBuilder) special(parent *Box, ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	if n.State != nil && n.State.HasSize {
		return tb.replaced(ref, st, &Replaced{Kind: Redacted, W: FromPx(n.State.W), H: FromPx(n.State.H)})
	}
	if n.NS == event.SVG && n.Tag == "svg" {
		return tb.replaced(ref, st, svgSize(n))
	}
	if n.NS != event.HTML {
		return nil
	}
	contents := st.Box.Display == css.DisplayContents
	switch n.Tag {
	case "br":
		return tb.newBox(KindBreak, ref, st, NoPseudo, 0)
	case "wbr":
		return tb.newBox(KindWordBreak, ref, st, NoPseudo, 0)
	}
	if contents {
		return nil
	}
	switch n.Tag {
	case "img":
		return tb.image(ref, n, st)
	case "canvas":
		return tb.replaced(ref, st, attrSize(n, Canvas, 300, 150))
	case "video":
		return tb.replaced(ref, st, &Replaced{Kind: Video, W: 300 * Px, H: 150 * Px, Ratio: 2})
	case "audio":
		return tb.replaced(ref, st, &Replaced{Kind: Audio, W: 300 * Px, H: 54 * Px})
	case "embed":
		return tb.replaced(ref, st, &Replaced{Kind: Object, W: 300 * Px, H: 150 * Px})
	case "object":
		if n.First == dom.None {
			return tb.replaced(ref, st, &Replaced{Kind: Object, W: 300 * Px, H: 150 * Px})
		}
	case "iframe", "frame":
		return tb.frame(ref, st)
	case "progress":
		return tb.replaced(ref, st, &Replaced{Kind: ControlProgress, W: em(st, 10), H: em(st, 1)})
	case "meter":
		return tb.replaced(ref, st, &Replaced{Kind: ControlMeter, W: em(st, 5), H: em(st, 1)})
	case "input":
		return tb.input(ref, n, st)
	case "textarea":
		return tb.textarea(ref, n, st)
	case "select":
		return tb.selectBox(ref, n, st)
	case "button":
		return tb.button(ref, n, st)
	case "fieldset":
		return tb.fieldset(ref, n, st)
	}
	return nil
}

func em(st *style.Computed, n float64) Unit { return FromPx(float64(st.Text.FontSize) * n) }

func (tb *treeBuilder) replaced(ref dom.Ref, st *style.Computed, r *Replaced) *Box {
	b := tb.newBox(KindReplaced, ref, st, NoPseudo, 0)
	if tb.turn != NoTurn {
		r.W, r.H = r.H, r.W
		if r.Ratio > 0 {
			r.Ratio = 1 / r.Ratio
		}
	}
	b.Replaced = r
	return b
}

// number parses an attribute that holds a non-negative number, as dimension
// attributes do: digits at the start count (HTML §2.3.4.4). Percentages and
// other units give false.
func number(n *dom.Node, name string) (float64, bool) {
	v, ok := n.Attr(name)
	if !ok {
		return 0, false
	}
	v = strings.TrimSpace(v)
	v = strings.TrimSuffix(v, "px")
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f < 0 || f > maxPx {
		return 0, false
	}
	return f, true
}

// attrSize is a replaced box sized by its width and height attributes.
func attrSize(n *dom.Node, k ReplacedKind, w, h float64) *Replaced {
	if v, ok := number(n, "width"); ok {
		w = v
	}
	if v, ok := number(n, "height"); ok {
		h = v
	}
	r := &Replaced{Kind: k, W: FromPx(w), H: FromPx(h)}
	if h > 0 {
		r.Ratio = w / h
	}
	return r
}

// svgSize gives the natural size of an outer svg element from its attributes and
// viewBox (css-images-3 §5.2: what is missing has the ratio or is 300×150).
func svgSize(n *dom.Node) *Replaced {
	r := &Replaced{Kind: SVG, W: Indefinite, H: Indefinite}
	w, okW := number(n, "width")
	h, okH := number(n, "height")
	if okW {
		r.W = FromPx(w)
	}
	if okH {
		r.H = FromPx(h)
	}
	if okW && okH && h > 0 {
		r.Ratio = w / h
	}
	vb, ok := n.Attr("viewBox")
	if !ok {
		vb, _ = n.Attr("viewbox")
	}
	if f := strings.FieldsFunc(vb, func(c rune) bool { return c == ' ' || c == ',' || c == '\n' || c == '\t' }); len(f) == 4 {
		a, err1 := strconv.ParseFloat(f[2], 64)
		b, err2 := strconv.ParseFloat(f[3], 64)
		if err1 == nil && err2 == nil && a > 0 && b > 0 {
			r.Ratio = a / b
		}
	}
	return r
}

// image makes the box of an img element. An image that the recording does not
// carry shows what Chromium shows for one that did not load: its alternative
// text inline, or an icon (HTML §15.4.2).
func (tb *treeBuilder) image(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	src, hasSrc := n.Attr("src")
	if n.State != nil && n.State.Picture != "" {
		src, hasSrc = n.State.Picture, true
	}
	alt, hasAlt := n.Attr("alt")
	if n.Tag == "input" && !hasAlt {
		alt, hasAlt = "Submit", true
	}
	r := imageOf(src)
	r.Alt = alt
	if r.W != Indefinite {
		return tb.replaced(ref, st, r)
	}
	if aw, ok := number(n, "width"); ok && r.Ratio == 0 {
		if ah, ok := number(n, "height"); ok && ah > 0 {
			r.Ratio = aw / ah
		}
	}
	if alt == "" {
		return tb.noImage(ref, st, r, hasSrc, !hasAlt && src != "")
	}
	b := tb.newBox(kindOf(st.Box.Display), ref, st, NoPseudo, 0)
	b.Replaced = r
	if b.Kind != KindInline && b.Kind != KindBlock {
		b.Kind = KindBlock
	}
	tb.brokenIcon(b)
	x := tb.newBox(KindText, ref, st, NoPseudo, UAText)
	x.Text = alt
	b.append(x)
	if b.Kind == KindBlock {
		b.Flags |= InlineFC
	}
	return b
}

// brokenIcon appends the icon of an image that did not load.
func (tb *treeBuilder) brokenIcon(b *Box) {
	icon := tb.newBox(KindReplaced, b.Ref, style.Anonymous(b.Style, css.DisplayInline), NoPseudo, Anonymous)
	icon.Replaced = &Replaced{Kind: Image, W: 16 * Px, H: 16 * Px}
	b.append(icon)
}

// noImage makes the box of an image without alternative text. One that names no
// source is an image of no size; another that did not load keeps a size that its
// styles give, and is else an element with nothing in it, or with an icon.
func (tb *treeBuilder) noImage(ref dom.Ref, st *style.Computed, r *Replaced, hasSrc, icon bool) *Box {
	r.W, r.H = 0, 0
	bx := st.Box
	w, h := !bx.Width.IsAuto(), !bx.Height.IsAuto()
	ratio := r.Ratio > 0 || bx.AspectW > 0 && bx.AspectH > 0
	switch {
	case !hasSrc, w && h:
		return tb.replaced(ref, st, r)
	case ratio && (w || h):
		r.TextBaseline = true
		return tb.replaced(ref, st, r)
	}
	r.Ratio = 0
	if bx.Display == css.DisplayInline {
		if icon {
			r.W, r.H = 16*Px, 16*Px
		}
		return tb.replaced(ref, style.Anonymous(st, css.DisplayInline), r)
	}
	b := tb.newBox(KindBlock, ref, st, NoPseudo, BFCRoot)
	b.Replaced = r
	if icon {
		tb.brokenIcon(b)
		b.Flags |= InlineFC
	}
	return b
}

// frame makes the box of an iframe; a recorded content document is laid out
// inside of it.
func (tb *treeBuilder) frame(ref dom.Ref, st *style.Computed) *Box {
	b := tb.replaced(ref, st, &Replaced{Kind: EmbeddedFrame, W: 300 * Px, H: 150 * Px})
	if doc := tb.s.FrameDocument(ref); doc != dom.None && tb.depth < maxBuildDepth {
		b.Kind = KindFrame
		view := &Box{Kind: KindViewport, Ref: doc, Flags: BFCRoot | ContainsAbs | ContainsFixed | Scrolls}
		tb.document(view, doc)
		b.append(view)
		b.bld.hasGen = view.bld.hasGen
	}
	return b
}

// fieldset makes the box of a fieldset, which renders its first legend in its
// top border.
func (tb *treeBuilder) fieldset(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	kind := kindOf(st.Box.Display)
	if kind == KindFlex || kind == KindGrid {
		return tb.fieldsetAround(kind, ref, n, st)
	}
	b := tb.newBox(kind, ref, st, NoPseudo, BFCRoot)
	tb.children(b, ref, n, st)
	if c := tb.renderedLegend(b); c != nil {
		b.Replaced = &Replaced{Kind: Fieldset}
		c.Replaced = &Replaced{Kind: Legend}
	}
	tb.fixUp(b)
	return b
}

// renderedLegend is the first legend in the flow of fieldset b, nil for none.
func (tb *treeBuilder) renderedLegend(b *Box) *Box {
	for c := b.First; c != nil; c = c.Next {
		if c.Ref != dom.None && c.Pseudo == NoPseudo && tb.t.Node(c.Ref).IsHTML("legend") && c.InFlow() {
			return c
		}
	}
	return nil
}

// fieldsetAround makes the box of a fieldset that is a flex or grid container:
// beside its legend an anonymous box holds the contents (HTML §15.5.13).
func (tb *treeBuilder) fieldsetAround(kind Kind, ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	b := tb.newBox(kind, ref, st, NoPseudo, BFCRoot)
	tb.children(b, ref, n, st)
	legend := tb.renderedLegend(b)
	if legend == nil {
		tb.fixUp(b)
		return b
	}
	display := css.DisplayFlex
	if kind == KindGrid {
		display = css.DisplayGrid
	}
	inner := *style.Anonymous(st, display)
	inner.Flex, inner.Grid = st.Flex, st.Grid
	in := tb.newBox(kind, ref, &inner, NoPseudo, Anonymous)
	for c := b.First; c != nil; {
		next := c.Next
		if c != legend {
			in.append(c)
		}
		c = next
	}
	tb.fixUp(in)
	b.Kind = KindBlock
	b.Replaced, legend.Replaced = &Replaced{Kind: Fieldset}, &Replaced{Kind: Legend}
	setChildren(b, []*Box{legend, in})
	tb.fixUp(b)
	return b
}
