package style

import (
	"math"
	"slices"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// applied is a block of declarations at its place in the cascade.
type applied struct {
	decls []css.Decl
	block *css.Block
	// origin and layer are what revert and revert-layer go behind.
	origin origin
	layer  int32
}

// cascade is the working memory of one cascade after another.
type cascade struct {
	blocks  []applied
	winners [css.LonghandCount]*css.Value
	touched []css.Prop
	set     [css.LonghandCount]bool
	unset   css.Value
}

// layers of what is in no @layer rule.
const (
	layerUA     int32 = -2
	layerHints  int32 = -1
	layerInline int32 = 1 << 20
)

// order fills blocks in ascending order of precedence (css-cascade-5 §6).
// matches are sorted ascending for normal declarations.
func (cs *cascade) order(matches []match, hints, inline *css.Block) {
	cs.blocks = cs.blocks[:0]
	i := 0
	for ; i < len(matches) && matches[i].rule.origin == originUA; i++ {
		cs.push(matches[i].rule.block, false, originUA, layerUA)
	}
	if hints != nil {
		cs.push(hints, false, originAuthor, layerHints)
	}
	author := matches[i:]
	for _, m := range author {
		cs.push(m.rule.block, false, originAuthor, int32(m.rule.layer))
	}
	if inline != nil {
		cs.push(inline, false, originAuthor, layerInline)
	}
	// Important declarations: layers and shadow contexts the other way round,
	// within each in the same order.
	for end := len(author); end > 0; {
		start := end - 1
		for start > 0 && author[start-1].rank == author[end-1].rank && author[start-1].rule.layer == author[end-1].rule.layer {
			start--
		}
		for _, m := range author[start:end] {
			cs.push(m.rule.block, true, originAuthor, int32(m.rule.layer))
		}
		end = start
	}
	if inline != nil {
		cs.push(inline, true, originAuthor, layerInline)
	}
	for _, m := range matches[:i] {
		cs.push(m.rule.block, true, originUA, layerUA)
	}
}

func (cs *cascade) push(b *css.Block, important bool, o origin, layer int32) {
	decls := b.Normal
	if important {
		decls = b.Important
	}
	if len(decls) > 0 {
		cs.blocks = append(cs.blocks, applied{decls, b, o, layer})
	}
}

// custom collects the winning declaration of each custom property.
func (cs *cascade) custom() map[string]*css.Decl {
	var m map[string]*css.Decl
	for i := range cs.blocks {
		if !cs.blocks[i].block.Custom {
			continue
		}
		for j := range cs.blocks[i].decls {
			d := &cs.blocks[i].decls[j]
			if d.Prop != css.PropCustom {
				continue
			}
			if m == nil {
				m = map[string]*css.Decl{}
			}
			if w := css.Wide(d.Value.Kw); d.Value.Kind == css.ValueWide && (w == css.WideRevert || w == css.WideRevertLayer) {
				if low := cs.lowerCustom(d.Name, i, w); low != nil {
					m[d.Name] = low
				} else {
					delete(m, d.Name)
				}
				continue
			}
			m[d.Name] = d
		}
	}
	return m
}

func (cs *cascade) lowerCustom(name string, i int, w css.Wide) *css.Decl {
	for j := i - 1; j >= 0; j-- {
		if !cs.below(j, i, w) {
			continue
		}
		for k := len(cs.blocks[j].decls) - 1; k >= 0; k-- {
			if d := &cs.blocks[j].decls[k]; d.Prop == css.PropCustom && d.Name == name {
				return d
			}
		}
	}
	return nil
}

// below reports whether block j is what revert or revert-layer in block i falls
// back to.
func (cs *cascade) below(j, i int, w css.Wide) bool {
	if w == css.WideRevert {
		return cs.blocks[j].origin < cs.blocks[i].origin
	}
	return cs.blocks[j].origin != cs.blocks[i].origin || cs.blocks[j].layer != cs.blocks[i].layer
}

// direction finds the writing mode and direction that logical properties map by.
func (cs *cascade) direction(parent *Text) (css.WritingMode, css.Direction) {
	wm, dir := parent.WritingMode, parent.Direction
	logical := false
	for i := range cs.blocks {
		logical = logical || cs.blocks[i].block.Logical
	}
	if !logical {
		return wm, dir
	}
	for i := range cs.blocks {
		for j := range cs.blocks[i].decls {
			d := &cs.blocks[i].decls[j]
			if d.Prop != css.PropDirection && d.Prop != css.PropWritingMode {
				continue
			}
			kw, ok := d.Value.Kw, d.Value.Kind == css.ValueKeyword
			if d.Value.Kind == css.ValueWide && css.Wide(kw) == css.WideInitial {
				kw, ok = 0, true
			}
			switch {
			case d.Prop == css.PropDirection && ok:
				dir = css.Direction(kw)
			case d.Prop == css.PropDirection:
				dir = parent.Direction
			case ok:
				wm = css.WritingMode(kw)
			default:
				wm = parent.WritingMode
			}
		}
	}
	return wm, dir
}

// resolve finds the winners, with var() substituted by subst, which gives nil
// for what is invalid at computed-value time.
func (cs *cascade) resolve(parent *Text, subst func(d *css.Decl) []css.Decl) {
	for _, p := range cs.touched {
		cs.winners[p], cs.set[p] = nil, false
	}
	cs.touched = cs.touched[:0]
	cs.unset = css.Value{Kind: css.ValueWide, Kw: uint8(css.WideUnset)}
	wm, dir := cs.direction(parent)
	win := func(p css.Prop, v *css.Value) {
		p = p.Physical(wm, dir)
		if !cs.set[p] {
			cs.set[p] = true
			cs.touched = append(cs.touched, p)
		}
		cs.winners[p] = v
	}
	for i := range cs.blocks {
		for j := range cs.blocks[i].decls {
			d := &cs.blocks[i].decls[j]
			switch {
			case d.Prop == css.PropCustom:
			case d.Value.Kind == css.ValueUnparsed:
				cs.substituted(d, subst, win)
			case d.Value.Kind == css.ValueWide && css.Wide(d.Value.Kw) >= css.WideRevert:
				win(d.Prop, cs.lower(d.Prop, i, css.Wide(d.Value.Kw), wm, dir, subst, 0))
			default:
				win(d.Prop, &d.Value)
			}
		}
	}
}

func (cs *cascade) substituted(d *css.Decl, subst func(d *css.Decl) []css.Decl, win func(css.Prop, *css.Value)) {
	ds := subst(d)
	if ds == nil {
		win2 := d.Prop.Longhands()
		if win2 == nil {
			win(d.Prop, &cs.unset)
		}
		for _, l := range win2 {
			win(l, &cs.unset)
		}
		return
	}
	for k := range ds {
		win(ds[k].Prop, &ds[k].Value)
	}
}

// lower finds the value of p among the blocks that a revert in block i falls back
// to.
func (cs *cascade) lower(
	p css.Prop, i int, w css.Wide, wm css.WritingMode, dir css.Direction, subst func(d *css.Decl) []css.Decl, depth int,
) *css.Value {
	p = p.Physical(wm, dir)
	for j := i - 1; j >= 0 && depth < 8; j-- {
		if !cs.below(j, i, w) {
			continue
		}
		for k := len(cs.blocks[j].decls) - 1; k >= 0; k-- {
			d := &cs.blocks[j].decls[k]
			ds := cs.blocks[j].decls[k : k+1]
			if d.Value.Kind == css.ValueUnparsed && d.Prop != css.PropCustom {
				ds = subst(d)
			}
			for x := len(ds) - 1; x >= 0; x-- {
				if ds[x].Prop == css.PropCustom || ds[x].Prop.Physical(wm, dir) != p {
					continue
				}
				v := &ds[x].Value
				if v.Kind == css.ValueWide && css.Wide(v.Kw) >= css.WideRevert {
					return cs.lower(p, j, css.Wide(v.Kw), wm, dir, subst, depth+1)
				}
				return v
			}
		}
	}
	return &cs.unset
}

// request is one style to compute.
type request struct {
	parent   *Computed // nil for the root
	matches  []match
	hints    *inlineBlock
	inline   *inlineBlock
	root     bool
	blockify bool
	node     *dom.Node
	lc       css.LengthContext
	dark     bool
	line     float64  // Env.LineHeight
	view     css.Axes // set by compute: the axes of the viewport that the style refers to
}

// compute gives the style of a request, shared where it was computed before.
func (r *Resolver) compute(q *request) *Computed {
	var buf [64]uint32
	key := q.key(buf[:0])
	h := keyHash(key)
	if e := r.shared.find(h, key, q.lc.VW, q.lc.VH); e != nil {
		q.view |= e.view
		return e.c
	}
	cs := &r.cascade
	cs.order(q.matches, q.hints.get(), q.inline.get())
	c := &computer{lc: q.lc, blockify: q.blockify, dark: q.dark, line: q.line, dpr: r.env.DPR}
	c.start(q.parent)
	c.root = q.root
	usesAttr := false
	for i := range cs.blocks {
		usesAttr = usesAttr || cs.blocks[i].block.Attr
	}
	vr := varResolver{parent: c.parent.Vars, declared: cs.custom(), regs: r.regs, attr: q.node.Attr}
	vars := vr.resolve()
	cs.resolve(c.parent.Text, func(d *css.Decl) []css.Decl { return r.substitute(d, vars, q.node.Attr) })
	c.out.Vars = vars
	out := r.shared.intern(c.run(&cs.winners, cs.touched), c.owned)
	r.containers = r.containers || c.lc.Container
	q.view |= c.lc.View
	if !usesAttr && !c.lc.Container {
		r.shared.put(h, sharedStyle{key: slices.Clone(key), c: out, view: c.lc.View, vw: q.lc.VW, vh: q.lc.VH})
	}
	return out
}

func (b *inlineBlock) get() *css.Block {
	if b == nil {
		return nil
	}
	return b.block
}

// usesParent reports whether the style depends on more of the parent than what
// is inherited.
func (q *request) usesParent() bool {
	for _, m := range q.matches {
		if m.rule.inherit {
			return true
		}
	}
	return q.inline != nil && q.inline.block.Inherit
}

// key identifies the request among those in one environment, viewports of
// several sizes included.
func (q *request) key(key []uint32) []uint32 {
	flags := uint32(0)
	if q.root {
		flags |= 1
	}
	if q.blockify {
		flags |= 2
	}
	id := uint32(0)
	switch {
	case q.parent == nil:
	case q.usesParent():
		id, flags = q.parent.id, flags|4
	default:
		id = q.parent.inherit
	}
	// The root's font differs between documents.
	key = append(key, id, flags, math.Float32bits(float32(q.lc.Rem)), math.Float32bits(float32(q.lc.Rlh)))
	for _, b := range [2]*inlineBlock{q.hints, q.inline} {
		if b != nil {
			key = append(key, b.id)
		} else {
			key = append(key, 0)
		}
	}
	for _, m := range q.matches {
		key = append(key, m.rule.id)
	}
	return key
}

// substitute replaces var() and attr() in a declaration and parses it.
func (r *Resolver) substitute(d *css.Decl, vars *Vars, attr func(string) (string, bool)) []css.Decl {
	u := d.Value.Data.(*css.Unparsed)
	s := substituter{lookup: func(n string) (string, bool) {
		if v, ok := vars.get(n); ok {
			return v, true
		}
		if reg := r.regs[n]; reg != nil && reg.hasInitial {
			if _, hidden := vars.get(n); !hidden {
				return reg.initial, true
			}
		}
		return "", false
	}, attr: attr}
	text, ok := s.run(u.Text)
	if !ok {
		return nil
	}
	return r.value(d.Prop, text)
}
