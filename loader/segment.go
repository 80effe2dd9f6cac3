package loader

import (
	"context"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/container"
	"playhead/loader/datadog"
	"playhead/loader/scan"
)

// segment is one Datadog segment of the sources.
type segment struct {
	*datadog.Segment
	packet *packet
	meta   pageMeta
	start  event.Millis // least and greatest record time
	end    event.Millis
	cut    bool // records are missing at its end
	order  int  // of arrival

	snapshots int  // full snapshots in it
	ended     bool // the view's end is in it
	changes   bool // it holds Change records
}

// pageMeta is what the first meta record of a segment says.
type pageMeta struct {
	found bool
	href  string
	w, h  float64
}

// segments reads a document of Datadog segments: one, or several one after the
// other, or an array of them.
func (b *build) segments(ctx context.Context, d *container.Document) error {
	d.ReadAll(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	doc := d.Bytes()
	packed, memory := d.Packed()
	key := packed
	if key == nil {
		key = doc
	}
	if len(key) <= hashMost && !b.fresh(key) {
		b.duplicate("segment", d.Place, int64(len(key)))
		return nil
	}
	p := &packet{place: d.Place, packed: packed, memory: memory, size: len(doc)}
	if packed == nil || len(doc) > inflatedMost {
		p.packed, p.plain, p.memory = nil, doc, d.Keep()
	}
	wire, count := d.Wire(), 0
	off := skipBetween(doc, len(doc)-len(trimBOM(doc)))
	for off < len(doc) {
		if err := ctx.Err(); err != nil {
			return err
		}
		seg, next := datadog.Index(doc, off)
		if seg == nil || next <= off {
			break
		}
		if p.packed != nil {
			seg.KeepStrings(doc) // no record should need other segments inflated
		}
		from := off
		off = skipBetween(doc, next)
		if count == 0 {
			from = 0
		}
		// Each segment's share of the bytes, which add up exactly.
		size := share(wire, off, len(doc)) - share(wire, from, len(doc))
		count++
		place := d.Place
		if count > 1 || off < len(doc) {
			place = fmt.Sprintf("%s: segment %d", d.Place, count)
		}
		b.segment(d, doc, p, seg, place, size, int64(off-from))
		d.Advance(int64(off))
		if b.due() {
			b.publish(false)
		}
	}
	return nil
}

// share is what falls to the first part bytes of whole.
// hashMost is the size up to which segments are hashed to find duplicates;
// those in bigger documents are told by view and index alone.
const hashMost = 1 << 20

// share is what falls to the first part bytes of whole.
func share(total int64, part, whole int) int64 {
	return int64(float64(total) * float64(part) / float64(whole))
}

// skipBetween moves over what separates the segments of an array.
func skipBetween(doc []byte, off int) int {
	for off < len(doc) && strings.IndexByte("[], \t\r\n", doc[off]) >= 0 {
		off++
	}
	return off
}

// fresh reports whether bytes are seen for the first time, and remembers them.
func (b *build) fresh(p []byte) bool {
	h := maphash.Bytes(b.seed, p)
	if _, ok := b.seen[h]; ok {
		return false
	}
	b.seen[h] = struct{}{}
	return true
}

// segment adds one segment to its session.
func (b *build) segment(d *container.Document, doc []byte, p *packet, seg *datadog.Segment, place string, wire, raw int64) {
	for _, pr := range seg.Problems {
		b.problem(place, pr)
	}
	s := &segment{Segment: seg, packet: p, order: b.segmentCount}
	b.segmentCount++
	s.start, s.end = seg.Start, seg.End
	s.cut = d.Err() != nil
	i := 0
	for r := range seg.Records() {
		if s.start == 0 || r.Time < s.start {
			s.start = r.Time
		}
		s.end = max(s.end, r.Time)
		if r.Type == 4 && !s.meta.found {
			s.meta = readMeta(doc[r.Start:r.End])
		}
		switch r.Kind {
		case event.KindSnapshot:
			s.snapshots++
			b.snapshots = b.snapshots || i < 50
		case event.KindViewEnd:
			s.ended = true
		}
		s.changes = s.changes || r.Type == 12
		i++
	}
	for _, pr := range seg.Problems {
		if pr.Kind == event.ProblemTruncated {
			s.cut = true
		}
	}
	if s.RecordsCount > s.Len() {
		s.cut = true
	}
	s.fromForm(d.Form)
	ses := b.session(s.Session, FormatDatadog)
	if ses.application == "" {
		ses.application = s.Application
	}
	ses.target(d)
	ses.wire += wire
	ses.raw += raw
	if s.View == "" {
		b.homeless = append(b.homeless, homeless{ses, s, place})
		return
	}
	b.place(ses, s, place, wire)
}

// readMeta reads a meta record (type 4): address and viewport.
func readMeta(raw []byte) pageMeta {
	var m pageMeta
	s := scan.New(raw)
	var t scan.Text
	if !s.Object() {
		return m
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "data" || !s.Object() {
			if string(key) != "data" {
				s.Skip()
			}
			continue
		}
		for key, ok := s.Key(); ok; key, ok = s.Key() {
			switch string(key) {
			case "href":
				m.href, _ = s.Text(&t)
				m.found = true
			case "width":
				m.w, _ = s.Float()
			case "height":
				m.h, _ = s.Float()
			default:
				s.Skip()
			}
		}
	}
	return m
}

// fromForm fills in what a damaged segment does not say of itself from the form
// it was sent in: the part "event", or the flat fields of SDK 3.
func (s *segment) fromForm(f *container.Form) {
	if f == nil || s.View != "" && s.Session != "" {
		return
	}
	if v := f.Value("event"); v != nil {
		s.fill(readMetadata(v))
		return
	}
	m := metadata{index: -1, records: -1}
	m.session, m.view = string(f.Value("session.id")), string(f.Value("view.id"))
	m.application = string(f.Value("application.id"))
	m.start = parseMillis(f.Value("start"))
	m.end = parseMillis(f.Value("end"))
	if n, err := strconv.Atoi(string(f.Value("records_count"))); err == nil {
		m.records = n
	}
	s.fill(m)
}

func parseMillis(b []byte) event.Millis {
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return 0
	}
	return event.Millis(n)
}

