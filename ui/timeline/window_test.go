package timeline

import (
	"testing"

	"pgregory.net/rapid"
)

func TestZoomStaysAroundTheMoment(t *testing.T) {
	w := Window{Whole: Axis{0, 80_000}}
	if w.Zoom(-1, 40_000) {
		t.Error("zooms out of everything")
	}
	w.Zoom(1, 40_000)
	if got, want := w.Axis(), (Axis{20_000, 60_000}); got != want {
		t.Errorf("once: %v, want %v", got, want)
	}
	w.Zoom(1, 20_000)
	if got, want := w.Axis(), (Axis{20_000, 40_000}); got != want {
		t.Errorf("at the edge: %v, want %v", got, want)
	}
	w.Follow(41_000)
	if ax := w.Axis(); ax.Start != 38_500 || ax.End != 58_500 {
		t.Errorf("turned the page to %v", ax)
	}
	w.Follow(2000)
	if ax := w.Axis(); ax.Start != 0 {
		t.Errorf("went to %v", ax)
	}
	for range 20 {
		w.Zoom(1, 5000)
	}
	if ax := w.Axis(); ax.End-ax.Start != leastSpan {
		t.Errorf("the least is %v", ax)
	}
	w.All()
	if w.Axis() != w.Whole || w.Zoomed() {
		t.Error("not all is shown")
	}
}

func TestWindowIsWithinTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.Int64Range(0, 1<<41).Draw(t, "start")
		w := Window{Whole: Axis{start, start + rapid.Int64Range(0, 1<<33).Draw(t, "length")}}
		for range rapid.IntRange(1, 20).Draw(t, "n") {
			at := rapid.Int64Range(w.Whole.Start, w.Whole.End).Draw(t, "at")
			if rapid.Bool().Draw(t, "zoom") {
				before := w.Axis()
				if at < before.Start || at > before.End {
					at = before.Start
				}
				w.Zoom(rapid.IntRange(-2, 2).Draw(t, "d"), at)
			} else {
				w.Follow(at)
			}
			ax := w.Axis()
			if ax.Start < w.Whole.Start || ax.End > w.Whole.End || at < ax.Start || at > ax.End {
				t.Fatalf("%v of %v, at %d", ax, w.Whole, at)
			}
		}
	})
}
