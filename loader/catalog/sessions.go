package catalog

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"playhead/engine/summary"
	"playhead/loader"
)

// Session is a session that was found: its summary, and what to load for it.
type Session struct {
	summary.Session
	Unit *Unit
}

// Listing is what was found in the sources.
type Listing struct {
	catalog *Catalog
	Units   []*Unit
	// Skipped are files that could not be read, and sources that are no
	// recordings.
	Skipped []*Skipped
	// Others is the number of files below the sources that are no recordings.
	Others int

	cache *cache
	mu    sync.Mutex
	// rows are the summaries of units that are known already.
	rows map[*Unit]rows
	news bool // more is known than the cache holds
}

// rows are the summaries of one unit, or why there are none.
type rows struct {
	list []summary.Session
	err  string
}

// List finds out which sessions the sources hold: files, directories, or "-".
func (c *Catalog) List(ctx context.Context, sources []string) (*Listing, error) {
	l := &Listing{catalog: c, rows: make(map[*Unit]rows)}
	var paths []string
	for _, s := range sources {
		if s == "-" {
			l.Units = append(l.Units, c.stdin())
			continue
		}
		paths = append(paths, s)
	}
	files, err := list(ctx, paths, func(path string, err error) { l.skip(path, err) })
	if err != nil {
		return nil, err
	}
	l.cache = c.openCache(paths)
	if err := c.look(ctx, l, files); err != nil {
		return nil, err
	}
	for _, f := range files {
		switch {
		case f.err != "":
			l.skip(f.path, errorText(f.err))
		case len(f.probed.Pieces) == 0 && !f.probed.Beside && !(f.probed.Page && f.named):
			if f.named {
				l.skip(f.path, errorText("not a recording: looks like "+f.probed.Looks))
			} else {
				l.Others++
			}
		}
	}
	units := partition(files)
	for _, u := range units {
		if known, ok := l.cache.units[u.signature()]; ok {
			l.rows[u] = known
		}
	}
	l.Units = append(l.Units, units...)
	return l, nil
}

// errorText is an error that is known by its text alone.
type errorText string

func (e errorText) Error() string { return string(e) }

func (l *Listing) skip(path string, err error) {
	l.Skipped = append(l.Skipped, &Skipped{path, err})
}

// look finds out what the files hold, those that the cache does not know.
func (c *Catalog) look(ctx context.Context, l *Listing, files []*file) error {
	var todo []*file
	for _, f := range files {
		if !l.cache.fill(f) {
			todo = append(todo, f)
		}
	}
	done := 0
	for f := range inOrder(ctx, todo, c.opts.Workers, func(ctx context.Context, f *file) *file {
		probed, err := loader.Probe(ctx, f.path)
		f.known, f.probed = true, probed
		if err != nil {
			f.err = err.Error()
		}
		return f
	}) {
		_ = f
		done++
		c.opts.Progress(Progress{Looking, done, len(todo)})
	}
	l.news = l.news || len(todo) > 0
	l.cache.files = files
	return ctx.Err()
}

// stdin is the unit of standard input. It can be read once only, so what it
// holds is kept.
func (c *Catalog) stdin() *Unit {
	var once sync.Once
	var recs []*loader.Recording
	var err error
	u := Remote("-", func(ctx context.Context, session string) ([]*loader.Recording, error) {
		once.Do(func() { recs, err = loader.OpenAll(ctx, []string{"-"}, loader.Options{Stdin: c.opts.Stdin}) })
		if session == "" || err != nil {
			return recs, err
		}
		for _, r := range recs {
			if r.Info().SessionID == session {
				return []*loader.Recording{r}, nil
			}
		}
		return nil, loader.ErrNoSession
	})
	return u
}

// result is what was found of a unit.
type result struct {
	unit *Unit
	rows []summary.Session
	err  error
	read bool // now, rather than known before
}

// Sessions goes through the summaries of all sessions, in the order of their
// files. A unit that cannot be read gives an error of type [*Skipped], and the
// next ones follow. What was found is kept in the cache at the end, also when
// the consumer stops early.
func (l *Listing) Sessions(ctx context.Context) iter.Seq2[Session, error] {
	return func(yield func(Session, error) bool) {
		defer l.save()
		missing := len(l.Units) - len(l.rows)
		done := 0
		for r := range inOrder(ctx, l.Units, l.catalog.opts.Workers, l.summarize) {
			if r.read {
				done++
				l.catalog.opts.Progress(Progress{Reading, done, missing})
			}
			if r.err != nil {
				if !yield(Session{}, &Skipped{r.unit.Name, r.err}) {
					return
				}
				continue
			}
			for _, s := range r.rows {
				// Names depend on what else there is, and may be others than last time.
				s.Source, s.Shared = r.unit.Name, s.Shared || r.unit.Shared
				if !yield(Session{s, r.unit}, nil) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Session{}, err)
		}
	}
}

// summarize returns the rows of a unit, from what is known or from its files.
func (l *Listing) summarize(ctx context.Context, u *Unit) result {
	l.mu.Lock()
	known, ok := l.rows[u]
	l.mu.Unlock()
	if ok {
		r := result{unit: u, rows: known.list}
		if known.err != "" {
			r.err = errorText(known.err)
		}
		return r
	}
	r := result{unit: u, read: true}
	r.rows, r.err = l.read(ctx, u)
	if u.files != nil && (r.err == nil || final(r.err)) {
		l.mu.Lock()
		defer l.mu.Unlock()
		known := rows{list: r.rows}
		if r.err != nil {
			known.err = r.err.Error()
		}
		l.rows[u], l.news = known, true
	}
	return r
}

// final reports whether an error is about what the files hold, rather than about
// reading them.
func final(err error) bool {
	for _, e := range []error{loader.ErrNotRecording, loader.ErrNoSnapshot, loader.ErrEmpty, loader.ErrUnsupported} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func (l *Listing) read(ctx context.Context, u *Unit) ([]summary.Session, error) {
	recs, err := u.Open(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []summary.Session
	for _, rec := range recs {
		s := rec.Summary(u.Name)
		if f := l.catalog.opts.Summarize; f != nil {
			if err := f(ctx, rec, &s); err != nil {
				return nil, err
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// save keeps what was found. A cache that cannot be written is no reason to
// fail: the next listing takes longer.
func (l *Listing) save() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.news && l.cache.save(l.rows, l.catalog.opts.Now()) == nil {
		l.news = false
	}
}

// Sort sorts sessions by a column, as [summary.Order] compares them.
func Sort(list []Session, c summary.Column, descending bool) {
	slices.SortStableFunc(list, func(a, b Session) int { return summary.Order(&a.Session, &b.Session, c, descending) })
}
