package style

import (
	"slices"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// changes finds what an Update has to look at again, from what differs between
// two trees and two interaction states.
type changes struct {
	old, t *dom.Tree
	s      *Styles // of t; entries are still those of old
	sets   []*features
	// dirty elements are matched anew; below marks ancestors of such.
	dirty, below []bool
	full         bool
	resurvey     bool
	// listed are the nodes whose child lists were handled, selects those whose
	// options were.
	listed, selects map[dom.Ref]bool
	anchors         bool // some :has() may have changed above the element at hand
}

// diffTrees fills the marks for all that differs between the trees.
func (c *changes) diffTrees() {
	if c.old == c.t {
		return
	}
	dom.Diff(c.old, c.t, func(r dom.Ref) {
		if !c.full {
			c.node(r)
		}
	})
}

func (c *changes) at(t *dom.Tree, r dom.Ref) *dom.Node {
	if !t.Alive(r) {
		return nil
	}
	return t.Node(r)
}

func (c *changes) node(r dom.Ref) {
	o, n := c.at(c.old, r), c.at(c.t, r)
	if o != nil && o.Kind == event.NodeElement && bearsSheet(o) || n != nil && n.Kind == event.NodeElement && bearsSheet(n) {
		c.resurvey = true
	}
	if o != nil && n != nil && o.ID == n.ID && o.Kind == n.Kind && o.Tag == n.Tag && o.NS == n.NS {
		c.same(r, o, n)
		return
	}
	// A node is new, gone, or has become another.
	if o != nil {
		c.full = c.full || o.Shadow != dom.None || o.Kind == event.NodeDocument || o.Kind == event.NodeShadowRoot
		*c.s.entries.edit(r) = entry{}
		c.list(o.Parent)
	}
	if n != nil {
		c.full = c.full || n.Shadow != dom.None || n.Kind == event.NodeDocument || n.Kind == event.NodeShadowRoot
		if n.Kind == event.NodeElement {
			c.mark(r)
		}
		c.list(n.Parent)
	}
}

// bearsSheet reports whether an element is or was a source of style.
func bearsSheet(n *dom.Node) bool {
	return n.Tag == "style" || n.Tag == "link" || n.Tag == "slot" ||
		n.State != nil && (n.State.Sheet != nil || len(n.State.Attached) > 0)
}

// same handles a node that stayed the same node.
func (c *changes) same(r dom.Ref, o, n *dom.Node) {
	if o.Shadow != n.Shadow {
		c.full = true
		return
	}
	if o.Parent != n.Parent {
		*c.s.entries.edit(r) = entry{}
		c.list(o.Parent)
		c.list(n.Parent)
		if n.Kind == event.NodeElement {
			c.mark(r)
		}
	} else if o.First != n.First || o.Last != n.Last {
		c.list(r)
	} else if o.Prev != n.Prev || o.Next != n.Next {
		c.list(n.Parent)
	}
	if n.IsText() {
		c.text(o, n)
		return
	}
	if n.Kind != event.NodeElement {
		if !o.State.Equal(n.State) { // sheets attached to a document or shadow root
			c.full = true
		}
		return
	}
	if !slices.Equal(o.Attrs, n.Attrs) {
		c.attributes(r, o, n)
	}
	if !o.State.Equal(n.State) {
		c.states(r, n)
	}
}

func (c *changes) text(o, n *dom.Node) {
	if o.Text == n.Text {
		return
	}
	if p := c.at(c.t, n.Parent); p != nil && p.Kind == event.NodeElement {
		switch p.Tag {
		case "style":
			c.full = true
		case "option":
			c.options(n.Parent)
		}
		if (o.Text == "") != (n.Text == "") {
			c.list(n.Parent)
		}
	}
}

// list handles a change in the child list of p.
func (c *changes) list(p dom.Ref) {
	n := c.at(c.t, p)
	if n == nil || c.listed[p] {
		return
	}
	c.listed[p] = true
	if n.Kind == event.NodeElement && n.Tag == "style" {
		c.full = true
		return
	}
	if c.s.slots != nil && (n.Shadow != dom.None || n.Kind == event.NodeShadowRoot) {
		c.resurvey = true
	}
	c.options(p)
	for _, f := range c.sets {
		if n.Kind == event.NodeElement {
			c.apply(f, p, f.states[css.ClassEmpty])
		}
		if f.structure != nil {
			for k := n.First; k != dom.None; k = c.t.Node(k).Next {
				if c.t.Node(k).Kind == event.NodeElement {
					c.apply(f, k, f.structure)
				}
			}
		}
		if f.hasAny {
			c.hasAnchors(f, p)
		}
	}
}

// attributes handles changed attributes of r.
func (c *changes) attributes(r dom.Ref, o, n *dom.Node) {
	other := false
	each := func(name string) {
		switch name {
		case "class":
			c.classes(r, o.Classes, n.Classes)
		case "id":
			a, _ := o.Attr("id")
			b, _ := n.Attr("id")
			for _, f := range c.sets {
				c.apply(f, r, f.ids[a])
				c.apply(f, r, f.ids[b])
			}
		case "slot", "name":
			if c.s.slots != nil {
				c.full = true
			}
		case "dir", "lang":
			for _, f := range c.sets {
				c.full = c.full || f.language
			}
		case "part", "exportparts":
			c.full = true
		case "style":
		default:
			other = true
		}
		low := strings.ToLower(name)
		for _, f := range c.sets {
			c.apply(f, r, f.attrs[low])
		}
	}
	for i := range o.Attrs {
		if v, ok := n.Attr(o.Attrs[i].Name); !ok || v != o.Attrs[i].Value {
			each(o.Attrs[i].Name)
		}
	}
	for i := range n.Attrs {
		if _, ok := o.Attr(n.Attrs[i].Name); !ok {
			each(n.Attrs[i].Name)
		}
	}
	c.mark(r) // style attribute, hints, attr()
	if other {
		c.states(r, n)
		switch n.Tag {
		case "table", "fieldset", "optgroup", "select":
			// Cells take hints from their table, controls disabledness.
			c.subtree(r, &keys{all: true}, 0)
		}
	}
}

func (c *changes) classes(r dom.Ref, o, n []string) {
	for _, f := range c.sets {
		for _, cl := range o {
			if !slices.Contains(n, cl) {
				c.apply(f, r, f.classes[cl])
			}
		}
		for _, cl := range n {
			if !slices.Contains(o, cl) {
				c.apply(f, r, f.classes[cl])
			}
		}
	}
}

// states handles a change of what pseudo-classes ask of r beyond the pointer and
// the focus.
func (c *changes) states(r dom.Ref, n *dom.Node) {
	c.mark(r)
	for _, f := range c.sets {
		for cl := css.ClassLink; int(cl) < len(f.states); cl++ {
			c.apply(f, r, f.states[cl])
		}
	}
	c.options(r)
}

// options handles a change of a select, or of something in it, that can select
// another option. (Radio buttons that lose to another one change themselves.)
func (c *changes) options(r dom.Ref) {
	sel := r
	for range 4 { // an option in a group in a select, or its text
		if sel == dom.None || c.t.Node(sel).IsHTML("select") {
			break
		}
		sel = c.t.Node(sel).Parent
	}
	if sel == dom.None || !c.t.Node(sel).IsHTML("select") {
		return
	}
	if c.selects[sel] {
		return
	}
	c.selects[sel] = true
	for _, f := range c.sets {
		if x := f.states[css.ClassChecked]; x != nil {
			c.t.EachOption(sel, func(o dom.Ref) bool {
				c.apply(f, o, x)
				return !c.full
			})
		}
	}
}

// interaction compares which elements match a state that follows the pointer.
func (c *changes) interaction(cl css.Class, a, b map[dom.Ref]bool) {
	one := func(r dom.Ref) {
		if !c.t.Alive(r) || c.t.Node(r).Kind != event.NodeElement {
			return
		}
		for _, f := range c.sets {
			c.apply(f, r, f.states[cl])
		}
	}
	for r := range a {
		if !b[r] {
			one(r)
		}
	}
	for r := range b {
		if !a[r] {
			one(r)
		}
	}
}

// apply marks what a changed feature of r reaches.
func (c *changes) apply(f *features, r dom.Ref, x *reach) {
	if x == nil || c.full {
		return
	}
	if x.everything {
		c.full = true
		return
	}
	if x.self {
		c.mark(r)
	}
	if !x.below.empty() {
		c.subtree(r, &x.below, 0)
	}
	if !x.later.empty() {
		for k := c.t.Node(r).Next; k != dom.None; k = c.t.Node(k).Next {
			if n := c.t.Node(k); n.Kind == event.NodeElement {
				if x.later.holds(n) {
					c.mark(k)
				}
				c.subtree(k, &x.later, 0)
			}
		}
	}
	if x.has {
		c.hasAnchors(f, r)
	}
}

// hasAnchors marks what changes when a :has() does whose argument may be r: its
// anchors are ancestors of r, and earlier siblings of r and of those.
func (c *changes) hasAnchors(f *features, r dom.Ref) {
	if c.anchors || f.has == nil {
		return
	}
	c.anchors = true
	defer func() { c.anchors = false }()
	if f.has.has || f.has.everything {
		c.full = true
		return
	}
	for i := 0; r != dom.None && !c.full && i < 2*maxDepth; i++ {
		n := c.t.Node(r)
		if n.Kind == event.NodeElement {
			c.apply(f, r, f.has)
			for k := n.Prev; k != dom.None; k = c.t.Node(k).Prev {
				if c.t.Node(k).Kind == event.NodeElement {
					c.apply(f, k, f.has)
				}
			}
		}
		r = n.Parent
	}
}

// subtree marks the elements of a set below r, shadow trees excluded: selectors
// that reach into those restyle everything.
func (c *changes) subtree(r dom.Ref, k *keys, depth int) {
	if depth > 2*maxDepth {
		return
	}
	for x := c.t.Node(r).First; x != dom.None; x = c.t.Node(x).Next {
		n := c.t.Node(x)
		if n.Kind != event.NodeElement {
			continue
		}
		if k.holds(n) {
			c.mark(x)
		}
		c.subtree(x, k, depth+1)
	}
}

// mark has r matched anew, and its ancestors visited.
func (c *changes) mark(r dom.Ref) {
	if c.dirty[r] {
		return
	}
	c.dirty[r] = true
	for i := 0; i < 4*maxDepth; i++ {
		p := c.t.Node(r).Parent
		if c.s.slots != nil {
			if slot := c.s.slots.slotOf[r]; slot != dom.None {
				c.up(slot)
			}
		}
		if p == dom.None || c.below[p] {
			return
		}
		c.below[p] = true
		r = p
	}
}

// up marks r and its ancestors as above something dirty, through slots too.
func (c *changes) up(r dom.Ref) {
	for i := 0; r != dom.None && i < 4*maxDepth && !c.below[r]; i++ {
		c.below[r] = true
		if slot := c.s.slots.slotOf[r]; slot != dom.None {
			c.up(slot)
		}
		r = c.t.Node(r).Parent
	}
}
