package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/render"
)

// reusePage has what frames keep something of: drawings, tables, layers, things
// that scroll.
const reusePage = `<!doctype html><style>body{margin:0;min-height:120vh}table{border-collapse:collapse;width:100%}td{border:1px solid #999;padding:4px}
.badge{position:relative;background:#c00;color:#fff;opacity:.9}.bar{height:16px;background:#8cf}.box{overflow:auto;height:64px;border:1px solid}
.big{font-size:24px;color:#060}.none{display:none}.over{position:absolute;left:40px;top:40px;background:#ff0;z-index:2}.rise{z-index:3}.hot:hover{background:#fd0}
@media (max-width:500px){td{padding:0}}</style><body><h1>Numbers <svg width=64 height=32 viewBox="0 0 32 16"><rect width=16 height=16 fill=red /><circle cx=24 cy=8 r=7 /></svg></h1>
<table><tbody><tr><td>1<td>one <span class=badge>new</span><td><div class=bar style="width:40%"></div><tr><td>2<td>two<td><div class=bar style="width:70%"></div><tr class=hot><td>3<td>three<td>-</table>
<div class=box><p>first line</p><p>second line</p><p>third <b>line</b></p><p>fourth line</p><p>fifth line</p></div><p>after</p><svg width=40 height=40><path d="M0 0L40 40" stroke=blue stroke-width=6 /></svg>
<ul><li>item<li>other item</ul></body>`

// TestFramesFromScratch checks that a renderer that has seen other moments gives
// what a new one gives.
func TestFramesFromScratch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := loadPage([]byte(reusePage), 640, 400).Thaw()
		old := render.New()
		var elements, texts []event.NodeID
		for r := dom.Ref(1); int(r) < live.Slots(); r++ {
			switch n := live.Node(r); {
			case n.IsText() && live.Node(n.Parent).Tag != "style":
				texts = append(texts, n.ID)
			case n.IsElement() && !slices.Contains([]string{"html", "head", "style", "body", "meta"}, n.Tag):
				elements = append(elements, n.ID)
			}
		}
		in := render.Input{Options: render.Options{Cols: 80, Rows: 25}}
		next := event.NodeID(100000)
		for range rapid.IntRange(2, 7).Draw(t, "frames") {
			for range rapid.IntRange(0, 2).Draw(t, "changes") {
				at := rapid.SampledFrom(elements).Draw(t, "element")
				switch rapid.IntRange(0, 5).Draw(t, "change") {
				case 0:
					live.Apply(&event.Op{Kind: event.OpText, Node: rapid.SampledFrom(texts).Draw(t, "text"), Text: rapid.SampledFrom([]string{"x", "", "longer text"}).Draw(t, "to")})
				case 1:
					live.Apply(&event.Op{Kind: event.OpAttr, Node: at, Name: "class", Text: rapid.SampledFrom([]string{"", "big", "badge", "none", "over", "over rise", "hot", "box"}).Draw(t, "class")})
				case 2:
					live.Apply(&event.Op{Kind: event.OpAttr, Node: at, Name: "fill", Text: rapid.SampledFrom([]string{"green", "#123"}).Draw(t, "fill")})
				case 3:
					live.Apply(&event.Op{Kind: event.OpScroll, Node: at, Y: float64(rapid.IntRange(0, 60).Draw(t, "y"))})
				case 4:
					next++
					live.Apply(&event.Op{Kind: event.OpInsert, Node: next, Type: event.NodeText, Text: fmt.Sprint("more ", next), Ref: at, Where: event.LastChildOf})
				case 5:
					live.Apply(&event.Op{Kind: event.OpRemove, Node: at})
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "resize") == 0 {
				live.Apply(&event.Op{Kind: event.OpViewport, W: rapid.SampledFrom([]float64{640, 480}).Draw(t, "w"), H: rapid.SampledFrom([]float64{400, 300}).Draw(t, "h")})
			}
			in.Tree = live.Freeze()
			in.Hover = in.Tree.ByID(rapid.SampledFrom(elements).Draw(t, "hover"))
			in.Pointer = render.Pointer{Known: rapid.Bool().Draw(t, "pointer"), X: 50, Y: 60, Target: in.Hover}
			in.Options.Scroll = nil
			if rapid.Bool().Draw(t, "scrolled") {
				in.Options.Scroll = &render.Point{Y: float64(rapid.IntRange(0, 100).Draw(t, "scroll"))}
			}
			got, want := old.Render(in), render.New().Render(in)
			if g, w := string(got.AppendJSON(nil, render.JSON{Boxes: true})), string(want.AppendJSON(nil, render.JSON{Boxes: true})); g != w {
				t.Fatalf("a frame differs from one from scratch:\n%s\n%s", firstDifference(g, w), firstDifference(w, g))
			}
			if !slices.Equal(got.Refs, want.Refs) || got.Pointer != want.Pointer {
				t.Fatal("elements or the pointer differ from a frame from scratch")
			}
		}
	})
}

// firstDifference is a from a little before where it differs from b.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return strings.ToValidUTF8(a[max(0, i-80):min(len(a), i+80)], "")
}
