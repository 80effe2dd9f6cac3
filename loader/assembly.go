package loader

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"playhead/engine/event"
	"playhead/loader/container"
	"playhead/loader/datadog"
)

// view collects the segments of one Datadog view.
type view struct {
	id       string
	tab      string // RUM's tab id, "" when unknown
	promised int    // segments the recorder says it made, -1 when unknown
	segments []*segment
	sorted   bool
	start    event.Millis
	end      event.Millis
	known    map[segmentKey]*segment
}

// segmentKey tells the segments of a view apart: by index where they have one,
// else by time.
type segmentKey struct {
	index      int
	start, end event.Millis
}

func (s *segment) key() segmentKey {
	if s.IndexInView >= 0 {
		return segmentKey{index: s.IndexInView}
	}
	return segmentKey{-1, s.start, s.end}
}

// step is one thing that is appended to a view's stream: a segment, or a gap.
type step struct {
	segment *segment // nil: a gap
	time    event.Millis
	what    string
	view    *view
}

// place puts a segment into its view; the same segment again is dropped, and of
// two versions the one with more records stays.
func (b *build) place(ses *session, s *segment, place string, wire int64) {
	v := ses.views[s.View]
	if v == nil {
		v = &view{id: s.View, promised: -1, start: s.start, end: s.end, known: make(map[segmentKey]*segment)}
		ses.views[s.View] = v
		ses.order = append(ses.order, v)
	}
	if o := v.known[s.key()]; o != nil {
		b.duplicate("segment", place, wire)
		ses.wire -= wire
		if s.Len() > o.Len() {
			v.segments[slices.Index(v.segments, o)] = s
			v.known[s.key()] = s
			v.sorted = false
		}
		return
	}
	v.known[s.key()] = s
	v.segments = append(v.segments, s)
	v.sorted = false
	v.start, v.end = min(v.start, s.start), max(v.end, s.end)
	if ses.start == 0 || s.start < ses.start && s.start > 0 {
		ses.start = s.start
	}
	ses.end = max(ses.end, s.end)
	ses.segments++
	ses.snapshots += s.snapshots
}

// sort brings the segments into their order.
func (v *view) sort() {
	if v.sorted {
		return
	}
	slices.SortStableFunc(v.segments, func(a, b *segment) int {
		if a.IndexInView >= 0 && b.IndexInView >= 0 {
			return cmp.Compare(a.IndexInView, b.IndexInView)
		}
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.order, b.order))
	})
	v.sorted = true
}

// steps lists what the view's stream consists of, in order, with a gap where
// segments are missing. Without gaps it stops at the first: what is missing may
// still come. final says that it cannot.
func (v *view) steps(final, gaps bool) (steps []step, whole bool) {
	v.sort()
	next := 0
	last := v.start
	for _, s := range v.segments {
		if s.IndexInView > next {
			if !gaps {
				return steps, false
			}
			steps = append(steps, step{view: v, time: last, what: missing(next, s.IndexInView-1)})
		}
		steps = append(steps, step{view: v, segment: s})
		if s.IndexInView >= 0 {
			next = s.IndexInView + 1
		}
		last = max(last, s.end)
		if s.cut && !s.Damaged { // the stream marks damaged ones itself
			steps = append(steps, step{view: v, time: last, what: "the rest of a segment that was cut off"})
		}
	}
	if final && v.promised > next && next > 0 {
		steps = append(steps, step{view: v, time: last, what: missing(next, v.promised-1)})
	}
	return steps, true
}

func missing(from, to int) string {
	if from == to {
		return fmt.Sprintf("segment %d", from)
	}
	return fmt.Sprintf("segments %d to %d", from, to)
}

// Views of one tab follow one another, but the first records of a route's view
// carry the view's start, which can be before the last records of the view it
// replaces.
const viewOverlap = event.Millis(2000)

// maxTabs bounds the tabs of a session; views that would need more are left out.
const maxTabs = 128

