package dom

import (
	"strings"

	"playhead/engine/event"
)

// ApplyAll applies the operations of one event and calls report for each that
// could not be applied as recorded. A node whose parent only comes later in the
// same event is not reported: recorders list added nodes in the order in which
// they saw them, not in that of the tree. report may be nil.
func (t *Tree) ApplyAll(ops []event.Op, report func(op *event.Op, f Fault)) {
	late := false
	for i := range ops {
		f := t.Apply(&ops[i])
		switch {
		case f == FaultNone:
		case f == FaultUnknownRef:
			late = true
		case report != nil:
			report(&ops[i], f)
		}
	}
	if !late || report == nil {
		return
	}
	for i := range ops {
		op := &ops[i]
		if op.Kind == event.OpInsert && t.waits(op.Node) {
			report(op, FaultUnknownRef)
		}
	}
}

// Apply applies one operation and says whether that was possible. What is not
// possible changes nothing; an inserted node whose parent or sibling is unknown
// (FaultUnknownRef) is kept aside, within limits, until that node is inserted.
// Operations that do not concern the page (pointer moves, entries) are fine and
// do nothing.
func (t *Tree) Apply(op *event.Op) Fault {
	switch op.Kind {
	case event.OpReset:
		t.reset()
		return FaultNone
	case event.OpURL, event.OpViewport, event.OpVisualViewport, event.OpPageFocus, event.OpViewEnd, event.OpGap:
		t.applyWindow(op)
		return FaultNone
	case event.OpInteraction:
		return t.interact(op)
	case event.OpPointer, event.OpFrustration, event.OpEventID, event.OpEntry, event.OpNone:
		return FaultNone
	}
	if t.Page.Frozen {
		return FaultUnreadable
	}
	switch op.Kind {
	case event.OpInsert:
		return t.insert(op)
	case event.OpSelection:
		t.Page.Selection = append([]event.Range(nil), op.Ranges...)
		t.version++
		return FaultNone
	case event.OpSheetNew:
		return t.newSheet(op)
	}
	r := None
	if op.Node != event.NoNode {
		r = t.ByID(op.Node)
		if r == None {
			if op.Kind == event.OpRemove && t.Doc != None {
				// Recorders list what was below a removed node as removed, too.
				return FaultNone
			}
			return t.unknown()
		}
	}
	switch op.Kind {
	case event.OpSheetText, event.OpSheetInsert, event.OpSheetDelete, event.OpSheetDecl, event.OpSheetDeclDel, event.OpSheetAttach:
		return t.applySheet(r, op)
	}
	if r == None {
		return t.unknown()
	}
	switch op.Kind {
	case event.OpRemove:
		t.remove(r)
		return FaultNone
	case event.OpText:
		return t.setText(r, op.Text)
	case event.OpAttr, event.OpAttrDel, event.OpStyleProp, event.OpStylePropDel:
		return t.applyAttr(r, op)
	default:
		return t.applyState(r, op)
	}
}

func (t *Tree) unknown() Fault {
	if t.Doc == None {
		return FaultNoSnapshot
	}
	return FaultUnknownNode
}

func (t *Tree) reset() {
	t.clear()
	t.Page.Epoch++
	t.version++
}

// applyWindow applies what concerns the window and not the document. None of
// it depends on node ids, so it is applied even where the page is unreadable.
func (t *Tree) applyWindow(op *event.Op) {
	p := t.Page
	switch op.Kind {
	case event.OpURL:
		p.URL = op.Text
		p.W, p.H = size(op.W, p.W), size(op.H, p.H)
		p.Ended = false
	case event.OpViewport:
		p.W, p.H = size(op.W, p.W), size(op.H, p.H)
	case event.OpVisualViewport:
		p.Visual = VisualViewport{X: finite(op.X), Y: finite(op.Y), W: finite(op.W), H: finite(op.H), Scale: finite(op.Scale)}
	case event.OpPageFocus:
		p.Blurred = !op.On
	case event.OpViewEnd:
		p.Ended = true
	case event.OpGap:
		p.Gap = op.Text
		if p.Gap == "" {
			p.Gap = "recorded data is missing here"
		}
		p.Frozen = p.Frozen || op.On
	}
	if !samePage(&p, &t.Page) {
		t.Page = p
		t.version++
	}
}

