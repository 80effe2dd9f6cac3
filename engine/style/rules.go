package style

import (
	"strings"

	"playhead/engine/css"
)

// origin of a rule (css-cascade-5 §6.2). There is no user sheet.
type origin uint8

const (
	originUA origin = iota
	originAuthor
)

// rule is one complex selector of a style rule, with all that decides whether
// and where in the cascade its declarations apply.
type rule struct {
	id     uint32 // unique per resolver
	order  uint32 // of appearance within its rule set
	layer  uint16 // order among layers; that of no layer is the largest
	origin origin
	// content says that the declarations may set content.
	content bool
	// inherit says that they take more from the parent than what is inherited.
	inherit bool
	spec    css.Specificity
	sel     *css.Selector
	block   *css.Block
	// ancestors are hashes of names that some ancestor has to have, 0 for none.
	ancestors  [4]uint32
	containers []*css.Rule // @container rules around, all of which must hold
	scopes     []*css.Rule // @scope rules around

	// Where the rule was written, for explanations.
	source *css.Rule
	within *enclosure
	sheet  uint16 // index among the sheets of its set
}

// enclosure is a rule that stands around another one.
type enclosure struct {
	rule *css.Rule
	up   *enclosure
}

// ruleSet holds the rules of one tree scope's sheets, found by what their
// subjects must have.
type ruleSet struct {
	byID, byClass, byTag, byAttr map[string][]*rule
	universal                    []*rule
	// host, slotted and part hold rules whose subject is outside of the scope.
	host, slotted, part []*rule
	regs                map[string]*registration
	features            *features
	count               int
	containers          bool
	layers              []string // names by order
	asked               answers  // what it was made for
}

// ruleBuilder collects the rules of a scope's sheets in order.
type ruleBuilder struct {
	set    *ruleSet
	media  *css.MediaEnv
	origin origin
	nextID *uint32
	layers *layerNode
	nodes  []*rule
	inner  []*layerNode // layer of nodes[i]
	sheets uint16       // sheets begun
	load   func(address string, from *css.Sheet) *css.Sheet
	loaded int // sheets that were imported
}

// Bounds of imports.
const (
	maxImports     = 256
	maxImportDepth = 8
)

// layerNode is a cascade layer; its children come before it in the cascade.
type layerNode struct {
	name     string
	children []*layerNode
	order    uint16
}

func (l *layerNode) child(name string) *layerNode {
	if name != "" {
		for _, c := range l.children {
			if c.name == name {
				return c
			}
		}
	}
	c := &layerNode{name: name}
	l.children = append(l.children, c)
	return c
}

// at finds or makes the layer of a dotted name.
func (l *layerNode) at(name string) *layerNode {
	if name == "" {
		return l.child("")
	}
	for part := range strings.SplitSeq(name, ".") {
		l = l.child(part)
	}
	return l
}

func (l *layerNode) number(next uint16) uint16 {
	for _, c := range l.children {
		next = c.number(next)
	}
	l.order = next
	return next + 1
}

// list names the layers in their order, by their dotted names; the last one is
// what is in no layer.
func (l *layerNode) list(out *[]string, prefix string) {
	for _, c := range l.children {
		name := c.name
		if name == "" {
			name = "(anonymous)"
		}
		c.list(out, prefix+name+".")
	}
	*out = append(*out, strings.TrimSuffix(prefix, "."))
}

func newRuleBuilder(o origin, media *css.MediaEnv, nextID *uint32) *ruleBuilder {
	return &ruleBuilder{
		set: &ruleSet{
			byID: map[string][]*rule{}, byClass: map[string][]*rule{}, byTag: map[string][]*rule{}, byAttr: map[string][]*rule{},
			features: newFeatures(),
		},
		media: media, origin: o, nextID: nextID, layers: &layerNode{},
	}
}

// context is what stands around rules.
type ruleContext struct {
	layer      *layerNode
	containers []*css.Rule
	scopes     []*css.Rule
	within     *enclosure
	sheet      *css.Sheet
	depth      int // of imports
}

func (b *ruleBuilder) sheet(s *css.Sheet) {
	b.rules(s.Rules, ruleContext{layer: b.layers, sheet: s})
	b.sheets++
}

