package datadog

import (
	"bytes"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

// Segment is the index of one segment: its metadata and where its records are.
// It keeps no reference to the segment's bytes.
type Segment struct {
	// Application, Session and View are ids, "" when the segment does not say.
	Application, Session, View string
	// Start and End are the least and greatest record time, as the metadata says;
	// 0 when it does not.
	Start, End event.Millis
	// IndexInView orders the segments of a view from 0 on; -1 when absent (SDK 3).
	IndexInView int
	// RecordsCount is what the metadata says; -1 when absent. Len counts.
	RecordsCount    int
	HasFullSnapshot bool   // as the metadata says
	CreationReason  string // init, segment_duration_limit, view_change, …
	Source          string // browser, android, ios, …; "" when absent
	// Problems is what is wrong with the segment as a whole (truncated, no records).
	Problems []event.Problem
	// Damaged says that records at the end may be missing.
	Damaged bool

	start   int // in the document
	records recordList
	strings stringList
}

// KeepStrings makes the segment keep the strings that its records define, which
// otherwise are read from the document, the one given to Index, each time they are
// needed. It is for documents that are not at hand. Call it before the segment is
// appended to a stream.
func (s *Segment) KeepStrings(doc []byte) {
	if s.strings.n > 0 {
		s.strings.keep(doc[s.start:])
	}
}

// Len is the number of records found.
func (s *Segment) Len() int { return s.records.n }

// Records goes through the records found, in recorded order.
func (s *Segment) Records() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for _, e := range s.records.all() {
			if !yield(e.Record) {
				return
			}
		}
	}
}

// Record is what the index knows of one record.
type Record struct {
	// Time is the recorded time stamp; it may run backwards along a view.
	Time event.Millis
	// Start and End are the record's bytes in the document given to Index.
	Start, End int
	// Kind is the class of the record; KindSnapshot marks a full snapshot.
	Kind event.Kind
	// Type is the recorded type number, 0 when out of range.
	Type uint8

	format int8
}

// Record types.
const (
	typeFullSnapshot      = 2
	typeIncremental       = 3
	typeMeta              = 4
	typeFocus             = 6
	typeViewEnd           = 7
	typeVisualViewport    = 8
	typeFrustration       = 9
	typeMobileSnapshot    = 10
	typeMobileIncremental = 11
	typeChange            = 12
)

// sourcePointer is the incremental source that rrweb numbers otherwise.
const sourcePointer = 9

// Snapshot formats.
const (
	formatV1      = 0
	formatChange  = 1
	formatUnknown = 2 // any newer one
)

// Index reads the segment that starts at doc[off:] (white space before it is
// skipped) and returns its index and the offset after it. Files may hold several
// segments one after the other, one per line: call Index until next == len(doc).
// It returns nil when only white space is left. A damaged segment gives what
// could be read of it, and problems; next always makes progress.
func Index(doc []byte, off int) (seg *Segment, next int) {
	s := scan.At(doc, off)
	if s.End() {
		return nil, len(doc)
	}
	start := s.Offset()
	x := indexer{s: s, seg: &Segment{IndexInView: -1, RecordsCount: -1, start: start}}
	x.segment()
	seg = x.seg
	seg.shrink()
	err := x.s.Err()
	next = x.s.Offset()
	switch {
	case err != nil:
		x.problem(snapshot.ErrorKind(err), err.Error())
		seg.Damaged = true
		next = resume(doc, max(next, start+1))
	case seg.RecordsCount > seg.Len():
		x.problem(event.ProblemMissing, fmt.Sprintf("%d records where the segment counts %d", seg.Len(), seg.RecordsCount))
		seg.Damaged = true
	case !x.records:
		x.problem(event.ProblemSyntax, "no list of records")
	}
	return seg, next
}

// shrink gives back memory that growing the lists has left over.
func (s *Segment) shrink() {
	s.records.bytes, s.records.marks = slices.Clone(s.records.bytes), slices.Clone(s.records.marks)
	s.records.last = entry{}
	s.strings.marks = slices.Clone(s.strings.marks)
}

// resume finds where another segment may start after damage.
func resume(doc []byte, from int) int {
	if n := bytes.Index(doc[from:], []byte("\n{\"records\":")); n >= 0 {
		return from + n
	}
	return len(doc)
}

// indexer is the state of indexing one segment.
type indexer struct {
	s       scan.Scanner
	seg     *Segment
	text    scan.Text
	records bool // there is a list of them
	large   bool // there are records too far from the start of the segment
}

