package dom

import (
	"strings"

	"playhead/engine/event"
)

// Live form state (HTML §4.10). Recorders write it in three ways: as attributes
// of snapshots ("value", "checked" and "selected" then carry the live state),
// as attribute mutations, and as input events. For values the last writer wins,
// against the standard's dirty value flag: a framework that sets the property
// behind the recorder's back syncs the attribute, and that alone is recorded. For
// checkedness the standard holds: an attribute has no effect on a control that
// was clicked.

// formTag reports whether elements of an HTML tag have form state of their own.
func formTag(tag string) bool {
	switch tag {
	case "input", "textarea", "select", "option":
		return true
	}
	return false
}

// virtualAttr reports whether an attribute is recorded state that the element
// does not have as an attribute: neither textarea nor select know a value
// attribute.
func virtualAttr(n *Node, name string) bool {
	return name == "value" && n.NS == event.HTML && (n.Tag == "textarea" || n.Tag == "select")
}

// attrChanged lets an attribute of a form control act on its live state. For a
// removed attribute present is false.
func (t *Tree) attrChanged(r Ref, name, value string, present bool) {
	n := t.Node(r)
	if n.NS != event.HTML || n.Kind != event.NodeElement {
		return
	}
	switch n.Tag {
	case "input":
		switch name {
		case "value":
			t.forgetValue(r)
		case "checked":
			if !n.dirty() {
				t.forgetChecked(r)
				t.excludeRadios(r)
			}
		case "type", "name":
			t.excludeRadios(r)
		}
	case "option":
		if name == "selected" && !n.dirty() {
			t.forgetChecked(r)
			t.excludeOptions(r)
		}
	case "textarea", "select":
		if name != "value" {
			return
		}
		if !present {
			t.forgetValue(r)
		} else {
			t.setValue(r, value)
		}
	}
}

// dirty reports whether attributes have no say in n's checkedness any more.
func (n *Node) dirty() bool { return n.State != nil && n.State.dirty }

func (t *Tree) forgetValue(r Ref) {
	if n := t.Node(r); n.State == nil || !n.State.HasValue {
		return
	}
	n := t.edit(r)
	s := n.stateCopy()
	s.Value, s.HasValue = "", false
	n.State = s
}

func (t *Tree) forgetChecked(r Ref) {
	if n := t.Node(r); n.State == nil || !n.State.HasChecked && !n.State.Indeterminate {
		return
	}
	n := t.edit(r)
	s := n.stateCopy()
	s.Checked, s.HasChecked, s.Indeterminate, s.dirty = false, false, false, false
	n.State = s
}

// setValue sets the live value of a control as its value property would.
func (t *Tree) setValue(r Ref, v string) {
	n := t.Node(r)
	if n.IsHTML("select") && t.selectByValue(r, v) {
		t.forgetValue(r)
		return
	}
	if s := n.State; s != nil && s.HasValue && s.Value == v {
		return
	}
	n = t.edit(r)
	s := n.stateCopy()
	s.Value, s.HasValue = v, true
	n.State = s
}

// setChecked sets the live checkedness of an input, or the selectedness of an
// option, and that of its group.
func (t *Tree) setChecked(r Ref, on bool) {
	if s := t.Node(r).State; s == nil || !s.dirty || s.Checked != on || s.Indeterminate {
		n := t.edit(r)
		s := n.stateCopy()
		s.Checked, s.HasChecked, s.Indeterminate, s.dirty = on, true, false, true
		n.State = s
	}
	if on {
		t.excludeRadios(r)
		t.excludeOptions(r)
	}
}

// ownChecked is the checkedness or selectedness of r as written, without the
// rules of its group.
func (n *Node) ownChecked(attr string) bool {
	if n.State != nil && n.State.HasChecked {
		return n.State.Checked
	}
	_, on := n.Attr(attr)
	return on
}

