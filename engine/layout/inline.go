package layout

import (
	"unicode/utf8"

	"playhead/engine/css"
	"playhead/engine/style"
	"playhead/engine/text"
)

// inlineContent is the content of an inline formatting context as one list, with
// white space collapsed and break opportunities found. It depends on no widths
// and is kept until the boxes change.
type inlineContent struct {
	nodes []inode
	// atomics says that there are any.
	atomics bool
	gone    []*Box // texts of which nothing is left
	// rtl says that some text or direction asks for bidirectional reordering.
	rtl bool
}

// inodeKind says what a node of inline content is.
type inodeKind uint8

const (
	inText   inodeKind = iota
	inOpen             // start edge of an inline box
	inClose            // end edge
	inAtomic           // inline-block, image …
	inBreak            // br
	inFloat
	inOut   // out of flow
	inBlock // block-level box among inline content
	inGap   // room after a marker's symbol
)

type inode struct {
	kind inodeKind
	// brk is a break opportunity before an atomic.
	brk bool
	// nobrk: no wrapping in here.
	box    *Box
	close  int32 // of inOpen: index of its inClose
	text   string
	glyphs []glyph
}

// glyph is a cluster of a text node.
type glyph struct {
	pos, src int32 // byte offsets in the node's text and in the box's
	w        Unit
	cells    uint8
	flags    glyphFlags
}

type glyphFlags uint8

const (
	gBreak    glyphFlags = 1 << iota // a line may begin here
	gSpace                           // collapsible space: vanishes at line edges
	gHang                            // preserved space that hangs at the line's end
	gTab                             // advances to a tab stop
	gNewline                         // forced break
	gHyphen                          // soft hyphen: shows when the line breaks after it
	gEmergent                        // overflow-wrap: a line may begin here if nothing else helps
	gMinBreak                        // gEmergent that counts for min-content (anywhere)
)

// collector flattens inline content.
type collector struct {
	cx        *context
	ic        *inlineContent
	space     bool // the last character was a collapsible space
	before    rune
	prev      rune
	prevSpace bool // prev is white space after which a line may break
	lca       *style.Computed
	depth     int
}

// content returns the inline content of b, from the cache if nothing changed.
func (cx *context) content(b *Box) *inlineContent {
	if b.ifc != nil {
		return b.ifc
	}
	co := &collector{cx: cx, ic: cx.ifcs.new(), lca: b.Style, space: true}
	co.ic.nodes = cx.collect.nodes[:0]
	if b.Style.Text.Direction == css.RTL {
		co.ic.rtl = true
	}
	co.children(b)
	found := co.ic.nodes
	co.ic.nodes = cx.inodes.take(len(found))
	copy(co.ic.nodes, found)
	clear(found)
	cx.collect.nodes = found
	b.ifc = co.ic
	return co.ic
}

// collectBuffers are what collecting inline content writes to at first, when it
// is not known how much it will be.
type collectBuffers struct {
	nodes  []inode
	glyphs []glyph
	text   []byte
}

func (co *collector) children(b *Box) {
	if co.depth > maxDepth {
		return
	}
	co.depth++
	for k := b.First; k != nil; k = k.Next {
		co.box(b, k)
	}
	co.depth--
}

func (co *collector) add(n inode) { co.ic.nodes = append(co.ic.nodes, n) }

