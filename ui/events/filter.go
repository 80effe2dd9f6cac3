package events

import (
	"strings"

	"playhead/engine/event"
)

// Filter says which entries of a pane are shown.
type Filter struct {
	// Hidden kinds are left out; only the list of all events honours it.
	Hidden Set
	// Query is text that a row must contain, in lower case; "" for no condition.
	Query string
}

// Active reports whether the filter leaves anything out.
func (f Filter) Active() bool { return f.Hidden != 0 || f.Query != "" }

func (f Filter) keeps(p Pane, e *event.Entry) bool {
	if p == All && f.Hidden.Has(KindOf(e)) {
		return false
	}
	return Matches(e, f.Query)
}

// Matches reports whether the entry's row or any of its details contains query,
// which is in lower case.
func Matches(e *event.Entry, query string) bool {
	if query == "" {
		return true
	}
	if contains(e.Title, query) || contains(Word(e), query) {
		return true
	}
	for i := range e.Fields {
		if contains(e.Fields[i].Value, query) {
			return true
		}
	}
	return false
}

func contains(s, lower string) bool {
	if len(s) < len(lower) {
		return false
	}
	return strings.Contains(strings.ToLower(s), lower)
}
