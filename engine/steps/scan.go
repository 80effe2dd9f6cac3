package steps

import (
	"context"
	"strings"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/render"
)

// at names what was done to an element at a moment; rows carry both.
type at struct {
	time event.Millis
	node event.NodeID
}

// size is a viewport in px.
type size struct {
	time event.Millis
	w, h float64
}

// scan is what a replay of one track tells about steps.
type scan struct {
	targets  map[at]*Target
	outcomes []Outcome
	sizes    []size
	end      Ending
}

// Ending is what the page showed in the end.
type Ending struct {
	// URL is "" where the recorder does not tell of routes within a page.
	URL string
	// Headings and Alerts are texts that were to be seen, without masked ones.
	Headings, Alerts []string
}

// Bounds of a scan.
const (
	maxOutcomes = 10000 // announcements and dialogs of a track
	maxOps      = 400   // operations of an event looked at for announcements
	scanChunk   = 512   // events between looks at the context
	maxShown    = 3     // headings and alerts each of an ending
)

// scanner replays a track.
type scanner struct {
	tree  *dom.Tree
	out   scan
	batch event.Batch
	open  map[event.NodeID]*Target // dialogs
	typed typing

	address   string
	addresses int // changes of address
}

// typing is the last text that was entered, and whether the page repeats each
// keystroke: then what it repeats in the end says nothing of the Enter key.
type typing struct {
	node   event.NodeID
	time   event.Millis
	value  string
	echoes int
}

// scanTrack replays a track up to a time.
func scanTrack(ctx context.Context, track event.Track, to event.Millis) (*scan, error) {
	s := &scanner{tree: dom.New(), open: map[event.NodeID]*Target{}}
	s.out.targets = map[at]*Target{}
	for i := range track.Len() {
		if i%scanChunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		m := track.Meta(i)
		if m.Time > to {
			break
		}
		if m.Kind == event.KindPointer {
			continue
		}
		s.batch.Reset()
		track.Decode(i, &s.batch)
		// Elements are named as they were when the user acted on them.
		for j := range s.batch.Ops {
			s.before(m, &s.batch.Ops[j])
		}
		s.tree.ApplyAll(s.batch.Ops, nil)
		s.after(m)
	}
	s.out.end = ending(s.tree)
	if s.addresses < 2 {
		s.out.end.URL = ""
	}
	return &s.out, nil
}

// before names the element of an operation that a row will be made of.
func (s *scanner) before(m event.Meta, op *event.Op) {
	switch op.Kind {
	case event.OpInteraction:
		if op.Interaction == event.Click || op.Interaction == event.DblClick || op.Interaction == event.ContextMenu {
			s.typed = typing{}
			s.closeBehind(m, s.ref(op.Node))
			s.name(m.Time, op.Node, meant(s.tree, s.ref(op.Node)))
		}
	case event.OpValue, event.OpChecked, event.OpInput:
		if m.Kind == event.KindSnapshot {
			return
		}
		r := s.ref(op.Node)
		node := op.Node
		for p := r; p != dom.None && s.tree.Node(r).IsHTML("option"); p = s.tree.Node(p).Parent {
			if s.tree.Node(p).IsHTML("select") {
				r, node = p, s.tree.Node(p).ID
			}
		}
		s.name(m.Time, node, r)
		if r == dom.None || !oneLine(s.tree.Node(r)) {
			s.typed = typing{}
		} else if value := strings.TrimSpace(op.Text); value != "" && (s.typed.node != node || s.typed.value != value) {
			if s.typed.node != node {
				s.typed = typing{node: node}
			}
			s.typed.time, s.typed.value = m.Time, value
		}
	case event.OpScroll:
		if m.Kind != event.KindSnapshot {
			s.name(m.Time, op.Node, s.ref(op.Node))
		}
	case event.OpURL, event.OpViewport:
		if op.Kind == event.OpURL && op.Text != s.address {
			s.address = op.Text
			s.addresses++
		}
		if op.W > 0 && op.H > 0 {
			s.out.sizes = append(s.out.sizes, size{m.Time, op.W, op.H})
		}
	case event.OpReset:
		clear(s.open)
	}
}

