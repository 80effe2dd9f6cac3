package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/list"
	"playhead/ui/theme"
)

// paneKind is what the side pane shows; the first five are events.Pane.
type paneKind uint8

const (
	eventPane paneKind = iota
	consolePane
	networkPane
	errorPane
	perfPane
	infoPane
	inspectorPane
	paneKinds
)

var paneNames = [paneKinds]string{"Events", "Console", "Network", "Errors", "Perf", "Info", "Inspect"}

// shortNames serve panes that are too narrow for the names.
var shortNames = [paneKinds]string{"Evts", "Cons", "Net", "Errs", "Perf", "Info", "Insp"}

// rowNames are what the rows of the panes are, one and several.
var rowNames = [paneKinds][2]string{
	{"event", "events"}, {"line", "lines"}, {"request", "requests"}, {"error", "errors"}, {"long task", "long tasks"}, {"fact", "facts"}, {"node", "nodes"},
}

// list returns the list the side pane shows, nil for the pane that has none.
func (m *model) list() *events.View {
	if m.pane.kind >= infoPane {
		return nil
	}
	return &m.pane.lists[m.pane.kind]
}

// rows returns the position in the side pane, whatever it shows.
func (m *model) rows() *list.List {
	if l := m.list(); l != nil {
		return &l.List
	}
	return &m.pane.info
}

// togglePane opens a pane and gives it the keys; the open one it closes.
func (m *model) togglePane(k paneKind) tea.Cmd {
	if m.pane.state.open && m.pane.kind == k {
		m.pane.state.open, m.pane.state.full = false, false
		return m.relayout()
	}
	m.pane.kind = k
	m.pane.focus = onPane
	if m.pane.state.open {
		return m.opensInspector()
	}
	m.pane.state.open = true
	return m.relayout()
}

// opensInspector has a frame made that tells the inspector what it wants to know.
func (m *model) opensInspector() tea.Cmd {
	if !m.inspecting() {
		return nil
	}
	m.work.rev++
	return m.draw()
}

// turnPane goes round page and panes.
func (m *model) turnPane(d int) tea.Cmd {
	// The page is one stop of the round, between the last pane and the first.
	at := -1
	if m.pane.focus == onPane && m.pane.state.open {
		at = int(m.pane.kind)
	}
	n := int(paneKinds) + 1
	at = (at+1+d+n)%n - 1
	if at < 0 {
		m.pane.focus = onStage
		if m.scr.w < splitCols || m.pane.state.full {
			m.pane.state.open, m.pane.state.full = false, false
			return m.relayout()
		}
		return nil
	}
	m.pane.kind = paneKind(at)
	m.pane.focus = onPane
	if m.pane.state.open {
		return m.opensInspector()
	}
	m.pane.state.open = true
	return m.relayout()
}

// escape goes back one step: out of the popup, the search, the pane.
func (m *model) escape() tea.Cmd {
	switch {
	case m.popup.kind != noPopup:
		m.popup.kind = noPopup
	case m.stage.sel.on:
		m.stage.sel.on = false
	case m.find.text != "":
		m.endSearch()
	case m.pane.lists[eventPane].Filter().Condition != nil:
		return m.setFilter("")
	case m.pane.state.full:
		m.pane.state.full = false
		return m.relayout()
	case m.pane.focus == onPane && m.scr.w >= splitCols:
		m.pane.focus = onStage
	case m.pane.state.open:
		m.pane.state.open = false
		return m.relayout()
	}
	return nil
}

func (m *model) resizePane(a keymap.Action) tea.Cmd {
	if !m.pane.state.open {
		return m.sayWhy(a, "no pane is open (tab opens one)")
	}
	d := paneStep
	if a == keymap.Narrower {
		d = -paneStep
	}
	before := paneWidth(m.scr.w, m.pane.state)
	m.pane.state.extra += d
	if paneWidth(m.scr.w, m.pane.state) == before {
		m.pane.state.extra -= d
		return m.sayWhy(a, "that is as far as it goes")
	}
	return m.relayout()
}

// moveList moves the cursor of the pane.
func (m *model) moveList(d int, page bool) tea.Cmd {
	l := m.rows()
	if page {
		d *= max(l.Rows()-1, 1)
	}
	if m.pane.kind == infoPane {
		l.Scroll(d) // it has no cursor
	} else {
		l.Move(d)
	}
	return nil
}

// selectRow goes to the moment of the row under the cursor, or to shortly before
// it.
func (m *model) selectRow(before event.Millis) tea.Cmd {
	l := m.list()
	if l == nil || l.Selected() == nil {
		return nil
	}
	e := l.Selected()
	if e.Track >= 0 && int(e.Track) < len(m.all.tabs) && len(m.all.tabs) > 1 {
		m.stage.tab, m.stage.fixed = int(e.Track), true
	}
	l.Follow(l.Cursor())
	return m.seek(e.Time - before)
}

