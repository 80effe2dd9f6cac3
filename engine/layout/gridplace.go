package layout

import (
	"slices"

	"playhead/engine/style"
)

// Placement of items (css-grid-2 §8.5).

// axes of a grid.
const (
	cols = 0
	rows = 1
)

// gridItem is an item.
type gridItem struct {
	box   *Box
	span  [2]gridSpan // by axis, in tracks of the whole grid once placed
	fr    Edges
	m     Edges // margins, auto ones 0
	ratio aspect
	// baseShift is the baseline shim above the item in its row.
	baseShift Unit
	frag      *Fragment
	rowH      Unit // outer height under the current column sizes, Indefinite when unknown
	// sub is the subgrid the item is flattened from, see gridsub.go.
	extra  [2][2]Unit // additional margins at subgrid edges, by axis and side
	nested bool       // belongs to a subgrid and is only sized here
	skip   [2]bool    // axes whose tracks it does not size
}

// occupancy says which cells are taken: a bit set per major line.
type occupancy struct {
	lines [][]uint64
	work  int // words looked at
}

// maxPlaceWork bounds the search for free cells; beyond it items go below all
// others.
const maxPlaceWork = 1 << 22

// mask is the part of word w of a bit set that is within the span.
func (s gridSpan) mask(w int) uint64 {
	m := ^uint64(0)
	if w == s.start>>6 {
		m &= ^uint64(0) << (s.start & 63)
	}
	if w == (s.end-1)>>6 {
		m &= ^uint64(0) >> (63 - (s.end-1)&63)
	}
	return m
}

func (o *occupancy) taken(major, minor gridSpan) bool {
	first, last := minor.start>>6, (minor.end-1)>>6
	for i := major.start; i < major.end && i < len(o.lines); i++ {
		l := o.lines[i]
		o.work += 1 + last - first
		for w := first; w <= last && w < len(l); w++ {
			if l[w]&minor.mask(w) != 0 {
				return true
			}
		}
	}
	o.work++
	return false
}

func (o *occupancy) take(major, minor gridSpan) {
	for len(o.lines) < major.end {
		o.lines = append(o.lines, nil)
	}
	first, last := minor.start>>6, (minor.end-1)>>6
	for i := major.start; i < major.end; i++ {
		l := o.lines[i]
		for len(l) <= last {
			l = append(l, 0)
		}
		for w := first; w <= last; w++ {
			l[w] |= minor.mask(w)
		}
		o.lines[i] = l
	}
}

// collectItems lists the in-flow children in order-modified document order.
func (gc *gridContainer) collectItems() {
	n := 0
	for c := gc.b.First; c != nil; c = c.Next {
		if !c.Is(OutOfFlow) {
			n++
		}
	}
	gc.items = make([]gridItem, 0, n)
	sorted, last := true, int32(-1<<31)
	for c := gc.b.First; c != nil; c = c.Next {
		if c.Is(OutOfFlow) {
			continue
		}
		o := c.Style.Flex.Order
		sorted = sorted && o >= last
		last = o
		g := c.Style.Grid
		it := gridItem{box: c, ratio: ratioOf(c), rowH: Indefinite}
		it.span[cols] = gc.ax[cols].resolveSpan(g.ColumnStart, g.ColumnEnd)
		it.span[rows] = gc.ax[rows].resolveSpan(g.RowStart, g.RowEnd)
		gc.items = append(gc.items, it)
	}
	if !sorted {
		slices.SortStableFunc(gc.items, func(a, b gridItem) int {
			return int(max(-1, min(1, int64(a.box.Style.Flex.Order)-int64(b.box.Style.Flex.Order))))
		})
	}
}

// placeItems gives every item its area and adds the implicit tracks.
func (gc *gridContainer) placeItems() {
	major, minor := rows, cols
	if gc.b.Style.Grid.FlowColumn {
		major, minor = cols, rows
	}
	for a := range gc.ax {
		low := 0
		for i := range gc.items {
			if s := gc.items[i].span[a]; !s.auto {
				low = min(low, s.start)
			}
		}
		if gc.ax[a].fixed {
			low = 0
		}
		gc.ax[a].before = -low
		for i := range gc.items {
			if s := &gc.items[i].span[a]; !s.auto {
				s.start -= low
				s.end -= low
				if gc.ax[a].fixed {
					s.clampTo(gc.ax[a].explicit)
				}
			} else if gc.ax[a].fixed {
				s.end = min(s.end, max(1, gc.ax[a].explicit))
			}
		}
	}
	gc.autoPlace(major, minor)
	for a := range gc.ax {
		if gc.ax[a].fixed {
			// A subgrid has no implicit tracks: what is beyond goes to the last one.
			for i := range gc.items {
				gc.items[i].span[a].clampTo(max(1, gc.ax[a].explicit))
			}
		}
		gc.addImplicit(a)
	}
}

