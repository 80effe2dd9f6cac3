package layout

import (
	"playhead/engine/style"
)

// The track sizing algorithm (css-grid-2 §12.3–12.8).

// gridMode is the space that tracks are sized in.
type gridMode uint8

const (
	gridDefinite   gridMode = iota
	gridMin                 // under a min-content constraint
	gridMax                 // under a max-content constraint
	gridIndefinite          // an indefinite size that the tracks decide
)

// constrained reports an intrinsic size constraint.
func (m gridMode) constrained() bool { return m == gridMin || m == gridMax }

// sizeTracks sizes the tracks of an axis. floor is a definite minimum of the
// container's content size that counts where avail is indefinite.
func (gc *gridContainer) sizeTracks(a int, mode gridMode, floor Unit) {
	ax := &gc.ax[a]
	if ax.fixed {
		return
	}
	ax.initTracks(mode)
	gc.resolveIntrinsic(a, mode)
	ax.maximize(mode)
	gc.expandFlexible(a, mode, floor)
	gc.stretchAuto(a, mode, floor)
}

// initTracks sets initial base sizes and growth limits (§12.4).
func (ax *gridAxis) initTracks(mode gridMode) {
	basis := ax.avail
	if mode != gridDefinite {
		basis = Indefinite
	}
	for i := range ax.tracks {
		t := &ax.tracks[i]
		t.base, t.limit, t.fit, t.flex, t.growable = 0, MaxUnit, MaxUnit, 0, false
		t.minKind, t.maxKind = t.fn.Min.Kind, t.fn.Max.Kind
		if t.minKind == style.BreadthLength {
			if v := resolve(t.fn.Min.Length, basis); v.Known() {
				t.base = max(0, v)
			} else {
				t.minKind = style.BreadthAuto
			}
		} else if t.minKind == style.BreadthFr {
			t.minKind = style.BreadthAuto
		}
		switch t.maxKind {
		case style.BreadthLength:
			if v := resolve(t.fn.Max.Length, basis); v.Known() {
				t.limit = max(0, v)
			} else {
				t.maxKind = style.BreadthAuto
			}
		case style.BreadthFitContent:
			t.maxKind = style.BreadthMaxContent
			if v := resolve(t.fn.Max.Length, basis); v.Known() {
				t.fit = max(0, v)
			}
		case style.BreadthFr:
			t.flex = float64(t.fn.Max.Fr)
		}
		if t.limit < t.base {
			t.limit = t.base
		}
	}
}

// isFlex reports a flexible track.
func (t *gridTrack) isFlex() bool { return t.maxKind == style.BreadthFr }

// gapsIn is the sum of gutters between the tracks [from, to).
func (ax *gridAxis) gapsIn(from, to int) Unit {
	n := 0
	for i := from; i < to; i++ {
		if !ax.tracks[i].collapsed {
			n++
		}
	}
	return ax.gap * Unit(max(0, n-1))
}

// crossesFlex reports whether an item spans a flexible track.
func (ax *gridAxis) crossesFlex(s gridSpan) bool {
	for i := s.start; i < s.end; i++ {
		if ax.tracks[i].isFlex() {
			return true
		}
	}
	return false
}

