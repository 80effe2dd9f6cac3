// Package signal derives from a track what a person wants to find in it: rows
// for the event list, signs of frustration, activity over time, and what is
// wrong with the recording.
//
// It takes an [event.Track], replays it once in the background ([Scanner]) and
// gives [event.Entry] values in chunks. It knows nothing of formats and does not
// keep pages.
//
// Files: scanner.go the replay; rows.go rows from operations; label.go names of
// elements; frustration.go computed frustration; pace.go the page's size and
// changes over time; activity.go the histogram; summary.go what a list of
// sessions tells.
package signal
