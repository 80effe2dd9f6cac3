package bugreport

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/signal"
	"playhead/engine/steps"
	"playhead/engine/text"
)

// Report is what a bug report says.
type Report struct {
	// Start is the session's first moment; times are told from it.
	Start event.Millis
	// Failure is the row that the report is about, nil for none; At is its moment,
	// or the one to be shown.
	Failure *event.Entry
	At      event.Millis
	// Steps lead to it.
	Steps *steps.Script
	// Wrong are the rows of all that went wrong up to a little after it.
	Wrong []event.Entry
	// Pictures show the page.
	Pictures []Picture
	// Environment are names and values: browser, viewport, version, …
	Environment []event.Field
	// Command plays the session at the moment, "" when nothing does.
	Command string
}

// Picture is the page at a moment, as text.
type Picture struct {
	Title string
	At    event.Millis
	Grid  *cell.Grid
}

// maxWrong bounds the list of what went wrong.
const maxWrong = 30

// Write writes the report.
func Write(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	title := "Session report"
	if r.Failure != nil {
		title = name(r.Failure)
	}
	_, _ = fmt.Fprintf(b, "# %s\n\nAt %s of the session", steps.EscapeMarkdown(title), moment.Clock(r.At-r.Start))
	if u := r.url(); u != "" {
		_, _ = fmt.Fprintf(b, ", on %s", code(u))
	}
	_, _ = b.WriteString(".\n")
	if r.Command != "" {
		_, _ = fmt.Fprintf(b, "\nWatch it:\n\n%s", fence("sh", r.Command))
	}
	if r.Steps != nil && len(r.Steps.Steps) > 0 {
		_, _ = b.WriteString("\n## Steps to reproduce\n\n")
		if err := steps.Markdown(b, r.Steps, nil); err != nil {
			return err
		}
	}
	r.wrong(b)
	for i := range r.Pictures {
		p := &r.Pictures[i]
		_, _ = fmt.Fprintf(b, "\n## %s\n\nThe page at %s:\n\n%s", p.Title, moment.Clock(p.At-r.Start), fence("text", frame(p.Grid)))
	}
	if len(r.Environment) > 0 {
		_, _ = b.WriteString("\n## Environment\n\n| | |\n| --- | --- |\n")
		for _, f := range r.Environment {
			if f.Value != "" {
				_, _ = fmt.Fprintf(b, "| %s | %s |\n", f.Name, steps.EscapeMarkdown(f.Value))
			}
		}
	}
	return b.Flush()
}

// url is the page of the failure.
func (r *Report) url() string {
	for _, f := range r.Environment {
		if f.Name == "Page" {
			return f.Value
		}
	}
	return ""
}

// wrong lists what went wrong, stacks under it.
func (r *Report) wrong(b *bufio.Writer) {
	if len(r.Wrong) == 0 {
		return
	}
	_, _ = b.WriteString("\n## What went wrong\n\n")
	for i := range r.Wrong {
		if i == maxWrong {
			_, _ = fmt.Fprintf(b, "- and %d more\n", len(r.Wrong)-i)
			break
		}
		e := &r.Wrong[i]
		_, _ = fmt.Fprintf(b, "- `%s` %s: %s\n", moment.Clock(e.Time-r.Start), word(e), steps.EscapeMarkdown(name(e)))
		if stack := e.Get("stack"); stack != "" {
			_, _ = fmt.Fprintf(b, "\n%s\n", indent(fence("", stack), "  "))
		}
	}
}

// name is a row's title without the name of its sort.
func name(e *event.Entry) string {
	if e.Kind == event.EntryFrustration {
		if _, rest, ok := strings.Cut(e.Title, ": "); ok {
			return rest
		}
	}
	return e.Title
}

// word says what sort of failure a row is.
func word(e *event.Entry) string {
	switch e.Kind {
	case event.EntryFrustration:
		return strings.ReplaceAll(text.Clean(e.Get("type")), "_", " ")
	case event.EntryRequest:
		return "request"
	case event.EntryConsole:
		return "console"
	default:
		return "error"
	}
}

// IsWrong reports whether a row belongs to what went wrong.
func IsWrong(e *event.Entry) bool {
	return signal.IsError(e) || e.Kind == event.EntryFrustration || e.Kind == event.EntryRequest && e.Severity == event.Bad
}

// frame is a grid as text without empty rows around it.
func frame(g *cell.Grid) string {
	return strings.Trim(string(cell.AppendText(nil, g)), "\n")
}

// fence returns text in a fenced block that it cannot end, cleaned line by line.
func fence(lang, s string) string {
	lines := strings.Split(s, "\n")
	ticks := 3
	for i, l := range lines {
		lines[i] = strings.TrimRight(clean(l), " ")
		if n := longestRun(l, '`'); n >= ticks {
			ticks = n + 1
		}
	}
	f := strings.Repeat("`", ticks)
	return f + lang + "\n" + strings.Join(lines, "\n") + "\n" + f + "\n"
}

// clean filters a line and keeps the blanks at its beginning.
func clean(l string) string {
	rest := strings.TrimLeft(l, " ")
	return strings.Repeat(" ", len(l)-len(rest)) + text.Clean(rest)
}

// code returns text as a code span that it cannot end.
func code(s string) string {
	s = text.Clean(s)
	ticks := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

func longestRun(s string, c byte) int {
	best, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		best = max(best, n)
	}
	return best
}

func indent(s, by string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i := range lines {
		lines[i] = by + lines[i]
	}
	return strings.Join(lines, "\n") + "\n"
}
