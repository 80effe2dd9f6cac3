package player_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/loader"
)

// corpus is where recordings with ground truth lie, relative to this package.
const corpus = "../../../shared/corpus/open"

// recordingInfo is what recording.json tells of a recording.
type recordingInfo struct {
	Name     string
	Recorder string
	Privacy  string
	Options  struct {
		MaskAllInputs    bool
		MaskTextSelector string
	}
}

// truth is the live page at one moment.
type truth struct {
	N           int
	Label       string
	Tab         int
	T           int64
	Quiet       bool
	StableUntil int64
	URL         string
	Scroll      struct{ X, Y float64 }
	Viewport    struct{ W, H float64 }
	ViewID      string `json:"viewId"`
	DOM         any    `json:"dom"`
}

// unrecorded names what a recording cannot tell, with the reason.
var unrecorded = map[string][]exception{
	"dd3-todo-react":    {toggleAll},
	"rrweb2-todo-react": {toggleAll},
}

type exception struct {
	label  string // of the truth moment
	diff   string // part of the difference
	reason string
}

var toggleAll = exception{
	"cleared", `input#toggle-all: checked: want "", got "true"`,
	"React unchecks the box through the property setter that it captured before the recorder patched it; no event or attribute tells",
}

func TestTruth(t *testing.T) {
	dirs, _ := filepath.Glob(filepath.Join(corpus, "*", "recording.json"))
	if len(dirs) == 0 {
		t.Skip("no corpus beside the repository")
	}
	total, exact := 0, 0
	for _, f := range dirs {
		dir := filepath.Dir(f)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			n, ok := checkTruth(t, dir)
			total, exact = total+n, exact+ok
		})
	}
	t.Logf("%d of %d truth moments", exact, total)
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	d := json.NewDecoder(f)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		d = json.NewDecoder(z)
	}
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// open loads a recording to its end.
func open(t testing.TB, dir string) *loader.Recording {
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
	return rec
}

// checkTruth compares all moments of a recording and returns how many there are
// and how many match.
func checkTruth(t *testing.T, dir string) (n, ok int) {
	var info recordingInfo
	readJSON(t, filepath.Join(dir, "recording.json"), &info)
	files, _ := filepath.Glob(filepath.Join(dir, "truth", "*.json.gz"))
	slices.Sort(files)
	rec := open(t, dir)
	used := make(map[string]bool)
	players := make(map[*loader.Track]*player.Player)
	opts := compareOptions{
		datadog:    strings.Contains(info.Recorder, "datadog"),
		maskInputs: info.Options.MaskAllInputs || info.Privacy != "" && info.Privacy != "allow",
		maskText:   info.Options.MaskTextSelector != "" || info.Privacy != "" && info.Privacy != "allow",
	}
	opts.frames = !opts.datadog
	for _, f := range files {
		var want truth
		readJSON(t, f, &want)
		if !want.Quiet {
			continue
		}
		n++
		track := trackOf(t, rec, &want, opts.datadog)
		if track == nil {
			t.Errorf("truth %d %q: no track has view %s", want.N, want.Label, want.ViewID)
			continue
		}
		p := players[track]
		if p == nil {
			p = player.New(track, player.Options{})
			players[track] = p
		}
		s := p.Seek(event.Millis(want.T))
		var got any
		if err := json.Unmarshal(dom.Canonical(s.Tree), &got); err != nil {
			t.Fatal(err)
		}
		diffs := opts.compare(want.DOM, got)
		diffs = slices.DeleteFunc(diffs, func(d string) bool {
			return slices.ContainsFunc(unrecorded[info.Name], func(e exception) bool {
				hit := e.label == want.Label && strings.Contains(d, e.diff)
				used[e.diff] = used[e.diff] || hit
				return hit
			})
		})
		if page := s.Tree.Page; math.Abs(page.ScrollX-want.Scroll.X) > 1 || math.Abs(page.ScrollY-want.Scroll.Y) > 1 {
			diffs = append(diffs, fmt.Sprintf("scroll: want %v, got %v,%v", want.Scroll, page.ScrollX, page.ScrollY))
		}
		if url := strings.TrimSuffix(want.URL, "#"); opts.datadog && strings.TrimSuffix(s.Tree.Page.URL, "#") != url { // rrweb does not record routes
			diffs = append(diffs, fmt.Sprintf("url: want %v, got %v", want.URL, s.Tree.Page.URL))
		}
		diffs = append(diffs, scrollDiffs(want.DOM, got, "")...)
		if len(diffs) == 0 {
			ok++
			continue
		}
		t.Errorf("truth %d %q at %d: %d differences\n  %s", want.N, want.Label, want.T, len(diffs), strings.Join(diffs[:min(len(diffs), 40)], "\n  "))
	}
	for _, e := range unrecorded[info.Name] {
		if !used[e.diff] {
			t.Errorf("exception is not needed: %s (%s)", e.diff, e.reason)
		}
	}
	return n, ok
}

// trackOf returns the track that shows a truth moment: for Datadog the one with
// the view of that moment, which for a hash change or a route may have begun
// before the recorder's own view.
func trackOf(t *testing.T, rec *loader.Recording, want *truth, byView bool) *loader.Track {
	t.Helper()
	tracks := rec.Tracks()
	if !byView {
		if want.Tab < len(tracks) {
			return tracks[want.Tab]
		}
		return nil
	}
	for _, tr := range tracks {
		for _, v := range tr.Views() {
			if v.ID == want.ViewID {
				return tr
			}
		}
	}
	return nil
}
