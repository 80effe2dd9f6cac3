// Package exporttest makes films for tests of the packages that write them.
package exporttest

import (
	"fmt"
	"time"

	"playhead/engine/cell"
	"playhead/engine/export"
)

// Film returns a film of n frames, 130 ms apart and 1 s for the last, of cols×rows
// cells: text that types itself, a bar that grows, wide glyphs that come and go,
// clusters, lines. Every fourth frame looks like the one before.
func Film(cols, rows, n int) export.Film {
	return export.Film{
		Cols: cols, Rows: rows, Length: time.Duration(n-1)*130*time.Millisecond + time.Second,
		Frames: func(yield func(export.Frame, error) bool) {
			g := cell.NewGrid(cols, rows, nil)
			for i := range n {
				draw(g, i-i%4/3)
				if !yield(export.Frame{At: time.Duration(i) * 130 * time.Millisecond, Grid: g}, nil) {
					return
				}
			}
		},
	}
}

func draw(g *cell.Grid, i int) {
	g.Resize(g.Cols, g.Rows)
	paper := cell.Style{FG: cell.RGB(0x22, 0x22, 0x22), BG: cell.RGB(0xfa, 0xfa, 0xf5)}
	g.Clear(cell.Cell{Style: paper})
	title := cell.Style{FG: cell.RGB(0xff, 0xff, 0xff), BG: cell.RGB(0x0b, 0x6e, 0x4f), Attr: cell.Bold}
	g.SetString(1, 0, fmt.Sprintf("frame <%d> & \"more\" \u2518]]>", i), title)
	g.SetString(i%g.Cols, 1, "漢字 e\u0301 ▟█", paper)
	g.Fill(0, 2, min(i+1, g.Cols), 1, cell.Cell{Style: cell.Style{BG: cell.RGB(uint8(40*i), 0x40, 0xc0)}})
	line := paper
	line.Attr |= cell.Underline | cell.Italic
	g.SetString(2, 3, "under it all"[:min(i, 12)], line)
	g.SetString(0, g.Rows-1, "terminal's own", cell.Style{Attr: cell.Reverse})
}
