package export_test

import (
	"errors"
	"iter"
	"testing"

	"playhead/engine/export"
	"playhead/engine/export/exporttest"
)

func TestChangesGivesWhatDiffers(t *testing.T) {
	film := exporttest.Film(40, 8, 12)
	frames := 0
	var at []int64
	for c, err := range film.Changes() {
		if err != nil {
			t.Fatal(err)
		}
		if frames == 0 && (c.Old != nil || c.X1 != 40 || c.Y1 != 8) {
			t.Errorf("the first change is %+v", c)
		}
		for y := range 8 {
			for x := range 40 {
				inside := x >= c.X0 && x < c.X1 && y >= c.Y0 && y < c.Y1
				if c.Changed(x, y) && !inside {
					t.Errorf("change %d: cell %d,%d differs, outside of %d,%d–%d,%d", frames, x, y, c.X0, c.Y0, c.X1, c.Y1)
				}
			}
		}
		at = append(at, c.At.Milliseconds(), c.Hold.Milliseconds())
		frames++
	}
	if frames != 9 {
		t.Errorf("%d changes of 12 frames, three of which repeat", frames)
	}
	if at[len(at)-1]+at[len(at)-2] != film.Length.Milliseconds() {
		t.Errorf("times %v do not end with the film", at)
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	jobs := func(n int, end error) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := range n {
				if !yield(i, nil) {
					return
				}
			}
			if end != nil {
				yield(0, end)
			}
		}
	}
	double := func(i int) (int, error) { return 2 * i, nil }
	n := 0
	for v, err := range export.Ordered(jobs(500, nil), 4, double) {
		if err != nil || v != 2*n {
			t.Fatalf("result %d is %d, %v", n, v, err)
		}
		n++
	}
	if n != 500 {
		t.Errorf("%d results", n)
	}
	broken := errors.New("broken")
	var got error
	for _, err := range export.Ordered(jobs(10, broken), 4, double) {
		got = err
	}
	if !errors.Is(got, broken) {
		t.Errorf("error %v", got)
	}
	for v, err := range export.Ordered(jobs(1_000_000, nil), 4, double) {
		if v != 0 || err != nil {
			t.Errorf("first result %d, %v", v, err)
		}
		break // must not wait for the rest
	}
	for _, err := range export.Ordered(jobs(10, nil), 4, func(i int) (int, error) { return 0, broken }) {
		got = err
	}
	if !errors.Is(got, broken) {
		t.Errorf("error of a job: %v", got)
	}
}