// imported takes in the rules of an imported sheet, where the recording has it.
func (b *ruleBuilder) imported(r *css.Rule, cx ruleContext) {
	if len(r.Names) > 1 {
		cx.layer = cx.layer.at(r.Names[1])
	}
	if b.load == nil || cx.depth >= maxImportDepth || b.loaded >= maxImports || !r.Supported || !b.set.asked.ask(r.Media, b.media) {
		return
	}
	if s := b.load(r.Names[0], cx.sheet); s != nil {
		b.loaded++
		cx.sheet, cx.depth, cx.within = s, cx.depth+1, &enclosure{r, cx.within}
		b.rules(s.Rules, cx)
	}
}

func (b *ruleBuilder) rules(list []*css.Rule, cx ruleContext) {
	around := cx.within
	for _, r := range list {
		if cx.within = around; len(r.Rules) > 0 {
			cx.within = &enclosure{r, around}
		}
		switch r.Kind {
		case css.RuleStyle:
			own := cx
			own.within = around
			b.style(r, own)
			b.rules(r.Rules, cx)
		case css.RuleMedia:
			if b.set.asked.ask(r.Media, b.media) {
				b.rules(r.Rules, cx)
			}
		case css.RuleSupports:
			if r.Supported {
				b.rules(r.Rules, cx)
			}
		case css.RuleLayer:
			in := cx
			name := ""
			if len(r.Names) > 0 {
				name = r.Names[0]
			}
			in.layer = cx.layer.at(name)
			b.rules(r.Rules, in)
		case css.RuleLayerOrder:
			for _, n := range r.Names {
				cx.layer.at(n)
			}
		case css.RuleContainer:
			in := cx
			in.containers = append(append([]*css.Rule(nil), cx.containers...), r)
			b.set.containers = true
			b.rules(r.Rules, in)
		case css.RuleScope:
			in := cx
			in.scopes = append(append([]*css.Rule(nil), cx.scopes...), r)
			b.rules(r.Rules, in)
		case css.RuleImport:
			b.imported(r, cx)
		case css.RuleProperty:
			b.property(r)
		}
	}
}

func (b *ruleBuilder) property(r *css.Rule) {
	if len(r.Names) == 0 || r.Descriptors["syntax"] == "" {
		return
	}
	if b.set.regs == nil {
		b.set.regs = map[string]*registration{}
	}
	initial, has := r.Descriptors["initial-value"]
	b.set.regs[r.Names[0]] = &registration{inherits: r.Descriptors["inherits"] == "true", initial: initial, hasInitial: has}
}

func (b *ruleBuilder) style(r *css.Rule, cx ruleContext) {
	if r.Block == nil || r.Block.Empty() {
		return
	}
	content := declaresContent(r.Block)
	for _, sel := range r.Selectors {
		if sel.Never || sel.Pseudo == css.PseudoOther {
			continue
		}
		*b.nextID++
		x := &rule{
			id: *b.nextID, order: uint32(len(b.nodes)), origin: b.origin, content: content, inherit: r.Block.Inherit, spec: sel.Spec, sel: sel, block: r.Block,
			containers: cx.containers, scopes: cx.scopes, source: r, within: cx.within, sheet: b.sheets,
		}
		x.ancestors = ancestorHashes(sel)
		b.nodes, b.inner = append(b.nodes, x), append(b.inner, cx.layer)
		b.set.add(x)
		b.set.features.selector(sel)
	}
}

func declaresContent(b *css.Block) bool {
	for _, list := range [2][]css.Decl{b.Normal, b.Important} {
		for i := range list {
			if list[i].Prop == css.PropContent {
				return true
			}
		}
	}
	return false
}

// finish numbers the layers.
func (b *ruleBuilder) finish() *ruleSet {
	b.layers.number(0)
	b.layers.list(&b.set.layers, "")
	for i, r := range b.nodes {
		r.layer = b.inner[i].order
	}
	b.set.count = len(b.nodes)
	return b.set
}

func (s *ruleSet) add(r *rule) {
	c := &r.sel.Compounds[0]
	if len(r.sel.Combs) > 0 {
		switch r.sel.Combs[0] {
		case css.Slotted:
			s.slotted = append(s.slotted, r)
			return
		case css.PartOf:
			s.part = append(s.part, r)
			return
		}
	}
	if r.sel.Host || mayBeHost(c) {
		s.host = append(s.host, r)
		if r.sel.Host {
			return
		}
	}
	if !s.key(c, r) {
		s.universal = append(s.universal, r)
	}
}

