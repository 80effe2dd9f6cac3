package loader

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/event"
)

// TestEventList checks that a list holds what was added, and that snapshots of it
// stay as they are while it grows.
func TestEventList(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) trackEvent {
		return trackEvent{
			time: event.Millis(rapid.Int64().Draw(t, "time")), at: rapid.Int64Range(0, 1<<55-1).Draw(t, "at"),
			size: rapid.Int32Range(0, 1<<31-1).Draw(t, "size"), src: rapid.Int32Range(0, 3).Draw(t, "src"),
			view: rapid.Int32Range(-1, 2).Draw(t, "view"), kind: event.Kind(rapid.Uint8().Draw(t, "kind")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		type snapshot struct {
			list eventList
			n    int
		}
		var list eventList
		var want []trackEvent
		var taken []snapshot
		for range rapid.IntRange(1, 6).Draw(t, "calls") {
			some := rapid.SliceOfN(one, 1, 20).Draw(t, "events")
			for len(some) > 0 && len(want) < 3*eventBlock && rapid.Bool().Draw(t, "many") {
				some = append(some, some...)
			}
			list.add(some)
			want = append(want, some...)
			taken = append(taken, snapshot{list, len(want)})
		}
		for _, s := range taken {
			if got := s.list.all(0); !slices.Equal(got, want[:s.n]) {
				t.Fatalf("after %d events there are %d, or others", s.n, len(got))
			}
			if last := want[s.n-1]; s.list.time(s.n-1) != last.time || s.list.kind(s.n-1) != last.kind {
				t.Fatal("time or kind of the last event differs")
			}
		}
	})
}

func TestEventListSize(t *testing.T) {
	var list eventList
	some := make([]trackEvent, 4*eventBlock)
	if n := testing.AllocsPerRun(10, func() { list = eventList{}; list.add(some) }); n > 6 {
		t.Errorf("%v allocations for 4 blocks", n)
	}
}
