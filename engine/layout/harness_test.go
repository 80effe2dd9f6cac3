package layout_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/layout"
	"playhead/engine/style"
	"playhead/engine/text"
	"playhead/loader/htmlpage"
)

var (
	verbose = flag.Int("worst", 0, "list that many differences per page")
	dump    = flag.String("dump", "", "path whose boxes TestDump prints")
	only    = flag.String("page", "", "only pages or cases whose name has this in it")
)

// sharedDir finds the reference pages beside the repository.
func sharedDir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared/layout")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no reference pages at ../shared/layout")
	}
	return dir
}

// page is a parsed page that can be laid out.
type page struct {
	tree   *dom.Tree
	w, h   float64
	rs     *style.Resolver
	styles *style.Styles
	res    *layout.Result
}

func load(html []byte, w, h float64) *page {
	p := htmlpage.Parse(html, htmlpage.Options{URL: "file:///page.html", ViewportW: w, ViewportH: h})
	t := dom.New()
	t.ApplyAll(p.Ops, nil)
	pg := &page{tree: t.Freeze(), w: w, h: h, rs: style.NewResolver()}
	pg.restyle()
	pg.res = layout.Run(pg.styles, layout.Terminal(), nil)
	if bytes.Contains(html, []byte("@container")) {
		for range 3 {
			pg.restyle()
			pg.res = layout.Run(pg.styles, layout.Terminal(), nil)
		}
	}
	return pg
}

func (p *page) restyle() {
	p.styles = p.rs.Update(p.tree, style.Env{W: p.w, H: p.h, ContainerSize: func(r dom.Ref) (float64, float64, bool) {
		if p.res == nil {
			return 0, 0, false
		}
		return p.res.ContentSize(r)
	}}, style.Interaction{})
}

// change applies operations to the page's tree and styles it anew; the layout
// is left as it was.
func (p *page) change(ops ...event.Op) {
	t := p.tree.Thaw()
	t.ApplyAll(ops, nil)
	p.tree = t.Freeze()
	p.restyle()
}

// find resolves a truth path ("0/1!0/2"): child element indexes from the root
// element; ! enters a shadow root, @ a frame.
func (p *page) find(path string) dom.Ref {
	r := p.tree.Doc
	num := ""
	step := byte('/')
	flush := func() bool {
		i, err := strconv.Atoi(num)
		num = ""
		if err != nil {
			return false
		}
		parent := r
		if step == '!' || step == '@' {
			parent = p.tree.Node(r).Shadow
			if parent == dom.None {
				return false
			}
		}
		for c := p.tree.Node(parent).First; c != dom.None; c = p.tree.Node(c).Next {
			if p.tree.Node(c).Kind == event.NodeElement {
				if i == 0 {
					r = c
					return true
				}
				i--
			}
		}
		return false
	}
	for i := 0; i < len(path); i++ {
		switch c := path[i]; c {
		case '/', '!', '@':
			if !flush() {
				return dom.None
			}
			step = c
		default:
			num += string(c)
		}
	}
	if !flush() {
		return dom.None
	}
	return r
}

// truthWord is a word of a truth file.
type truthWord struct {
	T string
	X float64
	Y float64
	K string
	F string
	P string
}

type truth struct {
	Doc   []float64
	Words []truthWord
	Geom  map[string][]float64
}

// glyphGrid holds all text that was laid out by cell, whatever covers it.
type glyphGrid map[[2]int][]string

// words fills the grid from the lines of all boxes.
func (p *page) words() (glyphGrid, map[string][][2]float64) {
	g := glyphGrid{}
	places := map[string][][2]float64{}
	var visit func(b *layout.Box, depth int)
	visit = func(b *layout.Box, depth int) {
		if b.Frag != nil {
			if rect, ok := p.res.Rect(b); ok {
				for _, l := range b.Frag.Lines {
					for _, it := range l.Items {
						if it.Text == "" || it.Hidden || it.Box.Style.Text.Visibility != 0 {
							continue
						}
						x := rect.X.Float() + (it.X - b.ScrollX).Float()
						y := rect.Y.Float() + (it.Y - b.ScrollY).Float() + it.H.Float()/2 - 8
						c, r := int(math.Floor(x/8+0.5)), int(math.Floor(y/16+0.5))
						word := ""
						start := 0.0
						n := 0
						s := it.Text
						for s != "" {
							size, w := text.Next(s)
							cl := s[:size]
							s = s[size:]
							g[[2]int{c + n, r}] = append(g[[2]int{c + n, r}], cl)
							if cl == " " {
								if word != "" {
									places[word] = append(places[word], [2]float64{start, y})
								}
								word = ""
							} else {
								if word == "" {
									start = x + float64(n)*8
								}
								word += cl
							}
							n += w
						}
						if word != "" {
							places[word] = append(places[word], [2]float64{start, y})
						}
					}
				}
			}
		}
		for k := b.First; k != nil && depth < 1000; k = k.Next {
			visit(k, depth+1)
		}
	}
	visit(p.res.Root, 0)
	return g, places
}

