package style

import (
	"cmp"
	"slices"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// walker computes the styles of a tree from its root down, in flat-tree order.
type walker struct {
	r      *Resolver
	t      *dom.Tree
	s      *Styles
	v      *view
	scopes map[dom.Ref]*scope
	media  css.MediaEnv
	bloom  bloom

	matches    []match
	pseudo     [css.PseudoCount][]match
	pseudoUsed []css.Pseudo
	containers []container
	vw, vh     float64
	rem, rlh   float64
	// descend says that the parent's style is not what it was.
	descend bool
	hintBuf []byte
	depth   int
	budget  css.Budget // of all matching

	// inc says what to look at when styles of the Update before are there; last
	// are those styles. abandon is set when too much turns out to have changed.
	inc     *changes
	last    *Styles
	abandon bool
}

func (w *walker) run() {
	if doc := w.scopes[w.t.Doc]; doc != nil {
		w.document(doc, w.s.env.W, w.s.env.H)
	}
}

// match is a rule that applies to the element at hand. rank orders the tree
// contexts of shadow DOM, inner ones first (css-cascade-5 §6.1.3).
type match struct {
	rule *rule
	rank uint8
}

const (
	rankOwn     uint8 = 3
	rankHost    uint8 = 1
	rankSlotted uint8 = 2
	rankPart    uint8 = 4
)

// container is a query container around the element at hand.
type container struct {
	ref   dom.Ref
	style *Computed
}

// document styles a document whose viewport is w × h px.
func (w *walker) document(sc *scope, vw, vh float64) {
	saved := *w
	w.vw, w.vh, w.rem, w.rlh = vw, vh, 16, 18
	w.containers = nil
	w.bloom = bloom{}
	for c := w.t.Node(sc.root).First; c != dom.None; c = w.t.Node(c).Next {
		if w.t.Node(c).Kind == event.NodeElement {
			w.element(c, nil, sc, false)
		}
	}
	w.vw, w.vh, w.rem, w.rlh, w.containers, w.bloom = saved.vw, saved.vh, saved.rem, saved.rlh, saved.containers, saved.bloom
}

func (w *walker) element(r dom.Ref, parent *Computed, sc *scope, blockify bool) {
	if w.depth++; w.depth > maxDepth {
		w.depth--
		return
	}
	defer func() { w.depth-- }()
	n := w.t.Node(r)
	e := w.s.entries.at(r)
	before := w.before(r)
	style := e.c
	if w.stale(r, e, parent, before, blockify) {
		style = w.restyle(r, n, parent, sc, blockify)
		if w.abandon {
			return
		}
		if style.Box.Display == css.DisplayNone {
			if before != nil {
				w.clear(r, 0)
			}
			return
		}
	} else {
		if parent == nil {
			w.root(style)
		}
		if style.Box.Display == css.DisplayNone || !w.inc.below[r] {
			return
		}
	}
	descend := w.descend
	w.descend = style != before
	defer func() { w.descend = descend }()
	inner := style.Box.Display.IsFlex() || style.Box.Display.IsGrid() || oldFlex(style)
	if style.Box.Display == css.DisplayContents {
		inner = blockify
	}
	if style.Rare.ContainerType != css.ContainerNormal || len(style.Rare.ContainerNames) > 0 {
		w.containers = append(w.containers, container{r, style})
		defer func() { w.containers = w.containers[:len(w.containers)-1] }()
	}
	if n.Shadow != dom.None && w.t.Node(n.Shadow).Kind == event.NodeDocument {
		if doc := w.scopes[n.Shadow]; doc != nil {
			fw, fh := w.s.frameSize(r)
			w.document(doc, fw, fh)
		}
	}
	w.filter(n, 1)
	w.children(r, n, style, sc, inner)
	w.filter(n, 0xff)
}

// before is the style that r had, nil for none.
func (w *walker) before(r dom.Ref) *Computed {
	if w.inc == nil {
		return nil
	}
	return w.s.entries.at(r).c
}

// stale reports whether r has to be styled anew.
func (w *walker) stale(r dom.Ref, e *entry, parent, before *Computed, blockify bool) bool {
	if w.inc == nil || before == nil || w.inc.dirty[r] || e.blockify != blockify {
		return true
	}
	if parent == nil || !w.descend {
		return false
	}
	return e.from != parent.inherit || e.parent && e.exact != parent.id
}

// restyle matches r and computes its style and its pseudo-elements'.
func (w *walker) restyle(r dom.Ref, n *dom.Node, parent *Computed, sc *scope, blockify bool) *Computed {
	e := w.s.entries.edit(r)
	before := e.c
	w.collect(r, n, sc)
	q := w.request(r, n, parent, sc)
	q.matches, q.blockify = w.matches, blockify
	style := w.r.compute(&q)
	*e = entry{c: style, blockify: blockify, parent: q.usesParent(), view: q.view}
	if parent != nil {
		e.from, e.exact = parent.inherit, parent.id
	} else {
		w.root(style)
		// rem and rlh are everywhere.
		if before != nil && (before.Text.FontSize != style.Text.FontSize || before.Text.LineHeight != style.Text.LineHeight) {
			w.abandon = true
			return style
		}
	}
	if w.inc != nil && w.r.containers && before != nil && (before.Rare.ContainerType != style.Rare.ContainerType ||
		!slices.Equal(before.Rare.ContainerNames, style.Rare.ContainerNames)) {
		w.abandon = true // queries below ask another container now
		return style
	}
	if style.Box.Display != css.DisplayNone {
		w.pseudos(r, n, e, &q)
	}
	return style
}

// root notes what rem and rlh refer to.
func (w *walker) root(style *Computed) {
	w.rem = float64(style.Text.FontSize)
	w.rlh = 1.15 * w.rem
	if line := w.s.env.LineHeight; line > 0 {
		w.rlh = line
	} else if style.Text.LineHeight.Kind != LengthNormal {
		w.rlh = float64(style.Text.LineHeight.Px)
	}
}

// clear drops the styles below r, which is not displayed any more.
func (w *walker) clear(r dom.Ref, depth int) {
	if depth > maxDepth {
		return
	}
	for _, c := range w.s.FlatChildren(r, nil) {
		if w.s.entries.at(c).c != nil {
			*w.s.entries.edit(c) = entry{}
			w.clear(c, depth+1)
		}
	}
}

// oldFlex tells a -webkit-box, which has flex items except where its lines are
// clamped: then it is a block.
func oldFlex(c *Computed) bool {
	b := c.Box
	return (b.Display == css.DisplayBox || b.Display == css.DisplayInlineBox) &&
		(b.LineClamp <= 0 || b.BoxOrient != css.OrientVertical)
}

// children walks the flat tree's children.
func (w *walker) children(r dom.Ref, n *dom.Node, style *Computed, sc *scope, blockify bool) {
	first := n.First
	switch {
	case n.Shadow != dom.None && w.t.Node(n.Shadow).Kind == event.NodeShadowRoot:
		if inner := w.scopes[n.Shadow]; inner != nil {
			sc = inner
		}
		first = w.t.Node(n.Shadow).First
	case w.s.slots != nil && n.IsHTML("slot"):
		if as := w.s.slots.assigned[r]; len(as) > 0 {
			for _, a := range as {
				if w.t.Node(a).Kind == event.NodeElement {
					w.element(a, style, w.scopeOf(a, sc), blockify)
				}
			}
			return
		}
	}
	for c := first; c != dom.None; {
		cn := w.t.Node(c)
		next := cn.Next
		if cn.Kind == event.NodeElement {
			w.element(c, style, sc, blockify)
		}
		c = next
	}
}

// scopeOf finds the scope of a slotted element.
func (w *walker) scopeOf(r dom.Ref, fallback *scope) *scope {
	for i := 0; r != dom.None && i < 4*maxDepth; i++ {
		if sc := w.scopes[r]; sc != nil {
			return sc
		}
		r = w.t.Node(r).Parent
	}
	return fallback
}

// filter adds the element's names to the ancestor filter, or takes them out.
func (w *walker) filter(n *dom.Node, d uint8) {
	tag := n.Tag
	if n.NS != event.HTML {
		tag = strings.ToLower(tag)
	}
	w.bloom.add(nameHash('t', tag), d)
	for _, c := range n.Classes {
		w.bloom.add(nameHash('.', c), d)
	}
	if id, ok := n.Attr("id"); ok {
		w.bloom.add(nameHash('#', id), d)
	}
}

func (w *walker) request(r dom.Ref, n *dom.Node, parent *Computed, sc *scope) request {
	q := request{
		parent: parent, root: parent == nil, node: n, dark: w.s.env.Dark, line: w.s.env.LineHeight,
		lc: css.LengthContext{Rem: w.rem, Rlh: w.rlh, VW: w.vw, VH: w.vh, CW: w.vw, CH: w.vh},
	}
	if cw, ch, ok := w.containerSize(); ok {
		q.lc.CW, q.lc.CH = cw, ch
	}
	w.hintBuf = appendHints(w.hintBuf[:0], w.t, r)
	if len(w.hintBuf) > 0 {
		q.hints = w.r.inline(string(w.hintBuf), true)
	}
	if s, ok := n.Attr("style"); ok && s != "" {
		q.inline = w.r.inline(s, sc.quirks)
	}
	return q
}

// containerSize is the size of the nearest query container that layout knows.
func (w *walker) containerSize() (cw, ch float64, ok bool) {
	for i := len(w.containers) - 1; i >= 0; i-- {
		if w.containers[i].style.Rare.ContainerType == css.ContainerNormal {
			continue
		}
		if sz := w.ask(w.containers[i].ref); sz.ok {
			return sz.w, sz.h, true
		}
	}
	return 0, 0, false
}

// ask asks for a container's size, and notes that styles depend on it.
func (w *walker) ask(r dom.Ref) containerSize {
	sz := askContainer(&w.s.env, r)
	w.r.consulted[r] = sz
	return sz
}

// collect finds the rules that apply to r and its pseudo-elements.
func (w *walker) collect(r dom.Ref, n *dom.Node, sc *scope) {
	w.matches = w.matches[:0]
	for _, p := range w.pseudoUsed {
		w.pseudo[p] = w.pseudo[p][:0]
	}
	w.pseudoUsed = w.pseudoUsed[:0]
	cx := css.Context{View: w.v, Quirks: sc.quirks, Budget: &w.budget}
	w.scan(w.r.ua, &cx, r, n, rankOwn)
	if n.Shadow != dom.None {
		if inner := w.scopes[n.Shadow]; inner != nil && inner.host == r && len(inner.rules.host) > 0 {
			hcx := css.Context{View: w.v, Shadow: css.Node(r), Budget: &w.budget}
			w.try(inner.rules.host, &hcx, r, rankHost, false)
		}
	}
	if w.s.slots != nil {
		for slot, i := w.s.slots.slotOf[r], 0; slot != dom.None && i < 16; slot, i = w.s.slots.slotOf[slot], i+1 {
			if in := w.scopeOf(slot, nil); in != nil && len(in.rules.slotted) > 0 {
				scx := css.Context{View: w.v, Shadow: css.Node(in.host), Budget: &w.budget}
				w.try(in.rules.slotted, &scx, r, rankSlotted, false)
			}
		}
	}
	cx.Shadow = css.Node(sc.host)
	w.scan(sc.rules, &cx, r, n, rankOwn)
	if parts, ok := n.Attr("part"); ok && sc.parent != nil {
		w.parts(r, parts, sc)
	}
	sortMatches(w.matches)
	for _, p := range w.pseudoUsed {
		sortMatches(w.pseudo[p])
	}
}

func sortMatches(ms []match) {
	if len(ms) < 2 {
		return
	}
	slices.SortFunc(ms, func(a, b match) int {
		x, y := a.rule, b.rule
		return cmp.Or(
			cmp.Compare(x.origin, y.origin), cmp.Compare(a.rank, b.rank), cmp.Compare(x.layer, y.layer),
			cmp.Compare(x.spec, y.spec), cmp.Compare(x.order, y.order),
		)
	})
}

// scan tries the rules of a set that the element has a key of.
func (w *walker) scan(set *ruleSet, cx *css.Context, r dom.Ref, n *dom.Node, rank uint8) {
	for i := range n.Attrs {
		a := &n.Attrs[i]
		if a.Name == "id" && len(set.byID) > 0 {
			w.try(set.byID[a.Value], cx, r, rank, true)
		}
		if len(set.byAttr) > 0 && a.Name != "class" || set.byAttr["class"] != nil {
			name := a.Name
			if n.NS != event.HTML {
				name = strings.ToLower(name)
			}
			w.try(set.byAttr[name], cx, r, rank, true)
		}
	}
	if len(set.byClass) > 0 {
		for _, c := range n.Classes {
			w.try(set.byClass[c], cx, r, rank, true)
		}
	}
	tag := n.Tag
	if n.NS != event.HTML {
		tag = strings.ToLower(tag)
	}
	w.try(set.byTag[tag], cx, r, rank, true)
	w.try(set.universal, cx, r, rank, true)
}

func (w *walker) try(rules []*rule, cx *css.Context, r dom.Ref, rank uint8, filter bool) {
	for _, x := range rules {
		if filter && w.bloom.rejects(x) || !w.applies(x, cx, r) {
			continue
		}
		list := &w.matches
		if p := x.sel.Pseudo; p != css.PseudoNone {
			list = &w.pseudo[p]
			if len(*list) == 0 {
				w.pseudoUsed = append(w.pseudoUsed, p)
			}
		}
		if !found(*list, x) {
			*list = append(*list, match{x, rank})
		}
	}
}

// found looks for a rule that is filed under several keys.
func found(list []match, x *rule) bool {
	c := &x.sel.Compounds[0]
	if len(c.ID)+len(c.Attrs) == 0 && len(c.Classes) == 0 && len(c.Tests) > 0 {
		for i := range list {
			if list[i].rule == x {
				return true
			}
		}
	}
	return false
}

func (w *walker) applies(x *rule, cx *css.Context, r dom.Ref) bool {
	if len(x.scopes) > 0 {
		if !w.inScopes(x, cx, r) {
			return false
		}
	} else if !cx.Match(x.sel, css.Node(r)) {
		return false
	}
	for _, c := range x.containers {
		if !w.containerHolds(c) {
			return false
		}
	}
	return true
}

// inScopes matches a rule within @scope: for some root of the innermost scope,
// nearest first, with no limit in between (css-cascade-6 §2.5).
func (w *walker) inScopes(x *rule, cx *css.Context, r dom.Ref) bool {
	sc := x.scopes[len(x.scopes)-1]
	var path []css.Node
	for a := css.Node(r); a != 0 && len(path) < maxDepth; a = w.v.Parent(a) {
		path = append(path, a)
	}
	any := func(sels []*css.Selector, a css.Node, root css.Node) bool {
		in := *cx
		in.Scope = root
		for _, s := range sels {
			if in.Match(s, a) {
				return true
			}
		}
		return false
	}
	for i, root := range path {
		if len(sc.ScopeFrom) > 0 && !any(sc.ScopeFrom, root, 0) || len(sc.ScopeFrom) == 0 && i != len(path)-1 {
			continue
		}
		limited := false
		for _, a := range path[:i] {
			limited = limited || any(sc.ScopeTo, a, root)
		}
		if !limited && any([]*css.Selector{x.sel}, css.Node(r), root) {
			return true
		}
	}
	return false
}

// containerHolds evaluates @container against the nearest container that
// qualifies (css-contain-3 §4).
func (w *walker) containerHolds(c *css.Rule) bool {
	for i := len(w.containers) - 1; i >= 0; i-- {
		k := &w.containers[i]
		if len(c.Names) > 0 && !slices.Contains(k.style.Rare.ContainerNames, c.Names[0]) {
			continue
		}
		if c.Query == nil {
			return true
		}
		if k.style.Rare.ContainerType == css.ContainerNormal {
			continue
		}
		sz := w.ask(k.ref)
		if !sz.ok {
			return false
		}
		env := w.media
		env.W, env.H, env.FontSize = sz.w, sz.h, float64(k.style.Text.FontSize)
		return c.Query.Matches(&env)
	}
	return false
}

// pseudos computes the pseudo-elements of r that exist.
func (w *walker) pseudos(r dom.Ref, n *dom.Node, e *entry, host *request) {
	set := func(p css.Pseudo, c *Computed) {
		if e.pseudo == nil {
			e.pseudo = &pseudoSet{}
		}
		e.pseudo.c[p] = c
	}
	for _, p := range w.pseudoUsed {
		ms := w.pseudo[p]
		if !w.exists(r, n, e.c, p, ms) {
			continue
		}
		q := *host
		q.parent, q.root, q.matches, q.hints, q.inline = e.c, false, ms, nil, nil
		q.blockify = (p == css.PseudoBefore || p == css.PseudoAfter) &&
			(e.c.Box.Display.IsFlex() || e.c.Box.Display.IsGrid() || oldFlex(e.c))
		c := w.r.compute(&q)
		e.view |= q.view
		if p == css.PseudoBefore || p == css.PseudoAfter {
			if c.Gen.Normal || c.Gen.None || c.Box.Display == css.DisplayNone {
				continue
			}
		}
		set(p, c)
	}
}

// exists tells which pseudo-elements an element has.
func (w *walker) exists(r dom.Ref, n *dom.Node, c *Computed, p css.Pseudo, ms []match) bool {
	switch p {
	case css.PseudoBefore, css.PseudoAfter:
		if n.NS == event.HTML {
			switch n.Tag {
			case "br", "img", "video", "audio", "iframe", "canvas", "object", "embed", "textarea", "wbr":
				return false
			}
		}
		for _, m := range ms {
			if m.rule.content {
				return true
			}
		}
		return false
	case css.PseudoMarker:
		return c.Box.Display.IsListItem()
	case css.PseudoPlaceholder:
		_, ok := n.Attr("placeholder")
		return ok && n.NS == event.HTML && (n.Tag == "input" || n.Tag == "textarea")
	case css.PseudoBackdrop:
		return w.v.State(css.Node(r), css.ClassModal) || w.v.State(css.Node(r), css.ClassPopoverOpen)
	case css.PseudoFileButton:
		return n.IsHTML("input") && n.InputType() == "file"
	default:
		return true
	}
}
