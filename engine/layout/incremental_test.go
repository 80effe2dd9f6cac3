package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/layout"
)

// testPage is a page with most kinds of boxes.
const testPage = `<!doctype html><style>
body{margin:8px;counter-reset:s}.f{float:left;width:100px;margin:4px}.flex{display:flex;gap:8px}.flex>*{flex:1}
.abs{position:absolute;right:10px;top:20px}.rel{position:relative}.ib{display:inline-block;padding:4px}
h2::before{counter-increment:s;content:counter(s) ". "}.big{font-size:32px}.hide{display:none}.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;width:90px}
.grid{display:grid;grid-template-columns:1fr 2fr}.wide{width:60%;margin:0 auto;border:1px solid}.clear{clear:both}
.lines{border-collapse:collapse;border:2px solid}.lines td{border:1px solid;vertical-align:middle}.thick td,td.thick{border:6px double red}.fixed{table-layout:fixed;width:300px}
.sep{border-collapse:separate}.sep td{padding:3px}.high{height:70px}.bottom{vertical-align:bottom}
.tall{min-height:50vh}.half{height:50%}.down{writing-mode:vertical-rl}.low{position:fixed;bottom:0;height:10%}html,body{height:100%}
@media (max-width:550px){.ib{padding:8px}}
</style><body><h1 id=a>Title of it</h1><div class=rel><p id=b>Some text <b>bold</b> and <span class=ib>inline block</span> here</p><span class=abs>abs</span></div>
<div class=flex><div>one</div><div>two <i>words</i></div><div class=cut>three is cut here</div></div><h2>Sub</h2><div class=f>float</div><p>beside the float</p><p class=clear>below</p>
<div class=tall><div class=half>half</div></div><div class=down>written downwards</div><div class=low>low</div>
<ul><li>item one<li>item two<ol><li>nested<li>again</ol></ul><h2>Other</h2><table><tr><td>a<td>b b b<tr><td colspan=2>wide cell</table>
<table class=lines><caption>title</caption><thead><tr><th>h1<th>h2<th>h3</thead><tbody><tr><td>1<td>two<td>three words here<tr><td>4<td>five<td>6<tr><td rowspan=2>7<td>8<td>9<tr><td>10<td>11</tbody><tbody><tr><td>a<td class=rel>b <span class=abs>c</span><td>d<tr><td>e<td>f<div class=half>x</div><td>g</tbody><tfoot><tr><td>t<td>u<td>v</tfoot></table>
<div class=grid><div>g1</div><div>g2</div><div>g3</div></div><div class=wide><input value=v><button>press</button><select><option>x<option>long option</select></div>
<details><summary>more</summary>hidden <em>text</em></details><pre>a
  b	c</pre></body>`

// same compares two results box by box.
func same(t *rapid.T, tree *dom.Tree, a, b *layout.Result) {
	if a.W != b.W || a.H != b.H {
		t.Fatalf("document %v×%v, from scratch %v×%v", a.W, a.H, b.W, b.H)
	}
	for ref := range dom.Ref(tree.Slots()) {
		x, y := a.Box(ref), b.Box(ref)
		if (x == nil) != (y == nil) {
			t.Fatalf("node %d: box %v, from scratch %v", ref, x != nil, y != nil)
		}
		if x == nil {
			continue
		}
		rx, okx := a.Rect(x)
		ry, oky := b.Rect(y)
		if rx != ry || okx != oky {
			t.Fatalf("node %d (%s %q): %v, from scratch %v", ref, tree.Node(ref).Tag, tree.Node(ref).Text, rx, ry)
		}
	}
	if x, y := lines(a.Root), lines(b.Root); x != y {
		p, q := strings.Split(x, "\n"), strings.Split(y, "\n")
		for i := range min(len(p), len(q)) {
			if p[i] != q[i] {
				t.Fatalf("line %d of %d: %s, from scratch of %d: %s", i, len(p), p[i], len(q), q[i])
			}
		}
		t.Fatalf("%d items, from scratch %d", len(p), len(q))
	}
}

// lines renders all line boxes of a tree as text.
func lines(b *layout.Box) string {
	var s strings.Builder
	var visit func(b *layout.Box, depth int)
	visit = func(b *layout.Box, depth int) {
		if b.Frag != nil {
			if t := b.Frag.Tracks; t != nil {
				fmt.Fprintf(&s, "tracks %v %v\n", t.Cols, t.Rows)
				if t.Borders != nil {
					fmt.Fprintf(&s, "borders %v %v\n", t.Borders.V, t.Borders.H)
				}
			}
			for _, l := range b.Frag.Lines {
				for _, it := range l.Items {
					fmt.Fprintf(&s, "%d %d,%d %dx%d %q %v\n", it.Kind, it.X, it.Y, it.W, it.H, it.Text, it.Hidden)
				}
			}
		}
		for k := b.First; k != nil && depth < 500; k = k.Next {
			visit(k, depth+1)
		}
	}
	visit(b, 0)
	return s.String()
}

