package cli

import (
	"fmt"
	"strings"
	"time"

	"playhead/engine/cell"
	"playhead/engine/script"
)

// annotation is a label that a script puts over the screen.
type annotation struct {
	text     string
	col, row int           // of the point that it is about
	beyond   int           // the column after what it points at
	until    time.Duration // on the viewer's clock, 0 for good
}

// annotate puts a label on the screen or takes all away.
func (r *scriptRun) annotate(c *script.Command) error {
	defer r.take()
	if !c.On {
		r.notes = nil
		return nil
	}
	n := annotation{text: c.Text, row: 1, col: 1, beyond: 1}
	if c.For > 0 {
		n.until = r.now + c.For
	}
	switch {
	case c.HasCell:
		n.col, n.row, n.beyond = c.Cols, c.Rows, c.Cols
	case c.Target != "":
		var ok bool
		if n.col, n.row, n.beyond, ok = findText(r.screen.Grid(), c.Target); !ok {
			return fmt.Errorf("%q does not show on the screen", c.Target)
		}
	}
	r.notes = append(r.notes, n)
	return nil
}

// findText returns where a text shows on one row: its first and the column after
// its last.
func findText(g *cell.Grid, s string) (col, row, beyond int, ok bool) {
	want := []rune(s)
	for y := range g.Rows {
		for x := range g.Cols {
			i, at := 0, x
			for i < len(want) && at < g.Cols {
				t := g.Text(at, y)
				if t != "" && !strings.HasPrefix(string(want[i:]), t) {
					break
				}
				i += len([]rune(t))
				at++
			}
			if i == len(want) {
				return x, y, at, true
			}
		}
	}
	return 0, 0, 0, false
}

// Colours of annotations: those of nothing else.
var annotationStyle = cell.Style{FG: cell.RGB(0xff, 0xff, 0xff), BG: cell.RGB(0xb0, 0x1f, 0x6f), Attr: cell.Bold}

// draw draws the label right of what it is about, else under it. It stays on the
// screen.
func (n *annotation) draw(g *cell.Grid) {
	label := "◀ " + n.text + " "
	scratch := cell.NewGrid(g.Cols, 1, nil)
	w := scratch.SetString(0, 0, label, annotationStyle)
	x, y := n.beyond, n.row
	if n.beyond > n.col {
		x++ // a blank between
	}
	if x+w > g.Cols {
		label = "▲ " + n.text + " "
		x, y = max(min(n.col, g.Cols-w), 0), n.row+1
		if y >= g.Rows {
			label, y = "▼ "+n.text+" ", n.row-1
		}
	}
	g.SetString(x, y, label, annotationStyle)
}
