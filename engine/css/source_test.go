package css

import (
	"fmt"
	"strings"
	"testing"
)

func TestRulesAsWritten(t *testing.T) {
	s := ParseSheet(`/* x */ a:is(b, c) , .d[x="a,{"] { color : red;margin:0 auto !important; --x: { a }; b:hover { top: 0 } left: 1px }
		@media (min-width: 600px) { .e { color: blue } }
		@layer base { i { unknown: 1; font: 1px/2 x } }`, false)
	var got []string
	var walk func(rules []*Rule, depth int)
	walk = func(rules []*Rule, depth int) {
		for _, r := range rules {
			line := strings.Repeat(" ", depth) + r.Prelude()
			if r.Kind == RuleStyle {
				for _, w := range r.Written(false) {
					line += fmt.Sprintf(" |%s=%s %v %d", w.Name, w.Value, w.Important, len(w.Decls))
				}
			}
			got = append(got, line)
			walk(r.Rules, depth+1)
		}
	}
	walk(s.Rules, 0)
	want := []string{
		`a:is(b, c) , .d[x="a,{"] |color=red false 1 |margin=0 auto true 4 |--x={ a } false 1 |left=1px false 1`,
		` b:hover |top=0 false 1`,
		`  |left=1px false 1`,
		`@media (min-width: 600px)`,
		` .e |color=blue false 1`,
		`@layer base`,
		` i |unknown=1 false 0 |font=1px/2 x false 5`,
	}
	if len(got) < len(want) {
		t.Fatalf("got %q", got)
	}
	want[2] = strings.TrimPrefix(want[2], " ")
	for i := range want {
		if strings.TrimSpace(got[i]) != strings.TrimSpace(want[i]) {
			t.Errorf("%d: %q, want %q", i, got[i], want[i])
		}
	}
	if x := s.Rules[0].SelectorText(1); x != `.d[x="a,{"]` {
		t.Errorf("second selector %q", x)
	}
	e, ok := s.SetDecl([]int32{1, 0}, "color", "green", true)
	if !ok {
		t.Fatal("not edited")
	}
	if x := e.Rules[1].Rules[0].Text; x != ".e { color: green !important; }" {
		t.Errorf("edited: %q", x)
	}
}
