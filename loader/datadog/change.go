package datadog

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// changing is the numbering while a Change record is decoded.
type changing struct {
	*decoding
	stream *Stream
	table  int32
	have   int32       // strings of the table before the record
	own    []ownString // those that the record has added
	node   int32
	sheet  int32
	attrs  []event.Attr
	// shadow is the id of the last node added when that is a shadow root, and host
	// the id of its host.
	shadow, host event.NodeID
	// added are the places in the batch of the sheets this record adds, attached
	// the ids that it attaches, in order; see numberSheets.
	added    []int
	attached []event.SheetID
}

// ownString is a string that the record itself defines, read when it is first
// needed.
type ownString struct {
	at   int // in the record
	read bool
	text string
}

// changes decodes the data of a Change record or of a full snapshot of Changes.
func (d *decoding) changes(s *Stream, rec *numbered, sc *scan.Scanner) {
	c := changing{
		decoding: d, stream: s, table: rec.tables - 1, have: rec.have, own: d.own[:0],
		node: rec.node, sheet: rec.sheet, shadow: event.NoNode, host: event.NoNode,
	}
	for more := sc.Array(); more && sc.Elem(); {
		c.change(sc)
	}
	c.numberSheets()
	clear(c.own) // of texts
	if d.own = c.own; cap(d.own) > maxOwn {
		d.own = nil
	}
}

// maxOwn is how many places for own strings are kept from record to record.
const maxOwn = 256

// numberSheets corrects the ids of added sheets. They are implicit, counted from
// 0, yet recorders that write a sheet anew at each place that attaches it (one
// for every instance of a component) count it once only, when they first see it:
// a component page has five times as many sheets as ids. In their records there
// is one reference for each added sheet, in the same order, which tells the id.
// Counted ids are right where each of them is attached once.
func (c *changing) numberSheets() {
	if len(c.added) != len(c.attached) || len(c.added) == 0 {
		return
	}
	ids := slices.Clone(c.attached)
	slices.Sort(ids)
	first := c.batch.Ops[c.added[0]].Sheet
	if ids[0] == first && int(ids[len(ids)-1]-first) == len(ids)-1 && len(slices.Compact(ids)) == len(c.added) {
		return
	}
	for i, at := range c.added {
		c.batch.Ops[at].Sheet = c.attached[i]
	}
}

// change decodes one change: [kind, item, item, …].
func (c *changing) change(s *scan.Scanner) {
	if !s.Array() || !s.Elem() {
		return
	}
	kind, ok := s.Int()
	switch kind {
	case addRoleStrings:
		for s.Elem() {
			if !s.Array() {
				continue
			}
			for i := 0; s.Elem(); i++ {
				if i == 0 {
					s.Skip()
					continue
				}
				c.add(s)
			}
		}
		return
	case clearStrings:
		c.table++
		clear(c.own)
		c.own, c.have = c.own[:0], 0
		skipRest(s)
		return
	}
	if !ok || kind < 0 || kind >= changeCount {
		c.Problem(event.ProblemUnknownType, "change kind "+strconv.FormatInt(kind, 10))
		skipRest(s)
		return
	}
	for s.Elem() {
		c.item(s, kind)
	}
}

// item decodes one item of a change.
func (c *changing) item(s *scan.Scanner, kind int64) {
	switch kind {
	case addString:
		c.add(s)
		return
	case removeNode:
		if id := c.ID(s); id != event.NoNode {
			c.batch.Add(event.OpRemove).Node = id
		}
		return
	case addNode:
		c.addNode(s)
		return
	case addSheet:
		c.addSheet(s)
		return
	}
	if !s.Array() || !s.Elem() {
		return
	}
	switch kind {
	case setVisualViewport:
		c.viewport(s)
		return
	case setSelection:
		c.selection(s)
		return
	}
	id := c.ID(s)
	if id == event.NoNode {
		c.Problem(event.ProblemSyntax, "change of kind "+strconv.FormatInt(kind, 10)+" without a node")
		skipRest(s)
		return
	}
	switch kind {
	case setAttribute:
		c.attributes(s, id)
	case setText:
		c.text(s, event.OpText, id)
	case setValue:
		c.text(s, event.OpValue, id)
	case setImage:
		c.text(s, event.OpPicture, id)
	case setSize:
		v := c.floats(s)
		op := c.batch.Add(event.OpSize)
		op.Node, op.W, op.H = id, v[0], v[1]
	case setScroll:
		v := c.floats(s)
		op := c.batch.Add(event.OpScroll)
		op.Node, op.X, op.Y = id, v[0], v[1]
		if id == 0 { // the document
			op.Node = event.Window
		}
	case attachSheets:
		c.attach(s, id)
	case setMedia:
		c.media(s, id)
	}
}

// add notes a string that the record adds to the string table.
func (c *changing) add(s *scan.Scanner) {
	s.Kind() // moves to the value
	c.own = append(c.own, ownString{at: s.Offset()})
	s.Skip()
}

