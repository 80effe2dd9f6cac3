package player_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/loader"
)

// perfRecording opens a generated recording of $PLAYHEAD_PERF (see the perf
// scripts), or skips.
func perfRecording(tb testing.TB, name string) *loader.Recording {
	tb.Helper()
	path := filepath.Join(perfDir(tb), name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("no generated recording: %v", err)
	}
	return open(tb, path)
}

func perfDir(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("PLAYHEAD_PERF")
	if dir == "" {
		tb.Skip("PLAYHEAD_PERF names no directory of generated recordings")
	}
	return dir
}

func BenchmarkDecode(b *testing.B) { // what playing costs without applying
	for _, name := range []string{"S.rrweb.json", "S.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			tr := perfRecording(b, name).Tracks()[0]
			var batch event.Batch
			for b.Loop() {
				for i := range tr.Len() {
					batch.Reset()
					tr.Decode(i, &batch)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tr.Len()), "ns/event")
		})
	}
}

func BenchmarkApply(b *testing.B) {
	for _, name := range []string{"S.rrweb.json", "S.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			tr := perfRecording(b, name).Tracks()[0]
			events := make([][]event.Op, tr.Len())
			ops := 0
			for i := range events {
				var batch event.Batch
				tr.Decode(i, &batch)
				events[i] = batch.Ops
				ops += len(batch.Ops)
			}
			b.ReportAllocs()
			for b.Loop() {
				t := dom.New()
				for _, e := range events {
					t.ApplyAll(e, nil)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tr.Len()), "ns/event")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(ops), "ns/op-applied")
		})
	}
}

func BenchmarkFreeze(b *testing.B) {
	tr := perfRecording(b, "S.rrweb.json").Tracks()[0]
	t := states(tr)[tr.Len()].Thaw()
	var op event.Op
	op.Kind, op.Node = event.OpScroll, event.Window
	b.ReportAllocs()
	for b.Loop() {
		op.Y++
		t.Apply(&op)
		t.Freeze()
	}
}

func BenchmarkSeek(b *testing.B) {
	for _, name := range []string{"S.rrweb.json", "M.rrweb.json", "M.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			before := heap()
			tr := perfRecording(b, name).Tracks()[0]
			loaded := heap()
			p := player.New(tr, player.Options{})
			t0 := time.Now()
			if err := p.Index(context.Background()); err != nil {
				b.Fatal(err)
			}
			indexed := time.Since(t0)
			frames := heap()
			start, end := p.Range()
			rnd := rand.New(rand.NewPCG(1, 2))
			var took []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				at := start + event.Millis(rnd.Int64N(int64(end-start)))
				t0 := time.Now()
				p.Seek(at)
				took = append(took, time.Since(t0))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(loaded-before)/(1<<20), "loaded-MiB")
			b.ReportMetric(float64(frames-loaded)/(1<<20), "keyframes-MiB")
			b.ReportMetric(float64(heap()-before)/(1<<20), "heap-MiB")
			b.ReportMetric(float64(indexed.Milliseconds()), "index-ms")
			n, bytes := p.Keyframes()
			b.ReportMetric(float64(n), "keyframes")
			b.ReportMetric(float64(bytes)/(1<<20), "estimated-MiB")
		})
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkPlay plays at 64 times the speed with 30 frames a second.
func BenchmarkPlay(b *testing.B) {
	tr := perfRecording(b, "M.rrweb.json").Tracks()[0]
	p := player.New(tr, player.Options{})
	start, end := p.Range()
	at := start
	b.ReportAllocs()
	for b.Loop() {
		if at += 64 * 1000 / 30; at > end {
			at = start
		}
		p.Seek(at)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)*30/1e7, "%core")
}

// BenchmarkBack seeks back by 5 s from the middle.
func BenchmarkBack(b *testing.B) {
	tr := perfRecording(b, "M.rrweb.json").Tracks()[0]
	p := player.New(tr, player.Options{})
	if err := p.Index(context.Background()); err != nil {
		b.Fatal(err)
	}
	start, end := p.Range()
	i := 0
	for b.Loop() {
		p.Seek((start+end)/2 - event.Millis(i%100)*5000)
		i++
	}
}

func BenchmarkPack(b *testing.B) {
	tr := perfRecording(b, "M.rrweb.json").Tracks()[0]
	p := player.New(tr, player.Options{})
	start, end := p.Range()
	t := p.Seek((start + end) / 2).Tree
	packed := new(dom.Packer).Pack(t, nil)
	b.Run("pack", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			new(dom.Packer).Pack(t, nil)
		}
		b.ReportMetric(float64(packed.Bytes())/float64(t.Len()), "bytes/node")
	})
	b.Run("unpack", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			packed.Unpack()
		}
	})
}
