package cli

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/signal"
	"playhead/loader"
)

type eventFlags struct {
	src    source
	kinds  []string
	asJSON bool
	raw    bool
}

func (a *App) eventsCommand() *cobra.Command {
	var f eventFlags
	cmd := &cobra.Command{
		Use:   "events [SOURCE...]",
		Short: "List what happened",
		Long: `List what happened: navigations, clicks, inputs, scrolls, resizes, frustration, errors, console lines,
requests. One line each: time, kind, what. With --raw, list the recorded events instead, as they are
applied: time, kind, place in the source.`,
		Example: examples(
			"playhead events recording.json",
			"playhead events requests/ --kind error,request",
			"playhead events --json recording.json | jq 'select(.severity == \"bad\")'",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runEvents(cmd, sources, &f) },
	}
	f.src.addFlags(cmd)
	cmd.Flags().StringSliceVar(&f.kinds, "kind", nil, "only these kinds, separated by commas")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object per line")
	addSettings(cmd, config.Profile)
	cmd.Flags().BoolVar(&f.raw, "raw", false, "list the recorded events")
	return cmd
}

func (a *App) runEvents(cmd *cobra.Command, sources []string, f *eventFlags) error {
	known := func(k string) bool {
		return slices.ContainsFunc(kindNames(f.raw), func(n string) bool { return n == k })
	}
	for _, k := range f.kinds {
		if !known(k) {
			return usagef("--kind %s: want %s", k, strings.Join(kindNames(f.raw), ", "))
		}
	}
	profile, err := a.signals(cmd)
	if err != nil {
		return err
	}
	rec, err := f.src.openWhole(cmd.Context(), a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	w := bufio.NewWriter(a.Stdout)
	if f.raw {
		err = printRaw(w, rec, f)
	} else {
		err = printEntries(cmd.Context(), w, rec, f, profile)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// kindNames lists what --kind takes.
func kindNames(raw bool) []string {
	var names []string
	for i := range 64 {
		name := event.EntryKind(i).String()
		if raw {
			name = event.Kind(i).String()
		}
		if name == "unknown" {
			break
		}
		names = append(names, name)
	}
	return names
}

// printEntries prints what happened in all tabs, by time.
func printEntries(ctx context.Context, w *bufio.Writer, rec *loader.Recording, f *eventFlags, profile signal.Profile) error {
	entries, _, err := entriesBy(ctx, rec, profile)
	if err != nil {
		return err
	}
	start := rec.Info().Start
	for i := range entries {
		e := &entries[i]
		if len(f.kinds) > 0 && !slices.Contains(f.kinds, e.Kind.String()) {
			continue
		}
		if f.asJSON {
			if err := printJSONLine(w, e.JSON(start)); err != nil {
				return err
			}
			continue
		}
		mark := map[event.Severity]string{event.Bad: "!", event.Warning: "?"}[e.Severity]
		title := e.Title
		if rule := e.Get("rule"); rule != "" {
			title += "  (" + rule + ")"
		}
		fmt.Fprintf(w, "%s  %-1s %-11s  %s\n", moment.Clock(e.Time-start), mark, e.Kind, safe(title))
	}
	return nil
}

// allEntries returns the rows of all tabs and what was recorded beside them, and
// the problems that decoding and applying the events showed.
func allEntries(ctx context.Context, rec *loader.Recording) ([]event.Entry, []signal.Problems, error) {
	return entriesBy(ctx, rec, signal.Profiles()[0])
}

// entriesBy is allEntries with frustration told by the rules of a profile.
func entriesBy(ctx context.Context, rec *loader.Recording, profile signal.Profile) ([]event.Entry, []signal.Problems, error) {
	beside := rec.Entries()
	lists := [][]event.Entry{beside}
	var problems []signal.Problems
	for i, track := range rec.Tracks() {
		rows, found, err := profile.Entries(ctx, track, int32(i), beside)
		if err != nil {
			return nil, nil, err
		}
		lists = append(lists, rows)
		problems = append(problems, found)
	}
	return signal.Merge(lists...), problems, nil
}

// rawLine is a recorded event as --raw --json prints it.
type rawLine struct {
	Time   event.Millis `json:"time"`
	Offset event.Millis `json:"offset"`
	Kind   string       `json:"kind"`
	Tab    int          `json:"tab"`
	View   int32        `json:"view"`
	Index  int          `json:"index"`
	Place  string       `json:"place,omitzero"`
}

// printRaw lists the recorded events, tab by tab, in the order in which they
// are applied.
func printRaw(w *bufio.Writer, rec *loader.Recording, f *eventFlags) error {
	start := rec.Info().Start
	for i, track := range rec.Tracks() {
		for n := range track.Len() {
			m := track.Meta(n)
			if len(f.kinds) > 0 && !slices.Contains(f.kinds, m.Kind.String()) {
				continue
			}
			line := rawLine{m.Time, m.Time - start, m.Kind.String(), i + 1, m.View, n, track.Place(n)}
			if f.asJSON {
				if err := printJSONLine(w, line); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(w, "%s  %-11s  %s\n", moment.Clock(line.Offset), line.Kind, safe(line.Place))
		}
	}
	return nil
}
