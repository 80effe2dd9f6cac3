package stage

import (
	"math"

	"playhead/engine/cell"
	"playhead/engine/render"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Draw draws a frame into the pane. A frame of another size than the pane's, as
// right after a resize, is drawn where it fits.
func Draw(c canvas.Canvas, f *render.Frame, o *Overlay, th *theme.Theme) {
	ground := th.Style(theme.Backdrop)
	c.Fill(0, 0, c.W, c.H, ' ', ground)
	if f == nil || f.Grid == nil {
		return
	}
	x0 := Place(c.W, f.Grid.Cols)
	page := c.Sub(x0, 0, f.Grid.Cols, f.Grid.Rows)
	page.Blit(0, 0, f.Grid, 0, 0, f.Grid.Cols, f.Grid.Rows)
	if th.Glyphs.ASCII {
		asciify(page)
	}
	shown := veil(page, f, th)
	drawEdges(c, page.Sub(0, 0, page.W, shown), x0, th)
	o.Private.draw(page, f, th)
	if o.Away != "" {
		drawAway(page, o.Away, th)
	}
	for i := range o.Fields {
		drawField(page, &o.Fields[i], th)
	}
	if o.HasBox {
		drawBox(page, o, th)
	}
	for _, p := range o.Trail {
		// Only on blanks: a trail must not hide what it leads over.
		if cl := page.At(p.Col, p.Row); cl.Glyph == 0 {
			page.Set(p.Col, p.Row, th.Glyphs.Trail, pointerStyle(cl.BG, th))
		}
	}
	if !o.NoScrollbar {
		drawThumb(page, f, th)
	}
	if o.HasPointer {
		drawPointer(page, o, th)
	}
	for i := range o.Clicks {
		drawClick(page, &o.Clicks[i], th)
	}
	if o.HasPointer && o.Label != "" {
		tag(page, o.Pointer, o.Label, o.Role, th)
	}
	if o.Notice != "" {
		DrawNotice(c, o.Notice, o.Hint, th)
	}
}

// veil draws back the rows above and below the viewport. It returns the row after the document's last one; what is below
// is no page.
func veil(page canvas.Canvas, f *render.Frame, th *theme.Theme) int {
	if f.Scale <= 0 || f.Viewport.H <= 0 {
		return page.H
	}
	ch := render.CellH / f.Scale
	row := func(y float64) int { // of a place in the document
		return max(min(int(math.Round((y-f.Origin.Y)/ch)), page.H), 0)
	}
	first, last := row(f.Scroll.Y), row(f.Scroll.Y+f.Viewport.H)
	end := max(row(f.Doc.H), last)
	page.Restyle(0, 0, page.W, first, th.Veil)
	page.Restyle(0, last, page.W, end-last, th.Veil)
	page.Fill(0, end, page.W, page.H-end, ' ', th.Style(theme.Backdrop))
	return end
}

// drawEdges marks where the page ends on terminals that show no tints.
func drawEdges(c, page canvas.Canvas, x0 int, th *theme.Theme) {
	if th.Depth != cell.ANSI16 && th.Depth != cell.NoColor {
		return
	}
	line := th.Style(theme.Dim)
	if x0 > 0 {
		for y := range page.H {
			c.Set(x0-1, y, th.Glyphs.Column, line)
			c.Set(x0+page.W, y, th.Glyphs.Column, line)
		}
	}
	if page.H < c.H {
		c.Fill(x0, page.H, page.W, 1, th.Glyphs.Line, line)
	}
}

func drawPointer(page canvas.Canvas, o *Overlay, th *theme.Theme) {
	g := th.Glyphs
	r := g.Pointer
	switch {
	case o.Down:
		r = g.Pressed
	case o.Touch:
		r = g.Touch
	}
	page.Set(o.Pointer.Col, o.Pointer.Row, r, pointerStyle(page.At(o.Pointer.Col, o.Pointer.Row).BG, th))
}

// drawThumb shows at the right edge which part of the document this is. The
// glyph leaves half of its cell to the page.
func drawThumb(page canvas.Canvas, f *render.Frame, th *theme.Theme) {
	if f.Scale <= 0 || page.H == 0 {
		return
	}
	shown := float64(page.H) * render.CellH / f.Scale
	if f.Doc.H <= shown+render.CellH/f.Scale {
		return
	}
	at := int(max(f.Origin.Y, 0) / f.Doc.H * float64(page.H))
	size := max(int(shown/f.Doc.H*float64(page.H)+0.5), 1)
	at = min(at, page.H-size)
	for y := at; y < at+size; y++ {
		st := pointerStyle(page.At(page.W-1, y).BG, th)
		st.Attr &^= cell.Bold
		if th.Depth != cell.NoColor {
			st.FG = th.Style(theme.Dim).FG
		}
		page.Set(page.W-1, y, th.Glyphs.Thumb, st)
	}
}

// Colours of the pointer: one of the two is far from any ground.
var (
	pointerOnLight = cell.RGB(0xc2, 0x18, 0x5b)
	pointerOnDark  = cell.RGB(0xff, 0x80, 0xab)
)

// pointerStyle is a colour that no page uses for text by habit and that stands
// off the ground it is on.
func pointerStyle(ground cell.Color, th *theme.Theme) cell.Style {
	if th.Depth == cell.NoColor {
		return cell.Style{Attr: cell.Bold | cell.Reverse}
	}
	st := cell.Style{FG: pointerOnLight, BG: ground, Attr: cell.Bold}
	r, g, b := ground.RGB()
	dark := (299*int(r) + 587*int(g) + 114*int(b)) < 128*1000
	if ground.IsDefault() {
		dark = th.Dark
	}
	if dark {
		st.FG = pointerOnDark
	}
	return st
}

// DrawNotice draws a line over the foot of c: what is the matter, and what to
// do about it.
func DrawNotice(c canvas.Canvas, notice, hint string, th *theme.Theme) {
	y := c.H - 1
	ground := th.Style(theme.Popup)
	if ground.BG.IsDefault() {
		ground.Attr |= cell.Reverse
	}
	c.Fill(0, y, c.W, 1, ' ', ground)
	st := ground
	st.Attr |= cell.Bold
	x := c.Fit(1, y, c.W-2, notice, th.Glyphs.Ellipsis, st)
	if hint != "" && x+3 < c.W {
		c.Fit(x+3, y, c.W-x-4, hint, th.Glyphs.Ellipsis, ground)
	}
}

// DrawMessage draws lines in the middle of c: what there is instead of a page.
func DrawMessage(c canvas.Canvas, lines []string, th *theme.Theme) {
	y := max((c.H-len(lines))/2, 0)
	for i, s := range lines {
		st := th.Style(theme.Backdrop)
		if i == 0 {
			st.Attr |= cell.Bold
		}
		w := min(c.Width(s), c.W-2)
		c.Fit((c.W-w)/2, y+i, c.W-2, s, th.Glyphs.Ellipsis, st)
	}
}
