package style

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// explained builds a tree of HTML text and explains the element with an id.
func explained(t *testing.T, text, id string) (*Resolver, *Explanation) {
	t.Helper()
	tree := treeOf(t, text)
	r := NewResolver()
	r.Update(tree, Env{W: 1280, H: 720}, Interaction{})
	for i := 1; i < tree.Slots(); i++ {
		if v, _ := tree.Node(dom.Ref(i)).Attr("id"); v == id {
			return r, r.Explain(dom.Ref(i))
		}
	}
	t.Fatalf("no #%s", id)
	return nil, nil
}

func treeOf(t *testing.T, text string) *dom.Tree {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	tree := dom.New()
	next := event.NodeID(1)
	var add func(n *html.Node, parent event.NodeID)
	add = func(n *html.Node, parent event.NodeID) {
		op := event.Op{Kind: event.OpInsert, Node: next, Ref: parent, Where: event.LastChildOf, Sheet: event.NoSheet}
		switch n.Type {
		case html.DocumentNode:
			op.Type, op.Where, op.Ref = event.NodeDocument, event.AtRoot, event.NoNode
		case html.ElementNode:
			op.Type, op.Name = event.NodeElement, n.Data
			for _, a := range n.Attr {
				op.Attrs = append(op.Attrs, event.Attr{Name: a.Key, Value: a.Val})
			}
		case html.TextNode:
			op.Type, op.Text = event.NodeText, n.Data
		case html.DoctypeNode:
			op.Type, op.Name = event.NodeDoctype, n.Data
		default:
			return
		}
		id := next
		next++
		tree.Apply(&op)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c, id)
		}
	}
	add(doc, event.NoNode)
	return tree.Freeze()
}

func (x *Explanation) property(name string) *Property {
	for i := range x.Properties {
		if x.Properties[i].Name == name {
			return &x.Properties[i]
		}
	}
	return nil
}

func TestExplain(t *testing.T) {
	_, x := explained(t, `<!doctype html><style>
		@layer base, theme;
		@layer theme { #a { color: green } }
		@layer base { #a { color: olive; letter-spacing: 2px } }
		:root { --pad: 3px; font-family: serif }
		p { color: red !important; margin: 1em 0; padding-left: var(--pad) }
		div > p.note:first-child, i { color: blue; margin-top: 4px }
		@media (min-width: 600px) { .note { margin-top: 5px; & { z-index: 3 } } }
		@media (min-width: 6000px) { .note { margin-top: 6px } }
		div { text-align: center; width: 50% }
	</style><div><p id=a class=note style="display: flex; margin-top: 7px">x</p></div>`, "a")
	if x == nil {
		t.Fatal("no explanation")
	}
	check := func(name, value string, wins ...string) {
		t.Helper()
		p := x.property(name)
		if p == nil {
			t.Errorf("%s is not there", name)
			return
		}
		if p.Value != value {
			t.Errorf("%s is %q, want %q", name, p.Value, value)
		}
		for i, want := range wins {
			if i >= len(p.Declarations) {
				t.Errorf("%s has %d declarations, want %d", name, len(p.Declarations), len(wins))
				break
			}
			d := p.Declarations[i]
			got := d.Name + ": " + d.Value + " | " + d.Rule.Kind.String() + " | " + strings.Join(append(d.Rule.Within, d.Rule.Selector), " ")
			if got != want {
				t.Errorf("%s, declaration %d is %q, want %q", name, i, got, want)
			}
		}
		if len(p.Declarations) != len(wins) {
			t.Errorf("%s has %d declarations, want %d: %+v", name, len(p.Declarations), len(wins), p.Declarations)
		}
	}
	check("color", "#ff0000",
		"color: red | rule | p", "color: blue | rule | div > p.note:first-child",
		"color: green | rule | @layer theme #a", "color: olive | rule | @layer base #a")
	check("margin-top", "7px",
		"margin-top: 7px | style attribute | ", "margin-top: 4px | rule | div > p.note:first-child",
		"margin-top: 5px | rule | @media (min-width: 600px) .note", "margin: 1em 0 | rule | p", "margin-block: 1em | user agent | "+uaSelector(x, "margin-top"))
	check("padding-left", "3px", "padding-left: var(--pad) | rule | p")
	check("display", "flex", "display: flex | style attribute | ", "display: block | user agent | "+uaSelector(x, "display"))
	check("text-align", "center", "text-align: center | rule | div")
	check("z-index", "3", "z-index: 3 | rule | @media (min-width: 600px) .note &")
	if p := x.property("text-align"); p.From == dom.None {
		t.Error("text-align is not said to be inherited")
	}
	if x.property("width") != nil {
		t.Error("width is not inherited, but listed")
	}
	d := x.property("color").Declarations[1]
	if a, b, c := d.Rule.Specificity.Parts(); a != 0 || b != 2 || c != 2 || d.Rule.Sheet != "<style> 1" {
		t.Errorf("specificity %d %d %d of %q", a, b, c, d.Rule.Sheet)
	}
	if l := x.property("letter-spacing").Declarations[0].Rule.Layer; l != "base" {
		t.Errorf("layer %q", l)
	}
}