// oneLine reports whether Enter in a field submits rather than breaks the line.
func oneLine(n *dom.Node) bool {
	if !n.IsHTML("input") {
		return false
	}
	switch n.InputType() {
	case "text", "search", "email", "url", "tel", "number", "password":
		return true
	}
	return false
}

// closeBehind notes that modal dialogs must have been closed when a click outside
// of them is recorded: recorders miss that one was closed and opened again at
// once, so it counts as open again after the click.
func (s *scanner) closeBehind(m event.Meta, r dom.Ref) {
	if r == dom.None {
		return
	}
	for id, x := range s.open {
		d := s.tree.ByID(id)
		if d == dom.None || s.tree.Node(d).State == nil || !s.tree.Node(d).State.Modal || within(s.tree, r, d) {
			continue
		}
		s.outcome(Outcome{Time: m.Time, Kind: Closed, Text: x.Name, Target: x, early: true})
	}
}

// within reports whether r is in the subtree of around.
func within(t *dom.Tree, r, around dom.Ref) bool {
	for ; r != dom.None; r = t.Node(r).Parent {
		if r == around {
			return true
		}
	}
	return false
}

func (s *scanner) ref(id event.NodeID) dom.Ref {
	if id == event.NoNode {
		return dom.None
	}
	return s.tree.ByID(id)
}

func (s *scanner) name(t event.Millis, node event.NodeID, r dom.Ref) {
	k := at{t, node}
	if _, ok := s.out.targets[k]; ok || r == dom.None {
		return
	}
	s.out.targets[k] = newTarget(s.tree, r)
}

// after looks at what an event did to dialogs and live regions.
func (s *scanner) after(m event.Meta) {
	switch m.Kind {
	case event.KindMutation, event.KindMedia, event.KindInteraction:
	case event.KindSnapshot:
		s.openDialogs(m)
		return
	default:
		return
	}
	said := ""
	for j := range min(len(s.batch.Ops), maxOps) {
		op := &s.batch.Ops[j]
		switch op.Kind {
		case event.OpInsert, event.OpText:
			r := s.ref(op.Node)
			if r == dom.None {
				continue
			}
			if s.tree.Node(r).IsElement() {
				s.dialog(m, r)
			}
			if text, region := spokenBy(s.tree, r); text != "" && text != said {
				said = text
				s.outcome(Outcome{Time: m.Time, Kind: Announced, Text: text, Target: region})
			}
			s.echo(m, r)
		case event.OpDialog, event.OpAttr:
			if r := s.ref(op.Node); r != dom.None && s.tree.Node(r).IsElement() {
				s.dialog(m, r)
			}
		}
	}
	for id, x := range s.open {
		if r := s.tree.ByID(id); r == dom.None || aria.Hidden(s.tree, r) {
			delete(s.open, id)
			s.outcome(Outcome{Time: m.Time, Kind: Closed, Text: x.Name, Target: x})
		}
	}
}

func (s *scanner) outcome(o Outcome) {
	if len(s.out.outcomes) < maxOutcomes {
		s.out.outcomes = append(s.out.outcomes, o)
	}
}

// echo notes that a text which was just entered appears on the page: somebody
// pressed Enter, unless the page repeats all that is typed.
func (s *scanner) echo(m event.Meta, r dom.Ref) {
	n := s.tree.Node(r)
	if s.typed.value == "" || !n.IsText() || m.Time-s.typed.time > controlWithin || strings.TrimSpace(n.Text) != s.typed.value {
		return
	}
	s.typed.echoes++
	if s.typed.echoes == 1 && !aria.Masked(s.typed.value) {
		s.outcome(Outcome{Time: s.typed.time, Kind: submitted, Text: s.typed.value})
	}
	s.typed.value = ""
}

