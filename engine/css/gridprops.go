package css

import "strings"

// BreadthKind says what a track [Breadth] is.
type BreadthKind uint8

// Kinds of track breadths.
const (
	BreadthAuto BreadthKind = iota
	BreadthLength
	BreadthFr
	BreadthMinContent
	BreadthMaxContent
	BreadthFitContent
)

// Breadth is one side of a track sizing function.
type Breadth struct {
	Kind   BreadthKind
	Length Value
	Fr     float64
}

// Track is minmax(Min, Max).
type Track struct{ Min, Max Breadth }

// RepeatKind is that of an automatic repetition.
type RepeatKind uint8

// Kinds of automatic repetitions.
const (
	RepeatNever RepeatKind = iota
	RepeatAutoFill
	RepeatAutoFit
)

// Template is a track list; see style.Template for the fields.
type Template struct {
	Subgrid     bool
	Tracks      []Track
	Names       [][]string
	Auto        RepeatKind
	AutoAt      int
	Repeat      []Track
	RepeatNames [][]string
	AfterAuto   []string
}

func (*Template) data() {}

// Tracks is a list of track sizes.
type Tracks []Track

func (Tracks) data() {}

func parseTemplate(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	if p.accept("masonry") {
		return Value{Kind: ValueNone}, true
	}
	t := &Template{}
	if p.accept("subgrid") {
		t.Subgrid = true
		return Value{Kind: ValueData, Data: t}, p.subgridNames(t)
	}
	names := p.lineNames()
	for !p.end() && len(t.Tracks) < maxItems {
		if p.peek().function("repeat") {
			in, ok := p.inner()
			if !ok || !in.repeat(t, &names) {
				return Value{}, false
			}
		} else {
			tr, ok := p.track()
			if !ok {
				return Value{}, false
			}
			t.appendTrack(tr, names)
			names = nil
		}
		names = append(names, p.lineNames()...)
	}
	if t.Auto != RepeatNever && t.AutoAt == len(t.Tracks) && len(t.Names) == t.AutoAt+1 {
		// The automatic repetition is the last item: what follows it names the end.
		t.AfterAuto = names
	} else {
		t.Names = append(t.Names, names)
	}
	return Value{Kind: ValueData, Data: t}, len(t.Tracks) > 0 || t.Auto != RepeatNever
}

func (p *valueParser) lineNames() []string {
	var names []string
	for p.peek().kind == tokLBracket {
		in, ok := p.inner()
		if !ok {
			return names
		}
		for in.peek().kind == tokIdent && len(names) < maxItems {
			names = append(names, in.next().text)
		}
	}
	return names
}

// repeat parses the inside of repeat(). A counted one is expanded; names are
// those of the line at its place.
func (p *valueParser) repeat(t *Template, names *[]string) bool {
	count := 0
	auto := RepeatNever
	switch p.oneOf([]string{"auto-fill", "auto-fit"}) {
	case 0:
		auto = RepeatAutoFill
	case 1:
		auto = RepeatAutoFit
	default:
		n, ok := p.integer()
		if !ok || n < 1 {
			return false
		}
		count = min(n, maxItems)
	}
	if !p.comma() || auto != RepeatNever && t.Auto != RepeatNever {
		return false
	}
	var tracks []Track
	lines := [][]string{p.lineNames()}
	for !p.end() && len(tracks) < maxItems {
		tr, ok := p.track()
		if !ok {
			return false
		}
		tracks = append(tracks, tr)
		lines = append(lines, p.lineNames())
	}
	if len(tracks) == 0 {
		return false
	}
	if auto != RepeatNever {
		t.Auto, t.AutoAt, t.Repeat, t.RepeatNames = auto, len(t.Tracks), tracks, lines
		t.Names = append(t.Names, *names)
		*names = nil
		return true
	}
	for range count {
		for i, tr := range tracks {
			if len(t.Tracks) >= maxItems {
				return true
			}
			before := append(append([]string(nil), *names...), lines[i]...)
			*names = nil
			t.appendTrack(tr, before)
		}
		*names = append(*names, lines[len(tracks)]...)
	}
	return true
}

// appendTrack adds a track after the line with the given names; after the
// automatic repetition these are AfterAuto.
func (t *Template) appendTrack(tr Track, names []string) {
	if t.Auto != RepeatNever && len(t.Tracks) == t.AutoAt {
		t.AfterAuto = names
	} else {
		t.Names = append(t.Names, names)
	}
	t.Tracks = append(t.Tracks, tr)
}

func (p *valueParser) subgridNames(t *Template) bool {
	for !p.end() && len(t.Names) < maxItems {
		if p.peek().function("repeat") {
			in, ok := p.inner()
			if !ok {
				return false
			}
			auto := in.accept("auto-fill")
			count := 1
			if !auto {
				if count, ok = in.integer(); !ok || count < 1 {
					return false
				}
			}
			if !in.comma() {
				return false
			}
			var lines [][]string
			for in.peek().kind == tokLBracket && len(lines) < maxItems {
				lines = append(lines, in.oneLine())
			}
			if auto {
				t.Auto, t.AutoAt, t.RepeatNames = RepeatAutoFill, len(t.Names), lines
				continue
			}
			for range min(count, maxItems) {
				if len(t.Names)+len(lines) > maxItems {
					break
				}
				t.Names = append(t.Names, lines...)
			}
			continue
		}
		if p.peek().kind != tokLBracket {
			return false
		}
		t.Names = append(t.Names, p.oneLine())
	}
	return true
}

