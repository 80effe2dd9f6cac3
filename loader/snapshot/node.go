package snapshot

import (
	"slices"
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Serialized node types; see the formats of both recorders.
const (
	typeDocument = 0
	typeDoctype  = 1
	typeElement  = 2
	typeText     = 3
	typeCData    = 4
	typeComment  = 5
	typeFragment = 11
)

// kid is a child whose operation waits for its parent's id, which may stand
// after the children.
type kid struct {
	op     int32 // index in the batch
	shadow bool  // child of the parent's shadow root (rrweb)
}

// serialized are the fields of a node before it is known what it is.
type serialized struct {
	typ        int64
	id         event.NodeID
	name, text string
	public     string
	system     string
	attrs      []event.Attr
	state      virtual
	sheets     scan.Scanner // before adoptedStyleSheets
	svg        bool
	style      bool
	shadow     bool
	host       bool
	fragment   bool
	hasSheets  bool
}

// maxReserved bounds the nodes that memory is reserved for before they are seen.
const maxReserved = 1 << 17

// FullSnapshot reads the data of a V1 full snapshot: {node, initialOffset}.
func (r *Reader) FullSnapshot(s *scan.Scanner) {
	// Each node has an id. A batch that grows step by step copies megabytes.
	nodes := min(s.Ahead([]byte(`"id":`)), maxReserved)
	r.batch.Ops = slices.Grow(r.batch.Ops, nodes+8)
	r.batch.Add(event.OpReset)
	if !s.Object() {
		return
	}
	var x, y float64
	root := false
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "node":
			if op, _ := r.node(s, 0); op >= 0 {
				r.batch.Ops[op].Where = event.AtRoot
				root = true
			}
			r.kids = r.kids[:0]
		case "initialOffset":
			x, y = offset(s)
		default:
			s.Skip()
		}
	}
	if !root {
		r.Problem(event.ProblemSyntax, "full snapshot without a document")
	}
	r.flush()
	op := r.batch.Add(event.OpScroll)
	op.Node, op.X, op.Y = event.Window, x, y
}

func offset(s *scan.Scanner) (x, y float64) {
	if !s.Object() {
		return 0, 0
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "left":
			x, _ = s.Float()
		case "top":
			y, _ = s.Float()
		default:
			s.Skip()
		}
	}
	return x, y
}

// node reads a node with all below it. Its operations are appended in tree
// order; the index of the node's own is returned (its place is for the caller
// to set), -1 when there is none. Operations that set state are left in r.late.
//
// rrweb writes a node's id after its children: their operations get their
// parent's id when the node ends.
func (r *Reader) node(s *scan.Scanner, depth int) (op int, shadow bool) {
	if depth > maxNodeDepth {
		r.Problem(event.ProblemLimit, "nodes nested too deeply")
		s.Skip()
		return -1, false
	}
	if !s.Object() {
		return -1, false
	}
	op = len(r.batch.Ops)
	r.batch.Add(event.OpInsert)
	base, late := len(r.kids), len(r.late)
	n := serialized{typ: -1, id: event.NoNode}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		r.field(s, string(key), &n, depth)
	}
	if !r.complete(op, base, &n) {
		r.batch.Ops = r.batch.Ops[:op]
		r.kids, r.late = r.kids[:base], r.late[:late]
		return -1, false
	}
	return op, n.shadow
}

// field reads one member of a node.
func (r *Reader) field(s *scan.Scanner, key string, n *serialized, depth int) {
	switch key {
	case "type":
		n.typ, _ = s.Int()
	case "id":
		n.id = r.ID(s)
	case "tagName", "name":
		n.name, _ = s.Name(&r.Names)
	case "textContent":
		if raw, escaped, ok := s.Bytes(); ok {
			n.text = r.value(raw, escaped)
		}
	case "publicId":
		n.public, _ = s.Name(&r.Names)
	case "systemId":
		n.system, _ = s.Name(&r.Names)
	case "attributes":
		n.attrs = r.attributes(s, &n.state)
	case "childNodes":
		if !s.Array() {
			return
		}
		for s.Elem() {
			if op, shadow := r.node(s, depth+1); op >= 0 {
				r.kids = append(r.kids, kid{op: int32(op), shadow: shadow}) //nolint:gosec // bounded by the input
			}
		}
	case "isSVG":
		n.svg = r.flag(s)
	case "isStyle":
		n.style = r.flag(s)
	case "isShadow":
		n.shadow = r.flag(s)
	case "isShadowHost":
		n.host = r.flag(s)
	case "isShadowRoot":
		n.fragment = !r.flag(s)
	case "adoptedStyleSheets":
		n.sheets, n.hasSheets = *s, true
		s.Skip()
	default: // rootId, needBlock, compatMode, isCustom: say nothing that the rest does not
		s.Skip()
	}
}

