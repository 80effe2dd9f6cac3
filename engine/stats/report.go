package stats

import (
	"cmp"
	"slices"

	"playhead/engine/event"
)

// Report are statistics, sorted. In JSON, times are milliseconds since the epoch
// and durations milliseconds.
type Report struct {
	Sessions int          `json:"sessions"`
	Users    int          `json:"users"`
	Views    int          `json:"views"`
	Duration event.Millis `json:"duration"`
	Active   event.Millis `json:"active"`

	Pages        []PageRow     `json:"pages"`
	Elements     []ElementRow  `json:"elements"`
	Frustrations []ElementRow  `json:"frustrations"`
	Errors       []ErrorRow    `json:"errors"`
	Funnel       *FunnelReport `json:"funnel,omitempty"`
	// Others counts what is in none of the rows, because there were too many.
	Others int `json:"others,omitzero"`
}

// PageRow is one page, most viewed first.
type PageRow struct {
	Page     string       `json:"page"`
	Views    int          `json:"views"`
	Sessions int          `json:"sessions"`
	Time     event.Millis `json:"time"` // shown, in all
	Entries  int          `json:"entries"`
	Exits    int          `json:"exits"`
	Clicks   int          `json:"clicks"`
	Moments  []Moment     `json:"moments"`
}

// ElementRow is one element of one page, most clicked first; Kind is the sort of
// frustration, "" for clicks.
type ElementRow struct {
	Kind     string   `json:"kind,omitzero"`
	Selector string   `json:"selector"`
	Label    string   `json:"label"`
	Page     string   `json:"page"`
	Count    int      `json:"count"`
	Sessions int      `json:"sessions"`
	Moments  []Moment `json:"moments"`
}

// ErrorRow is one error, most frequent first. Example is one message in full.
type ErrorRow struct {
	Message  string   `json:"message"`
	Example  string   `json:"example"`
	Count    int      `json:"count"`
	Sessions int      `json:"sessions"`
	Moments  []Moment `json:"moments"`
}

// Report sorts the counts: most sessions first, then most often. It has the
// first top rows of each sort; 0 means all.
func (st *Stats) Report(top int) Report {
	r := Report{
		Sessions: st.sessions, Users: len(st.users), Views: st.views, Duration: st.duration, Active: st.active,
		Others: st.pages.left + st.elements.left + st.frustrations.left + st.errors.left,
		Pages:  []PageRow{}, Elements: elementRows(&st.elements, top), Frustrations: elementRows(&st.frustrations, top), Errors: []ErrorRow{},
	}
	for name, p := range st.pages.rows {
		r.Pages = append(r.Pages, PageRow{name, p.count.count, p.sessions, p.time, p.entries, p.exits, p.clicks, p.moments})
	}
	slices.SortFunc(r.Pages, func(a, b PageRow) int {
		return cmp.Or(cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(b.Views, a.Views), cmp.Compare(a.Page, b.Page))
	})
	for name, c := range st.errors.rows {
		r.Errors = append(r.Errors, ErrorRow{name, c.example, c.count, c.sessions, c.moments})
	}
	slices.SortFunc(r.Errors, func(a, b ErrorRow) int {
		return cmp.Or(cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Message, b.Message))
	})
	r.Pages, r.Errors = first(r.Pages, top), first(r.Errors, top)
	if st.funnel != nil {
		r.Funnel = st.funnel.report()
	}
	return r
}

func elementRows(t *table[element, count], top int) []ElementRow {
	out := make([]ElementRow, 0, len(t.rows))
	for k, c := range t.rows {
		out = append(out, ElementRow{k.kind, k.selector, k.label, k.page, c.count, c.sessions, c.moments})
	}
	slices.SortFunc(out, func(a, b ElementRow) int {
		return cmp.Or(cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Label, b.Label), cmp.Compare(a.Selector, b.Selector), cmp.Compare(a.Page, b.Page), cmp.Compare(a.Kind, b.Kind))
	})
	return first(out, top)
}

func first[T any](list []T, n int) []T {
	if n > 0 && len(list) > n {
		return list[:n]
	}
	return list
}
