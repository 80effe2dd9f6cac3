package stage

import (
	"strings"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/render"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Private says which elements of a frame show what a recorder has masked, and
// which stand for hidden content.
type Private struct {
	masked, hidden map[dom.Ref]bool
}

// PrivateParts finds the private elements among those that a frame shows; nil
// when there are none.
func PrivateParts(f *render.Frame) *Private {
	var p Private
	last := dom.None
	seen := map[dom.Ref]bool{}
	for _, r := range f.Refs {
		if r == last || r == dom.None || seen[r] {
			continue
		}
		last = r
		seen[r] = true
		n := f.Tree.Node(r)
		switch {
		case n.State != nil && n.State.HasSize:
			p.add(&p.hidden, r)
		case masked(f.Tree, r, n):
			p.add(&p.masked, r)
		}
	}
	if p.masked == nil && p.hidden == nil {
		return nil
	}
	return &p
}

func (p *Private) add(m *map[dom.Ref]bool, r dom.Ref) {
	if *m == nil {
		*m = map[dom.Ref]bool{}
	}
	(*m)[r] = true
}

// maxTexts bounds the children looked at for text.
const maxTexts = 200

// masked reports whether what an element itself shows is a recorder's mask.
func masked(t *dom.Tree, r dom.Ref, n *dom.Node) bool {
	switch {
	case n.IsHTML("input"), n.IsHTML("textarea"):
		if v := t.Value(r); v != "" {
			return isMask(v)
		}
		v, _ := n.Attr("placeholder")
		return isMask(v)
	case n.IsHTML("select"):
		o := t.SelectedOption(r)
		return o != dom.None && isMask(t.OptionText(o))
	}
	found := false
	for c, i := n.First, 0; c != dom.None && i < maxTexts; c, i = t.Node(c).Next, i+1 {
		k := t.Node(c)
		if !k.IsText() || strings.TrimSpace(k.Text) == "" {
			continue
		}
		if !isMask(k.Text) {
			return false
		}
		found = true
	}
	return found
}

// isMask reports whether a text is what recorders write instead of one: an x or
// an asterisk for each character.
func isMask(s string) bool {
	n := 0
	var mark rune
	for _, r := range s {
		switch r {
		case ' ', '\n', '\t', '\r', '\f', '\u00a0':
			continue
		case 'x', '*':
			if mark != 0 && r != mark {
				return false
			}
			mark = r
			n++
		default:
			return false
		}
	}
	return n > 1 // one x may well be the name of a close button
}

// draw gives masked text and hidden blocks their own look.
func (p *Private) draw(page canvas.Canvas, f *render.Frame, th *theme.Theme) {
	if p == nil {
		return
	}
	for y := range min(page.H, f.Grid.Rows) {
		for x := range min(page.W, f.Grid.Cols) {
			r := f.At(x, y)
			switch {
			case p.masked[r]:
				if g := page.Content(x, y); g == "x" || g == "*" {
					s := page.At(x, y).Style
					s.Attr |= cell.Dim
					page.Set(x, y, th.Glyphs.Masked, s)
				}
			case p.hidden[r]:
				if c := page.At(x, y); c.Glyph == 0 || page.Content(x, y) == " " {
					if (x+2*y)%6 == 0 {
						s := th.Style(theme.Dim)
						s.BG = c.BG
						page.Set(x, y, th.Glyphs.Hatch, s)
					}
				}
			}
		}
	}
}
