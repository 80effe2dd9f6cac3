package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/spf13/pflag"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/query"
	"playhead/engine/stats"
	"playhead/loader"
	"playhead/loader/catalog"
)

// heatFlags say which heat map to draw, and how.
type heatFlags struct {
	page   string
	format string
	cols   int
	color  string
	on     func(url string) bool
}

func (f *heatFlags) addFlags(fl *pflag.FlagSet) {
	fl.StringVar(&f.page, "heatmap", "", "draw where users click and how deep they scroll on the `PAGE` whose address contains this (or matches /re/, or * for anything)")
	fl.StringVar(&f.format, "format", "", "`FORMAT` of the heat map: text, ansi, png or json (default ansi on a terminal, else text)")
	fl.IntVar(&f.cols, "cols", 0, "width of the heat map in cells (default 120)")
	fl.StringVar(&f.color, "color", "auto", "colours of --format ansi: auto, truecolor, 256, 16 or none")
}

func (f *heatFlags) check(asJSON bool) error {
	if f.page == "" {
		if f.format != "" {
			return usagef("--format is for --heatmap")
		}
		return nil
	}
	if asJSON {
		f.format = "json"
	}
	switch f.format {
	case "", "text", "ansi", "png", "json":
	default:
		return usagef("--format %s: want text, ansi, png or json", f.format)
	}
	if f.cols == 0 {
		f.cols = 120
	}
	if f.cols < 30 || f.cols > 1000 {
		return usagef("--cols goes from 30 to 1000")
	}
	q, err := query.Parse("url:" + f.page)
	if err != nil {
		q, err = query.Parse("url:" + fmt.Sprintf("%q", f.page))
	}
	if err != nil {
		return usagef("--heatmap %s: %w", f.page, err)
	}
	f.on = func(url string) bool {
		return q.Match(&query.Entry{Entry: &event.Entry{Kind: event.EntryNavigation, Title: url}})
	}
	return nil
}

// printHeat draws the heat map of a page over many sessions.
func (a *App) printHeat(ctx context.Context, found *found, list []catalog.Session, f *statsFlags) error {
	heat := func(ctx context.Context, rec *loader.Recording, s *catalog.Session) (*stats.Heat, error) {
		in, err := f.many.statsSession(ctx, rec, s)
		if err != nil {
			return nil, err
		}
		return stats.HeatOf(ctx, in, eventTracks(rec), f.heat.on)
	}
	sum := &stats.Heat{}
	for r := range catalog.Each(ctx, found.catalog, list, heat) {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.Err != nil:
			found.tell(fmt.Errorf("%s: %w", r.Session.Source, r.Err))
		default:
			sum.Merge(r.Value)
		}
	}
	found.end()
	if sum.Sessions() == 0 {
		return fmt.Errorf("no session shows a page whose address matches %s", f.heat.page)
	}
	w := bufio.NewWriter(a.Stdout)
	if err := a.writeHeat(w, sum, f); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return found.result()
}

func (a *App) writeHeat(w *bufio.Writer, sum *stats.Heat, f *statsFlags) error {
	report := sum.Report(f.top)
	if f.heat.format == "json" {
		return printJSON(w, &report)
	}
	profile, err := a.colorProfile(f.heat.color)
	if err != nil {
		return err
	}
	format := f.heat.format
	if format == "" {
		format = "text"
		if a.StdoutTerminal && profile != cell.NoColor {
			format = "ansi"
		}
	}
	d := sum.Draw(f.heat.cols, format == "text" || profile == cell.NoColor)
	if d == nil {
		return errors.New("no page to draw on")
	}
	switch format {
	case "png":
		return writePNG(w, d.Grid)
	case "ansi":
		enc := cell.Encoder{Profile: profile}
		_, err = w.Write(append(enc.Append(nil, d.Grid), '\n'))
	default:
		_, err = w.Write(cell.AppendText(nil, d.Grid))
	}
	printHeatLegend(w, &report, d)
	return err
}

// printHeatLegend says what the map shows.
func printHeatLegend(w io.Writer, r *stats.HeatReport, d *stats.Drawing) {
	fmt.Fprintf(w, "\n%s on %s in %s", plural(r.Clicks, "click"), safe(stats.PageName(r.URL)), plural(r.Sessions, "session"))
	if d.Missing > 0 {
		fmt.Fprintf(w, ", %d of them on elements that this showing of the page does not have", d.Missing)
	}
	fmt.Fprintf(w, "; half of the page is seen in %.0f%% of the views, its end in %.0f%%\n", 100*r.Depth[5], 100*r.Depth[10])
	for _, e := range r.Elements {
		fmt.Fprintf(w, "  %5d× in %d  %s  %s\n", e.Clicks, e.Sessions, safe(e.Label), safe(shortKey(e.Element)))
	}
}

// shortKey is the end of an element's key.
func shortKey(key string) string {
	const most = 60
	if len(key) <= most {
		return key
	}
	return "…" + key[len(key)-int(math.Min(most, float64(len(key)))):]
}
