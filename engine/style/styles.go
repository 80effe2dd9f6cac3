package style

import (
	"playhead/engine/css"
	"playhead/engine/dom"
)

// Env is the environment that style depends on.
type Env struct {
	// W, H is the layout viewport in CSS px.
	W, H float64
	// DPR is the device pixel ratio; 0 means 1.
	DPR float64
	// LineHeight is the height of all lines where text is set in a terminal's
	// font: what 1lh is, and monospace has no size of its own. 0 for browsers'
	// fonts.
	LineHeight float64
	// Dark is the preferred colour scheme.
	Dark bool
	// ReducedMotion, MoreContrast, Print are the other preferences that pages ask for.
	ReducedMotion, MoreContrast, Print bool
	// Touch says that the pointer is coarse and cannot hover.
	Touch bool
	// ContainerSize gives the content-box size in px that layout found for a query
	// container (css-contain-3); nil, or !ok, when not known yet. Layout runs,
	// Update runs again with the sizes, until they agree.
	ContainerSize func(r dom.Ref) (w, h float64, ok bool)
	// FrameSize gives the size in px of an iframe's viewport, for media queries
	// and viewport units in its document; nil or !ok: that of its attributes.
	FrameSize func(r dom.Ref) (w, h float64, ok bool)
}

// Interaction is the state that comes from the user's hands. Refs are the
// innermost elements (in the tree where they are, shadow trees included); the
// states apply to their flat-tree ancestors as the selectors define.
type Interaction struct {
	Hover  dom.Ref
	Active dom.Ref
	Focus  dom.Ref
	// FocusVisible says that the focused element matches :focus-visible.
	FocusVisible bool
	// Target is the element that the URL's fragment names.
	Target dom.Ref
}

// Styles are the computed styles of one tree in one environment. They are
// immutable and may be read by any goroutine.
type Styles struct {
	tree    *dom.Tree
	env     Env
	entries entries
	slots   *slotting
	// Changed lists the elements whose computed style, or that of one of their
	// pseudo-elements, differs from the Update before, those that are new, and
	// those that are gone, in ascending order. After the first Update, and
	// whenever All is set, everything counts as changed and the list is empty.
	Changed []dom.Ref
	All     bool
}

type entry struct {
	c      *Computed
	pseudo *pseudoSet
	// blockify is what the parent asked for; parent says that the style depends
	// on more of it than what is inherited.
	blockify, parent bool
	// from and exact identify the parent's style the style was computed from:
	// what is inherited of it, and all of it.
	from, exact uint32
	// view are the axes of the viewport that it or a pseudo-element refers to.
	view css.Axes
}

// pseudoSet holds the pseudo-elements that have a style of their own.
type pseudoSet struct {
	c [css.PseudoCount]*Computed
}

// Tree is the tree the styles belong to.
func (s *Styles) Tree() *dom.Tree { return s.tree }

// Env is the environment the styles were computed in.
func (s *Styles) Env() Env { return s.env }

// Of returns the style of element r: nil for other nodes, for what is not in the
// flat tree, and for what is below an element with display: none.
func (s *Styles) Of(r dom.Ref) *Computed {
	return s.entries.at(r).c
}

// Pseudo returns the style of a pseudo-element of r, nil when it does not exist:
// ::before and ::after exist when their content is not none or normal, ::marker
// for list items, ::placeholder for controls that have one, ::backdrop for
// elements in the top layer, others when a rule applies to them.
func (s *Styles) Pseudo(r dom.Ref, p css.Pseudo) *Computed {
	if e := s.entries.at(r); e.pseudo != nil {
		return e.pseudo.c[p]
	}
	return nil
}
