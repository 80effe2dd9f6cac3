package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// flowInput is what a block in its parent's block formatting context gets.
type flowInput struct {
	// in says that the box takes part in its parent's formatting context: its
	// margins collapse with its children's, its floats are its parent's.
	in bool
	// fs are the floats that reach below the box's top, nil for none; x, y is
	// then where its border box is expected in the context's coordinates.
	fs   *floats
	x, y Unit
	// clamp is how many lines are left of those that line-clamp of a box around
	// shows, 0 for no clamp.
	clamp int
}

// flowResult is what a block gives back to its parent's formatting context.
type flowResult struct {
	top, bottom strut
	// through says that the margins collapse through the box; all are in top.
	through bool
	// floats were added by the box and what is below it; relative to its border box.
	floats []exclusion
	// lines is how many lines it has, where they are clamped.
	lines int
}

// flow is the state of laying out one block container.
type flow struct {
	cx *context
	b  *Box
	fb *builder
	c  Constraint

	x0, w Unit // content box: left edge in border-box coordinates, width
	pctH  Unit // what percentages of children's heights refer to

	// y is the bottom of the content so far, in border-box coordinates; strut
	// the margins that wait below it. While open no content has come and the
	// strut collapses with the box's own top margin: the position is y = 0.
	y     Unit
	strut strut
	open  bool
	top   strut

	fs     *floats // in context coordinates
	bx, by Unit    // the border box's corner in context coordinates
	added  []exclusion

	clamp   int // lines before the clamp, 0 for no clamp
	lines   int // so far
	clampH  Unit
	cleared bool // a collapsed-through child was moved by clearance last
}

// layoutBlock lays out a block container (CSS2 §9.4.1, §10).
func layoutBlock(cx *context, b *Box, c Constraint) *Fragment {
	fb := newBuilder(cx, b, c)
	f := fb.f
	fr := f.Border.Plus(f.Padding)
	w := cx.blockWidth(b, &c, fr)
	h := cx.blockHeight(b, &c, fr, w)
	fl := cx.flows.get()
	*fl = flow{cx: cx, b: b, fb: fb, c: c, x0: fr.Left, w: max(0, w-fr.Horizontal()), pctH: Indefinite, y: fr.Top}
	if h != Indefinite && !(c.SoftH && c.FixedH != Indefinite) {
		fl.pctH = max(0, h-fr.Vertical())
	}
	f.cw, f.ch = fl.w, fl.pctH
	joins := c.flow.in && !b.Is(BFCRoot)
	if joins {
		fl.fs, fl.bx, fl.by, fl.clamp = c.flow.fs, c.flow.x, c.flow.y, c.flow.clamp
		fl.strut.margin(f.Margin.Top)
		if fr.Top == 0 {
			fl.open = true
		} else {
			fl.close()
		}
	}
	if columns(b) {
		layoutColumns(fl, h, fr)
	} else {
		fl.contents()
	}
	f = fl.end(h, fr, w, joins)
	cx.flows.put(fl)
	return f
}

// columns reports multi-column containers.
func columns(b *Box) bool {
	return b.Kind == KindBlock && (b.Style.Rare.Columns > 0 || !b.Style.Rare.ColumnWidth.IsAuto())
}

// close ends the collapsing of the box's top margin: content begins.
func (fl *flow) close() {
	fl.open = false
	fl.top = fl.strut
	fl.strut = strut{}
}

// pos is where content would begin now, in border-box coordinates.
func (fl *flow) pos() Unit {
	if fl.open {
		return fl.y
	}
	return fl.y + fl.strut.sum()
}

// begin resolves the position for content: margins before it are done with.
func (fl *flow) begin() {
	if fl.open {
		fl.close()
		return
	}
	fl.y += fl.strut.sum()
	fl.strut = strut{}
}

func (fl *flow) contents() {
	if fl.b.Style.Box.LineClamp > 0 && (fl.b.Style.Box.Display == css.DisplayBox || fl.b.Style.Box.Display == css.DisplayInlineBox) {
		fl.clamp = int(fl.b.Style.Box.LineClamp)
	}
	if k := fl.b.Replaced; k != nil {
		switch k.Kind {
		case ControlSelect:
			if fl.b.Style.Rare.Appearance != css.AppearanceNone {
				fl.x0 += 4 * Px
				fl.w = max(0, fl.w-20*Px)
			}
		case Fieldset:
			fl.legend()
		}
	}
	if fl.b.Is(InlineFC) {
		layoutInline(fl)
	} else {
		for k := fl.b.First; k != nil; k = k.Next {
			fl.child(k)
		}
	}
	fl.markers()
}