func (g glyphGrid) has(w string, c, r int) bool {
	for w != "" {
		size, n := text.Next(w)
		ok := false
		for _, x := range g[[2]int{c, r}] {
			if x == w[:size] {
				ok = true
				break
			}
		}
		if !ok {
			return false
		}
		c += n
		w = w[size:]
	}
	return true
}

// score is what a comparison found.
type score struct {
	words, exact, near int
	boxes, same        int
	missing            []string
	moved              []string
}

func (s *score) add(o *score) {
	s.words += o.words
	s.exact += o.exact
	s.near += o.near
	s.boxes += o.boxes
	s.same += o.same
}

func pct(a, b int) float64 {
	if b == 0 {
		return 100
	}
	return 100 * float64(a) / float64(b)
}

// compare scores a laid out page against a truth.
func (p *page) compare(tr *truth) *score {
	s := &score{}
	g, places := p.words()
	for _, w := range tr.Words {
		if strings.ContainsAny(w.F, "") || skipWord(w) {
			continue
		}
		s.words++
		fc, fr := w.X/8, w.Y/16
		exact, near := false, false
		for r := math.Ceil(fr - 1.001); r <= fr+1.001; r++ {
			for c := math.Ceil(fc - 2.001); c <= fc+2.001; c++ {
				if g.has(w.T, int(c), int(r)) {
					near = true
					if math.Abs(c-fc) <= 0.5001 && math.Abs(r-fr) <= 0.5001 {
						exact = true
					}
				}
			}
		}
		if exact {
			s.exact++
		} else {
			at := ""
			best := math.Inf(1)
			for _, q := range places[w.T] {
				if d := math.Abs(q[0]-w.X) + math.Abs(q[1]-w.Y); d < best {
					best = d
					at = fmt.Sprintf("%.1f,%.1f", q[0], q[1])
				}
			}
			s.missing = append(s.missing, fmt.Sprintf("%q want %.1f,%.1f at %s  %s %s", w.T, w.X, w.Y, at, w.K, w.P))
		}
		if near {
			s.near++
		}
	}
	var paths []string
	for path := range tr.Geom {
		paths = append(paths, path)
	}
	sort.Slice(paths, func(i, j int) bool { return pathLess(paths[i], paths[j]) })
	bad := map[string]bool{}
	for _, path := range paths {
		want := tr.Geom[path]
		ref := p.find(path)
		if ref == dom.None || p.tree.Node(ref).NS == event.SVG && p.tree.Node(ref).Tag != "svg" {
			continue
		}
		q, ok := p.res.Rect(p.res.Box(ref))
		if !ok && want[2] == 0 && want[3] == 0 {
			continue
		}
		s.boxes++
		got := [4]float64{q.X.Float(), q.Y.Float(), q.W.Float(), q.H.Float()}
		same := ok
		for i := range got {
			same = same && math.Abs(got[i]-want[i]) <= 1.01
		}
		if same {
			s.same++
			continue
		}
		bad[path] = true
		n := p.tree.Node(ref)
		cls := strings.Join(n.Classes, ".")
		s.moved = append(s.moved, fmt.Sprintf("%s <%s .%s> want %v got %v %v", path, n.Tag, cls, want, got, ok))
	}
	return s
}

func skipWord(w truthWord) bool {
	for _, f := range strings.Fields(strings.ReplaceAll(w.F, ",", " ")) {
		switch f {
		case "partial", "svg", "odd", "rtl", "icon", "bullet", "wide", "vertical":
			return true
		}
	}
	return !strings.ContainsFunc(w.T, func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xc0
	})
}

