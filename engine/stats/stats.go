package stats

import (
	"sort"

	"playhead/engine/event"
	"playhead/engine/signal"
)

// Bounds of what is kept.
const (
	maxRows    = 100_000 // of each sort; what comes later is counted as others
	maxMoments = 20      // of each row
)

// Stats are counts over sessions. The zero value counts none.
type Stats struct {
	sessions int
	users    map[string]struct{}
	duration event.Millis
	active   event.Millis
	views    int

	pages        table[string, page]
	elements     table[element, count]
	frustrations table[element, count]
	errors       table[string, count]
	funnel       *Funnel
}

// element is what counts as one element: what it looks like in the page's source
// and what it is called, on one page. Kind is that of frustration.
type element struct {
	kind, page, selector, label string
}

// count is how often something happened, in how many sessions, and where to see
// it.
type count struct {
	count, sessions int
	moments         []Moment
	example         string
}

func (c *count) merge(o *count) {
	c.count += o.count
	c.sessions += o.sessions
	if c.example == "" {
		c.example = o.example
	}
	c.moments = append(c.moments, o.moments[:min(len(o.moments), maxMoments-len(c.moments))]...)
}

// page counts the views of one page.
type page struct {
	count
	time           event.Millis
	entries, exits int
	clicks         int
}

func (p *page) merge(o *page) {
	p.count.merge(&o.count)
	p.time += o.time
	p.entries += o.entries
	p.exits += o.exits
	p.clicks += o.clicks
}

// table counts things by key, a bounded number of them.
type table[K comparable, V any] struct {
	rows map[K]*V
	left int // things beyond the bound
}

// row returns the row of a key, nil when there are too many.
func (t *table[K, V]) row(k K) *V {
	if t.rows == nil {
		t.rows = make(map[K]*V)
	}
	r := t.rows[k]
	if r == nil {
		if len(t.rows) >= maxRows {
			t.left++
			return nil
		}
		r = new(V)
		t.rows[k] = r
	}
	return r
}

func mergeTables[K comparable, V any](t, o *table[K, V], merge func(into, from *V)) {
	for k, from := range o.rows {
		if into := t.row(k); into != nil {
			merge(into, from)
		}
	}
	t.left += o.left
}

// Of counts one session.
func Of(s *Session) *Stats {
	st := &Stats{sessions: 1, users: make(map[string]struct{}), duration: s.End - s.Start, active: s.Active, views: len(s.Views)}
	if s.User != "" {
		st.users[s.User] = struct{}{}
	}
	st.addViews(s)
	for i := range s.Entries {
		st.entry(s, &s.Entries[i])
	}
	return st
}

// note counts one more in a session.
func (c *count) note(s *Session, at event.Millis) {
	c.count++
	c.sessions = 1
	if len(c.moments) == 0 {
		c.moments = append(c.moments, s.moment(at))
	}
}

func (st *Stats) addViews(s *Session) {
	first, last := "", ""
	for i := range s.Views {
		v := &s.Views[i]
		name := PageName(v.URL)
		p := st.pages.row(name)
		if p == nil {
			continue
		}
		p.note(s, v.Start)
		p.time += max(0, v.End-v.Start)
		if first == "" {
			first = name
		}
		last = name
	}
	if p := st.pages.rows[first]; p != nil {
		p.entries++
	}
	if p := st.pages.rows[last]; p != nil {
		p.exits++
	}
}

func (st *Stats) entry(s *Session, e *event.Entry) {
	switch {
	case e.Kind == event.EntryClick:
		name := PageName(s.page(e.Track, e.Time))
		if p := st.pages.rows[name]; p != nil {
			p.clicks++
		}
		if c := st.elements.row(element{page: name, selector: e.Get("element"), label: clip(e.Title)}); c != nil {
			c.note(s, e.Time)
		}
	case e.Kind == event.EntryFrustration:
		k := element{kind: e.Get("type"), page: PageName(s.page(e.Track, e.Time))}
		if click := clickOf(s, e); click != nil {
			k.selector, k.label = click.Get("element"), clip(click.Title)
		} else {
			k.label = clip(e.Title)
		}
		if c := st.frustrations.row(k); c != nil {
			c.note(s, e.Time)
		}
	case signal.IsError(e):
		if c := st.errors.row(MessageName(e.Title)); c != nil {
			c.note(s, e.Time)
			c.example = clip(e.Title)
		}
	}
}

// clickOf returns the click that a sign of frustration is about: the one at its
// time on its node.
func clickOf(s *Session, f *event.Entry) *event.Entry {
	from := sort.Search(len(s.Entries), func(i int) bool { return s.Entries[i].Time >= f.Time })
	for i := from; i < len(s.Entries) && s.Entries[i].Time == f.Time; i++ {
		if e := &s.Entries[i]; e.Kind == event.EntryClick && e.Node == f.Node && e.Track == f.Track {
			return e
		}
	}
	return nil
}

// Merge adds the counts of o, which must not be used any more.
func (st *Stats) Merge(o *Stats) {
	st.sessions += o.sessions
	st.duration += o.duration
	st.active += o.active
	st.views += o.views
	if st.users == nil {
		st.users = make(map[string]struct{})
	}
	for u := range o.users {
		if len(st.users) < maxRows*10 {
			st.users[u] = struct{}{}
		}
	}
	mergeTables(&st.pages, &o.pages, (*page).merge)
	mergeTables(&st.elements, &o.elements, (*count).merge)
	mergeTables(&st.frustrations, &o.frustrations, (*count).merge)
	mergeTables(&st.errors, &o.errors, (*count).merge)
	switch {
	case st.funnel == nil:
		st.funnel = o.funnel
	case o.funnel != nil:
		st.funnel.merge(o.funnel)
	}
}
