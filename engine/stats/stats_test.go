package stats

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/event"
)

func TestPageName(t *testing.T) {
	for in, want := range map[string]string{
		"https://shop.test/order/17?x=1#top":                            "shop.test/order/*",
		"https://shop.test/o/0a1b2c3d-11aa-4f00-9b00-1234567890ab/edit": "shop.test/o/*/edit",
		"https://shop.test":                "shop.test/",
		"https://shop.test/#/cart/3?x=1":   "shop.test/#/cart/*",
		"https://shop.test/#!/cart":        "shop.test/#!/cart",
		"https://shop.test/facade/defaced": "shop.test/facade/defaced",
		"http://127.0.0.1:8080/a":          "127.0.0.1:8080/a",
		"file:///tmp/page.html":            "/tmp/page.html",
		"":                                 "",
		"%zz?q":                            "%zz",
		"https://x.test/" + strings.Repeat("ä", 300) + "?" + "token=secret": "x.test/" + strings.Repeat("ä", 146) + "…",
	} {
		if got := PageName(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestMessageName(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP 500 for order 20261124\n  at pay": "HTTP 500 for order *",
		"timeout after 3000 ms":                 "timeout after * ms",
		"no user 0a1b2c3d4e5f":                  "no user *",
		"TypeError: x is undefined":             "TypeError: x is undefined",
		"":                                      "",
	} {
		if got := MessageName(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// visit is a session on two pages with two clicks, one of them in anger, and an
// error.
func visit(id string, start event.Millis) *Session {
	click := func(at event.Millis, label, element string) event.Entry {
		return event.Entry{Time: start + at, Kind: event.EntryClick, Node: 4, Title: label, Fields: []event.Field{{Name: "element", Value: element}}}
	}
	return &Session{
		ID: id, Source: id + ".json", User: "user " + id[:1], Start: start, End: start + 60_000, Active: 30_000,
		Views: []View{
			{URL: "https://shop.test/item/1", Start: start, End: start + 20_000},
			{URL: "https://shop.test/cart", Start: start + 20_000, End: start + 60_000},
		},
		Entries: []event.Entry{
			click(1000, "Buy", "button#buy"),
			click(30_000, "Pay", "button#pay"),
			{Time: start + 30_000, Kind: event.EntryFrustration, Node: 4, Title: "rage_click: Pay", Fields: []event.Field{{Name: "type", Value: "rage_click"}}},
			{Time: start + 31_000, Kind: event.EntryError, Title: "no answer after " + fmt.Sprint(start)},
		},
	}
}

func TestReport(t *testing.T) {
	sum := &Stats{}
	for i, id := range []string{"a1", "a2", "b1"} {
		sum.Merge(Of(visit(id, event.Millis(100_000*(i+1)))))
	}
	r := sum.Report(0)
	if r.Sessions != 3 || r.Users != 2 || r.Views != 6 || r.Duration != 180_000 || r.Active != 90_000 {
		t.Errorf("totals %+v", r)
	}
	if len(r.Pages) != 2 {
		t.Fatalf("pages %+v", r.Pages)
	}
	if p := r.Pages[1]; p.Page != "shop.test/item/*" || p.Views != 3 || p.Time != 60_000 || p.Entries != 3 || p.Exits != 0 || p.Clicks != 3 {
		t.Errorf("page %+v", p)
	}
	if e := r.Elements[0]; len(r.Elements) != 2 || e.Label != "Buy" || e.Selector != "button#buy" || e.Page != "shop.test/item/*" || e.Count != 3 || e.Sessions != 3 {
		t.Errorf("elements %+v", r.Elements)
	}
	f := r.Frustrations[0]
	if len(r.Frustrations) != 1 || f.Kind != "rage_click" || f.Selector != "button#pay" || f.Page != "shop.test/cart" || f.Count != 3 {
		t.Errorf("frustrations %+v", r.Frustrations)
	}
	want := Moment{Session: "a2", Source: "a2.json", Time: 230_000, Offset: 30_000}
	if len(f.Moments) != 3 || f.Moments[1] != want {
		t.Errorf("moments %+v", f.Moments)
	}
	if e := r.Errors[0]; len(r.Errors) != 1 || e.Message != "no answer after *" || e.Example != "no answer after 100000" || e.Count != 3 {
		t.Errorf("errors %+v", r.Errors)
	}
	if r := sum.Report(1); len(r.Pages) != 1 || len(r.Elements) != 1 {
		t.Errorf("more than asked for: %+v", r)
	}
}

func TestFunnel(t *testing.T) {
	sum := &Stats{}
	for i, times := range [][]event.Millis{{1000, 3000, 4000}, {1000, 9000}, {2000}, {}, {500, 1500, 60_500}} {
		s := &Session{ID: fmt.Sprint(i), Start: 0, End: 100_000}
		f := NewFunnel([]string{"cart", "pay", "thanks"})
		f.Reach(s, times)
		part := Of(s)
		part.AddFunnel(f)
		sum.Merge(part)
	}
	r := sum.Report(0).Funnel
	var got []string
	for _, s := range r.Steps {
		var lost []string
		for _, m := range s.Lost {
			lost = append(lost, fmt.Sprint(m.Session, "@", m.Offset))
		}
		got = append(got, fmt.Sprintf("%s %d %.2f %.2f median %d slowest %d lost %s", s.Step, s.Sessions, s.Share, s.Kept, s.Median, s.Slowest, strings.Join(lost, " ")))
	}
	want := []string{
		"cart 4 1.00 1.00 median 0 slowest 0 lost ",
		"pay 3 0.75 0.75 median 2000 slowest 2000 lost 2@2000",
		"thanks 2 0.50 0.67 median 1000 slowest 1000 lost 1@9000",
	}
	if !reflect.DeepEqual(got, want) || r.Conversion != 0.5 {
		t.Errorf("got\n%s\nwant\n%s\nconversion %v", strings.Join(got, "\n"), strings.Join(want, "\n"), r.Conversion)
	}
}

// Counting in parts is counting at once, whatever the parts.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "sessions")
		at := rapid.SliceOfN(rapid.Int64Range(1, 1e9), n, n).Draw(t, "starts")
		sum, left, right := &Stats{}, &Stats{}, &Stats{}
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		for i, start := range at {
			id := fmt.Sprint("s", i)
			sum.Merge(Of(visit(id, event.Millis(start))))
			half := left
			if i >= cut {
				half = right
			}
			half.Merge(Of(visit(id, event.Millis(start))))
		}
		left.Merge(right)
		if got, want := left.Report(0), sum.Report(0); !reflect.DeepEqual(got, want) {
			t.Fatalf("in parts %+v\nat once %+v", got, want)
		}
	})
}

func TestBounds(t *testing.T) {
	var c table[int, count]
	for i := range maxRows + 5 {
		if r := c.row(i); r != nil {
			r.note(&Session{}, 0)
		}
	}
	if len(c.rows) != maxRows || c.left != 5 {
		t.Errorf("%d rows, %d left", len(c.rows), c.left)
	}
	var sum count
	for range 3 * maxMoments {
		one := count{}
		one.note(&Session{}, 1)
		sum.merge(&one)
	}
	if len(sum.moments) != maxMoments || sum.count != 3*maxMoments {
		t.Errorf("%d moments of %d", len(sum.moments), sum.count)
	}
}
