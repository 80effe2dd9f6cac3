// Package scan reads JSON (RFC 8259) in place: a cursor over bytes that skips
// what nobody asked for at memory speed and hands out what is asked for
// without building a tree.
//
// It takes a byte slice that must not change while it is read and gives
// extents (offsets into it), numbers, booleans and strings. It knows nothing of
// recordings. Input is untrusted: depth is limited, errors carry the byte
// offset, and no input makes it panic.
//
// Two ways through a value exist. Reading ([Scanner.Object], [Scanner.Array]
// and the typed methods) checks the grammar. Skipping ([Scanner.Skip],
// [Scanner.Raw], [End]) finds the end of a value by its strings and bracket depth and
// checks nothing else; whoever reads that value later finds what is wrong with
// it. Reading is more lenient than the RFC in one point: control characters
// may stand in strings as they are.
//
//	s := scan.New(doc)
//	if s.Object() {
//		for key, ok := s.Key(); ok; key, ok = s.Key() {
//			switch string(key) { // does not allocate
//			case "type":
//				typ, _ = s.Int()
//			default:
//				s.Skip()
//			}
//		}
//	}
//	if err := s.Err(); err != nil { … }
//
// File map: scan.go the cursor; skip.go the ends of strings and values;
// number.go numbers; text.go strings, their memory and interning.
package scan
