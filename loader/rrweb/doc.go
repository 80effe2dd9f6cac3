// Package rrweb reads recordings of rrweb 1 and 2 and of the products that wrap
// them (Sentry, PostHog).
//
// It takes a decompressed document and gives an index of its events
// ([Indexer]), and compiles single events to operations ([Decoder]). An event
// is decoded from its own bytes alone, so events can be decoded in any order
// and from many goroutines. It must not know of files, of compression of whole
// documents, of tracks or of the engine: the loader root assembles tracks
// (sorts by time, splits by window) from the index.
//
// File map: index.go the containers and the walk over them; head.go what the
// index reads of an event; line.go the fast paths for events as rrweb writes
// them; ahead.go two parts of a document at once; pack.go packed events and
// compressed data; decode.go events to operations; source.go the sources that
// only rrweb has; canvas.go canvas pictures; entry.go plugin and custom events.
package rrweb
