package ui

// The smallest screen there is a layout for.
const (
	minCols = 40
	minRows = 12
)

// Thresholds of the layout.
const (
	splitCols  = 100 // from here on the side pane stands beside the page
	tallRows   = 28  // from here on there is room for the histogram
	paneLeast  = 36
	paneStep   = 4
	stageLeast = 24
)

// rect is a rectangle of the screen in cells.
type rect struct{ x, y, w, h int }

func (r rect) contains(x, y int) bool {
	return x >= r.x && y >= r.y && x < r.x+r.w && y < r.y+r.h
}

// layout is who gets which cells. Parts without room have no size.
type layout struct {
	tooSmall bool
	place    rect // the first line
	stage    rect // what is to be seen of the page
	page     rect // what the page is laid out for: the stage, or more where the pane lies over it
	sep      rect // the line between stage and pane
	tabs     rect // the names of the panes
	pane     rect // the rows of the pane
	foot     rect // the pane's last line
	line     rect // between page and time axis, with the pages
	hist     rect
	signs    rect // what happened, in a tall time axis
	bar      rect
	lanes    rect // the tabs, where there are several
	status   rect
}

// paneState is what the layout needs to know of the side pane.
type paneState struct {
	bare  bool // there is the page alone
	open  bool
	full  bool
	extra int // columns more or less than usual, by hand

	axis  axisSize
	lanes int // tabs
}

// arrange divides a screen of w×h cells.
func arrange(w, h int, p paneState) layout {
	var l layout
	if p.bare {
		l.stage = rect{0, 0, w, h}
		l.page = l.stage
		return l
	}
	if w < minCols || h < minRows {
		l.tooSmall = true
		return l
	}
	y := arrangeAxis(&l, w, h, p)
	l.place = rect{0, 0, w, 1}
	middle := rect{0, 1, w, y - 1}
	l.stage, l.page = middle, middle
	if !p.open {
		return l
	}
	pw := paneWidth(w, p)
	px := w - pw
	l.stage.w = max(px-1, 0)
	if w >= splitCols {
		// Under a pane that covers everything the page stays as it was.
		beside := p
		beside.full = false
		l.page.w = w - paneWidth(w, beside) - 1
	}
	if px > 0 {
		l.sep = rect{px - 1, middle.y, 1, middle.h}
	}
	l.tabs = rect{px, middle.y, pw, 1}
	l.pane = rect{px, middle.y + 1, pw, middle.h - 2}
	l.foot = rect{px, middle.y + middle.h - 1, pw, 1}
	return l
}

// Rows of a time axis.
const (
	maxLanes = 4
	histTall = 3
)

// arrangeAxis gives the time axis its rows at the foot and returns the first of
// them.
func arrangeAxis(l *layout, w, h int, p paneState) int {
	y := h - 1
	l.status = rect{0, y, w, 1}
	take := func(rows int) rect {
		y -= rows
		return rect{0, y, w, rows}
	}
	more := p.axis == axisTall || p.axis == axisAuto && h >= tallRows
	if n := min(p.lanes, maxLanes); more && n > 1 && h >= minRows+n+6 {
		l.lanes = take(n)
	}
	l.bar = take(1)
	if !more {
		return y
	}
	if p.axis == axisTall {
		l.signs = take(1)
		rows := 1
		if h > minRows+10 {
			rows = histTall
		}
		l.hist = take(rows)
	} else {
		l.hist = take(1)
	}
	l.line = take(1)
	return y
}

// paneWidth is the width of the side pane: a third of a wide screen, the right
// half of a narrow one, all of one that is too narrow for two.
func paneWidth(w int, p paneState) int {
	if p.full {
		return w
	}
	pw := w / 3
	if w < splitCols {
		pw = w / 2
	}
	pw = max(pw, paneLeast) + p.extra
	pw = max(min(pw, w-stageLeast-1), paneLeast)
	if w-pw-1 < stageLeast/2 {
		return w
	}
	return pw
}
