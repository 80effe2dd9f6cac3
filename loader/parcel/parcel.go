package parcel

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/zeebo/xxh3"
)

// Kind is what a parcel's bytes are.
type Kind uint8

// The kinds of parcels. Their numbers are stored.
const (
	KindSegment Kind = 1 // a Datadog segment, compressed as sent
	KindRUM     Kind = 2 // a batch of RUM events as sent, one per line
	KindImage   Kind = 3 // a picture that canvas records refer to
	KindRRWeb   Kind = 4 // a batch of rrweb events as sent: an array, or one per line
	KindPin     Kind = 5 // that a session is to be kept (Index 1) or no longer (0)
	KindMark    Kind = 6 // in a stream: nothing more is there; Index 1 while the session goes on
)

var kindNames = [...]string{KindSegment: "segment", KindRUM: "rum", KindImage: "image", KindRRWeb: "rrweb", KindPin: "pin", KindMark: "mark"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "unknown"
}

// ParseKind returns the kind of a name, 0 for an unknown one.
func ParseKind(s string) Kind {
	for k, name := range kindNames {
		if name != "" && name == s {
			return Kind(k)
		}
	}
	return 0
}

// Parcel is one thing that was taken in: its bytes as sent, and what was said of
// them. Times are milliseconds since the epoch.
type Parcel struct {
	Kind Kind `json:"kind"`
	// Seq is the parcel's position in its session where it is read from a server,
	// 0 otherwise.
	Seq         int64  `json:"seq,omitempty"`
	Application string `json:"application"`
	Session     string `json:"session"`
	// Sessions names further sessions that a batch of RUM events belongs to.
	Sessions []string `json:"sessions,omitempty"`
	View     string   `json:"view,omitempty"`
	// Index orders the segments of a view; -1 when the recorder does not number
	// them.
	Index    int   `json:"index"`
	Start    int64 `json:"start,omitempty"`
	End      int64 `json:"end,omitempty"`
	Records  int   `json:"records,omitempty"`
	Snapshot bool  `json:"snapshot,omitempty"`
	// Received is when it was taken in first.
	Received int64 `json:"received"`
	// Name is a picture's name.
	Name string `json:"name,omitempty"`
	// Deflated says that a batch of RUM events is compressed.
	Deflated bool `json:"deflated,omitempty"`
	// Client tells the browsers of an application apart, as far as that goes: a
	// hash. Pictures are sent without a session's id.
	Client string `json:"client,omitempty"`
	// SDK is the recorder's version and Agent the browser's User-Agent, where the
	// request told.
	SDK   string `json:"sdk,omitempty"`
	Agent string `json:"agent,omitempty"`
	// Meta is the description that was sent beside a segment, as JSON.
	Meta jsontext.Value `json:"meta,omitempty"`

	// Body is what was sent. It must not change until Add has returned.
	Body []byte `json:"-"`
}

// ID tells parcels apart: the same bytes for the same place in the same session
// are the same parcel, however often they are sent.
type ID [16]byte

// String returns the id in hexadecimal.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// ID returns the parcel's identity. The hash (XXH3, 128 bits) takes a tenth of
// the time of one that withstands forgers, of whom there is nothing to fear here:
// to have a parcel taken for one that was there, they would have to know its
// bytes before it comes.
func (e *Parcel) ID() ID {
	h := xxh3.New()
	var b [64]byte
	head := append(b[:0], byte(e.Kind))
	for _, s := range [...]string{e.Application, e.Session, e.View, e.Name} {
		head = binary.AppendUvarint(head, uint64(len(s)))
		head = append(head, s...)
	}
	head = binary.AppendVarint(head, int64(e.Index))
	switch e.Kind {
	case KindSegment:
		head = binary.AppendVarint(head, e.Start)
	case KindPin:
		head = binary.AppendVarint(head, e.Received)
	}
	_, _ = h.Write(head) // never fails
	_, _ = h.Write(e.Body)
	return ID(h.Sum128().Bytes())
}

// Owners goes through all sessions that the parcel belongs to.
func (e *Parcel) Owners(yield func(string) bool) {
	if !yield(e.Session) {
		return
	}
	for _, s := range e.Sessions {
		if s != e.Session && !yield(s) {
			return
		}
	}
}

// maxID bounds ids, in bytes.
const maxID = 128

// ValidID reports whether s can be the id of a session, a view or an
// application: short, and without anything that means something in a path, a
// URL or on a terminal.
func ValidID(s string) bool {
	if s == "" || len(s) > maxID {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.:~", r))
	}) < 0
}

// A pack is a sequence of parcels, each:
//
//	magic "PHP1", head length, body length, checksum   4 × 4 bytes, little endian
//	head                                               the parcel as JSON
//	body                                               the bytes as sent
//
// The checksum is CRC-32C of head and body. A pack may end in the middle of a
// parcel: nobody was told that it is there.
const (
	// Preamble is the size of what [Size] reads.
	Preamble = 16

	magic   = "PHP1"
	maxHead = 1 << 20
	// MaxBody bounds the bytes of a parcel.
	MaxBody = 64 << 20
)

// asSent lets pass what browsers let pass: descriptions are kept as they came.
var asSent = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrTorn says that bytes end, or stop making sense, within a parcel.
var ErrTorn = errors.New("the bytes end within a parcel")

// Encode returns the preamble and head of the parcel; the body follows them.
func (e *Parcel) Encode() ([]byte, error) {
	head, err := json.Marshal(e, asSent)
	if err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	if len(head) > maxHead || len(e.Body) > MaxBody {
		return nil, fmt.Errorf("parcel of %d + %d bytes is too large", len(head), len(e.Body))
	}
	b := make([]byte, Preamble, Preamble+len(head))
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(head)))
	binary.LittleEndian.PutUint32(b[8:], uint32(len(e.Body)))
	sum := crc32.Update(crc32.Checksum(head, castagnoli), castagnoli, e.Body)
	binary.LittleEndian.PutUint32(b[12:], sum)
	return append(b, head...), nil
}

// Decode reads the parcel at the start of b and returns its size. The parcel's
// body lies in b.
func Decode(b []byte) (*Parcel, int, error) {
	head, size, err := Size(b)
	if err != nil {
		return nil, 0, err
	}
	if len(b) < size {
		return nil, 0, ErrTorn
	}
	content := b[Preamble:size]
	if crc32.Checksum(content, castagnoli) != binary.LittleEndian.Uint32(b[12:]) {
		return nil, 0, fmt.Errorf("parcel: checksum: %w", ErrTorn)
	}
	e := &Parcel{Index: -1}
	if err := json.Unmarshal(content[:head], e, asSent); err != nil {
		return nil, 0, fmt.Errorf("parcel: %w", err)
	}
	e.Body = content[head:]
	return e, size, nil
}

// Size reads the preamble: the length of the head, and of the whole parcel.
func Size(b []byte) (head, size int, err error) {
	if len(b) < Preamble || string(b[:4]) != magic {
		return 0, 0, ErrTorn
	}
	h, n := binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	if h > maxHead || n > MaxBody {
		return 0, 0, ErrTorn
	}
	return int(h), Preamble + int(h) + int(n), nil
}
