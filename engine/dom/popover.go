package dom

import (
	"strings"

	"playhead/engine/event"
)

// No recorder says that a popover opens: the platform opens it, for a click on
// the button that names it. Popovers follow from the recorded clicks (HTML
// §6.12): buttons with popovertarget or a command toggle, show and hide them, and
// a click elsewhere dismisses those that are not manual.

// popovers does to popovers what a click on r does.
func (t *Tree) popovers(r Ref) {
	invoker, target, action := t.popoverTarget(r)
	for i := 1; t.opened && i < t.Slots(); i++ {
		p := Ref(i)
		if p == target || !t.Alive(p) || !t.openPopover(p) || t.within(r, p) {
			continue
		}
		if kind, _ := t.Node(p).Attr("popover"); !strings.EqualFold(kind, "manual") && !t.within(invoker, p) {
			t.setOpen(p, false)
		}
	}
	if target == None {
		return
	}
	switch open := t.openPopover(target); action {
	case "show", "show-popover":
		t.setOpen(target, true)
	case "hide", "hide-popover":
		t.setOpen(target, false)
	default:
		t.setOpen(target, !open)
	}
}

// popoverTarget finds the button that r is in and the popover that it acts on.
func (t *Tree) popoverTarget(r Ref) (invoker, target Ref, action string) {
	for ; r != None && !t.Node(r).IsHTML("button") && !t.Node(r).IsHTML("input"); r = t.Node(r).Parent {
	}
	if r == None {
		return None, None, ""
	}
	n := t.Node(r)
	if _, off := n.Attr("disabled"); off {
		return r, None, ""
	}
	id, ok := n.Attr("popovertarget")
	action, _ = n.Attr("popovertargetaction")
	if !ok {
		if id, ok = n.Attr("commandfor"); !ok {
			return r, None, ""
		}
		if action, _ = n.Attr("command"); !strings.HasSuffix(strings.ToLower(action), "-popover") {
			return r, None, ""
		}
	}
	root := t.root(r)
	for i := 1; i < t.Slots() && id != ""; i++ {
		p := Ref(i)
		if !t.Alive(p) || !t.Node(p).IsElement() {
			continue
		}
		_, pop := t.Node(p).Attr("popover")
		if v, _ := t.Node(p).Attr("id"); pop && v == id && t.root(p) == root {
			return r, p, strings.ToLower(action)
		}
	}
	return r, None, ""
}

func (t *Tree) openPopover(r Ref) bool {
	n := t.Node(r)
	if n.State == nil || !n.State.Open {
		return false
	}
	_, ok := n.Attr("popover")
	return ok
}

func (t *Tree) setOpen(r Ref, open bool) {
	n := t.Node(r)
	if n.NS != event.HTML || n.State == nil && !open || n.State != nil && n.State.Open == open {
		return
	}
	s := State{MediaTime: -1}
	if n.State != nil {
		s = *n.State
	}
	s.Open = open
	t.opened = t.opened || open
	t.edit(r).State = &s
}

// within reports whether r is p or below it, shadow trees included.
func (t *Tree) within(r, p Ref) bool {
	for n := 0; r != None && n < 1<<16; n++ {
		if r == p {
			return true
		}
		r = t.Node(r).Parent
	}
	return false
}

// root is the topmost node above r within its tree.
func (t *Tree) root(r Ref) Ref {
	for n := 0; n < 1<<16; n++ {
		p := t.Node(r).Parent
		if p == None || t.Node(r).Kind == event.NodeShadowRoot {
			break
		}
		r = p
	}
	return r
}
