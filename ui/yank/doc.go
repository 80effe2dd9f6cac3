// Package yank takes text out of the player: to the clipboard of the viewer's
// terminal, also through tmux, screen and SSH, and to a file for terminals that
// have none.
//
// It takes text and what is known of the terminal and gives the bytes to write
// ([Terminal.Sequence]); [Save] writes the file. [CommandLine] quotes words for a
// shell. The package knows nothing of recordings; text that comes from one is
// cleaned here ([Clean]), since it will be pasted where control characters act.
//
// File map: osc52.go the terminal's clipboard; file.go the file; shell.go command
// lines.
package yank
