package convert

import (
	"slices"

	"playhead/engine/event"
)

// effect is what one event does to the page.
type effect struct {
	removed []removal
	roots   []event.NodeID // of what is new, each after its later siblings
	texts   []event.NodeID
	attrs   []attrChange
	// touched are form controls whose live state may be another one.
	touched []event.NodeID
	// rest are the operations that change no nodes, in order.
	rest []event.Op
}

type removal struct {
	parent, id event.NodeID
	shadow     bool // the parent is the shadow root of what is written as parent
}

// attrChange is a changed attribute of a node that was there before.
type attrChange struct {
	id          event.NodeID
	name, value string
	gone        bool
}

// observer applies the operations of events and finds out their effect.
type observer struct {
	page Page
	// waiting are nodes that were inserted and wait for their parent.
	waiting map[event.NodeID]bool

	fresh map[event.NodeID]bool // inserted by this event
	e     effect
}

func newObserver(p Page) *observer {
	return &observer{page: p, waiting: make(map[event.NodeID]bool)}
}

// observe applies the operations of an event.
func (o *observer) observe(ops []event.Op) *effect {
	o.fresh = make(map[event.NodeID]bool)
	o.e = effect{}
	for i := range ops {
		o.op(&ops[i])
	}
	for id := range o.waiting {
		if o.page.Has(id) {
			o.fresh[id] = true
			delete(o.waiting, id)
		}
	}
	o.findRoots()
	return &o.e
}

func (o *observer) op(op *event.Op) {
	switch op.Kind {
	case event.OpInsert:
		o.insert(op)
		return
	case event.OpRemove:
		o.remove(op.Node)
	case event.OpText:
		if !o.fresh[op.Node] && o.page.Has(op.Node) {
			o.e.texts = append(o.e.texts, op.Node)
		}
	case event.OpAttr, event.OpAttrDel:
		o.attr(op, op.Name, op.Text, op.Kind == event.OpAttrDel)
	case event.OpStyleProp, event.OpStylePropDel:
		o.page.Apply(op)
		if o.page.Has(op.Node) {
			n := o.page.Node(op.Node)
			v, ok := attrOf(&n, "style")
			o.attr(op, "style", v, !ok)
		}
		return
	case event.OpValue, event.OpChecked, event.OpInput, event.OpIndeterminate:
		o.touch(op.Node)
	case event.OpInteraction:
		o.e.rest = append(o.e.rest, *op)
		if op.Interaction == event.Click {
			for _, id := range o.page.Resets(op.Node) {
				o.touch(id) // of which there is no record, and not every player knows
			}
		}
	default:
		o.e.rest = append(o.e.rest, *op)
	}
	o.page.Apply(op)
}

func (o *observer) insert(op *event.Op) {
	had := o.page.Has(op.Node)
	if had && op.On && op.Type == event.NodeShadowRoot {
		o.page.Apply(op) // it exists and stays
		return
	}
	if had {
		o.remove(op.Node)
	}
	o.page.Apply(op)
	if !o.page.Has(op.Node) {
		o.waiting[op.Node] = true
		return
	}
	o.fresh[op.Node] = true
}

// remove notes that a node goes which was there before this event.
func (o *observer) remove(id event.NodeID) {
	if !o.page.Has(id) || o.fresh[id] {
		return
	}
	n := o.page.Node(id)
	if n.Kind == event.NodeShadowRoot {
		return // it goes with its host only
	}
	r := removal{parent: n.Parent, id: id}
	if n.Parent != event.NoNode {
		if p := o.page.Node(n.Parent); p.Kind == event.NodeShadowRoot {
			r.shadow = true
		}
	}
	o.e.removed = append(o.e.removed, r)
}

func (o *observer) attr(op *event.Op, name, value string, gone bool) {
	if o.fresh[op.Node] || !o.page.Has(op.Node) {
		return
	}
	switch name {
	case "value", "checked", "selected":
		o.touch(op.Node)
	}
	for i := range o.e.attrs {
		if a := &o.e.attrs[i]; a.id == op.Node && a.name == name {
			a.value, a.gone = value, gone
			return
		}
	}
	o.e.attrs = append(o.e.attrs, attrChange{op.Node, name, value, gone})
}

// touch notes a control. The select of an option is what is written.
func (o *observer) touch(id event.NodeID) {
	if o.fresh[id] || !o.page.Has(id) {
		return
	}
	for _, t := range o.e.touched {
		if t == id {
			return
		}
	}
	o.e.touched = append(o.e.touched, id)
}

// findRoots finds the topmost new nodes. Of siblings the last comes first: each
// goes before a sibling that is there already.
func (o *observer) findRoots() {
	byParent := make(map[event.NodeID]bool)
	var parents []event.NodeID
	for id := range o.fresh {
		if !o.page.Has(id) {
			continue
		}
		p := o.page.Node(id).Parent
		if (p == event.NoNode || !o.fresh[p]) && !byParent[p] {
			byParent[p] = true
			parents = append(parents, p)
		}
	}
	sortIDs(parents)
	for _, p := range parents {
		if p == event.NoNode {
			continue // a document: that is a full snapshot
		}
		n := o.page.Node(p)
		if n.Inner != event.NoNode && o.fresh[n.Inner] {
			o.e.roots = append(o.e.roots, n.Inner)
		}
		kids := o.page.Children(p)
		for i := len(kids) - 1; i >= 0; i-- {
			if o.fresh[kids[i]] {
				o.e.roots = append(o.e.roots, kids[i])
			}
		}
	}
	// What was changed and then removed or replaced is not written.
	kept := o.e.attrs[:0]
	for _, a := range o.e.attrs {
		if o.page.Has(a.id) && !o.fresh[a.id] {
			kept = append(kept, a)
		}
	}
	o.e.attrs = kept
	o.e.texts = o.there(o.e.texts)
	o.e.touched = o.there(o.e.touched)
}

// there keeps the nodes that are part of the page and were before.
func (o *observer) there(ids []event.NodeID) []event.NodeID {
	kept := ids[:0]
	for _, id := range ids {
		if o.page.Has(id) && !o.fresh[id] {
			kept = append(kept, id)
		}
	}
	return kept
}

func attrOf(n *Node, name string) (string, bool) {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

func sortIDs(ids []event.NodeID) { slices.Sort(ids) }
