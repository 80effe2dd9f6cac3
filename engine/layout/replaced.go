package layout

func layoutReplaced(cx *context, b *Box, c Constraint) *Fragment {
	return layoutNothing(cx, b, c)
}

func intrinsicReplaced(cx *context, b *Box, pctH Unit) Sizes { return Sizes{} }
