package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// The explicit grid (css-grid-2 §7): tracks, automatic repetitions, names of
// lines, and the resolution of grid lines (§8.3).

// maxGridLine bounds line numbers and spans, so that the grid stays small
// whatever the styles say.
const maxGridLine = 10000

// lineName is a name of a line of the explicit grid.
type lineName struct {
	name string
	line int
}

// gridAxis is the grid along one axis.
type gridAxis struct {
	tracks   []gridTrack
	explicit int // tracks of the explicit grid
	before   int // implicit tracks before them
	names    []lineName
	gap      Unit
	// avail is the content size of the container, Indefinite when unknown.
	avail Unit
	// autoFit are the explicit tracks [from, to) made by repeat(auto-fit).
	fitFrom, fitTo int
	// edges[i] is the start and ends[i] the end of track i in the content box,
	// from the axis' start.
	starts, ends []Unit
	// fixed says that the tracks are those of the parent grid (subgrid).
	fixed bool
}

// gridTrack is a track and its state during sizing (§12.3).
type gridTrack struct {
	fn          style.Track
	base, limit Unit // limit MaxUnit is infinity
	fit         Unit // argument of fit-content(), MaxUnit without one
	flex        float64
	minKind     style.BreadthKind // BreadthLength when fixed; percentages resolved
	maxKind     style.BreadthKind
	planned     Unit
	increase    Unit
	growable    bool // infinitely growable
	collapsed   bool // empty auto-fit track
	hit         bool // affected by the item at hand
	touched     bool // affected by some item of the group
	frozen      bool
}

// explicitAxis builds the explicit grid of one axis. size is the definite inner
// size or Indefinite, limit its maximum (MaxUnit for none), low its minimum.
func explicitAxis(g *style.Grid, t *style.Template, rows bool, size, limit, low, gap Unit) gridAxis {
	ax := gridAxis{gap: gap, avail: size}
	if t != nil && !t.Subgrid {
		ax.expand(t, size, limit, low)
	}
	if a := g.Areas; a != nil {
		n := int(a.Cols)
		if rows {
			n = int(a.Rows)
		}
		for i := range a.Areas {
			r := &a.Areas[i]
			s, e := r.ColStart, r.ColEnd
			if rows {
				s, e = r.RowStart, r.RowEnd
			}
			ax.names = append(ax.names, lineName{r.Name + "-start", int(s) - 1}, lineName{r.Name + "-end", int(e) - 1})
		}
		for len(ax.tracks) < min(n, maxGridLine) {
			ax.tracks = append(ax.tracks, gridTrack{fn: autoTrack(g, rows, len(ax.tracks)-ax.explicit)})
		}
	}
	ax.explicit = len(ax.tracks)
	return ax
}

// expand appends the tracks of a template with its automatic repetition.
func (ax *gridAxis) expand(t *style.Template, size, limit, low Unit) {
	name := func(l []string) {
		for _, n := range l {
			ax.names = append(ax.names, lineName{n, len(ax.tracks)})
		}
	}
	add := func(tr []style.Track, names [][]string) {
		for i := range tr {
			if i < len(names) {
				name(names[i])
			}
			if len(ax.tracks) < maxGridLine {
				ax.tracks = append(ax.tracks, gridTrack{fn: tr[i]})
			}
		}
		if len(names) > len(tr) {
			name(names[len(tr)])
		}
	}
	if t.Auto == style.RepeatNone {
		add(t.Tracks, t.Names)
		ax.explicit = len(ax.tracks)
		return
	}
	at := max(0, min(t.AutoAt, len(t.Tracks)))
	add(t.Tracks[:at], t.Names[:min(at+1, len(t.Names))])
	from := len(ax.tracks)
	for range ax.repeatCount(t, size, limit, low) {
		add(t.Repeat, t.RepeatNms)
	}
	if t.Auto == style.RepeatAutoFit {
		ax.fitFrom, ax.fitTo = from, len(ax.tracks)
	}
	name(t.AfterAuto)
	for i := at; i < len(t.Tracks); i++ {
		if len(ax.tracks) < maxGridLine {
			ax.tracks = append(ax.tracks, gridTrack{fn: t.Tracks[i]})
		}
		if i+1 < len(t.Names) {
			name(t.Names[i+1])
		}
	}
	ax.explicit = len(ax.tracks)
}

// repeatCount is the number of automatic repetitions (§7.2.3.2).
func (ax *gridAxis) repeatCount(t *style.Template, size, limit, low Unit) int {
	if len(t.Repeat) == 0 {
		return 0
	}
	room, ceil := size, false
	if room == Indefinite {
		if limit < MaxUnit {
			room = limit
		} else if low > 0 {
			room, ceil = low, true
		} else {
			return 1
		}
	}
	sum := func(ts []style.Track) (s Unit) {
		for i := range ts {
			s = s.Add(definiteBreadth(ts[i], room))
		}
		return s
	}
	once := max(Px, sum(t.Repeat)) + ax.gap*Unit(len(t.Repeat))
	left := room + ax.gap - sum(t.Tracks) - ax.gap*Unit(len(t.Tracks))
	n := int(left / once)
	if ceil && left%once != 0 {
		n++
	}
	return max(1, min(n, maxGridLine/len(t.Repeat)))
}

