package layout

import (
	"strings"

	"playhead/engine/css"
	"playhead/engine/style"
)

// lineBuild is the state of making the items of one line.
type lineBuild struct {
	ln    *liner
	items []Item
	x     Unit
	// open are the inline boxes that are open: index of their item and, for
	// natural metrics, the shift of their baseline.
	open    []openInline
	solid   bool
	started bool
	// above and below are the extent of the line's contents about the baseline.
	above, below Unit
	trail        Unit // width of collapsible spaces at the end
	statics      []int
	aligned      []int // items with vertical-align top or bottom
	spaces       int
}

type openInline struct {
	item  int
	node  int
	shift Unit // of the baseline, down
}

// newLineBuild gives one that is empty.
func (cx *context) newLineBuild() *lineBuild {
	lb := cx.builds.get()
	clear(lb.items)
	*lb = lineBuild{items: lb.items[:0], open: lb.open[:0], statics: lb.statics[:0], aligned: lb.aligned[:0]}
	return lb
}

// buildLine makes the line box for what is between two cursors. The flow goes
// on below it.
func (ln *liner) buildLine(start, end cursor, y, left, right Unit) cursor {
	fl := ln.fl
	lb := fl.cx.newLineBuild()
	lb.ln, lb.x = ln, ln.indent()
	defer fl.cx.builds.put(lb)
	m := fl.cx.metrics
	for _, n := range ln.open {
		lb.start(n, false)
	}
	ln.open = ln.open[:0]
	for i := start.n; i < len(ln.ic.nodes); i++ {
		if i > end.n || i == end.n && end.g == 0 {
			break
		}
		n := &ln.ic.nodes[i]
		switch n.kind {
		case inText:
			g0, g1 := 0, len(n.glyphs)
			if i == start.n {
				g0 = start.g
			}
			if i == end.n {
				g1 = end.g
			}
			lb.text(n, g0, g1)
		case inOpen:
			lb.start(i, true)
		case inClose:
			lb.end()
		case inGap:
			lb.x += fl.cx.gapWidth(n.box)
		case inAtomic:
			lb.atomic(n.box, ln.atomic(i))
		case inBreak:
			lb.solid = true
			lb.br(n.box)
		case inOut:
			lb.static(n.box)
		}
	}
	ln.hyphenate(lb, end)
	lb.trim()
	for i := len(lb.open) - 1; i >= 0; i-- {
		o := lb.open[i]
		it := &lb.items[o.item]
		it.Last = it.Box.Style.Rare.CloneEdges
		if it.Last {
			_, r, _, _ := inlineEdges(it.Box, fl.w)
			lb.x += r
		}
		it.W = lb.x - it.X
	}
	for _, o := range lb.open {
		ln.open = append(ln.open, o.node)
	}
	if !lb.solid && !ln.symbolLine(lb) {
		ln.emptyLine(lb, left)
		return end
	}
	a, b := m.baseline(fl.b.Style)
	lb.above, lb.below = max(lb.above, a), max(lb.below, b)
	ln.finish(lb, y, left, right, ln.last(end), end)
	ln.para = end.n > 0 && ln.last(end)
	ln.clearBreak(end)
	return end
}

// clearBreak goes on below the floats that a forced break with clear passes.
func (ln *liner) clearBreak(end cursor) {
	if end.g > 0 {
		return
	}
	if k := ln.breakBefore(end.n); k != nil && k.kind == inBreak {
		if y, below := ln.fl.clearTo(k.box, ln.fl.y); below {
			ln.fl.y = y
		}
	}
}

// symbolLine reports a line with nothing but an outside marker's symbol.
func (ln *liner) symbolLine(lb *lineBuild) bool { return ln.fl.b.Is(ListMarker) && len(lb.items) > 0 }

