package steps

import (
	"strings"
	"unicode/utf8"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Bounds of names.
const (
	maxName   = 120   // bytes of a name
	maxNodes  = 400   // nodes looked at for one name
	maxLookup = 50000 // nodes looked at for an element
)

// accessibleName is the name of an element as test tools compute it: accname-1.2
// §4.3.2 without the steps that need styles.
func accessibleName(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	if ids, ok := n.Attr("aria-labelledby"); ok {
		var parts []string
		for _, id := range strings.Fields(ids) {
			if o := byID(t, r, id); o != dom.None {
				parts = append(parts, content(t, o, dom.None))
			}
		}
		if s := squeeze(strings.Join(parts, " ")); s != "" {
			return s
		}
	}
	if v, _ := n.Attr("aria-label"); squeeze(v) != "" {
		return squeeze(v)
	}
	if s := nativeName(t, r, n); s != "" {
		return s
	}
	if namedByContent(role(t, r)) || n.IsHTML("summary") {
		if s := content(t, r, dom.None); s != "" {
			return s
		}
	}
	v, _ := n.Attr("title")
	return squeeze(v)
}

// nativeName is the name that HTML itself gives (HTML-AAM 1.0 §4.1).
func nativeName(t *dom.Tree, r dom.Ref, n *dom.Node) string {
	if n.NS != event.HTML {
		return ""
	}
	switch n.Tag {
	case "img", "area":
		alt, _ := n.Attr("alt")
		return squeeze(alt)
	case "input", "select", "textarea":
		if n.Tag == "input" {
			switch n.InputType() {
			case "submit", "reset", "button":
				return squeeze(t.Value(r))
			case "image":
				alt, _ := n.Attr("alt")
				return squeeze(alt)
			}
		}
		if s := labelText(t, r); s != "" {
			return s
		}
		if v, _ := n.Attr("title"); v != "" {
			return squeeze(v)
		}
		v, _ := n.Attr("placeholder")
		return squeeze(v)
	case "fieldset", "table":
		for c := n.First; c != dom.None; c = t.Node(c).Next {
			if t.Node(c).IsHTML("legend") || t.Node(c).IsHTML("caption") {
				return content(t, c, dom.None)
			}
		}
	}
	return ""
}

// labelText is the text of the labels of a form control.
func labelText(t *dom.Tree, control dom.Ref) string {
	var parts []string
	if id, _ := t.Node(control).Attr("id"); id != "" {
		find(t, rootOf(t, control), func(r dom.Ref, n *dom.Node) bool {
			if v, ok := n.Attr("for"); ok && v == id && n.IsHTML("label") {
				parts = append(parts, content(t, r, control))
			}
			return false
		})
	}
	for p := t.Node(control).Parent; p != dom.None; p = t.Node(p).Parent {
		if _, other := t.Node(p).Attr("for"); t.Node(p).IsHTML("label") && !other {
			parts = append(parts, content(t, p, control))
			break
		}
	}
	return squeeze(strings.Join(parts, " "))
}

// content is the text within an element, without that of the control without,
// which a label may contain.
func content(t *dom.Tree, root, without dom.Ref) string {
	var b strings.Builder
	seen := 0
	appendContent(t, root, without, &b, &seen)
	return squeeze(b.String())
}

// appendContent recurses no deeper than [dom.MaxDepth].
func appendContent(t *dom.Tree, r, without dom.Ref, b *strings.Builder, seen *int) {
	for c := t.Node(r).First; c != dom.None && *seen < maxNodes; c = t.Node(c).Next {
		*seen++
		n := t.Node(c)
		switch {
		case n.IsText():
			b.WriteString(n.Text)
		case !n.IsElement() || c == without || unspoken(n):
		case n.IsHTML("br"):
			b.WriteByte(' ')
		case n.IsHTML("img"):
			alt, _ := n.Attr("alt")
			b.WriteString(alt)
		case n.IsHTML("select"):
			if o := t.SelectedOption(c); o != dom.None {
				b.WriteString(" " + t.OptionText(o) + " ")
			}
		default:
			if v, _ := n.Attr("aria-label"); v != "" {
				b.WriteString(" " + v + " ")
				continue
			}
			block := n.NS == event.HTML && !inlineTags[n.Tag]
			if block {
				b.WriteByte(' ')
			}
			from := c
			if n.Shadow != dom.None && !n.IsHTML("iframe") {
				from = n.Shadow
			}
			appendContent(t, from, without, b, seen)
			if block {
				b.WriteByte(' ')
			}
		}
	}
}

// unspoken reports whether an element adds nothing to a name.
func unspoken(n *dom.Node) bool {
	switch n.Tag {
	case "script", "style", "noscript", "template", "head", "textarea", "input":
		return n.NS == event.HTML
	}
	if v, _ := n.Attr("aria-hidden"); v == "true" {
		return true
	}
	return concealed(n)
}

// concealed reports whether an element is hidden by its own attributes. What
// style sheets hide is not known here.
func concealed(n *dom.Node) bool {
	if _, ok := n.Attr("hidden"); ok {
		return true
	}
	if n.IsHTML("dialog") {
		if _, ok := n.Attr("open"); !ok && (n.State == nil || !n.State.Open) {
			return true
		}
	}
	style, _ := n.Attr("style")
	return style != "" && strings.Contains(strings.ReplaceAll(style, " ", ""), "display:none")
}

// inlineTags are the elements that do not part words.
var inlineTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "data": true, "del": true, "dfn": true,
	"em": true, "font": true, "i": true, "ins": true, "kbd": true, "label": true, "mark": true, "q": true, "s": true, "samp": true,
	"small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true,
}

