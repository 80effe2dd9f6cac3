package stage

import (
	"math"

	"playhead/engine/render"
)

// Zoom is how large the page is shown.
type Zoom uint8

// Zooms.
const (
	Fit  Zoom = iota // the viewport's width fills the pane, never above 100 %
	Full             // a cell is 8×16 px
	Half
	Reader // 100 %, the page laid out anew for the pane's width
	zoomCount
)

// Next returns the zoom after z, round; Prev the one before.
func (z Zoom) Next() Zoom { return (z + 1) % zoomCount }

// Prev returns the zoom before z, round.
func (z Zoom) Prev() Zoom { return (z + zoomCount - 1) % zoomCount }

// String names the zoom as the configuration does.
func (z Zoom) String() string {
	switch z {
	case Full:
		return "100%"
	case Half:
		return "50%"
	case Reader:
		return "reader"
	default:
		return "fit"
	}
}

// View is which part of the page the pane shows, and how large. The zero value
// fits the page and follows the pointer.
type View struct {
	Zoom Zoom
	// Colors, MinContrast and Links are how the page looks.
	Colors      render.ColorMode
	MinContrast float64
	Links       bool
	// Cols, Rows is the size of the pane.
	Cols, Rows int
	// W, H is the recorded layout viewport in px; 0 while unknown.
	W, H float64
	// Top and Bottom are the document's ends in px from the viewport's upper edge,
	// as the last frame had them: Top is negative when the page is scrolled.
	Top, Bottom float64

	panX, panY int  // cells; panY is negative above the viewport
	held       bool // panned by hand: does not follow the pointer
	// docY is the row of the document at the pane's top while held: the part shown
	// stays, however the recorded page scrolls.
	docY int
	url  string // of the page that was panned
}

// Scale returns the zoom factor: 1 makes a cell 8×16 px.
func (v *View) Scale() float64 {
	switch v.Zoom {
	case Full, Reader:
		return 1
	case Half:
		return 0.5
	default:
		return min(render.FitScale(v.W, v.Cols), 1)
	}
}

// extent is the size of the whole viewport in cells.
func (v *View) extent() (cols, rows int) {
	s := v.Scale()
	cols = int(math.Round(v.W * s / render.CellW))
	rows = int(math.Round(v.H * s / render.CellH))
	if v.Zoom == Reader {
		cols = v.Cols
	}
	return max(cols, 1), max(rows, 1)
}

// Size returns the part of the pane that the page takes, in cells: all of its
// height, since the page goes on below what the user saw of it.
func (v *View) Size() (cols, rows int) {
	cols, _ = v.extent()
	return min(cols, v.Cols), v.Rows
}

// Pan returns the cell of the viewport in the upper left corner; above the
// viewport its y is negative.
func (v *View) Pan() (x, y int) {
	cols, _ := v.extent()
	first, last := v.reachable()
	return clamp(v.panX, cols-v.Cols), max(min(v.panY, last), first)
}

// reachable is the range of panY: from the document's upper end to its
// lower one, beyond what the user saw.
func (v *View) reachable() (first, last int) {
	_, rows := v.extent()
	s := v.Scale() / render.CellH
	first = min(int(math.Floor(v.Top*s)), 0)
	rows = max(rows, int(math.Ceil(v.Bottom*s)))
	return first, max(rows-v.Rows, 0)
}

// Whole reports whether all of the viewport is shown.
func (v *View) Whole() bool {
	cols, rows := v.extent()
	return cols <= v.Cols && rows <= v.Rows
}

// Everything reports whether there is nothing to pan to: all of the document is
// shown.
func (v *View) Everything() bool {
	first, last := v.reachable()
	return v.Whole() && first == 0 && last == 0
}

// Held reports whether the part shown was chosen by hand.
func (v *View) Held() bool { return v.held }

// Move pans by cells and stops following the pointer.
func (v *View) Move(dx, dy int) {
	x, y := v.Pan()
	v.held = true
	v.panX, v.panY = x+dx, y+dy
	v.panX, v.panY = v.Pan()
	v.docY = v.panY - v.topRow()
}

