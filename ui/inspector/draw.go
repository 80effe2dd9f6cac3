package inspector

import (
	"strconv"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/theme"
)

// Look is what drawing needs to know besides the view.
type Look struct {
	Theme   *theme.Theme
	Face    clock.Face
	Extent  clock.Extent
	Now     event.Millis
	Focused bool
}

// halves divides a pane of h rows: the tree, the line of sections, the details.
func halves(h int) (tree, details int) {
	tree = max(h*11/20, 3)
	return tree, max(h-tree-1, 0)
}

// Draw draws the pane.
func (v *View) Draw(c canvas.Canvas, lk Look) {
	v.sync()
	h, d := halves(c.H)
	v.drawTree(c.Sub(0, 0, c.W, h), lk)
	v.drawSections(c.Sub(0, h, c.W, 1), lk)
	v.drawDetails(c.Sub(0, h+1, c.W, d), lk)
}

// Hit says what is at row y of the pane: a row of the tree, a section's name (at
// column x) or a row of the details. It selects it, and reports whether enter
// would act there.
func (v *View) Hit(c canvas.Canvas, x, y int) (act bool) {
	h, _ := halves(c.H)
	switch {
	case y < h:
		v.below = false
		if i := v.tl.Top() + y; i < len(v.rows) {
			again := i == v.tl.Cursor()
			v.tl.Put(i)
			v.selectRow(i)
			return again
		}
	case y == h:
		for s, at := range v.sectionSpots(c) {
			if x >= at && x < at+c.Width(sectionNames[s])+1 {
				v.Show(Section(s))
			}
		}
	default:
		v.below = true
		if i := v.dl.Top() + y - h - 1; i < v.dl.Len() {
			v.dl.Put(i)
			return true
		}
	}
	return false
}

// Scroll scrolls the half at row y of a pane of h rows.
func (v *View) Scroll(y, h, d int) {
	if tree, _ := halves(h); y < tree {
		v.tl.Scroll(d)
	} else {
		v.dl.Scroll(d)
	}
}

func (v *View) drawTree(c canvas.Canvas, lk Look) {
	th := lk.Theme
	v.tl.Resize(c.H)
	if len(v.rows) == 0 {
		c.Fit(2, 1, c.W-3, "No page yet at this moment.", th.Glyphs.Ellipsis, th.Style(theme.Dim))
		return
	}
	gone := v.Ref() == dom.None
	for y := range c.H {
		i := v.tl.Top() + y
		if i >= len(v.rows) {
			break
		}
		r := &v.rows[i]
		ground := theme.Text
		if !gone && v.tree.Node(r.ref).ID == v.sel {
			ground = theme.Current
			if lk.Focused && !v.below {
				ground = theme.Selected
			}
		}
		v.drawNode(c.Sub(0, y, c.W, 1), r, ground, lk)
	}
	thumb(c, &v.tl, th)
}

func (v *View) drawNode(c canvas.Canvas, r *row, ground theme.Role, lk Look) {
	th, g := lk.Theme, lk.Theme.Glyphs
	n := v.tree.Node(r.ref)
	if ground != theme.Text {
		c.Fill(0, 0, c.W, 1, ' ', th.Style(ground))
	}
	on := func(role theme.Role) cell.Style {
		if ground == theme.Selected {
			return th.Style(ground)
		}
		return th.On(role, ground)
	}
	// Deep trees are drawn further left, so that there is room for the names.
	x := 1 + min(r.depth, max(c.W/3, 4))
	if r.more {
		sign := g.Closed
		if r.open {
			sign = g.Open
		}
		c.Set(x, 0, sign, on(theme.Dim))
	}
	x += 2
	fit := func(s string, st cell.Style) { x = c.Fit(x, 0, c.W-1-x, s, g.Ellipsis, st) }
	switch n.Kind {
	case event.NodeText, event.NodeCData:
		fit("“"+oneLine(n.Text)+"”", on(theme.Text))
		return
	case event.NodeShadowRoot:
		fit("#shadow-root", on(theme.Dim))
		return
	case event.NodeDocument:
		fit("#document "+n.Tag, on(theme.Dim))
		return
	}
	strong := on(theme.Strong)
	strong.Attr |= cell.Bold
	fit(n.Tag, strong)
	if id, _ := n.Attr("id"); id != "" {
		fit("#"+oneLine(id), on(theme.Accent))
	}
	for _, cl := range n.Classes {
		fit("."+oneLine(cl), on(theme.Dim))
	}
	for _, name := range [...]string{"type", "name", "role", "href", "src", "aria-label"} {
		if a, ok := n.Attr(name); ok && x < c.W*2/3 {
			fit(" "+name+"="+oneLine(a), on(theme.Dim))
		}
	}
	if s := v.only(r.ref); s != "" {
		fit(" "+s, on(theme.Text))
	}
}