// uaSelector is the selector of the user agent's rule that comes last for a
// property: its text is none of this test's business.
func uaSelector(x *Explanation, name string) string {
	p := x.property(name)
	if p == nil || len(p.Declarations) == 0 {
		return ""
	}
	return p.Declarations[len(p.Declarations)-1].Rule.Selector
}

// The declaration that is said to win is the one that the cascade takes, for
// every element of the page that the cascade is compared with Chromium on.
func TestExplainAgreesWithTheCascade(t *testing.T) {
	text, err := os.ReadFile("testdata/cascade.html")
	if err != nil {
		t.Fatal(err)
	}
	tree := treeOf(t, string(text))
	r := NewResolver()
	s := r.Update(tree, Env{W: 1280, H: 720}, Interaction{})
	compared := 0
	for i := 1; i < tree.Slots(); i++ {
		ref := dom.Ref(i)
		if s.Of(ref) == nil {
			continue
		}
		x := r.Explain(ref)
		// Explaining leaves the last element's cascade behind: do the element's
		// own again.
		winners := winnersOf(r, s, ref)
		for p, v := range winners {
			if v.Kind == css.ValueWide {
				continue
			}
			e := x.property(p.Name())
			if e == nil || e.From != dom.None {
				t.Errorf("%s of %s is not explained", p.Name(), tree.Node(ref).Tag)
				continue
			}
			if strings.HasPrefix(e.Declarations[0].Value, "revert") {
				continue // it wins, and takes back what was there before
			}
			if !declares(r, s, ref, &e.Declarations[0], p, v) {
				t.Errorf("%s of <%s %v>: %+v is not what won: %+v", p.Name(), tree.Node(ref).Tag, tree.Node(ref).Classes, e.Declarations[0], v)
			}
			compared++
		}
	}
	if compared < 500 {
		t.Errorf("only %d winners compared", compared)
	}
}

func winnersOf(r *Resolver, s *Styles, ref dom.Ref) map[css.Prop]css.Value {
	above := flatChain(s, ref)
	w := &walker{r: r, t: s.tree, s: s, v: r.lastView, scopes: r.scopes, media: r.media, vw: 1280, vh: 720, rem: 16, rlh: 18}
	for _, a := range above[1:] {
		w.filter(s.tree.Node(a), 1)
	}
	sc := w.scopeOf(ref, r.scopes[s.tree.Doc])
	n := s.tree.Node(ref)
	w.collect(ref, n, sc)
	var parent *Computed
	text := initialText
	if len(above) > 1 {
		parent = s.Of(above[1])
		text = parent.Text
	}
	q := w.request(ref, n, parent, sc)
	cs := &cascade{}
	cs.order(w.matches, q.hints.get(), q.inline.get())
	vars := s.Of(ref).Vars
	cs.resolve(text, func(d *css.Decl) []css.Decl { return r.substitute(d, vars, q.node.Attr) })
	out := map[css.Prop]css.Value{}
	for _, p := range cs.touched {
		out[p] = *cs.winners[p]
	}
	return out
}

// declares reports whether a declaration gives property p the value v.
func declares(r *Resolver, s *Styles, ref dom.Ref, d *Declaration, p css.Prop, v css.Value) bool {
	x := &explainer{r: r, t: s.tree}
	for _, w := range css.ParseWritten(d.Name+": "+d.Value, d.Rule.Kind == FromAttributes) {
		for _, l := range x.longhands(&w, s.Of(ref).Vars, s.tree.Node(ref).Attr) {
			if l.Prop.Physical(s.Of(ref).Text.WritingMode, s.Of(ref).Text.Direction) == p && reflect.DeepEqual(l.Value, v) {
				return true
			}
		}
	}
	return false
}
