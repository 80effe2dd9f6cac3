package render_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/render"
	"playhead/engine/render/score"
	"playhead/loader/htmlpage"
)

var (
	update  = flag.Bool("update", false, "raise the ratchet to the scores reached")
	lenient = flag.Bool("lenient", false, "print scores without failing below the ratchet")
	detail  = flag.String("detail", "", "print what is missed on the pages whose name contains this")
	other   = flag.String("pages", "", "score another folder of pages, or a file of cases, in TestOther")
)

// slack is how far a score may fall below the ratchet: a rounding of one word.
const slack = 0.002

// table is the scores of a set of pages, by measure.
type table map[string][]float64

func (t table) add(measure string, v float64) { t[measure] = append(t[measure], v) }

func mean(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x
	}
	return s / float64(max(len(v), 1))
}

// loadPage parses a page into a frozen tree.
func loadPage(doc []byte, w, h float64) *dom.Tree {
	page := htmlpage.Parse(doc, htmlpage.Options{URL: "https://page.example/", ViewportW: w, ViewportH: h})
	t := dom.New()
	t.ApplyAll(page.Ops, func(*event.Op, dom.Fault) {})
	return t.Freeze()
}

// measure renders a page in one mode and scores it.
func measure(t *testing.T, out table, name string, tree *dom.Tree, truth *score.Truth, opt render.Options) {
	t.Helper()
	r := render.New()
	in := render.Input{Tree: tree, Options: opt}
	in.Options.Scroll = &render.Point{X: truth.Scroll[0], Y: truth.Scroll[1]}
	f := r.Render(in)
	var rows []string
	for y := range f.Grid.Rows {
		rows = append(rows, string(cell.AppendRowText(nil, f.Grid, y)))
	}
	mode := truth.Mode
	if opt.Full {
		mode = "full"
	} else if truth.Scroll != [2]float64{} {
		mode = "scroll"
	}
	line := fmt.Sprintf("%-22s %-6s", name, mode)
	if len(truth.Words) > 0 {
		s := score.Words(truth, rows)
		if s.Words > 0 {
			out.add(mode+" exact", s.Exact)
			out.add(mode+" near", s.Near1)
			if s.Tokens > 0 {
				out.add(mode+" precision", s.Precision)
			}
			line += fmt.Sprintf(" exact %5.1f near %5.1f prec %5.1f", 100*s.Exact, 100*s.Near1, 100*s.Precision)
		}
		if *detail != "" && strings.Contains(name, *detail) {
			t.Logf("missing %v\nmoved %v\nextra %v\n%s", head(s.Missing), head(s.Moved), head(s.Extra), strings.Join(rows[:min(len(rows), 60)], "\n"))
		}
	}
	if opt.Full {
		t.Log(line)
		return
	}
	if bg, ok := score.Backgrounds(truth, func(x, y int) (uint8, uint8, uint8) {
		if !f.Grid.Inside(x, y) {
			return 0, 0, 0
		}
		return f.Grid.At(x, y).BG.RGB()
	}); ok {
		out.add("background", bg)
		line += fmt.Sprintf(" bg %5.1f", 100*bg)
	}
	if *detail != "" && strings.Contains(name, *detail) {
		logBackgrounds(t, truth, tree, f)
	}
	path := func(x, y int) string { return render.Path(tree, f.At(x, y)) }
	boxes := boxesOf(tree, f)
	box := func(p string) ([4]float64, bool) { b, ok := boxes[p]; return b, ok }
	if share, missed, ok := score.Hits(truth, path, box); ok {
		out.add("hits", share)
		line += fmt.Sprintf(" hits %5.1f", 100*share)
		if *detail != "" && strings.Contains(name, *detail) {
			for _, h := range missed[:min(len(missed), 15)] {
				t.Logf("hit %d,%d want %s got %s", h.C, h.R, h.Path, path(h.C, h.R))
			}
		}
	}
	t.Log(line)
}

// logBackgrounds lists which colours stand where Chromium has others.
func logBackgrounds(t *testing.T, truth *score.Truth, tree *dom.Tree, f *render.Frame) {
	t.Helper()
	if truth.Cells == nil {
		return
	}
	type miss struct{ want, got, path string }
	n := map[miss]int{}
	at := map[miss][2]int{}
	for y, runs := range truth.Cells.Rows {
		x := 0
		for i := 0; i+1 < len(runs); i += 2 {
			for range runs[i+1] {
				if got := f.Grid.At(x, y).BG.Hex(); got != truth.Cells.Pal[runs[i]] {
					m := miss{truth.Cells.Pal[runs[i]], got, render.Path(tree, f.At(x, y))}
					if n[m]++; n[m] == 1 {
						at[m] = [2]int{x, y}
					}
				}
				x++
			}
		}
	}
	keys := make([]miss, 0, len(n))
	for m := range n {
		keys = append(keys, m)
	}
	sort.Slice(keys, func(i, j int) bool { return n[keys[i]] > n[keys[j]] })
	for _, m := range keys[:min(len(keys), 14)] {
		t.Logf("background want %s got %s at %s: %d cells, first %v", m.want, m.got, m.path, n[m], at[m])
	}
}

