package css

import "strings"

// Unparsed is a value that waits for substitution: of var(), env() within
// shorthands, attr(); or the value of a custom property. Text is as written.
type Unparsed struct {
	Text string
	// Var says that Text has var(), Attr that it has attr().
	Var, Attr bool
}

func (*Unparsed) data() {}

// names finds the property of a name in lower case.
type names struct{ m map[string]Prop }

var propertyNames = buildNames()

func buildNames() names {
	m := make(map[string]Prop, 2*PropCount)
	for p := PropInvalid + 1; p < PropEnd; p++ {
		if p == PropLogical && properties[p].name == "" {
			continue
		}
		if n := p.Name(); n != "" {
			m[n] = p
		}
	}
	for alias, n := range aliases {
		m[alias] = m[n]
	}
	for n := range m {
		// Chromium takes most old prefixed names of what is standard now.
		for _, prefix := range prefixed {
			if strings.HasPrefix(n, prefix) && m["-webkit-"+n] == 0 {
				m["-webkit-"+n] = m[n]
				break
			}
		}
	}
	return names{m}
}

var prefixed = [...]string{
	"flex", "align-", "justify-content", "order", "transform", "perspective", "box-sizing", "border-radius", "border-top-left-radius",
	"border-top-right-radius", "border-bottom-left-radius", "border-bottom-right-radius", "column", "appearance", "opacity",
	"filter", "clip-path", "mask", "background-size", "background-clip", "background-origin", "hyphenate-character", "writing-mode",
}

var aliases = map[string]string{
	"word-wrap": "overflow-wrap", "grid-gap": "gap", "grid-row-gap": "row-gap", "grid-column-gap": "column-gap",
	"-webkit-margin-start": "margin-inline-start", "-webkit-margin-end": "margin-inline-end",
	"-webkit-margin-before": "margin-block-start", "-webkit-margin-after": "margin-block-end",
	"-webkit-padding-start": "padding-inline-start", "-webkit-padding-end": "padding-inline-end",
	"-webkit-padding-before": "padding-block-start", "-webkit-padding-after": "padding-block-end",
	"-webkit-border-start": "border-inline-start", "-webkit-border-end": "border-inline-end",
	"-webkit-logical-width": "inline-size", "-webkit-logical-height": "block-size",
	"-webkit-text-decoration": "text-decoration",
	"page-break-before":       "break-before", "page-break-after": "break-after", "page-break-inside": "break-inside",
	"-webkit-column-break-before": "break-before", "-webkit-column-break-after": "break-after",
	"-webkit-column-break-inside": "break-inside", "-webkit-box-shadow": "box-shadow",
	"-webkit-box-decoration-break": "box-decoration-break", "line-clamp": "-webkit-line-clamp",
	"-webkit-box-direction": "", "-webkit-text-fill-color": "", "-webkit-min-logical-width": "min-inline-size",
}

// ignored are properties that Chromium knows and that change nothing here; they
// matter for @supports.
var ignored = []string{
	"animation", "transition", "cursor", "text-shadow", "user-select", "-webkit-user-select", "scroll-behavior",
	"scroll-snap", "scroll-margin", "overscroll-behavior", "touch-action", "font-", "text-underline-", "text-decoration-thickness",
	"text-decoration-skip", "text-emphasis", "text-rendering", "text-size-adjust", "-webkit-text-size-adjust", "text-orientation",
	"text-wrap-style", "backface-visibility", "perspective-origin", "transform-box", "transform-style", "image-rendering",
	"shape-", "orphans", "widows", "will-change", "-webkit-font-smoothing", "-webkit-tap-highlight-color", "-webkit-text-",
	"-webkit-box-", "mask", "-webkit-mask", "offset", "stroke", "fill", "stop-", "paint-order", "vector-effect", "scrollbar-color",
	"border-image", "object-view-box", "caret", "ruby-", "background-blend-mode", "anchor-", "view-transition", "interpolate-size",
	"hyphenate-limit", "color-interpolation", "dominant-baseline", "alignment-baseline", "baseline-", "print-color-adjust",
	"-webkit-print-color-adjust", "forced-color-adjust", "math-", "marker", "d", "cx", "cy", "r", "rx", "ry", "x", "y",
	"position-try", "position-area", "timeline-", "app-region", "page", "size", "speak", "-webkit-line-break", "text-box",
}

// propOf gives the property of a name in any case, PropInvalid when unknown.
func propOf(name string) Prop { return propertyNames.m[lower(name)] }

// PropByName gives the property of a name, PropInvalid when it is not known.
func PropByName(name string) Prop {
	if strings.HasPrefix(name, "--") {
		return PropCustom
	}
	return propOf(name)
}

func isIgnored(name string) bool {
	for _, n := range ignored {
		if strings.HasPrefix(name, n) && (len(n) > 2 || name == n) {
			return true
		}
	}
	return false
}

// declaration parses one declaration's value and adds what it declares to b. It
// reports whether the declaration is valid; those of known properties without
// effect here are.
func declaration(b *Block, name string, toks []token, src string, important, quirks bool) bool {
	if strings.HasPrefix(name, "--") {
		return custom(b, name, toks, src, important)
	}
	prop := propOf(name)
	if prop == PropInvalid {
		return isIgnored(lower(name))
	}
	p := &valueParser{toks: toks, src: src, quirks: quirks && quirky(prop)}
	return declare(b, prop, p, important)
}

