package datadog

import (
	"errors"
	"fmt"
	"iter"
	"sort"
	"sync"

	"playhead/engine/event"
)

// Stream is the sequence of records of one view. Segments are appended in their
// order, with a Gap where one is missing. Its methods are safe for concurrent
// use; what is known of a record never changes after it was appended. The zero
// value is an empty stream.
type Stream struct {
	mu       sync.RWMutex
	parts    []part
	n        int           // records
	tables   []stringTable // one per full snapshot or clearing
	segments int
	problems []event.Problem
	next     numbering // after the last record

	recall recall
	pool   sync.Pool // *decoding
}

// mode says what Change records can be read at a place of a stream.
type mode uint8

const (
	noSnapshot mode = iota // nothing came yet that they could change
	v1                     // ids are explicit: Change records have no meaning
	counting               // a full snapshot of Changes came, and all records since
	broken                 // records since it are missing
)

// part is a segment of a stream, or a gap, which is one record.
type part struct {
	first   int // number of its first record
	segment *Segment
	text    Text
	ordinal int // of the segment among the segments
	// numbers are the numberings before the records at the segment's marks, or
	// before the gap.
	numbers []numbering
	time    event.Millis // of a gap
	gap     string       // what is missing
}

// numbering is what a Change record's implicit numbers count from.
type numbering struct {
	mode   mode
	tables int32 // string tables so far; the last one is in use
	have   int32 // strings in it
	node   int32 // id of the next node
	sheet  int32
}

// before returns the numbering that a record counts from, when n is that after
// the record before it: a full snapshot starts anew.
func (n numbering) before(e *entry) numbering {
	if e.Type == typeFullSnapshot && e.changes {
		return numbering{mode: counting, tables: n.tables + 1}
	}
	return n
}

// after returns the numbering after a record that counts from n.
func (n numbering) after(e *entry) numbering {
	switch {
	case e.changes && n.mode == counting:
		n.have += e.strings
		if k := len(e.clears); k > 0 {
			n.tables += int32(k) //nolint:gosec // a count of things in memory
			n.have = e.strings - e.clears[k-1]
		}
		n.node += e.nodes
		n.sheet += e.sheets
		if e.broken {
			n.mode = broken
		}
	case e.changes:
		n.mode = broken
	case e.Type == typeFullSnapshot:
		n.mode = v1
		if e.format == formatUnknown {
			n.mode = broken
		}
	}
	return n
}

// numbered is a record with the numbering it counts from.
type numbered struct {
	Record
	numbering
}

// Append adds the records of seg at the end and returns the ordinal of the
// segment in the stream (0, 1, 2, …; gaps do not count). text is the document
// that the segment was indexed from. A damaged segment is followed by a gap.
func (s *Stream) Append(seg *Segment, text Text) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := part{first: s.n, segment: seg, text: text, ordinal: s.segments, numbers: make([]numbering, 0, len(seg.records.marks))}
	s.segments++
	strings, last := int32(0), event.Millis(0)
	for i, e := range seg.records.all() {
		if i%recordsPerMark == 0 {
			p.numbers = append(p.numbers, s.next)
		}
		s.number(e, strings)
		strings += e.strings
		last = e.Time
	}
	s.parts = append(s.parts, p)
	s.n += seg.Len()
	if seg.Damaged {
		s.gap(max(seg.End, last), "the rest of a damaged segment is missing")
	}
	return p.ordinal
}

// number gives a record of the part that comes next its place in the numbering,
// and takes its strings over, which are those from strings on of the segment.
func (s *Stream) number(e *entry, strings int32) {
	from := s.next.before(e)
	s.next = from.after(e)
	switch {
	case !e.changes:
		return
	case from.mode == counting:
	case from.mode != broken: // tell it once
		s.problem(event.ProblemNoSnapshot, e.Time, "change record without a full snapshot of changes")
		return
	default:
		return
	}
	if int(from.tables) > len(s.tables) {
		s.tables = append(s.tables, nil)
	}
	n, have := int32(0), from.have
	for _, at := range e.clears {
		s.take(have, strings+n, at-n)
		s.tables = append(s.tables, nil)
		n, have = at, 0
	}
	s.take(have, strings+n, e.strings-n)
	if e.broken {
		s.problem(event.ProblemSyntax, e.Time, "damaged change record: what follows cannot be read until the next full snapshot")
	}
}

// take adds count strings of the part that comes next, from n on, to the last
// table, which has have of them.
func (s *Stream) take(have, n, count int32) {
	if count > 0 {
		s.tables[len(s.tables)-1].add(have, int32(len(s.parts)), n) //nolint:gosec // a count of things in memory
	}
}

