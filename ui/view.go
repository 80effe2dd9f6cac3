package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/text"
	"playhead/ui/canvas"
	"playhead/ui/display"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// View implements tea.Model. The screen is drawn beside Bubble Tea (package
// display): what View returns are the modes of the terminal, and a blank that
// never changes.
func (m *model) View() tea.View {
	if m.scr.dirty {
		m.compose()
		m.scr.dirty = false
		m.scr.display.Show(m.scr.grid, m.textCursor())
	}
	v := tea.NewView(" ")
	v.AltScreen = true
	v.WindowTitle = m.windowTitle()
	if m.scr.mouse {
		v.MouseMode = tea.MouseModeAllMotion // the time axis shows what the mouse is over
	}
	return v
}

// textCursor is where what is typed goes.
func (m *model) textCursor() display.Cursor {
	if m.input.prompt == noPrompt || m.scr.layout.tooSmall {
		return display.Cursor{}
	}
	return display.Cursor{X: m.input.cursor, Y: m.scr.h - 1, Visible: true}
}

// windowTitle goes to the terminal without passing a cell, and so must pass the
// filter of cells here.
func (m *model) windowTitle() string {
	if m.opened.Title == "" {
		return "playhead"
	}
	return "playhead " + text.Clean(m.opened.Title)
}

// compose draws the whole screen into the grid.
func (m *model) compose() {
	g := m.scr.grid
	if m.scr.w <= 0 || m.scr.h <= 0 {
		return
	}
	g.Resize(m.scr.w, m.scr.h)
	c := canvas.New(g)
	l := &m.scr.layout
	th := m.scr.theme
	if l.tooSmall {
		m.drawTooSmall(c)
		return
	}
	if m.opts.Bare {
		m.drawStage(c)
		return
	}
	if m.deck.shown {
		m.drawDeck(c)
		if m.deck.board.shown {
			c.Fill(0, 0, c.W, c.H-1, ' ', th.Style(theme.Text))
			m.drawBoard(c)
		}
	} else {
		m.drawPlayer(c)
	}
	status := sub(c, l.status)
	switch {
	case m.input.prompt != noPrompt:
		m.input.cursor = m.drawPrompt(status)
		m.drawSuggestions(c.Sub(0, 1, c.W, c.H-2))
	case len(m.input.pressed) > 0:
		m.drawSequence(status)
	case m.input.mark != keymap.None:
		status.Text(1, 0, m.input.mark.Help(), th.Style(theme.Accent))
	case m.deck.shown && m.deck.board.shown:
		m.drawBoardStatus(status)
	case m.deck.shown:
		m.drawDeckStatus(status)
	default:
		m.drawStatus(status)
	}
	m.drawToast(sub(c, l.stage))
	switch m.popup.kind {
	case helpPopup:
		m.drawHelp(c.Sub(0, 1, c.W, c.H-2))
	case detailPopup:
		m.drawDetails(sub(c, l.page))
	}
	if m.debug.on {
		m.drawDebug(sub(c, l.stage))
	}
}

// drawPlayer draws the recording: the page, the pane, the time axis.
func (m *model) drawPlayer(c canvas.Canvas) {
	l := &m.scr.layout
	m.drawPlace(sub(c, l.place))
	m.drawStage(c)
	if m.pane.state.open {
		m.drawPane(c)
	}
	m.drawAxis(c)
	if m.peek.on {
		m.drawPeekBox(c)
	}
}

func sub(c canvas.Canvas, r rect) canvas.Canvas { return c.Sub(r.x, r.y, r.w, r.h) }

// loadedTo is the moment up to which everything is loaded.
func (m *model) loadedTo() event.Millis {
	if m.all.progress.Done {
		return m.all.end
	}
	return m.all.progress.End
}

func (m *model) drawTooSmall(c canvas.Canvas) {
	th := m.scr.theme
	lines := []string{"too small", number(m.scr.w) + th.Glyphs.Times + number(m.scr.h) + ", needs " + number(minCols) + th.Glyphs.Times + number(minRows), "q quits"}
	y := max((c.H-len(lines))/2, 0)
	for i, s := range lines {
		c.Fit(max((c.W-c.Width(s))/2, 0), y+i, c.W, s, th.Glyphs.Ellipsis, th.Style(theme.Text))
	}
}

// drawStage draws the page, or says why there is none.
func (m *model) drawStage(c canvas.Canvas) {
	th := m.scr.theme
	page := sub(c, m.scr.layout.page)
	if m.stage.frame == nil || len(m.all.tabs) == 0 {
		page.Fill(0, 0, page.W, page.H, ' ', th.Style(theme.Backdrop))
		stage.DrawMessage(sub(c, m.scr.layout.stage), m.whyNoPage(), th)
		return
	}
	var o stage.Overlay
	if !m.opts.Unmarked {
		o = m.overlay()
	}
	stage.Draw(page, m.stage.frame, &o, th)
	m.drawFound(page)
	m.drawNotes(page)
	m.drawSelection(page)
	if m.heat.shown {
		m.drawHeatMap(page)
	}
	if l := m.scr.layout; l.page.w > l.stage.w {
		rest := c.Sub(l.stage.w, l.stage.y, l.page.w-l.stage.w, l.stage.h)
		rest.Fill(0, 0, rest.W, rest.H, ' ', th.Style(theme.Text))
	}
}

// whyNoPage says why there is no page to see.
func (m *model) whyNoPage() []string {
	e := m.scr.theme.Glyphs.Ellipsis
	if !m.all.progress.Done {
		return []string{"Loading" + e, "The page shows as soon as its first snapshot is read."}
	}
	if m.all.info.FullSnapshots == 0 && len(m.all.tabs) > 0 {
		return []string{"There is no full snapshot in this recording.", "Without one there is no page to show; the events are listed all the same."}
	}
	if len(m.all.tabs) == 0 {
		return []string{"Nothing to show.", "The recording has no page."}
	}
	return []string{"Drawing the page" + e}
}

// notice is what has to be said about the present moment.
func (m *model) notice() (text, hint string) {
	s := &m.stage.shown.state
	switch {
	case s.Gap != "":
		return "Recorded data is missing here: " + s.Gap, "The last good state is shown until the next full snapshot."
	case s.Tree.Doc == 0:
		return "No page yet at this moment", m.keys.Key(keymap.NextPage) + " goes to the first page"
	case !m.film && m.play.clock.AtEnd() && m.all.progress.Done && m.all.end > m.all.start:
		return "End of the recording", m.keys.Key(keymap.TogglePlay) + " plays it again"
	}
	return "", ""
}

// drawToast draws the toast over the foot of the stage.
func (m *model) drawToast(c canvas.Canvas) {
	if m.toast.text == "" {
		return
	}
	if c.W == 0 {
		l := m.scr.layout.pane
		c = sub(canvas.New(m.scr.grid), l)
	}
	th := m.scr.theme
	st := th.Style(theme.Popup)
	if st.BG.IsDefault() {
		st.Attr |= th.Style(theme.Selected).Attr
	}
	w := min(c.Width(m.toast.text)+2, c.W)
	c.Fill(0, c.H-1, w, 1, ' ', st)
	c.Fit(1, c.H-1, w-2, m.toast.text, th.Glyphs.Ellipsis, st)
}