// inserted lets a node that has just been linked act on its group.
func (t *Tree) inserted(r Ref) {
	n := t.Node(r)
	if n.NS != event.HTML || n.Kind != event.NodeElement {
		return
	}
	switch n.Tag {
	case "input":
		t.excludeRadios(r)
	case "option":
		t.excludeOptions(r)
	}
}

// excludeRadios unchecks the other radio buttons of r's group when r is a
// checked radio button (HTML §4.10.5.1.16).
func (t *Tree) excludeRadios(r Ref) {
	n := t.Node(r)
	if !n.IsHTML("input") || !n.ownChecked("checked") || inputType(n) != "radio" {
		return
	}
	name, _ := n.Attr("name")
	var root, form Ref
	if name != "" {
		root, form = t.rootAndForm(r)
	}
	keep := make([]Ref, 0, len(t.radios)+1)
	for _, o := range t.radios {
		if o == r || !t.Alive(o) {
			continue
		}
		on := t.Node(o)
		if !on.IsHTML("input") || !on.ownChecked("checked") {
			continue
		}
		if other, _ := on.Attr("name"); name != "" && other == name && inputType(on) == "radio" {
			if oroot, oform := t.rootAndForm(o); oroot == root && oform == form {
				e := t.edit(o)
				s := e.stateCopy()
				s.Checked, s.HasChecked = false, true
				e.State = s
				continue
			}
		}
		keep = append(keep, o)
	}
	if len(keep) < maxRadios {
		keep = append(keep, r)
	}
	t.radios = keep
}

// rootAndForm returns the root of r's tree (document or shadow root) and its
// nearest form.
func (t *Tree) rootAndForm(r Ref) (root, form Ref) {
	for p := r; p != None; p = t.Node(p).Parent {
		n := t.Node(p)
		if form == None && n.IsHTML("form") {
			form = p
		}
		root = p
		if n.Kind == event.NodeShadowRoot || n.Kind == event.NodeDocument {
			break
		}
	}
	return root, form
}

// excludeOptions deselects the other options of r's select when r is selected
// and only one can be (HTML §4.10.7).
func (t *Tree) excludeOptions(r Ref) {
	n := t.Node(r)
	if !n.IsHTML("option") || !n.ownChecked("selected") {
		return
	}
	sel := t.selectOf(r)
	if sel == None {
		return
	}
	t.forgetValue(sel)
	if _, multiple := t.Node(sel).Attr("multiple"); !multiple {
		t.selectOnly(sel, r)
	}
}

// selectOnly selects one option of a select and deselects the others.
func (t *Tree) selectOnly(sel, option Ref) {
	t.EachOption(sel, func(o Ref) bool {
		if on := o == option; t.Node(o).ownChecked("selected") != on {
			e := t.edit(o)
			s := e.stateCopy()
			s.Checked, s.HasChecked = on, true
			e.State = s
		}
		return true
	})
}

// selectByValue selects the first option with a value, if there is one.
func (t *Tree) selectByValue(sel Ref, v string) bool {
	if o := t.optionByValue(sel, v); o != None {
		t.selectOnly(sel, o)
		return true
	}
	return false
}

func (t *Tree) optionByValue(sel Ref, v string) Ref {
	found := None
	t.EachOption(sel, func(o Ref) bool {
		if t.Value(o) == v {
			found = o
			return false
		}
		return true
	})
	return found
}

// selectOf returns the select that an option belongs to.
func (t *Tree) selectOf(option Ref) Ref {
	for p := t.Node(option).Parent; p != None; p = t.Node(p).Parent {
		n := t.Node(p)
		if n.IsHTML("select") {
			return p
		}
		if n.Kind != event.NodeElement || n.IsHTML("option") || n.IsHTML("datalist") {
			return None
		}
	}
	return None
}

