package render_test

import (
	"fmt"
	"strings"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/render"
)

// largePage is a dashboard of about 5,400 elements: cards, a long table, badges.
func largePage() *dom.Tree {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><style>body{margin:0;font-family:sans-serif}.top{display:flex;gap:8px;padding:8px;background:#234;color:#fff;
position:sticky;top:0}.card{border:1px solid #ccc;border-radius:4px;padding:8px;margin:8px}.grid{display:grid;grid-template-columns:repeat(4,1fr)}
table{width:100%;border-collapse:collapse}td{padding:4px 8px;border-bottom:1px solid #ddd}tr:nth-child(even){background:#f6f6f6}
.badge{position:relative;background:#c00;color:#fff;padding:0 4px;border-radius:8px;opacity:.9}</style><div class=top><b>Dashboard</b><a>Orders</a><a>Users</a></div><div class=grid>`)
	for i := range 40 {
		fmt.Fprintf(&b, `<div class=card><h4>Card %d</h4><p>Total <b>%d</b></p></div>`, i, i*37)
	}
	b.WriteString(`</div><table><tbody>`)
	for i := range 640 {
		fmt.Fprintf(&b, `<tr><td>%d</td><td id=n%d>Customer number %d</td><td><span class=badge>new</span></td><td>paid</td><td>%d.00</td><td>today</td></tr>`, i, i, i, i*3)
	}
	b.WriteString(`</tbody></table>`)
	return loadPage([]byte(b.String()), 1280, 720)
}

func BenchmarkFirstFrame(b *testing.B) {
	tree := largePage()
	b.ReportAllocs()
	for b.Loop() {
		render.New().Render(render.Input{Tree: tree})
	}
}

// BenchmarkScroll paints another part of the same page: no style, no layout.
func BenchmarkScroll(b *testing.B) {
	r, in := render.New(), render.Input{Tree: largePage()}
	r.Render(in)
	b.ReportAllocs()
	y := 0.0
	for b.Loop() {
		y = float64(int(y+48) % 4000)
		in.Options.Scroll = &render.Point{Y: y}
		r.Render(in)
	}
}

// BenchmarkTextChange changes one text that shows.
func BenchmarkTextChange(b *testing.B) {
	r, in := render.New(), render.Input{Tree: largePage()}
	r.Render(in)
	live := in.Tree.Thaw()
	var text event.NodeID
	for i := 1; i < live.Slots(); i++ {
		if n := live.Node(dom.Ref(i)); n.IsText() && n.Text == "Customer number 3" {
			text = n.ID
		}
	}
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		k++
		live.Apply(&event.Op{Kind: event.OpText, Node: text, Text: fmt.Sprint("Customer number ", k%10)})
		in.Tree = live.Freeze()
		r.Render(in)
	}
}
