package search

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/query"
	"playhead/engine/render"
)

// Condition is a query about the screen at one moment. Its fields are text (also
// words without a field: text that is visible), selector (an element that is
// visible), url (the page's address) and title (the document's).
type Condition struct {
	root   query.Node
	probes []*probe
}

// ConditionFields are the names of the fields of conditions.
func ConditionFields() []string { return []string{"text", "selector", "url", "title"} }

// probe is one pattern of a condition.
type probe struct {
	term   *query.Term
	m      *matcher
	index  *index
	looker *looker
}

// ParseCondition reads a condition; see the package query for the language. The
// word visible after a selector may be there.
func ParseCondition(s string) (*Condition, error) {
	q, err := query.Parse(s)
	if err != nil {
		return nil, err
	}
	if q.Empty() {
		return nil, errors.New(`the condition is empty; write for instance text:"Payment failed" or selector:.error`)
	}
	if q.Steps() != nil {
		return nil, errors.New("a moment has no sequence: leave out THEN")
	}
	if err := q.Check(ConditionFields()); err != nil {
		return nil, err
	}
	c := &Condition{root: withoutVisible(q.Root)}
	query.Walk(c.root, func(n query.Node) bool {
		t, ok := n.(*query.Term)
		if !ok || err != nil || t.Field == "url" || t.Field == "title" {
			return err == nil
		}
		p, ok := patternOf(t)
		if !ok {
			err = errors.New(query.Format(t) + ": want a text, a pattern or a selector")
			return false
		}
		m, compileErr := compile(p)
		if err = compileErr; err == nil {
			c.probes = append(c.probes, &probe{term: t, m: m, index: newIndex(m), looker: &looker{m: m}})
		}
		return err == nil
	})
	return c, err
}

// withoutVisible drops the word visible behind selectors: it says what is meant
// anyway.
func withoutVisible(root query.Node) query.Node {
	and, ok := root.(*query.And)
	if !ok {
		return root
	}
	var list []query.Node
	for i, n := range and.List {
		if t, ok := n.(*query.Term); ok && i > 0 && t.Field == "" && t.Value.Text == "visible" {
			if before, ok := and.List[i-1].(*query.Term); ok && before.Field == "selector" {
				continue
			}
		}
		list = append(list, n)
	}
	if len(list) == 1 {
		return list[0]
	}
	return &query.And{List: list}
}

// patternOf is the pattern that a term on text or a selector asks for.
func patternOf(t *query.Term) (Pattern, bool) {
	if t.Op != query.Is {
		return Pattern{}, false
	}
	v := &t.Value
	if t.Field == "selector" {
		return Pattern{Selector: v.Text}, v.Form == query.Literal || v.Form == query.Number || v.Form == query.Wildcard
	}
	switch v.Form {
	case query.Pattern:
		return Pattern{Text: v.Text, Regexp: true, Fold: v.Fold}, true
	case query.Wildcard:
		parts := make([]string, len(v.Parts))
		for i, part := range v.Parts {
			parts[i] = regexp.QuoteMeta(part)
		}
		return Pattern{Text: strings.Join(parts, ".*"), Regexp: true, Fold: true}, true
	default:
		return Pattern{Text: v.Text, Fold: true}, true
	}
}

// truth is what is known of a condition.
type truth uint8

const (
	unknown truth = iota
	no
	yes
)

func known(b bool) truth {
	if b {
		return yes
	}
	return no
}

// evaluate finds out whether n holds of a page; f is nil while only the page is
// known and not how it looks.
func (c *Condition) evaluate(n query.Node, page *dom.Tree, f *render.Frame) truth {
	switch n := n.(type) {
	case *query.And:
		return c.each(n.List, page, f, no)
	case *query.Or:
		return c.each(n.List, page, f, yes)
	case *query.Not:
		switch c.evaluate(n.X, page, f) {
		case yes:
			return no
		case no:
			return yes
		}
		return unknown
	case *query.Term:
		if n.Field == "url" || n.Field == "title" {
			return known(query.Holds(n, &pageSubject{page}))
		}
		for _, p := range c.probes {
			if p.term != n {
				continue
			}
			if !p.index.active() {
				return no
			}
			if f == nil {
				return unknown
			}
			return known(len(p.looker.look(f, p.index)) > 0)
		}
	}
	return no
}

