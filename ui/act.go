package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/ui/events"
	"playhead/ui/keymap"
)

// act does what an action asks for. key is the last key of its sequence.
func (m *model) act(a keymap.Action, key string) tea.Cmd {
	if m.deck.shown {
		if cmd, ok := m.actDeck(a); ok {
			return cmd
		}
		if !outsideRecording(a) {
			return m.sayWhy(a, "open a recording first ("+m.keys.Key(keymap.OpenRecording)+")")
		}
	}
	if m.heat.shown {
		if m.actHeat(a) {
			return nil
		}
		if !outsideRecording(a) {
			m.hideHeat() // whatever else is asked for is about the page
		}
	}
	if t, dir, ok := jumpTarget(a); ok {
		return m.jump(t, dir)
	}
	if !takesCount(a) {
		m.input.count = 0
	}
	if m.moveSelection(a, 1) {
		return nil
	}
	if cmd, ok := m.actInspector(a); ok {
		return cmd
	}
	if cmd, ok := m.actPlayback(a, key); ok {
		return cmd
	}
	if cmd, ok := m.actPane(a); ok {
		return cmd
	}
	if cmd, ok := m.actAxis(a); ok {
		return cmd
	}
	return m.actRest(a)
}

// takesCount reports whether an action takes the count typed before it, or is one.
func takesCount(a keymap.Action) bool {
	if _, ok := shifts[a]; ok {
		return true
	}
	switch a {
	case keymap.Percent, keymap.NextRecording, keymap.PrevRecording, keymap.StepBack, keymap.StepForward, keymap.Slower, keymap.Faster,
		keymap.NextGap, keymap.PrevGap, keymap.NextMark, keymap.PrevMark, keymap.NextNote, keymap.PrevNote, keymap.FindNext, keymap.FindPrev:
		return true
	default:
		return false
	}
}

// shifts are the actions that move by a fixed time, in ms.
var shifts = map[keymap.Action]event.Millis{
	keymap.Back1: -1000, keymap.Forward1: 1000,
	keymap.Back5: -5000, keymap.Forward5: 5000,
	keymap.Back30: -30_000, keymap.Forward30: 30_000,
}

func (m *model) actPlayback(a keymap.Action, key string) (tea.Cmd, bool) {
	if d, ok := shifts[a]; ok {
		n := event.Millis(m.takeCount())
		return m.seek(m.now() + n*d), true
	}
	switch a {
	case keymap.TogglePlay:
		return m.togglePlay(), true
	case keymap.StepBack:
		return m.step(-1), true
	case keymap.StepForward:
		return m.step(1), true
	case keymap.Slower:
		return m.changeSpeed(-m.takeCount()), true
	case keymap.Faster:
		return m.changeSpeed(m.takeCount()), true
	case keymap.NormalSpeed:
		return m.setSpeed(1), true
	case keymap.ToggleSkip:
		return m.toggleSkip(), true
	case keymap.CycleSkip:
		return m.cycleSkip(), true
	case keymap.Start:
		return m.seek(m.firstPage()), true
	case keymap.End:
		return m.goLive(), true
	case keymap.Percent:
		if len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
			return m.percent(int(key[0] - '0')), true
		}
		m.input.mark = a // chosen from the palette: the digit comes next
		return nil, true
	case keymap.GoTo:
		return m.openPrompt(goToPrompt), true
	case keymap.NextGap:
		return m.jumpSpan("gap", m.gapTimes(), 1), true
	case keymap.PrevGap:
		return m.jumpSpan("gap", m.gapTimes(), -1), true
	case keymap.NextMark:
		return m.jumpSpan("mark", m.markTimes(), 1), true
	case keymap.PrevMark:
		return m.jumpSpan("mark", m.markTimes(), -1), true
	case keymap.NextNote:
		return m.jumpSpan("note", m.noteTimes(), 1), true
	case keymap.PrevNote:
		return m.jumpSpan("note", m.noteTimes(), -1), true
	case keymap.AddNote:
		return m.startNote(), true
	case keymap.SetMark, keymap.JumpMark:
		m.input.mark = a
		return nil, true
	default:
		return nil, false
	}
}

// panesOf are the panes in the order of tab.
var panesOf = [...]keymap.Action{
	keymap.PaneEvents, keymap.PaneConsole, keymap.PaneNetwork, keymap.PaneErrors, keymap.PanePerf,
	keymap.PaneInfo, keymap.PaneInspector,
}

// kindsOf are the kinds that the list of events can leave out.
var kindsOf = map[keymap.Action]events.Kind{
	keymap.KindNavigation: events.Navigation, keymap.KindClick: events.Click,
	keymap.KindInput: events.Input, keymap.KindScroll: events.Scroll,
	keymap.KindError: events.Error, keymap.KindConsole: events.Console,
	keymap.KindRequest: events.Request, keymap.KindFrustration: events.Frustration,
	keymap.KindOther: events.Other,
}

