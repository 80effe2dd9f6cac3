package cli

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/loader"
	"playhead/testdata/recordings"
)

// source holds the flags that say which recording, and which part of it.
type source struct {
	session  string
	viewport string
	view     string
	at       string
	remote   loader.Remote
	resolved bool
	cmd      *cobra.Command
}

func (s *source) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.session, "session", "", "which session, by id or start of it, where the source holds several")
	cmd.Flags().StringVar(&s.viewport, "viewport", "", "viewport in px for a plain HTML page, as `WxH` (default 1280x720)")
	s.cmd = cmd
	addSettings(cmd, config.Server, config.Token)
}

// resolve finds out whether the source is on a server, and what a link says of
// where to begin. Flags go before the link.
func (s *source) resolve(a *App, sources []string) error {
	if s.resolved || !slices.ContainsFunc(sources, mayBeRemote) {
		return nil
	}
	cfg, err := a.config(s.cmd)
	if err != nil {
		return err
	}
	remote := a.remote(cfg)
	remote.Follow = s.remote.Follow
	if len(sources) != 1 || !remote.IsRemote(sources[0]) {
		return nil
	}
	m, err := remote.Moment(sources[0])
	if err != nil {
		return usageError{err}
	}
	if s.view == "" && s.at == "" {
		s.view = m.View
	}
	if s.at == "" && m.Time > 0 {
		s.at = "@" + strconv.FormatInt(int64(m.Time), 10)
	}
	s.remote, s.resolved = remote, true
	return nil
}

// mayBeRemote reports whether a source is no file: an address, or what can be an
// id.
func mayBeRemote(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://") || source != "-" && !exists(source)
}

// remote says how to read from the server that is configured.
func (a *App) remote(cfg *config.Config) loader.Remote {
	return loader.Remote{Server: cfg.Get(config.Server).Text, Token: cfg.Get(config.Token).Text, Cache: a.cacheDir("sessions")}
}

func (s *source) addMomentFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.at, "at", "", "the moment, as `T`: "+moment.Forms)
	cmd.Flags().StringVar(&s.view, "view", "", "a view, as number `N` from 1 or id")
}

// reopen returns the words of the command that plays the sources again from
// wherever it is called; none when they cannot be read again.
func (s *source) reopen(sources []string) []string {
	words := []string{"playhead"}
	for _, name := range sources {
		if name == "-" {
			return nil
		}
		if abs, err := filepath.Abs(name); err == nil && !s.resolved {
			name = abs
		}
		words = append(words, name)
	}
	if s.resolved && s.remote.Server != "" {
		words = append(words, "--server", s.remote.Server)
	}
	if s.session != "" {
		words = append(words, "--session", s.session)
	}
	if s.viewport != "" {
		words = append(words, "--viewport", s.viewport)
	}
	return words
}

// open opens the sources; without any, the bundled recording.
func (s *source) open(ctx context.Context, a *App, sources []string) (*loader.Recording, error) {
	opts, sources, err := s.options(a, sources)
	if err != nil {
		return nil, err
	}
	return loader.Open(ctx, sources, opts)
}

// options translates the flags; without sources, the source is the bundled
// recording.
func (s *source) options(a *App, sources []string) (loader.Options, []string, error) {
	opts := loader.Options{Stdin: a.Stdin, Session: s.session}
	if err := s.resolve(a, sources); err != nil {
		return opts, nil, err
	}
	opts.Remote = s.remote
	if s.viewport != "" {
		w, h, err := parseSize(s.viewport)
		if err != nil {
			return opts, nil, usagef("--viewport: %w", err)
		}
		opts.ViewportW, opts.ViewportH = w, h
	}
	if len(sources) == 0 {
		demo, err := demoArchive()
		if err != nil {
			return opts, nil, fmt.Errorf("bundled recording: %w", err)
		}
		opts.Stdin, sources = demo, []string{"-"}
	}
	return opts, sources, nil
}

// openWhole opens the sources and waits until all of it is loaded. A recording
// that broke off is still returned; its error is told on standard error.
func (s *source) openWhole(ctx context.Context, a *App, sources []string) (*loader.Recording, error) {
	rec, err := s.open(ctx, a, sources)
	if err != nil {
		return nil, err
	}
	if err := rec.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a.warn("%v; showing what could be read", err)
	}
	return rec, nil
}

// openUpTo opens the sources and waits until what --at needs is loaded: all of
// it, unless the moment counts from the start.
func (s *source) openUpTo(ctx context.Context, a *App, sources []string) (*loader.Recording, error) {
	if err := s.resolve(a, sources); err != nil {
		return nil, err
	}
	m := moment.Start
	if s.at != "" {
		var err error
		if m, err = moment.Parse(s.at); err != nil {
			return nil, usageError{fmt.Errorf("--at: %w", err)}
		}
	}
	if s.view != "" || m.NeedsEnd() {
		return s.openWhole(ctx, a, sources)
	}
	rec, err := s.open(ctx, a, sources)
	if err != nil {
		return nil, err
	}
	for {
		changed := rec.Changed()
		info := rec.Info()
		if t, err := m.In(info.Start, info.End); err == nil && info.End-t >= lateness {
			// What is loaded stays usable; the rest would only take time.
			return rec, rec.Close()
		}
		select {
		case <-changed:
		case <-rec.Done():
			if err := rec.Err(); err != nil {
				a.warn("%v; showing what could be read", err)
			}
			return rec, nil
		case <-ctx.Done():
			_ = rec.Close()
			return nil, ctx.Err()
		}
	}
}

