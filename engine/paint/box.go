package paint

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/layout"
	"playhead/engine/style"
)

// box paints the background, borders and outline of a box with the fragment f
// whose border box has its corner at s, and what the box itself shows when it is
// a control or replaced.
func (p *painter) box(b *layout.Box, f *layout.Fragment, s *space) {
	if f == nil || b.Is(layout.Anonymous) && b.Pseudo == layout.NoPseudo {
		return
	}
	area := layout.Rect{W: f.W, H: f.H}
	r := s.rect(area)
	p.hitRect(b, r, s.clip)
	if p.noInk > 0 || b.Style.Text.Visibility != css.Visible {
		return
	}
	if b.Kind == layout.KindTable {
		area = f.Grid
	}
	own := boxArea{area, f.Border, f.Padding, true, true}
	switch {
	case nativeSelect(b):
		white := *b.Style
		back := *b.Style.Back
		back.Color = css.Color{R: 255, G: 255, B: 255, A: 255}
		white.Back = &back
		p.background(&white, &own, s)
	case !p.onCanvas(b):
		p.background(b.Style, &own, s)
	}
	if b.Replaced != nil {
		p.replaced(b, f, s)
	}
	if ownBorders(b) {
		p.borders(b.Style, &own, s)
	}
}

// ownBorders reports whether a box paints its borders itself: rows and row
// groups have none, and collapsed borders belong to the table.
func ownBorders(b *layout.Box) bool {
	switch b.Kind {
	case layout.KindRow, layout.KindRowGroup:
		return false
	case layout.KindTable, layout.KindCell:
		return b.Style.Text.Collapse != css.BordersCollapse
	default:
		return true
	}
}

// inlineBox paints the part of an inline box that is on one line.
func (p *painter) inlineBox(it *layout.Item, s *space) {
	b := it.Box
	area := layout.Rect{X: it.X, Y: it.Y, W: it.W, H: it.H}
	p.hitRect(b, s.rect(area), s.clip)
	if p.noInk > 0 || b.Style.Text.Visibility != css.Visible {
		return
	}
	own := boxArea{area: area, first: it.First, last: it.Last}
	w := b.Style.Border.Width
	own.border = layout.Edges{
		Top: layout.FromPx(float64(w.Top)), Right: layout.FromPx(float64(w.Right)),
		Bottom: layout.FromPx(float64(w.Bottom)), Left: layout.FromPx(float64(w.Left)),
	}
	p.background(b.Style, &own, s)
	p.borders(b.Style, &own, s)
}

// boxArea is a border box with its edges; first and last say whether its left
// and right edge are there.
type boxArea struct {
	area            layout.Rect
	border, padding layout.Edges
	first, last     bool
}

func (a *boxArea) of(box css.BackgroundBox) layout.Rect {
	switch box {
	case css.BoxPadding:
		return a.area.Inset(a.border)
	case css.BoxContent:
		return a.area.Inset(a.border).Inset(a.padding)
	default:
		return a.area
	}
}

// hasBackground reports whether a style paints a background at all.
func hasBackground(c *style.Computed) bool {
	return c.Back.Color.Visible() || len(c.Back.Layers) > 0
}

// onCanvas reports whether b's background is painted on the canvas instead of
// its box: that of the root element, or of body when the root has none
// (css-backgrounds-3 §2.11).
func (p *painter) onCanvas(b *layout.Box) bool {
	if b.Is(layout.Root) {
		return true
	}
	return p.isBody(b) && !hasBackground(b.Parent.Style)
}

// isBody reports whether b is the body of its document.
func (p *painter) isBody(b *layout.Box) bool {
	return b.Parent != nil && b.Parent.Is(layout.Root) && b.Pseudo == layout.NoPseudo &&
		p.tree.Alive(b.Ref) && p.tree.Node(b.Ref).IsHTML("body")
}

