package cell

import (
	"unicode/utf8"

	"playhead/engine/text"
)

// nextCluster takes the first cluster off s, which is not empty: the bytes it
// takes, what of it may stand in a cell, and its width, 0 for what shows nothing
// or must not reach a terminal.
func nextCluster(s string) (size int, safe string, width int) {
	size, width = text.Next(s)
	if width == 0 {
		return size, "", 0
	}
	safe = text.Safe(s[:size])
	if safe == "" {
		return size, "", 0
	}
	return size, safe, width
}

func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// Put sets the cell at x, y to one cluster that [text.Next] gave with its width.
// What the filter of engine/text rejects is not written.
func (g *Grid) Put(x, y int, cluster string, width int, st Style) {
	if len(cluster) == 1 && cluster[0] > ' ' && cluster[0] < 0x7f {
		g.Set(x, y, Cell{Glyph: Glyph(cluster[0]), Style: st})
		return
	}
	if s := text.Safe(cluster); s != "" && width > 0 {
		g.Set(x, y, Cell{Glyph: g.Clusters.glyph(s, width == 2), Style: st})
	}
}