func (co *collector) box(b, k *Box) {
	switch {
	case k.Is(OutOfFlow):
		co.add(inode{kind: inOut, box: k})
	case k.Is(Floating):
		co.add(inode{kind: inFloat, box: k})
	case k.Kind == KindText:
		co.text(k, b)
		co.lca = b.Style
	case k.Kind == KindBreak:
		co.add(inode{kind: inBreak, box: k})
		co.space, co.before, co.prev, co.prevSpace = true, 0, 0, false
	case k.Kind == KindWordBreak:
		co.space, co.before, co.prev = false, 0, 0x200b
		co.prevSpace = false
	case k.Kind == KindInline:
		at := len(co.ic.nodes)
		if k.Style.Text.Direction == css.RTL {
			co.ic.rtl = true
		}
		co.add(inode{kind: inOpen, box: k})
		co.children(k)
		if k.Is(ListMarker) && symbolic(k) {
			co.add(inode{kind: inGap, box: k})
			co.space = true
		}
		co.ic.nodes[at].close = int32(len(co.ic.nodes))
		co.add(inode{kind: inClose, box: k})
		co.lca = b.Style
	case k.Is(ListMarker):
	case k.Is(InlineLevel):
		brk := co.prev != 0 && wraps(co.lca) && (co.prevSpace || text.CanBreak(co.before, co.prev, text.ObjectReplacement))
		co.add(inode{kind: inAtomic, box: k, brk: brk})
		co.ic.atomics = true
		co.space, co.prevSpace = false, false
		co.before, co.prev = co.prev, text.ObjectReplacement
		co.lca = b.Style
	default:
		co.add(inode{kind: inBlock, box: k})
		co.space, co.before, co.prev, co.prevSpace = true, 0, 0, false
	}
}

func wraps(st *style.Computed) bool { return st.Text.Wrap == css.Wrap }

// text collapses the white space of a text box (css-text-3 §4.1) and finds its
// clusters and break opportunities (§5).
func (co *collector) text(k, parent *Box) {
	st := k.Style
	t := st.Text
	mode := t.Space
	wrap := wraps(st)
	if parent.Is(ListMarker) {
		mode, wrap = css.SpacePreserve, false
	}
	if parent.Is(UAText) {
		mode, wrap = css.SpacePreserve, false
		if r := parent.Parent; r != nil && r.Replaced != nil && r.Replaced.Kind == ControlTextArea {
			if wrap = wraps(r.Style); r.Style.Text.Space == css.SpaceBreakSpaces {
				mode = css.SpaceBreakSpaces
			}
		}
	}
	n := inode{kind: inText, box: k, glyphs: co.cx.collect.glyphs[:0]}
	out := co.cx.collect.text[:0]
	s := k.Text
	m := co.cx.metrics
	lca := co.lca
	anywhere := t.LineBreak == css.LineBreakAnywhere
	emergent := glyphFlags(0)
	switch {
	case !wrap:
	case t.OverflowWrap == css.OverflowWrapAnywhere || t.WordBreak == css.WordBreakWord:
		emergent = gEmergent | gMinBreak
	case t.OverflowWrap == css.OverflowWrapBreakWord, parent.Is(UAText):
		emergent = gEmergent
	}
	spaceW := m.advance(st, " ", 1)
	first := true
	for i := 0; i < len(s); {
		c := s[i]
		g := glyph{pos: int32(len(out)), src: int32(i)}
		switch {
		case (c == '\n' || c == '\r' || c == '\f') && mode == css.SpaceCollapse,
			c == ' ' && (mode == css.SpaceCollapse || mode == css.SpacePreserveBreaks),
			c == '\t' && (mode == css.SpaceCollapse || mode == css.SpacePreserveBreaks):
			i++
			if co.space {
				co.prevSpace = co.prevSpace || co.prev != 0
				continue
			}
			if mode == css.SpacePreserveBreaks && nextIsNewline(s[i:]) {
				continue
			}
			g.w, g.cells, g.flags = spaceW, 1, gSpace
			out = append(out, ' ')
			co.space, co.prevSpace = true, true
			co.before, co.prev = co.prev, ' '
			n.glyphs = append(n.glyphs, g)
			lca, first = st, false
			continue
		case c == '\r' && i+1 < len(s) && s[i+1] == '\n':
			i++
			continue
		case c == '\n' || c == '\r':
			i++
			g.flags = gNewline
			n.glyphs = append(n.glyphs, g)
			co.space, co.prevSpace = mode == css.SpacePreserveBreaks, false
			co.before, co.prev = 0, 0
			lca = st
			continue
		case c == '\t':
			i++
			g.flags, g.cells = gTab|gHang, 1
			if mode == css.SpaceBreakSpaces {
				g.flags = gTab
			}
			out = append(out, ' ')
			co.space, co.prevSpace = false, true
			co.before, co.prev = co.prev, ' '
			n.glyphs = append(n.glyphs, g)
			lca = st
			continue
		case c == ' ':
			i++
			g.w, g.cells, g.flags = spaceW, 1, gHang
			if mode == css.SpaceBreakSpaces {
				g.flags = 0
				if wrap && co.prevSpace {
					g.flags = gBreak
				}
			}
			out = append(out, ' ')
			co.space, co.prevSpace = false, true
			co.before, co.prev = co.prev, ' '
			n.glyphs = append(n.glyphs, g)
			lca = st
			continue
		}
		size, cells := text.Next(s[i:])
		r, _ := utf8.DecodeRuneInString(s[i:])
		if r >= 0x590 && isRTL(r) {
			co.ic.rtl = true
		}
		ok := wraps(lca)
		if lca == st {
			ok = wrap
		}
		if ok && co.prev != 0 {
			if co.prevSpace || anywhere || breakBetween(co.before, co.prev, r, t.WordBreak) {
				g.flags |= gBreak
			}
		}
		if !first || co.prev != 0 {
			g.flags |= emergent
		}
		first = false
		if cells == 0 {
			i += size
			if r == 0xad {
				if wrap && t.Hyphens != css.HyphensNone {
					g.flags |= gHyphen
					n.glyphs = append(n.glyphs, g)
					co.before, co.prev = co.prev, r
					co.prevSpace = false
				}
				continue
			}
			if r == 0x200b || r == 0x2060 || r == 0xfeff {
				co.before, co.prev, co.prevSpace = co.prev, r, false
			}
			continue
		}
		g.cells = uint8(cells)
		safe := text.Safe(s[i : i+size])
		g.w = m.advance(st, s[i:i+size], cells)
		out = append(out, safe...)
		n.glyphs = append(n.glyphs, g)
		co.space, co.prevSpace = false, false
		co.before, co.prev = co.prev, r
		if size > utf8.RuneLen(r) {
			last, _ := utf8.DecodeLastRuneInString(s[i : i+size])
			if text.ClassOf(last) != text.CM && last != 0xfe0f {
				co.prev = last
			}
		}
		i += size
		lca = st
	}
	co.cx.collect.glyphs, co.cx.collect.text = n.glyphs, out
	if len(n.glyphs) == 0 {
		co.ic.gone = append(co.ic.gone, k)
		return
	}
	if n.text = k.Text; n.text != string(out) {
		n.text = string(out)
	}
	n.glyphs = co.cx.glyphs.take(len(n.glyphs))
	copy(n.glyphs, co.cx.collect.glyphs)
	co.add(n)
}

