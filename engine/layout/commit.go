package layout

func layoutViewport(cx *context, r *Result) {}

func commit(cx *context, r *Result) {}
