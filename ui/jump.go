package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/ui/events"
	"playhead/ui/keymap"
)

// target says what a jump looks for.
type target struct {
	what string // for "no … after this"
	want func(*event.Entry) bool
}

var (
	toError       = target{"error", events.IsError}
	toClick       = target{"click", func(e *event.Entry) bool { return e.Kind == event.EntryClick }}
	toFrustration = target{"rage or dead click", func(e *event.Entry) bool { return e.Kind == event.EntryFrustration }}
	toPage        = target{"page", func(e *event.Entry) bool { return e.Kind == event.EntryNavigation }}
	toRequest     = target{"failed request", events.Failed}
)

// jumpTarget returns what an action jumps to, and in which direction.
func jumpTarget(a keymap.Action) (t target, dir int, ok bool) {
	switch a {
	case keymap.NextError:
		return toError, 1, true
	case keymap.PrevError:
		return toError, -1, true
	case keymap.NextClick:
		return toClick, 1, true
	case keymap.PrevClick:
		return toClick, -1, true
	case keymap.NextFrustration:
		return toFrustration, 1, true
	case keymap.PrevFrustration:
		return toFrustration, -1, true
	case keymap.NextPage:
		return toPage, 1, true
	case keymap.PrevPage:
		return toPage, -1, true
	case keymap.NextRequest:
		return toRequest, 1, true
	case keymap.PrevRequest:
		return toRequest, -1, true
	default:
		return target{}, 0, false
	}
}

// jump goes to the n-th next or previous entry of a sort.
func (m *model) jump(t target, dir int) tea.Cmd { return m.jumpIn(m.told.entries, t, dir) }

// jumpIn is jump among some entries.
func (m *model) jumpIn(es []event.Entry, t target, dir int) tea.Cmd {
	n := m.takeCount()
	at := m.now()
	var found *event.Entry
	for range n {
		e := events.Next(es, at, dir, t.want)
		if e == nil {
			break
		}
		found, at = e, e.Time
	}
	if found == nil {
		return m.say("no " + t.what + direction(dir))
	}
	m.followAll()
	for i := range m.pane.lists {
		m.pane.lists[i].FollowEntry(found)
	}
	return tea.Batch(m.seek(found.Time), m.say(events.Word(found)+"  "+events.Title(found, m.all.host)))
}

func direction(dir int) string {
	if dir > 0 {
		return " after this"
	}
	return " before this"
}

// followAll makes the lists follow again.
func (m *model) followAll() {
	for i := range m.pane.lists {
		l := &m.pane.lists[i]
		l.Follow(max(l.Row(m.now()), 0))
	}
}

// jumpSpan goes to the start of the next or previous of times in order.
func (m *model) jumpSpan(what string, times []event.Millis, dir int) tea.Cmd {
	n := m.takeCount()
	slices.Sort(times)
	if dir < 0 {
		slices.Reverse(times)
	}
	best, ok := m.now(), false
	for _, t := range times {
		if n > 0 && (t-best)*event.Millis(dir) > 0 {
			best, ok = t, true
			n--
		}
	}
	if !ok {
		return m.say("no " + what + direction(dir))
	}
	return m.seek(best)
}

func (m *model) gapTimes() []event.Millis {
	ts := make([]event.Millis, 0, len(m.all.gaps))
	for _, g := range m.all.gaps {
		ts = append(ts, event.Millis(g.From))
	}
	return ts
}

func (m *model) noteTimes() []event.Millis {
	var ts []event.Millis
	for _, n := range m.noted.book.Notes() {
		ts = append(ts, n.Time)
	}
	return ts
}

func (m *model) markTimes() []event.Millis {
	ts := make([]event.Millis, 0, len(m.marks))
	for _, t := range m.marks {
		ts = append(ts, t)
	}
	return ts
}

// countWindow is how soon after a digit a jump must follow to take it as a
// count.
const countWindow = time.Second

// percent goes to a tenth of the whole. The digit may turn out to be the count
// of a jump that follows at once; see takeCount.
func (m *model) percent(digit int) tea.Cmd {
	now := m.rt.Now()
	if m.input.count == 0 || now.Sub(m.input.typed) > countWindow {
		m.input.before = m.now()
		m.input.count = 0
	}
	m.input.count = min(m.input.count*10+digit, 999)
	m.input.typed = now
	span := m.all.end - m.all.start
	return m.seek(m.all.start + span*event.Millis(digit)/10)
}

// takeCount returns the count typed right before a jump, 1 when there is none.
// The digits have moved playback; the jump starts from where it was before.
func (m *model) takeCount() int {
	n := m.input.count
	m.input.count = 0
	if n == 0 || m.rt.Now().Sub(m.input.typed) > countWindow {
		return 1
	}
	m.play.clock.Seek(m.input.before)
	return n
}

// goTo goes to a moment as typed. A sign means from here.
func (m *model) goTo(text string) (tea.Cmd, error) {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "+"); ok {
		mo, err := moment.Parse(rest)
		if err != nil {
			return nil, err
		}
		d, err := mo.In(0, 1<<50)
		if err != nil {
			return nil, err
		}
		return m.seek(m.now() + d), nil
	}
	mo, err := moment.Parse(text)
	if err != nil {
		return nil, err
	}
	t, err := mo.In(m.all.start, m.all.end)
	if err != nil && errors.Is(err, moment.ErrOutside) {
		return tea.Batch(m.seek(t), m.say(err.Error())), nil
	}
	return m.seek(t), err
}

// setMark puts a mark at the moment, or goes to one.
func (m *model) markKey(a keymap.Action, key string) tea.Cmd {
	r := []rune(key)
	if a == keymap.Percent && len(r) == 1 && r[0] >= '0' && r[0] <= '9' {
		return m.percent(int(r[0] - '0'))
	}
	if len(r) != 1 || r[0] < 'a' || r[0] > 'z' {
		return m.sayWhy(a, "marks are a to z")
	}
	if a == keymap.SetMark {
		m.marks[r[0]] = m.now()
		m.markers()
		return m.keepMark(key, "mark "+key+" set; "+m.keys.Key(keymap.JumpMark)+key+" comes back here")
	}
	t, ok := m.marks[r[0]]
	if !ok {
		return m.say("mark " + key + " is not set")
	}
	return m.seek(t)
}

func number(n int) string { return strconv.Itoa(n) }
