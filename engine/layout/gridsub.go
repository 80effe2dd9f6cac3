package layout

import "playhead/engine/css"

// Subgrids (css-grid-2 §9): their items size the tracks of the parent grid, and
// they lay out their items in those tracks.

// maxSubgrids bounds the nesting of subgrids: each is laid out twice in its
// parent's tracks, for its height and in place. Deeper ones are plain grids.
const maxSubgrids = 5

// isSubgrid reports whether b takes its tracks of an axis from its parent grid.
func isSubgrid(b *Box, a int) bool {
	if b.Kind != KindGrid || b.Parent == nil || b.Parent.Kind != KindGrid || b.Is(OutOfFlow) {
		return false
	}
	if !asksSubgrid(b, a) {
		return false
	}
	n := 0
	for p := b.Parent; p != nil && p.Kind == KindGrid && (asksSubgrid(p, cols) || asksSubgrid(p, rows)); p = p.Parent {
		if n++; n >= maxSubgrids {
			return false
		}
	}
	return true
}

func asksSubgrid(b *Box, a int) bool {
	t := b.Style.Grid.Columns
	if a == rows {
		t = b.Style.Grid.Rows
	}
	return t != nil && t.Subgrid
}

// subgridTracks are the parent's tracks for the subgridded axes.
type subgridTracks struct {
	on           [2]bool
	span         [2]int    // number of tracks
	starts, ends [2][]Unit // in the subgrid's content box; nil while not known
}

// apply replaces the axes of a subgrid.
func (s *subgridTracks) apply(gc *gridContainer) {
	for a := range s.on {
		if !s.on[a] {
			continue
		}
		ax := &gc.ax[a]
		t := gc.b.Style.Grid.Columns
		if a == rows {
			t = gc.b.Style.Grid.Rows
		}
		ax.tracks = make([]gridTrack, s.span[a])
		ax.explicit, ax.fixed, ax.fitFrom, ax.fitTo = s.span[a], true, 0, 0
		for i, names := range t.Names {
			if i <= s.span[a] {
				for _, n := range names {
					ax.names = append(ax.names, lineName{n, i})
				}
			}
		}
		ax.starts, ax.ends = s.starts[a], s.ends[a]
		for i := range ax.starts {
			ax.tracks[i].base = ax.ends[i] - ax.starts[i]
		}
	}
}

// flattenSubgrid adds the items of subgrid it to those that size tracks.
func (gc *gridContainer) flattenSubgrid(it *gridItem, depth int) {
	if depth > maxSubgrids {
		return
	}
	var st subgridTracks
	for a := range st.on {
		st.on[a] = isSubgrid(it.box, a)
		st.span[a] = it.span[a].len()
	}
	sub := &gridContainer{cx: gc.cx, b: it.box, rtl: it.box.Style.Text.Direction == css.RTL}
	g := it.box.Style.Grid
	sub.ax[cols] = explicitAxis(g, g.Columns, false, Indefinite, MaxUnit, 0, 0)
	sub.ax[rows] = explicitAxis(g, g.Rows, true, Indefinite, MaxUnit, 0, 0)
	st.apply(sub)
	sub.collectItems()
	sub.placeItems()
	fr, m := frame(it.box, 0), marginOf(it.box, 0)
	edge := [2][2]Unit{{fr.Left + m.Left, fr.Right + m.Right}, {fr.Top + m.Top, fr.Bottom + m.Bottom}}
	for i := range sub.items {
		k := &sub.items[i]
		n := &gridItem{
			box: k.box, fr: frame(k.box, 0), m: marginOf(k.box, 0), ratio: k.ratio, rowH: Indefinite, nested: true,
		}
		for a := range st.on {
			n.span[a] = it.span[a]
			n.extra[a] = it.extra[a]
			if !st.on[a] {
				n.skip[a] = true
				continue
			}
			n.skip[a] = it.skip[a]
			n.span[a] = gridSpan{start: it.span[a].start + k.span[a].start, end: it.span[a].start + k.span[a].end}
			half := gc.gutterDifference(it.box, a) / 2
			if k.span[a].start == 0 {
				n.extra[a][0] += edge[a][0]
			} else {
				n.extra[a][0] = half
			}
			if k.span[a].end == st.span[a] {
				n.extra[a][1] += edge[a][1]
			} else {
				n.extra[a][1] = half
			}
		}
		gc.sized = append(gc.sized, n)
		if isSubgrid(n.box, cols) || isSubgrid(n.box, rows) {
			gc.flattenSubgrid(n, depth+1)
		}
	}
}

// gutterDifference is how much wider the gutters of subgrid b are than those of
// its parent: half of it is a margin of its items on both sides of each gutter
// (css-grid-2 §9).
func (gc *gridContainer) gutterDifference(b *Box, a int) Unit {
	gap := b.Style.Flex.ColumnGap
	if a == rows {
		gap = b.Style.Flex.RowGap
	}
	if !gap.IsLength() {
		return 0
	}
	return gapOf(gap, gc.ax[a].avail) - gc.ax[a].gap
}

// layoutSubgrid lays out an item that is a subgrid in its area.
func (gc *gridContainer) layoutSubgrid(it *gridItem, c Constraint) *Fragment {
	var st subgridTracks
	r := [2]Unit{gc.area(it, cols), gc.area(it, rows)}
	lead := [2]Unit{it.m.Left + it.fr.Left, it.m.Top + it.fr.Top}
	if it.box.Style.Text.Direction == css.RTL {
		lead[cols] = it.m.Right + it.fr.Right
	}
	trail := [2]Unit{it.m.Horizontal() + it.fr.Horizontal() - lead[cols], it.m.Vertical() + it.fr.Vertical() - lead[rows]}
	for a := range st.on {
		st.on[a] = isSubgrid(it.box, a)
		if !st.on[a] {
			continue
		}
		s := it.span[a]
		st.span[a] = s.len()
		if len(gc.ax[a].starts) < s.end {
			continue // rows that are not sized yet
		}
		from := gc.ax[a].starts[s.start]
		size := r[a] - lead[a] - trail[a]
		half := gc.gutterDifference(it.box, a) / 2
		for i := s.start; i < s.end; i++ {
			start, end := gc.ax[a].starts[i]-from-lead[a], gc.ax[a].ends[i]-from-lead[a]
			if i > s.start {
				start += half
			}
			if i < s.end-1 {
				end -= half
			}
			st.starts[a] = append(st.starts[a], max(0, start))
			st.ends[a] = append(st.ends[a], max(0, min(size, end)))
		}
	}
	if st.on[cols] {
		c.FixedW = max(it.fr.Horizontal(), r[cols]-it.m.Horizontal())
	}
	if st.on[rows] && st.starts[rows] != nil {
		c.FixedH = max(it.fr.Vertical(), r[rows]-it.m.Vertical())
	}
	return layoutGridIn(gc.cx, it.box, c, &st)
}
