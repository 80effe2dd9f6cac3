// Package client reads from an intake server: lists of sessions, and a session's
// parcels as they were taken in, while they come.
//
// [Parse] finds out what a source names: a session's address, a replay link, an
// id. [Client.Fetch] hands out the parcels of a session one after the other,
// from the cache on disk as far as it has them, then from the server; it resumes
// where a connection broke, waits longer and longer between attempts, and
// follows a session that goes on. What a server sends is checked and bounded:
// it is no more trusted than a file.
//
// The package must not know what parcels mean, how a server keeps them, or
// anything of tracks and pages.
//
// File map: source.go what sources name; client.go requests and attempts;
// fetch.go a session's stream; cache.go the cache on disk.
package client
