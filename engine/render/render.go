package render

import (
	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
)

// CellW and CellH are the size of a cell in CSS px at scale 1.
const (
	CellW = 8
	CellH = 16
)

// Point is a position or offset in CSS px.
type Point struct{ X, Y float64 }

// Size is in CSS px.
type Size struct{ W, H float64 }

// Rect is a rectangle in CSS px.
type Rect struct{ X, Y, W, H float64 }

// CellRect is a rectangle of cells of a frame; it may reach out of it.
type CellRect struct{ X, Y, W, H int }

// Pointer is the recorded pointer.
type Pointer struct {
	// Known says that there is a pointer at all.
	Known bool
	// X, Y is the recorded position in px in the layout viewport.
	X, Y float64
	// Target is the element it was recorded over, None when not known.
	Target dom.Ref
}

// ColorMode says what becomes of the page's colours.
type ColorMode uint8

// Colour modes.
const (
	ColorsPage     ColorMode = iota // as the page has them
	ColorsAdapted                   // page background and text become the terminal's own
	ColorsContrast                  // black, white and saturated colours
	ColorsMono                      // the terminal's own colours; emphasis by attributes
)

// Options say what of the page to show, and how.
type Options struct {
	// Cols, Rows is the size of the frame in cells. With 0 it is that of the
	// viewport at the scale.
	Cols, Rows int
	// Scale is the zoom: 1 makes a cell 8×16 CSS px, 0.5 makes it 16×32. 0
	// means 1. See FitScale.
	Scale float64
	// PanX, PanY move the frame over the viewport, in cells.
	PanX, PanY int
	// NudgeY moves the frame down by px on top of that, less than a cell: with it
	// a frame can begin at the same place of the document at any scroll offset.
	NudgeY float64
	// Full shows the whole document from its top instead of the viewport; Rows
	// is then ignored.
	Full bool
	// Scroll replaces the window's recorded scroll offset: px of this layout,
	// taken as they are.
	Scroll *Point
	// Viewport replaces the recorded layout viewport where W > 0.
	Viewport Size
	// Dark prefers the dark colour scheme.
	Dark bool
	// Reader reflows the page to the frame's width: the viewport is as wide as
	// the frame.
	Reader bool
	// Colors is the colour mode, MinContrast the least contrast ratio (1 to 21)
	// that text gets; 0 leaves it as it is.
	Colors      ColorMode
	MinContrast float64
	// Links gives the text of links their targets, for terminals that open them.
	Links bool
}

// Input is what to render.
type Input struct {
	// Tree is the page; it must be frozen.
	Tree *dom.Tree
	// Pointer is where the pointer is.
	Pointer Pointer
	// Hover, Active, Focus are the innermost hovered, pressed, focused elements,
	// None for none. FocusVisible says that the focus came by keyboard.
	Hover, Active, Focus dom.Ref
	FocusVisible         bool
	Options              Options
}

// Frame is one rendered moment. It is never changed once made.
type Frame struct {
	// Grid are the cells; Refs the topmost element at each (as
	// document.elementFromPoint has it), row by row, None where there is none.
	Grid *cell.Grid
	Refs []dom.Ref
	// Tree is the tree that was rendered; Refs belong to it.
	Tree *dom.Tree
	// Scale is the zoom used.
	Scale float64
	// Viewport is the layout viewport, Doc the size of the document, both px.
	Viewport, Doc Size
	// Scroll is the window's scroll offset shown, in px of this layout; Recorded
	// is what was recorded.
	Scroll, Recorded Point
	// Origin is the point of the document at the frame's top left corner, in px.
	Origin Point
	// Pointer is the pointer's place in the frame.
	Pointer PointerPlace

	boxes   *boxIndex
	styles  *style.Styles
	inter   style.Interaction
	matcher *style.Matcher
}

// Matches reports whether element r of the frame's tree is the subject of one of
// the selectors. It is for one goroutine at a time.
func (f *Frame) Matches(sels []*css.Selector, r dom.Ref) bool {
	if f.matcher == nil {
		f.matcher = f.styles.Matcher(f.inter)
	}
	return f.matcher.Matches(sels, r)
}

// PointerPlace is the pointer's place in a frame.
type PointerPlace struct {
	Known bool
	// X, Y is its place in px of the viewport of this layout, which can differ
	// from what was recorded: the pointer keeps its spot in its element. Drift
	// is the difference.
	X, Y  float64
	Drift Point
	// Col, Row is its cell, one that shows the recorded target or something in
	// it wherever the frame has such a cell. Where X, Y is beside the frame, the
	// cell is the nearest of those.
	Col, Row int
	// Ref is the element it is over: the recorded target where it is shown,
	// else what is at the cell.
	Ref dom.Ref
	// Inside says that the cell is in the frame.
	Inside bool
}

// FitScale is the scale at which a viewport w px wide fills cols columns.
func FitScale(w float64, cols int) float64 {
	if w <= 0 || cols <= 0 {
		return 1
	}
	return float64(cols) * CellW / w
}

// At returns the element shown in a cell of the frame, None outside of it.
func (f *Frame) At(col, row int) dom.Ref {
	if !f.Grid.Inside(col, row) {
		return dom.None
	}
	return f.Refs[row*f.Grid.Cols+col]
}
