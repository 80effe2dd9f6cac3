package snapshot

import (
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Incremental sources that both families share.
const (
	SourceMutation         = 0
	SourceMouseMove        = 1
	SourceMouseInteraction = 2
	SourceScroll           = 3
	SourceViewport         = 4
	SourceInput            = 5
	SourceTouchMove        = 6
	SourceMedia            = 7
	SourceSheetRule        = 8
)

// SourceOf finds the source of an incremental record's data; s is a copy and
// stays before the data. It returns -1 when there is none.
func SourceOf(s scan.Scanner) int {
	if s.Kind() != scan.Object || !s.Object() {
		return -1
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "source" {
			s.Skip()
			continue
		}
		v, ok := s.Int()
		if !ok || v < 0 || v > 255 {
			return -1
		}
		return int(v)
	}
	return -1
}

// SourceKind is the kind of events of a shared source, KindOther for others.
func SourceKind(source int) event.Kind {
	switch source {
	case SourceMutation:
		return event.KindMutation
	case SourceMouseMove, SourceTouchMove:
		return event.KindPointer
	case SourceMouseInteraction:
		return event.KindInteraction
	case SourceScroll:
		return event.KindScroll
	case SourceViewport:
		return event.KindViewport
	case SourceInput:
		return event.KindInput
	case SourceMedia:
		return event.KindMedia
	case SourceSheetRule:
		return event.KindSheet
	default:
		return event.KindOther
	}
}

// Incremental reads the data of an incremental record of a shared source. It
// returns false, and reads nothing, for other sources.
func (r *Reader) Incremental(s *scan.Scanner, source int) bool {
	switch source {
	case SourceMutation:
		r.Mutation(s)
	case SourceMouseMove:
		r.Positions(s, event.PointerMouse)
	case SourceTouchMove:
		r.Positions(s, event.PointerTouch)
	case SourceSheetRule:
		r.sheetRule(s)
	case SourceMouseInteraction, SourceScroll, SourceViewport, SourceInput, SourceMedia:
		v := r.scalars(s)
		r.scalarSource(source, &v)
	default:
		return false
	}
	return true
}

// scalars are the members of the sources that have no lists.
type scalars struct {
	id                          event.NodeID
	x, y, w, h, time            float64
	typ, pointer                int64
	text                        string
	checked                     bool
	hasX, hasY, hasTime         bool
	hasType, hasText, hasChoice bool
	hasPointer                  bool
}

func (r *Reader) scalars(s *scan.Scanner) scalars {
	v := scalars{id: event.NoNode}
	if !s.Object() {
		return v
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			v.id = r.ID(s)
		case "x":
			v.x, v.hasX = r.px(s)
		case "y":
			v.y, v.hasY = r.px(s)
		case "width":
			v.w, _ = s.Float()
		case "height":
			v.h, _ = s.Float()
		case "type":
			v.typ, v.hasType = s.Int()
		case "pointerType":
			if !s.Null() {
				v.pointer, v.hasPointer = s.Int()
			}
		case "currentTime":
			v.time, v.hasTime = r.px(s)
		case "text":
			if !s.Null() {
				v.text, v.hasText = s.Text(&r.Text)
			}
		case "isChecked":
			if !s.Null() {
				v.checked, v.hasChoice = s.Bool()
			}
		default:
			s.Skip()
		}
	}
	return v
}

func (r *Reader) scalarSource(source int, v *scalars) {
	switch source {
	case SourceMouseInteraction:
		r.interaction(v)
		return
	case SourceViewport:
		op := r.batch.Add(event.OpViewport)
		op.W, op.H = v.w, v.h
		return
	}
	if v.id == event.NoNode {
		return // a node that the recorder does not record
	}
	switch source {
	case SourceScroll:
		op := r.batch.Add(event.OpScroll)
		op.Node, op.X, op.Y = v.id, v.x, v.y
	case SourceInput:
		r.input(v)
	case SourceMedia:
		op := r.batch.Add(event.OpMedia)
		op.Node, op.X = v.id, -1
		if v.hasTime {
			op.X = v.time
		}
		switch v.typ {
		case 0:
			op.Media = event.MediaPlaying
		case 1:
			op.Media = event.MediaPaused
		}
	}
}

// input: rrweb records value and checked state together, Datadog's recorder the
// one that counts.
func (r *Reader) input(v *scalars) {
	kind := event.OpInput
	switch {
	case !v.hasChoice && !v.hasText:
		return
	case !v.hasChoice:
		kind = event.OpValue
	case !v.hasText:
		kind = event.OpChecked
	}
	op := r.batch.Add(kind)
	op.Node, op.Text, op.On = v.id, v.text, v.checked
}

func (r *Reader) interaction(v *scalars) {
	if !v.hasType || v.typ < 0 || v.typ > int64(event.TouchCancel) {
		r.Problem(event.ProblemUnknownType, "mouse interaction "+strconv.FormatInt(v.typ, 10))
		return
	}
	op := r.batch.Add(event.OpInteraction)
	op.Interaction = event.Interaction(v.typ)
	op.Node = v.id
	op.X, op.Y, op.HasXY = v.x, v.y, v.hasX && v.hasY
	switch {
	case op.Interaction >= event.TouchStart:
		op.Pointer = event.PointerTouch
	case v.hasPointer && v.pointer == 1:
		op.Pointer = event.PointerPen
	case v.hasPointer && v.pointer == 2:
		op.Pointer = event.PointerTouch
	}
}

// Positions reads {positions:[{x, y, id, timeOffset}]}.
func (r *Reader) Positions(s *scan.Scanner, device event.PointerType) {
	if !s.Object() {
		return
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "positions" {
			s.Skip()
			continue
		}
		if !s.Array() {
			continue
		}
		for s.Elem() {
			r.position(s, device)
		}
	}
}

func (r *Reader) position(s *scan.Scanner, device event.PointerType) {
	if !s.Object() {
		return
	}
	op := r.batch.Add(event.OpPointer)
	op.Pointer = device
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "x":
			op.X, _ = r.px(s)
		case "y":
			op.Y, _ = r.px(s)
		case "id":
			op.Node = r.ID(s)
		case "timeOffset":
			v, _ := s.Float()
			op.DT = Int32(int64(max(-1e9, min(v, 1e9))))
		default:
			s.Skip()
		}
	}
	op.HasXY = true
}

// Meta reads the data of a meta record: {href, width, height}.
func (r *Reader) Meta(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	op := r.batch.Add(event.OpURL)
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "href":
			op.Text, _ = s.Text(&r.Text)
		case "width":
			op.W, _ = s.Float()
		case "height":
			op.H, _ = s.Float()
		default:
			s.Skip()
		}
	}
}
