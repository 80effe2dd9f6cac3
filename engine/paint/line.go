package paint

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/css"
)

// Sides of a box, in painting order.
const (
	top = iota
	right
	bottom
	left
)

// edge is one side of a rectangle; no width means that it is not there.
type edge struct {
	width float64 // px
	col   css.Color
	style css.LineStyle
}

// edges are the thin borders of a box. They are drawn last, as lines of box-
// drawing characters in cells that hold no text, and where nothing opaque was
// painted over them.
type edges struct {
	rect  rect // border box in px of the frame
	clip  rect
	side  [4]edge
	seq   int32
	round bool
	grid  bool // a line between cells of a table, which ends in joints
}

// arms says which ways lines leave a cell.
type arms struct {
	mask  uint8 // bit per side
	kind  lineKind
	round bool
	col   css.Color
	veil  css.Color // what lies over the line and lets it through
}

type lineKind uint8

const (
	lightLine lineKind = iota
	heavyLine
	doubleLine
	dashedLine
)

// kindOf chooses the weight of a line: heavy from 3 px on.
func kindOf(e edge) lineKind {
	switch {
	case e.style == css.LineDouble && e.width >= 3:
		return doubleLine
	case e.style == css.LineDashed || e.style == css.LineDotted:
		return dashedLine
	case e.width >= 3:
		return heavyLine
	default:
		return lightLine
	}
}

// drawLines draws all edges noted, bottommost first.
func (p *painter) drawLines() {
	if len(p.Canvas.boxes) == 0 {
		return
	}
	p.arms = resized(p.arms, len(p.aux))
	for i := range p.Canvas.boxes {
		p.drawBox(&p.Canvas.boxes[i])
	}
	for i := range p.arms {
		if a := &p.arms[i]; a.mask != 0 {
			p.drawArms(i, a)
		}
	}
}

// span is where an edge goes: its row (or column), and whether that one is free
// of text.
type span struct {
	at   int
	free bool
	on   bool
}

// drawBox chooses rows and columns for the edges of a box and notes arms.
func (p *painter) drawBox(e *edges) {
	cw, ch := p.view.CellW, p.view.CellH
	r := e.rect
	x0, x1 := int(math.Floor(r.x0/cw)), int(math.Ceil(r.x1/cw))-1
	y0, y1 := int(math.Floor(r.y0/ch)), int(math.Ceil(r.y1/ch))-1
	if e.side[left].width == 0 {
		x0 = int(math.Ceil(r.x0/cw - 0.5))
	}
	if e.side[right].width == 0 {
		x1 = int(math.Ceil(r.x1/cw-0.5)) - 1
	}
	if e.side[top].width == 0 {
		y0 = int(math.Ceil(r.y0/ch - 0.5))
	}
	if e.side[bottom].width == 0 {
		y1 = int(math.Ceil(r.y1/ch-0.5)) - 1
	}
	if e.grid {
		p.drawGridLine(e)
		return
	}
	var at [4]span
	at[left] = p.column(e, left, x0, r.x0/cw, y0, y1)
	at[right] = p.column(e, right, x1, r.x1/cw, y0, y1)
	if at[left].on {
		x0 = at[left].at
	}
	if at[right].on {
		x1 = at[right].at
	}
	at[top] = p.row(e, top, y0, r.y0/ch, x0, x1)
	at[bottom] = p.row(e, bottom, y1, r.y1/ch, x0, x1)
	if at[top].on {
		y0 = at[top].at
	}
	if at[bottom].on {
		y1 = at[bottom].at
	}
	p.horizontal(e, top, at[top], x0, x1, at[left].on, at[right].on)
	p.horizontal(e, bottom, at[bottom], x0, x1, at[left].on, at[right].on)
	joinT, joinB := at[top].on && at[top].free, at[bottom].on && at[bottom].free
	p.vertical(e, left, at[left], y0, y1, joinT, joinB)
	p.vertical(e, right, at[right], y0, y1, joinT, joinB)
}

