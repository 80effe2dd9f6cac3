package ui

import (
	"strconv"

	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// drawPlace draws the first line: where in the application this is. The path
// goes first, it is what differs.
func (m *model) drawPlace(c canvas.Canvas) {
	th, g := m.scr.theme, m.scr.theme.Glyphs
	dim := th.Style(theme.Dim)
	x := c.W - 1
	for _, s := range m.placeFacts() {
		w := c.Width(s)
		if x-w < c.W/3 {
			break
		}
		x = c.Right(x, 0, s, dim) - 3
	}
	room := x - 1
	st := &m.stage.shown.state
	if m.stage.frame == nil {
		c.Fit(1, 0, room, m.opts.Title, g.Ellipsis, dim)
		return
	}
	url := events.ShortURL(st.Tree.Page.URL, "")
	at := c.Fit(1, 0, room, url, g.Ellipsis, th.Style(theme.Strong))
	if t := m.stage.shown.title; t != "" && at+8 < room {
		c.Fit(at+3, 0, room-at-2, t, g.Ellipsis, dim)
	}
}

// placeFacts are what stands at the right of the first line, the most important
// first.
func (m *model) placeFacts() []string {
	th := m.scr.theme
	var out []string
	if p := m.all.progress; p.Live {
		s := "LIVE"
		if !m.liveNow() {
			s = "goes on: " + m.keys.Key(keymap.End) + " returns to live"
		}
		out = append(out, s)
	} else if !p.Done {
		s := "loading" + th.Glyphs.Ellipsis
		if p.BytesTotal > 0 {
			s = "loading " + strconv.FormatInt(100*p.BytesRead/p.BytesTotal, 10) + " %"
		}
		out = append(out, s)
	}
	if m.stage.frame == nil {
		return out
	}
	v := &m.stage.view
	s := strconv.Itoa(int(v.W)) + th.Glyphs.Times + strconv.Itoa(int(v.H)) + " at " +
		strconv.Itoa(int(v.Scale()*100+0.5)) + " %"
	if v.Zoom == stage.Reader {
		s = "reader"
	}
	if v.Held() && !v.Everything() {
		s += " panned"
	}
	out = append(out, s)
	if n := m.all.views(); n > 1 && m.stage.shown.state.View >= 0 {
		out = append(out, "view "+strconv.Itoa(m.all.viewOrdinal(m.stage.tab, m.stage.shown.state.View))+" of "+strconv.Itoa(n))
	}
	if n := len(m.all.tabs); n > 1 {
		out = append(out, "tab "+strconv.Itoa(m.stage.tab+1)+" of "+strconv.Itoa(n))
	}
	return out
}
