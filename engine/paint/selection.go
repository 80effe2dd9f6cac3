package paint

import (
	"unicode/utf16"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/layout"
)

// selectionFill is the background of selected text, as Chromium shows it.
var selectionFill = css.Color{R: 0xb4, G: 0xd5, B: 0xfe, A: 255}

// maxSelected bounds the nodes that a selection is followed over.
const maxSelected = 20000

// byteRange is a part of a text node.
type byteRange struct{ from, to int }

// selected finds the text nodes in the page's selection; nil when there is none.
func selected(t *dom.Tree) map[dom.Ref]byteRange {
	var out map[dom.Ref]byteRange
	for _, sel := range t.Page.Selection {
		start, end := t.ByID(sel.Start), t.ByID(sel.End)
		if start == dom.None || end == dom.None || start == end && sel.StartOffset == sel.EndOffset {
			continue
		}
		if out == nil {
			out = make(map[dom.Ref]byteRange)
		}
		from, last := boundary(t, start, sel.StartOffset), end
		if !t.Node(end).IsText() {
			last = boundary(t, end, sel.EndOffset)
		}
		for r, n := from, 0; r != dom.None && n < maxSelected; r, n = following(t, r), n+1 {
			if r == last && last != end {
				break // the boundary stands before this node
			}
			node := t.Node(r)
			if !node.IsText() {
				continue
			}
			b := byteRange{0, len(node.Text)}
			if r == start {
				b.from = byteOffset(node.Text, int(sel.StartOffset))
			}
			if r == end {
				b.to = byteOffset(node.Text, int(sel.EndOffset))
			}
			if b.from < b.to {
				out[r] = b
			}
			if r == end {
				break
			}
		}
	}
	return out
}

// boundary is the node that a boundary point (DOM §5.2) stands before, or the
// text node it is in.
func boundary(t *dom.Tree, r dom.Ref, offset int32) dom.Ref {
	n := t.Node(r)
	if n.IsText() {
		return r
	}
	c := n.First
	for ; offset > 0 && c != dom.None; offset-- {
		c = t.Node(c).Next
	}
	if c != dom.None {
		return c
	}
	return after(t, r)
}

// following is the next node in tree order.
func following(t *dom.Tree, r dom.Ref) dom.Ref {
	if c := t.Node(r).First; c != dom.None {
		return c
	}
	return after(t, r)
}

// after is the next node in tree order that is not inside of r.
func after(t *dom.Tree, r dom.Ref) dom.Ref {
	for r != dom.None {
		n := t.Node(r)
		if n.Next != dom.None {
			return n.Next
		}
		r = n.Parent
	}
	return dom.None
}

// byteOffset turns an offset in UTF-16 units, as the DOM counts, into bytes.
func byteOffset(s string, units int) int {
	for i, r := range s {
		if units <= 0 {
			return i
		}
		units -= utf16.RuneLen(r)
	}
	return len(s)
}

// selectText puts the selection's background under the part of an item that is
// selected, before its text is painted.
func (p *painter) selectText(it *layout.Item, s *space) {
	sel, ok := p.selection[it.Box.Ref]
	if !ok || it.Box.Pseudo != layout.NoPseudo || it.End <= it.Start || it.Cells == 0 {
		return
	}
	from, to := max(sel.from, it.Start), min(sel.to, it.End)
	if from >= to {
		return
	}
	// Bytes stand for cells evenly; only collapsed white space and wide or
	// accented characters make that inexact.
	per := it.W.Float() / float64(it.End-it.Start)
	x := it.X.Float() + float64(from-it.Start)*per
	r := s.frect(x, it.Y.Float(), float64(to-from)*per, it.H.Float())
	p.fill(p.covered(r.and(s.clip)), selectionFill)
}