// lateness is how far behind its time an event may stand in a recording.
const lateness event.Millis = 30_000

func (a *App) warn(format string, args ...any) {
	fmt.Fprintln(a.Stderr, "playhead: warning:", safe(fmt.Sprintf(format, args...)))
}

// demoArchive returns the bundled recording as a tar stream, a form that the
// loader reads like any other.
func demoArchive() (io.Reader, error) {
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	err := fs.WalkDir(recordings.Demo, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := recordings.Demo.ReadFile(path)
		if err != nil {
			return err
		}
		if err := w.WriteHeader(&tar.Header{Name: path, Mode: 0o644, Size: int64(len(data))}); err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &buf, w.Close()
}

// parseSize reads WxH in px.
func parseSize(s string) (w, h float64, err error) {
	ws, hs, ok := strings.Cut(s, "x")
	if ok {
		w, err = strconv.ParseFloat(ws, 64)
		if err == nil {
			h, err = strconv.ParseFloat(hs, 64)
		}
	}
	if !ok || err != nil || !(w >= 1 && w <= maxViewport && h >= 1 && h <= maxViewport) {
		return 0, 0, fmt.Errorf("%q is not WxH with numbers from 1 to %d", s, int(maxViewport))
	}
	return w, h, nil
}

// maxViewport bounds what a page is laid out for, in px.
const maxViewport = 32768

// place is a moment of one track.
type place struct {
	track *loader.Track
	index int // of the track
	time  event.Millis
}

// find returns the place that --at and --view name. Without --view it is the
// tab that the user was in.
func (s *source) find(a *App, rec *loader.Recording) (place, error) {
	tracks := rec.Tracks()
	if len(tracks) == 0 {
		return place{}, loader.ErrNoSnapshot
	}
	info := rec.Info()
	m := moment.Start
	if s.at != "" {
		var err error
		if m, err = moment.Parse(s.at); err != nil {
			return place{}, usageError{fmt.Errorf("--at: %w", err)}
		}
	}
	t, err := m.In(info.Start, info.End)
	if errors.Is(err, moment.ErrOutside) {
		a.warn("--at %s: %v; showing the nearest moment", s.at, err)
	} else if err != nil {
		return place{}, err
	}
	if s.view == "" {
		i := trackAt(tracks, t)
		return place{tracks[i], i, t}, nil
	}
	return s.findView(tracks, t)
}

// findView returns the place in the view that --view names: the moment t, or
// the view's nearest to it; its start when --at is not given.
func (s *source) findView(tracks []*loader.Track, t event.Millis) (place, error) {
	number, err := strconv.Atoi(s.view)
	if err != nil {
		number = 0
	}
	n := 0
	for i, track := range tracks {
		for v, view := range track.Views() {
			n++
			if view.ID != s.view && n != number {
				continue
			}
			first, last := viewEvents(track, v)
			if first > last {
				return place{}, fmt.Errorf("view %s holds no events", s.view)
			}
			if s.at == "" {
				t = track.Meta(first).Time
			}
			// A later view's first events can carry earlier times than this one's
			// last: times of the index count.
			t = min(max(t, track.Meta(first).Time), track.Meta(last).Time)
			return place{track, i, t}, nil
		}
	}
	return place{}, fmt.Errorf("no view %q: the recording has views 1 to %d; `playhead info` lists them", s.view, n)
}

// viewEvents returns the first and last event of view v of a track.
func viewEvents(track *loader.Track, v int) (first, last int) {
	first, last = track.Len(), -1
	for i := range track.Len() {
		if int(track.Meta(i).View) == v {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// trackAt returns the index of the tab that the user was in at t: of those that
// had begun, the one with the latest input, else with the latest event.
func trackAt(tracks []*loader.Track, t event.Millis) int {
	best, bestTime := 0, event.Millis(-1)
	for i, track := range tracks {
		if lo, hi := span(track); hi < 0 || t < lo {
			continue
		}
		if at := lastInput(track, t); at > bestTime {
			best, bestTime = i, at
		}
	}
	return best
}

// span returns the times of a track's first and last event, -1 when it is
// empty.
func span(track *loader.Track) (first, last event.Millis) {
	n := track.Len()
	if n == 0 {
		return -1, -1
	}
	return track.Meta(0).Time, track.Meta(n - 1).Time
}

// lastInput returns the time of the last user input at or before t, else of the
// track's first event.
func lastInput(track *loader.Track, t event.Millis) event.Millis {
	lo, hi := 0, track.Len()
	for lo < hi {
		if mid := (lo + hi) / 2; track.Meta(mid).Time <= t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for i := lo - 1; i > 0; i-- {
		if m := track.Meta(i); m.Kind.UserInput() {
			return m.Time
		}
	}
	return track.Meta(0).Time
}
