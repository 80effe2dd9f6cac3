package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/event"
	"playhead/engine/query"
	"playhead/engine/signal"
	"playhead/engine/summary"
	"playhead/loader"
	"playhead/loader/catalog"
)

// many holds the flags of commands over many recordings.
type many struct {
	query   string
	noCache bool
	signals signal.Profile
}

func (m *many) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&m.query, "query", "q", "", "only sessions that match `QUERY`")
	addSettings(cmd, config.Profile)
	cmd.Flags().BoolVar(&m.noCache, "no-cache", false, "neither use nor keep the list of what the sources hold")
}

// catalog returns the catalog of the process: its cache, its progress on
// standard error. end is to be called when the work is over.
func (a *App) catalog(m *many) (c *catalog.Catalog, end func()) {
	p := &progressLine{w: a.Stderr, now: time.Now}
	opts := catalog.Options{Summarize: m.summarize, Stdin: a.Stdin}
	if a.StderrTerminal {
		opts.Progress = p.show
	}
	if !m.noCache {
		opts.CacheDir, opts.Stamp = a.cacheDir("catalog"), stamp()+" "+m.signals.Name
	}
	return catalog.New(opts), p.clear
}

// summarize counts what happened in a recording by the usual rules.
func summarize(ctx context.Context, rec *loader.Recording, s *summary.Session) error {
	return (&many{}).summarize(ctx, rec, s)
}

// summarize counts what happened in a recording.
func (m *many) summarize(ctx context.Context, rec *loader.Recording, s *summary.Session) error {
	tracks := eventTracks(rec)
	entries, err := m.signals.All(ctx, tracks, rec.Entries())
	if err != nil {
		return err
	}
	signal.Summarize(s, tracks, entries)
	return nil
}

