package timeline

import (
	"testing"

	"pgregory.net/rapid"
)

func TestActivityKeepsEveryEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Activity
		var user, churn uint32
		now := rapid.Int64Range(0, 1<<42).Draw(t, "start")
		for range rapid.IntRange(1, 200).Draw(t, "n") {
			now += rapid.Int64Range(0, 1<<20).Draw(t, "step")
			u := rapid.Bool().Draw(t, "user")
			a.Add(now, u)
			if u {
				user++
			} else {
				churn++
			}
		}
		ax := Axis{Start: a.start, End: now}
		n := rapid.IntRange(1, 300).Draw(t, "columns")
		if got := sum(a.sums(a.user, ax, n)); got != user {
			t.Fatalf("%d of %d user events left", got, user)
		}
		if got := sum(a.sums(a.churn, ax, n)); got != churn {
			t.Fatalf("%d of %d changes left", got, churn)
		}
		if len(a.user) > maxBuckets || len(a.churn) > maxBuckets {
			t.Fatalf("%d and %d buckets", len(a.user), len(a.churn))
		}
	})
}

func sum(b []uint32) uint32 {
	var s uint32
	for _, v := range b {
		s += v
	}
	return s
}

func TestActivityLevels(t *testing.T) {
	var a Activity
	for range 64 {
		a.Add(1000, true)
	}
	a.Add(2000, true)
	a.Add(3000, false)
	cols := a.Columns(Axis{1000, 4999}, 4)
	want := []Column{{8, 0}, {1, 0}, {0, 8}, {0, 0}}
	for i := range want {
		if cols[i] != want[i] {
			t.Errorf("column %d is %v, want %v", i, cols[i], want[i])
		}
	}
}

func TestAxisThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 400).Draw(t, "columns")
		start := rapid.Int64Range(0, 1<<42).Draw(t, "start")
		ax := Axis{start, start + rapid.Int64Range(int64(n), 1<<36).Draw(t, "length")}
		x := rapid.IntRange(0, n-1).Draw(t, "x")
		if got := ax.Column(ax.Time(x, n), n); got != x {
			t.Fatalf("column %d of %d is time %d, which is column %d", x, n, ax.Time(x, n), got)
		}
		if ax.Time(0, n) != ax.Start || ax.Time(n-1, n) != ax.End {
			t.Fatalf("ends are %d and %d", ax.Time(0, n), ax.Time(n-1, n))
		}
		u := rapid.Int64Range(ax.Start-10, ax.End+10).Draw(t, "t")
		if c := ax.Column(u, n); c < 0 || c >= n {
			t.Fatalf("time %d is column %d of %d", u, c, n)
		}
	})
}
