package css

// ValueKind says what a [Value] is.
type ValueKind uint8

// Kinds of values.
const (
	ValueInvalid   ValueKind = iota
	ValueWide                // Kw is a Wide keyword
	ValueUnparsed            // Data is *Unparsed: has var() or the like
	ValueKeyword             // Kw is the constant of the property's vocabulary
	ValueNumber              // Num
	ValueLength              // Num in Unit: lengths, percentages, angles
	ValueCalc                // Data is *Calc
	ValueColor               // Color
	ValueColorExpr           // Data is *ColorExpr
	ValueString              // Data is String
	ValueData                // Data, by property
	ValueAuto
	ValueNone
	ValueNormal
	ValueMinContent
	ValueMaxContent
	ValueFitContent    // keyword
	ValueFitContentArg // Data is *Calc or Num and Unit hold the argument
	ValueStretch
	ValueContent
)

// Wide is a CSS-wide keyword.
type Wide uint8

// CSS-wide keywords (css-cascade-5 §7.3).
const (
	WideInherit Wide = iota
	WideInitial
	WideUnset
	WideRevert
	WideRevertLayer
)

// Data is the payload of values that are no scalar.
type Data interface{ data() }

// Value is a parsed, specified value of a longhand.
type Value struct {
	Kind  ValueKind
	Kw    uint8
	Unit  Unit
	Color Color
	Num   float64
	Data  Data
}

// String is the payload of strings, names and addresses.
type String string

func (String) data() {}

// Values is a list of values: pairs, comma lists.
type Values []Value

func (Values) data() {}

// Names is a list of identifiers.
type Names []string

func (Names) data() {}

// Decl is one longhand declaration, or a shorthand one that waits for var().
type Decl struct {
	Prop      Prop
	Important bool
	Value     Value
	// Name is that of a custom property, with its dashes, where Prop is PropCustom.
	Name string
}

// Block is a list of declarations in order of appearance. It is immutable.
type Block struct {
	Normal    []Decl
	Important []Decl
	// Custom says that custom properties are declared, Vars that values wait for
	// substitution, Logical that logical longhands occur, Attr that values
	// depend on the element's attributes.
	Custom, Vars, Logical, Attr bool
	// Inherit says that something beyond the inherited properties is taken from
	// the parent, or may be.
	Inherit bool
}

func (b *Block) add(d Decl) {
	if d.Important {
		b.Important = append(b.Important, d)
	} else {
		b.Normal = append(b.Normal, d)
	}
	switch {
	case d.Prop == PropCustom:
		b.Custom = true
	case d.Prop >= PropLogical && d.Prop < propLonghandEnd:
		b.Logical = true
	}
	if d.Value.Kind == ValueWide && Wide(d.Value.Kw) == WideInherit && d.Prop != PropCustom && !d.Prop.Inherited() {
		b.Inherit = true
	}
	if u, ok := d.Value.Data.(*Unparsed); ok {
		if d.Prop != PropCustom {
			b.Vars = true
		}
		if d.Prop.IsShorthand() {
			b.Logical = true
		}
		b.Attr = b.Attr || u.Attr
	}
}

// Empty reports whether nothing is declared.
func (b *Block) Empty() bool { return len(b.Normal) == 0 && len(b.Important) == 0 }

// valueParser reads the component values of one declaration.
type valueParser struct {
	toks []token // ends with tokEOF
	i    int
	src  string // the text the tokens' offsets refer to
	// quirks allows numbers without a unit as px and colours without a hash.
	quirks bool
	depth  int
}

func (p *valueParser) peek() *token { return &p.toks[p.i] }

func (p *valueParser) next() *token {
	t := &p.toks[p.i]
	if t.kind != tokEOF {
		p.i++
	}
	return t
}

func (p *valueParser) end() bool { return p.toks[p.i].kind == tokEOF }

// accept takes the identifier kw.
func (p *valueParser) accept(kw string) bool {
	if p.peek().is(kw) {
		p.i++
		return true
	}
	return false
}

func (p *valueParser) comma() bool {
	if p.peek().kind == tokComma {
		p.i++
		return true
	}
	return false
}

