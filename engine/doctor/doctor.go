package doctor

import "playhead/engine/event"

// Track is a tab with the bytes of its events.
type Track interface {
	event.Track
	// Raw returns event i as recorded, inflated.
	Raw(i int) []byte
	// Place says where event i is in the sources.
	Place(i int) string
}

// Input is what there is to examine.
type Input struct {
	Tracks []Track
	// Start and End are the times of the first and last event of all.
	Start, End event.Millis
	// BytesWire is the size of the recorded data as it was sent.
	BytesWire int64
	// Gaps are stretches without recorded data.
	Gaps []Gap
	// Problems are those that loading and replaying told: some of each kind, and
	// the exact counts by kind.
	Problems []event.Problem
	Counts   map[event.ProblemKind]int
}

// Gap is a stretch for which recorded data is missing.
type Gap struct {
	Tab        int
	Start, End event.Millis // End is 0 when nothing follows
	What       string
}

// Severity of a finding.
type Severity uint8

// Severities: an Error loses something that the user saw, a Warning may, or costs
// more than it should, a Note is worth knowing.
const (
	Note Severity = iota
	Warning
	Error
)

// String returns the severity in lower case.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// Finding is one thing that a rule found.
type Finding struct {
	// Rule is the rule's name: missing-data, sheet-without-rules, …
	Rule     string
	Severity Severity
	// Text says what was found, Advice what can be done; recorded text in part.
	Text, Advice string
	// Time is when it first shows, 0 when it has no time; Place where in the
	// sources, "" when unknown.
	Time  event.Millis
	Place string
	Count int // at least 1
}

// Cause is what bytes were recorded for.
type Cause struct {
	Name   string // snapshots, mutations, pointer, …
	Events int
	Bytes  int64 // inflated
	// PerMinute is the estimated share of the data sent, in kB (1000 bytes) a
	// minute: compression is taken to serve all causes alike.
	PerMinute float64
}

// Churn is an element, or elements alike, that changed over and over.
type Churn struct {
	Element   string // as a selector, numbers replaced by N
	Changes   int
	Bytes     int64
	PerMinute float64 // changes
}

// Report is the outcome of an examination.
type Report struct {
	Findings []Finding // the worst first, then by time
	Causes   []Cause   // the greatest first
	Churn    []Churn   // the greatest first, at most 10
	// PerMinute is the data sent, in kB a minute.
	PerMinute float64
}

// Worst is the greatest severity found, and whether anything was.
func (r *Report) Worst() (Severity, bool) {
	if len(r.Findings) == 0 {
		return Note, false
	}
	return r.Findings[0].Severity, true
}
