package ui

import (
	"context"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/search"
	"playhead/engine/signal"
	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// finding is a search for what was on screen, over the whole recording. Its hits
// come while it goes on.
type finding struct {
	text    string // as it was typed, "" for no search
	pattern search.Pattern
	words   *regexp.Regexp // what the pattern is in a row of cells, nil for selectors
	cancel  context.CancelFunc
	rev     int
	running bool
	done    int // per cent
	hits    []found
	looking bool // goes to the first hit from here when there is one
	from    event.Millis
	err     error
}

// found is a moment at which something came into sight.
type found struct {
	tab int
	search.Hit
}

type (
	// hitsMsg brings hits, and how far the search is.
	hitsMsg struct {
		rev  int
		hits []found
		done int
		from <-chan hitsMsg
	}
	// searchedMsg says that a search has ended.
	searchedMsg struct {
		rev int
		err error
	}
)

// findOnScreen searches the recording for what was typed, from this moment on
// first.
func (m *model) findOnScreen(text string) tea.Cmd {
	m.endSearch()
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	p, err := search.ParsePattern(text)
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return m.say(err.Error())
	}
	if len(m.all.tabs) == 0 {
		return m.say("there is no page to search yet")
	}
	f := &m.find
	ctx, cancel := context.WithCancel(m.ctx)
	*f = finding{text: text, pattern: p, words: wordsOf(p), cancel: cancel, rev: f.rev + 1, running: true, looking: true, from: m.now()}
	tabs, rev := slices.Clone(m.all.tabs), f.rev
	hits := make(chan hitsMsg, 16)
	run := func() tea.Msg {
		defer close(hits)
		return searchedMsg{rev, searchTabs(ctx, tabs, p, rev, hits)}
	}
	return tea.Batch(run, nextHits(hits))
}