// emptyLine keeps what an empty line leaves: the places of its inline boxes and
// out-of-flow boxes. It has no height (CSS2 §9.4.2).
func (ln *liner) emptyLine(lb *lineBuild, left Unit) {
	fl := ln.fl
	y := fl.y + fl.strutSum()
	for _, s := range lb.statics {
		it := &lb.items[s]
		fl.fb.outOfFlow(it.Box, ln.staticX(it, left+it.X, left), y, ln.staticAlign(it), 0)
	}
	n := 0
	for i := range lb.items {
		if lb.items[i].Kind == ItemInline {
			it := lb.items[i]
			it.X += left
			it.Y, it.H = y, 0
			lb.items[n] = it
			n++
		}
	}
	if n > 0 {
		fl.fb.f.Lines = append(fl.fb.f.Lines, Line{X: left, Y: y, W: fl.w, Items: append([]Item(nil), lb.items[:n]...)})
	}
}

const itemStatic ItemKind = 255 // an out-of-flow box, within lineBuild only

func (lb *lineBuild) static(k *Box) {
	lb.statics = append(lb.statics, len(lb.items))
	lb.items = append(lb.items, Item{Kind: itemStatic, Box: k, X: lb.x})
}

// staticX is the static position of an out-of-flow box: that of an inline-level
// one is in the line, that of a block-level one at the line's start.
func (ln *liner) staticX(it *Item, x, left Unit) Unit {
	if it.Box.Style.Box.OrigDisplay.InlineLevel() {
		return x
	}
	if ln.fl.b.Style.Text.Direction == css.RTL {
		return ln.fl.x0 + ln.fl.w
	}
	return ln.fl.x0
}

func (ln *liner) staticAlign(it *Item) uint8 {
	if ln.fl.b.Style.Text.Direction == css.RTL {
		return 2
	}
	return 0
}

// start opens an inline box; first says that its start edge is here.
func (lb *lineBuild) start(node int, first bool) {
	fl := lb.ln.fl
	k := lb.ln.ic.nodes[node].box
	l, _, ml, _ := inlineEdges(k, fl.w)
	if first {
		lb.x += ml
	}
	shift := Unit(0)
	if len(lb.open) > 0 {
		shift = lb.open[len(lb.open)-1].shift
	}
	if fl.cx.metrics.Natural {
		shift += inlineShift(fl.cx.metrics, k)
	}
	lb.open = append(lb.open, openInline{len(lb.items), node, shift})
	clone := k.Style.Rare.CloneEdges
	lb.items = append(lb.items, Item{Kind: ItemInline, Box: k, X: lb.x, First: first || clone, Last: true})
	if first || clone {
		lb.x += l
		lb.solid = lb.solid || l != 0 || ml != 0
	}
	if fl.cx.metrics.Natural {
		lb.extent(k.Style, shift)
	}
}

// inlineShift is how far vertical-align moves the baseline of an inline box
// down from its parent's.
func inlineShift(m Metrics, k *Box) Unit {
	bx := k.Style.Box
	switch bx.VAlign {
	case css.VAlignSub:
		return px32(k.Parent.Style.Text.FontSize/5 + 1)
	case css.VAlignSuper:
		return -px32(k.Parent.Style.Text.FontSize/3 + 1)
	case css.VAlignLength:
		return -resolveOr0(bx.VAlignLen, m.lineHeight(k.Style))
	}
	return 0
}

// end closes the innermost inline box: its end edge is here.
func (lb *lineBuild) end() {
	if len(lb.open) == 0 {
		return
	}
	o := lb.open[len(lb.open)-1]
	lb.open = lb.open[:len(lb.open)-1]
	it := &lb.items[o.item]
	_, r, _, mr := inlineEdges(it.Box, lb.ln.fl.w)
	lb.x += r
	it.W = lb.x - it.X
	lb.x += mr
	lb.solid = lb.solid || r != 0 || mr != 0
}

func (lb *lineBuild) shift() Unit {
	if len(lb.open) == 0 {
		return 0
	}
	return lb.open[len(lb.open)-1].shift
}

// extent makes the line reach as far as a style's strut does.
func (lb *lineBuild) extent(st *style.Computed, shift Unit) {
	a, b := lb.ln.fl.cx.metrics.baseline(st)
	lb.above, lb.below = max(lb.above, a-shift), max(lb.below, b+shift)
}

