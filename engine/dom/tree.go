package dom

import (
	"slices"

	"playhead/engine/event"
)

const (
	pageBits = 5
	pageSize = 1 << pageBits
	pageMask = pageSize - 1
)

// page is a run of slots. It points to nodes instead of holding them, so that a
// write after a freeze copies one node and a page of pointers: a keyframe then
// costs what changed, even where the changes are scattered over the tree.
type page struct {
	owner *owner          // the tree that may write in place
	own   uint32          // the nodes that the owner may write in place, by bit
	nodes [pageSize]*Node // nil for slots that were never used
}

// owner is an identity: pages carry the owner of the tree that made them, and a
// tree takes a new owner whenever it shares its pages.
type owner struct{ _ byte }

// Tree is a page at one moment: its nodes and what belongs to the window. The
// zero value is not usable; see [New]. A Tree is for one goroutine, except
// frozen ones, which never change and may be read by any number.
type Tree struct {
	pages []*page
	owner *owner // nil when frozen
	free  Ref    // head of the list of free slots, linked by Next
	used  int    // slots handed out at least once, slot 0 included
	live  int    // nodes in use
	ids   idTable
	names *interner

	// Doc is the document, None before the first full snapshot.
	Doc Ref
	// Page is the state of the window.
	Page Page

	sheets       map[event.SheetID]*Sheet // copied on write when shared
	sheetsShared bool

	orphans []orphan // nodes that wait for their parent; never changed in place
	radios  []Ref    // radio buttons that may be checked; never changed in place
	opened  bool     // a dialog or popover was opened: one may be open

	version uint64 // counts effective changes
	frozen  *Tree  // the last Freeze, while version says that it is current
}

// Page is the state of the window around the document. It is a plain value.
type Page struct {
	URL string
	// W, H is the layout viewport in CSS px, 0 when unknown.
	W, H float64
	// ScrollX, ScrollY is the recorded scroll offset of the window in px.
	ScrollX, ScrollY float64
	Visual           VisualViewport
	// Blurred is set while the page (tab) is known not to have focus.
	Blurred bool
	// Ended is set after the view's end.
	Ended bool
	// Focused is the id of the focused element, NoNode for none.
	Focused event.NodeID
	// Pressed is set while a button or finger is down, PressedOn is its target.
	Pressed   bool
	PressedOn event.NodeID
	Selection []event.Range
	// Gap is a description of missing data that this state suffers from, ""
	// for none; Frozen says that changes are dropped until the next snapshot.
	Gap    string
	Frozen bool
	// Epoch tells full snapshots apart: it differs between two states of a track
	// that do not stem from the same one. 0 before the first.
	Epoch uint32
}

// VisualViewport is the pinch-zoom window into the layout viewport, in CSS px.
// A zero Scale means that none was recorded.
type VisualViewport struct {
	X, Y, W, H, Scale float64
}

// New returns an empty tree.
func New() *Tree {
	t := &Tree{owner: new(owner), names: newInterner()}
	t.clear()
	return t
}

// Fresh returns an empty tree of t's lineage: names and sheets' texts that both
// have are shared.
func (t *Tree) Fresh() *Tree {
	f := &Tree{owner: new(owner), names: t.names}
	f.clear()
	return f
}

// clear drops the page and keeps what outlives a full snapshot: address,
// viewport and focus of the window, which recorders send before it.
func (t *Tree) clear() {
	t.pages = nil
	t.free, t.used, t.live = None, 1, 0
	t.ids = idTable{}
	t.Doc = None
	t.sheets, t.sheetsShared = nil, false
	t.orphans, t.radios, t.opened = nil, nil, false
	t.Page = Page{
		URL: t.Page.URL, W: t.Page.W, H: t.Page.H, Blurred: t.Page.Blurred,
		Focused: event.NoNode, PressedOn: event.NoNode, Epoch: t.Page.Epoch,
	}
}

// Freeze returns an immutable view of the tree as it is now. It shares all
// memory with t; t's later writes copy what they touch. Without a change in
// between the same view is returned again.
func (t *Tree) Freeze() *Tree {
	if t.owner == nil {
		return t
	}
	if t.frozen != nil && t.frozen.version == t.version {
		return t.frozen
	}
	t.owner = new(owner)
	t.ids.share()
	t.sheetsShared = true
	f := *t
	f.owner, f.frozen = nil, nil
	f.pages = append([]*page(nil), t.pages...)
	t.frozen = &f
	return &f
}

// Thaw returns a writable tree that starts as t is, which must be frozen.
func (t *Tree) Thaw() *Tree {
	w := *t
	w.owner = new(owner)
	w.frozen = t
	w.pages = append([]*page(nil), t.pages...)
	w.ids.share()
	w.sheetsShared = true
	return &w
}

// Version counts the changes that operations have made to the tree along its
// history: operations that set what is already there do not count. Equal
// versions of one history mean equal trees.
func (t *Tree) Version() uint64 { return t.version }

// Len is the number of nodes.
func (t *Tree) Len() int { return t.live }

// Slots is one more than the largest Ref in use: the size for arrays that are
// indexed by Ref.
func (t *Tree) Slots() int { return t.used }

// Node returns node r for reading; r must not be None and must be in use. The
// pointer is valid until the next write to t.
func (t *Tree) Node(r Ref) *Node {
	return t.pages[r>>pageBits].nodes[r&pageMask]
}

// Alive reports whether r is a node of t.
func (t *Tree) Alive(r Ref) bool {
	return r > 0 && int(r) < t.used && t.pages[r>>pageBits].nodes[r&pageMask].Kind != 0
}