// eventTracks returns the tracks of a recording as the engine takes them.
func eventTracks(rec *loader.Recording) []event.Track {
	list := rec.Tracks()
	out := make([]event.Track, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// cacheDir is the directory for caches of one sort (XDG base directory
// specification); "" when there is none.
func (a *App) cacheDir(sort string) string {
	base := a.Getenv("XDG_CACHE_HOME")
	if !filepath.IsAbs(base) {
		home := a.Getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "playhead", sort)
}

// stateDir is the directory for what is kept between runs (XDG base directory
// specification); "" when there is none.
func (a *App) stateDir() string {
	base := a.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(base) {
		home := a.Getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(base, "playhead")
}

// stamp tells builds of the program apart.
func stamp() string {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	at := b.Main.Version
	clean := false
	for _, s := range b.Settings {
		switch s.Key {
		case "vcs.revision":
			at += " " + s.Value
		case "vcs.modified":
			clean = s.Value == "false"
		}
	}
	if clean {
		return at
	}
	// A build of changed sources is only known by its file.
	if path, err := os.Executable(); err == nil {
		if st, err := os.Stat(path); err == nil {
			at += fmt.Sprintf(" %d %d", st.Size(), st.ModTime().UnixNano())
		}
	}
	return at
}

// progressLine shows how far long work is, on one line of a terminal.
type progressLine struct {
	w   io.Writer
	now func() time.Time

	mu    sync.Mutex
	last  time.Time
	shown bool
}

// progressPause is the time between two looks of the progress.
const progressPause = 100 * time.Millisecond

func (p *progressLine) show(at catalog.Progress) {
	what := [...]string{catalog.Looking: "looking at files", catalog.Reading: "reading sessions", catalog.Examining: "examining sessions"}[at.Stage]
	p.print(fmt.Sprintf("%s: %d of %d", what, at.Done, at.Total))
}

// bar shows how far work is whose extent is known.
func (p *progressLine) bar(what string, done, total int) {
	const width = 30
	n := done * width / max(total, 1)
	p.print(fmt.Sprintf("%s [%s%s] %d %%", what, strings.Repeat("#", n), strings.Repeat(".", width-n), done*100/max(total, 1)))
}

func (p *progressLine) print(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.last) < progressPause {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprint(p.w, "\r\x1b[K", s)
}

// clear removes the line: before anything else is printed.
func (p *progressLine) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// queryAndSources tells a query from sources: what stands before the first
// argument that is there as a file is the query.
func (m *many) queryAndSources(args []string) ([]string, error) {
	first := 0
	for first < len(args) && args[first] != "-" && !exists(args[first]) {
		first++
	}
	switch {
	case first == 0:
		return args, nil
	case m.query != "":
		return nil, fmt.Errorf("open %s: no such file or directory", args[0])
	case first == len(args) && first > 1 || first == len(args) && !strings.ContainsAny(args[0], `:<>="* `):
		// Nothing is there: a mistyped name is more likely than a query.
		return nil, fmt.Errorf("open %s: no such file or directory", args[first-1])
	}
	m.query = strings.Join(args[:first], " ")
	return args[first:], nil
}

// filter returns what the query says about a session; nil takes all.
func (m *many) filter() (func(*summary.Session) bool, error) {
	if strings.TrimSpace(m.query) == "" {
		return nil, nil //nolint:nilnil // no query is no error
	}
	q, err := query.Parse(m.query)
	if err == nil {
		err = q.Check(summary.QueryFields())
	}
	if err == nil && len(q.Steps()) > 1 {
		err = errors.New("THEN is about events; playhead stats --funnel counts who comes how far, playhead grep finds the moments")
	}
	if err != nil {
		return nil, usageError{fmt.Errorf("query: %w", err)}
	}
	return func(s *summary.Session) bool { return q.Match(s) }, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// trouble tells on standard error what could not be read, and keeps count.
type trouble struct {
	app    *App
	end    func() // clears the progress
	failed int
	good   int
	first  error
}

// maxTold bounds the warnings that are printed one by one.
const maxTold = 10

func (t *trouble) tell(err error) {
	t.failed++
	if t.first == nil {
		t.first = err
	}
	t.end()
	switch {
	case t.failed <= maxTold:
		t.app.warn("%v", err)
	case t.failed == maxTold+1:
		t.app.warn("more sources that cannot be read; they are counted at the end")
	}
}

// result is the error that the command ends with.
func (t *trouble) result() error {
	t.end()
	switch {
	case t.failed > maxTold:
		t.app.warn("%d of %d sources could not be read", t.failed, t.failed+t.good)
	case t.failed > 0 && t.good == 0:
		return errors.New("nothing could be read")
	}
	return nil
}

// found are the sessions of a command's sources.
type found struct {
	trouble
	catalog *catalog.Catalog
	listing *catalog.Listing
	filter  func(*summary.Session) bool // nil takes all
	given   []catalog.Session           // of a server, instead of a listing
}

// findSessions finds the sessions of the sources and tells what could not be
// read.
func (a *App) findSessions(ctx context.Context, m *many, sources []string) (*found, error) {
	filter, err := m.filter()
	if err != nil {
		return nil, err
	}
	c, end := a.catalog(m)
	f := &found{trouble: trouble{app: a, end: end}, catalog: c, filter: filter}
	f.listing, err = c.List(ctx, sources)
	end()
	if err != nil {
		return nil, err
	}
	for _, s := range f.listing.Skipped {
		f.tell(s)
	}
	return f, nil
}

// matching goes through the sessions that match the query. Sources that cannot
// be read are told and passed over; the error it yields is fatal.
func (f *found) matching(ctx context.Context) iter.Seq2[catalog.Session, error] {
	return func(yield func(catalog.Session, error) bool) {
		if f.listing == nil {
			for _, s := range f.given {
				f.good++
				if !yield(s, nil) {
					return
				}
			}
			return
		}
		for s, err := range f.listing.Sessions(ctx) {
			var skipped *catalog.Skipped
			switch {
			case errors.As(err, &skipped):
				f.tell(err)
				continue
			case err != nil:
				yield(s, err)
				return
			}
			f.good++
			if f.filter != nil && !f.filter(&s.Session) {
				continue
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

// all returns the sessions that match.
func (f *found) all(ctx context.Context) ([]catalog.Session, error) {
	var list []catalog.Session
	for s, err := range f.matching(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// findRemote finds the sessions of a server that match the query, which may stand
// among the arguments.
func (a *App) findRemote(ctx context.Context, remote *loader.Remote, m *many, args []string) (*found, error) {
	if len(args) > 0 {
		if m.query != "" {
			return nil, usagef("give the query once: %q and %q", strings.Join(args, " "), m.query)
		}
		m.query = strings.Join(args, " ")
	}
	list, err := remote.Sessions(ctx, m.query, 0)
	if err != nil {
		return nil, err
	}
	c, end := a.catalog(m)
	f := &found{trouble: trouble{app: a, end: end}, catalog: c}
	for i := range list {
		f.given = append(f.given, catalog.Session{Session: list[i], Unit: remoteUnit(*remote, list[i].ID)})
	}
	return f, nil
}
