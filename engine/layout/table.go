package layout

import (
	"strconv"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// Tables: css-tables-3 and CSS2 §17, as Chromium does them where they leave it
// open.

// tableGrid is the structure of a table.
type tableGrid struct {
	cx       *context
	b        *Box
	caps     []*Box
	sections []tableSection
	rows     []tableRow
	cells    []tableCell
	cols     []tableCol
	outs     []*Box // out-of-flow children of table parts
	collapse bool
	fixed    bool // table-layout: fixed with a width
	rtl      bool
	spX, spY Unit
	borders  *CollapsedBorders
}

// tableSection is a row group with rows [from, to).
type tableSection struct {
	box      *Box
	from, to int
	body     bool
	y, h     Unit
}

// tableRow is a row with cells [from, to), those that start in it.
type tableRow struct {
	box      *Box
	section  int
	from, to int

	h, y        Unit
	pct         float64 // percentage height, 0 for none
	constrained bool    // it or a cell in it has a height
	baseline    Unit    // from the row's top; Indefinite for none
	spans       bool    // a cell spanning rows starts here
	hidden      bool    // visibility: collapse
}

// tableCell is a cell.
type tableCell struct {
	box              *Box
	row, col         int
	rowSpan, colSpan int
	w, h             Unit // border-box width; minimum height
	frag             *Fragment
	// merged says that columns of its span were dropped: it sizes columns as a
	// spanning cell even where one is left.
	merged bool
}

// tableCol is a column and what its cells and column elements ask for.
type tableCol struct {
	box, group  *Box
	min, max    Unit
	pct         float64 // percentage, 0 for none
	pctExtra    Unit    // padding and border on top of the percentage (fixed layout)
	constrained bool
	seen        bool // min and max come from a cell or column
	hidden      bool
	w, x        Unit
}

// Limits of spans (HTML §4.9.11).
const (
	maxColSpan = 1000
	maxRowSpan = 65534
	maxColumns = 5000
	// maxCollapsed is the number of slots up to which borders are collapsed.
	maxCollapsed = 1 << 20
)

// layoutTable lays out a table wrapper with its grid and captions.
func layoutTable(cx *context, b *Box, c Constraint) *Fragment {
	t := newTableGrid(cx, b) // sets collapsed borders, which the builder takes
	fb := newBuilder(cx, b, c)
	if t.collapse {
		fb.f.Padding = Edges{} // CSS2 §17.6.2
	}
	fr := fb.f.Border.Plus(fb.f.Padding)
	w := t.usedWidth(&c, fr)
	fb.f.cw = w - fr.Horizontal()
	t.columnWidths(max(0, w-fr.Horizontal()))
	top, bottom := t.layoutCaptions(fb, w, &c)
	capH := Unit(0)
	for _, p := range append(top, bottom...) {
		capH += p.Frag.H + p.Frag.Margin.Vertical()
	}
	h := t.rowHeights(&c, fr, capH)
	y := Unit(0)
	place := func(ps []Placed) {
		for _, p := range ps {
			y += p.Frag.Margin.Top
			fb.place(p.Frag, p.X, y)
			y += p.Frag.H + p.Frag.Margin.Bottom
		}
	}
	place(top)
	fb.f.Grid = Rect{0, y, w, h}
	t.place(fb, fr, y)
	y += h
	place(bottom)
	return fb.finish(w, y)
}

// layoutCaptions lays out the captions: those above the grid and those below.
func (t *tableGrid) layoutCaptions(fb *builder, w Unit, c *Constraint) (top, bottom []Placed) {
	for _, k := range t.caps {
		f := t.cx.Layout(k, Within(w, c.PctH))
		x := f.Margin.Left
		m := &k.Style.Box.Margin
		if free := w - f.W - f.Margin.Horizontal(); free > 0 {
			switch {
			case m.Left.IsAuto() && m.Right.IsAuto():
				x += free / 2
			case m.Left.IsAuto():
				x += free
			}
		}
		if k.Style.Text.Caption == css.CaptionBottom {
			bottom = append(bottom, Placed{f, x, 0})
		} else {
			top = append(top, Placed{f, x, 0})
		}
	}
	return top, bottom
}

// newTableGrid finds the structure of a table (CSS2 §17.2, HTML's table model).
func newTableGrid(cx *context, b *Box) *tableGrid {
	tx := b.Style.Text
	t := &tableGrid{cx: cx, b: b, rtl: tx.Direction == css.RTL, collapse: tx.Collapse == css.BordersCollapse}
	t.fixed = b.Style.Box.TableLayout == css.TableFixed && !b.Style.Box.Width.IsAuto()
	if !t.collapse {
		t.spX, t.spY = px32(tx.SpacingX), px32(tx.SpacingY)
	}
	var head, foot *Box
	var bodies []*Box
	for k := b.First; k != nil; k = k.Next {
		switch d := k.Style.Box.Display; {
		case k.Is(OutOfFlow):
			t.outs = append(t.outs, k)
		case k.Kind == KindCaption:
			t.caps = append(t.caps, k)
		case k.Kind == KindColGroup:
			t.addColGroup(k)
		case k.Kind == KindCol:
			t.addCol(k, nil, t.span(k, "span", maxColSpan))
		case k.Kind == KindRowGroup && d == css.DisplayTableHeaderGroup && head == nil:
			head = k
		case k.Kind == KindRowGroup && d == css.DisplayTableFooterGroup && foot == nil:
			foot = k
		case k.Kind == KindRowGroup:
			bodies = append(bodies, k)
		}
	}
	if head != nil {
		t.addSection(head, false)
	}
	for _, k := range bodies {
		t.addSection(k, true)
	}
	if foot != nil {
		t.addSection(foot, false)
	}
	if !t.fixed {
		t.mergeColumns()
	}
	if t.collapse && len(t.rows)*len(t.cols) <= maxCollapsed {
		t.collapseBorders()
	} else {
		t.separateBorders()
	}
	return t
}

// attr returns an attribute of the element of a box.
func (t *tableGrid) attr(b *Box, name string) (string, bool) {
	if b.Flags&Anonymous != 0 || b.Pseudo != NoPseudo || b.Ref == dom.None || !t.cx.tree.Alive(b.Ref) {
		return "", false
	}
	return t.cx.tree.Node(b.Ref).Attr(name)
}

// span returns the value of a span attribute, 1 without a valid one.
func (t *tableGrid) span(b *Box, name string, limit int) int {
	v, ok := t.attr(b, name)
	if !ok {
		return 1
	}
	v = strings.TrimLeft(v, " \t\n\r\f+")
	end := 0
	for end < len(v) && end < 9 && v[end] >= '0' && v[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(v[:end])
	if err != nil || n == 0 && name != "rowspan" {
		return 1
	}
	return min(n, limit)
}

func (t *tableGrid) addColGroup(g *Box) {
	any := false
	for k := g.First; k != nil; k = k.Next {
		if k.Kind == KindCol {
			t.addCol(k, g, t.span(k, "span", maxColSpan))
			any = true
		}
	}
	if !any {
		t.addCol(g, g, t.span(g, "span", maxColSpan))
	}
}

// addCol adds n columns with the constraints of a column element.
func (t *tableGrid) addCol(k, group *Box, n int) {
	for range n {
		if len(t.cols) >= maxColumns {
			return
		}
		t.cols = append(t.cols, tableCol{box: k, group: group, hidden: k.Style.Text.Visibility == css.Collapse})
	}
}

// addSection adds the rows and cells of a row group.
func (t *tableGrid) addSection(g *Box, body bool) {
	s := tableSection{box: g, from: len(t.rows), body: body}
	var until []int // by column: the row below the cell that takes it
	for r := g.First; r != nil; r = r.Next {
		if r.Kind != KindRow {
			if r.Is(OutOfFlow) {
				t.outs = append(t.outs, r)
			}
			continue
		}
		row := tableRow{box: r, section: len(t.sections), from: len(t.cells), baseline: Indefinite}
		row.hidden = r.Style.Text.Visibility == css.Collapse
		at, col := len(t.rows), 0
		for k := r.First; k != nil; k = k.Next {
			if k.Kind != KindCell {
				if k.Is(OutOfFlow) {
					t.outs = append(t.outs, k)
				}
				continue
			}
			for col < len(until) && until[col] > at {
				col++
			}
			cell := tableCell{box: k, row: at, col: col}
			cell.colSpan = min(t.span(k, "colspan", maxColSpan), max(1, maxColumns-col))
			cell.rowSpan = t.span(k, "rowspan", maxRowSpan)
			if cell.rowSpan == 0 {
				cell.rowSpan = maxRowSpan
			}
			for len(until) < col+cell.colSpan {
				until = append(until, 0)
			}
			for i := col; i < col+cell.colSpan; i++ {
				until[i] = at + cell.rowSpan
			}
			t.cells = append(t.cells, cell)
			col += cell.colSpan
		}
		for len(t.cols) < min(col, maxColumns) {
			t.cols = append(t.cols, tableCol{})
		}
		row.to = len(t.cells)
		t.rows = append(t.rows, row)
	}
	s.to = len(t.rows)
	for r := s.from; r < s.to; r++ {
		for i := t.rows[r].from; i < t.rows[r].to; i++ {
			cell := &t.cells[i]
			cell.rowSpan = min(cell.rowSpan, s.to-r)
			t.rows[r].spans = t.rows[r].spans || cell.rowSpan > 1
			cell.colSpan = max(1, min(cell.colSpan, len(t.cols)-cell.col))
			cell.col = min(cell.col, max(0, len(t.cols)-1))
		}
	}
	t.sections = append(t.sections, s)
}

// mergeColumns drops columns that no cell starts in: whatever spans them spans
// the one before too (css-tables-3 §4.5, track merging).
func (t *tableGrid) mergeColumns() {
	starts := make([]bool, len(t.cols))
	for i := range t.cells {
		starts[t.cells[i].col] = true
	}
	at := make([]int, len(t.cols)+1)
	n := 0
	for i := range t.cols {
		at[i] = n
		if starts[i] || t.cols[i].box != nil || i == 0 {
			t.cols[n] = t.cols[i]
			n++
		}
	}
	at[len(t.cols)] = n
	if n == len(t.cols) {
		return
	}
	t.cols = t.cols[:n]
	for i := range t.cells {
		k := &t.cells[i]
		end := at[k.col+k.colSpan]
		k.col = at[k.col]
		n := max(1, end-k.col)
		k.merged = n < k.colSpan
		k.colSpan = n
	}
}
