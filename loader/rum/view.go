package rum

import (
	"sort"

	"github.com/go-json-experiment/json"

	"playhead/engine/event"
)

// View is what is known of a view after its last version.
type View struct {
	ID, Session, Application, Tab string
	URL, Name, Referrer           string
	LoadingType                   string
	// Start and End are when it began and when it was last known to be shown.
	Start, End event.Millis
	// Segments and Records are how many replay segments and records the recorder
	// says it made, -1 when it does not say.
	Segments, Records int
	// Hidden are the stretches in which the page was not to be seen: another tab
	// was in front, or the window was covered.
	Hidden []Span
	// Fields are timings and counts for display.
	Fields []event.Field
}

// Span is a stretch of time.
type Span struct{ From, To event.Millis }

// wireView is what is read of a view event; a view_update holds some of it.
type wireView struct {
	Date        number `json:"date"`
	Application named  `json:"application"`
	Session     named  `json:"session"`
	Tab         named  `json:"tab"`
	View        struct {
		ID          text   `json:"id"`
		URL         text   `json:"url"`
		Name        text   `json:"name"`
		Referrer    text   `json:"referrer"`
		LoadingType text   `json:"loading_type"`
		LoadingTime number `json:"loading_time"`
		FCP         number `json:"first_contentful_paint"`
		LCP         number `json:"largest_contentful_paint"`
		CLS         number `json:"cumulative_layout_shift"`
		INP         number `json:"interaction_to_next_paint"`
		TimeSpent   number `json:"time_spent"`
		Action      count  `json:"action"`
		Error       count  `json:"error"`
		Resource    count  `json:"resource"`
		LongTask    count  `json:"long_task"`
		Frustration count  `json:"frustration"`
	} `json:"view"`
	DD struct {
		States []struct {
			State text   `json:"state"`
			Start number `json:"start"` // ns after the view's start
		} `json:"page_states"`
		Stats *struct {
			Records  number `json:"records_count"`
			Segments number `json:"segments_count"`
		} `json:"replay_stats"`
	} `json:"_dd"`
}

// Views folds the versions of views: the last full one wins, later updates are
// laid over it. The zero value is ready for use.
type Views struct {
	views map[string]*versions
	order []string
}

type versions struct {
	full    *Event
	updates []*Event // later than full
}

// maxUpdates bounds the updates that are kept for one view.
const maxUpdates = 1000

// Add takes a view or view_update event; others are ignored.
func (v *Views) Add(e *Event) {
	if e.raw == nil || e.View == "" {
		return
	}
	if v.views == nil {
		v.views = make(map[string]*versions)
	}
	s := v.views[e.View]
	if s == nil {
		s = &versions{}
		v.views[e.View] = s
		v.order = append(v.order, e.View)
	}
	switch {
	case e.Type == "view":
		if s.full == nil || e.version >= s.full.version {
			s.full = e
		}
		kept := s.updates[:0]
		for _, u := range s.updates {
			if u.version > s.full.version {
				kept = append(kept, u)
			}
		}
		s.updates = kept
	case len(s.updates) < maxUpdates:
		s.updates = append(s.updates, e)
	}
}

// Len is the number of views.
func (v *Views) Len() int { return len(v.order) }

// All returns the views in order of their start.
func (v *Views) All() []View {
	out := make([]View, 0, len(v.order))
	for _, id := range v.order {
		out = append(out, v.views[id].fold())
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// fold lays the updates over the last full version.
func (s *versions) fold() View {
	var w wireView
	if s.full != nil {
		_ = json.Unmarshal(s.full.raw, &w, lenient) // parsed before: cannot fail
	}
	sort.SliceStable(s.updates, func(i, j int) bool { return s.updates[i].version < s.updates[j].version })
	start := w.Date
	for _, u := range s.updates {
		if s.full == nil || u.version > s.full.version {
			_ = json.Unmarshal(u.raw, &w, lenient)
		}
		if start == 0 || w.Date < start {
			start = w.Date
		}
	}
	out := View{
		ID: string(w.View.ID), Session: string(w.Session.ID), Application: string(w.Application.ID),
		Tab: string(w.Tab.ID), URL: string(w.View.URL), Name: string(w.View.Name),
		Referrer: string(w.View.Referrer), LoadingType: string(w.View.LoadingType),
		Start: millis(start), Segments: -1, Records: -1,
	}
	out.End = out.Start + millis(w.View.TimeSpent/1e6)
	if st := w.DD.Stats; st != nil {
		out.Segments, out.Records = int(millis(st.Segments)), int(millis(st.Records))
	}
	out.Hidden = w.hidden(out.Start, out.End)
	r := &row{}
	r.text("loading type", w.View.LoadingType)
	r.nanos("loading time", w.View.LoadingTime)
	r.nanos("first contentful paint", w.View.FCP)
	r.nanos("largest contentful paint", w.View.LCP)
	r.number("cumulative layout shift", w.View.CLS, "")
	r.nanos("interaction to next paint", w.View.INP)
	r.nanos("time spent", w.View.TimeSpent)
	r.number("actions", w.View.Action.Count, "")
	r.number("errors", w.View.Error.Count, "")
	r.number("resources", w.View.Resource.Count, "")
	r.number("long tasks", w.View.LongTask.Count, "")
	r.number("frustrations", w.View.Frustration.Count, "")
	r.text("referrer", w.View.Referrer)
	out.Fields = r.Fields
	return out
}

// maxHidden bounds the hidden stretches of one view.
const maxHidden = 1000

// hidden returns the stretches of a view in which the page was not to be seen
// (page lifecycle states hidden and frozen).
func (w *wireView) hidden(start, end event.Millis) []Span {
	var out []Span
	for i := range w.DD.States {
		st := &w.DD.States[i]
		s := Span{From: start + millis(st.Start/1e6), To: end}
		if i+1 < len(w.DD.States) {
			s.To = start + millis(w.DD.States[i+1].Start/1e6)
		}
		if st.State != "hidden" && st.State != "frozen" || s.To <= s.From || len(out) == maxHidden {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == s.From {
			out[n-1].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}
