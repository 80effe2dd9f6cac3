package query

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// same compares trees apart from where their terms stand.
func same(a, b Node) string {
	return cmp.Diff(a, b, cmpopts.IgnoreFields(Term{}, "Column"), cmpopts.IgnoreUnexported(Value{}, Step{}))
}

var (
	texts  = rapid.SampledFrom([]string{"a", "Pay now", "/cart", "/cart/", "x/i", "a:b", "AND", "within", "not", "-x", "5", "1m", "2026-01-01", `"`, `\`, "*", "(", ")", ">3", "a..b", "1..2", "ö", "//", "/", "a/ b", "://", "exists", "f(x)"})
	fields = rapid.SampledFrom([]string{"", "url", "kind", "@x.y", "long-task"})
)

func values() *rapid.Generator[Value] {
	return rapid.Custom(func(t *rapid.T) Value {
		switch rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			return wildcard(rapid.SliceOfN(texts, 2, 3).Draw(t, "parts"))
		case 1:
			src := rapid.SampledFrom([]string{"a", "a b", `\d+`, `/x/`, `"q"`, "a|b)?", `\\`, ` :/`, "(?:x y)"}).Draw(t, "re")
			v, err := pattern(src, rapid.Bool().Draw(t, "fold"))
			if err != nil || src[0] == ' ' {
				return literal(src)
			}
			return v
		default:
			return literal(texts.Draw(t, "text"))
		}
	})
}

func terms() *rapid.Generator[Node] {
	return rapid.Custom(func(t *rapid.T) Node {
		x := &Term{Field: fields.Draw(t, "field")}
		if x.Field == "" {
			x.Value = values().Draw(t, "value")
			return x
		}
		x.Op = rapid.SampledFrom([]Op{Is, Is, Exists, Less, LessEqual, Greater, GreaterEqual, Between}).Draw(t, "op")
		n := func(s string) Value { v, _ := number(s); return v }
		switch x.Op {
		case Is:
			x.Value = values().Draw(t, "value")
		case Exists:
		case Between:
			x.Value, x.High = n("1.5kB"), n("2MB")
		default:
			x.Value = n(rapid.SampledFrom([]string{"5", "-2.5", "1m30s", "1:02", "10kB", "2026-01-01T10:00Z"}).Draw(t, "number"))
		}
		return x
	})
}

func trees(depth int) *rapid.Generator[Node] {
	return rapid.Custom(func(t *rapid.T) Node {
		if depth == 0 {
			return terms().Draw(t, "term")
		}
		below := trees(depth - 1)
		switch rapid.IntRange(0, 3).Draw(t, "node") {
		case 0:
			return &And{flat(rapid.SliceOfN(below, 2, 3).Draw(t, "and"), "AND")}
		case 1:
			return &Or{flat(rapid.SliceOfN(below, 2, 3).Draw(t, "or"), "OR")}
		case 2:
			x := below.Draw(t, "not")
			if n, ok := x.(*Not); ok {
				return n.X
			}
			return &Not{x}
		default:
			return below.Draw(t, "below")
		}
	})
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := trees(2).Draw(t, "tree")
		if rapid.Bool().Draw(t, "sequence") {
			root = &Then{[]Step{{X: root}, {X: trees(1).Draw(t, "step"), Within: 5000, within: "5s"}, {X: terms().Draw(t, "last")}}}
		}
		s := (&Query{root}).String()
		q, err := Parse(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		if d := same(root, q.Root); d != "" {
			t.Fatalf("%s reads as %s: %s", s, q, d)
		}
	})
}

// letter is a subject whose only text is one letter.
type letter string

func (l letter) Field(name string, i int) (FieldValue, bool) {
	return NameValue(string(l)), name == "" && i == 0
}

// TestSequence compares the matcher with a search over all choices of hits.
func TestSequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, err := Parse(rapid.SampledFrom([]string{
			"a THEN b", "a THEN b within 3s", "a THEN b within 2s THEN c within 4s", "a OR b THEN b THEN c", "a THEN a within 1s THEN -a", "a",
		}).Draw(t, "query"))
		if err != nil {
			t.Fatal(err)
		}
		m := q.Sequence()
		at := 0.0
		var subjects []letter
		var times []float64
		from := 0
		for i := range rapid.IntRange(1, 12).Draw(t, "subjects") {
			at += float64(rapid.IntRange(0, 4).Draw(t, "pause")) * 1000
			subjects = append(subjects, letter(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "letter")))
			times = append(times, at)
			hits := m.Next(subjects[i], i, at)
			want := exhaustive(m.steps, subjects, times, from, i)
			if want != (hits != nil) {
				t.Fatalf("subject %d completes a sequence: %v, want %v", i, hits != nil, want)
			}
			if hits == nil {
				continue
			}
			for k, h := range hits {
				late := k > 0 && m.steps[k].Within > 0 && h.At-hits[k-1].At > m.steps[k].Within
				if h.ID < from || !Holds(m.steps[k].X, subjects[h.ID]) || late || k > 0 && h.ID <= hits[k-1].ID {
					t.Fatalf("hit %d of %v is wrong", k, hits)
				}
			}
			from = i + 1
		}
	})
}

// exhaustive reports whether some choice of subjects from index from on, the
// last of them subject end, is the sequence.
func exhaustive(steps []Step, subjects []letter, times []float64, from, end int) bool {
	k := len(steps) - 1
	if !Holds(steps[k].X, subjects[end]) {
		return false
	}
	if k == 0 {
		return end >= from
	}
	for i := from; i < end; i++ {
		if steps[k].Within > 0 && times[end]-times[i] > steps[k].Within {
			continue
		}
		if exhaustive(steps[:k], subjects, times, from, i) {
			return true
		}
	}
	return false
}

func TestReached(t *testing.T) {
	q, err := Parse("a THEN b THEN c")
	if err != nil {
		t.Fatal(err)
	}
	m := q.Sequence()
	for i, l := range []letter{"b", "a", "a", "b", "a"} {
		m.Next(l, i, float64(i))
	}
	if got, want := m.Reached(), []Hit{{2, 2}, {3, 3}}; !slices.Equal(got, want) {
		t.Errorf("Reached() = %v, want %v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a", `url:/cart THEN click:"Check out" within 5s`, "-(a OR b:>=5) c:/x/i", "a:*b*", "x:1..2", `\"`} {
		f.Add(s)
	}
	all := entries()
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			if len(q.String()) > MaxLength {
				return // quotes made it longer
			}
			t.Fatalf("%q is written as %q: %v", s, q.String(), err)
		}
		if d := same(q.Root, again.Root); d != "" {
			t.Fatalf("%q is written as %q: %s", s, q.String(), d)
		}
		for _, e := range all {
			q.Match(e)
			q.Sequence().Next(e, 0, 0)
		}
	})
}
