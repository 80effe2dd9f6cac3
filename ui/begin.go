package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/moment"
)

// begin goes to where playback starts.
func (m *model) begin() tea.Cmd {
	m.play.aiming = true
	return m.aim()
}

// aim goes to where playback is to start, or as near as what is loaded by now
// allows: then it aims again when more is. Whoever moves meanwhile ends that.
func (m *model) aim() tea.Cmd {
	at, why := m.startingPoint()
	c := m.play.clock
	m.play.aiming = why != "" && !m.all.progress.Done
	c.Seek(at)
	m.work.rev++
	if m.play.aiming {
		return m.moved()
	}
	if !m.opts.Paused {
		c.Play()
	}
	cmd := tea.Batch(m.moved(), m.tick())
	if why != "" {
		cmd = tea.Batch(cmd, m.say(why))
	}
	return cmd
}

// startingPoint is the moment that the options name, and why it is another one,
// "" when it is not.
func (m *model) startingPoint() (at event.Millis, why string) {
	at = m.firstPage()
	if m.opts.View != "" {
		tab, t, ok := m.all.findView(m.opts.View)
		if !ok {
			return at, "the recording has no view " + m.opts.View
		}
		m.stage.tab, m.stage.fixed = tab, len(m.all.tabs) > 1
		at = t
	}
	if !m.opts.HasStart {
		return at, ""
	}
	t, err := m.opts.Start.In(m.all.start, m.all.end)
	switch {
	case errors.Is(err, moment.ErrOutside):
		return t, err.Error()
	case err != nil:
		return at, err.Error()
	case m.opts.Start.NeedsEnd() && !m.all.progress.Done:
		return t, "not loaded yet"
	}
	return t, ""
}
