// Package canvas draws text and fills into a rectangle of a cell grid: what the
// panes of the screen are made of. Nothing drawn leaves the rectangle.
//
// It takes strings, styles and places relative to the rectangle; it knows
// nothing of what they mean. Widths are those of the grid's own text routine:
// there is no second width function.
package canvas
