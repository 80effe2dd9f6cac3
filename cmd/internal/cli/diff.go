package cli

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/compare"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/render"
	"playhead/engine/signal"
	"playhead/loader"
)

type diffFlags struct {
	src     source
	frame   frameFlags
	dom     bool
	first   bool
	side    bool
	width   int
	context int
	ignore  string
	words   bool
	color   string
	asJSON  bool

	ignored *regexp.Regexp
}

func (a *App) diffCommand() *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff A[@T] B[@T]",
		Short: "Compare two moments, of one recording or two",
		Long: `Compare the frames of two moments as text, with the words marked that differ: unified, or side by
side with -y. With --dom compare the DOM trees. A and B are sources, each with the moment T (default
end); of @T alone the source is the bundled recording.

With --first, A and B are recordings of the same flow: they are compared step by step (clicks, inputs),
however long the steps took, to the first moment at which the text on screen or the steps differ.

The exit code is 0 when both are the same, 1 when they differ, 2 when there was trouble.`,
		Example: examples(
			"playhead diff recording.json@40 recording.json@41",
			"playhead diff before.json@50% after.json@50% -y --width 160",
			"playhead diff --dom recording.json@1:02 recording.json@1:03",
			"playhead diff --first good.json bad.json -w --ignore '[0-9]+ people are looking'",
			"playhead diff --json a.json@end b.json@end | jq '.rows[] | select(.op != \"same\")'",
		),
		Args: args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, sides []string) error {
			same, err := a.runDiff(cmd, sides, &f)
			return answered(same, err)
		},
	}
	f.src.addFlags(cmd)
	fl := cmd.Flags()
	fl.BoolVar(&f.dom, "dom", false, "compare DOM trees instead of frames")
	fl.BoolVar(&f.first, "first", false, "find the first moment at which two recordings of the same flow differ")
	fl.BoolVarP(&f.side, "side-by-side", "y", false, "print both beside each other")
	fl.IntVar(&f.width, "width", 0, "with -y: width in cells (default what the lines need)")
	fl.IntVarP(&f.context, "unified", "U", 3, "`N` lines around each change")
	fl.StringVar(&f.ignore, "ignore", "", "what matches the regular expression `RE` does not count: clocks, counters")
	fl.BoolVarP(&f.words, "words", "w", false, "compare words only: borders, blanks and empty lines do not count")
	fl.IntVar(&f.frame.cols, "cols", 0, "width of the frames in cells")
	fl.IntVar(&f.frame.rows, "rows", 0, "height of the frames in cells")
	fl.StringVar(&f.frame.scale, "scale", "1", "zoom of the frames, as of `playhead frame`")
	fl.BoolVar(&f.frame.full, "full", false, "compare whole pages instead of the viewport")
	fl.StringVar(&f.color, "color", "auto", "auto, truecolor, 256, 16 or none")
	fl.BoolVar(&f.asJSON, "json", false, "print JSON")
	cmd.MarkFlagsMutuallyExclusive("dom", "first")
	cmd.MarkFlagsMutuallyExclusive("json", "side-by-side")
	return cmd
}

// diffSide is one of the two moments.
type diffSide struct {
	name   string // as it was given, without the moment
	source []string
	src    source
	moment *shownMoment
	lines  []string
}

// splitMoment takes the moment off SOURCE@T. A name that is there as it stands
// has none.
func splitMoment(arg string) (name, at string) {
	if exists(arg) {
		return arg, ""
	}
	for i := range len(arg) {
		if arg[i] != '@' {
			continue
		}
		if _, err := moment.Parse(arg[i+1:]); err == nil {
			return arg[:i], arg[i+1:]
		}
	}
	return arg, ""
}

func newDiffSide(f *diffFlags, arg string) *diffSide {
	s := &diffSide{src: f.src}
	s.name, s.src.at = splitMoment(arg)
	if s.name != "" {
		s.source = []string{s.name}
	} else {
		s.name = "demo"
	}
	return s
}

