package signal

import (
	"fmt"
	"math"
	"net/url"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Signs of hesitation. No product publishes numbers for them; these were chosen
// so that reading, comparing and ordinary mistakes do not count.
const (
	backWithin  event.Millis = 5000 // a page left so soon for the one before it
	turnsWithin event.Millis = 15_000
	turnsNeeded              = 4   // changes of direction
	turnShare                = 0.5 // of the viewport's height between two of them
	shakeWithin event.Millis = 2000
	shakeNeeded              = 8  // changes of direction
	shakePx                  = 60 // between two of them
)

// visit is a page that was shown.
type visit struct {
	url string
	at  event.Millis
}

// hesitated looks at a change of page: back at once, or away from a form that was
// begun.
func (w *rows) hesitated(from, to string) {
	if !w.hesitation {
		return
	}
	now := w.meta.Time
	if n := len(w.visits); n >= 2 && w.visits[n-2].url == to && from != to && now-w.visits[n-1].at <= backWithin {
		w.tell("quick_back", "back to "+to, "left "+from+" after "+secs(now-w.visits[n-1].at))
	}
	if from != to {
		w.visits = append(w.visits, visit{to, now})
	}
	if f := &w.form; f.fields > 0 && !f.sent && page(from) != page(to) {
		w.tell("form_abandon", f.last, fmt.Sprintf("%d fields filled in, then gone without sending them", f.fields))
	}
	w.form = form{}
	w.turns, w.shakes = turns{}, shakes{}
}

// page is an address without its query and fragment.
func page(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Host + u.Path
}

func (w *rows) tell(typ, what, rule string) {
	e := w.entry(event.EntryFrustration, typ+": "+shorten(what, maxLabel))
	e.Severity = event.Warning
	e.Fields = []event.Field{
		{Name: "type", Value: typ}, {Name: "source", Value: "computed"}, {Name: "profile", Value: wide.Name}, {Name: "rule", Value: rule},
	}
	w.out = append(w.out, e)
}

// form is what was filled in on a page.
type form struct {
	fields int
	node   event.NodeID // the last field
	last   string       // its name
	sent   bool         // a button was clicked after it
}

// filled notes that a field was filled in.
func (w *rows) filled(node event.NodeID, label string) {
	if f := &w.form; f.fields == 0 || f.node != node {
		f.fields++
		f.node, f.last = node, label
	}
	w.form.sent = false
}

// submits notes a click that may send the form: one on a button.
func (w *rows) submits(r dom.Ref) {
	for p := r; p != dom.None; p = w.tree.Node(p).Parent {
		n := w.tree.Node(p)
		if n.IsHTML("button") || n.IsHTML("input") && (n.InputType() == "submit" || n.InputType() == "image" || n.InputType() == "button") {
			w.form.sent = true
			return
		}
	}
}

// reversals counts changes of direction along a line.
type reversals struct {
	began   bool
	turn    float64 // where it last turned
	extreme float64 // how far it has come since
	up      bool
	times   []event.Millis
}

// add takes a place at a time and returns how many changes of direction, with
// at least least between two of them, fell within window by now.
func (r *reversals) add(v, least float64, at, window event.Millis) int {
	if !r.began {
		r.began, r.turn, r.extreme = true, v, v
		return 0
	}
	switch {
	case r.up && v > r.extreme || !r.up && v < r.extreme:
		r.extreme = v
	case math.Abs(v-r.extreme) >= least:
		if math.Abs(r.extreme-r.turn) >= least {
			r.times = append(r.times, at)
		}
		r.turn, r.extreme, r.up = r.extreme, v, !r.up
	}
	for len(r.times) > 0 && at-r.times[0] > window {
		r.times = r.times[1:]
	}
	return len(r.times)
}

// turns are changes of the direction of scrolling.
type turns struct{ y reversals }

func (w *rows) turned(y float64) {
	if !w.hesitation || w.h <= 0 {
		return
	}
	t := &w.turns.y
	if n := t.add(y, w.h*turnShare, w.meta.Time, turnsWithin); n >= turnsNeeded {
		w.tell("excessive_scroll", "page", fmt.Sprintf("%d changes of direction within %s", n, secs(turnsWithin)))
		t.times = nil
	}
}

// shakes are changes of the direction of the pointer.
type shakes struct{ x, y reversals }

func (w *rows) moved(op *event.Op) {
	if !w.hesitation || op.Pointer != event.PointerMouse || !op.HasXY {
		return
	}
	at := w.meta.Time + event.Millis(op.DT)
	s := &w.shakes
	n := max(s.x.add(op.X, shakePx, at, shakeWithin), s.y.add(op.Y, shakePx, at, shakeWithin))
	if n < shakeNeeded {
		return
	}
	w.tell("thrashed_cursor", Label(w.tree, w.tree.ByID(op.Node)), fmt.Sprintf("%d changes of direction within %s", n, secs(shakeWithin)))
	e := &w.out[len(w.out)-1]
	e.Node, e.X, e.Y, e.HasXY = op.Node, op.X, op.Y, true
	*s = shakes{}
}
