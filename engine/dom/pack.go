package dom

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unsafe"

	"github.com/klauspost/compress/huff0"
	"github.com/klauspost/compress/s2"

	"playhead/engine/event"
)

// Packed is a tree in the form in which many are kept: the nodes in tree order as
// bytes, without the pointers that make live trees costly to hold and to
// collect, and compressed: by S2 to a third, or where it was packed beside another
// tree of the same page, as what differs from that one, to a sixth. States and
// sheets are shared with the trees they come from. A Packed never changes; any
// number of goroutines may unpack it.
type Packed struct {
	data   []byte // of what packer writes
	form   packForm
	size   int     // of data, entropy decoded
	base   *Packed // of a difference
	states []*State
	rest   Tree // all but the nodes
	pages  int
}

// packForm is how a Packed's bytes are compressed.
type packForm uint8

const (
	packS2     packForm = iota
	packDiff            // the difference to base
	packCoarse          // the same, in Huffman's code
)

// Flags of a packed node, above its type in the low four bits. The end of a
// list of children is a zero byte.
const (
	packType     = 0x0f
	packChildren = 0x10
	packShadow   = 0x20
	packState    = 0x40
)

// Packer packs trees and uses its memory again. The zero value is ready. It is for
// one goroutine.
type Packer struct {
	p    packer
	diff differ
	huff huff0.Scratch
}

// Pack packs a tree, which takes about 0.3 µs per node. Beside base, which may be
// nil, it keeps only what differs, and base with it; where that is much it packs the
// tree as it is ([Packed.Base] tells).
func (k *Packer) Pack(t *Tree, base *Packed) *Packed {
	p := &k.p
	p.start(t)
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
	packed := &Packed{states: slices.Clone(p.states), pages: len(t.pages), rest: *t}
	if base == nil || !k.beside(packed, base) {
		packed.data = bytes.Clone(s2.EncodeBetter(nil, p.b))
	}
	packed.rest.pages, packed.rest.ids = nil, idTable{}
	packed.rest.owner, packed.rest.frozen = nil, nil
	packed.rest.sheetsShared = true
	if t.owner != nil {
		t.sheetsShared = true
	}
	p.t = nil
	clear(p.states)
	return packed
}

// beside packs what the packer has written as what differs from base, unless that
// is more than a third of it.
func (k *Packer) beside(packed, base *Packed) bool {
	d := k.diff.diff(base.bytes(), k.p.b)
	if len(d) > len(k.p.b)/3 {
		return false
	}
	packed.base, packed.form, packed.size = base, packDiff, len(d)
	k.huff.Reuse = huff0.ReusePolicyNone
	if coarse, _, err := huff0.Compress4X(d, &k.huff); err == nil {
		packed.form, d = packCoarse, coarse
	}
	packed.data = bytes.Clone(d)
	return true
}

// bytes returns what the packer wrote.
func (p *Packed) bytes() []byte {
	switch p.form {
	case packDiff:
		return undiff(p.base.bytes(), p.data)
	case packCoarse:
		table, rest, err := huff0.ReadTable(p.data, nil)
		var d []byte
		if err == nil {
			d, err = table.Decoder().Decompress4X(make([]byte, 0, p.size), rest)
		}
		p.check(err)
		return undiff(p.base.bytes(), d)
	default:
		b, err := s2.Decode(nil, p.data)
		p.check(err)
		return b
	}
}

func (p *Packed) check(err error) {
	if err != nil {
		panic("dom: a packed tree is damaged: " + err.Error()) // Pack wrote it, and nothing changes it
	}
}

// Base returns the tree beside which this one was packed, nil when it is packed by
// itself.
func (p *Packed) Base() *Packed { return p.base }

// Bytes is the memory that the packed tree holds itself, without its base.
func (p *Packed) Bytes() int { return len(p.data) + 8*len(p.states) + 640 }

type tagKey struct {
	ns   event.Namespace
	name string
}

type packer struct {
	t        *Tree
	b        []byte
	states   []*State
	tags     map[tagKey]uint64
	numbers  map[string]int32 // places in lists, by packed form
	lists    []listed
	listOf   []int32 // by Ref: place in lists of a node's attributes
	written  []byte  // the packed forms of all lists
	repeated int     // those that have a number
	slot, id int64   // of the node before
}

// listed is an attribute list of the tree, as one or several nodes have it.
type listed struct {
	from, to int // its packed form in packer.written
	number   int // or what is known of it: see attrs
}