// topRow is the row of the viewport that the document begins in, not above 0.
func (v *View) topRow() int { return int(math.Floor(v.Top * v.Scale() / render.CellH)) }

// Extent returns the rows of the document that are shown, from and to, and how
// many there are.
func (v *View) Extent() (from, to, of int) {
	_, y := v.Pan()
	from = y - v.topRow()
	of = max(int(math.Ceil((v.Bottom-v.Top)*v.Scale()/render.CellH)), 1)
	return from, min(from+v.Rows, of), of
}

// Release follows the pointer again, from where the user had scrolled to.
func (v *View) Release() { v.held, v.panY = false, 0 }

// Learn notes what a frame tells about the document. A part that was chosen by
// hand stays the same part of the document until another page comes.
func (v *View) Learn(f *render.Frame) {
	url := f.Tree.Page.URL
	if v.held && v.url != "" && v.url != url {
		v.held, v.panX, v.panY = false, 0, 0
	}
	v.url = url
	v.Top, v.Bottom = -f.Scroll.Y, f.Doc.H-f.Scroll.Y
	if v.held {
		v.panY = v.docY + v.topRow()
		v.panX, v.panY = v.Pan()
	}
}

// Follow brings a place in the viewport (px of the frame's layout) into the part
// that is shown, with room around it, unless the part was chosen by hand. It
// moves as little as it can, and not at all while the place is well inside.
func (v *View) Follow(x, y float64) {
	if v.held {
		return
	}
	s := v.Scale()
	col, row := int(math.Floor(x*s/render.CellW)), int(math.Floor(y*s/render.CellH))
	px, py := v.Pan()
	if v.Whole() && row >= 0 && row < v.Rows-v.Rows/6 {
		py = 0 // as the user saw it
	} else {
		py = reach(py, row, v.Rows)
	}
	v.panX, v.panY = reach(px, col, v.Cols), py
	v.panX, v.panY = v.Pan()
}

// reach returns the offset at which at is inside a window of n cells, a sixth of
// it from the edges; a window that has to move puts it a third in, so that the
// next small movement does not move it again.
func reach(offset, at, n int) int {
	margin := n / 6
	switch {
	case at < offset+margin:
		return at - n/3
	case at >= offset+n-margin:
		return at - n + 1 + n/3
	default:
		return offset
	}
}

func clamp(v, limit int) int { return max(min(v, limit), 0) }

// Options returns what to ask of the renderer.
func (v *View) Options() render.Options {
	cols, rows := v.Size()
	x, y := v.Pan()
	o := render.Options{Cols: cols, Rows: rows, Scale: v.Scale(), PanX: x, PanY: y, Reader: v.Zoom == Reader,
		Colors: v.Colors, MinContrast: v.MinContrast, Links: v.Links,
	}
	if v.held {
		// The rows shown are whole rows of the document.
		ch := render.CellH / o.Scale
		o.NudgeY = v.Top - float64(v.topRow())*ch
	}
	return o
}

// ZoomByName returns the zoom of that name, Fit when there is none.
func ZoomByName(name string) Zoom {
	for z := range zoomCount {
		if z.String() == name {
			return z
		}
	}
	return Fit
}

// Place returns where the page's upper left cell is in the pane: pages narrower
// than it are centred.
func Place(paneCols, frameCols int) int { return max(paneCols-frameCols, 0) / 2 }

// Adopt takes over from o, a copy of v that went through the renderer, what was
// found out there: the recorded viewport, and where following the pointer led
// unless v was panned meanwhile.
func (v *View) Adopt(o View) {
	v.W, v.H, v.Top, v.Bottom = o.W, o.H, o.Top, o.Bottom
	if v.held && v.url != "" && o.url != v.url {
		v.held = false // another page
	}
	v.url = o.url
	if v.held {
		v.panY = v.docY + v.topRow()
		v.panX, v.panY = v.Pan()
	} else {
		v.panX, v.panY = o.panX, o.panY
	}
}
