package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/theme"
)

func (m *model) togglePopup(k popupKind) {
	if m.popup.kind == k {
		m.popup.kind = noPopup
		return
	}
	m.popup = popup{kind: k}
}

// popupKey scrolls or closes the popup; it leaves other keys to the screen.
func (m *model) popupKey(name string) (tea.Cmd, bool) {
	l := &m.popup.list
	switch name {
	case "esc", "q", "?":
		m.popup.kind = noPopup
	case "j", "down":
		l.Scroll(1)
	case "k", "up":
		l.Scroll(-1)
	case "pgdown", "space", "ctrl+d":
		l.Scroll(max(l.Rows()-1, 1))
	case "pgup", "ctrl+u":
		l.Scroll(-max(l.Rows()-1, 1))
	default:
		m.popup.kind = noPopup
		return nil, false
	}
	return nil, true
}

// helpWidth is the width of a column of the help screen.
const helpWidth = 58

// drawHelp draws the keys over the middle of the screen, in two columns where
// there is room.
func (m *model) drawHelp(c canvas.Canvas) {
	th := m.scr.theme
	rows := m.keys.Help(m.scope())
	columns := max(min(c.W/helpWidth, 2), 1)
	w := min(columns*helpWidth, c.W)
	cw := w / columns
	h := min(c.H, (len(rows)+columns-1)/columns+3)
	box := c.Sub((c.W-w)/2, (c.H-h)/2, w, h)
	ground := th.Style(theme.Popup)
	box.Fill(0, 0, box.W, box.H, ' ', ground)
	head := th.On(theme.Strong, theme.Popup)
	head.FG = ground.FG
	box.Text(2, 0, "Keys", head)
	box.Right(box.W-2, 0, "esc closes", th.On(theme.Dim, theme.Popup))
	body := box.Sub(0, 2, box.W, box.H-3)
	l := &m.popup.list
	lines := (len(rows) + columns - 1) / columns
	l.SetLen(lines)
	l.Resize(body.H)
	for y := range body.H {
		for col := range columns {
			i := col*lines + l.Top() + y
			if l.Top()+y < lines && i < len(rows) {
				m.drawHelpRow(body.Sub(col*cw, y, cw, 1), rows[i])
			}
		}
	}
	if l.Len() > l.Rows() {
		more := "j k scroll"
		box.Right(box.W-2, box.H-1, more, th.On(theme.Dim, theme.Popup))
	}
}

func (m *model) drawHelpRow(c canvas.Canvas, r keymap.Row) {
	th := m.scr.theme
	ground := th.Style(theme.Popup)
	if r.Keys == "" {
		c.Text(2, 0, r.Text, th.On(theme.Accent, theme.Popup))
		return
	}
	strong := ground
	strong.Attr |= th.Style(theme.Strong).Attr
	c.Fit(2, 0, 19, r.Keys, th.Glyphs.Ellipsis, strong)
	c.Fit(22, 0, c.W-23, r.Text, th.Glyphs.Ellipsis, ground)
}

// drawSequence shows what the keys pressed so far can still become.
func (m *model) drawSequence(c canvas.Canvas) {
	th := m.scr.theme
	dim := th.Style(theme.Dim)
	x := c.Text(1, 0, keymap.Show(m.input.pressed), th.Style(theme.Accent)) + 2
	n := len(m.input.pressed)
	for _, b := range m.keys.Next(m.scope(), m.input.pressed) {
		key := keymap.Show(b.Keys[n:])
		if x+c.Width(key)+1+c.Width(b.Action.Help()) > c.W-1 {
			break
		}
		x = c.Text(x, 0, key, th.Style(theme.Strong)) + 1
		x = c.Text(x, 0, b.Action.Help(), dim) + 2
	}
}