// searchTabs searches one tab after the other.
func searchTabs(ctx context.Context, tabs []Tab, p search.Pattern, rev int, out chan<- hitsMsg) error {
	send := func(msg hitsMsg) {
		select {
		case out <- msg:
		case <-ctx.Done():
		}
	}
	for i, tab := range tabs {
		last := -1
		opts := search.Options{Progress: func(done, total int) {
			if now := (100*i + 100*done/max(total, 1)) / len(tabs); now != last {
				last = now
				send(hitsMsg{rev: rev, done: now})
			}
		}}
		_, err := search.Run(ctx, tab, p, opts, func(h search.Hit) bool {
			send(hitsMsg{rev: rev, hits: []found{{i, h}}, done: last})
			return ctx.Err() == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// nextHits waits for hits, and takes those that have come by then.
func nextHits(from <-chan hitsMsg) tea.Cmd {
	return func() tea.Msg {
		msg, ok := <-from
		if !ok {
			return nil
		}
		msg.from = from
		for {
			select {
			case more, ok := <-from:
				if !ok {
					return msg
				}
				msg.hits = append(msg.hits, more.hits...)
				msg.done = more.done
			default:
				return msg
			}
		}
	}
}

// onHits takes hits in; the first one from where the search began is gone to.
func (m *model) onHits(msg hitsMsg) tea.Cmd {
	f := &m.find
	if msg.rev != f.rev {
		return nil
	}
	for _, h := range msg.hits {
		f.add(h)
	}
	f.done = max(f.done, msg.done)
	m.scr.dirty = true
	cmds := []tea.Cmd{nextHits(msg.from)}
	if len(msg.hits) > 0 {
		m.showHits()
	}
	if f.looking {
		if h := f.next(f.from-1, 1); h != nil {
			f.looking = false
			cmds = append(cmds, m.goToHit(h))
		}
	}
	return tea.Batch(cmds...)
}

// add puts a hit in its place; the end of a stretch replaces its beginning.
func (f *finding) add(h found) {
	i := slices.IndexFunc(f.hits, func(x found) bool { return x.tab == h.tab && x.ID == h.ID })
	if i >= 0 {
		f.hits[i] = h
		return
	}
	i = sort.Search(len(f.hits), func(i int) bool { return f.hits[i].From > h.From })
	f.hits = slices.Insert(f.hits, i, h)
}

func (m *model) onSearched(msg searchedMsg) tea.Cmd {
	f := &m.find
	if msg.rev != f.rev {
		return nil
	}
	f.running, f.err = false, msg.err
	m.scr.dirty = true
	switch {
	case msg.err != nil:
		return m.say(msg.err.Error())
	case len(f.hits) == 0:
		return m.say(f.text + " was never on screen")
	case f.looking:
		f.looking = false
		return tea.Batch(m.goToHit(&f.hits[0]), m.say("not after this; the first of all is shown"))
	}
	return nil
}

// next returns the first hit after (dir > 0) or the last before moment t.
func (f *finding) next(t event.Millis, dir int) *found {
	i := sort.Search(len(f.hits), func(i int) bool { return f.hits[i].From > t })
	if dir < 0 {
		i = sort.Search(len(f.hits), func(i int) bool { return f.hits[i].From >= t }) - 1
	}
	if i < 0 || i >= len(f.hits) {
		return nil
	}
	return &f.hits[i]
}

// stepHit goes to the n-th next or previous moment.
func (m *model) stepHit(dir int) tea.Cmd {
	f := &m.find
	var h *found
	at := m.now()
	for range m.takeCount() {
		x := f.next(at, dir)
		if x == nil {
			break
		}
		h, at = x, x.From
	}
	switch {
	case h != nil:
		return m.goToHit(h)
	case f.running:
		return m.say("no moment" + direction(dir) + " yet; " + strconv.Itoa(f.done) + " % searched")
	}
	return m.say("no moment with " + f.text + direction(dir))
}

func (m *model) goToHit(h *found) tea.Cmd {
	if len(m.all.tabs) > 1 {
		m.stage.tab, m.stage.fixed = h.tab, true
	}
	m.followAll()
	return m.seek(min(max(h.From, m.all.start), m.all.end))
}

// endSearch ends the search and forgets its hits.
func (m *model) endSearch() {
	f := &m.find
	if f.cancel != nil {
		f.cancel()
	}
	had := len(f.hits) > 0
	*f = finding{rev: f.rev + 1}
	if had {
		m.showHits()
	}
}

// showHits puts the hits among the events and on the time axis.
func (m *model) showHits() {
	m.listEntries()
	m.markers()
	m.scr.dirty = true
}

// listEntries gives the lists what happened, and the hits between.
func (m *model) listEntries() {
	all := m.told.entries
	if own := m.noteEntries(); len(own) > 0 || len(m.find.hits) > 0 {
		all = signal.Merge(all, m.find.entries(), own)
	}
	about := events.About{Start: m.all.start, User: join(m.all.info.User.Name, m.all.info.User.Email, m.all.info.User.ID), View: m.viewOf}
	for i := range m.pane.lists {
		m.pane.lists[i].SetEntries(all, about)
	}
	m.follow()
}

// entries are the hits as rows of the list.
func (f *finding) entries() []event.Entry {
	out := make([]event.Entry, len(f.hits))
	for i := range f.hits {
		h := &f.hits[i]
		text := h.Text
		if text == "" {
			text = h.Selector
		}
		out[i] = event.Entry{
			Time: h.From, Duration: h.To - h.From, Kind: event.EntryCustom, Track: int32(h.tab), Node: h.Node, Title: text,
			Fields: []event.Field{{Name: events.SeenField, Value: f.text}, {Name: "selector", Value: h.Selector}},
		}
	}
	return out
}

// viewOf names the view that a row belongs to.
func (m *model) viewOf(e *event.Entry) string {
	if e.Track < 0 || int(e.Track) >= len(m.all.tabs) {
		return ""
	}
	views := m.all.tabs[e.Track].Views()
	i := sort.Search(len(views), func(i int) bool { return views[i].Start > e.Time }) - 1
	if i < 0 {
		return ""
	}
	if views[i].Name != "" {
		return views[i].Name
	}
	return views[i].URL
}

// wordsOf is the expression by which a pattern is marked in the rows of a frame.
func wordsOf(p search.Pattern) *regexp.Regexp {
	if p.Selector != "" {
		return nil
	}
	text := p.Text
	if !p.Regexp {
		text = strings.Join(strings.Fields(regexp.QuoteMeta(text)), `\s+`)
	}
	if p.Fold {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil
	}
	return re
}

// drawFound marks on the page what is searched for.
func (m *model) drawFound(page canvas.Canvas) {
	f, fr := &m.find, m.stage.frame
	if f.text == "" || fr == nil {
		return
	}
	th := m.scr.theme
	c := page.Sub(stage.Place(page.W, fr.Grid.Cols), 0, fr.Grid.Cols, fr.Grid.Rows)
	sign := func(x, y, w int) {
		c.Restyle(x, y, w, 1, func(s cell.Style) cell.Style {
			s.Attr |= cell.Bold | cell.Reverse
			return s
		})
	}
	if f.words != nil {
		for y := range fr.Grid.Rows {
			markRow(fr.Grid, y, f.words, sign)
		}
		return
	}
	h := f.next(m.stage.shown.at+1, -1)
	if h == nil || h.tab != m.stage.shown.tab {
		return
	}
	line := th.Style(theme.Accent)
	eachCell(fr.Grid, fr.Refs, fr.Tree, fr.Tree.ByID(h.Node), func(x, y int) {
		c.Restyle(x, y, 1, 1, func(s cell.Style) cell.Style {
			s.Attr = s.Attr.WithUnderline(cell.Underline) | line.Attr
			return s
		})
	})
}

// markRow calls sign for the cells of a row that the expression matches.
func markRow(g *cell.Grid, y int, re *regexp.Regexp, sign func(x, y, w int)) {
	var sb strings.Builder
	var cols []int // column of each byte
	for x := range g.Cols {
		s := g.Text(x, y)
		for range len(s) {
			cols = append(cols, x)
		}
		sb.WriteString(s)
	}
	cols = append(cols, g.Cols)
	for _, at := range re.FindAllStringIndex(sb.String(), -1) {
		if at[1] > at[0] {
			sign(cols[at[0]], y, cols[at[1]]-cols[at[0]])
		}
	}
}

// eachCell calls f for the cells that show an element or something in it.
func eachCell(g *cell.Grid, refs []dom.Ref, t *dom.Tree, r dom.Ref, f func(x, y int)) {
	if r == dom.None {
		return
	}
	inside := make(map[dom.Ref]bool)
	var in func(dom.Ref) bool
	in = func(x dom.Ref) bool {
		if x == dom.None || x == r {
			return x == r
		}
		if v, ok := inside[x]; ok {
			return v
		}
		inside[x] = false // no way round
		v := in(t.Node(x).Parent)
		inside[x] = v
		return v
	}
	for i, x := range refs {
		if in(x) {
			f(i%g.Cols, i/g.Cols)
		}
	}
}

// findParts is how the search is, for the status line: which moment of how many,
// and how far it has come.
func (m *model) findText() string {
	f := &m.find
	if f.text == "" {
		return ""
	}
	n := len(f.hits)
	i := sort.Search(n, func(i int) bool { return f.hits[i].From > m.now() })
	s := "/" + f.text + "  " + number(i) + " of " + number(n)
	if f.running {
		s += "  " + number(f.done) + " %"
	}
	return s
}

// findNext steps through what was searched for, else through what the filter
// shows.
func (m *model) findNext(dir int) tea.Cmd {
	if m.find.text != "" {
		return m.stepHit(dir)
	}
	c := m.pane.lists[eventPane].Filter().Condition
	if c == nil {
		return m.say("nothing is searched for (" + m.keys.Key(keymap.Find) + " finds, " + m.keys.Key(keymap.FilterEvents) + " filters)")
	}
	l := &m.pane.lists[eventPane]
	rows := make(map[*event.Entry]bool, l.Len())
	for i := range l.Len() {
		rows[l.Entry(i)] = true
	}
	return m.jumpIn(l.Entries(), target{"hit for " + c.String(), func(e *event.Entry) bool { return rows[e] }}, dir)
}
