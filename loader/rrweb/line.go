package rrweb

import (
	"bytes"

	"playhead/engine/event"
)

// trustLines is the number of events in a row that must have ended their lines
// before the ends of lines are taken for the ends of events.
const trustLines = 16

// line is the fast path for documents of one event a line, in an array or not,
// as rrweb itself writes events: type first, source first in the data, time
// stamp last. Only both ends of the line are looked at, so it runs at the speed
// of finding newlines. It returns false, and does nothing, where the line does
// not look like that.
//
// A line of several events would look the same. The layout is only trusted
// after trustLines events that were read in full, and [Decoder.Decode] decodes
// every event of the bytes it is given.
func (x *Indexer) line(doc []byte, p int) bool {
	n := bytes.IndexByte(doc[p:], '\n')
	if n < 0 {
		return false
	}
	next := p + n
	end := next
	for end > p && (doc[end-1] == '\r' || doc[end-1] == ' ' || doc[end-1] == ',') {
		end--
	}
	kind, ok := lineKind(doc[p:end])
	if !ok {
		return false
	}
	t, ok := lineTime(doc[p:end])
	if !ok {
		return false
	}
	if x.inLoss {
		x.found(p)
	}
	x.items = append(x.items, Item{Start: int64(p), End: int64(end), Time: t, Window: x.window(), Kind: kind})
	x.pos = next + 1
	return true
}

// lineKind reads the start of an event: {"type":3,"data":{"source":0, or
// {"type":2,"data":{.
func lineKind(line []byte) (event.Kind, bool) {
	const open, data, source = `{"type":`, `,"data":{`, `"source":`
	rest, ok := bytes.CutPrefix(line, []byte(open))
	if !ok || len(rest) < 1 {
		return 0, false
	}
	h := head{typ: int64(rest[0]) - '0', source: -1}
	rest, ok = bytes.CutPrefix(rest[1:], []byte(data))
	if !ok || h.typ < 0 || h.typ > 9 {
		return 0, false
	}
	if h.typ != typeIncremental {
		return h.kind(), true
	}
	rest, ok = bytes.CutPrefix(rest, []byte(source))
	if !ok {
		return 0, false
	}
	n := 0
	v := 0
	for n < len(rest) && n < 3 && rest[n]-'0' <= 9 {
		v = v*10 + int(rest[n]-'0')
		n++
	}
	if n == 0 || n == len(rest) || rest[n] != ',' && rest[n] != '}' {
		return 0, false
	}
	h.source = v
	return h.kind(), true
}

// lineTime reads the end of an event: ,"timestamp":1700000000000}.
func lineTime(line []byte) (event.Millis, bool) {
	const key = `,"timestamp":`
	end := len(line) - 1
	if end < 0 || line[end] != '}' {
		return 0, false
	}
	i := end
	for i > 0 && end-i < 18 && line[i-1]-'0' <= 9 {
		i--
	}
	if i == end || !bytes.HasSuffix(line[:i], []byte(key)) {
		return 0, false
	}
	var t event.Millis
	for _, c := range line[i:end] {
		t = t*10 + event.Millis(c-'0')
	}
	return t, true
}

// endsLine reports whether nothing but a comma stands between end and the end
// of the line.
func endsLine(doc []byte, end int) bool {
	for end < len(doc) {
		switch doc[end] {
		case '\n':
			return true
		case ',', ' ', '\r':
			end++
		default:
			return false
		}
	}
	return false
}
