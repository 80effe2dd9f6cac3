package style

import (
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// appendHints appends the declarations that presentational attributes of element
// r stand for (HTML §15.3), as CSS text; nothing for most elements. They cascade
// as author rules of specificity zero before all others.
func appendHints(b []byte, t *dom.Tree, r dom.Ref) []byte {
	n := t.Node(r)
	if n.NS == event.SVG {
		return appendSVGHints(b, n)
	}
	if n.NS != event.HTML || len(n.Attrs) == 0 && n.Tag != "td" && n.Tag != "th" {
		return b
	}
	h := hinter{b: b, t: t, n: n}
	switch n.Tag {
	case "td", "th":
		h.cell()
	case "table":
		h.table()
	case "tr", "thead", "tbody", "tfoot", "col", "colgroup":
		h.color("bgcolor", "background-color")
		h.dimension("width", "width", true)
		h.dimension("height", "height", true)
		h.align()
		h.keyword("valign", "vertical-align", "top", "middle", "bottom", "baseline")
	case "body":
		h.color("bgcolor", "background-color")
		h.color("text", "color")
		h.body()
	case "img", "input", "object", "embed", "iframe", "video", "canvas", "marquee", "frame":
		h.media()
	case "font":
		h.color("color", "color")
		h.font()
	case "hr":
		h.rule()
	case "ol", "ul", "li":
		h.list()
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend":
		h.align()
	case "br":
		h.keywordMap("clear", "clear", map[string]string{"left": "left", "right": "right", "all": "both", "both": "both"})
	case "textarea":
		if h.get("wrap") == "off" {
			h.put("white-space", "pre")
		}
	case "pre":
		if _, ok := n.Attr("wrap"); ok {
			h.put("white-space", "pre-wrap")
		}
	}
	if v, ok := n.Attr("contenteditable"); ok && !strings.EqualFold(v, "false") {
		h.put("overflow-wrap", "break-word")
	}
	return h.b
}

type hinter struct {
	b []byte
	t *dom.Tree
	n *dom.Node
}

func (h *hinter) put(name, value string) {
	h.b = append(h.b, name...)
	h.b = append(h.b, ':')
	h.b = append(h.b, value...)
	h.b = append(h.b, ';')
}

func (h *hinter) px(name string, v float64) {
	h.put(name, strconv.FormatFloat(v, 'g', -1, 64)+"px")
}

func (h *hinter) get(attr string) string {
	v, _ := h.n.Attr(attr)
	return strings.ToLower(strings.TrimSpace(v))
}

// dimension maps an attribute by the rules for parsing (nonzero) dimension
// values (HTML §2.3.4.4).
func (h *hinter) dimension(attr, prop string, nonzero bool) {
	if v, percent, ok := parseDimension(h.get(attr)); ok && (v > 0 || !nonzero) {
		s := strconv.FormatFloat(v, 'g', -1, 64)
		if percent {
			h.put(prop, s+"%")
		} else {
			h.put(prop, s+"px")
		}
	}
}

func parseDimension(s string) (v float64, percent, ok bool) {
	s = strings.TrimPrefix(s, "+")
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' && i > 0) {
		i++
	}
	if i == 0 {
		return 0, false, false
	}
	v, err := strconv.ParseFloat(strings.TrimRight(s[:i], "."), 64)
	if err != nil || v > 1e7 {
		return 0, false, false
	}
	return v, i < len(s) && s[i] == '%', true
}

// number maps a non-negative integer attribute in px.
func (h *hinter) number(attr string) (float64, bool) {
	v, ok := h.n.Attr(attr)
	if !ok {
		return 0, false
	}
	f, _, ok := parseDimension(strings.TrimSpace(v))
	return f, ok
}

// color maps a legacy colour value (HTML §2.3.6).
func (h *hinter) color(attr, prop string) {
	v := h.get(attr)
	if v == "" || v == "transparent" || strings.ContainsAny(v, ";:{}\\\"'") {
		return
	}
	if v[0] != '#' && isHexColor(v) && !isWord(v) {
		v = "#" + v
	}
	h.put(prop, v)
}

