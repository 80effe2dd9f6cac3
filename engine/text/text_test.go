package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"playhead/engine/text"
)

func TestNext(t *testing.T) {
	for _, c := range []struct {
		in          string
		size, cells int
		safe        string
	}{
		{"abc", 1, 1, "a"},
		{" ", 1, 1, " "},
		{"\x1b[31m", 1, 0, ""},
		{"\u009b31m", 2, 0, ""},
		{"\u202ex", 3, 0, ""},
		{"\u2066x", 3, 0, ""},
		{"\u200bx", 3, 0, ""},
		{"\u00adx", 2, 0, ""},
		{"\u00a0x", 2, 1, " "},
		{"漢字", 3, 2, "漢"},
		{"e\u0301x", 3, 1, "e\u0301"},
		{"\ue900x", 3, 1, text.Neutral},
		{"👍🏽x", 8, 2, "👍🏽"},
		{"\xffx", 1, 0, ""},
	} {
		size, cells := text.Next(c.in)
		if size != c.size || cells != c.cells {
			t.Errorf("Next(%q) = %d, %d, want %d, %d", c.in, size, cells, c.size, c.cells)
		}
		if got := text.Safe(c.in[:size]); got != c.safe {
			t.Errorf("Safe(%q) = %q, want %q", c.in[:size], got, c.safe)
		}
	}
}

func TestCanBreak(t *testing.T) {
	for _, c := range []struct {
		s  string // the break is asked for at the |
		ok bool
	}{
		{"a|b", false}, {"well-|known", true}, {"1-|2", true}, {" -|1", false}, {"a/|b", false}, {"a.|b", false},
		{"what?|now", true}, {"what?|!", false}, {"f|(x", false}, {"f)|(x", true}, {"漢|字", true}, {"漢|。", false},
		{"「|漢", false}, {"a|漢", true}, {"a\u00a0|b", false}, {"a|\u00a0b", false}, {"a\u200b|b", true}, {"a\u2013|b", true},
		{"a\u2014|b", true}, {"a|\u2014b", true}, {"a\u00ad|b", true}, {"x|\ufffcy", true}, {"(|\ufffc", false}, {"\ufffc|,", false},
	} {
		l, r, _ := strings.Cut(c.s, "|")
		prev, n := utf8.DecodeLastRuneInString(l)
		before, _ := utf8.DecodeLastRuneInString(l[:len(l)-n])
		if before == utf8.RuneError {
			before = 0
		}
		cur, _ := utf8.DecodeRuneInString(r)
		if got := text.CanBreak(before, prev, cur); got != c.ok {
			t.Errorf("CanBreak at %q = %v", c.s, got)
		}
	}
}

func TestBidi(t *testing.T) {
	for _, c := range []struct {
		in   string
		base uint8
		want string
	}{
		{"abc", 0, "abc"},
		{"abc אבג", 0, "abc גבא"},
		{"abc אבג 12", 0, "abc 12 גבא"},
		{"אבג abc", 1, "abc גבא"},
		{"(אבג)", 1, "(גבא)"},
	} {
		rs := []rune(c.in)
		lv := text.Levels(rs, c.base)
		var parts []string
		var levels []uint8
		for i := 0; i < len(rs); {
			j := i
			for j < len(rs) && lv[j] == lv[i] {
				j++
			}
			s := string(rs[i:j])
			if lv[i]&1 == 1 {
				s = text.Reverse(s)
			}
			parts, levels = append(parts, s), append(levels, lv[i])
			i = j
		}
		var got strings.Builder
		for _, i := range text.Order(levels) {
			got.WriteString(parts[i])
		}
		if got.String() != c.want {
			t.Errorf("%q with base %d gives %q, want %q", c.in, c.base, got.String(), c.want)
		}
	}
}

// FuzzClean checks that nothing a terminal obeys passes the filter.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"abc", "\x1b]52;c;aGk=\x07", "\u202eabc\u202c", "👩‍👩‍👧‍👦", "a\u0300\u0301\u0302", "\x00\xff\u009b", strings.Repeat("\u0301", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := text.Clean(s)
		for _, r := range c {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == utf8.RuneError {
				t.Fatalf("%q lets %U through", s, r)
			}
		}
		n := 0
		for rest := s; rest != ""; {
			size, w := text.Next(rest)
			if size <= 0 || w < 0 || w > 2 {
				t.Fatalf("Next(%q) = %d, %d", rest, size, w)
			}
			if cell := text.Safe(rest[:size]); w > 0 && (cell == "" || len(cell) > 32) {
				t.Fatalf("Safe(%q) = %q for width %d", rest[:size], cell, w)
			}
			n += w
			rest = rest[size:]
		}
		if n != text.Width(s) {
			t.Fatalf("Width(%q) = %d, want %d", s, text.Width(s), n)
		}
		lv := text.Levels([]rune(s), 0)
		if len(lv) != utf8.RuneCountInString(s) {
			t.Fatal("one level per rune")
		}
		if got := len(text.Order(lv)); got != len(lv) {
			t.Fatal("order is no permutation")
		}
	})
}
