package layout

import "playhead/engine/dom"

// Constraint is what a parent asks of a box. It is comparable: results are
// cached under it.
type Constraint struct {
	// AvailW is the width that the margin box may fill: the containing block's
	// content width, the grid area's width …; definite always. (Min- and
	// max-content sizes are asked by [context.Intrinsic], not by layout.)
	// AvailH is the same for the height, or Indefinite.
	AvailW, AvailH Unit
	// PctW and PctH are what percentages refer to: PctW for widths, margins and
	// padding (definite), PctH for heights, Indefinite when the containing
	// block's height depends on its content.
	PctW, PctH Unit
	// FixedW and FixedH impose the border-box size, over width, height and
	// their minima and maxima; Indefinite lets the box decide. Auto margins are
	// then 0 (the parent places the box).
	FixedW, FixedH Unit
	// SoftH says that percentages of children do not resolve against FixedH
	// (an item that was not definite before it got stretched, css-flexbox §9.8;
	// a table cell's first pass).
	SoftH bool
	// Shrink makes width: auto mean fit-content; otherwise auto fills AvailW.
	Shrink bool
	// AutoH ignores height, min-height and max-height: the content's height.
	AutoH bool

	// flow is set for blocks that take part in their parent's block formatting
	// context; see block.go.
	flow flowInput
}

// Tight returns the constraint that imposes both sizes.
func Tight(availW, availH, w, h Unit) Constraint {
	return Constraint{AvailW: availW, AvailH: availH, PctW: availW, PctH: availH, FixedW: w, FixedH: h}
}

// Within returns the constraint of a box in a containing block of the given
// content size that decides its own size; h may be Indefinite.
func Within(w, h Unit) Constraint {
	return Constraint{AvailW: w, AvailH: h, PctW: w, PctH: h, FixedW: Indefinite, FixedH: Indefinite}
}

// Sizes are a min-content and a max-content width.
type Sizes struct {
	Min, Max Unit
}

// context is one run of layout. The formatting contexts are functions that take
// it:
//
//	layoutBlock(cx, b, c) layoutFlex(cx, b, c) layoutGrid(cx, b, c) layoutTable(cx, b, c) *Fragment
//	intrinsicBlock(cx, b, pctH) intrinsicFlex … Sizes   // of the border box, without width properties
type context struct {
	tree    *dom.Tree // for the attributes that spans are in
	metrics Metrics
	viewW   Unit
	viewH   Unit
	depth   int
	frags   slab[Fragment]
	boxes   slab[Box]
	caches  slab[cache]
	flowRes slab[flowResult]
	placed  slab[Placed]
	lines   slab[Line]
	items   slab[Item]
	inodes  slab[inode]
	glyphs  slab[glyph]
	ifcs    slab[inlineContent]
	makers  spare[builder]
	flows   spare[flow]
	liners  spare[liner]
	builds  spare[lineBuild]
	collect collectBuffers
	fork    *context // for a second goroutine; see spread.go
	forked  bool
	// spreading says that the fork is at work.
	spreading bool
	reused    bool // an earlier run's boxes are taken over
	usedH     bool // some result since it was cleared depended on PctH
	// usedView says that results depend on the viewport's height, besides that of
	// boxes around.
	usedView bool
}

// maxDepth bounds the nesting of boxes that are laid out; deeper ones get no
// fragments' contents.
const maxDepth = 400

// Layout lays out box b under c. The result may come from the cache and is never
// changed; callers place it with [builder.place]. Works for every box but
// inlines, text and table internals.
func (cx *context) Layout(b *Box, c Constraint) *Fragment {
	if f := b.cached(&c); f != nil {
		if f.dep.pctH {
			cx.usedH = true
		}
		return f
	}
	outer := cx.usedH
	cx.usedH = false
	cx.depth++
	f := cx.layout(b, c)
	cx.depth--
	f.dep.pctH = cx.usedH
	cx.usedH = cx.usedH || outer
	cx.cacheOf(b).store(&c, f)
	return f
}

func (cx *context) layout(b *Box, c Constraint) *Fragment {
	if cx.depth > maxDepth {
		return layoutNothing(cx, b, c)
	}
	if b.Is(Turning) {
		return layoutTurning(cx, b, c)
	}
	switch b.Kind {
	case KindFlex:
		return layoutFlex(cx, b, c)
	case KindGrid:
		return layoutGrid(cx, b, c)
	case KindTable:
		return layoutTable(cx, b, c)
	case KindReplaced, KindFrame:
		return layoutReplaced(cx, b, c)
	default:
		return layoutBlock(cx, b, c)
	}
}

