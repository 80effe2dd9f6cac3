package layout

// buildInfo is what building remembers of a box.
type buildInfo struct{}

func build(cx *context, r *Result, prev *Result) {}
