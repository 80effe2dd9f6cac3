package css

import "strings"

// Node names an element to a [View]; 0 is none.
type Node int32

// View shows elements to selectors. Relations stay within one node tree: the
// parent of a shadow tree's top elements is 0. Methods are called often.
type View interface {
	Parent(n Node) Node
	Prev(n Node) Node
	Next(n Node) Node
	First(n Node) Node
	// Tag is the local name; html says that it is an HTML element, whose names
	// match in lower case.
	Tag(n Node) (name string, html bool)
	ID(n Node) string
	Classes(n Node) []string
	// Attr looks up an attribute; name for elements that are not HTML, low is the
	// same in lower case.
	Attr(n Node, name, low string) (string, bool)
	// State answers the classes from ClassHover on, and ClassRoot and ClassEmpty.
	State(n Node, c Class) bool
	// Host is the host of the shadow tree that n is in, 0 outside of one.
	Host(n Node) Node
	// Slot is the slot that n is assigned to, 0 when none.
	Slot(n Node) Node
	// Lang is n's language, Dir its directionality ("ltr" or "rtl").
	Lang(n Node) string
	Dir(n Node) string
}

// Context is where selectors match.
type Context struct {
	View View
	// Scope is what :scope matches, 0 for the root.
	Scope Node
	// Shadow is the host of the shadow tree that the sheet belongs to, 0 for the
	// document. :host matches it.
	Shadow Node
	// Quirks compares ids and classes without regard to case.
	Quirks bool
	// Budget bounds the work of matching; nil for one of the context's own.
	Budget *Budget
}

// Bounds of work, in steps, against selectors made to be slow: of one match, of
// all matches of a budget, and of one when that is used up.
const (
	maxWork   = 200_000
	totalWork = 50_000_000
	scantWork = 64
)

// Budget is the work that matching may still do. The zero value is a full one.
type Budget struct {
	left int // of the match that is going on
	used int // by those before
}

// begin starts a match.
func (b *Budget) begin() {
	b.left = maxWork
	if b.used > totalWork {
		b.left = scantWork
	}
}

// step takes one step; false when none is left.
func (b *Budget) step() bool {
	b.left--
	b.used++
	return b.left >= 0
}

// Match reports whether element n is the subject of s (its pseudo-element
// aside).
func (cx *Context) Match(s *Selector, n Node) bool {
	if s.Never {
		return false
	}
	if cx.Budget == nil {
		cx.Budget = new(Budget)
	}
	cx.Budget.begin()
	return cx.match(s, 0, n)
}

func (cx *Context) matchAny(sels []*Selector, n Node) bool {
	for _, s := range sels {
		if !s.Never && s.Pseudo == PseudoNone && cx.match(s, 0, n) {
			return true
		}
	}
	return false
}

// match matches compounds from i on, n being the candidate for compound i.
func (cx *Context) match(s *Selector, i int, n Node) bool {
	if !cx.Budget.step() || !cx.compound(&s.Compounds[i], n) {
		return false
	}
	if i == len(s.Combs) {
		return true
	}
	v := cx.View
	switch s.Combs[i] {
	case Child:
		p := cx.parent(n)
		return p != 0 && cx.match(s, i+1, p)
	case NextSibling:
		p := v.Prev(n)
		return p != 0 && cx.match(s, i+1, p)
	case LaterSibling:
		for p := v.Prev(n); p != 0; p = v.Prev(p) {
			if cx.match(s, i+1, p) {
				return true
			}
		}
	case Slotted:
		slot := v.Slot(n)
		return slot != 0 && v.Host(slot) == cx.Shadow && cx.match(s, i+1, slot)
	case PartOf:
		h := v.Host(n)
		return h != 0 && v.Host(h) == cx.Shadow && cx.match(s, i+1, h)
	default:
		for p := cx.parent(n); p != 0; p = cx.parent(p) {
			if cx.match(s, i+1, p) {
				return true
			}
		}
	}
	return false
}

// parent is the parent for combinators: in a sheet of a shadow tree, the host is
// above its tree's top elements (css-scoping-1 §3.2).
func (cx *Context) parent(n Node) Node {
	if cx.Shadow != 0 && n == cx.Shadow {
		return 0
	}
	if p := cx.View.Parent(n); p != 0 {
		return p
	}
	if cx.Shadow != 0 && cx.View.Host(n) == cx.Shadow {
		return cx.Shadow
	}
	return 0
}

