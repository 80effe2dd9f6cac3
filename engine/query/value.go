package query

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// timeUnits and sizeUnits are the units that may follow a number. m is minutes:
// sizes in bytes are written with a B.
var timeUnits = []struct {
	name string
	ms   float64
}{
	{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"min", 60e3}, {"h", 3600e3}, {"d", 24 * 3600e3}, {"w", 7 * 24 * 3600e3},
}

var sizeUnits = []struct {
	name  string
	bytes float64
}{
	{"b", 1}, {"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30},
}

// number reads s as a number of any unit.
func number(s string) (Value, bool) {
	if s == "" || s[0] != '-' && s[0] != '+' && s[0] != '.' && !digit(s[0]) {
		return Value{}, false
	}
	for _, read := range []func(string) (Value, bool){plainNumber, duration, clockTime, size, date} {
		if v, ok := read(s); ok && !math.IsInf(v.Num, 0) && !math.IsNaN(v.Num) {
			v.Form, v.Text = Number, s
			return v, true
		}
	}
	return Value{}, false
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// decimal cuts a decimal number off the front of s.
func decimal(s string) (n float64, rest string, ok bool) {
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	digits := i
	for i < len(s) && (digit(s[i]) || s[i] == '.') {
		i++
	}
	if i == digits {
		return 0, s, false
	}
	n, err := strconv.ParseFloat(s[:i], 64)
	return n, s[i:], err == nil
}

func plainNumber(s string) (Value, bool) {
	n, rest, ok := decimal(s)
	return Value{Num: n}, ok && rest == ""
}

// duration reads 30s, 1m30s, 1.5h.
func duration(s string) (Value, bool) {
	total, sign := 0.0, 1.0
	if s[0] == '-' {
		sign = -1
		s = s[1:]
	}
	for s != "" {
		n, rest, ok := decimal(s)
		if !ok || s[0] == '-' || s[0] == '+' {
			return Value{}, false
		}
		end := 0
		for end < len(rest) && !digit(rest[end]) && rest[end] != '.' {
			end++
		}
		ms := unitMillis(rest[:end])
		if ms == 0 {
			return Value{}, false
		}
		total += n * ms
		s = rest[end:]
	}
	return Value{Num: sign * total, Unit: Time}, true
}

func unitMillis(name string) float64 {
	for _, u := range timeUnits {
		if u.name == name {
			return u.ms
		}
	}
	return 0
}

// clockTime reads 1:02, 1:02.5 and 1:02:03.
func clockTime(s string) (Value, bool) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return Value{}, false
	}
	total := 0.0
	for i, p := range parts {
		n, rest, ok := decimal(p)
		if !ok || rest != "" || !digit(p[0]) || i > 0 && n >= 60 || i < len(parts)-1 && strings.Contains(p, ".") {
			return Value{}, false
		}
		total = total*60 + n
	}
	return Value{Num: total * 1000, Unit: Time}, true
}

func size(s string) (Value, bool) {
	n, rest, ok := decimal(s)
	if !ok {
		return Value{}, false
	}
	for _, u := range sizeUnits {
		if strings.EqualFold(u.name, rest) {
			return Value{Num: n * u.bytes, Unit: Size}, true
		}
	}
	return Value{}, false
}

// dateForms are the layouts of dates with how much time each names.
var dateForms = []struct {
	layout string
	span   time.Duration
}{
	{"2006-01-02", 24 * time.Hour},
	{"2006-01-02T15:04", time.Minute},
	{"2006-01-02T15:04Z07:00", time.Minute},
	{"2006-01-02T15:04:05", time.Second},
	{"2006-01-02T15:04:05Z07:00", time.Second},
}

// date reads a day or a moment; without a zone it is UTC.
func date(s string) (Value, bool) {
	for _, f := range dateForms {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		span := f.span
		if strings.Contains(s, ".") {
			span = time.Millisecond
		}
		return Value{Num: float64(t.UnixMilli()), Unit: Date, Span: float64(span.Milliseconds())}, true
	}
	return Value{}, false
}
