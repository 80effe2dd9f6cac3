package timeline

import (
	"testing"

	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

func rows(tl *Timeline, n int) (hist, bar string) {
	g := cell.NewGrid(n, 2, nil)
	c := canvas.New(g)
	th := theme.New(true, cell.TrueColor, false)
	tl.DrawHistogram(c.Sub(0, 0, n, 1), th)
	tl.DrawBar(c.Sub(0, 1, n, 1), th)
	text := func(y int) string {
		s := ""
		for x := range n {
			s += g.Text(x, y)
		}
		return s
	}
	return text(0), text(1)
}

func TestRows(t *testing.T) {
	var act Activity
	for range 16 {
		act.Add(100, true)
	}
	act.Add(250, false)
	act.Add(950, true)
	tl := Timeline{
		Window: Window{Whole: Axis{0, 1000}}, Now: 300, Loaded: 700, Activity: &act,
		Idle: []Span{{400, 800}}, Gaps: []Span{{600, 650}},
		Markers: []Marker{
			{At: 50, Rank: 1, Glyph: '›', Role: theme.Accent},
			{At: 550, Rank: 3, Glyph: '✖', Role: theme.Bad},
			{At: 560, Rank: 2, Glyph: '!', Role: theme.Bad},
			{At: 2000, Rank: 9, Glyph: 'X', Role: theme.Bad},
		},
	}
	hist, bar := rows(&tl, 20)
	if want := "  █  █   ╌╌╌  ╌╌   ▂"; hist != want {
		t.Errorf("histogram\n%q, want\n%q", hist, want)
	}
	if want := "━›━━━━●────✖╳╳─┄┄┄┄┄"; bar != want {
		t.Errorf("bar\n%q, want\n%q", bar, want)
	}
}

func TestBarOfAStillPage(t *testing.T) {
	tl := Timeline{Window: Window{Whole: Axis{5, 5}}, Now: 5, Loaded: 5}
	if _, bar := rows(&tl, 5); bar != "●────" {
		t.Errorf("bar %q", bar)
	}
}