// canvasBackground paints the canvas of a document: view is its viewport's box.
func (p *painter) canvasBackground(view *layout.Box) {
	root := view.First
	for root != nil && !root.Is(layout.Root) {
		root = root.Next
	}
	if root == nil {
		return
	}
	s := p.boxSpace(view)
	clip := s.clip
	if view.Container != nil && view.Frag != nil {
		clip = clip.and(s.frect(0, 0, view.Frag.W.Float(), view.Frag.H.Float()))
	}
	whole := p.covered(clip)
	if touchable(root) && !whole.empty() {
		p.hit(whole, p.element(root))
	}
	if p.noInk > 0 {
		return
	}
	if root.Style.Text.Dark && view.Container == nil {
		p.fill(whole, css.Color{R: 0x12, G: 0x12, B: 0x12, A: 255})
	}
	src := root
	if !hasBackground(root.Style) {
		for c := root.First; c != nil; c = c.Next {
			if p.isBody(c) {
				src = c
				break
			}
		}
	}
	back := src.Style.Back
	p.fill(whole, back.Color.Or(src.Style.Text.Color))
	if root.Frag == nil {
		return
	}
	rs := p.boxSpace(root)
	rs.clip = clip
	area := boxArea{area: layout.Rect{W: root.Frag.W, H: root.Frag.H}, first: true, last: true}
	for i := len(back.Layers) - 1; i >= 0; i-- {
		p.image(&back.Layers[i], src.Style, &area, &rs, clip)
	}
}

// background paints colour and images of a background (css-backgrounds-3).
func (p *painter) background(c *style.Computed, a *boxArea, s *space) {
	back := c.Back
	defer p.insetShadow(c, a, s)
	if !back.Color.Visible() && len(back.Layers) == 0 {
		return
	}
	if col := back.Color.Or(c.Text.Color); col.A != 0 && back.Clip != css.BoxText {
		r := s.rect(a.of(back.Clip))
		if got := p.covered(snapped(r).and(s.clip)); !got.empty() {
			p.fillRounded(got, r, &c.Border.Radius, col)
		} else {
			p.sliver(r, s.clip, col)
		}
	}
	for i := len(back.Layers) - 1; i >= 0; i-- {
		l := &back.Layers[i]
		if l.Clip == css.BoxText {
			continue
		}
		p.image(l, c, a, s, s.clip.and(snapped(s.rect(a.of(l.Clip)))))
	}
}

// insetShadow fills a box whose inner shadow meets itself in the middle: that is
// how sheets lay a colour over a background.
func (p *painter) insetShadow(c *style.Computed, a *boxArea, s *space) {
	col := c.Rare.InsetColor.Or(c.Text.Color)
	if !c.Rare.InsetColor.Visible() || 2*float64(c.Rare.InsetSpread) < min(a.area.W, a.area.H).Float() {
		return
	}
	r := s.rect(a.of(css.BoxPadding))
	if got := p.covered(snapped(r).and(s.clip)); !got.empty() {
		p.fillRounded(got, r, &c.Border.Radius, col)
	}
}

// roundFrom is the radius in px from which corners cut cells away.
const roundFrom = 6

// fillRounded fills the cells got of the rectangle r, except where a rounded
// corner leaves their centre outside.
func (p *painter) fillRounded(got cells, r rect, ra *style.Corners, col css.Color) {
	p.top, p.bottom = r.y0, r.y1
	defer func() { p.top, p.bottom = 0, 0 }()
	w, h := r.x1-r.x0, r.y1-r.y0
	corner := func(c style.Point) (x, y float64) {
		return min(c.X.Resolve(w), w/2), min(c.Y.Resolve(h), h/2)
	}
	tlx, tly := corner(ra.TopLeft)
	trx, try := corner(ra.TopRight)
	brx, bry := corner(ra.BottomRight)
	blx, bly := corner(ra.BottomLeft)
	if max(tlx, trx, brx, blx) < roundFrom {
		p.fill(got, col)
		return
	}
	p.seq++
	for y := got.y0; y < got.y1; y++ {
		cy := (float64(y) + 0.5) * p.view.CellH
		x0 := r.x0 + max(cornerInset(tlx, tly, cy-r.y0), cornerInset(blx, bly, r.y1-cy))
		x1 := r.x1 - max(cornerInset(trx, try, cy-r.y0), cornerInset(brx, bry, r.y1-cy))
		c0 := max(got.x0, int(math.Ceil(x0/p.view.CellW-0.5)))
		c1 := min(got.x1, int(math.Ceil(x1/p.view.CellW-0.5)))
		if c0 < c1 {
			p.fillSpan(y, c0, c1, col)
		}
	}
}

// cornerInset is how far a corner of radii rx, ry cuts in at distance d from the
// edge that it belongs to.
func cornerInset(rx, ry, d float64) float64 {
	if d >= ry || ry <= 0 || rx <= 0 {
		return 0
	}
	f := 1 - max(d, 0)/ry
	return rx * (1 - math.Sqrt(1-f*f))
}