// resolveIntrinsic resolves intrinsic track sizes (§12.5).
func (gc *gridContainer) resolveIntrinsic(a int, mode gridMode) {
	ax := &gc.ax[a]
	var spans []bool // by length, the spans that occur
	flexible := false
	for i := range gc.sized {
		it := gc.sized[i]
		s := it.span[a]
		if !gc.sizes(it, a) {
			continue
		}
		if ax.crossesFlex(s) {
			flexible = true
			continue
		}
		if s.len() == 1 {
			gc.sizeSingle(it, a, mode)
		} else {
			for len(spans) <= s.len() {
				spans = append(spans, false)
			}
			spans[s.len()] = true
		}
	}
	var group []*gridItem
	for n := range spans {
		if !spans[n] {
			continue
		}
		group = group[:0]
		for _, it := range gc.sized {
			if it.span[a].len() == n && gc.sizes(it, a) && !ax.crossesFlex(it.span[a]) {
				group = append(group, it)
			}
		}
		if len(group) > 0 {
			gc.sizeSpanning(group, a, mode, false)
		}
	}
	if flexible {
		group = group[:0]
		for _, it := range gc.sized {
			if gc.sizes(it, a) && ax.crossesFlex(it.span[a]) {
				group = append(group, it)
			}
		}
		gc.sizeSpanning(group, a, mode, true)
	}
	for i := range ax.tracks {
		if t := &ax.tracks[i]; t.limit == MaxUnit {
			t.limit = t.base
		}
	}
}

// sizes reports whether an item contributes to the tracks of an axis: subgrids
// leave that to their items, and so do items in fixed tracks only.
func (gc *gridContainer) sizes(it *gridItem, a int) bool {
	if isSubgrid(it.box, a) || it.skip[a] {
		return false
	}
	ax := &gc.ax[a]
	for i := it.span[a].start; i < it.span[a].end; i++ {
		t := &ax.tracks[i]
		if t.minKind != style.BreadthLength || t.maxKind != style.BreadthLength {
			return true
		}
	}
	return false
}

// sizeSingle accommodates an item that spans one track that is not flexible.
func (gc *gridContainer) sizeSingle(it *gridItem, a int, mode gridMode) {
	t := &gc.ax[a].tracks[it.span[a].start]
	switch t.minKind {
	case style.BreadthMinContent:
		t.base = max(t.base, gc.minContent(it, a))
	case style.BreadthMaxContent:
		t.base = max(t.base, gc.maxContent(it, a))
	case style.BreadthAuto:
		if mode.constrained() {
			t.base = max(t.base, gc.limitedMin(it, a, mode))
		} else {
			t.base = max(t.base, gc.minimum(it, a))
		}
	}
	switch t.maxKind {
	case style.BreadthMinContent:
		t.limit = growLimit(t.limit, gc.minContent(it, a))
	case style.BreadthMaxContent, style.BreadthAuto:
		v := gc.maxContent(it, a)
		if t.fit < MaxUnit {
			v = min(v, max(t.fit, gc.minimumOr(it, a, mode)))
		}
		t.limit = growLimit(t.limit, v)
	}
	t.limit = max(t.limit, t.base)
}

func (gc *gridContainer) minimumOr(it *gridItem, a int, mode gridMode) Unit {
	if mode.constrained() {
		return gc.limitedMin(it, a, mode)
	}
	return gc.minimum(it, a)
}

func growLimit(limit, v Unit) Unit {
	if limit == MaxUnit {
		return max(0, v)
	}
	return max(limit, v)
}

// limitedMin is the limited min-content contribution (under a max-content
// constraint the max-content one): limited by fixed maxima, floored by the
// minimum contribution.
func (gc *gridContainer) limitedMin(it *gridItem, a int, mode gridMode) Unit {
	v := gc.minContent(it, a)
	if mode == gridMax {
		v = gc.maxContent(it, a)
	}
	ax := &gc.ax[a]
	lim := ax.gapsIn(it.span[a].start, it.span[a].end)
	for i := it.span[a].start; i < it.span[a].end; i++ {
		t := &ax.tracks[i]
		switch {
		case t.maxKind == style.BreadthLength:
			lim = lim.Add(t.limit)
		case t.fit < MaxUnit:
			lim = lim.Add(t.fit)
		default:
			lim = MaxUnit
		}
	}
	return max(min(v, lim), gc.minimum(it, a))
}

// spanPhase is one of the steps of §12.5 for spanning items.
type spanPhase uint8

const (
	phaseMinimum spanPhase = iota
	phaseMinContentMin
	phaseMaxContentMin
	phaseMinContentMax
	phaseMaxContentMax
)

