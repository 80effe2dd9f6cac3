package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/moment"
	enginestats "playhead/engine/stats"
	"playhead/engine/summary"
	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/stats"
	"playhead/ui/theme"
)

// Counter is a library that can count over its recordings. Its methods are called
// from goroutines of their own; tell may be called at any time before they
// return.
type Counter interface {
	// Count counts over recordings of the list. funnel are the steps of one, "" for
	// none; text that is no query gives an error.
	Count(ctx context.Context, list []summary.Session, funnel string, tell func(done, total int)) (*enginestats.Report, error)
	// Heat looks at a page of recordings of the list by its address.
	Heat(ctx context.Context, list []summary.Session, url string, tell func(done, total int)) (*enginestats.Heat, error)
}

// board is the statistics of the recordings that the list shows.
type board struct {
	shown  bool
	board  stats.Board
	funnel string
	doing  string // how far counting is, "" when it is not counting
	err    error
	rev    int
	stop   context.CancelFunc
	head   string // what was counted
}

type (
	// countedMsg brings statistics.
	countedMsg struct {
		report *enginestats.Report
		err    error
		rev    int
	}
	// countingMsg says how far counting is.
	countingMsg struct {
		done, total int
		rev         int
		from        <-chan [2]int
	}
)

func (countedMsg) forAnyRecording()  {}
func (countingMsg) forAnyRecording() {}

// openBoard shows the statistics of what the list shows.
func (m *model) openBoard(a keymap.Action) tea.Cmd {
	if _, ok := m.deck.lib.(Counter); !ok {
		return m.sayWhy(a, "these recordings cannot be counted")
	}
	if m.deck.table.Len() == 0 {
		return m.sayWhy(a, "the list shows no recording")
	}
	m.deck.board.shown = true
	return m.count()
}

// count begins to count anew.
func (m *model) count() tea.Cmd {
	b := &m.deck.board
	lib, ok := m.deck.lib.(Counter)
	if !ok {
		return nil
	}
	m.stopCounting()
	ctx, stop := context.WithCancel(m.top)
	b.rev++
	b.stop, b.err = stop, nil
	list := m.deck.table.Shown()
	b.head = m.deck.count()
	b.doing = "Counting"
	rev, funnel := b.rev, b.funnel
	told := make(chan [2]int, 1)
	work := func() tea.Msg {
		defer close(told)
		r, err := lib.Count(ctx, list, funnel, newest(told))
		return countedMsg{r, err, rev}
	}
	m.scr.dirty = true
	return tea.Batch(work, counting(told, rev))
}

// newest keeps the last progress that was told, for whoever looks next.
func newest(told chan [2]int) func(done, total int) {
	return func(done, total int) {
		select {
		case told <- [2]int{done, total}:
		default:
		}
	}
}

func counting(from <-chan [2]int, rev int) tea.Cmd {
	return func() tea.Msg {
		p, ok := <-from
		if !ok {
			return nil
		}
		return countingMsg{p[0], p[1], rev, from}
	}
}

func (m *model) stopCounting() {
	if b := &m.deck.board; b.stop != nil {
		b.stop()
		b.stop, b.doing = nil, ""
	}
}

func (m *model) onCounting(msg countingMsg) tea.Cmd {
	if b := &m.deck.board; msg.rev == b.rev && b.doing != "" {
		b.doing = "Counting: " + number(msg.done) + " of " + number(msg.total)
		m.scr.dirty = true
	}
	return counting(msg.from, msg.rev)
}

func (m *model) onCounted(msg countedMsg) tea.Cmd {
	b := &m.deck.board
	if msg.rev != b.rev {
		return nil // other recordings are counted meanwhile
	}
	m.stopCounting()
	m.scr.dirty = true
	if b.err = msg.err; msg.err == nil {
		b.board.Set(msg.report)
	}
	return nil
}

