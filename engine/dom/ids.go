package dom

import "playhead/engine/event"

// idTable maps recorded ids to Refs. It is a radix tree of three levels, shared
// between trees and copied along the path of a write, so that a frozen tree
// costs what changed since and sparse or huge ids (ids are not trusted) cost a
// path each.
type idTable struct {
	top    map[int32]*idMid
	shared bool
	owner  *owner
}

type idMid struct {
	owner *owner
	used  int
	leaf  [256]*idLeaf
}

type idLeaf struct {
	owner *owner
	used  int
	ref   [256]Ref
}

func (t *idTable) share() { t.shared, t.owner = true, new(owner) }

func (t *idTable) get(id event.NodeID) Ref {
	m := t.top[int32(id)>>16]
	if m == nil {
		return None
	}
	l := m.leaf[uint8(id>>8)]
	if l == nil {
		return None
	}
	return l.ref[uint8(id)]
}

func (t *idTable) set(id event.NodeID, r Ref) {
	if t.get(id) == r {
		return
	}
	lo := uint8(id)
	m, l := t.leaf(id)
	if l.ref[lo] == None {
		l.used++
	}
	l.ref[lo] = r
	if r != None {
		return
	}
	l.used--
	if l.used == 0 {
		m.leaf[uint8(id>>8)] = nil
		m.used--
	}
	if m.used == 0 {
		delete(t.top, int32(id)>>16)
	}
}

// leaf returns the leaf that an id is in, and what that hangs on, for writing.
func (t *idTable) leaf(id event.NodeID) (*idMid, *idLeaf) {
	if t.owner == nil {
		t.owner = new(owner)
	}
	hi, mid := int32(id)>>16, uint8(id>>8)
	if t.top == nil || t.shared {
		c := make(map[int32]*idMid, len(t.top)+1)
		for k, v := range t.top {
			c[k] = v
		}
		t.top, t.shared = c, false
	}
	m := t.top[hi]
	switch {
	case m == nil:
		m = &idMid{owner: t.owner}
		t.top[hi] = m
	case m.owner != t.owner:
		c := *m
		c.owner = t.owner
		m = &c
		t.top[hi] = m
	}
	l := m.leaf[mid]
	switch {
	case l == nil:
		l = &idLeaf{owner: t.owner}
		m.leaf[mid] = l
		m.used++
	case l.owner != t.owner:
		c := *l
		c.owner = t.owner
		l = &c
		m.leaf[mid] = l
	}
	return m, l
}
