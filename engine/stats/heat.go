package stats

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
)

// Heat is where users click on a page and how deep they scroll it, over many
// sessions. Clicks are kept by element and by the place in its box, so that they
// can be drawn on a page on which the element stands elsewhere.
type Heat struct {
	sessions int
	spots    map[string]*spot // by key of the element
	left     int              // clicks on elements beyond the bound
	depths   []float64        // the deepest part seen, 0 to 1, of each view of a session
	bases    []base
}

// spot are the clicks on one element.
type spot struct {
	label    string
	sessions int
	at       []render.Point // in the element's box, 0 to 1
	moments  []Moment
}

// base is a page that clicks can be drawn on. There is one for each width of
// window: the map is drawn on the one that most sessions have.
type base struct {
	input    render.Input
	moment   Moment
	url      string
	width    int // of the window, in hundreds of px
	sessions int
}

// Bounds of what is kept and looked at.
const (
	maxSpots    = 20_000 // elements
	maxPoints   = 10_000 // clicks on one of them
	maxDepths   = 1_000_000
	maxHeatLook = 2000 // clicks of one session
	maxBases    = 16
)

// Sessions is the number of sessions that show the page, Clicks that of clicks
// on it.
func (h *Heat) Sessions() int { return h.sessions }

// Clicks is the number of clicks on the page.
func (h *Heat) Clicks() int {
	n := h.left
	for _, s := range h.spots {
		n += len(s.at)
	}
	return n
}

// HeatOf looks at the pages of one session that on accepts by their address, and
// lays them out at every click. Tracks are those of the session.
func HeatOf(ctx context.Context, s *Session, tracks []event.Track, on func(url string) bool) (*Heat, error) {
	h := &Heat{spots: make(map[string]*spot)}
	for i, t := range tracks {
		l := heatLook{h: h, s: s, track: int32(i), player: player.New(t, player.Options{}), render: render.New()}
		for k := range s.Views {
			v := &s.Views[k]
			if v.Track != int32(i) || !on(v.URL) {
				continue
			}
			if err := l.view(ctx, t, v); err != nil {
				return nil, err
			}
			h.sessions = 1
		}
	}
	return h, nil
}

// heatLook looks at one tab.
type heatLook struct {
	h      *Heat
	s      *Session
	track  int32
	player *player.Player
	render *render.Renderer
	looks  int
}

