package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/search"
	"playhead/loader"
	"playhead/loader/catalog"
)

type grepFlags struct {
	src      source
	many     many
	regexp   bool
	fold     bool
	selector string
	since    string
	until    string
	count    bool
	list     bool
	most     int
	exact    bool
	asJSON   bool

	pattern search.Pattern
}

func (a *App) grepCommand() *cobra.Command {
	var f grepFlags
	cmd := &cobra.Command{
		Use:   "grep PATTERN [SOURCE...]",
		Short: "Find when text was visible on screen",
		Long: `Find every stretch of time in which text was visible on screen: inside the viewport, neither clipped
nor covered, as it was shown. One line each: source, from, to, view, element, text. Sources may be
many: files and directories, of which every session is searched, the link of a session, or with
--server and no source all sessions of a server. With --selector there is no PATTERN, and elements
count instead of text.

Where a large page changes all the time, not every change is looked at: a note then says how far
looks were apart, and so how exact times are. --exact looks at every change.

The exit code is 0 when something was found, 1 when nothing was, 2 when there was trouble.`,
		Example: examples(
			"playhead grep 'Payment failed' recordings/",
			"playhead grep -E '(€|\\$) ?[0-9]{4,}' recording.json",
			"playhead grep -il 'out of stock' recordings/",
			"playhead grep --selector 'dialog, [role=alert]' recording.json --since 1:00",
			"playhead grep --json 'Payment failed' recordings/ | jq -r '[.source, .offset, .text] | @tsv'",
			"playhead grep 'Payment failed' --server https://replay.example.com",
		),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := a.runGrep(cmd, args, &f)
			return answered(found, err)
		},
	}
	f.src.addFlags(cmd)
	f.many.addFlags(cmd)
	fl := cmd.Flags()
	fl.BoolVarP(&f.regexp, "extended-regexp", "E", false, "PATTERN is a regular expression (RE2)")
	fl.BoolVarP(&f.fold, "ignore-case", "i", false, "match in any case")
	fl.StringVar(&f.selector, "selector", "", "find visible elements that match the `CSS` selector instead of text")
	fl.StringVar(&f.since, "since", "", "begin at `T`: "+moment.Forms)
	fl.StringVar(&f.until, "until", "", "end at `T`")
	fl.BoolVarP(&f.count, "count", "c", false, "print only the number of stretches for each recording")
	fl.BoolVarP(&f.list, "files-with-matches", "l", false, "print only the recordings in which something was found")
	fl.IntVarP(&f.most, "max-count", "m", 0, "stop after `N` stretches of a recording")
	fl.BoolVar(&f.exact, "exact", false, "look at every change, however long it takes")
	fl.BoolVar(&f.asJSON, "json", false, "print one JSON object per line")
	cmd.MarkFlagsMutuallyExclusive("count", "files-with-matches")
	return cmd
}

// read checks the flags and takes the pattern off the arguments.
func (f *grepFlags) read(args []string) (sources []string, err error) {
	f.pattern = search.Pattern{Selector: f.selector}
	if f.selector == "" {
		if len(args) == 0 {
			return nil, usagef("what to look for is missing: give a PATTERN, or --selector CSS")
		}
		f.pattern = search.Pattern{Text: args[0], Regexp: f.regexp, Fold: f.fold}
		args = args[1:]
	} else if f.regexp || f.fold {
		return nil, usagef("-E and -i are for text; they cannot stand with --selector")
	}
	if err := f.pattern.Check(); err != nil {
		return nil, usageError{err}
	}
	if f.most < 0 {
		return nil, usagef("-m %d: want a number from 1", f.most)
	}
	for _, v := range []struct{ flag, text string }{{"--since", f.since}, {"--until", f.until}} {
		if v.text == "" {
			continue
		}
		if _, err := moment.Parse(v.text); err != nil {
			return nil, usageError{fmt.Errorf("%s: %w", v.flag, err)}
		}
	}
	return args, nil
}

