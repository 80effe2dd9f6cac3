package dom

import (
	"math"
	"strconv"
	"strings"
)

// InputType returns the state of an input's type attribute (HTML §4.10.5):
// "text" for unknown ones.
func (n *Node) InputType() string { return inputType(n) }

func inputType(n *Node) string {
	v, ok := n.Attr("type")
	if !ok {
		return "text"
	}
	switch v = strings.ToLower(v); v {
	case "hidden", "search", "tel", "url", "email", "password", "date", "month", "week", "time",
		"datetime-local", "number", "range", "color", "checkbox", "radio", "file", "submit",
		"image", "reset", "button":
		return v
	}
	return "text"
}

// sanitizeValue applies the value sanitization algorithm of an input type
// (HTML §4.10.5.1) to a value that comes from the attribute. Values that a
// recorder has masked stay as they are.
func sanitizeValue(n *Node, typ, v string) string {
	if v != "" && strings.Trim(v, "*") == "" {
		return v
	}
	switch typ {
	case "text", "search", "tel", "password":
		return stripNewlines(v)
	case "url":
		return strings.Trim(stripNewlines(v), spaces)
	case "email":
		if _, multiple := n.Attr("multiple"); multiple {
			parts := strings.Split(v, ",")
			for i := range parts {
				parts[i] = strings.Trim(parts[i], spaces)
			}
			return strings.Join(parts, ",")
		}
		return strings.Trim(stripNewlines(v), spaces)
	case "number":
		if _, ok := parseFloat(v); !ok {
			return ""
		}
	case "range":
		return sanitizeRange(n, v)
	case "color":
		if !isColor(v) {
			return "#000000"
		}
		return strings.ToLower(v)
	case "date", "month", "week", "time", "datetime-local":
		if !isDateLike(typ, v) {
			return ""
		}
	}
	return v
}

func stripNewlines(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.NewReplacer("\n", "", "\r", "").Replace(s)
}

// parseFloat parses a valid floating-point number (HTML §2.3.4.3).
func parseFloat(s string) (float64, bool) {
	digits := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits = true
		case c == '-' || c == '.' || c == 'e' || c == 'E':
		case c == '+' && i > 0:
		default:
			return 0, false
		}
	}
	if !digits || strings.HasSuffix(s, ".") {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// sanitizeRange clamps the value of a slider and fits it to its steps
// (HTML §4.10.5.1.13).
func sanitizeRange(n *Node, v string) string {
	num := func(name string, def float64) float64 {
		s, _ := n.Attr(name)
		if f, ok := parseFloat(s); ok {
			return f
		}
		return def
	}
	lo, hi := num("min", 0), num("max", 100)
	f, ok := parseFloat(v)
	orig := f
	if !ok {
		f = lo
		if hi > lo {
			f = lo + (hi-lo)/2
		}
	}
	f = max(lo, min(f, hi))
	if hi < lo {
		f = lo
	}
	if s, _ := n.Attr("step"); !strings.EqualFold(s, "any") {
		step, base := num("step", 1), num("min", num("value", 0))
		if step <= 0 {
			step = 1
		}
		k := math.Floor((f-base)/step + 0.5)
		if base+k*step > hi && hi >= lo {
			k--
		}
		f = math.Round((base+k*step)*1e9) / 1e9
	}
	if ok && f == orig {
		return v
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func isColor(v string) bool {
	if len(v) != 7 || v[0] != '#' {
		return false
	}
	for i := 1; i < 7; i++ {
		c := v[i] | 0x20
		if (v[i] < '0' || v[i] > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// isDateLike checks the shape and the ranges of the date and time types
// (HTML §2.3.5), month lengths excepted: browsers write valid values.
func isDateLike(typ, v string) bool {
	date := v
	switch typ {
	case "time":
		return isTime(v)
	case "datetime-local":
		at := strings.IndexAny(v, "T ")
		if at < 0 {
			return false
		}
		date = v[:at]
		if !isTime(v[at+1:]) {
			return false
		}
	}
	parts := strings.Split(date, "-")
	if len(parts) < 2 || !digitsIn(parts[0], 4, 1, math.MaxInt32) {
		return false
	}
	if typ == "week" {
		return len(parts) == 2 && strings.HasPrefix(parts[1], "W") && digitsIn(parts[1][1:], 2, 1, 53)
	}
	if !digitsIn(parts[1], 2, 1, 12) {
		return false
	}
	if typ == "month" {
		return len(parts) == 2
	}
	return len(parts) == 3 && digitsIn(parts[2], 2, 1, 31)
}

func isTime(v string) bool {
	p := strings.SplitN(v, ":", 3)
	if len(p) < 2 || len(p[0]) != 2 || len(p[1]) != 2 || !digitsIn(p[0], 2, 0, 23) || !digitsIn(p[1], 2, 0, 59) {
		return false
	}
	if len(p) == 2 {
		return true
	}
	sec, frac, dot := strings.Cut(p[2], ".")
	if len(sec) != 2 || !digitsIn(sec, 2, 0, 59) {
		return false
	}
	return !dot || len(frac) <= 3 && digitsIn(frac, 1, 0, 999)
}

// digitsIn reports whether s is a number of at least width digits in lo to hi.
func digitsIn(s string, width, lo, hi int) bool {
	if len(s) < width || len(s) > 9 {
		return false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n >= lo && n <= hi
}