// EachOption calls f for the options of a select in tree order until it returns
// false.
func (t *Tree) EachOption(sel Ref, f func(Ref) bool) {
	for r := t.Node(sel).First; r != None; {
		n := t.Node(r)
		down := n.Kind == event.NodeElement
		if down && n.NS == event.HTML {
			switch n.Tag {
			case "option":
				if !f(r) {
					return
				}
				down = false
			case "select", "datalist":
				down = false
			}
		}
		if down && n.First != None {
			r = n.First
			continue
		}
		for r != sel && t.Node(r).Next == None {
			r = t.Node(r).Parent
		}
		if r == sel {
			return
		}
		r = t.Node(r).Next
	}
}

// SelectedOption returns the option that a select shows: the last selected one,
// or where none is and the select is a drop-down box, the first that is not
// disabled (HTML §4.10.7, selectedness setting algorithm). None when there is
// no such option. For a multiple select it is the first selected option.
func (t *Tree) SelectedOption(sel Ref) Ref {
	n := t.Node(sel)
	if n.State != nil && n.State.HasValue {
		if o := t.optionByValue(sel, n.State.Value); o != None {
			return o
		}
	}
	_, multiple := n.Attr("multiple")
	selected, first := None, None
	t.EachOption(sel, func(o Ref) bool {
		if t.Node(o).ownChecked("selected") {
			selected = o
			return !multiple
		}
		if first == None && !t.optionDisabled(o, sel) {
			first = o
		}
		return true
	})
	if selected != None || multiple || n.displaySize() != 1 {
		return selected
	}
	return first
}

// displaySize is the number of rows of a select that is not multiple.
func (n *Node) displaySize() int {
	v, _ := n.Attr("size")
	v = strings.Trim(v, spaces)
	size := 0
	for i := 0; i < len(v) && v[i] >= '0' && v[i] <= '9' && size < 1000; i++ {
		size = size*10 + int(v[i]-'0')
	}
	return max(size, 1)
}

func (t *Tree) optionDisabled(o, sel Ref) bool {
	for p := o; p != sel && p != None; p = t.Node(p).Parent {
		if _, off := t.Node(p).Attr("disabled"); off {
			return true
		}
	}
	return false
}

// Selected reports whether an option is selected in the live page. To ask for
// all options of a select, [Tree.SelectedOption] is cheaper where it is not
// multiple.
func (t *Tree) Selected(option Ref) bool {
	n := t.Node(option)
	sel := t.selectOf(option)
	if sel == None {
		return n.ownChecked("selected")
	}
	if _, multiple := t.Node(sel).Attr("multiple"); multiple {
		return n.ownChecked("selected")
	}
	return t.SelectedOption(sel) == option
}

// Checked reports whether a checkbox or radio button is checked.
func (t *Tree) Checked(input Ref) bool { return t.Node(input).ownChecked("checked") }

// Value returns the live value of a form control as its value property gives
// it, "" for other nodes.
func (t *Tree) Value(r Ref) string {
	n := t.Node(r)
	if n.Kind != event.NodeElement || n.NS != event.HTML {
		return ""
	}
	switch n.Tag {
	case "input":
		return n.inputValue()
	case "textarea":
		if n.State != nil && n.State.HasValue {
			return normalizeNewlines(n.State.Value)
		}
		return normalizeNewlines(t.ChildText(r))
	case "select":
		if o := t.SelectedOption(r); o != None {
			return t.Value(o)
		}
		return ""
	case "option":
		if v, ok := n.Attr("value"); ok {
			return v
		}
		return t.OptionText(r)
	case "button":
		v, _ := n.Attr("value")
		return v
	}
	return ""
}

func (n *Node) inputValue() string {
	if n.State != nil && n.State.HasValue {
		return n.State.Value
	}
	v, ok := n.Attr("value")
	typ := inputType(n)
	switch typ {
	case "checkbox", "radio":
		if !ok {
			return "on"
		}
		return v
	case "hidden", "submit", "image", "reset", "button":
		return v
	case "file":
		return ""
	}
	return sanitizeValue(n, typ, v)
}

