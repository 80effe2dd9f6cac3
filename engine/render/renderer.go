package render

import (
	"math"
	"runtime"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/layout"
	"playhead/engine/paint"
	"playhead/engine/style"
)

// Viewport used for pages whose recording says nothing of one.
const (
	defaultW = 1280
	defaultH = 720
)

// Bounds of a frame, whatever is asked for.
const (
	maxCols = 2000
	maxRows = 20000
)

// settleRuns bounds how often style and layout take turns until container
// queries and frames have the sizes they were styled with.
const settleRuns = 4

// Renderer renders frames and keeps what the next one can use. It is for one
// goroutine.
type Renderer struct {
	// Pictures decodes and keeps the pictures of pages; its Lookup may be set to
	// give those that a recording carries beside it.
	Pictures paint.Pictures

	resolver *style.Resolver
	clusters *cell.Clusters
	canvas   paint.Canvas

	last  Input
	env   style.Env
	frame *Frame

	page    page // under terminal metrics
	natural page // under natural metrics
	asked   bool // the natural layout was asked for since the page was laid out
	gen     uint64
	updates uint64 // of styles so far
}

// page is a laid out page and what it was made from.
type page struct {
	tree    *dom.Tree
	styles  *style.Styles
	metrics layout.Metrics
	scene   *paint.Scene
	sizes   map[dom.Ref]Size // of query containers and frames, as styled with
	update  uint64           // which update of styles it was made from
}

// New returns a renderer that has seen nothing.
func New() *Renderer {
	return &Renderer{resolver: style.NewResolver(), clusters: cell.NewClusters()}
}

// Render renders a frame. The same input gives the same frame.
func (r *Renderer) Render(in Input) *Frame {
	if r.frame != nil && sameInput(&in, &r.last) {
		return r.frame
	}
	asked := in
	o := &in.Options
	if o.Scale <= 0 || math.IsNaN(o.Scale) || math.IsInf(o.Scale, 0) {
		o.Scale = 1
	}
	o.Scale = max(0.05, min(8, o.Scale))
	view := viewportOf(in.Tree, o)
	metrics := metricsAt(o.Scale)
	r.layOut(&in, view, metrics)
	f := r.paint(&in, view)
	r.last, r.frame = asked, f
	return f
}

// Explain says why an element of the page that was rendered last looks as it
// does; nil for what is no element of it.
func (r *Renderer) Explain(ref dom.Ref) *style.Explanation { return r.resolver.Explain(ref) }

// Select returns the elements of the page that was rendered last that selectors
// mean, in document order, at most limit of them.
func (r *Renderer) Select(sels []*css.Selector, limit int) []dom.Ref {
	return r.resolver.Select(sels, limit)
}

// sameInput compares inputs; the pointed-to scroll offset by value.
func sameInput(a, b *Input) bool {
	x, y := *a, *b
	if (x.Options.Scroll == nil) != (y.Options.Scroll == nil) {
		return false
	}
	if x.Options.Scroll != nil && *x.Options.Scroll != *y.Options.Scroll {
		return false
	}
	x.Options.Scroll, y.Options.Scroll = nil, nil
	return x == y
}

// viewportOf is the layout viewport to use.
func viewportOf(t *dom.Tree, o *Options) Size {
	v := Size{t.Page.W, t.Page.H}
	if o.Viewport.W > 0 {
		v = o.Viewport
	}
	if v.W <= 0 {
		v.W = defaultW
	}
	if v.H <= 0 {
		v.H = defaultH
	}
	if o.Reader && o.Cols > 0 {
		v.W = float64(o.Cols) * CellW / o.Scale
	}
	return v
}

// metricsAt are the terminal metrics at a zoom: a character is a cell at any.
func metricsAt(scale float64) layout.Metrics {
	m := layout.Terminal()
	if scale != 1 {
		m.CellW, m.CellH = layout.FromPx(CellW/scale), layout.FromPx(CellH/scale)
	}
	return m
}

