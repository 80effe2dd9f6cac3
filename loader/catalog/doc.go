// Package catalog is about many recordings: it finds the sessions below
// directories and in files, lists their summaries, and goes through them.
//
// A [Catalog] looks at every file once, finds out which sessions it holds parts
// of, and puts files together that hold parts of the same session: a [Unit] is
// what has to be loaded at once. Nothing is taken from names or from the place
// of files, with one exception that the formats force: documents of rrweb events
// have no session id (see partition.go).
//
// [Catalog.Sessions] streams summaries; [Each] opens recordings and does
// something with every one. Both work on several units at once, give results in
// order, keep a bounded number of recordings in memory, report what cannot be
// read and go on, and end with their context. Everything that reads more than
// one recording goes through them.
//
// What was found is kept in a cache file, one for each list of sources, so that
// listing again costs looking at the sizes and times of the files only. The
// cache is never trusted further than that: a file that changed is read again,
// a damaged cache is made anew.
//
// The package knows the loader and engine/summary. What happened in a session is
// counted by a function that it is given ([Options]): it must not know the rest
// of the engine.
//
// File map: catalog.go the catalog and its options; files.go the files below the
// sources; partition.go which files belong together; unit.go what is loaded at
// once; each.go work on many in order; sessions.go summaries; cache.go and
// codec.go the cache.
package catalog
