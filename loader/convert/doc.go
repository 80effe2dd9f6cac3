// Package convert writes recordings in another recorder's format: an array of
// rrweb events, or Datadog segments of V1 records.
//
// It takes the operations of a track, which are the same for every format, and a
// [Page] that somebody else keeps and that it tells to apply them. What one event
// does to the page is written by its net effect: what is gone, what is there now
// with all its state, what changed otherwise; both formats apply a mutation in
// that order. A full snapshot is the page as it stands, so that a recording can
// begin at any moment, and so that a change for which a format has no words is
// still written: as a new snapshot.
//
// It knows the two formats and how to write them, not how recordings are read,
// replayed or laid out. What a format cannot express at all is counted
// ([Result.Left]).
//
// File map: convert.go the walk over a track; effect.go the net effect of an
// event; page.go what it asks of the page; rrweb.go and datadog.go the formats;
// node.go nodes as JSON; sheet.go style sheets; entry.go console lines and
// requests; json.go JSON that is safe to look at.
package convert
