package style

import (
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// features says for everything that selectors ask about an element which other
// elements' matching may change with it. One is built per rule set.
type features struct {
	classes, ids, attrs map[string]*reach
	states              [css.ClassUserValid + 1]*reach
	// structure is what a change of a child list reaches from each child; has is
	// what a change in the truth of some :has() reaches from its anchor.
	structure, has *reach
	// hasAny says that :has() occurs.
	hasAny bool
	// language says that :lang() or :dir() are used.
	language bool
}

// reach is a set of elements relative to one whose feature changed.
type reach struct {
	self bool
	// everything says that the change crosses shadow trees: restyle all.
	everything bool
	// has says that anchors of :has() above may change.
	has bool
	// below are descendants, later those of later siblings and these themselves.
	below, later keys
}

// keys is a set of elements by what their rule's subject must have.
type keys struct {
	all   bool
	names map[uint32]struct{}
}

func (k *keys) empty() bool { return !k.all && len(k.names) == 0 }

func (k *keys) add(h uint32) {
	if h == 0 {
		k.all = true
		return
	}
	if k.names == nil {
		k.names = map[uint32]struct{}{}
	}
	k.names[h] = struct{}{}
}

// holds reports whether element n may be in the set.
func (k *keys) holds(n *dom.Node) bool {
	if k.all {
		return true
	}
	has := func(kind byte, name string) bool {
		_, ok := k.names[nameHash(kind, name)]
		return ok
	}
	if has('t', strings.ToLower(n.Tag)) {
		return true
	}
	for _, c := range n.Classes {
		if has('.', c) {
			return true
		}
	}
	id, ok := n.Attr("id")
	return ok && has('#', id)
}

func newFeatures() *features {
	return &features{classes: map[string]*reach{}, ids: map[string]*reach{}, attrs: map[string]*reach{}}
}

func get(m map[string]*reach, k string) *reach {
	r := m[k]
	if r == nil {
		r = &reach{}
		m[k] = r
	}
	return r
}

func (f *features) state(c css.Class) *reach {
	if f.states[c] == nil {
		f.states[c] = &reach{}
	}
	return f.states[c]
}

// subjectKey is the hash of a name that the selector's subject must have, 0 for
// none.
func subjectKey(c *css.Compound) uint32 {
	switch {
	case len(c.ID) > 0:
		return nameHash('#', c.ID[0])
	case len(c.Classes) > 0:
		return nameHash('.', c.Classes[0])
	case c.Tag != "":
		return nameHash('t', c.TagLow)
	default:
		return 0
	}
}

// place says where the subject of a selector is, seen from one of its compounds.
type place struct {
	key        uint32
	self       bool
	later      bool // among later siblings and below them; else below
	everything bool
	has        bool // within :has()
}

func (f *features) selector(s *css.Selector) {
	key := subjectKey(&s.Compounds[0])
	crosses := false
	for i := range s.Compounds {
		p := place{key: key, self: i == 0}
		if i > 0 {
			comb := s.Combs[i-1]
			p.later = comb == css.NextSibling || comb == css.LaterSibling
			crosses = crosses || comb == css.Slotted || comb == css.PartOf
			if p.later {
				// Child lists decide who is whose sibling.
				before := place{key: key, self: i == 1, everything: crosses}
				if i > 1 {
					before.later = s.Combs[i-2] == css.NextSibling || s.Combs[i-2] == css.LaterSibling
				}
				if f.structure == nil {
					f.structure = &reach{}
				}
				f.structure.at(before)
			}
		}
		p.everything = crosses || s.Host
		f.compound(&s.Compounds[i], p, 0)
	}
}

func (r *reach) at(p place) {
	switch {
	case p.everything:
		r.everything = true
	case p.has:
		r.has = true
	case p.self:
		r.self = true
	case p.later:
		r.later.add(p.key)
	default:
		r.below.add(p.key)
	}
}

func (f *features) compound(c *css.Compound, p place, depth int) {
	for _, id := range c.ID {
		get(f.ids, id).at(p)
	}
	for _, cl := range c.Classes {
		get(f.classes, cl).at(p)
	}
	for i := range c.Attrs {
		get(f.attrs, c.Attrs[i].NameLow).at(p)
	}
	for i := range c.Tests {
		f.test(&c.Tests[i], p, depth)
	}
}

func (f *features) test(t *css.Test, p place, depth int) {
	if depth > 16 {
		return
	}
	switch t.Class {
	case css.ClassHas:
		f.hasAny = true
		if f.has == nil {
			f.has = &reach{}
		}
		f.has.at(p)
		p.has = true
	case css.ClassNthChild, css.ClassNthLastChild, css.ClassNthOfType, css.ClassNthLastOfType:
		if f.structure == nil {
			f.structure = &reach{}
		}
		f.structure.at(p)
		if len(t.Sels) > 0 {
			// With "of", a sibling's features count.
			p.everything = true
		}
	case css.ClassHost, css.ClassHostContext:
		p.everything = true
	case css.ClassLang, css.ClassDir:
		f.language = true
	case css.ClassIs, css.ClassNot:
	default:
		f.state(t.Class).at(p)
	}
	for _, s := range t.Sels {
		for i := range s.Compounds {
			q := p
			if i > 0 && !q.has {
				// An ancestor or sibling of the compound's element: whatever it
				// reaches is below it or after it.
				f.compound(&s.Compounds[i], place{later: true}, depth+1)
				f.compound(&s.Compounds[i], place{}, depth+1)
				comb := s.Combs[i-1]
				if comb == css.NextSibling || comb == css.LaterSibling {
					if f.structure == nil {
						f.structure = &reach{}
					}
					f.structure.at(place{later: true})
					f.structure.at(place{})
					f.structure.self = true
				}
				continue
			}
			f.compound(&s.Compounds[i], q, depth+1)
		}
	}
}
