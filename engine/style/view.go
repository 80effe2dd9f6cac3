package style

import (
	"strconv"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// view shows the elements of a tree to selectors.
type view struct {
	t     *dom.Tree
	slots *slotting
	in    Interaction
	// hover, active and within are the elements that match :hover, :active and
	// :focus-within: the innermost one and its flat-tree ancestors.
	hover, active, within map[dom.Ref]bool
}

var _ css.View = (*view)(nil)

func newView(s *Styles, in Interaction) *view {
	v := &view{t: s.tree, slots: s.slots, in: in}
	v.hover = s.chain(in.Hover)
	v.active = s.chain(in.Active)
	v.within = s.chain(in.Focus)
	return v
}

// chain returns r and its ancestors in the flat tree; a label's control counts
// with its label for hover and press only in the way the recorder names targets,
// which is the label itself.
func (s *Styles) chain(r dom.Ref) map[dom.Ref]bool {
	if !s.tree.Alive(r) {
		return nil
	}
	m := map[dom.Ref]bool{}
	for i := 0; r != dom.None && i < maxDepth*2; i++ {
		m[r] = true
		p := s.FlatParent(r)
		if p == dom.None {
			if d := s.tree.Node(r); d.Kind == event.NodeDocument {
				p = d.Parent
			}
		}
		r = p
	}
	return m
}

func (v *view) element(r dom.Ref, step func(n *dom.Node) dom.Ref) css.Node {
	for r != dom.None {
		n := v.t.Node(r)
		if n.Kind == event.NodeElement {
			return css.Node(r)
		}
		r = step(n)
	}
	return 0
}

func (v *view) Parent(n css.Node) css.Node {
	p := v.t.Node(dom.Ref(n)).Parent
	if p == dom.None || v.t.Node(p).Kind != event.NodeElement {
		return 0
	}
	return css.Node(p)
}

func (v *view) Prev(n css.Node) css.Node {
	return v.element(v.t.Node(dom.Ref(n)).Prev, func(n *dom.Node) dom.Ref { return n.Prev })
}

func (v *view) Next(n css.Node) css.Node {
	return v.element(v.t.Node(dom.Ref(n)).Next, func(n *dom.Node) dom.Ref { return n.Next })
}

func (v *view) First(n css.Node) css.Node {
	return v.element(v.t.Node(dom.Ref(n)).First, func(n *dom.Node) dom.Ref { return n.Next })
}

func (v *view) Tag(n css.Node) (string, bool) {
	e := v.t.Node(dom.Ref(n))
	return e.Tag, e.NS == event.HTML
}

func (v *view) ID(n css.Node) string {
	id, _ := v.t.Node(dom.Ref(n)).Attr("id")
	return id
}

func (v *view) Classes(n css.Node) []string { return v.t.Node(dom.Ref(n)).Classes }

func (v *view) Attr(n css.Node, name, low string) (string, bool) {
	e := v.t.Node(dom.Ref(n))
	if e.NS == event.HTML {
		name = low
	}
	return e.Attr(name)
}

func (v *view) Host(n css.Node) css.Node {
	r := dom.Ref(n)
	for range maxDepth * 2 {
		e := v.t.Node(r)
		if e.Kind == event.NodeShadowRoot {
			return css.Node(e.Parent)
		}
		if e.Parent == dom.None || e.Kind == event.NodeDocument {
			return 0
		}
		r = e.Parent
	}
	return 0
}

func (v *view) Slot(n css.Node) css.Node {
	if v.slots == nil {
		return 0
	}
	return css.Node(v.slots.slotOf[dom.Ref(n)])
}

func (v *view) Lang(n css.Node) string {
	return v.inherited(n, "lang")
}

func (v *view) Dir(n css.Node) string {
	if d := strings.ToLower(v.inherited(n, "dir")); d == "rtl" {
		return d
	}
	return "ltr"
}

// inherited returns an attribute of n or of its nearest ancestor that has it.
func (v *view) inherited(n css.Node, name string) string {
	r := dom.Ref(n)
	for i := 0; r != dom.None && i < maxDepth*2; i++ {
		e := v.t.Node(r)
		if val, ok := e.Attr(name); ok {
			return val
		}
		r = e.Parent
	}
	return ""
}

func (v *view) State(n css.Node, c css.Class) bool {
	r := dom.Ref(n)
	e := v.t.Node(r)
	switch c {
	case css.ClassHover:
		return v.hover[r]
	case css.ClassActive:
		return v.active[r]
	case css.ClassFocus:
		return r == v.in.Focus
	case css.ClassFocusVisible:
		return r == v.in.Focus && (v.in.FocusVisible || typesText(e))
	case css.ClassFocusWithin:
		return v.within[r]
	case css.ClassTarget:
		return r == v.in.Target
	case css.ClassRoot:
		return e.Parent != dom.None && v.t.Node(e.Parent).Kind == event.NodeDocument
	case css.ClassEmpty:
		return v.empty(e)
	case css.ClassLink:
		_, href := e.Attr("href")
		return href && (e.Tag == "a" || e.Tag == "area")
	case css.ClassDefined:
		return true
	case css.ClassOpen:
		return v.open(r, e)
	case css.ClassModal:
		return e.State != nil && e.State.Open && e.State.Modal
	case css.ClassPopoverOpen:
		_, pop := e.Attr("popover")
		return pop && e.State != nil && e.State.Open
	case css.ClassPlaying:
		return e.State != nil && e.State.Media == event.MediaPlaying
	case css.ClassPaused:
		return (e.Tag == "video" || e.Tag == "audio") && (e.State == nil || e.State.Media != event.MediaPlaying)
	}
	if e.NS != event.HTML {
		return false
	}
	return v.formState(r, e, c)
}

// typesText reports whether an element takes text from the keyboard: such always
// show their focus (selectors-4 §8.4).
func typesText(e *dom.Node) bool {
	if e.NS != event.HTML {
		return false
	}
	switch e.Tag {
	case "textarea":
		return true
	case "input":
		switch e.InputType() {
		case "checkbox", "radio", "range", "color", "file", "submit", "image", "reset", "button":
			return false
		}
		return true
	}
	edit, ok := e.Attr("contenteditable")
	return ok && !strings.EqualFold(edit, "false")
}

func (v *view) empty(e *dom.Node) bool {
	for c := e.First; c != dom.None; c = v.t.Node(c).Next {
		switch n := v.t.Node(c); {
		case n.Kind == event.NodeElement, n.IsText() && n.Text != "":
			return false
		}
	}
	return true
}

func (v *view) open(r dom.Ref, e *dom.Node) bool {
	switch e.Tag {
	case "details", "dialog":
		_, ok := e.Attr("open")
		return ok || e.State != nil && e.State.Open
	}
	return false
}

// formState answers the pseudo-classes of forms (HTML §4.16.3).
func (v *view) formState(r dom.Ref, e *dom.Node, c css.Class) bool {
	has := func(name string) bool { _, ok := e.Attr(name); return ok }
	typ := ""
	if e.Tag == "input" {
		typ = e.InputType()
	}
	switch c {
	case css.ClassChecked:
		switch {
		case typ == "checkbox" || typ == "radio":
			return v.t.Checked(r)
		case e.Tag == "option":
			return v.t.Selected(r)
		}
	case css.ClassIndeterminate:
		if e.Tag == "progress" {
			return !has("value")
		}
		return typ == "checkbox" && e.State != nil && e.State.Indeterminate
	case css.ClassDisabled:
		return disableable(e.Tag) && v.disabled(r, e)
	case css.ClassEnabled:
		return disableable(e.Tag) && !v.disabled(r, e)
	case css.ClassRequired:
		return has("required") && isField(e.Tag)
	case css.ClassOptional:
		return isField(e.Tag) && !has("required")
	case css.ClassReadWrite:
		return v.writable(r, e, typ)
	case css.ClassReadOnly:
		return !v.writable(r, e, typ)
	case css.ClassPlaceholderShown:
		return has("placeholder") && (e.Tag == "textarea" || e.Tag == "input") && v.t.Value(r) == ""
	case css.ClassDefault:
		return (typ == "checkbox" || typ == "radio") && has("checked") || e.Tag == "option" && has("selected")
	case css.ClassValid:
		return isField(e.Tag) && v.valid(r, e, typ)
	case css.ClassInvalid:
		return isField(e.Tag) && !v.valid(r, e, typ)
	case css.ClassInRange, css.ClassOutOfRange:
		if typ != "number" && typ != "range" {
			return false
		}
		return v.inRange(r, e) == (c == css.ClassInRange)
	}
	return false
}

func isField(tag string) bool { return tag == "input" || tag == "select" || tag == "textarea" }

func disableable(tag string) bool {
	return isField(tag) || tag == "button" || tag == "option" || tag == "optgroup" || tag == "fieldset"
}

// disabled reports whether a control is, by itself or by a fieldset around
// (outside of its first legend).
func (v *view) disabled(r dom.Ref, e *dom.Node) bool {
	if _, ok := e.Attr("disabled"); ok {
		return true
	}
	if e.Tag == "option" {
		if p := e.Parent; p != dom.None && v.t.Node(p).IsHTML("optgroup") {
			_, ok := v.t.Node(p).Attr("disabled")
			return ok
		}
		return false
	}
	inLegend := dom.None
	for p, i := e.Parent, 0; p != dom.None && i < maxDepth; i++ {
		n := v.t.Node(p)
		if n.IsHTML("legend") {
			inLegend = p
		}
		if n.IsHTML("fieldset") {
			if _, ok := n.Attr("disabled"); ok && (inLegend == dom.None || v.firstLegend(n) != inLegend) {
				return true
			}
		}
		p = n.Parent
	}
	return false
}

func (v *view) firstLegend(fieldset *dom.Node) dom.Ref {
	for c := fieldset.First; c != dom.None; c = v.t.Node(c).Next {
		if v.t.Node(c).IsHTML("legend") {
			return c
		}
	}
	return dom.None
}

func (v *view) writable(r dom.Ref, e *dom.Node, typ string) bool {
	if e.Tag == "textarea" || e.Tag == "input" && typesText(e) {
		_, ro := e.Attr("readonly")
		return !ro && !v.disabled(r, e)
	}
	edit, ok := e.Attr("contenteditable")
	return ok && !strings.EqualFold(edit, "false")
}

// valid checks the constraints that can be told from attributes and the value:
// required, and numbers and mail addresses as such.
func (v *view) valid(r dom.Ref, e *dom.Node, typ string) bool {
	if _, ro := e.Attr("readonly"); ro || v.disabled(r, e) {
		return true
	}
	var value string
	switch typ {
	case "checkbox", "radio":
		_, req := e.Attr("required")
		return !req || v.t.Checked(r)
	case "hidden", "button", "reset", "submit", "image", "file":
		return true
	default:
		value = v.t.Value(r)
	}
	if _, req := e.Attr("required"); req && value == "" {
		return false
	}
	switch {
	case value == "" || strings.Trim(value, "*") == "": // masked: not known
		return true
	case typ == "email":
		at := strings.IndexByte(value, '@')
		return at > 0 && at < len(value)-1 && !strings.ContainsAny(value, " \t")
	case typ == "number" || typ == "range":
		return v.inRange(r, e)
	}
	return true
}

func (v *view) inRange(r dom.Ref, e *dom.Node) bool {
	val, err := strconv.ParseFloat(v.t.Value(r), 64)
	if err != nil {
		return true
	}
	if s, ok := e.Attr("min"); ok {
		if m, err := strconv.ParseFloat(s, 64); err == nil && val < m {
			return false
		}
	}
	if s, ok := e.Attr("max"); ok {
		if m, err := strconv.ParseFloat(s, 64); err == nil && val > m {
			return false
		}
	}
	return true
}