func (p *valueParser) slash() bool {
	if p.peek().delim('/') {
		p.i++
		return true
	}
	return false
}

// oneOf takes an identifier of the list and gives its index, -1 for none.
func (p *valueParser) oneOf(list []string) int {
	t := p.peek()
	if t.kind != tokIdent {
		return -1
	}
	name := lower(t.text)
	for i, kw := range list {
		if kw == name {
			p.i++
			return i
		}
	}
	return -1
}

// args takes a function's arguments when the next token is function name.
func (p *valueParser) args(name string) (*valueParser, bool) {
	if !p.peek().function(name) {
		return nil, false
	}
	return p.inner()
}

// inner takes the block or function at the parser's place and gives a parser of
// what is in it.
func (p *valueParser) inner() (*valueParser, bool) {
	if p.depth > maxValueDepth {
		return nil, false
	}
	end := skip(p.toks, p.i)
	last := end - 1
	if c := closer(p.peek().kind); c == tokEOF || last <= p.i || p.toks[last].kind != c {
		last = end // closed by the end of the input
	}
	in := make([]token, 0, last-p.i)
	in = append(in, p.toks[p.i+1:last]...)
	if len(in) > 0 && in[len(in)-1].kind == tokEOF {
		in = in[:len(in)-1]
	}
	in = append(in, token{kind: tokEOF})
	p.i = end
	if p.i >= len(p.toks) {
		p.i = len(p.toks) - 1
	}
	return &valueParser{toks: in, src: p.src, quirks: p.quirks, depth: p.depth + 1}, true
}

const (
	maxValueDepth = 48
	// maxItems bounds every list within one value.
	maxItems = 1024
)

// try runs f and goes back when it fails.
func (p *valueParser) try(f func(p *valueParser) (Value, bool)) (Value, bool) {
	mark := p.i
	v, ok := f(p)
	if !ok {
		p.i = mark
	}
	return v, ok
}

// keyword makes the parser of a property that takes one keyword.
func keyword(list []string) parseFunc {
	return func(p *valueParser) (Value, bool) {
		i := p.oneOf(list)
		if i < 0 {
			return Value{}, false
		}
		return kw(uint8(normalKeyword(list, i))), true
	}
}

// normalKeyword maps keywords that are old names of others.
func normalKeyword(list []string, i int) int {
	switch list[i] {
	case "overlay":
		return int(OverflowAuto)
	case "preserve-spaces":
		return int(SpacePreserve)
	case "auto-phrase":
		return int(WordBreakNormal)
	case "-webkit-isolate":
		return int(BidiIsolate)
	case "-webkit-plaintext":
		return int(BidiPlaintext)
	case "balance-all":
		return int(ColumnBalance)
	case "inline-axis":
		return int(OrientHorizontal)
	case "block-axis":
		return int(OrientVertical)
	case "inline":
		if len(list) == len(resizeKeywords) && list[0] == "none" {
			return int(ResizeHorizontal)
		}
	case "block":
		if len(list) == len(resizeKeywords) && list[0] == "none" {
			return int(ResizeVertical)
		}
	}
	if list[0] == pointerEventsKeywords[0] && len(list) == len(pointerEventsKeywords) && i > int(PointerNone) {
		return int(PointerAuto)
	}
	return i
}

func kw(i uint8) Value        { return Value{Kind: ValueKeyword, Kw: i} }
func num(f float64) Value     { return Value{Kind: ValueNumber, Num: f} }
func px(f float64) Value      { return Value{Kind: ValueLength, Num: f, Unit: UnitPx} }
func percent(f float64) Value { return Value{Kind: ValueLength, Num: f, Unit: UnitPercent} }

func list(vs []Value) Value { return Value{Kind: ValueData, Data: Values(vs)} }

// commaList parses items separated by commas.
func commaList(p *valueParser, item func(p *valueParser) (Value, bool)) (Value, bool) {
	var vs []Value
	for {
		v, ok := item(p)
		if !ok || len(vs) >= maxItems {
			return Value{}, false
		}
		vs = append(vs, v)
		if !p.comma() {
			return list(vs), true
		}
	}
}
