package htmlpage

import (
	"fmt"
	"strings"
	"testing"

	"playhead/engine/event"
)

// dump writes inserted nodes as "id parent name/text", one per line.
func dump(p *Page) string {
	var s strings.Builder
	for _, op := range p.Ops {
		if op.Kind != event.OpInsert {
			continue
		}
		what := op.Name
		if op.Type == event.NodeText || op.Type == event.NodeComment {
			what = fmt.Sprintf("%q", op.Text)
		}
		if op.Type == event.NodeShadowRoot {
			what = "#shadow-root"
		}
		for _, a := range op.Attrs {
			what += fmt.Sprintf(" %s=%q", a.Name, a.Value)
		}
		if op.NS == event.SVG {
			what += " (svg)"
		}
		if op.Modal {
			what += " (style)"
		}
		fmt.Fprintf(&s, "%d %d %s\n", op.Node, op.Ref, what)
	}
	return s.String()
}

func TestParse(t *testing.T) {
	cases := []struct{ name, doc, want string }{
		{"page", `<!doctype html><title> A  b </title><style>p{x}</style><p class=a>Hi<!--c-->`, `0 -1 
1 0 html
2 0 html
3 2 head
4 3 title
5 4 " A  b "
6 3 style
7 6 "p{x}" (style)
8 2 body
9 8 p class="a"
10 9 "Hi"
11 9 "c"
`},
		{"shadow", `<div><template shadowrootmode=open><b>x</b></template>light</div><template><i>no</i></template>`, `0 -1 
1 0 html
2 1 head
3 1 body
4 3 div
5 4 #shadow-root
6 5 b
7 6 "x"
8 4 "light"
9 3 template
`},
		{"svg", `<svg viewBox="0 0 1 1"><path xlink:href="#a"/></svg>`, `0 -1 
1 0 html
2 1 head
3 1 body
4 3 svg viewBox="0 0 1 1" (svg)
5 4 path xlink:href="#a" (svg)
`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := Parse([]byte(c.doc), Options{URL: "file:///a.html", ViewportW: 800, ViewportH: 600})
			if got := dump(p); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if p.Ops[0].Kind != event.OpReset || p.Ops[1].Kind != event.OpURL || p.Ops[1].W != 800 {
				t.Errorf("starts with %+v, %+v", p.Ops[0], p.Ops[1])
			}
			if len(p.Problems) > 0 {
				t.Errorf("problems: %v", p.Problems)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	if p := Parse([]byte("<title> A \n b </title>"), Options{}); p.Title != "A b" {
		t.Errorf("title %q", p.Title)
	}
}

// Deep nesting keeps the text and says what was dropped.
func TestDeep(t *testing.T) {
	doc := strings.Repeat("<div>", 5000) + "deep" + strings.Repeat("</div>", 5000) + "<p>after"
	p := Parse([]byte(doc), Options{})
	got := dump(p)
	if !strings.Contains(got, `"deep"`) || !strings.Contains(got, `"after"`) {
		t.Errorf("text is lost: %d bytes", len(got))
	}
	if len(p.Problems) != 1 || p.Problems[0].Kind != event.ProblemLimit {
		t.Errorf("problems: %v", p.Problems)
	}
}

func TestEncoding(t *testing.T) {
	p := Parse([]byte("<meta charset=windows-1252><p>caf\xe9"), Options{})
	if !strings.Contains(dump(p), `"café"`) {
		t.Errorf("got %s", dump(p))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("<p>a<table><b>x"))
	f.Add([]byte("<select><option selected><svg><style>"))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		p := Parse(doc, Options{})
		open := map[event.NodeID]bool{event.NoNode: true}
		for _, op := range p.Ops {
			if op.Kind != event.OpInsert {
				continue
			}
			if !open[op.Ref] || open[op.Node] {
				t.Fatalf("node %d below %d", op.Node, op.Ref)
			}
			open[op.Node] = true
		}
	})
}
