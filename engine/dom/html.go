package dom

import (
	"bufio"
	"io"
	"strings"

	"playhead/engine/event"
)

// WriteHTML writes the page as HTML that shows it as it stands: live form state
// as attributes, recorded sheets as the text of style elements, shadow roots as
// declarative templates, frames as srcdoc. What could run or load another page
// is left out: scripts, event handlers, javascript: addresses, refreshes.
func WriteHTML(t *Tree, w io.Writer) error { return WriteHTMLAs(t, w, nil) }

// HTMLRules change what of a page is written.
type HTMLRules interface {
	// Skips reports whether an element is left out with all that is in it.
	Skips(n *Node) bool
	// Attr returns the value that an attribute gets, false to leave it out.
	Attr(n *Node, name, value string) (string, bool)
	// CSS returns the text that style rules get.
	CSS(text string) string
	// Head is markup to stand before everything but the doctype.
	Head() string
}

// WriteHTMLAs is WriteHTML with rules of the caller's, nil for none.
func WriteHTMLAs(t *Tree, w io.Writer, rules HTMLRules) error {
	h := htmlWriter{t: t, w: bufio.NewWriter(w), rules: rules}
	if t.Doc != None {
		h.head = rules != nil
		h.children(t.Doc)
		h.put("\n")
	}
	return h.w.Flush()
}

type htmlWriter struct {
	t      *Tree
	w      *bufio.Writer // keeps the first error for Flush
	frames int           // around what is written
	rules  HTMLRules     // nil for none
	head   bool          // the rules' head is still to be written
}

// maxFrames bounds the nesting of frames in HTML: each level escapes the one
// within again.
const maxFrames = 3

func (h *htmlWriter) put(s string) { _, _ = h.w.WriteString(s) }

// children writes the children of r; its recursion is bounded by MaxDepth.
func (h *htmlWriter) children(r Ref) {
	for c := h.t.Node(r).First; c != None; c = h.t.Node(c).Next {
		h.node(c)
	}
}

func (h *htmlWriter) node(r Ref) {
	n := h.t.Node(r)
	if h.head && (n.Kind == event.NodeElement || n.IsText()) {
		h.head = false
		h.put(h.rules.Head())
	}
	switch n.Kind {
	case event.NodeElement:
		h.element(r, n)
	case event.NodeText, event.NodeCData:
		h.put(textEscaper.Replace(n.Text))
	case event.NodeDoctype:
		h.put("<!DOCTYPE html>\n")
	case event.NodeComment:
	default:
		h.children(r)
	}
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\u00a0", "&nbsp;")
	attrEscaper = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "\u00a0", "&nbsp;")
)

func (h *htmlWriter) element(r Ref, n *Node) {
	if strings.EqualFold(n.Tag, "script") || !isName(n.Tag) {
		return
	}
	if _, refresh := n.Attr("http-equiv"); refresh && n.Tag == "meta" {
		return
	}
	if n.NS == event.HTML && n.Tag == "link" {
		if s, ok := h.t.SheetOf(r); ok {
			h.sheet(s)
			return
		}
	}
	if h.rules != nil && h.rules.Skips(n) {
		return
	}
	h.put("<" + n.Tag)
	h.attrs(r, n)
	if n.Shadow != None && h.t.Node(n.Shadow).Kind == event.NodeDocument && h.frames < maxFrames {
		h.frame(n.Shadow)
	}
	h.put(">")
	if n.NS == event.HTML && isVoid(n.Tag) {
		return
	}
	switch {
	case n.NS == event.HTML && n.Tag == "style":
		if s, ok := h.t.SheetOf(r); ok {
			h.put(h.css(s.CSSText()))
		} else {
			h.put(h.css(h.t.ChildText(r)))
		}
	case h.rules != nil && strings.EqualFold(n.Tag, "style"): // of SVG
		h.put(textEscaper.Replace(h.rules.CSS(h.t.ChildText(r))))
	case n.NS == event.HTML && n.Tag == "textarea":
		h.put("\n" + textEscaper.Replace(h.t.Value(r)))
	default:
		if n.Shadow != None && h.t.Node(n.Shadow).Kind == event.NodeShadowRoot {
			h.put(`<template shadowrootmode="open">`)
			h.adopted(n.Shadow)
			h.children(n.Shadow)
			h.put("</template>")
		}
		h.children(r)
		if n.NS == event.HTML && n.Tag == "head" {
			h.adopted(h.t.Doc)
		}
	}
	h.put("</" + n.Tag + ">")
}

