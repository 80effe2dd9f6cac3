package dom

import "playhead/engine/event"

// Ref names a node of a [Tree] by its slot. A Ref stays with its node until the
// node is removed; then the slot may serve another node. None is no node.
type Ref int32

// None is the absent node.
const None Ref = 0

// Attr is an attribute as the DOM holds it: Name in lower case for HTML
// elements, as recorded for others.
type Attr = event.Attr

// Node is one node of a tree. Nodes are read through [Tree.Node]; what a Node
// points to (Attrs, Classes, State) is never changed in place, so that equal
// pointers mean equal content.
type Node struct {
	ID     event.NodeID
	Parent Ref
	Prev   Ref
	Next   Ref
	First  Ref
	Last   Ref
	// Shadow is the shadow root of a host, or the content document of a frame.
	// Neither is among the children; Parent of both is the host.
	Shadow Ref
	// Kind is 0 for a free slot.
	Kind event.NodeType
	NS   event.Namespace
	// Tag is the local name of an element, lower case for HTML; the name of a
	// doctype. Tags are interned per Tree lineage: equal tags share memory.
	Tag string
	// Text is the character data of text, CDATA and comment nodes.
	Text  string
	Attrs []Attr
	// Classes is the class attribute split at ASCII white space.
	Classes []string
	// State is live state that is not in attributes; nil when there is none.
	State *State
}

// State is a node's live state: form values, scroll offset, media, sheets,
// sizes. A State is immutable once it hangs on a node.
type State struct {
	// Value is the live value of a form control where HasValue.
	Value    string
	HasValue bool
	// initial is the value with which a textarea was inserted: some recorders
	// leave out the children that hold its default.
	initial string
	// Checked is the live checkedness of a checkbox or radio, or the
	// selectedness of an option, where HasChecked.
	Checked       bool
	HasChecked    bool
	dirty         bool // Checked was set by the user or a script, not by an attribute
	Indeterminate bool

	// ScrollX, ScrollY is the recorded scroll offset in px.
	ScrollX, ScrollY float64

	// W, H is the recorded border-box size in px of a placeholder for hidden or
	// blocked content, where HasSize.
	W, H    float64
	HasSize bool

	Media     event.MediaState
	MediaTime float64 // seconds, negative when unknown

	// Open and Modal are the state of a dialog that was opened by script.
	Open, Modal bool

	// Picture is a data URL or the name of a recorded picture, the current
	// pixels of a canvas or image; "" for none.
	Picture string

	// Sheet is the style sheet of a style or link element; nil when it has none
	// of its own (a style element then uses its text).
	Sheet *Sheet
	// Attached are sheets attached to a document, shadow root, style or link
	// element by reference, in order; see [Tree.Sheet].
	Attached []event.SheetID
}

// Sheet is the recorded state of a style sheet: a text and the edits made since.
// Sheets are immutable; an edit gives a new Sheet that shares the old one's
// memory. Sheets of the same text have the same Base, also those of different
// elements and snapshots: a parser keeps what it knows of a text by that
// pointer. Their Edits have nothing to do with each other unless one list begins
// with the other, which [Sheet.Extends] tells.
type Sheet struct {
	Base     *SheetBase
	Edits    []SheetEdit
	Disabled bool
	tail     *tail // shared with the sheets that share Edits
}

// SheetBase is the text of a sheet before edits. It is compared by pointer.
type SheetBase struct {
	// Texts are rules or groups of rules, one after the other; often one text.
	Texts []string
	Media string
}

// SheetEdit is one recorded change of a sheet: OpSheetInsert, OpSheetDelete,
// OpSheetDecl or OpSheetDeclDel, with the fields of that Op.
type SheetEdit struct {
	Kind     event.OpKind
	Path     []int32
	Name     string
	Text     string
	Priority string
}

// Attr returns the value of the named attribute and whether it is present.
func (n *Node) Attr(name string) (string, bool) {
	for i := range n.Attrs {
		if n.Attrs[i].Name == name {
			return n.Attrs[i].Value, true
		}
	}
	return "", false
}

// IsElement reports whether the node is an element.
func (n *Node) IsElement() bool { return n.Kind == event.NodeElement }

// IsHTML reports whether the node is an HTML element of the given tag.
func (n *Node) IsHTML(tag string) bool {
	return n.Kind == event.NodeElement && n.NS == event.HTML && n.Tag == tag
}

// IsText reports whether the node is text or CDATA.
func (n *Node) IsText() bool { return n.Kind == event.NodeText || n.Kind == event.NodeCData }
