package datadog

import (
	"fmt"
	"slices"
	"sync"

	"playhead/engine/event"
)

// Stream is the sequence of records of one view. Segments are appended in their
// order, with a Gap where one is missing. Its methods are safe for concurrent
// use; what is known of a record never changes after it was appended. The zero
// value is an empty stream.
type Stream struct {
	mu       sync.RWMutex
	records  []numbered
	tables   [][]string // string tables, one per full snapshot or clearing
	gaps     []string   // what is missing, by gap
	segments int
	problems []event.Problem

	// The numbering after the last record.
	mode   mode
	nodes  int32
	sheets int32

	pool sync.Pool // *decoding
}

// mode says what Change records can be read at a place of a stream.
type mode uint8

const (
	noSnapshot mode = iota // nothing came yet that they could change
	v1                     // ids are explicit: Change records have no meaning
	counting               // a full snapshot of Changes came, and all records since
	broken                 // records since it are missing
)

// numbered is a record with the numbering before it.
type numbered struct {
	Record
	segment int32 // of a gap: -1 - its index in gaps
	// mode is that of the stream before the record; counting for a full snapshot
	// of Changes.
	mode  mode
	table int32
	have  int32 // strings in the table
	node  int32 // id of the first node that the record adds
	sheet int32
}

// Append adds the records of seg at the end and returns the ordinal of the
// segment in the stream (0, 1, 2, …; gaps do not count). A damaged segment is
// followed by a gap.
func (s *Stream) Append(seg *Segment) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.segments
	s.segments++
	strings, changes := seg.strings, seg.changes
	s.records = slices.Grow(s.records, len(seg.Records))
	for i, r := range seg.Records {
		rec := numbered{Record: r, segment: int32(n), mode: s.mode} //nolint:gosec // counts of things in memory
		if len(changes) > 0 && int(changes[0].record) == i {
			strings = s.number(&rec, &changes[0], strings)
			changes = changes[1:]
		} else if r.Type == typeFullSnapshot {
			s.mode = v1
			if r.format == formatUnknown {
				s.mode = broken
			}
		}
		s.records = append(s.records, rec)
	}
	if seg.Damaged {
		at := seg.End
		if n := len(seg.Records); n > 0 && at < seg.Records[n-1].Time {
			at = seg.Records[n-1].Time
		}
		s.gap(at, "the rest of a damaged segment is missing")
	}
	return n
}

// number gives a Change record its place in the numbering, and takes its strings
// over. It returns the strings of the records after it.
func (s *Stream) number(rec *numbered, c *change, strings []string) []string {
	if rec.Type == typeFullSnapshot {
		s.mode, s.nodes, s.sheets = counting, 0, 0
		s.tables = append(s.tables, nil)
	}
	rec.mode = s.mode
	mine, rest := strings[:c.strings], strings[c.strings:]
	if s.mode != counting {
		if s.mode != broken {
			s.problem(event.ProblemNoSnapshot, rec.Time, "change record without a full snapshot of changes")
			s.mode = broken // tell it once
		}
		return rest
	}
	last := len(s.tables) - 1
	rec.table, rec.have = int32(last), int32(len(s.tables[last])) //nolint:gosec // counts of things in memory
	rec.node, rec.sheet = s.nodes, s.sheets
	from := int32(0)
	for _, at := range c.clears {
		s.tables[len(s.tables)-1] = append(s.tables[len(s.tables)-1], mine[from:at]...)
		s.tables = append(s.tables, nil)
		from = at
	}
	last = len(s.tables) - 1
	s.tables[last] = append(s.tables[last], mine[from:]...)
	s.nodes += c.nodes
	s.sheets += c.sheets
	if c.broken {
		s.problem(event.ProblemSyntax, rec.Time, "damaged change record: what follows cannot be read until the next full snapshot")
		s.mode = broken
	}
	return rest
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
	s.records = append(s.records, numbered{
		Record: Record{Time: t, Kind: event.KindGap}, segment: int32(-1 - len(s.gaps)), mode: s.mode, //nolint:gosec // a count of things in memory
	})
	s.gaps = append(s.gaps, what)
	s.problem(event.ProblemMissing, t, what)
	if s.mode == counting {
		s.mode = broken
	}
}

// Len is the number of records, gaps included.
func (s *Stream) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.records)
}

// Record returns what the index knows of record i, and the ordinal of the
// segment that holds its bytes (doc[Start:End] of the document that was given to
// Index for it); the ordinal is -1 for a gap, which has no bytes.
func (s *Stream) Record(i int) (Record, int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r := &s.records[i]
	return r.Record, int(max(r.segment, -1))
}

// Readable reports whether record i can be decoded: Change records after a gap
// or without a full snapshot cannot.
func (s *Stream) Readable(i int) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.records[i].readable()
}

func (r *numbered) readable() bool { return r.Type != typeChange || r.mode == counting }

// Problems lists what is wrong with the stream as a whole so far: gaps, and
// stretches that cannot be read. Problems of segments are theirs.
func (s *Stream) Problems() []event.Problem {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.problems[:len(s.problems):len(s.problems)]
}

// table returns string table i.
func (s *Stream) table(i int32) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if int(i) >= len(s.tables) {
		return nil
	}
	return s.tables[i]
}

// at returns record i, and what is missing when it is a gap.
func (s *Stream) at(i int) (rec numbered, gap string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	rec = s.records[i]
	if rec.segment < 0 {
		gap = s.gaps[-1-rec.segment]
	}
	return rec, gap
}

// unreadable words why a record cannot be decoded.
func (r *numbered) unreadable() string {
	if r.mode == broken {
		return "change record after missing or damaged data"
	}
	return fmt.Sprintf("change record without a full snapshot of changes (byte %d)", r.Start)
}
