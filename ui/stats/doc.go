// Package stats is the board of statistics over the recordings of the list: a
// funnel, signs of frustration, errors, pages and elements, each row with the
// moments behind it.
//
// It takes a [stats.Report] of the engine and keeps the position; it counts
// nothing and opens nothing.
//
// Files: board.go rows and position; draw.go the cells.
package stats
