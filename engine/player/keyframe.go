package player

import (
	"slices"
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
	bytesPer    = 2  // bytes of a keyframe that are worth a unit
)

// defaultSpacing is the replay cost between keyframes to begin with, beside what
// unpacking one costs and its bytes are worth. Going over the byte budget drops
// every other keyframe and doubles all of it.
const defaultSpacing = 2_000

// keyframe is a packed tree and the number of events applied to it.
//
// Most are packed beside an earlier one. Keyframes are counted from one that is
// packed by itself, which is number 0; number n is packed beside the one whose
// number is n without its lowest bit. So 16 of them are unpacked by way of four
// others at most, and no other keyframe needs those with odd numbers, which is half
// of them.
type keyframe struct {
	index int
	n     int
	page  *dom.Packed
}

// besides is how many keyframes there are to one that is packed by itself.
const besides = 16

// base returns the tree beside which the keyframe after k is packed, and that one's
// number.
func (k keyframe) base() (*dom.Packed, int) {
	n := k.n + 1
	if k.page == nil || n == besides {
		return nil, 0
	}
	b := k.page
	for at := k.n; at != n&(n-1) && b.Base() != nil; at &= at - 1 {
		b = b.Base()
	}
	return b, n
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
	factor    int        // of spacing, and what is added to it
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
	m.bytes, m.spacing, m.factor, m.covered = 0, opts.Spacing, 1, 0
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
// to, calls for a keyframe of a page of so many nodes: unpacking it must pay, and
// so must the memory that keyframes of this recording take.
// When there is a keyframe in between the cost starts anew.
func (m *marks) due(rev, from, to, cost, nodes int) (place, covered bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	least := m.spacing + unpackCost*nodes + m.bytes/max(len(m.frames), 1)/bytesPer
	if cost < m.factor*least || m.rev != rev {
		return false, false
	}
	i := sort.Search(len(m.frames), func(i int) bool { return m.frames[i].index > from })
	covered = i < len(m.frames) && m.frames[i].index <= to
	return !covered, covered
}

// add places a keyframe of a page, beside those before it.
func (m *marks) add(rev, index int, page *dom.Tree, packer *dom.Packer) {
	last, _ := m.before(index)
	base, n := last.base()
	k := keyframe{index: index, n: n, page: packer.Pack(page, base)}
	if k.page.Base() == nil {
		k.n = 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rev != rev {
		return
	}
	i := sort.Search(len(m.frames), func(i int) bool { return m.frames[i].index >= index })
	if i < len(m.frames) && m.frames[i].index == index {
		return
	}
	m.frames = slices.Insert(m.frames, i, k)
	m.bytes += k.page.Bytes()
	for m.bytes > m.budget && len(m.frames) > 1 {
		m.thin()
	}
}

// thin drops every other keyframe and doubles their spacing: those with odd
// numbers, or where all are packed by themselves, every other of them.
func (m *marks) thin() {
	m.factor *= 2
	alone := !slices.ContainsFunc(m.frames, func(k keyframe) bool { return k.n > 0 })
	kept := m.frames[:0]
	for i, k := range m.frames {
		if k.n%2 == 1 || alone && i%2 == 1 {
			m.bytes -= k.page.Bytes()
			continue
		}
		k.n /= 2
		kept = append(kept, k)
	}
	clear(m.frames[len(kept):])
	m.frames = kept
}

// Keyframes returns how many keyframes there are and an estimate of the bytes
// that they hold.
func (p *Player) Keyframes() (n, bytes int) {
	p.mu.Lock()
	p.cursor.settle()
	p.mu.Unlock()
	p.marks.mu.Lock()
	defer p.marks.mu.Unlock()
	return len(p.marks.frames), p.marks.bytes
}
