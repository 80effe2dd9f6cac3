package query

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Subject is a thing that queries ask about: an event, a session.
type Subject interface {
	// Field returns value i, from 0, of the named field, and false when it has no
	// more. The name is in lower case; "" asks for the texts that words without a
	// field search.
	Field(name string, i int) (FieldValue, bool)
}

// FieldValue is one value of a field of a [Subject].
type FieldValue struct {
	// Text is the value as text; "" where it is only a number.
	Text string
	// Whole says that the text is a name: it has to be equal to what is asked for,
	// not only contain it.
	Whole bool
	// Numeric says that Num, in Unit, is the value as a number.
	Numeric bool
	Num     float64
	Unit    Unit
}

// TextValue is a value that is searched for what is asked.
func TextValue(s string) FieldValue { return FieldValue{Text: s} }

// NameValue is a value that has to be equal to what is asked.
func NameValue(s string) FieldValue { return FieldValue{Text: s, Whole: true} }

// NumberValue is a number.
func NumberValue(n float64, u Unit) FieldValue { return FieldValue{Numeric: true, Num: n, Unit: u} }

// Match reports whether the query holds for s. A sequence holds for no single
// subject: see [Query.Sequence].
func (q *Query) Match(s Subject) bool { return q.Empty() || Holds(q.Root, s) }

// Holds reports whether a part of a query holds for s.
func Holds(n Node, s Subject) bool {
	switch n := n.(type) {
	case *And:
		for _, x := range n.List {
			if !Holds(x, s) {
				return false
			}
		}
		return true
	case *Or:
		for _, x := range n.List {
			if Holds(x, s) {
				return true
			}
		}
		return false
	case *Not:
		return !Holds(n.X, s)
	case *Term:
		for i := 0; ; i++ {
			v, ok := s.Field(n.Field, i)
			if !ok {
				return false
			}
			if n.holds(&v) {
				return true
			}
		}
	default:
		return false
	}
}

// holds reports whether the condition holds for one value of its field.
func (t *Term) holds(v *FieldValue) bool {
	switch t.Op {
	case Exists:
		return true
	case Is:
		if t.Value.Form == Number && v.Numeric {
			if n, ok := t.Value.in(v.Unit); ok && v.Num >= n && v.Num <= n+t.Value.last() {
				return true
			}
		}
		if t.Field == "" && t.Value.Form == Wildcard {
			return containsParts(v.Text, t.Value.lower)
		}
		return t.Value.matches(v)
	case Between:
		return t.Value.atMost(v) && t.High.atLeast(v)
	}
	n, ok := t.Value.in(v.Unit)
	if !ok || !v.Numeric {
		return false
	}
	switch t.Op {
	case Less:
		return v.Num < n
	case LessEqual:
		return v.Num <= n+t.Value.last()
	case Greater:
		return v.Num > n+t.Value.last()
	default:
		return v.Num >= n
	}
}

// in returns the number in a field's unit; ok is false when there is no such
// thing: a size compared with a time.
func (v *Value) in(u Unit) (n float64, ok bool) {
	switch {
	case v.Form != Number:
		return 0, false
	case v.Unit == Plain && u == Time:
		return v.Num * 1000, true
	case v.Unit == u, v.Unit == Plain && u == Size, v.Unit == Size && u == Plain:
		return v.Num, true
	}
	return 0, false
}

// last is the distance from the first to the last ms of a date, 0 for other
// numbers.
func (v *Value) last() float64 { return max(0, v.Span-1) }

// atMost reports whether the value, the lower end of a range, allows f.
func (v *Value) atMost(f *FieldValue) bool {
	n, ok := v.in(f.Unit)
	return f.Numeric && (v.Form == Nothing || ok && f.Num >= n)
}

// atLeast reports whether the value, the upper end of a range, allows f.
func (v *Value) atLeast(f *FieldValue) bool {
	n, ok := v.in(f.Unit)
	return f.Numeric && (v.Form == Nothing || ok && f.Num <= n+v.last())
}

// MatchText reports whether the value, as that of an [Is] condition, matches a
// text: a literal or wildcard in any case. whole: as a name, see [FieldValue].
func (v *Value) MatchText(s string, whole bool) bool {
	return v.matches(&FieldValue{Text: s, Whole: whole})
}

func (v *Value) matches(f *FieldValue) bool {
	s := f.Text
	if s == "" && f.Numeric {
		if v.Form == Number {
			return false // compared as numbers
		}
		var buf [32]byte
		s = string(strconv.AppendFloat(buf[:0], f.Num, 'f', -1, 64))
		f = &FieldValue{Text: s, Whole: true}
	}
	switch v.Form {
	case Pattern:
		return v.re.MatchString(s)
	case Wildcard:
		return matchParts(s, v.lower)
	case Literal, Number:
		if f.Whole {
			return strings.EqualFold(s, v.Text)
		}
		return ContainsFold(s, v.lower[0])
	default:
		return false
	}
}

// matchParts reports whether s is the parts, in lower case, in order with
// anything between them.
func matchParts(s string, parts []string) bool {
	s = lowered(s)
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	s = s[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, parts[len(parts)-1])
}

// containsParts reports whether s contains the parts in order.
func containsParts(s string, parts []string) bool {
	s = lowered(s)
	for _, part := range parts {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return true
}

func lowered(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// ContainsFold reports whether s contains a text, given in lower case, in any
// case. It does not allocate for ASCII.
func ContainsFold(s, lower string) bool {
	if len(lower) == 0 {
		return true
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Contains(strings.ToLower(s), lower)
		}
	}
	first := lower[0]
	for i := 0; i+len(lower) <= len(s); i++ {
		if asciiLower(s[i]) != first {
			continue
		}
		j := 1
		for j < len(lower) && asciiLower(s[i+j]) == lower[j] {
			j++
		}
		if j == len(lower) {
			return true
		}
	}
	return false
}

func asciiLower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
