package export_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"playhead/engine/event"
	"playhead/engine/export"
)

// tape is a track of events at given times.
type tape []event.Meta

func (t tape) Len() int              { return len(t) }
func (t tape) Meta(i int) event.Meta { return t[i] }
func (t tape) Decode(i int, b *event.Batch) {
	if t[i].Kind == event.KindInteraction {
		op := b.Add(event.OpInteraction)
		op.Interaction, op.HasXY = event.Click, true
	}
}

func mutations(times ...event.Millis) tape {
	t := tape{{Time: 1000, Kind: event.KindSnapshot}}
	for _, at := range times {
		t = append(t, event.Meta{Time: at, Kind: event.KindMutation})
	}
	return t
}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

func TestScheduleShowsChangesWhenTheyWere(t *testing.T) {
	track := mutations(1037, 1040, 1060, 1500, 3333)
	got := export.Schedule([]event.Track{track}, export.Cut{From: 1000, To: 4000, FPS: 10})
	want := []export.Shot{{0, 1000}, {ms(100), 1100}, {ms(500), 1500}, {ms(2333), 3333}, {ms(3000), 4000}}
	if !slices.Equal(got.List, want) || got.Length != ms(3100) {
		t.Errorf("shots %v, length %v", got.List, got.Length)
	}
	fast := export.Schedule([]event.Track{track}, export.Cut{From: 1000, To: 4000, FPS: 10, Speed: 2})
	if n := len(fast.List); fast.Length != ms(1600) || fast.List[n-2] != (export.Shot{At: 1166500 * time.Microsecond, Moment: 3333}) {
		t.Errorf("at twice the speed: %v, length %v", fast.List, fast.Length)
	}
}

func TestScheduleOfAMoment(t *testing.T) {
	got := export.Schedule([]event.Track{mutations(1500)}, export.Cut{From: 1200, To: 1200})
	if len(got.List) != 1 || got.List[0].Moment != 1200 || got.Length != 0 {
		t.Errorf("shots %v", got)
	}
}

func TestScheduleLimitsInactivity(t *testing.T) {
	click := func(at event.Millis) event.Meta { return event.Meta{Time: at, Kind: event.KindInteraction} }
	track := tape{{Time: 1000, Kind: event.KindSnapshot}, click(2000), click(62_000), click(63_000)}
	got := export.Schedule([]event.Track{track}, export.Cut{From: 1000, To: 63_000, FPS: 10, IdleLimit: 3000})
	if want := ms(62_000 - 57_000 + 100); got.Length != want {
		t.Errorf("length %v, want %v: a minute without input becomes 3 s", got.Length, want)
	}
	if last := got.List[len(got.List)-1]; last.Moment != 63_000 {
		t.Errorf("ends at %d", last.Moment)
	}
}

// TestScheduleProperty: frames are apart by at least 1/FPS, each change is shown
// by the end of that time, the first and last moments are shown.
func TestScheduleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Int64Range(1000, 9000), 0, 60).Draw(t, "times")
		slices.Sort(times)
		track := mutations()
		for _, at := range times {
			track = append(track, event.Meta{Time: event.Millis(at), Kind: event.KindMutation})
		}
		fps := float64(rapid.IntRange(1, 50).Draw(t, "fps"))
		cut := export.Cut{From: 1000, To: 9000, FPS: fps, Clock: rapid.Bool().Draw(t, "clock")}
		got := export.Schedule([]event.Track{track}, cut)
		apart := time.Duration(float64(time.Second) / fps)
		for i, s := range got.List {
			if i == 0 {
				if s.At != 0 || s.Moment != 1000 {
					t.Fatalf("first shot %v", s)
				}
				continue
			}
			last := i == len(got.List)-1
			if d := s.At - got.List[i-1].At; d < apart && !last || d <= 0 {
				t.Fatalf("shots %d and %d are %v apart", i-1, i, d)
			}
			if want := event.Millis(1000 + s.At.Milliseconds()); s.Moment != want {
				t.Fatalf("shot %d at %v shows %d, want %d", i, s.At, s.Moment, want)
			}
		}
		if last := got.List[len(got.List)-1]; last.Moment != 9000 {
			t.Fatalf("last shot %v", last)
		}
		for _, at := range times {
			due := time.Duration(at-1000)*time.Millisecond + apart
			if !slices.ContainsFunc(got.List, func(s export.Shot) bool { return s.Moment >= event.Millis(at) && s.At <= due }) {
				t.Fatalf("the change at %d is not shown by %v: %v", at, due, got.List)
			}
		}
	})
}
