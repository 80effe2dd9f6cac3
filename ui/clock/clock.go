package clock

import (
	"strconv"
	"time"
)

// Extent is the recording's first and last moment, in Unix milliseconds, the
// viewer's zone (nil: UTC) and that of the user who was recorded (nil: not known).
type Extent struct {
	Start, End int64
	Zone       *time.Location
	Recorded   *time.Location
}

// Face is how times are shown.
type Face uint8

// Faces.
const (
	Relative Face = iota // from the recording's start
	Local                // wall clock in the viewer's zone
	UTC                  // wall clock in UTC
	Recorded             // wall clock where the user was
	faceCount
)

// Next returns the clock after c, round; that of the recorded user only where
// their zone is known.
func (c Face) Next(x Extent) Face {
	c = (c + 1) % faceCount
	if c == Recorded && x.Recorded == nil {
		return Relative
	}
	return c
}

// String names the clock.
func (c Face) String() string {
	switch c {
	case Local:
		return "local time"
	case UTC:
		return "UTC"
	case Recorded:
		return "where the user was"
	default:
		return "from the start"
	}
}

// Format writes time t on face c: with tenths where tenths is set, hours
// only where the recording is that long.
func (c Face) Format(t int64, x Extent, tenths bool) string {
	switch c {
	case Local, UTC, Recorded:
		zone := time.UTC
		switch {
		case c == Local && x.Zone != nil:
			zone = x.Zone
		case c == Recorded && x.Recorded != nil:
			zone = x.Recorded
		}
		if tenths {
			return time.UnixMilli(t).In(zone).Format("15:04:05.0")
		}
		return time.UnixMilli(t).In(zone).Format("15:04:05")
	default:
		return Length(t-x.Start, x.End-x.Start >= 3600*1000, tenths)
	}
}

// Length writes a length in ms as "04:31.4": cut, not rounded, so that a clock
// never shows a moment that has not come. hours forces an hour part.
func Length(ms int64, hours, tenths bool) string {
	b := make([]byte, 0, 16)
	if ms < 0 {
		b = append(b, '-')
		ms = -ms
	}
	s := ms / 1000
	if hours || s >= 3600 {
		b = strconv.AppendInt(b, s/3600, 10)
		b = append(b, ':')
	}
	b = two(b, s/60%60)
	b = append(b, ':')
	b = two(b, s%60)
	if tenths {
		b = append(b, '.', byte('0'+ms/100%10))
	}
	return string(b)
}

func two(b []byte, v int64) []byte { return append(b, byte('0'+v/10), byte('0'+v%10)) }

// Short writes a length in ms in the fewest characters that tell enough:
// "212 ms", "1.4 s", "3 min".
func Short(ms int64) string {
	switch {
	case ms < 0:
		return "-" + Short(-ms)
	case ms < 1000:
		return strconv.FormatInt(ms, 10) + " ms"
	case ms < 10_000:
		return strconv.FormatInt(ms/1000, 10) + "." + strconv.FormatInt(ms/100%10, 10) + " s"
	case ms < 120_000:
		return strconv.FormatInt(ms/1000, 10) + " s"
	case ms < 120*60_000:
		return strconv.FormatInt(ms/60_000, 10) + " min"
	default:
		return strconv.FormatInt(ms/3_600_000, 10) + " h"
	}
}
