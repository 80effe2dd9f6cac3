package compare

import (
	"context"
	"regexp"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
)

// Side is one of two recordings of the same flow: a tab, and what the user did
// in it, in order of time.
type Side struct {
	Track   event.Track
	Entries []event.Entry
}

// FlowOptions say what of two recordings is compared.
type FlowOptions struct {
	// Ignore is what does not count in a line: clocks, counters. nil for nothing.
	Ignore *regexp.Regexp
	// Frame are the options of the frames compared; both are laid out for the
	// viewport of the first side.
	Frame render.Options
}

// Parting is where two recordings of the same flow begin to differ.
type Parting struct {
	// A and B are the moments.
	A, B event.Millis
	// Done is the number of steps that both had made alike, and Last the last of
	// them; nil before the first.
	Done int
	Last *event.Entry
	// StepA and StepB are the steps that differ; nil when the screens do, or where
	// a side ends.
	StepA, StepB *event.Entry
	// FrameA and FrameB are the frames at the moments.
	FrameA, FrameB *render.Frame
}

// Part goes through two recordings step by step (clicks, inputs) and returns the
// first moment at which the text on screen, as it stood before the next step, or
// the steps themselves differ; nil when the recordings are alike to their ends.
// How long a step took does not count, nor where exactly things are.
func Part(ctx context.Context, a, b Side, opts FlowOptions) (*Parting, error) {
	f := flow{a: newSideState(a), b: newSideState(b), opts: opts}
	if w, h := viewport(a.Track); w > 0 {
		f.opts.Frame.Viewport = render.Size{W: w, H: h}
	}
	for i := 0; ; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x, y := f.a.step(i), f.b.step(i)
		if p := f.screens(i); p != nil {
			return p, nil
		}
		switch {
		case x == nil && y == nil:
			return nil, nil //nolint:nilnil // alike to the end
		case x == nil || y == nil || key(x) != key(y):
			return f.parting(i, f.a.time(i), f.b.time(i), x, y), nil
		}
	}
}

// viewport is the first recorded viewport of a track.
func viewport(t event.Track) (w, h float64) {
	var b event.Batch
	for i := range min(t.Len(), 64) {
		if k := t.Meta(i).Kind; k != event.KindViewport && k != event.KindSnapshot {
			continue
		}
		b.Reset()
		t.Decode(i, &b)
		for j := range b.Ops {
			if op := &b.Ops[j]; (op.Kind == event.OpURL || op.Kind == event.OpViewport) && op.W > 0 && op.H > 0 {
				return op.W, op.H
			}
		}
	}
	return 0, 0
}

// key is what has to be the same in a step of both: what was done to which
// element; not the values, which may be masked. Pages that open are no steps:
// not every recorder tells, and the screen shows it.
func key(e *event.Entry) string {
	if element := e.Get("element"); element != "" {
		return e.Kind.String() + " " + e.Get("kind") + " " + element
	}
	return e.Kind.String() + " " + e.Title
}

type flow struct {
	a, b sideState
	opts FlowOptions
}

// sideState is one side with what is needed to look at it.
type sideState struct {
	track    event.Track
	steps    []event.Entry
	player   *player.Player
	renderer *render.Renderer
}

func newSideState(s Side) sideState {
	out := sideState{track: s.Track, player: player.New(s.Track, player.Options{}), renderer: render.New()}
	for _, e := range s.Entries {
		switch e.Kind {
		case event.EntryClick, event.EntryInput:
			out.steps = append(out.steps, e)
		}
	}
	return out
}

// step returns step i, nil behind the last.
func (s *sideState) step(i int) *event.Entry {
	if i >= len(s.steps) {
		return nil
	}
	return &s.steps[i]
}

// time is when step i was made, or the end.
func (s *sideState) time(i int) event.Millis {
	if i < len(s.steps) {
		return s.steps[i].Time
	}
	_, end := player.Range(s.track)
	return end
}

// settled is the moment before step i: the last one at which the screen can be
// compared, as it stood after the step before.
func (s *sideState) settled(i int) event.Millis {
	if i < len(s.steps) {
		return s.steps[i].Time - 1
	}
	return s.time(i)
}

func (f *flow) frame(s *sideState, at event.Millis) *render.Frame {
	st := s.player.Seek(at)
	t := st.Tree
	return s.renderer.Render(render.Input{Tree: t, Focus: t.ByID(st.Focus), Options: f.opts.Frame})
}

// FrameLines are the lines of a frame, with what does not count left out.
func FrameLines(fr *render.Frame, ignore *regexp.Regexp) []string {
	lines := strings.Split(strings.TrimRight(string(cell.AppendText(nil, fr.Grid)), "\n"), "\n")
	if ignore != nil {
		for i := range lines {
			lines[i] = strings.TrimRight(ignore.ReplaceAllString(lines[i], ""), " ")
		}
	}
	return lines
}

func (f *flow) text(s *sideState, at event.Millis) string {
	return strings.Join(TextOnly(FrameLines(f.frame(s, at), f.opts.Ignore)), "\n")
}

// screens compares the screens before step i, and looks for the first change
// that makes the difference.
func (f *flow) screens(i int) *Parting {
	a, b := f.a.settled(i), f.b.settled(i)
	if f.text(&f.a, a) == f.text(&f.b, b) {
		return nil
	}
	atA, okA := f.firstNew(&f.a, &f.b, i)
	atB, okB := f.firstNew(&f.b, &f.a, i)
	if okA && okB {
		a, b = atA, atB
	}
	return f.parting(i, a, b, nil, nil)
}

// maxScreens bounds the screens of a step that are compared.
const maxScreens = 200

// firstNew is the first moment of step i at which one side shows what the other
// never shows in it, and goes on to.
func (f *flow) firstNew(s, o *sideState, i int) (event.Millis, bool) {
	known := map[string]bool{}
	f.changes(o, i, func(_ event.Millis, text string) { known[text] = true })
	at, ok := event.Millis(0), false
	f.changes(s, i, func(t event.Millis, text string) {
		switch {
		case known[text]:
			ok = false
		case !ok:
			at, ok = t, true
		}
	})
	return at, ok
}

// changes calls do for the screens between step i-1 and step i.
func (f *flow) changes(s *sideState, i int, do func(at event.Millis, text string)) {
	from, _ := player.Range(s.track)
	if i > 0 {
		from = s.time(i - 1)
	}
	to := s.settled(i)
	do(from, f.text(s, from))
	n := 0
	for k := player.Find(s.track, from-1); k < s.track.Len() && n < maxScreens; k++ {
		m := s.track.Meta(k)
		if m.Time > to {
			break
		}
		if !m.Kind.ChangesPage() || k+1 < s.track.Len() && s.track.Meta(k+1).Time == m.Time {
			continue
		}
		n++
		do(m.Time, f.text(s, m.Time))
	}
	do(to, f.text(s, to))
}

func (f *flow) parting(i int, a, b event.Millis, x, y *event.Entry) *Parting {
	p := &Parting{A: a, B: b, Done: i, StepA: x, StepB: y, FrameA: f.frame(&f.a, a), FrameB: f.frame(&f.b, b)}
	if i > 0 {
		p.Last = f.a.step(i - 1)
	}
	return p
}
