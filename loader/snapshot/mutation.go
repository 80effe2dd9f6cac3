package snapshot

import (
	"playhead/engine/event"
	"playhead/loader/scan"
)

// The lists of a mutation in the order in which recorders apply them, wherever
// they stand in the object.
const (
	listRemoves = iota
	listAdds
	listTexts
	listAttributes
	lists
)

func listOf(key []byte) int {
	switch string(key) {
	case "removes":
		return listRemoves
	case "adds":
		return listAdds
	case "texts":
		return listTexts
	case "attributes":
		return listAttributes
	}
	return -1
}

// Mutation reads the data of a mutation: {adds, removes, texts, attributes}. A
// list whose turn it is where it stands is read at once, the others are skipped
// and read at the end: rrweb writes removes and adds last, and adds are most of
// the bytes.
func (r *Reader) Mutation(s *scan.Scanner) {
	start, base, problems := *s, len(r.batch.Ops), len(r.batch.Problems)
	if !s.Object() {
		return
	}
	var at [lists]scan.Scanner
	turn := 0
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		n := listOf(key)
		switch {
		case n < 0:
			s.Skip()
		case n < turn: // twice: the last one counts
			clear(r.batch.Ops[base:])
			r.batch.Ops, r.batch.Problems = r.batch.Ops[:base], r.batch.Problems[:problems]
			r.forget()
			*s = start
			r.mutationLast(s)
			return
		case n == turn && at[n].Offset() == 0 && s.Kind() == scan.Array:
			list := *s
			r.list(n, &list)
			s.Pass(&list)
			turn++
		default:
			at[n] = *s
			s.Skip()
		}
	}
	for n := turn; n < lists; n++ {
		r.list(n, &at[n])
	}
	r.flush()
}

// mutationLast is Mutation where lists are there several times.
func (r *Reader) mutationLast(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	var at [lists]scan.Scanner
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if n := listOf(key); n >= 0 {
			at[n] = *s
		}
		s.Skip()
	}
	for n := range at {
		r.list(n, &at[n])
	}
	r.flush()
}

// list reads the elements of the array before s, a list of kind n. A list that
// was not there is a scanner at offset 0.
func (r *Reader) list(n int, s *scan.Scanner) {
	if !r.unpacked(s) {
		return
	}
	before := s.Mismatches() // counted by the scanner that this is a copy of
	for more := s.Array(); more && s.Elem(); {
		switch n {
		case listRemoves:
			r.remove(s)
		case listAdds:
			r.collect(s)
		case listTexts:
			r.text(s)
		case listAttributes:
			r.attributeChange(s)
		}
	}
	r.listEnd(s, before)
	r.insertAdded()
}

// unpacked prepares a list for reading, which may be compressed. It returns
// false where there is none.
func (r *Reader) unpacked(s *scan.Scanner) bool {
	if s.Offset() == 0 {
		return false
	}
	if s.Kind() == scan.String && r.Unpack != nil {
		raw, escaped, _ := s.Bytes()
		text, err := r.Unpack(raw, escaped)
		if err != nil {
			r.Problem(event.ProblemSyntax, "compressed list: "+err.Error())
			return false
		}
		*s = scan.New(text)
	}
	return true
}

// listEnd tells what was wrong with a list.
func (r *Reader) listEnd(s *scan.Scanner, before int) {
	if err := s.Err(); err != nil {
		r.Problem(ErrorKind(err), err.Error())
	}
	if s.Mismatches() > before {
		r.Problem(event.ProblemSyntax, "values of an unexpected type in a mutation")
	}
}

// remove reads {parentId, id}.
func (r *Reader) remove(s *scan.Scanner) {
	if id, _ := r.target(s); id != event.NoNode {
		r.batch.Add(event.OpRemove).Node = id
	}
}

// target reads the id out of an object and skips the rest. The value named
// "value" or "attributes" is returned as a scanner before it.
func (r *Reader) target(s *scan.Scanner) (id event.NodeID, value scan.Scanner) {
	id = event.NoNode
	if !s.Object() {
		return id, value
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			id = r.ID(s)
		case "value", "attributes":
			value = *s
			s.Skip()
		default:
			s.Skip()
		}
	}
	return id, value
}

// text reads {id, value}; a null value is empty.
func (r *Reader) text(s *scan.Scanner) {
	id, value := r.target(s)
	if id == event.NoNode || value.Offset() == 0 {
		return
	}
	op := r.batch.Add(event.OpText)
	op.Node = id
	if !value.Null() {
		if raw, escaped, ok := value.Bytes(); ok {
			op.Text = r.value(raw, escaped)
		}
	}
}

// attributeChange reads {id, attributes}.
func (r *Reader) attributeChange(s *scan.Scanner) {
	id, attrs := r.target(s)
	if id == event.NoNode || attrs.Offset() == 0 || !attrs.Object() {
		return
	}
	var v virtual
	for key, ok := attrs.Key(); ok; key, ok = attrs.Key() {
		if isVirtual(key) && r.virtual(&attrs, string(key), &v) {
			continue
		}
		name := r.attrName(key)
		if name == "style" && attrs.Kind() == scan.Object {
			r.styleChange(&attrs, id)
			continue
		}
		value, present := r.attrValue(&attrs)
		kind := event.OpAttr
		if !present {
			kind = event.OpAttrDel
		}
		op := r.batch.Add(kind)
		op.Node, op.Name, op.Text = id, name, value
	}
	r.state(id, &v)
}

