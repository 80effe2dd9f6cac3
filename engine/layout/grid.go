package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// The grid formatting context, css-grid-2 §12.

// gridContainer is one layout of a grid container.
type gridContainer struct {
	cx    *context
	b     *Box
	sz    sizing
	ax    [2]gridAxis
	items []gridItem
	// sized are the items that contribute to tracks: the items, and those of
	// subgrids.
	sized     []*gridItem
	innerMax  [2]Unit
	rtl       bool
	rowsSized bool
}

// layoutGrid lays out a grid container.
func layoutGrid(cx *context, b *Box, c Constraint) *Fragment { return layoutGridIn(cx, b, c, nil) }

// layoutGridIn lays out a grid container; sub holds the parent's tracks for the
// subgridded axes of a subgrid.
func layoutGridIn(cx *context, b *Box, c Constraint, sub *subgridTracks) *Fragment {
	fb := newBuilder(cx, b, c)
	gc := newGridContainer(cx, b, cx.containerSizing(b, c), sub)
	fb.f.cw, fb.f.ch = gc.sz.innerW, gc.sz.pctH
	gc.sizeTracks(cols, gridDefinite, 0)
	gc.position(cols, gc.sz.innerW)
	h := gc.sizeRows()
	innerH := max(0, h-gc.sz.fr.Vertical())
	gc.position(rows, innerH)
	gc.rowsSized = true
	gc.place(fb, innerH)
	fb.f.H = h
	clampBaselines(fb)
	return fb.finish(gc.sz.w, h)
}

// newGridContainer builds the grid and places the items (§12.1 step 1).
func newGridContainer(cx *context, b *Box, sz sizing, sub *subgridTracks) *gridContainer {
	gc := &gridContainer{cx: cx, b: b, sz: sz, rtl: b.Style.Text.Direction == css.RTL}
	g, fl := b.Style.Grid, b.Style.Flex
	innerH := sz.innerH()
	if sz.soft {
		innerH = Indefinite
	}
	gc.innerMax = [2]Unit{MaxUnit, MaxUnit}
	if sz.lim.max < MaxUnit {
		gc.innerMax[rows] = max(0, max(sz.lim.max, sz.lim.min)-sz.fr.Vertical())
	}
	gc.ax[cols] = explicitAxis(g, g.Columns, false, sz.innerW, MaxUnit, 0, gapOf(fl.ColumnGap, sz.innerW))
	low := sz.lim.min - sz.fr.Vertical()
	gc.ax[rows] = explicitAxis(g, g.Rows, true, innerH, gc.innerMax[rows], low, gapOf(fl.RowGap, innerH))
	if sub != nil {
		sub.apply(gc)
	}
	gc.collectItems()
	gc.placeItems()
	gc.initItems()
	return gc
}

// initItems resolves margins and padding against nothing better than the
// container's width, and lists the items that size tracks.
func (gc *gridContainer) initItems() {
	gc.sized = make([]*gridItem, 0, len(gc.items))
	for i := range gc.items {
		it := &gc.items[i]
		it.fr, it.m = frame(it.box, 0), marginOf(it.box, 0)
		gc.sized = append(gc.sized, it)
		if isSubgrid(it.box, cols) || isSubgrid(it.box, rows) {
			gc.flattenSubgrid(it, 0)
		}
	}
}

// sizeRows sizes the rows and returns the used border-box height (§12.1 steps
// 2–4).
func (gc *gridContainer) sizeRows() Unit {
	ax := &gc.ax[rows]
	if ax.fixed {
		return gc.sz.height(ax.extent())
	}
	if ax.avail.Known() {
		gc.sizeTracks(rows, gridDefinite, 0)
		gc.baselineShims()
		return gc.sz.height(ax.sum())
	}
	floor := max(0, gc.sz.lim.min-gc.sz.fr.Vertical())
	if gc.sz.soft {
		floor = max(floor, gc.sz.innerH())
	}
	gc.sizeTracks(rows, gridIndefinite, floor)
	gc.baselineShims()
	h := gc.sz.height(ax.sum())
	if gc.percentRows() {
		// Percentages resolve against the height that they behaved as auto for.
		ax.avail = max(0, h-gc.sz.fr.Vertical())
		ax.gap = gapOf(gc.b.Style.Flex.RowGap, ax.avail)
		gc.sizeTracks(rows, gridDefinite, 0)
	}
	return h
}

// percentRows reports rows or gaps in percent.
func (gc *gridContainer) percentRows() bool {
	if gc.b.Style.Flex.RowGap.HasPercent() {
		return true
	}
	for i := range gc.ax[rows].tracks {
		f := &gc.ax[rows].tracks[i].fn
		if f.Min.Kind == style.BreadthLength && f.Min.Length.HasPercent() ||
			(f.Max.Kind == style.BreadthLength || f.Max.Kind == style.BreadthFitContent) && f.Max.Length.HasPercent() {
			return true
		}
	}
	return false
}

// extent is where the last track ends.
func (ax *gridAxis) extent() Unit {
	if len(ax.ends) == 0 {
		return 0
	}
	return ax.ends[len(ax.ends)-1]
}

// intrinsicGrid gives the intrinsic widths of a grid container: the sums of its
// columns under the two constraints.
func intrinsicGrid(cx *context, b *Box, pctH Unit) Sizes {
	fr := frame(b, 0)
	sz := sizing{fr: fr, w: Indefinite, innerW: Indefinite, h: Indefinite, pctH: Indefinite, lim: cx.heightLimits(b, pctH, fr)}
	if h := cx.definiteHeight(b, pctH, fr); h.Known() {
		sz.h = sz.lim.clamp(h)
		sz.pctH = sz.h - fr.Vertical()
	}
	gc := newGridContainer(cx, b, sz, nil)
	low := Unit(0)
	if l := b.Style.Box.MinWidth; l.Kind == style.LengthPx {
		low = max(0, borderBoxW(b, FromPx(float64(l.Px)), fr)-fr.Horizontal())
	}
	gc.sizeTracks(cols, gridMin, low)
	s := Sizes{Min: gc.ax[cols].sum()}
	gc.sizeTracks(cols, gridMax, low)
	s.Max = max(s.Min, gc.ax[cols].sum())
	return Sizes{s.Min.Add(fr.Horizontal()), s.Max.Add(fr.Horizontal())}
}
