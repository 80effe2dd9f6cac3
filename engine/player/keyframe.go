package player

import (
	"sort"
	"sync"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// What replaying costs, in units of about 0.1 µs: an event has to be found and
// scanned, an operation applied, text copied.
const (
	eventCost   = 8
	opCost      = 4
	textPerCost = 64 // bytes of text per unit
	unpackCost  = 1  // per node of a keyframe
)

// defaultSpacing is the replay cost between keyframes to begin with, about 1 ms.
// Going over the byte budget drops every other keyframe and doubles it.
const defaultSpacing = 10_000

// keyframe is a packed tree and the number of events applied to it.
type keyframe struct {
	index int
	page  *dom.Packed
}

// marks are the places from which a replay can start: keyframes and full
// snapshots; and what finds the pointer quickly.
type marks struct {
	mu        sync.Mutex
	track     event.Track
	rev       int // of the track
	budget    int
	bytes     int
	spacing   int
	frames    []keyframe // by index
	covered   int        // events up to which Index has placed keyframes
	scanned   int        // events that the lists below cover
	snapshots []int      // indexes of snapshot events
	pointers  []int32    // index of the last pointer or interaction event before each block's end, or -1
}

// blockLen is the number of events per entry of marks.pointers.
const blockLen = 1024

func (m *marks) reset(track event.Track, rev int, opts Options) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.track, m.rev, m.budget = track, rev, opts.KeyframeBytes
	m.bytes, m.spacing, m.covered = 0, opts.Spacing, 0
	m.frames, m.snapshots, m.pointers, m.scanned = nil, nil, nil, 0
}

// before returns the last keyframe with at most n applied events.
func (m *marks) before(n int) (keyframe, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := sort.Search(len(m.frames), func(i int) bool { return m.frames[i].index > n })
	if i == 0 {
		return keyframe{}, false
	}
	return m.frames[i-1], true
}

// scan brings the lists up to the track's length.
func (m *marks) scan() {
	last := int32(-1)
	if len(m.pointers) > 0 {
		last = m.pointers[len(m.pointers)-1]
	}
	for n := m.track.Len(); m.scanned < n; m.scanned++ {
		if m.scanned%blockLen == 0 {
			m.pointers = append(m.pointers, last)
		}
		switch m.track.Meta(m.scanned).Kind {
		case event.KindSnapshot:
			m.snapshots = append(m.snapshots, m.scanned)
		case event.KindPointer, event.KindInteraction:
			last = int32(m.scanned)
			m.pointers[len(m.pointers)-1] = last
		}
	}
}

// snapshot returns the last snapshot event s of the track with from <= s < to.
func (m *marks) snapshot(rev, from, to int) (int, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rev != rev {
		return 0, false
	}
	m.scan()
	i := sort.SearchInts(m.snapshots, to)
	if i == 0 || m.snapshots[i-1] < from {
		return 0, false
	}
	return m.snapshots[i-1], true
}

// lastPointer returns the index of the last pointer or interaction event below
// n, -1 when there is none.
func (m *marks) lastPointer(n int) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.scan()
	n = min(n, m.scanned)
	for i := n - 1; i >= 0; i-- {
		if k := m.track.Meta(i).Kind; k == event.KindPointer || k == event.KindInteraction {
			return i
		}
		if b := i / blockLen; i%blockLen == 0 && b > 0 {
			return int(m.pointers[b-1])
		}
	}
	return -1
}

// due reports whether a replay of the given cost since index from, now at index
// to, calls for a keyframe of a page of so many nodes: unpacking it must pay.
// When there is a keyframe in between the cost starts anew.
func (m *marks) due(rev, from, to, cost, nodes int) (place, covered bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if cost < m.spacing+unpackCost*nodes || m.rev != rev {
		return false, false
	}
	i := sort.Search(len(m.frames), func(i int) bool { return m.frames[i].index > from })
	covered = i < len(m.frames) && m.frames[i].index <= to
	return !covered, covered
}

// add places a keyframe.
func (m *marks) add(rev, index int, page *dom.Packed) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rev != rev {
		return
	}
	i := sort.Search(len(m.frames), func(i int) bool { return m.frames[i].index >= index })
	if i < len(m.frames) && m.frames[i].index == index {
		return
	}
	m.frames = append(m.frames, keyframe{})
	copy(m.frames[i+1:], m.frames[i:])
	m.frames[i] = keyframe{index: index, page: page}
	m.bytes += page.Bytes()
	for m.bytes > m.budget && len(m.frames) > 1 {
		m.thin()
	}
}

// thin drops every other keyframe and doubles their spacing.
func (m *marks) thin() {
	m.spacing *= 2
	for i := 1; i < len(m.frames); i++ {
		m.bytes -= m.frames[i].page.Bytes()
		m.frames = append(m.frames[:i], m.frames[i+1:]...)
	}
	clear(m.frames[len(m.frames):cap(m.frames)])
}

// Keyframes returns how many keyframes there are and an estimate of the bytes
// that they hold.
func (p *Player) Keyframes() (n, bytes int) {
	p.marks.mu.Lock()
	defer p.marks.mu.Unlock()
	return len(p.marks.frames), p.marks.bytes
}