func head[T any](s []T) []T { return s[:min(len(s), 12)] }

func boxesOf(tree *dom.Tree, f *render.Frame) map[string][4]float64 {
	m := map[string][4]float64{}
	for i := 1; i < tree.Slots(); i++ {
		if b, _, ok := f.BoxOf(dom.Ref(i)); ok {
			m[render.Path(tree, dom.Ref(i))] = [4]float64{b.X, b.Y, b.W, b.H}
		}
	}
	return m
}

func readTruth(path string) (*score.Truth, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var t score.Truth
	return &t, json.Unmarshal(b, &t)
}

// scorePages scores every page of a folder in every mode that has a truth.
func scorePages(t *testing.T, dir string) table {
	t.Helper()
	out := table{}
	pages, err := filepath.Glob(filepath.Join(dir, "*", "page.html"))
	if err != nil || len(pages) == 0 {
		t.Skipf("no pages in %s", dir)
	}
	for _, p := range pages {
		doc, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		tree := loadPage(doc, 1280, 720)
		name := filepath.Base(filepath.Dir(p))
		for _, mode := range []string{"view", "scroll", "full"} {
			truth, err := readTruth(filepath.Join(filepath.Dir(p), mode+".json"))
			if err != nil {
				continue // short pages have no scroll.json
			}
			measure(t, out, name, tree, truth, render.Options{Full: mode == "full"})
		}
	}
	return out
}

// TestPages scores the project's own pages, and TestReference those of the
// reference material; both only go up.
func TestPages(t *testing.T) {
	ratchet(t, "pages", scorePages(t, filepath.Join("..", "..", "testdata", "pages")))
}

func TestReference(t *testing.T) {
	ratchet(t, "reference", scorePages(t, filepath.Join("..", "..", "..", "shared", "layout", "pages")))
}

// TestOther scores what -pages names, without a ratchet.
func TestOther(t *testing.T) {
	if *other == "" {
		t.Skip("-pages names no pages")
	}
	var got table
	if strings.HasSuffix(*other, ".json") {
		got = scoreCases(t, *other)
	} else {
		got = scorePages(t, *other)
	}
	report(t, "other", got, func(string, float64) {})
}

// TestCases scores the focused cases of the reference material.
func TestCases(t *testing.T) {
	file := filepath.Join("..", "..", "..", "shared", "layout", "cases", "cases.json")
	ratchet(t, "cases", scoreCases(t, file))
}

func scoreCases(t *testing.T, file string) table {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Skip("no cases here: ", err)
	}
	var cases []score.Truth
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	out := table{}
	for i := range cases {
		tree := loadPage([]byte(cases[i].HTML), 640, 480)
		cases[i].Mode = "case"
		measure(t, out, cases[i].Name, tree, &cases[i], render.Options{})
	}
	return out
}

// report logs the scores of a set, by measure, and hands their means on.
func report(t *testing.T, set string, got table, each func(measure string, mean float64)) {
	t.Helper()
	names := make([]string, 0, len(got))
	for m := range got {
		names = append(names, m)
	}
	sort.Strings(names)
	for _, m := range names {
		v := got[m]
		avg := mean(v)
		t.Logf("%s: %-18s mean %5.1f %%  worst %5.1f %%  of %d", set, m, 100*avg, 100*slices.Min(v), len(v))
		each(m, avg)
	}
}

// ratchet compares means and worst values with those reached before.
func ratchet(t *testing.T, set string, got table) {
	t.Helper()
	file := filepath.Join("testdata", "ratchet.json")
	known := map[string]map[string]float64{}
	if b, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(b, &known); err != nil {
			t.Fatal(err)
		}
	}
	if known[set] == nil {
		known[set] = map[string]float64{}
	}
	report(t, set, got, func(m string, avg float64) {
		if old := known[set][m]; avg < old-slack && !*lenient {
			t.Errorf("%s: %s fell from %.1f %% to %.1f %%", set, m, 100*old, 100*avg)
		}
		known[set][m] = max(known[set][m], float64(int(avg*1000))/1000)
	})
	if !*update {
		return
	}
	b, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