func (cx *Context) compound(c *Compound, n Node) bool {
	// The host is featureless to its shadow tree's sheet, but for :host.
	if cx.Shadow != 0 && n == cx.Shadow && !c.hostOnly() {
		return false
	}
	if c.Tag != "" {
		tag, html := cx.View.Tag(n)
		if html && tag != c.TagLow || !html && tag != c.Tag {
			return false
		}
	}
	for _, id := range c.ID {
		if got := cx.View.ID(n); got != id && (!cx.Quirks || !strings.EqualFold(got, id)) {
			return false
		}
	}
	if len(c.Classes) > 0 {
		have := cx.View.Classes(n)
		for _, want := range c.Classes {
			if !cx.hasClass(have, want) {
				return false
			}
		}
	}
	for i := range c.Attrs {
		if !cx.attr(&c.Attrs[i], n) {
			return false
		}
	}
	for i := range c.Tests {
		if !cx.test(&c.Tests[i], n) {
			return false
		}
	}
	return true
}

// hostOnly reports whether the compound is made of :host and the like, or of
// pseudo-classes that contain such.
func (c *Compound) hostOnly() bool {
	if c.Tag != "" || len(c.ID) > 0 || len(c.Classes) > 0 || len(c.Attrs) > 0 || len(c.Tests) == 0 {
		return false
	}
	host := false
	for i := range c.Tests {
		switch t := &c.Tests[i]; t.Class {
		case ClassHost, ClassHostContext:
			host = true
		case ClassIs, ClassNot:
			for _, s := range t.Sels {
				if s.Compounds[0].hostOnly() {
					host = true
				}
			}
		}
	}
	return host
}

func (cx *Context) hasClass(have []string, want string) bool {
	for _, h := range have {
		if h == want || cx.Quirks && strings.EqualFold(h, want) {
			return true
		}
	}
	return false
}

// foldedAttrs are attributes whose values HTML compares without regard to case
// (HTML §4.16.2).
func foldedAttr(low string) bool {
	switch low {
	case "type", "dir", "lang", "align", "valign", "bgcolor", "color", "method", "media", "rel", "rev", "shape",
		"checked", "disabled", "selected", "readonly", "multiple", "nowrap", "hreflang", "http-equiv", "enctype", "face", "scope", "target", "charset", "accept":
		return true
	}
	return false
}

func (cx *Context) attr(a *AttrTest, n Node) bool {
	got, ok := cx.View.Attr(n, a.Name, a.NameLow)
	if !ok || a.Op == AttrExists {
		return ok
	}
	want := a.Value
	if a.Fold || !a.Exact && foldedAttr(a.NameLow) {
		if _, html := cx.View.Tag(n); a.Fold || html {
			got, want = lower(got), lower(want)
		}
	}
	switch a.Op {
	case AttrEquals:
		return got == want
	case AttrIncludes:
		if want == "" {
			return false
		}
		for f := range strings.FieldsSeq(got) {
			if f == want {
				return true
			}
		}
		return false
	case AttrDash:
		return got == want || len(got) > len(want) && got[len(want)] == '-' && got[:len(want)] == want
	case AttrPrefix:
		return want != "" && strings.HasPrefix(got, want)
	case AttrSuffix:
		return want != "" && strings.HasSuffix(got, want)
	default:
		return want != "" && strings.Contains(got, want)
	}
}

func (cx *Context) test(t *Test, n Node) bool {
	switch t.Class {
	case ClassIs:
		return cx.matchAny(t.Sels, n)
	case ClassNot:
		return !cx.matchAny(t.Sels, n)
	case ClassHas:
		for _, s := range t.Sels {
			if cx.has(s, n) {
				return true
			}
		}
		return false
	case ClassNthChild:
		return t.matches(cx.index(t, n, cx.View.Prev, false))
	case ClassNthLastChild:
		return t.matches(cx.index(t, n, cx.View.Next, false))
	case ClassNthOfType:
		return t.matches(cx.index(t, n, cx.View.Prev, true))
	case ClassNthLastOfType:
		return t.matches(cx.index(t, n, cx.View.Next, true))
	case ClassScope:
		if cx.Scope != 0 {
			return n == cx.Scope
		}
		return cx.View.State(n, ClassRoot)
	case ClassHost:
		if cx.Shadow == 0 || n != cx.Shadow {
			return false
		}
		return len(t.Sels) == 0 || cx.outside().matchAny(t.Sels, n)
	case ClassHostContext:
		if cx.Shadow == 0 || n != cx.Shadow {
			return false
		}
		out := cx.outside()
		for m := n; m != 0; {
			if out.matchAny(t.Sels, m) {
				return true
			}
			p := cx.View.Parent(m)
			if p == 0 {
				p = cx.View.Host(m)
			}
			m = p
		}
		return false
	case ClassLang:
		have := lower(cx.View.Lang(n))
		for _, want := range t.Args {
			if want = strings.TrimPrefix(want, "*-"); have == want || strings.HasPrefix(have, want+"-") || want == "*" && have != "" {
				return true
			}
		}
		return false
	case ClassDir:
		return cx.View.Dir(n) == t.Args[0]
	case ClassNever:
		return false
	default:
		return cx.View.State(n, t.Class)
	}
}

