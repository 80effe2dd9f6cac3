package layout

import (
	"playhead/engine/css"
)

// cursor is a position in inline content: before glyph g of node n, or before
// node n for others.
type cursor struct{ n, g int }

// liner breaks the inline content of a block into lines.
type liner struct {
	fl    *flow
	ic    *inlineContent
	frags []*Fragment // of atomics, by node; laid out once
	open  []int       // inline boxes that are open where the line begins
	count int
	lead  undo // after the floats before anything else on the line
	force bool // the line overflows rather than moving below floats
	full  bool // the line is a block's first
	para  bool // the line begins a paragraph: after a forced break
}

// layoutInline lays out the children of a block container with inline content,
// block-level ones among them included.
func layoutInline(fl *flow) {
	ic := fl.cx.content(fl.b)
	ln := fl.cx.liners.get()
	*ln = liner{fl: fl, ic: ic, full: true, open: ln.open[:0]}
	if ic.atomics {
		ln.frags = make([]*Fragment, len(ic.nodes))
	}
	at := cursor{}
	for at.n < len(ic.nodes) {
		if fl.clamp > 0 && ln.count >= fl.clamp && fl.clampH == 0 {
			ln.clampLast()
		}
		if n := &ic.nodes[at.n]; n.kind == inBlock {
			ln.block(n.box)
			at = cursor{at.n + 1, 0}
			continue
		}
		at = ln.line(at)
	}
	fl.lines += ln.count
	fl.cx.liners.put(ln)
}

// clampLast ends the shown lines with an ellipsis.
func (ln *liner) clampLast() {
	f := ln.fl.fb.f
	f.Clamped, f.ClampLine = true, len(f.Lines)
	l := &f.Lines[len(f.Lines)-1]
	ln.fl.clampH = l.Y + l.H
	ln.ellipsis(l, true)
}

// block lays out a block-level box that stands among inline content.
func (ln *liner) block(k *Box) {
	fl := ln.fl
	had := len(fl.fb.f.Children)
	fl.child(k)
	var dx, dy Unit
	for p := k.Parent; p != nil && p != fl.b; p = p.Parent {
		x, y := relativeOffset(p, fl.c, fl.fb.f)
		dx, dy = dx+x, dy+y
	}
	if dx != 0 || dy != 0 {
		for i := had; i < len(fl.fb.f.Children); i++ {
			fl.fb.f.Children[i].X += dx
			fl.fb.f.Children[i].Y += dy
		}
	}
	ln.para = false
}

// scan is the state of finding the end of a line.
type scan struct {
	w       Unit // of what is on the line so far
	trail   Unit // of the collapsible or hanging spaces at its end
	solid   bool // something that makes a line box
	started bool // something that ends the collapsing of leading spaces
	best    cursor
	bestOK  bool
}

// undo remembers what was placed while scanning, to take it back when the line
// breaks before it.
type undo struct {
	node     int
	fs       *floats
	added    int
	children int
	oof      int
}

// now is the state before node i.
func (ln *liner) now(i int) undo {
	fl := ln.fl
	return undo{i, fl.fs, len(fl.added), len(fl.fb.f.Children), len(fl.fb.f.oof)}
}

// back takes back what was placed since.
func (ln *liner) back(u *undo) {
	fl := ln.fl
	fl.fs, fl.added = u.fs, fl.added[:u.added]
	fl.fb.f.Children, fl.fb.f.oof = fl.fb.f.Children[:u.children], fl.fb.f.oof[:u.oof]
}

// line makes one line from at on and returns where the next begins.
func (ln *liner) line(at cursor) cursor {
	fl := ln.fl
	start := at
	ln.lead, ln.force = ln.now(start.n), false
	y := fl.pos()
	lineH := fl.cx.metrics.lineHeight(fl.b.Style)
	for range 200 {
		left, right, _ := fl.fs.band(fl.by+y, lineH, fl.bx+fl.x0, fl.bx+fl.x0+fl.w)
		end, ok := ln.scanLine(start, y, &left, &right, lineH)
		if ok {
			return ln.buildLine(start, end, y, left-fl.bx, right-fl.bx)
		}
		// Not even the first word fits beside the floats.
		ln.back(&ln.lead)
		_, _, next := fl.fs.band(fl.by+y, lineH, fl.bx+fl.x0, fl.bx+fl.x0+fl.w)
		if next == MaxUnit {
			ln.force = true // beside floats of the line itself: overflow
			continue
		}
		y = next - fl.by
	}
	return ln.buildLine(start, cursor{len(ln.ic.nodes), 0}, y, fl.x0, fl.x0+fl.w)
}

// indent is the text-indent of the line.
func (ln *liner) indent() Unit {
	t := ln.fl.b.Style.Text
	if ln.full || t.IndentEach && ln.para {
		return resolveOr0(t.Indent, ln.fl.w)
	}
	return 0
}

