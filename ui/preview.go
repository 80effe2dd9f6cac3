package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/engine/summary"
	"playhead/ui/stage"
)

// preview is the picture of the worst moment of the recording under the list's
// cursor.
type preview struct {
	off     bool
	rev     int // of what is wanted
	cancel  context.CancelFunc
	shots   map[string]*shot // by key and size, the latest ones
	order   []string
	working string // what is being made
}

// shot is a picture of a moment.
type shot struct {
	frame   *render.Frame
	pointer stage.Spot
	pointed bool
	at      event.Millis // since the start
	err     error
}

type (
	// previewMsg says that the cursor has rested on a row.
	previewMsg struct{ rev int }
	// shotMsg brings a picture.
	shotMsg struct {
		name string
		shot *shot
	}
)

func (previewMsg) forAnyRecording() {}
func (shotMsg) forAnyRecording()    {}

const (
	// previewPause is how long the cursor must rest on a row before its recording
	// is opened for a picture.
	previewPause = 150 * time.Millisecond
	maxShots     = 64
)

func (m *model) preview() *preview { return &m.deck.preview }

// stop gives up the picture in the making.
func (p *preview) stop() {
	p.rev++
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	p.working = ""
}

// shotName names a picture: which recording, how large.
func (m *model) shotName() string {
	r := m.deck.table.Selected()
	l := m.deckLayout()
	if r == nil || l.shot.w <= 0 || l.shot.h <= 0 {
		return ""
	}
	return r.Key() + "|" + number(l.shot.w) + "x" + number(l.shot.h)
}

// wantPreview has a picture made when the cursor stays where it is.
func (m *model) wantPreview() tea.Cmd {
	p := m.preview()
	p.rev++
	m.scr.dirty = true
	name := m.shotName()
	if !m.deck.shown || name == "" || p.shots[name] != nil || name == p.working {
		return nil
	}
	return m.rt.After(previewPause, previewMsg{p.rev})
}

func (m *model) onPreview(msg previewMsg) tea.Cmd {
	p := m.preview()
	name := m.shotName()
	if msg.rev != p.rev || name == "" || p.shots[name] != nil {
		return nil
	}
	p.stop()
	ctx, cancel := context.WithCancel(m.top)
	p.cancel, p.working = cancel, name
	l := m.deckLayout().shot
	lib, s, rt, dark := m.deck.lib, m.deck.table.Selected().Session, m.rt, m.scr.dark
	return func() tea.Msg {
		defer cancel()
		return shotMsg{name, takeShot(ctx, lib, &s, l, rt, dark)}
	}
}

func (m *model) onShot(msg shotMsg) tea.Cmd {
	p := m.preview()
	if p.working != msg.name {
		return nil // given up
	}
	p.working = ""
	if p.shots == nil {
		p.shots = make(map[string]*shot)
	}
	p.shots[msg.name] = msg.shot
	if p.order = append(p.order, msg.name); len(p.order) > maxShots {
		delete(p.shots, p.order[0])
		p.order = p.order[1:]
	}
	m.scr.dirty = true
	return nil
}

// afterWorst is how long after the worst moment the picture is taken: what came
// of it shows then.
const afterWorst event.Millis = 1000

// takeShot opens a recording and draws its worst moment, or its end where
// nothing went wrong.
func takeShot(ctx context.Context, lib Library, s *summary.Session, size rect, rt Runtime, dark bool) *shot {
	o, err := lib.Open(ctx, s)
	if err != nil {
		return &shot{err: err}
	}
	if o.Close != nil {
		defer o.Close() //nolint:errcheck // nothing is written
	}
	at := s.End
	if s.Worst != nil {
		at = s.Worst.Time + afterWorst
	}
	ix := loadedUpTo(ctx, o.Recording, min(at+lateness, s.End))
	if ix == nil {
		return &shot{err: ctx.Err()}
	}
	at = max(min(at, ix.end), ix.start)
	j := job{at: at, tab: ix.tabAt(at), renderer: render.New(), dark: dark, rt: rt, view: stage.View{Cols: size.w, Rows: size.h}}
	if j.tab >= len(ix.tabs) {
		return &shot{err: errNoPage}
	}
	j.player = player.New(ix.tabs[j.tab], player.Options{})
	f := j.run()
	return &shot{frame: f.frame, pointer: f.shown.pointer, pointed: f.shown.pointed, at: at - ix.start}
}

// loadedUpTo waits until a recording is loaded up to a moment, or to its end,
// which one that goes on has not; nil when ctx ends before.
func loadedUpTo(ctx context.Context, rec Recording, at event.Millis) *index {
	for {
		changed, progress := rec.Changed(), rec.Progress()
		if progress.Done || progress.End >= at {
			return look(rec, nil)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
	}
}

// lateness is how far behind its time an event may stand in a recording.
const lateness event.Millis = 30_000