func (m *model) toggleKind(k events.Kind) tea.Cmd {
	l := &m.pane.lists[eventPane]
	f := l.Filter()
	f.Hidden = f.Hidden.Toggle(k)
	l.SetFilter(f)
	m.follow()
	if f.Hidden.Has(k) {
		return m.say(k.String() + " hidden; F shows all")
	}
	return m.say(k.String() + " shown")
}

func (m *model) clearFilter() tea.Cmd {
	l := &m.pane.lists[eventPane]
	if !l.Filter().Active() {
		return m.say("nothing is filtered")
	}
	f := l.Filter()
	f.Hidden = 0
	l.SetFilter(f)
	return tea.Batch(m.setFilter(""), m.say("shows all"))
}

// openFilter opens the prompt for the filter, and a list to see what it does.
func (m *model) openFilter() tea.Cmd {
	var cmd tea.Cmd
	if !m.pane.state.open || m.list() == nil {
		m.pane.state.open = false
		cmd = m.togglePane(eventPane)
	}
	m.openPrompt(filterPrompt)
	m.input.line.Set(m.pane.lists[eventPane].Filter().Condition.String())
	return cmd
}

// setFilter filters all lists. A condition that cannot be read changes nothing.
func (m *model) setFilter(text string) tea.Cmd {
	c, err := events.ParseCondition(text)
	m.input.bad = ""
	m.scr.dirty = true
	if err != nil {
		m.input.bad = err.Error()
		return nil
	}
	for i := range m.pane.lists {
		l := &m.pane.lists[i]
		f := l.Filter()
		f.Condition = c
		l.SetFilter(f)
	}
	m.follow()
	return nil
}

// drawPane draws the side pane.
func (m *model) drawPane(c canvas.Canvas) {
	l, th := &m.scr.layout, m.scr.theme
	for y := range l.sep.h {
		c.Set(l.sep.x, l.sep.y+y, th.Glyphs.Column, th.Style(theme.Dim))
	}
	m.drawTabs(c.Sub(l.tabs.x, l.tabs.y, l.tabs.w, 1))
	body := c.Sub(l.pane.x, l.pane.y, l.pane.w, l.pane.h)
	foot := c.Sub(l.foot.x, l.foot.y, l.foot.w, 1)
	switch m.pane.kind {
	case infoPane:
		m.drawInfo(body, foot)
		return
	case inspectorPane:
		m.drawInspector(body)
		foot.Fit(1, 0, foot.W-2, m.inspect.view.Foot(), th.Glyphs.Ellipsis, th.Style(theme.Dim))
		return
	case perfPane:
		body = m.drawPerf(body)
	case networkPane:
		if top := m.listTop(); top > 0 {
			m.list().DrawHeader(body.Sub(0, 0, body.W, top), m.look())
			body = body.Sub(0, top, body.W, body.H-top)
		}
	case errorPane:
		body = m.drawStack(body)
	case eventPane, consolePane, paneKinds:
	}
	v := m.list()
	if v.Len() == 0 {
		m.drawEmpty(body)
	} else {
		v.Draw(body, m.look())
	}
	m.drawFoot(foot, v)
}

// look is what the lists need to know for drawing.
func (m *model) look() events.Look {
	return events.Look{
		Theme: m.scr.theme, Face: m.face, Extent: m.extent(), Now: m.now(),
		Focused: m.pane.focus == onPane, Host: m.all.host,
	}
}

// listTop is how many rows of the pane stand above its list.
func (m *model) listTop() int {
	l := m.list()
	switch {
	case m.pane.kind == perfPane:
		return m.perfTop()
	case m.pane.kind == networkPane && l.Len() > 0 && m.scr.layout.pane.w >= events.TableLeast:
		return 1
	}
	return 0
}

// Rows of the stack below the errors: a third of the pane, where that is enough.
const (
	stackShare = 3
	stackLeast = 4
	stackMost  = 12
)

// drawStack draws what is known of the chosen error at the foot of the pane, and
// returns the rest of it.
func (m *model) drawStack(body canvas.Canvas) canvas.Canvas {
	e := m.list().Selected()
	h := min(body.H/stackShare, stackMost)
	if e == nil || h < stackLeast {
		return body
	}
	th := m.scr.theme
	top := body.H - h
	c := body.Sub(0, top, body.W, h)
	c.Fill(0, 0, c.W, 1, th.Glyphs.Line, th.Style(theme.Dim))
	rows := []detailRow{{"", e.Title}}
	for _, name := range [...]string{"stack", "url", "status", "handling"} {
		if s := e.Get(name); s != "" && (name == "stack" || e.Get("stack") == "") {
			for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
				if line = strings.TrimSpace(line); line != e.Title { // which stacks begin with
					rows = append(rows, detailRow{name, line})
				}
			}
		}
	}
	y := 1
	for i, r := range rows {
		for _, l := range wrapDetails(c, []detailRow{{"", r.text}}, c.W-2-detailName) {
			if y >= h {
				return body.Sub(0, 0, body.W, top)
			}
			st := th.Style(theme.Dim)
			if i == 0 {
				st = th.Style(theme.Strong)
			}
			c.Fit(1, y, c.W-2, l.text, th.Glyphs.Ellipsis, st)
			y++
		}
	}
	return body.Sub(0, 0, body.W, top)
}