// scanLine finds the end of the line that begins at start, placing floats on the
// way. ok is false when the first word does not fit and floats are in the way.
func (ln *liner) scanLine(start cursor, y Unit, left, right *Unit, lineH Unit) (cursor, bool) {
	fl := ln.fl
	s := &scan{w: ln.indent()}
	for _, n := range ln.open {
		if k := ln.ic.nodes[n].box; k.Style.Rare.CloneEdges {
			l, _, _, _ := inlineEdges(k, fl.w)
			s.w += l // the end hangs, as in Chromium
		}
	}
	var undos []undo
	narrow := func() bool {
		return !ln.force && (*left > fl.bx+fl.x0 || *right < fl.bx+fl.x0+fl.w)
	}
	breakAt := func(c cursor) cursor {
		for i := range undos {
			if u := &undos[i]; u.node >= c.n {
				ln.back(u)
				break
			}
		}
		return c
	}
	// Chromium lets a line overflow by the smallest unit.
	over := func() bool { return s.w-s.trail > *right-*left+1 }
	nodes := ln.ic.nodes
	for i := start.n; i < len(nodes); i++ {
		n := &nodes[i]
		switch n.kind {
		case inText:
			g0 := 0
			if i == start.n {
				g0 = start.g
			}
			if end, done := ln.scanText(s, i, g0, start, *right-*left+1); done {
				if over() && !s.bestOK && narrow() {
					return cursor{}, false
				}
				return breakAt(end), true
			}
		case inOpen:
			l, _, ml, _ := inlineEdges(n.box, fl.w)
			s.w += l + ml
			s.solid = s.solid || l != 0 || ml != 0
		case inClose:
			_, r, _, mr := inlineEdges(n.box, fl.w)
			s.w += r + mr
			s.solid = s.solid || r != 0 || mr != 0
			if over() && s.bestOK {
				return breakAt(s.best), true
			}
		case inGap:
			s.w += fl.cx.gapWidth(n.box)
		case inAtomic:
			if n.brk && s.started {
				if over() {
					return breakAt(ln.backOverOpens(i, start)), true
				}
				s.best, s.bestOK = ln.backOverOpens(i, start), true
			}
			f := ln.atomic(i)
			s.trail = 0
			s.w += f.W + f.Margin.Horizontal()
			s.solid, s.started = true, true
			if over() && s.bestOK {
				return breakAt(s.best), true
			}
			if over() && narrow() && s.w > 0 {
				return cursor{}, false
			}
		case inBreak:
			return ln.afterBreak(i + 1), true
		case inBlock:
			return cursor{i, 0}, true
		case inFloat:
			if i < ln.lead.node {
				continue // placed when the line was tried higher up
			}
			undos = append(undos, ln.now(i))
			ln.lineFloat(n.box, s, y, *right-*left)
			if !s.started && !s.solid {
				ln.lead = ln.now(i + 1)
			}
			*left, *right, _ = fl.fs.band(fl.by+y, lineH, fl.bx+fl.x0, fl.bx+fl.x0+fl.w)
		}
		if over() && !s.bestOK && narrow() && s.started {
			return cursor{}, false
		}
	}
	return cursor{len(nodes), 0}, true
}

// scanText goes over glyphs of text node i from g0 on; done says that the line
// ends at the cursor.
func (ln *liner) scanText(s *scan, i, g0 int, start cursor, avail Unit) (cursor, bool) {
	n := &ln.ic.nodes[i]
	wrap := wraps(n.box.Style)
	var emergency cursor
	hasEmergency := false
	for j := g0; j < len(n.glyphs); j++ {
		g := &n.glyphs[j]
		if g.flags&gNewline != 0 {
			if j+1 == len(n.glyphs) {
				return ln.afterBreak(i + 1), true
			}
			return cursor{i, j + 1}, true
		}
		if g.flags&gBreak != 0 && (s.started || s.solid) && (i != start.n || j != start.g) {
			if s.w-s.trail > avail {
				c := ln.backTo(i, j, start)
				if s.bestOK {
					c = s.best
				}
				return c, true
			}
			hyphen := Unit(0)
			if ln.afterHyphen(i, j) {
				hyphen = ln.fl.cx.metrics.hyphen(n.box.Style)
			}
			if s.w+hyphen-s.trail <= avail || !s.bestOK {
				s.best, s.bestOK = ln.backTo(i, j, start), true
			}
		}
		w := g.w
		switch {
		case g.flags&gSpace != 0:
			if !s.started {
				continue
			}
			s.w += w
			s.trail += w
			continue
		case g.flags&gTab != 0:
			stop := ln.fl.cx.tabStop(n.box.Style)
			w = stop - s.w%max(stop, 1)
		}
		if g.flags&gHang != 0 && wrap {
			s.w += w
			s.trail += w
			s.solid, s.started = true, true
			continue
		}
		if s.started && s.w+w > avail && g.cells > 0 {
			if s.bestOK {
				return s.best, true
			}
			if g.flags&gEmergent != 0 && (i != start.n || j > start.g) {
				return cursor{i, j}, true
			}
			if hasEmergency {
				return emergency, true
			}
		}
		s.trail = 0
		s.w += w
		s.solid, s.started = true, true
	}
	return cursor{}, false
}