// each evaluates a list of which one with the value decides suffices.
func (c *Condition) each(list []query.Node, page *dom.Tree, f *render.Frame, decides truth) truth {
	out := yes
	if decides == yes {
		out = no
	}
	for _, n := range list {
		switch c.evaluate(n, page, f) {
		case decides:
			return decides
		case unknown:
			out = unknown
		}
	}
	return out
}

// pageSubject is a page as far as it is known without looking at it.
type pageSubject struct{ page *dom.Tree }

func (s *pageSubject) Field(name string, i int) (query.FieldValue, bool) {
	if i > 0 {
		return query.FieldValue{}, false
	}
	switch name {
	case "url":
		return query.TextValue(s.page.Page.URL), true
	case "title":
		return query.TextValue(title(s.page)), true
	}
	return query.FieldValue{}, false
}

// maxTitle bounds the nodes looked at for the document's title.
const maxTitle = 4096

// title is the text of the document's first title element.
func title(t *dom.Tree) string {
	seen := 0
	for r := t.Doc; r != dom.None && seen < maxTitle; seen++ {
		n := t.Node(r)
		if n.IsHTML("title") {
			if n.First == dom.None {
				return ""
			}
			return strings.TrimSpace(t.Node(n.First).Text)
		}
		if n.First != dom.None && !n.IsHTML("body") {
			r = n.First
			continue
		}
		for r != dom.None && t.Node(r).Next == dom.None {
			r = t.Node(r).Parent
		}
		if r != dom.None {
			r = t.Node(r).Next
		}
	}
	return ""
}

// Moment is a moment at which a condition holds.
type Moment struct {
	State player.State
	Frame *render.Frame
}

// First finds the first moment at which a condition holds; found is false when
// there is none. Where looks were apart, the changes before the one at which it
// was seen to hold are looked at, too: only what held for less than the time
// between two looks is missed ([Result]).
func First(ctx context.Context, track event.Track, c *Condition, opts Options) (m Moment, found bool, res Result, err error) {
	m, found, before, res, err := c.first(ctx, track, opts)
	if err != nil || !found || opts.Exact || before == m.State.Time {
		return m, found, res, err
	}
	near := opts
	near.Exact, near.Progress = true, nil
	near.Since, near.Until = max(before, opts.Since), m.State.Time
	exact, found, _, _, err := c.first(ctx, track, near)
	if found && err == nil {
		m = exact
	}
	return m, true, res, err
}

// first goes through a track. before is the time from which on changes were not
// looked at before the moment found: that of the moment when there are none.
func (c *Condition) first(ctx context.Context, track event.Track, opts Options) (m Moment, found bool, before event.Millis, res Result, err error) {
	for _, p := range c.probes {
		p.index, p.looker = newIndex(p.m), &looker{m: p.m}
	}
	w := newWatch(track, &opts)
	w.look = func(page *dom.Tree, ops []event.Op) {
		for _, p := range c.probes {
			p.index.look(page, ops)
		}
	}
	w.settle = func(page *dom.Tree) bool {
		changed := false
		for _, p := range c.probes {
			changed = p.index.settle(page) || changed
		}
		return changed
	}
	w.restart = func() {
		for _, p := range c.probes {
			p.index.clear()
		}
	}
	w.possible = func(page *dom.Tree) bool { return c.evaluate(c.root, page, nil) != no }
	w.absent = func(event.Millis) bool { return true }
	w.present = func(st *player.State, f *render.Frame) bool {
		if c.evaluate(c.root, f.Tree, f) != yes {
			return true
		}
		m, found, before = Moment{State: *st, Frame: f}, true, st.Time
		if w.unseen {
			before = w.since
		}
		return false
	}
	err = w.run(ctx)
	return m, found, before, w.result, err
}