// str reads a string position: a literal, {role, string}, or an index into the
// string table.
func (c *changing) str(s *scan.Scanner) string {
	if s.Kind() != scan.Number {
		raw, escaped, _ := literal(s)
		return c.Text.Make(raw, escaped)
	}
	i, _ := s.Int()
	own := i - int64(c.have)
	if i < 0 || own >= int64(len(c.own)) {
		c.Problem(event.ProblemSyntax, "string "+strconv.FormatInt(i, 10)+" of "+strconv.Itoa(int(c.have)+len(c.own)))
		return ""
	}
	if own < 0 {
		return c.earlier(int32(i)) //nolint:gosec // below have
	}
	o := &c.own[own]
	if !o.read {
		at := scan.At(c.raw, o.at)
		raw, escaped, _ := literal(&at)
		o.text, o.read = c.Text.Make(raw, escaped), true
	}
	return o.text
}

// earlier returns a string that records before this one have defined.
func (c *changing) earlier(i int32) string {
	text, ok := c.stream.recall.get(c.table, i)
	if ok {
		return text
	}
	raw, escaped, err := c.stream.raw(c.table, i)
	if err != nil {
		c.Problem(event.ProblemTruncated, "string "+strconv.Itoa(int(i))+": "+err.Error())
		return ""
	}
	text = c.Text.Make(raw, escaped)
	c.stream.recall.put(c.table, i, text)
	return text
}

// floats reads up to seven numbers, the rest of an item.
func (c *changing) floats(s *scan.Scanner) (v [7]float64) {
	for i := 0; s.Elem(); i++ {
		if i >= len(v) {
			s.Skip()
			continue
		}
		v[i], _ = s.Float()
	}
	return v
}

// addNode decodes [insertion, name, …].
func (c *changing) addNode(s *scan.Scanner) {
	id := event.NodeID(c.node)
	if c.node == math.MaxInt32 {
		c.Problem(event.ProblemLimit, "too many nodes")
		s.Skip()
		return
	}
	c.node++
	if !s.Array() || !s.Elem() {
		return
	}
	op := event.Op{Kind: event.OpInsert, Node: id, Ref: event.NoNode, Sheet: event.NoSheet}
	ok := c.insertion(s, id, &op)
	if !s.Elem() {
		c.Problem(event.ProblemSyntax, "added node without a name")
		return
	}
	name := c.str(s)
	if known := c.content(s, name, &op); !ok || !known {
		return
	}
	c.batch.Ops = append(c.batch.Ops, op)
	if op.Type == event.NodeShadowRoot {
		c.shadow, c.host = id, op.Ref
	}
}

// insertion reads where node id goes: null root; k > 0 last child of id-k; 0
// right after id-1; k < 0 right before id+k.
func (c *changing) insertion(s *scan.Scanner, id event.NodeID, op *event.Op) bool {
	if s.Null() {
		op.Where = event.AtRoot
		return true
	}
	k, ok := s.Int()
	if !ok {
		return false
	}
	ref := int64(id)
	switch {
	case k > 0:
		ref -= k
		op.Where = event.LastChildOf
	case k == 0:
		ref--
		op.Where = event.After
	default:
		ref += k
		op.Where = event.Before
	}
	if ref < 0 || ref >= int64(id) {
		c.Problem(event.ProblemSyntax, "node "+strconv.Itoa(int(id))+" is put by node "+strconv.FormatInt(ref, 10))
		return false
	}
	op.Ref = event.NodeID(ref)
	if op.Where == event.After && op.Ref == c.shadow {
		// The recorder counts a shadow root among the host's children: what comes
		// right after an empty one is the host's first child.
		op.Where, op.Ref = event.LastChildOf, c.host
	}
	return true
}

// content reads the rest of an added node to its end; false when it cannot be
// shown.
func (c *changing) content(s *scan.Scanner, name string, op *event.Op) bool {
	switch name {
	case "#document":
		op.Type = event.NodeDocument
		skipRest(s)
	case "#shadow-root":
		op.Type = event.NodeShadowRoot
		skipRest(s)
	case "#document-fragment":
		c.Problem(event.ProblemUnsupported, "document fragment that is no shadow root")
		skipRest(s)
		return false
	case "#doctype":
		op.Type = event.NodeDoctype
		for i := 0; s.Elem(); i++ {
			switch v := c.str(s); i {
			case 0:
				op.Name = v
			case 1:
				op.Text = v
			case 2:
				op.Text2 = v
			}
		}
	case "#text", "#cdata-section":
		op.Type = event.NodeText
		if name != "#text" {
			op.Type = event.NodeCData
		}
		if s.Elem() {
			op.Text = c.str(s)
			skipRest(s)
		}
	default:
		c.element(s, name, op)
	}
	return true
}

