// Package perf draws the upper part of the performance pane: how large the page
// is and how fast it changes, over time and at the present moment, and the web
// vitals of the view that is shown. Long tasks stand below in a list of their
// own.
//
// It takes measurements and gives cells; it knows nothing of players or keys.
//
// Files: vitals.go web vitals and what is good; draw.go.
package perf
