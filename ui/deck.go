package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/moment"
	"playhead/engine/summary"
	"playhead/ui/keymap"
	"playhead/ui/sessions"
)

// deck is the list of recordings, where there are several.
type deck struct {
	lib     Library // nil where one recording was named
	shown   bool    // the list is on screen, else the recording chosen from it
	table   sessions.Table
	watched *sessions.Watched
	saved   *sessions.Saved
	done    bool   // all recordings are found
	doing   string // what the library is busy with
	failed  []string
	err     error
	key     string // of the recording that is open, "" for none
	opening int    // revision of what is being opened
	opens   bool   // something is
	board   board
	preview preview
}

type (
	// foundMsg brings recordings that were found.
	foundMsg struct {
		found Found
		from  <-chan Found
	}
	// listedMsg says that all recordings are found.
	listedMsg struct{ err error }
	// openedMsg brings a recording that was opened.
	openedMsg struct {
		opened Opened
		key    string
		start  moment.Moment
		starts bool
		rev    int
		err    error
	}
	// keptMsg says what became of a mark.
	keptMsg struct{ err error }
)

func (foundMsg) forAnyRecording()  {}
func (listedMsg) forAnyRecording() {}
func (openedMsg) forAnyRecording() {}
func (keptMsg) forAnyRecording()   {}
func (toastMsg) forAnyRecording()  {}
func (copiedMsg) forAnyRecording() {}

// listAll has the library look for recordings.
func (m *model) listAll() tea.Cmd {
	lib, ctx := m.deck.lib, m.top
	found := make(chan Found, 16)
	look := func() tea.Msg {
		defer close(found)
		err := lib.List(ctx, func(f Found) {
			select {
			case found <- f:
			case <-ctx.Done():
			}
		})
		return listedMsg{err}
	}
	return tea.Batch(look, nextFound(found))
}

// mostFound is how many recordings are taken into the list at once.
const mostFound = 256

// nextFound waits for more recordings, and takes those that have come by then.
func nextFound(from <-chan Found) tea.Cmd {
	return func() tea.Msg {
		f, ok := <-from
		if !ok {
			return nil
		}
		for len(f.Sessions) < mostFound && f.Only == nil {
			select {
			case more, ok := <-from:
				if !ok {
					return foundMsg{f, from}
				}
				f.Sessions = append(f.Sessions, more.Sessions...)
				f.Failed = append(f.Failed, more.Failed...)
				f.Only = more.Only
				if more.Doing != "" {
					f.Doing = more.Doing
				}
			default:
				return foundMsg{f, from}
			}
		}
		return foundMsg{f, from}
	}
}

// maxFailed bounds the sources that are named as not readable.
const maxFailed = 1000

func (m *model) onFound(msg foundMsg) tea.Cmd {
	d := &m.deck
	first := d.table.Len() == 0
	d.table.Add(msg.found.Sessions, d.watched.Has)
	if len(d.failed) < maxFailed {
		d.failed = append(d.failed, msg.found.Failed...)
	}
	if msg.found.Doing != "" {
		d.doing = msg.found.Doing
	}
	m.scr.dirty = true
	next := nextFound(msg.from)
	switch {
	case msg.found.Only != nil:
		d.lib, d.shown = nil, false // there is nothing to come back to
		return tea.Batch(next, m.load(*msg.found.Only))
	case first && d.table.Len() > 0:
		return tea.Batch(next, m.wantPreview())
	}
	return next
}

func (m *model) onListed(msg listedMsg) tea.Cmd {
	m.deck.done, m.deck.err, m.deck.doing = true, msg.err, ""
	m.scr.dirty = true
	return nil
}

// openRow opens a recording of the list, at a moment if one is given.
func (m *model) openRow(r *sessions.Row, start *moment.Moment) tea.Cmd {
	d := &m.deck
	d.opening++
	d.opens = true
	msg := openedMsg{key: r.Key(), rev: d.opening}
	if start != nil {
		msg.start, msg.starts = *start, true
	}
	lib, ctx, s := d.lib, m.top, r.Session
	return func() tea.Msg {
		msg.opened, msg.err = lib.Open(ctx, &s)
		return msg
	}
}