// affects reports whether a track is affected in a phase.
func (t *gridTrack) affects(p spanPhase, mode gridMode) bool {
	switch p {
	case phaseMinimum:
		return t.minKind != style.BreadthLength
	case phaseMinContentMin:
		return t.minKind == style.BreadthMinContent || t.minKind == style.BreadthMaxContent
	case phaseMaxContentMin:
		return t.minKind == style.BreadthMaxContent || mode == gridMax && t.minKind == style.BreadthAuto
	case phaseMinContentMax:
		return t.maxKind != style.BreadthLength
	default:
		return t.maxKind == style.BreadthMaxContent || t.maxKind == style.BreadthAuto
	}
}

// sizeSpanning accommodates items of one span, or all that span flexible tracks.
func (gc *gridContainer) sizeSpanning(group []*gridItem, a int, mode gridMode, flex bool) {
	ax := &gc.ax[a]
	for p := phaseMinimum; p <= phaseMaxContentMax; p++ {
		if flex && p >= phaseMinContentMax {
			break
		}
		limits := p >= phaseMinContentMax
		for i := range ax.tracks {
			ax.tracks[i].planned, ax.tracks[i].touched = 0, false
		}
		for _, it := range group {
			s := it.span[a]
			any := false
			for i := s.start; i < s.end; i++ {
				t := &ax.tracks[i]
				t.hit = t.affects(p, mode) && (!flex || t.isFlex())
				any = any || t.hit
			}
			if !any {
				continue
			}
			v := gc.phaseContribution(it, a, p, mode)
			space := v - ax.gapsIn(s.start, s.end)
			for i := s.start; i < s.end; i++ {
				t := &ax.tracks[i]
				if limits && t.limit != MaxUnit {
					space -= t.limit
				} else {
					space -= t.base
				}
			}
			ax.distributeExtra(s, max(0, space), p, flex)
			for i := s.start; i < s.end; i++ {
				t := &ax.tracks[i]
				if t.hit {
					t.planned, t.touched = max(t.planned, t.increase), true
				}
			}
		}
		ax.applyPlanned(p, limits)
	}
}

func (ax *gridAxis) applyPlanned(p spanPhase, limits bool) {
	for i := range ax.tracks {
		t := &ax.tracks[i]
		if !limits {
			t.base = t.base.Add(t.planned)
			t.limit = max(t.limit, t.base)
			continue
		}
		if t.touched {
			if t.limit == MaxUnit {
				t.limit = t.base.Add(t.planned)
				t.growable = p == phaseMinContentMax
			} else {
				t.limit = t.limit.Add(t.planned)
			}
		}
		if p == phaseMaxContentMax {
			t.growable = false
		}
	}
}

func (gc *gridContainer) phaseContribution(it *gridItem, a int, p spanPhase, mode gridMode) Unit {
	switch p {
	case phaseMinimum:
		return gc.minimum(it, a)
	case phaseMinContentMin, phaseMinContentMax:
		return gc.minContent(it, a)
	case phaseMaxContentMin:
		if mode == gridMax {
			return max(gc.limitedMin(it, a, mode), 0)
		}
		return gc.maxContent(it, a)
	default:
		return gc.maxContent(it, a)
	}
}

// distributeExtra distributes extra space to the affected tracks of a span
// (§12.5.1); results are in their increase.
func (ax *gridAxis) distributeExtra(s gridSpan, space Unit, p spanPhase, flex bool) {
	ts := ax.tracks[s.start:s.end]
	n, factors := 0, 0.0
	for i := range ts {
		ts[i].increase, ts[i].frozen = 0, false
		if ts[i].hit {
			n++
			factors += ts[i].flex
		}
	}
	if space <= 0 {
		return
	}
	if flex && factors > 0 {
		given, share := Unit(0), 0.0
		for i := range ts {
			if ts[i].hit {
				share += ts[i].flex
				to := roundUnit(float64(space) * share / factors)
				ts[i].increase = to - given
				given = to
			}
		}
		return
	}
	// Up to limits.
	for space > 0 && n > 0 {
		left := space
		k := Unit(n)
		for i := range ts {
			t := &ts[i]
			if !t.hit || t.frozen {
				continue
			}
			part := left / k
			room := ax.growRoom(t, p)
			k--
			if part >= room {
				part = room
				t.frozen = true
				n--
			}
			t.increase += part
			left -= part
		}
		if left == space {
			break
		}
		space = left
	}
	if space > 0 {
		ax.beyondLimits(ts, space, p)
	}
}

