package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// tree reads a value into what encoding/json would make of it.
func tree(s *Scanner, t *Text) any {
	switch s.Kind() {
	case Object:
		m := map[string]any{}
		s.Object()
		for k, ok := s.Key(); ok; k, ok = s.Key() {
			key := string(AppendValid(nil, k))
			m[key] = tree(s, t)
		}
		return m
	case Array:
		l := []any{}
		s.Array()
		for s.Elem() {
			l = append(l, tree(s, t))
		}
		return l
	case String:
		v, _ := s.Text(t)
		return v
	case Number:
		v, _ := s.Float()
		return v
	case Bool:
		v, _ := s.Bool()
		return v
	default:
		s.Skip()
		return nil
	}
}

var documents = []string{
	`{}`, `[]`, `null`, `true`, `-0`, `0.1`, `1e400`, `-1.5E-3`, `123456789012345678901`,
	`{"a":[1,2,{"b":"c\"d\\"}],"e":"\u00e9\ud83d\ude00\ud800x","":null}`,
	` [ "x" , [ ] , { } , false ] `,
	`"` + strings.Repeat("long ", 50) + `\\\"end"`,
	`{"k\u0065y":"\/\b\f\n\r\t"}`,
	`["\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\","]"]`,
	"[\"\xff\xfe\"]", `[1,]`, `{"a"}`, `{"a":}`, `[1 2]`, `[1}`, `tru`, `"open`, `[[[`, `01`, `1.`, `-`, `{"a":1,}`,
	"[\"\x01\"]", `"\x"`, `"\u12"`, `nul`, `nulx`,
}

func FuzzAgainstEncodingJSON(f *testing.F) {
	for _, d := range documents {
		f.Add([]byte(d))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		s := New(doc)
		got := tree(&s, new(Text))
		ok := s.Err() == nil && s.End()
		if !json.Valid(doc) {
			if ok && !lenient(doc) {
				t.Fatalf("accepted %q", doc)
			}
			skip := New(doc)
			skip.Skip()
			return
		}
		if !ok {
			t.Fatalf("rejected %q: %v", doc, s.Err())
		}
		var want any
		if err := json.Unmarshal(doc, &want); err != nil {
			return // numbers out of range: held at the ends here
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %#v, want %#v", doc, got, want)
		}
		skip := New(doc)
		if raw := skip.Raw(); !bytes.Equal(raw, bytes.Trim(doc, " \t\r\n")) || !skip.End() {
			t.Fatalf("skip of %q ends at %d (%v)", doc, skip.Offset(), skip.Err())
		}
	})
}

// lenient reports whether doc is JSON but for what this package lets pass:
// control characters and unknown escapes in strings.
func lenient(doc []byte) bool {
	if bytes.IndexByte(doc, '\\') >= 0 {
		return true
	}
	for _, c := range doc {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return true
		}
	}
	return bytes.ContainsAny(doc, "\n\r\t")
}

func TestSkipAgreesWithReading(t *testing.T) {
	// Strings and escapes are moved over every place of the 64-byte blocks.
	for pad := range 140 {
		doc := `{"p":"` + strings.Repeat("x", pad) + `","q":"` + strings.Repeat(`\\`, pad%7) + `\"]}","r":[{"s":"[{"},[[]]]}`
		s := New([]byte(doc + ` tail`))
		if got := string(s.Raw()); got != doc {
			t.Fatalf("pad %d: skipped %q, want %q", pad, got, doc)
		}
		cut := New([]byte(doc[:len(doc)-1]))
		cut.Skip()
		if !errors.Is(cut.Err(), ErrTruncated) {
			t.Fatalf("pad %d: cut document gives %v", pad, cut.Err())
		}
	}
}

// slowEnd is containerEnd byte by byte.
func slowEnd(b []byte, i int) int {
	depth, inString, escaped := 0, false, false
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c == '"' && !escaped:
			inString = !inString
		case inString:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		escaped = b[i] == '\\' && !escaped
	}
	return -1
}

// checkEnds compares the ends of all arrays and objects of doc, cut at cut.
func checkEnds(t *testing.T, doc []byte, cut int) {
	t.Helper()
	doc = doc[:cut]
	for i, c := range doc {
		if c != '{' && c != '[' {
			continue
		}
		want := slowEnd(doc, i)
		if got := End(doc, i); got != want {
			t.Fatalf("%q from %d ends at %d, want %d", doc, i, got, want)
		}
		if got := containerEnd(doc, i); got != want {
			t.Fatalf("%q from %d, perhaps small, ends at %d, want %d", doc, i, got, want)
		}
	}
}

func FuzzContainerEnd(f *testing.F) {
	for _, d := range documents {
		f.Add([]byte(d), uint8(0), uint16(len(d)))
	}
	f.Add([]byte(`{"a":[{"b":"\\\\\"]}"},[],{}],"éé\u2028":"€"}`), uint8(60), uint16(200))
	f.Fuzz(func(t *testing.T, doc []byte, pad uint8, cut uint16) {
		doc = append(append([]byte("["), bytes.Repeat([]byte(" "), int(pad%64))...), doc...)
		checkEnds(t, doc, min(len(doc), int(cut)))
	})
}

