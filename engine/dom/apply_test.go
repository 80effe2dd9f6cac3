package dom

import (
	"strings"
	"testing"

	"playhead/engine/event"
)

// testPage builds trees in tests, one operation per call.
type testPage struct {
	t    *testing.T
	tree *Tree
	next event.NodeID
}

func newPage(t *testing.T) *testPage {
	p := &testPage{t: t, tree: New(), next: 1}
	p.do(event.Op{Kind: event.OpReset})
	p.do(event.Op{Kind: event.OpInsert, Node: 0, Type: event.NodeDocument, Where: event.AtRoot})
	return p
}

func (p *testPage) try(op event.Op) Fault {
	if op.Sheet == 0 {
		op.Sheet = event.NoSheet
	}
	f := p.tree.Apply(&op)
	if d := p.tree.Broken(); d != "" {
		p.t.Fatalf("after %+v: %s", op, d)
	}
	return f
}

func (p *testPage) do(op event.Op) {
	p.t.Helper()
	if f := p.try(op); f != FaultNone {
		p.t.Fatalf("%+v: %v", op, f)
	}
}

// el appends an element: "tag name=value name=value".
func (p *testPage) el(parent event.NodeID, def string) event.NodeID {
	p.t.Helper()
	id := p.next
	p.next++
	f := strings.Fields(def)
	op := event.Op{Kind: event.OpInsert, Node: id, Type: event.NodeElement, Name: f[0], Ref: parent, Where: event.LastChildOf}
	for _, a := range f[1:] {
		k, v, _ := strings.Cut(a, "=")
		op.Attrs = append(op.Attrs, event.Attr{Name: k, Value: v})
	}
	p.do(op)
	return id
}

func (p *testPage) text(parent event.NodeID, s string) event.NodeID {
	p.t.Helper()
	id := p.next
	p.next++
	p.do(event.Op{Kind: event.OpInsert, Node: id, Type: event.NodeText, Text: s, Ref: parent, Where: event.LastChildOf})
	return id
}

func (p *testPage) body() event.NodeID { return p.el(p.el(0, "HTML"), "BODY") }

