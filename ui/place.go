package ui

import (
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/clock"
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
		c.Fit(1, 0, room, m.opened.Title, g.Ellipsis, dim)
		return
	}
	url := events.ShortURL(st.Tree.Page.URL, "")
	at := c.Fit(1, 0, room, url, g.Ellipsis, th.Style(theme.Strong))
	if t := m.stage.shown.title; t != "" && at+8 < room {
		c.Fit(at+3, 0, room-at-2, t, g.Ellipsis, dim)
	}
}

// panWords is how wide a screen must be to say which rows of the page are shown.
const panWords = 70

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
	if s := m.loadState(); s != "" {
		out = append(out, s)
	}
	v := &m.stage.view
	s := strconv.Itoa(int(v.W)) + th.Glyphs.Times + strconv.Itoa(int(v.H)) + " at " +
		strconv.Itoa(int(v.Scale()*100+0.5)) + " %"
	if v.Zoom == stage.Reader {
		s = "reader"
	}
	if v.Held() && !v.Everything() {
		from, to, of := v.Extent()
		p := "panned"
		if m.scr.w >= panWords && of > v.Rows {
			p = "rows " + strconv.Itoa(from+1) + th.Glyphs.Dash + strconv.Itoa(to) + " of " + strconv.Itoa(of) +
				" (" + m.keys.Key(keymap.FollowPointer) + " back)"
		}
		out = append(out, p)
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

// loadState says how far the page is at this moment: missing, ended, loading, or
// how long loading it took, as far as that was recorded.
func (m *model) loadState() string {
	g, s := m.scr.theme.Glyphs, &m.stage.shown.state
	switch {
	case s.Gap != "":
		return string(g.Gap) + " data missing"
	case s.Tree.Doc == 0:
		return "no page yet"
	case s.Ended:
		return string(g.Ended) + " view ended"
	}
	v := m.viewAt()
	if v == nil {
		return ""
	}
	e := event.Entry{Fields: v.Fields}
	took, ok := millisOf(e.Get("loading time"))
	switch {
	case !ok:
		return ""
	case m.stage.shown.at < v.Start+took:
		return string(g.Wait) + " page loading" + g.Ellipsis
	default:
		return "loaded in " + clock.Short(int64(took))
	}
}

// millisOf reads a length as fields have it: "212.5 ms".
func millisOf(s string) (event.Millis, bool) {
	num, unit, _ := strings.Cut(s, " ")
	f, err := strconv.ParseFloat(num, 64)
	if err != nil || unit != "ms" || f < 0 || f > 1e12 {
		return 0, false
	}
	return event.Millis(f), true
}
