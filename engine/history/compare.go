package history

import (
	"slices"
	"strconv"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/signal"
)

// look is all of a node that its history tells about.
type look struct {
	kind     event.NodeType
	tag      string
	parent   event.NodeID
	after    event.NodeID // the sibling before it
	attrs    []dom.Attr
	classes  []string
	text     string
	children []child
	value    string
	checked  bool
	state    *dom.State
}

// child is an element among the children.
type child struct {
	id   event.NodeID
	name string
}

// Bounds of what is looked at.
const (
	maxChildren = 2000
	maxText     = 2000
)

func lookAt(t *dom.Tree, r dom.Ref) look {
	n := t.Node(r)
	l := look{kind: n.Kind, tag: n.Tag, attrs: n.Attrs, classes: n.Classes, state: n.State, parent: event.NoNode, after: event.NoNode}
	if n.Parent != dom.None {
		l.parent = t.Node(n.Parent).ID
	}
	for p := n.Prev; p != dom.None; p = t.Node(p).Prev {
		if t.Node(p).IsElement() {
			l.after = t.Node(p).ID
			break
		}
	}
	if !n.IsElement() {
		l.text = n.Text
		return l
	}
	var sb strings.Builder
	for c, i := n.First, 0; c != dom.None && i < maxChildren; c, i = t.Node(c).Next, i+1 {
		k := t.Node(c)
		switch {
		case k.IsText() && sb.Len() < maxText:
			sb.WriteString(k.Text)
		case k.IsElement():
			l.children = append(l.children, child{id: k.ID, name: k.Tag})
		}
	}
	l.text = strings.Join(strings.Fields(sb.String()), " ")
	switch {
	case n.IsHTML("input"), n.IsHTML("textarea"), n.IsHTML("select"):
		l.value, l.checked = t.Value(r), t.Checked(r)
	case n.IsHTML("option"):
		l.checked = t.Selected(r)
	}
	return l
}

// sameKind reports whether n can be the same element in a later snapshot.
func (l *look) sameKind(n *dom.Node) bool { return l.kind == n.Kind && l.tag == n.Tag }