func (a *App) runDiff(cmd *cobra.Command, args []string, f *diffFlags) (same bool, err error) {
	opts, err := f.frame.options()
	if err != nil {
		return false, err
	}
	if f.context < 0 || f.width < 0 {
		return false, usagef("-U and --width go from 0 on")
	}
	if f.ignore != "" {
		if f.ignored, err = regexp.Compile(f.ignore); err != nil {
			return false, usageError{fmt.Errorf("--ignore: %w", err)}
		}
	}
	out, err := a.newDiffPrinter(f)
	if err != nil {
		return false, err
	}
	x, y := newDiffSide(f, args[0]), newDiffSide(f, args[1])
	if f.first {
		if x.src.at != "" || y.src.at != "" {
			return false, usagef("--first compares from the start on: leave @T out")
		}
		return a.diffFlow(cmd, x, y, f, opts, out)
	}
	for _, s := range []*diffSide{x, y} {
		if err := a.openSide(cmd.Context(), s, f, opts); err != nil {
			return false, fmt.Errorf("%s: %w", s.name, err)
		}
		defer s.moment.close()
	}
	rows := compare.Lines(x.lines, y.lines)
	if err := out.print(x.label(), y.label(), rows, nil); err != nil {
		return false, err
	}
	return !compare.Differs(rows), out.w.Flush()
}

// openSide goes to the moment of a side and takes its lines.
func (a *App) openSide(ctx context.Context, s *diffSide, f *diffFlags, opts render.Options) error {
	if s.src.at == "" {
		s.src.at = "end"
	}
	var err error
	if s.moment, err = s.src.openMoment(ctx, a, s.source); err != nil {
		return err
	}
	if f.dom {
		s.lines = compare.Outline(s.moment.state.Tree)
		for i := range s.lines {
			s.lines[i] = safe(f.without(s.lines[i]))
		}
		return nil
	}
	if f.frame.scale == "fit" {
		opts.Scale = min(1, render.FitScale(s.moment.state.Tree.Page.W, opts.Cols))
	}
	s.lines = f.linesOf(render.New().Render(s.moment.input(opts)))
	return nil
}

// linesOf are the lines of a frame that count.
func (f *diffFlags) linesOf(fr *render.Frame) []string {
	lines := compare.FrameLines(fr, f.ignored)
	if f.words {
		return compare.TextOnly(lines)
	}
	return lines
}

// without is a line without what does not count.
func (f *diffFlags) without(line string) string {
	if f.ignored == nil {
		return line
	}
	return strings.TrimRight(f.ignored.ReplaceAllString(line, ""), " ")
}

// side names a moment in what is printed.
type side struct {
	Source string       `json:"source"`
	Time   event.Millis `json:"time"`
	Offset event.Millis `json:"offset"`
	URL    string       `json:"url"`
}

func (s *side) String() string { return s.Source + "@" + moment.Clock(s.Offset) }

func (s *diffSide) label() side {
	at := s.moment.state.Time
	return side{s.name, at, at - s.moment.rec.Info().Start, s.moment.state.Tree.Page.URL}
}

