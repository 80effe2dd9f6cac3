package style

import (
	_ "embed" // for the user-agent sheet
	"slices"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

//go:embed ua.css
var uaText string

// Resolver computes styles. It keeps parsed sheets, matching indexes and the
// result of the last Update; it is for one goroutine.
type Resolver struct {
	last   *Styles
	sheets *sheetCache
	ua     *ruleSet
	sets   []*cachedSet
	nextID uint32

	shared  *sharing
	blocks  map[blockKey]*inlineBlock
	blockID uint32
	values  map[valueKey][]css.Decl
	cascade cascade
	// env and regs are what the shared styles were computed in.
	env   Env
	regs  map[string]*registration
	media css.MediaEnv

	// What the last Update found: scopes, what selectors look at, what the
	// pointer was on; containers says that styles depend on containers' sizes.
	scopes     map[dom.Ref]*scope
	order      []*scope
	features   []*features
	lastView   *view
	containers bool
	// consulted are the query containers whose sizes styles depend on.
	consulted map[dom.Ref]containerSize
}

// containerSize is what Env.ContainerSize gave.
type containerSize struct {
	w, h float64
	ok   bool
}

func askContainer(env *Env, r dom.Ref) containerSize {
	if env.ContainerSize == nil {
		return containerSize{}
	}
	w, h, ok := env.ContainerSize(r)
	return containerSize{w, h, ok}
}

type cachedSet struct {
	sheets []*css.Sheet
	set    *ruleSet
}

type blockKey struct {
	text   string
	quirks bool
}

// inlineBlock is a parsed style attribute, or the hints of one.
type inlineBlock struct {
	id    uint32
	block *css.Block
}

type valueKey struct {
	prop css.Prop
	text string
}

// NewResolver returns a resolver that has seen nothing.
func NewResolver() *Resolver {
	return &Resolver{
		sheets: newSheetCache(), shared: newSharing(), blocks: map[blockKey]*inlineBlock{}, values: map[valueKey][]css.Decl{},
	}
}

// Update computes the styles of t, which must be frozen. What did not change
// since the Update before keeps its pointers, and is not looked at again where
// selectors say that it cannot have changed.
func (r *Resolver) Update(t *dom.Tree, env Env, in Interaction) *Styles {
	if s := r.incremental(t, env, in); s != nil {
		return s
	}
	return r.everything(t, env, in)
}

// everything styles the whole tree.
func (r *Resolver) everything(t *dom.Tree, env Env, in Interaction) *Styles {
	scopes, order, hosts := survey(t)
	s := &Styles{tree: t, env: env, entries: newEntries(t.Slots()), slots: newSlotting(t, hosts)}
	r.rules(t, s, order)
	if !sameButSize(&r.env, &env) {
		r.shared.reset()
	}
	r.env = env
	r.scopes, r.order = scopes, order
	w := &walker{r: r, t: t, s: s, v: newView(s, in), scopes: scopes, media: r.media}
	w.run()
	s.diff(r.last)
	r.last, r.lastView = s, w.v
	return s
}

// rules finds the rule sets of all scopes.
func (r *Resolver) rules(t *dom.Tree, s *Styles, order []*scope) {
	r.media = mediaEnv(&s.env)
	if r.ua == nil || !r.ua.asked.hold(&r.media) {
		b := newRuleBuilder(originUA, &r.media, &r.nextID)
		b.sheet(css.ParseSheet(uaText, false))
		r.ua = b.finish()
	}
	regs := map[string]*registration{}
	r.features = append(r.features[:0], r.ua.features)
	r.containers = false
	r.consulted = map[dom.Ref]containerSize{}
	for _, sc := range order {
		r.scopeRules(t, s, sc, r.media)
		for name, reg := range sc.rules.regs {
			regs[name] = reg
		}
		r.containers = r.containers || sc.rules.containers
		if !slices.Contains(r.features, sc.rules.features) {
			r.features = append(r.features, sc.rules.features)
		}
	}
	if !sameRegs(r.regs, regs) {
		r.shared.reset()
	}
	r.regs = regs
}

// incremental restyles what can have changed since the last Update; nil when
// that is everything.
func (r *Resolver) incremental(t *dom.Tree, env Env, in Interaction) *Styles {
	last := r.last
	if last == nil || last.tree.Doc != t.Doc || last.tree.Page.Epoch != t.Page.Epoch || r.frames() {
		return nil
	}
	axes, ok := r.resized(&env)
	if !ok {
		return nil
	}
	for ref, was := range r.consulted {
		if t.Alive(ref) && askContainer(&env, ref) != was {
			return nil
		}
	}
	// The older tree can have had more nodes: time goes backwards, too.
	slots := max(t.Slots(), last.tree.Slots())
	s := &Styles{tree: t, env: env, entries: last.entries.share(slots), slots: last.slots}
	c := &changes{
		old: last.tree, t: t, s: s, sets: r.features, dirty: make([]bool, slots), below: make([]bool, slots),
		listed: map[dom.Ref]bool{}, selects: map[dom.Ref]bool{},
	}
	r.media = mediaEnv(&env)
	c.diffTrees()
	if c.resurvey && !c.full {
		c.full = !r.sameRules(t, s)
	}
	if c.full {
		return nil
	}
	v := newView(s, in)
	c.resize(axes)
	c.interaction(css.ClassHover, r.lastView.hover, v.hover)
	c.interaction(css.ClassActive, r.lastView.active, v.active)
	c.interaction(css.ClassFocusWithin, r.lastView.within, v.within)
	for _, cl := range [2]css.Class{css.ClassFocus, css.ClassFocusVisible} {
		if r.lastView.in.Focus != in.Focus || r.lastView.in.FocusVisible != in.FocusVisible {
			c.interaction(cl, map[dom.Ref]bool{r.lastView.in.Focus: true}, nil)
			c.interaction(cl, map[dom.Ref]bool{in.Focus: true}, nil)
		}
	}
	if r.lastView.in.Target != in.Target {
		c.interaction(css.ClassTarget, map[dom.Ref]bool{r.lastView.in.Target: true}, nil)
		c.interaction(css.ClassTarget, map[dom.Ref]bool{in.Target: true}, nil)
	}
	if c.full {
		return nil
	}
	w := &walker{r: r, t: t, s: s, v: v, scopes: r.scopes, media: r.media, inc: c, last: last}
	w.run()
	if w.abandon {
		return nil
	}
	s.diff(last)
	r.last, r.lastView, r.env = s, v, env
	return s
}

// frames reports whether there are content documents: they are styled with the
// whole, as their viewport is a matter of layout.
func (r *Resolver) frames() bool {
	for _, sc := range r.order {
		if sc.host == dom.None && sc.root != r.last.tree.Doc {
			return true
		}
	}
	return false
}

// sameRules looks for sheets again and reports whether nothing came of it. The
// scopes found then replace the old ones.
func (r *Resolver) sameRules(t *dom.Tree, s *Styles) bool {
	scopes, order, hosts := survey(t)
	if len(order) != len(r.order) || !newSlotting(t, hosts).equal(s.slots) {
		return false
	}
	for i, sc := range order {
		if sc.root != r.order[i].root || sc.quirks != r.order[i].quirks {
			return false
		}
		r.scopeRules(t, s, sc, r.media)
		if sc.rules != r.order[i].rules {
			return false
		}
	}
	r.scopes, r.order = scopes, order
	return true
}

func mediaEnv(e *Env) css.MediaEnv {
	return css.MediaEnv{
		W: e.W, H: e.H, DPR: max(e.DPR, 1), Dark: e.Dark, LessMotion: e.ReducedMotion, MoreContrast: e.MoreContrast, Print: e.Print,
		Touch: e.Touch,
	}
}

func sameRegs(a, b map[string]*registration) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w := b[k]; w == nil || *w != *v {
			return false
		}
	}
	return true
}

