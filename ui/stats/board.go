package stats

import (
	"fmt"
	"strconv"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/stats"
	"playhead/ui/list"
)

// Kind is what a row of the board is.
type Kind uint8

// The kinds of rows.
const (
	Heading Kind = iota
	Count        // something that was counted
	Moment       // a moment behind the row before it
)

// Row is one row of the board.
type Row struct {
	Kind Kind
	// Share is the length of the bar, 0 to 1; Number the count beside it.
	Share  float64
	Number string
	// Tag is a short word before the text: the sort of frustration.
	Tag, Text string
	// Moments are behind a count; At is the one of a moment.
	Moments []stats.Moment
	At      *stats.Moment

	key string
}

// Board is the list of rows. The zero value is empty.
type Board struct {
	list.List
	report *stats.Report
	rows   []Row
	open   map[string]bool // counts that show their moments, by key
}

// Set shows a report; counts that showed their moments still do.
func (b *Board) Set(r *stats.Report) {
	b.report = r
	b.arrange()
}

// Empty reports whether there is nothing to show.
func (b *Board) Empty() bool { return b.report == nil }

// Selected returns the row under the cursor, nil when there is none.
func (b *Board) Selected() *Row {
	if i := b.Cursor(); i >= 0 && i < len(b.rows) {
		return &b.rows[i]
	}
	return nil
}

// Toggle shows or hides the moments behind the selected count, and reports
// whether it has any.
func (b *Board) Toggle() bool {
	r := b.Selected()
	if r == nil || r.Kind != Count || len(r.Moments) == 0 {
		return false
	}
	if b.open == nil {
		b.open = make(map[string]bool)
	}
	b.open[r.key] = !b.open[r.key]
	b.arrange()
	return true
}

func (b *Board) arrange() {
	b.rows = b.rows[:0]
	if b.report != nil {
		b.funnel()
		b.sections()
	}
	b.SetLen(len(b.rows))
}

// head adds the title of a section.
func (b *Board) head(title string) { b.rows = append(b.rows, Row{Kind: Heading, Text: title}) }

// count adds a counted thing, and its moments where they are shown.
func (b *Board) count(r Row) {
	r.Kind = Count
	b.rows = append(b.rows, r)
	if !b.open[r.key] {
		return
	}
	for i := range r.Moments {
		at := &r.Moments[i]
		b.rows = append(b.rows, Row{Kind: Moment, At: at, Text: moment.Clock(at.Offset) + "  " + at.Source})
	}
}

func (b *Board) funnel() {
	f := b.report.Funnel
	if f == nil {
		return
	}
	b.head(fmt.Sprintf("Funnel: %.0f%% come to the end", 100*f.Conversion))
	for i, s := range f.Steps {
		text := s.Step
		if i > 0 {
			text += fmt.Sprintf("  %.0f%% of the step before", 100*s.Kept)
		}
		if i > 0 && s.Sessions > 0 {
			text += ", after " + short(s.Median)
		}
		b.count(Row{Share: s.Share, Number: strconv.Itoa(s.Sessions), Text: text, Moments: s.Moments, key: "step " + strconv.Itoa(i)})
		if len(s.Lost) > 0 {
			b.count(Row{Number: strconv.Itoa(f.Steps[i-1].Sessions - s.Sessions), Tag: "lost", Text: "come no further", Moments: s.Lost, key: "lost " + strconv.Itoa(i)})
		}
	}
}

func (b *Board) sections() {
	r := b.report
	share := func(n int) float64 { return float64(n) / float64(max(1, r.Sessions)) }
	for i, e := range r.Frustrations {
		if i == 0 {
			b.head("Frustration")
		}
		b.count(Row{Share: share(e.Sessions), Number: times(e.Count), Tag: tag(e.Kind), Text: join(e.Label, e.Selector, e.Page), Moments: e.Moments, key: "f" + e.Kind + e.Selector + e.Label + e.Page})
	}
	for i, e := range r.Errors {
		if i == 0 {
			b.head("Errors")
		}
		b.count(Row{Share: share(e.Sessions), Number: times(e.Count), Text: e.Message, Moments: e.Moments, key: "e" + e.Message})
	}
	for i, p := range r.Pages {
		if i == 0 {
			b.head("Pages")
		}
		each := p.Time / event.Millis(max(1, p.Views))
		b.count(Row{Share: share(p.Sessions), Number: times(p.Views), Text: join(p.Page, short(each)+" each", ""), Moments: p.Moments, key: "p" + p.Page})
	}
	for i, e := range r.Elements {
		if i == 0 {
			b.head("Clicked most")
		}
		b.count(Row{Share: share(e.Sessions), Number: times(e.Count), Text: join(e.Label, e.Selector, e.Page), Moments: e.Moments, key: "c" + e.Selector + e.Label + e.Page})
	}
}

func tag(kind string) string {
	switch kind {
	case "rage_click":
		return "rage"
	case "dead_click":
		return "dead"
	case "error_click":
		return "error"
	}
	return kind
}

func times(n int) string { return strconv.Itoa(n) }

func join(a, b, c string) string {
	for _, s := range []string{b, c} {
		if s != "" && s != a {
			a += "  " + s
		}
	}
	return a
}

// short writes a duration as m:ss.
func short(d event.Millis) string {
	text := moment.Clock(d)
	for i := range text {
		if text[i] == '.' {
			return text[:i]
		}
	}
	return text
}
