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
	uaFor  css.MediaEnv
	sets   []*cachedSet
	nextID uint32

	shared  *sharing
	blocks  map[blockKey]*inlineBlock
	blockID uint32
	values  map[valueKey][]css.Decl
	cascade cascade
	// env and regs are what the shared styles were computed in.
	env  Env
	regs map[string]*registration
}

type cachedSet struct {
	sheets []*css.Sheet
	media  css.MediaEnv
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
// since the Update before keeps its pointers.
func (r *Resolver) Update(t *dom.Tree, env Env, in Interaction) *Styles {
	scopes, order, hosts := survey(t)
	s := &Styles{tree: t, env: env, entries: make([]entry, t.Slots()), slots: newSlotting(t, hosts)}
	media := mediaEnv(&env)
	if r.ua == nil || r.uaFor != media {
		b := newRuleBuilder(originUA, &media, &r.nextID)
		b.sheet(css.ParseSheet(uaText, false))
		r.ua, r.uaFor = b.finish(), media
	}
	regs := map[string]*registration{}
	for _, sc := range order {
		r.scopeRules(t, s, sc, media)
		for name, reg := range sc.rules.regs {
			regs[name] = reg
		}
	}
	if !sameEnv(&r.env, &env) || !sameRegs(r.regs, regs) {
		r.shared.reset()
		r.env = env
	}
	r.regs = regs
	w := &walker{r: r, t: t, s: s, v: newView(s, in), scopes: scopes, media: media}
	if doc := scopes[t.Doc]; doc != nil {
		w.document(doc, env.W, env.H)
	}
	s.diff(r.last)
	r.last = s
	return s
}

func mediaEnv(e *Env) css.MediaEnv {
	return css.MediaEnv{
		W: e.W, H: e.H, DPR: max(e.DPR, 1), Dark: e.Dark, LessMotion: e.ReducedMotion, MoreContrast: e.MoreContrast, Print: e.Print,
		Touch: e.Touch,
	}
}

func sameEnv(a, b *Env) bool {
	return a.W == b.W && a.H == b.H && a.DPR == b.DPR && a.Dark == b.Dark && a.ReducedMotion == b.ReducedMotion &&
		a.MoreContrast == b.MoreContrast && a.Print == b.Print && a.Touch == b.Touch
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
		if c.media == sc.media && slices.Equal(c.sheets, sheets) {
			sc.rules = c.set
			if i > 0 {
				r.sets[i], r.sets[i-1] = r.sets[i-1], c
			}
			return
		}
	}
	b := newRuleBuilder(originAuthor, &sc.media, &r.nextID)
	for _, sh := range sheets {
		b.sheet(sh)
	}
	sc.rules = b.finish()
	const keep = 64
	if len(r.sets) == keep {
		r.sets = r.sets[:keep-1]
	}
	r.sets = append(r.sets, &cachedSet{sheets: sheets, media: sc.media, set: sc.rules})
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
	n := max(len(s.entries), len(old.entries))
	for i := 1; i < n; i++ {
		var a, b entry
		if i < len(old.entries) {
			a = old.entries[i]
		}
		if i < len(s.entries) {
			b = s.entries[i]
		}
		if a.c != b.c || !samePseudo(a.pseudo, b.pseudo) {
			s.Changed = append(s.Changed, dom.Ref(i))
		}
	}
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
