package stats

import (
	"slices"

	"playhead/engine/event"
	"playhead/engine/query"
)

// Funnel counts how far sessions come in a series of steps.
type Funnel struct {
	names []string
	steps []step
}

// step counts the sessions that came to one step.
type step struct {
	sessions int
	waits    []event.Millis // since the step before, one per session
	moments  []Moment       // of reaching it
	lost     []Moment       // of the step before, in sessions that came no further
}

// maxWaits bounds the times of which the median is taken.
const maxWaits = 100_000

// NewFunnel returns an empty funnel with named steps.
func NewFunnel(names []string) *Funnel {
	return &Funnel{names: names, steps: make([]step, len(names))}
}

// FunnelOf finds out how far a session comes in the steps of a query: to the end
// as early as it gets there, else as far as it gets.
func FunnelOf(s *Session, steps *query.Query) *Funnel {
	var names []string
	for _, step := range steps.Steps() {
		names = append(names, (&query.Query{Root: step.X}).String())
	}
	if names == nil {
		names = []string{steps.String()}
	}
	f := NewFunnel(names)
	seq := steps.Sequence()
	var hits []query.Hit
	for i := range s.Entries {
		e := &s.Entries[i]
		subject := query.Entry{Entry: e, Start: s.Start, View: s.page(e.Track, e.Time), User: s.User}
		if hits = seq.Next(&subject, i, float64(e.Time)); hits != nil {
			break
		}
	}
	if hits == nil {
		hits = seq.Reached()
	}
	times := make([]event.Millis, len(hits))
	for i, h := range hits {
		times[i] = event.Millis(h.At)
	}
	f.Reach(s, times)
	return f
}

// Reach is the furthest that a session came: the time of each step it reached,
// in order.
func (f *Funnel) Reach(s *Session, times []event.Millis) {
	for i, t := range times {
		st := &f.steps[i]
		st.sessions++
		if len(st.moments) < maxMoments {
			st.moments = append(st.moments, s.moment(t))
		}
		if i > 0 && len(st.waits) < maxWaits {
			st.waits = append(st.waits, t-times[i-1])
		}
	}
	if n := len(times); n > 0 && n < len(f.steps) && len(f.steps[n].lost) < maxMoments {
		f.steps[n].lost = append(f.steps[n].lost, s.moment(times[n-1]))
	}
}

// AddFunnel makes a funnel part of the statistics.
func (st *Stats) AddFunnel(f *Funnel) { st.funnel = f }

func (f *Funnel) merge(o *Funnel) {
	for i := range f.steps {
		a, b := &f.steps[i], &o.steps[i]
		a.sessions += b.sessions
		a.waits = append(a.waits, first(b.waits, maxWaits-len(a.waits))...)
		a.moments = append(a.moments, b.moments[:min(len(b.moments), maxMoments-len(a.moments))]...)
		a.lost = append(a.lost, b.lost[:min(len(b.lost), maxMoments-len(a.lost))]...)
	}
}

// FunnelReport says how many sessions came how far.
type FunnelReport struct {
	Steps []StepReport `json:"steps"`
	// Conversion is the share of the sessions of the first step that came to the
	// last.
	Conversion float64 `json:"conversion"`
}

// StepReport is one step of a funnel.
type StepReport struct {
	Step     string `json:"step"`
	Sessions int    `json:"sessions"`
	// Share is of the first step's sessions, Kept of the step before.
	Share float64 `json:"share"`
	Kept  float64 `json:"kept"`
	// Median and Slowest (the 90th of a hundred) are the times since the step
	// before.
	Median  event.Millis `json:"median,omitzero"`
	Slowest event.Millis `json:"slowest,omitzero"`
	// Moments are of sessions that came here, Lost of those that came to the step
	// before and no further.
	Moments []Moment `json:"moments"`
	Lost    []Moment `json:"lost"`
}

func (f *Funnel) report() *FunnelReport {
	r := &FunnelReport{}
	for i := range f.steps {
		s := &f.steps[i]
		row := StepReport{Step: f.names[i], Sessions: s.sessions, Share: share(s.sessions, f.steps[0].sessions), Kept: 1, Moments: s.moments, Lost: s.lost}
		if i > 0 {
			row.Kept = share(s.sessions, f.steps[i-1].sessions)
		}
		if n := len(s.waits); n > 0 {
			slices.Sort(s.waits)
			row.Median, row.Slowest = s.waits[(n-1)/2], s.waits[(n-1)*9/10]
		}
		r.Steps = append(r.Steps, row)
		r.Conversion = row.Share
	}
	return r
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
