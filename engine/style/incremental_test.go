package style

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// sheet has selectors of every kind that invalidation has to follow.
const incrementalSheet = `
:root { --c: red; font-size: 16px }
.a { color: green; --c: blue } .a .b { width: 1px } .a > .c { width: 2px } .a + .b { width: 3px } .a ~ .c p { width: 4px }
#x .b { height: 1px } [data-k] .c { height: 2px } [data-k=v] + p { height: 3px }
div:has(.c) { margin: 1px } div:has(> .a:hover) .b { margin: 2px } p:has(+ .b) { margin: 3px }
li:nth-child(odd) { padding: 1px } :nth-last-child(2 of .b) { padding: 2px } p:first-of-type b { padding: 3px } :empty { padding: 4px }
:not(.a) > .b { top: 1px } :is(.a .b, #x) .c { left: 1px } :is(.a, .c):not(:hover) { right: var(--k, 1px) }
.d { display: none } .e { display: flex } .f { font-size: 2em; --k: 7px } .g { color: inherit; margin: inherit; display: contents }
:hover > .b { bottom: 1px } p:hover ~ p { bottom: 2px } :focus-within { opacity: .5 } div:focus + div { opacity: .4 }
b::before { content: "x"; width: inherit } .c::after { content: attr(data-k); color: var(--c) } .b:empty::before { content: "e" }
@media (min-width: 700px) { .b { letter-spacing: 1px } @media (max-height: 500px) { .b p { letter-spacing: 2px } } }
@media (orientation: portrait) { .c > b { word-spacing: 1px } }
.a { --w: 10vw; text-indent: 1vh } .b > p { min-width: var(--w); max-height: calc(100vh - 10px) } .c::before { content: "v"; width: 5vmin }
.e { font-size: 3vw } .e b { height: 2em } p.b { max-width: 50cqw }
option:checked { z-index: 5 } option:checked + option { z-index: 6 } input:checked + b { z-index: 1 } input:disabled ~ b { z-index: 2 } fieldset[disabled] p { z-index: 3 } a[href]:hover { z-index: 4 }
`

var (
	incTags    = []string{"div", "p", "b", "li", "input", "fieldset", "a", "select", "option", "option", "optgroup"}
	incClasses = []string{"", "a", "b", "c", "d", "e", "f", "g", "a b", "b c", "c f", "a e"}
)

func op(kind event.OpKind, node event.NodeID) event.Op {
	return event.Op{Kind: kind, Node: node, Ref: event.NoNode, Sheet: event.NoSheet}
}

func insert(id, ref event.NodeID, where event.Where, tag string, attrs ...event.Attr) event.Op {
	o := op(event.OpInsert, id)
	o.Type, o.Name, o.Ref, o.Where, o.Attrs = event.NodeElement, tag, ref, where, attrs
	return o
}

// start is a document with the sheet and an empty body of id 4.
func start() *dom.Tree {
	t := dom.New()
	doc := op(event.OpInsert, 1)
	doc.Type, doc.Where = event.NodeDocument, event.AtRoot
	dt := op(event.OpInsert, 2)
	dt.Type, dt.Name, dt.Ref, dt.Where = event.NodeDoctype, "html", 1, event.LastChildOf
	text := op(event.OpInsert, 6)
	text.Type, text.Text, text.Ref, text.Where = event.NodeText, incrementalSheet, 5, event.LastChildOf
	t.ApplyAll([]event.Op{
		doc, dt, insert(3, 1, event.LastChildOf, "html"), insert(5, 3, event.LastChildOf, "style"), text,
		insert(4, 3, event.LastChildOf, "body"),
	}, nil)
	return t
}

