package events

import "playhead/engine/event"

// Kind is a kind of entry as people filter them; several recorded kinds may be
// one.
type Kind uint8

// The kinds.
const (
	Navigation Kind = iota
	Click
	Input
	Scroll
	Error
	Console
	Request
	Frustration
	Other
	kindCount
)

var kindNames = [kindCount]string{
	"navigations", "clicks", "inputs", "scrolls", "errors", "console", "requests", "frustration", "others",
}

// String returns the kind's name in the plural.
func (k Kind) String() string {
	if k < kindCount {
		return kindNames[k]
	}
	return ""
}

// KindOf returns the kind of an entry.
func KindOf(e *event.Entry) Kind {
	switch e.Kind {
	case event.EntryNavigation:
		return Navigation
	case event.EntryClick:
		return Click
	case event.EntryInput:
		return Input
	case event.EntryScroll:
		return Scroll
	case event.EntryError:
		return Error
	case event.EntryConsole:
		return Console
	case event.EntryRequest:
		return Request
	case event.EntryFrustration:
		return Frustration
	default:
		return Other
	}
}

// Failed reports whether a request failed: an answer of 400 or more, or none.
func Failed(e *event.Entry) bool {
	return e.Kind == event.EntryRequest && e.Severity != event.Info
}

// IsError reports whether an entry is an error: one that was reported as such, or
// written to the console.
func IsError(e *event.Entry) bool {
	return e.Kind == event.EntryError || e.Kind == event.EntryConsole && e.Severity == event.Bad
}

// Set is a set of kinds.
type Set uint16

// Has reports whether k is in the set.
func (s Set) Has(k Kind) bool { return s&(1<<k) != 0 }

// Toggle returns the set with k put in or taken out.
func (s Set) Toggle(k Kind) Set { return s ^ 1<<k }

// Pane is one of the lists.
type Pane uint8

// The lists.
const (
	All Pane = iota
	ConsolePane
	NetworkPane
	ErrorPane
	TaskPane // what slowed the page down, and custom measurements
)

// has reports whether the pane is about entries like e.
func (p Pane) has(e *event.Entry) bool {
	switch p {
	case ConsolePane:
		return e.Kind == event.EntryConsole || e.Kind == event.EntryError && e.Get("source") == "console"
	case NetworkPane:
		return e.Kind == event.EntryRequest
	case TaskPane:
		return e.Kind == event.EntryLongTask || e.Kind == event.EntryVital
	case ErrorPane:
		return IsError(e) || Failed(e)
	default:
		return true
	}
}
