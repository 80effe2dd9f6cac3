// Package prompt is the one-line text entry of the status line: go to a time,
// find, choose a command.
//
// It takes key presses and gives text with a cursor; what the text means and
// how it is drawn is the caller's.
package prompt
