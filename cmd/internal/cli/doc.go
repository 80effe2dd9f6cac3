// Package cli is the command line of Playhead: one file per command, each a
// function that returns its cobra command.
//
// Commands get everything of the process through an [App] (arguments, streams,
// environment, whether a stream is a terminal), so that tests run them whole.
// They print text for people, or JSON with --json, and return errors; [App.Run]
// turns these into exit codes: 0 fine, 1 failed, 2 used wrongly.
//
// Recorded text is printed through engine/text's filter only.
//
// Files: app.go the App, errors and exit codes; source.go opening a source and
// finding the moment that flags name; many.go what commands over many recordings
// share; table.go columns; root.go playing; a file per other
// command.
package cli