// samePage compares all but the selection, which no window operation changes.
func samePage(a, b *Page) bool {
	return a.URL == b.URL && a.W == b.W && a.H == b.H && a.Visual == b.Visual &&
		a.Blurred == b.Blurred && a.Ended == b.Ended && a.Gap == b.Gap && a.Frozen == b.Frozen &&
		a.ScrollX == b.ScrollX && a.ScrollY == b.ScrollY &&
		a.Focused == b.Focused && a.Pressed == b.Pressed && a.PressedOn == b.PressedOn
}

// maxPx bounds recorded lengths: beyond it nothing can be laid out anyway, and
// sums of a few stay exact.
const maxPx = 1 << 25

// finite returns v in px within sane bounds, 0 for NaN.
func finite(v float64) float64 {
	if v != v {
		return 0
	}
	return max(-maxPx, min(v, maxPx))
}

// size returns a recorded extent, or old where it is absent.
func size(v, old float64) float64 {
	if v > 0 {
		return min(v, maxPx)
	}
	return old
}

// interact keeps track of the focused element and of what is pressed. Ids of
// nodes that are gone are fine: pointer records are sent late.
func (t *Tree) interact(op *event.Op) Fault {
	p := t.Page
	switch op.Interaction {
	case event.Focus:
		p.Focused = op.Node
	case event.Blur:
		if p.Focused == op.Node {
			p.Focused = event.NoNode
		}
	case event.MouseDown, event.TouchStart:
		p.Pressed, p.PressedOn = true, op.Node
	case event.MouseUp, event.TouchEnd, event.TouchCancel:
		p.Pressed, p.PressedOn = false, event.NoNode
	case event.Click:
		if !p.Frozen {
			t.activate(t.ids.get(op.Node))
			t.popovers(t.ids.get(op.Node))
		}
		return FaultNone
	default:
		return FaultNone
	}
	if !samePage(&p, &t.Page) {
		t.Page = p
		t.version++
	}
	return FaultNone
}

// remove removes r with all below it, and makes selects and style elements
// above it notice.
func (t *Tree) remove(r Ref) {
	parent := t.Node(r).Parent
	before := t.beforeChild(parent)
	t.drop(r)
	t.afterChild(parent, before)
}

func (t *Tree) setText(r Ref, text string) Fault {
	n := t.Node(r)
	switch n.Kind {
	case event.NodeText, event.NodeCData, event.NodeComment:
	default:
		return FaultWrongType
	}
	if n.Text == text {
		return FaultNone
	}
	parent := n.Parent
	before := t.beforeChild(parent)
	t.edit(r).Text = text
	t.afterChild(parent, before)
	return FaultNone
}

func (t *Tree) applyAttr(r Ref, op *event.Op) Fault {
	n := t.Node(r)
	if n.Kind != event.NodeElement {
		return FaultWrongType
	}
	switch op.Kind {
	case event.OpAttr:
		return t.setAttr(r, t.attrName(n.NS, op.Name), op.Text)
	case event.OpAttrDel:
		t.delAttr(r, t.attrName(n.NS, op.Name))
		return FaultNone
	}
	old, _ := n.Attr("style")
	value, priority := "", "" // removes the declaration
	if op.Kind == event.OpStyleProp {
		value, priority = op.Text, op.Text2
	}
	text := setDeclaration(old, op.Name, value, priority)
	if len(text) > maxStyle {
		return FaultSize
	}
	if text == old {
		return FaultNone
	}
	return t.setAttr(r, "style", text)
}

// attrName returns the name that the DOM gives a recorded attribute: setting
// one on an HTML element lowers it (DOM §4.9, setAttribute).
func (t *Tree) attrName(ns event.Namespace, name string) string {
	if ns != event.HTML {
		return name
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; 'A' <= c && c <= 'Z' {
			return t.names.lower(name)
		}
	}
	return name
}