// scopeRules finds the rule set of a scope's sheets.
func (r *Resolver) scopeRules(t *dom.Tree, s *Styles, sc *scope, media css.MediaEnv) {
	sc.media = media
	if doc := documentOf(t, sc.root); doc != t.Doc {
		sc.media.W, sc.media.H = s.frameSize(t.Node(doc).Parent)
	}
	sheets := r.sheets.sheetsOf(t, sc, nil)
	for i, c := range r.sets {
		if c.set.asked.hold(&sc.media) && slices.Equal(c.sheets, sheets) {
			sc.rules = c.set
			if i > 0 {
				r.sets[i], r.sets[i-1] = r.sets[i-1], c
			}
			return
		}
	}
	b := newRuleBuilder(originAuthor, &sc.media, &r.nextID)
	b.load = r.sheets.importer(t, sc)
	for _, sh := range sheets {
		b.sheet(sh)
	}
	sc.rules = b.finish()
	const keep = 64
	if len(r.sets) == keep {
		r.sets = r.sets[:keep-1]
	}
	r.sets = append(r.sets, &cachedSet{sheets: sheets, set: sc.rules})
}

// documentOf is the document that a scope's root is in.
func documentOf(t *dom.Tree, r dom.Ref) dom.Ref {
	for i := 0; i < 4*maxDepth; i++ {
		n := t.Node(r)
		if n.Kind == event.NodeDocument || n.Parent == dom.None {
			return r
		}
		r = n.Parent
	}
	return r
}

