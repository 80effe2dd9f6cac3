package ui

import (
	"sort"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/theme"
	"playhead/ui/timeline"
)

// Ranks of markers that share a column.
const (
	rankOther uint8 = iota
	rankInput
	rankTask
	rankPage
	rankWarning
	rankDead
	rankRage
	rankRequest
	rankError
	rankHit
	rankNote
	rankMark
)

// rankOf is the rank of an entry's sign, and whether it is worth a place on the
// bar itself.
func rankOf(e *event.Entry) (rank uint8, onBar bool) {
	switch {
	case events.IsError(e):
		return rankError, true
	case events.Failed(e):
		return rankRequest, true
	case e.Kind == event.EntryFrustration && events.Word(e) == "dead":
		return rankDead, true
	case e.Kind == event.EntryFrustration:
		return rankRage, true
	case e.Kind == event.EntryNavigation:
		return rankPage, true
	case e.Kind == event.EntryConsole && e.Severity == event.Warning:
		return rankWarning, false
	case e.Kind == event.EntryLongTask:
		return rankTask, false
	case e.Kind == event.EntryClick, e.Kind == event.EntryInput:
		return rankInput, false
	default:
		return rankOther, false
	}
}

// markers brings the time axis up to date with what is known of the recording.
func (m *model) markers() {
	g := m.scr.theme.Glyphs
	m.tl.Window.Whole = timeline.Axis{Start: int64(m.all.start), End: int64(m.all.end)}
	m.tl.Activity = m.all.activity
	m.tl.Gaps = m.all.gaps
	m.tl.Idle = m.tl.Idle[:0]
	for _, s := range m.play.idle.Spans() {
		m.tl.Idle = append(m.tl.Idle, timeline.Span{From: int64(s.From), To: int64(s.To)})
	}
	m.tl.Markers, m.tl.Signs = m.tl.Markers[:0], m.tl.Signs[:0]
	for i := range m.told.entries {
		e := &m.told.entries[i]
		rank, onBar := rankOf(e)
		glyph, role := events.Glyph(e, g)
		if glyph == ' ' {
			continue
		}
		mark := timeline.Marker{At: int64(e.Time), Rank: rank, Glyph: glyph, Role: role}
		m.tl.Signs = append(m.tl.Signs, mark)
		if onBar {
			m.tl.Markers = append(m.tl.Markers, mark)
		}
	}
	own := func(at event.Millis, rank uint8, glyph rune) {
		m.tl.Markers = append(m.tl.Markers, timeline.Marker{At: int64(at), Rank: rank, Glyph: glyph, Role: theme.Accent})
	}
	for i := range m.find.hits {
		own(m.find.hits[i].From, rankHit, g.Hit)
	}
	for _, n := range m.noted.book.Notes() {
		own(n.Time, rankNote, g.Note)
	}
	for _, t := range m.marks {
		m.tl.Markers = append(m.tl.Markers, timeline.Marker{At: int64(t), Rank: rankMark, Glyph: g.Mark, Role: theme.Accent})
	}
	m.tl.Bands = m.all.bands
	m.lanes()
}

// lanes makes the rows of the tabs; none for a single one.
func (m *model) lanes() {
	m.tl.Lanes = m.tl.Lanes[:0]
	if len(m.all.tabs) < 2 {
		return
	}
	for i, t := range m.all.tabs {
		name := t.Name()
		if name == "" {
			name = "tab " + number(i+1)
		}
		l := timeline.Lane{Name: name, Active: i == m.stage.tab}
		for _, v := range t.Views() {
			l.Shown = append(l.Shown, timeline.Span{From: int64(v.Start), To: int64(max(v.End, v.Start))})
		}
		if i < len(m.all.fronts) {
			l.Front = m.all.fronts[i]
		}
		m.tl.Lanes = append(m.tl.Lanes, l)
	}
}

// bandsOf are the pages of all tabs in order of time; a view of the same address
// as the one before is the same band.
func bandsOf(tabs []Tab, host string, end event.Millis) []timeline.Band {
	var out []timeline.Band
	for _, t := range tabs {
		for _, v := range t.Views() {
			name := events.ShortURL(v.URL, host)
			if v.Name != "" && v.URL == "" {
				name = v.Name
			}
			out = append(out, timeline.Band{Span: timeline.Span{From: int64(v.Start), To: int64(max(v.End, v.Start))}, Name: name})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].From < out[j].From })
	kept := out[:0]
	for _, b := range out {
		if n := len(kept); n > 0 && kept[n-1].Name == b.Name {
			kept[n-1].To = max(kept[n-1].To, b.To)
			continue
		}
		kept = append(kept, b)
	}
	for i := range kept {
		if i+1 < len(kept) {
			kept[i].To = kept[i+1].From
		} else {
			kept[i].To = int64(end)
		}
	}
	return kept
}

