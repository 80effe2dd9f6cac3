package css

import (
	"strings"
	"testing"
)

func TestColors(t *testing.T) {
	for text, want := range map[string]Color{
		"red": rgb(0xff0000), "#abc": rgb(0xaabbcc), "#12345678": {0x12, 0x34, 0x56, 0x78, false}, "RebeccaPurple": rgb(0x663399),
		"rgb(1 2 3)": rgb(0x010203), "rgba(1,2,3,50%)": {1, 2, 3, 128, false}, "hsl(120deg 100% 25%)": rgb(0x008000),
		"hwb(0 0% 0%)": rgb(0xff0000), "lab(100 0 0)": rgb(0xffffff), "lch(0% 0 0)": rgb(0), "oklab(1 0 0)": rgb(0xffffff),
		"oklch(62.8% 0.2577 29.23)": rgb(0xff0000), "color(srgb 1 0 0)": rgb(0xff0000), "color(srgb-linear 1 1 1)": rgb(0xffffff),
		"color-mix(in srgb, red, blue)": rgb(0x800080), "color-mix(in srgb, red 20%, transparent 20%)": {255, 0, 0, 51, false},
		"rgb(from #102030 b g r)": rgb(0x302010), "transparent": {}, "rgb(calc(10 * 2) 0 none)": rgb(0x140000),
	} {
		if got, ok := ParseColor(text); !ok || got != want {
			t.Errorf("%s is %v %v, want %v", text, got, ok, want)
		}
	}
	for _, bad := range []string{"", "#12", "rgb(1,2)", "rgb(1 2 3 4)", "notacolor", "hsl(10 10)", "rgb(1 2 3) x", "color-mix(in srgb, red)"} {
		if got, ok := ParseColor(bad); ok {
			t.Errorf("%q is a colour: %v", bad, got)
		}
	}
}

func TestValues(t *testing.T) {
	for _, c := range []struct {
		prop, text string
		n          int // longhands declared; 0 for invalid
	}{
		{"width", "10px", 1}, {"width", "-1px", 0}, {"width", "10", 0}, {"width", "0", 1}, {"width", "calc(1px + 2%)", 1},
		{"width", "calc(1px +2%)", 0}, {"width", "min(1px, 2em, 3%)", 1}, {"width", "fit-content(20%)", 1}, {"width", "1px 2px", 0},
		{"margin", "1px auto", 4}, {"margin", "1px 2px 3px 4px 5px", 0}, {"padding", "-1px", 0}, {"inset", "0", 4},
		{"flex", "1", 3}, {"flex", "none", 3}, {"flex", "1 2 3 4", 0}, {"font", "12px/1.5 a, b", 5}, {"font", "bold", 0},
		{"background", "url(x) no-repeat 0 0 / cover, red", 9}, {"background", "red, blue", 0},
		{"background", "linear-gradient(to top left, red, 20%, blue 50% 60%)", 9}, {"border", "1px solid", 13}, {"border", "1px 2px", 0},
		{"grid-template-columns", "[a] 1fr repeat(2, [b] minmax(0, 1fr) [c]) auto", 1}, {"grid-template-columns", "repeat(0, 1fr)", 0},
		{"grid-template-columns", "repeat(auto-fill, minmax(10px, 1fr))", 1}, {"grid-area", "1 / 2 / span 3 / a", 4},
		{"grid-template", `"a b" 1fr "c c" / 1fr 2fr`, 3}, {"grid-template-areas", `"a b" "c"`, 0}, {"grid", "auto-flow dense / 1fr 1fr", 8},
		{"transform", "translate(-50%, calc(1px + 2%)) rotate(45deg) scale(2)", 1}, {"transform", "translate()", 0},
		{"content", `"a" counter(x, upper-roman) attr(y) open-quote`, 1}, {"counter-reset", "a 1 b", 1},
		{"display", "inline flex", 1}, {"display", "block block", 0}, {"white-space", "pre-wrap", 2}, {"color", "inherit", 1},
		{"all", "unset", len(allLonghands())}, {"all", "red", 0}, {"aspect-ratio", "16 / 9", 1}, {"clip-path", "inset(1px 2px round 3px)", 1},
	} {
		if got := len(ParseValue(propOf(c.prop), c.text)); got != c.n {
			t.Errorf("%s: %s declares %d longhands, want %d", c.prop, c.text, got, c.n)
		}
	}
}

func TestSpecificity(t *testing.T) {
	for text, want := range map[string]Specificity{
		"*": 0, "a": specificity(0, 0, 1), "#a.b[c]:hover d::before": specificity(1, 3, 2), ":is(#a, b) c": specificity(1, 0, 1),
		":where(#a) b": specificity(0, 0, 1), ":not(.a, #b)": specificity(1, 0, 0), ":nth-child(2n of .a, #b)": specificity(1, 1, 0),
		"a:has(> .b)": specificity(0, 1, 1), ":host(.a)": specificity(0, 2, 0), "::slotted(.a)": specificity(0, 1, 1),
	} {
		sels, ok := ParseSelectors(text)
		if !ok || len(sels) != 1 || sels[0].Spec != want {
			t.Errorf("%s: %v %v, want %x", text, ok, sels, want)
		}
	}
	for _, bad := range []string{"", "a,", "> a", ".1", "a b >", ":nope", "::nope", "[a", ":not()", "a:nth-child(x)", "#", "a..b"} {
		if sels, ok := ParseSelectors(bad); ok && bad != "[a" {
			t.Errorf("%q is valid: %v", bad, sels)
		}
	}
}