func pathLess(a, b string) bool {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := 0; i < len(x) && i < len(y); i++ {
		m, e1 := strconv.Atoi(x[i])
		n, e2 := strconv.Atoi(y[i])
		if e1 == nil && e2 == nil && m != n {
			return m < n
		}
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

func readTruth(t testing.TB, file string) *truth {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tr := &truth{}
	if err := json.Unmarshal(raw, tr); err != nil {
		t.Fatal(err)
	}
	return tr
}

func (s *score) report(t testing.TB, name string) {
	t.Helper()
	t.Logf("%-24s words %5d exact %5.1f near %5.1f  boxes %5d same %5.1f", name, s.words, pct(s.exact, s.words), pct(s.near, s.words), s.boxes, pct(s.same, s.boxes))
	for i, m := range s.moved {
		if i >= *verbose {
			break
		}
		t.Log("   box  ", m)
	}
	for i, m := range s.missing {
		if i >= *verbose {
			break
		}
		t.Log("   word ", m)
	}
}

// TestPages compares whole pages with what Chromium gave.
func TestPages(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "pages")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	total, worst, pages := &score{}, 100.0, 0
	mean := 0.0
	for _, e := range entries {
		if !strings.Contains(e.Name(), *only) {
			continue
		}
		html, err := os.ReadFile(filepath.Join(dir, e.Name(), "page.html"))
		if err != nil {
			continue
		}
		s := load(html, 1280, 720).compare(readTruth(t, filepath.Join(dir, e.Name(), "full.json")))
		s.report(t, e.Name())
		total.add(s)
		mean += pct(s.exact, s.words)
		worst = min(worst, pct(s.exact, s.words))
		pages++
	}
	total.report(t, "all pages")
	t.Logf("mean exact %.1f worst %.1f", mean/float64(max(pages, 1)), worst)
	if *only == "" && pct(total.exact, total.words) < minPages {
		t.Errorf("%.1f %% of the words are in their cell, less than %.1f %%", pct(total.exact, total.words), minPages)
	}
}

// Ratchets: raised as the engine gets better, never lowered.
const (
	minPages = 99.5
	minCases = 99.5
	minTaffy = 98.5
	minYoga  = 99.5
)

// TestCases compares the focused cases.
func TestCases(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(sharedDir(t), "cases", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, HTML string
		truth
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	total := &score{}
	for i := range cases {
		c := &cases[i]
		if !strings.Contains(c.Name, *only) {
			continue
		}
		s := load([]byte(c.HTML), 640, 480).compare(&c.truth)
		if s.exact != s.words {
			s.report(t, c.Name)
		}
		total.add(s)
	}
	total.report(t, "all cases")
	if *only == "" && pct(total.exact, total.words) < minCases {
		t.Errorf("%.1f %% of the words are in their cell, less than %.1f %%", pct(total.exact, total.words), minCases)
	}
}

// TestSuites compares the boxes of Taffy's and Yoga's fixtures.
func TestSuites(t *testing.T) {
	for _, suite := range []struct {
		name string
		min  float64
	}{{"taffy", minTaffy}, {"yoga", minYoga}} {
		t.Run(suite.name, func(t *testing.T) {
			dir := filepath.Join(sharedDir(t), "suites", suite.name, "cases")
			raw, err := os.ReadFile(filepath.Join(dir, "boxes.json"))
			if err != nil {
				t.Fatal(err)
			}
			var all map[string]map[string][]float64
			if err := json.Unmarshal(raw, &all); err != nil {
				t.Fatal(err)
			}
			var names []string
			for n := range all {
				if strings.Contains(n, *only) {
					names = append(names, n)
				}
			}
			sort.Strings(names)
			good := 0
			groups := map[string][2]int{}
			for _, n := range names {
				html, err := os.ReadFile(filepath.Join(dir, n+".html"))
				if err != nil {
					t.Fatal(err)
				}
				geom := map[string][]float64{}
				for k, v := range all[n] {
					geom["0/1/"+k] = v
				}
				s := load(html, 1280, 720).compare(&truth{Geom: geom})
				group, _, _ := strings.Cut(n, "_")
				gr := groups[group]
				gr[1]++
				if s.same == s.boxes {
					good++
					gr[0]++
				} else if *verbose > 0 {
					s.report(t, n)
				}
				groups[group] = gr
			}
			t.Logf("%s: %d of %d cases, %.1f %%, %v", suite.name, good, len(names), pct(good, len(names)), groups)
			if *only == "" && pct(good, len(names)) < suite.min {
				t.Errorf("fewer than %.1f %%", suite.min)
			}
		})
	}
}

// TestDump prints the boxes below a path: a tool for looking into differences.
func TestDump(t *testing.T) {
	if *dump == "" {
		t.Skip("no -dump PATH")
	}
	html, err := os.ReadFile(filepath.Join(sharedDir(t), "pages", *only, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	p := load(html, 1280, 720)
	var visit func(b *layout.Box, depth int)
	visit = func(b *layout.Box, depth int) {
		q, _ := p.res.Rect(b)
		tag := p.tree.Node(b.Ref).Tag
		t.Logf("%*s%s kind %d flags %x display %d  %.2f,%.2f %.2fx%.2f %q", depth*2, "", tag, b.Kind, b.Flags, b.Style.Box.Display,
			q.X.Float(), q.Y.Float(), q.W.Float(), q.H.Float(), b.Text)
		if b.Frag != nil {
			for _, l := range b.Frag.Lines {
				t.Logf("%*s  line y %.2f h %.2f base %.2f", depth*2, "", l.Y.Float(), l.H.Float(), l.Baseline.Float())
			}
		}
		for k := b.First; k != nil; k = k.Next {
			visit(k, depth+1)
		}
	}
	if b := p.res.Box(p.find(*dump)); b != nil {
		visit(b, 0)
	}
}
