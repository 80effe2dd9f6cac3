package moment_test

import (
	"errors"
	"testing"

	"playhead/engine/event"
	"playhead/engine/moment"
)

const (
	start event.Millis = 1_700_000_000_000 // 2023-11-14T22:13:20Z
	end                = start + 2*60*60*1000
)

func TestParse(t *testing.T) {
	tests := []struct {
		in   string
		want event.Millis // after the start
	}{
		{"0", 0},
		{"start", 0},
		{"12.5", 12_500},
		{" 12.5 ", 12_500},
		{"1m2s", 62_000},
		{"250ms", 250},
		{"1:02.5", 62_500},
		{"1:00:02", 3_602_000},
		{"90:00", 5_400_000},
		{"50%", 3_600_000},
		{"0%", 0},
		{"100%", 7_200_000},
		{"end", 7_200_000},
		{"-10s", 7_190_000},
		{"-0", 7_200_000},
		{"@1700000001500", 1500},
		{"2023-11-14T22:13:21Z", 1000},
		{"2023-11-14T23:13:21.5+01:00", 1500},
		{"22:13:30Z", 10_000},
		{"00:00:00Z", 6_400_000}, // midnight after the start
	}
	for _, tt := range tests {
		m, err := moment.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		got, err := m.In(start, end)
		if err != nil || got-start != tt.want {
			t.Errorf("Parse(%q).In = %d, %v; want %d", tt.in, got-start, err, tt.want)
		}
	}
}

func TestNeedsEnd(t *testing.T) {
	for in, want := range map[string]bool{"0": false, "12": false, "@5": false, "22:13:30Z": false, "end": true, "50%": true, "-3s": true} {
		m, err := moment.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if m.NeedsEnd() != want {
			t.Errorf("%q needs the end: %v", in, !want)
		}
	}
}

func TestParseRejects(t *testing.T) {
	for _, in := range []string{"", "x", "1:60", "1:2:3:4", "101%", "-1%", "NaN", "NaN%", "Inf", "1.5:00", "@x", "--1", "25:00:00Z", "1e300"} {
		if m, err := moment.Parse(in); !errors.Is(err, moment.ErrSyntax) {
			t.Errorf("Parse(%q) = %v, %v; want ErrSyntax", in, m, err)
		}
	}
}

func TestInOutside(t *testing.T) {
	for in, want := range map[string]event.Millis{"3h": end, "-3h": start, "@5": start, "2030-01-01T00:00:00Z": end} {
		m, err := moment.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.In(start, end)
		if !errors.Is(err, moment.ErrOutside) || got != want {
			t.Errorf("%q: %d, %v; want %d and ErrOutside", in, got, err, want)
		}
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[event.Millis]string{0: "00:00.0", -5: "00:00.0", 271_450: "04:31.4", 3_871_000: "1:04:31.0"} {
		if got := moment.Clock(d); got != want {
			t.Errorf("Clock(%d) = %q, want %q", d, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1:02.5", "50%", "end", "@17", "-3m", "22:13:30Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := moment.Parse(s)
		if err != nil {
			return
		}
		if got, _ := m.In(start, end); got < start || got > end {
			t.Errorf("%q resolves to %d, outside of [%d, %d]", s, got, start, end)
		}
	})
}
