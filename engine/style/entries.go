package style

import "playhead/engine/dom"

// entries holds what is computed for each node, by Ref, in pages that Updates
// share as far as nothing in them changes.
type entries struct {
	pages []*entryPage
	own   []bool // pages that are not shared yet
}

const (
	entryBits = 6
	entryMask = 1<<entryBits - 1
)

type entryPage [1 << entryBits]entry

func entryPages(slots int) int { return (slots + entryMask) >> entryBits }

// newEntries returns empty entries for so many nodes.
func newEntries(slots int) entries {
	n := entryPages(slots)
	e := entries{pages: make([]*entryPage, n), own: make([]bool, n)}
	slab := make([]entryPage, n)
	for i := range slab {
		e.pages[i], e.own[i] = &slab[i], true
	}
	return e
}

// share returns entries that start as these, for at least so many nodes.
func (e *entries) share(slots int) entries {
	n := max(len(e.pages), entryPages(slots))
	s := entries{pages: make([]*entryPage, n), own: make([]bool, n)}
	for i := copy(s.pages, e.pages); i < n; i++ {
		s.pages[i], s.own[i] = new(entryPage), true
	}
	return s
}

// at returns an entry for reading; r may be any node.
func (e *entries) at(r dom.Ref) *entry {
	if r < 0 || int(r>>entryBits) >= len(e.pages) {
		return &entry{}
	}
	return &e.pages[r>>entryBits][r&entryMask]
}

// edit returns an entry for writing, of a node there is room for.
func (e *entries) edit(r dom.Ref) *entry {
	i := r >> entryBits
	if !e.own[i] {
		p := *e.pages[i]
		e.pages[i], e.own[i] = &p, true
	}
	return &e.pages[i][r&entryMask]
}

// diff calls f for the nodes whose entries may differ, in ascending order.
func (e *entries) diff(o *entries, f func(r dom.Ref, a, b *entry)) {
	var none entryPage
	page := func(e *entries, i int) *entryPage {
		if i < len(e.pages) {
			return e.pages[i]
		}
		return &none
	}
	for i := range max(len(e.pages), len(o.pages)) {
		a, b := page(e, i), page(o, i)
		if a == b {
			continue
		}
		for j := range a {
			f(dom.Ref(i<<entryBits|j), &a[j], &b[j])
		}
	}
}
