package sessions

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/summary"
	"playhead/ui/theme"
)

// column is a column of the table.
type column struct {
	name  string // that of the summary's column
	title string
	about string
	least int // width
	most  int
	right bool // aligned
	down  bool // sorted from the greatest down by default
	rank  int  // columns of a lower rank are the first to get room
	text  func(r *Row, l *Look) string
	role  theme.Role
}

// Look is how rows are drawn.
type Look struct {
	Theme *theme.Theme
	Zone  *time.Location // nil for UTC
	Base  string         // the directory that is listed
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// columns are those of the table in order of display.
var columns = [...]column{
	{watchedField, "", "watched", 1, 1, false, true, 0, func(r *Row, l *Look) string {
		if r.Watched {
			return string(l.Theme.Glyphs.Watched)
		}
		return ""
	}, theme.Dim},
	{"start", "START", "start", 11, 16, false, true, 0, func(r *Row, l *Look) string { return l.start(r.Start) }, theme.Text},
	{"duration", "LENGTH", "length", 7, 7, true, true, 0, func(r *Row, _ *Look) string { return short(r.Duration) }, theme.Text},
	{"active", "ACTIVE", "active time", 7, 7, true, true, 4, func(r *Row, _ *Look) string { return short(r.Active) }, theme.Text},
	{"pages", "PAGES", "pages", 6, 6, true, true, 5, func(r *Row, _ *Look) string { return count(len(r.Pages)) }, theme.Text},
	{"errors", "ERRS", "errors", 5, 5, true, true, 1, func(r *Row, _ *Look) string { return count(r.Errors) }, theme.Bad},
	{"rage", "RAGE", "rage clicks", 5, 5, true, true, 2, func(r *Row, _ *Look) string { return count(r.Rage) }, theme.Warn},
	{"dead", "DEAD", "dead clicks", 5, 5, true, true, 2, func(r *Row, _ *Look) string { return count(r.Dead) }, theme.Warn},
	{"user", "USER", "user", 8, 24, false, false, 3, func(r *Row, _ *Look) string { return r.User() }, theme.Text},
	{"browser", "BROWSER", "browser", 8, 22, false, false, 6, func(r *Row, _ *Look) string { return r.Browser }, theme.Dim},
	{"size", "SIZE", "size", 6, 6, true, true, 7, func(r *Row, _ *Look) string { return bytesText(r.Size) }, theme.Dim},
	{"gaps", "GAPS", "gaps", 5, 5, true, true, 8, func(r *Row, _ *Look) string { return count(r.Gaps) }, theme.Warn},
	{savedField, "QUERIES", "saved queries that hold", 7, 11, false, true, 1, func(r *Row, _ *Look) string { return r.holds() }, theme.Accent},
	{"source", "SOURCE", "source", 14, 60, false, false, 3, func(r *Row, l *Look) string { return r.Name(l.Base) }, theme.Dim},
}

// Name is what tells the recording from others when nothing else does. Below
// base the path from there is enough.
func (r *Row) Name(base string) string {
	if r.Shared || r.Source == "" {
		return r.ID
	}
	if rest, ok := strings.CutPrefix(r.Source, strings.TrimSuffix(base, "/")+"/"); ok && base != "" {
		return rest
	}
	return r.Source
}

// compare orders two rows by the column.
func (c *column) compare(a, b *Row, down bool) int {
	if c.name == watchedField {
		n := cmp.Compare(b2i(a.Watched), b2i(b.Watched))
		if down {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(b.Start, a.Start), cmp.Compare(a.ID, b.ID))
	}
	if c.name == savedField {
		n := slices.Compare(a.Holds, b.Holds)
		if len(a.Holds) == 0 || len(b.Holds) == 0 {
			return cmp.Or(cmp.Compare(len(b.Holds), len(a.Holds)), cmp.Compare(b.Start, a.Start))
		}
		if !down {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(b.Start, a.Start), cmp.Compare(a.ID, b.ID))
	}
	sc, ok := summary.Lookup(c.name)
	if !ok {
		return 0
	}
	return summary.Order(&a.Session, &b.Session, sc, down)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// start writes when a recording began: the date where there is room for it.
func (l *Look) start(t event.Millis) string {
	if t <= 0 {
		return ""
	}
	zone := l.Zone
	if zone == nil {
		zone = time.UTC
	}
	return time.UnixMilli(int64(t)).In(zone).Format("2006-01-02 15:04")
}

// short writes a duration as m:ss or h:mm:ss.
func short(d event.Millis) string {
	s, _, _ := strings.Cut(moment.Clock(d), ".")
	return strings.TrimPrefix(s, "0")
}

func bytesText(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 10_000:
		return strconv.FormatInt(n, 10)
	case n < 10_000_000:
		return strconv.FormatInt(n/1000, 10) + "k"
	default:
		return strconv.FormatInt(n/1_000_000, 10) + "M"
	}
}

// gap is between two columns.
const gap = 2

// fit chooses the columns that have room in w, and their widths: 0 for those
// that have none.
func (t *Table) fit(w int) []int {
	widths := make([]int, len(columns))
	left := w - 2
	for rank := 0; rank <= 8; rank++ {
		for i := range columns {
			c := &columns[i]
			if c.rank != rank || c.name == savedField && len(t.saved) == 0 {
				continue
			}
			if need := c.least + gap; left >= need {
				widths[i] = c.least
				left -= need
			}
		}
	}
	// What is left makes columns as wide as they need: the year of the start, then
	// texts in turn.
	for grown := true; grown && left > 0; {
		grown = false
		for i := range columns {
			c := &columns[i]
			step := 2
			if c.name == "start" {
				step = c.most - c.least
			}
			if widths[i] == 0 || widths[i]+step > c.most || left < step {
				continue
			}
			widths[i] += step
			left -= step
			grown = true
		}
	}
	return widths
}