// frontsOf finds for each tab when the user was in it: from their input there to
// their input in another.
func frontsOf(tabs []Tab, end event.Millis) [][]timeline.Span {
	if len(tabs) < 2 {
		return nil
	}
	out := make([][]timeline.Span, len(tabs))
	next := make([]int, len(tabs))
	now := -1
	for {
		first, at := -1, event.Millis(0)
		for i, t := range tabs {
			for next[i] < t.Len() && !t.Meta(next[i]).Kind.UserInput() && t.Meta(next[i]).Kind != event.KindSnapshot {
				next[i]++
			}
			if next[i] < t.Len() && (first < 0 || t.Meta(next[i]).Time < at) {
				first, at = i, t.Meta(next[i]).Time
			}
		}
		if first < 0 {
			break
		}
		next[first]++
		if first == now {
			continue
		}
		if now >= 0 {
			out[now][len(out[now])-1].To = int64(at)
		}
		out[first] = append(out[first], timeline.Span{From: int64(at), To: int64(end)})
		now = first
	}
	return out
}

// axisSize is how many rows the time axis takes.
type axisSize uint8

const (
	axisAuto axisSize = iota // by the height of the screen
	axisTall
	axisBar // the bar alone
	axisSizes
)

var axisNames = [axisSizes]string{"as high as the screen allows", "tall", "the bar alone"}

// actAxis does what is about the time axis.
func (m *model) actAxis(a keymap.Action) (tea.Cmd, bool) {
	switch a {
	case keymap.AxisSize:
		m.axis = (m.axis + 1) % axisSizes
		return tea.Batch(m.relayout(), m.say("time axis: "+axisNames[m.axis])), true
	case keymap.AxisIn:
		return m.zoomAxis(a, 1, m.now()), true
	case keymap.AxisOut:
		return m.zoomAxis(a, -1, m.now()), true
	case keymap.AxisAll:
		m.tl.Window.All()
		return m.say("the time axis shows all"), true
	case keymap.Peek:
		return m.openPeek(), true
	default:
		return nil, false
	}
}

// zoomAxis shows half or twice as much on the time axis.
func (m *model) zoomAxis(a keymap.Action, d int, at event.Millis) tea.Cmd {
	if !m.tl.Window.Zoom(d, int64(at)) {
		if d > 0 {
			return m.sayWhy(a, "that is as near as it goes")
		}
		return m.sayWhy(a, "all is shown")
	}
	ax := m.tl.Window.Axis()
	x := m.extent()
	return m.say("time axis: " + m.face.Format(ax.Start, x, false) + " " + m.scr.theme.Glyphs.Dash + " " + m.face.Format(ax.End, x, false))
}

// drawAxis draws the time axis.
func (m *model) drawAxis(c canvas.Canvas) {
	l, th := &m.scr.layout, m.scr.theme
	m.tl.Now, m.tl.Loaded = int64(m.now()), int64(m.loadedTo())
	m.tl.Window.Follow(m.tl.Now)
	if l.line.h > 0 {
		m.tl.DrawBands(sub(c, l.line), th)
	}
	if l.hist.h > 0 {
		m.tl.DrawHistogram(sub(c, l.hist), th)
	}
	if l.signs.h > 0 {
		m.tl.DrawMarks(sub(c, l.signs), th)
	}
	bar := m.tl
	if l.signs.h > 0 { // they stand there already
		bar.Markers = nil
		for _, mk := range m.tl.Markers {
			if mk.Rank >= rankHit {
				bar.Markers = append(bar.Markers, mk)
			}
		}
	}
	bar.DrawBar(sub(c, l.bar), th)
	if l.lanes.h > 0 {
		for i := range m.tl.Lanes {
			m.tl.Lanes[i].Active = i == m.stage.tab
		}
		m.tl.DrawLanes(sub(c, l.lanes), th)
	}
}

// recordedZone is the zone of the recorded user, nil where it is not known.
func (m *model) recordedZone() *time.Location {
	name := m.all.info.TimeZone
	if name == "" || name == "Local" {
		return nil
	}
	if m.userZone != nil && m.userZone.String() == name {
		return m.userZone
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	m.userZone = z
	return z
}
