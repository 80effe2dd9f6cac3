package summary

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"playhead/engine/event"
)

// Kind says what a column holds, and so how it is compared and shown.
type Kind uint8

// The kinds of columns.
const (
	Text     Kind = iota
	Count         // a number
	Time          // ms since the epoch
	Duration      // ms
	Bytes
	Flag // 0 or 1
)

// Numeric reports whether values of the kind are numbers.
func (k Kind) Numeric() bool { return k != Text }

// Column is one field of a [Session] by name.
type Column struct {
	// Name is that of the query language and of flags; also are further names.
	Name string
	Also []string
	// Title is the head of the column in a table.
	Title string
	// About is a short explanation for help.
	About string
	Kind  Kind

	texts  func(*Session) []string
	number func(*Session) float64
}

// Texts returns the values of a session as texts: several for columns that hold
// several (pages, user), none where nothing is known.
func (c *Column) Texts(s *Session) []string {
	if c.Kind.Numeric() {
		return []string{strconv.FormatFloat(c.number(s), 'f', -1, 64)}
	}
	return c.texts(s)
}

// Number returns the value of a numeric column, 0 of others.
func (c *Column) Number(s *Session) float64 {
	if c.number == nil {
		return 0
	}
	return c.number(s)
}

// compare orders two sessions by the column: numbers by value, texts without
// regard to case; unknown texts come last, whichever way the others go.
func (c *Column) compare(a, b *Session, descending bool) int {
	var n int
	if c.Kind.Numeric() {
		n = cmp.Compare(c.number(a), c.number(b))
	} else {
		x, y := first(c.texts(a)), first(c.texts(b))
		if x == "" || y == "" {
			return cmp.Compare(y, x)
		}
		n = cmp.Or(cmp.Compare(strings.ToLower(x), strings.ToLower(y)), cmp.Compare(x, y))
	}
	if descending {
		return -n
	}
	return n
}

func first(v []string) string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

func text(name, title, about string, get func(*Session) string, also ...string) Column {
	return texts(name, title, about, func(s *Session) []string {
		if v := get(s); v != "" {
			return []string{v}
		}
		return nil
	}, also...)
}

func texts(name, title, about string, get func(*Session) []string, also ...string) Column {
	return Column{Name: name, Also: also, Title: title, About: about, texts: get}
}

func number[T int | int64 | event.Millis | float64](k Kind, name, title, about string, get func(*Session) T, also ...string) Column {
	return Column{Name: name, Also: also, Title: title, About: about, Kind: k, number: func(s *Session) float64 { return float64(get(s)) }}
}

func some(values ...string) []string {
	return slices.DeleteFunc(values, func(v string) bool { return v == "" })
}

