package rrweb

import (
	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

// Event types.
const (
	typeContentLoaded = 0
	typeLoad          = 1
	typeFullSnapshot  = 2
	typeIncremental   = 3
	typeMeta          = 4
	typeCustom        = 5
	typePlugin        = 6
	typeAsset         = 7
)

// head is an event without its payload.
type head struct {
	typ     int64
	time    event.Millis
	source  int // of an incremental event, -1 when unknown
	window  []byte
	data    scan.Scanner // before the data, where hasData
	hasData bool
	hasType bool
	hasTime bool
}

// readHead reads the event before s and leaves s after it. Of the data only the
// source is looked at, which recorders write first.
func readHead(s *scan.Scanner, u *unpacker) head {
	h := head{typ: -1, source: -1}
	if !s.Object() {
		return h
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "type":
			h.typ, h.hasType = s.Int()
		case "timestamp":
			var t int64
			t, h.hasTime = s.Int()
			h.time = event.Millis(t)
		case "data":
			h.data, h.hasData = *s, true
			s.Skip()
		case "windowId", "window_id":
			if s.Kind() != scan.String {
				s.Skip()
				break
			}
			h.window, _, _ = s.Bytes()
		default: // delay, v, cv, …
			s.Skip()
		}
	}
	if h.typ != typeIncremental || !h.hasData || s.Err() != nil {
		return h
	}
	data := h.data
	if data.Kind() == scan.String { // compressed as a whole
		raw, escaped, _ := data.Bytes()
		text, err := u.compressed(raw, escaped)
		if err != nil {
			return h
		}
		data = scan.New(text)
	}
	h.source = snapshot.SourceOf(data)
	return h
}

// kind is the class of the event.
func (h *head) kind() event.Kind {
	switch h.typ {
	case typeFullSnapshot:
		return event.KindSnapshot
	case typeMeta:
		return event.KindViewport
	case typeIncremental:
		return sourceKind(h.source)
	default:
		return event.KindOther
	}
}

// Incremental sources that Datadog's recorder does not have or numbers
// otherwise.
const (
	sourceCanvas        = 9
	sourceFont          = 10
	sourceLog           = 11
	sourceDrag          = 12
	sourceDeclaration   = 13
	sourceSelection     = 14
	sourceAdopted       = 15
	sourceCustomElement = 16
)

func sourceKind(source int) event.Kind {
	switch source {
	case sourceCanvas:
		return event.KindPicture
	case sourceDrag:
		return event.KindPointer
	case sourceDeclaration, sourceAdopted:
		return event.KindSheet
	case sourceSelection:
		return event.KindSelection
	default:
		return snapshot.SourceKind(source)
	}
}