// lanes distributes views over tabs: a view goes to the tab whose last view
// ended most recently before it starts; views that overlap are different tabs.
// It counts the views for which there were too many tabs.
func (ses *session) lanes() (lanes [][]*view, left int) {
	views := slices.Clone(ses.order)
	slices.SortStableFunc(views, func(a, b *view) int { return cmp.Compare(a.start, b.start) })
	for _, v := range views {
		best, bestEnd := -1, event.Millis(0)
		for i, lane := range lanes {
			last := lane[len(lane)-1]
			if v.tab != "" && last.tab != "" && v.tab != last.tab {
				continue
			}
			if last.end > v.start+v.tolerance(last) {
				continue
			}
			if best < 0 || last.end > bestEnd || v.tab != "" && last.tab == v.tab && lanes[best][len(lanes[best])-1].tab != v.tab {
				best, bestEnd = i, last.end
			}
		}
		switch {
		case best >= 0:
		case len(lanes) >= maxTabs:
			left++
			continue
		default:
			lanes = append(lanes, []*view{v})
			continue
		}
		lanes[best] = append(lanes[best], v)
	}
	return lanes, left
}

// tolerance is by how much v may overlap the view before it in the same tab.
func (v *view) tolerance(before *view) event.Millis {
	for _, s := range v.segments {
		if s.IndexInView <= 0 && s.CreationReason == "view_change" {
			return viewOverlap
		}
	}
	return max(50, min(viewOverlap, (v.end-v.start)/2, (before.end-before.start)/2))
}

// lane is a Datadog track under construction.
type lane struct {
	track   *Track
	source  *streams
	applied []step
	views   []View
	last    event.Millis
	jumps   int // time stamps that run far backwards
	current *view
}

// assemble brings the session's tracks up to date with its segments and returns
// them. A track whose published events would change is replaced.
func (b *build) assemble(ses *session, final bool) []*Track {
	all, left := ses.lanes()
	ses.left = left
	for i, views := range all {
		want := laneSteps(views, i == 0, final, final || b.live)
		if i == len(ses.tracks) {
			ses.tracks = append(ses.tracks, b.newLane(i))
		}
		l := ses.tracks[i]
		if !startsWith(want, l.applied) {
			l = b.newLane(i)
			ses.tracks[i] = l
		}
		l.extend(want[len(l.applied):], ses)
	}
	ses.tracks = ses.tracks[:len(all)]
	out := make([]*Track, 0, len(all))
	for _, l := range ses.tracks {
		out = append(out, l.track)
	}
	return out
}

// laneSteps lists what a track consists of: the steps of its views, and gaps
// where views do not connect. Without gaps it ends at the first one; final says
// that nothing more can come.
func laneSteps(views []*view, first, final, gaps bool) []step {
	var want []step
	for i, v := range views {
		if i == 0 && first && gaps && v.route() {
			want = append(want, step{view: v, time: v.start, what: "the view before the first"})
		}
		steps, whole := v.steps(final, gaps)
		want = append(want, steps...)
		if !whole {
			break
		}
		if gaps && i+1 < len(views) {
			if what := v.lacks(views[i+1]); what != "" && steps[len(steps)-1].segment != nil {
				want = append(want, step{view: v, time: v.end, what: what})
			}
		}
	}
	return want
}

// route reports whether the view began while a page and its recorder went on: a
// change of route in a single-page app.
func (v *view) route() bool {
	v.sort()
	return len(v.segments) > 0 && v.segments[0].CreationReason == "view_change" && v.segments[0].IndexInView <= 0
}

// lacks says what is missing between a view and the next of its tab. Recorders
// end a view with a record right when the next route's begins; views that a page
// load ends have no such record, what was pending then is lost anyway.
func (v *view) lacks(next *view) string {
	if !next.route() {
		return ""
	}
	ended := false
	for _, s := range v.segments {
		ended = ended || s.ended
	}
	switch {
	case !ended:
		return "the end of the view"
	case next.start-v.end > viewOverlap:
		return "one or more views after this one"
	}
	return ""
}

func startsWith(want, applied []step) bool {
	return len(want) >= len(applied) && slices.EqualFunc(want[:len(applied)], applied, func(a, b step) bool {
		return a.view == b.view && a.segment == b.segment && a.what == b.what
	})
}