func (s *Stream) problem(kind event.ProblemKind, t event.Millis, detail string) {
	s.problems = append(s.problems, event.Problem{Kind: kind, Time: t, Detail: detail})
}

// Gap adds a record of KindGap at time t: one or more segments are missing here.
// what says which, for people. Change records that follow are unreadable until
// the next full snapshot; no id is ever guessed.
func (s *Stream) Gap(t event.Millis, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gap(t, what)
}

func (s *Stream) gap(t event.Millis, what string) {
	s.parts = append(s.parts, part{first: s.n, time: t, gap: what, numbers: []numbering{s.next}})
	s.n++
	s.problem(event.ProblemMissing, t, what)
	if s.next.mode == counting {
		s.next.mode = broken
	}
}

// Len is the number of records, gaps included.
func (s *Stream) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.n
}

// Record returns what the index knows of record i, and the ordinal of the
// segment that holds its bytes (doc[Start:End] of the document that was given to
// Index for it); the ordinal is -1 for a gap, which has no bytes.
func (s *Stream) Record(i int) (Record, int) {
	rec, p := s.at(i, new(place))
	if p.segment == nil {
		return rec.Record, -1
	}
	return rec.Record, p.ordinal
}

// Records goes through the records from number i on.
func (s *Stream) Records(i int) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for {
			s.mu.RLock()
			if i >= s.n {
				s.mu.RUnlock()
				return
			}
			p := s.parts[s.part(i)]
			s.mu.RUnlock()
			if p.segment == nil {
				if !yield(Record{Time: p.time, Kind: event.KindGap}) {
					return
				}
				i++
				continue
			}
			for k, e := range p.segment.records.all() {
				if p.first+k >= i && !yield(e.Record) {
					return
				}
			}
			i = p.first + p.segment.Len()
		}
	}
}

// part returns the index of the part with record i.
func (s *Stream) part(i int) int {
	return sort.Search(len(s.parts), func(k int) bool { return s.parts[k].first > i }) - 1
}

// Readable reports whether record i can be decoded: Change records after a gap
// or without a full snapshot cannot.
func (s *Stream) Readable(i int) bool {
	rec, _ := s.at(i, new(place))
	return rec.readable()
}

func (r *numbered) readable() bool { return r.Type != typeChange || r.mode == counting }

// Problems lists what is wrong with the stream as a whole so far: gaps, and
// stretches that cannot be read. Problems of segments are theirs.
func (s *Stream) Problems() []event.Problem {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.problems[:len(s.problems):len(s.problems)]
}

// place is where a stream was read last: records are mostly decoded one after
// the other, and what comes next is found by reading on.
type place struct {
	next, end int // the record read next, and where its part ends
	part      int
	cursor    recordCursor
	numbering numbering // before it
}

// at returns record i and the part it is in, and moves pl to it.
func (s *Stream) at(i int, pl *place) (numbered, part) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if i < pl.next || i >= pl.end || i-pl.next > recordsPerMark {
		k := s.part(i)
		p := &s.parts[k]
		if p.segment == nil {
			return numbered{Record: Record{Time: p.time, Kind: event.KindGap}, numbering: p.numbers[0]}, *p
		}
		m := (i - p.first) / recordsPerMark
		*pl = place{p.first + m*recordsPerMark, p.first + p.segment.Len(), k, p.segment.records.from(m), p.numbers[m]}
	}
	for ; ; pl.next++ {
		pl.cursor.next()
		e := &pl.cursor.entry
		n := pl.numbering.before(e)
		pl.numbering = n.after(e)
		if pl.next == i {
			pl.next++
			return numbered{Record: e.Record, numbering: n}, s.parts[pl.part]
		}
	}
}

// raw returns the bytes of a string of a table, as they stand in the document.
func (s *Stream) raw(table, index int32) (raw []byte, escaped bool, err error) {
	s.mu.RLock()
	if int(table) >= len(s.tables) || len(s.tables[table]) == 0 || index < 0 {
		s.mu.RUnlock()
		return nil, false, errNoString
	}
	k, n := s.tables[table].find(index)
	p := s.parts[k]
	s.mu.RUnlock()
	doc := p.segment.strings.kept
	if doc == nil {
		if doc, err = p.text.Bytes(); err != nil {
			return nil, false, err
		}
		doc = doc[min(p.segment.start, len(doc)):]
	}
	raw, escaped, ok := p.segment.strings.raw(doc, n)
	if !ok {
		err = errNoString
	}
	return raw, escaped, err
}

// errNoString says that a string is not where the index found it.
var errNoString = errors.New("not in its segment")

// unreadable words why a record cannot be decoded.
func (r *numbered) unreadable() string {
	if r.mode == broken {
		return "change record after missing or damaged data"
	}
	return fmt.Sprintf("change record without a full snapshot of changes (byte %d)", r.Start)
}
