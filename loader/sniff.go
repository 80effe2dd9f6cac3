package loader

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"playhead/loader/scan"
)

// class is what a document is.
type class uint8

const (
	classUnknown   class = iota
	classUndecided       // more bytes are needed
	classSegments        // Datadog segments, one after the other or in an array
	classRRWeb           // rrweb events in any container
	classRUM             // RUM events, one per line or in an array
	classMetadata        // the metadata of a segment, without its records
	classHTML
)

// sniffMost is how much of a document is looked at to find out what it is.
const sniffMost = 1 << 20

// sniff says what a document is from its beginning; whole says that there is no
// more of it.
func sniff(b []byte, whole bool) class {
	b = trimBOM(b)
	s := scan.New(b)
	var c class
	switch {
	case s.End():
		c = classUndecided
	case looksLikeHTML(b[s.Offset():]):
		return classHTML
	default:
		c = sniffValue(&s, b, 0)
	}
	if c == classUndecided && (whole || len(b) >= sniffMost) {
		return classUnknown
	}
	return c
}

// trimBOM cuts a byte order mark, which JSON does not allow and people send.
func trimBOM(b []byte) []byte {
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
}

// sniffValue looks at one value: an object tells by its names, an array by its
// first element.
func sniffValue(s *scan.Scanner, b []byte, depth int) class {
	switch s.Kind() {
	case scan.Object:
		return sniffObject(s, b)
	case scan.Array:
		if depth > 3 || !s.Array() {
			return undecided(s)
		}
		if !s.Elem() {
			return undecided(s)
		}
		if s.Kind() == scan.String && !packedString(b[s.Offset():]) {
			s.Skip() // ["window id", event]
			if !s.Elem() {
				return undecided(s)
			}
		}
		return sniffValue(s, b, depth+1)
	case scan.String:
		if packedString(b[s.Offset():]) {
			return classRRWeb
		}
		s.Skip()
		return undecided(s)
	default:
		return undecided(s)
	}
}

// undecided answers for values that end before they tell anything.
func undecided(s *scan.Scanner) class {
	if errors.Is(s.Err(), scan.ErrTruncated) {
		return classUndecided
	}
	return classUnknown
}

// packedString recognises the beginning of compressed bytes in a JSON string
// (rrweb's packer): a zlib or gzip header as Latin-1.
func packedString(raw []byte) bool {
	raw = bytes.TrimPrefix(raw, []byte(`"`))
	for _, head := range [...]string{"x\xc2\x9c", "x\xc3\x9a", "x\x01", "x^", `x\u009c`, `x\u00da`, `x\u0001`, `x\u009C`, `x\u00DA`, `\u001f`, "\x1f"} {
		if bytes.HasPrefix(raw, []byte(head)) {
			return true
		}
	}
	return false
}

// names that tell what an object is.
type traits struct {
	typeNumber, typeString, timestamp, data    bool
	date, dd, session, view, count, recordings bool
}

func sniffObject(s *scan.Scanner, b []byte) class {
	if !s.Object() {
		return undecided(s)
	}
	var t traits
	for {
		key, ok := s.Key()
		if !ok {
			break
		}
		kind := s.Kind()
		switch string(key) {
		case "records":
			if kind == scan.Array {
				return classSegments
			}
		case "events", "snapshots":
			if kind == scan.Array {
				return sniffEvents(s, b)
			}
		case "data":
			if kind == scan.Object && !t.typeNumber {
				inner := *s
				if c := sniffData(&inner, b); c != classUnknown && c != classUndecided {
					return c
				}
			}
			t.data = true
		case "type":
			t.typeNumber, t.typeString = kind == scan.Number, kind == scan.String
		case "timestamp":
			t.timestamp = kind == scan.Number
		case "date":
			t.date = kind == scan.Number
		case "_dd":
			t.dd = kind == scan.Object
		case "session", "session.id":
			t.session = true
		case "view", "view.id":
			t.view = true
		case "records_count":
			t.count = true
		case "window_id", "windowId":
			t.recordings = true
		}
		if c := t.decide(); c != classUnknown {
			return c
		}
		if kind == scan.Invalid {
			break
		}
		s.Skip()
	}
	if s.Err() == nil && t.count && t.session && t.view {
		return classMetadata
	}
	return undecided(s)
}

