package prompt

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// maxBytes bounds what can be typed or pasted.
const maxBytes = 4096

// Line is a line of text being edited. The zero value is empty.
type Line struct {
	text   []byte
	cursor int // byte offset, always at a cluster boundary
}

// String returns the text.
func (l *Line) String() string { return string(l.text) }

// Split returns the text before and after the cursor.
func (l *Line) Split() (before, after string) {
	return string(l.text[:l.cursor]), string(l.text[l.cursor:])
}

// Set replaces the text and puts the cursor at its end.
func (l *Line) Set(s string) {
	l.text = l.text[:0]
	l.cursor = 0
	l.Insert(s)
}

// Insert types s at the cursor. Control characters and what does not fit are
// left out.
func (l *Line) Insert(s string) {
	add := make([]byte, 0, len(s))
	for _, r := range s {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if unicode.IsControl(r) || r == utf8.RuneError {
			continue
		}
		if len(l.text)+len(add)+utf8.RuneLen(r) > maxBytes {
			break
		}
		add = utf8.AppendRune(add, r)
	}
	rest := append(add, l.text[l.cursor:]...)
	l.text = append(l.text[:l.cursor], rest...)
	l.cursor += len(add)
	if l.cursor < len(l.text) {
		// What was typed may have joined the cluster after it.
		l.cursor = l.boundary(l.cursor)
	}
}

// Key handles an editing key by its Bubble Tea name and reports whether it is
// one.
func (l *Line) Key(name string) bool {
	switch name {
	case "left", "ctrl+b":
		l.cursor = l.before(l.cursor)
	case "right", "ctrl+f":
		l.cursor = l.after(l.cursor)
	case "home", "ctrl+a":
		l.cursor = 0
	case "end", "ctrl+e":
		l.cursor = len(l.text)
	case "backspace", "ctrl+h":
		l.remove(l.before(l.cursor), l.cursor)
	case "delete", "ctrl+d":
		l.remove(l.cursor, l.after(l.cursor))
	case "ctrl+u":
		l.remove(0, l.cursor)
	case "ctrl+k":
		l.remove(l.cursor, len(l.text))
	case "ctrl+w", "alt+backspace":
		l.remove(l.word(), l.cursor)
	default:
		return false
	}
	return true
}

func (l *Line) remove(from, to int) {
	l.text = append(l.text[:from], l.text[to:]...)
	l.cursor = from
	if from < len(l.text) {
		l.cursor = l.boundary(from)
	}
}

// before returns the cluster boundary before offset i, after the one after it.
func (l *Line) before(i int) int {
	prev := 0
	for it := graphemes.FromBytes(l.text); it.Next(); {
		if it.End() >= i {
			return it.Start()
		}
		prev = it.End()
	}
	return prev
}

func (l *Line) after(i int) int {
	for it := graphemes.FromBytes(l.text); it.Next(); {
		if it.End() > i {
			return it.End()
		}
	}
	return len(l.text)
}

// boundary returns the first cluster boundary at or after i.
func (l *Line) boundary(i int) int {
	for it := graphemes.FromBytes(l.text); it.Next(); {
		if it.End() >= i {
			return it.End()
		}
		if it.Start() >= i {
			return it.Start()
		}
	}
	return len(l.text)
}

// word returns the start of the word before the cursor.
func (l *Line) word() int {
	i := l.cursor
	for i > 0 && l.text[i-1] == ' ' {
		i--
	}
	for i > 0 && l.text[i-1] != ' ' {
		i--
	}
	return i
}
