package steps

import (
	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// Literal is literal, for tests from outside.
var Literal = literal

// LocatorOf is the locator of an element.
func LocatorOf(t *dom.Tree, r dom.Ref) Locator { return newTarget(t, r).Locator }

// PageOf is the page at a track's end.
func PageOf(track event.Track) *dom.Tree {
	tree := dom.New()
	var b event.Batch
	for i := range track.Len() {
		b.Reset()
		track.Decode(i, &b)
		tree.ApplyAll(b.Ops, nil)
	}
	return tree
}

// Elements are the elements of a page.
func Elements(t *dom.Tree) []dom.Ref {
	var out []dom.Ref
	seen := 0
	aria.Walk(t, t.Doc, &seen, func(r dom.Ref, _ *dom.Node) bool {
		out = append(out, r)
		return true
	})
	return out
}
