package signal

import (
	"strings"
	"unicode/utf8"

	"playhead/engine/aria"
	"playhead/engine/dom"
)

// Bounds of labels.
const (
	maxLabel   = 80 // bytes of a label
	maxClimb   = 6  // ancestors looked at for what was really clicked
	maxClasses = 2  // classes in a description
)

// Label names an element for people: its accessible name, else its text; that of
// the nearest element around it when it has neither. It is "page" for no element.
func Label(t *dom.Tree, r dom.Ref) string {
	if r == dom.None {
		return "page"
	}
	if !t.Node(r).IsElement() {
		if r = t.Node(r).Parent; r == dom.None || !t.Node(r).IsElement() {
			return "page"
		}
	}
	p := r
	for i := 0; i < maxClimb && p != dom.None && t.Node(p).IsElement(); i++ {
		n := t.Node(p)
		if n.IsHTML("body") || n.IsHTML("html") {
			break
		}
		if s := name(t, p); s != "" {
			return s
		}
		p = n.Parent
	}
	return Describe(t, r)
}

// name is the element's own name, "" when it has none: what people call it, or
// what the page calls a form control.
func name(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	if s := shorten(aria.Label(t, r), maxLabel); s != "" || !aria.IsField(n) {
		return s
	}
	for _, k := range []string{"name", "id"} {
		if v, _ := n.Attr(k); v != "" {
			return shorten(v, maxLabel)
		}
	}
	return ""
}

// shorten collapses white space and cuts s to n bytes at most, at a rune's
// boundary.
func shorten(s string, n int) string {
	if len(s) > 8*n {
		s = s[:8*n]
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRight(s[:n], " ") + "…"
}

// Describe writes an element like a selector: its tag, id and first classes.
func Describe(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	if !n.IsElement() {
		return "page"
	}
	var b strings.Builder
	b.WriteString(n.Tag)
	if id, _ := n.Attr("id"); id != "" {
		b.WriteString("#" + shorten(id, maxLabel))
	}
	for i, c := range n.Classes {
		if i == maxClasses {
			break
		}
		b.WriteString("." + shorten(c, maxLabel))
	}
	return b.String()
}
