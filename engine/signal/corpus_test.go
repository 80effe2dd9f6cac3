package signal_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/loader"
)

// action is what the script did to the page that was recorded.
type action struct {
	T    event.Millis
	Tab  int
	Kind string
	El   struct{ Tag, Text, Cls string }
}

// TestCorpus checks the rows of every recording against the script that drove
// the page: each click has its row with the element's label, and rage is found.
func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/open/*/actions.json")
	if len(files) == 0 {
		t.Skip("no corpus beside the repository")
	}
	rages := 0
	for _, f := range files {
		dir := filepath.Dir(f)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			var actions []action
			b, err := os.ReadFile(f)
			if err == nil {
				err = json.Unmarshal(b, &actions)
			}
			if err != nil {
				t.Fatal(err)
			}
			rows := entriesOf(t, dir)
			for _, a := range actions {
				switch a.Kind {
				case "click":
					if strings.Contains(a.El.Cls, "rr-block") {
						continue // hidden content: recorders leave out what happens there
					}
					if !slices.ContainsFunc(rows, func(e event.Entry) bool { return e.Kind == event.EntryClick && near(e, a) && labelled(e, a) }) {
						t.Errorf("no click on %q (%s) at %d", a.El.Text, a.El.Tag, a.T)
					}
				case "rage":
					rages++
					i := slices.IndexFunc(rows, func(e event.Entry) bool {
						return e.Kind == event.EntryFrustration && e.Get("type") == "rage_click" && near(e, a)
					})
					if i < 0 {
						t.Errorf("no rage at %d", a.T)
					} else if rows[i].Node == event.NoNode || !rows[i].HasXY {
						t.Errorf("rage without its element: %+v", rows[i])
					}
				}
			}
			for i := 1; i < len(rows); i++ {
				if rows[i].Time < rows[i-1].Time {
					t.Fatalf("row %d is earlier than the one before", i)
				}
			}
		})
	}
	if rages < 5 {
		t.Errorf("only %d rages in the corpus", rages)
	}
}

// near allows for the time between the script's call and the event.
func near(e event.Entry, a action) bool { return e.Time > a.T-300 && e.Time < a.T+1500 }

// labelled reports whether the row names what was clicked, as far as the label
// of a longer text, a masked or a textless element can tell.
func labelled(e event.Entry, a action) bool {
	want := strings.Join(strings.Fields(a.El.Text), " ")
	if want == "" || a.El.Tag != "button" && a.El.Tag != "a" || strings.Trim(e.Title, "x *") == "" {
		return true
	}
	got := strings.TrimSuffix(e.Title, "…")
	short := want[:min(len(want), 20)]
	return strings.Contains(got, short) || strings.Contains(want, got) || strings.Contains(e.Title, "xxx")
}

func entriesOf(t *testing.T, dir string) []event.Entry {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	rec, err := loader.Open(ctx, []string{dir}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(ctx); err != nil {
		t.Fatal(err)
	}
	var rows []event.Entry
	for i, tr := range rec.Tracks() {
		r, _, err := signal.Entries(ctx, tr, int32(i), rec.Entries())
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r...)
	}
	return signal.Merge(rows)
}

// TestScannerGrows checks that a scan in pieces gives the rows of a scan of the
// whole.
func TestScannerGrows(t *testing.T) {
	dir := "../../../shared/corpus/open/rrweb2-todo-react"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus beside the repository")
	}
	whole := entriesOf(t, dir)
	rec, err := loader.Open(t.Context(), []string{dir}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	growing := &part{Track: rec.Tracks()[0]}
	s := signal.NewScanner(growing, 0)
	var rows []event.Entry
	emit := func(e []event.Entry) { rows = append(rows, e...) }
	for growing.n < growing.Track.Len() {
		growing.n = min(growing.n+7, growing.Track.Len())
		if err := s.Run(t.Context(), emit); err != nil {
			t.Fatal(err)
		}
	}
	s.Finish(emit)
	rows = signal.Merge(rows, s.Frustrations(signal.Merge(rows, rec.Entries())))
	same := func(a, b event.Entry) bool { return a.Time == b.Time && a.Title == b.Title && a.Kind == b.Kind }
	sortRows(rows)
	sortRows(whole)
	if !slices.EqualFunc(rows, whole, same) {
		t.Errorf("got %d rows, want %d", len(rows), len(whole))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := signal.NewScanner(growing, 0).Run(ctx, emit); err == nil {
		t.Error("a cancelled scan went on")
	}
}

func sortRows(rows []event.Entry) {
	slices.SortFunc(rows, func(a, b event.Entry) int {
		if a.Time != b.Time {
			return int(a.Time - b.Time)
		}
		return strings.Compare(a.Kind.String()+a.Title, b.Kind.String()+b.Title)
	})
}

// part is the beginning of a track.
type part struct {
	event.Track
	n int
}

func (p *part) Len() int { return p.n }
