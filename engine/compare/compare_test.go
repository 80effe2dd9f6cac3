package compare

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLines(t *testing.T) {
	a := []string{"Checkout", "Name Ada", "€ 119.00", "Pay now"}
	b := []string{"Checkout", "Payment failed", "Name Ada Example", "€ 123.00", "Pay now"}
	var got []string
	for _, r := range Lines(a, b) {
		s := r.Op.String() + " " + r.A + " → " + r.B
		for _, m := range r.AMarks {
			s += " -" + r.A[m.From:m.To]
		}
		for _, m := range r.BMarks {
			s += " +" + r.B[m.From:m.To]
		}
		got = append(got, s)
	}
	want := []string{
		"same Checkout → Checkout",
		"insert  → Payment failed",
		"change Name Ada → Name Ada Example +Example",
		"change € 119.00 → € 123.00 -119 +123",
		"same Pay now → Pay now",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestRows checks that rows hold both texts whole, in order, and that unmarked
// parts of changed lines are the same.
func TestRows(t *testing.T) {
	line := rapid.SampledFrom([]string{"", "a", "b", "a b", "a c", "Pay now", "Pay later", "é è", "x  y"})
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(line, 0, 12).Draw(t, "a"), rapid.SliceOfN(line, 0, 12).Draw(t, "b")
		rows := Lines(a, b)
		var ga, gb []string
		for i, r := range rows {
			if r.ALine > 0 {
				if ga = append(ga, r.A); r.ALine != len(ga) {
					t.Fatalf("row %d has line %d of a, want %d", i, r.ALine, len(ga))
				}
			}
			if r.BLine > 0 {
				if gb = append(gb, r.B); r.BLine != len(gb) {
					t.Fatalf("row %d has line %d of b, want %d", i, r.BLine, len(gb))
				}
			}
			if r.Op == Same && r.A != r.B || r.Op == Change && r.A == r.B {
				t.Fatalf("row %d is %s: %q, %q", i, r.Op, r.A, r.B)
			}
			if r.Op == Change && unmarked(r.A, r.AMarks) != unmarked(r.B, r.BMarks) {
				t.Fatalf("row %d: what is not marked differs: %q %v, %q %v", i, r.A, r.AMarks, r.B, r.BMarks)
			}
		}
		if strings.Join(ga, "\n") != strings.Join(a, "\n") || strings.Join(gb, "\n") != strings.Join(b, "\n") || len(ga) != len(a) || len(gb) != len(b) {
			t.Fatalf("rows do not hold the texts: %v", rows)
		}
		if Differs(rows) == (strings.Join(a, "\n") == strings.Join(b, "\n") && len(a) == len(b)) {
			t.Fatal("Differs is wrong")
		}
		context := rapid.IntRange(0, 3).Draw(t, "context")
		n := 0
		for _, h := range Hunks(rows, context) {
			for _, r := range h.Rows {
				if r.Op != Same {
					n++
				}
			}
		}
		for _, r := range rows {
			if r.Op != Same {
				n--
			}
		}
		if n != 0 {
			t.Fatalf("hunks hold %+d changes", n)
		}
	})
}

// unmarked is a line without its marked parts and without blanks, which are not
// marked by themselves.
func unmarked(s string, marks []Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(s[at:m.From])
		at = m.To
	}
	b.WriteString(s[at:])
	return strings.Join(strings.Fields(b.String()), "")
}

func TestTextOnly(t *testing.T) {
	got := TextOnly([]string{"", "╭────╮", "│ Pay  now │ ☑│", "   ", "╰────╯"})
	if want := []string{"Pay now ☑"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
