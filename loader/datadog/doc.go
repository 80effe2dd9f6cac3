// Package datadog reads segments of Datadog Session Replay: the V1 records of
// browser SDK 3 to 6 and the Change records of SDK 7, in one view or mixed.
//
// It takes decompressed segments and gives their metadata and an index of their
// records ([Index]). A [Stream] puts the segments of one view into order and
// compiles single records to operations. Change records carry implicit ids; the
// index counts what each record adds and notes where the strings are that it
// defines, so that any record of a stream can be decoded by itself.
//
// An index takes about ten bytes for a record and eight for a list of strings.
// Strings are read from their segment when they are needed: of an hour of a busy
// page they are 5 MB, of which few are looked at twice; the short ones that were
// used last are remembered.
//
// The package must not know of transport, compression, RUM events, tracks or
// the engine; ordering segments, dropping duplicates and finding out which are
// missing is up to the loader root, which tells the stream ([Stream.Gap]).
//
// File map: segment.go the index of a segment; count.go what the index reads of
// Change records; records.go how records are kept; strings.go where strings are;
// stream.go the order of records and their numbering; decode.go records to
// operations; change.go Change records to operations.
package datadog
