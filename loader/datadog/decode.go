package datadog

import (
	"errors"
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

// decoding is the state of decoding one record.
type decoding struct {
	snapshot.Reader
	batch *event.Batch
	raw   []byte // the record
	own   []ownString
	place place
}

// Decode appends the operations of record i to b. It fails when the bytes of the
// record cannot be had.
func (s *Stream) Decode(i int, b *event.Batch) error {
	d, _ := s.pool.Get().(*decoding)
	if d == nil {
		d = new(decoding)
	}
	rec, p := s.at(i, &d.place)
	err := d.decode(s, &rec, &p, b)
	s.pool.Put(d)
	return err
}

func (d *decoding) decode(s *Stream, rec *numbered, p *part, b *event.Batch) error {
	if p.segment == nil {
		op := b.Add(event.OpGap)
		op.Text, op.On = p.gap, rec.mode == counting || rec.mode == broken
		return nil
	}
	doc, err := p.text.Bytes()
	if err != nil {
		return err
	}
	if rec.End > len(doc) {
		return errGone
	}
	first, firstOp := len(b.Problems), len(b.Ops)
	d.batch, d.raw = b, doc[rec.Start:rec.End:rec.End]
	d.Begin(b)
	sc := scan.New(d.raw)
	d.record(s, rec, &sc)
	d.Finish(&sc)
	dialogs(b, firstOp)
	for k := first; k < len(b.Problems); k++ {
		b.Problems[k].Time = rec.Time
	}
	d.batch, d.raw = nil, nil
	d.Begin(nil)
	return nil
}

// errGone says that a document is shorter than it was.
var errGone = errors.New("the bytes of the record are gone")

// record decodes the record before sc. Its type is known from the index, so the
// data is decoded on the way, though most SDKs write the type after it.
func (d *decoding) record(s *Stream, rec *numbered, sc *scan.Scanner) {
	if !sc.Object() {
		return
	}
	hasData := false
	for key, ok := sc.Key(); ok; key, ok = sc.Key() {
		switch string(key) {
		case "id":
			if id, ok := sc.Int(); ok {
				d.batch.Add(event.OpEventID).EventIDs = []int64{id}
			}
		case "data":
			hasData = true
			d.data(s, rec, sc)
		default:
			sc.Skip()
		}
	}
	switch {
	case rec.Type == typeViewEnd:
		d.batch.Add(event.OpViewEnd)
	case !hasData && sc.Err() == nil:
		d.Problem(event.ProblemSyntax, "record of type "+strconv.Itoa(int(rec.Type))+" without data")
	}
}

// data decodes the data before sc.
func (d *decoding) data(s *Stream, rec *numbered, sc *scan.Scanner) {
	switch rec.Type {
	case typeFullSnapshot:
		switch rec.format {
		case formatV1:
			d.FullSnapshot(sc)
		case formatChange:
			d.batch.Add(event.OpReset)
			d.changes(s, rec, sc)
		default:
			d.Problem(event.ProblemVersion, "full snapshot of a newer format")
			sc.Skip()
		}
	case typeIncremental:
		d.incremental(sc)
	case typeMeta:
		d.Meta(sc)
	case typeFocus:
		d.focus(sc)
	case typeViewEnd:
		sc.Skip()
	case typeVisualViewport:
		d.visualViewport(sc)
	case typeFrustration:
		d.frustration(sc)
	case typeChange:
		if rec.readable() {
			d.changes(s, rec, sc)
			return
		}
		kind := event.ProblemNoSnapshot
		if rec.mode == broken {
			kind = event.ProblemMissing
		}
		d.Problem(kind, rec.unreadable())
		sc.Skip()
	case typeMobileSnapshot, typeMobileIncremental:
		d.Problem(event.ProblemUnsupported, "wireframes of a mobile recording")
		sc.Skip()
	default:
		d.Problem(event.ProblemUnknownType, "record type "+strconv.Itoa(int(rec.Type)))
		sc.Skip()
	}
}

func (d *decoding) incremental(s *scan.Scanner) {
	source := snapshot.SourceOf(*s)
	switch {
	case d.Incremental(s, source):
	case source == sourcePointer:
		d.pointer(s)
	case source < 0:
		d.Problem(event.ProblemSyntax, "incremental record without a source")
		s.Skip()
	default:
		d.Problem(event.ProblemUnknownType, "incremental source "+strconv.Itoa(source))
		s.Skip()
	}
}

// focus reads {has_focus}.
func (d *decoding) focus(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "has_focus" {
			s.Skip()
			continue
		}
		if v, ok := s.Bool(); ok {
			d.batch.Add(event.OpPageFocus).On = v
		}
	}
}

// visualViewport reads {scale, offsetLeft, offsetTop, pageLeft, pageTop, width,
// height}.
func (d *decoding) visualViewport(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	op := d.batch.Add(event.OpVisualViewport)
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "scale":
			op.Scale, _ = s.Float()
		case "offsetLeft":
			op.X, _ = s.Float()
		case "offsetTop":
			op.Y, _ = s.Float()
		case "width":
			op.W, _ = s.Float()
		case "height":
			op.H, _ = s.Float()
		default:
			s.Skip()
		}
	}
}

// maxEventIDs bounds the events of a frustration.
const maxEventIDs = 1024

// frustration reads {frustrationTypes, recordIds}.
func (d *decoding) frustration(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	var types []string
	var ids []int64
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "frustrationTypes":
			for more := s.Array(); more && s.Elem(); {
				if v, ok := s.Name(&d.Names); ok && len(types) < 16 {
					types = append(types, v)
				}
			}
		case "recordIds":
			for more := s.Array(); more && s.Elem(); {
				if v, ok := s.Int(); ok && len(ids) < maxEventIDs {
					ids = append(ids, v)
				}
			}
		default:
			s.Skip()
		}
	}
	for _, t := range types {
		op := d.batch.Add(event.OpFrustration)
		op.Text, op.EventIDs = t, ids
	}
}

// pointer reads {pointerEventType, pointerType, pointerId, x, y}.
func (d *decoding) pointer(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	var what, device string
	var x, y float64
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "pointerEventType":
			what, _ = s.Name(&d.Names)
		case "pointerType":
			device, _ = s.Name(&d.Names)
		case "x":
			x, _ = s.Float()
		case "y":
			y, _ = s.Float()
		default:
			s.Skip()
		}
	}
	var op *event.Op
	touch := device == "touch"
	switch what {
	case "move":
		op = d.batch.Add(event.OpPointer)
	case "down":
		op = d.batch.Add(event.OpInteraction)
		op.Interaction = event.MouseDown
		if touch {
			op.Interaction = event.TouchStart
		}
	case "up":
		op = d.batch.Add(event.OpInteraction)
		op.Interaction = event.MouseUp
		if touch {
			op.Interaction = event.TouchEnd
		}
	default:
		d.Problem(event.ProblemUnknownType, "pointer event "+strconv.Quote(what[:min(len(what), 32)]))
		return
	}
	op.X, op.Y, op.HasXY = x, y, true
	switch device {
	case "touch":
		op.Pointer = event.PointerTouch
	case "pen":
		op.Pointer = event.PointerPen
	}
}
