package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/steps"
	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/notes"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// noted is what the viewer has written down about the recording.
type noted struct {
	book    notes.Book
	typed   notes.Note // the note being typed, but for its text
	written int        // notes of this run, for their ids
}

type (
	// notesMsg brings the notes of the recording.
	notesMsg struct {
		book *notes.Book
		err  error
	}
	// notedMsg says what became of a note.
	notedMsg struct{ err error }
)

// readNotes reads the notes beside the recording.
func (m *model) readNotes() tea.Cmd {
	path := m.opened.Notes
	if path == "" {
		return nil
	}
	return func() tea.Msg {
		b, err := notes.Load(path)
		return notesMsg{b, err}
	}
}

func (m *model) onNotes(msg notesMsg) tea.Cmd {
	// What was written meanwhile stays.
	for _, n := range m.noted.book.Notes() {
		msg.book.Put(n)
	}
	m.noted.book = *msg.book
	for r, t := range msg.book.Marks() {
		if _, ok := m.marks[r]; !ok {
			m.marks[r] = t
		}
	}
	m.showHits()
	switch {
	case msg.err != nil:
		return m.say("the notes could not be read: " + msg.err.Error())
	case msg.book.Unread > 0:
		return m.say(number(msg.book.Unread) + " lines of the notes could not be read")
	}
	return nil
}

// startNote opens the prompt for a note at this moment and element; on a row of a
// note, for changing it.
func (m *model) startNote() tea.Cmd {
	if n, ok := m.selectedNote(); ok {
		m.noted.typed = n
		cmd := m.openPrompt(notePrompt)
		m.input.line.Set(n.Text)
		return cmd
	}
	if len(m.all.tabs) == 0 {
		return m.say("there is nothing to take a note of yet")
	}
	m.play.clock.Pause()
	m.noted.written++
	now := m.rt.Now().UnixMilli()
	n := notes.Note{
		ID: fmt.Sprintf("%x-%d", now, m.noted.written), Time: m.now(), Offset: m.now() - m.all.start, View: m.shownView(), Tab: m.stage.tab + 1,
		Written: event.Millis(now),
	}
	if t, r := m.pickedElement(); r != dom.None {
		id := t.Node(r).ID
		n.Node, n.Selector = &id, steps.Selector(t, r)
	}
	m.noted.typed = n
	m.stage.sel.on = false
	return m.openPrompt(notePrompt)
}

// pickedElement is the element that is selected on the page, else the one under
// the pointer.
func (m *model) pickedElement() (*dom.Tree, dom.Ref) {
	f := m.stage.frame
	if f == nil {
		return nil, dom.None
	}
	r := dom.None
	if m.stage.sel.on {
		x, y, _, _ := m.stage.sel.area()
		r = f.At(x, y)
	} else if m.stage.shown.pointed {
		r = f.Pointer.Ref
	}
	if r != dom.None && !f.Tree.Node(r).IsElement() {
		r = f.Tree.Node(r).Parent
	}
	return f.Tree, r
}

// selectedNote is the note of the row that has the keys.
func (m *model) selectedNote() (notes.Note, bool) {
	l := m.list()
	if m.pane.focus != onPane || !m.pane.state.open || l == nil || l.Selected() == nil {
		return notes.Note{}, false
	}
	return m.noted.book.Find(l.Selected().Get(events.NoteField))
}

// endNote keeps what was typed; an empty note is none, and a note that was
// emptied is deleted.
func (m *model) endNote(text string) tea.Cmd {
	n := m.noted.typed
	n.Text = strings.TrimSpace(text)
	_, known := m.noted.book.Find(n.ID)
	if n.Text == "" {
		if !known {
			return nil
		}
		n.Deleted = true
	}
	what := "note kept"
	if n.Deleted {
		what = "note deleted"
	}
	return m.writeNote(n, what)
}

// writeNote takes a note or mark in and adds it to the file.
func (m *model) writeNote(n notes.Note, what string) tea.Cmd {
	m.noted.book.Put(n)
	m.showHits()
	path := m.opened.Notes
	if path == "" {
		return m.say(what + ", until the player is closed: --notes FILE keeps them")
	}
	return tea.Batch(m.say(what), func() tea.Msg {
		if err := notes.Append(path, n); err != nil {
			return notedMsg{err}
		}
		return nil
	})
}

// keepMark keeps a mark beside the recording.
func (m *model) keepMark(letter string, say string) tea.Cmd {
	n := notes.Note{
		ID: "mark-" + letter, Mark: letter, Time: m.now(), Offset: m.now() - m.all.start, View: m.shownView(), Tab: m.stage.tab + 1,
		Written: event.Millis(m.rt.Now().UnixMilli()),
	}
	m.noted.book.Put(n)
	path := m.opened.Notes
	if path == "" {
		return m.say(say)
	}
	return tea.Batch(m.say(say), func() tea.Msg {
		if err := notes.Append(path, n); err != nil {
			return notedMsg{err}
		}
		return nil
	})
}

// noteEntries are the notes as rows of the list.
func (m *model) noteEntries() []event.Entry {
	var out []event.Entry
	for _, n := range m.noted.book.Notes() {
		e := event.Entry{
			Time: min(max(n.Time, m.all.start), m.all.end), Kind: event.EntryCustom, Track: int32(n.Tab - 1), Node: event.NoNode, Title: n.Text,
			Fields: []event.Field{{Name: events.NoteField, Value: n.ID}},
		}
		if n.Node != nil {
			e.Node = *n.Node
		}
		if n.Selector != "" {
			e.Fields = append(e.Fields, event.Field{Name: "selector", Value: n.Selector})
		}
		if len(n.Tags) > 0 {
			e.Fields = append(e.Fields, event.Field{Name: "tags", Value: strings.Join(n.Tags, " ")})
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b event.Entry) int { return int(max(min(a.Time-b.Time, 1), -1)) })
	return out
}

// noteTime is how long a note is shown on the page, in recorded ms.
const noteTime event.Millis = 3000

// drawNotes shows the notes of this moment at their elements.
func (m *model) drawNotes(page canvas.Canvas) {
	f, at := m.stage.frame, m.stage.shown.at
	if f == nil {
		return
	}
	th := m.scr.theme
	c := page.Sub(stage.Place(page.W, f.Grid.Cols), 0, f.Grid.Cols, f.Grid.Rows)
	free := 0 // the first row for notes about no element
	for _, n := range m.noted.book.Notes() {
		if at < n.Time || at >= n.Time+noteTime || n.Tab != m.stage.shown.tab+1 {
			continue
		}
		x, y, ok := 0, free, false
		if n.Node != nil {
			eachCell(f.Grid, f.Refs, f.Tree, f.Tree.ByID(*n.Node), func(cx, cy int) {
				if !ok || cx > x {
					x = cx
				}
				if !ok {
					y = cy
				}
				ok = true
			})
		}
		if !ok {
			free++
		}
		label := " " + string(th.Glyphs.Note) + " " + n.Text + " "
		if w := c.Width(label); x+1+w > c.W {
			x = max(c.W-w-1, 0)
		}
		st := th.Style(theme.Accent)
		st.Attr |= cell.Reverse
		c.Fit(x+1, y, c.W-x-1, label, th.Glyphs.Ellipsis, st)
	}
}
