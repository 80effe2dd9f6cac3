package datadog

import (
	"slices"
	"sort"
	"strings"
	"sync/atomic"

	"playhead/loader/scan"
)

// Text gives the document that a segment was indexed from. It stays as it was
// for as long as anything refers to the Text.
type Text interface {
	Bytes() ([]byte, error)
}

// stringList tells where the strings are that the records of a segment define.
// Their text stays in the document: it is a tenth of a recording, and most of it
// is never looked at again.
type stringList struct {
	n     int32
	marks []stringMark
	run   int    // strings since the last mark, in the same list of the document
	kept  []byte // the strings themselves, where the segment keeps them
}

// stringMark is where string n of the segment is, in bytes from the segment's
// start. Those up to the next mark follow it in one list.
type stringMark struct{ n, at uint32 }

// stringsPerMark is the most strings between two marks.
const stringsPerMark = 16

// begin says that the strings which are added next are in another list.
func (l *stringList) begin() { l.run = 0 }

// add adds a string.
func (l *stringList) add(at uint32) {
	if l.run%stringsPerMark == 0 {
		l.marks = append(l.marks, stringMark{uint32(l.n), at}) //nolint:gosec // a count
	}
	l.run++
	l.n++
}

// keep copies the strings out of the part of a document that starts with the
// segment.
func (l *stringList) keep(doc []byte) {
	kept := stringList{}
	for i, m := range l.marks {
		end := uint32(l.n) //nolint:gosec // a count
		if i+1 < len(l.marks) {
			end = l.marks[i+1].n
		}
		s := scan.At(doc, int(m.at))
		for n := m.n; n < end; n++ {
			if len(kept.kept) > 0 {
				kept.kept = append(kept.kept, ',')
			}
			kept.add(uint32(len(kept.kept))) //nolint:gosec // less than the segment has
			kept.kept = append(kept.kept, s.Raw()...)
			if n+1 < end {
				s.Elem()
			}
		}
	}
	*l = kept
	l.kept, l.marks = slices.Clone(l.kept), slices.Clone(l.marks)
}

// raw returns the bytes of string n, as they stand in the part of a document
// that starts with the segment.
func (l *stringList) raw(doc []byte, n int32) (raw []byte, escaped, ok bool) {
	i := sort.Search(len(l.marks), func(i int) bool { return int32(l.marks[i].n) > n }) - 1 //nolint:gosec // a count
	if i < 0 || n >= l.n || int64(l.marks[i].at) >= int64(len(doc)) {
		return nil, false, false
	}
	s := scan.At(doc, int(l.marks[i].at))
	for range n - int32(l.marks[i].n) { //nolint:gosec // a count
		s.Skip()
		if !s.Elem() {
			return nil, false, false
		}
	}
	raw, escaped, _ = literal(&s) // what is no string is an empty one
	return raw, escaped, true
}

// literal reads a string, or {role, string}, as it stands in the input.
func literal(s *scan.Scanner) (raw []byte, escaped, ok bool) {
	if s.Kind() != scan.Object {
		return s.Bytes()
	}
	s.Object()
	for key, more := s.Key(); more; key, more = s.Key() {
		if string(key) == "string" {
			raw, escaped, ok = s.Bytes()
			continue
		}
		s.Skip()
	}
	return raw, escaped, ok
}

// stringTable is one string table of a stream, as stretches of the lists of its
// segments.
type stringTable []stringRun

// stringRun says that strings of the table from first on are those of a segment
// from n on.
type stringRun struct{ first, part, n int32 }

// add appends strings of a segment, of which there are have.
func (t *stringTable) add(have, part, n int32) {
	if k := len(*t) - 1; k >= 0 {
		if last := (*t)[k]; last.part == part && last.n+have-last.first == n {
			return
		}
	}
	*t = append(*t, stringRun{have, part, n})
}

// find returns the part and the number in it of a string.
func (t stringTable) find(i int32) (part, n int32) {
	k := sort.Search(len(t), func(k int) bool { return t[k].first > i }) - 1
	return t[k].part, t[k].n + i - t[k].first
}

// recallSlots is how many short strings are kept: names of tags and attributes
// and their values, to which most references are.
const (
	recallSlots = 4096 // a power of two
	recallMost  = 64   // bytes
)

// recall remembers short strings of the tables. It is safe for concurrent use.
type recall [recallSlots]atomic.Pointer[recalled]

type recalled struct {
	table, index int32
	text         string
}

func (r *recall) get(table, index int32) (string, bool) {
	e := r[index&(recallSlots-1)].Load()
	if e == nil || e.table != table || e.index != index {
		return "", false
	}
	return e.text, true
}

func (r *recall) put(table, index int32, text string) {
	if len(text) <= recallMost {
		r[index&(recallSlots-1)].Store(&recalled{table, index, strings.Clone(text)})
	}
}
