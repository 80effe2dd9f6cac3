package stage

import (
	"testing"

	"pgregory.net/rapid"
)

func TestScale(t *testing.T) {
	tests := []struct {
		name       string
		v          View
		scale      float64
		cols, rows int
	}{
		{"desktop in 80", View{Cols: 80, Rows: 20, W: 1280, H: 800}, 0.5, 80, 20},
		{"phone is not blown up", View{Cols: 80, Rows: 20, W: 390, H: 844}, 1, 49, 20},
		{"100 % is cut", View{Zoom: Full, Cols: 80, Rows: 20, W: 1280, H: 800}, 1, 80, 20},
		{"50 %", View{Zoom: Half, Cols: 200, Rows: 60, W: 1280, H: 800}, 0.5, 80, 60},
	}
	for _, tt := range tests {
		cols, rows := tt.v.Size()
		if s := tt.v.Scale(); s != tt.scale || cols != tt.cols || rows != tt.rows {
			t.Errorf("%s: scale %v, %d×%d", tt.name, s, cols, rows)
		}
	}
}

func TestFollowKeepsThePointerIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := View{
			Zoom: Full,
			Cols: rapid.IntRange(1, 200).Draw(t, "cols"), Rows: rapid.IntRange(1, 60).Draw(t, "rows"),
			W: float64(rapid.IntRange(100, 3000).Draw(t, "w")), H: float64(rapid.IntRange(100, 3000).Draw(t, "h")),
		}
		for range 5 {
			x := rapid.Float64Range(0, v.W-8).Draw(t, "x")
			y := rapid.Float64Range(0, v.H-16).Draw(t, "y")
			v.Follow(x, y)
			px, py := v.Pan()
			cols, rows := v.Size()
			if c := int(x/8) - px; c < 0 || c >= cols {
				t.Fatalf("column %d of %d (pan %d)", c, cols, px)
			}
			if r := int(y/16) - py; y < v.H-16 && r < 0 || r >= rows {
				t.Fatalf("row %d of %d (pan %d)", r, rows, py)
			}
		}
	})
}

func TestPanByHandHolds(t *testing.T) {
	v := View{Zoom: Full, Cols: 40, Rows: 12, W: 1280, H: 800}
	v.Move(10, 5)
	v.Follow(1200, 700)
	if x, y := v.Pan(); x != 10 || y != 5 || !v.Held() {
		t.Errorf("pan is %d, %d, held %v", x, y, v.Held())
	}
	v.Release()
	v.Follow(1200, 700)
	if x, _ := v.Pan(); x == 10 {
		t.Error("does not follow after being released")
	}
	v.Move(-1000, 1000)
	if x, y := v.Pan(); x != 0 || y != 38 { // 50 rows less 12
		t.Errorf("pan is %d, %d at the edge", x, y)
	}
}
