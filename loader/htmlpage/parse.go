package htmlpage

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"playhead/engine/event"
)

// maxDepth bounds the nesting of nodes; what is deeper is dropped and counted.
const maxDepth = 2000

// Options of Parse.
type Options struct {
	URL string
	// ViewportW and ViewportH are the layout viewport in px.
	ViewportW, ViewportH float64
}

// Page is a parsed page.
type Page struct {
	// Ops are the operations of its snapshot, beginning with OpReset.
	Ops      []event.Op
	Problems []event.Problem
	Title    string
	URL      string
	Nodes    int
}

// builder walks the parsed tree in document order.
type builder struct {
	page    *Page
	batch   event.Batch
	next    event.NodeID
	dropped int
}

// Parse reads an HTML document in any encoding that browsers detect.
func Parse(doc []byte, o Options) *Page {
	b := &builder{page: &Page{URL: o.URL}}
	b.batch.Add(event.OpReset)
	at := b.batch.Add(event.OpURL)
	at.Text, at.W, at.H = o.URL, o.ViewportW, o.ViewportH
	r, err := charset.NewReader(bytes.NewReader(doc), "text/html")
	if err != nil { // an unknown encoding: take the bytes as they are
		r = bytes.NewReader(doc)
	}
	text, err := io.ReadAll(r)
	if err != nil { // broken sequences end some decoders: what came before counts
		b.page.Problems = append(b.page.Problems, event.Problem{Kind: event.ProblemSyntax, Detail: fmt.Sprintf("HTML: %v", err)})
	}
	root, err := parse(text)
	if err != nil { // nested deeper than the parser allows
		flat, dropped := flatten(text)
		b.dropped += dropped
		root, err = parse(flat)
	}
	if err != nil {
		b.page.Problems = append(b.page.Problems, event.Problem{Kind: event.ProblemSyntax, Detail: fmt.Sprintf("HTML: %v", err)})
	} else {
		b.document(root)
	}
	if b.dropped > 0 {
		b.page.Problems = append(b.page.Problems, event.Problem{
			Kind: event.ProblemLimit, Detail: fmt.Sprintf("%d nodes nested deeper than %d levels", b.dropped, maxDepth),
		})
	}
	b.page.Ops, b.page.Nodes = b.batch.Ops, int(b.next)
	return b.page
}

func parse(doc []byte) (*html.Node, error) {
	return html.ParseWithOptions(bytes.NewReader(doc), html.ParseOptionEnableScripting(false))
}

// flatDepth is how deep elements may be nested after flatten: the parser's limit
// counts elements that it opens by itself, too.
const flatDepth = 400

// flatten drops the tags that are nested too deeply for the parser; their text
// stays. It counts what it dropped.
func flatten(doc []byte) (flat []byte, dropped int) {
	z := html.NewTokenizer(bytes.NewReader(doc))
	depth := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return flat, dropped
		case html.StartTagToken:
			raw := z.Raw()
			flat, dropped = appendShallow(flat, raw, depth < flatDepth, dropped)
			name, _ := z.TagName()
			if !void(atom.Lookup(name)) {
				depth++
			}
		case html.EndTagToken:
			if depth > 0 {
				depth--
			}
			if depth < flatDepth {
				flat = append(flat, z.Raw()...)
			}
		default:
			flat = append(flat, z.Raw()...)
		}
	}
}

func appendShallow(flat, raw []byte, shallow bool, dropped int) ([]byte, int) {
	if shallow {
		return append(flat, raw...), dropped
	}
	return flat, dropped + 1
}

// void reports whether an element has no end tag (HTML §13.1.2).
func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

func (b *builder) insert(t event.NodeType, parent event.NodeID, where event.Where) *event.Op {
	op := b.batch.Add(event.OpInsert)
	op.Type, op.Node, op.Ref, op.Where = t, b.next, parent, where
	b.next++
	return op
}

func (b *builder) document(root *html.Node) {
	id := b.insert(event.NodeDocument, event.NoNode, event.AtRoot).Node
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, id, false, 1)
	}
}

// node inserts a node and what is below it. inStyle says that its parent is a
// style element.
func (b *builder) node(n *html.Node, parent event.NodeID, inStyle bool, depth int) {
	if depth > maxDepth {
		b.dropped++
		return
	}
	switch n.Type {
	case html.DoctypeNode:
		op := b.insert(event.NodeDoctype, parent, event.LastChildOf)
		op.Name = n.Data
	case html.CommentNode:
		op := b.insert(event.NodeComment, parent, event.LastChildOf)
		op.Text = n.Data
	case html.TextNode:
		op := b.insert(event.NodeText, parent, event.LastChildOf)
		op.Text, op.Modal = n.Data, inStyle
	case html.ElementNode:
		b.element(n, parent, depth)
	}
}

func (b *builder) element(n *html.Node, parent event.NodeID, depth int) {
	if b.shadow(n, parent, depth) {
		return
	}
	if n.DataAtom == atom.Title && b.page.Title == "" && n.Namespace == "" && n.FirstChild != nil {
		b.page.Title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
	}
	op := b.insert(event.NodeElement, parent, event.LastChildOf)
	op.Name = n.Data
	switch n.Namespace {
	case "svg":
		op.NS = event.SVG
	case "math":
		op.NS = event.MathML
	}
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		op.Attrs = append(op.Attrs, event.Attr{Name: name, Value: a.Val})
	}
	id := op.Node
	if n.DataAtom == atom.Template && n.Namespace == "" {
		return // its content is no child of it (HTML §4.12.3)
	}
	style := n.DataAtom == atom.Style
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, id, style, depth+1)
	}
}

// shadow inserts a declarative shadow root (HTML §4.12.3, the template element's
// shadowrootmode attribute) into parent; it reports whether n is one.
func (b *builder) shadow(n *html.Node, parent event.NodeID, depth int) bool {
	if n.DataAtom != atom.Template || n.Namespace != "" {
		return false
	}
	mode := ""
	for _, a := range n.Attr {
		if a.Key == "shadowrootmode" {
			mode = strings.ToLower(a.Val)
		}
	}
	if mode != "open" && mode != "closed" || n.Parent == nil || n.Parent.Type != html.ElementNode {
		return false
	}
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.DataAtom == atom.Template && hasMode(s) {
			return false // the first one wins
		}
	}
	id := b.insert(event.NodeShadowRoot, parent, event.LastChildOf).Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, id, false, depth+1)
	}
	return true
}

func hasMode(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "shadowrootmode" {
			v := strings.ToLower(a.Val)
			return v == "open" || v == "closed"
		}
	}
	return false
}
