package ui

import (
	tea "charm.land/bubbletea/v2"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/ui/stage"
)

// work is what runs in the background. Each kind of work runs at most once at a
// time, and owns what it was given until its message comes back.
type work struct {
	refreshing bool
	again      bool // the recording changed while a refresh ran
	watching   bool

	renderer  *render.Renderer // lent to the frame in the making
	rendering bool
	wanted    bool // another frame is wanted after the one in the making
	rev       int  // of what the frame must show; older frames are stale

	players  []tabPlayer
	indexing bool // keyframes are being placed
}

// tabPlayer is a tab with its player.
type tabPlayer struct {
	tab    Tab
	player *player.Player
}

func (w *work) init() { w.renderer = render.New() }

// shown says what a frame shows.
type shown struct {
	at      event.Millis
	tab     int
	state   player.State
	title   string
	trail   []stage.Spot
	clicks  []clickMark
	fields  []fieldMark
	private *stage.Private
	inspect inspected
	pointer stage.Spot
	pointed bool // there is a pointer to draw
	options render.Options
}

type (
	// refreshedMsg brings what the recording holds by now.
	refreshedMsg struct {
		index *index
		idle  *player.IdleMap
	}
	// changedMsg says that the recording has grown.
	changedMsg struct{}
	// frameMsg brings a frame.
	frameMsg struct {
		rev   int
		frame *render.Frame
		shown shown
		view  stage.View
		took  took
	}
	// indexedMsg says that the players' keyframes are placed.
	indexedMsg struct{}
)

// refresh reads in the background what the recording holds by now.
func (m *model) refresh() tea.Cmd {
	if m.work.refreshing {
		m.work.again = true
		return nil
	}
	m.work.refreshing = true
	rec, old, skip := m.rec, m.all, m.play.skipAfter
	return func() tea.Msg {
		ix := look(rec, &old)
		return refreshedMsg{index: ix, idle: idleMap(ix.tabs, skip)}
	}
}

// watch waits for the recording to grow.
func (m *model) watch() tea.Cmd {
	if m.work.watching || m.all.progress.Done {
		return nil
	}
	m.work.watching = true
	return m.rt.Wait(m.all.changed, m.ctx.Done(), changedMsg{})
}

// job is one frame to be made. It owns the renderer while it runs.
type job struct {
	rev      int
	at       event.Millis
	tab      int
	player   *player.Player
	renderer *render.Renderer
	view     stage.View
	dark     bool
	old      *render.Frame
	ask      inspectAsk
	oldShown shown
	rt       Runtime
}

// draw has a frame made that shows the page at the present moment, now or when
// the one in the making is done.
func (m *model) draw() tea.Cmd {
	if m.work.rendering {
		m.work.wanted = true
		return nil
	}
	if len(m.work.players) == 0 || m.scr.layout.tooSmall || m.stage.view.Cols == 0 {
		return nil
	}
	m.work.wanted = false
	m.work.rendering = true
	m.pickTab()
	j := job{
		rev: m.work.rev, at: m.now(), tab: m.stage.tab,
		player: m.work.players[m.stage.tab].player, renderer: m.work.renderer,
		view: m.stage.view, dark: m.scr.dark,
		old: m.stage.frame, oldShown: m.stage.shown, rt: m.rt, ask: m.ask(),
	}
	return func() tea.Msg { return j.run() }
}

