// Package store keeps parcels, finds them again, and lets them go.
//
// [Store.Add] takes a [parcel.Parcel] and returns when it is durable. Parcels
// are written to packs, one after the other; all that wait while the disk is
// busy are written together and share its sync (group commit). A pack is a file
// that one process appends to, or, in an object store, an object for each
// batch. Names of packs are made here alone.
//
// The index (SQLite, or PostgreSQL for several processes) says which sessions
// there are and where their parcels lie. It is behind the packs by some
// milliseconds, and is a cache of them: what it lacks after a crash, or after
// the database was away, is found in the packs ([Store.Reindex] makes all of it
// anew). A parcel has an identity, so that one that is sent or found twice is
// there once.
//
// Retention removes whole sessions: what else a pack holds is copied first, then
// one transaction moves and removes rows and dooms the old packs, then these are
// deleted. A crash in between leaves every session whole or gone.
//
// The package must not know HTTP or rights. Of what parcels hold it reads RUM
// events only, for the counts of sessions.
//
// File map: store.go taking in; keep.go background work; packs.go what a place
// for packs is, dir.go and s3.go two of them; index.go the database; record.go
// adding to it, env.go user and environment, pictures.go
// whose pictures are whose; recover.go from packs to index;
// read.go and find.go reading; retain.go removing.
package store