// mayBeHost reports whether :host hides in a pseudo-class that takes selectors.
func mayBeHost(c *css.Compound) bool {
	for i := range c.Tests {
		if c.Tests[i].Class == css.ClassIs {
			for _, s := range c.Tests[i].Sels {
				if s.Host || mayBeHost(&s.Compounds[0]) {
					return true
				}
			}
		}
	}
	return false
}

// key files r under what the compound c asks for, the rarest first. It reports
// false when there is nothing.
func (s *ruleSet) key(c *css.Compound, r *rule) bool {
	put := func(m map[string][]*rule, k string) bool {
		if l := m[k]; len(l) == 0 || l[len(l)-1] != r {
			m[k] = append(l, r)
		}
		return true
	}
	switch {
	case len(c.ID) > 0:
		return put(s.byID, c.ID[0])
	case len(c.Classes) > 0:
		return put(s.byClass, c.Classes[0])
	case len(c.Attrs) > 0 && c.Tag == "":
		return put(s.byAttr, c.Attrs[0].NameLow)
	}
	for i := range c.Tests {
		if t := &c.Tests[i]; t.Class == css.ClassIs && keyed(t.Sels) {
			for _, alt := range t.Sels {
				s.key(&alt.Compounds[0], r)
			}
			return true
		}
	}
	if c.Tag != "" {
		return put(s.byTag, c.TagLow)
	}
	return false
}

// keyed reports whether every alternative has a key, so that none is missed.
func keyed(sels []*css.Selector) bool {
	if len(sels) > 32 {
		return false
	}
	for _, s := range sels {
		c := &s.Compounds[0]
		if c.Tag != "" || len(c.ID) > 0 || len(c.Classes) > 0 || len(c.Attrs) > 0 {
			continue
		}
		ok := false
		for i := range c.Tests {
			ok = ok || c.Tests[i].Class == css.ClassIs && keyed(c.Tests[i].Sels)
		}
		if !ok {
			return false
		}
	}
	return len(sels) > 0
}

// ancestorHashes collects names that ancestors of the subject must have: those
// of compounds that a descendant or child combinator leads to.
func ancestorHashes(sel *css.Selector) (out [4]uint32) {
	n := 0
	add := func(kind byte, name string) {
		if n < len(out) {
			out[n] = nameHash(kind, name)
			n++
		}
	}
	for i, comb := range sel.Combs {
		if comb == css.Slotted || comb == css.PartOf {
			return out
		}
		if comb != css.Descendant && comb != css.Child {
			continue
		}
		c := &sel.Compounds[i+1]
		if c.Host() {
			return out // the host is outside of the tree that the filter sees
		}
		for _, id := range c.ID {
			add('#', id)
		}
		for _, cl := range c.Classes {
			add('.', cl)
		}
		if c.Tag != "" {
			add('t', c.TagLow)
		}
		// & and :is() of one selector say the same as the selector itself.
		for j := range c.Tests {
			if t := &c.Tests[j]; t.Class == css.ClassIs && len(t.Sels) == 1 {
				for _, cl := range t.Sels[0].Compounds[0].Classes {
					add('.', cl)
				}
			}
		}
	}
	return out
}

// nameHash is FNV-1a; never 0.
func nameHash(kind byte, name string) uint32 {
	h := (uint32(2166136261) ^ uint32(kind)) * 16777619
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h | 1
}

// bloom is a counting filter of the names that the current element's ancestors
// have.
type bloom struct {
	counts [1 << 12]uint8
}

func (b *bloom) add(h uint32, d uint8) {
	// Counters that are full stay so: the filter then only lets more through.
	if c := &b.counts[h&4095]; *c != 255 {
		*c += d
	}
	if c := &b.counts[h>>12&4095]; *c != 255 {
		*c += d
	}
}

func (b *bloom) may(h uint32) bool { return b.counts[h&4095] != 0 && b.counts[h>>12&4095] != 0 }

// rejects reports whether some ancestor that r needs is missing for sure.
func (b *bloom) rejects(r *rule) bool {
	for _, h := range r.ancestors {
		if h == 0 {
			return false
		}
		if !b.may(h) {
			return true
		}
	}
	return false
}