// metadata is the description of a segment that is sent beside it.
type metadata struct {
	application, session, view string
	start, end                 event.Millis
	index, records             int
}

func (s *segment) fill(m metadata) {
	if s.Session == "" {
		s.Session = m.session
	}
	if s.Application == "" {
		s.Application = m.application
	}
	if s.View == "" {
		s.View, s.IndexInView = m.view, m.index
	}
	if s.RecordsCount < 0 {
		s.RecordsCount = m.records
		s.cut = s.cut || m.records > s.Len()
	}
}

// readMetadata reads the JSON description of a segment.
func readMetadata(b []byte) metadata {
	m := metadata{index: -1, records: -1}
	s := scan.New(b)
	var t scan.Text
	id := func() string {
		v := ""
		if s.Object() {
			for key, ok := s.Key(); ok; key, ok = s.Key() {
				if string(key) == "id" {
					v, _ = s.Text(&t)
				} else {
					s.Skip()
				}
			}
		}
		return v
	}
	number := func(missing int64) int64 {
		if v, ok := s.Int(); ok {
			return v
		}
		return missing
	}
	if !s.Object() {
		return m
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "session":
			m.session = id()
		case "view":
			m.view = id()
		case "application":
			m.application = id()
		case "start":
			m.start = event.Millis(number(0))
		case "end":
			m.end = event.Millis(number(0))
		case "index_in_view":
			m.index = int(number(-1))
		case "records_count":
			m.records = int(number(-1))
		default:
			s.Skip()
		}
	}
	return m
}

// homeless is a segment that does not say which view it belongs to.
type homeless struct {
	session *session
	segment *segment
	place   string
}

// settle finds homes for segments that do not name their view, when everything
// is loaded. A description that lies beside the segments and tells exactly its
// start is proof; without one it becomes a view of its own, and that is said.
func (b *build) settle() {
	at := make(map[event.Millis][]metadata, len(b.metadata))
	for _, m := range b.metadata {
		if len(at[m.start]) < 16 && m.view != "" { // tabs may start segments at once
			at[m.start] = append(at[m.start], m)
		}
	}
	for _, h := range b.homeless {
		ses, s := h.session, h.segment
		var match []metadata
		for _, m := range at[s.start] {
			if m.end >= s.end && !b.has(m) {
				match = append(match, m)
			}
		}
		if len(match) == 1 {
			s.fill(match[0])
			ses = b.session(match[0].session, FormatDatadog)
		} else if only := b.onlySession(); only != nil && s.Session == "" {
			ses = only
		}
		if s.View == "" {
			s.View = "unknown view " + strconv.Itoa(s.order+1)
			b.problem(h.place, event.Problem{Kind: event.ProblemMissing, Time: s.start, Detail: "the segment does not say which view it belongs to; it is shown as a view of its own"})
		}
		b.place(ses, s, h.place, 0)
	}
	b.homeless = nil
}

// has reports whether the segment that m describes is there.
func (b *build) has(m metadata) bool {
	ses := b.byID[m.session]
	if ses == nil {
		return false
	}
	v := ses.views[m.view]
	if v == nil {
		return false
	}
	k := segmentKey{index: m.index}
	if m.index < 0 {
		k = segmentKey{-1, m.start, m.end}
	}
	return v.known[k] != nil
}

// onlySession returns the one session with an id, nil when there are several.
func (b *build) onlySession() *session {
	var only *session
	for _, s := range b.sessions {
		if s.id == "" || s.format != FormatDatadog {
			continue
		}
		if only != nil {
			return nil
		}
		only = s
	}
	return only
}