// diffFlow compares two recordings step by step.
func (a *App) diffFlow(cmd *cobra.Command, x, y *diffSide, f *diffFlags, opts render.Options, out *diffPrinter) (same bool, err error) {
	profile, err := a.signals(cmd)
	if err != nil {
		return false, err
	}
	ctx := cmd.Context()
	var flows [2]compare.Side
	var infos [2]loader.Info
	for i, s := range []*diffSide{x, y} {
		rec, err := s.src.openWhole(ctx, a, s.source)
		if err != nil {
			return false, fmt.Errorf("%s: %w", s.name, err)
		}
		defer rec.Close() //nolint:errcheck // nothing is written
		infos[i] = rec.Info()
		if flows[i], err = flowOf(ctx, rec, profile); err != nil {
			return false, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	p, err := compare.Part(ctx, flows[0], flows[1], compare.FlowOptions{Ignore: f.ignored, Frame: opts})
	if err != nil {
		return false, err
	}
	if p == nil {
		if f.asJSON {
			return true, printJSON(a.Stdout, diffJSON{Same: true, Rows: []diffRow{}})
		}
		return true, nil
	}
	rows := compare.Lines(f.linesOf(p.FrameA), f.linesOf(p.FrameB))
	la := side{x.name, p.A, p.A - infos[0].Start, p.FrameA.Tree.Page.URL}
	lb := side{y.name, p.B, p.B - infos[1].Start, p.FrameB.Tree.Page.URL}
	if err := out.print(la, lb, rows, p); err != nil {
		return false, err
	}
	return false, out.w.Flush()
}

// flowOf is what the user did in the tab in which most was done.
func flowOf(ctx context.Context, rec *loader.Recording, profile signal.Profile) (compare.Side, error) {
	tracks := eventTracks(rec)
	if len(tracks) == 0 {
		return compare.Side{}, loader.ErrNoSnapshot
	}
	entries, err := profile.All(ctx, tracks, rec.Entries())
	if err != nil {
		return compare.Side{}, err
	}
	counts := make([]int, len(tracks))
	best := 0
	for i := range entries {
		if t := int(entries[i].Track); t >= 0 && t < len(counts) {
			if counts[t]++; counts[t] > counts[best] {
				best = t
			}
		}
	}
	s := compare.Side{Track: tracks[best]}
	for i := range entries {
		if int(entries[i].Track) == best {
			s.Entries = append(s.Entries, entries[i])
		}
	}
	return s, nil
}

// stepName says what a step was, for people.
func stepName(e *event.Entry) string {
	if e == nil {
		return "nothing more"
	}
	return e.Kind.String() + " " + e.Title
}

// diffNotes say of a parting what the frames do not.
func diffNotes(p *compare.Parting) []string {
	if p == nil {
		return nil
	}
	var notes []string
	switch {
	case p.Done == 0:
		notes = append(notes, "before the first step")
	case p.Last != nil:
		notes = append(notes, "after "+plural(p.Done, "step")+" alike, the last of them: "+stepName(p.Last))
	}
	if p.StepA != nil || p.StepB != nil {
		notes = append(notes, "A goes on: "+stepName(p.StepA), "B goes on: "+stepName(p.StepB))
	}
	return notes
}

// diffJSON is what --json prints.
type diffJSON struct {
	Same bool      `json:"same"`
	A    *side     `json:"a,omitzero"`
	B    *side     `json:"b,omitzero"`
	Done int       `json:"stepsAlike,omitzero"`
	Last string    `json:"lastStep,omitzero"`
	AOn  string    `json:"aGoesOn,omitzero"`
	BOn  string    `json:"bGoesOn,omitzero"`
	Rows []diffRow `json:"rows"`
}

// diffRow is a row; marks are [from, to] in bytes of the line.
type diffRow struct {
	Op     string   `json:"op"`
	A      *string  `json:"a,omitzero"`
	B      *string  `json:"b,omitzero"`
	ALine  int      `json:"aLine,omitzero"`
	BLine  int      `json:"bLine,omitzero"`
	AMarks [][2]int `json:"aMarks,omitzero"`
	BMarks [][2]int `json:"bMarks,omitzero"`
}

func newDiffJSON(a, b side, rows []compare.Row, p *compare.Parting) diffJSON {
	out := diffJSON{Same: !compare.Differs(rows) && p == nil, A: &a, B: &b, Rows: make([]diffRow, len(rows))}
	if p != nil {
		out.Done = p.Done
		if p.Last != nil {
			out.Last = stepName(p.Last)
		}
		if p.StepA != nil || p.StepB != nil {
			out.AOn, out.BOn = stepName(p.StepA), stepName(p.StepB)
		}
	}
	for i := range rows {
		r := &rows[i]
		d := diffRow{Op: r.Op.String(), ALine: r.ALine, BLine: r.BLine, AMarks: pairs(r.AMarks), BMarks: pairs(r.BMarks)}
		if r.ALine > 0 {
			d.A = &r.A
		}
		if r.BLine > 0 {
			d.B = &r.B
		}
		out.Rows[i] = d
	}
	return out
}

func pairs(spans []compare.Span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{s.From, s.To})
	}
	return out
}