// legend places a fieldset's legend in its top border (HTML §15.5.13).
func (fl *flow) legend() {
	for k := fl.b.First; k != nil; k = k.Next {
		if k.Replaced == nil || k.Replaced.Kind != Legend {
			continue
		}
		c := Within(fl.w, fl.pctH)
		c.Shrink = true
		f := fl.cx.Layout(k, c)
		ml, _ := fl.autoMargins(k, f)
		fl.fb.place(f, fl.x0+ml, 0)
		if extra := f.H + f.Margin.Vertical() - fl.fb.f.Border.Top; extra > 0 {
			fl.y += extra
		}
		return
	}
}

// child lays out a child that is no inline-level box, where the flow stands.
func (fl *flow) child(k *Box) {
	switch {
	case k.Is(ListMarker), k.Replaced != nil && k.Replaced.Kind == Legend && fl.b.Replaced != nil && fl.b.Replaced.Kind == Fieldset:
	case k.Is(OutOfFlow):
		x, ax := fl.x0, uint8(0)
		if fl.b.Style.Text.Direction == css.RTL {
			x, ax = fl.x0+fl.w, 2
		}
		fl.fb.outOfFlow(k, x, fl.y+fl.strutSum(), ax, 0)
	case k.Is(Floating):
		fl.float(k, fl.y+fl.strutSum())
	case k.Is(BFCRoot) || k.Kind != KindBlock:
		fl.independent(k)
	default:
		fl.joined(k)
	}
}

func (fl *flow) strutSum() Unit {
	if fl.open {
		return 0
	}
	return fl.strut.sum()
}

// float places a floating child, no higher than y (border-box coordinates).
func (fl *flow) float(k *Box, y Unit) {
	c := Within(fl.w, fl.pctH)
	c.Shrink = true
	f := fl.cx.Layout(k, c)
	m := f.Margin
	y += fl.by
	if cl := k.Style.Box.Clear; cl != css.ClearNone {
		y = max(y, fl.fs.clearance(cl))
	}
	left := fl.bx + fl.x0
	isLeft := k.Style.Box.Float == css.FloatLeft
	r := fl.fs.place(max(0, f.W+m.Horizontal()), max(0, f.H+m.Vertical()), y, left, left+fl.w, isLeft)
	fl.addFloat(exclusion{r, isLeft})
	fl.fb.place(f, r.X+m.Left-fl.bx, r.Y+m.Top-fl.by)
}

func (fl *flow) addFloat(e exclusion) {
	fl.fs = fl.fs.add(e)
	fl.added = append(fl.added, e)
}

// cleared returns where a child's border box has to be at least, in border-box
// coordinates, because of its clear property, and whether that is below y.
func (fl *flow) clearTo(k *Box, y Unit) (Unit, bool) {
	cl := k.Style.Box.Clear
	if cl == css.ClearNone || fl.fs == nil {
		return y, false
	}
	if cy := fl.fs.clearance(cl) - fl.by; cy > y {
		return cy, true
	}
	return y, false
}

// joined lays out a block that takes part in this formatting context.
func (fl *flow) joined(k *Box) {
	m := marginOf(k, fl.w)
	st := fl.strut
	st.margin(m.Top)
	est := fl.y
	if !fl.open {
		est += st.sum()
	}
	est, moved := fl.clearTo(k, est)
	c := Within(fl.w, fl.pctH)
	c.flow.in = true
	if fl.clamp > 0 {
		c.flow.clamp = max(1, fl.clamp-fl.lines)
	}
	var f *Fragment
	var x, y Unit
	for try := range 4 {
		c.flow.fs, c.flow.x, c.flow.y = nil, 0, 0
		if fl.fs.below(fl.by + est) {
			ml := m.Left
			if k.Style.Box.Margin.Left.IsAuto() || k.Style.Box.Margin.Right.IsAuto() {
				ml, _ = fl.autoMarginsW(k, fl.cx.blockWidth(k, &c, frame(k, fl.w)))
			}
			c.flow.fs, c.flow.x, c.flow.y = fl.fs, fl.bx+fl.x0+ml, fl.by+est
		}
		f = fl.cx.Layout(k, c)
		st = fl.strut
		st.join(f.flow.top)
		y = fl.y
		if !fl.open {
			y += st.sum()
		}
		y2, mv := fl.clearTo(k, y)
		y, moved = y2, mv
		if y == est || try == 3 || c.flow.fs == nil && !fl.fs.below(fl.by+y) {
			break
		}
		est = y
	}
	x, _ = fl.autoMargins(k, f)
	x += fl.x0
	r := f.flow
	if fl.lines += r.lines; f.Clamped && fl.clampH == 0 {
		fl.clampH = y + f.H
	}
	if moved && fl.open {
		// Clearance separates the margins: the box's own top margin is resolved.
		fl.close()
	}
	fl.fb.place(f, x, y)
	fl.baselines(f, y)
	for _, e := range r.floats {
		e.r = e.r.Move(fl.bx+x, fl.by+y)
		fl.addFloat(e)
	}
	switch {
	case r.through && !moved:
		fl.strut = st
	case r.through:
		// Its margins collapse through it from where its top margin begins.
		fl.y = y - m.Top
		fl.strut = r.top
		fl.cleared = true
	default:
		if fl.open {
			fl.strut = st
			fl.close()
		}
		fl.y = y + f.H
		fl.strut = r.bottom
	}
}

