package style

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// Explanation says why an element looks as it does.
type Explanation struct {
	// Ref is the element, Of its style: nil where it is not displayed.
	Ref dom.Ref
	Of  *Computed
	// Properties are those that something declares for the element, or for an
	// ancestor that it inherits from, in order of name.
	Properties []Property
}

// Property is one property with the declarations that ask for it.
type Property struct {
	Name string
	// Value is the computed value, as far as styles hold it; else the declared
	// one, with var() substituted.
	Value string
	// From is the ancestor it is inherited from, None when declared for the
	// element itself.
	From dom.Ref
	// Declarations are all there are, the winning one first.
	Declarations []Declaration
}

// Declaration is a declaration at its place in the cascade.
type Declaration struct {
	// Name and Value are as written: the name may be that of a shorthand.
	Name, Value string
	Important   bool
	Rule        *RuleOrigin
}

// RuleOrigin says where a declaration was written.
type RuleOrigin struct {
	Kind OriginKind
	// Selector is as written; "" where there is no rule.
	Selector    string
	Specificity css.Specificity
	// Layer is the cascade layer's name, "" for none.
	Layer string
	// Within are the rules around it, outermost first: "@media (min-width: 600px)".
	Within []string
	// Sheet names the sheet.
	Sheet string
}

// OriginKind says what sort of place a declaration was written in.
type OriginKind uint8

// Kinds of origins, in ascending order of precedence.
const (
	FromUserAgent  OriginKind = iota
	FromAttributes            // presentational attributes
	FromRule
	FromStyleAttribute
)

var originNames = [...]string{"user agent", "attributes", "rule", "style attribute"}

// String names the kind.
func (k OriginKind) String() string {
	if int(k) < len(originNames) {
		return originNames[k]
	}
	return ""
}

// Explain says why element ref looks as it does in the result of the last
// Update; nil when there was none, or ref is no element of its tree.
func (r *Resolver) Explain(ref dom.Ref) *Explanation {
	s := r.last
	if s == nil || !s.tree.Alive(ref) || !s.tree.Node(ref).IsElement() {
		return nil
	}
	x := &explainer{r: r, t: s.tree, out: &Explanation{Ref: ref, Of: s.Of(ref)}, byName: map[string]int{}}
	chain := flatChain(s, ref)
	for i := len(chain) - 1; i >= 0; i-- {
		x.above = append(x.above, chain[i])
	}
	x.element(ref, len(x.above)-1, false)
	for i := len(x.above) - 2; i >= 0; i-- {
		x.element(x.above[i], i, true)
	}
	for i := range x.out.Properties {
		p := &x.out.Properties[i]
		if x.out.Of == nil {
			continue
		}
		if v, ok := x.out.Of.Value(css.PropByName(p.Name)); ok {
			p.Value = v
		}
	}
	slices.SortFunc(x.out.Properties, func(a, b Property) int { return cmp.Compare(a.Name, b.Name) })
	return x.out
}

// flatChain are the element and its ancestors in the flat tree, up to the root
// of its document.
func flatChain(s *Styles, ref dom.Ref) []dom.Ref {
	var out []dom.Ref
	for r := ref; r != dom.None && len(out) < maxDepth && s.tree.Node(r).IsElement(); r = s.FlatParent(r) {
		out = append(out, r)
	}
	return out
}

// explainer collects the declarations for one element after the other.
type explainer struct {
	r      *Resolver
	t      *dom.Tree
	above  []dom.Ref // from the root down to the element
	out    *Explanation
	byName map[string]int // property to its place in out
	sheets map[*scope][]string
}

// element adds what is declared for above[at], of an ancestor only what is
// inherited and not declared further down.
func (x *explainer) element(ref dom.Ref, at int, inherited bool) {
	s := x.r.last
	w := &walker{r: x.r, t: x.t, s: s, v: x.r.lastView, scopes: x.r.scopes, media: x.r.media}
	sc := w.scopeOf(ref, x.r.scopes[x.t.Doc])
	if sc == nil {
		return
	}
	w.vw, w.vh, w.rem, w.rlh = s.env.W, s.env.H, 16, 18
	if doc := documentOf(x.t, ref); doc != x.t.Doc {
		w.vw, w.vh = s.frameSize(x.t.Node(doc).Parent)
	}
	for i, a := range x.above[:at] {
		w.filter(x.t.Node(a), 1)
		st := s.Of(a)
		if st == nil {
			continue
		}
		if i == 0 {
			w.root(st)
		}
		if st.Rare.ContainerType != css.ContainerNormal || len(st.Rare.ContainerNames) > 0 {
			w.containers = append(w.containers, container{a, st})
		}
	}
	n := x.t.Node(ref)
	w.collect(ref, n, sc)
	var parent *Computed
	if at > 0 {
		parent = s.Of(x.above[at-1])
	}
	q := w.request(ref, n, parent, sc)
	x.declared(w, &q, ref, sc, inherited)
}

