package ui

import (
	"net/url"
	"sort"

	"playhead/engine/event"
	"playhead/loader"
	"playhead/ui/events"
	"playhead/ui/timeline"
)

// index is what is known of the whole recording so far. An index is not changed
// once the model has it; the next one starts from it.
type index struct {
	tabs     []Tab
	info     loader.Info
	problems loader.Problems
	progress loader.Progress
	beside   []event.Entry // recorded beside the tracks
	changed  <-chan struct{}

	start, end event.Millis
	activity   *timeline.Activity
	gaps       []timeline.Span
	bands      []timeline.Band   // the pages of all tabs
	fronts     [][]timeline.Span // when the user was in each tab; nil for one
	counted    []counted         // how far activity goes

	host string // of the first address
}

// counted says how many events of a tab are in the activity.
type counted struct {
	tab Tab
	n   int
}

// look reads what a recording holds by now, going on from an earlier index.
func look(rec Recording, old *index) *index {
	ix := &index{changed: rec.Changed()} // first, so that no change is missed
	ix.tabs = rec.Tabs()
	ix.info = rec.Info()
	ix.problems = rec.Problems()
	ix.progress = rec.Progress()
	ix.beside = rec.Entries()
	ix.countActivity(old)
	ix.measure()
	for _, g := range ix.info.Gaps {
		s := timeline.Span{From: int64(g.Start), To: int64(g.End)}
		if g.End == 0 {
			s.To = int64(ix.end)
		}
		ix.gaps = append(ix.gaps, s)
	}
	ix.host = hostOf(ix.tabs)
	ix.bands = bandsOf(ix.tabs, ix.host, ix.end)
	ix.fronts = frontsOf(ix.tabs, ix.end)
	return ix
}

// countActivity adds the events that old has not counted. A tab that was
// replaced by another revision makes it start over.
func (ix *index) countActivity(old *index) {
	ix.activity = &timeline.Activity{}
	ix.counted = make([]counted, len(ix.tabs))
	goOn := old != nil && old.activity != nil && len(old.counted) <= len(ix.tabs)
	for i := 0; goOn && i < len(old.counted); i++ {
		goOn = old.counted[i].tab == ix.tabs[i]
	}
	if goOn {
		ix.activity = old.activity.Clone()
	}
	for i, t := range ix.tabs {
		from, n := 0, t.Len()
		if goOn && i < len(old.counted) {
			from = old.counted[i].n
		}
		for j := from; j < n; j++ {
			switch m := t.Meta(j); {
			case m.Kind.UserInput():
				ix.activity.Add(int64(m.Time), true)
			case m.Kind.ChangesPage():
				ix.activity.Add(int64(m.Time), false)
			}
		}
		ix.counted[i] = counted{t, n}
	}
}

// measure finds the extent: that of the tracks. What lies beyond it is shown at
// its ends.
func (ix *index) measure() {
	ix.start, ix.end = ix.info.Start, ix.info.End
	for _, t := range ix.tabs {
		n := t.Len()
		if n == 0 {
			continue
		}
		if s := t.Meta(0).Time; ix.start == 0 || s < ix.start {
			ix.start = s
		}
		ix.end = max(ix.end, t.Meta(n-1).Time)
	}
	ix.end = max(ix.end, ix.start)
}

// views returns how many views the recording has.
func (ix *index) views() int {
	n := 0
	for _, t := range ix.tabs {
		n += len(t.Views())
	}
	return n
}

// tabAt returns the tab in which the user was at time t: the one that has the
// latest event by then, among tabs that have a view there.
func (ix *index) tabAt(t event.Millis) int {
	best, bestAt := 0, event.Millis(-1)
	for i, tab := range ix.tabs {
		n := sort.Search(tab.Len(), func(j int) bool { return tab.Meta(j).Time > t })
		if n == 0 {
			continue
		}
		if at := tab.Meta(n - 1).Time; at > bestAt {
			best, bestAt = i, at
		}
	}
	return best
}

// findView returns the tab and the start of the view with an id or a number
// from 1, counting all views of all tabs.
func (ix *index) findView(name string) (tab int, at event.Millis, ok bool) {
	n := 0
	for i, t := range ix.tabs {
		for _, v := range t.Views() {
			n++
			if v.ID == name || name == number(n) {
				return i, v.Start, true
			}
		}
	}
	return 0, 0, false
}

// viewOrdinal is the number, from 1, of view v of a tab among all views.
func (ix *index) viewOrdinal(tab int, v int32) int {
	n := 0
	for i := 0; i < tab && i < len(ix.tabs); i++ {
		n += len(ix.tabs[i].Views())
	}
	return n + int(v) + 1
}

func hostOf(tabs []Tab) string {
	for _, t := range tabs {
		for _, v := range t.Views() {
			if u, err := url.Parse(v.URL); err == nil && u.Host != "" {
				return u.Host
			}
		}
	}
	return ""
}

// counts are what went wrong, for the status line.
type counts struct {
	errors, requests, rage, dead int
}

func countOf(es []event.Entry) counts {
	var c counts
	for i := range es {
		e := &es[i]
		switch {
		case events.IsError(e):
			c.errors++
		case events.Failed(e):
			c.requests++
		case e.Kind == event.EntryFrustration:
			switch events.Word(e) {
			case "rage":
				c.rage++
			case "dead":
				c.dead++
			}
		}
	}
	return c
}
