package player_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
)

// growing is a track that is still loading.
type growing struct {
	event.Track
	n atomic.Int64
}

func (g *growing) Len() int { return int(g.n.Load()) }

// TestGrowingTrack seeks while the track grows, is indexed by another goroutine
// and is replaced by another revision.
func TestGrowingTrack(t *testing.T) {
	dir := filepath.Join(corpus, "rrweb2-sb-admin-2-options")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus beside the repository")
	}
	whole := open(t, dir).Tracks()[0]
	want := states(whole)
	track := &growing{Track: whole}
	p := player.New(track, player.Options{Spacing: 200, KeyframeBytes: 1 << 20})
	if s := p.Seek(0); s.Index != 0 || s.View != -1 || s.Tree.Len() != 0 {
		t.Errorf("an empty track shows %+v", s)
	}
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Go(func() {
		for {
			if err := p.Index(t.Context()); err != nil {
				t.Error(err)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	rnd := rand.New(rand.NewPCG(3, 4))
	start, end := player.Range(whole)
	for i := range 300 {
		track.n.Store(int64(whole.Len() * (i + 1) / 300))
		if i == 100 || i == 200 {
			next := &growing{Track: whole}
			next.n.Store(track.n.Load())
			track = next
			p.Replace(track)
		}
		at := start + event.Millis(rnd.Int64N(int64(end-start)))
		s := p.Seek(at)
		if n := player.Find(track, at); s.Index != n {
			t.Fatalf("at %d: %d events, want %d", at, s.Index, n)
		}
		if d := dom.Unequal(want[s.Index], s.Tree); d != "" {
			t.Fatalf("at %d: %s", at, d)
		}
	}
	close(done)
	wg.Wait()
	if n, bytes := p.Keyframes(); n < 2 || bytes > 1<<20 {
		t.Errorf("%d keyframes of %d bytes", n, bytes)
	}
}
