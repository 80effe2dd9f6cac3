package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/signal"
)

// survey makes the list of everything that happened, in the background. It is
// lent to its worker while it runs, and goes on where it stopped when the
// recording has grown.
type survey struct {
	signals signal.Profile
	tabs    []surveyed
	running bool
	again   bool
	began   bool // the first survey has been asked for
}

// surveyed is how far one tab has been read.
type surveyed struct {
	tab     Tab
	scanner *signal.Scanner
	rows    []event.Entry
	ended   bool
}

// told is what a survey found. It is not changed once the model has it.
type told struct {
	entries  []event.Entry // sorted by time
	counts   counts
	problems signal.Problems
	pace     []*signal.Pace // by tab
	whole    bool           // nothing more will come
}

// surveyMsg brings what a survey found.
type surveyMsg struct {
	survey *survey
	told   told
}

// surveyAll reads in the background what the tracks themselves tell.
func (m *model) surveyAll() tea.Cmd {
	if m.opts.Bare && m.opts.Unmarked {
		return nil // nothing of it would show
	}
	s := m.survey
	if s.running {
		s.again = true
		return nil
	}
	s.running, s.again, s.began = true, false, true
	ix, ctx := m.all, m.ctx
	return func() tea.Msg {
		t, err := s.run(ctx, &ix)
		if err != nil {
			return nil // the program has ended
		}
		return surveyMsg{survey: s, told: t}
	}
}

// run reads on to the end of each tab so far.
func (s *survey) run(ctx context.Context, ix *index) (told, error) {
	var t told
	lists := [][]event.Entry{ix.beside}
	for i, tab := range ix.tabs {
		if i == len(s.tabs) {
			s.tabs = append(s.tabs, surveyed{})
		}
		v := &s.tabs[i]
		if v.tab != tab {
			*v = surveyed{tab: tab, scanner: s.signals.NewScanner(tab, int32(i))}
		}
		if err := v.read(ctx, ix.progress.Done); err != nil {
			return t, err
		}
		lists = append(lists, v.rows)
	}
	all := foldActions(signal.Merge(lists...))
	for i := range ix.tabs {
		v := &s.tabs[i]
		all = signal.Merge(all, v.scanner.Frustrations(all))
		t.pace = append(t.pace, v.scanner.Pace())
		p := v.scanner.Problems()
		t.problems.List = append(t.problems.List, p.List...)
		for k, n := range p.Counts {
			t.problems.Counts[k] += n
		}
	}
	t.entries = clampTimes(all, ix.start, ix.end)
	t.counts = countOf(t.entries)
	t.whole = ix.progress.Done
	return t, nil
}

func (v *surveyed) read(ctx context.Context, done bool) error {
	// Appending to a copy: earlier lists are still on screen.
	rows := slices.Clip(v.rows)
	emit := func(es []event.Entry) { rows = append(rows, es...) }
	if err := v.scanner.Run(ctx, emit); err != nil {
		return err
	}
	if done && !v.ended {
		v.scanner.Finish(emit)
		v.ended = true
	}
	slices.SortStableFunc(rows, func(a, b event.Entry) int { return int(max(min(a.Time-b.Time, 1), -1)) })
	v.rows = rows
	return nil
}

// actionNear is how far apart the two reports of one click are at most, in ms.
const actionNear event.Millis = 300

// foldActions leaves out the click actions that the SDK reports beside the
// clicks it records, and gives the clicks their details: one click, one row.
func foldActions(es []event.Entry) []event.Entry {
	taken := make(map[int]bool)
	drop := make(map[int]bool)
	for i := range es {
		e := &es[i]
		if e.Kind != event.EntryAction || e.Get("type") != "click" {
			continue
		}
		if j := nearClick(es, i, taken); j >= 0 {
			taken[j], drop[i] = true, true
			c := es[j] // a copy: the fields of the entry in the list stay as they are
			c.Fields = slices.Concat(c.Fields, e.Fields)
			es[j] = c
		}
	}
	out := es[:0]
	for i := range es {
		if !drop[i] {
			out = append(out, es[i])
		}
	}
	return out
}

// nearClick returns the click nearest to entry i that is not taken, -1 when
// there is none.
func nearClick(es []event.Entry, i int, taken map[int]bool) int {
	best, dist := -1, actionNear+1
	for _, dir := range [...]int{1, -1} {
		for j := i + dir; j >= 0 && j < len(es); j += dir {
			d := (es[j].Time - es[i].Time) * event.Millis(dir)
			if d >= dist {
				break
			}
			if es[j].Kind == event.EntryClick && !taken[j] {
				best, dist = j, d
				break
			}
		}
	}
	return best
}

// clampTimes moves what happened outside of the recording to its ends: one
// clock, one origin, and nothing that can't be reached.
func clampTimes(es []event.Entry, start, end event.Millis) []event.Entry {
	for i := range es {
		es[i].Time = min(max(es[i].Time, start), end)
	}
	return es
}

// idleMap finds the stretches without user input in all tabs together.
func idleMap(tabs []Tab, threshold event.Millis) *player.IdleMap {
	if len(tabs) == 0 {
		return nil
	}
	tracks := make([]event.Track, len(tabs))
	for i, t := range tabs {
		tracks[i] = t
	}
	return player.NewIdleMap(player.Merge(tracks...), threshold)
}