func (b *build) newLane(i int) *lane {
	src := &streams{cache: b.cache}
	name := fmt.Sprintf("tab %d", i+1)
	return &lane{source: src, track: newTrack(name, name, src)}
}

// extend appends steps to the track.
func (l *lane) extend(steps []step, ses *session) {
	var more []trackEvent
	views := slices.Clone(l.views)
	for _, st := range steps {
		if st.view != l.current {
			l.current = st.view
			l.source.open(st.view.id)
			views = append(views, View{ID: st.view.id, Start: max(st.view.start, l.last), End: l.last})
		}
		n := int32(len(views) - 1)
		v := &views[n]
		if st.segment != nil && st.segment.meta.found && v.URL == "" {
			v.URL = st.segment.meta.href
		}
		s := l.source.last()
		from := s.stream.Len()
		s.add(st, l.source.cache)
		i := from
		for r := range s.stream.Records(from) {
			if r.Time+clockJump < l.last {
				l.jumps++
			}
			l.last = max(l.last, r.Time)
			more = append(more, trackEvent{time: l.last, at: int64(i), src: n, view: n, kind: r.Kind})
			i++
		}
		v.End = l.last
	}
	l.applied = append(l.applied, steps...)
	for i := range views {
		if r, ok := ses.rumViews[views[i].ID]; ok {
			views[i].Name, views[i].Fields = r.Name, r.Fields
			views[i].Hidden = nil
			for _, h := range r.Hidden {
				views[i].Hidden = append(views[i].Hidden, Span(h))
			}
			if r.URL != "" {
				views[i].URL = r.URL
			}
		}
	}
	l.views = views
	l.track.extend(more, views)
}

// clockJump is how far back a time stamp may lie without being counted as a
// problem: frustration records refer to the past.
const clockJump = event.Millis(5000)

// streams is the source of a Datadog track: one stream per view.
type streams struct {
	cache *inflater

	mu   sync.RWMutex
	list []*viewStream
}

// viewStream is a view's records and the segments that hold their bytes.
type viewStream struct {
	view   string
	stream datadog.Stream

	mu       sync.RWMutex
	segments []*segment
}

func (s *streams) open(view string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, &viewStream{view: view})
}

func (s *streams) last() *viewStream { return s.list[len(s.list)-1] }

func (s *streams) get(i int32) *viewStream {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.list[i]
}

func (v *viewStream) add(st step, cache *inflater) {
	if st.segment == nil {
		v.stream.Gap(st.time, st.what)
		return
	}
	v.mu.Lock()
	v.segments = append(v.segments, st.segment)
	v.mu.Unlock()
	v.stream.Append(st.segment.Segment, packetText{cache, st.segment.packet})
}

func (v *viewStream) segment(i int) *segment {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.segments[i]
}

func (s *streams) decode(e *trackEvent, b *event.Batch) {
	v := s.get(e.src)
	var err error
	fault := container.Guard(func() { err = v.stream.Decode(int(e.at), b) })
	runtime.KeepAlive(v) // and with it the memory of its segments
	if fault != nil {
		err = fault
	}
	if err != nil {
		_, n := v.stream.Record(int(e.at))
		b.Problems = append(b.Problems, event.Problem{Kind: event.ProblemTruncated, Detail: err.Error(), Place: v.segment(n).packet.place, Time: e.time})
	}
}

func (s *streams) raw(e *trackEvent) []byte {
	v := s.get(e.src)
	r, n := v.stream.Record(int(e.at))
	if n < 0 {
		return nil
	}
	doc, err := s.cache.bytes(v.segment(n).packet)
	if err != nil || r.End > len(doc) {
		return nil
	}
	return doc[r.Start:r.End:r.End]
}

func (s *streams) place(e *trackEvent) string {
	v := s.get(e.src)
	r, n := v.stream.Record(int(e.at))
	if n < 0 {
		return fmt.Sprintf("view %s: gap", v.view)
	}
	return fmt.Sprintf("%s: record %d at byte %d", v.segment(n).packet.place, e.at, r.Start)
}
