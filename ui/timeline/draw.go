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

// Timeline is everything the rows show.
type Timeline struct {
	Window   Window
	Now      Millis
	Loaded   Millis // what is loaded ends here
	Activity *Activity
	Idle     []Span
	Gaps     []Span
	Markers  []Marker // on the bar
	Signs    []Marker // on a row of their own
	Bands    []Band   // in order, without gaps
	Lanes    []Lane

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
	ax := tl.Window.Axis()
	if len(tl.cols) != n || tl.colAx != ax || tl.colOf != tl.Activity {
		tl.cols = tl.Activity.Columns(ax, n)
		tl.colAx, tl.colOf = ax, tl.Activity
	}
	return tl.cols
}

// DrawHistogram draws the activity, as high as the canvas is: the user's input in
// its colour, changes of the page dim where there was none (in a high one beside
// it), inactivity hatched, gaps empty.
func (tl *Timeline) DrawHistogram(c canvas.Canvas, th *theme.Theme) {
	n, foot := c.W, c.H-1
	g, ax := th.Glyphs, tl.Window.Axis()
	dim, user := th.Style(theme.Dim), th.Style(theme.User)
	for _, s := range tl.Idle {
		if s.To < ax.Start || s.From > ax.End {
			continue
		}
		from, to := ax.Column(s.From, n), ax.Column(s.To, n)
		if s.From < ax.Start {
			from--
		}
		if s.To > ax.End {
			to++
		}
		for x := from + 1; x < to; x++ {
			c.Set(x, foot, g.Idle, dim)
		}
	}
	for x, col := range tl.columns(n) {
		switch {
		case col.User > 0:
			tl.column(c, x, col.User, th, user)
		case col.Churn > 0:
			tl.column(c, x, min(col.Churn, uint8(8)), th, dim)
		}
	}
	for _, s := range tl.Gaps {
		if s.To < ax.Start || s.From > ax.End {
			continue
		}
		from, to := ax.Column(s.From, n), ax.Column(s.To, n)
		for x := from; x <= to; x++ {
			for y := range c.H {
				c.Set(x, y, ' ', dim)
			}
		}
	}
}

// column draws one column of the histogram: level eighths of its height.
func (tl *Timeline) column(c canvas.Canvas, x int, level uint8, th *theme.Theme, st cell.Style) {
	eighths := int(level) * c.H
	for y := c.H - 1; y >= 0 && eighths > 0; y-- {
		c.Set(x, y, th.Glyphs.Levels[min(eighths, 8)], st)
		eighths -= 8
	}
}

// DrawBar draws the bar: played, loaded, not yet loaded in three weights, the
// markers, and the playhead over all.
func (tl *Timeline) DrawBar(c canvas.Canvas, th *theme.Theme) {
	n := c.W
	if n == 0 {
		return
	}
	g, ax := th.Glyphs, tl.Window.Axis()
	now, loaded := ax.Column(tl.Now, n), ax.Column(tl.Loaded, n)
	if ax.End <= ax.Start && tl.Loaded >= ax.End {
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
		if s.To < ax.Start || s.From > ax.End {
			continue
		}
		from, to := ax.Column(s.From, n), ax.Column(s.To, n)
		for x := from; x <= to; x++ {
			c.Set(x, 0, g.Gap, th.Style(theme.Warn))
		}
	}
	tl.drawMarkers(c, tl.Markers, th)
	tl.drawEnds(c, th)
	if tl.Now < ax.Start || tl.Now > ax.End {
		return
	}
	head := th.Style(theme.Accent)
	head.Attr |= cell.Bold
	c.Set(now, 0, g.Playhead, head)
}

// drawEnds says at the bar's ends that there is more before or after.
func (tl *Timeline) drawEnds(c canvas.Canvas, th *theme.Theme) {
	ax, whole := tl.Window.Axis(), tl.Window.Whole
	st := th.Style(theme.Accent)
	st.Attr |= cell.Bold
	if ax.Start > whole.Start {
		c.Set(0, 0, th.Glyphs.Less, st)
	}
	if ax.End < whole.End {
		c.Set(c.W-1, 0, th.Glyphs.More, st)
	}
}