// outside is the context in which the arguments of :host() match: the host as
// its own tree sees it.
func (cx *Context) outside() *Context {
	return &Context{View: cx.View, Quirks: cx.Quirks, Budget: cx.Budget}
}

// index is the place of n, from 1, among its siblings in one direction: those of
// its type, or those that match the test's selectors; 0 when n is not one.
func (cx *Context) index(t *Test, n Node, step func(Node) Node, ofType bool) int32 {
	if len(t.Sels) > 0 && !cx.matchAny(t.Sels, n) {
		return 0
	}
	tag, _ := cx.View.Tag(n)
	i := int32(1)
	// :first-child and the like need not count on.
	limit := int32(1<<31 - 1)
	if t.A == 0 {
		limit = t.B
	}
	for m := step(n); m != 0 && i <= limit; m = step(m) {
		if ofType {
			if other, _ := cx.View.Tag(m); other != tag {
				continue
			}
		} else if len(t.Sels) > 0 && !cx.matchAny(t.Sels, m) {
			continue
		}
		i++
	}
	return i
}

// matches reports whether i is A·n + B for some n ≥ 0.
func (t *Test) matches(i int32) bool {
	if i == 0 {
		return false
	}
	if t.A == 0 {
		return i == t.B
	}
	d := i - t.B
	return d%t.A == 0 && d/t.A >= 0
}

// has reports whether the relative selector s matches something seen from n
// (selectors-4 §4.5).
func (cx *Context) has(s *Selector, n Node) bool {
	if s.Never {
		return false
	}
	anchor := *cx
	anchor.Scope = n
	rel := hasMatch{cx: &anchor, s: s, anchor: n}
	switch s.Relative {
	case NextSibling, LaterSibling:
		for m := cx.View.Next(n); m != 0; m = cx.View.Next(m) {
			if rel.at(m) || len(s.Compounds) > 1 && rel.below(m, 0) {
				return true
			}
			if s.Relative == NextSibling && len(s.Compounds) == 1 {
				return false
			}
		}
		return false
	default:
		return rel.below(n, 0)
	}
}

type hasMatch struct {
	cx     *Context
	s      *Selector
	anchor Node
}

// maxHasDepth bounds the walk below an anchor.
const maxHasDepth = 512

func (h *hasMatch) below(n Node, depth int) bool {
	if depth > maxHasDepth {
		return false
	}
	for c := h.cx.View.First(n); c != 0; c = h.cx.View.Next(c) {
		if !h.cx.Budget.step() {
			return false
		}
		if h.at(c) {
			return true
		}
		// With > and one compound only children count.
		if (h.s.Relative != Child || len(h.s.Compounds) > 1) && h.below(c, depth+1) {
			return true
		}
	}
	return false
}

// at reports whether n is the subject and the anchor stands at its leading
// combinator.
func (h *hasMatch) at(n Node) bool { return h.walk(0, n) }

func (h *hasMatch) walk(i int, n Node) bool {
	if !h.cx.Budget.step() || n == 0 || !h.cx.compound(&h.s.Compounds[i], n) {
		return false
	}
	comb := h.s.Relative
	if i < len(h.s.Combs) {
		comb = h.s.Combs[i]
	}
	next := func(m Node) bool {
		if i == len(h.s.Combs) {
			return m == h.anchor
		}
		return h.walk(i+1, m)
	}
	v := h.cx.View
	switch comb {
	case Child:
		return next(v.Parent(n))
	case NextSibling:
		return next(v.Prev(n))
	case LaterSibling:
		for m := v.Prev(n); m != 0; m = v.Prev(m) {
			if next(m) {
				return true
			}
		}
	default:
		for m := v.Parent(n); m != 0; m = v.Parent(m) {
			if next(m) {
				return true
			}
		}
	}
	return false
}
