package datadog

import "playhead/engine/event"

// Stream is the sequence of records of one view. Segments are appended in their
// order, with a Gap where one is missing. Its methods are safe for concurrent
// use; what is known of a record never changes after it was appended.
type Stream struct{}

// Append adds the records of seg at the end and returns the ordinal of the
// segment in the stream (0, 1, 2, …; gaps do not count).
func (s *Stream) Append(seg *Segment) int { return 0 }

// Gap adds a record of KindGap at time t: one or more segments are missing here.
// what says which, for people. Change records that follow are unreadable until
// the next full snapshot; no id is ever guessed.
func (s *Stream) Gap(t event.Millis, what string) {}

// Len is the number of records, gaps included.
func (s *Stream) Len() int { return 0 }

// Record returns what the index knows of record i, and the ordinal of the
// segment that holds its bytes (doc[Start:End] of the document that was given to
// Index for it); the ordinal is -1 for a gap, which has no bytes.
func (s *Stream) Record(i int) (Record, int) { return Record{}, -1 }

// Decode appends the operations of record i to b; raw are the record's bytes,
// nil for a gap. Strings in b do not alias raw.
func (s *Stream) Decode(i int, raw []byte, b *event.Batch) {}

// Problems lists what is wrong with the stream as a whole so far: stretches that
// cannot be read.
func (s *Stream) Problems() []event.Problem { return nil }
