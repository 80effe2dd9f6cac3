package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"playhead/engine/doctor"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/loader"
)

type doctorFlags struct {
	src      source
	asJSON   bool
	terminal bool
}

func (a *App) doctorCommand() *cobra.Command {
	var f doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor [SOURCE...]",
		Short: "Find what is wrong with a recording, and what makes it big",
		Long: `Find what is wrong with a recording: missing data, unknown nodes, style sheets that were not recorded,
oversized changes, clocks that jump. And what makes it big: bytes a minute by cause, held against the
100 kB a minute that Datadog promises, and the elements that change most. With --terminal, say what the
terminal can show, and what to set where it could show more.

Ends with 1 when an error was found: something that the user saw cannot be shown.`,
		Example: examples(
			"playhead doctor recording.json",
			"playhead doctor --json requests/ | jq '.findings[] | select(.severity != \"note\")'",
			"playhead doctor --terminal",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runDoctor(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&f.terminal, "terminal", false, "say what the terminal can show; without SOURCE, only that")
	return cmd
}

// errFound ends the program with 1 after everything was printed.
var errFound = errors.New("errors were found in the recording")

type doctorReport struct {
	Findings  []findingJSON `json:"findings,omitzero"`
	Causes    []causeJSON   `json:"causes,omitzero"`
	Churn     []churnJSON   `json:"churn,omitzero"`
	PerMinute float64       `json:"kBPerMinute,omitzero"`
	Terminal  *terminal     `json:"terminal,omitzero"`
}

type findingJSON struct {
	Rule     string        `json:"rule"`
	Severity string        `json:"severity"`
	Text     string        `json:"text"`
	Advice   string        `json:"advice,omitzero"`
	Count    int           `json:"count"`
	Time     event.Millis  `json:"time,omitzero"` // since the epoch
	Offset   *event.Millis `json:"offset,omitzero"`
	Place    string        `json:"place,omitzero"`
}

type causeJSON struct {
	Name        string  `json:"name"`
	Events      int     `json:"events"`
	Bytes       int64   `json:"bytes"` // inflated
	KBPerMinute float64 `json:"kBPerMinute"`
}

type churnJSON struct {
	Element   string  `json:"element"`
	Changes   int     `json:"changes"`
	Bytes     int64   `json:"bytes"`
	PerMinute float64 `json:"changesPerMinute"`
}

func (a *App) runDoctor(ctx context.Context, sources []string, f *doctorFlags) error {
	w := bufio.NewWriter(a.Stdout)
	var out doctorReport
	if f.terminal {
		out.Terminal = a.terminal()
	}
	if f.terminal && len(sources) == 0 {
		if f.asJSON {
			err := printJSON(w, out)
			return errors.Join(err, w.Flush())
		}
		out.Terminal.print(w)
		return w.Flush()
	}
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	r, err := examine(ctx, rec)
	if err != nil {
		return err
	}
	start := rec.Info().Start
	if f.asJSON {
		out.fill(r, start)
		err = printJSON(w, out)
	} else {
		printDoctor(w, r, start)
		if out.Terminal != nil {
			fmt.Fprintln(w)
			out.Terminal.print(w)
		}
	}
	if err := errors.Join(err, w.Flush()); err != nil {
		return err
	}
	if worst, any := r.Worst(); any && worst == doctor.Error {
		return errFound
	}
	return nil
}

// examine has a loaded recording examined.
func examine(ctx context.Context, rec *loader.Recording) (*doctor.Report, error) {
	info, found := rec.Info(), rec.Problems()
	in := doctor.Input{
		Start: info.Start, End: info.End, BytesWire: info.BytesWire, Problems: found.List, Counts: map[event.ProblemKind]int{},
	}
	for _, t := range rec.Tracks() {
		in.Tracks = append(in.Tracks, t)
	}
	for _, g := range info.Gaps {
		in.Gaps = append(in.Gaps, doctor.Gap{Tab: g.Track, Start: g.Start, End: g.End, What: g.What})
	}
	for _, c := range found.Counts {
		in.Counts[c.Kind] += c.Count
	}
	_, replayed, err := allEntries(ctx, rec)
	if err != nil {
		return nil, err
	}
	for _, p := range replayed {
		in.Problems = append(in.Problems, p.List...)
		for kind, n := range p.Counts {
			in.Counts[event.ProblemKind(kind)] += n
		}
	}
	return doctor.Examine(ctx, in)
}

func (o *doctorReport) fill(r *doctor.Report, start event.Millis) {
	o.PerMinute = r.PerMinute
	o.Findings = []findingJSON{}
	for _, f := range r.Findings {
		j := findingJSON{Rule: f.Rule, Severity: f.Severity.String(), Text: f.Text, Advice: f.Advice, Count: f.Count, Time: f.Time, Place: f.Place}
		if f.Time != 0 {
			at := f.Time - start
			j.Offset = &at
		}
		o.Findings = append(o.Findings, j)
	}
	for _, c := range r.Causes {
		o.Causes = append(o.Causes, causeJSON{c.Name, c.Events, c.Bytes, c.PerMinute})
	}
	for _, c := range r.Churn {
		o.Churn = append(o.Churn, churnJSON{c.Element, c.Changes, c.Bytes, c.PerMinute})
	}
}

func printDoctor(w io.Writer, r *doctor.Report, start event.Millis) {
	marks := map[doctor.Severity]string{doctor.Error: "!", doctor.Warning: "?", doctor.Note: "·"}
	if len(r.Findings) == 0 {
		fmt.Fprintln(w, "Nothing is wrong with it.")
	}
	for _, f := range r.Findings {
		when, times := "", ""
		if f.Time != 0 {
			when = moment.Clock(max(f.Time-start, 0))
		}
		if f.Count > 1 {
			times = fmt.Sprintf(" (×%d)", f.Count)
		}
		fmt.Fprintf(w, "%s %-7s  %-19s  %s%s\n", marks[f.Severity], when, f.Rule, safe(f.Text), times)
		if f.Place != "" {
			fmt.Fprintf(w, "%32sat %s\n", "", safe(f.Place))
		}
		if f.Advice != "" {
			fmt.Fprintf(w, "%32s%s\n", "", f.Advice)
		}
	}
	fmt.Fprintf(w, "\n%.1f kB a minute on the wire\n", r.PerMinute)
	for _, c := range r.Causes {
		fmt.Fprintf(w, "  %-14s %7.1f kB/min  %9s inflated  %7d events\n", c.Name, c.PerMinute, bytesText(c.Bytes), c.Events)
	}
	if len(r.Churn) > 0 {
		fmt.Fprintln(w, "\nWhat changes most")
	}
	for _, c := range r.Churn {
		fmt.Fprintf(w, "  %7d changes  %9s  %s\n", c.Changes, bytesText(c.Bytes), safe(c.Element))
	}
}
