package steps_test

import (
	"fmt"
	"strings"
	"testing"

	"playhead/engine/event"
	"playhead/engine/steps"
)

func TestChapters(t *testing.T) {
	s := script(t, "../../testdata/recordings/shop-dd7", steps.Options{})
	start := s.Steps[0].Time
	end := start + 49_000
	chapters := steps.Chapters(s, end)
	var got []string
	for i, c := range chapters {
		got = append(got, fmt.Sprintf("%s %s", c.Rule, c.Title))
		if c.End < c.Start || i > 0 && chapters[i-1].End != c.Start {
			t.Errorf("chapter %d is from %d to %d", i, c.Start-start, c.End-start)
		}
	}
	want := []string{
		"page /: change Show, click Add to cart, Eos",
		"page /kettle/eos: click Measures, Add to cart, Cart 2",
		"page /cart: click Have a coupon?, Check out, 1 sign of frustration",
		"page /checkout: fill in Name, Mail, Card number and 3 more, click Pay now",
		"after form /checkout: change I have read the terms, click Pay now, Yes, pay, Orders, 3 errors, 2 signs of frustration",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if len(steps.Chapters(&steps.Script{}, end)) != 0 {
		t.Error("chapters of nothing")
	}
}

// TestChapterRules makes a chapter by each rule.
func TestChapterRules(t *testing.T) {
	x := func(role string) *steps.Target { return &steps.Target{Role: role, Tag: role, Name: role} }
	step := func(at event.Millis, a steps.Action, role, url string) steps.Step {
		return steps.Step{Time: at, Action: a, Target: x(role), URL: url, Count: 1}
	}
	s := &steps.Script{Steps: []steps.Step{
		{Time: 1, Action: steps.Open, URL: "http://a/x?q=1", Count: 1},
		step(1000, steps.Click, "link", "http://a/x#here"),
		step(2000, steps.Click, "button", "http://a/x"),
		step(3000, steps.Click, "tab", "http://a/x"),
		step(4000, steps.Fill, "textbox", "http://a/x"), // form
		step(5000, steps.Tick, "checkbox", "http://a/x"),
		step(40_000, steps.Click, "button", "http://a/x"), // pause
		step(41_000, steps.Click, "button", "http://a/y"), // page
	}}
	var rules []string
	for _, c := range steps.Chapters(s, 50_000) {
		rules = append(rules, c.Rule)
	}
	if got := strings.Join(rules, ", "); got != "page, form, pause, page" {
		t.Error(got)
	}
}
