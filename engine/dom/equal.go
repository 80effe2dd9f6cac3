package dom

import (
	"fmt"
	"slices"
)

// Unequal describes the first difference between two trees, "" when they are
// equal: nodes by recorded id and order, attributes, text, live state, sheets
// and their edits, and the window. Refs and memory may differ. It is made for
// tests of what reaches the same moment by different ways, and costs a walk.
func Unequal(a, b *Tree) string {
	if d := unequalPage(&a.Page, &b.Page); d != "" {
		return d
	}
	if a.live != b.live {
		return fmt.Sprintf("%d nodes, %d nodes", a.live, b.live)
	}
	if len(a.sheets) != len(b.sheets) {
		return fmt.Sprintf("%d sheets, %d sheets", len(a.sheets), len(b.sheets))
	}
	for id, s := range a.sheets {
		if !equalSheet(s, b.sheets[id]) {
			return fmt.Sprintf("sheet %d differs", id)
		}
	}
	if len(a.orphans) != len(b.orphans) {
		return fmt.Sprintf("%d orphans, %d orphans", len(a.orphans), len(b.orphans))
	}
	roots := [][2]Ref{{a.Doc, b.Doc}}
	for i := range a.orphans {
		if x, y := a.isOrphan(a.orphans[i]), b.isOrphan(b.orphans[i]); x != y {
			return "an orphan is missing"
		} else if !x {
			continue
		}
		roots = append(roots, [2]Ref{a.orphans[i].node, b.orphans[i].node})
	}
	for _, r := range roots {
		if d := unequalNodes(a, b, r[0], r[1]); d != "" {
			return d
		}
	}
	return ""
}

func unequalPage(a, b *Page) string {
	x, y := *a, *b
	x.Selection, y.Selection = nil, nil
	if !samePage(&x, &y) || x.Epoch != y.Epoch || !slices.Equal(a.Selection, b.Selection) {
		return fmt.Sprintf("window: %+v, %+v", *a, *b)
	}
	return ""
}

func equalSheet(a, b *Sheet) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return a.Disabled == b.Disabled && (a.Base == b.Base || a.Base.Media == b.Base.Media && slices.Equal(a.Base.Texts, b.Base.Texts)) &&
		slices.EqualFunc(a.Edits, b.Edits, equalEdit)
}

// Equal reports whether two states are alike; either may be nil. States that
// were reached by different ways are alike without being the same.
func (s *State) Equal(o *State) bool {
	if s == o || s == nil || o == nil {
		return s == o
	}
	return s.Value == o.Value && s.HasValue == o.HasValue && s.initial == o.initial &&
		s.Checked == o.Checked && s.HasChecked == o.HasChecked && s.dirty == o.dirty && sameState(s, o) &&
		s.ScrollX == o.ScrollX && s.ScrollY == o.ScrollY &&
		equalSheet(s.Sheet, o.Sheet) && slices.Equal(s.Attached, o.Attached)
}

// unequalNodes compares two subtrees; it recurses no deeper than MaxDepth.
func unequalNodes(a, b *Tree, r, s Ref) string {
	if r == None || s == None {
		if r != s {
			return "a node is missing"
		}
		return ""
	}
	x, y := a.Node(r), b.Node(s)
	if x.ID != y.ID || x.Kind != y.Kind || x.NS != y.NS || x.Tag != y.Tag || x.Text != y.Text ||
		!slices.Equal(x.Attrs, y.Attrs) || !slices.Equal(x.Classes, y.Classes) {
		return fmt.Sprintf("node %d %s %v %q, node %d %s %v %q", x.ID, x.Tag, x.Attrs, x.Text, y.ID, y.Tag, y.Attrs, y.Text)
	}
	if !x.State.Equal(y.State) {
		return fmt.Sprintf("state of node %d: %+v, %+v", x.ID, x.State, y.State)
	}
	if a.ByID(x.ID) != r && x.ID >= 0 || b.ByID(y.ID) != s && y.ID >= 0 {
		return fmt.Sprintf("node %d is not found by its id", x.ID)
	}
	if d := unequalNodes(a, b, x.Shadow, y.Shadow); d != "" {
		return d
	}
	c, d := x.First, y.First
	for c != None && d != None {
		if diff := unequalNodes(a, b, c, d); diff != "" {
			return diff
		}
		c, d = a.Node(c).Next, b.Node(d).Next
	}
	if c != d {
		return fmt.Sprintf("children of node %d: one has more", x.ID)
	}
	return ""
}

// Broken describes the first violation of the tree's own rules, "" when it is
// sound: links agree in both directions, every node is reached once, ids lead to
// their nodes, counts and depth are right. For tests.
func (t *Tree) Broken() string {
	seen := make(map[Ref]bool, t.live)
	roots := []Ref{}
	if t.Doc != None {
		roots = append(roots, t.Doc)
	}
	for _, o := range t.orphans {
		if t.isOrphan(o) {
			roots = append(roots, o.node)
		}
	}
	type at struct {
		r     Ref
		depth int
	}
	var stack []at
	for _, r := range roots {
		if t.Node(r).Parent != None {
			return fmt.Sprintf("root %d has a parent", r)
		}
		stack = append(stack, at{r, 1})
	}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[e.r] {
			return fmt.Sprintf("node %d is reached twice", e.r)
		}
		seen[e.r] = true
		if !t.Alive(e.r) {
			return fmt.Sprintf("node %d is free", e.r)
		}
		if e.depth > MaxDepth {
			return fmt.Sprintf("node %d is at depth %d", e.r, e.depth)
		}
		n := t.Node(e.r)
		if t.ids.get(n.ID) != e.r {
			return fmt.Sprintf("id %d does not lead to node %d", n.ID, e.r)
		}
		if n.Shadow != None {
			if t.Node(n.Shadow).Parent != e.r {
				return fmt.Sprintf("shadow of %d has another parent", e.r)
			}
			stack = append(stack, at{n.Shadow, e.depth + 1})
		}
		prev := None
		for c := n.First; c != None; c = t.Node(c).Next {
			if k := t.Node(c); k.Parent != e.r || k.Prev != prev {
				return fmt.Sprintf("links of %d below %d are wrong", c, e.r)
			}
			prev = c
			stack = append(stack, at{c, e.depth + 1})
		}
		if n.Last != prev {
			return fmt.Sprintf("last child of %d is wrong", e.r)
		}
	}
	if len(seen) != t.live {
		return fmt.Sprintf("%d nodes reached, %d in use", len(seen), t.live)
	}
	return ""
}