// independent lays out a child that establishes a formatting context of its own:
// it keeps clear of floats.
func (fl *flow) independent(k *Box) {
	m := marginOf(k, fl.w)
	st := fl.strut
	st.margin(m.Top)
	y := fl.y
	if !fl.open {
		y += st.sum()
	}
	y, moved := fl.clearTo(k, y)
	if fl.open {
		if !moved {
			fl.strut = st
		}
		fl.close()
	}
	c := Within(fl.w, fl.pctH)
	var f *Fragment
	x := fl.x0
	if fl.fs.below(fl.by + y) {
		f, x, y = fl.besideFloats(k, c, m, y)
	} else {
		f = fl.cx.Layout(k, c)
		ml, _ := fl.autoMargins(k, f)
		x += ml
	}
	fl.fb.place(f, x, y)
	fl.baselines(f, y)
	fl.y = y + f.H
	fl.strut = strut{}
	fl.strut.margin(m.Bottom)
}

// besideFloats finds the first place from y on where the child fits beside the
// floats (CSS2 §9.5, as Chromium: its margins may overlap them).
func (fl *flow) besideFloats(k *Box, c Constraint, m Edges, y Unit) (*Fragment, Unit, Unit) {
	left, right := fl.bx+fl.x0, fl.bx+fl.x0+fl.w
	for range 1000 {
		l, r, next := fl.fs.band(fl.by+y, 1, left, right)
		x0, x1 := max(l, left+m.Left), min(r, right-m.Right)
		c.AvailW = max(0, x1-x0) + m.Horizontal()
		if l == left && r == right {
			c.AvailW = fl.w
		}
		f := fl.cx.Layout(k, c)
		l2, r2, n2 := fl.fs.band(fl.by+y, f.H, left, right)
		x0, x1 = max(l2, left+m.Left), min(r2, right-m.Right)
		next = min(next, n2)
		if f.W <= r2-x0 || next == MaxUnit || l2 == left && r2 == right {
			x := x0 - fl.bx
			mg := k.Style.Box.Margin
			free := x1 - x0 - f.W
			switch {
			case free <= 0:
			case mg.Left.IsAuto() && mg.Right.IsAuto():
				x += free / 2
			case mg.Left.IsAuto(), fl.b.Style.Text.Direction == css.RTL && !mg.Right.IsAuto():
				x += free
			}
			return f, x, y
		}
		y = next - fl.by
	}
	return fl.cx.Layout(k, c), fl.x0 + m.Left, y
}

// autoMargins gives the used left and right margin of an in-flow block
// (CSS2 §10.3.3).
func (fl *flow) autoMargins(k *Box, f *Fragment) (left, right Unit) {
	return fl.autoMarginsW(k, f.W)
}

func (fl *flow) autoMarginsW(k *Box, w Unit) (left, right Unit) {
	mg := k.Style.Box.Margin
	m := marginOf(k, fl.w)
	free := fl.w - w - m.Horizontal()
	rtl := fl.b.Style.Text.Direction == css.RTL
	switch {
	case mg.Left.IsAuto() && mg.Right.IsAuto():
		if free < 0 && rtl {
			return free, 0
		}
		return max(0, free/2), max(0, free-free/2)
	case mg.Left.IsAuto():
		return max(0, free), m.Right
	case mg.Right.IsAuto():
		return m.Left, max(0, free)
	}
	switch fl.b.Style.Text.Align {
	case css.TextWebkitCenter:
		return m.Left + max(0, free/2), m.Right
	case css.TextWebkitRight:
		return m.Left + max(0, free), m.Right
	case css.TextWebkitLeft:
		return m.Left, m.Right + free
	}
	if rtl {
		return m.Left + free, m.Right
	}
	return m.Left, m.Right + free
}

