package dom

import "playhead/engine/event"

// orphan is a node that was inserted at a place that does not exist yet. It is
// out of the tree but has its id, so that what belongs below it finds it.
type orphan struct {
	node  Ref
	id    event.NodeID
	ref   event.NodeID
	where event.Where
}

// insert applies OpInsert.
func (t *Tree) insert(op *event.Op) Fault {
	if op.Node < 0 && op.Node >= event.Window {
		return FaultWrongType
	}
	if op.Where != event.AtRoot && op.Ref == op.Node {
		return FaultCycle
	}
	if old := t.ids.get(op.Node); old != None {
		// Some recorders do not tell when a host gets its shadow root: decoders
		// then insert one before each node of it, with On set.
		if op.On && op.Type == event.NodeShadowRoot && t.Node(old).Kind == event.NodeShadowRoot {
			return FaultNone
		}
		t.remove(old)
	}
	if t.live >= MaxNodes {
		return FaultNodes
	}
	r, n := t.alloc(op.Node)
	n.Kind = op.Type
	if f := t.fill(r, n, op); f != FaultNone {
		t.drop(r)
		return f
	}
	var f Fault
	if op.Where == event.AtRoot {
		f = t.setRoot(r)
	} else {
		f = t.place(r, op.Ref, op.Where)
	}
	if f != FaultNone && f != FaultUnknownRef {
		t.drop(r)
		return f
	}
	if len(t.orphans) > 0 {
		t.adopt(op.Node)
	}
	return f
}

// fill sets what the node is.
func (t *Tree) fill(r Ref, n *Node, op *event.Op) Fault {
	switch op.Type {
	case event.NodeElement:
		if len(op.Attrs) > maxAttrs {
			return FaultSize
		}
		n.NS = op.NS
		if op.NS == event.HTML {
			n.Tag = t.names.lower(op.Name)
		} else {
			n.Tag = t.names.keep(op.Name)
		}
		t.fillAttrs(r, n, op.Attrs)
	case event.NodeText, event.NodeCData, event.NodeComment:
		n.Text = op.Text
	case event.NodeDoctype:
		n.Tag, n.Text = op.Name, op.Text
	case event.NodeDocument, event.NodeShadowRoot:
	default:
		n.Kind = event.NodeComment
		return FaultWrongType
	}
	return FaultNone
}

func (t *Tree) fillAttrs(r Ref, n *Node, attrs []event.Attr) {
	if len(attrs) == 0 {
		return
	}
	kept := make([]Attr, 0, len(attrs))
next:
	for _, a := range attrs {
		name := t.attrName(n.NS, a.Name)
		if !virtualAttr(n, name) {
			for i := range kept {
				if kept[i].Name == name { // the first wins, as in the parser
					continue next
				}
			}
			kept = append(kept, Attr{Name: name, Value: a.Value})
			if name == "class" {
				n.Classes = splitClasses(a.Value)
			}
		}
	}
	if len(kept) > 0 {
		n.Attrs = kept
	}
	if n.NS == event.HTML && formTag(n.Tag) {
		for _, a := range attrs {
			t.attrChanged(r, t.attrName(n.NS, a.Name), a.Value, true)
		}
		if n.Tag == "textarea" && n.State != nil { // not yet shared
			n.State.initial = n.State.Value
		}
	}
}

// setRoot makes r the track's document.
func (t *Tree) setRoot(r Ref) Fault {
	if t.Node(r).Kind != event.NodeDocument {
		return FaultWrongType
	}
	if t.Doc != None {
		t.drop(t.Doc)
	}
	t.Doc = r
	t.version++
	return FaultNone
}