// TestIncremental checks that a run over an earlier result gives what a run from
// scratch gives.
func TestIncremental(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := load([]byte(testPage), 640, 480)
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			p.w = rapid.SampledFrom([]float64{640, 640, 500}).Draw(t, "width")
			p.h = rapid.SampledFrom([]float64{480, 480, 300}).Draw(t, "height")
			p.change(randomOps(t, p.tree)...)
			p.res = layout.Run(p.styles, layout.Terminal(), p.res)
			same(t, p.tree, p.res, layout.Run(p.styles, layout.Terminal(), nil))
		}
	})
}

// randomOps draws changes of a tree.
func randomOps(t *rapid.T, tree *dom.Tree) []event.Op {
	var elements, texts []event.NodeID
	maxID := event.NodeID(0)
	for ref := dom.Ref(1); int(ref) < tree.Slots(); ref++ {
		if !tree.Alive(ref) {
			continue
		}
		n := tree.Node(ref)
		maxID = max(maxID, n.ID)
		switch {
		case n.IsText() && tree.Node(n.Parent).Tag != "style":
			texts = append(texts, n.ID)
		case n.IsElement() && n.Tag != "html" && n.Tag != "head" && n.Tag != "style" && n.Tag != "body" && n.Tag != "meta":
			elements = append(elements, n.ID)
		}
	}
	var ops []event.Op
	add := func(o event.Op) { ops = append(ops, o) }
	word := rapid.SampledFrom([]string{"x", "a longer text that may wrap", "", " ", "pre-fixed", "tail "})
	class := rapid.SampledFrom([]string{"", "f", "flex", "abs", "rel", "ib", "big", "hide", "cut", "grid", "wide", "clear", "lines", "thick", "fixed lines", "sep", "high", "bottom"})
	for range rapid.IntRange(1, 3).Draw(t, "ops") {
		switch rapid.IntRange(0, 4).Draw(t, "op") {
		case 0, 1:
			if len(texts) > 0 {
				add(event.Op{Kind: event.OpText, Node: rapid.SampledFrom(texts).Draw(t, "text"), Text: word.Draw(t, "word")})
			}
		case 2:
			if len(elements) > 0 {
				add(event.Op{Kind: event.OpAttr, Node: rapid.SampledFrom(elements).Draw(t, "element"), Name: "class", Text: class.Draw(t, "class")})
			}
		case 3:
			if len(elements) > 0 {
				maxID++
				parent := rapid.SampledFrom(elements).Draw(t, "parent")
				add(event.Op{
					Kind: event.OpInsert, Node: maxID, Type: event.NodeElement, Where: event.LastChildOf, Ref: parent,
					Name: rapid.SampledFrom([]string{"div", "span", "li", "p", "td", "h2", "tr", "td", "tbody", "col"}).Draw(t, "tag"),
				})
				maxID++
				add(event.Op{Kind: event.OpInsert, Node: maxID, Type: event.NodeText, Where: event.LastChildOf, Ref: maxID - 1, Text: "new text"})
			}
		case 4:
			if len(elements) > 5 {
				id := rapid.SampledFrom(elements).Draw(t, "removed")
				add(event.Op{Kind: event.OpRemove, Node: id})
				return ops
			}
		}
	}
	return ops
}

// bigPage is a page of some 5,400 elements.
func bigPage() []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><style>.row{display:flex;gap:4px;padding:2px}.row>*{flex:1}.card{border:1px solid;margin:4px;padding:8px}</style><body>`)
	for i := range 300 {
		fmt.Fprintf(&b, `<div class=card><h3>Card %d</h3><p>Some text with <b>bold</b> and <a href=#>a link</a> that goes on for a while so that it wraps in a narrow place.</p>
<div class=row><div><span>one</span></div><div><span>two</span></div><div><span id=s%d>three</span></div></div><ul><li>first item<li>second item<li>third</ul></div>`, i, i)
	}
	return []byte(b.String())
}

func BenchmarkCold(b *testing.B) {
	p := load(bigPage(), 1280, 720)
	b.ReportMetric(float64(p.tree.Len()), "nodes")
	for b.Loop() {
		layout.Run(p.styles, layout.Terminal(), nil)
	}
}

func BenchmarkTextChange(b *testing.B) {
	p := load(bigPage(), 1280, 720)
	id := event.NoNode
	for ref := dom.Ref(1); int(ref) < p.tree.Slots(); ref++ {
		if n := p.tree.Node(ref); n.IsText() && n.Text == "three" {
			id = n.ID
		}
	}
	i := 0
	for b.Loop() {
		i++
		b.StopTimer()
		p.change(event.Op{Kind: event.OpText, Node: id, Text: fmt.Sprint("three ", i)})
		b.StartTimer()
		p.res = layout.Run(p.styles, layout.Terminal(), p.res)
	}
}

func BenchmarkPage(b *testing.B) {
	html, err := os.ReadFile(filepath.Join(sharedDir(b), "pages", "uikit-navbar", "page.html"))
	if err != nil {
		b.Skip(err)
	}
	p := load(html, 1280, 720)
	for b.Loop() {
		layout.Run(p.styles, layout.Terminal(), nil)
	}
}