// baselines takes over the baselines of an in-flow child at y.
func (fl *flow) baselines(f *Fragment, y Unit) {
	if f.FirstBaseline != Indefinite && fl.fb.f.FirstBaseline == Indefinite {
		fl.fb.f.FirstBaseline = y + f.FirstBaseline
	}
	if f.LastBaseline != Indefinite {
		fl.fb.f.LastBaseline = y + f.LastBaseline
	}
}

// markers places outside list markers: before the content box, on the first
// baseline.
func (fl *flow) markers() {
	for k := fl.b.First; k != nil; k = k.Next {
		if !k.Is(ListMarker) || k.Kind != KindBlock {
			continue
		}
		c := Within(MaxUnit/4, Indefinite)
		c.Shrink = true
		f := fl.cx.Layout(k, c)
		y := fl.fb.f.Border.Top + fl.fb.f.Padding.Top
		if fl.fb.f.FirstBaseline != Indefinite {
			y = fl.fb.f.FirstBaseline - f.FirstBaseline.Or(0)
		} else if !fl.b.Is(InlineFC) {
			// A list item without a line gets one from its marker.
			if fl.open {
				fl.close()
			}
			y = fl.y
			fl.y = max(fl.y, y+f.H)
			fl.fb.f.FirstBaseline = y + f.FirstBaseline.Or(0)
			fl.fb.f.LastBaseline = fl.fb.f.FirstBaseline
		}
		x := fl.x0 - f.W
		if symbolic(k) {
			x = fl.x0 - markerGap(fl.b.Style)
		}
		if fl.b.Style.Text.Direction == css.RTL {
			x = fl.x0 + fl.w
		}
		fl.fb.place(f, x, y)
		return
	}
}

// symbolic reports markers that are a bullet.
func symbolic(k *Box) bool {
	switch k.Style.Text.ListStyle {
	case css.ListDisc, css.ListCircle, css.ListSquare, css.ListDisclosureOpen, css.ListDisclosureClosed:
		return len(k.Style.Gen.Content) == 0
	}
	return false
}

// markerGap is the distance of a bullet's left edge from the content box.
func markerGap(st *style.Computed) Unit { return FromPx(float64(st.Text.FontSize)) }

// end resolves the height, the margins that go on to the parent, and finishes
// the fragment. h is the definite border-box height or Indefinite.
func (fl *flow) end(h Unit, fr Edges, w Unit, joins bool) *Fragment {
	f, b := fl.fb.f, fl.b
	fixed := fl.c.FixedH != Indefinite
	lim := limits{fr.Vertical(), MaxUnit}
	if !fixed && !fl.c.AutoH {
		lim = fl.cx.heightLimits(b, fl.c.PctH, fr)
	}
	res := fl.cx.flowRes.new()
	autoH := h == Indefinite
	if joins && fl.open && autoH && lim.min <= 0 && fr.Vertical() == 0 && fl.controlHeight() == 0 {
		res.through = true
		res.top = fl.strut
		res.top.margin(f.Margin.Bottom)
		f.flow = fl.flowFloats(res)
		return fl.fb.finish(w, 0)
	}
	var rest strut // margins below the content
	if fl.open {
		fl.close()
	} else {
		rest = fl.strut
	}
	content := fl.y
	collapses := joins && autoH && fr.Bottom == 0 && !fl.cleared
	if !collapses {
		content += rest.sum()
	}
	if fl.clampH > 0 {
		content = min(content, fl.clampH)
	}
	if b.Is(Control) && b.Replaced.Kind == ControlSelect && b.Style.Rare.Appearance != css.AppearanceNone {
		content = fr.Top // as high as its font
	}
	if nativeButton(b) {
		content = fr.Top + fl.cx.metrics.contentHeight(b.Style)
	}
	content = max(content, fr.Top+fl.controlHeight()) + fr.Bottom
	if k := b.Replaced; k != nil && (k.Kind == ControlTextArea || k.Kind == ControlListBox) {
		// Rows and size say how much of the contents shows; the rest scrolls.
		content = fr.Top + k.H + fr.Bottom
	}
	if b.Is(BFCRoot) && fl.fs != nil {
		content = max(content, fl.fs.bottom()-fl.by+fr.Bottom)
	}
	content = max(content, fr.Vertical())
	if fl.cx.contained(b) {
		content = fr.Vertical() + fl.cx.containedSize(b.Style.Rare.IntrinsicH)
	}
	used := h
	if autoH {
		used = content
	} else if !fixed && ratioOf(b).ok() && b.Style.Box.Height.IsAuto() && b.Style.Box.MinHeight.IsAuto() && !b.Is(Scrolls) {
		used = max(used, content) // css-sizing-4 §5.1: automatic minimum size
	}
	if !fixed {
		used = lim.clamp(used)
	}
	res.top, res.lines = fl.top, fl.lines
	if fl.clampH > 0 && !f.Clamped {
		f.Clamped, f.ClampLine = true, len(f.Lines)
	}
	if collapses && used == content {
		res.bottom = rest
	}
	res.bottom.margin(f.Margin.Bottom)
	f.flow = fl.flowFloats(res)
	if a := b.Style.Flex.AlignContent.Base(); a != css.AlignNormal && b.Kind == KindBlock && !b.Is(Control) {
		fl.shift(alignContent(b.Style.Flex.AlignContent, used-content))
	}
	if b.Is(Control) || b.Pseudo == FileButton {
		inner := fl.y - fr.Top
		if free := used - fr.Vertical() - inner; free > 0 || nativeButton(b) {
			fl.center(free / 2)
		}
	}
	return fl.fb.finish(w, used)
}

