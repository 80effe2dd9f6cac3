package layout

// layoutGrid lays out a grid container.
func layoutGrid(cx *context, b *Box, c Constraint) *Fragment { return layoutBlock(cx, b, c) }

// intrinsicGrid gives the intrinsic widths of a grid container.
func intrinsicGrid(cx *context, b *Box, pctH Unit) Sizes { return intrinsicBlock(cx, b, pctH) }
