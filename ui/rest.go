package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// restTime is how long nothing must happen for the player to be at rest.
const restTime = 2 * time.Second

// rest is when something happened last.
type rest struct {
	happened int  // messages so far
	waiting  bool // a restMsg is on its way
}

// restMsg comes when the player may be at rest: when nothing happened since there
// had been so many messages.
type restMsg struct{ happened int }

func (restMsg) forAnyRecording() {}

// lively notes that a message came and adds to the command that answers it one that
// looks, later, whether it was the last for a while. At rest nothing is scheduled.
func (m *model) lively(msg tea.Msg, cmd tea.Cmd) tea.Cmd {
	if _, ok := msg.(restMsg); ok || m.opts.Rest == nil {
		return cmd
	}
	m.rest.happened++
	if m.rest.waiting {
		return cmd
	}
	return tea.Batch(cmd, m.untilRest())
}

func (m *model) untilRest() tea.Cmd {
	m.rest.waiting = true
	return m.rt.After(restTime, restMsg{m.rest.happened})
}

// onRest tells that the player is at rest, unless something happened meanwhile or
// is at work.
func (m *model) onRest(msg restMsg) tea.Cmd {
	if msg.happened != m.rest.happened || m.work.rendering || m.work.indexing || m.play.clock.Playing() {
		return m.untilRest()
	}
	m.rest.waiting = false
	atRest := m.opts.Rest
	return func() tea.Msg {
		atRest()
		return nil
	}
}
