package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/keymap"
)

// wheelRows is how far a wheel step scrolls.
const wheelRows = 3

// onMouse takes a mouse event to the part of the screen it is over.
func (m *model) onMouse(msg tea.MouseMsg) tea.Cmd {
	p := msg.Mouse()
	if m.scr.layout.tooSmall {
		return nil
	}
	if m.deck.shown {
		return m.mouseDeck(msg)
	}
	switch msg.(type) {
	case tea.MouseReleaseMsg:
		clicked := m.stage.sel.pressed && !m.stage.sel.on
		m.input.drag = false
		m.stage.sel.pressed = false
		if clicked && m.scr.layout.stage.contains(p.X, p.Y) {
			return m.inspectAt(p.X, p.Y)
		}
		return nil
	case tea.MouseMotionMsg:
		if m.input.drag {
			return m.scrub(p.X)
		}
		if m.dragStage(p.X, p.Y) {
			return nil
		}
		return m.hover(p.X, p.Y)
	case tea.MouseWheelMsg:
		return m.wheel(p)
	case tea.MouseClickMsg:
		if p.Button == tea.MouseLeft {
			return m.click(p.X, p.Y)
		}
	}
	return nil
}

// click acts on what is at a cell.
func (m *model) click(x, y int) tea.Cmd {
	l := &m.scr.layout
	m.scr.dirty = true
	switch {
	case m.popup.kind != noPopup:
		m.popup.kind = noPopup
		return nil
	case m.onAxis(x, y):
		if l.lanes.contains(x, y) {
			m.pickLane(y - l.lanes.y)
		}
		m.input.drag = true
		m.closePeek()
		return m.scrub(x)
	case m.pane.state.open && l.tabs.contains(x, y):
		return m.clickTab(x - l.tabs.x)
	case m.pane.state.open && l.pane.contains(x, y) && m.pane.kind == inspectorPane:
		return m.clickInspector(x, y)
	case m.pane.state.open && l.pane.contains(x, y):
		return m.clickRow(y - l.pane.y - m.listTop())
	case l.status.contains(x, y):
		return m.clickStatus(x)
	case l.stage.contains(x, y):
		m.pressStage(x, y)
		return nil
	}
	return nil
}

// scrub goes to the moment at a column of the time axis. Seeks that come while a
// frame is in the making are one seek when it is done.
func (m *model) scrub(x int) tea.Cmd {
	return m.seek(event.Millis(m.tl.Window.Axis().Time(x, m.scr.layout.bar.w)))
}

func (m *model) clickTab(x int) tea.Cmd {
	l := m.scr.layout.tabs
	c := canvas.New(m.scr.grid).Sub(l.x, l.y, l.w, 1)
	names, xs := m.tabSpots(c)
	for i := range names {
		if x >= xs[i] && x < xs[i]+c.Width(names[i])+1 {
			m.pane.kind = paneKind(i)
			m.pane.focus = onPane
		}
	}
	return m.opensInspector()
}

func (m *model) clickRow(y int) tea.Cmd {
	m.pane.focus = onPane
	l := m.rows()
	i := l.Top() + y
	if y < 0 || i >= l.Len() {
		return nil
	}
	l.Put(i)
	return m.selectRow(0)
}

func (m *model) clickStatus(x int) tea.Cmd {
	for _, s := range m.statusParts() {
		if s.action != 0 && x >= s.x && x < s.x+s.w {
			return m.act(s.action, "")
		}
	}
	return nil
}

func (m *model) wheel(p tea.Mouse) tea.Cmd {
	d := wheelRows
	switch p.Button {
	case tea.MouseWheelUp:
		d = -d
	case tea.MouseWheelDown:
	default:
		return nil
	}
	m.scr.dirty = true
	l := &m.scr.layout
	switch {
	case m.popup.kind != noPopup:
		m.popup.list.Scroll(d)
	case m.inspecting() && l.pane.contains(p.X, p.Y):
		m.inspect.view.Scroll(p.Y-l.pane.y, l.pane.h, d)
	case m.pane.state.open && l.pane.contains(p.X, p.Y):
		m.rows().Scroll(d)
	case m.onAxis(p.X, p.Y) && p.Mod.Contains(tea.ModCtrl):
		if d < 0 {
			return m.zoomAxis(keymap.AxisIn, 1, m.now())
		}
		return m.zoomAxis(keymap.AxisOut, -1, m.now())
	case m.onAxis(p.X, p.Y):
		return m.seek(m.now() + event.Millis(d/wheelRows)*1000)
	case l.stage.contains(p.X, p.Y) && !m.stage.view.Everything():
		m.stage.view.Move(0, d)
		m.work.rev++
		return m.draw()
	}
	return nil
}

// pickLane shows the tab of a lane.
func (m *model) pickLane(i int) {
	if i < len(m.all.tabs) && i != m.stage.tab {
		m.stage.tab, m.stage.fixed = i, true
		m.work.rev++
	}
}