// snapped rounds a rectangle to whole px, as browsers do with fills.
func snapped(r rect) rect {
	return rect{math.Round(r.x0), math.Round(r.y0), math.Round(r.x1), math.Round(r.y1)}
}

// enclosing widens a rectangle to whole px: browsers test a px, not a point, for
// what the pointer is over.
func enclosing(r rect) rect {
	return rect{math.Floor(r.x0), math.Floor(r.y0), math.Ceil(r.x1), math.Ceil(r.y1)}
}

// sliver shows a fill that is too thin to hold the centre of a cell: a rule as a
// line, a speck as a dot.
func (p *painter) sliver(r, clip rect, col css.Color) {
	w, h := r.x1-r.x0, r.y1-r.y0
	if w <= 0 || h <= 0 || !r.meets(clip) || !p.contrasts(r, col) {
		return
	}
	cw, ch := p.view.CellW, p.view.CellH
	e := edges{rect: r, clip: clip, seq: p.nextSeq()}
	side := edge{width: h, col: col, style: css.LineSolid}
	switch {
	case w >= cw && h < ch:
		e.rect.y0 = (r.y0 + r.y1) / 2
		e.rect.y1 = e.rect.y0
		e.side[top] = side
	case h >= ch && w < cw:
		e.rect.x0 = (r.x0 + r.x1) / 2
		e.rect.x1 = e.rect.x0
		side.width = w
		e.side[left] = side
	case w*h >= cw*ch/4:
		p.mark((r.x0+r.x1)/2, (r.y0+r.y1)/2, clip, cell.Rune('•'), col)
		return
	default:
		return
	}
	p.Canvas.boxes = append(p.Canvas.boxes, e)
}

// contrasts reports whether a colour can be told from what is under the middle
// of r.
func (p *painter) contrasts(r rect, col css.Color) bool {
	x := int(math.Floor((r.x0 + r.x1) / 2 / p.view.CellW))
	y := int(math.Floor((r.y0 + r.y1) / 2 / p.view.CellH))
	if !p.Grid.Inside(x, y) {
		return true
	}
	return differ(p.Grid.At(x, y).BG, col)
}

// differ reports whether a line of colour col can be told from a background.
func differ(bg cell.Color, col css.Color) bool {
	r, g, b := bg.RGB()
	m := blend(bg, col)
	r2, g2, b2 := m.RGB()
	return max(gap(r, r2), gap(g, g2), gap(b, b2)) > 6
}