// drawGridLine draws a line between table cells from joint to joint. Joints are
// where lines meet, so rows and columns are chosen by place alone.
func (p *painter) drawGridLine(e *edges) {
	cw, ch := p.view.CellW, p.view.CellH
	r := e.rect
	x0, x1 := int(math.Floor(r.x0/cw)), int(math.Floor(r.x1/cw))
	y0, y1 := int(math.Floor(r.y0/ch)), int(math.Floor(r.y1/ch))
	if e.side[top].width > 0 {
		p.horizontal(e, top, span{y0, true, true}, x0, x1, true, true)
		return
	}
	p.vertical(e, left, span{x0, true, true}, y0, y1, true, true)
}

// row chooses the row of a horizontal edge: the one it is in, or, when that one
// has text, the nearer neighbour if that is free.
func (p *painter) row(e *edges, side, n int, pos float64, x0, x1 int) span {
	if e.side[side].width == 0 {
		return span{}
	}
	if !p.rowHasText(n, x0, x1) {
		return span{n, true, true}
	}
	alt := n - 1
	if pos-float64(n) >= 0.5 {
		alt = n + 1
	}
	if alt >= 0 && alt < p.Grid.Rows && !p.rowHasText(alt, x0, x1) {
		return span{alt, true, true}
	}
	return span{n, false, true}
}

func (p *painter) column(e *edges, side, n int, pos float64, y0, y1 int) span {
	if e.side[side].width == 0 {
		return span{}
	}
	if !p.columnHasText(n, y0, y1) {
		return span{n, true, true}
	}
	alt := n - 1
	if pos-float64(n) >= 0.5 {
		alt = n + 1
	}
	if alt >= 0 && alt < p.Grid.Cols && !p.columnHasText(alt, y0, y1) {
		return span{alt, true, true}
	}
	return span{n, false, true}
}

func (p *painter) rowHasText(y, x0, x1 int) bool {
	if y < 0 || y >= p.Grid.Rows {
		return false
	}
	for x := max(x0, 0); x <= min(x1, p.Grid.Cols-1); x++ {
		if i := y*p.Grid.Cols + x; p.aux[i].run != 0 && p.Grid.Cells[i].Glyph != 0 {
			return true
		}
	}
	return false
}

func (p *painter) columnHasText(x, y0, y1 int) bool {
	if x < 0 || x >= p.Grid.Cols {
		return false
	}
	for y := max(y0, 0); y <= min(y1, p.Grid.Rows-1); y++ {
		if i := y*p.Grid.Cols + x; p.aux[i].run != 0 && p.Grid.Cells[i].Glyph != 0 {
			return true
		}
	}
	return false
}

const (
	armUp    = 1 << top
	armRight = 1 << right
	armDown  = 1 << bottom
	armLeft  = 1 << left
)

// horizontal notes a horizontal edge from column x0 to x1.
func (p *painter) horizontal(e *edges, side int, at span, x0, x1 int, hasLeft, hasRight bool) {
	if !at.on || at.at < 0 || at.at >= p.Grid.Rows {
		return
	}
	d := e.side[side]
	y := e.rect.y0
	if side == bottom {
		y = e.rect.y1 - d.width
	}
	if y+d.width <= e.clip.y0 || y >= e.clip.y1 {
		return
	}
	if !at.free {
		p.besideText(e, side, at.at, x0, x1)
		return
	}
	a := arms{kind: kindOf(d), col: d.col, round: e.round}
	for x := max(x0, 0); x <= min(x1, p.Grid.Cols-1); x++ {
		a.mask = armLeft | armRight
		if x == x0 && hasLeft {
			a.mask = armRight
		}
		if x == x1 && hasRight {
			a.mask &^= armRight
		}
		if mid := (float64(x) + 0.5) * p.view.CellW; mid < e.clip.x0-p.view.CellW/2 || mid > e.clip.x1+p.view.CellW/2 {
			continue
		}
		p.arm(at.at*p.Grid.Cols+x, a, e.seq)
	}
}

