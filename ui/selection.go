package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/render"
	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/stage"
)

// selection is a rectangle of the page's cells, marked to copy what is in it.
// Pages have columns, so it is no stretch of lines.
type selection struct {
	on             bool
	fromX, fromY   int // the corner it began at, in cells of the frame
	toX, toY       int // the corner that moves
	pressed        bool
	pressX, pressY int // where the mouse was pressed, in cells of the screen
}

// area returns the upper left cell of the selection and the one after its lower
// right.
func (s *selection) area() (x0, y0, x1, y1 int) {
	return min(s.fromX, s.toX), min(s.fromY, s.toY), max(s.fromX, s.toX) + 1, max(s.fromY, s.toY) + 1
}

// toggleSelection begins a selection at the pointer, or ends it.
func (m *model) toggleSelection(a keymap.Action) tea.Cmd {
	s := &m.stage.sel
	if s.on {
		s.on = false
		return nil
	}
	f := m.stage.frame
	if f == nil {
		return m.sayWhy(a, "there is no page yet")
	}
	m.play.clock.Pause()
	x, y := f.Grid.Cols/2, f.Grid.Rows/2
	if p := m.stage.shown.pointer; m.stage.shown.pointed {
		x, y = p.Col, p.Row
	}
	*s = selection{on: true, fromX: x, fromY: y, toX: x, toY: y}
	m.pane.focus = onStage
	return m.say("select with " + m.keys.Key(keymap.PanLeft) + m.keys.Key(keymap.PanDown) + m.keys.Key(keymap.PanUp) + m.keys.Key(keymap.PanRight) +
		", " + m.keys.Key(keymap.CopyText) + " copies the text, " + m.keys.Key(keymap.CopySelector) + " the selector")
}

// selectionMoves are what the keys that pan do to a selection.
var selectionMoves = map[keymap.Action][2]int{
	keymap.PanLeft: {-1, 0}, keymap.PanRight: {1, 0}, keymap.PanUp: {0, -1}, keymap.PanDown: {0, 1},
}

// moveSelection moves the corner of the selection, and reports whether there is
// one to move.
func (m *model) moveSelection(a keymap.Action, n int) bool {
	s, f := &m.stage.sel, m.stage.frame
	d, ok := selectionMoves[a]
	if !s.on || !ok || f == nil {
		return false
	}
	s.toX = max(min(s.toX+d[0]*n, f.Grid.Cols-1), 0)
	s.toY = max(min(s.toY+d[1]*n, f.Grid.Rows-1), 0)
	return true
}

// pressStage notes where the mouse was pressed on the page; a selection that was
// there ends.
func (m *model) pressStage(x, y int) {
	m.stage.sel = selection{pressed: true, pressX: x, pressY: y}
}

// dragStage selects what the mouse is drawn over, and reports whether it is
// pressed on the page.
func (m *model) dragStage(x, y int) bool {
	s, f := &m.stage.sel, m.stage.frame
	if !s.pressed || f == nil {
		return false
	}
	l := m.scr.layout.page
	place := func(x, y int) (int, int) {
		x -= l.x + stage.Place(l.w, f.Grid.Cols)
		return max(min(x, f.Grid.Cols-1), 0), max(min(y-l.y, f.Grid.Rows-1), 0)
	}
	if !s.on {
		m.play.clock.Pause()
		s.on = true
		s.fromX, s.fromY = place(s.pressX, s.pressY)
	}
	s.toX, s.toY = place(x, y)
	m.scr.dirty = true
	return true
}

// drawSelection marks the selected cells.
func (m *model) drawSelection(page canvas.Canvas) {
	f := m.stage.frame
	if !m.stage.sel.on || f == nil {
		return
	}
	x0, y0, x1, y1 := m.stage.sel.area()
	c := page.Sub(stage.Place(page.W, f.Grid.Cols), 0, f.Grid.Cols, f.Grid.Rows)
	c.Restyle(x0, y0, x1-x0, y1-y0, func(s cell.Style) cell.Style {
		s.Attr ^= cell.Reverse
		return s
	})
}

// selectedText is the text of the selected cells, "" when there is none.
func (m *model) selectedText() string {
	f := m.stage.frame
	if !m.stage.sel.on || f == nil {
		return ""
	}
	x0, y0, x1, y1 := m.stage.sel.area()
	return cellText(f.Grid, x0, y0, x1, y1)
}

// cellText is the text in a rectangle of cells, line by line, without the lines
// of boxes and without empty lines at either end.
func cellText(g *cell.Grid, x0, y0, x1, y1 int) string {
	var lines []string
	for y := max(y0, 0); y < min(y1, g.Rows); y++ {
		var sb strings.Builder
		for x := max(x0, 0); x < min(x1, g.Cols); x++ {
			sb.WriteString(g.Text(x, y))
		}
		lines = append(lines, strings.TrimRight(strings.Map(noLines, sb.String()), " "))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// noLines turns what boxes are drawn with into blanks.
func noLines(r rune) rune {
	if r >= 0x2500 && r <= 0x259f {
		return ' '
	}
	return r
}

// elementText is the text shown of an element.
func elementText(f *render.Frame, r dom.Ref) string {
	x0, y0, x1, y1 := f.Grid.Cols, f.Grid.Rows, 0, 0
	eachCell(f.Grid, f.Refs, f.Tree, r, func(x, y int) {
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
	})
	return cellText(f.Grid, x0, y0, x1, y1)
}
