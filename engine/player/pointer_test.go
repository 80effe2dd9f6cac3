package player

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/event"
)

// TestArrange: few spots and many come in the order of a stable sort.
func TestArrange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spots := make([]spot, rapid.SampledFrom([]int{0, 1, 2, 9, 60, fewSpots + 9}).Draw(t, "n"))
		width := rapid.Int64Range(1, 40).Draw(t, "width")
		seed := rapid.Uint64().Draw(t, "seed")
		for i := range spots {
			seed = seed*6364136223846793005 + 1442695040888963407
			spots[i].Time = event.Millis(int64(i)/2 + int64(seed>>33)%width)
			spots[i].event = i / 4
			spots[i].X = float64(i) // tells equal ones apart
		}
		want := slices.Clone(spots)
		slices.SortStableFunc(want, func(a, b spot) int {
			return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.event, b.event))
		})
		if arrange(spots); !slices.Equal(spots, want) {
			t.Fatalf("got %v, want %v", spots, want)
		}
	})
}
