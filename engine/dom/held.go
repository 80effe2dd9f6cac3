package dom

import "unsafe"

// Held estimates the bytes that frozen tree t keeps in memory and neither a nor
// b does, either of which may be nil: what dropping t would free when a and b
// are its neighbours in time and all three are of one history. Text that
// belongs to the recording is not counted.
func Held(t, a, b *Tree) int {
	var none Tree
	if a == nil {
		a = &none
	}
	if b == nil {
		b = &none
	}
	sum := int(unsafe.Sizeof(*t)) + 8*len(t.pages)
	var empty page
	at := func(t *Tree, i int) *page {
		if i < len(t.pages) {
			return t.pages[i]
		}
		return &empty
	}
	for i, p := range t.pages {
		pa, pb := at(a, i), at(b, i)
		if p == pa || p == pb {
			continue
		}
		sum += int(unsafe.Sizeof(*p))
		for j, n := range p.nodes {
			if n != nil && n != pa.nodes[j] && n != pb.nodes[j] {
				sum += nodeBytes(n, pa.nodes[j])
			}
		}
	}
	return sum + t.ids.held(&a.ids, &b.ids)
}

// nodeBytes estimates the memory of a node that is not shared with old, an
// earlier version of it or another node.
func nodeBytes(n, old *Node) int {
	sum := int(unsafe.Sizeof(*n))
	if n.State != nil && (old == nil || old.State != n.State) {
		sum += int(unsafe.Sizeof(*n.State))
	}
	if len(n.Attrs) > 0 && (old == nil || len(old.Attrs) == 0 || &old.Attrs[0] != &n.Attrs[0]) {
		sum += len(n.Attrs)*int(unsafe.Sizeof(n.Attrs[0])) + len(n.Classes)*int(unsafe.Sizeof(""))
	}
	return sum
}

func (t *idTable) held(a, b *idTable) int {
	sum := 0
	for k, m := range t.top {
		ma, mb := a.top[k], b.top[k]
		if m == ma || m == mb {
			continue
		}
		sum += int(unsafe.Sizeof(*m))
		for i, l := range m.leaf {
			if l == nil || ma != nil && ma.leaf[i] == l || mb != nil && mb.leaf[i] == l {
				continue
			}
			sum += int(unsafe.Sizeof(*l))
		}
	}
	return sum
}
