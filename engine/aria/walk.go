package aria

import "playhead/engine/dom"

// rootOf returns the document or shadow root that an element is in.
func rootOf(t *dom.Tree, r dom.Ref) dom.Ref {
	for {
		p := t.Node(r).Parent
		if p == dom.None || t.Node(p).Shadow == r {
			return r
		}
		r = p
	}
}

// byID returns the element with an id in the same tree as r.
func byID(t *dom.Tree, r dom.Ref, id string) dom.Ref {
	return find(t, rootOf(t, r), func(_ dom.Ref, n *dom.Node) bool {
		v, ok := n.Attr("id")
		return ok && v == id
	})
}

// find returns the first element below root, shadow trees included but not
// frames, that ok accepts.
func find(t *dom.Tree, root dom.Ref, ok func(dom.Ref, *dom.Node) bool) dom.Ref {
	found, seen := dom.None, 0
	Walk(t, root, &seen, func(r dom.Ref, n *dom.Node) bool {
		if ok(r, n) {
			found = r
		}
		return found == dom.None
	})
	return found
}

// Walk calls f for the elements below root in tree order, into shadow trees but
// not into frames, until it returns false or maxLookup nodes were seen; it
// reports whether it went to the end. Its depth is bounded by [dom.MaxDepth].
func Walk(t *dom.Tree, root dom.Ref, seen *int, f func(dom.Ref, *dom.Node) bool) bool {
	if root == dom.None {
		return true
	}
	for c := t.Node(root).First; c != dom.None; c = t.Node(c).Next {
		if *seen++; *seen > maxLookup {
			return false
		}
		n := t.Node(c)
		if !n.IsElement() {
			continue
		}
		if !f(c, n) {
			return false
		}
		if n.Shadow != dom.None && !IsFrame(n) && !Walk(t, n.Shadow, seen, f) {
			return false
		}
		if !Walk(t, c, seen, f) {
			return false
		}
	}
	return true
}

// IsFrame reports whether an element shows a document of its own.
func IsFrame(n *dom.Node) bool { return n.IsHTML("iframe") || n.IsHTML("frame") || n.IsHTML("object") }

// Hidden reports whether an element or one around it is hidden by attributes:
// of those who see the page or of those who have it read.
func Hidden(t *dom.Tree, r dom.Ref) bool {
	for ; r != dom.None; r = t.Node(r).Parent {
		n := t.Node(r)
		if !n.IsElement() {
			continue
		}
		if v, _ := n.Attr("aria-hidden"); v == "true" || concealed(n) {
			return true
		}
	}
	return false
}
