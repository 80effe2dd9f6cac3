package paint

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/layout"
	"playhead/engine/style"
	"playhead/engine/text"
)

// boldWeight is the font weight from which text is bold.
const boldWeight = 600

// cellPx is how far one cell of text advances in px of the page.
const cellPx = 8

// ellipsis marks text that was cut.
const ellipsis = "…"

// text paints a piece of text of a line.
func (p *painter) text(it *layout.Item, s *space) {
	b := it.Box
	area := s.rect(layout.Rect{X: it.X, Y: it.Y, W: it.W, H: it.H})
	p.hitLine(b, area, s.clip)
	c := b.Style
	if p.noInk > 0 || c.Text.Visibility != css.Visible || it.Text == "" || !area.meets(s.clip) {
		return
	}
	col, ok := p.textColor(b)
	if !ok {
		return
	}
	if b.Is(layout.Placeholder) && b.Pseudo == layout.NoPseudo {
		col.A = uint8(int(col.A) * 3 / 4)
	}
	if s.lin != nil && c.Text.WritingMode.Vertical() {
		p.turnedText(it, s, col, attributes(c.Text))
		return
	}
	mid := (area.y0 + area.y1) / 2
	row := int(math.Ceil((mid-p.view.CellH/2)/p.view.CellH - 0.5))
	if row < 0 || row >= p.Grid.Rows || mid < s.clip.y0 || mid >= s.clip.y1 {
		return
	}
	if p.selection != nil {
		p.selectText(it, s)
	}
	p.glyphsAt(it.Text, area.x0, mid, row, s.clip, col, attributes(c.Text))
	p.runs[len(p.runs)-1].block = b.Container
}

// turnedText paints text of a vertical line: a line is as wide as a row is high,
// so each row holds what of the line falls into it, side by side.
func (p *painter) turnedText(it *layout.Item, s *space, col css.Color, attr cell.Attr) {
	const thick = 16 // px, as all lines
	room := max(1, int(math.Round(thick/p.view.CellW)))
	p.runs = append(p.runs, textRun{row: -1})
	run := int32(len(p.runs))
	row, used := -1, 0
	at := it.X.Float()
	y := it.Y.Float() + it.H.Float()/2
	for rest := it.Text; rest != ""; {
		size, w := text.Next(rest)
		cl := rest[:size]
		rest = rest[size:]
		px, py := s.lin.point(at+float64(w)*cellPx/2, y)
		at += float64(w) * cellPx
		if w == 0 || py < s.clip.y0 || py >= s.clip.y1 || px < s.clip.x0 || px >= s.clip.x1 {
			continue
		}
		if r := int(math.Floor(py / p.view.CellH)); r != row {
			row, used = r, 0
		}
		x := int(math.Round((px-thick/2)/p.view.CellW)) + used
		used += w
		if used > room || row < 0 || row >= p.Grid.Rows || x < 0 || x+w > p.Grid.Cols {
			continue
		}
		p.runs[run-1].mid = py
		if cl != " " {
			p.glyph(x, row, cl, w, col, attr, run)
		}
	}
}

// textColor is the colour of b's text; not ok when it cannot be seen.
func (p *painter) textColor(b *layout.Box) (css.Color, bool) {
	col := b.Style.Text.Color
	if col.A > 5 {
		return col, true
	}
	// Transparent text shows a background that is clipped to it.
	for a, n := b, 0; a != nil && n < 5; a, n = a.Parent, n+1 {
		back := a.Style.Back
		for i := range back.Layers {
			if l := &back.Layers[i]; l.Clip == css.BoxText {
				return middle(&l.Image, b.Style.Text.Color), true
			}
		}
		if back.Clip == css.BoxText && back.Color.Visible() {
			return back.Color.Or(b.Style.Text.Color), true
		}
	}
	return col, false
}

// attributes are the cell attributes that stand for text properties.
func attributes(t *style.Text) cell.Attr {
	var a cell.Attr
	if t.FontWeight >= boldWeight {
		a |= cell.Bold
	}
	if t.FontStyle != css.FontNormal {
		a |= cell.Italic
	}
	if t.Decoration&css.LineThrough != 0 {
		a |= cell.Strike
	}
	if t.Decoration&css.Underline != 0 {
		switch t.DecorationStyle {
		case css.DecorationDouble:
			a |= cell.DoubleUnderline
		case css.DecorationWavy:
			a |= cell.CurlyUnderline
		case css.DecorationDotted:
			a |= cell.DottedUnderline
		case css.DecorationDashed:
			a |= cell.DashedUnderline
		default:
			a |= cell.Underline
		}
	}
	if t.Decoration&css.Overline != 0 {
		a |= cell.Overline
	}
	return a
}

// glyphs writes s from px x to the right in a row that it fills.
func (p *painter) glyphs(s string, x float64, row int, clip rect, col css.Color, attr cell.Attr) {
	p.glyphsAt(s, x, (float64(row)+0.5)*p.view.CellH, row, clip, col, attr)
}