// ChildText is the concatenated data of r's text children.
func (t *Tree) ChildText(r Ref) string {
	first := ""
	var b strings.Builder
	for c := t.Node(r).First; c != None; c = t.Node(c).Next {
		n := t.Node(c)
		if !n.IsText() || n.Text == "" {
			continue
		}
		if first == "" && b.Len() == 0 {
			first = n.Text
			continue
		}
		if first != "" {
			b.WriteString(first)
			first = ""
		}
		b.WriteString(n.Text)
	}
	if first != "" {
		return first
	}
	return b.String()
}

// OptionText is the text of an option: that of its descendants, stripped and
// with white space collapsed (HTML §4.10.10).
func (t *Tree) OptionText(option Ref) string {
	var b strings.Builder
	for r := t.Node(option).First; r != None; {
		n := t.Node(r)
		if n.IsText() {
			b.WriteString(n.Text)
		}
		if n.First != None && !n.IsHTML("script") {
			r = n.First
			continue
		}
		for r != option && t.Node(r).Next == None {
			r = t.Node(r).Parent
		}
		if r == option {
			break
		}
		r = t.Node(r).Next
	}
	return collapse(b.String())
}

// collapse strips s and makes each run of ASCII white space one space.
func collapse(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if isSpace(s[i]) && (s[i] != ' ' || i == 0 || i == len(s)-1 || isSpace(s[i+1])) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := 0; i < len(s); i++ {
		if isSpace(s[i]) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func normalizeNewlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// beforeChild notes what a change among the children of parent may disturb:
// whether a textarea shows its default value.
func (t *Tree) beforeChild(parent Ref) (follows bool) {
	if parent == None {
		return false
	}
	n := t.Node(parent)
	if !n.IsHTML("textarea") || n.State == nil || !n.State.HasValue || n.First == None {
		return false
	}
	return normalizeNewlines(n.State.Value) == normalizeNewlines(t.ChildText(parent))
}

// afterChild lets a change among the children of parent act on its state: a
// textarea that showed its default value shows the new one, and a style element
// parses its text anew (HTML §4.2.6).
func (t *Tree) afterChild(parent Ref, follows bool) {
	if parent == None {
		return
	}
	if follows {
		t.forgetValue(parent)
	}
	n := t.Node(parent)
	if n.Tag == "style" && n.State != nil && n.State.Sheet != nil {
		n = t.edit(parent)
		s := n.stateCopy()
		s.Sheet = nil
		n.State = s
	}
}

// activate does what a click on r does to form state without any record of it:
// a reset button resets its form (HTML §4.10.22.5). Recorders see no event for
// the controls. A page that prevents it is shown wrong, one that does not, and
// those are nearly all, right.
func (t *Tree) activate(r Ref) {
	if form := t.ResetBy(r); form != None {
		t.resetForm(form)
	}
}

// ResetBy returns the form that a click on r resets, None for none.
func (t *Tree) ResetBy(r Ref) (form Ref) {
	for ; r != None; r = t.Node(r).Parent {
		n := t.Node(r)
		if n.IsHTML("button") || n.IsHTML("input") {
			break
		}
	}
	if r == None {
		return None
	}
	n := t.Node(r)
	typ, _ := n.Attr("type")
	if _, off := n.Attr("disabled"); off || !strings.EqualFold(typ, "reset") {
		return None
	}
	_, form = t.rootAndForm(r)
	return form
}

// resetForm gives the controls of a form their default values.
func (t *Tree) resetForm(form Ref) {
	for r := t.Node(form).First; r != None; {
		n := t.Node(r)
		if n.Kind == event.NodeElement && n.NS == event.HTML && formTag(n.Tag) {
			t.forgetValue(r)
			t.forgetChecked(r)
			n = t.Node(r)
			if n.Tag == "textarea" && n.First == None && n.State != nil && n.State.initial != "" {
				t.setValue(r, n.State.initial)
				n = t.Node(r)
			}
		}
		if n.First != None {
			r = n.First
			continue
		}
		for r != form && t.Node(r).Next == None {
			r = t.Node(r).Parent
		}
		if r == form {
			break
		}
		r = t.Node(r).Next
	}
}
