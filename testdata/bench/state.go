//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
)

// measure is what this program does when it starts itself.
func measure(args []string) error {
	if len(args) < 2 {
		return errors.New("measure what?")
	}
	rec, err := loader.Open(context.Background(), args[1:2], loader.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = rec.Close() }()
	if err := rec.Wait(context.Background()); err != nil {
		return err
	}
	if len(rec.Tracks()) == 0 {
		return fmt.Errorf("%s: no tracks", args[1])
	}
	tr := rec.Tracks()[0]
	if args[0] != "index" {
		debug.SetGCPercent(50) // as the player does
	}
	switch args[0] {
	case "index":
		fmt.Println(tr.Len())
		return nil
	case "seeks":
		return json.NewEncoder(os.Stdout).Encode(seeks(tr, false))
	case "frames":
		return json.NewEncoder(os.Stdout).Encode(seeks(tr, true))
	case "play":
		return json.NewEncoder(os.Stdout).Encode(play(tr))
	}
	return fmt.Errorf("measure %q?", args[0])
}

// sought is what seeking took, in ms.
type sought struct {
	Random []float64 `json:"random"`
	Back   []float64 `json:"back"`
	AnonMB float64   `json:"anonMiB"` // after the seeks
	RestMB float64   `json:"restMiB"` // after them at rest
}

// seeks seeks to random moments and back from the middle, to the state or to the
// painted frame.
func seeks(tr event.Track, frames bool) sought {
	p := player.New(tr, player.Options{})
	_ = p.Index(context.Background())
	start, end := p.Range()
	r := render.New()
	seek := func(at event.Millis) float64 {
		t0 := time.Now()
		st := p.Seek(at)
		if frames {
			t := st.Tree
			r.Render(render.Input{Tree: t, Hover: t.ByID(st.Hover), Active: t.ByID(st.Active), Focus: t.ByID(st.Focus),
				Options: render.Options{Cols: 160, Rows: 45}})
		}
		return ms(time.Since(t0))
	}
	var s sought
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		s.Random = append(s.Random, seek(start+event.Millis(rnd.Int64N(int64(end-start)))))
	}
	s.AnonMB = anonymous(os.Getpid())
	for i := range 20 {
		s.Back = append(s.Back, seek((start+end)/2-event.Millis(i)*5000))
	}
	debug.FreeOSMemory() // as the player does when nothing happens for two seconds
	s.RestMB = anonymous(os.Getpid())
	runtime.KeepAlive(p)
	runtime.KeepAlive(r)
	return s
}

// played is how much playing all of a recording took.
type played struct {
	Events int     `json:"events"`
	Ms     float64 `json:"ms"`
}

func play(tr event.Track) played {
	p := player.New(tr, player.Options{})
	start, end := p.Range()
	t0 := time.Now()
	for at := start; at < end; at += 1000 {
		p.Seek(at)
	}
	p.Seek(end)
	return played{tr.Len(), ms(time.Since(t0))}
}

// anonymous is the memory of a process that no file backs, in MiB.
func anonymous(pid int) float64 {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(v)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// state: seeking, playing and memory.
func (b *bench) state() error {
	for _, name := range []string{"M.rrweb.json", "M.dd-v1.ndjson", "M.dd-change.ndjson", "L.rrweb.json"} {
		file := b.file(name)
		info, err := os.Stat(file)
		if err != nil {
			continue
		}
		var st, fr sought
		var pl played
		if err := b.measured(&st, "seeks", file); err != nil {
			return err
		}
		if err := b.measured(&fr, "frames", file); err != nil {
			return err
		}
		if err := b.measured(&pl, "play", file); err != nil {
			return err
		}
		b.add("seek", name+" random, state, median", 0, median(st.Random), "ms", "2.7 (M)")
		b.add("seek", name+" random, state, p95", 0, p95(st.Random), "ms", "5.8 (M)")
		b.add("seek", name+" random, frame, median", 0, median(fr.Random), "ms", "27 (M)")
		b.add("seek", name+" random, frame, p95", 0, p95(fr.Random), "ms", "58 (M)")
		b.add("seek", name+" back 5 s, frame, median", 0, median(fr.Back), "ms", "20")
		b.add("memory", name+" anonymous per MB, 100 seeks", 0, st.AnonMB/(float64(info.Size())/1e6), "MiB/MB", "0.4")
		b.add("memory", name+" the same at rest", 0, st.RestMB/(float64(info.Size())/1e6), "MiB/MB", "0.4")
		b.add("memory", name+" anonymous per MB, 100 frames", 0, fr.AnonMB/(float64(info.Size())/1e6), "MiB/MB", "0.4")
		b.add("memory", name+" the same at rest", 0, fr.RestMB/(float64(info.Size())/1e6), "MiB/MB", "0.4")
		b.add("play", name+" state, events a second", 0, float64(pl.Events)/pl.Ms*1000, "1/s", "500 × 91 to 680")
	}
	return nil
}

// replayer: rrweb's Replayer in Chromium seeks in M.
func (b *bench) replayer() error {
	if b.scripts == "" {
		return errors.New("the perf scripts are not here")
	}
	var out struct {
		Random struct {
			Frame struct{ Median, P95 float64 } `json:"frame"`
		} `json:"seek_random"`
	}
	text, err := b.script("replayer.js", b.file("M.rrweb.json"), "--no-play")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &out); err != nil {
		return err
	}
	var fr sought
	if err := b.measured(&fr, "frames", b.file("M.rrweb.json")); err != nil {
		return err
	}
	b.add("replayer", "M random seek to the frame, median", out.Random.Frame.Median, median(fr.Random), "ms", "1/100")
	b.add("replayer", "M random seek to the frame, p95", out.Random.Frame.P95, p95(fr.Random), "ms", "1/100")
	return nil
}