func (m *model) onOpened(msg openedMsg) tea.Cmd {
	d := &m.deck
	if msg.rev != d.opening {
		return closing(msg.opened) // another one was asked for meanwhile
	}
	d.opens = false
	if msg.err != nil {
		return m.say(msg.err.Error())
	}
	d.shown, d.key = false, msg.key
	m.preview().stop()
	m.opts.Start, m.opts.HasStart, m.opts.View = msg.start, msg.starts, ""
	return tea.Batch(m.load(msg.opened), m.mark(msg.key, true))
}

// closing returns a command that lets go of a recording.
func closing(o Opened) tea.Cmd {
	if o.Close == nil {
		return nil
	}
	return func() tea.Msg {
		_ = o.Close() // nothing is written
		return nil
	}
}

// load shows a recording instead of the one that is shown.
func (m *model) load(o Opened) tea.Cmd {
	old := m.opened
	m.hideHeat()
	if m.stop != nil {
		m.stop()
	}
	m.generation++
	m.opened = o
	m.rec = o.Recording
	m.ctx, m.stop = context.WithCancel(m.top)
	m.reset()
	cmds := []tea.Cmd{closing(old), m.refresh(), m.readNotes()}
	if m.scr.w > 0 {
		cmds = append(cmds, m.relayout())
	}
	return bind(tea.Batch(cmds...), m.generation)
}

// mark sets the watched mark of a recording and keeps it.
func (m *model) mark(key string, watched bool) tea.Cmd {
	m.deck.table.Mark(key, watched)
	keep := m.deck.watched.Set(key, watched, m.rt.Now().UnixMilli())
	return func() tea.Msg {
		if err := keep(); err != nil {
			return keptMsg{err}
		}
		return nil
	}
}

// neighbour opens the next or previous recording of the list.
func (m *model) neighbour(a keymap.Action, d int) tea.Cmd {
	if m.deck.lib == nil {
		return m.sayWhy(a, "one recording was opened; a directory or a server has several")
	}
	r := m.deck.table.Neighbour(m.deck.key, d*m.takeCount())
	if r == nil {
		if d > 0 {
			return m.say("that was the last recording of the list")
		}
		return m.say("that was the first recording of the list")
	}
	return tea.Batch(m.openRow(r, nil), m.say("opens "+r.Name(m.deck.lib.Name())))
}

// backToList shows the list again.
func (m *model) backToList() tea.Cmd {
	m.play.clock.Pause()
	m.deck.shown = true
	m.deck.opening++ // what is being opened is not wanted any more
	m.deck.opens = false
	m.pane.state.full = false
	m.scr.dirty = true
	return m.wantPreview()
}

// actDeck does what an action asks for while the list is shown.
func (m *model) actDeck(a keymap.Action) (tea.Cmd, bool) {
	d := &m.deck
	t := &d.table
	if d.board.shown {
		return m.actBoard(a)
	}
	switch a {
	case keymap.Up, keymap.Down, keymap.PageUp, keymap.PageDown, keymap.Start, keymap.End:
		return m.moveDeck(a), true
	case keymap.OpenRecording, keymap.SelectWorst:
		r := t.Selected()
		if r == nil {
			return m.sayWhy(a, "there is no recording to open"), true
		}
		if a == keymap.OpenRecording {
			return m.openRow(r, nil), true
		}
		if r.Worst == nil {
			return m.sayWhy(a, "nothing went wrong in it"), true
		}
		at := moment.At(max(r.Worst.Time-beforeRow, r.Session.Start))
		return m.openRow(r, &at), true
	case keymap.Statistics:
		return m.openBoard(a), true
	case keymap.SortNext:
		return m.say("sorted by " + t.SortBy(1)), true
	case keymap.SortPrev:
		return m.say("sorted by " + t.SortBy(-1)), true
	case keymap.SortTurn:
		t.Turn()
		return nil, true
	case keymap.ToggleWatched:
		if r := t.Selected(); r != nil {
			return m.mark(r.Key(), !r.Watched), true
		}
		return nil, true
	case keymap.SaveQuery:
		return m.saveQuery(a), true
	case keymap.NextQuery:
		return m.savedQuery(a, 1), true
	case keymap.PrevQuery:
		return m.savedQuery(a, -1), true
	case keymap.TogglePreview:
		d.preview.off = !d.preview.off
		return m.wantPreview(), true
	case keymap.Find:
		m.openPrompt(filterPrompt)
		m.input.line.Set(t.Filter())
		return nil, true
	case keymap.ClearFilter, keymap.Escape:
		if t.Filter() == "" && a == keymap.ClearFilter {
			return m.say("nothing is filtered"), true
		}
		return m.filterDeck(""), true
	case keymap.GoTo:
		return m.openPrompt(palettePrompt), true
	}
	return nil, false
}

