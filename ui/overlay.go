package ui

import (
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/loader"
	"playhead/ui/events"
	"playhead/ui/stage"
	"playhead/ui/theme"
)

// How long what happened is to be seen, in real time for the viewer, in ms.
const (
	rippleTime = 400
	flashTime  = 600
)

// clickMark is a click with its place in the frame.
type clickMark struct {
	stage.Spot
	kind stage.ClickKind
	age  event.Millis // in recorded ms, at the frame's moment
}

// fieldMark is a changed form field with its place in the frame.
type fieldMark struct {
	stage.Field
	age event.Millis
}

// overlay is what lies over the page at this moment.
func (m *model) overlay() stage.Overlay {
	s := &m.stage.shown
	o := stage.Overlay{
		Pointer: s.pointer, HasPointer: s.pointed, Trail: s.trail, Away: m.away(), Private: s.private,
		Down: s.state.Pointer.Down, Touch: s.state.Pointer.Device == event.PointerTouch,
	}
	playing := m.play.clock.Playing()
	if !playing {
		o.Trail = nil // the trail is motion; a still picture has none
	}
	speed := 1.0
	if playing {
		speed = m.play.clock.Speed()
	}
	for _, c := range s.clicks {
		k := stage.Click{Spot: c.Spot, Kind: c.kind, Step: stage.Still} // a still picture says that there was a click
		age := float64(c.age) / speed
		if age >= rippleTime {
			continue
		}
		if playing {
			k.Step = int(age * 3 / rippleTime)
		}
		o.Clicks = append(o.Clicks, k)
	}
	for _, f := range s.fields {
		if float64(f.age)/speed < flashTime {
			o.Fields = append(o.Fields, f.Field)
		}
	}
	if e := m.upset(); e != nil {
		o.Label, o.Role = upsetWord(e), theme.Warn
		if e.Severity == event.Bad || events.Word(e) == "error" {
			o.Role = theme.Bad
		}
	}
	if in := &s.inspect; m.inspecting() && in.hasBox {
		o.Box, o.HasBox, o.BoxName = in.box, true, in.name
	}
	o.Notice, o.Hint = m.notice()
	return o
}

// upsetWord labels a rage, dead or error click: "rage ×5".
func upsetWord(e *event.Entry) string {
	n, _, _ := strings.Cut(e.Get("rule"), " ")
	if c := e.Get("clicks"); c != "" {
		n = c
	}
	if k, err := strconv.Atoi(n); err == nil && k > 1 && events.Word(e) == "rage" {
		return "rage ×" + n
	}
	return events.Word(e) + " click"
}

// away says why the user did not see the page at this moment, "" when they did.
func (m *model) away() string {
	s := &m.stage.shown
	if v := m.viewAt(); v != nil {
		for _, h := range v.Hidden {
			if s.at >= h.From && s.at < h.To {
				return "page hidden"
			}
		}
	}
	if s.state.Tree.Page.Blurred {
		return "window without focus"
	}
	return ""
}

// viewAt is the view that is shown, nil before the first.
func (m *model) viewAt() *loader.View {
	s := &m.stage.shown
	if s.tab >= len(m.all.tabs) || s.state.View < 0 {
		return nil
	}
	views := m.all.tabs[s.tab].Views()
	if int(s.state.View) >= len(views) {
		return nil
	}
	return &views[s.state.View]
}

// mark finds the places of what the user just did. It runs with the renderer,
// which knows where the elements are.
func (msg *frameMsg) mark(v stage.View) {
	st, f := &msg.shown.state, msg.frame
	msg.shown.trail = trail(st.Trail, f, v)
	msg.shown.clicks = clickMarks(st, f, v)
	msg.shown.fields = fieldMarks(st, f)
}

// spotOf is the cell of a recorded place: within the element that the recording
// names there, where that is to be seen.
func spotOf(s *player.Sample, t *dom.Tree, f *render.Frame, v stage.View) stage.Spot {
	scale := v.Scale()
	px, py := v.Pan()
	spot := stage.Spot{
		Col: int((s.X+f.Pointer.Drift.X)*scale/render.CellW) - px,
		Row: int((s.Y+f.Pointer.Drift.Y)*scale/render.CellH) - py,
	}
	r := t.ByID(s.Node)
	if s.Node == event.NoNode || r == dom.None {
		return spot
	}
	if _, b, ok := f.BoxOf(r); ok {
		spot.Col = max(min(spot.Col, b.X+b.W-1), b.X)
		spot.Row = max(min(spot.Row, b.Y+b.H-1), b.Y)
	}
	return spot
}

// clickMarks are the clicks of the last moments: the parts of one click, which
// recordings tell one by one, are one mark of the strongest kind.
func clickMarks(st *player.State, f *render.Frame, v stage.View) []clickMark {
	var out []clickMark
	for i := range st.Clicks {
		c := &st.Clicks[i]
		m := clickMark{spotOf(&c.Sample, st.Tree, f, v), kindOf(c), c.Age}
		if f.Pointer.Known && f.Pointer.Inside && c.Node == st.Pointer.Node && c.X == st.Pointer.X && c.Y == st.Pointer.Y {
			m.Spot = stage.Spot{Col: f.Pointer.Col, Row: f.Pointer.Row}
		}
		if n := len(out); n > 0 && out[n-1].age-m.age < rippleTime && out[n-1].Spot == m.Spot {
			if out[n-1].kind == stage.LeftClick || m.kind == stage.DoubleClick {
				out[n-1].kind = m.kind
			}
			out[n-1].age = m.age
			continue
		}
		out = append(out, m)
	}
	return out
}

func kindOf(c *player.Click) stage.ClickKind {
	switch {
	case c.Device == event.PointerTouch || c.Kind == event.TouchStart:
		return stage.TouchTap
	case c.Kind == event.ContextMenu:
		return stage.RightClick
	case c.Kind == event.DblClick:
		return stage.DoubleClick
	default:
		return stage.LeftClick
	}
}

// fieldMarks are the form fields that were just changed, with what was typed into
// each.
func fieldMarks(st *player.State, f *render.Frame) []fieldMark {
	var out []fieldMark
	at := map[dom.Ref]int{}
	t := st.Tree
	for i := range st.Changes {
		c := &st.Changes[i]
		r := t.ByID(c.Node)
		if c.Node == event.NoNode || r == dom.None {
			continue
		}
		for p := r; t.Node(r).IsHTML("option") && p != dom.None; p = t.Node(p).Parent {
			if t.Node(p).IsHTML("select") {
				r = p
			}
		}
		j, ok := at[r]
		if !ok {
			_, b, has := f.BoxOf(r)
			if !has {
				continue
			}
			j = len(out)
			at[r] = j
			out = append(out, fieldMark{Field: stage.Field{Area: stage.Area(b)}})
		}
		out[j].age = c.Age
		out[j].Keys += c.Keys
		out[j].Erased = c.Erased > 0 && c.Keys == ""
	}
	return out
}
