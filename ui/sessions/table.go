package sessions

import (
	"slices"
	"strconv"

	"playhead/engine/query"
	"playhead/engine/summary"
	"playhead/ui/list"
)

// Row is a recording in the list.
type Row struct {
	summary.Session
	Watched bool
	// Holds are the numbers of the saved queries that hold for it.
	Holds []int
}

// Key tells recordings apart: ids of some formats are names of files, which need
// not be unique.
func (r *Row) Key() string { return Key(&r.Session) }

// Key is the key of a session.
func Key(s *summary.Session) string { return s.ID + "|" + strconv.FormatInt(int64(s.Start), 10) }

// Field returns value i of a field of the row, for queries: those of the
// session, and watched.
func (r *Row) Field(name string, i int) (query.FieldValue, bool) {
	if name != watchedField {
		return r.Session.Field(name, i)
	}
	if i > 0 {
		return query.FieldValue{}, false
	}
	v := query.FieldValue{Text: "no", Whole: true, Numeric: true}
	if r.Watched {
		v.Text, v.Num = "yes", 1
	}
	return v, true
}

const watchedField = "watched"

// Fields are the names that queries may use.
func Fields() []string {
	names := []string{watchedField, "text"}
	for _, c := range summary.Columns() {
		names = append(append(names, c.Name), c.Also...)
	}
	return names
}

// byStart is the column that the list is sorted by at first.
const byStart = 1

// New returns an empty list that shows what is newest first.
func New() Table { return Table{column: byStart} }

// Table is the list with its order, filter and position.
type Table struct {
	list.List

	all     []Row
	rows    []int32 // indexes of the rows shown, in order
	column  int     // sorted by
	turned  bool    // the other way round than the column usually is
	text    string
	query   *query.Query
	saved   []*query.Query
	widths  []int
	headers []span // where the heads stand, for the mouse
}

// span is a stretch of columns of the screen that shows a column of the table.
type span struct{ from, to, column int }

// Add takes recordings that were found. The cursor stays on its row.
func (t *Table) Add(found []summary.Session, watched func(key string) bool) {
	for i := range found {
		t.all = append(t.all, Row{Session: found[i], Watched: watched(Key(&found[i]))})
		t.hold(&t.all[len(t.all)-1])
	}
	t.arrange()
}

// arrange finds the rows shown and their order anew.
func (t *Table) arrange() {
	key, had := "", false
	if r := t.Selected(); r != nil && !t.Following() {
		key, had = r.Key(), true
	}
	t.rows = t.rows[:0]
	for i := range t.all {
		if t.query == nil || t.query.Match(&t.all[i]) {
			t.rows = append(t.rows, int32(i))
		}
	}
	c := &columns[t.column]
	slices.SortStableFunc(t.rows, func(a, b int32) int {
		return c.compare(&t.all[a], &t.all[b], c.down != t.turned)
	})
	t.SetLen(len(t.rows))
	if !had {
		return
	}
	if i := t.find(key); i >= 0 {
		t.Put(i)
	}
}

// find returns the row shown with a key, -1 when there is none.
func (t *Table) find(key string) int {
	return slices.IndexFunc(t.rows, func(i int32) bool { return t.all[i].Key() == key })
}

// All is the number of recordings, shown or not.
func (t *Table) All() int { return len(t.all) }

// Row returns the i-th row shown.
func (t *Table) Row(i int) *Row { return &t.all[t.rows[i]] }

// Selected returns the row under the cursor, nil when there is none.
func (t *Table) Selected() *Row {
	if i := t.Cursor(); i >= 0 && i < len(t.rows) {
		return t.Row(i)
	}
	return nil
}

// Shown returns the sessions of the rows shown, in their order.
func (t *Table) Shown() []summary.Session {
	out := make([]summary.Session, len(t.rows))
	for i := range t.rows {
		out[i] = t.Row(i).Session
	}
	return out
}

// Find returns the recording of a session that opens by a source, shown or not;
// nil when there is none.
func (t *Table) Find(id, source string) *Row {
	for i := range t.all {
		if r := &t.all[i]; r.ID == id && r.Source == source {
			return r
		}
	}
	return nil
}

// Neighbour returns the row d rows after the one with a key, nil beyond either
// end. A recording that the filter hides has the cursor's neighbours.
func (t *Table) Neighbour(key string, d int) *Row {
	i := t.find(key)
	if i < 0 {
		i = t.Cursor()
	}
	if i += d; i < 0 || i >= len(t.rows) {
		return nil
	}
	t.Put(i)
	return t.Row(i)
}

// Filter returns the filter as it was typed.
func (t *Table) Filter() string { return t.text }

// SetFilter shows the recordings that a query holds for. A query that cannot be
// read changes nothing.
func (t *Table) SetFilter(text string) error {
	q, err := query.Parse(text)
	if err == nil {
		err = q.Check(Fields())
	}
	if err != nil {
		return err
	}
	t.text, t.query = text, q
	if q.Empty() {
		t.query = nil
	}
	t.arrange()
	return nil
}

// SortBy sorts by the next (d > 0) or previous column, and returns its name.
func (t *Table) SortBy(d int) string {
	next := (t.column + d + len(columns)) % len(columns)
	if columns[next].name == savedField && len(t.saved) == 0 {
		next = (next + d + len(columns)) % len(columns)
	}
	return t.sortBy(next)
}

func (t *Table) sortBy(column int) string {
	t.column, t.turned = column, false
	t.arrange()
	return columns[column].about
}

// Turn sorts the other way round.
func (t *Table) Turn() {
	t.turned = !t.turned
	t.arrange()
}

// ClickHead sorts by the column whose head stands at x; again, the other way
// round. It reports whether there is one.
func (t *Table) ClickHead(x int) bool {
	for _, s := range t.headers {
		if x < s.from || x >= s.to {
			continue
		}
		if s.column == t.column {
			t.Turn()
		} else {
			t.sortBy(s.column)
		}
		return true
	}
	return false
}

// Mark sets the watched mark of the recording with a key.
func (t *Table) Mark(key string, watched bool) {
	for i := range t.all {
		if t.all[i].Key() == key {
			t.all[i].Watched = watched
			t.hold(&t.all[i])
		}
	}
	if t.query != nil || columns[t.column].name == watchedField {
		t.arrange()
	}
}
