package layout

// layoutTable lays out a table container.
func layoutTable(cx *context, b *Box, c Constraint) *Fragment { return layoutBlock(cx, b, c) }

// intrinsicTable gives the intrinsic widths of a table container.
func intrinsicTable(cx *context, b *Box, pctH Unit) Sizes { return intrinsicBlock(cx, b, pctH) }

// CollapsedBorders are the winning borders of a table with collapsed borders.
type CollapsedBorders struct{}