func (v *View) sectionSpots(c canvas.Canvas) [sectionCount]int {
	var xs [sectionCount]int
	x := 1
	for i, n := range sectionNames {
		xs[i] = x
		x += c.Width(n) + 2
	}
	return xs
}

func (v *View) drawSections(c canvas.Canvas, lk Look) {
	th := lk.Theme
	c.Fill(0, 0, c.W, 1, th.Glyphs.Line, th.Style(theme.Dim))
	for i, x := range v.sectionSpots(c) {
		st := th.Style(theme.Dim)
		if Section(i) == v.section {
			st = th.Style(theme.Strong)
			if lk.Focused && v.below {
				st = th.Style(theme.Accent)
				st.Attr |= cell.Bold
			}
			st.Attr = st.Attr.WithUnderline(cell.Underline)
		}
		name := sectionNames[i]
		c.Set(x-1, 0, ' ', st)
		c.Text(x, 0, name, st)
		c.Set(x+c.Width(name), 0, ' ', th.Style(theme.Dim))
	}
	c.Set(0, 0, ' ', th.Style(theme.Dim))
}

// drawDetails draws the lower half, or says why there is nothing in it.
func (v *View) drawDetails(c canvas.Canvas, lk Look) {
	v.dl.Resize(c.H)
	if v.Ref() == dom.None && v.section != History {
		v.dl.SetLen(0)
		v.say(c, lk, "The element is not on the page at this moment.", "Its history tells when it is.")
		return
	}
	switch v.section {
	case Attributes:
		v.drawAttributes(c, lk)
	case Styles:
		v.drawStyles(c, lk)
	default:
		v.drawHistory(c, lk)
	}
	thumb(c, &v.dl, lk.Theme)
}

func (v *View) say(c canvas.Canvas, lk Look, lines ...string) {
	for i, s := range lines {
		c.Fit(2, 1+i, c.W-3, s, lk.Theme.Glyphs.Ellipsis, lk.Theme.Style(theme.Dim))
	}
}

// ground is that of row i of the details.
func (v *View) ground(c canvas.Canvas, i int, lk Look) theme.Role {
	g := theme.Text
	if i == v.dl.Cursor() && v.below {
		g = theme.Current
		if lk.Focused {
			g = theme.Selected
		}
	}
	if g != theme.Text {
		c.Fill(0, 0, c.W, 1, ' ', lk.Theme.Style(g))
	}
	return g
}

func on(th *theme.Theme, role, ground theme.Role) cell.Style {
	if ground == theme.Selected {
		return th.Style(ground)
	}
	return th.On(role, ground)
}

func (v *View) drawAttributes(c canvas.Canvas, lk Look) {
	th, rows := lk.Theme, v.attributes()
	v.dl.SetLen(len(rows))
	nw := min(max(c.W/3, 10), 18)
	for y := range c.H {
		i := v.dl.Top() + y
		if i >= len(rows) {
			return
		}
		r := c.Sub(0, y, c.W, 1)
		g := v.ground(r, i, lk)
		r.Fit(1, 0, nw-1, rows[i].name, th.Glyphs.Ellipsis, on(th, theme.Dim, g))
		r.Fit(nw+1, 0, c.W-nw-2, rows[i].value, th.Glyphs.Ellipsis, on(th, theme.Text, g))
	}
}

