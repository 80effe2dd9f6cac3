package query

import (
	"strconv"
	"strings"

	"playhead/engine/event"
)

// Entry is a row of the event list as a [Subject]; the fields are listed in the
// package's documentation.
type Entry struct {
	Entry *event.Entry
	// Start is the recording's start, for the field time.
	Start event.Millis
	// View is the name or address of the view that the entry belongs to, User who
	// was recorded; "" where unknown.
	View, User string
}

// EntryFields returns the names of the fields of [Entry], for [Query.Check].
func EntryFields() []string {
	names := []string{
		"kind", "severity", "text", "title", "message", "url", "status", "method", "target", "selector", "value", "level",
		"source", "type", "rule", "stack", "view", "tab", "user", "time", "duration", "size", "rage", "dead", "@*",
	}
	for k := event.EntryKind(0); k.String() != "unknown"; k++ {
		names = append(names, k.String())
	}
	return names
}

// Field returns value i of a field.
func (s *Entry) Field(name string, i int) (FieldValue, bool) {
	e := s.Entry
	switch name {
	case "", "text":
		return s.text(i)
	case "title":
		return single(TextValue(e.Title), i, true)
	case "kind":
		return single(NameValue(e.Kind.String()), i, true)
	case "severity":
		return single(NameValue(severities[e.Severity]), i, true)
	case "view":
		return single(TextValue(s.View), i, s.View != "")
	case "user":
		return single(TextValue(s.User), i, s.User != "")
	case "tab":
		return single(NumberValue(float64(e.Track)+1, Plain), i, e.Track >= 0)
	case "time":
		if i == 1 {
			return NumberValue(float64(e.Time), Date), true
		}
		return single(NumberValue(float64(e.Time-s.Start), Time), i, true)
	case "duration":
		return single(NumberValue(float64(e.Duration), Time), i, e.Duration > 0)
	case "message":
		return single(TextValue(e.Title), i, e.Kind == event.EntryError || e.Kind == event.EntryConsole)
	case "url":
		return single(TextValue(e.Title), i, e.Kind == event.EntryNavigation)
	case "target":
		return s.target(i)
	case "size":
		return s.size(i)
	case "rage":
		return single(TextValue(e.Title), i, s.frustrated("rage_click"))
	case "dead":
		return single(TextValue(e.Title), i, s.frustrated("dead_click"))
	}
	if e.Kind.String() == name {
		return single(TextValue(e.Title), i, true)
	}
	switch name {
	case "status":
		return s.detail("status", i, true)
	case "method", "level", "type", "source":
		return s.detail(name, i, true)
	case "selector":
		if v, ok := s.detail("selector", i, false); ok {
			return v, true
		}
		return s.detail("element", i, false)
	case "value", "rule", "stack":
		return s.detail(name, i, false)
	}
	if detail, ok := strings.CutPrefix(name, "@"); ok {
		return s.detail(detail, i, false)
	}
	return FieldValue{}, false
}

var severities = [...]string{event.Info: "info", event.Warning: "warning", event.Bad: "bad"}

// single is the value of a field that has one, or none.
func single(v FieldValue, i int, has bool) (FieldValue, bool) { return v, has && i == 0 }

// text goes through the title and all details.
func (s *Entry) text(i int) (FieldValue, bool) {
	switch e := s.Entry; {
	case i == 0:
		return TextValue(e.Title), true
	case i == 1:
		return TextValue(e.Kind.String()), true
	case i-2 < len(e.Fields):
		return TextValue(e.Fields[i-2].Value), true
	}
	return FieldValue{}, false
}

// detail goes through the recorded details of a name. whole: they are names or
// codes.
func (s *Entry) detail(name string, i int, whole bool) (FieldValue, bool) {
	for k := range s.Entry.Fields {
		f := &s.Entry.Fields[k]
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		if i--; i >= 0 {
			continue
		}
		v := FieldValue{Text: f.Value, Whole: whole}
		v.Num, v.Unit, v.Numeric = measured(f.Value)
		return v, true
	}
	return FieldValue{}, false
}

// measured reads a recorded detail that is a number, with a unit or without.
func measured(s string) (float64, Unit, bool) {
	n, rest, ok := decimal(s)
	if !ok {
		return 0, Plain, false
	}
	switch rest = strings.TrimSpace(rest); {
	case rest == "":
		return n, Plain, true
	case unitMillis(rest) != 0:
		return n * unitMillis(rest), Time, true
	}
	v, ok := size(strconv.FormatFloat(n, 'f', -1, 64) + rest)
	return v.Num, v.Unit, ok
}

// target is what the user acted on.
func (s *Entry) target(i int) (FieldValue, bool) {
	e := s.Entry
	switch e.Kind {
	case event.EntryClick, event.EntryScroll, event.EntryFrustration, event.EntryInput:
		if i == 0 {
			return TextValue(e.Title), true
		}
		return s.detail("element", i-1, false)
	case event.EntryAction:
		return s.detail("target", i, false)
	default:
		return FieldValue{}, false
	}
}

// size is how much was sent: the response's size.
func (s *Entry) size(i int) (FieldValue, bool) {
	for _, name := range [...]string{"size", "transfer", "transferSize"} {
		v, ok := s.detail(name, i, false)
		if ok && v.Numeric {
			return NumberValue(v.Num, Size), true
		}
	}
	return FieldValue{}, false
}

func (s *Entry) frustrated(typ string) bool {
	return s.Entry.Kind == event.EntryFrustration && s.Entry.Get("type") == typ
}
