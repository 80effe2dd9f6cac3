package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/history"
	"playhead/engine/render"
	"playhead/engine/signal"
	computed "playhead/engine/style"
	"playhead/ui/canvas"
	"playhead/ui/inspector"
	"playhead/ui/keymap"
	"playhead/ui/stage"
)

// inspection is the inspector with the work for it.
type inspection struct {
	view  *inspector.View
	asked string // what is searched for with the next frame, "" for nothing
	// of is what the history was read of, and stop ends reading it.
	of   historyOf
	stop context.CancelFunc
}

// historyOf names an element within a recording.
type historyOf struct {
	tab   int
	epoch uint32
	node  event.NodeID
}

// inspectAsk is what a frame is to tell about an element besides.
type inspectAsk struct {
	on    bool
	node  event.NodeID
	style bool
	find  string
}

// inspected is what a frame told.
type inspected struct {
	node    event.NodeID
	name    string
	box     stage.Area
	hasBox  bool
	px      render.Rect
	style   *computed.Explanation
	find    string
	matches []event.NodeID
}

func (m *model) inspecting() bool {
	return m.pane.state.open && m.pane.kind == inspectorPane
}

// ask is what the next frame has to tell the inspector.
func (m *model) ask() inspectAsk {
	if !m.inspecting() {
		return inspectAsk{}
	}
	v := m.inspect.view
	a := inspectAsk{on: true, node: v.Selected(), style: v.Section() == inspector.Styles, find: m.inspect.asked}
	m.inspect.asked = ""
	return a
}

// maxMatches bounds the elements that a search finds.
const maxMatches = 2000

// answer tells what was asked of an element of the frame.
func (a *inspectAsk) answer(f *render.Frame, r *render.Renderer) inspected {
	out := inspected{node: a.node, find: a.find}
	if !a.on {
		return out
	}
	t := f.Tree
	if a.find != "" {
		out.matches = findElements(t, r, a.find)
		if len(out.matches) > 0 {
			out.node = out.matches[0] // which the inspector will select
		}
	}
	ref := t.ByID(out.node)
	if out.node == event.NoNode || ref == dom.None {
		return out
	}
	el := ref
	for el != dom.None && !t.Node(el).IsElement() {
		el = t.Node(el).Parent
	}
	if el == dom.None {
		return out
	}
	out.name = signal.Describe(t, el)
	if px, b, ok := f.BoxOf(el); ok {
		out.px, out.box, out.hasBox = px, stage.Area(b), true
	}
	if a.style && el == ref {
		out.style = r.Explain(ref)
	}
	return out
}

// findElements finds elements by a selector, or, where it means none or stands in
// quotes, by a text that they contain themselves.
func findElements(t *dom.Tree, r *render.Renderer, query string) []event.NodeID {
	var out []event.NodeID
	text := strings.Trim(query, `"`)
	if text == query {
		if sels, ok := css.ParseSelectors(query); ok {
			for _, ref := range r.Select(sels, maxMatches) {
				out = append(out, t.Node(ref).ID)
			}
		}
	}
	if len(out) > 0 || text == "" {
		return out
	}
	low := strings.ToLower(text)
	var walk func(p dom.Ref, depth int)
	walk = func(p dom.Ref, depth int) {
		if depth > maxFindDepth {
			return
		}
		for c := t.Node(p).First; c != dom.None && len(out) < maxMatches; c = t.Node(c).Next {
			n := t.Node(c)
			if n.IsText() && strings.Contains(strings.ToLower(n.Text), low) || n.IsElement() && hasAttr(n, low) {
				out = append(out, n.ID)
			}
			if n.Shadow != dom.None {
				walk(n.Shadow, depth+1)
			}
			walk(c, depth+1)
		}
	}
	if t.Doc != dom.None {
		walk(t.Doc, 0)
	}
	return out
}

const maxFindDepth = 1000

// hasAttr reports whether an attribute's value contains a text in lower case.
func hasAttr(n *dom.Node, low string) bool {
	for i := range n.Attrs {
		if strings.Contains(strings.ToLower(n.Attrs[i].Value), low) {
			return true
		}
	}
	return false
}

// onInspected brings the inspector up to date with a frame.
func (m *model) onInspected() tea.Cmd {
	if !m.inspecting() || m.stage.frame == nil {
		return nil
	}
	s, v := &m.stage.shown, m.inspect.view
	v.SetTree(s.state.Tree)
	if s.inspect.find != "" && s.inspect.find != v.Query() {
		v.SetMatches(s.inspect.find, s.inspect.matches)
	}
	if s.inspect.node != v.Selected() {
		// The first element was selected by the inspector itself.
		m.work.rev++
		return tea.Batch(m.draw(), m.readHistory())
	}
	b := &s.inspect.px
	v.SetBox(b.X, b.Y, b.W, b.H, s.inspect.hasBox)
	v.SetStyle(s.inspect.style)
	return m.readHistory()
}

// chosen follows a change of the selected element.
func (m *model) chosen() tea.Cmd {
	m.scr.dirty = true
	if m.inspect.view.Selected() == m.stage.shown.inspect.node && (m.inspect.view.Section() != inspector.Styles || m.stage.shown.inspect.style != nil) {
		return m.readHistory()
	}
	m.work.rev++
	return tea.Batch(m.draw(), m.readHistory())
}

// historyMsg brings the history of an element.
type historyMsg struct {
	of      historyOf
	changes []history.Change
}

