package dom

import (
	"bytes"
	"encoding/binary"

	"github.com/klauspost/compress/s2"

	"playhead/engine/event"
)

// Packed is a tree in the form in which many are kept: the nodes in tree order as
// bytes, without the pointers that make live trees costly to hold and to
// collect, and compressed. (S2 makes a third of them; zstd a bit less, but takes
// three times as long to unpack.) States and sheets are shared with the trees
// they come from. A Packed never changes; any number of goroutines may unpack
// it.
type Packed struct {
	data   []byte // S2 of what packer writes
	states []*State
	rest   Tree // all but the nodes
	pages  int
}

// Flags of a packed node, above its type in the low four bits. The end of a
// list of children is a zero byte.
const (
	packType     = 0x0f
	packChildren = 0x10
	packShadow   = 0x20
	packState    = 0x40
)

// Pack packs a tree. It takes about 0.15 µs per node.
func Pack(t *Tree) *Packed {
	p := packer{t: t, tags: make(map[tagKey]uint64), lists: make(map[string]uint64)}
	p.b = make([]byte, 0, 16*t.live+64)
	for r := t.free; r != None; r = t.Node(r).Next {
		p.b = binary.AppendUvarint(p.b, uint64(r)) //nolint:gosec // slots are positive
	}
	p.b = append(p.b, 0)
	if t.Doc != None {
		p.tree(t.Doc)
	}
	for _, o := range t.orphans {
		if t.isOrphan(o) {
			p.tree(o.node)
		}
	}
	p.b = append(p.b, 0)
	packed := &Packed{data: bytes.Clone(s2.EncodeBetter(nil, p.b)), states: p.states, pages: len(t.pages), rest: *t}
	packed.rest.pages, packed.rest.ids = nil, idTable{}
	packed.rest.owner, packed.rest.frozen = nil, nil
	packed.rest.sheetsShared = true
	if t.owner != nil {
		t.sheetsShared = true
	}
	return packed
}

// Bytes is the memory that the packed tree holds itself.
func (p *Packed) Bytes() int { return len(p.data) + 8*len(p.states) + 512 }

type tagKey struct {
	ns   event.Namespace
	name string
}

type packer struct {
	t        *Tree
	b        []byte
	states   []*State
	tags     map[tagKey]uint64
	lists    map[string]uint64 // attribute lists by their packed form
	scratch  []byte
	slot, id int64 // of the node before
}

// tree appends r with all below it; it recurses no deeper than MaxDepth.
func (p *packer) tree(r Ref) {
	n := p.t.Node(r)
	flags := byte(n.Kind)
	if n.First != None {
		flags |= packChildren
	}
	if n.Shadow != None {
		flags |= packShadow
	}
	if n.State != nil {
		flags |= packState
		p.states = append(p.states, n.State)
	}
	p.b = append(p.b, flags)
	p.b = binary.AppendVarint(p.b, int64(r)-p.slot)
	p.b = binary.AppendVarint(p.b, int64(n.ID)-p.id)
	p.slot, p.id = int64(r), int64(n.ID)
	switch n.Kind {
	case event.NodeElement:
		p.tag(tagKey{n.NS, n.Tag})
		p.attrs(n.Attrs)
	case event.NodeDoctype:
		p.b = appendString(appendString(p.b, n.Tag), n.Text)
	case event.NodeDocument, event.NodeShadowRoot:
	default:
		p.b = appendString(p.b, n.Text)
	}
	if n.Shadow != None {
		p.tree(n.Shadow)
	}
	if n.First == None {
		return
	}
	for c := n.First; c != None; c = p.t.Node(c).Next {
		p.tree(c)
	}
	p.b = append(p.b, 0)
}

// tag appends the number of a tag, and the tag itself when it is new.
func (p *packer) tag(k tagKey) {
	i, ok := p.tags[k]
	if !ok {
		i = uint64(len(p.tags))
		p.tags[k] = i
		p.b = binary.AppendUvarint(p.b, i)
		p.b = appendString(append(p.b, byte(k.ns)), k.name)
		return
	}
	p.b = binary.AppendUvarint(p.b, i)
}