func (x *indexer) problem(kind event.ProblemKind, detail string) {
	x.seg.Problems = append(x.seg.Problems, event.Problem{Kind: kind, Detail: detail, Place: "segment byte " + strconv.Itoa(x.s.Offset())})
}

func (x *indexer) segment() {
	s, seg := &x.s, x.seg
	if !s.Object() {
		return
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "records":
			x.records = true
			for more := s.Array(); more && s.Elem(); {
				x.record()
			}
		case "start":
			v, _ := s.Int()
			seg.Start = event.Millis(v)
		case "end":
			v, _ := s.Int()
			seg.End = event.Millis(v)
		case "index_in_view":
			seg.IndexInView = x.count()
		case "records_count":
			seg.RecordsCount = x.count()
		case "has_full_snapshot":
			seg.HasFullSnapshot, _ = s.Bool()
		case "creation_reason":
			seg.CreationReason, _ = s.Text(&x.text)
		case "source":
			seg.Source, _ = s.Text(&x.text)
		case "application":
			seg.Application = x.id()
		case "session":
			seg.Session = x.id()
		case "view":
			seg.View = x.id()
		default:
			s.Skip()
		}
	}
}

// count reads a number of things, -1 when it is none.
func (x *indexer) count() int {
	v, ok := x.s.Int()
	if !ok || v < 0 {
		return -1
	}
	return int(snapshot.Int32(v))
}

// id reads {id}.
func (x *indexer) id() (id string) {
	if !x.s.Object() {
		return ""
	}
	for key, ok := x.s.Key(); ok; key, ok = x.s.Key() {
		if string(key) == "id" {
			id, _ = x.s.Text(&x.text)
			continue
		}
		x.s.Skip()
	}
	return id
}

// header is a record without its payload.
type header struct {
	typ, format, id int64
	time            event.Millis
	data            scan.Scanner // before the data, where hasData
	hasData, hasID  bool
}

// readHeader reads the record before s and leaves s after it. SDKs write the
// members in any order.
func readHeader(s *scan.Scanner) (h header) {
	h.typ = -1
	if !s.Object() {
		return h
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "type":
			h.typ, _ = s.Int()
		case "timestamp":
			v, _ := s.Int()
			h.time = event.Millis(v)
		case "format":
			if !s.Null() {
				h.format, _ = s.Int()
			}
		case "id":
			h.id, h.hasID = s.Int()
		case "data":
			h.data, h.hasData = *s, true
			s.Skip()
		default:
			s.Skip()
		}
	}
	return h
}

// snapshotFormat is the format of a full snapshot.
func (h *header) snapshotFormat() int8 {
	switch {
	case h.format == formatChange:
		return formatChange
	case h.format == formatV1:
		return formatV1
	default:
		return formatUnknown
	}
}

// maxSegment is how far from its start a segment is read, in bytes.
const maxSegment = math.MaxUint32

func (x *indexer) record() {
	s := &x.s
	s.Kind() // moves to the value
	e := entry{Record: Record{Start: s.Offset()}}
	h := readHeader(s)
	if s.Err() != nil {
		return
	}
	if e.End = s.Offset(); e.End-x.seg.start > maxSegment {
		if !x.large {
			x.problem(event.ProblemLimit, "the segment is too large: its records from 4 GiB on are left out")
			x.large, x.seg.Damaged = true, true
		}
		return
	}
	e.Time = h.time
	if h.typ > 0 && h.typ < 256 {
		e.Type = uint8(h.typ)
	}
	switch h.typ {
	case typeFullSnapshot:
		e.format = h.snapshotFormat()
		e.Kind = event.KindSnapshot
		switch e.format {
		case formatChange:
			x.changes(&h, &e)
		case formatUnknown:
			e.Kind = event.KindOther // cannot be read, so nothing can start here
		}
	case typeIncremental:
		source := -1
		if h.hasData {
			source = snapshot.SourceOf(h.data)
		}
		e.Kind = snapshot.SourceKind(source)
		if source == sourcePointer {
			e.Kind = event.KindInteraction
		}
	case typeChange:
		e.Kind = x.changes(&h, &e)
	case typeMeta, typeVisualViewport:
		e.Kind = event.KindViewport
	case typeFocus:
		e.Kind = event.KindFocus
	case typeViewEnd:
		e.Kind = event.KindViewEnd
	case typeFrustration:
		e.Kind = event.KindFrustration
	}
	x.seg.records.add(&e)
}