// readHistory has the history of the selected element read where it is shown and
// not known.
func (m *model) readHistory() tea.Cmd {
	v := m.inspect.view
	if !m.inspecting() || v.Section() != inspector.History || v.Selected() == event.NoNode || len(m.work.players) == 0 {
		return nil
	}
	s := &m.stage.shown
	of := historyOf{s.tab, s.state.Tree.Page.Epoch, v.Selected()}
	if of == m.inspect.of {
		v.FollowTo(m.now())
		return nil
	}
	if m.inspect.stop != nil {
		m.inspect.stop()
	}
	ctx, stop := context.WithCancel(m.ctx)
	m.inspect.of, m.inspect.stop = of, stop
	v.SetHistory(nil, inspector.Reading)
	track, at := m.work.players[s.tab].player.Track(), s.at
	return func() tea.Msg {
		cs, err := history.Of(ctx, track, at, of.node)
		if err != nil {
			return nil // another element was chosen, or the program has ended
		}
		return historyMsg{of, cs}
	}
}

func (m *model) onHistory(msg historyMsg) tea.Cmd {
	if msg.of == m.inspect.of {
		m.inspect.view.SetHistory(msg.changes, inspector.Whole)
		m.inspect.view.FollowTo(m.now())
		m.scr.dirty = true
	}
	return nil
}

// inspectAt opens the inspector at the element in a cell of the screen.
func (m *model) inspectAt(x, y int) tea.Cmd {
	f, l := m.stage.frame, m.scr.layout.page
	if f == nil {
		return nil
	}
	r := f.At(x-l.x-stage.Place(l.w, f.Grid.Cols), y-l.y)
	if r == dom.None {
		return nil
	}
	return m.inspectNode(f.Tree.Node(r).ID)
}

// inspectNode opens the inspector at an element.
func (m *model) inspectNode(id event.NodeID) tea.Cmd {
	var cmd tea.Cmd
	if !m.inspecting() {
		m.pane.kind = inspectorPane
		if !m.pane.state.open {
			m.pane.state.open = true
			cmd = m.relayout()
		}
	}
	m.inspect.view.SetTree(m.stage.frame.Tree)
	m.inspect.view.SetBelow(false)
	m.inspect.view.Reveal(id)
	return tea.Batch(cmd, m.chosen())
}

// actInspector does what is about the inspector, while it has the keys.
func (m *model) actInspector(a keymap.Action) (tea.Cmd, bool) {
	if m.scope() != keymap.Inspector {
		return nil, false
	}
	v := m.inspect.view
	switch a {
	case keymap.Up, keymap.Down, keymap.PageUp, keymap.PageDown:
		d := 1
		if a == keymap.Up || a == keymap.PageUp {
			d = -1
		}
		v.Move(d, a == keymap.PageUp || a == keymap.PageDown)
	case keymap.NodeOpen:
		v.Open()
	case keymap.NodeClose:
		v.Close()
	case keymap.Select:
		return m.selectInspected(), true
	case keymap.Details:
		v.SetBelow(!v.Below())
	case keymap.ShowAttributes:
		v.Show(inspector.Attributes)
	case keymap.ShowStyle:
		v.Show(inspector.Styles)
	case keymap.ShowHistory:
		v.Show(inspector.History)
	case keymap.Find:
		return m.openPrompt(inspectPrompt), true
	case keymap.FindNext, keymap.FindPrev:
		d := 1
		if a == keymap.FindPrev {
			d = -1
		}
		if !v.Next(d) {
			return m.say("nothing was searched for (" + m.keys.Key(keymap.Find) + " finds elements)"), true
		}
	case keymap.Follow:
		if p := m.stage.shown.state.Pointer.Node; p != event.NoNode {
			v.Reveal(p)
		} else {
			return m.say("the pointer is over no element"), true
		}
	case keymap.Escape:
		switch {
		case v.Query() != "":
			v.ClearQuery()
		case v.Below():
			v.SetBelow(false)
		default:
			return nil, false
		}
		return nil, true
	default:
		return nil, false
	}
	return m.chosen(), true
}

// selectInspected opens or closes an element, goes to a change's moment, or shows
// the declarations that lost.
func (m *model) selectInspected() tea.Cmd {
	v := m.inspect.view
	if !v.Below() {
		v.Toggle()
		return m.chosen()
	}
	if c, ok := v.Change(); ok {
		return m.seek(c.Time)
	}
	v.ToggleProperty()
	m.scr.dirty = true
	return nil
}

// findInspected searches the page for elements.
func (m *model) findInspected(query string) tea.Cmd {
	m.inspect.view.ClearQuery()
	if m.inspect.asked = strings.TrimSpace(query); m.inspect.asked == "" {
		return nil
	}
	m.work.rev++
	return m.draw()
}

// clickInspector acts on what is at a cell of the pane.
func (m *model) clickInspector(x, y int) tea.Cmd {
	l := m.scr.layout.pane
	c := canvas.New(m.scr.grid).Sub(l.x, l.y, l.w, l.h)
	m.pane.focus = onPane
	if m.inspect.view.Hit(c, x-l.x, y-l.y) {
		return m.selectInspected()
	}
	return m.chosen()
}

// drawInspector draws the pane.
func (m *model) drawInspector(body canvas.Canvas) {
	m.inspect.view.Draw(body, inspector.Look{
		Theme: m.scr.theme, Face: m.face, Extent: m.extent(), Now: m.now(), Focused: m.pane.focus == onPane,
	})
}
