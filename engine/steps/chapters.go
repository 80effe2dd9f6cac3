package steps

import (
	"strconv"
	"strings"

	"playhead/engine/event"
)

// Chapter is a stretch of a session in which the user was about one thing.
type Chapter struct {
	Start, End event.Millis
	Tab        int
	// Title says in words what it was about; Rule why it begins: page, pause,
	// form, after form.
	Title, Rule string
	// Page is the address it begins on.
	Page string
	// Steps counts what was done, Errors and Frustrations what went wrong.
	Steps, Errors, Frustrations int
}

// chapterPause is how long nothing is done before a chapter begins, in ms.
const chapterPause event.Millis = 30_000

// The rules of forms.
const (
	formFields = 2 // entered one after the other make a form
	longEnough = 4 // steps before a form begins a chapter of its own
)

// Chapters divides a session by rules: a chapter begins with another page, after
// a pause of half a minute, with a form of several fields where something else
// was done before it, and after such a form was sent. end is the time of the
// session's last event.
func Chapters(script *Script, end event.Millis) []Chapter {
	var out []Chapter
	var c *chapter
	finish := func(at event.Millis) {
		if c != nil {
			out = append(out, c.done(at))
		}
	}
	for i := range script.Steps {
		s := &script.Steps[i]
		if rule := c.ends(script.Steps[i:]); rule != "" {
			finish(s.Time)
			c = &chapter{Chapter: Chapter{Start: s.Time, Tab: s.Tab, Rule: rule, Page: s.URL}}
		}
		c.add(s)
	}
	finish(max(end, 0))
	return out
}

// chapter is one in the making.
type chapter struct {
	Chapter
	steps []*Step
	sent  bool
	pages []string
	last  event.Millis
}

// ends says by which rule the next step begins another chapter, "" for none.
func (c *chapter) ends(next []Step) string {
	s := &next[0]
	switch {
	case c == nil || s.Action == Open || s.Action == Back:
		return "page"
	case s.Time-c.last >= chapterPause:
		return "pause"
	case s.Tab != c.Tab || site(s.URL) != site(c.pages[len(c.pages)-1]):
		return "page"
	case c.sent:
		return "after form"
	case entersForm(next) && len(c.steps) >= longEnough && c.fields() == 0:
		return "form"
	}
	return ""
}

// site is the part of an address that makes a page: without query and fragment.
func site(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	return url
}

func (s *Step) enters() bool {
	return s.Action == Fill || s.Action == Choose || s.Action == Tick || s.Action == Untick || s.Action == Set
}

// entersForm reports whether several fields are filled in one after the other.
func entersForm(next []Step) bool {
	for i := range formFields {
		if i >= len(next) || !next[i].enters() {
			return false
		}
	}
	return true
}

func (c *chapter) fields() int {
	n := 0
	for _, s := range c.steps {
		if s.enters() {
			n++
		}
	}
	return n
}

func (c *chapter) add(s *Step) {
	c.last = s.Time
	url := s.URL
	if s.Action == Click && c.fields() >= formFields && s.Target != nil && s.Target.Role == "button" && len(s.Outcomes) > 0 {
		c.sent = true
	}
	c.steps = append(c.steps, s)
	c.Steps++
	c.Frustrations += len(s.Frustration)
	for _, o := range s.Told() {
		switch o.Kind {
		case FailedError:
			c.Errors++
		case Requested:
			if o.Failed && (o.Status == 0 || o.Status >= 500) {
				c.Errors++
			}
		}
	}
	c.pages = append(c.pages, url)
}

// done closes the chapter at a time and gives it its title.
func (c *chapter) done(at event.Millis) Chapter {
	c.End = max(at, c.Start)
	var parts []string
	fields := names(c.steps, (*Step).enters)
	switch {
	case len(fields) >= formFields:
		parts = append(parts, "fill in "+list(fields))
	case len(fields) == 1:
		parts = append(parts, "change "+fields[0])
	}
	if clicks := names(c.steps, func(s *Step) bool { return s.Action == Click || s.Action == DoubleClick || s.Action == RightClick }); len(clicks) > 0 {
		parts = append(parts, "click "+list(clicks))
	}
	if len(parts) == 0 {
		parts = append(parts, "look")
	}
	c.Title = path(site(c.Page)) + ": " + strings.Join(parts, ", ")
	if c.Errors > 0 {
		c.Title += ", " + plural(c.Errors, "error")
	}
	if c.Frustrations > 0 {
		c.Title += ", " + plural(c.Frustrations, "sign") + " of frustration"
	}
	return c.Chapter
}

// names are the names of what the steps were done to, each once.
func names(steps []*Step, ok func(*Step) bool) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range steps {
		if !ok(s) || s.Target == nil {
			continue
		}
		name := s.Target.Name
		if name == "" || s.Target.Masked {
			name = "a " + s.Target.kind()
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// list names the first of a list, and how many more there are.
func list(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(len(names)-most) + " more"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}