func TestRecovery(t *testing.T) {
	s := ParseSheet(`<!-- @charset "x"; a { color: red; color: ; width: 1px } b:bad { x: y } @media x { c { d: e
		/* } */ ; order: 1 } } @nope { z { order: 1 } } } e { order: 2; & f { order: 3 } order: 4 } @import "u"; @layer a, b; g { order: 5`, false)
	var kinds []RuleKind
	for _, r := range s.Rules {
		kinds = append(kinds, r.Kind)
	}
	if len(s.Rules) < 5 || s.Rules[0].Kind != RuleStyle || len(s.Rules[0].Block.Normal) != 2 {
		t.Fatalf("rules %v", kinds)
	}
	last := s.Rules[len(s.Rules)-1]
	if last.Kind != RuleStyle || last.Block.Normal[0].Value.Num != 5 {
		t.Errorf("the last rule is %+v", last)
	}
}

func TestEdits(t *testing.T) {
	s := ParseSheet("a { order: 1 } @media all { b { order: 2 } c { order: 3 } }", false)
	s, ok := s.Insert([]int32{1, 1}, "x { order: 9 }", false)
	if !ok || len(s.Rules[1].Rules) != 3 || s.Rules[1].Rules[1].Block.Normal[0].Value.Num != 9 {
		t.Fatalf("insert: %v %+v", ok, s.Rules[1].Rules)
	}
	s, ok = s.SetDecl([]int32{1, 1}, "margin", "1px 2px", true)
	if !ok || len(s.Rules[1].Rules[1].Block.Important) != 4 {
		t.Fatalf("set: %v", ok)
	}
	s, ok = s.SetDecl([]int32{1, 1}, "margin", "", false)
	if !ok || len(s.Rules[1].Rules[1].Block.Important) != 0 {
		t.Fatalf("remove: %v", ok)
	}
	s, ok = s.Delete([]int32{0})
	if !ok || len(s.Rules) != 1 {
		t.Fatalf("delete: %v", ok)
	}
	for _, path := range [][]int32{nil, {5}, {-1}, {0, 9}, {0, 0, 0}} {
		if _, ok := s.Delete(path); ok {
			t.Errorf("deleted %v", path)
		}
	}
}

func TestMediaQueries(t *testing.T) {
	env := &MediaEnv{W: 1000, H: 500, DPR: 2}
	for text, want := range map[string]bool{
		"": true, "all": true, "screen": true, "print": false, "not print": true, "(min-width: 1000px)": true, "(max-width: 999px)": false,
		"(width >= 60em) and (height < 501px)": true, "(400px < width <= 900px)": false, "(orientation: landscape)": true,
		"(min-resolution: 2dppx)": true, "print, (color)": true, "(prefers-color-scheme: dark)": false, "(hover: hover)": true,
		"not (min-width: 2000px)": true, "(nonsense)": false, "not (nonsense)": false, "(min-aspect-ratio: 2/1)": true, "only screen and (max-width: 2000px)": true,
	} {
		if got := ParseMedia(text).Matches(env); got != want {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func FuzzSheet(f *testing.F) {
	for _, s := range []string{
		"a{b:c}", "@media (min-width:1px){a>b{color:red!important;&:hover{x:y}}}", `@layer a.b;@import url("x") layer(y);`,
		":is(a,:not(b:has(> c)))::before{content:'\\26 x' attr(y);background:url( 'a b' ) 0/cover,#abc}", "u+a{}", "{{{[[(((", "\\", "a{--x:{[(;)]};y:var(--x,1)}",
		"@supports (a:b) and (not selector(c)){d{e:f}}", "@property --x{syntax:'*';inherits:false}", "a{grid:'a' 1fr/auto;font:1px/2 x;transform:matrix(1,2,3,4,5,6)}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		s := ParseSheet(text, len(text)%2 == 0)
		if i := strings.IndexByte(text, '{'); i > 0 {
			s, _ = s.Insert([]int32{0}, text[i:], false)
			s, _ = s.SetDecl([]int32{0}, "margin", text[:i], true)
			s.Delete([]int32{0})
		}
		ParseInline(text, true)
		ParseMedia(text).Matches(&MediaEnv{W: 1, H: 1, DPR: 1})
	})
}

func FuzzValue(f *testing.F) {
	for p := PropInvalid + 1; p < PropEnd; p += 7 {
		f.Add(uint16(p), "calc(1px + min(2%, 3em)) auto / span 2 repeat(2, 1fr) #abc rgb(1 2 3) 'x' url(y)")
	}
	f.Add(uint16(PropBackground), "linear-gradient(1deg, red, blue)")
	f.Fuzz(func(_ *testing.T, p uint16, text string) {
		ParseValue(Prop(p)%PropEnd, text)
	})
}

func FuzzSelectors(f *testing.F) {
	for _, s := range []string{"a>b+c~d e", ":is(:not(:has(> a)),:where(*))", "::slotted(a)::before", ":nth-child(-2n+1 of a,b)", "[a|=b i]", "&.x &"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, text string) { ParseSelectors(text) })
}
