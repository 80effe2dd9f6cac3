package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/signal"
	"playhead/engine/summary"
	"playhead/loader"
	"playhead/loader/catalog"
	"playhead/ui"
	"playhead/ui/sessions"
)

// library returns what recordings are to be chosen from, nil where the sources
// are one recording: a directory, several sources, or a server.
func (a *App) library(cmd *cobra.Command, sources []string, f *playFlags, signals signal.Profile) (ui.Library, error) {
	if f.src.session != "" || f.src.resolved {
		return nil, nil //nolint:nilnil // no library is no error
	}
	if len(sources) == 0 {
		remote, err := a.sessionServer(cmd, nil)
		if err != nil || remote == nil {
			return nil, err
		}
		remote.Cache = a.cacheDir("sessions")
		return &serverLibrary{remote: *remote}, nil
	}
	several := len(sources) > 1
	for _, s := range sources {
		if s == "-" {
			return nil, nil //nolint:nilnil // standard input is one recording
		}
		st, err := os.Stat(s)
		if err != nil {
			return nil, err
		}
		several = several || st.IsDir()
	}
	if !several {
		return nil, nil //nolint:nilnil // one file
	}
	return &localLibrary{app: a, sources: sources, signals: signals, src: &f.src, notes: f.notes, units: make(map[string]*catalog.Unit)}, nil
}

// localLibrary are the recordings in files and directories.
type localLibrary struct {
	app     *App
	sources []string
	signals signal.Profile
	src     *source
	notes   string // the file the user named

	mu    sync.Mutex
	units map[string]*catalog.Unit // by key of their sessions
}

func (l *localLibrary) Name() string { return strings.Join(l.sources, " ") }

// List tells of the recordings as they are found; one alone is opened.
func (l *localLibrary) List(ctx context.Context, tell func(ui.Found)) error {
	m := &many{signals: l.signals}
	opts := catalog.Options{
		Summarize: m.summarize, CacheDir: l.app.cacheDir("catalog"), Stamp: stamp() + " " + l.signals.Name,
		Progress: func(p catalog.Progress) {
			what := map[catalog.Stage]string{catalog.Looking: "Looking at files", catalog.Reading: "Reading recordings"}[p.Stage]
			if what != "" {
				tell(ui.Found{Doing: fmt.Sprintf("%s: %d of %d", what, p.Done, p.Total)})
			}
		},
	}
	listing, err := catalog.New(opts).List(ctx, l.sources)
	if err != nil {
		return err
	}
	if len(listing.Units) == 1 && len(listing.Skipped) == 0 && listing.Units[0].Sessions() <= 1 {
		o, err := l.only(ctx)
		if err != nil {
			return err
		}
		tell(ui.Found{Only: o})
		return nil
	}
	var failed []string
	for _, s := range listing.Skipped {
		failed = append(failed, safe(s.Error()))
	}
	if len(failed) > 0 {
		tell(ui.Found{Failed: failed})
	}
	for s, err := range listing.Sessions(ctx) {
		var skipped *catalog.Skipped
		switch {
		case errors.As(err, &skipped):
			tell(ui.Found{Failed: []string{safe(err.Error())}})
		case err != nil:
			return err
		default:
			l.keep(&s)
			tell(ui.Found{Sessions: []summary.Session{s.Session}})
		}
	}
	return ctx.Err()
}

// only opens the one recording that the sources hold.
func (l *localLibrary) only(ctx context.Context) (*ui.Opened, error) {
	rec, err := l.src.open(ctx, l.app, l.sources)
	if err != nil {
		return nil, err
	}
	return opened(rec, l.Name(), l.src.reopen(l.sources), l.notesOf(l.sources)), nil
}

// notesOf is the file with the notes of a recording.
func (l *localLibrary) notesOf(sources []string) string {
	if l.notes != "" {
		return l.notes
	}
	return l.app.notesFile(sources)
}

func (l *localLibrary) keep(s *catalog.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.units[sessions.Key(&s.Session)] = s.Unit
}

func (l *localLibrary) Open(ctx context.Context, s *summary.Session) (ui.Opened, error) {
	l.mu.Lock()
	u := l.units[sessions.Key(s)]
	l.mu.Unlock()
	if u == nil {
		return ui.Opened{}, fmt.Errorf("open %s: not in the list", safe(s.ID))
	}
	opts := loader.Options{}
	words := []string{"playhead"}
	if abs, err := filepath.Abs(u.Name); err == nil {
		words = append(words, abs)
	}
	if s.Shared {
		opts.Session = s.ID
		words = append(words, "--session", s.ID)
	}
	rec, err := loader.Open(ctx, u.Sources(), opts)
	if err != nil {
		return ui.Opened{}, err
	}
	title := s.Source
	if s.Shared {
		title += " " + s.ID
	}
	notes := ""
	if !s.Shared {
		notes = l.notesOf([]string{u.Name})
	}
	return *opened(rec, title, words, notes), nil
}

func opened(rec *loader.Recording, title string, reopen []string, notes string) *ui.Opened {
	return &ui.Opened{Recording: ui.Loaded(rec), Title: title, Reopen: reopen, Notes: notes, Close: rec.Close}
}

// notesFile is the file with the notes of a recording: beside it, under its
// name. Recordings of several sources have none.
func (a *App) notesFile(sources []string) string {
	if len(sources) != 1 || sources[0] == "-" || mayBeRemote(sources[0]) {
		return ""
	}
	return filepath.Clean(sources[0]) + ".notes.jsonl"
}

// serverLibrary are the recordings of a server.
type serverLibrary struct{ remote loader.Remote }

func (l *serverLibrary) Name() string { return l.remote.Server }

func (l *serverLibrary) List(ctx context.Context, tell func(ui.Found)) error {
	tell(ui.Found{Doing: "Asking " + l.remote.Server})
	list, err := l.remote.Sessions(ctx, "", maxListed)
	if err != nil {
		return err
	}
	tell(ui.Found{Sessions: list})
	return nil
}

// maxListed bounds the recordings that a server is asked for: those that
// started last.
const maxListed = 50_000

func (l *serverLibrary) Open(ctx context.Context, s *summary.Session) (ui.Opened, error) {
	remote := l.remote
	remote.Follow = loader.FollowLive
	rec, err := loader.Open(ctx, []string{s.ID}, loader.Options{Remote: remote})
	if err != nil {
		return ui.Opened{}, err
	}
	words := []string{"playhead", s.ID, "--" + config.Server, l.remote.Server}
	return *opened(rec, s.ID, words, ""), nil
}
