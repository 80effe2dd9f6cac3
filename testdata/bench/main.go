//go:build linux

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// result is a line of the table.
type result struct {
	Row   string  `json:"row"`
	What  string  `json:"what"`
	Peer  float64 `json:"peer,omitempty"` // in Unit; 0 where there is none
	Ours  float64 `json:"ours"`
	Unit  string  `json:"unit"`
	Ratio float64 `json:"ratio,omitempty"` // ours to the peer's
	Asked string  `json:"asked,omitempty"`
}

// bench is what the rows share.
type bench struct {
	ctx      context.Context
	dir      string // of recordings
	scripts  string // the perf scripts, "" without
	playhead string // the program
	self     string // this program
	runs     int
	results  []result
}

var rows = []struct {
	name string
	run  func(*bench) error
}{
	{"load", (*bench).load}, {"index", (*bench).index}, {"state", (*bench).state}, {"page", (*bench).page},
	{"replayer", (*bench).replayer}, {"bytes", (*bench).bytes}, {"latency", (*bench).latency}, {"player", (*bench).player},
	{"grep", (*bench).grep}, {"export", (*bench).export},
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "measure" { // this program, started by itself
		if err := measure(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	var names []string
	for _, r := range rows {
		names = append(names, r.name)
	}
	b := bench{ctx: context.Background()}
	want := flag.String("rows", strings.Join(names, ","), "what to measure")
	out := flag.String("json", "", "write the results as JSON to `FILE`, too")
	flag.StringVar(&b.dir, "recordings", filepath.Join(os.TempDir(), "playhead-bench"), "where recordings are, or are made")
	flag.StringVar(&b.scripts, "scripts", "../shared/perf", "the perf scripts, for their generator and peers")
	flag.StringVar(&b.playhead, "playhead", "", "the program (default: built from here)")
	flag.IntVar(&b.runs, "runs", 5, "how often each process runs")
	flag.Parse()
	var err error
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(b.scripts, "gen.js")); err != nil {
		b.scripts = ""
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if b.playhead == "" {
		b.playhead = filepath.Join(b.dir, "playhead")
		build := exec.CommandContext(b.ctx, "go", "build", "-o", b.playhead, "./cmd/playhead")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build: %w\n%s", err, out)
		}
	}
	if err := b.prepare(); err != nil {
		return err
	}
	chosen := strings.Split(*want, ",")
	for _, r := range rows {
		if !slices.Contains(chosen, r.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, r.name, "…")
		if err := r.run(&b); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", r.name, err)
		}
	}
	b.print()
	if *out == "" {
		return nil
	}
	text, err := json.MarshalIndent(b.results, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*out, append(text, '\n'), 0o644)
}

// add adds a line to the table.
func (b *bench) add(row, what string, peer, ours float64, unit, asked string) {
	r := result{Row: row, What: what, Peer: peer, Ours: ours, Unit: unit, Asked: asked}
	if peer > 0 {
		r.Ratio = ours / peer
	}
	b.results = append(b.results, r)
}

func (b *bench) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "row\twhat\tpeer\tours\tunit\tratio\tasked")
	for _, r := range b.results {
		peer, ratio := "·", "·"
		if r.Peer > 0 {
			peer, ratio = number(r.Peer), number(r.Ratio)
			if r.Ratio < 0.2 {
				ratio = "1/" + number(1/r.Ratio)
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Row, r.What, peer, number(r.Ours), r.Unit, ratio, r.Asked)
	}
	_ = w.Flush()
}

// number is a number with about three digits.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 1:
		return fmt.Sprintf("%.2f", x)
	default:
		return fmt.Sprintf("%.3g", x)
	}
}

// median and p95 of values, which they sort.
func median(v []float64) float64 { return quantile(v, 0.5) }
func p95(v []float64) float64    { return quantile(v, 0.95) }

func quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[min(int(q*float64(len(v))), len(v)-1)]
}
