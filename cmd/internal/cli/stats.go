package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/query"
	"playhead/engine/stats"
	"playhead/loader"
	"playhead/loader/catalog"
)

type statsFlags struct {
	many   many
	funnel string
	heat   heatFlags
	top    int
	asJSON bool
	asCSV  bool
}

func (a *App) statsCommand() *cobra.Command {
	var f statsFlags
	cmd := &cobra.Command{
		Use:   "stats [QUERY] SOURCE...",
		Short: "Count what users do over many sessions",
		Long: `Count over many sessions which pages users see, what they click, where they get angry, what fails,
and how far they come. Addresses and messages that differ only in ids and numbers count as one. A
QUERY before the sources, or --query, takes only the sessions that match.`,
		Example: examples(
			"playhead stats recordings/",
			"playhead stats 'browser:firefox duration:>30s' recordings/",
			"playhead stats recordings/ --funnel 'url:/cart THEN click:Checkout THEN url:/thanks'",
			"playhead stats recordings/ --heatmap /checkout --format png > heat.png",
			"playhead stats recordings/ --top 20 --json | jq '.frustrations[] | [.kind, .selector, .sessions]'",
			"playhead stats --server http://127.0.0.1:8126 'start:>=2026-11-01'",
			"playhead stats recordings/ --csv > sessions.csv",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runStats(cmd, sources, &f) },
	}
	f.many.addFlags(cmd)
	addSettings(cmd, config.Server, config.Token)
	fl := cmd.Flags()
	fl.StringVar(&f.funnel, "funnel", "", "count who comes how far through `STEPS`: 'A THEN B within 5m THEN C', each a query for events")
	f.heat.addFlags(fl)
	fl.IntVar(&f.top, "top", 10, "`N` rows of each sort; 0 means all")
	fl.BoolVar(&f.asJSON, "json", false, "print JSON, with moments to look at")
	fl.BoolVar(&f.asCSV, "csv", false, "print the sessions counted, as comma-separated values")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	cmd.MarkFlagsMutuallyExclusive("heatmap", "csv")
	cmd.MarkFlagsMutuallyExclusive("heatmap", "funnel")
	return cmd
}

func (a *App) runStats(cmd *cobra.Command, args []string, f *statsFlags) error {
	var err error
	if f.many.signals, err = a.signals(cmd); err != nil {
		return err
	}
	if err := f.heat.check(f.asJSON); err != nil {
		return err
	}
	steps, err := newFunnel(f.funnel)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	found, err := a.findAnywhere(cmd, &f.many, args)
	if err != nil {
		return err
	}
	if f.asCSV {
		return a.printSelection(ctx, found)
	}
	list, err := found.all(ctx)
	if err != nil {
		return err
	}
	if f.heat.page != "" {
		return a.printHeat(ctx, found, list, f)
	}
	sum := &stats.Stats{}
	count := func(ctx context.Context, rec *loader.Recording, s *catalog.Session) (*stats.Stats, error) {
		return f.many.countSession(ctx, rec, s, steps)
	}
	for r := range catalog.Each(ctx, found.catalog, list, count) {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.Err != nil:
			found.tell(fmt.Errorf("%s: %w", r.Session.Source, r.Err))
		default:
			sum.Merge(r.Value)
		}
	}
	report := sum.Report(f.top)
	found.end()
	if f.asJSON {
		err = printJSON(a.Stdout, &report)
	} else {
		w := bufio.NewWriter(a.Stdout)
		printStats(w, &report)
		err = w.Flush()
	}
	if err != nil {
		return err
	}
	return found.result()
}

// findAnywhere finds the sessions of files, or of a server: see sessionServer.
func (a *App) findAnywhere(cmd *cobra.Command, m *many, args []string) (*found, error) {
	remote, err := a.sessionServer(cmd, args)
	if err != nil {
		return nil, err
	}
	if remote != nil {
		remote.Cache = a.cacheDir("sessions")
		return a.findRemote(cmd.Context(), remote, m, args)
	}
	sources, err := m.queryAndSources(args)
	if err != nil {
		return nil, err
	}
	if len(sources) == 0 {
		return nil, usagef("name files, a directory, or a server (--server)")
	}
	return a.findSessions(cmd.Context(), m, sources)
}

// printSelection prints the sessions that a question is about.
func (a *App) printSelection(ctx context.Context, found *found) error {
	out, err := a.sessionPrinter(&sessionFlags{asCSV: true})
	if err != nil {
		return err
	}
	for s, err := range found.matching(ctx) {
		if err != nil {
			return err
		}
		if err := out.print(&s.Session); err != nil {
			return err
		}
	}
	if err := out.flush(); err != nil {
		return err
	}
	return found.result()
}

// countSession counts one session, and how far it comes in a funnel.
func (m *many) countSession(ctx context.Context, rec *loader.Recording, s *catalog.Session, steps *query.Query) (*stats.Stats, error) {
	in, err := m.statsSession(ctx, rec, s)
	if err != nil {
		return nil, err
	}
	out := stats.Of(in)
	if steps != nil {
		out.AddFunnel(stats.FunnelOf(in, steps))
	}
	return out, nil
}

// newFunnel reads --funnel; nil when none is asked for.
func newFunnel(text string) (*query.Query, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // no funnel is no error
	}
	q, err := query.Parse(text)
	if err == nil {
		err = q.Check(query.EntryFields())
	}
	if err == nil && q.Empty() {
		err = errors.New("no steps")
	}
	if err != nil {
		return nil, usageError{fmt.Errorf("--funnel: %w", err)}
	}
	return q, nil
}

