package signal

import (
	"cmp"
	"context"
	"slices"

	"playhead/engine/event"
	"playhead/engine/summary"
)

// All returns everything that happened in a session: the rows of all tracks,
// computed frustration included, merged with what was recorded beside them.
func All(ctx context.Context, tracks []event.Track, beside []event.Entry) ([]event.Entry, error) {
	return datadog.All(ctx, tracks, beside)
}

// Summarize fills in what the tracks of a session and its entries (see [All])
// tell for its summary. Events are looked at, no page is laid out.
func Summarize(s *summary.Session, tracks []event.Track, entries []event.Entry) {
	s.Tabs = len(tracks)
	s.Events = 0
	for _, t := range tracks {
		n := t.Len()
		s.Events += n
		if n == 0 {
			continue
		}
		if first := t.Meta(0).Time; s.Start == 0 || first < s.Start {
			s.Start = first
		}
		s.End = max(s.End, t.Meta(n-1).Time)
	}
	s.Duration = s.End - s.Start
	s.Active = s.Duration - idle(tracks, s.Start, s.End)
	worst := 0
	for i := range entries {
		e := &entries[i]
		count(s, e)
		if kind, weight := trouble(e); weight > worst {
			worst = weight
			s.Worst = &summary.Moment{Time: min(max(e.Time, s.Start), s.End), Kind: kind, Title: shorten(e.Title, maxLabel)}
		}
	}
}

func count(s *summary.Session, e *event.Entry) {
	switch e.Kind {
	case event.EntryNavigation:
		s.AddPage(e.Title)
	case event.EntryClick:
		s.Clicks++
	case event.EntryInput:
		s.Inputs++
	case event.EntryRequest:
		s.Requests++
		if e.Severity != event.Info {
			s.Failed++
		}
	case event.EntryFrustration:
		switch e.Get("type") {
		case "rage_click":
			s.Rage++
		case "dead_click":
			s.Dead++
		case "error_click":
			s.ErrorClicks++
		}
	}
	if IsError(e) {
		s.Errors++
	}
}

// IsError reports whether an entry counts as an error: reported ones, and
// console lines that say so.
func IsError(e *event.Entry) bool {
	return e.Kind == event.EntryError || e.Kind == event.EntryConsole && e.Severity == event.Bad
}

// trouble weighs how much an entry is worth a look: what stops users before what
// annoys them. The first of the heaviest is the worst moment of a session.
func trouble(e *event.Entry) (kind string, weight int) {
	switch {
	case e.Kind == event.EntryFrustration:
		switch t := e.Get("type"); t {
		case "error_click":
			return t, 5
		case "rage_click":
			return t, 4
		case "dead_click":
			return t, 1
		}
	case IsError(e):
		return "error", 3
	case e.Kind == event.EntryRequest && e.Severity != event.Info:
		return "request", 2
	}
	return "", 0
}

// idlePause is the time without user input from which on a user counts as
// inactive, in ms; idleMargin is what of it at either end does not: what an
// action does to the page.
const (
	idlePause  event.Millis = 5000
	idleMargin event.Millis = 1000
)

// idle is how much of the time from start to end the user did nothing in any of
// the tabs.
func idle(tracks []event.Track, start, end event.Millis) event.Millis {
	var busy []event.Millis
	for _, t := range tracks {
		var last event.Millis
		for i := range t.Len() {
			m := t.Meta(i)
			if (m.Kind.UserInput() || m.Kind == event.KindSnapshot) && m.Time-last >= idleMargin/2 {
				busy = append(busy, m.Time)
				last = m.Time
			}
		}
	}
	slices.SortFunc(busy, func(a, b event.Millis) int { return cmp.Compare(a, b) })
	var sum event.Millis
	last := start
	for _, t := range append(busy, end) {
		if t-last > idlePause {
			sum += t - last - 2*idleMargin
		}
		last = max(last, t)
	}
	return sum
}
