package dom_test

import (
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/loader/htmlpage"
)

// TestPopoversFollowClicks clicks the buttons of popovers and elsewhere.
func TestPopoversFollowClicks(t *testing.T) {
	page := htmlpage.Parse([]byte(`<button id=a popovertarget=p><b id=in>x</b></button><button id=s popovertarget=p popovertargetaction=show>
<button id=h commandfor=p command=hide-popover></button><button id=m popovertarget=q></button><button id=off popovertarget=p disabled></button>
<div id=p popover>p<i id=inner></i></div><div id=q popover=manual></div><p id=out>`), htmlpage.Options{ViewportW: 10, ViewportH: 10})
	tree := dom.New()
	tree.ApplyAll(page.Ops, func(*event.Op, dom.Fault) {})
	byID := func(id string) dom.Ref {
		for i := 1; i < tree.Slots(); i++ {
			if v, _ := tree.Node(dom.Ref(i)).Attr("id"); v == id {
				return dom.Ref(i)
			}
		}
		t.Fatal("no ", id)
		return dom.None
	}
	open := func(id string) bool {
		s := tree.Node(byID(id)).State
		return s != nil && s.Open
	}
	for i, step := range []struct {
		click string
		p, q  bool
	}{
		{"in", true, false}, {"inner", true, false}, {"a", false, false}, {"off", false, false}, {"s", true, false}, {"s", true, false},
		{"m", false, true}, {"a", true, true}, {"h", false, true}, {"in", true, true}, {"out", false, true}, {"m", false, false},
	} {
		tree.Apply(&event.Op{Kind: event.OpInteraction, Node: tree.Node(byID(step.click)).ID, Interaction: event.Click})
		if open("p") != step.p || open("q") != step.q {
			t.Errorf("step %d, click on %s: %v %v, want %v %v", i, step.click, open("p"), open("q"), step.p, step.q)
		}
	}
}