// tabSpots returns where the names of the panes stand; the short names where
// there is no room for the others.
func (m *model) tabSpots(c canvas.Canvas) (names [paneKinds]string, xs [paneKinds]int) {
	for gap, set := range [...]*[paneKinds]string{&shortNames, &paneNames} {
		x, spots := 1, [paneKinds]int{}
		for i, n := range set {
			spots[i] = x
			x += c.Width(n) + 1 + gap
		}
		if gap == 0 || x-2 <= c.W {
			names, xs = *set, spots
		}
	}
	return names, xs
}

func (m *model) drawTabs(c canvas.Canvas) {
	th := m.scr.theme
	names, xs := m.tabSpots(c)
	for i, n := range names {
		st := th.Style(theme.Dim)
		if paneKind(i) == m.pane.kind {
			st = th.Style(theme.Strong)
			if m.pane.focus == onPane {
				st = th.Style(theme.Accent)
				st.Attr |= th.Style(theme.Strong).Attr
			}
			st = underlined(st)
		}
		c.Text(xs[i], 0, n, st)
	}
}

// drawEmpty says why a list is empty, and which key changes that.
func (m *model) drawEmpty(c canvas.Canvas) {
	th := m.scr.theme
	v := m.list()
	var lines []string
	switch {
	case v.All() > 0:
		lines = []string{"The filter hides all " + number(v.All()) + ".", m.keys.Key(keymap.ClearFilter) + " shows them."}
	case !m.told.whole:
		lines = []string{"Reading the recording" + th.Glyphs.Ellipsis}
	case m.pane.kind == consolePane:
		lines = []string{"No console lines were recorded.", "Recorders leave them out unless told to."}
	case m.pane.kind == networkPane:
		lines = []string{"No requests were recorded.", "They come with RUM events beside the replay,", "or from a network plugin."}
	case m.pane.kind == errorPane:
		lines = []string{"No errors were recorded."}
	case m.pane.kind == perfPane:
		lines = []string{"No long tasks were recorded.", "They come with RUM events beside the replay."}
	default:
		lines = []string{"Nothing happened in this recording."}
	}
	for i, s := range lines {
		st := th.Style(theme.Dim)
		c.Fit(2, 1+i, c.W-3, s, th.Glyphs.Ellipsis, st)
	}
}

// drawFoot says how many rows there are, what is filtered, and whether the list
// follows.
func (m *model) drawFoot(c canvas.Canvas, v *events.View) {
	th := m.scr.theme
	dim := th.Style(theme.Dim)
	text := number(v.Len())
	if v.Len() != v.All() {
		text += " of " + number(v.All())
	}
	several := 1
	if v.All() == 1 {
		several = 0
	}
	text += " " + rowNames[m.pane.kind][several]
	x := c.Text(1, 0, text, dim)
	f := v.Filter()
	switch {
	case f.Condition != nil:
		x = c.Fit(x+2, 0, c.W-x-4, "="+f.Condition.String(), th.Glyphs.Ellipsis, th.Style(theme.Accent))
	case v.Pane == events.All && f.Hidden != 0:
		x = c.Text(x+2, 0, "some kinds hidden", th.Style(theme.Accent))
	}
	hint := ""
	if !v.Following() {
		hint = m.keys.Key(keymap.Follow) + " follow"
	} else if m.pane.kind == errorPane && v.Len() > 0 {
		hint = m.keys.Key(keymap.SelectBefore) + " 2 s before"
	} else if !m.told.whole {
		hint = "reading" + th.Glyphs.Ellipsis
	}
	if w := c.Width(hint); hint != "" && x+w+2 < c.W {
		c.Right(c.W-1, 0, hint, dim)
	}
}

// upset returns the frustration that is on right now, for the pointer's label.
func (m *model) upset() *event.Entry {
	now := m.stage.shown.at
	e := events.Next(m.told.entries, now+1, -1, func(e *event.Entry) bool { return e.Kind == event.EntryFrustration })
	if e == nil || now-e.Time > upsetTime {
		return nil
	}
	return e
}

// upsetTime is how long after a rage or dead click the pointer is labelled, in
// recorded ms.
const upsetTime event.Millis = 1000
