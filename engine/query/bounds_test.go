package query

import (
	"math"
	"testing"
)

func TestBounds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		query     string
		unit      Unit
		low, high float64
		ok        bool
	}{
		{"a:5", Plain, 5, 5, true}, {"a:>5", Plain, 5, inf, true}, {"a:<=5", Plain, -inf, 5, true}, {"a:2..5", Plain, 2, 5, true},
		{"a:>30s", Time, 30_000, inf, true}, {"a:30", Time, 30_000, 30_000, true}, {"a:>30s", Date, 0, 0, false},
		{"a:1970-01-02", Date, 86_400_000, 2*86_400_000 - 1, true}, {"a:>=1970-01-02", Date, 86_400_000, inf, true},
		{"a:word", Plain, 0, 0, false}, {"a:*", Plain, 0, 0, false},
	} {
		q, err := Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		low, high, ok := q.Root.(*Term).Bounds(c.unit)
		if ok != c.ok || ok && (low != c.low || high != c.high) {
			t.Errorf("%s: %v to %v, %v; want %v to %v, %v", c.query, low, high, ok, c.low, c.high, c.ok)
		}
	}
}
