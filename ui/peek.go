package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// peek is a look at another moment, beside playback.
type peek struct {
	on    bool
	keyed bool // moved with keys, not with the mouse
	at    event.Millis

	frame   *render.Frame
	shown   event.Millis // the moment of the frame
	spot    stage.Spot   // of the pointer
	pointed bool
	making  bool
	wanted  bool
	// renderer is lent to the frame in the making. It is another one than the
	// stage's, which keeps its page.
	renderer *render.Renderer
}

// peekMsg brings a small frame.
type peekMsg struct {
	at      event.Millis
	frame   *render.Frame
	spot    stage.Spot
	pointed bool
}

// The size of the small frame.
const (
	peekCols, peekRows   = 44, 11 // at most, on small screens less
	peekLeast            = 8
	peekShare            = 0.45 // of the screen's width
	peekBigCols, peekBig = 64, 18
)

func (m *model) peekSize() (cols, rows int) {
	l := m.scr.layout
	cols, rows = peekCols, peekRows
	if m.scr.w >= 160 && m.scr.h >= 50 {
		cols, rows = peekBigCols, peekBig
	}
	return min(cols, int(float64(m.scr.w)*peekShare)), min(rows, l.stage.h-3)
}

// openPeek begins to peek at the present moment, or ends it.
func (m *model) openPeek() tea.Cmd {
	if m.peek.on {
		m.closePeek()
		return nil
	}
	if _, rows := m.peekSize(); rows < peekLeast || len(m.work.players) == 0 {
		return m.sayWhy(keymap.Peek, "there is no room")
	}
	m.peek.on, m.peek.keyed = true, true
	return m.peekAt(m.now())
}

func (m *model) closePeek() {
	m.peek.on, m.peek.keyed, m.peek.wanted = false, false, false
	m.scr.dirty = true
}

// peekAt looks at a moment.
func (m *model) peekAt(t event.Millis) tea.Cmd {
	m.peek.at = min(max(t, m.all.start), m.all.end)
	m.scr.dirty = true
	return m.drawPeek()
}

// hover peeks at the moment under the mouse, or ends that when the mouse is
// elsewhere.
func (m *model) hover(x, y int) tea.Cmd {
	if !m.onAxis(x, y) || m.popup.kind != noPopup || m.input.prompt != noPrompt {
		if m.peek.on && !m.peek.keyed {
			m.closePeek()
		}
		return nil
	}
	if _, rows := m.peekSize(); rows < peekLeast || len(m.work.players) == 0 {
		return nil
	}
	m.peek.on, m.peek.keyed = true, false
	ax := m.tl.Window.Axis()
	return m.peekAt(event.Millis(ax.Time(x, m.scr.layout.bar.w)))
}

// onAxis reports whether a cell belongs to the time axis.
func (m *model) onAxis(x, y int) bool {
	l := &m.scr.layout
	for _, r := range [...]rect{l.bar, l.hist, l.line, l.signs, l.lanes} {
		if r.contains(x, y) {
			return true
		}
	}
	return false
}

// peekKey takes the keys while peeking; it leaves others to the screen, which
// ends the peek.
func (m *model) peekKey(name string) (tea.Cmd, bool) {
	n := m.scr.layout.bar.w
	ax := m.tl.Window.Axis()
	step := event.Millis(max((ax.End-ax.Start)/int64(max(n, 1)), 1))
	switch name {
	case "left", "h":
		return m.peekAt(m.peek.at - step), true
	case "right", "l":
		return m.peekAt(m.peek.at + step), true
	case "shift+left", "H":
		return m.peekAt(m.peek.at - 10*step), true
	case "shift+right", "L":
		return m.peekAt(m.peek.at + 10*step), true
	case "enter":
		t := m.peek.at
		m.closePeek()
		return m.seek(t), true
	case "esc":
		m.closePeek()
		return nil, true
	case "space":
		return nil, false // playback goes on beside it
	default:
		if a, _ := m.keys.Lookup(m.scope(), []string{name}); a != keymap.Peek {
			m.closePeek()
		}
		return nil, false
	}
}

// drawPeek has the small frame made, now or when the one in the making is done.
func (m *model) drawPeek() tea.Cmd {
	p := &m.peek
	if p.making {
		p.wanted = true
		return nil
	}
	if !p.on || len(m.work.players) == 0 {
		return nil
	}
	if p.renderer == nil {
		p.renderer = render.New()
	}
	p.wanted, p.making = false, true
	tab := m.stage.tab
	if !m.stage.fixed && len(m.all.tabs) > 1 {
		tab = m.all.tabAt(p.at)
	}
	tab = min(tab, len(m.work.players)-1)
	cols, rows := m.peekSize()
	at, r, pl := p.at, p.renderer, m.work.players[tab].player
	return func() tea.Msg { return makePeek(at, r, pl, cols, rows) }
}

