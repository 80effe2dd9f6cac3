package layout

// flowInput is what a block in its parent's block formatting context gets.
type flowInput struct {
	// in says that the box takes part in its parent's formatting context.
	in bool
}

// flowResult is what a block gives back to its parent's formatting context.
type flowResult struct{}

func layoutBlock(cx *context, b *Box, c Constraint) *Fragment {
	return newBuilder(cx, b, c).finish(0, 0)
}

func intrinsicBlock(cx *context, b *Box, pctH Unit) Sizes { return Sizes{} }

func layoutNothing(cx *context, b *Box, c Constraint) *Fragment {
	return newBuilder(cx, b, c).finish(c.FixedW.Or(0), c.FixedH.Or(0))
}