// Intrinsic returns the min-content and max-content width of b's border box as
// its contents (and padding, border, aspect ratio) make it, without regard to
// its width, min-width and max-width. pctH is the percentage base for heights
// of replaced descendants, or Indefinite. Cached.
func (cx *context) Intrinsic(b *Box, pctH Unit) Sizes {
	if s, ok := b.cachedSizes(pctH); ok {
		return s
	}
	var s Sizes
	cx.depth++
	if cx.depth <= maxDepth {
		s = cx.intrinsic(b, pctH)
	}
	cx.depth--
	cx.cacheOf(b).storeSizes(pctH, s)
	return s
}

func (cx *context) intrinsic(b *Box, pctH Unit) Sizes {
	if b.Is(Turning) {
		return intrinsicTurning(cx, b, pctH)
	}
	switch b.Kind {
	case KindFlex:
		return intrinsicFlex(cx, b, pctH)
	case KindGrid:
		return intrinsicGrid(cx, b, pctH)
	case KindTable:
		return intrinsicTable(cx, b, pctH)
	case KindReplaced, KindFrame:
		return intrinsicReplaced(cx, b, pctH)
	default:
		return intrinsicBlock(cx, b, pctH)
	}
}

// cache is what a box remembers of earlier calls.
type cache struct {
	one   slot   // the first result
	slots []slot // more: grows to cacheSlots, then the oldest is overwritten
	sizes [2]struct {
		pctH Unit
		s    Sizes
		ok   bool
	}
	next uint8
}

// slab hands out values from chunks that grow, so that a big page costs few
// allocations. What is in use of a chunk keeps all of it and what that refers to:
// runs that take over an earlier one allocate each value alone.
type slab[T any] struct {
	free  []T
	size  int
	made  int // values handed out
	alone bool
}

func (s *slab[T]) new() *T {
	s.made++
	if s.alone {
		return new(T)
	}
	if len(s.free) == 0 {
		s.size = min(max(4, s.size*2), 256)
		s.free = make([]T, s.size)
	}
	p := &s.free[0]
	s.free = s.free[1:]
	return p
}

// take gives a slice of n values in one piece, which cannot grow into others.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		s.size = min(max(4, s.size*2), 256)
		if s.alone || n > s.size {
			return make([]T, n)
		}
		s.free = make([]T, s.size)
	}
	p := s.free[:n:n]
	s.free = s.free[n:]
	return p
}

// spare holds values that are not in use, as they were left.
type spare[T any] []*T

func (s *spare[T]) get() *T {
	n := len(*s)
	if n == 0 {
		return new(T)
	}
	v := (*s)[n-1]
	*s = (*s)[:n-1]
	return v
}

func (s *spare[T]) put(v *T) { *s = append(*s, v) }

// takesOver prepares a context for a run that takes over an earlier one.
func (cx *context) takesOver() {
	cx.reused = true
	cx.frags.alone, cx.boxes.alone, cx.caches.alone, cx.flowRes.alone, cx.ifcs.alone = true, true, true, true, true
	cx.placed.alone, cx.lines.alone, cx.items.alone, cx.inodes.alone, cx.glyphs.alone = true, true, true, true, true
}

const cacheSlots = 6

type slot struct {
	c Constraint
	f *Fragment
}

// depends says on what a fragment depended.
type depends struct {
	// pctH: a different PctH (or AvailH) may give a different result.
	pctH bool
}

func (b *Box) cached(c *Constraint) *Fragment {
	if b.cache == nil {
		return nil
	}
	if b.cache.one.serves(c) {
		return b.cache.one.f
	}
	for i := range b.cache.slots {
		if s := &b.cache.slots[i]; s.serves(c) {
			return s.f
		}
	}
	return nil
}

// serves reports whether the slot's result is that of constraint c.
func (s *slot) serves(c *Constraint) bool {
	switch {
	case s.f == nil || s.c.FixedW != c.FixedW || s.c.AvailW != c.AvailW:
		return false
	case s.c == *c:
		return true
	case s.f.dep.pctH:
		return false
	}
	d := s.c
	d.PctH, d.AvailH = c.PctH, c.AvailH
	return d == *c
}

// cacheOf is the cache of a box, made when first asked for.
func (cx *context) cacheOf(b *Box) *cache {
	if b.cache == nil {
		b.cache = cx.caches.new()
	}
	return b.cache
}

