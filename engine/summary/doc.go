// Package summary holds what one row of a list of sessions tells: who, when,
// how long, how much, what went wrong.
//
// A [Session] is made elsewhere (engine/signal counts what happened, the loader
// knows the rest, a server keeps it in an index) and is what lists show, sort,
// filter and print. Its fields have names ([Columns], [Lookup]), which are those
// of the query language, of `--sort`, `--columns` and of the JSON form.
//
// The package is a leaf: it imports nothing of the project but engine/event and
// engine/query, and does no I/O.
//
// File map: session.go the row; column.go its fields by name, order and text;
// field.go its fields in queries.
package summary
