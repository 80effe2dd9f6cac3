package moment

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"playhead/engine/event"
)

// ErrSyntax is what [Parse] wraps for text that is no moment.
var ErrSyntax = errors.New("not a time")

// ErrOutside is what [Moment.In] wraps for moments outside of the recording.
var ErrOutside = errors.New("outside of the recording")

type base uint8

const (
	fromStart base = iota // ms after the start; negative: before the end
	share                 // thousandths of a percent of the duration
	absolute              // ms since the epoch
	wallClock             // ms since midnight UTC of the recording's first day that fits
	atEnd
)

// Moment is a point in time that may be relative to a recording. The zero value
// is its start.
type Moment struct {
	base  base
	value int64
}

// Start and End of a recording.
var (
	Start = Moment{}
	End   = Moment{base: atEnd}
)

// At is an absolute moment.
func At(t event.Millis) Moment { return Moment{base: absolute, value: int64(t)} }

// After is a moment d after the start.
func After(d event.Millis) Moment { return Moment{base: fromStart, value: int64(d)} }

// Forms lists what Parse reads, for help texts and errors.
const Forms = "12.5 (seconds), 1m2s, 1:02.5, 50%, end, -10s (before the end), 14:02:11Z, RFC 3339 or @<epoch ms>"

// Parse reads a moment in one of the [Forms].
func Parse(s string) (Moment, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return Moment{}, fmt.Errorf("%w: empty (want %s)", ErrSyntax, Forms)
	case s == "end" || s == "live":
		return End, nil
	case s == "start":
		return Start, nil
	case s[0] == '@':
		ms, err := strconv.ParseInt(s[1:], 10, 64)
		if err != nil {
			return Moment{}, syntax(s)
		}
		return Moment{base: absolute, value: ms}, nil
	case strings.HasSuffix(s, "%"):
		p, err := strconv.ParseFloat(s[:len(s)-1], 64)
		if err != nil || !(p >= 0 && p <= 100) {
			return Moment{}, fmt.Errorf("%w: %q: percentages go from 0%% to 100%%", ErrSyntax, s)
		}
		return Moment{base: share, value: int64(math.Round(p * 1000))}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return Moment{base: absolute, value: t.UnixMilli()}, nil
	}
	if clock, ok := strings.CutSuffix(s, "Z"); ok && strings.Count(clock, ":") == 2 {
		ms, ok := colons(clock)
		if !ok || ms >= 24*60*60*1000 {
			return Moment{}, syntax(s)
		}
		return Moment{base: wallClock, value: ms}, nil
	}
	rest, before := strings.CutPrefix(s, "-")
	ms, ok := duration(rest)
	if !ok {
		return Moment{}, syntax(s)
	}
	if before {
		// -0 is the end itself; see In.
		if ms == 0 {
			return End, nil
		}
		ms = -ms
	}
	return Moment{value: ms}, nil
}

func syntax(s string) error { return fmt.Errorf("%w: %q (want %s)", ErrSyntax, s, Forms) }

// maxSeconds bounds durations so that sums stay far from overflow.
const maxSeconds = 1e10

// duration reads 12.5, 1:02.5, 1:00:02 and 1m2s as milliseconds.
func duration(s string) (int64, bool) {
	if s == "" || s[0] == '-' || s[0] == '+' {
		return 0, false
	}
	if strings.Contains(s, ":") {
		return colons(s)
	}
	if d, err := time.ParseDuration(s); err == nil {
		return d.Milliseconds(), true
	}
	sec, err := strconv.ParseFloat(s, 64)
	if err != nil || !(sec >= 0 && sec <= maxSeconds) {
		return 0, false
	}
	return int64(math.Round(sec * 1000)), true
}

// colons reads m:s and h:m:s; minutes and seconds after a colon stay below 60.
func colons(s string) (int64, bool) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0, false
	}
	total := 0.0
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		last := i == len(parts)-1
		if err != nil || !(v >= 0 && v <= maxSeconds) || i > 0 && v >= 60 || !last && v != math.Trunc(v) {
			return 0, false
		}
		total = total*60 + v
	}
	if total > maxSeconds {
		return 0, false
	}
	return int64(math.Round(total * 1000)), true
}

// In resolves the moment in a recording from start to end. Moments outside give
// the nearest end and an error that wraps ErrOutside.
func (m Moment) In(start, end event.Millis) (event.Millis, error) {
	var t event.Millis
	switch m.base {
	case atEnd:
		return end, nil
	case share:
		t = start + event.Millis(math.Round(float64(end-start)*float64(m.value)/100000))
	case absolute:
		t = event.Millis(m.value)
	case wallClock:
		const day = 24 * 60 * 60 * 1000
		t = start - start%day + event.Millis(m.value)
		if t < start {
			t += day
		}
	case fromStart:
		t = start + event.Millis(m.value)
		if m.value < 0 {
			t = end + event.Millis(m.value)
		}
	}
	switch {
	case t < start:
		return start, fmt.Errorf("%w: %s is %s before its start", ErrOutside, RFC3339(t), Duration(start-t))
	case t > end:
		return end, fmt.Errorf("%w: %s is %s after its end (it lasts %s)", ErrOutside, RFC3339(t), Duration(t-end), Duration(end-start))
	}
	return t, nil
}

// NeedsEnd reports whether the moment depends on when the recording ends.
func (m Moment) NeedsEnd() bool {
	return m.base == atEnd || m.base == share || m.base == fromStart && m.value < 0
}

// Clock formats a time after the start as the player shows it: 04:31.4, and
// with hours from one hour on: 1:04:31.4. Negative times count as 0.
func Clock(d event.Millis) string {
	tenths := max(int64(d), 0) / 100
	h, m, s := tenths/36000, tenths/600%60, tenths/10%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d.%d", h, m, s, tenths%10)
	}
	return fmt.Sprintf("%02d:%02d.%d", m, s, tenths%10)
}

// Duration formats a length of time for reading: 850ms, 12.5s, 4m31s, 1h4m31s.
func Duration(d event.Millis) string {
	t := time.Duration(d) * time.Millisecond
	switch {
	case t < time.Second && t > -time.Second:
		return t.String()
	case t < time.Minute && t > -time.Minute:
		return t.Round(100 * time.Millisecond).String()
	default:
		return t.Round(time.Second).String()
	}
}

// RFC3339 formats an absolute time in UTC with milliseconds.
func RFC3339(t event.Millis) string {
	return time.UnixMilli(int64(t)).UTC().Format("2006-01-02T15:04:05.000Z07:00")
}
