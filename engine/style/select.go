package style

import (
	"playhead/engine/css"
	"playhead/engine/dom"
)

// Matcher matches selectors that come from elsewhere than the page's style
// sheets against the elements of its tree.
type Matcher struct{ view *view }

// Matcher returns a matcher for the tree of s, in the interaction that s was
// computed with or another one.
func (s *Styles) Matcher(in Interaction) *Matcher { return &Matcher{newView(s, in)} }

// Matches reports whether element r is the subject of one of the selectors, in
// whatever tree it is: selectors do not reach from one shadow tree into another.
func (m *Matcher) Matches(sels []*css.Selector, r dom.Ref) bool {
	if !m.view.t.Alive(r) || !m.view.t.Node(r).IsElement() {
		return false
	}
	cx := css.Context{View: m.view, Shadow: m.view.Host(css.Node(r))}
	for _, s := range sels {
		if s.Pseudo == css.PseudoNone && cx.Match(s, css.Node(r)) {
			return true
		}
	}
	return false
}
