package layout

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
)

// generated is text that counters or quotes take part in. It is resolved when
// the whole tree is there, since it depends on everything before it.
type generated struct {
	items  []style.ContentItem
	marker bool
	ref    dom.Ref
	style  *style.Computed
}

// pseudo appends the box of ::before or ::after of ref.
func (tb *treeBuilder) pseudo(b *Box, ref dom.Ref, p css.Pseudo, kind Pseudo) {
	st := tb.s.Pseudo(ref, p)
	if st == nil || st.Box.Display == css.DisplayNone || st.Gen.None || st.Gen.Normal {
		return
	}
	parent := b
	if st.Box.Display != css.DisplayContents {
		parent = tb.newBox(kindOf(st.Box.Display), ref, st, kind, 0)
		b.append(parent)
		if st.Box.Display.IsListItem() {
			tb.markerBox(parent, ref, st, nil)
		}
	}
	if len(st.Gen.Reset)+len(st.Gen.Increment)+len(st.Gen.Set) > 0 {
		parent.bld.hasGen = true
	}
	tb.content(parent, ref, st, kind)
	if parent != b {
		tb.fixUp(parent)
	}
}

// content appends the boxes of the items of the content property.
func (tb *treeBuilder) content(b *Box, ref dom.Ref, st *style.Computed, kind Pseudo) {
	var run []style.ContentItem
	flush := func() {
		if len(run) > 0 {
			tb.generatedText(b, ref, st, kind, run)
		}
		run = nil
	}
	for _, it := range st.Gen.Content {
		switch it.Kind {
		case style.ContentURL, style.ContentGradient:
			flush()
			img := tb.newBox(KindReplaced, ref, style.Anonymous(st, css.DisplayInline), kind, Anonymous)
			img.Replaced = imageOf(it.Text)
			if img.Replaced.W == Indefinite {
				img.Replaced.W, img.Replaced.H = 0, 0
			}
			b.append(img)
		default:
			run = append(run, it)
		}
	}
	flush()
}

// generatedText appends a text box for items.
func (tb *treeBuilder) generatedText(b *Box, ref dom.Ref, st *style.Computed, kind Pseudo, items []style.ContentItem) {
	x := tb.newBox(KindText, ref, st, kind, 0)
	counted := false
	var s strings.Builder
	for _, it := range items {
		switch it.Kind {
		case style.ContentString:
			s.WriteString(it.Text)
		case style.ContentAttr:
			v, ok := tb.t.Node(ref).Attr(it.Text)
			if !ok {
				v = it.Sep
			}
			s.WriteString(v)
		default:
			counted = true
		}
	}
	if counted {
		x.bld = buildInfo{gen: &generated{items: items, ref: ref, style: st}, hasGen: true}
		b.bld.hasGen = true
	} else {
		x.Text = transformText(s.String(), st.Text.Transform)
		if x.Text == "" {
			return
		}
	}
	b.append(x)
}

// marker prepends the ::marker box of list item b.
func (tb *treeBuilder) marker(b *Box, ref dom.Ref, st *style.Computed) {
	ms := tb.s.Pseudo(ref, css.PseudoMarker)
	b.bld.hasGen = true
	tb.markerBox(b, ref, st, ms)
}

func (tb *treeBuilder) markerBox(b *Box, ref dom.Ref, st, ms *style.Computed) {
	if ms == nil {
		ms = style.Anonymous(st, css.DisplayInline)
	}
	if ms.Gen.None || ms.Gen.Normal && st.Text.ListStyle == css.ListNone && st.Text.ListImage == "" {
		return
	}
	kind := KindBlock
	if st.Text.ListPosition == css.ListInside || b.Kind == KindInline {
		kind = KindInline
	}
	m := &Box{Kind: kind, Ref: ref, Style: ms, Pseudo: Marker, Flags: ListMarker | InlineLevel}
	if kind == KindBlock {
		m.Flags |= BFCRoot
		m.Flags &^= InlineLevel
	}
	x := tb.newBox(KindText, ref, ms, Marker, 0)
	x.bld = buildInfo{gen: &generated{items: ms.Gen.Content, marker: true, ref: ref, style: st}, hasGen: true}
	m.append(x)
	m.bld.hasGen = true
	if kind == KindBlock {
		m.Flags |= InlineFC
	}
	b.append(m)
}

// transformText applies text-transform.
func transformText(s string, t css.TextTransform) string {
	switch t {
	case css.TransformUppercase:
		return upper(s)
	case css.TransformLowercase:
		return strings.ToLower(s)
	case css.TransformCapitalize:
		return capitalize(s)
	}
	return s
}

// upper is full upper-casing as far as it is common: ß becomes SS.
func upper(s string) string {
	if strings.Contains(s, "ß") {
		s = strings.ReplaceAll(s, "ß", "SS")
	}
	return strings.ToUpper(s)
}