// frameSize is the size of an iframe's viewport: what layout found, or that of
// its attributes, or the default (HTML §4.8.5).
func (s *Styles) frameSize(host dom.Ref) (w, h float64) {
	if host == dom.None {
		return s.env.W, s.env.H
	}
	if s.env.FrameSize != nil {
		if w, h, ok := s.env.FrameSize(host); ok {
			return w, h
		}
	}
	w, h = 300, 150
	n := s.tree.Node(host)
	if v, ok := n.Attr("width"); ok {
		if f, percent, ok := parseDimension(v); ok && !percent {
			w = f
		}
	}
	if v, ok := n.Attr("height"); ok {
		if f, percent, ok := parseDimension(v); ok && !percent {
			h = f
		}
	}
	return w, h
}

// inline parses a style attribute, or hints given as such, through a cache.
func (r *Resolver) inline(text string, quirks bool) *inlineBlock {
	k := blockKey{text, quirks}
	b := r.blocks[k]
	if b == nil {
		const keep = 1 << 14
		if len(r.blocks) >= keep {
			clear(r.blocks)
		}
		r.blockID++
		b = &inlineBlock{id: r.blockID, block: css.ParseInline(text, quirks)}
		r.blocks[k] = b
	}
	return b
}

// value parses substituted text through a cache; nil when it is invalid.
func (r *Resolver) value(p css.Prop, text string) []css.Decl {
	k := valueKey{p, text}
	d, ok := r.values[k]
	if !ok {
		const keep = 1 << 14
		if len(r.values) >= keep {
			clear(r.values)
		}
		d = css.ParseValue(p, text)
		r.values[k] = d
	}
	return d
}

// diff fills Changed against the styles before.
func (s *Styles) diff(old *Styles) {
	if old == nil {
		s.All = true
		return
	}
	s.entries.diff(&old.entries, func(r dom.Ref, a, b *entry) {
		if a.c != b.c || !samePseudo(a.pseudo, b.pseudo) {
			s.Changed = append(s.Changed, r)
		}
	})
}

func samePseudo(a, b *pseudoSet) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	return a.c == b.c
}

// Forget drops the styles computed so far, but not parsed sheets and indexes:
// the next Update starts from nothing.
func (r *Resolver) Forget() {
	r.last = nil
	r.shared.reset()
}
