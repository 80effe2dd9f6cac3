package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/moment"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/keymap"
	"playhead/ui/sessions"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

var errNoPage = errors.New("the recording has no page")

// deckLayout is who gets which cells while the list is shown.
type deckLayout struct {
	head, table, line rect
	fact, shot        rect // of the preview, which may have no size
	status            rect
}

// Thresholds of the list's layout.
const (
	besideCols = 150 // from here on the preview stands beside the table
	tableLeast = 7
	shotLeast  = 6
)

func (m *model) deckLayout() deckLayout {
	w, h := m.scr.w, m.scr.h
	l := deckLayout{head: rect{0, 0, w, 1}, status: rect{0, h - 1, w, 1}, table: rect{0, 1, w, h - 2}}
	body := h - 2
	if m.deck.preview.off || body < tableLeast+shotLeast+2 {
		return l
	}
	if w >= besideCols {
		pw := w * 2 / 5
		l.table.w = w - pw - 1
		l.line = rect{w - pw - 1, 1, 1, body}
		l.fact = rect{w - pw, 1, pw, 1}
		l.shot = rect{w - pw, 2, pw, body - 1}
		return l
	}
	th := max(body/2, tableLeast)
	l.table.h = th
	l.line = rect{0, 1 + th, w, 1}
	l.fact = rect{0, 2 + th, w, 1}
	l.shot = rect{0, 3 + th, w, body - th - 2}
	return l
}

// zone is the time zone of the list's times, nil for UTC.
func (m *model) zone() *time.Location {
	if m.face == clock.UTC {
		return nil
	}
	return m.opts.Zone
}

// drawDeck draws the list.
func (m *model) drawDeck(c canvas.Canvas) {
	d, th, l := &m.deck, m.scr.theme, m.deckLayout()
	head := sub(c, l.head)
	x := head.Text(1, 0, "Recordings", th.Style(theme.Strong))
	if f := d.table.Filter(); f != "" {
		head.Fit(x+2, 0, head.W/2, "/"+f, th.Glyphs.Ellipsis, th.Style(theme.Accent))
	} else {
		head.Fit(x+2, 0, head.W/2, d.lib.Name(), th.Glyphs.Ellipsis, th.Style(theme.Dim))
	}
	head.Right(head.W-1, 0, d.count(), th.Style(theme.Dim))
	table := sub(c, l.table)
	d.table.Draw(table, &sessions.Look{Theme: th, Zone: m.zone(), Base: d.lib.Name()})
	if d.table.Len() == 0 {
		for i, s := range d.emptyText(m.keys.Key(keymap.ClearFilter)) {
			table.Fit(2, 2+i, table.W-3, s, th.Glyphs.Ellipsis, th.Style(theme.Dim))
		}
	}
	if l.line.w > 1 {
		sub(c, l.line).Fill(0, 0, l.line.w, 1, th.Glyphs.Line, th.Style(theme.Dim))
	} else if l.line.w == 1 {
		for y := range l.line.h {
			c.Set(l.line.x, l.line.y+y, th.Glyphs.Column, th.Style(theme.Dim))
		}
	}
	m.drawPreview(sub(c, l.fact), sub(c, l.shot))
}

// drawPreview draws the picture of the worst moment and says what it was.
func (m *model) drawPreview(fact, c canvas.Canvas) {
	r := m.deck.table.Selected()
	if c.H <= 0 || r == nil {
		return
	}
	th := m.scr.theme
	text, role := worstText(&r.Session), theme.Dim
	if r.Worst != nil {
		role = theme.Warn
		text = moment.Clock(r.Worst.Time-r.Session.Start) + "  " + text
	}
	fact.Fit(1, 0, fact.W-2, text, th.Glyphs.Ellipsis, th.Style(role))
	s := m.preview().shots[m.shotName()]
	switch {
	case s == nil:
		c.Fill(0, 0, c.W, c.H, ' ', th.Style(theme.Backdrop))
		stage.DrawMessage(c, []string{"Drawing its worst moment" + th.Glyphs.Ellipsis}, th)
	case s.err != nil:
		c.Fill(0, 0, c.W, c.H, ' ', th.Style(theme.Backdrop))
		stage.DrawMessage(c, []string{"No picture", s.err.Error()}, th)
	default:
		stage.Draw(c, s.frame, &stage.Overlay{Pointer: s.pointer, HasPointer: s.pointed}, th)
	}
}

// drawDeckStatus draws the status line of the list.
func (m *model) drawDeckStatus(c canvas.Canvas) {
	d, th := &m.deck, m.scr.theme
	dim := th.Style(theme.Dim)
	text := ""
	switch {
	case d.opens:
		text = "Opening" + th.Glyphs.Ellipsis
	case !d.done && d.doing != "":
		text = d.doing
	case !d.done:
		text = "Looking for recordings" + th.Glyphs.Ellipsis
	case d.err != nil:
		text = d.err.Error()
	case len(d.failed) > 0:
		text = number(len(d.failed)) + " could not be read: " + d.failed[0]
	}
	x := c.W - 1
	for _, h := range [...]struct {
		a    keymap.Action
		word string
	}{{keymap.Help, "keys"}, {keymap.Find, "filter"}, {keymap.SortNext, "sort"}, {keymap.SelectWorst, "worst moment"}, {keymap.OpenRecording, "open"}} {
		if k := m.keys.Key(h.a); k != "" && x > c.W/2 {
			x = c.Right(x, 0, k+" "+h.word, dim) - 3
		}
	}
	c.Fit(1, 0, x-1, text, th.Glyphs.Ellipsis, th.Style(theme.Accent))
}

// mouseDeck takes the mouse while the list is shown.
func (m *model) mouseDeck(msg tea.MouseMsg) tea.Cmd {
	p := msg.Mouse()
	l := m.deckLayout()
	t := &m.deck.table
	m.scr.dirty = true
	if m.deck.board.shown {
		return m.mouseBoard(msg)
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch p.Button {
		case tea.MouseWheelUp:
			t.Scroll(-wheelRows)
		case tea.MouseWheelDown:
			t.Scroll(wheelRows)
		}
		return nil
	case tea.MouseClickMsg:
		if p.Button != tea.MouseLeft {
			return nil
		}
	default:
		return nil
	}
	switch {
	case m.popup.kind != noPopup:
		m.popup.kind = noPopup
	case p.Y == l.table.y && l.table.contains(p.X, p.Y):
		t.ClickHead(p.X)
	case l.table.contains(p.X, p.Y):
		i := t.Top() + p.Y - l.table.y - 1
		if i >= t.Len() {
			return nil
		}
		if i == t.Cursor() && !t.Following() {
			return m.openRow(t.Row(i), nil)
		}
		t.Put(i)
		return m.wantPreview()
	case l.shot.contains(p.X, p.Y):
		cmd, _ := m.actDeck(keymap.SelectWorst)
		return cmd
	}
	return nil
}
