package timeline

// Window is the part of the whole time that the rows show: all of it, or, zoomed
// in, a stretch around the playhead.
type Window struct {
	Whole Axis
	level int    // the whole is divided by two to this power
	start Millis // of the stretch shown, where level > 0
}

// leastSpan is the shortest stretch that can be zoomed to.
const leastSpan Millis = 2000

// maxLevel bounds the zoom.
const maxLevel = 30

// Axis returns the stretch shown.
func (w *Window) Axis() Axis {
	if w.level == 0 {
		return w.Whole
	}
	span := w.span()
	start := max(min(w.start, w.Whole.End-span), w.Whole.Start)
	return Axis{Start: start, End: start + span}
}

func (w *Window) span() Millis {
	return max((w.Whole.End-w.Whole.Start)>>w.level, min(leastSpan, w.Whole.End-w.Whole.Start))
}

// Zoomed reports whether less than all is shown.
func (w *Window) Zoomed() bool { return w.level > 0 }

// Zoom shows half (d > 0) or twice as much, with moment at staying in its
// column. It reports whether that changed anything.
func (w *Window) Zoom(d int, at Millis) bool {
	old := w.Axis()
	level := max(min(w.level+d, maxLevel), 0)
	if d > 0 && w.span() <= leastSpan || level == w.level {
		return false
	}
	w.level = level
	share := 0.5
	if old.End > old.Start {
		share = float64(min(max(at, old.Start), old.End)-old.Start) / float64(old.End-old.Start)
	}
	w.start = at - Millis(share*float64(w.span()))
	w.start = w.Axis().Start
	return true
}

// All shows everything again.
func (w *Window) All() { w.level = 0 }

// Follow moves the stretch so that moment t is in it: where it leaves it, it
// turns the page.
func (w *Window) Follow(t Millis) {
	ax := w.Axis()
	if w.level == 0 || t >= ax.Start && t <= ax.End {
		return
	}
	span := w.span()
	switch {
	case t > ax.End && t-ax.End < span:
		w.start = t - span/8
	case t < ax.Start && ax.Start-t < span:
		w.start = t - span*7/8
	default:
		w.start = t - span/2
	}
	w.start = w.Axis().Start
}
