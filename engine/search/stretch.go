package search

import (
	"slices"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/render"
	"playhead/engine/steps"
)

// Hit is a stretch of time in which something was visible.
type Hit struct {
	// ID numbers the hits of a run in the order in which they begin.
	ID int
	// From is when it came into sight, To when it was gone; while Open is set it is
	// still in sight and To is the last look.
	From, To event.Millis
	Open     bool
	// View is the index of the view at From, -1 for none.
	View int32
	// Node is the recorded id of the element that shows it.
	Node event.NodeID
	// Path is the element's place as [render.Path] has it, Selector a CSS selector
	// that finds it, both at From.
	Path, Selector string
	// Text is the line or paragraph as it was shown, Match the part of it that
	// matched; for elements their text, and "".
	Text, Match string
}

// stretches makes hits of what is in sight from look to look.
type stretches struct {
	open  []*stretch
	next  int
	found func(Hit) bool
}

type stretch struct {
	hit   Hit
	ref   dom.Ref
	epoch uint32
	seen  bool
}

// sighted notes what is in sight at a time. It returns false when the receiver
// of hits wants no more.
func (s *stretches) sighted(at event.Millis, view int32, f *render.Frame, list []sight) bool {
	for _, o := range s.open {
		o.seen = false
	}
	epoch := f.Tree.Page.Epoch
	going := make([]bool, len(list))
	for i := range list {
		if o := s.same(f, &list[i], epoch); o != nil {
			o.seen, o.hit.To, going[i] = true, at, true
		}
	}
	for i, x := range list {
		if going[i] {
			continue
		}
		if o := s.replaced(f, &x); o != nil {
			o.seen, o.ref, o.epoch, o.hit.To = true, x.ref, epoch, at
			continue
		}
		o := &stretch{ref: x.ref, epoch: epoch, seen: true, hit: Hit{
			ID: s.next, From: at, To: at, Open: true, View: view, Node: event.NoNode, Text: x.line, Match: x.match,
		}}
		s.next++
		if x.ref != dom.None {
			o.hit.Node = f.Tree.Node(x.ref).ID
			o.hit.Path = render.Path(f.Tree, x.ref)
			o.hit.Selector = steps.Selector(f.Tree, x.ref)
		}
		s.open = append(s.open, o)
		if !s.found(o.hit) {
			return false
		}
	}
	return s.close(at)
}

// same returns the open stretch of the same match at the same element.
func (s *stretches) same(f *render.Frame, x *sight, epoch uint32) *stretch {
	for _, o := range s.open {
		if !o.seen && o.hit.Match == x.match && o.epoch == epoch && o.ref == x.ref && (x.ref == dom.None || f.Tree.Node(x.ref).ID == o.hit.Node) {
			return o
		}
	}
	return nil
}

// replaced returns the open stretch of the same match at an element that x's has
// taken the place of: pages make their elements anew all the time, and a full
// snapshot replaces all of them.
func (s *stretches) replaced(f *render.Frame, x *sight) *stretch {
	path := render.Path(f.Tree, x.ref)
	for _, o := range s.open {
		if o.seen || o.hit.Match != x.match || o.hit.Path != path {
			continue
		}
		if x.ref != dom.None {
			o.hit.Node = f.Tree.Node(x.ref).ID
		}
		return o
	}
	return nil
}

// close ends the stretches that were not seen.
func (s *stretches) close(at event.Millis) bool {
	more := true
	s.open = slices.DeleteFunc(s.open, func(o *stretch) bool {
		if o.seen {
			return false
		}
		o.hit.To, o.hit.Open = at, false
		more = more && s.found(o.hit)
		return true
	})
	return more
}

// gone ends all stretches.
func (s *stretches) gone(at event.Millis) bool {
	for _, o := range s.open {
		o.seen = false
	}
	return s.close(at)
}
