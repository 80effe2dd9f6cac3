package convert

import (
	"context"
	"maps"
	"slices"

	"playhead/engine/event"
)

// Part is a stretch of a track to write.
type Part struct {
	Track event.Track
	// Page replays the track from its first event on.
	Page Page
	// From and To bound the time of what is written. A page that stands at From is
	// written as a full snapshot there. To 0 means the end.
	From, To event.Millis
	// Beside are entries that were recorded beside the track, sorted by time.
	Beside []event.Entry
	// Views are ids of the track's views, by index.
	Views []string
	// Picture returns a picture that the recording carries, nil for none.
	Picture func(name string) []byte
	// Filter, where set, is given every recorded text before it is written, and
	// returns what to write.
	Filter func(Text) string
}

// Field says what a text is.
type Field uint8

// The fields that hold recorded text.
const (
	FieldText    Field = iota // data of a text node or comment
	FieldAttr                 // attribute Name
	FieldValue                // live value of a form control
	FieldAddress              // of the page
	FieldSheet                // style rules
	FieldEntry                // console line, request, …: its title, or detail Name
)

// Text is a text to be written.
type Text struct {
	Field Field
	// Node is the node that it belongs to, NoNode for none.
	Node        event.NodeID
	Name, Value string
}

// filter returns the text to write.
func (p *Part) filter(f Field, id event.NodeID, name, value string) string {
	if p.Filter == nil {
		return value
	}
	return p.Filter(Text{f, id, name, value})
}

// sheet returns the text of style rules to write.
func (p *Part) sheet(id event.NodeID, css string) string { return p.filter(FieldSheet, id, "", css) }

// Result says what was written.
type Result struct {
	Events int
	// Left counts what the format has no words for, by what it is.
	Left map[string]int
	// First and Last are the times of the first and last event.
	First, Last event.Millis
}

// Kinds lists what was left out, in order of names.
func (r *Result) Kinds() []string { return slices.Sorted(maps.Keys(r.Left)) }

func (r *Result) leave(what string) {
	if r.Left == nil {
		r.Left = make(map[string]int)
	}
	r.Left[what]++
}

func (r *Result) count(t event.Millis) {
	r.Events++
	if r.First == 0 {
		r.First = t
	}
	r.Last = max(r.Last, t)
}

// format writes events of one track.
type format interface {
	// page writes the page as it stands as a full snapshot.
	page(t event.Millis)
	// address writes the window's address and size without a snapshot.
	address(t event.Millis)
	// effect writes what an event did to the nodes.
	effect(t event.Millis, o *observer, e *effect)
	// rest writes an operation that changes no nodes.
	rest(t event.Millis, o *observer, op *event.Op)
	// entry writes an entry.
	entry(e *event.Entry)
	// view says which view the following is of.
	view(t event.Millis, index int32)
	// due says that the format wants a full snapshot before anything else.
	due() bool
	flush() error
}

// walk writes a part in a format.
func walk(ctx context.Context, p *Part, f format) error {
	w := walker{part: p, format: f, o: newObserver(p.Page)}
	if w.to = p.To; w.to == 0 {
		w.to = 1<<63 - 1
	}
	var b event.Batch
	for i := range p.Track.Len() {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		m := p.Track.Meta(i)
		if m.Time > w.to {
			break
		}
		b.Reset()
		p.Track.Decode(i, &b)
		w.event(m, b.Ops)
	}
	if !w.begun {
		w.begin(p.From)
	}
	w.entriesUntil(w.to)
	return f.flush()
}

// walker is the state of writing a part.
type walker struct {
	part   *Part
	format format
	o      *observer
	to     event.Millis
	begun  bool
	moved  bool // the address is new and not yet written
	beside int
	since  event.Millis // the first page
}

func (w *walker) event(m event.Meta, ops []event.Op) {
	if m.Time < w.part.From {
		for i := range ops {
			w.o.page.Apply(&ops[i])
		}
		return
	}
	reset := false
	for i := range ops {
		reset = reset || ops[i].Kind == event.OpReset
	}
	if !w.begun && !reset {
		w.begin(max(w.part.From, min(m.Time, w.part.From)))
	}
	w.entriesUntil(m.Time)
	w.format.view(m.Time, m.View)
	if reset {
		w.begun, w.moved = true, false
		w.o.fresh = nil
		for i := range ops {
			w.o.page.Apply(&ops[i])
		}
		w.format.page(m.Time)
		w.entriesUntil(m.Time)
		return
	}
	if m.Kind == event.KindViewport && w.address(m, ops) {
		return
	}
	if !w.standing() {
		for i := range ops {
			w.o.page.Apply(&ops[i])
		}
		return
	}
	if w.moved {
		w.moved = false
		w.format.address(m.Time)
	}
	e := w.o.observe(ops)
	if w.format.due() {
		w.format.page(m.Time)
		return
	}
	w.format.effect(m.Time, w.o, e)
	for i := range e.rest {
		if op := &e.rest[i]; !(stateOf(op.Kind) && w.o.fresh[op.Node]) {
			w.format.rest(m.Time, w.o, op)
		}
	}
}

// address applies an event that sets the window's address. It is written with
// the full snapshot that follows, or before the next event of another kind.
func (w *walker) address(m event.Meta, ops []event.Op) bool {
	for i := range ops {
		if ops[i].Kind != event.OpURL {
			continue
		}
		for k := range ops {
			w.o.page.Apply(&ops[k])
		}
		w.moved = true
		return true
	}
	return false
}

// standing reports whether there is a page.
func (w *walker) standing() bool { return w.o.page.Window().Document != event.NoNode }

// begin writes the page that stands where the part begins.
func (w *walker) begin(at event.Millis) {
	w.begun = true
	if w.standing() {
		w.format.page(at)
	}
}

// entriesUntil writes the entries beside the track up to a time. What came before
// the page, its loading above all, is told right after it: players want a page
// first.
func (w *walker) entriesUntil(t event.Millis) {
	if !w.begun || !w.standing() {
		return
	}
	if w.since == 0 {
		w.since = max(w.part.From, 1)
		if w.part.From == 0 {
			w.since = t
		}
	}
	for w.beside < len(w.part.Beside) && w.part.Beside[w.beside].Time <= t {
		if e := w.part.Beside[w.beside]; e.Time >= w.part.From {
			e.Time = max(e.Time, w.since)
			w.format.entry(&e)
		}
		w.beside++
	}
}
