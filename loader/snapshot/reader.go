package snapshot

import (
	"errors"
	"math"
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Limits against hostile recordings.
const (
	// maxNodeDepth is the deepest nesting of serialized nodes that is decoded. The
	// DOM holds fewer levels.
	maxNodeDepth = 2000
	// maxProblems bounds the problems of one event.
	maxProblems = 64
	// maxInterned is the length up to which attribute values are looked up among
	// those seen before: class lists and flags repeat, long values do not.
	maxInterned = 32
)

// Reader decodes the shared record bodies. The zero value is ready for
// [Reader.Begin]. It keeps names and scratch memory from event to event and is
// not safe for concurrent use; keep some in a pool.
type Reader struct {
	// Text makes the strings of the current event.
	Text scan.Text
	// Names makes the strings that repeat.
	Names scan.Names
	// Unpack, when set, is asked for the JSON text of a list that a product stores
	// as a compressed string; see loader/rrweb.
	Unpack func(raw []byte, escaped bool) ([]byte, error)

	batch *event.Batch
	slab  []event.Attr // the current event's memory for attributes
	row   []event.Attr // scratch: attributes of one node
	kids  []kid        // scratch: children of the nodes that are open
	late  []event.Op   // operations that wait until all nodes are inserted
	adds  []added
	stack []int32
	place map[event.NodeID]int32
}

// Begin starts the decoding of an event into b.
func (r *Reader) Begin(b *event.Batch) {
	r.batch = b
	r.Text.Reset()
	r.slab = nil
	r.forget()
}

// forget empties what is collected while an event is read.
func (r *Reader) forget() {
	r.kids = r.kids[:0]
	clear(r.late)
	r.late = r.late[:0]
	clear(r.adds)
	r.adds = r.adds[:0]
}

// Problem adds a problem to the event.
func (r *Reader) Problem(kind event.ProblemKind, detail string) {
	if len(r.batch.Problems) < maxProblems {
		r.batch.Problems = append(r.batch.Problems, event.Problem{Kind: kind, Detail: detail})
	}
}

// Finish adds the problems that the scanner met: an error, values of unexpected
// types.
func (r *Reader) Finish(s *scan.Scanner) {
	if err := s.Err(); err != nil {
		r.Problem(ErrorKind(err), err.Error())
	}
	if n := s.Mismatches(); n > 0 {
		r.Problem(event.ProblemSyntax, strconv.Itoa(n)+" values of an unexpected type")
	}
}

// ErrorKind is the kind of problem that a scanner's error is.
func ErrorKind(err error) event.ProblemKind {
	switch {
	case errors.Is(err, scan.ErrTruncated):
		return event.ProblemTruncated
	case errors.Is(err, scan.ErrDepth):
		return event.ProblemLimit
	default:
		return event.ProblemSyntax
	}
}

// ID reads a node id. Recorders use negative ids for nodes that they do not
// record; those, null and anything else give NoNode.
func (r *Reader) ID(s *scan.Scanner) event.NodeID {
	if s.Null() {
		return event.NoNode
	}
	v, ok := s.Int()
	if !ok || v < 0 {
		return event.NoNode
	}
	if v > math.MaxInt32 {
		r.Problem(event.ProblemLimit, "node id "+strconv.FormatInt(v, 10)+" is too large")
		return event.NoNode
	}
	return event.NodeID(v)
}

// ShadowID is the id of the shadow root of an rrweb host. rrweb gives shadow
// roots no ids of their own; ids below -2 are never recorded ones.
func ShadowID(host event.NodeID) event.NodeID { return -3 - host }

// Int32 holds v in the range of an int32.
func Int32(v int64) int32 {
	return int32(max(math.MinInt32, min(v, math.MaxInt32))) //nolint:gosec // held in range
}

// value makes the string of an attribute value or a text.
func (r *Reader) value(raw []byte, escaped bool) string {
	if !escaped && len(raw) <= maxInterned {
		return r.Names.Intern(raw)
	}
	return r.Text.Make(raw, escaped)
}

// flush appends the operations that waited for the nodes.
func (r *Reader) flush() {
	r.batch.Ops = append(r.batch.Ops, r.late...)
	clear(r.late)
	r.late = r.late[:0]
}

// wait appends an operation that is to come after all nodes of the event.
func (r *Reader) wait(kind event.OpKind, node event.NodeID) *event.Op {
	r.late = append(r.late, event.Op{Kind: kind, Node: node, Ref: event.NoNode, Sheet: event.NoSheet})
	return &r.late[len(r.late)-1]
}

// Keep copies the collected attributes into memory of the event.
func (r *Reader) Keep(attrs []event.Attr) []event.Attr {
	n := len(attrs)
	if n == 0 {
		return nil
	}
	if cap(r.slab)-len(r.slab) < n {
		r.slab = make([]event.Attr, 0, max(n, min(2*cap(r.slab), 512), 16))
	}
	start := len(r.slab)
	r.slab = append(r.slab, attrs...)
	return r.slab[start:len(r.slab):len(r.slab)]
}
