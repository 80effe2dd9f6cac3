package perf

import (
	"strconv"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/ui/canvas"
	"playhead/ui/theme"
	"playhead/ui/timeline"
)

// Data is what the pane tells about.
type Data struct {
	Pace   *signal.Pace // nil while it is not known
	Axis   timeline.Axis
	Now    event.Millis
	Nodes  int // of the page that is shown
	Vitals []Vital
	Page   string // the view that the vitals are of
	// Reading is set while the recording is read.
	Reading bool
}

// lowPane is the height from which on the curves have two rows.
const lowPane = 26

// chartRows is how many rows a curve has in a pane of h rows.
func chartRows(h int) int {
	if h < lowPane {
		return 1
	}
	return 2
}

// Height is how many rows of a pane of h rows the upper part takes.
func (d *Data) Height(h int) int {
	vitals := max(len(d.Vitals), 1)
	return min(2*(chartRows(h)+1)+1+vitals+1, h)
}

// Draw draws the upper part into c, whose height is that of [Data.Height] for a
// pane of h rows.
func (d *Data) Draw(c canvas.Canvas, h int, th *theme.Theme) {
	rows := chartRows(h)
	n := max(c.W-2, 1)
	nodes, rate := make([]float64, n), make([]float64, n)
	most, fastest := 0, 0.0
	var now signal.PacePoint
	if d.Pace != nil {
		for i, p := range d.Pace.Between(event.Millis(d.Axis.Start), event.Millis(d.Axis.End), n) {
			nodes[i], rate[i] = float64(p.Nodes), p.PerSecond
			most, fastest = max(most, p.Nodes), max(fastest, p.PerSecond)
		}
		now = d.Pace.At(d.Now)
	}
	at := d.Axis.Column(int64(d.Now), n)
	y := d.chart(c, 0, rows, "DOM nodes", count(d.Nodes), "most "+count(most), nodes, at, th)
	y = d.chart(c, y, rows, "changes/s", rateText(now.PerSecond), "most "+rateText(fastest), rate, at, th)
	head := th.Style(theme.Accent)
	x := c.Text(1, y, "Web vitals", head)
	c.Fit(x+2, y, c.W-x-3, d.Page, th.Glyphs.Ellipsis, th.Style(theme.Dim))
	y++
	if len(d.Vitals) == 0 {
		why := "None recorded; they come with RUM events beside the replay."
		if d.Reading {
			why = "Reading the recording" + th.Glyphs.Ellipsis
		}
		c.Fit(2, y, c.W-3, why, th.Glyphs.Ellipsis, th.Style(theme.Dim))
		y++
	}
	for _, v := range d.Vitals {
		d.vital(c.Sub(0, y, c.W, 1), v, th)
		y++
	}
	c.Text(1, y, "Long tasks", head)
}

// chart draws a curve with what it is now and at most, and returns the row after
// it. The column of now stands out by its colour and a sign below which it goes
// on.
func (d *Data) chart(c canvas.Canvas, y, rows int, name, now, most string, values []float64, at int, th *theme.Theme) int {
	g := th.Glyphs
	x := c.Text(1, y, name, th.Style(theme.Dim))
	strong := th.Style(theme.Strong)
	strong.Attr |= cell.Bold
	c.Text(max(x+2, 12), y, now, strong)
	c.Right(c.W-1, y, most, th.Style(theme.Dim))
	y++
	top := 0.0
	for _, v := range values {
		top = max(top, v)
	}
	for i, v := range values {
		st := th.Style(theme.User)
		if i > at {
			st = th.Style(theme.Dim)
		}
		if i == at {
			st = th.Style(theme.Accent)
			st.Attr |= cell.Bold
		}
		eighths := 0
		if top > 0 && v > 0 {
			eighths = max(int(v/top*float64(8*rows)+0.5), 1)
		}
		for r := rows - 1; r >= 0; r-- {
			if e := min(eighths-8*(rows-1-r), 8); e > 0 {
				c.Set(1+i, y+r, g.Levels[e], st)
			} else if i == at && r == rows-1 {
				c.Set(1+i, y+r, g.Trail, st)
			}
		}
	}
	return y + rows
}

func (d *Data) vital(c canvas.Canvas, v Vital, th *theme.Theme) {
	sign, role := ' ', theme.Text
	switch v.Rating {
	case Good:
		sign, role = th.Glyphs.Won, theme.User
	case Middling:
		sign, role = th.Glyphs.Warning, theme.Warn
	case Poor:
		sign, role = th.Glyphs.Error, theme.Bad
	case Unrated:
	}
	c.Set(1, 0, sign, th.Style(role))
	strong := th.Style(theme.Strong)
	c.Text(3, 0, v.Short, strong)
	c.Right(17, 0, v.Value, th.Style(theme.Text))
	x := 19
	if v.Rating != Unrated {
		x = c.Fit(x, 0, c.W-x-1, v.Rating.String(), th.Glyphs.Ellipsis, th.Style(role)) + 2
	}
	x = max(x, 31)
	c.Fit(x, 0, c.W-x-1, v.Name, th.Glyphs.Ellipsis, th.Style(theme.Dim))
}

// count writes a number in groups of three digits.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func rateText(f float64) string {
	if f > 0 && f < 10 {
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return count(int(f + 0.5))
}