// place links r, which may have descendants already, at a place named by the
// recorded id ref. An unknown ref makes r an orphan.
func (t *Tree) place(r Ref, ref event.NodeID, where event.Where) Fault {
	at := t.ByID(ref)
	if at == None || where != event.LastChildOf && t.waits(ref) {
		return t.orphan(orphan{r, t.Node(r).ID, ref, where})
	}
	parent, next := at, None
	switch where {
	case event.Before:
		parent, next = t.Node(at).Parent, at
	case event.After:
		parent, next = t.Node(at).Parent, t.Node(at).Next
	}
	if parent == None { // a sibling of the document, of a shadow root or of an orphan
		return FaultWrongType
	}
	if where != event.LastChildOf && t.Node(parent).Shadow == at {
		return FaultWrongType
	}
	if f := t.canHold(parent, r); f != FaultNone {
		return f
	}
	kind := t.Node(r).Kind
	if kind == event.NodeShadowRoot || kind == event.NodeDocument {
		p := t.Node(parent)
		if p.Kind != event.NodeElement {
			return FaultWrongType
		}
		if p.Shadow != None {
			t.drop(p.Shadow)
		}
		t.edit(parent).Shadow = r
		t.edit(r).Parent = parent
		return FaultNone
	}
	before := t.beforeChild(parent)
	t.link(r, parent, next)
	t.inserted(r)
	t.afterChild(parent, before)
	return FaultNone
}

// orphan keeps o aside, and forgets those that are dead.
func (t *Tree) orphan(o orphan) Fault {
	keep := make([]orphan, 0, len(t.orphans)+1)
	for _, x := range t.orphans {
		if x.node != o.node && t.isOrphan(x) {
			keep = append(keep, x)
		}
	}
	f := FaultUnknownRef
	if len(keep) < maxOrphans {
		keep = append(keep, o)
	} else {
		f = FaultSize
	}
	t.orphans = keep
	return f
}

// canHold checks that r may become a child of parent.
func (t *Tree) canHold(parent, r Ref) Fault {
	switch t.Node(parent).Kind {
	case event.NodeElement, event.NodeDocument, event.NodeShadowRoot:
	default:
		return FaultWrongType
	}
	depth := 1
	for p := parent; p != None; p = t.Node(p).Parent {
		if p == r {
			return FaultCycle
		}
		depth++
	}
	if n := t.Node(r); n.First != None || n.Shadow != None {
		depth += t.height(r)
	}
	if depth > MaxDepth {
		return FaultDepth
	}
	return FaultNone
}

// height returns the number of levels below r, counting no further than MaxDepth.
func (t *Tree) height(r Ref) int {
	type level struct {
		r Ref
		d int
	}
	most := 0
	stack := []level{{r, 0}}
	for len(stack) > 0 && most <= MaxDepth {
		l := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		most = max(most, l.d)
		n := t.Node(l.r)
		if n.Shadow != None {
			stack = append(stack, level{n.Shadow, l.d + 1})
		}
		for c := n.First; c != None; c = t.Node(c).Next {
			stack = append(stack, level{c, l.d + 1})
		}
	}
	return most
}

// adopt places the orphans that wait for id, then those that wait for them, and
// forgets those that are dead.
func (t *Tree) adopt(id event.NodeID) {
	ids := []event.NodeID{id}
	for len(ids) > 0 && len(t.orphans) > 0 {
		id, ids = ids[0], ids[1:]
		var keep, found []orphan
		for _, o := range t.orphans {
			switch {
			case !t.isOrphan(o):
			case o.ref == id:
				found = append(found, o)
			default:
				keep = append(keep, o)
			}
		}
		t.orphans = keep
		for _, o := range found {
			switch f := t.place(o.node, o.ref, o.where); f {
			case FaultNone:
				ids = append(ids, o.id)
			case FaultUnknownRef:
			default:
				t.drop(o.node)
			}
		}
	}
}

// isOrphan reports whether o still waits: its node may have been removed, and
// its slot may serve another.
func (t *Tree) isOrphan(o orphan) bool {
	if t.ids.get(o.id) != o.node {
		return false
	}
	return t.Node(o.node).Parent == None && t.Doc != o.node
}

// waits reports whether the node with a recorded id is an orphan.
func (t *Tree) waits(id event.NodeID) bool {
	r := t.ids.get(id)
	for _, o := range t.orphans {
		if o.node == r && r != None {
			return t.isOrphan(o)
		}
	}
	return false
}