// glyphsAt writes s from px x to the right in a row. A cluster shows when the
// middle of its place is within the clip; mid is the middle of the line. Text that stands where other text
// already is takes its cells; what is left of the cut word goes.
func (p *painter) glyphsAt(s string, x, mid float64, row int, clip rect, col css.Color, attr cell.Attr) {
	cw := p.view.CellW
	first := int(math.Floor(x/cw + 0.5))
	p.runs = append(p.runs, textRun{row: int32(row), x0: int32(first), x1: int32(first), mid: mid, left: x, right: x})
	run := int32(len(p.runs))
	at, n := first, 0
	base := row * p.Grid.Cols
	for i := 0; i < len(s) && at < p.Grid.Cols; {
		size, w := text.Next(s[i:])
		cl := s[i : i+size]
		i += size
		if w == 0 {
			continue
		}
		center := x + (float64(n)+float64(w)/2)*cw
		if at >= 0 && at+w <= p.Grid.Cols && center >= clip.x0 && center < clip.x1 {
			if cl == " " {
				p.gapCell(base+at, attr, col)
			} else {
				p.glyph(at, row, cl, w, col, attr, run)
			}
		}
		at += w
		n += w
	}
	p.runs[run-1].x1 = int32(min(at, p.Grid.Cols))
	p.runs[run-1].right = x + float64(n)*cw
}

// separate keeps texts apart that meet in a frame smaller than the page: what
// ends right before another text that it does not continue ends with an ellipsis.
func (p *painter) separate() {
	cols := p.Grid.Cols
	for i := 1; i < len(p.aux); i++ {
		a, b := p.aux[i-1].run, p.aux[i].run
		if a == b || a == 0 || b == 0 || i%cols == 0 || p.aux[i].pixel || p.aux[i-1].pixel || int(p.runs[b-1].x0) == i%cols && p.continues(a, b) {
			continue
		}
		if p.Grid.Cells[i-1].Glyph == 0 || p.Grid.Cells[i].Glyph == 0 {
			continue
		}
		at := i - 1
		if p.Grid.Cells[at].Glyph == cell.Continuation && at%cols > 0 {
			p.blankCell(at)
			at--
		}
		if at%cols > 0 && p.aux[at-1].run == a && p.Grid.Cells[at-1].Glyph != 0 {
			p.Grid.Put(at%cols, at/cols, ellipsis, 1, p.Grid.Cells[at].Style)
		} else {
			p.blankCell(at)
		}
	}
}

// continues reports whether run b goes on where run a ends, as the parts of a
// word in several elements do.
func (p *painter) continues(a, b int32) bool {
	x, y := &p.runs[a-1], &p.runs[b-1]
	return x.block == y.block && math.Abs(y.left-x.right) < 1 && math.Abs(y.mid-x.mid) < 1
}

// glyph writes one cluster.
func (p *painter) glyph(x, row int, cl string, w int, col css.Color, attr cell.Attr, run int32) {
	i := row*p.Grid.Cols + x
	for k := i; k < i+w; k++ {
		if o := p.aux[k].run; o != 0 && o != run {
			p.cutWord(k, o)
		}
	}
	bg := p.Grid.Cells[i].BG
	st := cell.Style{FG: blend(bg, col), BG: bg, Attr: attr}
	if w == 2 {
		bg2 := p.Grid.Cells[i+1].BG
		p.Grid.Put(x, row, cl, w, st)
		p.Grid.Cells[i+1].BG = bg2
		p.aux[i+1].run, p.aux[i+1].pixel = run, false
	} else {
		p.Grid.Put(x, row, cl, w, st)
	}
	p.aux[i].run, p.aux[i].pixel = run, false
}

// gapCell carries decorations over a blank within text.
func (p *painter) gapCell(i int, attr cell.Attr, col css.Color) {
	const through = cell.Underline | cell.DoubleUnderline | cell.DottedUnderline | cell.Strike | cell.Overline
	if attr&through == 0 || p.Grid.Cells[i].Glyph != 0 {
		return
	}
	c := &p.Grid.Cells[i]
	c.Attr, c.FG = attr&through, blend(c.BG, col)
}

// cutWord takes away the word of an earlier run that has a glyph in cell i, as
// text is about to be written over it: its start stays when it can be told,
// closed by an ellipsis.
func (p *painter) cutWord(i int, run int32) {
	cols := p.Grid.Cols
	lo, hi := i/cols*cols, i/cols*cols+cols
	a, b := i, i+1
	for a > lo && p.aux[a-1].run == run && p.Grid.Cells[a-1].Glyph != 0 {
		a--
	}
	for b < hi && p.aux[b].run == run && p.Grid.Cells[b].Glyph != 0 {
		b++
	}
	for k := i; k < b; k++ {
		p.blankCell(k)
	}
	if i-a < 3 {
		for k := a; k < i; k++ {
			p.blankCell(k)
		}
		return
	}
	st := p.Grid.Cells[i-1].Style
	p.Grid.Put((i-1)%cols, i/cols, ellipsis, 1, st)
}

func (p *painter) blankCell(i int) {
	c := &p.Grid.Cells[i]
	c.Glyph, c.Attr, c.FG = 0, 0, 0
	p.aux[i].run = 0
}
