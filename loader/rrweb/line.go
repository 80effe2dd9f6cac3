package rrweb

import (
	"bytes"

	"playhead/engine/event"
	"playhead/loader/scan"
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
	kind, _ := plainHead(doc[p:end])
	t, ok := plainTail(doc[p:end])
	if kind == noKind || !ok {
		return false
	}
	if x.inLoss {
		x.found(p)
	}
	x.items = append(x.items, Item{Start: int64(p), End: int64(end), Time: t, Window: x.window(), Kind: kind})
	x.pos = next + 1
	return true
}

// quick moves over the event at p if it looks as rrweb writes it.
func (x *Indexer) quick(doc []byte, p int) (bool, error) {
	if x.lines >= trustLines {
		if x.line(doc, p) {
			return true, nil
		}
		x.lines = 0 // or each event of a long line would look for the line's end
	}
	return x.plain(doc, p)
}

// plain is the fast path for events as rrweb itself writes them, wherever they
// end. It does what reading the head of the event would do, or returns false
// and does nothing.
func (x *Indexer) plain(doc []byte, p int) (bool, error) {
	kind, n := plainHead(doc[p:])
	if kind == noKind {
		return false, nil
	}
	tail := scan.End(doc, p+n)
	if tail < 0 {
		return false, errMore
	}
	end := tail + len(timeKey)
	if end > len(doc) || string(doc[tail:end]) != timeKey {
		return false, nil
	}
	start := end
	for end < len(doc) && end-start < maxDigits && doc[end]-'0' <= 9 {
		end++
	}
	if end == len(doc) || doc[end] != '}' {
		return false, nil
	}
	end++
	t, ok := plainTail(doc[tail:end])
	if ok {
		x.put(doc, p, end, Item{Time: t, Window: x.window(), Kind: kind})
	}
	return ok, nil
}

// noKind is no kind of any event.
const noKind = ^event.Kind(0)

// plainHead reads the start of an event: {"type":3,"data":{"source":0, or
// {"type":2,"data":{. It returns its kind and where the data starts, noKind where
// it looks otherwise.
func plainHead(b []byte) (kind event.Kind, data int) {
	const open, next, source = `{"type":`, `,"data":{`, `"source":`
	const typ = len(open)
	const from = typ + 1 + len(next)
	if len(b) < from || string(b[:typ]) != open || string(b[typ+1:from]) != next {
		return noKind, 0
	}
	h := head{typ: int64(b[typ]) - '0', source: -1}
	if h.typ < 0 || h.typ > 9 {
		return noKind, 0
	}
	if h.typ != typeIncremental {
		return h.kind(), from - 1
	}
	b = b[from:]
	if len(b) < len(source)+4 || string(b[:len(source)]) != source {
		return noKind, 0
	}
	b = b[len(source):]
	n := 0
	v := 0
	for n < 3 && b[n]-'0' <= 9 {
		v = v*10 + int(b[n]-'0')
		n++
	}
	if n == 0 || n > 1 && b[0] == '0' || v > 255 || b[n] != ',' && b[n] != '}' {
		return noKind, 0
	}
	h.source = v
	return h.kind(), from - 1
}

const (
	timeKey   = `,"timestamp":`
	maxDigits = 18
)

// plainTail reads the end of an event: ,"timestamp":1700000000000}.
func plainTail(b []byte) (t event.Millis, ok bool) {
	end := len(b) - 1
	if end < 0 || b[end] != '}' {
		return 0, false
	}
	i, power := end, event.Millis(1)
	for i > 0 && end-i < maxDigits && b[i-1]-'0' <= 9 {
		i--
		t += event.Millis(b[i]-'0') * power
		power *= 10
	}
	if i == end || i < len(timeKey) || string(b[i-len(timeKey):i]) != timeKey || b[i] == '0' && end-i > 1 {
		return 0, false
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
