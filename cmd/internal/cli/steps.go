package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/steps"
	"playhead/loader"
)

type stepsFlags struct {
	src     source
	stretch stretch
	format  string
	asJSON  bool
	scrolls bool
	times   bool
}

func (a *App) stepsCommand() *cobra.Command {
	var f stepsFlags
	cmd := &cobra.Command{
		Use:   "steps [SOURCE...]",
		Short: "Write down how to reproduce it",
		Long: `Write down what the user did as reproduction steps, with what came of each: pages, requests, dialogs,
messages, errors. As Markdown, as JSON, or as a test for Playwright that does the same again: it finds
elements by role and name, label, text, test id, then CSS, waits for what happened in the recording, and
asserts how it ended. Values that the recorder masked become named placeholders that the environment can
set; BASE_URL says where the application runs.`,
		Example: examples(
			"playhead steps recording.json",
			"playhead steps recording.json --from 4:10 --to 4:40 --times",
			"playhead steps recording.json --format playwright > checkout.spec.ts",
			"playhead steps recording.json --json | jq '.steps[] | select(.frustration)'",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runSteps(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	f.stretch.addFlags(cmd)
	cmd.Flags().StringVar(&f.format, "format", "markdown", "markdown, playwright or json")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "same as --format json")
	cmd.Flags().BoolVar(&f.scrolls, "scrolls", false, "scrolling counts as a step")
	cmd.Flags().BoolVar(&f.times, "times", false, "say when, in Markdown")
	return cmd
}

// stretch holds the flags that bound a stretch of a recording.
type stretch struct{ from, to string }

func (s *stretch) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.from, "from", "", "the moment to begin with, as `T`: "+moment.Forms)
	cmd.Flags().StringVar(&s.to, "to", "", "the moment to end with, as `T`")
}

// in returns the moments meant; an end of 0 where --to is not given.
func (s *stretch) in(info loader.Info) (from, to event.Millis, err error) {
	for _, v := range []struct {
		flag, text string
		out        *event.Millis
	}{{"--from", s.from, &from}, {"--to", s.to, &to}} {
		if v.text == "" {
			continue
		}
		m, err := moment.Parse(v.text)
		if err != nil {
			return 0, 0, usageError{fmt.Errorf("%s: %w", v.flag, err)}
		}
		if *v.out, err = m.In(info.Start, info.End); err != nil {
			return 0, 0, fmt.Errorf("%s %s: %w", v.flag, v.text, err)
		}
	}
	if to != 0 && to < from {
		return 0, 0, usagef("--to %s is before --from %s", s.to, s.from)
	}
	return from, to, nil
}

func (a *App) runSteps(ctx context.Context, sources []string, f *stepsFlags) error {
	if f.asJSON {
		f.format = "json"
	}
	if f.format != "markdown" && f.format != "playwright" && f.format != "json" {
		return usagef("--format %s: want markdown, playwright or json", f.format)
	}
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	from, to, err := f.stretch.in(rec.Info())
	if err != nil {
		return err
	}
	script, err := buildSteps(ctx, rec, steps.Options{From: from, To: to, Scrolls: f.scrolls})
	if err != nil {
		return err
	}
	start := rec.Info().Start
	w := bufio.NewWriter(a.Stdout)
	switch f.format {
	case "json":
		err = printJSON(w, newStepsJSON(script, start))
	case "playwright":
		err = steps.Playwright(w, script, strings.TrimSpace("recorded session "+rec.Info().SessionID))
	default:
		err = writeSteps(w, script, start, f.times)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// buildSteps makes the steps of a loaded recording.
func buildSteps(ctx context.Context, rec *loader.Recording, opts steps.Options) (*steps.Script, error) {
	entries, _, err := allEntries(ctx, rec)
	if err != nil {
		return nil, err
	}
	return steps.Build(ctx, eventTracks(rec), entries, opts)
}

func writeSteps(w io.Writer, script *steps.Script, start event.Millis, times bool) error {
	if len(script.Steps) == 0 {
		_, err := fmt.Fprintln(w, "Nothing was done that the recording tells of.")
		return err
	}
	var clock func(*steps.Step) string
	if times {
		clock = func(s *steps.Step) string { return moment.Clock(max(s.Time-start, 0)) }
	}
	return steps.Markdown(w, script, clock)
}

// stepsJSON is what steps --json prints. Times are in ms: time since the epoch,
// offset since the start of the recording.
type stepsJSON struct {
	Steps    []stepJSON `json:"steps"`
	Errors   []string   `json:"errors,omitzero"`
	URL      string     `json:"url,omitzero"` // in the end
	Headings []string   `json:"headings,omitzero"`
	Alerts   []string   `json:"alerts,omitzero"`
}

type stepJSON struct {
	Number      int            `json:"number"`
	Time        event.Millis   `json:"time"`
	Offset      event.Millis   `json:"offset"`
	Tab         int            `json:"tab"` // from 1
	Action      string         `json:"action"`
	Words       string         `json:"words"`
	Target      *targetJSON    `json:"target,omitzero"`
	Value       string         `json:"value,omitzero"`
	Masked      bool           `json:"masked,omitzero"`
	Count       int            `json:"count,omitzero"` // where more than once
	URL         string         `json:"url,omitzero"`
	Frustration []string       `json:"frustration,omitzero"`
	Inferred    bool           `json:"inferred,omitzero"`
	Outcomes    []outcomesJSON `json:"outcomes,omitzero"`
}

type targetJSON struct {
	Node    event.NodeID `json:"node"`
	Tag     string       `json:"tag"`
	Role    string       `json:"role,omitzero"`
	Name    string       `json:"name,omitzero"`
	Masked  bool         `json:"masked,omitzero"`
	Locator string       `json:"locator"` // of Playwright
}

type outcomesJSON struct {
	Offset event.Millis `json:"offset"`
	Kind   string       `json:"kind"`
	Words  string       `json:"words"`
	Text   string       `json:"text,omitzero"`
	Method string       `json:"method,omitzero"`
	URL    string       `json:"url,omitzero"`
	Status int          `json:"status,omitzero"`
	Failed bool         `json:"failed,omitzero"`
}

func newStepsJSON(script *steps.Script, start event.Millis) stepsJSON {
	out := stepsJSON{Steps: []stepJSON{}, Errors: script.Errors, URL: script.End.URL, Headings: script.End.Headings, Alerts: script.End.Alerts}
	for i := range script.Steps {
		s := &script.Steps[i]
		j := stepJSON{
			Number: i + 1, Time: s.Time, Offset: s.Time - start, Tab: s.Tab + 1, Action: s.Action.String(), Words: s.Words(),
			Value: s.Value, Masked: s.Masked, URL: s.URL, Frustration: s.Frustration, Inferred: s.Inferred,
		}
		if s.Count > 1 {
			j.Count = s.Count
		}
		if x := s.Target; x != nil {
			j.Target = &targetJSON{Node: x.Node, Tag: x.Tag, Role: x.Role, Name: x.Name, Masked: x.Masked, Locator: x.Locator.String()}
		}
		for k := range s.Outcomes {
			o := &s.Outcomes[k]
			j.Outcomes = append(j.Outcomes, outcomesJSON{
				Offset: o.Time - start, Kind: o.Kind.String(), Words: o.Words(), Text: o.Text, Method: o.Method, URL: o.URL, Status: o.Status, Failed: o.Failed,
			})
		}
		out.Steps = append(out.Steps, j)
	}
	return out
}
