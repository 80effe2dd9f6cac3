package layout

func relativeOffset(b *Box, c Constraint, parent *Fragment) (Unit, Unit) { return 0, 0 }

func layoutPending(fb *builder) {}

func setOverflow(f *Fragment) { f.Overflow = Rect{0, 0, f.W, f.H} }
