package search

import (
	"context"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
)

// Options of a search. The zero value searches the whole track.
type Options struct {
	// Since and Until limit the moments looked at; 0 for no limit.
	Since, Until event.Millis
	// Exact looks at every change, whatever it costs.
	Exact bool
	// Progress, which may be nil, is told the number of events that are done and
	// of all, from time to time.
	Progress func(done, total int)
	// Picture gives the pictures that the recording carries; nil for none.
	Picture func(name string) ([]byte, bool)
}

// Result says how a search went.
type Result struct {
	// Looks is how many frames were rendered.
	Looks int
	// Apart is the longest time, in ms, in which the page changed more than once
	// between two looks; 0 when every change was looked at.
	Apart event.Millis
	// Events is the number of events that were gone through.
	Events int
}

// Run searches a track. found is called when a stretch begins (Open) and again
// when it has ended, in order of time; it returns false to end the search. The
// error is one of the pattern or the context's.
func Run(ctx context.Context, track event.Track, p Pattern, opts Options, found func(Hit) bool) (Result, error) {
	m, err := compile(p)
	if err != nil {
		return Result{}, err
	}
	x := newIndex(m)
	k := &looker{m: m}
	s := &stretches{found: found}
	w := newWatch(track, &opts)
	w.look = func(page *dom.Tree, ops []event.Op) { x.look(page, ops) }
	w.settle = func(page *dom.Tree) bool { return x.settle(page) }
	w.restart = func() { x.clear() }
	w.possible = func(*dom.Tree) bool { return x.active() }
	w.absent = func(at event.Millis) bool { return s.gone(at) }
	w.present = func(st *player.State, f *render.Frame) bool {
		return s.sighted(max(st.Time, opts.Since), st.View, f, k.look(f, x))
	}
	err = w.run(ctx)
	if err == nil {
		s.gone(w.end)
	}
	return w.result, err
}

// watch goes through a track and looks at its page when that is worth it.
type watch struct {
	track    event.Track
	opts     *Options
	walk     *player.Walk
	renderer *render.Renderer
	pace     *pace
	result   Result

	// look and settle follow the page; settle reports whether what could be there
	// has changed. After restart the next settle looks at the whole page. possible
	// reports whether anything could be there.
	look     func(page *dom.Tree, ops []event.Op)
	settle   func(page *dom.Tree) bool
	restart  func()
	possible func(page *dom.Tree) bool
	// absent is told that nothing can be there from a time on, present gets a frame
	// to look at. They return false to end.
	absent  func(at event.Millis) bool
	present func(st *player.State, f *render.Frame) bool

	want   due
	since  event.Millis // of the first change that was not looked at
	misses int          // changes since the last look
	unseen bool         // there were changes since that were not looked at, until this look
	was    bool         // possible after the step before
	end    event.Millis // where the search ended
}

func newWatch(track event.Track, opts *Options) *watch {
	w := &watch{track: track, opts: opts, walk: player.NewWalk(track), renderer: render.New(), pace: newPace(track, opts.Exact)}
	w.renderer.Pictures.Lookup = opts.Picture
	return w
}

// progressEvents is how many events are between two reports of progress and
// looks at the context.
const progressEvents = 512

// pointing are the kinds of events that move the pointer or the focus.
const pointing = 1<<event.KindPointer | 1<<event.KindInteraction | 1<<event.KindFocus

func (w *watch) run(ctx context.Context) error {
	if err := w.skip(ctx); err != nil {
		return err
	}
	reported := 0
	for {
		until, kinds, more := w.walk.Upcoming()
		cut := w.opts.Until > 0 && until > w.opts.Until
		more = more && !cut
		if !w.before(until, more) {
			return nil
		}
		if !more {
			if cut {
				w.end = w.opts.Until
			}
			return ctx.Err()
		}
		if n := w.walk.Applied(); n-reported >= progressEvents || reported == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			reported = max(n, 1)
			if w.opts.Progress != nil {
				w.opts.Progress(n, w.track.Len())
			}
		}
		w.step(kinds)
	}
}

// skip goes to the last change before the search begins. On the way only style
// sheets are looked at; what is in the page is found out at its end.
func (w *watch) skip(ctx context.Context) error {
	if w.opts.Since <= 0 {
		return nil
	}
	w.restart()
	for n := 0; ; n++ {
		at, _, ok := w.walk.Upcoming()
		if !ok || at > w.opts.Since {
			break
		}
		if n%progressEvents == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		w.end, _ = w.walk.Next(w.look)
		w.want = dueNow
	}
	w.settle(w.walk.Page())
	w.pace.last = w.opts.Since
	return nil
}

// step goes to the next time and finds out how much a look is wanted.
func (w *watch) step(kinds uint32) {
	page := w.walk.Page()
	version, epoch := page.Version(), page.Page.Epoch
	at, _ := w.walk.Next(w.look)
	w.end = at
	w.result.Events = w.walk.Applied()
	page = w.walk.Page()
	want := dueNot
	switch {
	case w.settle(page), page.Page.Epoch != epoch:
		want = dueNow
	case page.Version() != version:
		want = dueSoon
	case kinds&pointing != 0:
		want = dueMaybe
	}
	if want >= dueSoon {
		if w.misses++; w.misses == 1 {
			w.since = at
		}
	}
	w.want = max(w.want, want)
}

// before is called before the events of time until are applied, or at the end:
// the page stands as it is since the last step. It looks at it when that is
// wanted and can be afforded.
func (w *watch) before(until event.Millis, more bool) bool {
	page := w.walk.Page()
	if w.want == dueNot || page.Doc == dom.None {
		return true
	}
	if !w.possible(page) {
		w.want, w.misses = dueNot, 0
		was := w.was
		w.was = false
		return !was || w.absent(w.end)
	}
	if !w.was {
		w.want = max(w.want, dueNow)
	}
	if !w.pace.may(until, page.Len(), w.want) && more {
		return true
	}
	w.unseen = w.misses > 1
	if w.unseen {
		w.result.Apart = max(w.result.Apart, w.end-w.since)
	}
	w.want, w.misses, w.was = dueNot, 0, true
	w.result.Looks++
	st := w.walk.State()
	return w.present(&st, w.render(&st))
}

// render renders the frame of a state as it was on screen.
func (w *watch) render(st *player.State) *render.Frame {
	t := st.Tree
	return w.renderer.Render(render.Input{
		Tree: t, Hover: t.ByID(st.Hover), Active: t.ByID(st.Active), Focus: t.ByID(st.Focus),
	})
}
