package signal

import (
	"fmt"
	"strconv"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// How long a row gathers, in ms without a further event of its sort.
const (
	inputPause  event.Millis = 3000
	scrollPause event.Millis = 1000
	resizePause event.Millis = 1000
)

// maxClicks bounds the clicks remembered for recorded frustration and for
// computing it.
const maxClicks = 1 << 16

// maxPressed bounds the interactions that may belong to one click.
const maxPressed = 8

// rows makes entries from operations.
type rows struct {
	tree *dom.Tree
	tab  int32
	out  []event.Entry

	meta     event.Meta
	snapshot bool // within a full snapshot
	id       int64
	hasID    bool
	clicked  int // clicks before this event

	url     string
	view    int32
	w, h    float64
	blurred bool

	input, scroll, resize gathering
	clicks                []click
	byID                  map[int64]int // click by recorded event id
	// pressed are ids of presses and releases since the last click: recorders
	// report frustration by whichever event of a click they listen to.
	pressed []int64
	// clickedOn and focused tell the user's own input from that of scripts.
	clickedOn event.NodeID
	focusSeen bool

	hesitation bool // signs of it are looked for
	visits     []visit
	form       form
	turns      turns
	shakes     shakes
}

// gathering is a row that more events may join.
type gathering struct {
	open  bool
	entry event.Entry
	label string
	until event.Millis
}

func (w *rows) init(t *dom.Tree, tab int32) {
	w.tree, w.tab, w.view = t, tab, -1
	w.byID = make(map[int64]int)
}

func (w *rows) entry(k event.EntryKind, title string) event.Entry {
	return event.Entry{Time: w.meta.Time, Kind: k, Track: w.tab, Node: event.NoNode, Title: title}
}

func (w *rows) begin(m event.Meta) {
	w.meta = m
	w.snapshot = m.Kind == event.KindSnapshot
	w.hasID = false
	w.clicked = len(w.clicks)
	w.watch(m)
	for _, g := range []*gathering{&w.input, &w.scroll, &w.resize} {
		if g.open && m.Time > g.until {
			w.close(g)
		}
	}
}

func (w *rows) end() {
	if w.hasID && len(w.clicks) == w.clicked && len(w.pressed) < maxPressed && w.meta.Kind == event.KindInteraction {
		w.pressed = append(w.pressed, w.id)
	}
	if len(w.clicks) == w.clicked {
		return
	}
	if w.hasID {
		w.pressed = append(w.pressed, w.id)
	}
	for _, id := range w.pressed {
		if len(w.byID) < maxClicks {
			w.byID[id] = w.clicked
		}
	}
	w.pressed = w.pressed[:0]
}

func (w *rows) close(g *gathering) {
	if g.open {
		w.out = append(w.out, g.entry)
	}
	*g = gathering{}
}

func (w *rows) closeAll() {
	w.close(&w.input)
	w.close(&w.scroll)
	w.close(&w.resize)
}

// op makes the rows of one operation. The tree does not have it yet.
func (w *rows) op(op *event.Op) {
	switch op.Kind {
	case event.OpURL:
		w.navigate(op)
	case event.OpInteraction:
		w.interaction(op)
	case event.OpValue, event.OpChecked, event.OpInput:
		if !w.snapshot {
			w.typed(op)
		}
	case event.OpScroll:
		if !w.snapshot {
			w.scrolled(op)
		}
	case event.OpPointer:
		w.moved(op)
	case event.OpViewport:
		w.resized(op.W, op.H)
	case event.OpPageFocus:
		if w.blurred == op.On {
			w.blurred = !op.On
			title := "page gained focus"
			if w.blurred {
				title = "page lost focus"
			}
			w.out = append(w.out, w.entry(event.EntryFocus, title))
		}
	case event.OpReset:
		w.closeAll()
	case event.OpEventID:
		if len(op.EventIDs) > 0 {
			w.id, w.hasID = op.EventIDs[0], true
		}
	case event.OpFrustration:
		w.frustration(op)
	case event.OpGap:
		e := w.entry(event.EntryGap, op.Text)
		e.Severity = event.Warning
		w.out = append(w.out, e)
	case event.OpEntry:
		if op.Entry != nil {
			e := *op.Entry
			e.Track = w.tab
			if e.Time == 0 {
				e.Time = w.meta.Time
			}
			w.out = append(w.out, e)
		}
	}
}

// navigate makes a row when the address or the view is new.
func (w *rows) navigate(op *event.Op) {
	if op.Text != w.url || w.meta.View != w.view {
		e := w.entry(event.EntryNavigation, op.Text)
		if w.url != "" && w.url != op.Text {
			e.Fields = append(e.Fields, event.Field{Name: "from", Value: w.url})
		}
		w.closeAll()
		w.out = append(w.out, e)
		w.hesitated(w.url, op.Text)
		w.url, w.view = op.Text, w.meta.View
		w.w, w.h = op.W, op.H
		return
	}
	w.resized(op.W, op.H)
}

func (w *rows) resized(width, height float64) {
	if width <= 0 || height <= 0 || width == w.w && height == w.h {
		return
	}
	first := w.w == 0
	from := px(w.w) + "×" + px(w.h)
	w.w, w.h = width, height
	if first {
		return
	}
	g := &w.resize
	if !g.open {
		g.open = true
		g.entry = w.entry(event.EntryResize, "")
		g.label = from
	}
	g.until = w.meta.Time + resizePause
	g.entry.Duration = w.meta.Time - g.entry.Time
	g.entry.Title = g.label + " → " + px(width) + "×" + px(height)
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (w *rows) interaction(op *event.Op) {
	switch op.Interaction {
	case event.Click, event.DblClick, event.ContextMenu:
		w.clickedOn = op.Node
	case event.Focus:
		w.focusSeen = true
		return
	case event.MouseDown, event.TouchStart:
		w.pressed = w.pressed[:0] // a new click begins
		return
	default:
		return
	}
	r := w.tree.ByID(op.Node)
	if op.Node == event.NoNode {
		r = dom.None
	}
	e := w.entry(event.EntryClick, Label(w.tree, r))
	e.Node, e.X, e.Y, e.HasXY = op.Node, op.X, op.Y, op.HasXY
	if op.Interaction != event.Click {
		e.Fields = append(e.Fields, event.Field{Name: "kind", Value: op.Interaction.String()})
	}
	if r != dom.None {
		e.Fields = append(e.Fields, event.Field{Name: "element", Value: Describe(w.tree, r)})
	}
	w.close(&w.input)
	w.out = append(w.out, e)
	if op.Interaction == event.Click && len(w.clicks) < maxClicks {
		w.clicks = append(w.clicks, click{
			entry: e, inert: r != dom.None && w.inert(r), control: r != dom.None && w.control(r),
			acted: never, scrolled: never, selected: never,
		})
		w.submits(r)
	}
}

func (w *rows) typed(op *event.Op) {
	r := w.tree.ByID(op.Node)
	if op.Node == event.NoNode || r == dom.None {
		return
	}
	n := w.tree.Node(r)
	value, node := op.Text, op.Node
	switch {
	case n.IsHTML("option"):
		if !op.On {
			return
		}
		value = w.tree.OptionText(r)
		for p := n.Parent; p != dom.None; p = w.tree.Node(p).Parent {
			if w.tree.Node(p).IsHTML("select") {
				r, node = p, w.tree.Node(p).ID
				break
			}
		}
	case op.Kind == event.OpChecked || n.IsHTML("input") && (n.InputType() == "checkbox" || n.InputType() == "radio"):
		if n.IsHTML("input") && n.InputType() == "radio" && !op.On {
			return // the other buttons of a group
		}
		value = "off"
		if op.On {
			value = "on"
		}
	case w.tree.Value(r) == value && !w.input.open:
		return // recorders repeat the value on focus and change
	}
	if w.focusSeen && w.tree.Page.Focused != node && w.clickedOn != node {
		return // set by a script
	}
	g := &w.input
	if g.open && g.entry.Node != node {
		w.close(g)
	}
	if !g.open {
		g.open = true
		g.entry = w.entry(event.EntryInput, "")
		g.entry.Node = node
		g.label = Label(w.tree, r)
		g.entry.Fields = append(g.entry.Fields, event.Field{Name: "element", Value: Describe(w.tree, r)}, event.Field{Name: "value"})
	}
	w.filled(node, g.label)
	g.until = w.meta.Time + inputPause
	g.entry.Duration = w.meta.Time - g.entry.Time
	g.entry.Title = g.label + ": " + shorten(value, maxLabel)
	g.entry.Fields[1].Value = value
}

func (w *rows) scrolled(op *event.Op) {
	r := w.tree.ByID(op.Node)
	if op.Node == event.NoNode || r == dom.None {
		return
	}
	if r == w.tree.Doc {
		w.turned(op.Y)
	}
	g := &w.scroll
	if g.open && g.entry.Node != op.Node {
		w.close(g)
	}
	if !g.open {
		g.open = true
		g.entry = w.entry(event.EntryScroll, "")
		g.entry.Node = op.Node
		g.label = "page"
		if r != w.tree.Doc {
			g.label = Describe(w.tree, r)
		}
	}
	g.until = w.meta.Time + scrollPause
	g.entry.Duration = w.meta.Time - g.entry.Time
	g.entry.Title = g.label + " to " + px(op.Y)
	if op.X != 0 {
		g.entry.Title = g.label + " to " + px(op.X) + ", " + px(op.Y)
	}
}

// frustration makes the row of recorded frustration, at the click it means.
func (w *rows) frustration(op *event.Op) {
	e := w.entry(event.EntryFrustration, op.Text)
	e.Severity = event.Warning
	for _, id := range op.EventIDs {
		i, ok := w.byID[id]
		if !ok {
			continue
		}
		c := &w.clicks[i]
		c.recorded = true
		e.Time, e.Node, e.X, e.Y, e.HasXY = c.entry.Time, c.entry.Node, c.entry.X, c.entry.Y, c.entry.HasXY
		e.Title = op.Text + ": " + c.entry.Title
		break
	}
	e.Fields = append(e.Fields, event.Field{Name: "type", Value: op.Text}, event.Field{Name: "source", Value: "recorded"})
	if n := len(op.EventIDs); n > 1 {
		e.Fields = append(e.Fields, event.Field{Name: "clicks", Value: strconv.Itoa(n)})
	}
	w.out = append(w.out, e)
}

func describeFault(op *event.Op, f dom.Fault) string {
	if op.Kind == event.OpInsert {
		return fmt.Sprintf("%s: insert of node %d at %d", f, op.Node, op.Ref)
	}
	return fmt.Sprintf("%s: node %d", f, op.Node)
}