// element reads the attributes of an added element. Its name is the nodeName, or
// namespace>name outside of HTML.
func (c *changing) element(s *scan.Scanner, name string, op *event.Op) {
	op.Type, op.Name = event.NodeElement, name
	if space, local, ok := strings.Cut(name, ">"); ok {
		op.Name = local
		switch space {
		case "svg":
			op.NS = event.SVG
		case "math", "mathml":
			op.NS = event.MathML
		default:
			c.Problem(event.ProblemUnknownType, "namespace of "+strconv.Quote(name[:min(len(name), 64)]))
		}
	}
	c.attrs = c.attrs[:0]
	for s.Elem() {
		if name, value, ok := c.pair(s); name != "" {
			if !ok {
				value = ""
			}
			c.attrs = append(c.attrs, event.Attr{Name: name, Value: value})
		}
	}
	op.Attrs = c.Keep(c.attrs)
}

// pair reads [name, value] or [name]; ok is false without a value.
func (c *changing) pair(s *scan.Scanner) (name, value string, ok bool) {
	if !s.Array() {
		return "", "", false
	}
	for i := 0; s.Elem(); i++ {
		switch i {
		case 0:
			name = c.str(s)
		case 1:
			value, ok = c.str(s), true
		default:
			s.Skip()
		}
	}
	return name, value, ok
}

func (c *changing) attributes(s *scan.Scanner, id event.NodeID) {
	for s.Elem() {
		name, value, ok := c.pair(s)
		if name == "" {
			continue
		}
		kind := event.OpAttr
		if !ok {
			kind = event.OpAttrDel
		}
		op := c.batch.Add(kind)
		op.Node, op.Name, op.Text = id, name, value
	}
}

// text reads the one string of an item.
func (c *changing) text(s *scan.Scanner, kind event.OpKind, id event.NodeID) {
	op := c.batch.Add(kind)
	op.Node = id
	if s.Elem() {
		op.Text = c.str(s)
		skipRest(s)
	}
}

// addSheet reads [rules, media list?, disabled?].
func (c *changing) addSheet(s *scan.Scanner) {
	id := event.SheetID(c.sheet)
	if c.sheet == math.MaxInt32 {
		c.Problem(event.ProblemLimit, "too many style sheets")
		s.Skip()
		return
	}
	c.sheet++
	if !s.Array() {
		return
	}
	op := event.Op{Kind: event.OpSheetNew, Node: event.NoNode, Ref: event.NoNode, Sheet: id}
	for i := 0; s.Elem(); i++ {
		switch i {
		case 0:
			op.Texts = c.strs(s)
		case 1:
			op.Name = strings.Join(c.strs(s), ", ")
		case 2:
			if !s.Null() {
				op.On, _ = s.Bool()
			}
		default:
			s.Skip()
		}
	}
	c.added = append(c.added, len(c.batch.Ops))
	c.batch.Ops = append(c.batch.Ops, op)
}

// strs reads one string position or a list of them.
func (c *changing) strs(s *scan.Scanner) []string {
	switch s.Kind() {
	case scan.Null:
		s.Skip()
		return nil
	case scan.Array:
		var out []string
		for s.Array(); s.Elem(); {
			out = append(out, c.str(s))
		}
		return out
	default:
		return []string{c.str(s)}
	}
}

func (c *changing) attach(s *scan.Scanner, id event.NodeID) {
	var ids []event.SheetID
	for s.Elem() {
		if v := c.SheetID(s); v != event.NoSheet {
			ids = append(ids, v)
		}
	}
	op := c.batch.Add(event.OpSheetAttach)
	op.Node, op.Sheets = id, ids
	c.attached = append(c.attached, ids...)
}

func (c *changing) media(s *scan.Scanner, id event.NodeID) {
	op := c.batch.Add(event.OpMedia)
	op.Node, op.X = id, -1
	if s.Elem() {
		switch v, ok := s.Int(); {
		case ok && v == 0:
			op.Media = event.MediaPlaying
		case ok && v == 1:
			op.Media = event.MediaPaused
		}
		skipRest(s)
	}
}

// viewport reads [offsetLeft, offsetTop, pageLeft, pageTop, width, height,
// scale]; the cursor stands before the first.
func (c *changing) viewport(s *scan.Scanner) {
	x, _ := s.Float()
	v := c.floats(s)
	op := c.batch.Add(event.OpVisualViewport)
	op.X, op.Y, op.W, op.H, op.Scale = x, v[0], v[3], v[4], v[5]
}

// selection reads [state, id, …]; the cursor stands before the state.
func (c *changing) selection(s *scan.Scanner) {
	state, _ := s.Int()
	if state < 0 || state > 2 {
		c.Problem(event.ProblemUnknownType, "selection state "+strconv.FormatInt(state, 10))
		skipRest(s)
		return
	}
	for s.Elem() {
		id := c.ID(s)
		if id == event.NoNode {
			continue
		}
		kind := event.OpChecked
		if state == 2 {
			kind = event.OpIndeterminate
		}
		op := c.batch.Add(kind)
		op.Node, op.On = id, state == 0
	}
}