func nextIsNewline(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t':
		case '\n', '\r':
			return true
		default:
			return false
		}
	}
	return false
}

func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff
}

// breakBetween applies word-break to the break opportunities of UAX 14.
func breakBetween(before, prev, cur rune, wb css.WordBreak) bool {
	switch wb {
	case css.WordBreakAll:
		p, c := text.ClassOf(prev), text.ClassOf(cur)
		if letter(p) && letter(c) {
			return true
		}
	case css.WordKeepAll:
		p, c := text.ClassOf(prev), text.ClassOf(cur)
		if (letter(p) || p == text.NS) && (letter(c) || c == text.NS) {
			return false
		}
	}
	return text.CanBreak(before, prev, cur)
}

func letter(c text.Class) bool { return c == text.AL || c == text.NU || c == text.ID }

// text slice helpers

// bytesFrom gives the byte offset of glyph i in the node's text, its length for
// the one past the last.
func (n *inode) bytesFrom(i int) int {
	if i >= len(n.glyphs) {
		return len(n.text)
	}
	return int(n.glyphs[i].pos)
}

func (n *inode) srcFrom(i int) int {
	if i >= len(n.glyphs) {
		return len(n.box.Text)
	}
	return int(n.glyphs[i].src)
}

// edges are the used margin, border and padding of an inline box's start and
// end sides, left and right.
func inlineEdges(b *Box, pctW Unit) (left, right, marginL, marginR Unit) {
	fr := frame(b, pctW)
	m := marginOf(b, pctW)
	return fr.Left, fr.Right, m.Left, m.Right
}

