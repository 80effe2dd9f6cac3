package css

import "strings"

func newValueParser(s string) *valueParser {
	return &valueParser{toks: tokenize(s), src: s}
}

func auto(p *valueParser) (Value, bool) {
	return Value{Kind: ValueAuto}, p.accept("auto")
}

func none(p *valueParser) (Value, bool) {
	return Value{Kind: ValueNone}, p.accept("none")
}

func parseAutoColor(p *valueParser) (Value, bool) {
	if v, ok := auto(p); ok {
		return v, true
	}
	return p.color()
}

func parseOutlineColor(p *valueParser) (Value, bool) {
	if p.accept("invert") || p.accept("auto") {
		return colorValue(CurrentColor), true
	}
	return p.color()
}

func parseAutoString(p *valueParser) (Value, bool) {
	if v, ok := auto(p); ok {
		return v, true
	}
	t := p.next()
	return Value{Kind: ValueString, Data: String(t.text)}, t.kind == tokString
}

func parseWritingMode(p *valueParser) (Value, bool) {
	i := p.oneOf(writingModeKeywords)
	if i < 0 {
		return Value{}, false
	}
	switch writingModeKeywords[i] {
	case "lr", "rl", "lr-tb", "rl-tb":
		i = int(HorizontalTB)
	case "tb", "tb-rl":
		i = int(VerticalRL)
	}
	return kw(uint8(i)), true
}

// Flags of color-scheme.
const (
	SchemeLight uint8 = 1 << iota
	SchemeDark
)

func parseColorScheme(p *valueParser) (Value, bool) {
	var f uint8
	n := 0
	for ; p.peek().kind == tokIdent; n++ {
		switch lower(p.next().text) {
		case "light":
			f |= SchemeLight
		case "dark":
			f |= SchemeDark
		}
	}
	return kw(f), n > 0
}

func parseZoom(p *valueParser) (Value, bool) {
	if p.accept("normal") || p.accept("reset") {
		return num(1), true
	}
	f, ok := p.numberOrPercent()
	if f == 0 {
		f = 1
	}
	return num(f), ok && f > 0
}

var fontSizeKeywords = []string{
	"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "-webkit-xxx-large",
	"smaller", "larger",
}

// Font size keywords that are relative to the parent's size.
const (
	FontSmaller uint8 = 100 + iota
	FontLarger
)

// fontSizes are the absolute keywords in px, for a medium of 16 px.
var fontSizes = [...]float64{9, 10, 13, 16, 18, 24, 32, 48, 48}

func parseFontSize(p *valueParser) (Value, bool) {
	i := p.oneOf(fontSizeKeywords)
	switch {
	case i >= len(fontSizes):
		return kw(FontSmaller + uint8(i-len(fontSizes))), true
	case i == 3:
		// medium depends on the generic family: 13 px for monospace.
		return kw(3), true
	case i >= 0:
		return px(fontSizes[i]), true
	}
	return p.length(lpPercent | lpPositive)
}

// FontFamily is a computed font-family: its first name and its class.
type FontFamily struct {
	First string
	Class FontClass
	// MonoOnly says that the list is just `monospace`, which makes the default
	// size 13 px.
	MonoOnly bool
}

func (*FontFamily) data() {}

func parseFontFamily(p *valueParser) (Value, bool) {
	fam := &FontFamily{}
	found := false
	for n := 0; ; n++ {
		var name string
		t := p.next()
		switch t.kind {
		case tokString:
			name = t.text
		case tokIdent:
			name = t.text
			for p.peek().kind == tokIdent {
				name += " " + p.next().text
			}
		default:
			return Value{}, false
		}
		name = lower(name)
		generic, class := fontClass(name, t.kind == tokIdent)
		if !generic && fam.First == "" {
			fam.First = name
		}
		if class >= 0 && !found {
			fam.Class, found = FontClass(class), true
		}
		more := p.comma()
		fam.MonoOnly = n == 0 && !more && generic && class == int(FontMono)
		if !more {
			return Value{Kind: ValueData, Data: fam}, true
		}
		if n > maxItems {
			return Value{}, false
		}
	}
}

