package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// fixUp puts the children of a finished box into the shape that its kind
// needs: white space that vanishes, anonymous items, anonymous table parts.
func (tb *treeBuilder) fixUp(b *Box) {
	if b.Kind != KindTable && b.Kind != KindRowGroup && b.Kind != KindRow && b.Kind != KindColGroup && hasTableParts(b) {
		wrapTableParts(tb, b)
	}
	switch b.Kind {
	case KindFlex:
		if b.Style.Box.Display == css.DisplayBox || b.Style.Box.Display == css.DisplayInlineBox {
			if b.Style.Box.LineClamp > 0 && b.Style.Box.BoxOrient == css.OrientVertical {
				b.Kind = KindBlock // -webkit-line-clamp lays out as a block
				b.Flags |= BFCRoot
			}
		}
		if b.Kind == KindBlock {
			fixUpBlock(b)
		} else {
			fixUpItems(tb, b)
		}
	case KindGrid:
		fixUpItems(tb, b)
	case KindTable, KindRowGroup, KindRow:
		fixUpTable(tb, b)
	case KindInline:
		for c := b.First; c != nil; c = c.Next {
			if c.InFlow() && (c.Flags&InlineLevel == 0 || c.Kind == KindInline && c.bld.blockKids) {
				b.bld.blockKids = true
			}
		}
	case KindBlock, KindCell, KindCaption, KindViewport:
		fixUpBlock(b)
	}
	for c := b.First; c != nil; c = c.Next {
		b.bld.hasGen = b.bld.hasGen || c.bld.hasGen
		b.bld.layers = b.bld.layers || c.bld.layers
	}
}

// setChildren relinks the children of b.
func setChildren(b *Box, kids []*Box) {
	b.First, b.Last = nil, nil
	for _, c := range kids {
		b.append(c)
	}
}

// vanishes reports text that makes no line by itself: collapsible white space.
func vanishes(b *Box) bool {
	return b.Kind == KindText && b.bld.gen == nil && b.Style.Text.Space == css.SpaceCollapse && blank(b.Text)
}

func blank(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\f':
		default:
			return false
		}
	}
	return true
}

// fixUpBlock drops white space beside block-level boxes and finds out whether
// the container has inline content. A container may hold both: block-level
// boxes among inline content are laid out where they stand, between lines,
// which is what anonymous block boxes around the lines amount to.
func fixUpBlock(b *Box) {
	b.Flags &^= InlineFC
	drop := false
	run, solid := 0, false // inline-level boxes since the last block; any to keep
	inline := false
	end := func() {
		if run > 0 && !solid {
			drop = true
		}
		inline = inline || solid
		run, solid = 0, false
	}
	for c := b.First; c != nil; c = c.Next {
		switch {
		case !c.InFlow():
		case c.Flags&InlineLevel == 0 && c.Flags&ListMarker == 0:
			end()
		case vanishes(c):
			run++
		default:
			run++
			solid = true
		}
	}
	end()
	if inline {
		b.Flags |= InlineFC
	}
	if !drop {
		return
	}
	var kids []*Box
	for c := b.First; c != nil; {
		next := c.Next
		if c.InFlow() && (c.Flags&InlineLevel == 0 && c.Flags&ListMarker == 0) {
			kids = append(kids, c)
			c = next
			continue
		}
		// one run up to the next block-level box
		keep := false
		e := c
		for ; e != nil && !(e.InFlow() && e.Flags&InlineLevel == 0 && e.Flags&ListMarker == 0); e = e.Next {
			if e.InFlow() && !vanishes(e) {
				keep = true
			}
		}
		for x := c; x != e; {
			nx := x.Next
			if keep || !vanishes(x) {
				kids = append(kids, x)
			}
			x = nx
		}
		c = e
	}
	setChildren(b, kids)
}

