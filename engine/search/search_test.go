package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
)

func open(t testing.TB, source string) *loader.Recording {
	t.Helper()
	rec, err := loader.Open(t.Context(), []string{source}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	return rec
}

func pattern(t testing.TB, s string) Pattern {
	t.Helper()
	p, err := ParsePattern(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// search returns the hits of a whole search that have ended.
func search(t testing.TB, track event.Track, p Pattern, opts Options) ([]Hit, Result) {
	t.Helper()
	var hits []Hit
	res, err := Run(t.Context(), track, p, opts, func(h Hit) bool {
		if !h.Open {
			hits = append(hits, h)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return hits, res
}

// bruteForce renders every moment of a track by itself, with nothing kept from
// the one before, and gives the stretches of each pattern.
func bruteForce(t testing.TB, track event.Track, patterns []Pattern) [][]Hit {
	t.Helper()
	hits := make([][]Hit, len(patterns))
	matchers := make([]*matcher, len(patterns))
	lists := make([]*stretches, len(patterns))
	for i, p := range patterns {
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		matchers[i] = m
		lists[i] = &stretches{found: func(h Hit) bool {
			if !h.Open {
				hits[i] = append(hits[i], h)
			}
			return true
		}}
	}
	pl := player.New(track, player.Options{})
	var end event.Millis
	for i := range track.Len() {
		end = track.Meta(i).Time
		if i+1 < track.Len() && track.Meta(i+1).Time == end {
			continue
		}
		st := pl.Seek(end)
		if st.Tree.Doc == dom.None {
			continue
		}
		tree := st.Tree
		f := render.New().Render(render.Input{Tree: tree, Hover: tree.ByID(st.Hover), Active: tree.ByID(st.Active), Focus: tree.ByID(st.Focus)})
		for k, m := range matchers {
			x := newIndex(m)
			x.stale = true
			x.settle(tree)
			lists[k].sighted(end, st.View, f, (&looker{m: m}).look(f, x))
		}
	}
	for _, s := range lists {
		s.gone(end)
	}
	return hits
}

func describe(hits []Hit, start event.Millis) string {
	lines := make([]string, len(hits))
	for i, h := range hits {
		lines[i] = fmt.Sprintf("%d-%d view %d %s %q in %q", h.From-start, h.To-start, h.View, h.Path, h.Match, h.Text)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// patterns that the recordings have, come and go in them, or lack.
var patterns = []string{
	"payment", "Add to cart", "/[0-9]+ items?/", "/(Pay|Confirm) now/i", "selector:button", "selector:dialog, [role=dialog]",
	"selector:main > * a", "zebra", "search", "text:e", `/\$ ?\d+/`, "/^[A-Z][a-z]+$/",
}

// TestBruteForce compares the incremental search with looking at every moment.
func TestBruteForce(t *testing.T) {
	sources, err := filepath.Glob("../../testdata/recordings/shop-*")
	if err != nil || len(sources) == 0 {
		t.Fatal(sources, err)
	}
	if !testing.Short() {
		for _, name := range []string{"rrweb2-todo-react", "dd3-todo-react"} {
			if dir := filepath.Join("../../../shared/corpus/open", name); exists(dir) {
				sources = append(sources, dir)
			}
		}
	}
	for _, source := range sources {
		t.Run(filepath.Base(source), func(t *testing.T) {
			var list []Pattern
			for _, s := range patterns {
				list = append(list, pattern(t, s))
			}
			for _, track := range open(t, source).Tracks() {
				for i, want := range bruteForce(t, track, list) {
					got, res := search(t, track, list[i], Options{Exact: true})
					g, w := describe(got, track.Start()), describe(want, track.Start())
					if d := cmp.Diff(strings.Split(w, "\n"), strings.Split(g, "\n")); d != "" {
						t.Errorf("%s: found and wanted differ (-wanted +found):\n%s", list[i], d)
					}
					split, _, err := RunSplit(t.Context(), track, list[i], Options{Exact: true}, i%2 == 0)
					if err != nil {
						t.Fatal(err)
					}
					if d := cmp.Diff(strings.Split(w, "\n"), strings.Split(describe(split, track.Start()), "\n")); d != "" {
						t.Errorf("%s: found in two parts and wanted differ (-wanted +found):\n%s", list[i], d)
					}
					t.Logf("%s: %d hits in %d looks", list[i], len(got), res.Looks)
				}
			}
		})
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestCancel(t *testing.T) {
	track := open(t, "../../testdata/recordings/shop-dd7").Tracks()[0]
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, track, Pattern{Text: "a"}, Options{}, func(Hit) bool { return true }); err == nil {
		t.Error("a cancelled search ends without an error")
	}
}