// styleChange reads the difference of an inline style: property → value,
// [value, priority], or false for a property that is gone.
func (r *Reader) styleChange(s *scan.Scanner, id event.NodeID) {
	s.Object()
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		name := r.Names.Intern(key)
		var value, priority string
		if s.Kind() == scan.Array {
			s.Array()
			for i := 0; s.Elem(); i++ {
				switch i {
				case 0:
					value, _ = r.attrValue(s)
				case 1:
					priority, _ = r.attrValue(s)
				default:
					s.Skip()
				}
			}
		} else {
			value, _ = r.attrValue(s)
		}
		kind := event.OpStyleProp
		if value == "" {
			kind = event.OpStylePropDel
		}
		op := r.batch.Add(kind)
		op.Node, op.Name, op.Text, op.Text2 = id, name, value, priority
	}
}

// added is one entry of a mutation's list of added nodes.
type added struct {
	parent, next, prev, id event.NodeID
	node                   scan.Scanner // before the node
	shadow                 bool
	state                  uint8
}

// States of an entry while the order is found.
const (
	waiting uint8 = iota
	open          // on the stack: what it depends on is being inserted
	done
)

// collect reads {parentId, nextId, node} without the node's content.
func (r *Reader) collect(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	a := added{parent: event.NoNode, next: event.NoNode, prev: event.NoNode, id: event.NoNode}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "parentId":
			a.parent = r.ID(s)
		case "nextId":
			a.next = r.ID(s)
		case "previousId":
			a.prev = r.ID(s)
		case "node":
			a.node = *s
			look := *s
			a.id, a.shadow = r.peek(&look)
			s.Pass(&look)
		default:
			s.Skip()
		}
	}
	if a.node.Offset() == 0 {
		r.Problem(event.ProblemSyntax, "added node without a node")
		return
	}
	r.adds = append(r.adds, a)
}

// peek finds a node's id and whether it is a child of a shadow root.
func (r *Reader) peek(s *scan.Scanner) (id event.NodeID, shadow bool) {
	id = event.NoNode
	if !s.Object() {
		return id, false
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			id = r.ID(s)
		case "isShadow":
			shadow = r.flag(s)
		default:
			s.Skip()
		}
	}
	return id, shadow
}

// insertAdded inserts the collected nodes. An entry may name a parent or sibling
// that only comes later in the list; those are inserted first. Entries that
// wait for one another in a circle are inserted in recorded order, and the DOM
// finds what is wrong with them.
func (r *Reader) insertAdded() {
	if len(r.adds) > 1 {
		if r.place == nil {
			r.place = make(map[event.NodeID]int32)
		}
		clear(r.place)
		for i := range r.adds {
			r.place[r.adds[i].id] = int32(i) //nolint:gosec // bounded by the input
		}
		delete(r.place, event.NoNode)
	}
	for i := range r.adds {
		r.insertFirst(int32(i)) //nolint:gosec // bounded by the input
	}
	clear(r.adds)
	r.adds = r.adds[:0]
}

// insertFirst inserts entry i after all that it depends on.
func (r *Reader) insertFirst(i int32) {
	r.stack = append(r.stack[:0], i)
	for len(r.stack) > 0 {
		i := r.stack[len(r.stack)-1]
		a := &r.adds[i]
		if a.state != done {
			a.state = open
			if d := r.blockedBy(a, i); d >= 0 {
				r.stack = append(r.stack, d)
				continue
			}
			a.state = done
			r.insertOne(a)
		}
		r.stack = r.stack[:len(r.stack)-1]
	}
}

// blockedBy returns an entry that is to be inserted before entry i, -1 if none.
func (r *Reader) blockedBy(a *added, i int32) int32 {
	if len(r.adds) < 2 {
		return -1
	}
	for _, id := range [...]event.NodeID{a.parent, a.next, a.prev} {
		if id == event.NoNode {
			continue
		}
		if d, ok := r.place[id]; ok && d != i && r.adds[d].state == waiting {
			return d
		}
	}
	return -1
}

// insertOne reads an entry's node and gives it its place.
func (r *Reader) insertOne(a *added) {
	if a.shadow && a.parent != event.NoNode {
		// The host may have got its shadow root after it was recorded; On says that
		// one that exists stays as it is.
		op := r.batch.Add(event.OpInsert)
		op.Type, op.On = event.NodeShadowRoot, true
		op.Node, op.Ref, op.Where = ShadowID(a.parent), a.parent, event.LastChildOf
	}
	before := a.node.Mismatches()
	i, _ := r.node(&a.node, 0)
	r.kids = r.kids[:0]
	if err := a.node.Err(); err != nil {
		r.Problem(ErrorKind(err), err.Error())
	}
	if a.node.Mismatches() > before {
		r.Problem(event.ProblemSyntax, "values of an unexpected type in an added node")
	}
	if i < 0 {
		return
	}
	op := &r.batch.Ops[i]
	switch {
	case a.next != event.NoNode:
		op.Ref, op.Where = a.next, event.Before
	case a.prev != event.NoNode:
		op.Ref, op.Where = a.prev, event.After
	default:
		op.Ref, op.Where = a.parent, event.LastChildOf
		if a.shadow {
			op.Ref = ShadowID(a.parent)
		}
	}
}
