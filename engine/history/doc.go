// Package history tells what became of one element: every change of it with its
// time, from when the page was loaded until it is gone.
//
// It takes an [event.Track], a moment and the recorded id of a node that exists
// then, replays the track around it on a tree of its own and gives [Change]
// values in order of time. It knows nothing of formats, style or screens.
//
// An element is the same one as long as its page is: up to the next full snapshot
// that does not have a node of that id and tag. Snapshots that recorders take of
// a page again and again do not end it.
//
// Files: history.go the replay; compare.go what is different.
package history
