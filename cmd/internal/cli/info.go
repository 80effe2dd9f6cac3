package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/loader"
)

func (a *App) infoCommand() *cobra.Command {
	var src source
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "info [SOURCE...]",
		Short: "Say what a recording is, holds and lacks",
		Long: `Say what a recording is: format and recorder, views and tabs, duration, viewport, user and
browser where known, how much was sent per minute, and all that is missing or was dropped, with
the reason.`,
		Example: examples(
			"playhead info recording.json",
			"playhead info --json requests/ | jq .gaps",
			"zstd -dc session.zst | playhead info -",
		),
		RunE: func(cmd *cobra.Command, sources []string) error {
			rec, err := src.openWhole(cmd.Context(), a, sources)
			if err != nil {
				return err
			}
			defer rec.Close() //nolint:errcheck // nothing is written
			report, err := newReport(cmd.Context(), rec)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(a.Stdout, report)
			}
			return report.print(a.Stdout)
		},
	}
	src.addFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// report is what `playhead info` prints. Times are ms since the epoch, lengths
// px, sizes bytes.
type report struct {
	Format      string         `json:"format"`
	Recorder    string         `json:"recorder,omitzero"`
	Version     string         `json:"recorderVersion,omitzero"`
	Encoding    string         `json:"encoding,omitzero"`
	Session     string         `json:"session,omitzero"`
	Application string         `json:"application,omitzero"`
	Service     string         `json:"service,omitzero"`
	AppVersion  string         `json:"version,omitzero"`
	Env         string         `json:"env,omitzero"`
	User        userReport     `json:"user,omitzero"`
	Browser     string         `json:"browser,omitzero"`
	OS          string         `json:"os,omitzero"`
	Device      string         `json:"device,omitzero"`
	Privacy     string         `json:"privacy,omitzero"`
	Start       event.Millis   `json:"start"`
	End         event.Millis   `json:"end"`
	Duration    event.Millis   `json:"duration"`
	Viewport    [2]float64     `json:"viewport"`
	BytesWire   int64          `json:"bytesWire"`
	BytesRaw    int64          `json:"bytesRaw"`
	KBPerMinute float64        `json:"kBPerMinute"`
	Segments    int            `json:"segments,omitzero"`
	Snapshots   int            `json:"fullSnapshots"`
	Tabs        []tabReport    `json:"tabs"`
	Events      map[string]int `json:"events"`
	Entries     int            `json:"entries"`
	Gaps        []gapReport    `json:"gaps"`
	Dropped     []dropReport   `json:"dropped"`
	Problems    map[string]int `json:"problems"`
	Examples    []problem      `json:"problemExamples"`
	Sessions    []session      `json:"sessions"`
}

type userReport struct {
	ID    string `json:"id,omitzero"`
	Name  string `json:"name,omitzero"`
	Email string `json:"email,omitzero"`
}

type tabReport struct {
	ID    string       `json:"id"`
	Name  string       `json:"name,omitzero"`
	Views []viewReport `json:"views"`
}

type viewReport struct {
	Number int          `json:"number"` // for --view
	ID     string       `json:"id"`
	Name   string       `json:"name,omitzero"`
	URL    string       `json:"url"`
	Start  event.Millis `json:"start"`
	End    event.Millis `json:"end"`
}

type gapReport struct {
	Tab   int          `json:"tab"`
	View  string       `json:"view,omitzero"`
	Start event.Millis `json:"start"`
	End   event.Millis `json:"end,omitzero"`
	What  string       `json:"what"`
}

type dropReport struct {
	Reason  string `json:"reason"`
	Count   int    `json:"count"`
	Bytes   int64  `json:"bytes"`
	Example string `json:"example,omitzero"`
}

type problem struct {
	Kind   string       `json:"kind"`
	Detail string       `json:"detail"`
	Place  string       `json:"place,omitzero"`
	Time   event.Millis `json:"time,omitzero"`
}

type session struct {
	ID       string       `json:"id"`
	Start    event.Millis `json:"start"`
	End      event.Millis `json:"end"`
	Segments int          `json:"segments"`
	Chosen   bool         `json:"chosen"`
}

// newReport collects what is known of a loaded recording. Decoding problems
// show only when events are decoded, so it decodes them all, once.
func newReport(ctx context.Context, rec *loader.Recording) (*report, error) {
	info := rec.Info()
	r := &report{
		Format: info.Format.String(), Recorder: info.Recorder, Version: info.RecorderVersion, Encoding: info.Encoding,
		Session: info.SessionID, Application: info.ApplicationID, Service: info.Service, AppVersion: info.Version, Env: info.Env,
		User:    userReport{info.User.ID, info.User.Name, info.User.Email},
		Browser: info.Browser, OS: info.OS, Device: info.Device, Privacy: info.Privacy,
		Start: info.Start, End: info.End, Duration: info.Duration(), Viewport: [2]float64{info.ViewportW, info.ViewportH},
		BytesWire: info.BytesWire, BytesRaw: info.BytesRaw, KBPerMinute: info.KBPerMinute(),
		Segments: info.Segments, Snapshots: info.FullSnapshots, Entries: info.Entries,
		Events: map[string]int{}, Problems: map[string]int{},
	}
	for _, k := range info.Events {
		r.Events[k.Kind.String()] = k.Count
	}
	number := 0
	for _, t := range rec.Tracks() {
		tab := tabReport{ID: t.ID(), Name: t.Name()}
		for _, v := range t.Views() {
			number++
			tab.Views = append(tab.Views, viewReport{number, v.ID, v.Name, v.URL, v.Start, v.End})
		}
		r.Tabs = append(r.Tabs, tab)
	}
	for _, g := range info.Gaps {
		r.Gaps = append(r.Gaps, gapReport{g.Track, g.View, g.Start, g.End, g.What})
	}
	for _, d := range info.Dropped {
		r.Dropped = append(r.Dropped, dropReport{d.Reason, d.Count, d.Bytes, d.Example})
	}
	for _, s := range info.Sessions {
		r.Sessions = append(r.Sessions, session{s.ID, s.Start, s.End, s.Segments, s.Chosen})
	}
	problems := rec.Problems()
	for _, c := range problems.Counts {
		r.Problems[c.Kind.String()] += c.Count
	}
	for _, p := range problems.List {
		r.Examples = append(r.Examples, problem{p.Kind.String(), p.Detail, p.Place, p.Time})
	}
	return r, r.replay(ctx, rec)
}