func (p *valueParser) oneLine() []string {
	var names []string
	in, ok := p.inner()
	if !ok {
		return nil
	}
	for in.peek().kind == tokIdent && len(names) < maxItems {
		names = append(names, in.next().text)
	}
	return names
}

func (p *valueParser) track() (Track, bool) {
	if in, ok := p.args("minmax"); ok {
		lo, ok1 := in.breadth()
		ok1 = ok1 && lo.Kind != BreadthFr && in.comma()
		hi, ok2 := in.breadth()
		return Track{lo, hi}, ok1 && ok2 && in.end()
	}
	if in, ok := p.args("fit-content"); ok {
		v, ok := in.length(lpPercent | lpPositive)
		return Track{Max: Breadth{Kind: BreadthFitContent, Length: v}}, ok && in.end()
	}
	b, ok := p.breadth()
	if b.Kind == BreadthFr {
		return Track{Max: b}, ok
	}
	return Track{b, b}, ok
}

func (p *valueParser) breadth() (Breadth, bool) {
	switch p.oneOf([]string{"auto", "min-content", "max-content"}) {
	case 0:
		return Breadth{}, true
	case 1:
		return Breadth{Kind: BreadthMinContent}, true
	case 2:
		return Breadth{Kind: BreadthMaxContent}, true
	}
	if t := p.peek(); t.kind == tokDimension && strings.EqualFold(t.text, "fr") {
		p.i++
		return Breadth{Kind: BreadthFr, Fr: t.num}, t.num >= 0
	}
	v, ok := p.length(lpPercent | lpPositive)
	return Breadth{Kind: BreadthLength, Length: v}, ok
}

func parseAutoTracks(p *valueParser) (Value, bool) {
	var ts Tracks
	for !p.end() && len(ts) < maxItems {
		t, ok := p.track()
		if !ok {
			return Value{}, false
		}
		ts = append(ts, t)
	}
	return Value{Kind: ValueData, Data: ts}, len(ts) > 0
}

// Flags of grid-auto-flow.
const (
	FlowColumn uint8 = 1 << iota
	FlowDense
)

func parseAutoFlow(p *valueParser) (Value, bool) {
	var f uint8
	n := 0
	for ; n < 2; n++ {
		switch p.oneOf([]string{"row", "column", "dense"}) {
		case 0:
		case 1:
			f |= FlowColumn
		case 2:
			f |= FlowDense
		default:
			return kw(f), n > 0
		}
	}
	return kw(f), true
}

// Area is a named rectangle of a grid, in 1-based lines, end exclusive.
type Area struct {
	Name                               string
	RowStart, RowEnd, ColStart, ColEnd int32
}

// Areas is grid-template-areas.
type Areas struct {
	Rows, Cols int32
	Areas      []Area
}

func (*Areas) data() {}

func parseAreas(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var rows []string
	for p.peek().kind == tokString && len(rows) < maxItems {
		rows = append(rows, p.next().text)
	}
	a, ok := buildAreas(rows)
	return Value{Kind: ValueData, Data: a}, ok
}

func buildAreas(rows []string) (*Areas, bool) {
	a := &Areas{Rows: int32(len(rows))}
	index := map[string]int{}
	for r, row := range rows {
		cells := splitCells(row)
		if len(cells) == 0 || len(cells) > maxItems || r > 0 && int32(len(cells)) != a.Cols {
			return nil, false
		}
		a.Cols = int32(len(cells))
		for c, name := range cells {
			if name == "." {
				continue
			}
			i, seen := index[name]
			if !seen {
				index[name] = len(a.Areas)
				a.Areas = append(a.Areas, Area{name, int32(r + 1), int32(r + 2), int32(c + 1), int32(c + 2)})
				continue
			}
			ar := &a.Areas[i]
			ar.RowEnd = max(ar.RowEnd, int32(r+2))
			ar.ColStart = min(ar.ColStart, int32(c+1))
			ar.ColEnd = max(ar.ColEnd, int32(c+2))
		}
	}
	return a, len(rows) > 0
}

func splitCells(row string) []string {
	var out []string
	for _, f := range strings.Fields(row) {
		for f != "" {
			n := len(f)
			if f[0] == '.' {
				n = len(f) - len(strings.TrimLeft(f, "."))
				out = append(out, ".")
			} else {
				if i := strings.IndexByte(f, '.'); i > 0 {
					n = i
				}
				out = append(out, f[:n])
			}
			f = f[n:]
		}
	}
	return out
}

// GridLine is a grid placement; see style.GridLine.
type GridLine struct {
	Auto, Span bool
	N          int32
	Name       string
}

func (*GridLine) data() {}

func parseGridLine(p *valueParser) (Value, bool) {
	g := &GridLine{}
	if p.accept("auto") {
		g.Auto = true
		return Value{Kind: ValueData, Data: g}, true
	}
	n := 0
	for ; n < 3; n++ {
		if i, ok := p.integer(); ok {
			if g.N != 0 || i == 0 {
				return Value{}, false
			}
			g.N = int32(max(min(i, 10000), -10000))
			continue
		}
		if !g.Span && p.accept("span") {
			g.Span = true
			continue
		}
		if t := p.peek(); t.kind == tokIdent && g.Name == "" {
			g.Name = t.text
			p.i++
			continue
		}
		break
	}
	if g.Span {
		if g.N < 0 || g.N == 0 && g.Name == "" {
			return Value{}, false
		}
		if g.N == 0 {
			g.N = 1
		}
	}
	return Value{Kind: ValueData, Data: g}, n > 0
}