func (v *View) drawStyles(c canvas.Canvas, lk Look) {
	th, rows := lk.Theme, v.styleRows()
	v.dl.SetLen(len(rows))
	if len(rows) == 0 {
		v.say(c, lk, "Only elements have a style.")
		return
	}
	nw := min(max(c.W*2/5, 14), 24)
	vw := max((c.W-nw)/2, 8)
	for y := range c.H {
		i := v.dl.Top() + y
		if i >= len(rows) {
			return
		}
		s, r := &rows[i], c.Sub(0, y, c.W, 1)
		g := v.ground(r, i, lk)
		if s.head {
			r.Fit(1, 0, c.W-2, s.name, th.Glyphs.Ellipsis, on(th, theme.Accent, g))
			continue
		}
		value, name, x := on(th, theme.Text, g), on(th, theme.Dim, g), 1
		if s.name == "won" || s.lost {
			sign, role := th.Glyphs.Won, theme.User
			if s.lost {
				sign, role = th.Glyphs.Lost, theme.Dim
				value = on(th, theme.Dim, g)
				value.Attr |= cell.Strike
			}
			r.Set(2, 0, sign, on(th, role, g))
			x = r.Fit(4, 0, max(c.W/2-4, 8), s.value, th.Glyphs.Ellipsis, value)
			r.Fit(x+1, 0, c.W-x-2, s.note, th.Glyphs.Ellipsis, name)
			continue
		}
		r.Fit(x, 0, nw-1, s.name, th.Glyphs.Ellipsis, name)
		end := r.Fit(nw+1, 0, vw-1, s.value, th.Glyphs.Ellipsis, value)
		at := max(end+1, nw+vw)
		if c.W-at < 12 {
			at = end + 1
		}
		r.Fit(at, 0, c.W-at-1, s.note, th.Glyphs.Ellipsis, name)
	}
}

func (v *View) drawHistory(c canvas.Canvas, lk Look) {
	th := lk.Theme
	v.dl.SetLen(len(v.changes))
	if len(v.changes) == 0 {
		switch v.state {
		case Reading:
			v.say(c, lk, "Replaying the recording"+th.Glyphs.Ellipsis)
		default:
			v.say(c, lk, "The element never changes.")
		}
		return
	}
	here := v.changeAt(lk.Now)
	tw := c.Width(lk.Face.Format(lk.Extent.End, lk.Extent, true))
	for y := range c.H {
		i := v.dl.Top() + y
		if i >= len(v.changes) {
			return
		}
		ch, r := &v.changes[i], c.Sub(0, y, c.W, 1)
		g := v.ground(r, i, lk)
		if g == theme.Text && i == here {
			g = theme.Current
			r.Fill(0, 0, c.W, 1, ' ', th.Style(g))
		}
		if i == here {
			r.Set(0, 0, th.Glyphs.Here, on(th, theme.Accent, g))
		}
		what, how := describe(ch)
		r.Text(1, 0, lk.Face.Format(int64(ch.Time), lk.Extent, true), on(th, theme.Dim, g))
		x := r.Fit(2+tw, 0, 12, what, th.Glyphs.Ellipsis, on(th, theme.Accent, g)) + 1
		r.Fit(x, 0, c.W-x-1, how, th.Glyphs.Ellipsis, on(th, theme.Text, g))
	}
}

// Foot says where in the pane one is.
func (v *View) Foot() string {
	if v.query != "" {
		if len(v.matches) == 0 {
			return "/" + v.query + "  nothing found"
		}
		return "/" + v.query + "  " + strconv.Itoa(v.match+1) + " of " + strconv.Itoa(len(v.matches))
	}
	if v.tree == nil {
		return ""
	}
	return strconv.Itoa(v.tree.Len()) + " nodes"
}

func thumb(c canvas.Canvas, l interface{ Thumb() (int, int) }, th *theme.Theme) {
	at, size := l.Thumb()
	for y := at; y < at+size; y++ {
		st := th.Style(theme.Dim)
		st.BG = c.At(c.W-1, y).BG
		c.Set(c.W-1, y, th.Glyphs.ThumbOn, st)
	}
}
