package dom

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"playhead/engine/event"
)

// Canonical returns the page's body as the canonical tree, in JSON: what two
// pages are compared by. A node is a string, or an array of tag, attributes and
// children. Attributes are id, class and the live form state (value, checked,
// selected); keys that start with ~ are hints that no comparison counts: ~type,
// ~autocomplete, ~multiple, ~privacy, ~st, ~sl. Elements that show nothing
// (script, style, …) are left out, adjacent texts are one, a shadow root is the
// first child and a frame's document the only one. Without a body the result is
// null.
func Canonical(t *Tree) []byte {
	body := t.Body()
	if body == None {
		return []byte("null")
	}
	c := canonizer{t: t, b: make([]byte, 0, 1<<14)}
	c.element(body)
	return c.b
}

// Body returns the body (or frameset) of the document, None when there is none
// (HTML §3.1.4).
func (t *Tree) Body() Ref { return t.BodyOf(t.Doc) }

// BodyOf returns the body of a document node.
func (t *Tree) BodyOf(doc Ref) Ref {
	if doc == None {
		return None
	}
	for h := t.Node(doc).First; h != None; h = t.Node(h).Next {
		if !t.Node(h).IsHTML("html") {
			continue
		}
		for b := t.Node(h).First; b != None; b = t.Node(b).Next {
			if n := t.Node(b); n.IsHTML("body") || n.IsHTML("frameset") {
				return b
			}
		}
		return None
	}
	return None
}

type canonizer struct {
	t    *Tree
	b    []byte
	text []byte // text not yet written
	// selected is the option shown by the select around, where only one is.
	selected Ref
	single   bool
}

// element appends the array of an element. Its recursion is bounded by
// MaxDepth.
func (c *canonizer) element(r Ref) {
	n := c.t.Node(r)
	c.b = append(c.b, '[')
	c.b = AppendJSONString(c.b, strings.ToLower(n.Tag))
	c.b = append(c.b, ',', '{')
	selected, single := c.selected, c.single
	skip := c.attrs(r, n)
	c.b = append(c.b, '}')
	switch {
	case n.NS == event.HTML && (n.Tag == "iframe" || n.Tag == "frame"):
		if b := c.t.BodyOf(n.Shadow); b != None {
			c.b = append(c.b, `,["#document",{},`...)
			c.element(b)
			c.b = append(c.b, ']')
		}
	default:
		if n.Shadow != None && c.t.Node(n.Shadow).Kind == event.NodeShadowRoot {
			c.b = append(c.b, `,["#shadow-root",{}`...)
			c.children(n.Shadow)
			c.b = append(c.b, ']')
		}
		if !skip {
			c.children(r)
		}
	}
	c.selected, c.single = selected, single
	c.b = append(c.b, ']')
}

func (c *canonizer) children(r Ref) {
	text := c.text
	c.text = nil
	for k := c.t.Node(r).First; k != None; k = c.t.Node(k).Next {
		n := c.t.Node(k)
		switch {
		case n.IsText():
			c.text = append(c.text, n.Text...)
		case n.Kind == event.NodeElement && !invisible(n.Tag):
			c.flush()
			c.b = append(c.b, ',')
			c.element(k)
		}
	}
	c.flush()
	c.text = text
}

func (c *canonizer) flush() {
	if len(c.text) == 0 {
		return
	}
	c.b = append(c.b, ',')
	c.b = AppendJSONString(c.b, string(c.text))
	c.text = c.text[:0]
}

// invisible reports whether elements of a tag are left out, in any namespace.
func invisible(tag string) bool {
	switch strings.ToLower(tag) {
	case "script", "style", "noscript", "template", "link", "meta", "base":
		return true
	}
	return false
}

// attrs appends the attributes and reports whether the children are left out.
func (c *canonizer) attrs(r Ref, n *Node) (skip bool) {
	first := true
	put := func(key string) {
		if !first {
			c.b = append(c.b, ',')
		}
		first = false
		c.b = append(AppendJSONString(c.b, key), ':')
	}
	str := func(key, v string) {
		if v != "" {
			put(key)
			c.b = AppendJSONString(c.b, v)
		}
	}
	yes := func(key string, on bool) {
		if on {
			put(key)
			c.b = append(c.b, "true"...)
		}
	}
	id, _ := n.Attr("id")
	str("id", id)
	class := strings.Join(n.Classes, " ")
	str("class", class)
	if n.NS == event.HTML {
		switch n.Tag {
		case "input":
			typ := inputType(n)
			switch typ {
			case "checkbox", "radio":
				yes("checked", c.t.Checked(r))
			case "file":
			default:
				str("value", c.t.Value(r))
			}
			str("~type", typ)
			if ac, _ := n.Attr("autocomplete"); strings.HasPrefix(ac, "cc-") {
				str("~autocomplete", ac)
			}
		case "textarea":
			str("value", c.t.Value(r))
			skip = true
		case "select":
			_, multiple := n.Attr("multiple")
			c.selected, c.single = None, !multiple
			if multiple {
				yes("~multiple", true)
			} else if c.selected = c.t.SelectedOption(r); c.selected != None {
				str("value", c.t.Value(c.selected))
			}
		case "option":
			if c.single {
				yes("selected", r == c.selected)
			} else {
				yes("selected", n.ownChecked("selected"))
			}
		}
	}
	str("~privacy", privacyOf(n, class))
	if s := n.State; s != nil {
		num := func(key string, v float64) {
			if v = math.Round(v); v != 0 {
				put(key)
				c.b = strconv.AppendFloat(c.b, v, 'f', -1, 64)
			}
		}
		num("~st", s.ScrollY)
		num("~sl", s.ScrollX)
	}
	return skip
}

// privacyOf returns the privacy level that a page gives an element.
func privacyOf(n *Node, class string) string {
	if v, _ := n.Attr("data-dd-privacy"); v != "" || class == "" {
		return v
	}
	const prefix = "dd-privacy-"
	for _, cl := range n.Classes {
		if v, ok := strings.CutPrefix(cl, prefix); ok {
			end := 0
			for end < len(v) && (v[end] == '-' || v[end] >= 'a' && v[end] <= 'z') {
				end++
			}
			if end > 0 {
				return v[:end]
			}
		}
	}
	return ""
}

// AppendJSONString appends s as a JSON string the way JSON.stringify writes it.
// Bytes that are not UTF-8 become U+FFFD.
func AppendJSONString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		b = append(b, s[from:i]...)
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c == '\b':
			b = append(b, '\\', 'b')
		case c == '\f':
			b = append(b, '\\', 'f')
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, "\uFFFD"...)
		}
		i++
		from = i
	}
	return append(append(b, s[from:]...), '"')
}
