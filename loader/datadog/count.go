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

// changes counts what the record with header h adds, notes where its strings
// are, and returns the class of the record.
func (x *indexer) changes(h *header, e *entry) event.Kind {
	s := h.data
	before := s.Mismatches()
	seen := uint32(0)
	if h.hasData && s.Array() {
		for s.Elem() {
			if kind := x.change(&s, e); kind >= 0 && kind < changeCount {
				seen |= 1 << kind
			}
		}
	}
	e.changes, e.broken = true, !h.hasData || s.Err() != nil || s.Mismatches() > before
	return changeKind(seen)
}

// change counts one change.
func (x *indexer) change(s *scan.Scanner, e *entry) int64 {
	if !s.Array() || !s.Elem() {
		return -1
	}
	kind, _ := s.Int()
	switch kind {
	case addString:
		x.seg.strings.begin()
		for s.Elem() {
			x.str(s, e)
		}
	case addRoleStrings:
		for s.Elem() {
			if !s.Array() {
				continue
			}
			x.seg.strings.begin()
			for i := 0; s.Elem(); i++ {
				if i == 0 {
					s.Skip()
					continue
				}
				x.str(s, e)
			}
		}
	case addNode:
		for s.Elem() {
			s.Skip()
			e.nodes++
		}
	case addSheet:
		for s.Elem() {
			s.Skip()
			e.sheets++
		}
	case clearStrings:
		e.clears = append(e.clears, e.strings)
		skipRest(s)
	default:
		skipRest(s)
	}
	return kind
}

// str notes where a string of the string table is. What is no string still takes
// a place in the table.
func (x *indexer) str(s *scan.Scanner, e *entry) {
	e.strings++
	s.Kind()                                            // moves to the value
	x.seg.strings.add(uint32(s.Offset() - x.seg.start)) //nolint:gosec // of a record within maxSegment
	literal(s)
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
