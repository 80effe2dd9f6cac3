package search

import (
	"strings"
	"testing"
)

func TestFirst(t *testing.T) {
	track := open(t, "../../testdata/recordings/shop-dd7").Tracks()[0]
	tests := []struct {
		condition string
		text      string // the first hit of this pattern begins then; "" for the start
		found     bool
	}{
		{`text:"Payment failed"`, "Payment failed", true},
		{`"payment failed"`, "Payment failed", true},
		{`/Payment (failed|declined)/`, "Payment failed", true},
		{`text:Pay*failed`, "Payment failed", true},
		{`selector:dialog visible`, "selector:dialog", true},
		{`url:/checkout text:"Payment failed" -text:zebra`, "Payment failed", true},
		{`text:zebra OR selector:dialog`, "selector:dialog", true},
		{`-text:zebra`, "", true},
		{`url:/cart`, "", true},
		{`text:zebra`, "", false},
		{`title:nothing`, "", false},
	}
	for _, tt := range tests {
		c, err := ParseCondition(tt.condition)
		if err != nil {
			t.Fatalf("%s: %v", tt.condition, err)
		}
		m, found, _, err := First(t.Context(), track, c, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if found != tt.found {
			t.Errorf("%s: found %v, want %v", tt.condition, found, tt.found)
			continue
		}
		if tt.text == "" {
			continue
		}
		hits, _ := search(t, track, pattern(t, tt.text), Options{Exact: true})
		if len(hits) == 0 || m.State.Time != hits[0].From {
			t.Errorf("%s: at %d, want that of the first of %v", tt.condition, m.State.Time-track.Start(), hits)
		}
	}
}

func TestParseConditionErrors(t *testing.T) {
	tests := []struct{ in, says string }{
		{"", "empty"},
		{"a THEN b", "THEN"},
		{"txt:a", "did you mean text?"},
		{"selector:..", "not a CSS selector"},
		{"text:>5", "want a text"},
		{"text:/(/", "does not compile"},
	}
	for _, tt := range tests {
		if _, err := ParseCondition(tt.in); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("ParseCondition(%q): %v, want %q", tt.in, err, tt.says)
		}
	}
}
