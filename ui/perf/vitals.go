package perf

import (
	"strconv"
	"strings"

	"playhead/engine/event"
)

// Rating says whether a vital is as it should be.
type Rating uint8

// Ratings. The limits are those of web.dev: good for three visits of four.
const (
	Unrated Rating = iota
	Good
	Middling
	Poor
)

var ratingNames = [...]string{"", "good", "needs work", "poor"}

// String names the rating.
func (r Rating) String() string {
	if int(r) < len(ratingNames) {
		return ratingNames[r]
	}
	return ""
}

// Vital is one measurement of a view.
type Vital struct {
	Short, Name, Value string
	Rating             Rating
}

// known are the vitals in their order: names as recordings have them, limits in
// ms, that of layout shift without a unit.
var known = [...]struct {
	field, short string
	good, poor   float64
}{
	{"largest contentful paint", "LCP", 2500, 4000},
	{"interaction to next paint", "INP", 200, 500},
	{"cumulative layout shift", "CLS", 0.1, 0.25},
	{"first contentful paint", "FCP", 1800, 3000},
	{"loading time", "load", 0, 0},
}

// Vitals finds the vitals among the fields of a view.
func Vitals(fields []event.Field) []Vital {
	e := event.Entry{Fields: fields}
	var out []Vital
	for _, k := range known {
		s := e.Get(k.field)
		if s == "" {
			continue
		}
		v := Vital{Short: k.short, Name: k.field, Value: s}
		num, _, _ := strings.Cut(s, " ")
		f, err := strconv.ParseFloat(num, 64)
		switch {
		case err != nil || k.poor == 0:
		case f <= k.good:
			v.Rating = Good
		case f <= k.poor:
			v.Rating = Middling
		default:
			v.Rating = Poor
		}
		if err == nil {
			v.Value = shorter(f, s)
		}
		out = append(out, v)
	}
	return out
}

// shorter writes a measurement with as many digits as matter.
func shorter(f float64, s string) string {
	_, unit, has := strings.Cut(s, " ")
	switch {
	case !has:
		return strconv.FormatFloat(f, 'f', 3, 64)
	case f >= 1000 && unit == "ms":
		return strconv.FormatFloat(f/1000, 'f', 2, 64) + " s"
	default:
		return strconv.FormatFloat(f, 'f', 0, 64) + " " + unit
	}
}
