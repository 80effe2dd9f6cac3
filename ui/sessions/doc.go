// Package sessions draws the list of recordings: a table that can be sorted and
// filtered, and the marks of what was watched.
//
// It takes summaries as they are found ([Table.Add]) and gives rows to draw and
// to open. It knows neither where summaries come from nor how a recording is
// opened; the file of marks is the only one it touches.
//
// File map: table.go the rows, their order and filter; column.go the columns and
// which of them fit; draw.go drawing; watched.go the marks.
package sessions
