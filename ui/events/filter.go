package events

import (
	"strings"

	"github.com/sahilm/fuzzy"

	"playhead/engine/event"
	"playhead/engine/query"
)

// Filter says which entries of a pane are shown.
type Filter struct {
	// Hidden kinds are left out; only the list of all events honours it.
	Hidden Set
	// Condition is what rows must meet, nil for none.
	Condition *Condition
}

// Active reports whether the filter leaves anything out.
func (f Filter) Active() bool { return f.Hidden != 0 || f.Condition != nil }

// About is what rows are about that they do not say themselves, for queries.
type About struct {
	Start event.Millis
	User  string
	// View names the view that a row belongs to; nil where nobody knows.
	View func(*event.Entry) string
}

func (a *About) subject(e *event.Entry) *query.Entry {
	s := &query.Entry{Entry: e, Start: a.Start, User: a.User}
	if a.View != nil {
		s.View = a.View(e)
	}
	return s
}

// Condition is a query, or letters that a row must have in this order.
type Condition struct {
	text  string
	query *query.Query
	fuzzy string
}

// fuzzySign begins a condition that is no query.
const fuzzySign = "~"

// ParseCondition reads a condition as it is typed: a query, or ~ and letters. It
// is nil for the empty text.
func ParseCondition(text string) (*Condition, error) {
	text = strings.TrimSpace(text)
	if letters, ok := strings.CutPrefix(text, fuzzySign); ok {
		if letters = strings.TrimSpace(letters); letters == "" {
			return nil, nil //nolint:nilnil // no condition is no error
		}
		return &Condition{text: text, fuzzy: letters}, nil
	}
	q, err := query.Parse(text)
	if err == nil {
		err = q.Check(query.EntryFields())
	}
	if err != nil || q.Empty() {
		return nil, err
	}
	return &Condition{text: text, query: q}, nil
}

// String returns the condition as it was typed.
func (c *Condition) String() string {
	if c == nil {
		return ""
	}
	return c.text
}

// Select returns which of the entries, in order of time, meet the condition: of
// a sequence all that are part of one.
func (c *Condition) Select(es []event.Entry, about *About) []bool {
	keep := make([]bool, len(es))
	switch {
	case c.fuzzy != "":
		for _, m := range fuzzy.FindFrom(c.fuzzy, rowTexts(es)) {
			keep[m.Index] = true
		}
	case c.query.Steps() != nil:
		s := c.query.Sequence()
		for i := range es {
			for _, hit := range s.Next(about.subject(&es[i]), i, float64(es[i].Time)) {
				keep[hit.ID] = true
			}
		}
	default:
		for i := range es {
			keep[i] = c.query.Match(about.subject(&es[i]))
		}
	}
	return keep
}

// rowTexts are the texts of rows, for the fuzzy search.
type rowTexts []event.Entry

// Len is the number of rows.
func (r rowTexts) Len() int { return len(r) }

// String returns the text of a row.
func (r rowTexts) String(i int) string { return Word(&r[i]) + " " + r[i].Title }