// written is a block's declarations with where they were written.
type written struct {
	decls  []css.Written
	origin *RuleOrigin
}

// declared goes through the cascade of one element in ascending order, so that
// what comes last wins.
func (x *explainer) declared(w *walker, q *request, ref dom.Ref, sc *scope, inherited bool) {
	sources := map[*css.Block]written{}
	for _, m := range w.matches {
		if _, ok := sources[m.rule.block]; !ok {
			sources[m.rule.block] = written{m.rule.source.Written(sc.quirks), x.origin(m, ref, sc)}
		}
	}
	if q.hints != nil {
		sources[q.hints.block] = written{css.ParseWritten(string(w.hintBuf), true), &RuleOrigin{Kind: FromAttributes}}
	}
	if q.inline != nil {
		text, _ := x.t.Node(ref).Attr("style")
		sources[q.inline.block] = written{css.ParseWritten(text, sc.quirks), &RuleOrigin{Kind: FromStyleAttribute}}
	}
	cs := &x.r.cascade
	cs.order(w.matches, q.hints.get(), q.inline.get())
	text := initialText
	var vars *Vars
	if q.parent != nil {
		text = q.parent.Text
	}
	if st := x.r.last.Of(ref); st != nil {
		vars = st.Vars
	} else if q.parent != nil {
		vars = q.parent.Vars
	}
	wm, dir := cs.direction(text)
	first := len(x.out.Properties)
	for i := range cs.blocks {
		b := &cs.blocks[i]
		src := sources[b.block]
		important := len(b.decls) > 0 && b.decls[0].Important
		for j := range src.decls {
			d := &src.decls[j]
			if d.Important != important {
				continue
			}
			decl := Declaration{Name: d.Name, Value: d.Value, Important: d.Important, Rule: src.origin}
			for _, l := range x.longhands(d, vars, q.node.Attr) {
				if l.Prop != css.PropCustom {
					l.Prop = l.Prop.Physical(wm, dir)
				}
				x.add(l, d, decl, first, inherited, ref)
			}
		}
	}
}

// longhands are what a declaration sets, once var() and attr() are substituted.
func (x *explainer) longhands(d *css.Written, vars *Vars, attr func(string) (string, bool)) []css.Decl {
	var out []css.Decl
	for i := range d.Decls {
		l := &d.Decls[i]
		if l.Value.Kind != css.ValueUnparsed || l.Prop == css.PropCustom {
			out = append(out, *l)
			continue
		}
		if got := x.r.substitute(l, vars, attr); got != nil {
			out = append(out, got...)
			continue
		}
		if ls := l.Prop.Longhands(); ls != nil { // invalid at computed-value time
			for _, p := range ls {
				out = append(out, css.Decl{Prop: p})
			}
			continue
		}
		out = append(out, css.Decl{Prop: l.Prop})
	}
	return out
}

// add puts a declaration before those of lower precedence.
func (x *explainer) add(l css.Decl, d *css.Written, decl Declaration, first int, inherited bool, ref dom.Ref) {
	name := l.Prop.Name()
	inherits := l.Prop.Inherited()
	if l.Prop == css.PropCustom {
		name, inherits = l.Name, true
	}
	if name == "" {
		return
	}
	i, ok := x.byName[name]
	switch {
	case !ok && inherited && !inherits:
		return
	case !ok:
		i = len(x.out.Properties)
		x.byName[name] = i
		p := Property{Name: name}
		if inherited {
			p.From = ref
		}
		x.out.Properties = append(x.out.Properties, p)
	case i < first:
		return // declared further down
	}
	p := &x.out.Properties[i]
	p.Value = d.Value
	if ds := p.Declarations; len(ds) > 0 && ds[0] == decl {
		return // a shorthand that sets one longhand twice
	}
	p.Declarations = slices.Insert(p.Declarations, 0, decl)
}