// vertical notes a vertical edge from row y0 to y1.
func (p *painter) vertical(e *edges, side int, at span, y0, y1 int, hasTop, hasBottom bool) {
	if !at.on || at.at < 0 || at.at >= p.Grid.Cols {
		return
	}
	d := e.side[side]
	x := e.rect.x0
	if side == right {
		x = e.rect.x1 - d.width
	}
	if x+d.width <= e.clip.x0 || x >= e.clip.x1 {
		return
	}
	a := arms{kind: kindOf(d), col: d.col, round: e.round}
	for y := max(y0, 0); y <= min(y1, p.Grid.Rows-1); y++ {
		a.mask = armUp | armDown
		if y == y0 && hasTop {
			a.mask = armDown
		}
		if y == y1 && hasBottom {
			a.mask &^= armDown
		}
		if mid := (float64(y) + 0.5) * p.view.CellH; mid < e.clip.y0-p.view.CellH/2 || mid > e.clip.y1+p.view.CellH/2 {
			continue
		}
		p.arm(y*p.Grid.Cols+at.at, a, e.seq)
	}
}

// besideText shows a horizontal edge in a row that holds text: an eighth block
// at the top or bottom of blank cells, whichever is nearer to the edge. Text that
// stands on a bottom edge is underlined.
func (p *painter) besideText(e *edges, side, y, x0, x1 int) {
	pos := e.rect.y0
	if side == bottom {
		pos = e.rect.y1
	}
	g, attr := cell.Rune('▔'), cell.Attr(0)
	if pos/p.view.CellH-float64(y) >= 0.5 {
		g = cell.Rune('▁')
		if side == bottom || e.rect.y0 == e.rect.y1 {
			attr = cell.Underline
		}
	}
	for x := max(x0, 0); x <= min(x1, p.Grid.Cols-1); x++ {
		i := y*p.Grid.Cols + x
		ce := &p.Grid.Cells[i]
		if p.aux[i].cover > e.seq || (float64(x)+0.5)*p.view.CellW < e.clip.x0 || (float64(x)+0.5)*p.view.CellW > e.clip.x1 {
			continue
		}
		switch {
		case ce.Glyph == 0:
			ce.Glyph, ce.FG = g, blend(ce.BG, e.side[side].col)
			if p.aux[i].veiled > e.seq {
				ce.FG = blend(ce.FG, p.aux[i].veil)
			}
		case p.aux[i].run != 0 && ce.Attr.UnderlineStyle() == 0:
			ce.Attr |= attr
		}
	}
}

// arm adds arms to a cell unless something covers the line there.
func (p *painter) arm(i int, a arms, seq int32) {
	if p.aux[i].cover > seq {
		return
	}
	if p.aux[i].veiled > seq {
		a.veil = p.aux[i].veil
	}
	at := &p.arms[i]
	if at.mask == 0 {
		*at = a
		return
	}
	at.mask |= a.mask
	at.col, at.veil = a.col, a.veil
	at.kind = max(at.kind&1, a.kind&1)
	at.round = at.round && a.round
}

// Box-drawing characters by mask of arms: up 1, right 2, down 4, left 8.
var (
	lightBox = [16]rune{0, '╵', '╶', '└', '╷', '│', '┌', '├', '╴', '┘', '─', '┴', '┐', '┤', '┬', '┼'}
	heavyBox = [16]rune{0, '╹', '╺', '┗', '╻', '┃', '┏', '┣', '╸', '┛', '━', '┻', '┓', '┫', '┳', '╋'}
	twinBox  = [16]rune{0, '║', '═', '╚', '║', '║', '╔', '╠', '═', '╝', '═', '╩', '╗', '╣', '╦', '╬'}
	dashBox  = [16]rune{0, '╵', '╶', '└', '╷', '┆', '┌', '├', '╴', '┘', '┄', '┴', '┐', '┤', '┬', '┼'}
	roundBox = [16]rune{3: '╰', 6: '╭', 9: '╯', 12: '╮'}
)

func (p *painter) drawArms(i int, a *arms) {
	ce := &p.Grid.Cells[i]
	if ce.Glyph != 0 || !differ(ce.BG, a.col) {
		return
	}
	r := lightBox[a.mask&15]
	switch a.kind {
	case heavyLine:
		r = heavyBox[a.mask&15]
	case doubleLine:
		r = twinBox[a.mask&15]
	case dashedLine:
		r = dashBox[a.mask&15]
	}
	if a.round && a.kind == lightLine {
		if c := roundBox[a.mask&15]; c != 0 {
			r = c
		}
	}
	ce.Glyph, ce.FG, ce.Attr = cell.Rune(r), blend(blend(ce.BG, a.col), a.veil), 0
}
