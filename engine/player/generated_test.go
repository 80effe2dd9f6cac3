package player_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
)

// checker replays generated recordings in a model of its own.
const checker = "../../../shared/perf/gen-check.js"

// TestGenerated seeks back and forth in generated recordings and compares the
// number of elements and the text of the body with what the generator's checker
// finds at the same times.
func TestGenerated(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no node for the checker")
	}
	for file, format := range map[string]string{
		"S.rrweb.json": "rrweb", "S.ndjson": "jsonl", "S.dd-v1.ndjson": "dd-v1", "S.dd-change.ndjson": "dd-change",
		"M.rrweb.json": "rrweb", "M.ndjson": "jsonl", "M.dd-v1.ndjson": "dd-v1", "M.dd-change.ndjson": "dd-change",
	} {
		t.Run(file, func(t *testing.T) {
			tr := perfRecording(t, file).Tracks()[0]
			start, end := player.Range(tr)
			rnd := rand.New(rand.NewPCG(7, 7))
			var times []int
			for range 1000 {
				times = append(times, 2+rnd.IntN(int(end-start)))
			}
			want := check(t, file, format, times)
			for _, budget := range []int{0, 2 << 20} { // with and without keyframes that were dropped again
				p := player.New(tr, player.Options{KeyframeBytes: budget})
				go p.Index(context.Background()) //nolint:errcheck // ends with the test
				wrong := 0
				for _, at := range times {
					// The checker looks before the first event at or after a time.
					s := p.Seek(start + event.Millis(at) - 1)
					if got := fingerprint(s.Tree); got != want[strconv.Itoa(at)] {
						t.Errorf("at %d: got %s, want %s", at, got, want[strconv.Itoa(at)])
						wrong++
					}
				}
				n, bytes := p.Keyframes()
				t.Logf("%d seeks, %d wrong pages; %d keyframes of %d kB", len(times), wrong, n, bytes/1000)
			}
		})
	}
}

// check asks the checker for fingerprints.
func check(t *testing.T, file, format string, times []int) map[string]string {
	t.Helper()
	list := make([]string, len(times))
	for i, at := range times {
		list[i] = strconv.Itoa(at)
	}
	dir, err := filepath.Abs(perfDir(t))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", checker, filepath.Join(dir, file), "--format", format, "--until", strings.Join(list, ","))
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("the checker does not run here: %v", err)
	}
	var res struct {
		At map[string]string
	}
	if err := json.Unmarshal(out, &res); err != nil {
		t.Fatal(err)
	}
	if len(res.At) < len(slices.Compact(slices.Sorted(slices.Values(list))))-2 {
		t.Fatalf("%d answers for %d times", len(res.At), len(list))
	}
	return res.At
}

// fingerprint is the number of elements and a hash of the body's text.
func fingerprint(t *dom.Tree) string {
	n := 0
	var text strings.Builder
	body := t.Body()
	var walk func(r dom.Ref, in bool)
	walk = func(r dom.Ref, in bool) {
		x := t.Node(r)
		if x.IsElement() {
			n++
		}
		in = in || r == body
		if x.IsText() && in {
			text.WriteString(x.Text)
		}
		for c := x.First; c != dom.None; c = t.Node(c).Next {
			walk(c, in)
		}
	}
	if t.Doc == dom.None {
		return ""
	}
	walk(t.Doc, false)
	h := uint32(0x811c9dc5)
	for _, c := range utf16.Encode([]rune(text.String())) {
		h = (h ^ uint32(c)) * 0x01000193
	}
	return fmt.Sprintf("%d/%x", n, h)
}
