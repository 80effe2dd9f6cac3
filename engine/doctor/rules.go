package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"playhead/engine/event"
)

// What is too much.
const (
	promiseKB     = 100.0   // Datadog promises less a minute, compressed
	largeEvent    = 200_000 // bytes of one mutation, inflated
	manyOps       = 5_000   // operations of one mutation
	churnMinute   = 120.0   // changes of one kind of element a minute
	churnLeast    = 200     // changes before a rate means something
	shortest      = 20_000  // ms of recording before a rate means something
	maxLargeKept  = 200
	maxSheetsTold = 10
)

// size notes a mutation that is larger than it should be.
func (x *examiner) size(t Track, i int, m event.Meta, size int) {
	ops := len(x.batch.Ops)
	if size < largeEvent && ops < manyOps || len(x.large) >= maxLargeKept {
		return
	}
	x.large = append(x.large, Finding{
		Rule: "large-mutation", Severity: Warning, Time: m.Time, Place: t.Place(i), Count: 1,
		Text:   fmt.Sprintf("a mutation of %s with %d operations", bytesOf(int64(size)), ops),
		Advice: "see what the page renders at this moment; virtualize long lists, or hide the part from the recorder",
	})
}

func (x *examiner) report() *Report {
	r := &Report{}
	duration := x.in.End - x.in.Start
	minutes := float64(duration) / 60_000
	var raw int64
	for _, c := range x.causes {
		raw += c.Bytes
	}
	for _, c := range x.causes {
		if raw > 0 && minutes > 0 {
			c.PerMinute = float64(x.in.BytesWire) * float64(c.Bytes) / float64(raw) / 1000 / minutes
		}
		r.Causes = append(r.Causes, *c)
	}
	byBytes(r.Causes, func(c *Cause) int64 { return c.Bytes }, func(c *Cause) string { return c.Name })
	if minutes > 0 {
		r.PerMinute = float64(x.in.BytesWire) / 1000 / minutes
	}
	for _, c := range x.churn {
		if minutes > 0 {
			c.PerMinute = float64(c.Changes) / minutes
		}
		r.Churn = append(r.Churn, *c)
	}
	byBytes(r.Churn, func(c *Churn) int64 { return c.Bytes }, func(c *Churn) string { return c.Element })
	r.Churn = r.Churn[:min(len(r.Churn), maxListed)]

	x.gaps(r)
	x.problems(r)
	x.emptySheets(r)
	x.weight(r, duration)
	slices.SortStableFunc(x.large, func(a, b Finding) int { return cmp.Compare(a.Time, b.Time) })
	for i, f := range x.large {
		if i == maxListed {
			f = Finding{Rule: f.Rule, Severity: Warning, Count: len(x.large) - i, Text: fmt.Sprintf("%d more large mutations", len(x.large)-i)}
			r.Findings = append(r.Findings, f)
			break
		}
		r.Findings = append(r.Findings, f)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Time, b.Time))
	})
	return r
}

func (x *examiner) gaps(r *Report) {
	for _, g := range x.in.Gaps {
		r.Findings = append(r.Findings, Finding{
			Rule: "missing-data", Severity: Error, Time: g.Start, Count: 1, Text: g.What + " missing",
			Advice: "segments can be lost when a page is left or the intake refuses them: look at the intake's answers and the SDK's queue",
		})
	}
}

// verdicts say what the kinds of problems mean.
var verdicts = map[event.ProblemKind]struct {
	rule     string
	severity Severity
	advice   string
}{
	event.ProblemSyntax:      {"broken-data", Error, "the bytes are not what the format says: look at what stored or cut them"},
	event.ProblemTruncated:   {"truncated", Error, "the end is missing: an upload that broke off, or a file still being written"},
	event.ProblemUnknownType: {"unknown-type", Warning, "a record type that this version does not know; a newer recorder?"},
	event.ProblemVersion:     {"newer-version", Warning, "a newer format than this version knows"},
	event.ProblemUnknownNode: {"unknown-node", Warning, "changes name nodes that are not there: a lost segment before, or a page that the recorder lost track of"},
	event.ProblemDuplicate:   {"duplicate", Note, "sent again after an answer that did not arrive; dropped"},
	event.ProblemLimit:       {"limit", Warning, "larger or deeper than any page should be; cut"},
	event.ProblemNoSnapshot:  {"no-snapshot", Error, "changes before any full snapshot cannot be shown"},
	event.ProblemUnsupported: {"unsupported", Note, "recorded, and not shown"},
	event.ProblemClock:       {"clock-jump", Warning, "the clock ran backwards or jumped: times after it are less certain"},
}

func (x *examiner) problems(r *Report) {
	for kind, n := range x.in.Counts {
		v, ok := verdicts[kind]
		if !ok || n == 0 { // what is missing is told by the gaps
			continue
		}
		f := Finding{Rule: v.rule, Severity: v.severity, Advice: v.advice, Count: n}
		for _, p := range x.in.Problems {
			if p.Kind != kind {
				continue
			}
			f.Text, f.Time, f.Place = p.Detail, p.Time, p.Place
			break
		}
		if f.Text == "" {
			f.Text = kind.String()
		}
		r.Findings = append(r.Findings, f)
	}
	slices.SortFunc(r.Findings, func(a, b Finding) int { return cmp.Or(strings.Compare(a.Rule, b.Rule), cmp.Compare(a.Time, b.Time)) })
}

func (x *examiner) emptySheets(r *Report) {
	var list []Finding
	for _, f := range x.sheets {
		f.Rule, f.Severity = "sheet-without-rules", Error
		f.Text += " has no recorded rules: the page is shown without it"
		f.Advice = "serve it with CORS headers and give its link crossorigin=\"anonymous\", so that the recorder can read it"
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Time, b.Time), strings.Compare(a.Text, b.Text)) })
	r.Findings = append(r.Findings, list[:min(len(list), maxSheetsTold)]...)
	if more := len(list) - maxSheetsTold; more > 0 {
		r.Findings = append(r.Findings, Finding{Rule: "sheet-without-rules", Severity: Error, Count: more, Text: fmt.Sprintf("%d more sheets without rules", more)})
	}
}

// weight finds what makes the recording heavy.
func (x *examiner) weight(r *Report, duration event.Millis) {
	if duration < shortest {
		return
	}
	if r.PerMinute > promiseKB {
		top := ""
		if len(r.Causes) > 0 {
			top = fmt.Sprintf(", most of it %s", r.Causes[0].Name)
		}
		r.Findings = append(r.Findings, Finding{
			Rule: "bytes-per-minute", Severity: Warning, Count: 1,
			Text:   fmt.Sprintf("%.0f kB a minute on the wire%s; the promise is less than %.0f", r.PerMinute, top, promiseKB),
			Advice: "see the causes and the elements that change most",
		})
	}
	for _, c := range r.Churn {
		if c.PerMinute >= churnMinute && c.Changes >= churnLeast {
			r.Findings = append(r.Findings, Finding{
				Rule: "churn", Severity: Warning, Count: c.Changes,
				Text:   fmt.Sprintf("%s changes %.0f times a minute, %s in all", c.Element, c.PerMinute, bytesOf(c.Bytes)),
				Advice: "let CSS animate it, change it less often, or hide it from the recorder",
			})
		}
	}
}

// bytesOf writes a size in kB or MB of 1000.
func bytesOf(n int64) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	default:
		return fmt.Sprintf("%d B", n)
	}
}
