package signal_test

import (
	"strings"
	"testing"

	"playhead/engine/event"
	"playhead/engine/signal"
)

// told are the types of the frustration that a profile tells, joined, and the
// rules.
func told(t *testing.T, profile string, track tape, others []event.Entry) (types, rules string) {
	t.Helper()
	p, ok := signal.ProfileByName(profile)
	if !ok {
		t.Fatalf("no profile %s", profile)
	}
	rows, _, err := p.Entries(t.Context(), track, 0, others)
	if err != nil {
		t.Fatal(err)
	}
	var ts, rs []string
	for _, e := range rows {
		if e.Kind == event.EntryFrustration {
			ts = append(ts, e.Get("type"))
			rs = append(rs, e.Get("rule"))
			if e.Get("source") == "computed" && (e.Get("rule") == "" || e.Get("profile") != p.Name) {
				t.Errorf("%+v does not say why", e)
			}
		}
	}
	return strings.Join(ts, " "), strings.Join(rs, "|")
}

func near8(ms event.Millis, x float64) taped {
	c := click(ms, 4)
	c.ops[0].X = x
	return c
}

func TestProfiles(t *testing.T) {
	mutation := func(ms event.Millis) taped { return at(ms, event.KindMutation) }
	end := at(60_000, event.KindOther)
	series := func(step event.Millis, n int, px float64) tape {
		track := tape{shop()}
		for i := range n {
			track = append(track, near8(1000+event.Millis(i)*step, 10+float64(i)*px))
		}
		return append(track, end)
	}
	alive := func(track tape) tape {
		var out tape
		for _, e := range track {
			out = append(out, e)
			if e.Kind == event.KindInteraction {
				out = append(out, mutation(e.Time+1))
			}
		}
		return out
	}
	tests := []struct {
		name                       string
		track                      tape
		others                     []event.Entry
		datadog, sentry, highlight string
	}{
		{"three quick clicks that act", alive(series(300, 3, 0)), nil, "rage_click", "", ""},
		{"five quick clicks that act", alive(series(300, 5, 0)), nil, "rage_click", "", "rage_click"},
		{"five quick clicks that wander", alive(series(300, 5, 9)), nil, "rage_click", "", ""},
		{"five clicks in 2 s", alive(series(500, 5, 8)), nil, "rage_click", "", "rage_click"},
		{"five clicks in 3 s", alive(series(750, 5, 0)), nil, "", "", ""},
		{"five dead clicks in 6 s", series(1500, 5, 0), nil, strings.TrimSpace(strings.Repeat("dead_click ", 5)), "rage_click", ""},
		{"a click that acts after 3 s", tape{shop(), click(1000, 4), mutation(4000), end}, nil, "dead_click", "", ""},
		{"a click that never acts", tape{shop(), click(1000, 4), end}, nil, "dead_click", "dead_click", ""},
		{"one that scrolls at once", tape{shop(), click(1000, 4), at(1200, event.KindScroll), end}, nil, "", "", ""},
		{"one that scrolls later", tape{shop(), click(1000, 4), at(1700, event.KindScroll), end}, nil, "", "dead_click", ""},
		{"one on no control", tape{shop(), click(1000, 3), end}, nil, "dead_click", "", ""},
		{"one on a link", tape{shop(), click(1000, 8), end}, nil, "", "dead_click", ""},
		{"the recording ends too soon to tell", tape{shop(), click(1000, 4), at(3000, event.KindOther)}, nil, "dead_click", "", ""},
		{"an error follows", tape{shop(), click(1000, 4), mutation(1001), end}, []event.Entry{{Time: 1900, Kind: event.EntryError, Title: "x"}}, "error_click", "", ""},
		{"a recorded one stays", tape{shop(), click(1000, 4), at(1000, event.KindFrustration, event.Op{Kind: event.OpFrustration, Text: "dead_click"}), end}, nil,
			"dead_click", "dead_click", "dead_click"},
	}
	for _, tt := range tests {
		for profile, want := range map[string]string{"datadog": tt.datadog, "sentry": tt.sentry, "highlight": tt.highlight} {
			if got, _ := told(t, profile, tt.track, tt.others); got != want {
				t.Errorf("%s, %s: %q, want %q", tt.name, profile, got, want)
			}
		}
	}
	if _, rules := told(t, "datadog", alive(series(300, 4, 0)), nil); rules != "4 clicks in 0.9 s, 3 or more within 1 s without scrolling or selecting" {
		t.Error(rules)
	}
	if _, ok := signal.ProfileByName("none"); ok {
		t.Error("a profile that is none")
	}
	seen := map[string]bool{}
	for _, p := range signal.Profiles() {
		if q, ok := signal.ProfileByName(p.Name); !ok || q.About != p.About || p.About == "" || seen[p.Name] {
			t.Errorf("%+v", p)
		}
		seen[p.Name] = true
	}
}

func TestHesitation(t *testing.T) {
	visit := func(ms event.Millis, url string) taped {
		return at(ms, event.KindViewport, event.Op{Kind: event.OpURL, Text: url, W: 800, H: 600})
	}
	value := func(ms event.Millis, node event.NodeID, v string) taped {
		return at(ms, event.KindInput, event.Op{Kind: event.OpInput, Node: node, Text: v})
	}
	scroll := func(ms event.Millis, y float64) taped {
		return at(ms, event.KindScroll, event.Op{Kind: event.OpScroll, Node: event.Window, Y: y})
	}
	begin := func(rest ...taped) tape {
		return append(tape{visit(0, "http://a/"), shop()}, append(rest, at(90_000, event.KindOther))...)
	}
	var up, read, shaken, drawn tape
	for i := range 12 {
		y := float64(i%2) * 400
		up = append(up, scroll(1000+event.Millis(i)*800, y))
		read = append(read, scroll(1000+event.Millis(i)*8000, y))
	}
	for i := range 40 {
		ms := 1000 + event.Millis(i)*50
		shaken = append(shaken, at(ms, event.KindPointer, event.Op{Kind: event.OpPointer, Node: 4, X: float64(i%2) * 100, HasXY: true}))
		drawn = append(drawn, at(ms, event.KindPointer, event.Op{Kind: event.OpPointer, Node: 4, X: float64(i) * 10, HasXY: true}))
	}
	tests := []struct {
		name  string
		track tape
		want  string
	}{
		{"there and back", begin(visit(1000, "http://a/b"), visit(3000, "http://a/")), "quick_back"},
		{"there, reads, and back", begin(visit(1000, "http://a/b"), visit(30_000, "http://a/")), ""},
		{"on and on", begin(visit(1000, "http://a/b"), visit(2000, "http://a/c")), ""},
		{"a form left", begin(value(1000, 6, "A"), visit(9000, "http://a/b")), "form_abandon"},
		{"a form sent", begin(value(1000, 6, "A"), click(5000, 4), at(5001, event.KindMutation), visit(9000, "http://a/b")), ""},
		{"a filter in the address", begin(value(1000, 6, "A"), visit(2000, "http://a/?q=A")), ""},
		{"up and down", begin(up...), "excessive_scroll excessive_scroll"},
		{"up and down in peace", begin(read...), ""},
		{"shaking", begin(shaken...), "thrashed_cursor thrashed_cursor thrashed_cursor thrashed_cursor"},
		{"moving", begin(drawn...), ""},
	}
	for _, tt := range tests {
		if got, _ := told(t, "wide", tt.track, nil); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got, _ := told(t, "datadog", tt.track, nil); got != "" {
			t.Errorf("%s: datadog tells %q", tt.name, got)
		}
	}
}
