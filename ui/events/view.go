package events

import (
	"sort"

	"playhead/engine/event"
	"playhead/ui/list"
)

// View is one pane's list with its position. The zero value is the empty list of
// all events.
type View struct {
	Pane Pane
	list.List

	entries []event.Entry // sorted by time; never changed in place
	about   About
	filter  Filter
	rows    []int32 // indexes of the entries shown
	all     int     // entries of this pane before the filter
}

// SetEntries replaces the entries, which must be sorted by time. A cursor that
// was moved by hand stays on its entry as far as that can be told.
func (v *View) SetEntries(es []event.Entry, about About) {
	at, had := v.selectedTime()
	v.entries, v.about = es, about
	v.refilter(at, had)
}

// selectedTime is the time of the entry under the cursor.
func (v *View) selectedTime() (event.Millis, bool) {
	if e := v.Selected(); e != nil {
		return e.Time, true
	}
	return 0, false
}

// Filter returns the filter.
func (v *View) Filter() Filter { return v.filter }

// SetFilter changes what is shown.
func (v *View) SetFilter(f Filter) {
	v.filter = f
	v.refilter(v.selectedTime())
}

// refilter finds the rows anew; a cursor moved by hand goes to the row of at.
func (v *View) refilter(at event.Millis, had bool) {
	v.rows, v.all = v.rows[:0:0], 0
	var keep []bool
	if c := v.filter.Condition; c != nil {
		keep = c.Select(v.entries, &v.about)
	}
	for i := range v.entries {
		e := &v.entries[i]
		if !v.Pane.has(e) {
			continue
		}
		v.all++
		if (keep == nil || keep[i]) && !(v.Pane == All && v.filter.Hidden.Has(KindOf(e))) {
			v.rows = append(v.rows, int32(i))
		}
	}
	v.SetLen(len(v.rows))
	if had && !v.Following() {
		v.Put(max(v.Row(at), 0))
	}
}

// All is the number of entries of this pane, shown or not.
func (v *View) All() int { return v.all }

// Entries returns all entries, of this pane or not.
func (v *View) Entries() []event.Entry { return v.entries }

// Entry returns the entry of row i.
func (v *View) Entry(i int) *event.Entry { return &v.entries[v.rows[i]] }

// Selected returns the entry under the cursor, nil when there is none.
func (v *View) Selected() *event.Entry {
	if i := v.Cursor(); i >= 0 && i < len(v.rows) && int(v.rows[i]) < len(v.entries) {
		return v.Entry(i)
	}
	return nil
}

// Row returns the row of moment t: the last one that is not after it, -1 before
// the first.
func (v *View) Row(t event.Millis) int {
	return sort.Search(len(v.rows), func(i int) bool { return v.entries[v.rows[i]].Time > t }) - 1
}

// FollowTo moves the cursor to the row of moment t, when the list follows.
func (v *View) FollowTo(t event.Millis) {
	if !v.Following() {
		return
	}
	i := max(v.Row(t), 0)
	// Of rows that share the moment the chosen one keeps the cursor.
	if e := v.Selected(); e != nil && e.Time <= t && i < len(v.rows) && e.Time == v.Entry(i).Time {
		i = v.Cursor()
	}
	v.Follow(i)
}

// FollowEntry puts the cursor on the row of e, one of the entries, and follows
// from there on. It does nothing where e is not shown.
func (v *View) FollowEntry(e *event.Entry) {
	for i := max(v.Row(e.Time), 0); i >= 0 && i < len(v.rows); i-- {
		if x := v.Entry(i); x == e {
			v.Follow(i)
			return
		} else if x.Time < e.Time {
			return
		}
	}
}

// Next returns the first entry after (dir > 0) or the last one before (dir < 0)
// moment t that want accepts, among entries sorted by time; nil when there is
// none.
func Next(es []event.Entry, t event.Millis, dir int, want func(*event.Entry) bool) *event.Entry {
	if dir > 0 {
		for i := sort.Search(len(es), func(i int) bool { return es[i].Time > t }); i < len(es); i++ {
			if want(&es[i]) {
				return &es[i]
			}
		}
		return nil
	}
	for i := sort.Search(len(es), func(i int) bool { return es[i].Time >= t }) - 1; i >= 0; i-- {
		if want(&es[i]) {
			return &es[i]
		}
	}
	return nil
}
