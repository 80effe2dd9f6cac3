package clock

import (
	"testing"
	"time"
)

func TestFormat(t *testing.T) {
	x := Extent{Recorded: time.FixedZone("there", 2*3600)}
	tests := []struct {
		c    Face
		ms   int64
		end  int64
		want string
	}{
		{Relative, 0, 60_000, "00:00.0"},
		{Relative, 271_499, 600_000, "04:31.4"},
		{Relative, 271_499, 3_600_000, "0:04:31.4"},
		{Relative, 3_671_000, 60_000, "1:01:11.0"},
		{Relative, -1500, 60_000, "-00:01.5"},
		{UTC, 3_671_250, 60_000, "01:01:11.2"},
		{Local, 3_671_250, 60_000, "01:01:11.2"},
		{Recorded, 3_671_250, 60_000, "03:01:11.2"},
	}
	for _, tt := range tests {
		x.End = tt.end
		if got := tt.c.Format(tt.ms, x, true); got != tt.want {
			t.Errorf("%s: %d is %q, want %q", tt.c, tt.ms, got, tt.want)
		}
	}
	for ms, want := range map[int64]string{212: "212 ms", 1449: "1.4 s", 31_000: "31 s", 180_000: "3 min", -5: "-5 ms"} {
		if got := Short(ms); got != want {
			t.Errorf("Short(%d) = %q, want %q", ms, got, want)
		}
	}
}

func TestFacesGoRound(t *testing.T) {
	for n, x := range map[int]Extent{3: {}, 4: {Recorded: time.UTC}} {
		c := Relative
		for range n {
			c = c.Next(x)
		}
		if c != Relative {
			t.Errorf("after %d faces: %s", n, c)
		}
	}
}
