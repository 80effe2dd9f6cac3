// Package notes keeps what a viewer writes down about a recording: notes at a
// moment and an element, and marks.
//
// It reads and writes a file of JSON lines beside the recording, one note or
// mark a line. Lines are only ever added: a later line with the id of an earlier
// one takes its place, and one that is deleted says so. Lines that cannot be read
// are passed over and stay. The package knows nothing of screens.
//
// File map: notes.go notes and marks; file.go the file.
package notes
