package datadog

import (
	"bytes"
	"fmt"
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

// Segment is the index of one segment: its metadata and where its records are.
// It does not change once returned and keeps no reference to the segment's bytes.
type Segment struct {
	// Application, Session and View are ids, "" when the segment does not say.
	Application, Session, View string
	// Start and End are the least and greatest record time, as the metadata says;
	// 0 when it does not.
	Start, End event.Millis
	// IndexInView orders the segments of a view from 0 on; -1 when absent (SDK 3).
	IndexInView int
	// RecordsCount is what the metadata says; -1 when absent. len(Records) counts.
	RecordsCount    int
	HasFullSnapshot bool   // as the metadata says
	CreationReason  string // init, segment_duration_limit, view_change, …
	Source          string // browser, android, ios, …; "" when absent
	// Records are the records found, in recorded order.
	Records []Record
	// Problems is what is wrong with the segment as a whole (truncated, no records).
	Problems []event.Problem
	// Damaged says that records at the end may be missing.
	Damaged bool

	changes []change
	strings []string
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
	x := indexer{s: s, seg: &Segment{IndexInView: -1, RecordsCount: -1}}
	x.segment()
	seg = x.seg
	seg.strings = x.strings
	err := x.s.Err()
	next = x.s.Offset()
	switch {
	case err != nil:
		x.problem(snapshot.ErrorKind(err), err.Error())
		seg.Damaged = true
		next = resume(doc, max(next, start+1))
	case seg.RecordsCount > len(seg.Records):
		x.problem(event.ProblemMissing, fmt.Sprintf("%d records where the segment counts %d", len(seg.Records), seg.RecordsCount))
		seg.Damaged = true
	case !x.records:
		x.problem(event.ProblemSyntax, "no list of records")
	}
	return seg, next
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
	strings []string
	records bool
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

func (x *indexer) record() {
	s := &x.s
	s.Kind() // moves to the value
	r := Record{Start: s.Offset()}
	h := readHeader(s)
	if s.Err() != nil {
		return
	}
	r.End, r.Time = s.Offset(), h.time
	if h.typ > 0 && h.typ < 256 {
		r.Type = uint8(h.typ)
	}
	switch h.typ {
	case typeFullSnapshot:
		r.format = h.snapshotFormat()
		r.Kind = event.KindSnapshot
		switch r.format {
		case formatChange:
			x.changes(&h)
		case formatUnknown:
			r.Kind = event.KindOther // cannot be read, so nothing can start here
		}
	case typeIncremental:
		source := -1
		if h.hasData {
			source = snapshot.SourceOf(h.data)
		}
		r.Kind = snapshot.SourceKind(source)
		if source == sourcePointer {
			r.Kind = event.KindInteraction
		}
	case typeChange:
		r.Kind = x.changes(&h)
	case typeMeta, typeVisualViewport:
		r.Kind = event.KindViewport
	case typeFocus:
		r.Kind = event.KindFocus
	case typeViewEnd:
		r.Kind = event.KindViewEnd
	case typeFrustration:
		r.Kind = event.KindFrustration
	}
	x.seg.Records = append(x.seg.Records, r)
}
