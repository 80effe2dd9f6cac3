package query

import (
	"errors"
	"strings"
	"testing"

	"playhead/engine/event"
)

func TestString(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"  checkout ", "checkout"},
		{`"payment failed"`, `"payment failed"`},
		{`say\ \"hi\"`, `"say \"hi\""`},
		{"a b", "a b"},
		{"a AND b OR c d", "a b OR c d"},
		{"(a OR b) c", "(a OR b) c"},
		{"((a) (b c))", "a b c"},
		{"-kind:scroll", "-kind:scroll"},
		{"NOT kind:scroll", "-kind:scroll"},
		{"-not kind:scroll", "-kind:scroll"},
		{"-not", `-"not"`},
		{"NOT NOT a", "a"},
		{"-(a b)", "-(a b)"},
		{"Kind:(click OR input)", "kind:click OR kind:input"},
		{"x kind:(click OR input)", "x (kind:click OR kind:input)"},
		{"kind:(click -kind:input)", "kind:click -kind:input"},
		{"status:>=500", "status:>=500"},
		{"status:400..499", "status:400..499"},
		{"time:..1m", "time:..1m"},
		{"url:../x", `url:"../x"`},
		{`status:"500"`, `status:"500"`},
		{"click:*", "click:*"},
		{"exists:status", "status:*"},
		{"url:*/cart**x", "url:*/cart*x"},
		{`a\*b`, `"a*b"`},
		{"/time-?out/i", "/time-?out/i"},
		{`/a\/b \"c\"/`, `/a\/b \"c\"/`},
		{"url:/cart/x", "url:/cart/x"},
		{`url:"/cart/"`, `url:"/cart/"`},
		{"url:/cart THEN click:Checkout THEN url:/", `url:/cart THEN click:Checkout THEN url:"/"`},
		{`url:/cart "a b/ c"`, `url:/cart "a b/ c"`},
		{"a THEN b within 5s THEN c WITHIN 2", "a THEN b within 5s THEN c within 2"},
		{"a OR b THEN c d", "a OR b THEN c d"},
		{"https://shop.example/x", `"https://shop.example/x"`},
		{"url:https://shop.example/x", "url:https://shop.example/x"},
		{"f(x) a)b", ""},
		{"f(x)", `"f(x)"`},
		{"12:30", `"12:30"`},
		{"@http.status:5*", "@http.status:5*"},
		{"within 5s", `"within" "5s"`},
		{"then and or", "then and or"},
	}
	for _, tt := range tests {
		q, err := Parse(tt.in)
		if tt.want == "" && tt.in != "" {
			if err == nil {
				t.Errorf("Parse(%q) = %s, want an error", tt.in, q)
			}
			continue
		}
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if got := q.String(); got != tt.want {
			t.Errorf("Parse(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		in     string
		column int
		says   string
	}{
		{"a OR", 3, "follows OR"},
		{"OR a", 1, "before OR"},
		{"a AND OR b", 7, "before OR"},
		{"ä (b", 3, "the ) for this ("},
		{"a) b", 2, "no ( for this )"},
		{"()", 2, "before )"},
		{`say "hi`, 5, "closing quote"},
		{`""`, 1, "empty"},
		{`"a"b`, 4, "space is missing"},
		{`a"b`, 2, `\"`},
		{"status: x", 1, "has no value"},
		{"status:>", 8, "status:>30s"},
		{"status:>abc", 8, "compares numbers"},
		{"status:500..400", 8, "lower end first"},
		{"size:1kB..2s", 6, "same unit"},
		{"/(/", 1, "does not compile"},
		{"*", 1, "finds everything"},
		{"a within 5s", 3, "a THEN b within 5s"},
		{"a THEN", 3, "follows THEN"},
		{"a THEN b within 0s", 17, "above zero"},
		{"(a THEN b) c", 4, "parentheses"},
		{"NOT", 1, "missing"},
		{"exists:5", 1, "name of a field"},
		{"a \\", 3, "backslash"},
		{"a\xffb", 1, "UTF-8"},
		{strings.Repeat("(", 40) + "a", maxDepth + 1, "levels"},
		{strings.Repeat("a ", MaxTerms+1), 2*MaxTerms + 1, "conditions"},
		{strings.Repeat("a", MaxLength+1), 1, "bytes"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%.40q): error %v, want an *Error", tt.in, err)
			continue
		}
		if e.Column != tt.column || !strings.Contains(e.Reason, tt.says) {
			t.Errorf("Parse(%.40q): column %d, %q; want column %d, %q", tt.in, e.Column, e.Reason, tt.column, tt.says)
		}
	}
}

