package rrweb

import (
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Limits of what entries keep.
const (
	maxFields = 64      // members of a custom event
	maxValue  = 8 << 10 // bytes of one of them
)

func (c *decoding) entry(kind event.EntryKind, title string) *event.Entry {
	e := &event.Entry{Kind: kind, Track: -1, Node: event.NoNode, Title: title}
	c.batch.Add(event.OpEntry).Entry = e
	return e
}

// custom reads {tag, payload}.
func (c *decoding) custom(s *scan.Scanner) { c.tagged(s, "tag") }

// plugin reads {plugin, payload}.
func (c *decoding) plugin(s *scan.Scanner) {
	if s.Kind() != scan.Object {
		s.Skip()
		return
	}
	look := *s
	look.Object()
	name := ""
	var payload scan.Scanner
	for key, ok := look.Key(); ok; key, ok = look.Key() {
		switch string(key) {
		case "plugin":
			name, _ = look.Name(&c.Names)
			continue
		case "payload":
			payload = look
		}
		look.Skip()
	}
	if payload.Offset() == 0 {
		c.tagged(s, "plugin")
		return
	}
	before := payload.Mismatches()
	switch {
	case strings.HasPrefix(name, "rrweb/console@"):
		c.console(&payload)
	case strings.HasPrefix(name, "rrweb/network@"):
		c.network(&payload)
	default:
		c.tagged(s, "plugin")
		return
	}
	if payload.Mismatches() > before {
		c.Problem(event.ProblemSyntax, "values of an unexpected type in "+name)
	}
	*s = look
}

// tagged reads an event of any content: the title is the member named by tag,
// the members of its payload are fields.
func (c *decoding) tagged(s *scan.Scanner, tag string) {
	if !s.Object() {
		return
	}
	e := c.entry(event.EntryCustom, "")
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case tag:
			e.Title, _ = s.Text(&c.Text)
		case "payload":
			c.fields(s, e)
		default:
			s.Skip()
		}
	}
}

// fields makes the members of the value before s fields of e.
func (c *decoding) fields(s *scan.Scanner, e *event.Entry) {
	if s.Kind() != scan.Object {
		e.Fields = append(e.Fields, event.Field{Name: "payload", Value: c.plain(s)})
		return
	}
	s.Object()
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if len(e.Fields) >= maxFields {
			s.Skip()
			continue
		}
		name := c.Names.Intern(key)
		e.Fields = append(e.Fields, event.Field{Name: name, Value: c.plain(s)})
	}
}

// plain reads any value as text: strings as they are, others as JSON.
func (c *decoding) plain(s *scan.Scanner) string {
	if s.Kind() == scan.String {
		raw, escaped, _ := s.Bytes()
		return cut(c.Text.Make(raw, escaped))
	}
	raw := s.Raw()
	return string(scan.AppendValid(nil, raw[:min(len(raw), maxValue)]))
}

func cut(s string) string {
	if len(s) <= maxValue {
		return s
	}
	return strings.ToValidUTF8(s[:maxValue], "") + "…"
}

// console reads {level, payload:[…], trace:[…]}. Each argument is a string that
// holds the argument as JSON, or nearly.
func (c *decoding) console(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	var args, trace []string
	level := "log"
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "level":
			level, _ = s.Name(&c.Names)
		case "payload":
			for more := s.Array(); more && s.Elem(); {
				args = append(args, c.argument(s))
			}
		case "trace":
			for more := s.Array(); more && s.Elem(); {
				trace = append(trace, c.plain(s))
			}
		default:
			s.Skip()
		}
	}
	e := c.entry(event.EntryConsole, cut(strings.Join(args, " ")))
	switch level {
	case "error", "assert":
		e.Severity = event.Bad
	case "warn":
		e.Severity = event.Warning
	}
	e.Fields = append(e.Fields, event.Field{Name: "level", Value: level})
	if len(trace) > 0 {
		e.Fields = append(e.Fields, event.Field{Name: "stack", Value: cut(strings.Join(trace, "\n"))})
	}
}

// argument reads a console argument: a string within the string loses its
// quotes.
func (c *decoding) argument(s *scan.Scanner) string {
	text := c.plain(s)
	if len(text) < 2 || text[0] != '"' {
		return text
	}
	inner := scan.New([]byte(text))
	v, ok := inner.Text(&c.Text)
	if !ok || !inner.End() {
		return text
	}
	return v
}

// network reads {requests:[…]}.
func (c *decoding) network(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "requests" {
			s.Skip()
			continue
		}
		for more := s.Array(); more && s.Elem(); {
			c.request(s)
		}
	}
}

// request reads one request, which is written like a PerformanceResourceTiming
// entry with what the recorder knows besides.
func (c *decoding) request(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	e := c.entry(event.EntryRequest, "")
	var origin, start, end, duration, at float64
	var status int64
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch k := string(key); k {
		case "name", "url":
			e.Title = c.plain(s)
		case "status", "responseStatus":
			if s.Kind() == scan.Number {
				if v, _ := s.Int(); v != 0 {
					status = v
				}
				continue
			}
			s.Skip()
		case "timestamp":
			at = c.number(s)
		case "timeOrigin":
			origin = c.number(s)
		case "startTime":
			start = c.number(s)
		case "endTime":
			end = c.number(s)
		case "duration":
			duration = c.number(s)
		case "method", "initiatorType", "transferSize", "error":
			if s.Null() {
				continue
			}
			e.Fields = append(e.Fields, event.Field{Name: c.Names.Intern(key), Value: c.plain(s)})
		default:
			s.Skip()
		}
	}
	switch {
	case at > 0:
		e.Time = event.Millis(at)
	case origin > 0:
		e.Time = event.Millis(origin + start)
	}
	if duration == 0 && end > start {
		duration = end - start
	}
	e.Duration = event.Millis(duration)
	if status != 0 {
		e.Fields = append(e.Fields, event.Field{Name: "status", Value: strconv.FormatInt(status, 10)})
	}
	if status >= 400 {
		e.Severity = event.Bad
	}
}

// number reads a number within what a time in ms can be, 0 for anything else.
func (c *decoding) number(s *scan.Scanner) float64 {
	if s.Kind() != scan.Number {
		s.Skip()
		return 0
	}
	v, _ := s.Float()
	return max(0, min(v, 1<<52))
}
