package player

import (
	"sort"

	"playhead/engine/event"
)

// DefaultIdle is the usual threshold of inactivity, in ms.
const DefaultIdle event.Millis = 5000

// idleMargin is how much of an idle stretch is shown at either end, in ms: what
// an action does to the page, and a moment to see where the next one begins.
const idleMargin event.Millis = 1000

// Span is a stretch of recorded time.
type Span struct {
	From, To event.Millis
}

// IdleMap maps recorded time to compressed time, from which the stretches
// without user activity are cut out. It is the one mapping of the two; the nil
// map cuts nothing. Maps never change.
type IdleMap struct {
	spans []Span
	cut   []event.Millis // ms cut before each span
}

// NewIdleMap finds the idle stretches of a track: those in which for more than
// threshold ms there was no user input and no new page. A threshold of 0 or
// less gives nil.
func NewIdleMap(track event.Track, threshold event.Millis) *IdleMap {
	return newIdleMap(track, threshold, max(1, min(idleMargin, threshold/2)))
}

// NewIdleLimit is NewIdleMap for films: idle stretches become limit ms long.
func NewIdleLimit(track event.Track, limit event.Millis) *IdleMap {
	return newIdleMap(track, limit, max(1, limit/2))
}

func newIdleMap(track event.Track, threshold, margin event.Millis) *IdleMap {
	if threshold <= 0 {
		return nil
	}
	m := &IdleMap{}
	n := track.Len()
	if n == 0 {
		return m
	}
	last := track.Meta(0).Time
	end := track.Meta(n - 1).Time
	for i := range n {
		e := track.Meta(i)
		if e.Time > last && (e.Kind.UserInput() || e.Kind == event.KindSnapshot) {
			m.add(last, e.Time, threshold, margin)
			last = e.Time
		}
	}
	m.add(last, end, threshold, margin)
	return m
}

func (m *IdleMap) add(from, to, threshold, margin event.Millis) {
	if to-from <= threshold || to-from <= 2*margin {
		return
	}
	cut := event.Millis(0)
	if n := len(m.spans); n > 0 {
		cut = m.cut[n-1] + m.spans[n-1].To - m.spans[n-1].From
	}
	m.spans = append(m.spans, Span{from + margin, to - margin})
	m.cut = append(m.cut, cut)
}

// metas is the index of several tracks as one, enough to find inactivity.
type metas []event.Meta

func (m metas) Len() int                 { return len(m) }
func (m metas) Meta(i int) event.Meta    { return m[i] }
func (m metas) Decode(int, *event.Batch) {}

// Merge returns the tabs of a session as one track that holds their ends, what
// the user did and new pages: enough for an idle map, which is of all tabs.
func Merge(tracks ...event.Track) event.Track {
	if len(tracks) == 1 {
		return tracks[0]
	}
	var out metas
	for _, t := range tracks {
		for i := range t.Len() {
			k := t.Meta(i)
			if k.Kind.UserInput() || k.Kind == event.KindSnapshot || i == 0 || i == t.Len()-1 {
				out = append(out, k)
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Time < out[j].Time })
	return out
}

// Spans returns what is cut, in order. The slice must not be changed.
func (m *IdleMap) Spans() []Span {
	if m == nil {
		return nil
	}
	return m.spans
}

// Compress returns the compressed time of recorded time t. All times within an
// idle stretch have the same one.
func (m *IdleMap) Compress(t event.Millis) event.Millis {
	if m == nil {
		return t
	}
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].From > t })
	if i == 0 {
		return t
	}
	s := m.spans[i-1]
	return t - m.cut[i-1] - (min(t, s.To) - s.From)
}

// Expand returns the recorded time of compressed time c: Expand(Compress(t)) is
// t outside of idle stretches and the end of the stretch within.
func (m *IdleMap) Expand(c event.Millis) event.Millis {
	if m == nil {
		return c
	}
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].From-m.cut[i] > c })
	if i == 0 {
		return c
	}
	s := m.spans[i-1]
	return c + m.cut[i-1] + s.To - s.From
}

// At returns the idle stretch that holds t, false when t is in none. The end of
// a stretch is no longer part of it.
func (m *IdleMap) At(t event.Millis) (Span, bool) {
	if m == nil {
		return Span{}, false
	}
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].From > t })
	if i == 0 || t >= m.spans[i-1].To {
		return Span{}, false
	}
	return m.spans[i-1], true
}
