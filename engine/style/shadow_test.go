package style

import (
	"testing"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// shadowPage is a host (10) of class "on" with light children of slots "" (11),
// "a" (12) and none (13), and a shadow tree with a sheet of its own.
func shadowPage(outer, inner string) *dom.Tree {
	t := start()
	text := func(id, ref event.NodeID, s string) event.Op {
		o := op(event.OpInsert, id)
		o.Type, o.Text, o.Ref, o.Where = event.NodeText, s, ref, event.LastChildOf
		return o
	}
	root := op(event.OpInsert, 20)
	root.Type, root.Ref, root.Where = event.NodeShadowRoot, 10, event.LastChildOf
	at := event.LastChildOf
	t.ApplyAll([]event.Op{
		insert(7, 3, at, "style"), text(8, 7, outer),
		insert(10, 4, at, "x-host", event.Attr{Name: "class", Value: "on"}), root,
		insert(11, 10, at, "em"), insert(12, 10, at, "p", event.Attr{Name: "slot", Value: "a"}),
		insert(13, 10, at, "p", event.Attr{Name: "slot", Value: "nowhere"}),
		insert(21, 20, at, "style"), text(22, 21, inner),
		insert(23, 20, at, "div", event.Attr{Name: "part", Value: "body x"}),
		insert(24, 23, at, "slot"), insert(25, 23, at, "slot", event.Attr{Name: "name", Value: "a"}),
		insert(26, 23, at, "slot", event.Attr{Name: "name", Value: "b"}), insert(27, 26, at, "b"),
	}, nil)
	return t
}

func TestShadowTrees(t *testing.T) {
	tree := shadowPage(
		`x-host { order: 1 } em { order: 2 } div { order: 99 } x-host::part(body) { order: 3 } b { order: 98 }`,
		`:host { order: 50; opacity: .5 !important } :host(.on) { flex-grow: 4 } :host(.off) { flex-grow: 97 }
		:host-context(body) { flex-shrink: 5 } ::slotted(em) { order: 51; flex-grow: 6 } slot[name=a]::slotted(*) { order: 7 }
		div { order: 52; z-index: 8 } x-host { z-index: 96 } :host > div { flex-grow: 9 } b { order: 10 } em { z-index: 95 }`)
	f := tree.Freeze()
	s := NewResolver().Update(f, Env{W: 800, H: 600}, Interaction{})
	of := func(id event.NodeID) *Computed {
		c := s.Of(f.ByID(id))
		if c == nil {
			t.Fatalf("node %d has no style", id)
		}
		return c
	}
	for _, c := range []struct {
		what      string
		got, want float32
	}{
		{"the outer sheet's order of the host", float32(of(10).Flex.Order), 1},
		{":host important", of(10).Box.Opacity, .5},
		{":host(.on)", of(10).Flex.Grow, 4},
		{":host-context()", of(10).Flex.Shrink, 5},
		{"x-host in the inner sheet", float32(of(10).Box.ZIndex), 0},
		{"order of the slotted em", float32(of(11).Flex.Order), 2},
		{"::slotted(em)", of(11).Flex.Grow, 6},
		{"em in the inner sheet", float32(of(11).Box.ZIndex), 0},
		{"slot[name]::slotted(*)", float32(of(12).Flex.Order), 7},
		{"::part(body)", float32(of(23).Flex.Order), 3},
		{"div in the inner sheet", float32(of(23).Box.ZIndex), 8},
		{":host > div", of(23).Flex.Grow, 9},
		{"fallback content", float32(of(27).Flex.Order), 10},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if of(24).Box.Display != css.DisplayContents {
		t.Errorf("a slot has display %d", of(24).Box.Display)
	}
	if s.Of(f.ByID(13)) != nil {
		t.Error("an element without a slot has a style")
	}
	if p := s.FlatParent(f.ByID(12)); p != f.ByID(25) {
		t.Errorf("the flat parent of the slotted p is %d", p)
	}
}