// growRoom is how much an affected track may grow before its limit is reached.
func (ax *gridAxis) growRoom(t *gridTrack, p spanPhase) Unit {
	if p < phaseMinContentMax {
		return max(0, min(t.limit, t.fit)-t.base-t.increase)
	}
	if !t.growable && t.limit != MaxUnit {
		return 0
	}
	if p == phaseMaxContentMax && t.fit < MaxUnit {
		from := t.limit
		if from == MaxUnit {
			from = t.base
		}
		return max(0, t.fit-from-t.increase)
	}
	return MaxUnit
}

// beyondLimits distributes space beyond growth limits: to tracks whose maximum
// is intrinsic first, else to all affected ones. The growth limits of
// fit-content() tracks stop at their argument.
func (ax *gridAxis) beyondLimits(ts []gridTrack, space Unit, p spanPhase) {
	prefer := func(t *gridTrack) bool {
		switch p {
		case phaseMinimum, phaseMinContentMin:
			return t.maxKind == style.BreadthMinContent || t.maxKind == style.BreadthMaxContent || t.maxKind == style.BreadthAuto
		case phaseMinContentMax:
			return true
		default:
			return t.maxKind == style.BreadthMaxContent || t.maxKind == style.BreadthAuto
		}
	}
	any := false
	for i := range ts {
		any = any || ts[i].hit && prefer(&ts[i])
	}
	n := Unit(0)
	for i := range ts {
		t := &ts[i]
		t.frozen = !t.hit || any && !prefer(t)
		if !t.frozen {
			n++
		}
	}
	for space > 0 && n > 0 {
		left, k := space, n
		for i := range ts {
			t := &ts[i]
			if t.frozen {
				continue
			}
			part := left / k
			k--
			if t.fit < MaxUnit && (p == phaseMaxContentMax || p == phaseMaxContentMin) {
				from := t.limit
				if from == MaxUnit || p == phaseMaxContentMin {
					from = t.base
				}
				if room := max(0, t.fit-from-t.increase); part >= room {
					part, t.frozen = room, true
					n--
				}
			}
			t.increase += part
			left -= part
		}
		if left == space {
			return
		}
		space = left
	}
}

// sum is the sum of base sizes and gutters.
func (ax *gridAxis) sum() Unit {
	s := ax.gapsIn(0, len(ax.tracks))
	for i := range ax.tracks {
		s = s.Add(ax.tracks[i].base)
	}
	return s
}

// maximize grows tracks to their limits (§12.6).
func (ax *gridAxis) maximize(mode gridMode) {
	switch mode {
	case gridMin:
		return
	case gridMax, gridIndefinite:
		for i := range ax.tracks {
			if t := &ax.tracks[i]; !t.isFlex() {
				t.base = max(t.base, min(t.limit, max(t.fit, t.base)))
			}
		}
		return
	}
	free := ax.avail - ax.sum()
	for free > 0 {
		n := Unit(0)
		for i := range ax.tracks {
			if t := &ax.tracks[i]; t.base < min(t.limit, t.fit) && !t.isFlex() {
				n++
			}
		}
		if n == 0 {
			return
		}
		for i := range ax.tracks {
			t := &ax.tracks[i]
			if lim := min(t.limit, t.fit); t.base < lim && !t.isFlex() {
				part := min(free/n, lim-t.base)
				if n == 1 {
					part = min(free, lim-t.base)
				}
				t.base += part
				free -= part
				n--
			}
		}
	}
}

