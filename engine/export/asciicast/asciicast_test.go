package asciicast_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/export/asciicast"
	"playhead/engine/export/exporttest"
	"playhead/engine/raster"
)

func encode(t *testing.T, f export.Film, version int) (header map[string]any, events [][3]any) {
	t.Helper()
	var b bytes.Buffer
	o := asciicast.Options{Version: version, Title: "a <b> \"c\"\x1b", Start: time.Unix(1_700_000_000, 0), Theme: raster.Dark()}
	if err := asciicast.Encode(&b, f, o); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		if strings.ContainsAny(line, "\x1b\x07") {
			t.Errorf("line %d holds a control character", i+1)
		}
		if i == 0 {
			if err := json.Unmarshal([]byte(line), &header); err != nil {
				t.Fatal(err)
			}
			continue
		}
		var e [3]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		events = append(events, e)
	}
	return header, events
}

// TestPlaysBackAsTheFilm plays the events on an emulated terminal.
func TestPlaysBackAsTheFilm(t *testing.T) {
	for _, version := range []int{2, 3} {
		film := exporttest.Film(40, 8, 24)
		header, events := encode(t, film, version)
		if got := header["version"]; got != float64(version) || header["timestamp"] != float64(1_700_000_000) {
			t.Errorf("header %v", header)
		}
		term := vt.NewEmulator(40, 8)
		now, i := 0.0, 0
		for c, err := range film.Changes() {
			if err != nil {
				t.Fatal(err)
			}
			e := events[i]
			i++
			if version == 3 {
				now += e[0].(float64)
			} else {
				now = e[0].(float64)
			}
			if math.Abs(now-c.At.Seconds()) > 1e-6 || e[1] != "o" {
				t.Fatalf("event %d at %v is %v, want %v", i, now, e[1], c.At.Seconds())
			}
			if _, err := term.WriteString(e[2].(string)); err != nil {
				t.Fatal(err)
			}
			for y := range 8 {
				for x := range 40 {
					want := c.Grid.Text(x, y)
					got := term.CellAt(x, y)
					if got == nil || want != "" && got.Content != want && (got.Content != "" || want != " ") {
						t.Fatalf("version %d, event %d: cell %d,%d is %+v, want %q", version, i, x, y, got, want)
					}
				}
			}
		}
		last := events[len(events)-1][0].(float64)
		if version == 3 {
			last += now
		}
		if math.Abs(last-film.Length.Seconds()) > 1e-6 {
			t.Errorf("version %d ends at %v, want %v", version, last, film.Length.Seconds())
		}
	}
}

func TestUnknownVersion(t *testing.T) {
	f := export.Film{Cols: 1, Rows: 1, Frames: func(y func(export.Frame, error) bool) { y(export.Frame{Grid: cell.NewGrid(1, 1, nil)}, nil) }}
	if err := asciicast.Encode(&bytes.Buffer{}, f, asciicast.Options{Version: 1}); err == nil {
		t.Error("version 1 was written")
	}
}
