package dom

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"playhead/engine/event"
)

// applySheet applies the sheet operations. They address the sheet of node r, or
// a constructed sheet by its id.
func (t *Tree) applySheet(r Ref, op *event.Op) Fault {
	if op.Kind == event.OpSheetAttach {
		return t.attach(r, op.Sheets)
	}
	byID := op.Sheet != event.NoSheet
	if !byID && r == None {
		return t.unknown()
	}
	var old *Sheet
	if byID {
		old = t.sheets[op.Sheet]
	} else {
		old = t.nodeSheet(r)
	}
	var s *Sheet
	if op.Kind == event.OpSheetText {
		media := ""
		if old != nil {
			media = old.Base.Media
		}
		s = t.sheetOf(op, media)
		if old != nil && !byID && t.Node(r).State != nil && t.Node(r).State.Sheet != nil && sameText(old, s) {
			return FaultNone
		}
		if old != nil {
			s.Disabled = old.Disabled
		}
	} else {
		if old == nil {
			return FaultUnknownNode
		}
		if len(old.Edits) >= maxEdits {
			return FaultSize
		}
		s = old.with(SheetEdit{Kind: op.Kind, Path: slices.Clone(op.Path), Name: op.Name, Text: op.Text, Priority: op.Text2})
	}
	if byID {
		return t.putSheet(op.Sheet, s)
	}
	if t.Node(r).Kind != event.NodeElement {
		return FaultWrongType
	}
	n := t.edit(r)
	st := n.stateCopy()
	st.Sheet = s
	n.State = st
	return FaultNone
}

// nodeSheet returns the sheet that rule operations on a style or link element
// start from: its own, the one attached to it, or that of its text.
func (t *Tree) nodeSheet(r Ref) *Sheet {
	n := t.Node(r)
	if n.State != nil {
		if n.State.Sheet != nil {
			return n.State.Sheet
		}
		if a := n.State.Attached; len(a) == 1 {
			if s := t.sheets[a[0]]; s != nil {
				return s
			}
		}
	}
	if n.Kind != event.NodeElement {
		return nil
	}
	if n.Tag == "style" {
		return &Sheet{Base: &SheetBase{Texts: []string{t.ChildText(r)}}}
	}
	return &Sheet{Base: &SheetBase{}}
}

// sheetOf makes the sheet that an operation defines, with the given media.
func (t *Tree) sheetOf(op *event.Op, media string) *Sheet {
	if len(op.Texts) > 0 {
		return &Sheet{Base: t.names.sheet(op.Texts, media)}
	}
	text := [1]string{op.Text}
	return &Sheet{Base: t.names.sheet(text[:], media)}
}

func sameText(a, b *Sheet) bool {
	return len(a.Edits) == 0 && a.Base == b.Base
}

// newSheet applies OpSheetNew.
func (t *Tree) newSheet(op *event.Op) Fault {
	s := t.sheetOf(op, op.Name)
	s.Disabled = op.On
	return t.putSheet(op.Sheet, s)
}

func (t *Tree) putSheet(id event.SheetID, s *Sheet) Fault {
	if id == event.NoSheet {
		return FaultWrongType
	}
	if len(t.sheets) >= maxSheets && t.sheets[id] == nil {
		return FaultSize
	}
	if t.sheets == nil || t.sheetsShared {
		c := make(map[event.SheetID]*Sheet, len(t.sheets)+1)
		for k, v := range t.sheets {
			c[k] = v
		}
		t.sheets, t.sheetsShared = c, false
	}
	t.sheets[id] = s
	t.version++
	return FaultNone
}

// attach applies OpSheetAttach. Adopted sheets of a shadow host are those of
// its shadow root: some recorders have no id for the root itself.
func (t *Tree) attach(r Ref, ids []event.SheetID) Fault {
	if r == None {
		return t.unknown()
	}
	if len(ids) > maxSheets {
		return FaultSize
	}
	n := t.Node(r)
	if n.Kind == event.NodeElement && n.Tag != "style" && n.Tag != "link" && n.Shadow != None {
		r = n.Shadow
		n = t.Node(r)
	}
	if n.State != nil && n.State.Sheet == nil && slices.Equal(n.State.Attached, ids) {
		return FaultNone
	}
	n = t.edit(r)
	s := n.stateCopy()
	s.Attached = slices.Clone(ids)
	s.Sheet = nil
	n.State = s
	return FaultNone
}

// tail is the number of edits in use of the memory that sheets of one history
// share; it decides which of them may append in place.
type tail struct{ n atomic.Int64 }

// with returns the sheet with one more edit. Sheets of one history share the
// memory of their edits: the newest appends in place, a fork copies.
func (s *Sheet) with(e SheetEdit) *Sheet {
	c := *s
	n := int64(len(s.Edits))
	if n >= compactFrom && n&(n-1) == 0 {
		if kept := compact(s.Edits); len(kept) < int(n) {
			c.Edits = append(kept, e)
			c.tail = new(tail)
			c.tail.n.Store(int64(len(c.Edits)))
			return &c
		}
	}
	if s.tail != nil && cap(s.Edits) > len(s.Edits) && s.tail.n.CompareAndSwap(n, n+1) {
		c.Edits = s.Edits[:n+1]
		c.Edits[n] = e
		return &c
	}
	c.Edits = make([]SheetEdit, n+1, max(4, 2*n))
	copy(c.Edits, s.Edits)
	c.Edits[n] = e
	c.tail = new(tail)
	c.tail.n.Store(n + 1)
	return &c
}

// compactFrom is the first number of edits, a power of two, at which those that
// later ones make void are dropped.
const compactFrom = 1024

// compact returns a copy of edits without the declarations that are set again
// before any rule is inserted or deleted: scripts that animate a rule set the
// same one at each frame.
func compact(edits []SheetEdit) []SheetEdit {
	type key struct {
		path string
		name string
	}
	seen := make(map[key]bool)
	out := make([]SheetEdit, len(edits))
	at := len(edits)
	var path []byte
	for i := len(edits) - 1; i >= 0; i-- {
		e := &edits[i]
		if e.Kind == event.OpSheetDecl || e.Kind == event.OpSheetDeclDel {
			path = path[:0]
			for _, p := range e.Path {
				path = binary.AppendVarint(path, int64(p))
			}
			k := key{string(path), e.Name}
			if seen[k] {
				continue
			}
			seen[k] = true
		} else {
			clear(seen)
		}
		at--
		out[at] = *e
	}
	return slices.Clone(out[at:])
}

// SheetOf returns the recorded sheet of a style or link element and whether
// there is one: its own or the one attached to it. A style element without one
// uses the text of its children.
func (t *Tree) SheetOf(r Ref) (*Sheet, bool) {
	n := t.Node(r)
	if n.State == nil {
		return nil, false
	}
	if n.State.Sheet != nil {
		return n.State.Sheet, true
	}
	for _, id := range n.State.Attached {
		if s := t.sheets[id]; s != nil {
			return s, true
		}
	}
	return nil, false
}

// Extends reports whether s is old with more edits, or none: that is the case
// where they share the memory of their edits.
func (s *Sheet) Extends(old *Sheet) bool {
	if s.Base != old.Base || len(s.Edits) < len(old.Edits) {
		return false
	}
	n := len(old.Edits)
	return n == 0 || &s.Edits[0] == &old.Edits[0] || slices.EqualFunc(s.Edits[:n], old.Edits, equalEdit)
}

func equalEdit(x, y SheetEdit) bool {
	return x.Kind == y.Kind && x.Name == y.Name && x.Text == y.Text && x.Priority == y.Priority && slices.Equal(x.Path, y.Path)
}