// frame writes a content document as the srcdoc attribute.
func (h *htmlWriter) frame(doc Ref) {
	var b strings.Builder
	in := htmlWriter{t: h.t, w: bufio.NewWriter(&b), frames: h.frames + 1, rules: h.rules, head: h.rules != nil}
	in.children(doc)
	_ = in.w.Flush() // a Builder does not fail
	if h.rules != nil {
		h.attr("sandbox", "")
	}
	h.attr("srcdoc", b.String())
}

// adopted writes the adopted sheets of a document or shadow root.
func (h *htmlWriter) adopted(r Ref) {
	n := h.t.Node(r)
	if n.State == nil {
		return
	}
	for _, id := range n.State.Attached {
		if s := h.t.Sheet(id); s != nil {
			h.sheet(s)
		}
	}
}

func (h *htmlWriter) sheet(s *Sheet) {
	if s.Disabled {
		return
	}
	h.put("<style")
	if s.Base.Media != "" {
		h.put(` media="` + attrEscaper.Replace(s.Base.Media) + `"`)
	}
	h.put(">" + h.css(s.CSSText()) + "</style>")
}

// css is the text of style rules as the content of a style element.
func (h *htmlWriter) css(text string) string {
	if h.rules != nil {
		text = h.rules.CSS(text)
	}
	return safeCSS(text)
}

// safeCSS keeps the text of a style element from ending it.
func safeCSS(s string) string { return strings.ReplaceAll(s, "</", `<\/`) }

func (h *htmlWriter) attrs(r Ref, n *Node) {
	form := n.NS == event.HTML && formTag(n.Tag)
	for _, a := range n.Attrs {
		if !isName(a.Name) || len(a.Name) > 2 && strings.EqualFold(a.Name[:2], "on") {
			continue
		}
		if n.Shadow != None && (a.Name == "src" || a.Name == "srcdoc") {
			continue // written by frame
		}
		if v := strings.TrimLeft(a.Value, spaces+"\x00"); len(v) >= 11 && strings.EqualFold(v[:11], "javascript:") {
			continue
		}
		if form && (a.Name == "value" && n.Tag != "option" || a.Name == "checked" || a.Name == "selected") {
			continue
		}
		value := a.Value
		if h.rules != nil {
			var ok bool
			if value, ok = h.rules.Attr(n, a.Name, value); !ok {
				continue
			}
		}
		h.attr(a.Name, value)
	}
	if !form {
		if n.Tag == "dialog" && n.State != nil && n.State.Open {
			if _, has := n.Attr("open"); !has {
				h.attr("open", "")
			}
		}
		return
	}
	switch n.Tag {
	case "input":
		if v := h.t.Value(r); v != "" {
			h.attr("value", v)
		}
		if h.t.Checked(r) {
			h.attr("checked", "")
		}
	case "option":
		if h.t.Selected(r) {
			h.attr("selected", "")
		}
	}
}

func (h *htmlWriter) attr(name, value string) {
	h.put(" " + name)
	if value != "" {
		h.put(`="` + attrEscaper.Replace(value) + `"`)
	}
}

// isName reports whether s can be written as a tag or attribute name.
func isName(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\n\r\f\x00\"'<>/=")
}

func isVoid(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