func isHexColor(s string) bool {
	if len(s) != 3 && len(s) != 6 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// isWord reports whether a legacy colour has letters only and so may be a name.
func isWord(s string) bool {
	return !strings.ContainsAny(s, "0123456789") && s != "fff" && s != "ffffff"
}

func (h *hinter) keyword(attr, prop string, allowed ...string) {
	v := h.get(attr)
	for _, a := range allowed {
		if v == a {
			h.put(prop, v)
		}
	}
}

func (h *hinter) keywordMap(attr, prop string, m map[string]string) {
	if v, ok := m[h.get(attr)]; ok {
		h.put(prop, v)
	}
}

// align maps the align attribute of blocks, rows and cells: -webkit- values also
// align the blocks inside.
func (h *hinter) align() {
	switch v := h.get("align"); v {
	case "left", "right":
		h.put("text-align", "-webkit-"+v)
	case "center", "middle":
		h.put("text-align", "-webkit-center")
	case "justify":
		h.put("text-align", v)
	}
}

func (h *hinter) table() {
	h.color("bgcolor", "background-color")
	h.color("bordercolor", "border-color")
	h.dimension("width", "width", true)
	h.dimension("height", "height", false)
	if v, ok := h.number("cellspacing"); ok {
		h.px("border-spacing", v)
	}
	if v, ok := h.n.Attr("border"); ok {
		w := 1.0
		if f, _, ok := parseDimension(strings.TrimSpace(v)); ok {
			w = f
		}
		h.put("border", strconv.FormatFloat(w, 'g', -1, 64)+"px outset")
		if w == 0 {
			h.put("border-style", "none")
		}
	}
	switch h.get("align") {
	case "left", "right":
		h.put("float", h.get("align"))
	case "center":
		h.put("margin-inline", "auto")
	}
	if h.get("rules") != "" {
		h.put("border-collapse", "collapse")
	}
}

// cell maps attributes of td and th, and those of the table that are about its
// cells.
func (h *hinter) cell() {
	if table := h.ancestor("table"); table != dom.None {
		outer := hinter{t: h.t, n: h.t.Node(table)}
		if v, ok := outer.number("cellpadding"); ok {
			h.px("padding", v)
		}
		if v, ok := outer.n.Attr("border"); ok {
			if f, _, ok := parseDimension(strings.TrimSpace(v)); !ok || f > 0 {
				h.put("border", "1px inset")
			}
		}
	}
	h.color("bgcolor", "background-color")
	h.dimension("width", "width", true)
	h.dimension("height", "height", true)
	h.align()
	h.keyword("valign", "vertical-align", "top", "middle", "bottom", "baseline")
	if _, ok := h.n.Attr("nowrap"); ok {
		h.put("white-space", "nowrap")
	}
}

// ancestor finds the nearest HTML ancestor of a tag, not far up.
func (h *hinter) ancestor(tag string) dom.Ref {
	const far = 4 // cell, row, group, table
	r := h.n.Parent
	for range far {
		if r == dom.None {
			break
		}
		if h.t.Node(r).IsHTML(tag) {
			return r
		}
		r = h.t.Node(r).Parent
	}
	return dom.None
}

func (h *hinter) body() {
	for _, m := range [...]struct {
		attr  string
		props [2]string
	}{
		{"marginwidth", [2]string{"margin-left", "margin-right"}},
		{"marginheight", [2]string{"margin-top", "margin-bottom"}},
		{"leftmargin", [2]string{"margin-left"}},
		{"rightmargin", [2]string{"margin-right"}},
		{"topmargin", [2]string{"margin-top"}},
		{"bottommargin", [2]string{"margin-bottom"}},
	} {
		v, ok := h.number(m.attr)
		if !ok {
			continue
		}
		for _, p := range m.props {
			if p != "" {
				h.px(p, v)
			}
		}
	}
}

func (h *hinter) media() {
	tag := h.n.Tag
	if tag == "input" && h.get("type") != "image" {
		return
	}
	if tag != "canvas" { // whose attributes are its natural size
		h.dimension("width", "width", false)
		h.dimension("height", "height", false)
	}
	if v, ok := h.number("hspace"); ok {
		h.px("margin-inline", v)
	}
	if v, ok := h.number("vspace"); ok {
		h.px("margin-block", v)
	}
	if v, ok := h.number("border"); ok && (tag == "img" || tag == "object" || tag == "input") {
		h.put("border", strconv.FormatFloat(v, 'g', -1, 64)+"px solid")
	}
	switch v := h.get("align"); v {
	case "left", "right":
		h.put("float", v)
	case "top", "bottom", "middle":
		h.put("vertical-align", v)
	}
	// The attributes give the ratio that a size of auto goes by (HTML §15.4.3).
	if w, ok := h.number("width"); ok && (tag == "img" || tag == "video" || tag == "canvas") {
		if v, ok := h.number("height"); ok && w > 0 && v > 0 {
			h.put("aspect-ratio", "auto "+strconv.FormatFloat(w, 'g', -1, 64)+"/"+strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
}

func (h *hinter) font() {
	if f := h.get("face"); f != "" && !strings.ContainsAny(f, ";{}\\") {
		h.put("font-family", f)
	}
	s := h.get("size")
	if s == "" {
		return
	}
	v, err := strconv.Atoi(strings.TrimPrefix(s, "+"))
	if err != nil {
		return
	}
	if s[0] == '+' || s[0] == '-' {
		v += 3
	}
	sizes := [...]string{"x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}
	h.put("font-size", sizes[min(max(v, 1), len(sizes))-1])
}

func (h *hinter) rule() {
	h.dimension("width", "width", false)
	h.color("color", "color")
	switch h.get("align") {
	case "left":
		h.put("margin", "0.5em auto 0.5em 0")
	case "right":
		h.put("margin", "0.5em 0 0.5em auto")
	}
	if _, ok := h.n.Attr("noshade"); ok {
		h.put("border-style", "solid")
		h.put("background-color", "gray")
	}
	if v, ok := h.number("size"); ok {
		if v <= 1 {
			h.put("border-bottom-width", "0")
		} else {
			h.px("height", v-2)
		}
	}
}

func (h *hinter) list() {
	v, _ := h.n.Attr("type")
	if m, ok := map[string]string{
		"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
		"disc": "disc", "circle": "circle", "square": "square", "none": "none",
	}[strings.TrimSpace(v)]; ok {
		h.put("list-style-type", m)
	}
}

// svgPresentation are the SVG attributes that are properties (SVG 2 §6.6), as
// far as they matter here.
func svgPresentation(name string) bool {
	switch name {
	case "fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "fill-rule", "opacity", "color", "display", "visibility",
		"font-size", "font-family", "font-weight", "font-style", "text-anchor", "overflow", "transform", "clip-path":
		return true
	}
	return false
}

func appendSVGHints(b []byte, n *dom.Node) []byte {
	for i := range n.Attrs {
		a := &n.Attrs[i]
		if svgPresentation(a.Name) && !strings.ContainsAny(a.Value, ";{}") {
			h := hinter{b: b}
			h.put(a.Name, a.Value)
			b = h.b
		}
	}
	if n.Tag == "svg" {
		h := hinter{b: b, n: n}
		for _, attr := range [2]string{"width", "height"} {
			if v, ok := n.Attr(attr); ok && !strings.ContainsAny(v, ";{}") {
				if v = strings.TrimSpace(v); v != "" && v[len(v)-1] >= '0' && v[len(v)-1] <= '9' {
					v += "px"
				}
				h.put(attr, v)
			}
		}
		b = h.b
	}
	return b
}