func (a *App) runGrep(cmd *cobra.Command, args []string, f *grepFlags) (found bool, err error) {
	sources, err := f.read(args)
	if err != nil {
		return false, err
	}
	if a.Getenv("GOGC") == "" {
		debug.SetGCPercent(grepGC)
	}
	p := &grepPrinter{a: a, f: f, w: bufio.NewWriter(a.Stdout)}
	err = a.searchAll(cmd, sources, f, p)
	if flushed := p.w.Flush(); err == nil {
		err = flushed
	}
	return p.found, err
}

// searchAll searches the recordings of the sources and prints what is found, in
// order.
func (a *App) searchAll(cmd *cobra.Command, sources []string, f *grepFlags, p *grepPrinter) error {
	ctx := cmd.Context()
	remote, err := a.sessionServer(cmd, sources)
	if err != nil {
		return err
	}
	switch {
	case len(sources) == 0 && remote != nil:
		return a.searchServer(ctx, remote, f, p)
	case len(sources) == 0, len(sources) == 1 && mayBeRemote(sources[0]), f.src.session != "", f.src.viewport != "":
		return a.searchOne(ctx, sources, f, p)
	}
	if f.many.signals, err = a.signals(cmd); err != nil {
		return err
	}
	found, err := a.findSessions(ctx, &f.many, sources)
	if err != nil {
		return err
	}
	if f.many.query == "" {
		err = p.all(ctx, found, catalog.EachRecording(ctx, found.catalog, found.listing.Units,
			func(ctx context.Context, rec *loader.Recording, _ *catalog.Unit) (*grepResult, error) {
				return f.search(ctx, rec, len(found.listing.Units) == 1, nil)
			}))
	} else {
		var list []catalog.Session
		if list, err = found.all(ctx); err == nil {
			err = p.all(ctx, found, f.each(ctx, found.catalog, list))
		}
	}
	if err != nil {
		return err
	}
	if err := found.result(); err != nil {
		return err
	}
	if found.failed > 0 {
		return errSomeUnread
	}
	return nil
}

// errSomeUnread ends a search in which not all could be read; what could not was
// told already.
var errSomeUnread = errors.New("not everything could be searched")

func (f *grepFlags) each(ctx context.Context, c *catalog.Catalog, list []catalog.Session) func(func(catalog.Result[*grepResult]) bool) {
	return catalog.Each(ctx, c, list, func(ctx context.Context, rec *loader.Recording, _ *catalog.Session) (*grepResult, error) {
		return f.search(ctx, rec, len(list) == 1, nil)
	})
}

// searchOne searches the one recording that the sources make.
func (a *App) searchOne(ctx context.Context, sources []string, f *grepFlags, p *grepPrinter) error {
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	line := &progressLine{w: a.Stderr, now: time.Now}
	var progress func(done, total int)
	if a.StderrTerminal {
		progress = func(done, total int) { line.bar("searching", done, total) }
	}
	r, err := f.search(ctx, rec, true, progress)
	line.clear()
	if err != nil {
		return err
	}
	name := "demo"
	if len(sources) > 0 {
		name = strings.Join(sources, " ")
	}
	s := rec.Summary(name)
	s.Shared = false // it was named
	return p.print(&catalog.Session{Session: s}, r)
}

// searchServer searches all sessions of a server, or those that match --query.
func (a *App) searchServer(ctx context.Context, remote *loader.Remote, f *grepFlags, p *grepPrinter) error {
	sessions, err := remote.Sessions(ctx, f.many.query, 0)
	if err != nil {
		return err
	}
	list := make([]catalog.Session, len(sessions))
	for i := range sessions {
		id := sessions[i].ID
		list[i].Session = sessions[i]
		list[i].Unit = catalog.Remote(id, func(ctx context.Context, _ string) ([]*loader.Recording, error) {
			return loader.OpenAll(ctx, []string{id}, loader.Options{Remote: *remote})
		})
	}
	c, end := a.catalog(&f.many)
	found := &found{trouble: trouble{app: a, end: end, good: len(list)}, catalog: c}
	if err := p.all(ctx, found, f.each(ctx, c, list)); err != nil {
		return err
	}
	return found.result()
}