// statsSession collects what statistics read of a recording.
func (m *many) statsSession(ctx context.Context, rec *loader.Recording, s *catalog.Session) (*stats.Session, error) {
	entries, err := m.signals.All(ctx, eventTracks(rec), rec.Entries())
	if err != nil {
		return nil, err
	}
	in := &stats.Session{
		ID: s.ID, Source: s.Source, Shared: s.Shared, User: s.User(), Start: s.Start, End: s.End, Active: s.Active, Entries: entries,
	}
	for i, t := range rec.Tracks() {
		for _, v := range t.Views() {
			in.Views = append(in.Views, stats.View{URL: v.URL, Track: int32(i), Start: v.Start, End: v.End})
		}
	}
	slices.SortStableFunc(in.Views, func(a, b stats.View) int { return int(max(-1, min(1, a.Start-b.Start))) })
	return in, nil
}

// printer writes sections of rows.
type section struct {
	w     *bufio.Writer
	title string
	begun bool
}

func (s *section) row(format string, args ...any) {
	if !s.begun {
		fmt.Fprintf(s.w, "\n%s\n", s.title)
		s.begun = true
	}
	fmt.Fprintf(s.w, format, args...)
}

func printStats(w *bufio.Writer, r *stats.Report) {
	fmt.Fprintf(w, "%s", plural(r.Sessions, "session"))
	if r.Users > 0 {
		fmt.Fprintf(w, ", %s", plural(r.Users, "user"))
	}
	fmt.Fprintf(w, ", %s, %s recorded, %s active\n", plural(r.Views, "view"), shortClock(r.Duration), shortClock(r.Active))
	if r.Funnel != nil {
		printFunnel(w, r.Funnel)
	}
	pages := section{w: w, title: "pages"}
	for _, p := range r.Pages {
		pages.row("  %s %s  %s each, %s\n", bar(p.Sessions, r.Sessions), of(p.Sessions, "session"), shortClock(p.Time/event.Millis(max(1, p.Views))), safe(p.Page))
	}
	elements := section{w: w, title: "clicked most"}
	for _, e := range r.Elements {
		elements.row("  %s %s  %s\n", bar(e.Sessions, r.Sessions), clicksIn(&e), safe(elementName(&e)))
	}
	angry := section{w: w, title: "frustration"}
	for _, e := range r.Frustrations {
		angry.row("  %s %s  %-11s %s\n", bar(e.Sessions, r.Sessions), clicksIn(&e), safe(e.Kind), safe(elementName(&e)))
		angry.row("%s\n", seeAt(e.Moments))
	}
	failed := section{w: w, title: "errors"}
	for _, e := range r.Errors {
		failed.row("  %s %s  %s\n", bar(e.Sessions, r.Sessions), timesIn(e.Count, e.Sessions), safe(e.Message))
		failed.row("%s\n", seeAt(e.Moments))
	}
	if r.Others > 0 {
		fmt.Fprintf(w, "\n%d more rows are not told apart: too many different ones\n", r.Others)
	}
}

func printFunnel(w *bufio.Writer, r *stats.FunnelReport) {
	fmt.Fprintf(w, "\nfunnel, %.0f%% come to the end\n", 100*r.Conversion)
	for i, s := range r.Steps {
		fmt.Fprintf(w, "  %s %s  %s", bar(s.Sessions, r.Steps[0].Sessions), of(s.Sessions, "session"), safe(s.Step))
		if i > 0 {
			fmt.Fprintf(w, "  %.0f%% of the step before", 100*s.Kept)
		}
		if s.Sessions > 0 && i > 0 {
			fmt.Fprintf(w, ", after %s (nine of ten within %s)", shortClock(s.Median), shortClock(s.Slowest))
		}
		fmt.Fprintln(w)
		if len(s.Lost) > 0 {
			fmt.Fprintf(w, "%s    lost before it\n", seeAt(s.Lost))
		}
	}
}

func elementName(e *stats.ElementRow) string {
	if e.Selector == "" || e.Selector == e.Label {
		return join("  on ", e.Label, e.Page)
	}
	return join("  on ", e.Label+"  "+e.Selector, e.Page)
}

func of(n int, what string) string { return fmt.Sprintf("%5d %-9s", n, pluralWord(n, what)) }

func clicksIn(e *stats.ElementRow) string { return timesIn(e.Count, e.Sessions) }

func timesIn(count, sessions int) string { return fmt.Sprintf("%5d× in %d", count, sessions) }

// seeAt is the command that shows the first of some moments.
func seeAt(moments []stats.Moment) string {
	if len(moments) == 0 {
		return ""
	}
	m := &moments[0]
	return strings.Repeat(" ", barCells+4) + "playhead " + safe(openArgs(m.Source, m.Session, m.Shared)) + " --at " + moment.Clock(m.Offset)
}

// openArgs are the arguments that open a session.
func openArgs(source, id string, shared bool) string {
	out := quoteArg(source)
	if shared {
		out += " --session " + quoteArg(id)
	}
	return out
}

// quoteArg quotes an argument for a POSIX shell where that is needed.
func quoteArg(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:@%+,=", r) || r > 0x7f)
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// barCells is the width of text bars.
const barCells = 12

// bar draws a share of a whole in eighths of cells.
func bar(part, whole int) string {
	if whole <= 0 {
		return strings.Repeat(" ", barCells)
	}
	eighths := min(part, whole) * barCells * 8 / whole
	if part > 0 {
		eighths = max(eighths, 1)
	}
	out := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		out += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return pad(out, barCells, false)
}

func plural(n int, what string) string { return fmt.Sprintf("%d %s", n, pluralWord(n, what)) }

func pluralWord(n int, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}
