package layout

import (
	"unicode"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
	"playhead/engine/text"
)

// firstLetter gives the first letter of block container b a box of its own where
// its styles ask for one (css-pseudo-4 §2.2): an inline box, or a float.
func (tb *treeBuilder) firstLetter(b *Box, ref dom.Ref) {
	st := tb.s.Pseudo(ref, css.PseudoFirstLetter)
	if st == nil || b.Kind != KindBlock && b.Kind != KindCell && b.Kind != KindCaption {
		return
	}
	x := firstText(b, 0)
	if x == nil {
		return
	}
	if x.Pseudo == FirstLetter { // made before, and what it is in was taken over
		ls := letterStyle(st, b.Style)
		x.Parent.Style, x.Style = ls, ls
		return
	}
	from, to := letterOf(x.Text)
	if to == 0 {
		return
	}
	kind := KindInline
	if st.Box.Float != css.FloatNone {
		kind = KindBlock
	}
	ls := letterStyle(st, b.Style)
	l := tb.newBox(kind, ref, ls, FirstLetter, 0)
	lt := tb.newBox(KindText, ref, ls, FirstLetter, 0)
	lt.Text = transformText(x.Text[from:to], st.Text.Transform)
	l.append(lt)
	if kind == KindBlock {
		l.Flags |= InlineFC
	}
	x.Text, x.bld.cut = x.Text[to:], true
	var kids []*Box
	for c := x.Parent.First; c != nil; c = c.Next {
		if c == x {
			kids = append(kids, l)
		}
		kids = append(kids, c)
	}
	setChildren(x.Parent, kids)
}

// letterStyle is the style of a first letter without what does not apply to it.
// A line height of its own makes room for a letter that spans lines.
func letterStyle(st, block *style.Computed) *style.Computed {
	c, bx, t := *st, *st.Box, *st.Text
	bx.Position = css.PositionStatic
	if bx.Float == css.FloatNone {
		bx.Display = css.DisplayInline
	}
	t.OwnLine = t.LineHeight != block.Text.LineHeight && t.LineNumber != block.Text.LineNumber
	c.Box, c.Text = &bx, &t
	return &c
}

// firstText is the text that the first line of a block container begins with,
// nil when it begins with something else.
func firstText(b *Box, depth int) *Box {
	if depth > maxBuildDepth {
		return nil
	}
	for c := b.First; c != nil; c = c.Next {
		switch {
		case !c.InFlow() && c.Pseudo != FirstLetter, c.Is(ListMarker), vanishes(c):
		case c.Kind == KindText:
			if c.bld.gen != nil || c.Is(UAText) {
				return nil
			}
			return c
		case c.Kind == KindInline, c.Kind == KindBlock && c.Flags&(InlineLevel|Control) == 0, c.Pseudo == FirstLetter:
			if x := firstText(c, depth+1); x != nil || c.Kind == KindBlock {
				return x
			}
		default:
			return nil
		}
	}
	return nil
}

// letterOf is the range of the first letter with the punctuation around it; what
// is before is white space. Both are 0 when there is none.
func letterOf(s string) (from, to int) {
	for from < len(s) && blank(s[from:from+1]) {
		from++
	}
	letter := false
	for to = from; to < len(s); {
		n, _ := text.Next(s[to:])
		r := []rune(s[to : to+n])[0]
		switch {
		case unicode.IsPunct(r):
		case unicode.IsSpace(r), letter:
			if !letter {
				return 0, 0
			}
			return from, to
		default:
			letter = true
		}
		to += n
	}
	if !letter {
		return 0, 0
	}
	return from, to
}