func TestIncrementalEqualsFromScratch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := start()
		ids := []event.NodeID{4}
		next := event.NodeID(10)
		r := NewResolver()
		in := Interaction{}
		var before []*dom.Tree
		for step := range rapid.IntRange(2, 6).Draw(t, "steps") {
			n := 3
			if step == 0 {
				n = 14
			}
			for range n {
				o := randomOp(t, &ids, &next, step == 0)
				tree.ApplyAll([]event.Op{o}, nil)
			}
			pick := func(name string) dom.Ref {
				return tree.ByID(rapid.SampledFrom(ids).Draw(t, name))
			}
			if rapid.Bool().Draw(t, "move") {
				in.Hover, in.Focus = pick("hover"), pick("focus")
			}
			f := tree.Freeze()
			before = append(before, f)
			if rapid.Bool().Draw(t, "back") { // time goes backwards, too
				f = rapid.SampledFrom(before).Draw(t, "to")
			}
			if !f.Alive(in.Hover) {
				in.Hover = dom.None
			}
			if !f.Alive(in.Focus) {
				in.Focus = dom.None
			}
			env := Env{
				W: rapid.SampledFrom([]float64{800, 600, 400}).Draw(t, "w"),
				H: rapid.SampledFrom([]float64{600, 500, 450}).Draw(t, "h"),
			}
			got := r.Update(f, env, in)
			want := NewResolver().Update(f, env, in)
			for ref := dom.Ref(1); int(ref) < f.Slots(); ref++ {
				if d := difference(got, want, ref); d != "" {
					t.Fatalf("step %d, node %d: %s", step, ref, d)
				}
			}
		}
	})
}

func randomOp(t *rapid.T, ids *[]event.NodeID, next *event.NodeID, grow bool) event.Op {
	target := rapid.SampledFrom(*ids).Draw(t, "target")
	kind := 0
	if !grow {
		kind = rapid.IntRange(0, 8).Draw(t, "kind")
	}
	attr := func(name string, values ...string) event.Op {
		o := op(event.OpAttr, target)
		o.Name, o.Text = name, rapid.SampledFrom(values).Draw(t, "value")
		return o
	}
	switch kind {
	case 1:
		if target != 4 {
			return op(event.OpRemove, target)
		}
		fallthrough
	case 2, 3, 4:
		return attr("class", incClasses...)
	case 5:
		o := attr("data-k", "v", "w")
		if rapid.Bool().Draw(t, "delete") {
			o.Kind = event.OpAttrDel
		}
		return o
	case 6:
		return attr(rapid.SampledFrom([]string{"id", "href", "disabled", "style", "selected", "value", "type"}).Draw(t, "attr"), "x", "radio", "y", "color:red;margin:inherit", "font-size:3em")
	case 7:
		o := op(event.OpChecked, target)
		o.On = rapid.Bool().Draw(t, "on")
		return o
	default:
		id := *next
		*next++
		where := event.LastChildOf
		if target != 4 && rapid.Bool().Draw(t, "before") {
			where = event.Before
		}
		*ids = append(*ids, id)
		return insert(id, target, where, rapid.SampledFrom(incTags).Draw(t, "tag"),
			event.Attr{Name: "class", Value: rapid.SampledFrom(incClasses).Draw(t, "class")})
	}
}

// difference tells how the styles of a node differ between two Styles, "" when
// they do not.
func difference(a, b *Styles, r dom.Ref) string {
	for p := css.PseudoNone; p < css.PseudoCount; p++ {
		x, y := a.Of(r), b.Of(r)
		if p != css.PseudoNone {
			x, y = a.Pseudo(r, p), b.Pseudo(r, p)
		}
		if (x == nil) != (y == nil) {
			return fmt.Sprintf("pseudo %d: there is %v, from scratch %v", p, x != nil, y != nil)
		}
		if x == nil {
			continue
		}
		if !reflect.DeepEqual(withoutIDs(x), withoutIDs(y)) {
			return fmt.Sprintf("pseudo %d:\n%+v %+v\n%+v %+v", p, *x.Box, *x.Text, *y.Box, *y.Text)
		}
	}
	return ""
}

func withoutIDs(c *Computed) Computed {
	x := *c
	x.id, x.inherit = 0, 0
	x.Vars = nil
	return x
}