// capitalize puts the first letter of each word into title case.
func capitalize(s string) string {
	var b strings.Builder
	start := true
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start {
				r = unicode.ToTitle(r)
			}
			start = false
		case r == '\'' || r == 0x2019 || unicode.Is(unicode.Mn, r) || r == '_':
		default:
			start = true
		}
		b.WriteRune(r)
	}
	return b.String()
}

// counterScope is one counter in scope.
type counterScope struct {
	name  string
	value int32
	owner *Box // the parent of the element that made it
}

// counters is the state of the pass over the tree that resolves generated text.
type counters struct {
	tb    *treeBuilder
	stack []counterScope
	quote int
	depth int
}

// resolveGenerated fills in the texts that depend on counters and quotes, in
// tree order (css-lists-3 §4).
func resolveGenerated(root *Box, tb *treeBuilder) {
	c := &counters{tb: tb}
	c.visit(root, nil)
}

func (c *counters) visit(b, parent *Box) {
	if !b.bld.hasGen || c.depth > maxBuildDepth*2 {
		return
	}
	c.depth++
	if b.Flags&Anonymous == 0 && b.Kind != KindText {
		c.properties(b, parent)
	}
	if g := b.bld.gen; g != nil {
		c.resolve(b, g)
	}
	for k := b.First; k != nil; k = k.Next {
		c.visit(k, b)
	}
	for len(c.stack) > 0 && c.stack[len(c.stack)-1].owner == b {
		c.stack = c.stack[:len(c.stack)-1]
	}
	c.depth--
}

const listItem = "list-item"

// properties applies counter-reset, -increment and -set of b, with the implicit
// list-item counter of HTML lists.
func (c *counters) properties(b, parent *Box) {
	g := b.Style.Gen
	var n *dom.Node
	if b.Pseudo == NoPseudo && b.Ref != dom.None && c.tb.t.Alive(b.Ref) {
		n = c.tb.t.Node(b.Ref)
	}
	has := func(l []style.Counter) bool {
		for _, x := range l {
			if x.Name == listItem {
				return true
			}
		}
		return false
	}
	if n != nil && (n.Tag == "ol" || n.Tag == "ul" || n.Tag == "menu" || n.Tag == "dir") && !has(g.Reset) {
		start := int32(0)
		if n.Tag == "ol" {
			start = c.listStart(b.Ref, n)
		}
		c.reset(listItem, start, parent)
	}
	for _, r := range g.Reset {
		c.reset(r.Name, r.Value, parent)
	}
	if b.Style.Box.Display.IsListItem() && !has(g.Increment) {
		step := int32(1)
		if n != nil && c.reversed(n) {
			step = -1
		}
		c.add(listItem, step, parent)
		if n != nil && n.Tag == "li" {
			if v, ok := n.Attr("value"); ok {
				if i, err := strconv.ParseInt(strings.TrimSpace(v), 10, 32); err == nil && !has(g.Set) {
					c.set(listItem, int32(i), parent)
				}
			}
		}
	}
	for _, r := range g.Increment {
		c.add(r.Name, r.Value, parent)
	}
	for _, r := range g.Set {
		c.set(r.Name, r.Value, parent)
	}
}

// listStart is the value that an ol element resets the list-item counter to.
func (c *counters) listStart(ref dom.Ref, n *dom.Node) int32 {
	step := int32(1)
	_, rev := n.Attr("reversed")
	if rev {
		step = -1
	}
	if v, ok := n.Attr("start"); ok {
		if i, err := strconv.ParseInt(strings.TrimSpace(v), 10, 31); err == nil {
			return int32(i) - step
		}
	}
	if !rev {
		return 0
	}
	items := int32(0)
	for k := n.First; k != dom.None; k = c.tb.t.Node(k).Next {
		if st := c.tb.s.Of(k); st != nil && st.Box.Display.IsListItem() {
			items++
		}
	}
	return items + 1
}

func (c *counters) reversed(n *dom.Node) bool {
	if n.Parent == dom.None {
		return false
	}
	p := c.tb.t.Node(n.Parent)
	_, rev := p.Attr("reversed")
	return rev && p.Tag == "ol"
}

func (c *counters) find(name string) *counterScope {
	for i := len(c.stack) - 1; i >= 0; i-- {
		if c.stack[i].name == name {
			return &c.stack[i]
		}
	}
	return nil
}

func (c *counters) reset(name string, v int32, owner *Box) {
	if s := c.find(name); s != nil && s.owner == owner {
		s.value = v
		return
	}
	c.stack = append(c.stack, counterScope{name, v, owner})
}

func (c *counters) add(name string, v int32, owner *Box) {
	if s := c.find(name); s != nil {
		s.value += v
		return
	}
	c.stack = append(c.stack, counterScope{name, v, owner})
}

func (c *counters) set(name string, v int32, owner *Box) {
	if s := c.find(name); s != nil {
		s.value = v
		return
	}
	c.stack = append(c.stack, counterScope{name, v, owner})
}

