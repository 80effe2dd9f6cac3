// Package timeline models and draws the time axis at the foot of the screen: the
// pages, the histogram of activity, the bar with the playhead, the markers, the
// tabs.
//
// It takes times (Unix milliseconds), counts and spans and gives cells; it knows
// nothing of recordings, players or keys.
//
// Files: activity.go counts of events over time; axis.go time to column and
// back; window.go the part that is shown; draw.go histogram and bar; bands.go
// pages, tabs and signs.
package timeline
