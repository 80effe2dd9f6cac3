package stats

import (
	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// barCells is the width of bars.
const barCells = 10

// Draw draws the rows that are in view.
func (b *Board) Draw(c canvas.Canvas, th *theme.Theme) {
	b.Resize(c.H)
	for y := range b.Rows() {
		i := b.Top() + y
		if i >= b.Len() {
			break
		}
		b.drawRow(c.Sub(0, y, c.W, 1), &b.rows[i], i == b.Cursor(), th)
	}
	at, size := b.Thumb()
	for y := at; y < at+size; y++ {
		st := th.Style(theme.Dim)
		st.BG = c.At(c.W-1, y).BG
		c.Set(c.W-1, y, th.Glyphs.ThumbOn, st)
	}
}

func (b *Board) drawRow(c canvas.Canvas, r *Row, selected bool, th *theme.Theme) {
	style := func(role theme.Role) cell.Style {
		if selected {
			role = theme.Selected
		}
		return th.Style(role)
	}
	if selected {
		c.Fill(0, 0, c.W, 1, ' ', style(theme.Selected))
	}
	switch r.Kind {
	case Heading:
		c.Fit(1, 0, c.W-2, r.Text, th.Glyphs.Ellipsis, style(theme.Strong))
	case Moment:
		c.Fit(barCells+9, 0, c.W-barCells-10, r.Text, th.Glyphs.Ellipsis, style(theme.Dim))
	case Count:
		mark := th.Glyphs.More
		if len(r.Moments) == 0 {
			mark = ' '
		}
		c.Set(1, 0, mark, style(theme.Dim))
		full := int(r.Share*barCells + 0.5)
		if r.Share > 0 {
			full = max(full, 1)
		}
		for x := range min(full, barCells) {
			c.Set(3+x, 0, th.Glyphs.Meter[0], style(theme.Accent))
		}
		c.Right(barCells+9, 0, r.Number, style(theme.Strong))
		x := barCells + 11
		if r.Tag != "" {
			x = c.Text(x, 0, r.Tag, style(theme.Warn)) + 1
		}
		c.Fit(x, 0, c.W-x-1, r.Text, th.Glyphs.Ellipsis, style(theme.Text))
	}
}
