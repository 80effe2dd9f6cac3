package signal

import (
	"strings"
	"unicode/utf8"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Bounds of labels.
const (
	maxLabel   = 80    // bytes of a label
	maxText    = 200   // nodes looked at for text
	maxSearch  = 20000 // nodes looked at for a label element
	maxClimb   = 6     // ancestors looked at for what was really clicked
	maxClasses = 2     // classes in a description
)

// Label names an element for people, after the accessible name (accname-1.2
// §4.3): aria-label, label element, alt, value of buttons, text, placeholder,
// title; of the nearest control around it when it has no name of its own. It is
// "page" for no element.
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

// name is the element's own name, "" when it has none.
func name(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	attr := func(k string) string {
		v, _ := n.Attr(k)
		return shorten(v, maxLabel)
	}
	if s := attr("aria-label"); s != "" {
		return s
	}
	if v, ok := n.Attr("aria-labelledby"); ok {
		if s := labelledBy(t, v); s != "" {
			return s
		}
	}
	if n.NS == event.HTML {
		switch n.Tag {
		case "input":
			switch n.InputType() {
			case "submit", "reset", "button":
				if s := shorten(t.Value(r), maxLabel); s != "" {
					return s
				}
			case "image":
				if s := attr("alt"); s != "" {
					return s
				}
			}
			return fieldName(t, r, n)
		case "textarea", "select":
			return fieldName(t, r, n)
		case "img", "area":
			if s := attr("alt"); s != "" {
				return s
			}
			return attr("title")
		}
	}
	if s := text(t, r); s != "" {
		return s
	}
	return attr("title")
}

// fieldName names a form field.
func fieldName(t *dom.Tree, r dom.Ref, n *dom.Node) string {
	if id, ok := n.Attr("id"); ok && id != "" {
		if l := find(t, func(n *dom.Node) bool {
			v, _ := n.Attr("for")
			return v == id && n.IsHTML("label")
		}); l != dom.None {
			if s := text(t, l); s != "" {
				return s
			}
		}
	}
	for p, i := n.Parent, 0; p != dom.None && i < maxClimb; p, i = t.Node(p).Parent, i+1 {
		if t.Node(p).IsHTML("label") {
			if s := text(t, p); s != "" {
				return s
			}
		}
	}
	for _, k := range []string{"placeholder", "title", "name", "id"} {
		if v, _ := n.Attr(k); v != "" {
			return shorten(v, maxLabel)
		}
	}
	return ""
}

func labelledBy(t *dom.Tree, ids string) string {
	var parts []string
	for i, id := range strings.Fields(ids) {
		if i == 4 {
			break
		}
		r := find(t, func(n *dom.Node) bool {
			v, _ := n.Attr("id")
			return v == id
		})
		if r != dom.None {
			parts = append(parts, text(t, r))
		}
	}
	return shorten(strings.Join(parts, " "), maxLabel)
}

// find returns the first element of the document that ok accepts.
func find(t *dom.Tree, ok func(*dom.Node) bool) dom.Ref {
	found := dom.None
	seen := 0
	walk(t, t.Doc, func(r dom.Ref, n *dom.Node) bool {
		seen++
		if n.IsElement() && ok(n) {
			found = r
		}
		return found == dom.None && seen < maxSearch
	})
	return found
}

// walk calls f for the descendants of root in tree order until it returns false.
func walk(t *dom.Tree, root dom.Ref, f func(dom.Ref, *dom.Node) bool) {
	if root == dom.None {
		return
	}
	for r := t.Node(root).First; r != dom.None; {
		n := t.Node(r)
		if !f(r, n) {
			return
		}
		if n.First != dom.None {
			r = n.First
			continue
		}
		for r != root && t.Node(r).Next == dom.None {
			r = t.Node(r).Parent
		}
		if r == root {
			return
		}
		r = t.Node(r).Next
	}
}

// text is the text of an element, of its images too, on one line.
func text(t *dom.Tree, r dom.Ref) string {
	var b strings.Builder
	seen := 0
	walk(t, r, func(c dom.Ref, n *dom.Node) bool {
		seen++
		parent := t.Node(n.Parent).Tag
		switch {
		case n.IsText():
			if parent != "style" && parent != "script" && parent != "noscript" && parent != "option" {
				b.WriteString(n.Text)
				b.WriteByte(' ')
			}
		case n.IsHTML("img"):
			alt, _ := n.Attr("alt")
			b.WriteString(alt)
			b.WriteByte(' ')
		}
		return seen < maxText && b.Len() < 4*maxLabel
	})
	return shorten(b.String(), maxLabel)
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
