package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/render"
)

// find returns the first element with an id attribute.
func find(t *testing.T, tree *dom.Tree, id string) dom.Ref {
	t.Helper()
	for i := 1; i < tree.Slots(); i++ {
		if r := dom.Ref(i); tree.Alive(r) {
			if v, _ := tree.Node(r).Attr("id"); v == id {
				return r
			}
		}
	}
	t.Fatalf("no element #%s", id)
	return dom.None
}

func rowsOf(f *render.Frame) []string {
	return strings.Split(strings.TrimRight(string(cell.AppendText(nil, f.Grid)), "\n"), "\n")
}

func TestEmptyTree(t *testing.T) {
	f := render.New().Render(render.Input{Tree: dom.New().Freeze()})
	if f.Grid.Cols != 160 || f.Grid.Rows != 45 {
		t.Errorf("%d × %d cells", f.Grid.Cols, f.Grid.Rows)
	}
	var v any
	if err := json.Unmarshal(f.AppendJSON(nil, render.JSON{Boxes: true}), &v); err != nil {
		t.Error(err)
	}
}

const page = `<!DOCTYPE html><style>body{margin:0}#a{position:absolute;left:80px;top:32px;width:160px;height:48px;
background:#00f;color:#fff}#b{opacity:.5;background:#f00;position:absolute;left:400px;top:0;width:80px;height:16px}
#c{overflow:hidden;width:40px}#far{margin-top:2000px}</style>
<div id=a><span id=s>inside</span></div><div id=b>half</div><div id=c>clippedtext</div><p id=far>far away</p>`

func TestFrame(t *testing.T) {
	tree := loadPage([]byte(page), 640, 320)
	r := render.New()
	in := render.Input{Tree: tree}
	f := r.Render(in)
	rows := rowsOf(f)
	if f.Grid.Cols != 80 || f.Grid.Rows != 20 {
		t.Fatalf("%d × %d cells", f.Grid.Cols, f.Grid.Rows)
	}
	if !strings.HasPrefix(rows[2][10:], "inside") || f.Grid.At(20, 3).BG != cell.RGB(0, 0, 255) {
		t.Errorf("no blue box with text: %q on %s", rows[2], f.Grid.At(20, 3).BG.Hex())
	}
	if got := f.Grid.At(58, 0).BG; got != cell.RGB(255, 127, 127) && got != cell.RGB(255, 128, 128) {
		t.Errorf("half red is %s", got.Hex())
	}
	if rows[0][:6] != "clipp " {
		t.Errorf("not clipped: %q", rows[0])
	}
	if f.At(11, 2) != find(t, tree, "s") || f.At(28, 4) != find(t, tree, "a") {
		t.Error("wrong elements under cells")
	}
	px, cells, ok := f.BoxOf(find(t, tree, "a"))
	if !ok || px != (render.Rect{X: 80, Y: 32, W: 160, H: 48}) || cells != (render.CellRect{X: 10, Y: 2, W: 20, H: 3}) {
		t.Errorf("box %v %v %v", px, cells, ok)
	}
	if r.Render(in) != f {
		t.Error("the same input gave another frame")
	}
	in.Options.Scroll = &render.Point{Y: 1e9}
	g := r.Render(in)
	if !strings.Contains(strings.Join(rowsOf(g), "\n"), "far away") || g.Scroll.Y <= 0 {
		t.Errorf("scrolled to %v:\n%s", g.Scroll, strings.Join(rowsOf(g), "\n"))
	}
	in.Options.Scroll, in.Options.Full = nil, true
	if h := r.Render(in); h.Grid.Rows != int(h.Doc.H+15)/16 {
		t.Errorf("full page has %d rows for %v px", h.Grid.Rows, h.Doc.H)
	}
}

func TestPointerStaysInItsTarget(t *testing.T) {
	tree := loadPage([]byte(`<!DOCTYPE html><body style="margin:0"><p>a rather long text before the button <button id=b>Go on</button></p>`), 640, 320)
	b := find(t, tree, "b")
	in := render.Input{Tree: tree, Pointer: render.Pointer{Known: true, X: 250, Y: 24, Target: b}}
	f := render.New().Render(in)
	px, _, ok := f.BoxOf(b)
	p := f.Pointer
	if !ok || p.X < px.X || p.X >= px.X+px.W || p.Y < px.Y || p.Y >= px.Y+px.H || !p.Inside || p.Ref != b {
		t.Errorf("pointer %+v, button %v", p, px)
	}
}

func TestPath(t *testing.T) {
	tree := loadPage([]byte(`<html><head></head><body><p></p>text<div><i id=x></i></div></body></html>`), 640, 320)
	if got := render.Path(tree, find(t, tree, "x")); got != "0/1/1/0" {
		t.Errorf("path %q", got)
	}
}
