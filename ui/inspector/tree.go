package inspector

import (
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// row is a row of the tree.
type row struct {
	ref   dom.Ref
	depth int
	open  bool
	more  bool // has rows below it when open
}

// Bounds of the tree on screen.
const (
	maxRows  = 100_000
	maxDepth = 400
	maxText  = 300 // bytes of a text shown
)

// flatten makes the rows of the tree: what is open, without white space between
// elements and without comments. An element whose only content is a text has it
// in its own row.
func (v *View) flatten() {
	v.rows = v.rows[:0]
	t := v.tree
	if t == nil || t.Doc == dom.None {
		return
	}
	v.flattenBelow(t.Doc, 0)
}

func (v *View) flattenBelow(r dom.Ref, depth int) {
	t := v.tree
	if n := t.Node(r); n.Shadow != dom.None {
		v.add(n.Shadow, depth)
	}
	for c := t.Node(r).First; c != dom.None && len(v.rows) < maxRows; c = t.Node(c).Next {
		if v.shows(c) {
			v.add(c, depth)
		}
	}
}

func (v *View) add(r dom.Ref, depth int) {
	more := v.hasRows(r)
	open := more && depth < maxDepth && v.isOpen(r, depth)
	v.rows = append(v.rows, row{r, depth, open, more})
	if open {
		v.flattenBelow(r, depth+1)
	}
}

// shows reports whether a node has a row: elements, shadow roots, documents and
// texts with something in them.
func (v *View) shows(r dom.Ref) bool {
	n := v.tree.Node(r)
	switch n.Kind {
	case event.NodeElement, event.NodeShadowRoot, event.NodeDocument:
		return true
	case event.NodeText, event.NodeCData:
		return strings.TrimSpace(n.Text) != ""
	default:
		return false
	}
}

// hasRows reports whether there is anything to open below r.
func (v *View) hasRows(r dom.Ref) bool {
	n := v.tree.Node(r)
	if n.Shadow != dom.None {
		return true
	}
	for c := n.First; c != dom.None; c = v.tree.Node(c).Next {
		if v.shows(c) {
			return v.only(r) == ""
		}
	}
	return false
}

// only is the text of an element that contains nothing else, "" where it contains
// more, or nothing.
func (v *View) only(r dom.Ref) string {
	t := v.tree
	n := t.Node(r)
	if !n.IsElement() || n.Shadow != dom.None {
		return ""
	}
	text := ""
	for c := n.First; c != dom.None; c = t.Node(c).Next {
		if !v.shows(c) {
			continue
		}
		if !t.Node(c).IsText() || text != "" {
			return ""
		}
		text = oneLine(t.Node(c).Text)
	}
	return text
}

// isOpen reports whether r is open: as it was set by hand, else the first levels
// and whatever has a single child.
func (v *View) isOpen(r dom.Ref, depth int) bool {
	if open, ok := v.open[v.tree.Node(r).ID]; ok {
		return open
	}
	n := v.tree.Node(r)
	switch {
	case n.IsHTML("head"), n.IsHTML("svg"), n.Tag == "svg":
		return false
	case depth < 3:
		return true
	}
	only := dom.None
	for c := n.First; c != dom.None; c = v.tree.Node(c).Next {
		if v.shows(c) {
			if only != dom.None {
				return false
			}
			only = c
		}
	}
	return only != dom.None && n.Shadow == dom.None && depth < 12
}

// parent is the node that has r in its rows.
func (v *View) parent(r dom.Ref) dom.Ref { return v.tree.Node(r).Parent }

// Reveal opens what is around a node and selects it.
func (v *View) Reveal(id event.NodeID) {
	v.sel, v.had = id, true
	if v.tree == nil {
		return
	}
	r := v.tree.ByID(id)
	if id == event.NoNode || r == dom.None {
		return
	}
	// A text that stands in its element's row is selected with it.
	if p := v.parent(r); p != dom.None && v.tree.Node(r).IsText() && v.only(p) != "" {
		r = p
		v.sel = v.tree.Node(r).ID
	}
	for p, i := v.parent(r), 0; p != dom.None && i < maxDepth; p, i = v.parent(p), i+1 {
		v.open[v.tree.Node(p).ID] = true
	}
	v.stale = true
	v.sync()
}

// oneLine is a text on one line, cut to what can be shown.
func oneLine(s string) string {
	if len(s) > 4*maxText {
		s = s[:4*maxText]
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}