// fixUpItems wraps runs of text in anonymous block containers, so that each
// in-flow child is an item (css-flexbox-1 §4, css-grid-2 §6).
func fixUpItems(tb *treeBuilder, b *Box) {
	var kids []*Box
	for c := b.First; c != nil; {
		next := c.Next
		if c.Kind != KindText && c.Kind != KindBreak && c.Kind != KindWordBreak && !(c.Flags&InlineLevel != 0 && c.Kind == KindInline) {
			if c.Flags&OutOfFlow == 0 {
				c.Flags |= FlexItem | BFCRoot
				c.Flags &^= InlineLevel | Floating
			}
			kids = append(kids, c)
			c = next
			continue
		}
		var run []*Box
		keep := false
		for ; c != nil && (c.Kind == KindText || c.Kind == KindBreak || c.Kind == KindWordBreak || c.Kind == KindInline); c = next {
			next = c.Next
			run = append(run, c)
			keep = keep || c.Kind != KindText || !blank(c.Text) || c.bld.gen != nil
		}
		if keep {
			w := tb.anonymous(b, KindBlock, css.DisplayBlock)
			w.Flags |= FlexItem | BFCRoot
			setChildren(w, run)
			fixUpBlock(w)
			kids = append(kids, w)
		}
	}
	setChildren(b, kids)
}

// anonymous makes an anonymous box below b.
func (tb *treeBuilder) anonymous(b *Box, k Kind, d css.Display) *Box {
	return tb.newBox(k, b.Ref, style.Anonymous(b.Style, d), NoPseudo, Anonymous)
}

// tablePart reports the kinds that only stand in tables.
func tablePart(k Kind) bool { return k >= KindRowGroup && k <= KindCol }

func hasTableParts(b *Box) bool {
	for c := b.First; c != nil; c = c.Next {
		if tablePart(c.Kind) {
			return true
		}
	}
	return false
}

// wrapTableParts wraps runs of table parts that stand outside of a table in
// anonymous tables, white space between them included (CSS2 §17.2.1).
func wrapTableParts(tb *treeBuilder, b *Box) {
	var kids []*Box
	for c := b.First; c != nil; {
		next := c.Next
		if !tablePart(c.Kind) {
			kids = append(kids, c)
			c = next
			continue
		}
		d := css.DisplayTable
		if b.Kind == KindInline {
			d = css.DisplayInlineTable
		}
		t := tb.anonymous(b, KindTable, d)
		var run, space []*Box
		for c != nil && (tablePart(c.Kind) || vanishes(c)) {
			next = c.Next
			if tablePart(c.Kind) {
				run = append(append(run, space...), c)
				space = space[:0]
			} else {
				space = append(space, c)
			}
			c = next
		}
		setChildren(t, run)
		tb.fixUp(t)
		kids = append(append(kids, t), space...)
	}
	setChildren(b, kids)
}

// fixUpTable gives a table, row group or row children of the right kinds:
// rows in row groups, cells in rows, anonymous ones where needed.
func fixUpTable(tb *treeBuilder, b *Box) {
	fits := func(k Kind) bool {
		switch b.Kind {
		case KindTable:
			return k == KindRowGroup || k == KindCaption || k == KindColGroup || k == KindCol
		case KindRowGroup:
			return k == KindRow
		default:
			return k == KindCell
		}
	}
	var kids, run []*Box
	flush := func() {
		for len(run) > 0 && vanishes(run[len(run)-1]) {
			run = run[:len(run)-1]
		}
		if len(run) == 0 {
			return
		}
		var w *Box
		switch b.Kind {
		case KindTable:
			w = tb.anonymous(b, KindRowGroup, css.DisplayTableRowGroup)
		case KindRowGroup:
			w = tb.anonymous(b, KindRow, css.DisplayTableRow)
		default:
			w = tb.anonymous(b, KindCell, css.DisplayTableCell)
		}
		setChildren(w, run)
		tb.fixUp(w)
		kids = append(kids, w)
		run = nil
	}
	for c := b.First; c != nil; {
		next := c.Next
		switch {
		case fits(c.Kind):
			flush()
			kids = append(kids, c)
		case c.Is(OutOfFlow):
			kids = append(kids, c)
		case vanishes(c) && len(run) == 0:
		default:
			run = append(run, c)
		}
		c = next
	}
	flush()
	setChildren(b, kids)
}
