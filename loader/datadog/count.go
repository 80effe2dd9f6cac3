package datadog

import (
	"playhead/engine/event"
	"playhead/loader/scan"
)

// Kinds of changes.
const (
	addString = iota
	addNode
	removeNode
	setAttribute
	setText
	setSize
	setScroll
	addSheet
	attachSheets
	setMedia
	setVisualViewport
	addRoleStrings
	setValue
	setSelection
	clearStrings
	setImage
	changeCount
)

// change is what one Change record adds to the numbering of its stream.
type change struct {
	record  int32 // index in the segment's records
	nodes   int32
	sheets  int32
	strings int32
	// clears are the numbers of strings that the record had added when it emptied
	// the string table.
	clears []int32
	broken bool // the record is not what the format says: its counts are wrong
}

// changes counts what the record with header h adds, keeps its strings, and
// returns the class of the record.
func (x *indexer) changes(h *header) event.Kind {
	c := change{record: int32(len(x.seg.Records))} //nolint:gosec // bounded by the input
	s := h.data
	before := s.Mismatches()
	seen := uint32(0)
	if h.hasData && s.Array() {
		for s.Elem() {
			if kind := x.change(&s, &c); kind >= 0 && kind < changeCount {
				seen |= 1 << kind
			}
		}
	}
	c.broken = !h.hasData || s.Err() != nil || s.Mismatches() > before
	x.seg.changes = append(x.seg.changes, c)
	return changeKind(seen)
}

// change counts one change.
func (x *indexer) change(s *scan.Scanner, c *change) int64 {
	if !s.Array() || !s.Elem() {
		return -1
	}
	kind, _ := s.Int()
	switch kind {
	case addString:
		for s.Elem() {
			x.str(s, c)
		}
	case addRoleStrings:
		for s.Elem() {
			if !s.Array() {
				continue
			}
			for i := 0; s.Elem(); i++ {
				if i == 0 {
					s.Skip()
					continue
				}
				x.str(s, c)
			}
		}
	case addNode:
		for s.Elem() {
			s.Skip()
			c.nodes++
		}
	case addSheet:
		for s.Elem() {
			s.Skip()
			c.sheets++
		}
	case clearStrings:
		c.clears = append(c.clears, c.strings)
		skipRest(s)
	default:
		skipRest(s)
	}
	return kind
}

// str keeps a string of the string table. What is no string still takes a place
// in the table.
func (x *indexer) str(s *scan.Scanner, c *change) {
	c.strings++
	v, _ := literal(s, &x.text)
	x.strings = append(x.strings, v)
}

// literal reads a string, or {role, string}.
func literal(s *scan.Scanner, t *scan.Text) (v string, ok bool) {
	if s.Kind() != scan.Object {
		return s.Text(t)
	}
	s.Object()
	for key, more := s.Key(); more; key, more = s.Key() {
		if string(key) == "string" {
			v, ok = s.Text(t)
			continue
		}
		s.Skip()
	}
	return v, ok
}

// skipRest leaves an array whose end was not seen yet.
func skipRest(s *scan.Scanner) {
	for s.Elem() {
		s.Skip()
	}
}

// changeKind is the class of a record with the changes in seen. A value change
// is the user's hand whatever came with it; selection states also come with the
// nodes they belong to.
func changeKind(seen uint32) event.Kind {
	has := func(kind int) bool { return seen&(1<<kind) != 0 }
	switch {
	case has(setValue), has(setSelection) && !has(addNode):
		return event.KindInput
	case has(addNode), has(removeNode), has(setAttribute), has(setText), has(setSize):
		return event.KindMutation
	case has(setScroll):
		return event.KindScroll
	case has(addSheet), has(attachSheets):
		return event.KindSheet
	case has(setMedia):
		return event.KindMedia
	case has(setImage):
		return event.KindPicture
	case has(setVisualViewport):
		return event.KindViewport
	default:
		return event.KindMutation
	}
}