func TestContainerEnds(t *testing.T) {
	// Every byte stands at every place of a block once, and every cut is tried.
	var every []byte
	for c := range 256 {
		every = append(every, byte(c), '"', byte(c), '{', byte(c), '}', '"', '[', byte(c), ']')
	}
	for pad := range 64 {
		checkEnds(t, append(bytes.Repeat([]byte{'['}, pad+1), every...), pad+1+len(every))
	}
	for _, d := range documents {
		for cut := range len(d) + 1 {
			checkEnds(t, []byte(d), cut)
		}
	}
	deep := strings.Repeat(`[{"]":`, 500) + `"x"` + strings.Repeat("}]", 500)
	checkEnds(t, []byte(deep), len(deep))
	checkEnds(t, []byte(deep), len(deep)-1)
}

func TestNumbers(t *testing.T) {
	tests := []struct {
		in string
		f  float64
		i  int64
	}{
		{"0", 0, 0},
		{"-17", -17, -17},
		{"1795458232608", 1795458232608, 1795458232608},
		{"3.75", 3.75, 3},
		{"-0.1", -0.1, 0},
		{"123456.789012", 123456.789012, 123456},
		{"0.12345678901234567", 0.12345678901234567, 0},
		{"1e3", 1000, 1000},
		{"2.5e-3", 2.5e-3, 0},
		{"1e999", math.MaxFloat64, math.MaxInt64},
		{"-1e999", -math.MaxFloat64, math.MinInt64},
		{"9223372036854775807", 9223372036854775807, math.MaxInt64},
	}
	for _, tt := range tests {
		s := New([]byte(tt.in))
		if f, ok := s.Float(); !ok || f != tt.f {
			t.Errorf("Float(%s) = %v, %v", tt.in, f, ok)
		}
		s = New([]byte(tt.in))
		if i, ok := s.Int(); !ok || i != tt.i {
			t.Errorf("Int(%s) = %v, %v", tt.in, i, ok)
		}
	}
}

func TestMismatchIsSkipped(t *testing.T) {
	s := New([]byte(`[{"x":1},"a",null,7]`))
	s.Array()
	s.Elem()
	if _, ok := s.Int(); ok {
		t.Error("an object is not an integer")
	}
	s.Elem()
	if _, ok := s.Bool(); ok {
		t.Error("a string is not a boolean")
	}
	s.Elem()
	if s.Object() {
		t.Error("null is not an object")
	}
	s.Elem()
	if v, ok := s.Int(); !ok || v != 7 {
		t.Errorf("got %d, %v", v, ok)
	}
	if s.Elem() || s.Err() != nil || s.Mismatches() != 2 {
		t.Errorf("end: %v, %d mismatches", s.Err(), s.Mismatches())
	}
}

func TestDepthLimit(t *testing.T) {
	doc := []byte(strings.Repeat("[", MaxDepth+1))
	s := New(doc)
	for s.Array() && s.Elem() {
	}
	if !errors.Is(s.Err(), ErrDepth) {
		t.Fatalf("got %v", s.Err())
	}
}

func TestErrorsCarryOffset(t *testing.T) {
	s := New([]byte(`{"a":1 "b":2}`))
	s.Object()
	s.Key()
	s.Skip()
	s.Key()
	var e *Error
	if !errors.As(s.Err(), &e) || e.Offset != 7 || !errors.Is(e, ErrSyntax) {
		t.Fatalf("got %v", s.Err())
	}
}

func TestTextStringsSurvive(t *testing.T) {
	var text Text
	var made []string
	src := []byte("abc")
	for range 1000 {
		made = append(made, text.Copy(src))
	}
	src[0] = 'X'
	for i, s := range made {
		if s != "abc" {
			t.Fatalf("string %d became %q", i, s)
		}
	}
}

func TestNames(t *testing.T) {
	var n Names
	a := n.Intern([]byte("class"))
	if allocs := testing.AllocsPerRun(10, func() {
		if n.Intern([]byte{'c', 'l', 'a', 's', 's'}) != a {
			t.Fatal("other string")
		}
	}); allocs != 0 {
		t.Errorf("%v allocations for a known name", allocs)
	}
	if got := n.Intern([]byte("a\xff")); got != "a�" {
		t.Errorf("got %q", got)
	}
}

// sample is a document with the make-up of a recording: short strings mostly.
func sample() []byte {
	node := `{"type":2,"tagName":"div","attributes":{"class":"row item selected","data-id":"1234","aria-hidden":"true"},` +
		`"childNodes":[{"type":3,"textContent":"Some words here, \"quoted\"","id":17}],"id":16}`
	return []byte("[" + strings.Repeat(node+",", 20000) + node + "]")
}

func BenchmarkSkip(b *testing.B) {
	doc := sample()
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		s := New(doc)
		s.Skip()
	}
}

func BenchmarkRead(b *testing.B) {
	doc := sample()
	b.SetBytes(int64(len(doc)))
	var walk func(s *Scanner)
	walk = func(s *Scanner) {
		switch s.Kind() {
		case Object:
			s.Object()
			for _, ok := s.Key(); ok; _, ok = s.Key() {
				walk(s)
			}
		case Array:
			s.Array()
			for s.Elem() {
				walk(s)
			}
		default:
			s.Skip()
		}
	}
	for b.Loop() {
		s := New(doc)
		walk(&s)
	}
}

func BenchmarkText(b *testing.B) {
	src := []byte("nav-item dropdown")
	b.Run("chunks", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var t Text
			for range 100 {
				_ = t.Copy(src)
			}
		}
	})
	b.Run("single", func(b *testing.B) {
		b.ReportAllocs()
		keep := make([]string, 100)
		for b.Loop() {
			for i := range keep {
				keep[i] = string(src)
			}
		}
	})
}