// quirky reports whether the property takes unitless lengths and colours without
// a hash in quirks mode.
func quirky(p Prop) bool {
	switch p {
	case PropColor, PropBackgroundColor, PropFontSize, PropWidth, PropHeight, PropMinWidth, PropMinHeight, PropMaxWidth,
		PropMaxHeight, PropTop, PropRight, PropBottom, PropLeft, PropMargin, PropPadding, PropBorderColor, PropBorderWidth,
		PropTextIndent, PropVerticalAlign, PropLetterSpacing, PropWordSpacing, PropBorderSpacing, PropClip:
		return true
	default:
		return p >= PropMarginTop && p <= PropPaddingLeft || p >= PropBorderTopWidth && p <= PropBorderLeftColor
	}
}

func custom(b *Block, name string, toks []token, src string, important bool) bool {
	d := Decl{Prop: PropCustom, Important: important, Name: name}
	last := len(toks) - 1 // tokEOF
	if last == 1 {
		if w, ok := wide(&toks[0]); ok {
			d.Value = Value{Kind: ValueWide, Kw: uint8(w)}
			b.add(d)
			return true
		}
	}
	u := &Unparsed{}
	if last > 0 {
		u.Text = src[toks[0].pos:toks[last-1].end]
	}
	u.Var, u.Attr = substitutions(toks)
	d.Value = Value{Kind: ValueUnparsed, Data: u}
	b.add(d)
	return true
}

// substitutions reports which substitution functions occur.
func substitutions(toks []token) (hasVar, hasAttr bool) {
	for i := range toks {
		if toks[i].kind != tokFunction {
			continue
		}
		switch {
		case toks[i].function("var"), toks[i].function("env"):
			hasVar = true
		case toks[i].function("attr"):
			hasAttr = true
		}
	}
	return hasVar, hasAttr
}

func wide(t *token) (Wide, bool) {
	if t.kind != tokIdent {
		return 0, false
	}
	switch lower(t.text) {
	case "inherit":
		return WideInherit, true
	case "initial":
		return WideInitial, true
	case "unset":
		return WideUnset, true
	case "revert":
		return WideRevert, true
	case "revert-layer":
		return WideRevertLayer, true
	default:
		return 0, false
	}
}

func declare(b *Block, prop Prop, p *valueParser, important bool) bool {
	toks := p.toks
	if hasVar, hasAttr := substitutions(toks); hasVar || hasAttr && prop != PropContent {
		last := len(toks) - 1
		u := &Unparsed{Text: p.src[toks[0].pos:toks[last-1].end], Var: hasVar, Attr: hasAttr}
		b.add(Decl{Prop: prop, Important: important, Value: Value{Kind: ValueUnparsed, Data: u}})
		return true
	}
	if len(toks) == 2 {
		if w, ok := wide(&toks[0]); ok {
			v := Value{Kind: ValueWide, Kw: uint8(w)}
			if !prop.IsShorthand() {
				b.add(Decl{Prop: prop, Important: important, Value: v})
			}
			for _, l := range prop.Longhands() {
				b.add(Decl{Prop: l, Important: important, Value: v})
			}
			return true
		}
	}
	if prop.IsShorthand() {
		return expand(b, prop, p, important)
	}
	v, ok := properties[prop].parse(p)
	if !ok || !p.end() {
		return false
	}
	b.add(Decl{Prop: prop, Important: important, Value: v})
	return true
}

func expand(b *Block, prop Prop, p *valueParser, important bool) bool {
	info := &shorthands[prop-propShorthands-1]
	if info.expand == nil {
		return false // `all` takes nothing but CSS-wide keywords
	}
	before := *b
	ok := info.expand(p, info.longhands, func(l Prop, v Value) {
		b.add(Decl{Prop: l, Important: important, Value: v})
	})
	if !ok {
		*b = before
	}
	return ok
}

// ParseValue parses the text of one declaration's value, in which nothing waits
// for substitution any more, and gives what it declares: one longhand, or those
// of a shorthand. It gives nil when the value is invalid.
func ParseValue(prop Prop, text string) []Decl {
	p := newValueParser(text)
	if len(p.toks) < 2 || prop.Name() == "" || prop == PropCustom {
		return nil
	}
	b := &Block{}
	if !declare(b, prop, p, false) {
		return nil
	}
	for i := range b.Normal {
		if b.Normal[i].Value.Kind == ValueUnparsed {
			return nil
		}
	}
	return b.Normal
}

// ParseInline parses a style attribute.
func ParseInline(text string, quirks bool) *Block {
	p := &parser{toks: tokenize(text), src: text, quirks: quirks}
	return p.declarations()
}

// SetDecl returns b with the declaration of name replaced; an empty value
// removes it.
func (b *Block) SetDecl(name, value string, important bool) *Block {
	nb := &Block{}
	prop := PropByName(name)
	drop := map[Prop]bool{prop: true}
	for _, l := range prop.Longhands() {
		drop[l] = true
	}
	for _, list := range [][]Decl{b.Normal, b.Important} {
		for _, d := range list {
			if drop[d.Prop] && (d.Prop != PropCustom || d.Name == name) {
				continue
			}
			nb.add(d)
		}
	}
	if value != "" {
		toks := tokenize(value)
		if len(toks) > 1 {
			declaration(nb, name, toks, value, important, false)
		}
	}
	return nb
}