// columns are the fields in order of display.
var columns = [...]Column{
	number(Time, "start", "START", "when it began", func(s *Session) event.Millis { return s.Start }),
	number(Time, "end", "END", "when it ended", func(s *Session) event.Millis { return s.End }),
	number(Duration, "duration", "LENGTH", "from the first to the last event", func(s *Session) event.Millis { return s.Duration }),
	number(Duration, "active", "ACTIVE", "time without the stretches in which the user did nothing", func(s *Session) event.Millis { return s.Active }),
	number(Count, "pages", "PAGES", "different addresses shown", func(s *Session) int { return len(s.Pages) }),
	number(Count, "views", "VIEWS", "page views", func(s *Session) int { return s.Views }),
	number(Count, "tabs", "TABS", "browser tabs", func(s *Session) int { return s.Tabs }),
	number(Count, "events", "EVENTS", "recorded events", func(s *Session) int { return s.Events }),
	number(Count, "clicks", "CLICKS", "clicks", func(s *Session) int { return s.Clicks }),
	number(Count, "inputs", "INPUTS", "fields filled in", func(s *Session) int { return s.Inputs }),
	number(Count, "errors", "ERRORS", "errors", func(s *Session) int { return s.Errors }, "error"),
	number(Count, "requests", "REQS", "requests seen", func(s *Session) int { return s.Requests }),
	number(Count, "failed", "FAILED", "requests that failed", func(s *Session) int { return s.Failed }),
	number(Count, "frustrations", "FRUST", "rage, dead and error clicks", (*Session).Frustrations, "frustration"),
	number(Count, "rage", "RAGE", "rage clicks", func(s *Session) int { return s.Rage }),
	number(Count, "dead", "DEAD", "dead clicks", func(s *Session) int { return s.Dead }),
	number(Count, "errorclicks", "ERRCLK", "error clicks", func(s *Session) int { return s.ErrorClicks }),
	texts("user", "USER", "name, mail address or id of the user", func(s *Session) []string { return some(s.UserName, s.UserEmail, s.UserID) }, "usr"),
	text("email", "EMAIL", "the user's mail address", func(s *Session) string { return s.UserEmail }),
	text("browser", "BROWSER", "browser and version", func(s *Session) string { return s.Browser }),
	text("os", "OS", "operating system", func(s *Session) string { return s.OS }),
	text("device", "DEVICE", "device", func(s *Session) string { return s.Device }),
	text("viewport", "VIEWPORT", "size of the first page in px", func(s *Session) string { return s.viewport() }),
	number(Count, "width", "WIDTH", "width of the first page in px", func(s *Session) float64 { return s.ViewportW }),
	text("format", "FORMAT", "datadog, rrweb, html", func(s *Session) string { return s.Format }),
	text("recorder", "RECORDER", "what recorded it", func(s *Session) string { return s.Recorder }),
	text("sdk", "SDK", "version of the recorder", func(s *Session) string { return s.SDK }),
	text("application", "APPLICATION", "id of the application", func(s *Session) string { return s.Application }, "app"),
	text("service", "SERVICE", "service", func(s *Session) string { return s.Service }),
	text("version", "VERSION", "version of the service", func(s *Session) string { return s.Version }),
	text("env", "ENV", "environment", func(s *Session) string { return s.Env }),
	text("privacy", "PRIVACY", "privacy level", func(s *Session) string { return s.Privacy }),
	number(Bytes, "size", "SIZE", "recorded data as stored", func(s *Session) int64 { return s.Size }),
	number(Count, "gaps", "GAPS", "stretches for which data is missing", func(s *Session) int { return s.Gaps }, "gap"),
	number(Count, "problems", "PROBLEMS", "things wrong with the recording", func(s *Session) int { return s.Problems }),
	number(Flag, "live", "LIVE", "whether it still goes on", func(s *Session) int {
		if s.Live {
			return 1
		}
		return 0
	}),
	text("worst", "WORST MOMENT", "what went wrong first to look at", func(s *Session) string {
		if s.Worst == nil {
			return ""
		}
		return s.Worst.Title
	}),
	texts("url", "URL", "addresses shown", func(s *Session) []string { return s.Pages }, "page"),
	text("id", "ID", "id of the session", func(s *Session) string { return s.ID }, "session"),
	text("source", "SOURCE", "what to open", func(s *Session) string { return s.Source }),
}

func (s *Session) viewport() string {
	if s.ViewportW <= 0 {
		return ""
	}
	return strconv.FormatFloat(s.ViewportW, 'f', -1, 64) + "x" + strconv.FormatFloat(s.ViewportH, 'f', -1, 64)
}

// Columns returns all columns in order of display.
func Columns() []Column { return slices.Clone(columns[:]) }

// Lookup returns the column with a name, without regard to case.
func Lookup(name string) (Column, bool) {
	if c := find(strings.ToLower(name)); c != nil {
		return *c, true
	}
	return Column{}, false
}

// find returns the column with a name in lower case, nil when there is none.
func find(name string) *Column {
	for i := range columns {
		c := &columns[i]
		if c.Name == name || slices.Contains(c.Also, name) {
			return c
		}
	}
	return nil
}

// Sort sorts sessions by a column, as [Order] compares them.
func Sort(list []Session, c Column, descending bool) {
	sort.SliceStable(list, func(i, j int) bool { return Order(&list[i], &list[j], c, descending) < 0 })
}

// Order compares two sessions by a column; those that are equal by start, then
// id. Unknown texts come last in both directions.
func Order(a, b *Session, c Column, descending bool) int {
	return cmp.Or(c.compare(a, b, descending), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
}