// ByID returns the node with a recorded id, None when there is none.
// [event.Window] gives the document.
func (t *Tree) ByID(id event.NodeID) Ref {
	if id == event.Window {
		return t.Doc
	}
	return t.ids.get(id)
}

// Sheet returns the constructed sheet with a recorded id, nil when it is not
// (yet) known.
func (t *Tree) Sheet(id event.SheetID) *Sheet { return t.sheets[id] }

// edit returns node r for writing.
func (t *Tree) edit(r Ref) *Node {
	p := t.writable(r >> pageBits)
	i := r & pageMask
	n := p.nodes[i]
	if p.own&(1<<i) == 0 {
		c := *n
		n = &c
		p.nodes[i] = n
		p.own |= 1 << i
	}
	t.version++
	return n
}

// writable returns page i for writing.
func (t *Tree) writable(i Ref) *page {
	p := t.pages[i]
	if p.owner != t.owner {
		c := *p
		c.owner, c.own = t.owner, 0
		p = &c
		t.pages[i] = p
	}
	return p
}

// alloc returns a fresh node. The caller has checked the limits.
func (t *Tree) alloc(id event.NodeID) (Ref, *Node) {
	r := t.free
	if r != None {
		t.free = t.Node(r).Next
		n := t.edit(r)
		*n = Node{ID: id}
		t.live++
		t.ids.set(id, r)
		return r, n
	}
	r = Ref(t.used)
	t.used++
	i := r & pageMask
	if int(r>>pageBits) == len(t.pages) {
		t.pages = append(t.pages, t.newPage())
	}
	p := t.writable(r >> pageBits)
	if p.nodes[i] == nil || p.own&(1<<i) == 0 {
		p.nodes[i] = new(Node)
		p.own |= 1 << i
	}
	t.version++
	t.live++
	n := p.nodes[i]
	*n = Node{ID: id}
	t.ids.set(id, r)
	return r, n
}

// newPage returns a page whose nodes lie in one piece: snapshots fill whole
// pages, and one allocation serves 32 nodes.
func (t *Tree) newPage() *page {
	p := &page{owner: t.owner, own: ^uint32(0)}
	slab := new([pageSize]Node)
	for i := range slab {
		p.nodes[i] = &slab[i]
	}
	return p
}

// link puts r, which is in no list, below parent and before sibling next, or at
// the end when next is None.
func (t *Tree) link(r, parent, next Ref) {
	n, p := t.edit(r), t.edit(parent)
	n.Parent, n.Next = parent, next
	if next != None {
		x := t.edit(next)
		n.Prev = x.Prev
		x.Prev = r
	} else {
		n.Prev = p.Last
		p.Last = r
	}
	if n.Prev != None {
		t.edit(n.Prev).Next = r
	} else {
		p.First = r
	}
}

// unlink takes r out of its parent's children, or off its host when it is a
// shadow root or a content document.
func (t *Tree) unlink(r Ref) {
	n := t.edit(r)
	parent := n.Parent
	if parent == None {
		if t.Doc == r {
			t.Doc = None
		}
		return
	}
	p := t.edit(parent)
	if p.Shadow == r {
		p.Shadow = None
		n.Parent = None
		return
	}
	if n.Prev != None {
		t.edit(n.Prev).Next = n.Next
	} else {
		p.First = n.Next
	}
	if n.Next != None {
		t.edit(n.Next).Prev = n.Prev
	} else {
		p.Last = n.Prev
	}
	n.Parent, n.Prev, n.Next = None, None, None
}

// drop unlinks r and frees it with all below it.
func (t *Tree) drop(r Ref) {
	t.unlink(r)
	stack := append(make([]Ref, 0, 64), r)
	for len(stack) > 0 {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n := t.edit(r)
		for c := n.First; c != None; c = t.Node(c).Next {
			stack = append(stack, c)
		}
		if n.Shadow != None {
			stack = append(stack, n.Shadow)
		}
		if t.ids.get(n.ID) == r {
			t.ids.set(n.ID, None)
		}
		*n = Node{Next: t.free}
		t.free = r
		t.live--
	}
}

// stateCopy returns a copy of n's state to change and hang back on the node.
func (n *Node) stateCopy() *State {
	if n.State == nil {
		return &State{MediaTime: -1}
	}
	s := *n.State
	return &s
}

// Diff calls f for each Ref whose node may differ between a and b, which must
// come from one lineage for this to be cheap: nodes that both share are passed
// over. Refs are visited in ascending order; a node may be free in either tree.
func Diff(a, b *Tree, f func(r Ref)) {
	n := max(len(a.pages), len(b.pages))
	var none page
	for i := range n {
		pa, pb := &none, &none
		if i < len(a.pages) {
			pa = a.pages[i]
		}
		if i < len(b.pages) {
			pb = b.pages[i]
		}
		if pa == pb {
			continue
		}
		for j := range pageSize {
			x, y := pa.nodes[j], pb.nodes[j]
			if x == y || x != nil && y != nil && same(x, y) || free(x) && free(y) {
				continue
			}
			f(Ref(i<<pageBits | j))
		}
	}
}

func free(n *Node) bool { return n == nil || n.Kind == 0 }

// same reports whether two nodes are equal.
func same(a, b *Node) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.NS == b.NS &&
		a.Parent == b.Parent && a.Prev == b.Prev && a.Next == b.Next &&
		a.First == b.First && a.Last == b.Last && a.Shadow == b.Shadow &&
		a.State.Equal(b.State) && a.Tag == b.Tag && a.Text == b.Text &&
		len(a.Attrs) == len(b.Attrs) && (len(a.Attrs) == 0 || &a.Attrs[0] == &b.Attrs[0] || slices.Equal(a.Attrs, b.Attrs))
}
