package player_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/loader"
)

// states are the trees after each number of applied events, of a replay from the
// start of all kinds of events, without the player: the reference.
func states(tr event.Track) []*dom.Tree {
	t := dom.New()
	out := []*dom.Tree{t.Freeze()}
	var b event.Batch
	for i := range tr.Len() {
		b.Reset()
		tr.Decode(i, &b)
		epoch := t.Page.Epoch
		t.ApplyAll(b.Ops, nil)
		if t.Page.Epoch != epoch {
			t.Page.Epoch = uint32(i) + 1
		}
		out = append(out, t.Freeze())
	}
	return out
}

// TestSeek checks that a state depends on its time alone: on whichever way it
// was reached, with many keyframes, few or none, it is that of a replay from
// the start.
func TestSeek(t *testing.T) {
	dirs, _ := filepath.Glob(filepath.Join(corpus, "*"))
	dirs = slices.DeleteFunc(dirs, func(d string) bool { return filepath.Ext(d) == ".json" })
	if len(dirs) == 0 {
		t.Skip("no corpus beside the repository")
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			rec := open(t, dir)
			for _, tr := range rec.Tracks() {
				checkSeeks(t, tr)
			}
		})
	}
}

func checkSeeks(t *testing.T, tr *loader.Track) {
	start, end := player.Range(tr)
	want := states(tr)
	rapid.Check(t, func(t *rapid.T) {
		budget := rapid.SampledFrom([]int{1, 1 << 18, 1 << 30}).Draw(t, "budget")
		p := player.New(tr, player.Options{KeyframeBytes: budget, Spacing: rapid.SampledFrom([]int{50, 500, 0}).Draw(t, "spacing")})
		if rapid.Bool().Draw(t, "index") {
			if err := p.Index(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		times := rapid.SliceOfN(rapid.Int64Range(int64(start)-10, int64(end)+10), 1, 6).Draw(t, "times")
		for _, at := range times {
			s := p.Seek(event.Millis(at))
			n := player.Find(tr, event.Millis(at))
			if s.Index != n {
				t.Fatalf("at %d: %d events applied, want %d", at, s.Index, n)
			}
			if d := dom.Unequal(want[n], s.Tree); d != "" {
				t.Fatalf("at %d (%d events): %s", at, n, d)
			}
			if d := s.Tree.Broken(); d != "" {
				t.Fatalf("at %d: %s", at, d)
			}
			if fresh := player.New(tr, player.Options{}).Seek(event.Millis(at)); describe(fresh) != describe(s) {
				t.Fatalf("at %d:\n%s\n%s", at, describe(fresh), describe(s))
			}
		}
	})
}

// describe is what a state says beside its tree.
func describe(s player.State) string {
	s.Tree = nil
	return fmt.Sprintf("%+v", s)
}

// TestSteps checks that stepping back undoes stepping forward, and that each
// step changes the page.
func TestSteps(t *testing.T) {
	dir := filepath.Join(corpus, "rrweb2-todo-react")
	if m, _ := filepath.Glob(dir); len(m) == 0 {
		t.Skip("no corpus beside the repository")
	}
	for _, tr := range open(t, dir).Tracks() {
		p := player.New(tr, player.Options{Spacing: 300})
		at, end := player.Range(tr)
		at--
		var stops []event.Millis
		for {
			next, ok := p.StepForward(at)
			if !ok {
				break
			}
			if next <= at || next > end {
				t.Fatalf("step from %d to %d", at, next)
			}
			if dom.Unequal(p.Seek(at).Tree, p.Seek(next).Tree) == "" {
				t.Fatalf("step from %d to %d changes nothing", at, next)
			}
			at = next
			stops = append(stops, at)
		}
		if len(stops) < 20 {
			t.Fatalf("only %d steps", len(stops))
		}
		for i := len(stops) - 2; i >= 0; i-- {
			prev, ok := p.StepBack(at)
			if !ok || prev != stops[i] {
				t.Fatalf("step back from %d: %d %v, want %d", at, prev, ok, stops[i])
			}
			at = prev
		}
		if prev, ok := p.StepBack(at); ok {
			t.Fatalf("step back before the first change: %d", prev)
		}
	}
}
