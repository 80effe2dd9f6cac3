package style

import (
	"testing"

	"playhead/engine/event"
)

// TestImports follows @import of data: URLs, nested, with layers and conditions,
// and of sheets whose text links of the page carry.
func TestImports(t *testing.T) {
	for name, c := range map[string]struct {
		sheet string
		want  int32 // order of the div
	}{
		"data":           {`@import "data:text/css,div{order:1}";`, 1},
		"base64":         {`@import url("data:text/css;base64,ZGl2e29yZGVyOjJ9");`, 2},
		"nested":         {`@import url("data:text/css,@import%20%22data:text/css,div%257Border:3%257D%22;");`, 3},
		"own rule wins":  {`@import "data:text/css,div{order:1}"; div{order:4}`, 4},
		"too late":       {`p{} @import "data:text/css,div{order:1}";`, 0},
		"media":          {`@import "data:text/css,div{order:1}" print; @import "data:text/css,div{order:5}" (min-width: 100px);`, 5},
		"supports":       {`@import "data:text/css,div{order:6}" supports(order: 1); @import "data:text/css,div{order:1}" supports(foo: bar);`, 6},
		"layer":          {`@layer a, b; @import "data:text/css,div{order:7}" layer(b); @import "data:text/css,div{order:8}" layer(a);`, 7},
		"anonymous":      {`@import "data:text/css,div{order:9}" layer; @import "data:text/css,div{order:10}" layer;`, 10},
		"not a sheet":    {`@import "data:text/html,div{order:1}";`, 0},
		"not recorded":   {`@import "other.css";`, 0},
		"recorded":       {`@import "/css/print.css";`, 11},
		"relative":       {`@import url(css/loop.css);`, 11},
		"imports itself": {`@import "css/loop.css"; div { flex-grow: 2 }`, 11},
	} {
		t.Run(name, func(t *testing.T) {
			tree := start()
			tree.Page.URL = "https://page.example/"
			text := op(event.OpInsert, 8)
			text.Type, text.Text, text.Ref, text.Where = event.NodeText, c.sheet, 7, event.LastChildOf
			sheet := func(id event.NodeID, s string) event.Op {
				o := op(event.OpSheetText, id)
				o.Text = s
				return o
			}
			at := event.LastChildOf
			print := event.Attr{Name: "media", Value: "print"}
			tree.ApplyAll([]event.Op{
				insert(7, 3, at, "style"), text,
				insert(9, 3, at, "link", event.Attr{Name: "href", Value: "css/print.css"}, print),
				sheet(9, `div { order: 11 }`),
				insert(10, 3, at, "link", event.Attr{Name: "href", Value: "https://page.example/css/loop.css"}, print),
				sheet(10, `@import "loop.css"; @import "print.css"; @import "../css/loop.css";`),
				insert(11, 4, at, "div"),
			}, nil)
			f := tree.Freeze()
			s := NewResolver().Update(f, Env{W: 800, H: 600}, Interaction{}).Of(f.ByID(11))
			if s == nil || s.Flex.Order != c.want {
				t.Errorf("order %v, want %d", s.Flex.Order, c.want)
			}
		})
	}
}

// TestExportedParts styles a part through the exportparts of two hosts.
func TestExportedParts(t *testing.T) {
	tree := start()
	root := func(id, host event.NodeID) event.Op {
		o := op(event.OpInsert, id)
		o.Type, o.Ref, o.Where = event.NodeShadowRoot, host, event.LastChildOf
		return o
	}
	text := func(id, ref event.NodeID, s string) event.Op {
		o := op(event.OpInsert, id)
		o.Type, o.Text, o.Ref, o.Where = event.NodeText, s, ref, event.LastChildOf
		return o
	}
	at := event.LastChildOf
	attr := func(n, v string) event.Attr { return event.Attr{Name: n, Value: v} }
	tree.ApplyAll([]event.Op{
		insert(7, 3, at, "style"), text(8, 7, `x-outer::part(far) { order: 1 } x-outer::part(hidden) { flex-grow: 9 } x-outer::part(kept) { flex-shrink: 3 }`),
		insert(10, 4, at, "x-outer"), root(20, 10),
		insert(21, 20, at, "style"), text(22, 21, `x-inner::part(near) { flex-grow: 2 }`),
		insert(23, 20, at, "x-inner", attr("exportparts", "near: far, kept")), root(30, 23),
		insert(31, 30, at, "div", attr("part", "near hidden")),
		insert(32, 30, at, "div", attr("part", "kept")),
	}, nil)
	f := tree.Freeze()
	s := NewResolver().Update(f, Env{W: 800, H: 600}, Interaction{})
	if got := s.Of(f.ByID(31)).Flex; got.Order != 1 || got.Grow != 2 {
		t.Errorf("renamed part: order %d, grow %g", got.Order, got.Grow)
	}
	if got := s.Of(f.ByID(32)).Flex; got.Shrink != 3 || got.Order != 0 {
		t.Errorf("kept part: shrink %g, order %d", got.Shrink, got.Order)
	}
}