// text adds the glyphs g0 to g1 of a text node.
func (lb *lineBuild) text(n *inode, g0, g1 int) {
	for g0 < g1 && !lb.started && n.glyphs[g0].flags&gSpace != 0 {
		g0++
	}
	if g1 > g0 && n.glyphs[g1-1].flags&gNewline != 0 {
		lb.solid = true
		g1--
	}
	lb.extent(n.box.Style, lb.shift())
	if g0 >= g1 {
		return
	}
	it := Item{Kind: ItemText, Box: n.box, X: lb.x, Start: n.srcFrom(g0), End: n.srcFrom(g1)}
	from := n.bytesFrom(g0)
	tabs := false
	var w, trail Unit
	cells := 0
	solid := false
	for j := g0; j < g1; j++ {
		g := &n.glyphs[j]
		switch {
		case g.flags&gTab != 0:
			stop := max(1, lb.ln.fl.cx.tabStop(n.box.Style))
			d := stop - (lb.x+w)%stop
			w += d
			cells += max(1, int(d/max(1, lb.ln.fl.cx.metrics.CellW)))
			tabs = true
			trail, solid = 0, true
		case g.flags&gSpace != 0:
			w += g.w
			cells++
			trail += g.w
			lb.spaces++
		default:
			w += g.w
			cells += int(g.cells)
			trail, solid = 0, true
		}
	}
	if solid {
		lb.solid, lb.started = true, true
		lb.trail = trail
	} else {
		lb.trail += trail
	}
	it.W, it.Cells = w, cells
	it.Text = n.text[from:n.bytesFrom(g1)]
	if tabs {
		it.Text = expandTabs(lb, n, g0, g1)
	}
	lb.x += w
	lb.items = append(lb.items, it)
}

// expandTabs replaces tabs by the spaces that they amount to.
func expandTabs(lb *lineBuild, n *inode, g0, g1 int) string {
	var s strings.Builder
	x := lb.x
	for j := g0; j < g1; j++ {
		g := &n.glyphs[j]
		if g.flags&gTab != 0 {
			stop := max(1, lb.ln.fl.cx.tabStop(n.box.Style))
			d := stop - x%stop
			x += d
			for range min(512, max(1, int(d/max(1, lb.ln.fl.cx.metrics.CellW)))) {
				s.WriteByte(' ')
			}
			continue
		}
		s.WriteString(n.text[n.bytesFrom(j):n.bytesFrom(j+1)])
		x += g.w
	}
	return s.String()
}

// br adds a forced break, which has a place but no width.
func (lb *lineBuild) br(k *Box) {
	lb.extent(k.Style, lb.shift())
	lb.items = append(lb.items, Item{Kind: ItemText, Box: k, X: lb.x})
}

// atomic adds an atomic inline.
func (lb *lineBuild) atomic(k *Box, f *Fragment) {
	lb.items = append(lb.items, Item{Kind: ItemAtomic, Box: k, X: lb.x + f.Margin.Left, W: f.W, H: f.H, Frag: f})
	lb.x += f.W + f.Margin.Horizontal()
	lb.solid, lb.started = true, true
	lb.trail = 0
	top, bottom, mt, aligned := atomicExtent(lb.ln.fl.cx.metrics, k, f)
	if aligned {
		lb.aligned = append(lb.aligned, len(lb.items)-1)
		return
	}
	s := lb.shift()
	lb.above, lb.below = max(lb.above, top-s), max(lb.below, bottom+s)
	lb.items[len(lb.items)-1].Y = s - top + mt // relative to the baseline until finish
}

