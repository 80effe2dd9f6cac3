package events

import (
	"strconv"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/theme"
	"playhead/ui/timeline"
)

// Widths of the table of requests, and how wide a pane must be for its columns.
const (
	durationWidth  = 9
	sizeWidth      = 9
	typeWidth      = 9
	TableLeast     = 60 // from here on type and size have columns, and these have names
	waterfallLeast = 64
)

// waterfallWidth is the room for the waterfall in a pane w columns wide.
func waterfallWidth(w int) int {
	if w < waterfallLeast {
		return 0
	}
	return w / 4
}

// DrawHeader names the columns of the requests.
func (v *View) DrawHeader(c canvas.Canvas, lk Look) {
	st := lk.Theme.Style(theme.Dim)
	tw := c.Width(lk.Face.Format(lk.Extent.End, lk.Extent, true))
	c.Text(1, 0, "time", st)
	c.Text(1+tw+gap+2, 0, "status", st)
	c.Text(1+tw+gap+2+wordWidth+gap, 0, "request", st)
	end := c.W - 1
	if w := waterfallWidth(c.W); w > 0 {
		from, to := v.shownTime()
		c.Text(c.W-1-w, 0, "+"+clock.Short(to-from)+" from the first row", st)
		end -= w + 2
	}
	c.Right(end, 0, "took", st)
	c.Right(end-durationWidth, 0, "size", st)
	c.Text(end-durationWidth-sizeWidth-typeWidth, 0, "type", st)
}

// drawRequest draws what a request's row has beside its address, and returns the
// column after the address.
func (v *View) drawRequest(c canvas.Canvas, e *event.Entry, bar, quiet cell.Style, lk Look) int {
	end := c.W - 1
	if w := waterfallWidth(c.W); w > 0 {
		from, to := v.shownTime()
		ax := timeline.Axis{Start: from, End: to}
		first, last := ax.Column(int64(e.Time), w), ax.Column(int64(e.Time+e.Duration), w)
		c.Fill(c.W-1-w+first, 0, last-first+1, 1, lk.Theme.Glyphs.Meter[0], bar)
		end -= w + 2
	}
	if e.Duration > 0 {
		c.Right(end, 0, clock.Short(int64(e.Duration)), quiet)
	}
	end -= durationWidth
	if c.W < TableLeast {
		return end
	}
	c.Right(end, 0, sizeOf(e), quiet)
	end -= sizeWidth + typeWidth
	c.Fit(end, 0, typeWidth-1, e.Get("type"), lk.Theme.Glyphs.Ellipsis, quiet)
	return end - 1
}

// sizeOf is the size of a response in few characters.
func sizeOf(e *event.Entry) string {
	num, _, _ := strings.Cut(e.Get("size"), " ")
	n, err := strconv.ParseFloat(num, 64)
	switch {
	case err != nil || n < 0:
		return ""
	case n < 1000:
		return strconv.Itoa(int(n)) + " B"
	case n < 1_000_000:
		return strconv.FormatFloat(n/1000, 'f', 1, 64) + " kB"
	default:
		return strconv.FormatFloat(n/1_000_000, 'f', 1, 64) + " MB"
	}
}

// shownTime is the time from the first row that shows to the end of the last.
func (v *View) shownTime() (from, to int64) {
	for i := v.Top(); i < min(v.Top()+v.Rows(), v.Len()); i++ {
		e := v.Entry(i)
		if i == v.Top() {
			from = int64(e.Time)
		}
		to = max(to, int64(e.Time+e.Duration))
	}
	return from, to
}