// compare adds what changed from l to now. put says that the node itself was put
// where it is, so that another place among its siblings is its own doing.
func (l *look) compare(now *look, t *dom.Tree, at event.Millis, put bool, out []Change) []Change {
	add := func(c Change) {
		c.Time = at
		out = append(out, c)
	}
	switch {
	case !put:
	case l.parent != now.parent:
		add(Change{Kind: Moved, New: "into " + nameOf(t, now.parent), HasNew: true})
	case l.after != now.after && now.after == event.NoNode:
		add(Change{Kind: Moved, New: "to the front", HasNew: true})
	case l.after != now.after:
		add(Change{Kind: Moved, New: "behind " + nameOf(t, now.after), HasNew: true})
	}
	out = l.compareAttrs(now, at, out)
	if l.text != now.text {
		add(Change{Kind: Text, Old: l.text, New: now.text, HadOld: true, HasNew: true})
	}
	if d := diffChildren(t, l.children, now.children); d != "" {
		add(Change{Kind: Child, New: d, HasNew: true})
	}
	if l.value != now.value {
		add(Change{Kind: Value, Old: l.value, New: now.value, HadOld: true, HasNew: true})
	}
	if l.checked != now.checked {
		add(Change{Kind: Checked, Old: onOff(l.checked), New: onOff(now.checked), HadOld: true, HasNew: true})
	}
	return l.compareState(now, at, out)
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

// compareAttrs tells of attributes, of class and style piece by piece.
func (l *look) compareAttrs(now *look, at event.Millis, out []Change) []Change {
	if len(l.attrs) == len(now.attrs) && (len(l.attrs) == 0 || &l.attrs[0] == &now.attrs[0]) {
		return out
	}
	for _, a := range now.attrs {
		old, had := find(l.attrs, a.Name)
		switch {
		case had && old == a.Value:
		case a.Name == "class":
			if d := diffWords(l.classes, now.classes); d != "" {
				out = append(out, Change{Time: at, Kind: Class, Old: old, HadOld: had, New: d, HasNew: true})
			}
		case a.Name == "style":
			out = compareStyles(old, a.Value, at, out)
		default:
			out = append(out, Change{Time: at, Kind: Attribute, Name: a.Name, Old: old, HadOld: had, New: a.Value, HasNew: true})
		}
	}
	for _, a := range l.attrs {
		if _, has := find(now.attrs, a.Name); has {
			continue
		}
		switch a.Name {
		case "class":
			out = append(out, Change{Time: at, Kind: Class, Old: a.Value, HadOld: true, New: diffWords(l.classes, nil), HasNew: true})
		case "style":
			out = compareStyles(a.Value, "", at, out)
		default:
			out = append(out, Change{Time: at, Kind: Attribute, Name: a.Name, Old: a.Value, HadOld: true})
		}
	}
	return out
}

func find(attrs []dom.Attr, name string) (string, bool) {
	for i := range attrs {
		if attrs[i].Name == name {
			return attrs[i].Value, true
		}
	}
	return "", false
}

// compareStyles tells which declarations of a style attribute changed.
func compareStyles(old, now string, at event.Millis, out []Change) []Change {
	before, after := declarations(old), declarations(now)
	for _, d := range after {
		i := slices.IndexFunc(before, func(b css.Written) bool { return b.Name == d.Name })
		c := Change{Time: at, Kind: Style, Name: d.Name, New: d.Value, HasNew: true}
		if i >= 0 {
			if before[i].Value == d.Value && before[i].Important == d.Important {
				continue
			}
			c.Old, c.HadOld = before[i].Value, true
		}
		out = append(out, c)
	}
	for _, b := range before {
		if !slices.ContainsFunc(after, func(a css.Written) bool { return a.Name == b.Name }) {
			out = append(out, Change{Time: at, Kind: Style, Name: b.Name, Old: b.Value, HadOld: true})
		}
	}
	return out
}

// declarations are those of a style attribute, each property's last.
func declarations(text string) []css.Written {
	all := css.ParseWritten(text, false)
	var out []css.Written
	for i, d := range all {
		if !slices.ContainsFunc(all[i+1:], func(l css.Written) bool { return l.Name == d.Name }) {
			out = append(out, d)
		}
	}
	return out
}

// diffWords writes what came and went: "+open -closed".
func diffWords(old, now []string) string {
	var parts []string
	for _, w := range now {
		if !slices.Contains(old, w) {
			parts = append(parts, "+"+w)
		}
	}
	for _, w := range old {
		if !slices.Contains(now, w) {
			parts = append(parts, "-"+w)
		}
	}
	return strings.Join(parts, " ")
}

// maxListedChildren bounds the children named in one change.
const maxListedChildren = 6

// diffChildren writes which element children came and went.
func diffChildren(t *dom.Tree, old, now []child) string {
	if slices.Equal(old, now) {
		return ""
	}
	was, is := make(map[event.NodeID]bool, len(old)), make(map[event.NodeID]bool, len(now))
	for _, c := range old {
		was[c.id] = true
	}
	for _, c := range now {
		is[c.id] = true
	}
	var parts []string
	more := 0
	note := func(s string) {
		if len(parts) < maxListedChildren {
			parts = append(parts, s)
		} else {
			more++
		}
	}
	for _, c := range now {
		if !was[c.id] {
			note("+" + nameOf(t, c.id))
		}
	}
	for _, c := range old {
		if !is[c.id] {
			note("-" + c.name)
		}
	}
	if len(parts) == 0 {
		return "in another order"
	}
	if more > 0 {
		parts = append(parts, "and "+strconv.Itoa(more)+" more")
	}
	return strings.Join(parts, " ")
}

// compareState tells of live state.
func (l *look) compareState(now *look, at event.Millis, out []Change) []Change {
	if l.state == now.state {
		return out
	}
	var a, b dom.State
	if l.state != nil {
		a = *l.state
	}
	if now.state != nil {
		b = *now.state
	}
	add := func(k Kind, name, old, val string) {
		if old != val {
			out = append(out, Change{Time: at, Kind: k, Name: name, Old: old, New: val, HadOld: true, HasNew: true})
		}
	}
	add(Scroll, "", pair(a.ScrollX, a.ScrollY), pair(b.ScrollX, b.ScrollY))
	add(State, "dialog", openShut(&a), openShut(&b))
	add(State, "media", media(a.Media), media(b.Media))
	add(State, "recorded size", pair(a.W, a.H), pair(b.W, b.H))
	add(State, "indeterminate", onOff(a.Indeterminate), onOff(b.Indeterminate))
	if a.Picture != b.Picture {
		out = append(out, Change{Time: at, Kind: State, Name: "picture", New: "drawn anew", HasNew: true})
	}
	return out
}

func pair(x, y float64) string {
	return strconv.FormatFloat(x, 'f', -1, 64) + ", " + strconv.FormatFloat(y, 'f', -1, 64)
}

func openShut(s *dom.State) string {
	switch {
	case s.Open && s.Modal:
		return "open, modal"
	case s.Open:
		return "open"
	default:
		return "closed"
	}
}

func media(m event.MediaState) string {
	switch m {
	case event.MediaPlaying:
		return "playing"
	case event.MediaPaused:
		return "paused"
	default:
		return "unknown"
	}
}

// place says where an element is: in what.
func place(t *dom.Tree, r dom.Ref) string {
	p := t.Node(r).Parent
	if p == dom.None {
		return "the document"
	}
	return "in " + nameOf(t, t.Node(p).ID)
}

// nameOf writes a node like a selector.
func nameOf(t *dom.Tree, id event.NodeID) string {
	r := t.ByID(id)
	if r == dom.None {
		return "?"
	}
	switch n := t.Node(r); n.Kind {
	case event.NodeElement:
		return signal.Describe(t, r)
	case event.NodeDocument:
		return "the document"
	case event.NodeShadowRoot:
		if n.Parent != dom.None {
			return "the shadow root of " + signal.Describe(t, n.Parent)
		}
		return "a shadow root"
	default:
		return "text"
	}
}
