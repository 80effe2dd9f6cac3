package cli

import (
	"context"
	"fmt"

	"playhead/engine/query"
	"playhead/engine/signal"
	"playhead/engine/stats"
	"playhead/engine/summary"
	"playhead/loader"
	"playhead/loader/catalog"
	"playhead/ui"
	"playhead/ui/sessions"
)

var (
	_ ui.Counter = (*localLibrary)(nil)
	_ ui.Counter = (*serverLibrary)(nil)
)

// shownTop is the number of rows of each sort on the board of statistics.
const shownTop = 30

// Count counts over some of the recordings.
func (l *localLibrary) Count(ctx context.Context, list []summary.Session, funnel string, tell func(done, total int)) (*stats.Report, error) {
	return countOver(ctx, l.pick(list), l.signals, funnel, tell)
}

// Heat looks at a page of some of the recordings.
func (l *localLibrary) Heat(ctx context.Context, list []summary.Session, url string, tell func(done, total int)) (*stats.Heat, error) {
	return heatOver(ctx, l.pick(list), l.signals, url, tell)
}

// pick finds what to load for sessions.
func (l *localLibrary) pick(list []summary.Session) []catalog.Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []catalog.Session
	for i := range list {
		if u := l.units[sessions.Key(&list[i])]; u != nil {
			out = append(out, catalog.Session{Session: list[i], Unit: u})
		}
	}
	return out
}

// Count counts over some of the recordings.
func (l *serverLibrary) Count(ctx context.Context, list []summary.Session, funnel string, tell func(done, total int)) (*stats.Report, error) {
	return countOver(ctx, l.pick(list), signal.Profiles()[0], funnel, tell)
}

// Heat looks at a page of some of the recordings.
func (l *serverLibrary) Heat(ctx context.Context, list []summary.Session, url string, tell func(done, total int)) (*stats.Heat, error) {
	return heatOver(ctx, l.pick(list), signal.Profiles()[0], url, tell)
}

func (l *serverLibrary) pick(list []summary.Session) []catalog.Session {
	out := make([]catalog.Session, len(list))
	for i := range list {
		out[i] = catalog.Session{Session: list[i], Unit: remoteUnit(l.remote, list[i].ID)}
	}
	return out
}

// remoteUnit is a session of a server.
func remoteUnit(remote loader.Remote, id string) *catalog.Unit {
	return catalog.Remote(id, func(ctx context.Context, _ string) ([]*loader.Recording, error) {
		return loader.OpenAll(ctx, []string{id}, loader.Options{Remote: remote})
	})
}

// counter is a catalog that tells its progress.
func counter(tell func(done, total int)) *catalog.Catalog {
	return catalog.New(catalog.Options{Progress: func(p catalog.Progress) { tell(p.Done, p.Total) }})
}

func countOver(ctx context.Context, list []catalog.Session, signals signal.Profile, funnel string, tell func(done, total int)) (*stats.Report, error) {
	var steps *query.Query
	if funnel != "" {
		var err error
		if steps, err = newFunnel(funnel); err != nil {
			return nil, err
		}
	}
	m := &many{signals: signals}
	sum := &stats.Stats{}
	var failed error
	good := 0
	for r := range catalog.Each(ctx, counter(tell), list, func(ctx context.Context, rec *loader.Recording, s *catalog.Session) (*stats.Stats, error) {
		return m.countSession(ctx, rec, s, steps)
	}) {
		if r.Err != nil {
			failed = r.Err
			continue
		}
		good++
		sum.Merge(r.Value)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if good == 0 && failed != nil {
		return nil, failed
	}
	report := sum.Report(shownTop)
	return &report, nil
}

func heatOver(ctx context.Context, list []catalog.Session, signals signal.Profile, url string, tell func(done, total int)) (*stats.Heat, error) {
	m := &many{signals: signals}
	name := stats.PageName(url)
	sum := &stats.Heat{}
	for r := range catalog.Each(ctx, counter(tell), list, func(ctx context.Context, rec *loader.Recording, s *catalog.Session) (*stats.Heat, error) {
		in, err := m.statsSession(ctx, rec, s)
		if err != nil {
			return nil, err
		}
		return stats.HeatOf(ctx, in, eventTracks(rec), func(other string) bool { return stats.PageName(other) == name })
	}) {
		if r.Err == nil {
			sum.Merge(r.Value)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if sum.Sessions() == 0 {
		return nil, fmt.Errorf("no recording of the list shows %s", safe(name))
	}
	return sum, nil
}