func (m *model) actPane(a keymap.Action) (tea.Cmd, bool) {
	for i, p := range panesOf {
		if a == p {
			return m.togglePane(paneKind(i)), true
		}
	}
	if k, ok := kindsOf[a]; ok {
		return m.toggleKind(k), true
	}
	switch a {
	case keymap.NextPane:
		return m.turnPane(1), true
	case keymap.PrevPane:
		return m.turnPane(-1), true
	case keymap.Wider, keymap.Narrower:
		return m.resizePane(a), true
	case keymap.FullPane:
		if !m.pane.state.open {
			return m.sayWhy(a, "no pane is open (tab opens one)"), true
		}
		m.pane.state.full = !m.pane.state.full
		m.pane.focus = onPane
		return m.relayout(), true
	case keymap.Escape:
		return m.escape(), true
	case keymap.Up:
		return m.moveList(-1, false), true
	case keymap.Down:
		return m.moveList(1, false), true
	case keymap.PageUp:
		return m.moveList(-1, true), true
	case keymap.PageDown:
		return m.moveList(1, true), true
	case keymap.Select:
		return m.selectRow(0), true
	case keymap.SelectBefore:
		return m.selectRow(beforeRow), true
	case keymap.Details:
		m.openDetails()
		return nil, true
	case keymap.Follow:
		m.followAll()
		return m.say("follows playback"), true
	case keymap.ClearFilter:
		return m.clearFilter(), true
	default:
		return nil, false
	}
}

// beforeRow is how long before a row's moment SelectBefore goes.
const beforeRow event.Millis = 2000

func (m *model) actRest(a keymap.Action) tea.Cmd {
	switch a {
	case keymap.Zoom:
		return m.setZoom(m.stage.view.Zoom.Next())
	case keymap.ZoomBack:
		return m.setZoom(m.stage.view.Zoom.Prev())
	case keymap.PanLeft:
		return m.pan(a, -8, 0)
	case keymap.PanRight:
		return m.pan(a, 8, 0)
	case keymap.PanUp:
		return m.pan(a, 0, -4)
	case keymap.PanDown:
		return m.pan(a, 0, 4)
	case keymap.ScrollUp:
		return m.pan(a, 0, -max(m.stage.view.Rows-2, 1))
	case keymap.ScrollDown:
		return m.pan(a, 0, max(m.stage.view.Rows-2, 1))
	case keymap.FollowPointer:
		m.stage.view.Release()
		m.work.rev++
		return tea.Batch(m.draw(), m.say("shows what the user saw"))
	case keymap.NextTab:
		return m.turnTab(1)
	case keymap.PrevTab:
		return m.turnTab(-1)
	case keymap.Find:
		return m.openPrompt(findPrompt)
	case keymap.FilterEvents:
		return m.openFilter()
	case keymap.FindNext:
		return m.findNext(1)
	case keymap.FindPrev:
		return m.findNext(-1)
	case keymap.CycleClock:
		m.face = m.face.Next(m.extent())
		return m.say("times: " + m.face.String())
	case keymap.ToggleMouse:
		m.scr.mouse = !m.scr.mouse
		if m.scr.mouse {
			return m.say("mouse on")
		}
		return m.say("mouse off: the terminal selects text")
	case keymap.SelectText:
		return m.toggleSelection(a)
	case keymap.CopyText:
		return m.copyText()
	case keymap.CopySelector:
		return m.copySelector()
	case keymap.CopyLink:
		return m.copyLink()
	case keymap.CopyFrame:
		return m.copyFrame()
	case keymap.CopyEvent:
		return m.copyEvent()
	case keymap.Palette:
		return m.openPrompt(palettePrompt)
	case keymap.Help:
		m.togglePopup(helpPopup)
		return nil
	case keymap.Debug:
		m.debug.on = !m.debug.on
		return nil
	case keymap.Suspend:
		return tea.Suspend
	case keymap.Quit:
		if m.popup.kind != noPopup {
			m.popup.kind = noPopup
			return nil
		}
		if m.deck.lib != nil && !m.deck.shown {
			return m.backToList()
		}
		return m.leave()
	case keymap.HeatMap:
		return m.toggleHeat(a)
	case keymap.NextRecording:
		return m.neighbour(a, 1)
	case keymap.PrevRecording:
		return m.neighbour(a, -1)
	default:
		return nil
	}
}

// pan moves the part of the page that is shown.
func (m *model) pan(a keymap.Action, dx, dy int) tea.Cmd {
	if m.stage.view.Everything() && a == keymap.PanLeft && m.deck.lib != nil {
		return m.toggleHeat(keymap.HeatMap) // there is nothing to pan to
	}
	if m.stage.view.Everything() {
		return m.sayWhy(a, "all of the page is shown (z zooms in)")
	}
	m.stage.view.Move(dx, dy)
	m.work.rev++
	return m.draw()
}

// turnTab shows another browser tab.
func (m *model) turnTab(d int) tea.Cmd {
	n := len(m.all.tabs)
	if n < 2 {
		return m.say("the recording has one tab")
	}
	m.stage.tab = (m.stage.tab + d + n) % n
	// The tab the user was in is the one that is shown by itself.
	m.stage.fixed = m.stage.tab != m.all.tabAt(m.now())
	m.work.rev++
	return tea.Batch(m.draw(), m.say("tab "+number(m.stage.tab+1)+" of "+number(n)+"  "+m.all.tabs[m.stage.tab].Name()))
}