// setAttr sets an attribute and lets it act on the live state where it is the
// last writer of it.
func (t *Tree) setAttr(r Ref, name, value string) Fault {
	if f := t.writeAttr(r, name, value); f != FaultNone {
		return f
	}
	t.attrChanged(r, name, value, true)
	return FaultNone
}

func (t *Tree) writeAttr(r Ref, name, value string) Fault {
	n := t.Node(r)
	if virtualAttr(n, name) {
		return FaultNone
	}
	at := -1
	for i := range n.Attrs {
		if n.Attrs[i].Name == name {
			at = i
			break
		}
	}
	if at >= 0 && n.Attrs[at].Value == value {
		return FaultNone
	}
	if at < 0 && len(n.Attrs) >= maxAttrs {
		return FaultSize
	}
	n = t.edit(r)
	attrs := make([]Attr, len(n.Attrs), len(n.Attrs)+1)
	copy(attrs, n.Attrs)
	if at < 0 {
		attrs = append(attrs, Attr{Name: name, Value: value})
	} else {
		attrs[at].Value = value
	}
	n.Attrs = attrs
	if name == "class" {
		n.Classes = splitClasses(value)
	}
	return FaultNone
}

func (t *Tree) delAttr(r Ref, name string) {
	n := t.Node(r)
	for i := range n.Attrs {
		if n.Attrs[i].Name != name {
			continue
		}
		n = t.edit(r)
		attrs := make([]Attr, 0, len(n.Attrs)-1)
		attrs = append(append(attrs, n.Attrs[:i]...), n.Attrs[i+1:]...)
		if len(attrs) == 0 {
			attrs = nil
		}
		n.Attrs = attrs
		if name == "class" {
			n.Classes = nil
		}
		break
	}
	t.attrChanged(r, name, "", false)
}

// splitClasses splits at ASCII white space (HTML §2.3.7).
func splitClasses(s string) []string {
	n := 0
	in := false
	for i := 0; i < len(s); i++ {
		sp := isSpace(s[i])
		if !sp && !in {
			n++
		}
		in = !sp
	}
	if n == 0 {
		return nil
	}
	n = min(n, maxClasses)
	out := make([]string, 0, n)
	for i := 0; i < len(s) && len(out) < n; {
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		from := i
		for i < len(s) && !isSpace(s[i]) {
			i++
		}
		if i > from {
			out = append(out, s[from:i])
		}
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

const spaces = " \t\n\r\f"

// setDeclaration returns the style attribute text with one property set, or
// removed where value is empty. It splits only as far as needed to find
// declarations (css-syntax-3 §5): strings, blocks and comments are respected.
func setDeclaration(style, name, value, priority string) string {
	var b strings.Builder
	b.Grow(len(style) + len(name) + len(value) + 16)
	custom := strings.HasPrefix(name, "--")
	for rest := style; rest != ""; {
		end := declarationEnd(rest)
		d := rest[:end]
		rest = rest[min(end+1, len(rest)):]
		p, _, ok := strings.Cut(d, ":")
		p = strings.Trim(p, spaces)
		if strings.Trim(d, spaces) == "" || ok && (p == name || !custom && strings.EqualFold(p, name)) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Trim(d, spaces))
		b.WriteByte(';')
	}
	if value == "" {
		return b.String()
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(name)
	b.WriteString(": ")
	b.WriteString(value)
	if priority != "" {
		b.WriteString(" !")
		b.WriteString(priority)
	}
	b.WriteByte(';')
	return b.String()
}

// declarationEnd returns the index of the semicolon that ends the declaration
// at the start of s, len(s) when there is none.
func declarationEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			i++
		case '"', '\'':
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '/':
			if strings.HasPrefix(s[i:], "/*") {
				end := strings.Index(s[i+2:], "*/")
				if end < 0 {
					return len(s)
				}
				i += end + 3
			}
		case ';':
			if depth == 0 {
				return i
			}
		}
	}
	return len(s)
}