// start makes the packer ready for a tree, with its attribute lists counted.
func (p *packer) start(t *Tree) {
	if p.tags == nil {
		p.tags, p.numbers = make(map[tagKey]uint64), make(map[string]int32)
	}
	clear(p.tags)
	clear(p.numbers)
	p.t, p.b, p.states, p.repeated, p.slot, p.id = t, p.b[:0], p.states[:0], 0, 0, 0
	p.lists, p.written = p.lists[:0], p.written[:0]
	p.listOf = slices.Grow(p.listOf[:0], t.used)[:t.used]
	for r := Ref(1); int(r) < t.used; r++ {
		n := t.Node(r)
		if n.Kind == 0 || len(n.Attrs) == 0 {
			continue
		}
		from := len(p.written)
		p.write(n.Attrs)
		s := p.written[from:]
		k, ok := p.numbers[string(s)]
		if ok {
			p.written = p.written[:from]
			p.lists[k].number = listUnnumbered
		} else {
			k = int32(len(p.lists)) //nolint:gosec // no more than nodes
			p.numbers[string(s)] = k
			p.lists = append(p.lists, listed{from, len(p.written), listOnce})
		}
		p.listOf[r] = k
	}
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
		p.attrs(r, n)
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

// What is known of an attribute list; those that have come get a number from 0 on.
const (
	listOnce       = -1 // it comes once
	listUnnumbered = -2 // it comes several times, and has not yet
)

// How an attribute list is written.
const (
	packNoList   = iota
	packList     // the list follows, and comes no more
	packNewList  // the list follows, and gets the next number
	packFirstOld // the number of a list before is above this
)

// attrs appends the attribute list of node r. Only those that come again have a
// number, so that a new node with attributes of its own changes nothing in what is
// written after it.
func (p *packer) attrs(r Ref, n *Node) {
	if len(n.Attrs) == 0 {
		p.b = append(p.b, packNoList)
		return
	}
	l := &p.lists[p.listOf[r]]
	s := p.written[l.from:l.to]
	switch l.number {
	case listOnce:
		p.b = append(append(p.b, packList), s...)
	case listUnnumbered:
		l.number = p.repeated
		p.repeated++
		p.b = append(append(p.b, packNewList), s...)
	default:
		p.b = binary.AppendUvarint(p.b, uint64(packFirstOld+l.number)) //nolint:gosec // a count
	}
}

// write appends the packed form of an attribute list to those of others.
func (p *packer) write(list []Attr) {
	s := binary.AppendUvarint(p.written, uint64(len(list)))
	for i := range list {
		s = appendString(appendString(s, list[i].Name), list[i].Value)
	}
	p.written = s
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
	data := p.bytes()
	// The strings of the tree lie in these bytes, which nobody else has and nothing
	// changes: a copy of them would be the third part of the time to get them
	// (BenchmarkPack).
	u := unpacker{t: &t, s: unsafe.String(unsafe.SliceData(data), len(data)), states: p.states}
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
	attrSlab []Attr  // what is left of the last one allocated
	leaf     *idLeaf // of the table of ids, for ids from leafAt<<8 on
	leafAt   int32
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
	u.name(n.ID, r)
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

// name notes where a node with an id is. Nodes that follow one another have ids that
// do, mostly.
func (u *unpacker) name(id event.NodeID, r Ref) {
	if at := int32(id) >> 8; u.leaf == nil || u.leafAt != at {
		_, u.leaf = u.t.ids.leaf(id)
		u.leafAt = at
	}
	if lo := uint8(id); u.leaf.ref[lo] == None {
		u.leaf.used++
		u.leaf.ref[lo] = r
	} else {
		u.t.ids.set(id, r)
	}
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
	if i == packNoList {
		return
	}
	if i >= packFirstOld {
		l := &u.lists[i-packFirstOld]
		n.Attrs, n.Classes = l.attrs, l.classes
		return
	}
	k := u.uvarint()
	if uint64(cap(u.attrSlab)-len(u.attrSlab)) < k {
		u.attrSlab = make([]Attr, 0, max(k, attrSlab))
	}
	at := uint64(len(u.attrSlab))
	u.attrSlab = u.attrSlab[:at+k]
	n.Attrs = u.attrSlab[at : at+k : at+k]
	for j := range n.Attrs {
		n.Attrs[j].Name = u.str()
		n.Attrs[j].Value = u.str()
		if n.Attrs[j].Name == "class" {
			n.Classes = splitClasses(n.Attrs[j].Value)
		}
	}
	if i == packNewList {
		u.lists = append(u.lists, attrList{n.Attrs, n.Classes})
	}
}

// attrSlab is how many attributes are allocated at a time.
const attrSlab = 128

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
