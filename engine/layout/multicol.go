package layout

// layoutColumns lays out the contents of a multi-column container.
func layoutColumns(fl *flow, h Unit, fr Edges) { fl.contents() }

// intrinsicColumns turns the intrinsic widths of the contents into those of the
// container.
func intrinsicColumns(b *Box, s Sizes) Sizes { return s }