func (l *heatLook) view(ctx context.Context, t event.Track, v *View) error {
	for i := range l.s.Entries {
		e := &l.s.Entries[i]
		if e.Time > v.End {
			break
		}
		if e.Kind != event.EntryClick || e.Track != l.track || e.Time < v.Start || l.s.page(e.Track, e.Time) != v.URL {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.looks++; l.looks > maxHeatLook {
			l.h.left++
			continue
		}
		l.click(e)
	}
	return l.depth(ctx, t, v)
}

// click adds a click: the page as it stood right before it.
func (l *heatLook) click(e *event.Entry) {
	state := l.player.Seek(e.Time - 1)
	target := state.Tree.ByID(e.Node)
	if state.Tree.Doc == dom.None || target == dom.None || e.Node == event.NoNode {
		return
	}
	if !state.Tree.Node(target).IsElement() {
		target = state.Tree.Node(target).Parent
	}
	in := l.input(&state)
	in.Pointer = render.Pointer{Known: e.HasXY, X: e.X, Y: e.Y, Target: target}
	frame := l.render.Render(in)
	box, _, ok := frame.BoxOf(target)
	if !ok || box.W <= 0 || box.H <= 0 {
		return
	}
	at := render.Point{X: 0.5, Y: 0.5}
	if p := frame.Pointer; p.Known && p.Inside {
		at.X = fraction((float64(p.Col)+0.5)*render.CellW/frame.Scale+frame.Origin.X-box.X, box.W)
		at.Y = fraction((float64(p.Row)+0.5)*render.CellH/frame.Scale+frame.Origin.Y-box.Y, box.H)
	}
	l.keep(in, e.Time)
	key := elementKey(state.Tree, target)
	sp := l.h.spots[key]
	if sp == nil {
		if len(l.h.spots) >= maxSpots {
			l.h.left++
			return
		}
		sp = &spot{label: e.Title, sessions: 1}
		l.h.spots[key] = sp
	}
	if len(sp.at) >= maxPoints {
		l.h.left++
		return
	}
	sp.at = append(sp.at, at)
	if len(sp.moments) == 0 {
		sp.moments = append(sp.moments, l.s.moment(e.Time))
	}
}

func (l *heatLook) input(s *player.State) render.Input {
	return render.Input{Tree: s.Tree, Focus: s.Tree.ByID(s.Focus), Options: render.Options{Full: true}}
}

// keep makes the page the one of its session to draw on, when there is none yet.
func (l *heatLook) keep(in render.Input, at event.Millis) {
	if len(l.h.bases) > 0 {
		return
	}
	in.Pointer, in.Hover, in.Active, in.Focus = render.Pointer{}, dom.None, dom.None, dom.None
	page := &in.Tree.Page
	l.h.bases = append(l.h.bases, base{input: in, moment: l.s.moment(at), url: page.URL, width: int(page.W / 100), sessions: 1})
}

// base is the page to draw on, nil when there is none.
func (h *Heat) base() *base {
	var best *base
	for i := range h.bases {
		if b := &h.bases[i]; best == nil || b.sessions > best.sessions {
			best = b
		}
	}
	return best
}

func fraction(v, of float64) float64 {
	if of <= 0 || math.IsNaN(v) {
		return 0.5
	}
	return max(0, min(1, v/of))
}

// depth finds out how much of the page was seen: the window's scroll offset that
// reached deepest, in the layout of that moment.
func (l *heatLook) depth(ctx context.Context, t event.Track, v *View) error {
	deepest, when := -1.0, v.End
	n := t.Len()
	for i := player.Find(t, v.Start-1); i < n; i++ {
		m := t.Meta(i)
		if m.Time > v.End {
			break
		}
		if m.Kind != event.KindScroll && m.Kind != event.KindSnapshot {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if y := l.player.Seek(m.Time).Tree.Page.ScrollY; y > deepest {
			deepest, when = y, m.Time
		}
	}
	state := l.player.Seek(when)
	if state.Tree.Doc == dom.None || len(l.h.depths) >= maxDepths {
		return nil
	}
	in := l.input(&state)
	in.Options.Full = false
	frame := l.render.Render(in)
	if frame.Doc.H > 0 {
		l.h.depths = append(l.h.depths, fraction(frame.Scroll.Y+frame.Viewport.H, frame.Doc.H))
	}
	in.Options.Full = true
	l.keep(in, when)
	return nil
}

// elementKey names an element so that it is found on another showing of the
// page: the tags and ordinals up from it, to the nearest element with an id.
func elementKey(t *dom.Tree, r dom.Ref) string {
	var steps []string
	for ; r != dom.None; r = t.Node(r).Parent {
		n := t.Node(r)
		if !n.IsElement() {
			continue
		}
		if id, _ := n.Attr("id"); id != "" && !isID(id) {
			steps = append(steps, "#"+id)
			break
		}
		nth := 1
		for p := n.Prev; p != dom.None; p = t.Node(p).Prev {
			if q := t.Node(p); q.IsElement() && q.Tag == n.Tag {
				nth++
			}
		}
		steps = append(steps, n.Tag+":"+strconv.Itoa(nth))
	}
	slices.Reverse(steps)
	return strings.Join(steps, ">")
}

// Merge adds the clicks of o, which must not be used any more.
func (h *Heat) Merge(o *Heat) {
	if h.spots == nil {
		h.spots = make(map[string]*spot)
	}
	h.sessions += o.sessions
	h.left += o.left
	h.depths = append(h.depths, first(o.depths, max(1, maxDepths-len(h.depths)))...)
	for _, b := range o.bases {
		i := slices.IndexFunc(h.bases, func(have base) bool { return have.width == b.width })
		switch {
		case i >= 0:
			h.bases[i].sessions += b.sessions
		case len(h.bases) < maxBases:
			h.bases = append(h.bases, b)
		}
	}
	for key, from := range o.spots {
		into := h.spots[key]
		switch {
		case into == nil && len(h.spots) >= maxSpots:
			h.left += len(from.at)
			continue
		case into == nil:
			h.spots[key] = from
			continue
		}
		into.sessions += from.sessions
		room := max(0, maxPoints-len(into.at))
		h.left += max(0, len(from.at)-room)
		into.at = append(into.at, from.at[:min(room, len(from.at))]...)
		into.moments = append(into.moments, from.moments[:min(len(from.moments), maxMoments-len(into.moments))]...)
	}
}

// HeatReport is a heat map as numbers.
type HeatReport struct {
	URL      string    `json:"url"`
	Sessions int       `json:"sessions"`
	Clicks   int       `json:"clicks"`
	Elements []HeatRow `json:"elements"`
	// Depth[i] is the share of views in which at least i tenths of the page were
	// seen, from 0 to 10.
	Depth []float64 `json:"depth"`
	// Drawn is the moment whose page the map is drawn on.
	Drawn Moment `json:"drawn"`
}

// HeatRow are the clicks on one element, most first.
type HeatRow struct {
	Element  string   `json:"element"`
	Label    string   `json:"label"`
	Clicks   int      `json:"clicks"`
	Sessions int      `json:"sessions"`
	Moments  []Moment `json:"moments"`
}

// Report lists the elements that were clicked, the first top of them; 0 means
// all.
func (h *Heat) Report(top int) HeatReport {
	r := HeatReport{Sessions: h.sessions, Clicks: h.Clicks(), Elements: []HeatRow{}, Depth: h.reached()}
	if b := h.base(); b != nil {
		r.URL, r.Drawn = b.url, b.moment
	}
	for key, s := range h.spots {
		r.Elements = append(r.Elements, HeatRow{key, s.label, len(s.at), s.sessions, s.moments})
	}
	slices.SortFunc(r.Elements, func(a, b HeatRow) int {
		return cmp.Or(cmp.Compare(b.Clicks, a.Clicks), cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(a.Element, b.Element))
	})
	r.Elements = first(r.Elements, top)
	return r
}

// reached is the share of views that saw each tenth of the page.
func (h *Heat) reached() []float64 {
	out := make([]float64, 11)
	for i := range out {
		out[i] = h.seen(float64(i) / 10)
	}
	return out
}

// seen is the share of views in which a part of the page was seen, from 0 at its
// top to 1.
func (h *Heat) seen(part float64) float64 {
	n := 0
	for _, d := range h.depths {
		if d >= part-1e-9 {
			n++
		}
	}
	return share(n, len(h.depths))
}
