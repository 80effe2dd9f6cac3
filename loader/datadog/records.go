package datadog

import (
	"encoding/binary"
	"iter"

	"playhead/engine/event"
)

// recordList holds the records of a segment as bytes, about ten for each, since
// there are hundreds of thousands of them and every one is kept for as long as
// the recording is open. Any of them is found by reading on from a mark.
type recordList struct {
	n     int
	bytes []byte
	marks []recordMark
	last  entry // while the list is made
}

// recordsPerMark is how many records there are to a mark: 8 are read on average
// to find one, in 50 ns.
const recordsPerMark = 16

// recordMark is what reading on needs to know of the record before.
type recordMark struct {
	at   uint32 // in the list's bytes
	end  int    // in the document
	time event.Millis
}

// entry is a record with what it adds to the numbering of its stream.
type entry struct {
	Record
	changes bool // a Change record or a full snapshot of changes, which has counts
	broken  bool // it is not what the format says: its counts are wrong
	nodes   int32
	sheets  int32
	strings int32
	// clears are the numbers of strings that the record had added when it emptied
	// the string table.
	clears []int32
}

// Flags of an entry, above its kind.
const (
	entryKind    = 0x1f
	entryChanges = 0x20
	entryBroken  = 0x40
	entryClears  = 0x80
)

// add appends a record.
func (l *recordList) add(e *entry) {
	if l.n%recordsPerMark == 0 {
		l.marks = append(l.marks, recordMark{uint32(len(l.bytes)), l.last.End, l.last.Time}) //nolint:gosec // ten bytes for each record of a segment below 4 GiB
	}
	flags := byte(e.Kind)
	if e.changes {
		flags |= entryChanges
	}
	if e.broken {
		flags |= entryBroken
	}
	if len(e.clears) > 0 {
		flags |= entryClears
	}
	b := append(l.bytes, flags, e.Type)
	b = binary.AppendVarint(b, int64(e.Start-l.last.End))
	b = binary.AppendUvarint(b, uint64(e.End-e.Start)) //nolint:gosec // a length
	b = binary.AppendVarint(b, int64(e.Time-l.last.Time))
	if e.Type == typeFullSnapshot {
		b = append(b, byte(e.format)) //nolint:gosec // three of them
	}
	if e.changes {
		for _, n := range [...]int32{e.nodes, e.sheets, e.strings} {
			b = binary.AppendUvarint(b, uint64(n)) //nolint:gosec // counts
		}
	}
	if len(e.clears) > 0 {
		b = binary.AppendUvarint(b, uint64(len(e.clears)))
		for _, n := range e.clears {
			b = binary.AppendUvarint(b, uint64(n)) //nolint:gosec // counts
		}
	}
	l.bytes, l.last = b, *e
	l.n++
}

// from returns a cursor that stands before the record at mark m.
func (l *recordList) from(m int) recordCursor {
	k := l.marks[m]
	return recordCursor{rest: l.bytes[k.at:], entry: entry{Record: Record{End: k.end, Time: k.time}}}
}

// all goes through the records.
func (l *recordList) all() iter.Seq2[int, *entry] {
	return func(yield func(int, *entry) bool) {
		if l.n == 0 {
			return
		}
		c := l.from(0)
		for i := range l.n {
			c.next()
			if !yield(i, &c.entry) {
				return
			}
		}
	}
}

// recordCursor reads a list of records.
type recordCursor struct {
	rest  []byte
	entry entry // the last one read
}

// next reads the next record; there must be one.
func (c *recordCursor) next() {
	e, b := &c.entry, c.rest
	flags := b[0]
	e.Kind, e.Type = event.Kind(flags&entryKind), b[1]
	e.changes, e.broken = flags&entryChanges != 0, flags&entryBroken != 0
	e.format, e.clears = 0, nil
	e.nodes, e.sheets, e.strings = 0, 0, 0
	b = b[2:]
	gap, b := signed(b)
	e.Start = e.End + int(gap)
	size, b := count(b)
	e.End = e.Start + int(size) //nolint:gosec // as add wrote it
	time, b := signed(b)
	e.Time += event.Millis(time)
	if e.Type == typeFullSnapshot {
		e.format = int8(b[0]) //nolint:gosec // as add wrote it
		b = b[1:]
	}
	if e.changes {
		e.nodes, b = count32(b)
		e.sheets, b = count32(b)
		e.strings, b = count32(b)
	}
	if flags&entryClears != 0 {
		var n int32
		n, b = count32(b)
		e.clears = make([]int32, n)
		for i := range e.clears {
			e.clears[i], b = count32(b)
		}
	}
	c.rest = b
}

// count, count32 and signed read numbers that add wrote and return what is left.
// Most are of one byte.
func count(b []byte) (uint64, []byte) {
	if b[0] < 0x80 {
		return uint64(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	return v, b[n:]
}

func count32(b []byte) (int32, []byte) {
	v, b := count(b)
	return int32(v), b //nolint:gosec // as add wrote it
}

func signed(b []byte) (int64, []byte) {
	v, b := count(b)
	return int64(v>>1) ^ -int64(v&1), b //nolint:gosec // zigzag
}
