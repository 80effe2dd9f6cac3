// Package prompt is the one-line text entry of the status line: go to a time,
// find, choose a command.
//
// It takes key presses and gives text with a cursor; what the text means and
// how it is drawn is the caller's. The editing is the text input of Bubbles,
// which knows runes, held to grapheme clusters here; its own drawing and
// blinking cursor are not used, so that nothing is scheduled.
package prompt
