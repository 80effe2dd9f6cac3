package sessions

import (
	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Draw draws the head of the table and its rows.
func (t *Table) Draw(c canvas.Canvas, l *Look) {
	th := l.Theme
	t.widths = t.fit(c.W)
	t.Resize(c.H - 1)
	t.drawHead(c.Sub(0, 0, c.W, 1), th)
	for y := range t.Rows() {
		i := t.Top() + y
		if i >= t.Len() {
			break
		}
		t.drawRow(c.Sub(0, 1+y, c.W, 1), t.Row(i), i == t.Cursor(), l)
	}
	at, size := t.Thumb()
	for y := at; y < at+size; y++ {
		st := th.Style(theme.Dim)
		st.BG = c.At(c.W-1, 1+y).BG
		c.Set(c.W-1, 1+y, th.Glyphs.ThumbOn, st)
	}
}

func (t *Table) drawHead(c canvas.Canvas, th *theme.Theme) {
	t.headers = t.headers[:0]
	x := 1
	for i, w := range t.widths {
		if w == 0 {
			continue
		}
		col := &columns[i]
		title, st := col.title, th.Style(theme.Dim)
		if i == t.column {
			st = th.Style(theme.Accent)
			mark := th.Glyphs.Up
			if col.down != t.turned {
				mark = th.Glyphs.Down
			}
			title += string(mark)
		}
		if col.right {
			c.Right(x+w, 0, title, st)
		} else {
			c.Fit(x, 0, w+1, title, th.Glyphs.Ellipsis, st)
		}
		t.headers = append(t.headers, span{x - 1, x + w + 1, i})
		x += w + gap
	}
}

func (t *Table) drawRow(c canvas.Canvas, r *Row, selected bool, l *Look) {
	th := l.Theme
	ground := theme.Text
	if selected {
		ground = theme.Selected
		c.Fill(0, 0, c.W, 1, ' ', th.Style(ground))
	}
	x := 1
	for i, w := range t.widths {
		if w == 0 {
			continue
		}
		col := &columns[i]
		st := style(th, col, r, ground)
		text := col.text(r, l)
		if col.name == "start" && w < col.most && len(text) > 5 {
			text = text[5:] // without the year
		}
		if col.right && c.Width(text) <= w {
			c.Right(x+w, 0, text, st)
		} else {
			c.Fit(x, 0, w, text, th.Glyphs.Ellipsis, st)
		}
		x += w + gap
	}
}

// style is that of a cell: what was watched steps back.
func style(th *theme.Theme, col *column, r *Row, ground theme.Role) cell.Style {
	if ground == theme.Selected {
		return th.Style(ground)
	}
	if r.Watched && col.role == theme.Text {
		return th.Style(theme.Dim)
	}
	return th.Style(col.role)
}
