package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/engine/stats"
	"playhead/engine/summary"
)

// countingShelf is a shelf that can count.
type countingShelf struct {
	*shelf
	asked []string // what was counted: ids, and the funnel
}

func (s *countingShelf) Count(ctx context.Context, list []summary.Session, funnel string, tell func(done, total int)) (*stats.Report, error) {
	if strings.Contains(funnel, "(") {
		return nil, errors.New("a bracket is open")
	}
	sum := &stats.Stats{}
	var ids []string
	for i := range list {
		ids = append(ids, list[i].ID)
		in, err := s.read(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		part := stats.Of(in)
		if funnel != "" {
			f := stats.NewFunnel([]string{"cart", funnel})
			f.Reach(in, []event.Millis{in.Start})
			part.AddFunnel(f)
		}
		sum.Merge(part)
		tell(i+1, len(list))
	}
	s.asked = append(s.asked, strings.Join(ids, " ")+"|"+funnel)
	r := sum.Report(0)
	return &r, nil
}

func (s *countingShelf) read(ctx context.Context, x *summary.Session) (*stats.Session, error) {
	tp := s.tapes[x.ID].Tabs()[0]
	entries, err := signal.All(ctx, []event.Track{tp}, nil)
	if err != nil {
		return nil, err
	}
	in := &stats.Session{ID: x.ID, Source: x.Source, Start: x.Start, End: x.Start + x.Duration, Entries: entries}
	for _, v := range tp.Views() {
		in.Views = append(in.Views, stats.View{URL: v.URL, Start: v.Start, End: v.End})
	}
	return in, nil
}

func (s *countingShelf) Heat(ctx context.Context, list []summary.Session, url string, tell func(done, total int)) (*stats.Heat, error) {
	sum := &stats.Heat{}
	for i := range list {
		in, err := s.read(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		h, err := stats.HeatOf(ctx, in, []event.Track{s.tapes[list[i].ID].Tabs()[0]}, func(u string) bool { return u == url })
		if err != nil {
			return nil, err
		}
		sum.Merge(h)
		tell(i+1, len(list))
	}
	if sum.Sessions() == 0 {
		return nil, errors.New("nobody was there")
	}
	return sum, nil
}

func browseCounted(t *testing.T, w, h int) (*app, *countingShelf) {
	t.Helper()
	s := &countingShelf{shelf: newShelf()}
	a := start(t, nil, w, h, func(o *Options) { o.Recording, o.Library = nil, s })
	return a.pass(time.Second), s
}

func TestStatistics(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		a, s := browseCounted(t, size[0], size[1])
		a.press("S").pass(time.Second)
		a.screen().shows("Statistics", "3 recordings", "Pages", "Clicked most")
		if len(s.asked) != 1 || len(strings.Fields(s.asked[0])) != 3 {
			t.Fatalf("counted %q", s.asked)
		}
		// A row shows its moments, and a moment opens its recording.
		a.press("j", "enter")
		a.screen().shows("shelf/")
		a.press("j", "enter").pass(time.Second)
		a.screen().lacks("Statistics")
		a.press("q").screen().shows("Statistics")
		// A funnel is typed; a wrong one is said.
		a.press("/").typeIn("url:/thanks").press("enter").pass(time.Second)
		a.press("g", "g").screen().shows("Funnel: 0% come to the end", "lost")
		a.press("/").typeIn("(").press("enter").pass(time.Second)
		a.screen().shows("It could not be counted.", "a bracket is open")
		a.press("S").screen().shows("Recordings", "START")
	}
}

// What the filter hides is not counted.
func TestStatisticsOfTheSelection(t *testing.T) {
	a, s := browseCounted(t, 120, 40)
	a.press("/").typeIn("errors:>0").press("enter", "S").pass(time.Second)
	a.screen().shows("/errors:>0", "1 of 3 recordings")
	if strings.Join(s.asked, ";") != "shoes|" {
		t.Errorf("counted %q", s.asked)
	}
	a.press("esc").screen().shows("Recordings")
	b := browse(t, newShelf(), 80, 24)
	b.press("S").screen().shows("cannot be counted")
}

func TestHeatMap(t *testing.T) {
	a, _ := browseCounted(t, 120, 40)
	a.press("enter").pass(time.Second)
	a.press("h").pass(time.Second)
	a.screen().shows("in 2 recordings", "its end is seen in")
	a.press("j", "k", "esc").screen().lacks("its end is seen in")
	a.press("g", "h").pass(time.Second)
	a.screen().shows("in 2 recordings")
	a.press("}").pass(time.Second)
	a.screen().lacks("in 2 recordings")
	// On the page, where there is nothing to pan to.
	c, _ := browseCounted(t, 80, 24)
	c.press("enter").pass(time.Second)
	c.press("h").pass(time.Second).screen().shows("in 2 recordings")
	c.press("h").screen().lacks("in 2 recordings")
	b := start(t, checkout(), 120, 40)
	b.press("g", "h").screen().shows("one recording was opened")
}
