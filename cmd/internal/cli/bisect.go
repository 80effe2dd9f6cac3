package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/player"
	"playhead/engine/search"
	"playhead/loader"
	"playhead/ui/yank"
)

// bisectFlags are those of playhead bisect.
type bisectFlags struct {
	src    source
	until  string
	since  string
	print  bool
	asJSON bool
}

// whereSeen is a moment of a recording as commands print it.
type whereSeen struct {
	Time   event.Millis `json:"time"`
	Offset event.Millis `json:"offset"`
	Tab    int          `json:"tab"`
	View   int          `json:"view,omitzero"`
	URL    string       `json:"url"`
	Open   []string     `json:"open"`
}

// viewNumber is the number of a view over all tabs, from 1; 0 for none.
func viewNumber(tracks []*loader.Track, tab int, view int32) int {
	if view < 0 {
		return 0
	}
	n := int(view) + 1
	for _, t := range tracks[:tab] {
		n += len(t.Views())
	}
	return n
}

func newWhereSeen(rec *loader.Recording, tab int, st *player.State, reopen []string) whereSeen {
	info := rec.Info()
	w := whereSeen{
		Time: st.Time, Offset: st.Time - info.Start, Tab: tab + 1, View: viewNumber(rec.Tracks(), tab, st.View), URL: st.Tree.Page.URL,
	}
	at := strconv.FormatFloat(float64(w.Offset)/1000, 'f', -1, 64)
	if w.Open = append(w.Open, reopen...); len(w.Open) > 0 {
		w.Open = append(w.Open, "--at", at)
		if info.Tracks > 1 && w.View > 0 {
			w.Open = append(w.Open, "--view", strconv.Itoa(w.View))
		}
	}
	return w
}

func (a *App) bisectCommand() *cobra.Command {
	var f bisectFlags
	cmd := &cobra.Command{
		Use:   "bisect [SOURCE...] --until CONDITION",
		Short: "Find the first frame at which a condition holds",
		Long: `Find the first frame at which a condition holds: text that is visible on screen, an element that is
visible, the page's address or title, joined with AND, OR, - and parentheses as in every query.
Print the moment and the command that opens it.

The exit code is 0 when there is such a frame, 1 when there is none, 2 when there was trouble.`,
		Example: examples(
			"playhead bisect recording.json --until 'text:\"Payment failed\"'",
			"playhead bisect recording.json --until 'selector:.error visible' --print",
			"playhead bisect recording.json --until 'url:/checkout -text:\"Pay now\"' --since 0:30",
			"playhead bisect --json recording.json --until '/[0-9]+ errors/' | jq .offset",
		),
		RunE: func(cmd *cobra.Command, sources []string) error {
			found, err := a.runBisect(cmd.Context(), sources, &f)
			return answered(found, err)
		},
	}
	f.src.addFlags(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.until, "until", "", "the `CONDITION`: text:WORDS, selector:CSS, url:TEXT, title:TEXT; words alone are text")
	fl.StringVar(&f.since, "since", "", "begin at `T`: "+moment.Forms)
	fl.BoolVar(&f.print, "print", false, "print the frame, too")
	fl.BoolVar(&f.asJSON, "json", false, "print JSON")
	return cmd
}

// firstSeen is the first moment of a tab at which a condition holds.
type firstSeen struct {
	search.Moment
	tab int
}

func (a *App) runBisect(ctx context.Context, sources []string, f *bisectFlags) (found bool, err error) {
	if f.until == "" {
		return false, usagef("--until CONDITION is missing, like --until 'text:\"Payment failed\"'")
	}
	c, err := search.ParseCondition(f.until)
	if err != nil {
		return false, usageError{fmt.Errorf("--until: %w", err)}
	}
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return false, err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	since, _, err := (&stretch{from: f.since}).in(rec.Info())
	if err != nil && !errors.Is(err, moment.ErrOutside) {
		return false, err
	}
	first, apart, err := a.firstSeen(ctx, rec, c, since)
	if err != nil {
		return false, err
	}
	if first == nil {
		if apart >= apartWorthTelling {
			a.warn("the page changes faster than it was looked at: what was there for less than %s can have been missed", shortClock(apart))
		}
		return false, nil
	}
	where := newWhereSeen(rec, first.tab, &first.State, f.src.reopen(sources))
	if f.asJSON {
		return true, printJSON(a.Stdout, &where)
	}
	words := []string{moment.Clock(where.Offset)}
	if where.View > 0 {
		words = append(words, "view "+strconv.Itoa(where.View))
	}
	words = append(words, where.URL)
	_, err = fmt.Fprintln(a.Stdout, safe(strings.Join(words, "  ")))
	if err == nil && len(where.Open) > 0 {
		_, err = fmt.Fprintln(a.Stdout, yank.CommandLine(where.Open...))
	}
	if err == nil && f.print {
		_, err = a.Stdout.Write(append([]byte{'\n'}, cell.AppendText(nil, first.Frame.Grid)...))
	}
	return true, err
}

// firstSeen looks through all tabs; nil when the condition never holds.
func (a *App) firstSeen(ctx context.Context, rec *loader.Recording, c *search.Condition, since event.Millis) (*firstSeen, event.Millis, error) {
	line := &progressLine{w: a.Stderr, now: time.Now}
	defer line.clear()
	opts := search.Options{Since: since}
	if a.StderrTerminal {
		opts.Progress = func(done, total int) { line.bar("searching", done, total) }
	}
	var all []firstSeen
	var apart event.Millis
	for i, t := range rec.Tracks() {
		m, ok, res, err := search.First(ctx, t, c, opts)
		if err != nil {
			return nil, 0, err
		}
		apart = max(apart, res.Apart)
		if ok {
			all = append(all, firstSeen{m, i})
			opts.Until = m.State.Time // later ones are of no interest
		}
	}
	if len(all) == 0 {
		return nil, apart, nil
	}
	first := slices.MinFunc(all, func(a, b firstSeen) int { return cmp.Compare(a.State.Time, b.State.Time) })
	return &first, apart, nil
}