// request, click, … are entries as recordings give them.
func entries() map[string]*Entry {
	const start = 1_767_225_600_000 // 2026-01-01
	e := func(e event.Entry) *Entry { return &Entry{Entry: &e, Start: start, User: "ada@example.com"} }
	return map[string]*Entry{
		"request": e(event.Entry{
			Time: start + 90_000, Duration: 1500, Kind: event.EntryRequest, Severity: event.Bad, Track: 1,
			Title:  "POST https://shop.example/api/pay 502",
			Fields: []event.Field{{Name: "method", Value: "POST"}, {Name: "url", Value: "https://shop.example/api/pay"}, {Name: "status", Value: "502"}, {Name: "size", Value: "2048 B"}},
		}),
		"click": e(event.Entry{
			Time: start + 5000, Kind: event.EntryClick, Title: "Pay now",
			Fields: []event.Field{{Name: "element", Value: "button#pay.primary"}},
		}),
		"page":  e(event.Entry{Time: start, Kind: event.EntryNavigation, Title: "https://shop.example/cart/"}),
		"error": e(event.Entry{Time: start + 91_000, Kind: event.EntryError, Severity: event.Bad, Title: "TypeError: größe is undefined"}),
		"rage": e(event.Entry{
			Time: start + 6000, Kind: event.EntryFrustration, Severity: event.Warning, Title: "rage_click: Pay now",
			Fields: []event.Field{{Name: "type", Value: "rage_click"}},
		}),
	}
}

func TestEntry(t *testing.T) {
	tests := []struct{ query, holds, not string }{
		{"pay", "request click rage", "page error"},
		{`"pay now"`, "click rage", "request"},
		{"GRÖSSE OR größe", "error", "click"},
		{"kind:click", "click", "rage"},
		{"kind:clic", "", "click"},
		{"kind:cl*", "click", "request"},
		{"click:Pay", "click", "rage request"},
		{"click:*", "click", "rage request"},
		{"rage:*", "rage", "click"},
		{"dead:*", "", "rage"},
		{"url:/cart", "page", "request"},
		{"url:*/cart/", "page", ""},
		{"url:*/cart", "", "page"},
		{"pay*502", "request", "click"},
		{"url:/cart/", "page", ""},
		{"@url:/api/", "request", "page"},
		{"request:/api/pay", "request", "page"},
		{"status:502", "request", "page"},
		{"status:5*", "request", ""},
		{"status:50", "", "request"},
		{"status:>=500 method:post", "request", "page"},
		{"status:500..599", "request", ""},
		{"status:..499", "", "request page"},
		{"exists:status", "request", "page"},
		{"duration:>1", "request", "page"},
		{"duration:>1.5s", "", "request"},
		{"duration:1500ms", "request", ""},
		{"size:>2kB", "request", "page"},
		{"size:>2KiB", "", "request"},
		{"size:>2s", "", "request"},
		{"time:1m..1:30", "request", "error page"},
		{"time:2026-01-01", "request page", ""},
		{"time:>2026-01-01", "", "request page"},
		{"time:>=2026-01-01T00:01", "request error", "page"},
		{"severity:bad -status:*", "error", "request"},
		{"tab:2", "request", ""},
		{"user:ada", "request page", ""},
		{"message:typeerror", "error", "click"},
		{"selector:#pay", "click", "request"},
		{"target:now", "click rage", "request"},
		{"/^Pay/", "click", "request"},
		{"/^pay/", "", "click"},
		{"/^pay/i", "click", "request"},
		{"a THEN b", "", "click"},
	}
	all := entries()
	for _, tt := range tests {
		q, err := Parse(tt.query)
		if err != nil {
			t.Fatalf("Parse(%q): %v", tt.query, err)
		}
		if err := q.Check(EntryFields()); err != nil {
			t.Errorf("Check(%q): %v", tt.query, err)
		}
		for _, name := range strings.Fields(tt.holds) {
			if !q.Match(all[name]) {
				t.Errorf("%q does not hold for %s", tt.query, name)
			}
		}
		for _, name := range strings.Fields(tt.not) {
			if q.Match(all[name]) {
				t.Errorf("%q holds for %s", tt.query, name)
			}
		}
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	q, err := Parse("kind:request status:>=500 (pay OR url:/cart) -severity:info duration:>1s")
	if err != nil {
		t.Fatal(err)
	}
	e := entries()["request"]
	if n := testing.AllocsPerRun(100, func() { q.Match(e) }); n != 0 {
		t.Errorf("Match allocates %v times", n)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct{ query, want string }{
		{"a sttaus:500", "query, column 3: there is no field sttaus; did you mean status?"},
		{"colour:red", "known are action, click"},
		{"stat:5*", "did you mean status?"},
		{"@anything:x status:1", ""},
	}
	for _, tt := range tests {
		q, err := Parse(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		err = q.Check(EntryFields())
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("Check(%q): %v", tt.query, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("Check(%q): %v, want %q", tt.query, err, tt.want)
		}
	}
}
