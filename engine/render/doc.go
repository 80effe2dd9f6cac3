// Package render turns one moment of a page into a frame of terminal cells: the
// one call that the player's screen, text output, search and the golden tests
// all go through.
//
// It takes a frozen [dom.Tree], what is hovered, pressed and focused, where the
// pointer is, and how much of the page to show at which scale; it gives cells,
// the element shown in each cell, boxes and the pointer's place. It knows no
// recordings and no terminal.
//
// A [Renderer] keeps what the next frame can use again: computed styles, boxes,
// the natural-metrics layout that scroll positions and the pointer are mapped
// through. A Renderer is for one goroutine; the frames it gives are not touched
// again and may go anywhere.
//
// Files: render.go input, output, the call; anchor.go recorded px to elements
// and back; boxes.go boxes and paths of elements; json.go a frame as JSON;
// pointer.go the cell that the pointer is shown in;
// palette.go colour modes; links.go targets of links.
package render
