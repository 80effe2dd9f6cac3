package cell

// AppendText appends the grid as plain text: one line per row, closed by "\n",
// blanks at the end of a row left out.
func AppendText(dst []byte, g *Grid) []byte {
	for y := range g.Rows {
		dst = AppendRowText(dst, g, y)
		dst = append(dst, '\n')
	}
	return dst
}

// AppendRowText appends row y as plain text without blanks at its end.
func AppendRowText(dst []byte, g *Grid, y int) []byte {
	row := g.Row(y)
	n := len(row)
	for n > 0 && row[n-1].Glyph == 0 {
		n--
	}
	for i := range row[:n] {
		dst = g.appendGlyph(dst, row[i].Glyph)
	}
	return dst
}
