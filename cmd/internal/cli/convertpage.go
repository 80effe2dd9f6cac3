package cli

import (
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/loader/convert"
)

// convertPage shows a tree to the converter.
type convertPage struct{ tree *dom.Tree }

var _ convert.Page = (*convertPage)(nil)

func newConvertPage() *convertPage { return &convertPage{dom.New()} }

func (p *convertPage) Apply(op *event.Op) { p.tree.Apply(op) }

func (p *convertPage) find(id event.NodeID) dom.Ref {
	if id == event.NoNode {
		return dom.None
	}
	return p.tree.ByID(id)
}

// Has reports whether a node is linked to the document.
func (p *convertPage) Has(id event.NodeID) bool {
	r := p.find(id)
	for depth := 0; r != dom.None && depth < maxDOMDepth; depth++ {
		if r == p.tree.Doc {
			return true
		}
		r = p.tree.Node(r).Parent
	}
	return false
}

// maxDOMDepth bounds the walk to the root.
const maxDOMDepth = 1 << 16

func (p *convertPage) id(r dom.Ref) event.NodeID {
	if r == dom.None {
		return event.NoNode
	}
	return p.tree.Node(r).ID
}

func (p *convertPage) Children(id event.NodeID) []event.NodeID {
	r := p.find(id)
	if r == dom.None {
		return nil
	}
	var out []event.NodeID
	for c := p.tree.Node(r).First; c != dom.None; c = p.tree.Node(c).Next {
		out = append(out, p.tree.Node(c).ID)
	}
	return out
}

func (p *convertPage) Resets(id event.NodeID) []event.NodeID {
	var out []event.NodeID
	form := p.tree.ResetBy(p.find(id))
	if form == dom.None {
		return nil
	}
	for r := p.tree.Node(form).First; r != dom.None; {
		n := p.tree.Node(r)
		if n.IsHTML("input") || n.IsHTML("textarea") || n.IsHTML("select") {
			out = append(out, n.ID)
		}
		if n.First != dom.None {
			r = n.First
			continue
		}
		for r != form && p.tree.Node(r).Next == dom.None {
			r = p.tree.Node(r).Parent
		}
		if r == form {
			break
		}
		r = p.tree.Node(r).Next
	}
	return out
}

func (p *convertPage) Sheet(id event.SheetID) (rules []string, media string, ok bool) {
	return sheetRules(p.tree.Sheet(id))
}

func sheetRules(s *dom.Sheet) (rules []string, media string, ok bool) {
	switch {
	case s == nil:
		return nil, "", false
	case s.Disabled:
		return nil, s.Base.Media, true
	default:
		return s.Rules(), s.Base.Media, true
	}
}

func (p *convertPage) Window() convert.Window {
	w := &p.tree.Page
	return convert.Window{
		Document: p.id(p.tree.Doc), URL: w.URL, W: w.W, H: w.H, ScrollX: w.ScrollX, ScrollY: w.ScrollY, Blurred: w.Blurred,
	}
}

func (p *convertPage) Node(id event.NodeID) convert.Node {
	t := p.tree
	r := p.find(id)
	n := t.Node(r)
	out := convert.Node{
		ID: id, Kind: n.Kind, NS: n.NS, Tag: n.Tag, Text: n.Text, Attrs: n.Attrs,
		Parent: p.id(n.Parent), Next: p.id(n.Next), Inner: p.id(n.Shadow), Select: event.NoNode, MediaTime: -1,
	}
	if n.Kind == event.NodeDoctype {
		out.Public, out.Text = n.Text, ""
	}
	if s := n.State; s != nil {
		out.ScrollX, out.ScrollY = s.ScrollX, s.ScrollY
		out.W, out.H, out.HasSize = s.W, s.H, s.HasSize
		out.Media, out.MediaTime = s.Media, s.MediaTime
		out.Open, out.Modal, out.Picture = s.Open, s.Modal, s.Picture
		out.Value, out.HasValue = s.Value, s.HasValue
		if n.Kind != event.NodeElement {
			out.Sheets = s.Attached
		}
	}
	if n.Kind == event.NodeElement && (n.Tag == "style" || n.Tag == "link") {
		p.css(r, &out)
	}
	if n.Kind == event.NodeElement && n.NS == event.HTML {
		p.control(r, n, &out)
	}
	return out
}

// css fills in the sheet of a style or link element: its own, or those attached
// to it.
func (p *convertPage) css(r dom.Ref, out *convert.Node) {
	if s, own := p.tree.SheetOf(r); own && s != nil {
		out.HasCSS = true
		if !s.Disabled {
			out.CSS = s.CSSText()
		}
	}
}

// control fills in the live state of a form control.
func (p *convertPage) control(r dom.Ref, n *dom.Node, out *convert.Node) {
	t := p.tree
	switch n.Tag {
	case "input":
		if typ := n.InputType(); typ == "checkbox" || typ == "radio" {
			out.Checked, out.HasChecked = t.Checked(r), true
			out.HasValue = false
		}
	case "select":
		// The options of a multiple select say what is selected.
		_, multiple := n.Attr("multiple")
		out.Value, out.HasValue = t.Value(r), !multiple
	case "option":
		out.Checked, out.HasChecked = t.Selected(r), true
		for p := n.Parent; p != dom.None; p = t.Node(p).Parent {
			if t.Node(p).IsHTML("select") {
				out.Select = t.Node(p).ID
				break
			}
		}
	}
}
