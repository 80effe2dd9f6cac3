// Package transcript tells a session as linear text: which page was open, what
// was to be seen on it, what the user did, what the page said. It is for those
// who cannot or will not watch: a screen reader, a ticket, a program.
//
// It takes the tabs of a session as [event.Track] values and the steps that
// package steps made of them; it gives [Line] values one by one. What is seen is
// what the rendered viewport shows, in reading order, controls by role and name;
// after the first time on a page only what is new. It knows nothing of formats
// or terminals.
//
// Files: transcript.go lines from steps; read.go a page as it reads.
package transcript