// trim removes the collapsible spaces at the end of the line.
func (lb *lineBuild) trim() {
	for i := len(lb.items) - 1; i >= 0 && lb.trail > 0; i-- {
		it := &lb.items[i]
		if it.Kind == ItemInline || it.Kind == itemStatic {
			continue
		}
		if it.Kind != ItemText {
			break
		}
		t := strings.TrimRight(it.Text, " ")
		n := len(it.Text) - len(t)
		if n == 0 {
			if it.Text == "" {
				continue
			}
			break
		}
		cw := it.W
		if it.Cells > 0 {
			cw = lb.ln.fl.cx.metrics.advance(it.Box.Style, " ", 1)
		}
		n = min(n, int((lb.trail+cw-1)/max(cw, 1)))
		it.Text = it.Text[:len(it.Text)-n]
		it.Cells -= n
		it.W -= cw * Unit(n)
		lb.trail -= cw * Unit(n)
		lb.x -= cw * Unit(n)
		lb.spaces -= n
		// Inline boxes that closed after the spaces end before them too.
		for j := range lb.items {
			o := &lb.items[j]
			if j != i && o.X > it.X && j > i {
				o.X -= cw * Unit(n)
			} else if o.Kind == ItemInline && j < i && o.X+o.W > it.X+it.W && o.W > 0 {
				o.W -= cw * Unit(n)
			}
		}
		if it.Text != "" {
			break
		}
	}
}

// hyphenate shows the soft hyphen that the line ends with.
func (ln *liner) hyphenate(lb *lineBuild, end cursor) {
	if end.n >= len(ln.ic.nodes) || end.g == 0 || ln.ic.nodes[end.n].kind != inText {
		return
	}
	n := &ln.ic.nodes[end.n]
	if n.glyphs[end.g-1].flags&gHyphen == 0 || len(lb.items) == 0 {
		return
	}
	it := &lb.items[len(lb.items)-1]
	if it.Kind == ItemText {
		w := ln.fl.cx.metrics.hyphen(n.box.Style)
		it.Text += "-"
		it.Cells++
		it.W += w
		lb.x += w
	}
}

// finish gives the items of a line their final places.
func (ln *liner) finish(lb *lineBuild, y, left, right Unit, last bool, end cursor) {
	fl := ln.fl
	ln.full, ln.count = false, ln.count+1
	height := lb.above + lb.below
	for _, i := range lb.aligned {
		it := &lb.items[i]
		h := it.H + it.Frag.Margin.Vertical()
		if h > height {
			if it.Box.Style.Box.VAlign == css.VAlignTop {
				lb.below += h - height
			} else {
				lb.above += h - height
			}
			height = h
		}
	}
	if fl.open || y != fl.pos() {
		fl.begin()
		fl.y = max(fl.y, y)
	} else {
		fl.begin()
	}
	y = fl.y
	if h := fl.cx.metrics.lineHeight(fl.b.Style); height > h && fl.fs.below(fl.by+y) {
		// A taller line may meet floats that its first row does not.
		l, r, _ := fl.fs.band(fl.by+y, height, fl.bx+fl.x0, fl.bx+fl.x0+fl.w)
		if r-l >= lb.x {
			left, right = l-fl.bx, r-fl.bx
		}
	}
	dx := left
	free := right - left - lb.x
	switch ln.align(last) {
	case 1:
		dx += max(0, free/2)
	case 2:
		dx += max(0, free)
		if fl.b.Style.Text.Direction == css.RTL && free < 0 {
			dx += free
		}
	case 3:
		if free > 0 {
			lb.justify(free)
		} else if fl.b.Style.Text.Direction == css.RTL {
			dx += free
		}
	}
	line := Line{X: left, Y: y, W: right - left, H: height, Baseline: lb.above}
	line.Items = fl.cx.items.take(len(lb.items) - len(lb.statics))[:0]
	base := y + lb.above
	shift := ln.relative(lb)
	for i := range lb.items {
		it := &lb.items[i]
		it.X += dx
		if it.Kind == ItemAtomic {
			switch {
			case contains(lb.aligned, i) && it.Box.Style.Box.VAlign == css.VAlignTop:
				it.Y = y + it.Frag.Margin.Top
			case contains(lb.aligned, i):
				it.Y = y + height - it.H - it.Frag.Margin.Bottom
			default:
				it.Y += base
			}
		} else {
			ln.vertical(lb, it, base, i)
		}
		if it.Kind == itemStatic {
			sy := y
			if !it.Box.Style.Box.OrigDisplay.InlineLevel() && lineContentBefore(lb.items[:i]) {
				sy = y + height
			}
			sx := ln.staticX(it, it.X, left)
			if shift != nil {
				sx, sy = sx+shift[i].x, sy+shift[i].y
			}
			fl.fb.outOfFlow(it.Box, sx, sy, ln.staticAlign(it), 0)
			continue
		}
		if shift != nil {
			it.X, it.Y = it.X+shift[i].x, it.Y+shift[i].y
		}
		if it.Kind == ItemAtomic {
			ln.placeAtomic(it)
		}
		line.Items = append(line.Items, *it)
	}
	if ln.ic.rtl {
		ln.reorder(&line, dx)
		ln.moveAtomics(&line)
	}
	if fl.fb.f.FirstBaseline == Indefinite {
		fl.fb.f.FirstBaseline = base
	}
	fl.fb.f.LastBaseline = base
	if fl.fb.f.Lines == nil {
		fl.fb.f.Lines = fl.cx.lines.take(1)[:0]
	}
	fl.fb.f.Lines = append(fl.fb.f.Lines, line)
	if lb.x > right-left && fl.b.Style.Box.TextOverflow == css.TextEllipsis && fl.b.Style.Box.OverflowX != css.OverflowVisible {
		ln.ellipsis(&fl.fb.f.Lines[len(fl.fb.f.Lines)-1], false)
	}
	fl.y = y + height
}

