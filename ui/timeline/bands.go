package timeline

import (
	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Band is a stretch with a name: a page that was shown.
type Band struct {
	Span
	Name string
}

// Lane is a row of its own: a browser tab. Shown are the stretches in which there
// is something to see, Front those in which the user was in it.
type Lane struct {
	Name   string
	Shown  []Span
	Front  []Span
	Active bool // the one on screen
}

// DrawBands draws the row of pages: where each begins, and its name where there
// is room. It is the line between page and time axis as well.
func (tl *Timeline) DrawBands(c canvas.Canvas, th *theme.Theme) {
	g, ax := th.Glyphs, tl.Window.Axis()
	dim := th.Style(theme.Dim)
	c.Fill(0, 0, c.W, 1, g.Line, dim)
	for i := range tl.Bands {
		b := &tl.Bands[i]
		if b.To < ax.Start || b.From > ax.End {
			continue
		}
		from, to := ax.Column(b.From, c.W), c.W
		if i+1 < len(tl.Bands) && tl.Bands[i+1].From <= ax.End {
			to = ax.Column(tl.Bands[i+1].From, c.W)
		}
		if b.From >= ax.Start && (from > 0 || b.From > tl.Window.Whole.Start) {
			c.Set(from, 0, g.Tee, dim)
		}
		st := dim
		if tl.Now >= b.From && (i+1 == len(tl.Bands) || tl.Now < tl.Bands[i+1].From) {
			st = th.Style(theme.Accent)
			st.Attr |= cell.Bold
		}
		if room := to - from - 3; room >= 3 {
			x := c.Fit(from+2, 0, room, b.Name, g.Ellipsis, st)
			c.Set(from+1, 0, ' ', dim)
			if x < to {
				c.Set(x, 0, ' ', dim)
			}
		}
	}
}

// DrawLanes draws a row for each tab, as many as the canvas has.
func (tl *Timeline) DrawLanes(c canvas.Canvas, th *theme.Theme) {
	g, ax := th.Glyphs, tl.Window.Axis()
	for y := range min(len(tl.Lanes), c.H) {
		l := &tl.Lanes[y]
		row := c.Sub(0, y, c.W, 1)
		fill := func(spans []Span, r rune, st cell.Style) {
			for _, s := range spans {
				if s.To < ax.Start || s.From > ax.End {
					continue
				}
				x := ax.Column(s.From, row.W)
				row.Fill(x, 0, ax.Column(s.To, row.W)-x+1, 1, r, st)
			}
		}
		fill(l.Shown, g.Ahead, th.Style(theme.Dim))
		role := theme.Dim
		if l.Active {
			role = theme.User
		}
		fill(l.Front, g.Lane, th.Style(role))
		name, st := l.Name, th.Style(theme.Dim)
		if l.Active {
			name, st = string(g.Here)+name, th.Style(theme.Strong)
		} else {
			name = " " + name
		}
		row.Fit(0, 0, max(row.W/4, 8), name+" ", g.Ellipsis, st)
	}
}

// DrawMarks draws a row of signs only: every kind of thing that happened, the
// most important where several share a column.
func (tl *Timeline) DrawMarks(c canvas.Canvas, th *theme.Theme) {
	tl.drawMarkers(c, tl.Signs, th)
}

func (tl *Timeline) drawMarkers(c canvas.Canvas, ms []Marker, th *theme.Theme) {
	ax, n := tl.Window.Axis(), c.W
	ranks := make([]uint8, n)
	for i := range ms {
		m := &ms[i]
		if m.At < ax.Start || m.At > ax.End {
			continue
		}
		if x := ax.Column(m.At, n); m.Rank >= ranks[x] {
			ranks[x] = m.Rank
			st := th.Style(m.Role)
			st.Attr |= cell.Bold
			c.Set(x, 0, m.Glyph, st)
		}
	}
}
