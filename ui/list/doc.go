// Package list is the position in a long list of rows: cursor, first row shown,
// whether it follows playback. Rows are virtual: the list knows how many there
// are and nothing of what they say.
package list