func lineContentBefore(items []Item) bool {
	for i := range items {
		if items[i].Kind == ItemText && items[i].Text != "" || items[i].Kind == ItemAtomic {
			return true
		}
	}
	return false
}

// placeAtomic hangs an atomic's fragment below the block's.
func (ln *liner) placeAtomic(it *Item) {
	fb := ln.fl.fb
	at := len(fb.f.Children)
	fb.place(it.Frag, it.X, it.Y)
	it.X, it.Y = fb.f.Children[at].X, fb.f.Children[at].Y
}

// moveAtomics follows the reordering of a line with its atomics' fragments.
func (ln *liner) moveAtomics(l *Line) {
	kids := ln.fl.fb.f.Children
	for i := range l.Items {
		if it := &l.Items[i]; it.Kind == ItemAtomic {
			for j := len(kids) - 1; j >= 0; j-- {
				if kids[j].Frag == it.Frag {
					kids[j].X = it.X
					break
				}
			}
		}
	}
}

func contains(l []int, v int) bool {
	for _, x := range l {
		if x == v {
			return true
		}
	}
	return false
}

type offset struct{ x, y Unit }

// relative gives the shift of each item from the relative positioning of the
// inline boxes that it is in, nil when there is none.
func (ln *liner) relative(lb *lineBuild) []offset {
	positioned := false
	for i := range lb.items {
		it := &lb.items[i]
		positioned = positioned || it.Kind == ItemInline && it.Box.Style.Box.Position == css.PositionRelative
	}
	if !positioned {
		return nil
	}
	out := make([]offset, len(lb.items))
	for i := range lb.items {
		k := lb.items[i].Box
		if lb.items[i].Kind != ItemInline {
			k = k.Parent
		}
		for ; k != nil && k != ln.fl.b; k = k.Parent {
			if k.Style.Box.Position == css.PositionRelative {
				x, y := relativeOffset(k, ln.fl.c, ln.fl.fb.f)
				out[i].x += x
				out[i].y += y
			}
		}
	}
	return out
}

// vertical places text and inline boxes about the baseline.
func (ln *liner) vertical(lb *lineBuild, it *Item, base Unit, i int) {
	m := ln.fl.cx.metrics
	st := it.Box.Style
	shift := Unit(0)
	if m.Natural {
		for k := it.Box; k != nil && k != ln.fl.b; k = k.Parent {
			if k.Kind == KindInline {
				shift += inlineShift(m, k)
			}
		}
	}
	h := m.contentHeight(st)
	top := base + shift - h/2
	if m.Natural {
		a, _ := ascent(st)
		top = base + shift - a
	}
	it.Y, it.H = top, h
	if it.Kind == ItemInline {
		fr := frame(it.Box, ln.fl.w)
		it.Y -= fr.Top
		it.H += fr.Vertical()
	}
}
