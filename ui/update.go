package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/ui/stage"
)

// update takes a message.
func (m *model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.onKey(msg)
	case tea.PasteMsg:
		return m.onPaste(msg.Content)
	case tea.MouseMsg:
		return m.onMouse(msg)
	case tickMsg:
		return m.onTick()
	case frameMsg:
		return m.onFrame(msg)
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case refreshedMsg:
		return m.onRefreshed(msg)
	case changedMsg:
		// A growing recording is read at most ten times a second.
		return m.rt.After(refreshPause, rereadMsg{})
	case rereadMsg:
		m.work.watching = false
		return m.refresh()
	case surveyMsg:
		return m.onSurvey(msg)
	case indexedMsg:
		m.work.indexing = false
		return nil
	case foundMsg:
		return m.onFound(msg)
	case heatingMsg:
		return m.onHeating(msg)
	case heatMsg:
		return m.onHeat(msg)
	case countingMsg:
		return m.onCounting(msg)
	case countedMsg:
		return m.onCounted(msg)
	case listedMsg:
		return m.onListed(msg)
	case openedMsg:
		return m.onOpened(msg)
	case keptMsg:
		return m.say("the mark is not kept: " + msg.err.Error())
	case previewMsg:
		return m.onPreview(msg)
	case shotMsg:
		return m.onShot(msg)
	case notesMsg:
		return m.onNotes(msg)
	case notedMsg:
		return m.say("not kept: " + msg.err.Error())
	case hitsMsg:
		return m.onHits(msg)
	case searchedMsg:
		return m.onSearched(msg)
	case copiedMsg:
		return m.onCopied(msg)
	case selectorMsg:
		return m.onSelector(msg)
	case historyMsg:
		return m.onHistory(msg)
	case peekMsg:
		return m.onPeek(msg)
	case stepDoneMsg:
		return m.stepDone(msg)
	case restMsg:
		return m.onRest(msg)
	case toastMsg:
		if msg.rev == m.toast.rev {
			m.toast.text = ""
			m.scr.dirty = true
		}
		return nil
	default:
		return m.onTerminal(msg)
	}
}

const refreshPause = 100 * time.Millisecond

// rereadMsg says that it is time to read the recording again.
type rereadMsg struct{}

// onTerminal takes what the terminal tells about itself.
func (m *model) onTerminal(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if m.opts.Look == LookAuto {
			m.scr.dark = msg.IsDark()
			m.restyle()
		}
	case tea.ColorProfileMsg:
		if !m.opts.HasProfile {
			m.scr.profile = profileOf(msg.Profile)
			m.restyle()
		}
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			m.scr.display.Synchronize()
		}
	case tea.ResumeMsg:
		m.scr.dirty = true
		return m.tick()
	}
	return nil
}

func profileOf(p colorprofile.Profile) cell.Profile {
	switch p {
	case colorprofile.TrueColor:
		return cell.TrueColor
	case colorprofile.ANSI256:
		return cell.ANSI256
	case colorprofile.ANSI:
		return cell.ANSI16
	default:
		return cell.NoColor
	}
}

// resize lays the screen out for a new size.
func (m *model) resize(w, h int) tea.Cmd {
	first := m.scr.w == 0
	m.scr.w, m.scr.h = w, h
	if first && w >= splitCols && !m.opts.NoPane && !m.opts.Bare {
		m.pane.state.open = true
		m.pane.focus = onPane
	}
	return m.relayout()
}

// relayout gives every part its cells again.
func (m *model) relayout() tea.Cmd {
	var cmd tea.Cmd
	if m.deck.shown {
		cmd = m.wantPreview()
	}
	m.pane.state.axis, m.pane.state.lanes = m.axis, len(m.all.tabs)
	m.scr.layout = arrange(m.scr.w, m.scr.h, m.pane.state)
	l := &m.scr.layout
	m.scr.grid.Resize(m.scr.w, m.scr.h)
	m.scr.dirty = true
	if !m.pane.state.open {
		m.pane.focus = onStage
	}
	for i := range m.pane.lists {
		m.pane.lists[i].Resize(l.pane.h)
	}
	m.pane.info.Resize(l.pane.h)
	m.follow()
	m.stage.view.Cols, m.stage.view.Rows = l.page.w, l.page.h
	m.work.rev++
	return tea.Batch(cmd, m.draw())
}