// origin describes where a matching rule was written.
func (x *explainer) origin(m match, ref dom.Ref, sc *scope) *RuleOrigin {
	rl := m.rule
	o := &RuleOrigin{Kind: FromRule, Specificity: rl.spec}
	i := slices.Index(rl.source.Selectors, rl.sel)
	o.Selector = rl.source.SelectorText(i)
	for e := rl.within; e != nil; e = e.up {
		p := e.rule.Prelude()
		if rl.source.Implied && o.Selector == "" && e.rule.Kind == css.RuleStyle {
			o.Selector = p
			continue
		}
		if p != "" {
			o.Within = append(o.Within, p)
		}
	}
	slices.Reverse(o.Within)
	if rl.origin == originUA {
		o.Kind, o.Sheet = FromUserAgent, "user agent"
		return o
	}
	home := x.home(m, ref, sc)
	if home == nil {
		return o
	}
	if int(rl.layer) < len(home.rules.layers) {
		o.Layer = home.rules.layers[rl.layer]
	}
	if names := x.names(home); int(rl.sheet) < len(names) {
		o.Sheet = names[rl.sheet]
	}
	return o
}

// home is the scope that a rule's sheet belongs to.
func (x *explainer) home(m match, ref dom.Ref, sc *scope) *scope {
	switch m.rank {
	case rankHost:
		return x.r.scopes[x.t.Node(ref).Shadow]
	case rankPart:
		return sc.parent
	case rankSlotted:
		for _, other := range x.r.order {
			if slices.Contains(other.rules.slotted, m.rule) {
				return other
			}
		}
	}
	return sc
}

// names are the names of a scope's sheets, in their order.
func (x *explainer) names(sc *scope) []string {
	if got, ok := x.sheets[sc]; ok {
		return got
	}
	var out []string
	styles := 0
	x.r.sheets.each(x.t, sc, func(_ *css.Sheet, of dom.Ref, id event.SheetID) {
		n := x.t.Node(of)
		switch href, _ := n.Attr("href"); {
		case id != event.NoSheet && n.Tag != "style" && n.Tag != "link":
			out = append(out, "adopted sheet "+strconv.Itoa(len(out)+1))
		case n.Tag == "link" && href != "":
			out = append(out, lastPart(href))
		default:
			styles++
			out = append(out, "<"+n.Tag+"> "+strconv.Itoa(styles))
		}
	})
	if x.sheets == nil {
		x.sheets = map[*scope][]string{}
	}
	x.sheets[sc] = out
	return out
}

// lastPart is the file name of an address.
func lastPart(href string) string {
	href, _, _ = strings.Cut(href, "?")
	href, _, _ = strings.Cut(href, "#")
	href = strings.TrimRight(href, "/")
	if i := strings.LastIndexByte(href, '/'); i >= 0 {
		href = href[i+1:]
	}
	return href
}

// Select returns the elements of the tree of the last Update that are subjects of
// one of the selectors, in document order, at most limit of them. Selectors do
// not reach from one shadow tree into another.
func (r *Resolver) Select(sels []*css.Selector, limit int) []dom.Ref {
	if r.last == nil || r.lastView == nil || r.last.tree.Doc == dom.None {
		return nil
	}
	t := r.last.tree
	var out []dom.Ref
	var walk func(p dom.Ref, depth int)
	walk = func(p dom.Ref, depth int) {
		if depth > maxDepth {
			return
		}
		for c := t.Node(p).First; c != dom.None && len(out) < limit; c = t.Node(c).Next {
			n := t.Node(c)
			if !n.IsElement() {
				continue
			}
			cx := css.Context{View: r.lastView, Shadow: r.lastView.Host(css.Node(c))}
			for _, s := range sels {
				if s.Pseudo == css.PseudoNone && cx.Match(s, css.Node(c)) {
					out = append(out, c)
					break
				}
			}
			if n.Shadow != dom.None {
				walk(n.Shadow, depth+1)
			}
			walk(c, depth+1)
		}
	}
	walk(t.Doc, 0)
	return out
}