// flag reads a boolean that recorders write as true or leave out.
func (r *Reader) flag(s *scan.Scanner) bool {
	if s.Null() {
		return false
	}
	v, _ := s.Bool()
	return v
}

// complete fills in the node's operation and the places of its children.
func (r *Reader) complete(op, base int, n *serialized) bool {
	if n.id == event.NoNode {
		r.Problem(event.ProblemSyntax, "node without an id")
		return false
	}
	o := &r.batch.Ops[op]
	o.Node = n.id
	switch n.typ {
	case typeDocument:
		o.Type = event.NodeDocument
	case typeDoctype:
		o.Type, o.Name, o.Text, o.Text2 = event.NodeDoctype, n.name, n.public, n.system
	case typeElement:
		o.Type, o.Name, o.Attrs = event.NodeElement, n.name, n.attrs
		if n.svg {
			o.NS = event.SVG
		}
	case typeText:
		o.Type, o.Text, o.Modal = event.NodeText, n.text, n.style
	case typeCData:
		o.Type, o.Text = event.NodeCData, n.text
	case typeComment:
		o.Type, o.Text = event.NodeComment, n.text
	case typeFragment:
		if n.fragment {
			r.Problem(event.ProblemUnsupported, "document fragment that is no shadow root")
			return false
		}
		o.Type = event.NodeShadowRoot
	default:
		r.Problem(event.ProblemUnknownType, "node type "+strconv.FormatInt(n.typ, 10))
		return false
	}
	r.children(op, base, n)
	if n.typ == typeElement {
		r.state(n.id, &n.state)
	}
	if n.hasSheets {
		r.adopted(&n.sheets, n.id)
	}
	return true
}

// children gives the children of the node at op their places, and the host its
// shadow root before them.
func (r *Reader) children(op, base int, n *serialized) {
	kids := r.kids[base:]
	r.kids = r.kids[:base]
	root := n.host
	for i := range kids {
		root = root || kids[i].shadow
	}
	if root && n.typ == typeElement {
		r.batch.Ops = slices.Insert(r.batch.Ops, op+1, event.Op{
			Kind: event.OpInsert, Type: event.NodeShadowRoot, Sheet: event.NoSheet,
			Node: ShadowID(n.id), Ref: n.id, Where: event.LastChildOf,
		})
		for i := range kids {
			kids[i].op++
		}
	}
	for _, k := range kids {
		o := &r.batch.Ops[k.op]
		o.Ref, o.Where = n.id, event.LastChildOf
		if k.shadow {
			o.Ref = ShadowID(n.id)
		}
	}
	if n.typ == typeElement && n.name == "style" {
		r.styleTexts(kids, n.state.css)
	}
}

// split separates the texts of a style element's child nodes in _cssText.
const split = "/* rr_split */"

// styleTexts marks the texts of a style element, and gives them their share of
// its _cssText, which recorders write instead of the texts: a later change of
// one of them then leaves the others as they are.
func (r *Reader) styleTexts(kids []kid, css string) {
	texts := 0
	for _, k := range kids {
		if o := &r.batch.Ops[k.op]; o.Type == event.NodeText {
			o.Modal = true
			texts++
		}
	}
	if css == "" || texts == 0 || strings.Count(css, split)+1 != texts {
		return
	}
	for _, k := range kids {
		if o := &r.batch.Ops[k.op]; o.Type == event.NodeText {
			o.Text, css, _ = strings.Cut(css, split)
		}
	}
}
