package cell

import "sync"

// Glyph is what a cell shows: a rune, or a cluster of several runes kept in a
// [Clusters] table, together with its width. The zero Glyph is a blank.
type Glyph uint32

const (
	glyphCluster Glyph = 1 << 31
	glyphWide    Glyph = 1 << 30
	// Continuation is the right half of a wide glyph: nothing is drawn for it.
	Continuation Glyph = 1 << 29

	glyphRune Glyph = 0x1fffff
	glyphMask Glyph = 1<<29 - 1
)

// Rune returns the glyph of one rune that is one cell wide. The caller vouches
// that r is printable and narrow: it is for constants such as box drawing.
// Content goes through [Grid.SetString].
func Rune(r rune) Glyph {
	if r == ' ' {
		return 0
	}
	return Glyph(r) & glyphRune
}

// Blank reports whether the glyph shows nothing: a blank or a continuation has
// no ink of its own.
func (g Glyph) Blank() bool { return g == 0 }

// Cluster reports whether the glyph is a cluster of several runes, whose meaning
// depends on the grid's table.
func (g Glyph) Cluster() bool { return g&glyphCluster != 0 }

// Width is the number of cells: 1, 2, or 0 for a continuation.
func (g Glyph) Width() int {
	switch {
	case g == Continuation:
		return 0
	case g&glyphWide != 0:
		return 2
	default:
		return 1
	}
}

// Clusters keeps clusters of more than one rune. It only grows, up to a bound,
// beyond which clusters lose all but their first rune; grids that are compared
// or copied often share one table. Safe for concurrent use.
type Clusters struct {
	mu   sync.RWMutex
	text []string
	id   map[string]Glyph
}

// empty reports whether no cluster was ever seen.
func (t *Clusters) empty() bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.text) == 0
}

// maxClusters bounds the table against recordings that invent clusters.
const maxClusters = 1 << 18

// NewClusters returns an empty table.
func NewClusters() *Clusters { return &Clusters{id: make(map[string]Glyph)} }

// glyph returns the glyph of a cluster that passed the filter.
func (t *Clusters) glyph(s string, wide bool) Glyph {
	var flag Glyph
	if wide {
		flag = glyphWide
	}
	first, n := decodeRune(s)
	if n == len(s) {
		if first == ' ' {
			return 0
		}
		return Glyph(first)&glyphRune | flag
	}
	t.mu.RLock()
	g, ok := t.id[s]
	t.mu.RUnlock()
	if ok {
		return g | flag
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if g, ok = t.id[s]; ok {
		return g | flag
	}
	if len(t.text) >= maxClusters {
		return Glyph(first)&glyphRune | flag
	}
	g = glyphCluster | Glyph(len(t.text))
	s = string([]byte(s))
	t.text = append(t.text, s)
	t.id[s] = g
	return g | flag
}

// cluster returns the text of a cluster glyph.
func (t *Clusters) cluster(g Glyph) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if i := int(g & glyphMask); i < len(t.text) {
		return t.text[i]
	}
	return " "
}