// fontClass tells the class of a family: of a generic one by definition, of
// well-known ones by name; -1 when unknown.
func fontClass(name string, ident bool) (generic bool, class int) {
	if ident {
		switch name {
		case "serif", "ui-serif", "math", "fangsong":
			return true, int(FontSerif)
		case "sans-serif", "system-ui", "ui-sans-serif", "ui-rounded", "-apple-system", "blinkmacsystemfont":
			return true, int(FontSans)
		case "monospace", "ui-monospace":
			return true, int(FontMono)
		case "cursive":
			return true, int(FontCursive)
		case "fantasy":
			return true, int(FontFantasy)
		}
	}
	for _, m := range [...]string{"mono", "courier", "consolas", "menlo", "code"} {
		if strings.Contains(name, m) {
			return false, int(FontMono)
		}
	}
	for _, s := range [...]string{"times", "georgia", "garamond", "cambria", "merriweather", "playfair"} {
		if strings.Contains(name, s) {
			return false, int(FontSerif)
		}
	}
	for _, s := range [...]string{
		"sans", "arial", "helvetica", "verdana", "tahoma", "roboto", "segoe", "inter", "lato", "ubuntu",
		"trebuchet", "montserrat", "poppins", "nunito", "raleway",
	} {
		if strings.HasPrefix(name, s) || strings.HasSuffix(name, " "+s) {
			return false, int(FontSans)
		}
	}
	return false, -1
}

// Font weights that are relative to the parent's.
const (
	WeightBolder uint8 = iota
	WeightLighter
)

func parseFontWeight(p *valueParser) (Value, bool) {
	switch p.oneOf([]string{"normal", "bold", "bolder", "lighter"}) {
	case 0:
		return num(400), true
	case 1:
		return num(700), true
	case 2:
		return kw(WeightBolder), true
	case 3:
		return kw(WeightLighter), true
	}
	f, ok := p.number()
	return num(f), ok && f >= 1 && f <= 1000
}

func parseFontStyle(p *valueParser) (Value, bool) {
	i := p.oneOf(fontStyleKeywords)
	if i == int(FontOblique) {
		p.angle()
	}
	return kw(uint8(max(i, 0))), i >= 0
}

func parseLineHeight(p *valueParser) (Value, bool) {
	return p.length(lpNormal | lpPercent | lpNumber | lpPositive)
}

// TextIndent is text-indent with its keywords.
type TextIndent struct {
	Length     Value
	Each, Hang bool
}

func (*TextIndent) data() {}

func parseTextIndent(p *valueParser) (Value, bool) {
	ti := &TextIndent{}
	has := false
	for !p.end() {
		switch {
		case p.accept("each-line"):
			ti.Each = true
		case p.accept("hanging"):
			ti.Hang = true
		default:
			v, ok := p.length(lpPercent)
			if !ok || has {
				return Value{}, false
			}
			ti.Length, has = v, true
		}
	}
	return Value{Kind: ValueData, Data: ti}, has
}

func parseTextTransform(p *valueParser) (Value, bool) {
	i := p.oneOf(textTransformKeywords)
	if i < 0 && p.accept("full-size-kana") {
		i = 0
	}
	for p.oneOf([]string{"full-width", "full-size-kana"}) >= 0 {
	}
	return kw(uint8(max(i, 0))), i >= 0
}

// ListType is list-style-type: a predefined style, or a string.
type ListType struct {
	Style  ListStyle
	String string
}

func (*ListType) data() {}

func parseListStyleType(p *valueParser) (Value, bool) {
	t := p.peek()
	switch t.kind {
	case tokString:
		p.i++
		return Value{Kind: ValueData, Data: &ListType{Style: ListString, String: t.text}}, true
	case tokIdent:
		p.i++
		return Value{Kind: ValueData, Data: &ListType{Style: listStyle(lower(t.text))}}, true
	case tokFunction:
		if in, ok := p.args("symbols"); ok && !in.end() {
			in.accept("cyclic")
			return Value{Kind: ValueData, Data: &ListType{Style: ListString, String: in.next().text + " "}}, true
		}
	}
	return Value{}, false
}

