package prompt

import (
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// maxRunes bounds what can be typed or pasted.
const maxRunes = 4096

// Line is a line of text being edited. The zero value is empty.
type Line struct {
	in    textinput.Model // its cursor, in runes, is always at a cluster boundary
	ready bool
}

// input returns the text input, which takes nothing until it is set up.
func (l *Line) input() *textinput.Model {
	if !l.ready {
		l.ready = true
		l.in = textinput.New()
		l.in.SetVirtualCursor(false) // that one blinks, on a timer
		l.in.CharLimit = maxRunes
		l.in.Focus()
	}
	return &l.in
}

// String returns the text.
func (l *Line) String() string { return l.in.Value() }

// Split returns the text before and after the cursor.
func (l *Line) Split() (before, after string) {
	text := []rune(l.in.Value())
	return string(text[:l.in.Position()]), string(text[l.in.Position():])
}

// Set replaces the text and puts the cursor at its end.
func (l *Line) Set(s string) {
	in := l.input()
	in.SetValue(s)
	in.CursorEnd()
}

// Insert types s at the cursor. Control characters and what does not fit are
// left out.
func (l *Line) Insert(s string) {
	l.send(tea.PasteMsg{Content: s}, 1)
}

// Key handles an editing key by its Bubble Tea name and reports whether it is
// one.
func (l *Line) Key(name string) bool {
	keys := &l.input().KeyMap
	msg := tea.KeyPressMsg{Text: name}
	old := l.in.Position()
	// The text input knows runes where a character is a cluster. Deleting one is
	// moving over it and deleting its runes from the other side.
	switch {
	case key.Matches(msg, keys.DeleteCharacterBackward):
		l.Key("left")
		for range old - l.in.Position() {
			l.in, _ = l.in.Update(tea.KeyPressMsg{Code: tea.KeyDelete})
		}
		l.snap(1)
	case key.Matches(msg, keys.DeleteCharacterForward):
		l.Key("right")
		for range l.in.Position() - old {
			l.in, _ = l.in.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
		}
		l.snap(1)
	case key.Matches(msg, keys.CharacterBackward, keys.WordBackward):
		l.send(msg, -1)
	case key.Matches(msg, keys.CharacterForward, keys.WordForward, keys.LineStart, keys.LineEnd,
		keys.DeleteWordBackward, keys.DeleteBeforeCursor, keys.DeleteAfterCursor):
		l.send(msg, 1)
	default:
		// Among them the text input's keys for the clipboard, which it reads by
		// running a program, and for deleting the word after the cursor, which
		// panics (v2.2.1) where that word is one rune at the end of the line.
		return false
	}
	return true
}

func (l *Line) send(msg tea.Msg, dir int) {
	l.in, _ = l.input().Update(msg)
	l.snap(dir)
}

// snap moves a cursor within a cluster to its end, or with dir < 0 its start.
func (l *Line) snap(dir int) {
	pos, at := l.in.Position(), 0
	for it := graphemes.FromString(l.in.Value()); at < pos && it.Next(); {
		n := utf8.RuneCountInString(it.Value())
		if dir < 0 && at+n > pos {
			break
		}
		at += n
	}
	l.in.SetCursor(at)
}
