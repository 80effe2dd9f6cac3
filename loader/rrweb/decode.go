package rrweb

import (
	"strconv"
	"sync"

	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

// Decoder compiles events to operations. The zero value is ready for use and is
// safe for concurrent use; one decoder should serve one recording, because it
// keeps the names it has seen.
type Decoder struct {
	pool sync.Pool // *decoding
}

// decoding is the state of one call.
type decoding struct {
	snapshot.Reader
	unpack unpacker // the event, or its data
	lists  unpacker // lists within the data
	batch  *event.Batch
	time   event.Millis
}

// Decode appends the operations of the event with bytes raw to b. What cannot
// be decoded becomes a problem in b. Strings in b do not alias raw.
func (d *Decoder) Decode(raw []byte, b *event.Batch) {
	c, _ := d.pool.Get().(*decoding)
	if c == nil {
		c = new(decoding)
		c.Unpack = func(raw []byte, escaped bool) ([]byte, error) {
			text, err := c.lists.compressed(raw, escaped)
			return append([]byte(nil), text...), err // several lists are open at once
		}
	}
	problems, ops := len(b.Problems), len(b.Ops)
	c.batch, c.time = b, 0
	c.Begin(b)
	c.bytes(raw)
	for i := range b.Problems[problems:] {
		b.Problems[problems+i].Time = c.time
	}
	for i := range b.Ops[ops:] {
		if e := b.Ops[ops+i].Entry; e != nil && e.Time == 0 {
			e.Time = c.time
		}
	}
	c.batch = nil
	c.Begin(nil)
	d.pool.Put(c)
}

// bytes decodes all events in raw: one, but for lines of several; see line.
func (c *decoding) bytes(raw []byte) {
	s := scan.New(raw)
	for {
		c.event(&s)
		if s.Err() != nil || s.End() {
			c.Finish(&s)
			return
		}
		c.Problem(event.ProblemSyntax, "several events in one line, taken as one")
		if at := s.Offset(); raw[at] == ',' {
			s = scan.At(raw, at+1)
		}
	}
}

func (c *decoding) event(s *scan.Scanner) {
	if s.Kind() != scan.String {
		c.compile(s)
		return
	}
	raw, escaped, ok := s.Bytes()
	if !ok {
		return
	}
	text, err := c.unpack.packed(raw, escaped)
	if err != nil {
		c.Problem(event.ProblemSyntax, "packed event: "+err.Error())
		return
	}
	inner := scan.New(append([]byte(nil), text...)) // its data may be compressed again
	c.compile(&inner)
	c.Finish(&inner)
}

// compile decodes the event before s. Recorders write the type before the data,
// and the source first in it: then the data is decoded on the way.
func (c *decoding) compile(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	h := head{typ: -1, source: -1}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "type":
			h.typ, h.hasType = s.Int()
		case "timestamp":
			t, _ := s.Int()
			c.time = event.Millis(t)
		case "data":
			if h.hasType && s.Kind() == scan.Object && !h.hasData {
				h.hasData = true
				c.payload(s, &h)
				continue
			}
			h.data, h.hasData = *s, true
			s.Skip()
		default:
			s.Skip()
		}
	}
	if s.Err() != nil {
		return
	}
	if !h.hasType {
		c.Problem(event.ProblemSyntax, "event without a type")
		return
	}
	if h.data.Offset() == 0 {
		return
	}
	before := h.data.Mismatches()
	if h.data.Kind() == scan.String {
		raw, escaped, _ := h.data.Bytes()
		text, err := c.unpack.compressed(raw, escaped)
		if err != nil {
			c.Problem(event.ProblemSyntax, "compressed data: "+err.Error())
			return
		}
		h.data, before = scan.New(text), 0
	}
	c.payload(&h.data, &h)
	if err := h.data.Err(); err != nil {
		c.Problem(snapshot.ErrorKind(err), err.Error())
	}
	if h.data.Mismatches() > before {
		c.Problem(event.ProblemSyntax, "values of an unexpected type")
	}
}

// payload decodes the data before s of an event of type h.typ.
func (c *decoding) payload(s *scan.Scanner, h *head) {
	switch h.typ {
	case typeContentLoaded, typeLoad, typeAsset:
		s.Skip()
	case typeFullSnapshot:
		c.FullSnapshot(s)
	case typeIncremental:
		c.incremental(s, snapshot.SourceOf(*s))
	case typeMeta:
		c.Meta(s)
	case typeCustom:
		c.custom(s)
	case typePlugin:
		c.plugin(s)
	default:
		c.Problem(event.ProblemUnknownType, "event type "+strconv.FormatInt(h.typ, 10))
		s.Skip()
	}
}
