package layout

import (
	"strings"
	"time"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
	"playhead/engine/text"
)

// controlBox makes the box of a form control whose contents are the given
// text, if any, in an anonymous block ("inner").
func (tb *treeBuilder) controlBox(ref dom.Ref, st *style.Computed, k ReplacedKind) *Box {
	b := tb.newBox(KindBlock, ref, st, NoPseudo, Control|BFCRoot)
	b.Replaced = &Replaced{Kind: k, W: Indefinite, H: Indefinite}
	return b
}

// innerText appends the anonymous inner block with text s in style st.
func (tb *treeBuilder) innerText(b *Box, st *style.Computed, s string, f Flags) {
	in := tb.newBox(KindBlock, b.Ref, style.Anonymous(st, css.DisplayBlock), NoPseudo, Anonymous|BFCRoot|UAText)
	if s != "" {
		x := tb.newBox(KindText, b.Ref, st, NoPseudo, UAText|f)
		if f&Placeholder != 0 {
			x.Pseudo = PlaceholderText
		}
		x.Text = s // text-transform does not reach into controls
		in.append(x)
		in.Flags |= InlineFC
	}
	b.append(in)
}

// value is the current value of a control.
func value(n *dom.Node) (string, bool) {
	if n.State != nil && n.State.HasValue {
		return n.State.Value, true
	}
	return n.Attr("value")
}

// input makes the box of an input element by its type (HTML §15.5).
func (tb *treeBuilder) input(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	typ, _ := n.Attr("type")
	typ = strings.ToLower(strings.TrimSpace(typ))
	v, has := value(n)
	sized := func(k ReplacedKind, w, h float64) *Box {
		return tb.replaced(ref, st, &Replaced{Kind: k, W: FromPx(w), H: FromPx(h)})
	}
	switch typ {
	case "hidden":
		return sized(Redacted, 0, 0)
	case "checkbox":
		return tb.toggle(ref, st, ControlCheckbox)
	case "radio":
		return tb.toggle(ref, st, ControlRadio)
	case "range":
		return sized(ControlRange, 129, 16)
	case "color":
		return sized(ControlColor, 44, 23)
	case "image":
		return tb.image(ref, n, st)
	case "submit", "reset", "button":
		if !has {
			v = map[string]string{"submit": "Submit", "reset": "Reset"}[typ]
		}
		b := tb.controlBox(ref, st, ControlButton)
		tb.innerText(b, st, v, 0)
		return b
	case "file":
		return tb.fileInput(ref, st, v, has)
	case "date", "time", "month", "week", "datetime-local":
		return tb.dateInput(ref, st, typ, v)
	}
	b := tb.controlBox(ref, st, ControlText)
	b.Replaced.W = FromPx(charWidth(st) * attrCount(n, "size", 20))
	f := Flags(0)
	if typ == "password" {
		v = strings.Repeat("•", min(len([]rune(v)), 1000))
	}
	inner := st
	if v == "" {
		v, _ = n.Attr("placeholder")
		f = Placeholder
		if ps := tb.s.Pseudo(ref, css.PseudoPlaceholder); ps != nil {
			inner = ps
		}
	}
	tb.innerText(b, inner, strings.NewReplacer("\n", "", "\r", "").Replace(v), f)
	return b
}

// toggle makes the box of a checkbox or radio button: natively drawn it is 13 px
// large and has neither border nor padding.
func (tb *treeBuilder) toggle(ref dom.Ref, st *style.Computed, k ReplacedKind) *Box {
	r := &Replaced{Kind: k}
	if st.Rare.Appearance != css.AppearanceNone {
		r.W, r.H = 13*Px, 13*Px
		st = tb.bare(st)
	}
	return tb.replaced(ref, st, r)
}