// expandFlexible expands flexible tracks (§12.7).
func (gc *gridContainer) expandFlexible(a int, mode gridMode, floor Unit) {
	ax := &gc.ax[a]
	any := false
	for i := range ax.tracks {
		any = any || ax.tracks[i].isFlex()
	}
	if !any || mode == gridMin {
		return
	}
	all := gridSpan{start: 0, end: len(ax.tracks)}
	var fr float64
	if mode == gridDefinite {
		fr = ax.frSize(all, ax.avail)
	} else {
		for i := range ax.tracks {
			if t := &ax.tracks[i]; t.isFlex() {
				fr = max(fr, float64(t.base)/max(1, t.flex))
			}
		}
		for _, it := range gc.sized {
			if ax.crossesFlex(it.span[a]) && gc.sizes(it, a) {
				fr = max(fr, ax.frSize(it.span[a], gc.maxContent(it, a)))
			}
		}
		if floor > 0 && ax.flexSum(fr) < floor {
			fr = max(fr, ax.frSize(all, floor))
		}
		if lim := gc.innerMax[a]; lim < MaxUnit && ax.flexSum(fr) > lim {
			fr = ax.frSize(all, lim)
		}
	}
	ax.applyFr(fr)
}

func (ax *gridAxis) flexSum(fr float64) Unit {
	s := ax.gapsIn(0, len(ax.tracks))
	for i := range ax.tracks {
		t := &ax.tracks[i]
		if t.isFlex() {
			s = s.Add(max(t.base, Unit(fr*t.flex)))
		} else {
			s = s.Add(t.base)
		}
	}
	return s
}

func (ax *gridAxis) applyFr(fr float64) {
	given, share := Unit(0), 0.0
	for i := range ax.tracks {
		t := &ax.tracks[i]
		if !t.isFlex() {
			continue
		}
		v := fr * t.flex
		if float64(t.base) >= v {
			continue
		}
		share += v
		to := roundUnit(share)
		t.base = max(t.base, to-given)
		given = to
	}
}

// frSize finds the size of an fr that fills space with the tracks of a span
// (§12.7.1).
func (ax *gridAxis) frSize(s gridSpan, space Unit) float64 {
	left := float64(space - ax.gapsIn(s.start, s.end))
	factors := 0.0
	for i := s.start; i < s.end; i++ {
		t := &ax.tracks[i]
		t.frozen = !t.isFlex()
		if t.frozen {
			left -= float64(t.base)
		} else {
			factors += t.flex
		}
	}
	for {
		fr := max(0, left) / max(1, factors)
		again := false
		for i := s.start; i < s.end; i++ {
			t := &ax.tracks[i]
			if !t.frozen && fr*t.flex < float64(t.base) {
				t.frozen, again = true, true
				left -= float64(t.base)
				factors -= t.flex
			}
		}
		if !again {
			return fr
		}
	}
}

// stretchAuto stretches auto tracks (§12.8).
func (gc *gridContainer) stretchAuto(a int, mode gridMode, floor Unit) {
	ax := &gc.ax[a]
	if !gc.stretchContent(a) {
		return
	}
	free := Unit(0)
	switch {
	case mode == gridDefinite:
		free = ax.avail - ax.sum()
	case floor > 0:
		free = floor - ax.sum()
	}
	n := Unit(0)
	for i := range ax.tracks {
		if ax.tracks[i].maxKind == style.BreadthAuto && ax.tracks[i].fit == MaxUnit && !ax.tracks[i].collapsed {
			n++
		}
	}
	for i := range ax.tracks {
		t := &ax.tracks[i]
		if free > 0 && n > 0 && t.maxKind == style.BreadthAuto && t.fit == MaxUnit && !t.collapsed {
			part := free / n
			t.base += part
			free -= part
			n--
		}
	}
}