// squeeze collapses white space and bounds the length.
func squeeze(s string) string {
	if len(s) > 16*maxName {
		s = s[:16*maxName]
	}
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "")
	if len(s) <= maxName {
		return s
	}
	n := maxName
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRight(s[:n], " ") + "…"
}

// whole reports whether a squeezed text was not cut.
func whole(s string) bool { return len(s) < maxName-utf8.UTFMax || !strings.HasSuffix(s, "…") }

// uncut is what a squeezed text begins with for certain.
func uncut(s string) string {
	if whole(s) {
		return s
	}
	return strings.TrimSuffix(s, "…")
}

// masked reports whether a recorder replaced a text: nothing is left but its
// mask characters.
func masked(s string) bool {
	return s != "" && strings.Trim(s, "xX*•· \n\t") == ""
}

// rootOf returns the document or shadow root that an element is in.
func rootOf(t *dom.Tree, r dom.Ref) dom.Ref {
	for {
		p := t.Node(r).Parent
		if p == dom.None || t.Node(p).Shadow == r {
			return r
		}
		r = p
	}
}

// byID returns the element with an id in the same tree as r.
func byID(t *dom.Tree, r dom.Ref, id string) dom.Ref {
	return find(t, rootOf(t, r), func(_ dom.Ref, n *dom.Node) bool {
		v, ok := n.Attr("id")
		return ok && v == id
	})
}

// find returns the first element below root, shadow trees included but not
// frames, that ok accepts.
func find(t *dom.Tree, root dom.Ref, ok func(dom.Ref, *dom.Node) bool) dom.Ref {
	found, seen := dom.None, 0
	walk(t, root, &seen, func(r dom.Ref, n *dom.Node) bool {
		if ok(r, n) {
			found = r
		}
		return found == dom.None
	})
	return found
}

// walk calls f for the elements below root in tree order, into shadow trees but
// not into frames, until it returns false or maxLookup nodes were seen; it
// reports whether it went to the end. Its depth is bounded by [dom.MaxDepth].
func walk(t *dom.Tree, root dom.Ref, seen *int, f func(dom.Ref, *dom.Node) bool) bool {
	if root == dom.None {
		return true
	}
	for c := t.Node(root).First; c != dom.None; c = t.Node(c).Next {
		if *seen++; *seen > maxLookup {
			return false
		}
		n := t.Node(c)
		if !n.IsElement() {
			continue
		}
		if !f(c, n) {
			return false
		}
		if n.Shadow != dom.None && !isFrame(n) && !walk(t, n.Shadow, seen, f) {
			return false
		}
		if !walk(t, c, seen, f) {
			return false
		}
	}
	return true
}

func isFrame(n *dom.Node) bool { return n.IsHTML("iframe") || n.IsHTML("frame") || n.IsHTML("object") }
