package transcript

import (
	"strings"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/player"
	"playhead/engine/render"
)

// reader puts what a viewport shows into reading order.
type reader struct {
	t *dom.Tree
	// own are the elements that the viewport shows something of themselves of,
	// around those and all elements around them.
	own, around map[dom.Ref]bool
	blocks      []string
	line        strings.Builder
}

// maxBlock bounds a block, in bytes.
const maxBlock = 2000

// read returns the blocks of text that a viewport shows: paragraphs, headings,
// rows, each on one line, controls by role, name and state.
func read(r *render.Renderer, s player.State) []string {
	t := s.Tree
	if t.Doc == dom.None {
		return nil
	}
	f := r.Render(render.Input{Tree: t, Hover: t.ByID(s.Hover), Active: t.ByID(s.Active), Focus: t.ByID(s.Focus)})
	x := reader{t: t, own: map[dom.Ref]bool{}, around: map[dom.Ref]bool{}}
	for _, e := range f.Refs {
		if e == dom.None || x.own[e] {
			continue
		}
		x.own[e] = true
		for p := e; p != dom.None && !x.around[p]; p = t.Node(p).Parent {
			x.around[p] = true
		}
	}
	x.children(t.Doc)
	x.flush()
	return x.blocks
}

func (x *reader) flush() {
	s := strings.Trim(strings.Join(strings.Fields(x.line.String()), " "), ",; ")
	x.line.Reset()
	if len(s) > maxBlock {
		s = strings.ToValidUTF8(s[:maxBlock], "") + "…"
	}
	if s == "" {
		return
	}
	if aria.Masked(s) {
		s = "masked text"
	}
	if n := len(x.blocks); n > 0 && x.blocks[n-1] == s {
		return
	}
	x.blocks = append(x.blocks, s)
}

// children reads what is in r; its recursion is bounded by [dom.MaxDepth].
func (x *reader) children(r dom.Ref) {
	n := x.t.Node(r)
	if n.Shadow != dom.None {
		x.children(n.Shadow)
	}
	for c := n.First; c != dom.None; c = x.t.Node(c).Next {
		switch k := x.t.Node(c); {
		case k.IsText():
			if x.own[r] || x.around[r] && !x.t.Node(r).IsElement() {
				x.line.WriteString(k.Text)
			}
		case k.IsElement() && x.around[c]:
			x.element(c, k)
		}
	}
}

func (x *reader) element(r dom.Ref, n *dom.Node) {
	if aria.Silent(n) {
		return
	}
	role := aria.Role(x.t, r)
	switch {
	case role == "heading":
		x.flush()
		s := aria.Content(x.t, r, dom.None)
		if aria.Masked(s) {
			s = "masked"
		}
		x.line.WriteString("heading “" + s + "”")
		x.flush()
	case role == "img":
		if s := aria.Name(x.t, r); s != "" {
			x.line.WriteString(" image “" + s + "” ")
		}
	case n.IsHTML("label"):
		x.label(r, n)
	case aria.Operable(x.t, r) && !n.IsHTML("summary"):
		x.line.WriteString(" " + control(x.t, r, n, role) + " ")
	case role == "dialog" || role == "alertdialog":
		x.flush()
		x.line.WriteString("dialog:")
		x.flush()
		x.children(r)
		x.flush()
	case role == "cell" || role == "columnheader" || role == "rowheader" || role == "gridcell":
		if strings.TrimSpace(x.line.String()) != "" {
			x.line.WriteString("; ")
		}
		x.children(r)
	case aria.Inline(n):
		x.children(r)
	default:
		x.flush()
		x.children(r)
		x.flush()
	}
}

// label reads a label: not its text where a control says it as its name.
func (x *reader) label(r dom.Ref, n *dom.Node) {
	if _, ok := n.Attr("for"); ok {
		return
	}
	x.flush()
	controls, seen := 0, 0
	aria.Walk(x.t, r, &seen, func(c dom.Ref, k *dom.Node) bool {
		if x.around[c] && (k.IsHTML("input") || k.IsHTML("select") || k.IsHTML("textarea")) {
			x.element(c, k)
			controls++
		}
		return true
	})
	if controls == 0 {
		x.children(r)
	}
	x.flush()
}

// control says a control with its state.
func control(t *dom.Tree, r dom.Ref, n *dom.Node, role string) string {
	kind := aria.RoleWords(role)
	if kind == "" {
		kind = n.Tag
		if n.IsHTML("input") {
			kind = n.InputType() + " field"
		}
	}
	name := aria.Name(t, r)
	if aria.Masked(name) {
		name = "masked"
	}
	s := kind
	if name != "" {
		s += " “" + name + "”"
	}
	switch {
	case n.IsHTML("select"):
		if o := t.SelectedOption(r); o != dom.None {
			s += " with “" + aria.Squeeze(t.OptionText(o)) + "”"
		}
	case role == "checkbox" || role == "radio" || role == "switch":
		on := n.IsHTML("input") && t.Checked(r)
		if v, ok := n.Attr("aria-checked"); ok {
			on = v == "true"
		}
		if !on {
			s += ", off"
		} else {
			s += ", on"
		}
	case n.IsHTML("textarea") || n.IsHTML("input") && role != "button":
		switch v := aria.Squeeze(t.Value(r)); {
		case v == "":
			s += ", empty"
		case aria.Masked(v):
			s += " with something masked"
		default:
			s += " with “" + v + "”"
		}
	}
	if _, ok := n.Attr("disabled"); ok {
		s += ", disabled"
	}
	return s + ","
}
