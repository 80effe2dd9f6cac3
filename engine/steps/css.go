package steps

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// Selector returns a CSS selector that finds an element and no other in its
// document, shadow trees included.
func Selector(t *dom.Tree, r dom.Ref) string {
	if r == dom.None || !t.Node(r).IsElement() {
		return ""
	}
	return selector(t, documentOf(t, r), r)
}

// selector is the shortest of: an id or a name that looks as if a person had
// given it, else the way from the nearest element around that has one.
func selector(t *dom.Tree, doc, r dom.Ref) string {
	path := ""
	for p := r; p != dom.None && p != doc; p = t.Node(p).Parent {
		n := t.Node(p)
		if !n.IsElement() {
			continue // a shadow root: a descendant combinator leads through it
		}
		if s := anchor(t, doc, p); s != "" {
			return join(s, path)
		}
		path = join(nthOfType(t, p), path)
		if parent := n.Parent; parent != dom.None && !t.Node(parent).IsElement() && parent != doc {
			path = "\x00" + path // below a shadow root
		}
	}
	return join("", path)
}

// join puts two steps of a selector together. A NUL marks where a shadow tree
// begins, through which no child combinator leads.
func join(outer, inner string) string {
	inner, shadow := strings.CutPrefix(inner, "\x00")
	switch {
	case outer == "":
		return inner
	case inner == "":
		return outer
	case shadow:
		return outer + " " + inner
	default:
		return outer + " > " + inner
	}
}

// anchor is a selector of the element by itself, "" when it has none that is
// unique and likely to last.
func anchor(t *dom.Tree, doc, r dom.Ref) string {
	n := t.Node(r)
	only := func(attr, value string) bool {
		count, seen := 0, 0
		return aria.Walk(t, doc, &seen, func(_ dom.Ref, o *dom.Node) bool {
			if v, ok := o.Attr(attr); ok && v == value {
				count++
			}
			return count < 2
		}) && count == 1
	}
	if id, _ := n.Attr("id"); given(id) && only("id", id) {
		return "#" + Ident(id)
	}
	if n.NS != event.HTML {
		return ""
	}
	if v, _ := n.Attr("name"); given(v) && (n.Tag == "input" || n.Tag == "select" || n.Tag == "textarea" || n.Tag == "iframe") && only("name", v) {
		return n.Tag + "[name=" + Quote(v) + "]"
	}
	return ""
}

// given reports whether an id looks as if a person had given it: generators
// number theirs.
func given(id string) bool {
	if id == "" || len(id) > 64 || aria.Masked(id) {
		return false
	}
	digits := 0
	for _, c := range id {
		switch {
		case unicode.IsDigit(c):
			digits++
		case unicode.IsLetter(c) || c == '-' || c == '_' || c == '.':
		default:
			return false
		}
	}
	return digits <= 2
}

func nthOfType(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	tag := Ident(n.Tag)
	k, alone := 1, true
	for c := n.Prev; c != dom.None; c = t.Node(c).Prev {
		if o := t.Node(c); o.IsElement() && o.Tag == n.Tag {
			k, alone = k+1, false
		}
	}
	for c := n.Next; c != dom.None && alone; c = t.Node(c).Next {
		if o := t.Node(c); o.IsElement() && o.Tag == n.Tag {
			alone = false
		}
	}
	if alone {
		return tag
	}
	return tag + ":nth-of-type(" + strconv.Itoa(k) + ")"
}

// Ident writes a CSS identifier (cssom-1 §2.1, serialize an identifier).
func Ident(s string) string {
	var b strings.Builder
	for i, c := range s {
		switch {
		case c == 0:
			b.WriteRune('\uFFFD')
		case c < ' ' || c == 0x7f || c >= '0' && c <= '9' && (i == 0 || i == 1 && s[0] == '-'):
			fmt.Fprintf(&b, "\\%x ", c)
		case c == '-' && len(s) == 1, c < 0x80 && c != '-' && c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c):
			b.WriteByte('\\')
			b.WriteRune(c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Quote writes a CSS string (cssom-1 §2.1, serialize a string).
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == 0:
			b.WriteRune('\uFFFD')
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, "\\%x ", c)
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
