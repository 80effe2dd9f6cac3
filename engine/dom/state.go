package dom

import "playhead/engine/event"

// applyState applies the operations on live state that is not in attributes.
func (t *Tree) applyState(r Ref, op *event.Op) Fault {
	if op.Kind == event.OpScroll {
		t.scroll(r, finite(op.X), finite(op.Y))
		return FaultNone
	}
	n := t.Node(r)
	if n.Kind != event.NodeElement {
		return FaultWrongType
	}
	switch op.Kind {
	case event.OpValue:
		t.setValue(r, op.Text)
		return FaultNone
	case event.OpChecked:
		t.setChecked(r, op.On)
		return FaultNone
	case event.OpInput:
		t.input(r, op)
		return FaultNone
	}
	var s State
	if n.State != nil {
		s = *n.State
	} else {
		s.MediaTime = -1
	}
	switch op.Kind {
	case event.OpIndeterminate:
		s.Indeterminate = true
	case event.OpSize:
		s.W, s.H, s.HasSize = max(0, finite(op.W)), max(0, finite(op.H)), true
	case event.OpMedia:
		s.Media, s.MediaTime = op.Media, op.X
		if !(op.X >= 0) {
			s.MediaTime = -1
		}
	case event.OpDialog:
		if !n.IsHTML("dialog") {
			return FaultNone
		}
		s.Open, s.Modal = op.On, op.On && op.Modal
		t.opened = t.opened || op.On
	case event.OpPicture:
		s.Picture = op.Text
	default:
		return FaultWrongType
	}
	if n.State == nil || !sameState(&s, n.State) {
		t.edit(r).State = &s
	}
	return FaultNone
}

// sameState compares what applyState changes.
func sameState(a, b *State) bool {
	return a.Indeterminate == b.Indeterminate && a.W == b.W && a.H == b.H && a.HasSize == b.HasSize &&
		a.Media == b.Media && a.MediaTime == b.MediaTime && a.Open == b.Open && a.Modal == b.Modal &&
		a.Picture == b.Picture
}

// input applies an input event, of which the control decides what counts.
func (t *Tree) input(r Ref, op *event.Op) {
	n := t.Node(r)
	switch {
	case n.IsHTML("input") && (inputType(n) == "checkbox" || inputType(n) == "radio"):
		t.setChecked(r, op.On)
	case n.IsHTML("option"):
		t.setChecked(r, op.On)
	default:
		t.setValue(r, op.Text)
	}
}

// scroll sets a scroll offset. The document and its root element scroll the
// window (cssom-view-1 §6, "scrollTop").
func (t *Tree) scroll(r Ref, x, y float64) {
	if n := t.Node(r); r == t.Doc || n.Parent == t.Doc && n.IsHTML("html") {
		if t.Page.ScrollX != x || t.Page.ScrollY != y {
			t.Page.ScrollX, t.Page.ScrollY = x, y
			t.version++
		}
		return
	}
	n := t.Node(r)
	if s := n.State; s == nil && x == 0 && y == 0 || s != nil && s.ScrollX == x && s.ScrollY == y {
		return
	}
	n = t.edit(r)
	s := n.stateCopy()
	s.ScrollX, s.ScrollY = x, y
	n.State = s
}
