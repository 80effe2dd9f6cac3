package events

import (
	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/theme"
)

// Look is what drawing needs to know besides the list.
type Look struct {
	Theme   *theme.Theme
	Face    clock.Face
	Extent  clock.Extent
	Now     event.Millis
	Focused bool
	Host    string // addresses on it are shown without it
}

// Columns of a row.
const (
	wordWidth = 6
	gap       = 1
)

// Draw draws the rows that show; the list's height follows the canvas.
func (v *View) Draw(c canvas.Canvas, lk Look) {
	if v.Rows() != c.H {
		v.Resize(c.H)
	}
	here := v.Row(lk.Now)
	timeWidth := c.Width(lk.Face.Format(lk.Extent.End, lk.Extent, true))
	for y := range c.H {
		i := v.Top() + y
		if i >= v.Len() {
			break
		}
		v.drawRow(c.Sub(0, y, c.W, 1), i, here, timeWidth, lk)
	}
	v.drawThumb(c, lk.Theme)
}

func (v *View) drawRow(c canvas.Canvas, i, here, timeWidth int, lk Look) {
	th, g := lk.Theme, lk.Theme.Glyphs
	e := v.Entry(i)
	ground := theme.Text
	switch {
	case i == v.Cursor() && lk.Focused:
		ground = theme.Selected
	case i == here || i == v.Cursor() && !v.Following():
		ground = theme.Current
	}
	if ground != theme.Text {
		c.Fill(0, 0, c.W, 1, ' ', th.Style(ground))
	}
	base := th.On(theme.Text, ground)
	if ground == theme.Selected {
		base = th.Style(theme.Selected)
	}
	quiet := th.On(theme.Dim, ground)
	if ground == theme.Selected {
		quiet = base
	}
	x := 1
	x = c.Text(x, 0, lk.Face.Format(int64(e.Time), lk.Extent, true), quiet)
	x = max(x, 1+timeWidth) + gap
	if i == here {
		c.Set(0, 0, g.Here, on(th, theme.Accent, ground))
	}
	r, role := Glyph(e, g)
	c.Set(x, 0, r, on(th, role, ground))
	x += 2
	word, wordStyle := Word(e), quiet
	if e.Severity == event.Bad || e.Kind == event.EntryFrustration {
		wordStyle = on(th, role, ground)
	}
	c.Fit(x, 0, wordWidth, word, g.Ellipsis, wordStyle)
	x += wordWidth + gap
	text := base
	if e.Kind == event.EntryScroll || e.Kind == event.EntryFocus {
		text = quiet
	}
	end := c.W - 1
	if v.Pane == NetworkPane {
		end = v.drawRequest(c, e, on(th, theme.Accent, ground), quiet, lk)
	}
	c.Fit(x, 0, end-x, Title(e, lk.Host), g.Ellipsis, text)
}

// on is the style of a role on a ground; on the selected row signs keep the
// row's own colour, which is checked for contrast.
func on(th *theme.Theme, r, ground theme.Role) cell.Style {
	if ground == theme.Selected {
		s := th.Style(theme.Selected)
		s.Attr |= cell.Bold
		return s
	}
	return th.On(r, ground)
}

func (v *View) drawThumb(c canvas.Canvas, th *theme.Theme) {
	at, size := v.Thumb()
	for y := at; y < at+size; y++ {
		st := th.Style(theme.Dim)
		st.BG = c.At(c.W-1, y).BG
		c.Set(c.W-1, y, th.Glyphs.ThumbOn, st)
	}
}