// definiteBreadth is the size of a track of an automatic repetition: its
// definite max, floored by a definite min, or its min.
func definiteBreadth(t style.Track, basis Unit) Unit {
	lo, hi := Indefinite, Indefinite
	if t.Min.Kind == style.BreadthLength {
		lo = resolve(t.Min.Length, basis)
	}
	if t.Max.Kind == style.BreadthLength {
		hi = resolve(t.Max.Length, basis)
	}
	if hi.Known() {
		return max(hi, lo.Or(0), 0)
	}
	return max(0, lo.Or(0))
}

// autoTrack is the sizing function of implicit track i; negative ones count
// back from the explicit grid.
func autoTrack(g *style.Grid, rows bool, i int) style.Track {
	l := g.AutoColumns
	if rows {
		l = g.AutoRows
	}
	if len(l) == 0 {
		return style.Track{}
	}
	i %= len(l)
	if i < 0 {
		i += len(l)
	}
	return l[i]
}

// gridSpan is a resolved placement along one axis: lines relative to the first
// explicit line, or only a span when auto.
type gridSpan struct {
	start, end int
	auto       bool
}

func (s gridSpan) len() int { return s.end - s.start }

// resolveSpan resolves a pair of placement properties (§8.3.1).
func (ax *gridAxis) resolveSpan(a, b style.GridLine) gridSpan {
	as, bs := a.Span, b.Span
	switch {
	case a.Auto && b.Auto:
		return gridSpan{0, 1, true}
	case (a.Auto || as) && (b.Auto || bs):
		n := 1
		if as && a.Name == "" {
			n = int(a.N)
		} else if bs && !as && b.Name == "" {
			n = int(b.N)
		}
		return gridSpan{0, clampSpan(n), true}
	case a.Auto || as:
		e := ax.line(b, false)
		if as && a.Name != "" {
			return ordered(ax.spanTo(e, a, -1), e)
		}
		n := 1
		if as {
			n = clampSpan(int(a.N))
		}
		return gridSpan{e - n, e, false}
	case b.Auto || bs:
		s := ax.line(a, true)
		if bs && b.Name != "" {
			return ordered(s, ax.spanTo(s, b, 1))
		}
		n := 1
		if bs {
			n = clampSpan(int(b.N))
		}
		return gridSpan{s, s + n, false}
	}
	return ordered(ax.line(a, true), ax.line(b, false))
}

func ordered(s, e int) gridSpan {
	if s == e {
		e = s + 1
	}
	return gridSpan{min(s, e), max(s, e), false}
}

func clampSpan(n int) int { return max(1, min(n, maxGridLine)) }

// line resolves a line number or name to a line index; 0 is the first line of
// the explicit grid.
func (ax *gridAxis) line(l style.GridLine, start bool) int {
	n := max(-maxGridLine, min(int(l.N), maxGridLine))
	if l.Name == "" {
		if n > 0 {
			return n - 1
		}
		return max(-maxGridLine, ax.explicit+1+n)
	}
	if n == 0 {
		side := "-end"
		if start {
			side = "-start"
		}
		for _, k := range ax.names {
			if len(k.name) == len(l.Name)+len(side) && k.name[:len(l.Name)] == l.Name && k.name[len(l.Name):] == side {
				return k.line
			}
		}
		n = 1
	}
	return ax.nthNamed(l.Name, n)
}

// nthNamed is the n-th line of a name, from the end for negative n; lines beyond
// the explicit grid are assumed to have every name.
func (ax *gridAxis) nthNamed(name string, n int) int {
	var at []int
	for _, k := range ax.names {
		if k.name == name && (len(at) == 0 || at[len(at)-1] != k.line) {
			at = append(at, k.line)
		}
	}
	sortInts(at)
	if n > 0 {
		if n <= len(at) {
			return at[n-1]
		}
		return ax.explicit + n - len(at)
	}
	if -n <= len(at) {
		return at[len(at)+n]
	}
	return n + len(at)
}

func sortInts(a []int) {
	for i := 1; i < len(a); i++ {
		for j := i; j > 0 && a[j] < a[j-1]; j-- {
			a[j], a[j-1] = a[j-1], a[j]
		}
	}
}

// spanTo finds the line that a named span ends at, counting from line `from`
// in direction dir.
func (ax *gridAxis) spanTo(from int, l style.GridLine, dir int) int {
	n := clampSpan(int(l.N))
	for at := from + dir; at >= 0 && at <= ax.explicit; at += dir {
		for _, k := range ax.names {
			if k.line == at && k.name == l.Name {
				if n--; n == 0 {
					return at
				}
				break
			}
		}
	}
	if dir > 0 {
		return max(from, ax.explicit) + n
	}
	return min(from, 0) - n
}

// selfAlign is the used align-self or justify-self of an item before the
// container decides about normal.
func selfAlign(own, parent css.Align) css.Align {
	if own.Base() == css.AlignAuto {
		return parent
	}
	return own
}
