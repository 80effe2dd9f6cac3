package layout

import (
	"slices"

	"playhead/engine/dom"
	"playhead/engine/style"
)

// dirtySet marks the nodes whose boxes have to be made anew: those that changed
// and the ancestors of those in the flat tree. A nil set marks everything.
type dirtySet []bool

// takeOver prepares the reuse of an earlier result's boxes.
func (tb *treeBuilder) takeOver(prev *Result) {
	n := tb.t.Slots()
	if prev == nil || prev.stale() || tb.s.All || prev.metrics != tb.r.metrics || prev.styles.Tree() == nil ||
		prev.usedView && prev.styles.Env().H != tb.s.Env().H {
		tb.r.boxes = make([]*Box, n)
		return
	}
	tb.cx.usedView = prev.usedView
	tb.cx.takesOver()
	boxes := prev.boxes
	prev.boxes = nil
	if len(boxes) < n {
		boxes = append(boxes, make([]*Box, n-len(boxes))...)
	}
	tb.r.boxes = boxes
	tb.dirty = make(dirtySet, len(boxes))
	for _, ref := range tb.s.Changed {
		tb.mark(ref)
	}
	old := prev.styles.Tree()
	dom.Diff(old, tb.t, func(ref dom.Ref) {
		if !onlyScrolled(old, tb.t, ref) {
			tb.mark(ref)
			if old.Alive(ref) {
				tb.markOld(prev.styles, ref)
			}
		}
	})
	// Elements of the top layer are come upon where they stand in the tree: what is
	// around them cannot be taken over as a whole.
	for _, ref := range prev.top {
		if tb.t.Alive(ref) {
			tb.mark(tb.up(ref))
		}
	}
	for ref, d := range tb.dirty {
		if d && boxes[ref] != nil {
			boxes[ref].die()
			boxes[ref] = nil
		}
	}
}

// stale reports whether so much has been made since the last run that began with
// nothing that the next one should, too: values are allocated in pieces, and what
// is still in use of a piece keeps all that was in it and below.
func (r *Result) stale() bool {
	const small = 1 << 12
	return r.since > r.whole+small
}

// count adds up what a run has made.
func (r *Result) count(cx *context, prev *Result) {
	n := cx.frags.made + cx.boxes.made
	if cx.fork != nil {
		n += cx.fork.frags.made
	}
	if cx.reused {
		r.whole, r.since = prev.whole, prev.since+n
	} else {
		r.whole = n
	}
}

// die marks a box that another one stands for now, or none. It lets go of all it
// refers to: what is left of the tree around it may stay in use for long.
func (b *Box) die() { *b = Box{Kind: b.Kind, Ref: b.Ref, Style: b.Style, Parent: b.Parent, dead: true} }

// mark marks ref and its flat ancestors.
func (tb *treeBuilder) mark(ref dom.Ref) {
	for ref != dom.None && int(ref) < len(tb.dirty) && !tb.dirty[ref] {
		tb.dirty[ref] = true
		if !tb.t.Alive(ref) {
			return
		}
		ref = tb.up(ref)
	}
}

// up is the flat parent, across frames.
func (tb *treeBuilder) up(ref dom.Ref) dom.Ref {
	if p := tb.s.FlatParent(ref); p != dom.None {
		return p
	}
	return tb.t.Node(ref).Parent
}

// markOld marks the parent that a node had before, when that still exists.
func (tb *treeBuilder) markOld(prev *style.Styles, ref dom.Ref) {
	p := prev.FlatParent(ref)
	if p == dom.None {
		p = prev.Tree().Node(ref).Parent
	}
	if p != dom.None && tb.t.Alive(p) {
		tb.mark(p)
	}
}

// onlyScrolled reports whether a node differs in its scroll offset alone, which
// is no matter of layout.
func onlyScrolled(a, b *dom.Tree, ref dom.Ref) bool {
	if !a.Alive(ref) || !b.Alive(ref) {
		return false
	}
	x, y := *a.Node(ref), *b.Node(ref)
	var sx, sy dom.State
	if x.State != nil {
		sx = *x.State
	}
	if y.State != nil {
		sy = *y.State
	}
	sx.ScrollX, sx.ScrollY, sy.ScrollX, sy.ScrollY = 0, 0, 0, 0
	if sx.Value != sy.Value || sx.HasValue != sy.HasValue || sx.Checked != sy.Checked || sx.HasChecked != sy.HasChecked ||
		sx.W != sy.W || sx.H != sy.H || sx.HasSize != sy.HasSize || sx.Open != sy.Open || sx.Modal != sy.Modal || sx.Picture != sy.Picture {
		return false
	}
	return x.ID == y.ID && x.Kind == y.Kind && x.Parent == y.Parent && x.Prev == y.Prev && x.Next == y.Next &&
		x.First == y.First && x.Last == y.Last && x.Shadow == y.Shadow && x.Tag == y.Tag && x.Text == y.Text &&
		slices.Equal(x.Attrs, y.Attrs)
}

// reuse returns the box that node ref had in the result before when nothing of
// it has changed. st is the style of the element, or of a text's parent.
func (tb *treeBuilder) reuse(ref dom.Ref, st *style.Computed) *Box {
	if tb.dirty == nil || int(ref) >= len(tb.dirty) || tb.dirty[ref] {
		return nil
	}
	b := tb.r.boxes[ref]
	if b == nil || b.Style != st {
		return nil
	}
	b.Container = nil // until it is placed again
	if b.Flags&(FlexItem|TopLayer) != 0 {
		// What the parent imposed is found out again.
		b.Flags &^= FlexItem | TopLayer
		if b.Flags&(Control|Root|Turning) == 0 && b.Replaced == nil {
			b.Flags = b.Flags&^(BFCRoot|InlineLevel|Floating) | styleFlags(b.Kind, st)
		}
	}
	return b
}