func (t *traits) decide() class {
	switch {
	case t.typeNumber && (t.timestamp || t.data), t.recordings && t.data:
		return classRRWeb
	case t.typeString && t.date && (t.dd || t.session || t.view):
		return classRUM
	}
	return classUnknown
}

// sniffEvents looks into an array named "events" or "snapshots": other programs
// have those, too.
func sniffEvents(s *scan.Scanner, b []byte) class {
	if !s.Array() || !s.Elem() {
		if s.Err() == nil {
			return classRRWeb // empty
		}
		return undecided(s)
	}
	return sniffValue(s, b, 1)
}

// sniffData looks into the object "data" of an export.
func sniffData(s *scan.Scanner, b []byte) class {
	if !s.Object() {
		return classUnknown
	}
	for {
		key, ok := s.Key()
		if !ok {
			return undecided(s)
		}
		switch string(key) {
		case "snapshots", "events":
			if s.Kind() == scan.Array {
				return sniffEvents(s, b)
			}
		}
		s.Skip()
	}
}

// looksLikeHTML recognises the beginning of an HTML document: a doctype, a tag or
// a comment, but neither XML nor SVG.
func looksLikeHTML(b []byte) bool {
	if len(b) < 4 || b[0] != '<' {
		return false
	}
	head := strings.ToLower(string(b[:min(len(b), 1024)]))
	if strings.HasPrefix(head, "<?xml") || strings.HasPrefix(head, "<svg") {
		return strings.Contains(head, "<html")
	}
	if strings.HasPrefix(head, "<!doctype") {
		return strings.HasPrefix(strings.TrimSpace(head[9:]), "html")
	}
	return strings.HasPrefix(head, "<!--") || head[1] >= 'a' && head[1] <= 'z'
}

// magics of files that people confuse with recordings.
var magics = [...]struct{ magic, what string }{
	{"\xff\xd8\xff", "a JPEG picture"},
	{"\x89PNG", "a PNG picture"},
	{"GIF8", "a GIF picture"},
	{"%PDF", "a PDF document"},
	{"\x7fELF", "a program"},
	{"MZ", "a Windows program"},
	{"BZh", "bzip2 data, which is not read"},
	{"\xfd7zXZ", "xz data, which is not read"},
	{"7z\xbc\xaf", "a 7-zip archive, which is not read"},
	{"Rar!", "a RAR archive, which is not read"},
	{"SQLite format 3", "an SQLite database"},
	{"\xff\xfe", "UTF-16 text"},
	{"\xfe\xff", "UTF-16 text"},
	{"\x1a\x45\xdf\xa3", "a WebM or Matroska video"},
	{"<?xml", "an XML document"},
	{"<svg", "an SVG picture"},
	{"#!", "a script"},
}

// describe says what a document looks like that is no recording.
func describe(b []byte) string {
	b = trimBOM(b)
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.what
		}
	}
	if len(b) >= 12 && string(b[4:8]) == "ftyp" {
		return "an MP4 video"
	}
	s := scan.New(b)
	switch s.Kind() {
	case scan.Object:
		names := objectNames(&s, 6)
		if len(names) == 0 {
			return "an empty JSON object"
		}
		return "a JSON object with " + strings.Join(names, ", ")
	case scan.Array:
		if s.Array() && !s.Elem() && s.Err() == nil {
			return "an empty JSON array"
		}
		if s.Kind() == scan.Object {
			if names := objectNames(&s, 6); len(names) > 0 {
				return "a JSON array of objects with " + strings.Join(names, ", ")
			}
		}
		return "a JSON array of other things"
	}
	if utf8.Valid(b[:max(0, min(len(b), 1024)-3)]) && bytes.IndexByte(b[:min(len(b), 1024)], 0) < 0 {
		return "text"
	}
	return "binary data"
}

// objectNames returns the first names of an object, quoted.
func objectNames(s *scan.Scanner, most int) []string {
	var names []string
	if !s.Object() {
		return nil
	}
	for len(names) < most {
		key, ok := s.Key()
		if !ok {
			break
		}
		if len(key) > 40 {
			key = key[:40]
		}
		names = append(names, fmt.Sprintf("%q", key))
		s.Skip()
	}
	return names
}
