package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"playhead/engine/doctor"
	"playhead/engine/event"
)

// tape is a track of made-up events, each of a size in bytes.
type tape []taped

type taped struct {
	event.Meta
	size int
	ops  []event.Op
}

func (t tape) Len() int                     { return len(t) }
func (t tape) Meta(i int) event.Meta        { return t[i].Meta }
func (t tape) Decode(i int, b *event.Batch) { b.Ops = append(b.Ops, t[i].ops...) }
func (t tape) Raw(i int) []byte             { return make([]byte, t[i].size) }
func (t tape) Place(i int) string           { return fmt.Sprintf("event %d", i) }

func el(id, parent event.NodeID, name string, attrs ...event.Attr) event.Op {
	return event.Op{Kind: event.OpInsert, Node: id, Ref: parent, Where: event.LastChildOf, Type: event.NodeElement, Name: name, Attrs: attrs}
}

func attr(name, value string) event.Attr { return event.Attr{Name: name, Value: value} }

// page has a sheet whose rules were recorded, one whose were not, an empty style
// element, and a row 7 of a list.
func page() taped {
	return taped{event.Meta{Time: 1000, Kind: event.KindSnapshot}, 1000, []event.Op{
		{Kind: event.OpReset},
		{Kind: event.OpInsert, Node: 1, Type: event.NodeDocument},
		el(2, 1, "html"), el(3, 2, "head"),
		el(4, 3, "link", attr("rel", "stylesheet"), attr("href", "https://cdn.test/a.css")),
		el(5, 3, "link", attr("rel", "Stylesheet"), attr("href", "https://cdn.test/b.css")),
		{Kind: event.OpSheetText, Sheet: event.NoSheet, Node: 5, Text: "a{color:red}"},
		el(6, 3, "style"), el(8, 2, "body"), el(7, 8, "li", attr("id", "row-17")),
	}}
}

func mutation(at event.Millis, size int, ops ...event.Op) taped {
	return taped{event.Meta{Time: at, Kind: event.KindMutation}, size, ops}
}

func examine(t *testing.T, in doctor.Input) *doctor.Report {
	t.Helper()
	r, err := doctor.Examine(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rules lists the findings, worst first.
func rules(r *doctor.Report) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Severity.String()+" "+f.Rule)
	}
	return strings.Join(out, ", ")
}

func TestFindings(t *testing.T) {
	track := tape{page()}
	for i := range 400 {
		track = append(track, mutation(event.Millis(1000+i*100), 50, event.Op{Kind: event.OpAttr, Node: 7, Name: "style", Text: fmt.Sprint(i)}))
	}
	track = append(track, mutation(41_000, 300_000, event.Op{Kind: event.OpText, Node: 7}))
	r := examine(t, doctor.Input{
		Tracks: []doctor.Track{track}, Start: 1000, End: 61_000, BytesWire: 150_000,
		Gaps:   []doctor.Gap{{Start: 5000, What: "segment 3"}},
		Counts: map[event.ProblemKind]int{event.ProblemUnknownNode: 7, event.ProblemMissing: 1},
		Problems: []event.Problem{
			{Kind: event.ProblemDuplicate, Detail: "another kind"}, {Kind: event.ProblemUnknownNode, Detail: "node 99", Time: 2000, Place: "there"},
		},
	})
	want := "error sheet-without-rules, error missing-data, warning churn, warning bytes-per-minute, warning unknown-node, warning large-mutation"
	got := rules(r)
	for _, rule := range strings.Split(want, ", ") {
		if !strings.Contains(got, rule) {
			t.Errorf("no %s in %s", rule, got)
		}
	}
	if len(r.Findings) != 6 {
		t.Errorf("got %s", got)
	}
	if s := r.Findings[0].Text; !strings.Contains(s, "a.css") {
		t.Errorf("the sheet without rules: %s", s)
	}
	if len(r.Churn) == 0 || r.Churn[0].Element != "li#row-N" || r.Churn[0].Changes != 401 {
		t.Errorf("churn %+v", r.Churn)
	}
	if len(r.Causes) != 2 || r.Causes[0].Name != "mutations" || r.Causes[0].Bytes != 320_000 {
		t.Errorf("causes %+v", r.Causes)
	}
	if r.PerMinute != 150 {
		t.Errorf("%v kB a minute", r.PerMinute)
	}
	if worst, any := r.Worst(); !any || worst != doctor.Error {
		t.Error(worst, any)
	}
}

func TestNothingWrong(t *testing.T) {
	p := page()
	p.ops = append(p.ops, event.Op{Kind: event.OpSheetText, Sheet: event.NoSheet, Node: 4, Text: "b{}"})
	r := examine(t, doctor.Input{Tracks: []doctor.Track{tape{p}}, Start: 1000, End: 1000, BytesWire: 1000})
	if _, any := r.Worst(); any || r.PerMinute != 0 {
		t.Errorf("%s, %v", rules(r), r.PerMinute)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := doctor.Examine(ctx, doctor.Input{Tracks: []doctor.Track{tape{p}}}); !errors.Is(err, context.Canceled) {
		t.Errorf("went on: %v", err)
	}
}
