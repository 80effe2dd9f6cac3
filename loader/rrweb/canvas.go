package rrweb

import (
	"playhead/engine/event"
	"playhead/loader/scan"
)

// canvas reads a canvas mutation: {id, type, commands:[{property, args}]}, or
// one command in place of the list. What is shown is the form that rrweb writes
// when it samples a canvas at a frame rate: clearRect, then drawImage of a
// picture of the whole canvas. Drawing commands are not replayed.
func (c *decoding) canvas(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	node := event.NoNode
	var found picture
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			node = c.ID(s)
		case "commands":
			for more := s.Array(); more && s.Elem(); {
				c.command(s, &found)
			}
		case "property":
			raw, _, _ := s.Bytes()
			found.note(string(raw))
		case "args":
			c.arguments(s, &found)
		default:
			s.Skip()
		}
	}
	if node == event.NoNode {
		return
	}
	if found.data != "" {
		op := c.batch.Add(event.OpPicture)
		op.Node, op.Text = node, "data:"+found.mime+";base64,"+found.data
	}
	if found.others {
		c.Problem(event.ProblemUnsupported, "canvas drawing commands")
	}
}

// picture is what a canvas mutation draws.
type picture struct {
	mime, data string
	draws      bool // the command being read is drawImage
	others     bool // there were commands that are not shown
}

func (p *picture) note(property string) {
	p.draws = property == "drawImage"
	p.others = p.others || !p.draws && property != "clearRect"
}

// command reads {property, args}. property is written first.
func (c *decoding) command(s *scan.Scanner, found *picture) {
	if !s.Object() {
		return
	}
	found.draws = false
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "property":
			raw, _, _ := s.Bytes()
			found.note(string(raw))
		case "args":
			c.arguments(s, found)
		default:
			s.Skip()
		}
	}
}

func (c *decoding) arguments(s *scan.Scanner, found *picture) {
	if !found.draws || s.Kind() != scan.Array {
		s.Skip()
		return
	}
	if !s.Array() || !s.Elem() {
		return
	}
	before := found.data
	c.bitmap(s, found, 0)
	found.others = found.others || found.data == before // another canvas, an image, …
	for s.Elem() {
		s.Skip()
	}
}

// bitmap reads {rr_type:"ImageBitmap", args:[{rr_type:"Blob", type, data:
// [{rr_type:"ArrayBuffer", base64}]}]} by looking for the members that carry
// the picture.
func (c *decoding) bitmap(s *scan.Scanner, found *picture, depth int) {
	if depth > 8 || s.Kind() != scan.Object {
		s.Skip()
		return
	}
	s.Object()
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "base64":
			found.data, _ = s.Text(&c.Text)
			if found.mime == "" {
				found.mime = "image/png"
			}
		case "type":
			if s.Kind() != scan.String {
				s.Skip()
				continue
			}
			found.mime, _ = s.Name(&c.Names)
		case "args", "data":
			if s.Kind() != scan.Array {
				s.Skip()
				continue
			}
			for s.Array(); s.Elem(); {
				c.bitmap(s, found, depth+1)
			}
		default:
			s.Skip()
		}
	}
}