// dialog notes that r is an open dialog, if it is one and new.
func (s *scanner) dialog(m event.Meta, r dom.Ref) {
	n := s.tree.Node(r)
	if k := aria.Role(s.tree, r); k != "dialog" && k != "alertdialog" || s.open[n.ID] != nil || aria.Hidden(s.tree, r) {
		return
	}
	x := newTarget(s.tree, r)
	if x.Name == "" {
		for _, text := range landmarks(s.tree, r) {
			x.Name = text
			break
		}
	}
	s.open[n.ID] = x
	if m.Kind != event.KindSnapshot {
		s.outcome(Outcome{Time: m.Time, Kind: Opened, Text: x.Name, Target: x})
	}
}

// openDialogs notes the dialogs that are open in a full snapshot.
func (s *scanner) openDialogs(m event.Meta) {
	seen := 0
	aria.Walk(s.tree, s.tree.Doc, &seen, func(r dom.Ref, _ *dom.Node) bool {
		s.dialog(m, r)
		return true
	})
}

// spokenBy returns what is said to the user when r is new or changed: the text
// of the part of the live region (wai-aria-1.2 §6.6.1) that it is in.
func spokenBy(t *dom.Tree, r dom.Ref) (string, *Target) {
	part := r
	for p, i := r, 0; p != dom.None && i < 4*maxClimb; p, i = t.Node(p).Parent, i+1 {
		if !t.Node(p).IsElement() {
			continue
		}
		if !live(t, p) {
			part = p
			continue
		}
		if aria.Hidden(t, p) {
			return "", nil
		}
		if !t.Node(part).IsElement() {
			part = p
		}
		text := aria.Content(t, part, dom.None)
		if text == "" || aria.Masked(text) {
			return "", nil
		}
		return text, newTarget(t, p)
	}
	return "", nil
}

func live(t *dom.Tree, r dom.Ref) bool {
	switch aria.Role(t, r) {
	case "alert", "status", "log":
		return true
	}
	v, ok := t.Node(r).Attr("aria-live")
	return ok && v != "off" && v != ""
}

// ending describes the page as it stands.
func ending(t *dom.Tree) Ending {
	e := Ending{URL: t.Page.URL}
	if t.Doc == dom.None {
		return e
	}
	shown := visible(t.Freeze())
	seen := 0
	aria.Walk(t, t.Doc, &seen, func(r dom.Ref, _ *dom.Node) bool {
		if !shown[r] {
			return true
		}
		k := aria.Role(t, r)
		text := aria.Content(t, r, dom.None)
		switch {
		case text == "" || aria.Masked(text) || !aria.Whole(text):
		case k == "heading" && len(e.Headings) < maxShown:
			e.Headings = append(e.Headings, text)
		case k == "alert" && len(e.Alerts) < maxShown:
			e.Alerts = append(e.Alerts, text)
		}
		return true
	})
	return e
}

// visible returns the elements of which something is to be seen somewhere on
// the page, not only in the viewport.
func visible(t *dom.Tree) map[dom.Ref]bool {
	f := render.New().Render(render.Input{Tree: t, Options: render.Options{Full: true}})
	out := map[dom.Ref]bool{}
	for _, r := range f.Refs {
		for ; r != dom.None && !out[r]; r = t.Node(r).Parent {
			out[r] = true
		}
	}
	return out
}

// sizeAt returns the viewport at a time.
func (s *scan) sizeAt(t event.Millis) (w, h float64) {
	for _, v := range s.sizes {
		if v.time > t && w > 0 {
			break
		}
		w, h = v.w, v.h
	}
	return w, h
}

// path shortens an address to what differs within a site.
func path(url string) string {
	rest := url
	if _, after, ok := strings.Cut(url, "://"); ok {
		i := strings.IndexByte(after, '/')
		if i < 0 {
			return "/"
		}
		rest = after[i:]
	}
	return rest
}
