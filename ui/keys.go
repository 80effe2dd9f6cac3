package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/ui/keymap"
)

// onKey takes a key press to whoever has the keys now.
func (m *model) onKey(msg tea.KeyPressMsg) tea.Cmd {
	name := keyName(msg)
	m.scr.dirty = true
	if name == "ctrl+c" {
		return m.leave()
	}
	switch {
	case m.input.prompt != noPrompt:
		return m.promptKey(name, msg.Key().Text)
	case m.input.mark != keymap.None:
		a := m.input.mark
		m.input.mark = keymap.None
		if name == "esc" {
			return nil
		}
		return m.markKey(a, name)
	case m.peek.on && m.peek.keyed:
		if cmd, ok := m.peekKey(name); ok {
			return cmd
		}
	case m.popup.kind != noPopup:
		if cmd, ok := m.popupKey(name); ok {
			return cmd
		}
	}
	return m.sequenceKey(name)
}

// keyName is the key as the key map writes it: the character typed, or the name
// of the key with its modifiers.
func keyName(msg tea.KeyPressMsg) string {
	k := msg.Key()
	if k.Text != "" && k.Text != " " && k.Mod&^tea.ModShift == 0 {
		return k.Text
	}
	return msg.String()
}

// sequenceKey adds a key to the sequence begun and acts when it is complete.
func (m *model) sequenceKey(name string) tea.Cmd {
	pressed := append(m.input.pressed, name) //nolint:gocritic // replaces it
	a, r := m.keys.Lookup(m.scope(), pressed)
	switch {
	case r == keymap.Partial:
		m.input.pressed = pressed
		return nil
	case r == keymap.Match:
		m.input.pressed = m.input.pressed[:0]
		return m.act(a, name)
	case len(pressed) > 1:
		m.input.pressed = m.input.pressed[:0]
		if name == "esc" {
			return nil
		}
		return m.say(keymap.Show(pressed) + " is not bound")
	default:
		return nil
	}
}

// scope is whose keys go first.
func (m *model) scope() keymap.Scope {
	if m.deck.shown {
		return keymap.Sessions
	}
	if m.pane.focus == onPane && m.pane.state.open {
		if m.pane.kind == inspectorPane {
			return keymap.Inspector
		}
		return keymap.List
	}
	return keymap.Stage
}

// leave ends the program.
func (m *model) leave() tea.Cmd {
	m.quit = true
	m.play.clock.Pause()
	return tea.Quit
}