func (p *testPage) is(want string) {
	p.t.Helper()
	if got := string(Canonical(p.tree)); got != want {
		p.t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCanonical(t *testing.T) {
	p := newPage(t)
	b := p.body()
	d := p.el(b, "DIV id=a class=x")
	p.do(event.Op{Kind: event.OpAttr, Node: d, Name: "CLASS", Text: " one \n two\tone"})
	p.text(d, "say \"hi\" <\u2028>\x01")
	p.el(d, "script")
	p.text(d, " there")
	p.do(event.Op{Kind: event.OpScroll, Node: d, X: 0.4, Y: 12.6})
	p.is(`["body",{},["div",{"id":"a","class":"one two one","~st":13},"say \"hi\" <` + "\u2028" + `>\u0001 there"]]`)

	host := p.el(b, "x-card data-dd-privacy=mask")
	p.text(host, "light")
	p.do(event.Op{Kind: event.OpInsert, Node: 90, Type: event.NodeShadowRoot, Ref: host, Where: event.LastChildOf})
	p.el(90, "slot")
	frame := p.el(b, "iframe")
	p.do(event.Op{Kind: event.OpInsert, Node: 91, Type: event.NodeDocument, Ref: frame, Where: event.LastChildOf})
	p.text(p.el(p.el(91, "html"), "body"), "in")
	p.do(event.Op{Kind: event.OpRemove, Node: d})
	p.is(`["body",{},["x-card",{"~privacy":"mask"},["#shadow-root",{},["slot",{}]],"light"],["iframe",{},["#document",{},["body",{},"in"]]]]`)
	p.do(event.Op{Kind: event.OpRemove, Node: host})
	if p.tree.ByID(90) != None {
		t.Error("the shadow root outlives its host")
	}
}

func TestForm(t *testing.T) {
	tests := []struct {
		name string
		do   func(p *testPage, b event.NodeID)
		want string // canonical children of the body
	}{
		{"attribute after input wins", func(p *testPage, b event.NodeID) {
			i := p.el(b, "input value=a")
			p.do(event.Op{Kind: event.OpValue, Node: i, Text: "b"})
			p.do(event.Op{Kind: event.OpAttr, Node: i, Name: "value", Text: "c"})
		}, `["input",{"value":"c","~type":"text"}]`},
		{"input after attribute wins", func(p *testPage, b event.NodeID) {
			i := p.el(b, "input value=a")
			p.do(event.Op{Kind: event.OpInput, Node: i, Text: "b", On: true})
		}, `["input",{"value":"b","~type":"text"}]`},
		{"checkbox ignores the text of an input event", func(p *testPage, b event.NodeID) {
			i := p.el(b, "input type=CheckBox value=v")
			p.do(event.Op{Kind: event.OpInput, Node: i, Text: "on", On: true})
		}, `["input",{"checked":true,"~type":"checkbox"}]`},
		{"attributes do not check what was clicked", func(p *testPage, b event.NodeID) {
			i := p.el(b, "input type=checkbox")
			p.do(event.Op{Kind: event.OpAttr, Node: i, Name: "checked"})
			p.do(event.Op{Kind: event.OpChecked, Node: i})
			p.do(event.Op{Kind: event.OpAttr, Node: i, Name: "checked"})
		}, `["input",{"~type":"checkbox"}]`},
		{"radio group", func(p *testPage, b event.NodeID) {
			f := p.el(b, "form")
			p.el(f, "input type=radio name=g checked")
			i := p.el(f, "input type=radio name=g")
			p.el(b, "input type=radio name=g checked")
			p.do(event.Op{Kind: event.OpChecked, Node: i, On: true})
		}, `["form",{},["input",{"~type":"radio"}],["input",{"checked":true,"~type":"radio"}]],["input",{"checked":true,"~type":"radio"}]`},
		{"drop-down shows its first enabled option", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select")
			p.el(s, "option value=a disabled")
			p.text(p.el(s, "option"), "  B \n b ")
		}, `["select",{"value":"B b"},["option",{}],["option",{"selected":true},"  B \n b "]]`},
		{"list box shows none", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select size=3")
			p.el(s, "option value=a")
		}, `["select",{},["option",{}]]`},
		{"select by value", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select")
			p.el(s, "option value=a selected")
			g := p.el(s, "optgroup")
			p.el(g, "option value=b")
			p.do(event.Op{Kind: event.OpValue, Node: s, Text: "b"})
		}, `["select",{"value":"b"},["option",{}],["optgroup",{},["option",{"selected":true}]]]`},
		{"an option selected later wins over the select's value", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select value=a")
			p.el(s, "option value=a")
			p.el(s, "option value=b selected")
		}, `["select",{"value":"b"},["option",{}],["option",{"selected":true}]]`},
		{"the select's value alone", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select value=b")
			p.el(s, "option value=a")
			p.el(s, "option value=b")
		}, `["select",{"value":"b"},["option",{}],["option",{"selected":true}]]`},
		{"multiple", func(p *testPage, b event.NodeID) {
			s := p.el(b, "select multiple")
			p.el(s, "option value=a selected")
			o := p.el(s, "option value=b")
			p.do(event.Op{Kind: event.OpChecked, Node: o, On: true})
		}, `["select",{"~multiple":true},["option",{"selected":true}],["option",{"selected":true}]]`},
		{"textarea's default is its text", func(p *testPage, b event.NodeID) {
			a := p.el(b, "textarea")
			p.text(a, "one\r\n")
			p.text(a, "two")
		}, `["textarea",{"value":"one\ntwo"}]`},
		{"textarea keeps what was typed", func(p *testPage, b event.NodeID) {
			a := p.el(b, "textarea value=typed")
			c := p.text(a, "old")
			p.do(event.Op{Kind: event.OpText, Node: c, Text: "new"})
		}, `["textarea",{"value":"typed"}]`},
		{"textarea that shows its default follows it", func(p *testPage, b event.NodeID) {
			a := p.el(b, "textarea value=old")
			c := p.text(a, "old")
			p.do(event.Op{Kind: event.OpText, Node: c, Text: "new"})
		}, `["textarea",{"value":"new"}]`},
		{"sanitized values", func(p *testPage, b event.NodeID) {
			p.el(b, "input type=number value=x1")
			p.el(b, "input type=number value=1e3")
			p.el(b, "input type=range")
			p.el(b, "input type=range min=0 max=10 step=4 value=9")
			p.el(b, "input type=color value=#FFAA00")
			p.el(b, "input type=date value=2026-13-01")
			p.el(b, "input type=datetime-local value=2026-12-01T10:30")
			p.el(b, "input type=number value=***")
		}, `["input",{"~type":"number"}],["input",{"value":"1e3","~type":"number"}],["input",{"value":"50","~type":"range"}],` +
			`["input",{"value":"8","~type":"range"}],["input",{"value":"#ffaa00","~type":"color"}],["input",{"~type":"date"}],` +
			`["input",{"value":"2026-12-01T10:30","~type":"datetime-local"}],["input",{"value":"***","~type":"number"}]`},
		{"reset button", func(p *testPage, b event.NodeID) {
			f := p.el(b, "form")
			i := p.el(f, "input value=a")
			c := p.el(f, "input type=checkbox checked")
			r := p.text(p.el(f, "button type=reset"), "R")
			p.do(event.Op{Kind: event.OpValue, Node: i, Text: "b"})
			p.do(event.Op{Kind: event.OpChecked, Node: c})
			p.do(event.Op{Kind: event.OpInteraction, Interaction: event.Click, Node: r})
		}, `["form",{},["input",{"value":"a","~type":"text"}],["input",{"checked":true,"~type":"checkbox"}],["button",{},"R"]]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPage(t)
			test.do(p, p.body())
			p.is(`["body",{},` + test.want + `]`)
		})
	}
}

func TestInsertOrder(t *testing.T) {
	p := newPage(t)
	b := p.body()
	late := func(id, ref event.NodeID, where event.Where) Fault {
		return p.try(event.Op{Kind: event.OpInsert, Node: id, Type: event.NodeElement, Name: "i" + string(rune('a'+id-50)), Ref: ref, Where: where})
	}
	// 50 before 51, 52 before 50, 53 in 52: all before 51 is there.
	for _, f := range []Fault{late(50, 51, event.Before), late(52, 50, event.Before)} {
		if f != FaultUnknownRef {
			t.Fatal(f)
		}
	}
	if f := late(53, 52, event.LastChildOf); f != FaultNone {
		t.Fatal(f)
	}
	if f := late(51, b, event.LastChildOf); f != FaultNone {
		t.Fatal(f)
	}
	p.is(`["body",{},["ic",{},["id",{}]],["ia",{}],["ib",{}]]`)
	if f := late(54, 54, event.LastChildOf); f != FaultCycle {
		t.Error(f)
	}
	// A parent that turns out to lie below its child.
	if f := late(60, 61, event.LastChildOf); f != FaultUnknownRef {
		t.Error(f)
	}
	if f := late(61, 60, event.LastChildOf); f != FaultNone {
		t.Error(f)
	}
	if p.tree.ByID(60) != None || p.tree.ByID(61) != None {
		t.Error("a circle stays in memory")
	}
}

func TestApplyAllReportsOnlyWhatStaysWrong(t *testing.T) {
	p := newPage(t)
	b := p.body()
	ops := []event.Op{
		{Kind: event.OpInsert, Node: 50, Type: event.NodeElement, Name: "a", Ref: 51, Where: event.Before},
		{Kind: event.OpInsert, Node: 51, Type: event.NodeElement, Name: "b", Ref: b, Where: event.LastChildOf},
		{Kind: event.OpInsert, Node: 52, Type: event.NodeElement, Name: "c", Ref: 99, Where: event.LastChildOf},
		{Kind: event.OpAttr, Node: 98, Name: "x"},
		{Kind: event.OpText, Node: 51, Text: "x"},
	}
	var got []Fault
	p.tree.ApplyAll(ops, func(_ *event.Op, f Fault) { got = append(got, f) })
	want := []Fault{FaultUnknownNode, FaultWrongType, FaultUnknownRef}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLimits(t *testing.T) {
	p := newPage(t)
	id := p.body()
	deep := 0
	for {
		next := event.NodeID(10_000 + deep)
		f := p.tree.Apply(&event.Op{Kind: event.OpInsert, Node: next, Type: event.NodeElement, Name: "b", Ref: id, Where: event.LastChildOf})
		if f == FaultDepth {
			break
		}
		if f != FaultNone || deep > 2*MaxDepth {
			t.Fatal(f, deep)
		}
		id = next
		deep++
	}
	if d := p.tree.Broken(); d != "" {
		t.Error(d)
	}
	if len(Canonical(p.tree)) == 0 {
		t.Error("no canonical tree")
	}
	orphans := 0
	for i := range 1000 {
		f := p.tree.Apply(&event.Op{Kind: event.OpInsert, Node: event.NodeID(100_000 + i), Type: event.NodeText, Ref: 99_999, Where: event.LastChildOf})
		if f == FaultUnknownRef {
			orphans++
		}
	}
	if orphans != maxOrphans {
		t.Errorf("%d orphans", orphans)
	}
}

func TestStyleProperty(t *testing.T) {
	tests := []struct{ old, name, value, priority, want string }{
		{"", "color", "red", "", "color: red;"},
		{"color: blue; top: 0", "color", "red", "important", "top: 0; color: red !important;"},
		{"background: url(a;b) ; color:x", "color", "", "", "background: url(a;b);"},
		{`content: ";\"c"; /* ; */ top: 1px`, "top", "2px", "", `content: ";\"c"; /* ; */ top: 1px; top: 2px;`},
		{"--X: 1; --x: 2", "--x", "3", "", "--X: 1; --x: 3;"},
		{"COLOR: red", "color", "blue", "", "color: blue;"},
	}
	for _, test := range tests {
		if got := setDeclaration(test.old, test.name, test.value, test.priority); got != test.want {
			t.Errorf("%q %s: got %q, want %q", test.old, test.name, got, test.want)
		}
	}
}

func TestSheets(t *testing.T) {
	p := newPage(t)
	s := p.el(p.el(p.el(0, "html"), "head"), "style")
	txt := p.text(s, "a{}")
	p.do(event.Op{Kind: event.OpSheetInsert, Node: s, Text: "b{}", Path: []int32{0}})
	first, ok := p.tree.SheetOf(p.tree.ByID(s))
	if !ok || first.Base.Texts[0] != "a{}" || len(first.Edits) != 1 {
		t.Fatalf("%+v", first)
	}
	before := p.tree.Freeze()
	p.do(event.Op{Kind: event.OpSheetInsert, Node: s, Text: "c{}", Path: []int32{1}})
	second, _ := p.tree.SheetOf(p.tree.ByID(s))
	// A fork of the frozen tree must not disturb the edits of the other.
	fork := before.Thaw()
	fork.Apply(&event.Op{Kind: event.OpSheetDelete, Node: s, Sheet: event.NoSheet, Path: []int32{0}})
	forked, _ := fork.SheetOf(fork.ByID(s))
	if second.Base != first.Base || len(second.Edits) != 2 || second.Edits[1].Text != "c{}" || forked.Edits[1].Kind != event.OpSheetDelete {
		t.Errorf("%+v %+v", second, forked)
	}
	// Changing the text makes a new sheet of it.
	p.do(event.Op{Kind: event.OpText, Node: txt, Text: "z{}"})
	if _, ok := p.tree.SheetOf(p.tree.ByID(s)); ok {
		t.Error("the sheet outlives its text")
	}
	// Adopted sheets may be defined after they are attached.
	p.do(event.Op{Kind: event.OpSheetAttach, Node: 0, Sheets: []event.SheetID{7}})
	p.do(event.Op{Kind: event.OpSheetNew, Sheet: 7, Texts: []string{"x{}"}})
	p.do(event.Op{Kind: event.OpSheetInsert, Sheet: 7, Text: "y{}", Path: []int32{0}})
	if got := p.tree.Sheet(p.tree.Node(p.tree.Doc).State.Attached[0]); got == nil || len(got.Edits) != 1 {
		t.Errorf("%+v", got)
	}
	if f := p.try(event.Op{Kind: event.OpSheetInsert, Sheet: 8}); f != FaultUnknownNode {
		t.Error(f)
	}
}

func TestSheetEditsAreCompacted(t *testing.T) {
	p := newPage(t)
	s := p.el(p.el(p.el(0, "html"), "head"), "style")
	edit := func(kind event.OpKind, name, text string) {
		p.tree.Apply(&event.Op{Kind: kind, Node: s, Sheet: event.NoSheet, Path: []int32{0}, Name: name, Text: text})
	}
	edit(event.OpSheetInsert, "", "a{}")
	for i := range 5000 {
		edit(event.OpSheetDecl, "left", string(rune('0'+i%10)))
		edit(event.OpSheetDecl, "top", "0")
	}
	got, _ := p.tree.SheetOf(p.tree.ByID(s))
	if n := len(got.Edits); n > 2*compactFrom || got.Edits[0].Kind != event.OpSheetInsert || got.Edits[n-2].Text != "9" {
		t.Errorf("%d edits, the first %+v, the last %+v", n, got.Edits[0], got.Edits[n-1])
	}
}

func TestCSSText(t *testing.T) {
	base := `@charset "x"; /* c } */ a{color:red} @import "x;y"; @media print{ b{top:0} /* d */ c{} } e{content:"}"}`
	edits := []SheetEdit{
		{Kind: event.OpSheetInsert, Path: []int32{0}, Text: "first{}"},
		{Kind: event.OpSheetDecl, Path: []int32{1}, Name: "color", Text: "blue", Priority: "important"},
		{Kind: event.OpSheetDelete, Path: []int32{2}},
		{Kind: event.OpSheetInsert, Path: []int32{2, 1}, Text: "mid{}"},
		{Kind: event.OpSheetDelete, Path: []int32{2, 2}},
		{Kind: event.OpSheetDeclDel, Path: []int32{3}, Name: "content"},
		{Kind: event.OpSheetDelete, Path: []int32{77}},
	}
	got := (&Sheet{Base: &SheetBase{Texts: []string{base}}, Edits: edits}).CSSText()
	got = strings.Join(strings.Fields(got), " ")
	want := `first{} /* c } */ a{ color: blue !important; } @media print{ b{top:0} mid{} } e{ }`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestGap(t *testing.T) {
	p := newPage(t)
	b := p.body()
	p.do(event.Op{Kind: event.OpGap, Text: "segment 3 is missing", On: true})
	if f := p.try(event.Op{Kind: event.OpAttr, Node: b, Name: "id", Text: "x"}); f != FaultUnreadable {
		t.Error(f)
	}
	p.do(event.Op{Kind: event.OpViewport, W: 300, H: 200})
	p.is(`["body",{}]`)
	if p.tree.Page.Gap == "" || p.tree.Page.W != 300 {
		t.Errorf("%+v", p.tree.Page)
	}
	p.do(event.Op{Kind: event.OpReset})
	if p.tree.Page.Gap != "" || p.tree.Page.Frozen || p.tree.Page.W != 300 || p.tree.Len() != 0 {
		t.Errorf("%+v", p.tree.Page)
	}
}

func TestFreeze(t *testing.T) {
	p := newPage(t)
	b := p.body()
	txt := p.text(b, "one")
	f := p.tree.Freeze()
	if p.tree.Freeze() != f {
		t.Error("a second view without a change")
	}
	p.do(event.Op{Kind: event.OpText, Node: txt, Text: "one"})
	p.do(event.Op{Kind: event.OpAttr, Node: b, Name: "id", Text: ""})
	p.do(event.Op{Kind: event.OpAttrDel, Node: b, Name: "id"})
	p.do(event.Op{Kind: event.OpText, Node: txt, Text: "two"})
	g := p.tree.Freeze()
	var changed []Ref
	Diff(f, g, func(r Ref) { changed = append(changed, r) })
	if len(changed) != 1 || g.Node(changed[0]).ID != txt {
		t.Errorf("changed: %v", changed)
	}
	p.do(event.Op{Kind: event.OpRemove, Node: b})
	if string(Canonical(f)) != `["body",{},"one"]` || string(Canonical(g)) != `["body",{},"two"]` || string(Canonical(p.tree)) != "null" {
		t.Error("a frozen tree changed")
	}
	if d := f.Broken() + g.Broken(); d != "" {
		t.Error(d)
	}
}

func TestWriteHTML(t *testing.T) {
	p := newPage(t)
	h := p.el(0, "html")
	p.text(p.el(h, "style"), "a::after{content:'</style><script>'}")
	b := p.el(h, "body onload=x()")
	p.text(p.el(b, "p"), `<b>&"`)
	p.text(p.el(b, "script"), "alert(1)")
	p.el(p.el(b, "a href=JavaScript:x()"), "meta http-equiv=refresh")
	frame := p.el(b, "iframe src=http://other/")
	p.do(event.Op{Kind: event.OpInsert, Node: 91, Type: event.NodeDocument, Ref: frame, Where: event.LastChildOf})
	p.text(p.el(91, "html"), "in")
	i := p.el(b, "input value=a")
	p.do(event.Op{Kind: event.OpValue, Node: i, Text: `"x`})
	var w strings.Builder
	if err := WriteHTML(p.tree, &w); err != nil {
		t.Fatal(err)
	}
	want := `<html><style>a::after{content:'<\/style><script>'}</style><body><p>&lt;b&gt;&amp;"</p><a></a><iframe srcdoc="&lt;html&gt;in&lt;/html&gt;"></iframe><input value="&quot;x"></body></html>` + "\n"
	if w.String() != want {
		t.Errorf("got %s", w.String())
	}
}