// flowFloats hands the floats that were added to the parent, unless this box is
// the root of their formatting context.
func (fl *flow) flowFloats(res *flowResult) *flowResult {
	if !fl.b.Is(BFCRoot) && fl.c.flow.in {
		for _, e := range fl.added {
			e.r = e.r.Move(-fl.bx, -fl.by)
			res.floats = append(res.floats, e)
		}
	}
	return res
}

// center moves the contents of a control down.
func (fl *flow) center(dy Unit) {
	if r := fl.b.Replaced; r != nil && (r.Kind == ControlTextArea || r.Kind == ControlListBox || r.Kind == ControlFile) {
		return
	}
	fl.shift(dy)
}

// alignContent is the shift of a block container's contents in the free room
// (css-align-3 §5.1): the contents are one item.
func alignContent(a css.Align, free Unit) Unit {
	switch a.Base() {
	case css.AlignCenter:
		if a.Safe() {
			free = max(0, free)
		}
		return free / 2
	case css.AlignSpaceAround, css.AlignSpaceEvenly:
		return max(0, free) / 2
	case css.AlignEnd, css.AlignFlexEnd, css.AlignLastBaseline:
		if a.Safe() {
			free = max(0, free)
		}
		return free
	}
	return 0
}

// shift moves all contents down.
func (fl *flow) shift(dy Unit) {
	if dy == 0 {
		return
	}
	f := fl.fb.f
	for i := range f.Children {
		f.Children[i].Y += dy
	}
	for i := range f.Lines {
		f.Lines[i].Y += dy
		for j := range f.Lines[i].Items {
			f.Lines[i].Items[j].Y += dy
		}
	}
	for i := range f.oof {
		f.oof[i].y += dy
	}
	if f.FirstBaseline != Indefinite {
		f.FirstBaseline += dy
		f.LastBaseline += dy
	}
}

// nativeButton reports input buttons that are drawn natively, with the border
// they have by default: they have the font's own line height, whatever
// line-height says.
func nativeButton(b *Box) bool {
	if b.Style.Border.Style.Top != css.LineOutset {
		return false
	}
	return b.Pseudo == FileButton || b.Is(Control) && b.Replaced.Kind == ControlButton && b.First != nil && b.First.Is(UAText)
}

// controlHeight is the least content height of a control.
func (fl *flow) controlHeight() Unit {
	b := fl.b
	if b.Flags&Control == 0 {
		return 0
	}
	switch b.Replaced.Kind {
	case ControlTextArea, ControlListBox:
		return b.Replaced.H
	case ControlSelect:
		if b.Style.Rare.Appearance == css.AppearanceNone {
			return fl.cx.metrics.lineHeight(b.Style)
		}
		// A drop-down is as high as its font, whatever line-height says.
		return fl.cx.metrics.contentHeight(b.Style) + 2*Px
	case ControlText:
		// A text field is never lower than its font.
		return max(fl.cx.metrics.lineHeight(b.Style), fl.cx.metrics.contentHeight(b.Style))
	case ControlDate:
		return fl.cx.metrics.contentHeight(b.Style) + b.Replaced.H
	}
	return 0
}
