package layout

import (
	"playhead/engine/css"
	"playhead/engine/style"
)

// Metrics say how large text is.
type Metrics struct {
	// Natural selects real line heights and approximate font widths; otherwise
	// every cluster advances CellW per cell and every line of text is CellH.
	Natural bool
	// CellW and CellH are the cell's size in px for terminal metrics.
	CellW, CellH Unit
}

// Terminal returns the terminal metrics with the standard cell of 8×16 px.
func Terminal() Metrics { return Metrics{CellW: 8 * Px, CellH: 16 * Px} }

// NaturalMetrics returns the natural metrics.
func NaturalMetrics() Metrics { return Metrics{Natural: true, CellW: 8 * Px, CellH: 16 * Px} }

// invisible reports text too small to be seen, which takes no room (N3).
func invisible(st *style.Computed) bool { return st.Text.FontSize < 1 }

// lineHeight is the used line height of a box.
func (m Metrics) lineHeight(st *style.Computed) Unit {
	if !m.Natural {
		switch {
		case invisible(st):
			return 0
		case st.Text.OwnLine && st.Text.LineHeight.Kind == style.LengthPx:
			return px32(st.Text.LineHeight.Px)
		}
		return m.CellH
	}
	if l := st.Text.LineHeight; l.Kind == style.LengthPx {
		return px32(l.Px)
	}
	return m.contentHeight(st)
}

// contentHeight is the height of a font's content area: ascent plus descent.
func (m Metrics) contentHeight(st *style.Computed) Unit {
	if !m.Natural {
		// Ascent and descent are half an em each, rounded to px.
		return 2 * Px * Unit(st.Text.FontSize/2+0.5)
	}
	a, d := ascent(st)
	return a + d
}

// extents gives how far a font's content area reaches above and below the
// baseline.
func (m Metrics) extents(st *style.Computed) (above, below Unit) {
	if !m.Natural {
		h := m.contentHeight(st) / 2
		return h, h
	}
	return ascent(st)
}

// ascent gives the ascent and descent of the usual fonts of a class.
func ascent(st *style.Computed) (asc, desc Unit) {
	a, d := 0.905, 0.212 // Liberation Sans, as Arial
	switch st.Text.FontClass {
	case css.FontSerif:
		a, d = 0.891, 0.216
	case css.FontMono:
		a, d = 0.833, 0.300
	}
	s := st.Text.NaturalSize()
	return FromPx(float64(int(a*s + 0.5))), FromPx(float64(int(d*s + 0.5)))
}

// baseline gives how far the line box of text of a style reaches above and
// below the baseline.
func (m Metrics) baseline(st *style.Computed) (above, below Unit) {
	if !m.Natural {
		h := m.lineHeight(st) / 2
		return h, h
	}
	a, d := ascent(st)
	lead := m.lineHeight(st) - (a + d)
	above = a + lead/2
	return above, m.lineHeight(st) - above
}

// advance is the width of a cluster of the given cells.
func (m Metrics) advance(st *style.Computed, cluster string, cells int) Unit {
	if cells == 0 {
		return 0
	}
	if !m.Natural {
		if invisible(st) {
			return 0
		}
		return m.CellW * Unit(cells)
	}
	size := st.Text.NaturalSize()
	var w float64
	if cells == 2 {
		w = size
	} else {
		w = glyphWidth(st, cluster[0]) * size
	}
	return FromPx(w + st.Text.LetterSpacing.Resolve(size))
}

// hyphen is the width of the hyphen that ends a line at a soft one. With
// terminal metrics it hangs: it takes no room from the text.
func (m Metrics) hyphen(st *style.Computed) Unit {
	if !m.Natural {
		return 0
	}
	return m.advance(st, "-", 1)
}

// approxWidth is the width of n average cells.
func (m Metrics) approxWidth(st *style.Computed, n int) Unit {
	if !m.Natural {
		if invisible(st) {
			return 0
		}
		return m.CellW * Unit(min(n, 1<<14))
	}
	return FromPx(st.Text.NaturalSize() * 0.5 * float64(n))
}

// glyphWidth is the advance of a character in em.
func glyphWidth(st *style.Computed, c byte) float64 {
	switch {
	case st.Text.FontClass == css.FontMono:
		return 0.6
	case c < ' ' || c > '~':
		return 0.55
	}
	w := float64(sansWidths[c-' ']) / 1000
	if st.Text.FontClass == css.FontSerif {
		w *= 0.93
	}
	if st.Text.FontWeight >= 600 {
		w *= 1.07
	}
	return w
}

// sansWidths are the advances of Arial's ASCII characters in 1/1000 em.
var sansWidths = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}
