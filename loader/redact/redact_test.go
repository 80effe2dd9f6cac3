package redact

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"Ada Lovelace, 4 Main St.": "xxx xxxxxxxx, x xxxx xx.",
		"漢字 kanji":                 "ｘｘ xxxxx",
		"café":                     "xxxx",
		"cafe\u0301":               "xxxx",
		"a\n\tb":                   "x\n\tx",
		"…—":                       "…—",
		"":                         "",
	} {
		if got := Mask(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct{ in, want string }{
		{"write to ada.lovelace+x@mail.shop.test, please", "write to xxx.xxxxxxxx+x@xxxx.xxxx.xxxx, please"},
		{"müller@bücher.example", "xxxxxx@xxxxxx.xxxxxxx"},
		{"to=ada%40shop.test&x", "to=xxx%xxxxxx.xxxx&x"},
		{"@media (min-width: 3px)", "@media (min-width: 3px)"},
		{"card 4242 4242 4242 4242 ok", "card xxxx xxxx xxxx xxxx ok"},
		{"card 5555-5555-5555-4444", "card xxxx-xxxx-xxxx-xxxx"},
		{"no card 4242 4242 4242 4243", "no card 4242 4242 4242 4243"},
		{"time 1795459862804, zero 0000000000000000", "time 1795459862804, zero 0000000000000000"},
		{"Authorization: Bearer abcDEF123456789._-", "Authorization: Bearer xxxxxxxxxxxxxxx._-"},
		{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sflKxwRJ_x", "xxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxx.xxxxxxxx_x"},
		{"key sk_" + "live_abcdefgh12345678 used", "key xx_xxxx_xxxxxxxxxxxxxxxx used"},
		{`{"password":"hunter2hunter2"}`, `{"password":"xxxxxxxxxxxxxx"}`},
		{"GET https://shop.test/a?page=2&q=red+kettle#x 200", "GET https://shop.test/a?page=x&q=xxx+xxxxxx#x 200"},
		{"https://shop.test/#/cart?coupon=ADA10", "https://shop.test/#/cart?coupon=xxxxx"},
		{"what? no=query", "what? no=query"},
		{"order K-123456!", "order x-xxxxxx!"},
		{"plain words stay", "plain words stay"},
	}
	for _, test := range tests {
		r := New(Options{Patterns: []*regexp.Regexp{regexp.MustCompile(`K-\d{6}`)}})
		r.Learn(Plain, test.in)
		if got := r.Mask(Plain, test.in); got != test.want {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
	}
}

func TestRoles(t *testing.T) {
	r := New(Options{})
	r.Learn(Typed, "Ada Lovelace")
	r.Learn(Typed, "red")
	r.Learn(Typed, "disabled")
	r.Learn(Selected, "12 Analytical Way")
	for _, test := range []struct {
		role     Role
		in, want string
	}{
		{Typed, "red", "xxx"},
		{Number, "42.5", "00.0"},
		{Selected, "Total: 12", "xxxxx: xx"},
		{Plain, "Thank you, Ada Lovelace! A red kettle", "Thank you, xxx xxxxxxxx! A red kettle"},
		{Plain, "AdaLovelace Ada Lovelaces", "AdaLovelace Ada Lovelaces"},
		{Plain, "to 12 Analytical Way.", "to xx xxxxxxxxxx xxx."},
		{Markup, "button disabled", "button disabled"},
		{Markup, "for-ada@shop.test", "xxx-xxx@xxxx.xxxx"},
		{Address, "?page=2", "?page=x"},
		{Address, "/cart?x=1&y=ab#top", "/cart?x=1&y=ab#top"},
		{Whole, "Grace", "xxxxx"},
	} {
		if test.in == "/cart?x=1&y=ab#top" {
			test.want = "/cart?x=x&y=xx#top"
		}
		if got := r.Mask(test.role, test.in); got != test.want {
			t.Errorf("%d %q: %q, want %q", test.role, test.in, got, test.want)
		}
	}
}

func TestKeep(t *testing.T) {
	keep := map[Kind]bool{}
	for _, k := range []Kind{Mail, Card, Token, Input, Query, Person} {
		keep[k] = true
	}
	r := New(Options{Keep: keep})
	in := "ada@shop.test 4242424242424242 https://a.test/?q=abc"
	r.Learn(Typed, in)
	r.LearnPerson("Ada Lovelace")
	if got := r.Mask(Typed, in); got != in {
		t.Errorf("%q", got)
	}
	if got := r.Mask(Plain, "Ada Lovelace"); got != "Ada Lovelace" {
		t.Errorf("%q", got)
	}
	if len(r.Counts()) != 0 {
		t.Errorf("counts %v", r.Counts())
	}
}

func TestCounts(t *testing.T) {
	r := New(Options{})
	r.Learn(Plain, "a@b.test c@d.test a@b.test")
	r.Mask(Plain, "a@b.test c@d.test a@b.test")
	got := r.Counts()
	if len(got) != 1 || got[0] != (Count{Mail, 3, 2}) {
		t.Errorf("%v", got)
	}
}

func TestJSON(t *testing.T) {
	in := `{"b":[{"url":"u1","n":1.50}, "two"],"a":{"b":{"c":"x","d":null}},"b":"again"} {"e":true}`
	var paths []string
	out, err := JSON([]byte(in), func(path []string, s string) string {
		paths = append(paths, strings.Join(path, ".")+"="+s)
		return s + "!"
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"b":[{"url":"u1!","n":1.50},"two!"],"a":{"b":{"c":"x!","d":null}},"b":"again!"}` + "\n" + `{"e":true}` + "\n"
	if string(out) != want {
		t.Errorf("%s", out)
	}
	if got := strings.Join(paths, " "); got != "b..url=u1 b.=two a.b.c=x b=again" {
		t.Errorf("paths %s", got)
	}
	if _, err := JSON([]byte(`{"a":`), func(_ []string, s string) string { return s }); err == nil {
		t.Error("cut JSON gives no error")
	}
}

// What was found is in no text that was masked, and masks have the shape of
// their text.
func TestNothingLeft(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"ada@shop.test", "4242 4242 4242 4242", "5555555555554444", "Ada Lovelace", "Bearer abcdefgh12345678", "https://a.test/?t=secret99&u=1", "K-123456", "12 Analytical Way", " ", ",", "x", "日本"}),
		rapid.StringMatching(`[a-zA-Z0-9 @.?&=%:/-]{0,12}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		r := New(Options{Patterns: []*regexp.Regexp{regexp.MustCompile(`K-\d{6}`)}})
		role := rapid.SampledFrom([]Role{Plain, Typed, Selected, Address, Markup})
		texts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pieces"), "") }), 1, 6).Draw(t, "texts")
		roles := make([]Role, len(texts))
		for i, s := range texts {
			roles[i] = role.Draw(t, "role")
			r.Learn(roles[i], s)
		}
		for i, s := range texts {
			out := r.Mask(roles[i], s)
			if left := r.Check(roles[i], out); left != "" {
				t.Fatalf("%q is left in %q, the mask of %q in role %d", left, out, s, roles[i])
			}
			if shape(out) != shape(s) {
				t.Fatalf("%q has another shape than %q", out, s)
			}
		}
	})
}

// shape is a text with all letters and digits alike.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) && wide(r):
			return 'W'
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return 'a'
		}
		return r
	}, s)
}

func FuzzMask(f *testing.F) {
	f.Add("ada@shop.test https://a.test/?q=1 4242424242424242")
	f.Add("\xff\xfe?=&%40")
	f.Fuzz(func(t *testing.T, s string) {
		r := New(Options{})
		r.Learn(Plain, s)
		for _, role := range []Role{Plain, Typed, Number, Selected, Address, Whole, Markup} {
			if left := r.Check(Markup, r.Mask(role, s)); left != "" {
				t.Fatalf("%q is left of %q in role %d", left, s, role)
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a":["b",{"c":"d"}]}`))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _ = JSON(b, func(path []string, s string) string { return strings.Join(path, "") + s })
	})
}