// attrs appends the number of an attribute list, 0 for none, and the list itself
// when it is new.
func (p *packer) attrs(list []Attr) {
	if len(list) == 0 {
		p.b = append(p.b, 0)
		return
	}
	s := binary.AppendUvarint(p.scratch[:0], uint64(len(list)))
	for i := range list {
		s = appendString(appendString(s, list[i].Name), list[i].Value)
	}
	p.scratch = s
	if i, ok := p.lists[string(s)]; ok {
		p.b = binary.AppendUvarint(p.b, i)
		return
	}
	i := uint64(len(p.lists)) + 1
	p.lists[string(s)] = i
	p.b = append(binary.AppendUvarint(p.b, i), s...)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Unpack returns a writable tree equal to the one packed; nodes have the same
// Refs, and so have those inserted later.
func (p *Packed) Unpack() *Tree {
	t := p.rest
	t.owner = new(owner)
	t.pages = make([]*page, p.pages)
	for i := range t.pages {
		t.pages[i] = t.newPage()
	}
	data, err := s2.Decode(nil, p.data)
	if err != nil {
		panic("dom: a packed tree is damaged: " + err.Error()) // Pack wrote it, and nothing changes it
	}
	u := unpacker{t: &t, s: string(data), states: p.states}
	t.free = None
	last := None
	for r := Ref(u.uvarint()); r != None; r = Ref(u.uvarint()) { //nolint:gosec // as packed
		if last == None {
			t.free = r
		} else {
			t.Node(last).Next = r
		}
		last = r
	}
	for u.s[0] != 0 {
		u.tree(None, None)
	}
	return &t
}

type unpacker struct {
	t        *Tree
	s        string // what is left
	states   []*State
	tags     []tagKey
	lists    []attrList
	slot, id int64
}

type attrList struct {
	attrs   []Attr
	classes []string
}

// tree reads a node with all below it and returns it.
func (u *unpacker) tree(parent, prev Ref) Ref {
	flags := u.s[0]
	u.s = u.s[1:]
	u.slot += u.varint()
	u.id += u.varint()
	r := Ref(u.slot) //nolint:gosec // as packed
	n := u.t.Node(r)
	n.ID, n.Kind = event.NodeID(u.id), event.NodeType(flags&packType) //nolint:gosec // as packed
	n.Parent, n.Prev = parent, prev
	u.t.ids.set(n.ID, r)
	switch n.Kind {
	case event.NodeElement:
		k := u.tag()
		n.NS, n.Tag = k.ns, k.name
		u.attrs(n)
	case event.NodeDoctype:
		n.Tag = u.str()
		n.Text = u.str()
	case event.NodeDocument, event.NodeShadowRoot:
	default:
		n.Text = u.str()
	}
	if flags&packState != 0 {
		n.State = u.states[0]
		u.states = u.states[1:]
	}
	if flags&packShadow != 0 {
		n.Shadow = u.tree(r, None)
	}
	if flags&packChildren == 0 {
		return r
	}
	last := None
	for u.s[0] != 0 {
		c := u.tree(r, last)
		if last == None {
			n.First = c
		} else {
			u.t.Node(last).Next = c
		}
		last = c
	}
	n.Last = last
	u.s = u.s[1:]
	return r
}

func (u *unpacker) tag() tagKey {
	i := u.uvarint()
	if i == uint64(len(u.tags)) {
		ns := event.Namespace(u.s[0])
		u.s = u.s[1:]
		name := u.str()
		if ns == event.HTML {
			name = u.t.names.lower(name)
		} else {
			name = u.t.names.keep(name)
		}
		u.tags = append(u.tags, tagKey{ns, name})
	}
	return u.tags[i]
}

func (u *unpacker) attrs(n *Node) {
	i := u.uvarint()
	if i == 0 {
		return
	}
	if i > uint64(len(u.lists)) {
		l := attrList{attrs: make([]Attr, u.uvarint())}
		for j := range l.attrs {
			l.attrs[j].Name = u.str()
			l.attrs[j].Value = u.str()
			if l.attrs[j].Name == "class" {
				l.classes = splitClasses(l.attrs[j].Value)
			}
		}
		u.lists = append(u.lists, l)
	}
	n.Attrs, n.Classes = u.lists[i-1].attrs, u.lists[i-1].classes
}

func (u *unpacker) str() string {
	n := u.uvarint()
	s := u.s[:n]
	u.s = u.s[n:]
	return s
}

// uvarint reads as binary.Uvarint does, from a string.
func (u *unpacker) uvarint() uint64 {
	var v uint64
	for i, shift := 0, 0; ; i, shift = i+1, shift+7 {
		c := u.s[i]
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			u.s = u.s[i+1:]
			return v
		}
	}
}

func (u *unpacker) varint() int64 {
	v := u.uvarint()
	return int64(v>>1) ^ -int64(v&1) //nolint:gosec // zigzag
}