func gap(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func (p *painter) nextSeq() int32 {
	p.seq++
	return p.seq
}

// borders paints what is thick enough to fill cells at once, and notes the rest
// as lines.
func (p *painter) borders(c *style.Computed, a *boxArea, s *space) {
	bo := c.Border
	r := s.rect(a.area)
	e := edges{rect: r, clip: s.clip}
	cur := c.Text.Color
	e.side[top] = edge{float64(bo.Width.Top), bo.Color.Top.Or(cur), bo.Style.Top}
	e.side[bottom] = edge{float64(bo.Width.Bottom), bo.Color.Bottom.Or(cur), bo.Style.Bottom}
	if a.first {
		e.side[left] = edge{float64(bo.Width.Left), bo.Color.Left.Or(cur), bo.Style.Left}
	}
	if a.last {
		e.side[right] = edge{float64(bo.Width.Right), bo.Color.Right.Or(cur), bo.Style.Right}
	}
	p.edgeBox(e, bo, c.Back.Color.Or(cur))
	if bo.OutlineWidth > 0 && bo.OutlineStyle != css.LineNone {
		p.outline(bo, r, s.clip, cur)
	}
}

// outline notes an outline: edges around the border box that take no room.
func (p *painter) outline(bo *style.Border, r, clip rect, cur css.Color) {
	col := bo.OutlineColor.Or(cur)
	if bo.OutlineStyle == css.LineAuto {
		col = css.Color{R: 0x10, G: 0x10, B: 0x10, A: 255} // Chromium's focus ring on light pages
	}
	d := float64(bo.OutlineOffset) + float64(bo.OutlineWidth)
	e := edges{rect: rect{r.x0 - d, r.y0 - d, r.x1 + d, r.y1 + d}, clip: clip}
	for i := range e.side {
		e.side[i] = edge{float64(bo.OutlineWidth), col, bo.OutlineStyle}
	}
	p.edgeBox(e, bo, css.Transparent)
}

// edgeBox paints the four edges of a rectangle.
func (p *painter) edgeBox(e edges, bo *style.Border, back css.Color) {
	if !e.rect.meets(e.clip) {
		return
	}
	any := false
	for i := range e.side {
		d := &e.side[i]
		if d.width <= 0 || d.style <= css.LineHidden || d.col.A == 0 {
			d.width = 0
			continue
		}
		if strip := p.strip(e.rect, i, d.width); !strip.empty() {
			if c := p.clipped(strip, e.clip); !c.empty() {
				p.fill(c, d.col)
			}
			d.width = 0
			continue
		}
		if d.col == back && back.A == 255 {
			d.width = 0 // the fill already is this colour
			continue
		}
		any = true
	}
	if !any {
		return
	}
	e.seq = p.nextSeq()
	e.round = bo.Radius.TopLeft.X.Px >= 3 || bo.Radius.TopLeft.X.Frac > 0
	p.Canvas.boxes = append(p.Canvas.boxes, e)
}

// strip gives the cells that a border fills: those of which it covers most, as
// seen at three columns or rows of the cell.
func (p *painter) strip(r rect, side int, width float64) cells {
	r = snapped(r)
	cw, ch := p.view.CellW, p.view.CellH
	all := p.covered(r)
	switch side {
	case left, right:
		x0, x1 := r.x0, r.x0+width
		if side == right {
			x0, x1 = r.x1-width, r.x1
		}
		all.x0, all.x1 = mostly(x0, x1, cw, [3]float64{1.5, 4.5, 6.5}, CellPxW, p.Grid.Cols)
	default:
		y0, y1 := r.y0, r.y0+width
		if side == bottom {
			y0, y1 = r.y1-width, r.y1
		}
		all.y0, all.y1 = mostly(y0, y1, ch, [3]float64{3.5, 8.5, 12.5}, CellPxH, p.Grid.Rows)
	}
	return all
}

// CellPxW and CellPxH are the size in px of a cell at 100 %.
const (
	CellPxW = 8
	CellPxH = 16
)

// mostly gives the range of cells of which a … b covers two of three samples.
func mostly(a, b, size float64, at [3]float64, full float64, limit int) (from, to int) {
	if b-a < size/full*2 {
		return 0, 0
	}
	n0, n1 := max(0, int(math.Floor(a/size))), min(limit, int(math.Ceil(b/size)))
	from, to = n1, n1
	for n := n0; n < n1; n++ {
		k := 0
		for _, o := range at {
			if x := (float64(n) + o/full) * size; x >= a && x < b {
				k++
			}
		}
		switch {
		case k >= 2 && from == n1:
			from, to = n, n+1
		case k >= 2:
			to = n + 1
		}
	}
	return from, to
}

// clipped limits cells to those whose centre is in the clip.
func (p *painter) clipped(c cells, clip rect) cells {
	k := p.covered(clip)
	return cells{max(c.x0, k.x0), max(c.y0, k.y0), min(c.x1, k.x1), min(c.y1, k.y1)}
}

// mark is a glyph that a control or speck shows where no text is.
type mark struct {
	x, y int
	c    cell.Cell
	seq  int32
}

// mark notes a glyph for the cell that holds a point.
func (p *painter) mark(x, y float64, clip rect, g cell.Glyph, col css.Color) {
	if x < clip.x0 || x >= clip.x1 || y < clip.y0 || y >= clip.y1 {
		return
	}
	cx, cy := int(math.Floor(x/p.view.CellW)), int(math.Floor(y/p.view.CellH))
	if p.noInk > 0 || !p.Grid.Inside(cx, cy) {
		return
	}
	fg := blend(p.Grid.At(cx, cy).BG, col)
	p.marks = append(p.marks, mark{x: cx, y: cy, c: cell.Cell{Glyph: g, Style: cell.Style{FG: fg}}, seq: p.nextSeq()})
}

// drawMarks puts the marks where nothing else is.
func (p *painter) drawMarks() {
	for i := range p.marks {
		m := &p.marks[i]
		at := m.y*p.Grid.Cols + m.x
		ce := &p.Grid.Cells[at]
		if ce.Glyph != 0 || p.aux[at].cover > m.seq {
			continue
		}
		ce.Glyph, ce.FG, ce.Attr = m.c.Glyph, m.c.FG, m.c.Attr
	}
}
