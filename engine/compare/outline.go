package compare

import (
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Bounds of an outline.
const (
	maxOutline     = 200_000 // lines
	maxOutlineText = 400     // bytes of a text or a value
	maxDepth       = 512
)

// Outline writes a tree as lines: an element each, with its attributes and its
// live form state, or a text; indented by depth. What shows nothing (scripts,
// style sheets, comments) is left out.
func Outline(t *dom.Tree) []string {
	o := outline{t: t}
	if t.Doc != dom.None {
		o.children(t.Doc, 0)
	}
	return o.lines
}

type outline struct {
	t     *dom.Tree
	lines []string
}

func (o *outline) line(depth int, s string) {
	if len(o.lines) < maxOutline {
		o.lines = append(o.lines, strings.Repeat("  ", depth)+s)
	}
}

func (o *outline) children(r dom.Ref, depth int) {
	if depth > maxDepth {
		return
	}
	for c := o.t.Node(r).First; c != dom.None; c = o.t.Node(c).Next {
		n := o.t.Node(c)
		switch {
		case n.IsText():
			if s := short(n.Text); s != "" {
				o.line(depth, `"`+s+`"`)
			}
		case n.IsElement():
			o.element(c, n, depth)
		}
	}
}

func (o *outline) element(r dom.Ref, n *dom.Node, depth int) {
	if n.NS == event.HTML {
		switch n.Tag {
		case "script", "style", "noscript", "template", "link", "meta", "base":
			return
		}
	}
	var b strings.Builder
	b.WriteString("<" + n.Tag)
	for _, a := range n.Attrs {
		b.WriteString(" " + a.Name)
		if a.Value != "" {
			b.WriteString(`="` + short(a.Value) + `"`)
		}
	}
	b.WriteString(o.live(r, n))
	o.line(depth, b.String()+">")
	if n.Shadow != dom.None {
		name := "#shadow-root"
		if o.t.Node(n.Shadow).Kind == event.NodeDocument {
			name = "#document"
		}
		o.line(depth+1, name)
		o.children(n.Shadow, depth+2)
	}
	o.children(r, depth+1)
}

// live is the state that is not in attributes.
func (o *outline) live(r dom.Ref, n *dom.Node) string {
	s := n.State
	if s == nil {
		return ""
	}
	out := ""
	if s.HasValue {
		out += ` value→"` + short(o.t.Value(r)) + `"`
	}
	if s.HasChecked && s.Checked {
		out += " ✓"
	}
	if s.Open {
		out += " open"
	}
	return out
}

// short is a text on one line, cut where it is long.
func short(s string) string {
	if len(s) > 8*maxOutlineText {
		s = s[:8*maxOutlineText]
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxOutlineText {
		s = strings.ToValidUTF8(s[:maxOutlineText], "") + "…"
	}
	return s
}