func makePeek(at event.Millis, r *render.Renderer, p *player.Player, cols, rows int) peekMsg {
	st := p.Seek(at)
	v := stage.View{Zoom: stage.Half, Cols: cols, Rows: rows, W: st.Tree.Page.W, H: st.Tree.Page.H}
	if v.W <= 0 || v.H <= 0 {
		v.W, v.H = fallbackW, fallbackH
	}
	if render.FitScale(v.W, cols) > v.Scale() {
		v.Zoom = stage.Fit
	}
	f := r.Render(renderInput(st, v))
	before := v.Options()
	v.Learn(f)
	if f.Pointer.Known {
		v.Follow(f.Pointer.X, f.Pointer.Y)
	}
	if v.Options() != before {
		f = r.Render(renderInput(st, v))
	}
	q := &f.Pointer
	return peekMsg{at: at, frame: f, spot: stage.Spot{Col: q.Col, Row: q.Row}, pointed: q.Known && q.Inside}
}

func (m *model) onPeek(msg peekMsg) tea.Cmd {
	p := &m.peek
	p.making = false
	p.frame, p.shown, p.spot, p.pointed = msg.frame, msg.at, msg.spot, msg.pointed
	m.scr.dirty = true
	if p.wanted {
		return m.drawPeek()
	}
	return nil
}

// drawPeekBox draws the small frame over the stage, above its moment on the bar.
func (m *model) drawPeekBox(c canvas.Canvas) {
	p, th, l := &m.peek, m.scr.theme, &m.scr.layout
	cols, rows := m.peekSize()
	if !p.on || rows < peekLeast {
		return
	}
	ax := m.tl.Window.Axis()
	at := ax.Column(int64(p.at), l.bar.w)
	w, h := cols+2, rows+2
	x := max(min(at-w/2, m.scr.w-w), 0)
	top := l.bar.y
	for _, r := range [...]rect{l.line, l.hist, l.signs} {
		if r.h > 0 {
			top = min(top, r.y)
		}
	}
	box := c.Sub(x, max(top-h, 1), w, h)
	ground := th.Style(theme.Popup)
	box.Fill(0, 0, box.W, box.H, ' ', ground)
	head := th.On(theme.Accent, theme.Popup)
	head.Attr |= th.Style(theme.Strong).Attr
	ex := box.Text(1, 0, m.face.Format(int64(p.at), m.extent(), true), head)
	if e := m.near(p.at); e != nil {
		g, role := events.Glyph(e, th.Glyphs)
		box.Set(ex+2, 0, g, th.On(role, theme.Popup))
		box.Fit(ex+4, 0, box.W-ex-5, events.Word(e)+" "+events.Title(e, m.all.host), th.Glyphs.Ellipsis, ground)
	}
	page := box.Sub(1, 1, cols, rows)
	if p.frame == nil {
		page.Fit(1, rows/2, cols-2, "Drawing the page"+th.Glyphs.Ellipsis, th.Glyphs.Ellipsis, th.On(theme.Dim, theme.Popup))
	} else {
		o := stage.Overlay{Pointer: p.spot, HasPointer: p.pointed, NoScrollbar: true}
		stage.Draw(page, p.frame, &o, th)
	}
	d := int64(p.at - m.now())
	hint := clock.Length(d, false, false)
	if d >= 0 {
		hint = "+" + hint
	}
	if p.keyed {
		hint += "  " + m.keys.Key(keymap.Back5) + " " + m.keys.Key(keymap.Forward5) + " move, enter goes there, esc back"
	} else {
		hint += "  a click goes there"
	}
	box.Fit(1, box.H-1, box.W-2, hint, th.Glyphs.Ellipsis, th.On(theme.Dim, theme.Popup))
	c.Restyle(at, l.bar.y, 1, 1, func(s cell.Style) cell.Style {
		s.Attr ^= cell.Reverse
		return s
	})
}

// near is the most important of what happened in the column of a moment.
func (m *model) near(t event.Millis) *event.Entry {
	ax := m.tl.Window.Axis()
	half := event.Millis((ax.End - ax.Start) / int64(max(m.scr.layout.bar.w, 1)))
	var best *event.Entry
	rank := uint8(0)
	for e := events.Next(m.told.entries, t-half-1, 1, anyEntry); e != nil && e.Time <= t+half; e = events.Next(m.told.entries, e.Time, 1, anyEntry) {
		if r, _ := rankOf(e); best == nil || r > rank {
			best, rank = e, r
		}
	}
	return best
}

func anyEntry(*event.Entry) bool { return true }
