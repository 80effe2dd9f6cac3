package render_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
)

const corpus = "../../../shared/corpus/open"

// moment is what the live page showed at one moment of a recording.
type moment struct {
	T      int64
	Label  string
	ViewID string `json:"viewId"`
	Lines  [][]any

	Viewport struct{ W int }
}

// What the frames of recordings have to show of the lines that the live page
// showed.
const (
	linesMean  = 0.95
	linesWorst = 0.75
)

// TestLines looks for the words of the lines that the live page showed, in its
// own fonts, in the frame of that moment. There our text is wider and our lines
// are lower, so this measures whether the frame shows the same part of the page.
func TestLines(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(corpus, "*", "recording.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) == 0 {
		t.Skip("no reference recordings beside the repository")
	}
	sum, n, worst, at := 0.0, 0, 1.0, ""
	for _, d := range dirs {
		dir := filepath.Dir(d)
		for label, share := range lineShares(t, dir) {
			t.Logf("%-28s %-40s %5.1f", filepath.Base(dir), label, 100*share)
			sum += share
			n++
			if share < worst {
				worst, at = share, filepath.Base(dir)+": "+label
			}
		}
	}
	mean := sum / float64(n)
	t.Logf("words of the live page's lines: mean %.1f %%, worst %.1f %% (%s), %d moments", 100*mean, 100*worst, at, n)
	if !*lenient && (mean < linesMean || worst < linesWorst) {
		t.Errorf("mean %.3f and worst %.3f, want %.2f and %.2f", mean, worst, linesMean, linesWorst)
	}
}

// lineShares returns the share of words shown, by moment.
func lineShares(t *testing.T, dir string) map[string]float64 {
	t.Helper()
	rec, err := loader.Open(context.Background(), []string{dir}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	if err := rec.Wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "truth", "*.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	masked := masks(t, dir)
	shares := map[string]float64{}
	r := render.New()
	for _, file := range files {
		m := readMoment(t, file)
		track := trackOfView(rec, m.ViewID)
		s := player.New(track, player.Options{}).Seek(event.Millis(m.T))
		f := r.Render(render.Input{
			Tree: s.Tree, Hover: s.Tree.ByID(s.Hover), Active: s.Tree.ByID(s.Active), Focus: s.Tree.ByID(s.Focus),
		})
		lines := inked(t, strings.TrimSuffix(file, ".json.gz")+".jpg", m.Viewport.W, joined(m.lines()))
		if share, missing, ok := shownWords(f, lines, masked); ok {
			if *detail != "" && strings.Contains(dir, *detail) {
				t.Logf("%s: not shown: %v\n%s", m.Label, missing, cell.AppendText(nil, f.Grid))
			}
			shares[filepath.Base(file)[:3]+" "+m.Label] = share
		}
	}
	return shares
}

func readMoment(t *testing.T, path string) moment {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var m moment
	if err := json.NewDecoder(z).Decode(&m); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return m
}

// trackOfView returns the track that has a view, the first one when none has.
func trackOfView(rec *loader.Recording, id string) *loader.Track {
	for _, track := range rec.Tracks() {
		for _, v := range track.Views() {
			if v.ID == id {
				return track
			}
		}
	}
	return rec.Tracks()[0]
}

// apart reports whether a rune of a frame is between words: white space, lines
// of boxes, blocks of pictures, marks of controls.
func apart(r rune) bool { return r == ' ' || r >= 0x2500 && r <= 0x25ff }

// shownWords returns the share of the words of lines that are words of the
// frame, as often as they occur, and those that are not. Case does not count: the
// truth lists text as it is before text-transform.
func shownWords(f *render.Frame, lines []line, masked bool) (share float64, missing []string, ok bool) {
	have := map[string]int{}
	for y := range f.Grid.Rows {
		for w := range strings.FieldsFuncSeq(strings.ToLower(string(cell.AppendRowText(nil, f.Grid, y))), apart) {
			have[w]++
		}
	}
	take := func(w string) bool {
		if masked && have[w] == 0 {
			w = strings.Repeat("x", utf16Len(w))
		}
		if have[w] == 0 {
			return false
		}
		have[w]--
		return true
	}
	asked, found := 0, 0
	for _, l := range lines {
		for w := range strings.FieldsSeq(strings.ToLower(l.text)) {
			for parts := strings.Split(w, seam); len(parts) > 0; asked++ {
				n := len(parts) // as many parts as make a word of the frame
				for n > 0 && !take(strings.Join(parts[:n], "")) {
					n--
				}
				if n > 0 {
					found++
				} else {
					missing = append(missing, parts[0])
				}
				parts = parts[max(n, 1):]
			}
		}
	}
	return float64(found) / float64(max(asked, 1)), missing, asked > 0
}

// utf16Len is the length that a recorder's mask has.
func utf16Len(s string) int { return len(utf16.Encode([]rune(s))) }
