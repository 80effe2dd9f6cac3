package intake

import (
	"errors"

	"playhead/engine/query"
	"playhead/engine/summary"
	"playhead/loader/store"
)

// addQuery adds what a query in the query language asks for. What the index can
// tell by itself narrows the search there; the rest is asked of every session
// that it finds.
func addQuery(f *store.Find, text string) error {
	q, err := query.Parse(text)
	if err != nil {
		return err
	}
	if q.Steps() != nil {
		return errors.New("THEN asks for events one after the other, which a list of sessions does not know; ask for sessions with AND")
	}
	if err := q.Check(summary.QueryFields()); err != nil {
		return err
	}
	if q.Empty() {
		return nil
	}
	for _, c := range q.Conditions() {
		t, ok := c.(*query.Term)
		if !ok {
			continue
		}
		column, ok := summary.Lookup(t.Field)
		if !ok {
			continue
		}
		if low, high, ok := t.Bounds(column.Unit()); ok && column.Kind.Numeric() {
			f.Bounds = append(f.Bounds, store.Bound{Column: column.Name, Low: low, High: high})
		}
	}
	f.Match = func(s *store.Session) bool { return q.Match(&s.Session) }
	return nil
}
