package perf

import (
	"testing"

	"playhead/engine/event"
)

func TestVitals(t *testing.T) {
	got := Vitals([]event.Field{
		{Name: "loading time", Value: "91.3 ms"}, {Name: "largest contentful paint", Value: "2600 ms"},
		{Name: "cumulative layout shift", Value: "0.05"}, {Name: "interaction to next paint", Value: "600 ms"},
		{Name: "first contentful paint", Value: "oops"}, {Name: "errors", Value: "3"},
	})
	want := []Vital{
		{"LCP", "largest contentful paint", "2.60 s", Middling},
		{"INP", "interaction to next paint", "600 ms", Poor},
		{"CLS", "cumulative layout shift", "0.050", Good},
		{"FCP", "first contentful paint", "oops", Unrated},
		{"load", "loading time", "91 ms", Unrated},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
