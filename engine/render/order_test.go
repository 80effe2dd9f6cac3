package render_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
)

// TestAnyOrder renders moments of recordings in random order with one renderer,
// as seeking does, and compares each with a renderer that has seen nothing else.
func TestAnyOrder(t *testing.T) {
	sources, err := filepath.Glob("../../testdata/recordings/shop-*")
	if err != nil || len(sources) == 0 {
		t.Fatal(sources, err)
	}
	corpus, err := filepath.Glob("../../../shared/corpus/open/*-*")
	if err != nil {
		t.Fatal(err)
	}
	seeks := 80
	if len(corpus) > 0 {
		sources, seeks = append(sources, corpus...), 25
	}
	for _, source := range sources {
		t.Run(filepath.Base(source), func(t *testing.T) {
			rec, err := loader.Open(t.Context(), []string{source}, loader.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := rec.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			track := rec.Tracks()[0]
			p := player.New(track, player.Options{})
			r := render.New()
			random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same order each time
			for range seeks {
				at := track.Start() + event.Millis(random.Int64N(int64(track.End()-track.Start())))
				st := p.Seek(at)
				if st.Tree.Doc == dom.None {
					continue
				}
				in := render.Input{Tree: st.Tree, Hover: st.Tree.ByID(st.Hover), Active: st.Tree.ByID(st.Active), Focus: st.Tree.ByID(st.Focus)}
				got := string(r.Render(in).AppendJSON(nil, render.JSON{Boxes: true}))
				if want := string(render.New().Render(in).AppendJSON(nil, render.JSON{Boxes: true})); got != want {
					t.Fatalf("at %d, got\n%s\nwant\n%s", at-track.Start(), firstDifference(got, want), firstDifference(want, got))
				}
			}
		})
	}
}