// resolve computes the text of b; when it differs from before, what was laid
// out with it is forgotten.
func (c *counters) resolve(b *Box, g *generated) {
	var s strings.Builder
	if g.marker && len(g.items) == 0 {
		s.WriteString(c.markerText(g))
	}
	for _, it := range g.items {
		switch it.Kind {
		case style.ContentString:
			s.WriteString(it.Text)
		case style.ContentAttr:
			v, ok := c.tb.t.Node(g.ref).Attr(it.Text)
			if !ok {
				v = it.Sep
			}
			s.WriteString(v)
		case style.ContentCounter:
			v := int32(0)
			if f := c.find(it.Text); f != nil {
				v = f.value
			}
			s.WriteString(counterText(v, it.Style))
		case style.ContentCounters:
			first := true
			for _, f := range c.stack {
				if f.name == it.Text {
					if !first {
						s.WriteString(it.Sep)
					}
					first = false
					s.WriteString(counterText(f.value, it.Style))
				}
			}
			if first {
				s.WriteString(counterText(0, it.Style))
			}
		case style.ContentOpenQuote, style.ContentNoOpenQuote:
			if it.Kind == style.ContentOpenQuote {
				s.WriteString(quoteText(b.Style, c.quote, true))
			}
			c.quote++
		case style.ContentCloseQuote, style.ContentNoCloseQuote:
			c.quote = max(0, c.quote-1)
			if it.Kind == style.ContentCloseQuote {
				s.WriteString(quoteText(b.Style, c.quote, false))
			}
		}
	}
	t := transformText(s.String(), b.Style.Text.Transform)
	if t == b.Text {
		return
	}
	b.Text = t
	for p := b; p != nil; p = p.Parent {
		p.invalidate()
	}
}

// markerText is the text of a list item's marker by its list-style.
func (c *counters) markerText(g *generated) string {
	t := g.style.Text
	if t.ListStyle == css.ListString {
		return t.ListString
	}
	v := int32(0)
	if f := c.find(listItem); f != nil {
		v = f.value
	}
	s := counterText(v, t.ListStyle)
	switch t.ListStyle {
	case css.ListDisc, css.ListCircle, css.ListSquare, css.ListDisclosureOpen, css.ListDisclosureClosed, css.ListNone:
		return s
	}
	return s + ". "
}

// quoteText is the quotation mark of a depth.
func quoteText(st *style.Computed, depth int, open bool) string {
	q := st.Text.Quotes
	if q != nil && len(q.Open) > 0 {
		i := min(depth, len(q.Open)-1)
		if open {
			return q.Open[i]
		}
		return q.Close[min(i, len(q.Close)-1)]
	}
	switch {
	case depth == 0 && open:
		return "“"
	case depth == 0:
		return "”"
	case open:
		return "‘"
	default:
		return "’"
	}
}

// counterText formats a counter value in a predefined counter style.
func counterText(v int32, s css.ListStyle) string {
	switch s {
	case css.ListNone, css.ListString:
		return ""
	case css.ListDisc:
		return "•"
	case css.ListCircle:
		return "◦"
	case css.ListSquare:
		return "▪"
	case css.ListDisclosureOpen:
		return "▾"
	case css.ListDisclosureClosed:
		return "▸"
	case css.ListDecimalLeadingZero:
		if v > -10 && v < 10 {
			if v < 0 {
				return "-0" + strconv.Itoa(int(-v))
			}
			return "0" + strconv.Itoa(int(v))
		}
	case css.ListLowerRoman, css.ListUpperRoman:
		if v > 0 && v < 4000 {
			r := roman(v)
			if s == css.ListUpperRoman {
				r = strings.ToUpper(r)
			}
			return r
		}
	case css.ListLowerAlpha:
		if v > 0 {
			return alphabetic(v, "abcdefghijklmnopqrstuvwxyz")
		}
	case css.ListUpperAlpha:
		if v > 0 {
			return alphabetic(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		}
	case css.ListLowerGreek:
		if v > 0 {
			return alphabetic(v, "αβγδεζηθικλμνξοπρστυφχψω")
		}
	case css.ListHiragana:
		if v > 0 {
			return alphabetic(v, "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん")
		}
	case css.ListKatakana:
		if v > 0 {
			return alphabetic(v, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン")
		}
	}
	return strconv.Itoa(int(v))
}

func alphabetic(v int32, letters string) string {
	n := int32(utf8.RuneCountInString(letters))
	rs := []rune(letters)
	var out []rune
	for v > 0 {
		v--
		out = append([]rune{rs[v%n]}, out...)
		v /= n
	}
	return string(out)
}

func roman(v int32) string {
	var b strings.Builder
	for _, d := range [...]struct {
		n int32
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for v >= d.n {
			b.WriteString(d.s)
			v -= d.n
		}
	}
	return b.String()
}