// grepHit is a hit with the tab it is in.
type grepHit struct {
	search.Hit
	tab    int
	number int // of the view, over all tabs, from 1
	view   *loader.View
}

// grepResult is what a search of one recording found.
type grepResult struct {
	start event.Millis
	hits  []grepHit
	looks int
	apart event.Millis
}

// search searches one recording. Where it is alone, both cores are for it.
func (f *grepFlags) search(ctx context.Context, rec *loader.Recording, alone bool, progress func(done, total int)) (*grepResult, error) {
	info := rec.Info()
	from, to, err := (&stretch{f.since, f.until}).in(info)
	if errors.Is(err, moment.ErrOutside) {
		from, to, err = f.clamped(info)
	}
	if err != nil {
		return nil, err
	}
	r := &grepResult{start: info.Start}
	views := 0
	for i, t := range rec.Tracks() {
		opts := search.Options{Since: from, Until: to, Exact: f.exact, Progress: progress}
		most := f.most
		if f.list {
			most = 1
		}
		if most > 0 {
			most -= len(r.hits)
		}
		if f.most > 0 && most <= 0 || f.list && len(r.hits) > 0 {
			break
		}
		hits, res, err := searchTrack(ctx, t, f.pattern, opts, most, alone)
		if err != nil {
			return nil, err
		}
		r.looks += res.Looks
		r.apart = max(r.apart, res.Apart)
		list := t.Views()
		for _, h := range hits {
			g := grepHit{Hit: h, tab: i}
			if h.View >= 0 && int(h.View) < len(list) {
				g.number, g.view = views+int(h.View)+1, &list[h.View]
			}
			r.hits = append(r.hits, g)
		}
		views += len(list)
	}
	slices.SortStableFunc(r.hits, func(a, b grepHit) int { return cmp.Compare(a.From, b.From) })
	return r, nil
}

// clamped is the stretch meant where a moment lies outside of a recording, as it
// does for some of many.
func (f *grepFlags) clamped(info loader.Info) (from, to event.Millis, err error) {
	for _, v := range []struct {
		text string
		out  *event.Millis
	}{{f.since, &from}, {f.until, &to}} {
		if v.text == "" {
			continue
		}
		m, err := moment.Parse(v.text)
		if err != nil {
			return 0, 0, err
		}
		if *v.out, err = m.In(info.Start, info.End); err != nil && !errors.Is(err, moment.ErrOutside) {
			return 0, 0, err
		}
	}
	return from, to, nil
}

// splitEvents is the length from which on it pays to search a track in two parts.
const splitEvents = 10_000

// grepGC is how much the heap may grow between collections, in percent: a search
// makes much garbage and keeps little.
const grepGC = 200

// searchTrack returns the hits of a track in order of their beginning, the first
// ones only where most is given.
func searchTrack(ctx context.Context, t event.Track, p search.Pattern, opts search.Options, most int, alone bool) ([]search.Hit, search.Result, error) {
	if most != 1 && t.Len() >= splitEvents {
		hits, res, err := search.RunSplit(ctx, t, p, opts, alone)
		if most > 0 {
			hits = hits[:min(len(hits), most)]
		}
		return hits, res, err
	}
	var hits []search.Hit
	ended := 0
	res, err := search.Run(ctx, t, p, opts, func(h search.Hit) bool {
		switch {
		case most > 0 && h.ID >= most:
		case h.Open:
			hits = append(hits, h)
		default:
			hits[h.ID] = h
			ended++
		}
		return most == 0 || ended < most
	})
	return hits, res, err
}
