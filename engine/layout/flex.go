package layout

// layoutFlex lays out a flex container.
func layoutFlex(cx *context, b *Box, c Constraint) *Fragment { return layoutBlock(cx, b, c) }

// intrinsicFlex gives the intrinsic widths of a flex container.
func intrinsicFlex(cx *context, b *Box, pctH Unit) Sizes { return intrinsicBlock(cx, b, pctH) }