// listStyle gives the predefined style of a name; unknown ones count in
// decimals, as undefined @counter-style names do.
func listStyle(name string) ListStyle {
	for i, k := range listStyleKeywords {
		if k == name {
			return ListStyle(i)
		}
	}
	switch name {
	case "lower-latin":
		return ListLowerAlpha
	case "upper-latin":
		return ListUpperAlpha
	default:
		return ListDecimal
	}
}

// Quotes is the quotes property: pairs by depth; empty for auto.
type Quotes struct {
	Open, Close []string
	None        bool
}

func (*Quotes) data() {}

func parseQuotes(p *valueParser) (Value, bool) {
	if p.accept("auto") {
		return Value{Kind: ValueData, Data: &Quotes{}}, true
	}
	if p.accept("none") {
		return Value{Kind: ValueData, Data: &Quotes{None: true}}, true
	}
	q := &Quotes{}
	for !p.end() && len(q.Open) < 64 {
		a, b := p.next(), p.next()
		if a.kind != tokString || b.kind != tokString {
			return Value{}, false
		}
		q.Open, q.Close = append(q.Open, a.text), append(q.Close, b.text)
	}
	return Value{Kind: ValueData, Data: q}, len(q.Open) > 0
}

func parseBorderSpacing(p *valueParser) (Value, bool) { return p.pair(lpPositive) }

// pair parses one or two lengths; one stands for both.
func (p *valueParser) pair(f lengthFlags) (Value, bool) {
	a, ok := p.length(f)
	if !ok {
		return Value{}, false
	}
	b := a
	if v, ok := p.try(length(f)); ok {
		b = v
	}
	return list([]Value{a, b}), true
}

func parsePaint(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	if p.peek().kind == tokURL {
		p.i++
		if p.end() {
			return Value{Kind: ValueNone}, true
		}
		return parsePaint(p)
	}
	if p.accept("context-fill") || p.accept("context-stroke") {
		return colorValue(CurrentColor), true
	}
	return p.color()
}

func parseAlpha(p *valueParser) (Value, bool) {
	f, ok := p.numberOrPercent()
	return num(max(0, min(1, f))), ok
}

func parseDecorationLine(p *valueParser) (Value, bool) {
	if p.accept("none") {
		return kw(0), true
	}
	var f uint8
	for {
		i := p.oneOf([]string{"underline", "overline", "line-through", "blink"})
		if i < 0 {
			if f == 0 && (p.accept("spelling-error") || p.accept("grammar-error")) {
				return kw(0), true
			}
			return kw(f), f != 0
		}
		if f&(1<<i) != 0 {
			return Value{}, false
		}
		f |= 1 << i
	}
}

func parseNonNegative(p *valueParser) (Value, bool) {
	f, ok := p.number()
	return num(f), ok && f >= 0
}

func parseInteger(p *valueParser) (Value, bool) {
	i, ok := p.integer()
	return num(float64(i)), ok
}

func parseAutoInteger(p *valueParser) (Value, bool) {
	if v, ok := auto(p); ok {
		return v, true
	}
	i, ok := p.integer()
	return num(float64(i)), ok && i > 0
}

func parseNames(p *valueParser) (Value, bool) {
	var names Names
	for {
		t := p.next()
		if t.kind != tokIdent || len(names) >= maxItems {
			return Value{}, false
		}
		names = append(names, lower(t.text))
		if !p.comma() {
			return Value{Kind: ValueData, Data: names}, true
		}
	}
}

// parseTextAlign knows match-parent by Chromium's name only, as pages do.
func parseTextAlign(p *valueParser) (Value, bool) {
	if p.accept("-webkit-match-parent") {
		return kw(uint8(TextMatchParent)), true
	}
	i := p.oneOf(textAlignKeywords)
	return kw(uint8(max(i, 0))), i >= 0 && i != int(TextAlignAuto) && i != int(TextMatchParent)
}
