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
	spanning []spanningCell // in tree order
	cols     []tableCol
	places   *columnPlaces // of the columns, see columnWidths
	outs     []*Box        // out-of-flow children of table parts
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

// tableRow is a row with the cells that start in it.
type tableRow struct {
	box     *Box
	section int
	cells   []tableCell
	plain   *plainRow // where cells are its; nil for others

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
	col              int32
	rowSpan, colSpan int32
	ask              cellAsk
	w, h             Unit // border-box width; minimum height
	frag             *Fragment
	// merged says that columns of its span were dropped: it sizes columns as a
	// spanning cell even where one is left.
	merged bool
}

// spanningCell is a cell that sizes several columns or rows.
type spanningCell struct {
	row  int
	cell *tableCell
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
	t := cx.tableGrid(b) // sets collapsed borders, which the builder takes
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
	t.cx = nil
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

// tableGrid gives the structure of a table with what its cells ask for of the
// columns. It is kept with the box: both stay while the box does.
func (cx *context) tableGrid(b *Box) *tableGrid {
	if b.grid == nil {
		b.grid = newTableGrid(cx, b)
		b.grid.constrainColumns()
	}
	b.grid.cx = cx
	return b.grid
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
	t.findSpanning()
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
	until := rowSpans{}
	for r := g.First; r != nil; r = r.Next {
		if r.Kind != KindRow {
			if r.Is(OutOfFlow) {
				t.outs = append(t.outs, r)
			}
			continue
		}
		row := tableRow{box: r, section: len(t.sections), baseline: Indefinite}
		row.hidden = r.Style.Text.Visibility == css.Collapse
		var col int
		if row.plain = t.plainRow(r, &until, len(t.rows)); row.plain != nil {
			row.cells = row.plain.cells
			col = len(row.cells)
		} else {
			row.cells, col = t.addCells(r, &until, len(t.rows))
		}
		for len(t.cols) < min(col, maxColumns) {
			t.cols = append(t.cols, tableCol{})
		}
		t.rows = append(t.rows, row)
	}
	s.to = len(t.rows)
	for r := s.from; r < s.to; r++ {
		row := &t.rows[r]
		if row.plain != nil {
			continue
		}
		for i := range row.cells {
			cell := &row.cells[i]
			cell.rowSpan = min(cell.rowSpan, int32(s.to-r))
			row.spans = row.spans || cell.rowSpan > 1
			cell.colSpan = max(1, min(cell.colSpan, int32(len(t.cols))-cell.col))
			cell.col = min(cell.col, max(0, int32(len(t.cols))-1))
		}
	}
	t.sections = append(t.sections, s)
}

// rowSpans holds, by column, the row below the cell from above that takes it;
// last is the largest of these.
type rowSpans struct {
	rows []int
	last int
}

// addCells finds the cells of row number at, and the number of columns it needs.
func (t *tableGrid) addCells(r *Box, until *rowSpans, at int) (cells []tableCell, cols int) {
	col := 0
	for k := r.First; k != nil; k = k.Next {
		if k.Kind != KindCell {
			if k.Is(OutOfFlow) {
				t.outs = append(t.outs, k)
			}
			continue
		}
		for col < len(until.rows) && until.rows[col] > at {
			col++
		}
		cell := tableCell{box: k, col: int32(col)}
		span := min(t.span(k, "colspan", maxColSpan), max(1, maxColumns-col))
		rows := t.span(k, "rowspan", maxRowSpan)
		if rows == 0 {
			rows = maxRowSpan
		}
		cell.colSpan, cell.rowSpan = int32(span), int32(rows)
		for len(until.rows) < col+span {
			until.rows = append(until.rows, 0)
		}
		for i := col; i < col+span; i++ {
			until.rows[i] = at + rows
		}
		until.last = max(until.last, at+rows)
		cells = append(cells, cell)
		col += span
	}
	return cells, col
}

// mergeColumns drops columns that no cell starts in: whatever spans them spans
// the one before too (css-tables-3 §4.5, track merging).
func (t *tableGrid) mergeColumns() {
	starts := make([]bool, len(t.cols))
	plain := 0 // cells of plain rows start in each column up to it
	for i := range t.rows {
		if t.rows[i].plain != nil {
			plain = max(plain, len(t.rows[i].cells))
			continue
		}
		for j := range t.rows[i].cells {
			starts[t.rows[i].cells[j].col] = true
		}
	}
	at := make([]int32, len(t.cols)+1)
	n := int32(0)
	for i := range t.cols {
		at[i] = n
		if starts[i] || i < plain || t.cols[i].box != nil || i == 0 {
			t.cols[n] = t.cols[i]
			n++
		}
	}
	at[len(t.cols)] = n
	if int(n) == len(t.cols) {
		return
	}
	t.cols = t.cols[:n]
	for i := range t.rows {
		if t.rows[i].plain != nil { // its columns are all there, from the first on
			continue
		}
		for j := range t.rows[i].cells {
			k := &t.rows[i].cells[j]
			end := at[k.col+k.colSpan]
			k.col = at[k.col]
			n := max(1, end-k.col)
			k.merged = n < k.colSpan
			k.colSpan = n
		}
	}
}

// findSpanning lists the cells that size several columns or rows.
func (t *tableGrid) findSpanning() {
	for i := range t.rows {
		if t.rows[i].plain != nil {
			continue
		}
		for j := range t.rows[i].cells {
			if k := &t.rows[i].cells[j]; k.colSpan > 1 || k.merged || k.rowSpan > 1 {
				t.spanning = append(t.spanning, spanningCell{i, k})
			}
		}
	}
}