// onRefreshed takes what the recording holds by now.
func (m *model) onRefreshed(msg refreshedMsg) tea.Cmd {
	m.work.refreshing = false
	grew := len(msg.index.tabs) > 0 && !sameCounts(m.all.counted, msg.index.counted)
	finished := msg.index.progress.Done && !m.all.progress.Done
	m.all = *msg.index
	m.work.bind(m.all.tabs)
	m.play.idle = msg.idle
	c := m.play.clock
	atEnd := c.Playing() && c.AtEnd()
	c.SetRange(m.all.start, m.all.end)
	m.setIdle()
	m.markers()
	var cmds []tea.Cmd
	if len(m.all.tabs) != m.pane.state.lanes {
		cmds = append(cmds, m.relayout())
	}
	if !m.play.begun && len(m.all.tabs) > 0 {
		m.play.begun = true
		cmds = append(cmds, m.begin())
	} else if m.play.aiming {
		cmds = append(cmds, m.aim())
	} else if grew {
		m.work.rev++
		cmds = append(cmds, m.draw())
	}
	if grew || finished || !m.survey.began {
		cmds = append(cmds, m.surveyAll())
	}
	cmds = append(cmds, m.stayLive(atEnd))
	if finished {
		cmds = append(cmds, m.placeKeyframes())
	}
	if m.work.again {
		m.work.again = false
		cmds = append(cmds, m.refresh())
	} else {
		cmds = append(cmds, m.watch())
	}
	m.scr.dirty = true
	return tea.Batch(cmds...)
}

func sameCounts(a, b []counted) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// firstPage is the time of the first full snapshot: before it there is no page
// to show, only the events that announce it.
func (m *model) firstPage() event.Millis {
	first, ok := m.all.start, false
	for _, t := range m.all.tabs {
		for i := range t.Len() {
			if k := t.Meta(i); k.Kind == event.KindSnapshot {
				if !ok || k.Time < first {
					first, ok = k.Time, true
				}
				break
			}
		}
	}
	return first
}

// bind gives every tab a player; one that was replaced goes on as another
// revision.
func (w *work) bind(tabs []Tab) {
	for i, t := range tabs {
		switch {
		case i == len(w.players):
			w.players = append(w.players, tabPlayer{t, player.New(t, player.Options{})})
		case w.players[i].tab != t:
			w.players[i].tab = t
			w.players[i].player.Replace(t)
		}
	}
}

// pickTab shows the tab the user was in, unless one was chosen by hand.
func (m *model) pickTab() {
	if !m.stage.fixed && len(m.all.tabs) > 1 {
		m.stage.tab = m.all.tabAt(m.now())
	}
	m.stage.tab = min(m.stage.tab, len(m.work.players)-1)
}

// onFrame shows a frame. A stale one is shown as well when it is of the size
// that is wanted: while scrubbing, an old picture is better than none, and the
// right one is already in the making.
func (m *model) onFrame(msg frameMsg) tea.Cmd {
	m.work.rendering = false
	m.debug.frames++
	m.debug.took = msg.took
	var cmd tea.Cmd
	if msg.view.Cols == m.stage.view.Cols && msg.view.Rows == m.stage.view.Rows && msg.view.Zoom == m.stage.view.Zoom {
		m.stage.frame, m.stage.shown = msg.frame, msg.shown
		m.stage.view.Adopt(msg.view)
		m.scr.dirty = true
		cmd = m.onInspected()
	}
	if m.work.wanted || msg.rev != m.work.rev {
		cmd = tea.Batch(cmd, m.draw())
	}
	return cmd
}

// onSurvey shows what a survey found.
func (m *model) onSurvey(msg surveyMsg) tea.Cmd {
	m.survey = msg.survey
	m.survey.running = false
	m.told = msg.told
	m.listEntries()
	m.markers()
	m.scr.dirty = true
	if m.survey.again {
		return m.surveyAll()
	}
	return nil
}

// setZoom changes how large the page is.
func (m *model) setZoom(z stage.Zoom) tea.Cmd {
	m.stage.view.Zoom = z
	m.work.rev++
	m.scr.dirty = true
	return tea.Batch(m.draw(), m.say("zoom "+z.String()))
}
