package render_test

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/engine/signal"
	"playhead/loader"
)

// TestClicksAreOnTheirTargets renders every click of the reference recordings:
// where the element that the recording names is to be seen in the frame, the
// pointer's cell must show it or something in it.
func TestClicksAreOnTheirTargets(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(corpus, "*", "recording.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) == 0 {
		t.Skip("no reference recordings beside the repository")
	}
	clicks := 0
	for _, d := range dirs {
		dir := filepath.Dir(d)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			rec, err := loader.Open(context.Background(), []string{dir}, loader.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer rec.Close() //nolint:errcheck // nothing is written
			if err := rec.Wait(context.Background()); err != nil {
				t.Fatal(err)
			}
			n := 0
			for i, track := range rec.Tracks() {
				n += checkClicks(t, track, int32(i))
			}
			t.Logf("%d clicks with visible targets", n)
			clicks += n
		})
	}
	if clicks == 0 {
		t.Error("no click has a visible target")
	}
	t.Logf("%d clicks with visible targets", clicks)
}

// checkClicks returns the number of clicks of a track whose targets show.
func checkClicks(t *testing.T, track *loader.Track, tab int32) int {
	t.Helper()
	entries, _, err := signal.Entries(context.Background(), track, tab, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, r := player.New(track, player.Options{}), render.New()
	clicks := 0
	for i := range entries {
		e := &entries[i]
		if e.Kind != event.EntryClick || e.Node == event.NoNode {
			continue
		}
		s := p.Seek(e.Time)
		target := s.Tree.ByID(e.Node)
		f := r.Render(render.Input{
			Tree: s.Tree,
			Pointer: render.Pointer{
				Known: s.Pointer.Visible, X: s.Pointer.X, Y: s.Pointer.Y, Target: s.Tree.ByID(s.Pointer.Node),
			},
			Hover: s.Tree.ByID(s.Hover), Active: s.Tree.ByID(s.Active), Focus: s.Tree.ByID(s.Focus),
		})
		shows := func(r dom.Ref) bool { return within(s.Tree, r, target) }
		if target == dom.None || !slices.ContainsFunc(f.Refs, shows) {
			continue
		}
		clicks++
		if at := &f.Pointer; !at.Known || !at.Inside || !shows(f.At(at.Col, at.Row)) {
			t.Errorf("at %d, %q: the pointer is at %d,%d, not on %s", e.Time, e.Title, at.Col, at.Row, render.Path(s.Tree, target))
		}
		if at := &f.Pointer; at.Inside && (int(math.Floor(at.X/render.CellW)) != at.Col || int(math.Floor(at.Y/render.CellH)) != at.Row) {
			t.Errorf("at %d, %q: %g,%g px is not in the cell %d,%d", e.Time, e.Title, at.X, at.Y, at.Col, at.Row)
		}
	}
	return clicks
}

// within reports whether r is target or below it.
func within(t *dom.Tree, r, target dom.Ref) bool {
	for ; r != dom.None; r = t.Node(r).Parent {
		if r == target {
			return true
		}
	}
	return false
}
