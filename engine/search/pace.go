package search

import "playhead/engine/event"

// What things cost, in estimated µs. They only have to be right by proportion:
// how often a page is looked at follows from them.
const (
	replayMicros   = 5   // an event
	nodeMicros     = 3   // style, layout and paint, for each node of the page
	frameMicros    = 300 // a frame, besides its nodes
	baseBudget     = 1_000_000
	secondBudget   = 100 // for each second of recording
	replayShare    = 0.7 // of the cost of replaying
	savedLooks     = 32  // looks that an idle stretch saves up
	overdrawnLooks = 8   // looks that text which comes or goes may borrow
)

// pace decides how often to look: by what a look costs and what may be spent
// over the whole track, evenly over its time.
type pace struct {
	exact  bool
	rate   float64 // µs to spend per ms of recording
	credit float64
	last   event.Millis
}

func newPace(t event.Track, exact bool) *pace {
	p := &pace{exact: exact, credit: baseBudget / 10}
	n := t.Len()
	if n == 0 {
		return p
	}
	p.last = t.Meta(0).Time
	length := max(1, float64(t.Meta(n-1).Time-p.last))
	p.rate = (baseBudget + replayShare*replayMicros*float64(n) + secondBudget*length/1000) / length
	return p
}

// due says how much a look is wanted.
type due uint8

const (
	dueNot   due = iota
	dueMaybe     // the pointer moved: hovering may have changed the page
	dueSoon      // the page changed
	dueNow       // text that could match came or went
)

// may reports whether a page may be looked at that stands until a time, and
// spends what that costs.
func (p *pace) may(until event.Millis, nodes int, want due) bool {
	cost := float64(frameMicros + nodeMicros*nodes)
	p.credit += p.rate * float64(max(0, until-p.last))
	p.credit = min(p.credit, savedLooks*cost)
	p.last = max(p.last, until)
	need := cost
	switch want {
	case dueNot:
		return false
	case dueNow:
		need = -overdrawnLooks * cost
	case dueMaybe:
		need = savedLooks / 2 * cost
	}
	if !p.exact && p.credit < need {
		return false
	}
	p.credit -= cost
	return true
}
