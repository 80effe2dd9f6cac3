package transcript_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/engine/steps"
	"playhead/engine/transcript"
	"playhead/loader"
)

var update = flag.Bool("update", false, "write the golden files anew")

// open makes the tabs and steps of a recording.
func open(t *testing.T, source string) ([]event.Track, *steps.Script) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	rec, err := loader.Open(ctx, []string{source}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(ctx); err != nil {
		t.Fatal(err)
	}
	lists := [][]event.Entry{rec.Entries()}
	var tracks []event.Track
	for i, tr := range rec.Tracks() {
		rows, _, err := signal.Entries(ctx, tr, int32(i), rec.Entries())
		if err != nil {
			t.Fatal(err)
		}
		lists, tracks = append(lists, rows), append(tracks, tr)
	}
	script, err := steps.Build(ctx, tracks, signal.Merge(lists...), steps.Options{Scrolls: true})
	if err != nil {
		t.Fatal(err)
	}
	return tracks, script
}

func TestShop(t *testing.T) {
	for _, name := range []string{"shop-dd7", "shop-dd4", "shop-rrweb2"} {
		t.Run(name, func(t *testing.T) {
			tracks, script := open(t, filepath.Join("../../testdata/recordings", name))
			start := script.Steps[0].Time
			var got bytes.Buffer
			err := transcript.Write(t.Context(), tracks, script, func(l transcript.Line) error {
				fmt.Fprintf(&got, "%6d %-7s %s\n", l.Time-start, l.Kind, l.Text)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestEnds checks that the writer's error ends it.
func TestEnds(t *testing.T) {
	tracks, script := open(t, "../../testdata/recordings/shop-rrweb2")
	full, lines := errors.New("full"), 0
	err := transcript.Write(t.Context(), tracks, script, func(transcript.Line) error {
		lines++
		return full
	})
	if !errors.Is(err, full) || lines != 1 {
		t.Errorf("%v after %d lines", err, lines)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := transcript.Write(ctx, tracks, script, func(transcript.Line) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("went on: %v", err)
	}
}