// replay adds the problems that come up when the events are decoded and applied.
func (r *report) replay(ctx context.Context, rec *loader.Recording) error {
	_, found, err := allEntries(ctx, rec)
	if err != nil {
		return err
	}
	for _, p := range found {
		for kind, n := range p.Counts {
			if n > 0 {
				r.Problems[event.ProblemKind(kind).String()] += n
			}
		}
		for _, e := range p.List {
			r.Examples = append(r.Examples, problem{e.Kind.String(), e.Detail, e.Place, e.Time})
		}
	}
	return nil
}

// maxExamples bounds the problems that are listed one by one.
const maxExamples = 50

func (r *report) print(w io.Writer) error {
	row(w, "format", join(" ", r.Format, r.Encoding))
	row(w, "recorder", join(" ", r.Recorder, r.Version))
	row(w, "session", r.Session)
	row(w, "application", join("  ", r.Application, r.Service, r.AppVersion, r.Env))
	row(w, "user", join("  ", r.User.Name, r.User.Email, r.User.ID))
	row(w, "browser", join(", ", r.Browser, r.OS, r.Device))
	row(w, "privacy", r.Privacy)
	row(w, "start", moment.RFC3339(r.Start))
	row(w, "duration", fmt.Sprintf("%s (%s)", moment.Clock(r.Duration), moment.Duration(r.Duration)))
	row(w, "viewport", fmt.Sprintf("%gx%g", r.Viewport[0], r.Viewport[1]))
	row(w, "size", fmt.Sprintf("%s on the wire, %s raw, %.1f kB per minute", bytesText(r.BytesWire), bytesText(r.BytesRaw), r.KBPerMinute))
	total := 0
	for _, n := range r.Events {
		total += n
	}
	row(w, "events", fmt.Sprintf("%d (%s)", total, counts(r.Events)))
	row(w, "beside", fmt.Sprintf("%d entries, %d segments, %d full snapshots", r.Entries, r.Segments, r.Snapshots))
	for i, tab := range r.Tabs {
		name := fmt.Sprintf("tab %d", i+1)
		for _, n := range []string{tab.Name, tab.ID} {
			if n != "" && n != name {
				name += "  " + n
			}
		}
		fmt.Fprintf(w, "\n%s\n", safe(name))
		for _, v := range tab.Views {
			fmt.Fprintf(w, "  %3d  %s – %s  %s\n", v.Number, moment.Clock(v.Start-r.Start), moment.Clock(v.End-r.Start), safe(join("  ", v.URL, v.Name, v.ID)))
		}
	}
	r.printTrouble(w)
	return nil
}

func (r *report) printTrouble(w io.Writer) {
	for i, g := range r.Gaps {
		if i == 0 {
			fmt.Fprintln(w, "\ngaps")
		}
		until := "the end"
		if g.End != 0 {
			until = moment.Clock(g.End - r.Start)
		}
		fmt.Fprintf(w, "  %s – %s  tab %d: %s\n", moment.Clock(g.Start-r.Start), until, g.Tab+1, safe(g.What))
	}
	for i, d := range r.Dropped {
		if i == 0 {
			fmt.Fprintln(w, "\nnot used")
		}
		fmt.Fprintf(w, "  %5d  %s, %s%s\n", d.Count, safe(d.Reason), bytesText(d.Bytes), safe(prefixed(", first: ", d.Example)))
	}
	if len(r.Problems) > 0 {
		fmt.Fprintf(w, "\nproblems (%s)\n", counts(r.Problems))
	}
	for i, p := range r.Examples {
		if i == maxExamples {
			fmt.Fprintf(w, "  … and more\n")
			break
		}
		at := ""
		if p.Time > 0 {
			at = moment.Clock(p.Time-r.Start) + "  "
		}
		fmt.Fprintf(w, "  %s%s\n", at, safe(join(": ", p.Place, p.Kind, p.Detail)))
	}
	if len(r.Sessions) > 1 {
		fmt.Fprintln(w, "\nsessions in this source (choose with --session)")
		for _, s := range r.Sessions {
			mark := " "
			if s.Chosen {
				mark = "*"
			}
			fmt.Fprintf(w, "  %s %s  %s  %s\n", mark, safe(s.ID), moment.RFC3339(s.Start), moment.Duration(s.End-s.Start))
		}
	}
}

// counts formats numbers by name, largest first.
func counts(m map[string]int) string {
	parts := make([]string, 0, len(m))
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b))
	})
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("%s %d", name, m[name]))
	}
	return strings.Join(parts, ", ")
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// bytesText formats a size in decimal units, as Datadog's promise of kB per
// minute counts them.
func bytesText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
}
