// Package display brings grids to the terminal by the shortest path.
//
// A [Screen] stands between Bubble Tea and the terminal. Bubble Tea keeps what
// it is good at: raw mode, the alternate screen, modes, queries, the title. It is
// given a view that is always blank, and so draws nothing. The screen draws
// beside it: the difference from what the terminal shows, as engine/cell encodes
// it, at once instead of at the next tick of a renderer. What Bubble Tea writes
// passes through the screen, which finds out from it when there is an alternate
// screen to draw on, and draws everything anew after whatever disturbed that.
//
// Compared with giving Bubble Tea the frame as text this spares encoding the
// whole frame, parsing it again into cells, up to a tick of waiting, and half of
// the bytes or more. While the terminal has not taken the frame before, newer
// ones replace each other: only the last is drawn.
//
// While nothing changes, nothing of it runs. The package knows nothing of pages
// or of the model.
//
// File map: screen.go the screen; passing.go what Bubble Tea's output does to the
// terminal; terminal.go what terminals can.
package display
