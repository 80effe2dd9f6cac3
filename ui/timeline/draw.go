package timeline

import (
	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Marker is a sign on the bar. Of several in one column the highest rank shows.
type Marker struct {
	At    Millis
	Rank  uint8
	Glyph rune
	Role  theme.Role
}

// Timeline is everything the two rows show.
type Timeline struct {
	Axis     Axis
	Now      Millis
	Loaded   Millis // what is loaded ends here
	Activity *Activity
	Idle     []Span
	Gaps     []Span
	Markers  []Marker

	cols  []Column // cache of Activity.Columns
	colAx Axis
	colOf *Activity
}

// columns returns the activity per column, computed again only when something
// it depends on changed. Activities are not changed in place once shown.
func (tl *Timeline) columns(n int) []Column {
	if tl.Activity == nil {
		return nil
	}
	if len(tl.cols) != n || tl.colAx != tl.Axis || tl.colOf != tl.Activity {
		tl.cols = tl.Activity.Columns(tl.Axis, n)
		tl.colAx, tl.colOf = tl.Axis, tl.Activity
	}
	return tl.cols
}

// DrawHistogram draws the row of activity: the user's input in its colour,
// changes of the page dim where there was none, inactivity hatched, gaps empty.
func (tl *Timeline) DrawHistogram(c canvas.Canvas, th *theme.Theme) {
	n := c.W
	g := th.Glyphs
	dim, user := th.Style(theme.Dim), th.Style(theme.User)
	for _, s := range tl.Idle {
		from, to := tl.Axis.Column(s.From, n), tl.Axis.Column(s.To, n)
		for x := from + 1; x < to; x++ {
			c.Set(x, 0, g.Idle, dim)
		}
	}
	for x, col := range tl.columns(n) {
		switch {
		case col.User > 0:
			c.Set(x, 0, g.Levels[col.User], user)
		case col.Churn > 0:
			c.Set(x, 0, g.Levels[col.Churn], dim)
		}
	}
	for _, s := range tl.Gaps {
		from, to := tl.Axis.Column(s.From, n), tl.Axis.Column(s.To, n)
		for x := from; x <= to; x++ {
			c.Set(x, 0, ' ', dim)
		}
	}
}

// DrawBar draws the bar: played, loaded, not yet loaded in three weights, the
// markers, and the playhead over all.
func (tl *Timeline) DrawBar(c canvas.Canvas, th *theme.Theme) {
	n := c.W
	if n == 0 {
		return
	}
	g := th.Glyphs
	now, loaded := tl.Axis.Column(tl.Now, n), tl.Axis.Column(tl.Loaded, n)
	if tl.Axis.End <= tl.Axis.Start && tl.Loaded >= tl.Axis.End {
		loaded = n - 1 // a still page is all there
	}
	for x := range n {
		switch {
		case x < now:
			c.Set(x, 0, g.Played, th.Style(theme.Played))
		case x <= loaded:
			c.Set(x, 0, g.Loaded, th.Style(theme.Loaded))
		default:
			c.Set(x, 0, g.Ahead, th.Style(theme.Ahead))
		}
	}
	for _, s := range tl.Gaps {
		from, to := tl.Axis.Column(s.From, n), tl.Axis.Column(s.To, n)
		for x := from; x <= to; x++ {
			c.Set(x, 0, g.Gap, th.Style(theme.Warn))
		}
	}
	ranks := make([]uint8, n)
	for _, m := range tl.Markers {
		if m.At < tl.Axis.Start || m.At > tl.Axis.End {
			continue
		}
		if x := tl.Axis.Column(m.At, n); m.Rank >= ranks[x] {
			ranks[x] = m.Rank
			st := th.Style(m.Role)
			st.Attr |= cell.Bold
			c.Set(x, 0, m.Glyph, st)
		}
	}
	head := th.Style(theme.Accent)
	head.Attr |= cell.Bold
	c.Set(now, 0, g.Playhead, head)
}
