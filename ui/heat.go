package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	enginestats "playhead/engine/stats"
	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// heat is the heat map of the page that is shown, over the recordings of the
// list.
type heat struct {
	shown bool
	grid  *cell.Grid // nil while it is made
	top   int        // first row shown
	about string
	doing string
	err   error
	rev   int
	stop  context.CancelFunc
}

type (
	// heatMsg brings a heat map.
	heatMsg struct {
		grid  *cell.Grid
		about string
		err   error
		rev   int
	}
	// heatingMsg says how far making it is.
	heatingMsg struct {
		done, total int
		rev         int
		from        <-chan [2]int
	}
)

// toggleHeat shows or hides where users click on this page and how deep they
// scroll it.
func (m *model) toggleHeat(a keymap.Action) tea.Cmd {
	h := &m.heat
	if h.shown {
		m.hideHeat()
		return nil
	}
	lib, ok := m.deck.lib.(Counter)
	if !ok {
		return m.sayWhy(a, "one recording was opened; a heat map is of all recordings of a directory or a server")
	}
	if m.stage.frame == nil {
		return m.sayWhy(a, "there is no page yet")
	}
	m.play.clock.Pause()
	ctx, stop := context.WithCancel(m.top)
	h.rev++
	h.shown, h.grid, h.top, h.err, h.stop = true, nil, 0, nil, stop
	h.doing = "Looking at clicks"
	url, list, cols, rev := m.stage.shown.state.Tree.Page.URL, m.deck.table.Shown(), m.scr.layout.page.w, h.rev
	// Without colours that can be mixed, counts say it.
	d := m.scr.theme.Depth
	marks := d == cell.ANSI16 || d == cell.NoColor
	told := make(chan [2]int, 1)
	work := func() tea.Msg {
		defer close(told)
		msg := heatMsg{rev: rev}
		sum, err := lib.Heat(ctx, list, url, newest(told))
		if err != nil {
			msg.err = err
			return msg
		}
		msg.grid, msg.about = drawHeat(sum, cols, marks)
		return msg
	}
	m.scr.dirty = true
	return bind(tea.Batch(work, heating(told, rev)), m.generation)
}

// drawHeat draws a heat map, and says what it shows.
func drawHeat(sum *enginestats.Heat, cols int, marks bool) (*cell.Grid, string) {
	r := sum.Report(1)
	about := fmt.Sprintf("%d clicks in %d recordings", r.Clicks, r.Sessions)
	if len(r.Elements) > 0 {
		about += ", most on " + r.Elements[0].Label
	}
	about += fmt.Sprintf("; its end is seen in %.0f%%", 100*r.Depth[10])
	d := sum.Draw(cols, marks)
	if d == nil {
		return nil, about
	}
	return d.Grid, about
}

func heating(from <-chan [2]int, rev int) tea.Cmd {
	return func() tea.Msg {
		p, ok := <-from
		if !ok {
			return nil
		}
		return heatingMsg{p[0], p[1], rev, from}
	}
}

func (m *model) hideHeat() {
	h := &m.heat
	if h.stop != nil {
		h.stop()
	}
	h.shown, h.grid, h.stop, h.doing = false, nil, nil, ""
	m.scr.dirty = true
}

func (m *model) onHeating(msg heatingMsg) tea.Cmd {
	if h := &m.heat; msg.rev == h.rev && h.doing != "" {
		h.doing = "Looking at clicks: " + number(msg.done) + " of " + number(msg.total)
		m.scr.dirty = true
	}
	return bind(heating(msg.from, msg.rev), m.generation)
}

func (m *model) onHeat(msg heatMsg) tea.Cmd {
	h := &m.heat
	if msg.rev != h.rev || !h.shown {
		return nil
	}
	h.grid, h.about, h.err, h.doing = msg.grid, msg.about, msg.err, ""
	m.scr.dirty = true
	return nil
}

// actHeat does what an action asks for while the heat map is shown.
func (m *model) actHeat(a keymap.Action) bool {
	h := &m.heat
	page := m.scr.layout.page.h
	switch a {
	case keymap.PanDown, keymap.Down:
		h.top++
	case keymap.PanUp, keymap.Up:
		h.top--
	case keymap.ScrollDown, keymap.PageDown:
		h.top += max(page-1, 1)
	case keymap.ScrollUp, keymap.PageUp:
		h.top -= max(page-1, 1)
	case keymap.Start:
		h.top = 0
	case keymap.End:
		h.top = 1 << 30
	case keymap.Escape, keymap.HeatMap, keymap.PanLeft, keymap.Quit:
		m.hideHeat()
		return true
	default:
		return false
	}
	if h.grid != nil {
		h.top = max(0, min(h.top, h.grid.Rows-page))
	}
	m.scr.dirty = true
	return true
}

// drawHeatMap draws the heat map in place of the page.
func (m *model) drawHeatMap(c canvas.Canvas) {
	h, th := &m.heat, m.scr.theme
	c.Fill(0, 0, c.W, c.H, ' ', th.Style(theme.Backdrop))
	switch {
	case h.err != nil:
		stage.DrawMessage(c, []string{"No heat map", h.err.Error()}, th)
		return
	case h.grid == nil:
		stage.DrawMessage(c, []string{h.doing + th.Glyphs.Ellipsis, m.keys.Key(keymap.Escape) + " gives up"}, th)
		return
	}
	h.top = max(0, min(h.top, h.grid.Rows-c.H+1))
	c.Blit(0, 0, h.grid, 0, h.top, min(c.W, h.grid.Cols), min(c.H-1, h.grid.Rows-h.top))
	foot := c.Sub(0, c.H-1, c.W, 1)
	foot.Fill(0, 0, c.W, 1, ' ', th.Style(theme.Popup))
	foot.Fit(1, 0, c.W-2, h.about, th.Glyphs.Ellipsis, th.Style(theme.Popup))
}