func (m *model) moveDeck(a keymap.Action) tea.Cmd {
	t := &m.deck.table
	n := max(t.Rows()-1, 1)
	switch a {
	case keymap.Up:
		t.Move(-1)
	case keymap.Down:
		t.Move(1)
	case keymap.PageUp:
		t.Move(-n)
	case keymap.PageDown:
		t.Move(n)
	case keymap.Start:
		t.Put(0)
	case keymap.End:
		t.Put(t.Len() - 1)
	}
	return m.wantPreview()
}

// saveQuery keeps the filter of the list, or lets go of it.
func (m *model) saveQuery(a keymap.Action) tea.Cmd {
	d := &m.deck
	f := d.table.Filter()
	if f == "" {
		return m.sayWhy(a, "no filter is set ("+m.keys.Key(keymap.Find)+" sets one)")
	}
	kept, write := d.saved.Toggle(f)
	d.table.SetSaved(d.saved.List())
	said := "query not kept any more"
	if kept {
		said = "query " + number(len(d.saved.List())) + " kept; the list shows where it holds"
	}
	return tea.Batch(m.say(said), func() tea.Msg {
		if err := write(); err != nil {
			return keptMsg{err}
		}
		return nil
	})
}

// savedQuery filters the list by the next or previous saved query.
func (m *model) savedQuery(a keymap.Action, d int) tea.Cmd {
	text, n := m.deck.saved.Next(m.deck.table.Filter(), d)
	if text == "" {
		return m.sayWhy(a, "no query is saved ("+m.keys.Key(keymap.SaveQuery)+" saves the filter)")
	}
	return tea.Batch(m.filterDeck(text), m.say("query "+number(n)+" of "+number(len(m.deck.saved.List()))))
}

// filterDeck shows the recordings that a query holds for.
func (m *model) filterDeck(text string) tea.Cmd {
	m.input.bad = ""
	if err := m.deck.table.SetFilter(strings.TrimSpace(text)); err != nil {
		m.input.bad = err.Error()
	}
	m.scr.dirty = true
	return m.wantPreview()
}

// outsideRecording are the actions that make sense while no recording is shown.
func outsideRecording(a keymap.Action) bool {
	switch a {
	case keymap.CycleClock, keymap.ToggleMouse, keymap.Palette, keymap.Help, keymap.Debug, keymap.Suspend, keymap.Quit:
		return true
	default:
		return false
	}
}

// Summary of what is found, for the status line.
func (d *deck) count() string {
	n := number(d.table.Len())
	if d.table.Len() != d.table.All() {
		n += " of " + number(d.table.All())
	}
	if d.table.All() == 1 {
		return n + " recording"
	}
	return n + " recordings"
}

// emptyText says why the list is empty.
func (d *deck) emptyText(clear string) []string {
	switch {
	case d.err != nil:
		return []string{"The list could not be read.", d.err.Error()}
	case d.table.All() > 0:
		return []string{"The filter hides all " + number(d.table.All()) + ".", clear + " shows them."}
	case !d.done:
		return nil
	case len(d.failed) > 0:
		return append([]string{"No recording could be read."}, d.failed[:min(len(d.failed), 8)]...)
	}
	return []string{"There is no recording in " + d.lib.Name() + "."}
}

// worstText says what is worth a look in a recording.
func worstText(s *summary.Session) string {
	if s.Worst == nil {
		return "nothing went wrong"
	}
	kind := strings.ReplaceAll(strings.TrimSuffix(s.Worst.Kind, "_click"), "_", " ")
	if strings.HasPrefix(s.Worst.Title, s.Worst.Kind+": ") {
		return kind + "  " + s.Worst.Title[len(s.Worst.Kind)+2:]
	}
	return kind + "  " + s.Worst.Title
}