func (k *cache) store(c *Constraint, f *Fragment) {
	if k.one.f == nil {
		k.one = slot{*c, f}
		return
	}
	if len(k.slots) < cacheSlots {
		k.slots = append(k.slots, slot{*c, f})
		return
	}
	k.slots[k.next] = slot{*c, f}
	k.next = (k.next + 1) % cacheSlots
}

func (b *Box) cachedSizes(pctH Unit) (Sizes, bool) {
	if b.cache == nil {
		return Sizes{}, false
	}
	for i := range b.cache.sizes {
		if e := &b.cache.sizes[i]; e.ok && e.pctH == pctH {
			return e.s, true
		}
	}
	return Sizes{}, false
}

func (k *cache) storeSizes(pctH Unit, s Sizes) {
	i := 0
	if k.sizes[0].ok {
		i = 1
	}
	k.sizes[i].pctH, k.sizes[i].s, k.sizes[i].ok = pctH, s, true
}

// invalidate forgets the results of b; its ancestors must be invalidated too.
func (b *Box) invalidate() { b.cache, b.ifc, b.grid, b.row = nil, nil, nil, nil }

// builder makes one fragment.
type builder struct {
	cx *context
	f  *Fragment
	b  *Box
	c  Constraint
}

// pending is an out-of-flow box on its way up to its containing block. X, Y is
// its static position: where the corner of its margin box would be, relative to
// the fragment that holds the pending. AlignX and AlignY say which point of the
// margin box that is: 0 start, 1 center, 2 end (flex and grid containers with
// alignment). Area, when HasArea, is a containing block within the fragment's
// border box that stands for the padding box (grid areas).
type pending struct {
	box            *Box
	x, y           Unit
	alignX, alignY uint8
	area           Rect
	hasArea        bool
	inline         *Box // the positioned inline that is its containing block
	inlineRect     Rect // and where that is, once known
}

// newBuilder starts the fragment of b. Border and padding are resolved; margins
// too with auto as 0.
func newBuilder(cx *context, b *Box, c Constraint) *builder {
	f := cx.frags.new()
	f.Box, f.FirstBaseline, f.LastBaseline = b, Indefinite, Indefinite
	f.Border = borderOf(b)
	f.Padding = paddingOf(b, c.PctW)
	f.Margin = marginOf(b, c.PctW)
	f.cw, f.ch = Indefinite, Indefinite
	if c.FixedW != Indefinite {
		f.cw = c.FixedW - f.Border.Horizontal() - f.Padding.Horizontal()
	} else {
		f.cw = c.AvailW - f.Margin.Horizontal() - f.Border.Horizontal() - f.Padding.Horizontal()
	}
	if c.FixedH != Indefinite {
		f.ch = c.FixedH - f.Border.Vertical() - f.Padding.Vertical()
	}
	fb := cx.makers.get()
	*fb = builder{cx: cx, f: f, b: b, c: c}
	return fb
}

// place adds a child fragment with its border box at x, y of the fragment's
// border box. Relative positioning of the child is added here.
func (fb *builder) place(f *Fragment, x, y Unit) {
	dx, dy := relativeOffset(f.Box, fb.c, fb.f)
	if fb.f.Children == nil {
		fb.f.Children = fb.cx.placed.take(1)[:0]
	}
	fb.f.Children = append(fb.f.Children, Placed{f, x + dx, y + dy})
	for _, p := range f.oof {
		p.x += x + dx
		p.y += y + dy
		if p.inline != nil {
			p.inlineRect = p.inlineRect.Move(x+dx, y+dy)
		}
		p.area = p.area.Move(x+dx, y+dy)
		fb.f.oof = append(fb.f.oof, p)
	}
}

// outOfFlow notes the out-of-flow child b with its static position; see pending.
func (fb *builder) outOfFlow(b *Box, x, y Unit, alignX, alignY uint8) {
	fb.f.oof = append(fb.f.oof, pending{box: b, x: x, y: y, alignX: alignX, alignY: alignY})
}

// finish sets the border-box size, lays out the out-of-flow descendants that
// this box contains, computes the overflow and returns the fragment. The builder
// is done with.
func (fb *builder) finish(w, h Unit) *Fragment {
	f := fb.f
	f.W, f.H = max(0, w), max(0, h)
	if len(f.oof) > 0 {
		layoutPending(fb)
	}
	setOverflow(f)
	fb.cx.makers.put(fb)
	return f
}
