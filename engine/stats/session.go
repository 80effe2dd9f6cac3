package stats

import (
	"playhead/engine/event"
)

// Session is what is counted of one session.
type Session struct {
	// ID, Source and Shared say how to open it: see summary.Session.
	ID, Source string
	Shared     bool
	User       string
	Start, End event.Millis
	Active     event.Millis
	// Entries are all that happened, in order of time (signal.All).
	Entries []event.Entry
	// Views are the page views of all tabs, in order of their start.
	Views []View
}

// View is one page view.
type View struct {
	URL        string
	Track      int32
	Start, End event.Millis
}

// Moment is a moment of a session to look at.
type Moment struct {
	Session string       `json:"session"`
	Source  string       `json:"source"`
	Shared  bool         `json:"shared,omitzero"`
	Time    event.Millis `json:"time"`   // ms since the epoch
	Offset  event.Millis `json:"offset"` // ms since the session's start
}

func (s *Session) moment(at event.Millis) Moment {
	at = min(max(at, s.Start), s.End)
	return Moment{Session: s.ID, Source: s.Source, Shared: s.Shared, Time: at, Offset: at - s.Start}
}

// page returns the address shown in a tab at a moment.
func (s *Session) page(track int32, at event.Millis) string {
	found := ""
	for i := range s.Views {
		v := &s.Views[i]
		if v.Start > at {
			break
		}
		if v.Track == track || track < 0 {
			found = v.URL
		}
	}
	return found
}
