package signal_test

import (
	"strings"
	"testing"

	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/engine/summary"
)

func TestSummarize(t *testing.T) {
	page := func(ms event.Millis, url string) taped {
		return at(ms, event.KindViewport, event.Op{Kind: event.OpURL, Text: url, W: 800, H: 600})
	}
	shift := func(from tape, by event.Millis) tape {
		for i := range from {
			from[i].Time += by
		}
		return from
	}
	first := shift(tape{
		page(0, "https://a.test/"), shop(), click(1000, 4), // dead
		click(20_000, 4), at(20_100, event.KindMutation), // an error follows
		page(21_000, "https://a.test/cart"), at(30_000, event.KindOther),
	}, 100_000)
	second := shift(tape{page(0, "https://a.test/"), shop(), at(40_000, event.KindOther)}, 100_000)
	beside := []event.Entry{
		{Time: 120_050, Kind: event.EntryRequest, Severity: event.Bad, Title: "POST /pay 500"},
		{Time: 120_200, Kind: event.EntryError, Severity: event.Bad, Title: "no\nanswer"},
		{Time: 120_300, Kind: event.EntryConsole, Severity: event.Bad, Title: "failed"},
		{Time: 120_400, Kind: event.EntryConsole, Severity: event.Info, Title: "fine"},
	}
	tracks := []event.Track{first, second}
	entries, err := signal.All(t.Context(), tracks, beside)
	if err != nil {
		t.Fatal(err)
	}
	var s summary.Session
	signal.Summarize(&s, tracks, entries)
	want := summary.Session{Start: 100_000, End: 140_000, Duration: 40_000, Tabs: 2, Events: 10, Clicks: 2, Errors: 2, Requests: 1, Failed: 1, Dead: 1, ErrorClicks: 1}
	for _, name := range []string{"start", "end", "duration", "tabs", "events", "clicks", "errors", "requests", "failed", "rage", "dead", "errorclicks"} {
		c, _ := summary.Lookup(name)
		if got, want := c.Number(&s), c.Number(&want); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	// Idle are the 19 s after the first click and the 20 s at the end, without
	// 2 s each for what the user did before and after.
	if s.Active != 40_000-17_000-18_000 {
		t.Errorf("active %d", s.Active)
	}
	if got := strings.Join(s.Pages, " "); got != "https://a.test/ https://a.test/cart" {
		t.Errorf("pages %s", got)
	}
	if s.Worst == nil || s.Worst.Time != 120_000 || s.Worst.Kind != "error_click" {
		t.Errorf("worst moment %+v", s.Worst)
	}
}
