// Package bugreport writes what went wrong in a session as a bug report in
// Markdown: what failed, how to get there, the page before and after, where it
// happened, and how to watch it.
//
// It takes rows as package signal makes them, steps as package steps finds them,
// and grids; [Worst] and [Before] find the moments worth showing. All that was
// recorded is escaped or stands in fenced blocks that it cannot end. It knows
// nothing of sources or of how grids are drawn.
//
// Files: report.go the report; moment.go the moments.
package bugreport
