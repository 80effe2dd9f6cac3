package rrweb

import (
	"bytes"
	"errors"
	"fmt"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Item is what the index knows of one event.
type Item struct {
	// Start and End are the event's bytes in the document, to be given to
	// [Decoder.Decode] as they are, packed or not.
	Start, End int64
	// Time is the event's time stamp as recorded. It may run backwards: events
	// are to be sorted by time, ties in document order.
	Time event.Millis
	// Window is an index into [Indexer.Windows]: recordings of several windows in
	// one document (PostHog) carry a window id. 0 is "none given".
	Window int32
	// Kind is the class of the event; KindSnapshot marks a full snapshot.
	Kind event.Kind
}

// Limits against hostile documents.
const (
	maxNesting  = 16   // containers around events
	maxWindows  = 256  // windows of one document
	maxProblems = 1000 // problems that are kept
	// Bytes may be looked at again after damage this many times the document.
	maxRescan = 8
)

// Indexer finds the events of a document in any of rrweb's containers: an array
// of events, {"events":[…]}, one event per line, packed strings in place of
// events, arrays of arrays (Sentry), {"data":{"snapshots":[…]}} and
// ["window id", event] (PostHog). The zero value is ready for use. It is not
// safe for concurrent use.
type Indexer struct {
	// Guard, when it is set, lets the index look at two parts of the document at
	// once: it runs what reads the document in another goroutine.
	Guard func(read func()) error

	items    []Item
	windows  []string
	problems []event.Problem
	unpack   unpacker

	pos   int     // all before is done
	stack []frame // containers open at pos
	need  int     // length from which on it is worth to look again
	done  bool
	lines int // events in a row that ended their line

	inLoss bool // within a damaged stretch; see lose
	lost   int  // where that starts
	rescan int  // bytes looked at for nothing
	next   int  // the candidate last found, in a document of nextIn bytes
	nextIn int

	ahead  *ahead // looks at the second half
	misses int    // wrong guesses of it in a row
	spare  []Item // for the next
}

// frame is an open container.
type frame struct {
	object bool
	first  bool  // nothing of it was read yet
	window int32 // window of the events below
}

// errMore says that the document ends within a value.
var errMore = errors.New("more input needed")

// Index looks at doc, which must begin with the bytes of all earlier calls (it
// may have grown, and may have moved in memory), from where the last call
// stopped, and returns the events found, in document order. The result is valid
// until the next call. At most about budget bytes are looked at; budget <= 0
// means all there are. final says that doc is the whole document: a value that
// is not closed is then reported as truncated, otherwise it waits for more.
func (x *Indexer) Index(doc []byte, final bool, budget int) []Item {
	x.items = x.items[:0]
	if x.windows == nil {
		if !final && len(doc) < len("\ufeff") {
			return nil
		}
		x.windows = []string{""}
		if bytes.HasPrefix(doc, []byte("\ufeff")) {
			x.pos = len("\ufeff")
		}
	}
	if x.done || !final && len(doc) < x.need {
		return nil
	}
	stop := len(doc)
	if budget > 0 && budget < stop-x.pos {
		stop = x.pos + budget
	}
	x.fork(doc, stop)
	defer x.leave() // when it ends before it comes there
	for x.pos < stop {
		if x.reached(doc) {
			x.join(doc)
			continue
		}
		err := x.step(doc)
		switch {
		case err == nil:
		case errors.Is(err, errMore) && !final:
			// The value is looked at again from its start: wait until the document has
			// grown by a part of what was looked at, so that the sum stays linear.
			x.need = len(doc) + (len(doc)-x.pos)/4 + 1
			return x.items
		default:
			x.lose(doc, err)
		}
	}
	if final && x.pos >= len(doc) {
		x.finish(doc)
	}
	return x.items
}

// finish closes the index at the end of the document.
func (x *Indexer) finish(doc []byte) {
	x.done = true
	if x.inLoss {
		x.found(len(doc))
		return
	}
	if len(x.stack) > 0 {
		x.problem(event.ProblemTruncated, len(doc), "document ends within a list of events")
	}
}

// Offset is the number of bytes of the document that are done.
func (x *Indexer) Offset() int64 { return int64(x.pos) }

// Done reports whether the whole document (as of the last call with final set)
// has been looked at.
func (x *Indexer) Done() bool { return x.done }

// Windows lists the window ids seen so far; entry 0 is "".
func (x *Indexer) Windows() []string { return x.windows }

// Problems lists what was wrong with the document outside of events, so far.
func (x *Indexer) Problems() []event.Problem { return x.problems }

func (x *Indexer) problem(kind event.ProblemKind, at int, detail string) {
	if len(x.problems) < maxProblems {
		x.problems = append(x.problems, event.Problem{Kind: kind, Detail: detail, Place: fmt.Sprintf("byte %d", at)})
	}
}

// step moves over one value or one bracket of a container.
func (x *Indexer) step(doc []byte) error {
	p := space(doc, x.pos)
	if p >= len(doc) {
		x.pos = p
		return nil
	}
	if n := len(x.stack); n > 0 && x.stack[n-1].object {
		return x.member(doc, p)
	}
	switch c := doc[p]; c {
	case ',': // between events; also after the events of a line
		x.pos = p + 1
	case ']':
		if len(x.stack) == 0 {
			return fmt.Errorf("byte %d: closing bracket without an opening one", p)
		}
		x.pop(p + 1)
	case '[':
		return x.push(p, false)
	case '{':
		return x.object(doc, p)
	case '"':
		return x.text(doc, p)
	default:
		s := scan.At(doc, p)
		s.Skip()
		if err := s.Err(); err != nil {
			return wait(err)
		}
		x.problem(event.ProblemSyntax, p, "value that is no event")
		x.pos = s.Offset()
	}
	return nil
}

// wait turns the scanner's truncation into errMore.
func wait(err error) error {
	if errors.Is(err, scan.ErrTruncated) {
		return errMore
	}
	return err
}

func (x *Indexer) push(p int, object bool) error {
	if len(x.stack) >= maxNesting {
		return fmt.Errorf("byte %d: lists nested too deeply around events", p)
	}
	x.stack = append(x.stack, frame{object: object, first: true, window: x.window()})
	x.pos = p + 1
	return nil
}

func (x *Indexer) pop(p int) {
	x.stack = x.stack[:len(x.stack)-1]
	x.pos = p
}

// window is the window of events at the current place.
func (x *Indexer) window() int32 {
	if n := len(x.stack); n > 0 {
		return x.stack[n-1].window
	}
	return 0
}

// member moves over one member of a container object, and into it where events
// may be below.
func (x *Indexer) member(doc []byte, p int) error {
	f := &x.stack[len(x.stack)-1]
	if doc[p] == '}' {
		x.pop(p + 1)
		return nil
	}
	if !f.first {
		if doc[p] != ',' {
			return fmt.Errorf("byte %d: expected a comma", p)
		}
		p = space(doc, p+1)
		if p >= len(doc) {
			return errMore
		}
	}
	s := scan.At(doc, p)
	raw, _, ok := s.Bytes()
	if !ok {
		if err := s.Err(); err != nil {
			return wait(err)
		}
		return fmt.Errorf("byte %d: expected a key", p)
	}
	p = space(doc, s.Offset())
	if p >= len(doc) {
		return errMore
	}
	if doc[p] != ':' {
		return fmt.Errorf("byte %d: expected a colon", p)
	}
	p = space(doc, p+1)
	if p >= len(doc) {
		return errMore
	}
	switch key := string(raw); {
	case doc[p] == '[' && listKey(key), doc[p] == '{' && key == "data":
		f.first = false
		return x.push(p, doc[p] == '{')
	case doc[p] == '"' && windowKey(key):
		s = scan.At(doc, p)
		raw, _, _ := s.Bytes()
		if s.Err() == nil {
			f.window = x.windowID(raw)
		}
	default:
		s = scan.At(doc, p)
		s.Skip()
	}
	if err := s.Err(); err != nil {
		return wait(err)
	}
	f.first = false
	x.pos = s.Offset()
	return nil
}

func listKey(key string) bool { return key == "events" || key == "snapshots" || key == "data" }

func windowKey(key string) bool { return key == "windowId" || key == "window_id" }

// windowID returns the index of a window id.
func (x *Indexer) windowID(raw []byte) int32 {
	for i := len(x.windows) - 1; i >= 0; i-- {
		if x.windows[i] == string(raw) {
			return int32(i) //nolint:gosec // at most maxWindows
		}
	}
	if len(x.windows) >= maxWindows {
		x.problem(event.ProblemLimit, x.pos, "too many windows in one document")
		return 0
	}
	x.windows = append(x.windows, string(scan.AppendValid(nil, raw)))
	return int32(len(x.windows) - 1) //nolint:gosec // at most maxWindows
}

// text moves over a string at p: a packed event, or the window id that PostHog
// writes before an event.
func (x *Indexer) text(doc []byte, p int) error {
	s := scan.At(doc, p)
	raw, escaped, _ := s.Bytes()
	if err := s.Err(); err != nil {
		return wait(err)
	}
	if len(raw) == 0 || raw[0] != 'x' {
		if n := len(x.stack); n > 0 && len(raw) <= 64 {
			x.stack[n-1].window = x.windowID(raw)
		} else {
			x.problem(event.ProblemSyntax, p, "string that is no packed event")
		}
		x.pos = s.Offset()
		return nil
	}
	ev, err := x.unpack.packed(raw, escaped)
	if err != nil {
		x.problem(event.ProblemSyntax, p, "packed event: "+err.Error())
		x.pos = s.Offset()
		return nil //nolint:nilerr // told as a problem; the events after it are read
	}
	inner := scan.New(ev)
	h := readHead(&inner, &x.unpack)
	x.add(doc, p, s.Offset(), &h)
	return nil
}

// object moves over an event, or into an object that holds events.
func (x *Indexer) object(doc []byte, p int) error {
	if ok, err := x.quick(doc, p); ok || err != nil {
		return err
	}
	container, err := x.isContainer(doc, p)
	if err != nil {
		return err
	}
	if container {
		return x.push(p, true)
	}
	s := scan.At(doc, p)
	h := readHead(&s, &x.unpack)
	if err := s.Err(); err != nil {
		return wait(err)
	}
	x.add(doc, p, s.Offset(), &h)
	return nil
}

// add adds the event at doc[start:end].
func (x *Indexer) add(doc []byte, start, end int, h *head) {
	x.pos = end
	if !h.hasType || !h.hasTime {
		if !x.inLoss { // pieces of a damaged event are told as one
			x.problem(event.ProblemSyntax, start, "object without type and timestamp")
		}
		return
	}
	if x.inLoss {
		x.found(start)
	}
	window := x.window()
	if h.window != nil {
		window = x.windowID(h.window)
	}
	x.put(doc, start, end, Item{Time: h.time, Window: window, Kind: h.kind()})
}

// put adds the item of the event at doc[start:end].
func (x *Indexer) put(doc []byte, start, end int, it Item) {
	x.pos = end
	if x.inLoss {
		x.found(start)
	}
	it.Start, it.End = int64(start), int64(end)
	x.items = append(x.items, it)
	if endsLine(doc, end) {
		x.lines++
	} else {
		x.lines = 0
	}
}

// isContainer looks at the keys of the object at p until it is clear whether it
// is an event or holds events.
func (x *Indexer) isContainer(doc []byte, p int) (bool, error) {
	s := scan.At(doc, p)
	s.Object()
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch k := string(key); k {
		case "type", "timestamp", "cv":
			return false, nil
		case "events", "snapshots":
			if s.Kind() == scan.Array {
				return true, nil
			}
		case "data":
			switch s.Kind() {
			case scan.Array:
				return true, nil
			case scan.Object:
				if holds, err := holdsSnapshots(s); holds || err != nil {
					return holds, err
				}
			case scan.String:
				return false, nil
			}
		}
		s.Skip()
	}
	if err := s.Err(); err != nil {
		return false, wait(err)
	}
	return false, nil
}

