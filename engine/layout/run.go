package layout

import (
	"playhead/engine/dom"
	"playhead/engine/style"
)

// Result is a laid out page.
type Result struct {
	// Root is the viewport's box; its first child is the root element's box.
	Root *Box
	// W, H is the size of the document: the viewport's scrollable overflow.
	W, H Unit

	styles  *style.Styles
	metrics Metrics
	sticky  []*Box
	boxes   []*Box    // by Ref: the principal box of an element, or the box of a text
	top     []dom.Ref // elements in the top layer, documents of frames included
	// usedView says that fragments depend on the viewport's height in ways that
	// their constraints do not show.
	usedView bool
	// whole is how many boxes and fragments the run made that began with nothing,
	// since how many have been made after it; see stale.
	whole, since int
}

// Box returns the principal box of an element or the box of a text node, nil
// when it has none (display: none or contents, white space that vanished).
func (r *Result) Box(ref dom.Ref) *Box {
	if ref <= 0 || int(ref) >= len(r.boxes) {
		return nil
	}
	b := r.boxes[ref]
	for p, n := b, 0; p != nil; p, n = p.Parent, n+1 {
		if p.dead || n > 4*maxDepth {
			return nil // left over from an earlier run, below what is not rendered now
		}
	}
	return b
}

// Styles are the styles the result was made with.
func (r *Result) Styles() *style.Styles { return r.styles }

// Metrics are the metrics the result was made with.
func (r *Result) Metrics() Metrics { return r.metrics }

// Run lays out the tree of styles in its environment's viewport. prev, when not
// nil, is the result of an earlier run over the same lineage of trees: its
// boxes are taken over as far as nothing changed, and it must not be read any
// more. The outcome is the same without it.
func Run(styles *style.Styles, m Metrics, prev *Result) *Result {
	r := &Result{styles: styles, metrics: m}
	env := styles.Env()
	cx := &context{tree: styles.Tree(), metrics: m, viewW: FromPx(env.W), viewH: FromPx(env.H)}
	build(cx, r, prev)
	layoutViewport(cx, r)
	commit(cx, r)
	r.usedView = cx.usedView
	r.count(cx, prev)
	return r
}

// ContentSize is the content-box size in px of the element's box, as container
// queries ask for; false when it has none.
func (r *Result) ContentSize(ref dom.Ref) (w, h float64, ok bool) {
	b := r.Box(ref)
	if b == nil || b.Frag == nil {
		return 0, 0, false
	}
	c := b.Frag.Content()
	return c.W.Float(), c.H.Float(), true
}
