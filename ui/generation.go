package ui

import (
	"reflect"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// boundMsg is a message of work for one recording. Work for one that is no
// longer shown may still be under way when the next one is opened; what comes of
// it is dropped.
type boundMsg struct {
	generation int
	msg        tea.Msg
}

// Update implements tea.Model.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if b, ok := msg.(boundMsg); ok {
		if b.generation != m.generation {
			return m, nil
		}
		msg = b.msg
	}
	cmd := m.lively(msg, m.update(msg))
	if m.deck.lib == nil {
		return m, cmd // there will be no other recording
	}
	return m, bind(cmd, m.generation)
}

// bind ties what a command brings to the recording that is shown now.
func bind(cmd tea.Cmd, generation int) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case nil:
			return nil
		case tea.BatchMsg:
			bound := make(tea.BatchMsg, len(msg))
			for i := range msg {
				bound[i] = bind(msg[i], generation)
			}
			return bound
		case boundMsg, anyRecording:
			return msg
		default:
			// Bubble Tea has to see its own messages as they are.
			if strings.Contains(reflect.TypeOf(msg).PkgPath(), "bubbletea") {
				return msg
			}
			return boundMsg{generation, msg}
		}
	}
}

// anyRecording marks messages that are not about one recording.
type anyRecording interface{ forAnyRecording() }