// clampTo keeps a span within n tracks (subgrids have no implicit tracks).
func (s *gridSpan) clampTo(n int) {
	if n < 1 {
		return
	}
	s.start = max(0, min(s.start, n-1))
	s.end = max(s.start+1, min(s.end, n))
}

// autoPlace is the auto-placement algorithm (§8.5).
func (gc *gridContainer) autoPlace(major, minor int) {
	var o occupancy
	dense := gc.b.Style.Grid.FlowDense
	width := gc.ax[minor].before + gc.ax[minor].explicit
	for i := range gc.items { // step 1: anything not auto-positioned
		it := &gc.items[i]
		if !it.span[minor].auto {
			width = max(width, it.span[minor].end)
		} else {
			width = max(width, it.span[minor].len())
		}
		if !it.span[major].auto && !it.span[minor].auto {
			o.take(it.span[major], it.span[minor])
		}
	}
	var cursors []int
	for i := range gc.items { // step 2: locked to a major line
		it := &gc.items[i]
		if it.span[major].auto || !it.span[minor].auto {
			continue
		}
		mj, n := it.span[major], it.span[minor].len()
		for len(cursors) <= mj.start {
			cursors = append(cursors, 0)
		}
		at := 0
		if !dense {
			at = cursors[mj.start]
		}
		for o.taken(mj, gridSpan{start: at, end: at + n}) {
			at++
		}
		it.span[minor] = gridSpan{start: at, end: at + n}
		o.take(mj, it.span[minor])
		cursors[mj.start] = at + n
		if !gc.ax[minor].fixed {
			width = max(width, at+n) // step 3
		}
	}
	mj, mn := 0, 0
	for i := range gc.items { // step 4
		it := &gc.items[i]
		if !it.span[major].auto {
			continue
		}
		h := it.span[major].len()
		if dense {
			mj, mn = 0, 0
		}
		if o.work > maxPlaceWork {
			mj, mn = max(mj, len(o.lines)), 0
		}
		if !it.span[minor].auto {
			s := it.span[minor]
			if !dense && s.start < mn {
				mj++
			}
			mn = s.start
			for o.taken(gridSpan{start: mj, end: mj + h}, s) {
				mj++
			}
		} else {
			w := it.span[minor].len()
			for mn+w > width || o.taken(gridSpan{start: mj, end: mj + h}, gridSpan{start: mn, end: mn + w}) {
				if mn++; mn+w > width {
					mj, mn = mj+1, 0
				}
			}
			it.span[minor] = gridSpan{start: mn, end: mn + w}
		}
		it.span[major] = gridSpan{start: mj, end: mj + h}
		o.take(it.span[major], it.span[minor])
	}
}

// addImplicit adds the implicit tracks and collapses empty auto-fit tracks.
func (gc *gridContainer) addImplicit(a int) {
	ax := &gc.ax[a]
	if ax.fixed {
		return
	}
	n := ax.before + ax.explicit
	for i := range gc.items {
		n = max(n, gc.items[i].span[a].end)
	}
	g := gc.b.Style.Grid
	tracks := make([]gridTrack, 0, n)
	for i := range ax.before {
		tracks = append(tracks, gridTrack{fn: autoTrack(g, a == rows, i-ax.before)})
	}
	tracks = append(tracks, ax.tracks...)
	for i := len(tracks); i < n; i++ {
		tracks = append(tracks, gridTrack{fn: autoTrack(g, a == rows, i-ax.before-ax.explicit)})
	}
	ax.tracks = tracks
	for i := ax.fitFrom; i < ax.fitTo; i++ {
		tracks[ax.before+i].collapsed = true
	}
	if ax.fitTo > ax.fitFrom {
		for i := range gc.items {
			for j := gc.items[i].span[a].start; j < gc.items[i].span[a].end; j++ {
				tracks[j].collapsed = false
			}
		}
		for i := range tracks {
			if tracks[i].collapsed {
				tracks[i].fn = style.Track{
					Min: style.Breadth{Kind: style.BreadthLength}, Max: style.Breadth{Kind: style.BreadthLength},
				}
			}
		}
	}
}