// bare is a style without border and padding.
func (tb *treeBuilder) bare(st *style.Computed) *style.Computed {
	c := tb.bareStyles[st]
	if c == nil {
		if tb.bareStyles == nil {
			tb.bareStyles = map[*style.Computed]*style.Computed{}
		}
		bare, bx, border := *st, *st.Box, *st.Border
		none := style.Px(0)
		bx.Padding.Top, bx.Padding.Right, bx.Padding.Bottom, bx.Padding.Left = none, none, none, none
		border.Width.Top, border.Width.Right, border.Width.Bottom, border.Width.Left = 0, 0, 0, 0
		bare.Box, bare.Border = &bx, &border
		c = &bare
		tb.bareStyles[st] = c
	}
	return c
}

// fileInput is a button, styled by ::file-selector-button, and the file's name
// in one line.
func (tb *treeBuilder) fileInput(ref dom.Ref, st *style.Computed, v string, has bool) *Box {
	b := tb.controlBox(ref, st, ControlFile)
	b.Replaced.W = tb.cx.metrics.approxWidth(st, 34)
	name := "No file chosen"
	if has && v != "" {
		name = v[strings.LastIndexAny(v, `/\`)+1:]
	}
	tb.innerText(b, st, name, 0)
	in := b.Last
	if bs := tb.s.Pseudo(ref, css.PseudoFileButton); bs != nil {
		btn := tb.newBox(KindBlock, ref, bs, FileButton, InlineFC|InlineLevel|BFCRoot)
		btn.Flags &^= OutOfFlow | Floating
		x := tb.newBox(KindText, ref, bs, FileButton, UAText)
		x.Text = "Choose File"
		btn.append(x)
		label := in.First
		setChildren(in, nil)
		in.append(btn)
		if label != nil {
			in.append(label)
		}
	}
	return b
}

// dateInput shows a date or time with the room its parts and button take.
func (tb *treeBuilder) dateInput(ref dom.Ref, st *style.Computed, typ, v string) *Box {
	b := tb.controlBox(ref, st, ControlDate)
	// Beside the fields there is room between them and the picker's button; H is
	// what the fields add to the font's height.
	hint, extra := "mm/dd/yyyy", float64(st.Text.FontSize)+26
	b.Replaced.H = 4 * Px
	switch typ {
	case "date":
	case "time":
		hint, extra = "--:-- --", float64(st.Text.FontSize)*1.05+12
		b.Replaced.H = FromPx(float64(st.Text.FontSize)*1.05+6) - tb.cx.metrics.contentHeight(st)
	case "month":
		hint, extra = "--------- ----", extra-2
	case "week":
		hint, extra = "Week --, ----", extra-2
	default:
		hint, extra = "mm/dd/yyyy, --:-- --", extra-2
	}
	b.Replaced.W = tb.cx.metrics.approxWidth(st, len(hint)) + FromPx(extra)
	if v = dateText(typ, v); v == "" {
		v = hint
	}
	tb.innerText(b, st, v, 0)
	return b
}

// dateText writes the value of a date or time control as the control does in
// English; "" when it is not valid.
func dateText(typ, v string) string {
	layouts := map[string][2]string{
		"date": {"2006-01-02", "01/02/2006"}, "month": {"2006-01", "January 2006"},
		"time": {"15:04", "03:04 PM"}, "datetime-local": {"2006-01-02T15:04", "01/02/2006, 03:04 PM"},
	}
	if typ == "week" {
		if y, w, ok := strings.Cut(v, "-W"); ok && len(y) == 4 && len(w) == 2 {
			return "Week " + w + ", " + y
		}
		return ""
	}
	l := layouts[typ]
	if n := len(l[0]); len(v) > n && v[n] == ':' { // seconds are not shown
		v = v[:n]
	}
	t, err := time.Parse(l[0], v)
	if err != nil {
		return ""
	}
	return t.Format(l[1])
}

// charWidth is the average character width that the widths of text controls
// count in.
func charWidth(st *style.Computed) float64 {
	half := float64(st.Text.FontSize) * 0.5
	return max(half, float64(int(half+0.5)))
}

func attrCount(n *dom.Node, name string, def float64) float64 {
	if v, ok := number(n, name); ok && v >= 1 && v <= 1e4 {
		return float64(int(v))
	}
	return def
}

// textarea makes the box of a textarea.
func (tb *treeBuilder) textarea(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	b := tb.controlBox(ref, st, ControlTextArea)
	b.Replaced.W = FromPx(charWidth(st)*attrCount(n, "cols", 20) + 15)
	b.Replaced.H = tb.cx.metrics.lineHeight(st).MulDiv(Unit(attrCount(n, "rows", 2)), 1)
	v, ok := "", false
	if n.State != nil && n.State.HasValue {
		v, ok = n.State.Value, true
	}
	if !ok {
		var s strings.Builder
		for c := n.First; c != dom.None; c = tb.t.Node(c).Next {
			if x := tb.t.Node(c); x.IsText() {
				s.WriteString(x.Text)
			}
		}
		v = strings.TrimPrefix(s.String(), "\n")
	}
	f, inner := Flags(0), st
	if v == "" {
		v, _ = n.Attr("placeholder")
		f = Placeholder
		if ps := tb.s.Pseudo(ref, css.PseudoPlaceholder); ps != nil {
			inner = ps
		}
	}
	tb.innerText(b, inner, v, f)
	return b
}

// button makes the box of a button element, whose contents are boxes as any.
func (tb *treeBuilder) button(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	k := kindOf(st.Box.Display)
	if k == KindInline || k > KindGrid {
		k = KindBlock
	}
	b := tb.newBox(k, ref, st, NoPseudo, Control|BFCRoot)
	b.Replaced = &Replaced{Kind: ControlButton, W: Indefinite, H: Indefinite}
	tb.children(b, ref, n, st)
	tb.fixUp(b)
	return b
}

// option is an option of a select, or the label of a group.
type option struct {
	label    string
	selected bool
	group    bool
	inGroup  bool
}

// selectBox makes the box of a select: the label of the chosen option, or the
// list of its options.
func (tb *treeBuilder) selectBox(ref dom.Ref, n *dom.Node, st *style.Computed) *Box {
	opts := tb.options(ref, nil, false, 0)
	_, multiple := n.Attr("multiple")
	size := attrCount(n, "size", 0)
	if multiple || size > 1 {
		return tb.listBox(ref, st, opts, size)
	}
	b := tb.controlBox(ref, st, ControlSelect)
	label, found, w := "", false, 0
	v, has := "", false
	if n.State != nil && n.State.HasValue {
		v, has = n.State.Value, true
	}
	for _, o := range opts {
		if o.group {
			continue
		}
		n := text.Width(o.label)
		if o.inGroup {
			n += 4 // labels of groups indent their options in the open list
		}
		w = max(w, n)
		if !found || o.selected {
			label, found = o.label, true
		}
	}
	if has {
		if l, ok := tb.optionByValue(ref, v, 0); ok {
			label = l
		}
	}
	b.Replaced.W = tb.cx.metrics.approxWidth(st, w)
	tb.innerText(b, st, label, 0)
	return b
}

func (tb *treeBuilder) listBox(ref dom.Ref, st *style.Computed, opts []option, size float64) *Box {
	b := tb.controlBox(ref, st, ControlListBox)
	if size == 0 {
		size = 4
	}
	w := Unit(0)
	for _, o := range opts {
		pad := 4 * Px
		if o.inGroup {
			pad = 22 * Px
		}
		w = max(w, tb.cx.metrics.approxWidth(st, text.Width(o.label))+pad)
	}
	tb.optionBoxes(b, ref, 0)
	b.Replaced.W = w
	b.Replaced.H = tb.optionHeight(st) * Unit(min(size, 1000))
	return b
}

// groupLabel appends the row that shows the label of an option group.
func (tb *treeBuilder) groupLabel(g *Box, st *style.Computed, label string) {
	tb.innerText(g, st, label, 0)
	row := *g.Last.Style
	bx := *row.Box
	bx.MinHeight = style.Px(float32(st.Text.FontSize * 1.2))
	bx.Padding.Left, bx.Padding.Right, bx.Padding.Bottom = style.Px(2), style.Px(2), style.Px(1)
	row.Box = &bx
	g.Last.Style = &row
}

// optionHeight is how high a row of a list box is.
func (tb *treeBuilder) optionHeight(st *style.Computed) Unit {
	return max(FromPx(float64(st.Text.FontSize)*1.2+.01), tb.cx.metrics.contentHeight(st)) + Px
}

// optionBoxes appends the boxes of the options and groups below ref.
func (tb *treeBuilder) optionBoxes(b *Box, ref dom.Ref, depth int) {
	for c := tb.t.Node(ref).First; c != dom.None && depth < 8; c = tb.t.Node(c).Next {
		n := tb.t.Node(c)
		st := tb.s.Of(c)
		if st == nil || st.Box.Display == css.DisplayNone {
			continue
		}
		switch {
		case n.IsHTML("option"):
			o := tb.newBox(KindBlock, c, st, NoPseudo, 0)
			o.Flags &^= OutOfFlow | Floating | InlineLevel
			tb.r.boxes[c] = o
			tb.innerText(o, st, tb.optionLabel(c, n), 0)
			b.append(o)
		case n.IsHTML("optgroup"):
			g := tb.newBox(KindBlock, c, st, NoPseudo, 0)
			g.Flags &^= OutOfFlow | Floating | InlineLevel
			tb.r.boxes[c] = g
			l, _ := n.Attr("label")
			tb.groupLabel(g, st, l)
			tb.optionBoxes(g, c, depth+1)
			b.append(g)
		case n.IsElement():
			tb.optionBoxes(b, c, depth+1)
		}
	}
}

// options collects the options below ref in order.
func (tb *treeBuilder) options(ref dom.Ref, out []option, inGroup bool, depth int) []option {
	if depth > 8 || len(out) > 10000 {
		return out
	}
	for c := tb.t.Node(ref).First; c != dom.None; c = tb.t.Node(c).Next {
		n := tb.t.Node(c)
		switch {
		case n.IsHTML("option"):
			_, sel := n.Attr("selected")
			if n.State != nil && n.State.HasChecked {
				sel = n.State.Checked
			}
			out = append(out, option{label: tb.optionLabel(c, n), selected: sel, inGroup: inGroup})
		case n.IsHTML("optgroup"):
			l, _ := n.Attr("label")
			out = append(out, option{label: l, group: true})
			out = tb.options(c, out, true, depth+1)
		case n.IsElement():
			out = tb.options(c, out, inGroup, depth+1)
		}
	}
	return out
}

func (tb *treeBuilder) optionLabel(ref dom.Ref, n *dom.Node) string {
	if l, ok := n.Attr("label"); ok && l != "" {
		return l
	}
	var s strings.Builder
	tb.gatherText(ref, &s, 0)
	return strings.Join(strings.Fields(s.String()), " ")
}

func (tb *treeBuilder) gatherText(ref dom.Ref, s *strings.Builder, depth int) {
	if depth > 16 {
		return
	}
	for c := tb.t.Node(ref).First; c != dom.None; c = tb.t.Node(c).Next {
		if n := tb.t.Node(c); n.IsText() {
			s.WriteString(n.Text)
		} else if n.IsElement() {
			tb.gatherText(c, s, depth+1)
		}
	}
}

// optionByValue returns the label of the option whose value is v.
func (tb *treeBuilder) optionByValue(ref dom.Ref, v string, depth int) (string, bool) {
	if depth > 8 {
		return "", false
	}
	for c := tb.t.Node(ref).First; c != dom.None; c = tb.t.Node(c).Next {
		n := tb.t.Node(c)
		if n.IsHTML("option") {
			l := tb.optionLabel(c, n)
			if ov, ok := n.Attr("value"); ok && ov == v || !ok && l == v {
				return l, true
			}
		} else if n.IsElement() {
			if l, ok := tb.optionByValue(c, v, depth+1); ok {
				return l, true
			}
		}
	}
	return "", false
}
