// Package scan reads JSON (RFC 8259) in place: a cursor over bytes that skips
// what nobody asked for at memory speed and hands out what is asked for
// without building a tree.
//
// It takes a byte slice that must not change while it is read and gives
// extents (offsets into it), numbers, booleans and strings. It knows nothing of
// recordings. Input is untrusted: depth is limited, errors carry the byte
// offset, and no input makes it panic.
//
// Two ways through a value exist. Reading ([Scanner.Object], [Scanner.Array],
// the typed methods) checks syntax. Skipping ([Scanner.Skip], [Scanner.Raw])
// finds the end of a value by strings and bracket depth alone and checks
// nothing else; who reads the value later finds what is wrong with it. Use
// [Scanner.Validate] where a value must be known to be correct.
//
// File map: scan.go the cursor, skip.go finding the end of values and strings,
// text.go strings, arenas and interning, number.go numbers.
package scan
