package paint

import (
	"slices"

	"playhead/engine/css"
	"playhead/engine/layout"
)

// Scene is the order in which a layout result is painted. It is immutable and
// good for as long as the result is.
type Scene struct {
	res  *layout.Result
	root *layer
	// frames are the contexts of the documents of frames, by the viewport box of
	// the document.
	frames map[*layout.Box]*layer
	top    []*layer // the top layer, bottommost first
	// scrollers are the boxes that can scroll.
	scrollers []*layout.Box
}

// layer is a box that is painted apart from the flow around it: a stacking
// context, or a positioned box that is treated like one (CSS 2.2 appendix E,
// step 8).
type layer struct {
	box     *layout.Box
	z       int32
	context bool
	inline  bool
	// kids are the layers inside, by z-index and then tree order. Only contexts
	// have some.
	kids []*layer
}

// maxDepth bounds recursion over boxes. Layout bounds the tree already.
const maxDepth = 1200

// NewScene finds the stacking contexts of a laid out page.
func NewScene(res *layout.Result) *Scene {
	s := &Scene{res: res}
	if res.Root == nil {
		return s
	}
	s.root = &layer{box: res.Root, context: true}
	s.collect(res.Root, s.root, 0)
	sortLayers(s.root)
	return s
}

// collect adds the layers below b to the context they belong to.
func (s *Scene) collect(b *layout.Box, ctx *layer, depth int) {
	if depth > maxDepth {
		return
	}
	for c := b.First; c != nil; c = c.Next {
		if c.Is(layout.Scrolls) || c.Kind == layout.KindViewport {
			s.scrollers = append(s.scrollers, c)
		}
		switch {
		case c.Kind == layout.KindText || c.Kind == layout.KindBreak || c.Kind == layout.KindWordBreak:
		case c.Kind == layout.KindViewport:
			l := &layer{box: c, context: true}
			if s.frames == nil {
				s.frames = make(map[*layout.Box]*layer)
			}
			s.frames[c] = l
			s.collect(c, l, depth+1)
			sortLayers(l)
		case !layered(c):
			if c.Layers() {
				s.collect(c, ctx, depth+1)
			}
		default:
			s.add(c, ctx, depth)
		}
	}
}

// add makes b a layer of ctx, or of the top layer.
func (s *Scene) add(b *layout.Box, ctx *layer, depth int) {
	l := &layer{box: b, context: stacks(b), inline: b.Kind == layout.KindInline}
	st := b.Style.Box
	if !st.ZAuto && (st.Position != css.PositionStatic || b.Is(layout.FlexItem)) {
		l.z = st.ZIndex
	}
	if b.Is(layout.TopLayer) {
		l.context = true
		s.top = append(s.top, l)
	} else {
		ctx.kids = append(ctx.kids, l)
	}
	if !l.context {
		s.collect(b, ctx, depth+1)
		return
	}
	s.collect(b, l, depth+1)
	sortLayers(l)
}

func sortLayers(l *layer) {
	slices.SortStableFunc(l.kids, func(a, b *layer) int {
		switch {
		case a.z < b.z:
			return -1
		case a.z > b.z:
			return 1
		default:
			return 0
		}
	})
}

// layered reports whether b is painted apart from the flow.
func layered(b *layout.Box) bool {
	return b.Style.Box.Position != css.PositionStatic && !b.Is(layout.Anonymous) ||
		b.Flags&(layout.OutOfFlow|layout.TopLayer) != 0 || stacks(b)
}

// stacks reports whether b establishes a stacking context.
func stacks(b *layout.Box) bool {
	if b.Is(layout.Anonymous) {
		return false
	}
	st, ra := b.Style.Box, b.Style.Rare
	switch {
	case st.Position == css.PositionFixed, st.Position == css.PositionSticky:
		return true
	case !st.ZAuto && (st.Position != css.PositionStatic || b.Is(layout.FlexItem)):
		return true
	case st.Opacity < 1, ra.HasFilter, ra.HasMask, ra.HasBackdrop, ra.Isolate, ra.ClipPath != nil,
		ra.Blend != css.BlendNormal, ra.WillChange:
		return true
	}
	if b.Kind == layout.KindInline {
		return false // what follows applies to boxes that can be transformed
	}
	return len(ra.Transform) > 0 || ra.Translate != nil || ra.HasRotate || ra.HasScale ||
		ra.HasPerspective || ra.Preserve3D || ra.Contain&(css.ContainPaint|css.ContainLayout) != 0
}