// gapWidth is the room that an inside bullet takes beside its glyph.
func (cx *context) gapWidth(b *Box) Unit {
	size := float64(b.Style.Text.FontSize)
	w := FromPx(size * 1.0586)
	switch b.Style.Text.ListStyle {
	case css.ListDisclosureOpen, css.ListDisclosureClosed:
	default:
		// A bullet is sized by the ascent and followed by one em.
		w = FromPx(size) + Px*Unit((float64(int(size/2+0.5))*2/3+1)/2) + Px
	}
	return w - cx.metrics.advance(b.Style, "*", 1)
}

// intrinsicInline gives the intrinsic widths of inline content.
func intrinsicInline(cx *context, b *Box, pctH Unit) Sizes {
	ic := cx.content(b)
	var s Sizes
	var line, seg, trail, segTrail Unit // max-content line, min-content segment, trailing spaces of both
	var fl Unit                         // floats beside the line
	indent := Unit(0)
	if l := b.Style.Text.Indent; l.Kind == style.LengthPx {
		indent = px32(l.Px)
	}
	line, seg = indent, indent
	start := true
	endSeg := func() {
		s.Min = max(s.Min, seg-segTrail)
		seg, segTrail = 0, 0
	}
	endLine := func() {
		endSeg()
		s.Max = max(s.Max, line-trail+fl)
		line, trail, fl = 0, 0, 0
		start = true
	}
	for i := range ic.nodes {
		n := &ic.nodes[i]
		switch n.kind {
		case inText:
			for j := range n.glyphs {
				g := &n.glyphs[j]
				w := g.w
				switch {
				case g.flags&gNewline != 0:
					endLine()
					continue
				case g.flags&gTab != 0:
					stop := cx.tabStop(n.box.Style)
					w = stop - line%max(stop, 1)
				case g.flags&gSpace != 0 && start:
					continue
				}
				if g.flags&gBreak != 0 || g.flags&gMinBreak != 0 {
					endSeg()
				}
				start = false
				line += w
				seg += w
				if g.flags&gSpace != 0 || g.flags&gHang != 0 && wraps(n.box.Style) {
					trail, segTrail = w, segTrail+w
					if g.flags&gHang != 0 {
						trail = 0
					}
				} else {
					trail, segTrail = 0, 0
				}
			}
		case inOpen:
			l, _, ml, _ := inlineEdges(n.box, 0)
			line += l + ml
			seg += l + ml
		case inClose:
			_, r, _, mr := inlineEdges(n.box, 0)
			line += r + mr
			seg += r + mr
		case inGap:
			line += cx.gapWidth(n.box)
			seg += cx.gapWidth(n.box)
		case inAtomic:
			if n.brk {
				endSeg()
			}
			k := cx.Contribution(n.box, pctH)
			line += k.Max
			seg += k.Min
			trail, segTrail, start = 0, 0, false
			if wraps(b.Style) {
				if i+1 >= len(ic.nodes) || ic.nodes[i+1].kind != inText || len(ic.nodes[i+1].glyphs) == 0 || ic.nodes[i+1].glyphs[0].flags&gBreak != 0 {
					if i+1 < len(ic.nodes) && ic.nodes[i+1].kind != inClose {
						endSeg()
					}
				}
			}
		case inBreak:
			endLine()
		case inFloat:
			k := cx.Contribution(n.box, pctH)
			s.Min = max(s.Min, k.Min)
			fl += k.Max
		case inBlock:
			endLine()
			k := cx.Contribution(n.box, pctH)
			s.Min, s.Max = max(s.Min, k.Min), max(s.Max, k.Max)
		}
	}
	endLine()
	s.Max = max(s.Max, s.Min)
	return s
}

// tabStop is the distance of tab stops.
func (cx *context) tabStop(st *style.Computed) Unit {
	if st.Text.TabPx {
		return px32(st.Text.TabSize)
	}
	return cx.metrics.advance(st, " ", 1).Scale(float64(st.Text.TabSize))
}
