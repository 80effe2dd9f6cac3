package aria

import (
	"strings"
	"unicode/utf8"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Bounds of names.
const (
	MaxName   = 120   // bytes of a name
	maxNodes  = 400   // nodes looked at for one name
	maxLookup = 50000 // nodes looked at for an element
)

// Name is the name of an element as test tools compute it: accname-1.2
// §4.3.2 without the steps that need styles.
func Name(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	if ids, ok := n.Attr("aria-labelledby"); ok {
		var parts []string
		for _, id := range strings.Fields(ids) {
			if o := byID(t, r, id); o != dom.None {
				parts = append(parts, Content(t, o, dom.None))
			}
		}
		if s := Squeeze(strings.Join(parts, " ")); s != "" {
			return s
		}
	}
	if v, _ := n.Attr("aria-label"); Squeeze(v) != "" {
		return Squeeze(v)
	}
	if s := nativeName(t, r, n); s != "" {
		return s
	}
	if namedByContent(Role(t, r)) || n.IsHTML("summary") {
		if s := Content(t, r, dom.None); s != "" {
			return s
		}
	}
	v, _ := n.Attr("title")
	return Squeeze(v)
}

// Label is what people call an element: its name; the text on it rather than a
// tooltip.
func Label(t *dom.Tree, r dom.Ref) string {
	s := Name(t, r)
	if tip, _ := t.Node(r).Attr("title"); s == "" || s == Squeeze(tip) {
		if !IsField(t.Node(r)) {
			if text := Content(t, r, dom.None); text != "" {
				return text
			}
		}
	}
	return s
}

// IsField reports whether an element is a form control whose text is its value
// rather than its name.
func IsField(n *dom.Node) bool {
	return n.IsHTML("input") || n.IsHTML("textarea") || n.IsHTML("select")
}

// nativeName is the name that HTML itself gives (HTML-AAM 1.0 §4.1).
func nativeName(t *dom.Tree, r dom.Ref, n *dom.Node) string {
	if n.NS != event.HTML {
		return ""
	}
	switch n.Tag {
	case "img", "area":
		alt, _ := n.Attr("alt")
		return Squeeze(alt)
	case "input", "select", "textarea":
		if n.Tag == "input" {
			switch n.InputType() {
			case "submit", "reset", "button":
				return Squeeze(t.Value(r))
			case "image":
				alt, _ := n.Attr("alt")
				return Squeeze(alt)
			}
		}
		if s := LabelText(t, r); s != "" {
			return s
		}
		if v, _ := n.Attr("title"); v != "" {
			return Squeeze(v)
		}
		v, _ := n.Attr("placeholder")
		return Squeeze(v)
	case "fieldset", "table":
		for c := n.First; c != dom.None; c = t.Node(c).Next {
			if t.Node(c).IsHTML("legend") || t.Node(c).IsHTML("caption") {
				return Content(t, c, dom.None)
			}
		}
	}
	return ""
}

// LabelText is the text of the labels of a form control.
func LabelText(t *dom.Tree, control dom.Ref) string {
	var parts []string
	if id, _ := t.Node(control).Attr("id"); id != "" {
		find(t, rootOf(t, control), func(r dom.Ref, n *dom.Node) bool {
			if v, ok := n.Attr("for"); ok && v == id && n.IsHTML("label") {
				parts = append(parts, Content(t, r, control))
			}
			return false
		})
	}
	for p := t.Node(control).Parent; p != dom.None; p = t.Node(p).Parent {
		if _, other := t.Node(p).Attr("for"); t.Node(p).IsHTML("label") && !other {
			parts = append(parts, Content(t, p, control))
			break
		}
	}
	return Squeeze(strings.Join(parts, " "))
}

// Content is the text within an element, without that of the control without,
// which a label may contain.
func Content(t *dom.Tree, root, without dom.Ref) string {
	var b strings.Builder
	seen := 0
	appendContent(t, root, without, &b, &seen)
	return Squeeze(b.String())
}

// appendContent recurses no deeper than [dom.MaxDepth].
func appendContent(t *dom.Tree, r, without dom.Ref, b *strings.Builder, seen *int) {
	for c := t.Node(r).First; c != dom.None && *seen < maxNodes; c = t.Node(c).Next {
		*seen++
		n := t.Node(c)
		switch {
		case n.IsText():
			b.WriteString(n.Text)
		case !n.IsElement() || c == without || Silent(n) || IsField(n) && !n.IsHTML("select"):
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
			block := !Inline(n)
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

// Silent reports whether an element adds nothing to a name, nor to what is read.
func Silent(n *dom.Node) bool {
	switch n.Tag {
	case "script", "style", "noscript", "template", "head":
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

// Inline reports whether an element is part of a line of text rather than a
// block of its own, as far as its tag tells.
func Inline(n *dom.Node) bool { return n.NS != event.HTML || inlineTags[n.Tag] }

// inlineTags are the elements that do not part words.
var inlineTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "data": true, "del": true, "dfn": true,
	"em": true, "font": true, "i": true, "ins": true, "kbd": true, "label": true, "mark": true, "q": true, "s": true, "samp": true,
	"small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true,
}

// Squeeze collapses white space and bounds the length.
func Squeeze(s string) string {
	if len(s) > 16*MaxName {
		s = s[:16*MaxName]
	}
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "")
	if len(s) <= MaxName {
		return s
	}
	n := MaxName
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRight(s[:n], " ") + "…"
}

// Whole reports whether a squeezed text was not cut.
func Whole(s string) bool { return len(s) < MaxName-utf8.UTFMax || !strings.HasSuffix(s, "…") }

// Uncut is what a squeezed text begins with for certain.
func Uncut(s string) string {
	if Whole(s) {
		return s
	}
	return strings.TrimSuffix(s, "…")
}

// Masked reports whether a recorder replaced a text: nothing is left but its
// mask characters.
func Masked(s string) bool {
	return s != "" && strings.Trim(s, "xX*•· \n\t") == ""
}