// actBoard does what an action asks for while the statistics are shown.
func (m *model) actBoard(a keymap.Action) (tea.Cmd, bool) {
	b := &m.deck.board
	l := &b.board
	switch a {
	case keymap.Up:
		l.Move(-1)
	case keymap.Down:
		l.Move(1)
	case keymap.PageUp:
		l.Page(-1)
	case keymap.PageDown:
		l.Page(1)
	case keymap.Start:
		l.Put(0)
	case keymap.End:
		l.Put(l.Len() - 1)
	case keymap.OpenRecording:
		r := l.Selected()
		switch {
		case r == nil:
		case r.At != nil:
			return m.openMoment(r.At), true
		case !l.Toggle():
			return m.sayWhy(a, "there is no moment behind this row"), true
		}
	case keymap.SelectWorst:
		if r := l.Selected(); r != nil && r.At != nil {
			return m.openMoment(r.At), true
		} else if r != nil && len(r.Moments) > 0 {
			return m.openMoment(&r.Moments[0]), true
		}
	case keymap.Find:
		m.openPrompt(funnelPrompt)
		m.input.line.Set(b.funnel)
	case keymap.Statistics, keymap.Escape, keymap.Quit:
		m.stopCounting()
		b.shown = false
		return m.wantPreview(), true
	default:
		return nil, false
	}
	return nil, true
}

// openMoment opens the recording of a moment, a little before it.
func (m *model) openMoment(at *enginestats.Moment) tea.Cmd {
	r := m.deck.table.Find(at.Session, at.Source)
	if r == nil {
		return m.say("its recording is not in the list any more")
	}
	start := moment.At(max(at.Time-beforeRow, r.Session.Start))
	return m.openRow(r, &start)
}

// setFunnel counts another funnel.
func (m *model) setFunnel(text string) tea.Cmd {
	m.deck.board.funnel = strings.TrimSpace(text)
	return m.count()
}

// drawBoard draws the statistics in place of the list.
func (m *model) drawBoard(c canvas.Canvas) {
	b, th := &m.deck.board, m.scr.theme
	head := c.Sub(0, 0, c.W, 1)
	x := head.Text(1, 0, "Statistics", th.Style(theme.Strong))
	title := m.deck.lib.Name()
	if f := m.deck.table.Filter(); f != "" {
		title = "/" + f
	}
	head.Fit(x+2, 0, head.W/2, title, th.Glyphs.Ellipsis, th.Style(theme.Dim))
	head.Right(head.W-1, 0, b.head, th.Style(theme.Dim))
	body := c.Sub(0, 1, c.W, c.H-2)
	switch {
	case b.err != nil:
		body.Fit(2, 1, body.W-3, "It could not be counted.", th.Glyphs.Ellipsis, th.Style(theme.Text))
		body.Fit(2, 2, body.W-3, b.err.Error(), th.Glyphs.Ellipsis, th.Style(theme.Dim))
	case b.board.Empty():
		body.Fit(2, 1, body.W-3, "Counting"+th.Glyphs.Ellipsis, th.Glyphs.Ellipsis, th.Style(theme.Dim))
	case b.board.Len() == 0:
		body.Fit(2, 1, body.W-3, "Nothing happened in these recordings that is counted.", th.Glyphs.Ellipsis, th.Style(theme.Dim))
	default:
		b.board.Draw(body, th)
	}
}

// drawBoardStatus draws the status line of the statistics.
func (m *model) drawBoardStatus(c canvas.Canvas) {
	th := m.scr.theme
	dim := th.Style(theme.Dim)
	x := c.W - 1
	for _, h := range [...]struct {
		a    keymap.Action
		word string
	}{{keymap.Statistics, "back"}, {keymap.Find, "funnel"}, {keymap.SelectWorst, "first moment"}, {keymap.OpenRecording, "moments"}} {
		if k := m.keys.Key(h.a); k != "" && x > c.W/2 {
			x = c.Right(x, 0, k+" "+h.word, dim) - 3
		}
	}
	c.Fit(1, 0, x-1, m.deck.board.doing, th.Glyphs.Ellipsis, th.Style(theme.Accent))
}

// mouseBoard takes the mouse while the statistics are shown.
func (m *model) mouseBoard(msg tea.MouseMsg) tea.Cmd {
	p := msg.Mouse()
	l := &m.deck.board.board
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch p.Button {
		case tea.MouseWheelUp:
			l.Scroll(-wheelRows)
		case tea.MouseWheelDown:
			l.Scroll(wheelRows)
		}
	case tea.MouseClickMsg:
		i := l.Top() + p.Y - 1
		if p.Button != tea.MouseLeft || p.Y < 1 || i >= l.Len() {
			return nil
		}
		again := i == l.Cursor()
		l.Put(i)
		if again {
			cmd, _ := m.actBoard(keymap.OpenRecording)
			return cmd
		}
	}
	return nil
}
