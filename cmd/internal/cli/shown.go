package cli

import (
	"context"
	"fmt"
	"runtime/debug"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
)

// momentGC is how much the heap may grow between collections, in percent.
const momentGC = 400

// shownMoment is an opened recording at the moment that flags name.
type shownMoment struct {
	rec   *loader.Recording
	place place
	state player.State
}

func (m *shownMoment) close() { _ = m.rec.Close() }

// openMoment opens the sources and goes to the moment that --at and --view name.
func (s *source) openMoment(ctx context.Context, a *App, sources []string) (*shownMoment, error) {
	// A command that shows one moment and ends makes less garbage than collecting
	// it costs: a fifth of its time.
	if a.Getenv("GOGC") == "" {
		debug.SetGCPercent(momentGC)
	}
	rec, err := s.openUpTo(ctx, a, sources)
	if err != nil {
		return nil, err
	}
	at, err := s.find(a, rec)
	if err != nil {
		_ = rec.Close()
		return nil, err
	}
	m := &shownMoment{rec: rec, place: at}
	p := player.New(at.track, player.Options{})
	m.state = p.Seek(max(at.time, firstPage(at.track)))
	if m.state.Tree.Doc == dom.None {
		_ = rec.Close()
		return nil, fmt.Errorf("tab %d: %w", at.index+1, loader.ErrNoSnapshot)
	}
	if m.state.Gap != "" {
		a.warn("recorded data is missing at this moment: %s; showing the last good state", m.state.Gap)
	}
	return m, nil
}

// firstPage returns the time of a track's first full snapshot. The events that
// announce it come a little earlier, and there is no page to show before it.
func firstPage(t event.Track) event.Millis {
	for i := range t.Len() {
		if m := t.Meta(i); m.Kind == event.KindSnapshot {
			return m.Time
		}
	}
	return 0
}

// input is what to render of the moment.
func (m *shownMoment) input(opts render.Options) render.Input {
	t, s := m.state.Tree, &m.state
	return render.Input{
		Tree: t,
		Pointer: render.Pointer{
			Known: s.Pointer.Visible, X: s.Pointer.X, Y: s.Pointer.Y, Target: t.ByID(s.Pointer.Node),
		},
		Hover: t.ByID(s.Hover), Active: t.ByID(s.Active), Focus: t.ByID(s.Focus),
		Options: opts,
	}
}
