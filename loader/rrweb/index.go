package rrweb

import "playhead/engine/event"

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

// Indexer finds the events of a document in any of rrweb's containers: an array
// of events, {"events":[…]}, one event per line, packed strings in place of
// events, arrays of arrays (Sentry), {"data":{"snapshots":[…]}} (PostHog).
// The zero value is ready for use. It is not safe for concurrent use.
type Indexer struct {
	items    []Item
	windows  []string
	problems []event.Problem
}

// Index looks at doc, which must begin with the bytes of all earlier calls (it
// may have grown, and may have moved in memory), from where the last call
// stopped, and returns the events found, in document order. The result is valid
// until the next call. At most about budget bytes are looked at; budget <= 0
// means all there are. final says that doc is the whole document: a value that
// is not closed is then reported as truncated, otherwise it waits for more.
func (x *Indexer) Index(doc []byte, final bool, budget int) []Item {
	return nil
}

// Offset is the number of bytes of the document that are done.
func (x *Indexer) Offset() int64 { return 0 }

// Done reports whether the whole document (as of the last call with final set)
// has been looked at.
func (x *Indexer) Done() bool { return false }

// Windows lists the window ids seen so far; entry 0 is "".
func (x *Indexer) Windows() []string { return x.windows }

// Problems lists what was wrong with the document outside of events, so far.
func (x *Indexer) Problems() []event.Problem { return x.problems }

// Decoder compiles events to operations. The zero value is ready for use and is
// safe for concurrent use; one decoder should serve one recording, because it
// keeps the names it has seen.
type Decoder struct{}

// Decode appends the operations of the event with bytes raw to b. What cannot
// be decoded becomes a problem in b. Strings in b do not alias raw.
func (d *Decoder) Decode(raw []byte, b *event.Batch) {}
