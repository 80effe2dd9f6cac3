package style

import (
	"playhead/engine/css"
	"playhead/engine/dom"
)

// Matches reports whether element r matches one of the selectors, in whichever
// tree it is: the document or a shadow tree. Nothing is hovered, pressed or
// focused.
func Matches(t *dom.Tree, sels []*css.Selector, r dom.Ref) bool {
	if !t.Alive(r) || !t.Node(r).IsElement() {
		return false
	}
	cx := css.Context{View: &view{t: t}}
	for _, s := range sels {
		if s.Pseudo == css.PseudoNone && cx.Match(s, css.Node(r)) {
			return true
		}
	}
	return false
}
