// Package rrweb reads recordings of rrweb 1 and 2 and of the products that wrap
// them (Sentry, PostHog).
//
// It takes a decompressed document and gives an index of its events
// ([Indexer]), and compiles single events to operations ([Decoder]). An event
// is decoded from its own bytes alone, so events can be decoded in any order
// and from many goroutines. It must not know of files, of compression of whole
// documents, of tracks or of the engine: the loader root assembles tracks
// (sorts by time, splits by window) from the index.
package rrweb