// run seeks and renders.
func (j *job) run() frameMsg {
	began := j.rt.Now()
	st := j.player.Seek(j.at)
	sought := j.rt.Now()
	v := j.view
	v.W, v.H = st.Tree.Page.W, st.Tree.Page.H
	if v.W <= 0 || v.H <= 0 {
		v.W, v.H = fallbackW, fallbackH
	}
	msg := frameMsg{rev: j.rev, shown: shown{at: j.at, tab: j.tab, state: st, options: v.Options()}}
	if j.same(&msg.shown) {
		msg.frame, msg.shown.title, msg.shown.private = j.old, j.oldShown.title, j.oldShown.private
	} else {
		msg.frame = j.renderer.Render(renderInput(st, v))
		msg.shown.title = title(st.Tree)
		v.Learn(msg.frame)
		// Where the pointer is in this layout is known only now.
		if p := &msg.frame.Pointer; p.Known {
			v.Follow(p.X, p.Y)
		}
		if o := v.Options(); o != msg.shown.options {
			msg.shown.options = o
			msg.frame = j.renderer.Render(renderInput(st, v))
		}
		msg.shown.private = stage.PrivateParts(msg.frame)
	}
	msg.view = v
	p := &msg.frame.Pointer
	msg.shown.pointer, msg.shown.pointed = stage.Spot{Col: p.Col, Row: p.Row}, p.Known && p.Inside
	msg.mark(v)
	msg.shown.inspect = j.ask.answer(msg.frame, j.renderer)
	msg.took = took{seek: sought.Sub(began), layout: j.rt.Now().Sub(sought)}
	return msg
}

// The viewport of recordings that tell none.
const (
	fallbackW = 1280
	fallbackH = 720
)

// same reports whether the frame there is shows the state as well.
func (j *job) same(s *shown) bool {
	o := &j.oldShown
	return j.old != nil && o.tab == s.tab && o.options == s.options &&
		o.state.Index == s.state.Index && o.state.Pointer == s.state.Pointer &&
		o.state.Hover == s.state.Hover && o.state.Active == s.state.Active && o.state.Focus == s.state.Focus
}

func renderInput(st player.State, v stage.View) render.Input {
	t := st.Tree
	return render.Input{
		Tree: t,
		Pointer: render.Pointer{
			Known: st.Pointer.Visible, X: st.Pointer.X, Y: st.Pointer.Y, Target: t.ByID(st.Pointer.Node),
		},
		Hover: t.ByID(st.Hover), Active: t.ByID(st.Active), Focus: t.ByID(st.Focus),
		Options: v.Options(),
	}
}

// trail turns recorded positions into cells of the frame. The pointer's drift,
// which keeps it on its element, moves all of them.
func trail(samples []player.Sample, f *render.Frame, v stage.View) []stage.Spot {
	if !f.Pointer.Known {
		return nil
	}
	var out []stage.Spot
	s := v.Scale()
	px, py := v.Pan()
	for _, p := range samples {
		spot := stage.Spot{
			Col: int((p.X+f.Pointer.Drift.X)*s/render.CellW) - px,
			Row: int((p.Y+f.Pointer.Drift.Y)*s/render.CellH) - py,
		}
		if n := len(out); n == 0 || out[n-1] != spot {
			out = append(out, spot)
		}
	}
	return out
}

// title returns the text of the page's title element, "" when it has none.
func title(t *dom.Tree) string {
	head := child(t, child(t, t.Doc, "html"), "head")
	r := child(t, head, "title")
	if r == dom.None {
		return ""
	}
	for c := t.Node(r).First; c != dom.None; c = t.Node(c).Next {
		if n := t.Node(c); n.IsText() {
			return n.Text
		}
	}
	return ""
}

// child returns the first child element with a tag, None when there is none.
func child(t *dom.Tree, r dom.Ref, tag string) dom.Ref {
	if r == dom.None {
		return dom.None
	}
	for c := t.Node(r).First; c != dom.None; c = t.Node(c).Next {
		if t.Node(c).IsHTML(tag) {
			return c
		}
	}
	return dom.None
}

// placeKeyframes replays every tab once in the background, so that seeking is
// quick everywhere. Seeks go on meanwhile.
func (m *model) placeKeyframes() tea.Cmd {
	if m.work.indexing || m.offscreen {
		return nil
	}
	m.work.indexing = true
	players := append([]tabPlayer(nil), m.work.players...)
	ctx := m.ctx
	return func() tea.Msg {
		for _, p := range players {
			if p.player.Index(ctx) != nil {
				return nil // the program has ended
			}
		}
		return indexedMsg{}
	}
}
