package ui

import (
	"os"
	"path/filepath"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/loader"
)

// corpus returns the real recordings, and skips the test where there are none.
func corpus(t *testing.T) []string {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "corpus", "open")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the corpus of real recordings is not here: ", dir)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*", "recording.json"))
	if err != nil || len(found) == 0 {
		t.Fatal("no recordings in ", dir, err)
	}
	for i := range found {
		found[i] = filepath.Dir(found[i])
	}
	return found
}

func openRecording(t *testing.T, dir string) Recording {
	t.Helper()
	rec, err := loader.Open(t.Context(), []string{dir}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	return Loaded(rec)
}

// TestClicksAreOnTheirTargets goes to every click of every real recording: where
// the element that the recording names is to be seen, the pointer must be drawn
// in a cell that shows it or something in it.
func TestClicksAreOnTheirTargets(t *testing.T) {
	for _, dir := range corpus(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			a := start(t, openRecording(t, dir), 120, 40)
			clicks, off := 0, 0
			for i := range a.m.told.entries {
				e := &a.m.told.entries[i]
				if e.Kind != event.EntryClick || e.Node == event.NoNode {
					continue
				}
				a.run(a.m.seek(e.Time))
				f := a.m.stage.frame
				target := f.Tree.ByID(e.Node)
				if target == dom.None || !visible(f.Refs, f.Tree, target) {
					continue
				}
				clicks++
				s := &a.m.stage.shown
				if p := s.pointer; !s.pointed || !within(f.Tree, f.At(p.Col, p.Row), target) {
					off++
					t.Logf("%.1f s %q: pointer at %d,%d (%v), target %d", float64(e.Time-a.m.all.start)/1000, e.Title, p.Col, p.Row, s.pointed, e.Node)
				}
			}
			t.Logf("%d clicks with visible targets", clicks)
			if off > 0 {
				t.Errorf("%d of %d clicks are not on their targets", off, clicks)
			}
		})
	}
}

func visible(refs []dom.Ref, t *dom.Tree, target dom.Ref) bool {
	for _, r := range refs {
		if within(t, r, target) {
			return true
		}
	}
	return false
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