// holdsSnapshots reports whether the object before s has a list of snapshots.
func holdsSnapshots(s scan.Scanner) (bool, error) {
	s.Object()
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) == "snapshots" && s.Kind() == scan.Array {
			return true, nil
		}
		s.Skip()
	}
	if err := s.Err(); err != nil {
		return false, wait(err)
	}
	return false, nil
}

// lose moves over damaged bytes at pos to where the next event may start. What
// was lost is told as one problem when an event is found, or at the end.
func (x *Indexer) lose(doc []byte, cause error) {
	if !x.inLoss {
		x.inLoss, x.lost = true, x.pos
		kind, detail := event.ProblemSyntax, "bytes that are no event: "
		if errors.Is(cause, errMore) {
			kind, detail = event.ProblemTruncated, "event that is not closed: "
		}
		x.problem(kind, x.pos, detail+cause.Error())
	}
	if errors.Is(cause, errMore) {
		x.rescan += len(doc) - x.pos
	}
	if x.rescan/maxRescan > len(doc) {
		x.pos = len(doc)
		return
	}
	for n := len(x.stack); n > 0 && x.stack[n-1].object; n-- {
		x.stack = x.stack[:n-1]
	}
	from := min(x.pos+1, len(doc))
	x.pos = x.candidate(doc, from)
	if len(x.stack) == 0 {
		if nl := bytes.IndexByte(doc[from:x.pos], '\n'); nl >= 0 {
			x.pos = from + nl
		}
	}
}

// candidate returns the first offset from from on where an event may start, the
// end of the document when there is none.
func (x *Indexer) candidate(doc []byte, from int) int {
	if x.next < from || x.nextIn != len(doc) {
		x.next, x.nextIn = len(doc), len(doc)
		if n := bytes.Index(doc[from:], []byte(`{"type":`)); n >= 0 {
			x.next = from + n
		}
	}
	return x.next
}

// found ends a damaged stretch at offset end.
func (x *Indexer) found(end int) {
	x.inLoss = false
	if n := len(x.problems); n > 0 && n < maxProblems {
		x.problem(event.ProblemMissing, x.lost, fmt.Sprintf("%d bytes could not be read", end-x.lost))
	}
}

// space returns the offset of the first byte from p on that is not white space.
func space(doc []byte, p int) int {
	for p < len(doc) && (doc[p] == ' ' || doc[p] == '\n' || doc[p] == '\r' || doc[p] == '\t') {
		p++
	}
	return p
}
