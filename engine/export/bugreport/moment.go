package bugreport

import (
	"playhead/engine/event"
	"playhead/engine/signal"
)

// Worst returns the row that a report is about, of those from one moment to
// another: the first error, else the first failed request, else the first sign
// of frustration, nil when nothing went wrong. Errors count from the first that
// was not handled, where there is one.
func Worst(entries []event.Entry, from, to event.Millis) *event.Entry {
	var best *event.Entry
	weight := 0
	for i := range entries {
		e := &entries[i]
		if e.Time < from || e.Time > to {
			continue
		}
		if w := weigh(e); w > weight {
			best, weight = e, w
		}
	}
	return best
}

func weigh(e *event.Entry) int {
	switch {
	case signal.IsError(e) && e.Get("handling") == "unhandled":
		return 4
	case signal.IsError(e):
		return 3
	case e.Kind == event.EntryRequest && e.Severity == event.Bad:
		return 2
	case e.Kind == event.EntryFrustration:
		return 1
	}
	return 0
}

// How long before a failure the deed that led to it may be, and how long after
// it the page is looked at, in ms.
const (
	causeWithin event.Millis = 10_000
	shownAfter  event.Millis = 1000
)

// Before returns the last moment before what led to the failure at a time: just
// before the user's last deed, or a second before when there is none.
func Before(entries []event.Entry, failure event.Millis) event.Millis {
	before := failure - shownAfter
	for i := range entries {
		e := &entries[i]
		if e.Time >= failure {
			break
		}
		switch e.Kind {
		case event.EntryClick, event.EntryInput, event.EntryNavigation:
			if failure-e.Time <= causeWithin {
				before = e.Time - 1
			}
		}
	}
	return before
}

// After returns the moment at which the page shows what came of a failure.
func After(failure event.Millis) event.Millis { return failure + shownAfter }
