package ui

import tea "charm.land/bubbletea/v2"

// A recording is live while what it holds grows because the session goes on.
// Whoever plays and is at its end stays there: what comes is shown when it
// comes. Going back, or pausing, leaves that; going to the end returns.

// liveNow reports whether the screen stays at the end of a session that goes on.
func (m *model) liveNow() bool {
	return m.all.progress.Live && m.play.clock.Playing() && m.play.clock.AtEnd()
}

// goLive goes to the end; of a session that goes on, to stay there.
func (m *model) goLive() tea.Cmd {
	if !m.all.progress.Live {
		return m.seek(m.all.end)
	}
	m.play.clock.Play()
	return m.seek(m.all.end)
}

// wantsLive reports whether a session that goes on is to be opened at its end:
// nobody has said, or chosen, another moment.
func (m *model) wantsLive() bool {
	return !m.play.moved && !m.opts.HasStart && m.opts.View == "" && !m.opts.Paused
}

// stayLive keeps the screen at the end after the recording has grown. before
// says that it was there.
func (m *model) stayLive(before bool) tea.Cmd {
	if !m.all.progress.Live || !before && !m.wantsLive() {
		return nil
	}
	m.play.clock.Play()
	return m.seek(m.all.end)
}
