// Package timeline models and draws the time axis at the foot of the screen:
// the histogram of activity, the bar with the playhead, the markers.
//
// It takes times (Unix milliseconds), counts and spans and gives cells; it knows
// nothing of recordings, players or keys.
//
// Files: activity.go counts of events over time; axis.go time to column and
// back; draw.go the rows.
package timeline
