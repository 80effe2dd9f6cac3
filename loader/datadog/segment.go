package datadog

import "playhead/engine/event"

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
}

// Index reads the segment that starts at doc[off:] (white space before it is
// skipped) and returns its index and the offset after it. Files may hold several
// segments one after the other, one per line: call Index until next == len(doc).
// It returns nil when only white space is left. A damaged segment gives what
// could be read of it, and problems; next always makes progress.
func Index(doc []byte, off int) (seg *Segment, next int) {
	return nil, len(doc)
}
