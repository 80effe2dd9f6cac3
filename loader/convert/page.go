package convert

import "playhead/engine/event"

// Page is a page that is replayed, as far as it has to be known here. Nodes are
// named by their recorded ids.
type Page interface {
	// Apply applies an operation.
	Apply(op *event.Op)
	// Has reports whether a node is part of the page.
	Has(id event.NodeID) bool
	// Node describes a node that is part of the page.
	Node(id event.NodeID) Node
	// Children are the children of a node in order, without its shadow root or the
	// document in it.
	Children(id event.NodeID) []event.NodeID
	// Sheet is the text of a style sheet by id: its rules, and the media it is for.
	Sheet(id event.SheetID) (rules []string, media string, ok bool)
	// Resets lists the form controls that a click on a node resets.
	Resets(id event.NodeID) []event.NodeID
	// Window describes the window.
	Window() Window
}

// Window is what belongs to the window around the document.
type Window struct {
	// Document is NoNode before the first full snapshot.
	Document         event.NodeID
	URL              string
	W, H             float64
	ScrollX, ScrollY float64
	Blurred          bool
}

// Node is a node with its live state.
type Node struct {
	ID   event.NodeID
	Kind event.NodeType
	NS   event.Namespace
	// Tag is the name of an element or doctype; Text, Public and System are the
	// data of texts, and the ids of a doctype.
	Tag, Text, Public, System string
	Attrs                     []event.Attr
	// Parent is the parent; for shadow roots and documents in frames the element
	// that holds them. Next is the next sibling. Inner is the shadow root or the
	// document in a frame.
	Parent, Next, Inner event.NodeID

	// Value is the live value of a form control where HasValue, and of any select;
	// Checked the live
	// state of a checkbox, radio button or option where HasChecked.
	Value      string
	HasValue   bool
	Checked    bool
	HasChecked bool
	// Select is the select that an option belongs to.
	Select event.NodeID

	ScrollX, ScrollY float64
	W, H             float64 // of a placeholder where HasSize
	HasSize          bool
	Media            event.MediaState
	MediaTime        float64 // seconds, negative when unknown
	Open, Modal      bool    // dialog
	Picture          string
	// CSS is the text of the sheet of a style or link element where HasCSS.
	CSS    string
	HasCSS bool
	// Sheets are the adopted sheets of a document or shadow root.
	Sheets []event.SheetID
}

// toggles reports whether a node is a control whose state is checked or not.
func (n *Node) toggles() bool {
	if n.Kind != event.NodeElement || n.NS != event.HTML || n.Tag != "input" {
		return false
	}
	for _, a := range n.Attrs {
		if a.Name == "type" {
			return asciiFold(a.Value) == "checkbox" || asciiFold(a.Value) == "radio"
		}
	}
	return false
}

func asciiFold(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
