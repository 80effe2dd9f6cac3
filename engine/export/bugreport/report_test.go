package bugreport_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/export/bugreport"
)

var update = flag.Bool("update", false, "write golden files")

func entry(at event.Millis, kind event.EntryKind, s event.Severity, title string, fields ...event.Field) event.Entry {
	return event.Entry{Time: at, Kind: kind, Severity: s, Title: title, Fields: fields}
}

func happened() []event.Entry {
	return []event.Entry{
		entry(1000, event.EntryNavigation, event.Info, "https://shop.example/"),
		entry(9000, event.EntryClick, event.Info, "Pay now"),
		entry(9100, event.EntryRequest, event.Bad, "POST /pay 500"),
		entry(9200, event.EntryConsole, event.Bad, "failed"),
		entry(9300, event.EntryError, event.Bad, "TypeError: `x` is <b>not</b> [a](http://evil/)\n# function",
			event.Field{Name: "handling", Value: "unhandled"}, event.Field{Name: "stack", Value: "at pay\n```\n</details><script>\x1b[31m\n  at click"}),
		entry(9900, event.EntryFrustration, event.Warning, "rage_click: Pay | now", event.Field{Name: "type", Value: "rage_click"}),
	}
}

func TestWorst(t *testing.T) {
	es := happened()
	for _, tt := range []struct {
		from, to event.Millis
		want     int
	}{{0, 99_999, 4}, {0, 9250, 3}, {0, 9150, 2}, {9800, 99_999, 5}, {0, 9050, -1}} {
		got := bugreport.Worst(es, tt.from, tt.to)
		if tt.want < 0 && got == nil {
			continue
		}
		if got == nil || tt.want < 0 || got.Title != es[tt.want].Title {
			t.Errorf("from %d to %d: %v, want entry %d", tt.from, tt.to, got, tt.want)
		}
	}
	if got := bugreport.Before(es, 9300); got != 8999 {
		t.Errorf("before is %d, want the moment before the click", got)
	}
	if got := bugreport.Before(es[:1], 60_000); got != 59_000 {
		t.Errorf("before is %d: the navigation is too long ago", got)
	}
}

func TestWrite(t *testing.T) {
	es := happened()
	g := cell.NewGrid(30, 4, nil)
	g.SetString(2, 1, "Payment ```failed```", cell.Style{})
	r := bugreport.Report{
		Failure: &es[4], At: 9300, Wrong: es[2:],
		Pictures:    []bugreport.Picture{{Title: "After", At: 10_300, Grid: g}},
		Environment: []event.Field{{Name: "Page", Value: "https://shop.example/`a|b"}, {Name: "Browser", Value: "Chrome | <1>"}, {Name: "Empty"}},
		Command:     "playhead shop.json --at 9.3",
	}
	var b bytes.Buffer
	if err := bugreport.Write(&b, &r); err != nil {
		t.Fatal(err)
	}
	const path = "testdata/report.md"
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil { //nolint:gosec // a file of the repository
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s differs (-update writes it):\n%s", path, b.String())
	}
	if strings.ContainsAny(b.String(), "\x1b") || strings.Contains(b.String(), "<b>") {
		t.Errorf("markup or a control sequence got through:\n%s", b.String())
	}
}