// layOut brings r.page up to date.
func (r *Renderer) layOut(in *Input, view Size, m layout.Metrics) {
	inter := interaction(in)
	if r.page.scene != nil && r.page.tree == in.Tree && r.page.metrics == m && r.env.W == view.W && r.env.H == view.H &&
		r.env.Dark == in.Options.Dark && in.Hover == r.last.Hover && in.Active == r.last.Active &&
		in.Focus == r.last.Focus && in.FocusVisible == r.last.FocusVisible {
		return
	}
	ahead := r.asked
	r.asked = false
	r.gen++
	if r.page.metrics != m {
		r.page = page{}
	}
	r.env = style.Env{W: view.W, H: view.H, Dark: in.Options.Dark, LineHeight: CellH}
	sizes := r.page.sizes
	for range settleRuns {
		asked := map[dom.Ref]Size{}
		env := r.env
		env.ContainerSize = asking(asked, sizes)
		env.FrameSize = asking(asked, sizes)
		styles := r.resolver.Update(in.Tree, env, inter)
		r.updates++
		var prev *layout.Result
		if r.page.scene != nil {
			prev = r.page.scene.Result()
		}
		wait := func() {}
		if ahead && runtime.GOMAXPROCS(0) > 1 {
			wait = r.startNatural(in.Tree, styles)
		}
		res := layout.Run(styles, m, prev)
		r.page = page{tree: in.Tree, styles: styles, metrics: m, scene: paint.NewScene(res), sizes: sizes, update: r.updates}
		wait()
		if len(asked) == 0 {
			return
		}
		found := make(map[dom.Ref]Size, len(asked))
		settled := true
		for ref := range asked {
			if b := res.Box(ref); b != nil && b.Frag != nil {
				c := b.Frag.Content()
				found[ref] = Size{c.W.Float(), c.H.Float()}
			}
			settled = settled && found[ref] == sizes[ref]
		}
		sizes = found
		r.page.sizes = sizes
		if settled {
			return
		}
	}
}

func interaction(in *Input) style.Interaction {
	return style.Interaction{Hover: in.Hover, Active: in.Active, Focus: in.Focus, FocusVisible: in.FocusVisible}
}

// asking gives sizes from known and notes what was asked for.
func asking(asked, known map[dom.Ref]Size) func(dom.Ref) (w, h float64, ok bool) {
	return func(r dom.Ref) (float64, float64, bool) {
		asked[r] = Size{}
		s, ok := known[r]
		return s.W, s.H, ok
	}
}

// paint paints r.page.
func (r *Renderer) paint(in *Input, view Size) *Frame {
	o := &in.Options
	res := r.page.scene.Result()
	cw, ch := CellW/o.Scale, CellH/o.Scale
	f := &Frame{
		Tree: in.Tree, Scale: o.Scale, Viewport: view, styles: r.page.styles, inter: interaction(in),
		Doc:      Size{res.W.Float(), res.H.Float()},
		Recorded: Point{in.Tree.Page.ScrollX, in.Tree.Page.ScrollY},
	}
	sc := r.newScroller(in, view, f.Doc)
	f.Scroll = sc.window
	cols, rows := o.Cols, o.Rows
	if cols <= 0 {
		cols = int(math.Floor(view.W / cw))
		if o.Full {
			cols = int(math.Ceil(max(view.W, f.Doc.W) / cw))
		}
	}
	if o.Full {
		rows = int(math.Ceil(f.Doc.H / ch))
		f.Scroll = Point{}
	} else if rows <= 0 {
		rows = int(math.Floor(view.H / ch))
	}
	cols, rows = max(1, min(cols, maxCols)), max(1, min(rows, maxRows))
	v := paint.View{
		Cols: cols, Rows: rows, CellW: cw, CellH: ch,
		X: float64(o.PanX) * cw, Y: float64(o.PanY)*ch + o.NudgeY,
		ScrollX: f.Scroll.X, ScrollY: f.Scroll.Y, Full: o.Full, Scroll: sc.of,
		Pictures: &r.Pictures, Clusters: r.clusters,
	}
	r.canvas.Grid, r.canvas.Refs = nil, nil // those of the frame before belong to it
	r.page.scene.Paint(v, &r.canvas)
	f.Grid, f.Refs = r.canvas.Grid, r.canvas.Refs
	f.Origin = Point{v.X + v.ScrollX, v.Y + v.ScrollY}
	f.boxes = &boxIndex{r: r, gen: r.gen, scene: r.page.scene, view: v}
	f.Pointer = r.place(in, f, sc)
	f.recolor(o)
	f.link(o)
	return f
}