// afterHyphen reports whether the glyph before is a soft hyphen.
func (ln *liner) afterHyphen(i, j int) bool {
	if j > 0 {
		return ln.ic.nodes[i].glyphs[j-1].flags&gHyphen != 0
	}
	return false
}

// backTo is the break position before glyph j of node i; at the node's start the
// inline boxes that open right before it go along.
func (ln *liner) backTo(i, j int, start cursor) cursor {
	if j > 0 {
		return cursor{i, j}
	}
	return ln.backOverOpens(i, start)
}

func (ln *liner) backOverOpens(i int, start cursor) cursor {
	for i-1 > start.n && (ln.ic.nodes[i-1].kind == inOpen || ln.ic.nodes[i-1].kind == inOut) {
		i--
	}
	if i-1 == start.n && start.g == 0 && ln.ic.nodes[i-1].kind == inOpen {
		return cursor{i, 0}
	}
	return cursor{i, 0}
}

// atomic lays out the atomic inline of node i.
func (ln *liner) atomic(i int) *Fragment {
	if ln.frags[i] == nil {
		c := Within(ln.fl.w, ln.fl.pctH)
		c.Shrink = true
		ln.frags[i] = ln.fl.cx.Layout(ln.ic.nodes[i].box, c)
	}
	return ln.frags[i]
}

// lineFloat places a float that stands in a line: beside the line if it fits
// there, else below.
func (ln *liner) lineFloat(k *Box, s *scan, y, avail Unit) {
	fl := ln.fl
	if !s.started {
		fl.float(k, y)
		return
	}
	c := Within(fl.w, fl.pctH)
	c.Shrink = true
	f := fl.cx.Layout(k, c)
	if s.w-s.trail+f.W+f.Margin.Horizontal() <= avail+1 {
		fl.float(k, y)
		return
	}
	fl.float(k, y+fl.cx.metrics.lineHeight(fl.b.Style))
}

// last reports whether nothing that makes a line comes after end, or a forced
// break is right before it: the line is the last of a paragraph.
func (ln *liner) last(end cursor) bool {
	if end.g > 0 {
		return ln.ic.nodes[end.n].glyphs[end.g-1].flags&gNewline != 0
	}
	if ln.breakBefore(end.n) != nil {
		return true
	}
	if end.n < len(ln.ic.nodes) && ln.ic.nodes[end.n].kind == inBlock {
		return true
	}
	return end.n >= len(ln.ic.nodes)
}

// afterBreak is where the line after a forced break begins: inline boxes that
// close right after it close on the line that it ends.
func (ln *liner) afterBreak(n int) cursor {
	for n < len(ln.ic.nodes) && ln.ic.nodes[n].kind == inClose {
		n++
	}
	return cursor{n, 0}
}

// breakBefore is the forced break that a line before node n ends with: br, or
// text that ends with a newline. Nil when it ends otherwise.
func (ln *liner) breakBefore(n int) *inode {
	for n--; n >= 0 && ln.ic.nodes[n].kind == inClose; n-- {
	}
	if n < 0 {
		return nil
	}
	k := &ln.ic.nodes[n]
	if k.kind == inBreak || k.kind == inText && len(k.glyphs) > 0 && k.glyphs[len(k.glyphs)-1].flags&gNewline != 0 {
		return k
	}
	return nil
}

// align gives the alignment of a line: 0 left, 1 center, 2 right, 3 justify.
func (ln *liner) align(last bool) uint8 {
	st := ln.fl.b.Style.Text
	rtl := st.Direction == css.RTL
	a := st.Align
	if last && st.AlignLast != css.TextAlignAuto {
		a = st.AlignLast
	} else if last && a == css.TextJustify {
		a = css.TextStart
	}
	switch a {
	case css.TextCenter, css.TextWebkitCenter:
		return 1
	case css.TextRight, css.TextWebkitRight:
		return 2
	case css.TextLeft, css.TextWebkitLeft:
		return 0
	case css.TextJustify:
		return 3
	case css.TextEnd:
		if rtl {
			return 0
		}
		return 2
	}
	if rtl {
		return 2
	}
	return 0
}
