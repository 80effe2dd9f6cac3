package ui

import (
	"sort"
	"time"

	tea "charm.land/bubbletea/v2"
)

// standstill is a Runtime whose clock moves only when somebody moves it.
type standstill struct {
	now    time.Time
	timers []timer
	waits  []wait
	seq    int
}

type timer struct {
	at  time.Time
	seq int
	msg tea.Msg
}

type wait struct {
	c   <-chan struct{}
	msg tea.Msg
}

// Now implements Runtime.
func (r *standstill) Now() time.Time { return r.now }

// After implements Runtime: the message waits for next.
func (r *standstill) After(d time.Duration, msg tea.Msg) tea.Cmd {
	r.seq++
	t := timer{r.now.Add(d), r.seq, msg}
	return func() tea.Msg {
		r.timers = append(r.timers, t)
		return nil
	}
}

// Wait implements Runtime: the message waits for come.
func (r *standstill) Wait(c, _ <-chan struct{}, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		r.waits = append(r.waits, wait{c, msg})
		return nil
	}
}

// next moves the clock to the first timer up to end and returns its message.
func (r *standstill) next(end time.Time) (tea.Msg, bool) {
	sort.SliceStable(r.timers, func(i, j int) bool {
		x, y := r.timers[i], r.timers[j]
		if x.at.Equal(y.at) {
			return x.seq < y.seq
		}
		return x.at.Before(y.at)
	})
	if len(r.timers) == 0 || r.timers[0].at.After(end) {
		return nil, false
	}
	t := r.timers[0]
	r.timers = r.timers[1:]
	r.now = t.at
	return t.msg, true
}

// come returns the message of a wait that has ended.
func (r *standstill) come() (tea.Msg, bool) {
	for i, w := range r.waits {
		select {
		case <-w.c:
			r.waits = append(r.waits[:i], r.waits[i+1:]...)
			return w.msg, true
		default:
		}
	}
	return nil, false
}
