package style

import (
	"slices"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// slotting is the assignment of light children to slots (DOM §4.2.2.3), for all
// shadow trees of a tree. It is nil when there are none.
type slotting struct {
	assigned map[dom.Ref][]dom.Ref // by slot
	slotOf   map[dom.Ref]dom.Ref   // by light child of a host
}

// maxDepth bounds recursion over trees; what is deeper is not styled.
const maxDepth = 512

func newSlotting(t *dom.Tree, hosts []dom.Ref) *slotting {
	if len(hosts) == 0 {
		return nil
	}
	s := &slotting{assigned: map[dom.Ref][]dom.Ref{}, slotOf: map[dom.Ref]dom.Ref{}}
	for _, host := range hosts {
		s.assign(t, host)
	}
	return s
}

func (s *slotting) assign(t *dom.Tree, host dom.Ref) {
	byName := map[string]dom.Ref{}
	collectSlots(t, t.Node(host).Shadow, byName, 0)
	if len(byName) == 0 {
		return
	}
	for c := t.Node(host).First; c != dom.None; c = t.Node(c).Next {
		n := t.Node(c)
		name := ""
		if n.IsElement() {
			name, _ = n.Attr("slot")
		} else if !n.IsText() {
			continue
		}
		if slot, ok := byName[name]; ok {
			s.assigned[slot] = append(s.assigned[slot], c)
			s.slotOf[c] = slot
		}
	}
}

// collectSlots finds the first slot of each name, in tree order.
func collectSlots(t *dom.Tree, r dom.Ref, byName map[string]dom.Ref, depth int) {
	if depth > maxDepth {
		return
	}
	for c := t.Node(r).First; c != dom.None; c = t.Node(c).Next {
		n := t.Node(c)
		if !n.IsElement() {
			continue
		}
		if n.IsHTML("slot") {
			name, _ := n.Attr("name")
			if _, dup := byName[name]; !dup {
				byName[name] = c
			}
		}
		collectSlots(t, c, byName, depth+1)
	}
}

// shadowHost reports whether n hosts a shadow root (not a content document).
func shadowHost(t *dom.Tree, n *dom.Node) bool {
	return n.Shadow != dom.None && t.Node(n.Shadow).Kind == event.NodeShadowRoot
}

// FlatChildren appends the children of r in the flat tree (css-scoping-1 §4) to
// buf and returns it: the nodes of its shadow tree for a host, the assigned
// nodes for a slot that has any, else its children. Nodes of all kinds are
// listed. The content document of a frame is not a child; see FrameDocument.
func (s *Styles) FlatChildren(r dom.Ref, buf []dom.Ref) []dom.Ref {
	n := s.tree.Node(r)
	if n.Shadow != dom.None && shadowHost(s.tree, n) {
		n = s.tree.Node(n.Shadow)
	} else if s.slots != nil && n.IsHTML("slot") {
		if as := s.slots.assigned[r]; len(as) > 0 {
			return append(buf, as...)
		}
	}
	for c := n.First; c != dom.None; c = s.tree.Node(c).Next {
		buf = append(buf, c)
	}
	return buf
}

// FlatParent returns the parent of r in the flat tree: None for a document, and
// for what is not in the flat tree (light children of a host without a slot).
func (s *Styles) FlatParent(r dom.Ref) dom.Ref {
	p := s.tree.Node(r).Parent
	if p == dom.None {
		return dom.None
	}
	pn := s.tree.Node(p)
	switch {
	case pn.Kind == event.NodeShadowRoot:
		return pn.Parent
	case shadowHost(s.tree, pn):
		if s.slots == nil {
			return dom.None
		}
		return s.slots.slotOf[r]
	case pn.IsHTML("slot") && s.slots != nil && len(s.slots.assigned[p]) > 0:
		return dom.None // fallback content that is not shown
	default:
		return p
	}
}

// FrameDocument returns the content document of an iframe, None without one.
func (s *Styles) FrameDocument(r dom.Ref) dom.Ref {
	d := s.tree.Node(r).Shadow
	if d != dom.None && s.tree.Node(d).Kind == event.NodeDocument {
		return d
	}
	return dom.None
}

// HasSlots reports whether r, a slot, has assigned nodes.
func (s *Styles) HasSlots(r dom.Ref) bool {
	return s.slots != nil && len(s.slots.assigned[r]) > 0
}

func (s *slotting) equal(o *slotting) bool {
	if s == nil || o == nil {
		return s == o
	}
	if len(s.assigned) != len(o.assigned) {
		return false
	}
	for k, v := range s.assigned {
		if !slices.Equal(v, o.assigned[k]) {
			return false
		}
	}
	return true
}
