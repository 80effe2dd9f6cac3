package css

// Query is a media or container query, as a tree. The nil Query is true.
type Query struct {
	op    queryOp
	args  []*Query
	media string
	feat  feature
}

type queryOp uint8

const (
	queryAnd queryOp = iota
	queryOr
	queryNot
	queryMedia // media: a media type
	queryFeature
	queryUnknown // neither true nor false (mediaqueries-5 §3.2)
)

// feature compares a media feature with up to two values.
type feature struct {
	name string // without min- and max-
	// ops and values: name op value. Without any the feature is asked for truth.
	ops    []cmp
	values []featureValue
}

type cmp uint8

const (
	cmpEQ cmp = iota
	cmpLT
	cmpLE
	cmpGT
	cmpGE
)

type featureValue struct {
	num   float64 // px, dppx, ratio, number
	unit  Unit
	ident string
}

// MediaEnv is what queries ask about. Sizes are px.
type MediaEnv struct {
	W, H         float64
	DPR          float64
	Dark         bool
	LessMotion   bool
	MoreContrast bool
	Print        bool
	Touch        bool
	// FontSize is that of the container for container queries, 0 for 16.
	FontSize float64
}

// ParseMedia parses a media query list, as in a media attribute.
func ParseMedia(src string) *Query { return parseMediaList(newValueParser(src)) }

// parseMediaList parses up to the end; an empty list is nil, true.
func parseMediaList(p *valueParser) *Query {
	if p.end() {
		return nil
	}
	list := &Query{op: queryOr}
	for len(list.args) < maxItems {
		start := p.i
		for !p.end() && p.peek().kind != tokComma {
			p.i = skip(p.toks, p.i)
		}
		part := append(append([]token(nil), p.toks[start:p.i]...), token{kind: tokEOF})
		q := &valueParser{toks: part, src: p.src}
		m, ok := q.mediaQuery()
		if !ok || !q.end() {
			m = &Query{op: queryNot} // "not all"
		}
		list.args = append(list.args, m)
		if !p.comma() {
			break
		}
	}
	return list
}

func (p *valueParser) mediaQuery() (*Query, bool) {
	if t := p.peek(); t.kind != tokIdent || t.is("not") && p.toks[p.i+1].kind == tokLParen {
		return p.condition(0)
	}
	not := p.accept("not")
	if !not {
		p.accept("only")
	}
	t := p.next()
	if t.kind != tokIdent {
		return nil, false
	}
	q := &Query{op: queryAnd, args: []*Query{{op: queryMedia, media: lower(t.text)}}}
	if p.accept("and") {
		c, ok := p.condition(0)
		if !ok {
			return nil, false
		}
		q.args = append(q.args, c)
	}
	if not {
		q = &Query{op: queryNot, args: []*Query{q}}
	}
	return q, true
}

// condition parses not, and, or over features in parentheses.
func (p *valueParser) condition(depth int) (*Query, bool) {
	if depth > maxSelectorDepth {
		return nil, false
	}
	if p.accept("not") {
		in, ok := p.inParens(depth)
		return &Query{op: queryNot, args: []*Query{in}}, ok
	}
	first, ok := p.inParens(depth)
	if !ok {
		return nil, false
	}
	op := queryAnd
	switch {
	case p.peek().is("and"):
	case p.peek().is("or"):
		op = queryOr
	default:
		return first, true
	}
	q := &Query{op: op, args: []*Query{first}}
	for p.accept(map[queryOp]string{queryAnd: "and", queryOr: "or"}[op]) {
		n, ok := p.inParens(depth)
		if !ok || len(q.args) > maxItems {
			return nil, false
		}
		q.args = append(q.args, n)
	}
	return q, true
}

func (p *valueParser) inParens(depth int) (*Query, bool) {
	t := p.peek()
	if t.kind == tokFunction { // style(), scroll-state(): not answered
		p.i = skip(p.toks, p.i)
		return &Query{op: queryUnknown}, true
	}
	if t.kind != tokLParen {
		return nil, false
	}
	in, ok := p.inner()
	if !ok {
		return nil, false
	}
	if f := in.peek(); f.kind == tokLParen || f.is("not") || f.kind == tokFunction && !isMath(lower(f.text)) {
		return in.condition(depth + 1)
	}
	f, ok := in.feature()
	if !ok || !in.end() {
		return &Query{op: queryUnknown}, true
	}
	return &Query{op: queryFeature, feat: f}, true
}

// feature parses `name`, `name: value`, `name < value`, `value < name < value`.
func (p *valueParser) feature() (feature, bool) {
	if t := p.peek(); t.kind == tokIdent {
		name := lower(t.text)
		p.i++
		if p.end() {
			return feature{name: name}, true
		}
		if p.peek().kind == tokColon {
			p.i++
			v, ok := p.featureValue()
			op := cmpEQ
			if len(name) > 4 && name[:4] == "min-" {
				name, op = name[4:], cmpGE
			} else if len(name) > 4 && name[:4] == "max-" {
				name, op = name[4:], cmpLE
			}
			return feature{name: name, ops: []cmp{op}, values: []featureValue{v}}, ok
		}
		op, ok := p.comparison()
		if !ok {
			return feature{}, false
		}
		v, ok := p.featureValue()
		return feature{name: name, ops: []cmp{op}, values: []featureValue{v}}, ok
	}
	v, ok := p.featureValue()
	if !ok {
		return feature{}, false
	}
	op, ok := p.comparison()
	if !ok || p.peek().kind != tokIdent {
		return feature{}, false
	}
	f := feature{name: lower(p.next().text), ops: []cmp{op.flip()}, values: []featureValue{v}}
	if p.end() {
		return f, true
	}
	if op, ok = p.comparison(); !ok {
		return f, false
	}
	v, ok = p.featureValue()
	f.ops, f.values = append(f.ops, op), append(f.values, v)
	return f, ok
}

func (c cmp) flip() cmp {
	switch c {
	case cmpLT:
		return cmpGT
	case cmpLE:
		return cmpGE
	case cmpGT:
		return cmpLT
	case cmpGE:
		return cmpLE
	default:
		return c
	}
}

func (p *valueParser) comparison() (cmp, bool) {
	t := p.next()
	eq := func() bool {
		if n := p.peek(); n.delim('=') && !n.ws {
			p.i++
			return true
		}
		return false
	}
	switch {
	case t.delim('='):
		return cmpEQ, true
	case t.delim('<'):
		if eq() {
			return cmpLE, true
		}
		return cmpLT, true
	case t.delim('>'):
		if eq() {
			return cmpGE, true
		}
		return cmpGT, true
	}
	return 0, false
}

func (p *valueParser) featureValue() (featureValue, bool) {
	if t := p.peek(); t.kind == tokFunction && isMath(lower(t.text)) {
		c, ok := p.calc()
		if !ok {
			return featureValue{}, false
		}
		if c.Op != CalcLeaf {
			return featureValue{}, false
		}
		return featureValue{num: c.Num, unit: c.Unit}, true
	}
	t := p.next()
	switch t.kind {
	case tokIdent:
		return featureValue{ident: lower(t.text)}, true
	case tokDimension:
		name := lower(t.text)
		switch name {
		case "dppx", "x":
			return featureValue{num: t.num}, true
		case "dpi":
			return featureValue{num: t.num / 96}, true
		case "dpcm":
			return featureValue{num: t.num * 2.54 / 96}, true
		}
		u, f := unitOf(name)
		return featureValue{num: t.num * f, unit: u}, u.IsLength()
	case tokNumber:
		v := featureValue{num: t.num}
		if p.slash() {
			d := p.next()
			if d.kind != tokNumber || d.num == 0 {
				return v, false
			}
			v.num /= d.num
		}
		return v, true
	}
	return featureValue{}, false
}

// truth of a query: unknown is neither.
type truth uint8

const (
	no truth = iota
	yes
	unknown
)

// Matches reports whether the query holds.
func (q *Query) Matches(env *MediaEnv) bool { return q == nil || q.eval(env) == yes }

func (q *Query) eval(env *MediaEnv) truth {
	switch q.op {
	case queryAnd:
		r := yes
		for _, a := range q.args {
			switch a.eval(env) {
			case no:
				return no
			case unknown:
				r = unknown
			}
		}
		return r
	case queryOr:
		r := no
		for _, a := range q.args {
			switch a.eval(env) {
			case yes:
				return yes
			case unknown:
				r = unknown
			}
		}
		return r
	case queryNot:
		if len(q.args) == 0 {
			return no
		}
		switch q.args[0].eval(env) {
		case yes:
			return no
		case no:
			return yes
		}
		return unknown
	case queryMedia:
		return truthOf(q.media == "all" || q.media == "print" == env.Print && (q.media == "screen" || q.media == "print"))
	case queryFeature:
		return q.feat.eval(env)
	}
	return unknown
}

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (f *feature) eval(env *MediaEnv) truth {
	var have float64
	dpr := env.DPR
	if dpr == 0 {
		dpr = 1
	}
	switch f.name {
	case "width", "device-width", "inline-size":
		have = env.W
	case "height", "device-height", "block-size":
		have = env.H
	case "aspect-ratio", "device-aspect-ratio":
		if env.H > 0 {
			have = env.W / env.H
		}
	case "resolution", "-webkit-device-pixel-ratio":
		have = dpr
	case "color":
		have = 8
	case "color-index", "monochrome", "grid", "horizontal-viewport-segments", "vertical-viewport-segments":
		if f.name == "horizontal-viewport-segments" || f.name == "vertical-viewport-segments" {
			have = 1
		}
	case "-webkit-min-device-pixel-ratio":
		return f.compare(dpr, cmpGE, env)
	case "-webkit-max-device-pixel-ratio":
		return f.compare(dpr, cmpLE, env)
	case "-webkit-transform-3d":
		have = 1
	default:
		return f.keyword(env)
	}
	if len(f.values) == 0 {
		return truthOf(have != 0)
	}
	for i := range f.ops {
		if f.values[i].ident != "" {
			return unknown
		}
		if !compare(have, f.ops[i], f.values[i].px(env)) {
			return no
		}
	}
	return yes
}

func (f *feature) compare(have float64, op cmp, env *MediaEnv) truth {
	return truthOf(len(f.values) == 1 && compare(have, op, f.values[0].px(env)))
}

func compare(have float64, op cmp, want float64) bool {
	switch op {
	case cmpLT:
		return have < want
	case cmpLE:
		return have <= want
	case cmpGT:
		return have > want
	case cmpGE:
		return have >= want
	default:
		return have == want
	}
}

// px resolves a length; relative ones refer to initial values (mediaqueries-5
// §1.3).
func (v *featureValue) px(env *MediaEnv) float64 {
	em := env.FontSize
	if em == 0 {
		em = 16
	}
	switch v.unit {
	case UnitEm:
		return v.num * em
	case UnitRem:
		return v.num * 16
	case UnitCh, UnitEx:
		return v.num * em / 2
	case UnitVw:
		return v.num * env.W / 100
	case UnitVh:
		return v.num * env.H / 100
	default:
		return v.num
	}
}

// keyword answers features with keywords.
func (f *feature) keyword(env *MediaEnv) truth {
	var have string
	plain := true // asking without a value is true
	switch f.name {
	case "orientation":
		have = "landscape"
		if env.H >= env.W {
			have = "portrait"
		}
	case "prefers-color-scheme":
		have = "light"
		if env.Dark {
			have = "dark"
		}
	case "prefers-reduced-motion":
		have, plain = pick(env.LessMotion, "reduce", "no-preference")
	case "prefers-contrast":
		have, plain = pick(env.MoreContrast, "more", "no-preference")
	case "prefers-reduced-transparency", "prefers-reduced-data":
		have, plain = "no-preference", false
	case "hover", "any-hover":
		have, plain = pick(!env.Touch, "hover", "none")
	case "pointer", "any-pointer":
		have = "fine"
		if env.Touch {
			have = "coarse"
		}
	case "update":
		have = "fast"
	case "scan":
		have = "progressive"
	case "overflow-block", "overflow-inline":
		have = "scroll"
	case "color-gamut":
		have = "srgb"
	case "display-mode":
		have = "browser"
	case "scripting":
		have = "enabled"
	case "dynamic-range", "video-dynamic-range":
		have = "standard"
	case "forced-colors", "inverted-colors":
		have, plain = "none", false
	default:
		return unknown
	}
	if len(f.values) == 0 {
		return truthOf(plain)
	}
	return truthOf(f.values[0].ident == have)
}

func pick(cond bool, on, off string) (string, bool) {
	if cond {
		return on, true
	}
	return off, false
}

// parseContainer parses the prelude of @container: names and a query.
func parseContainer(p *valueParser) (names []string, q *Query) {
	if t := p.peek(); t.kind == tokIdent && !t.is("not") {
		names = []string{t.text}
		p.i++
	}
	if p.end() {
		return names, nil
	}
	q, ok := p.condition(0)
	if !ok {
		q = &Query{op: queryUnknown}
	}
	return names, q
}

// parseSupports evaluates a supports condition (css-conditional-3 §6).
func parseSupports(p *valueParser) bool {
	ok, valid := p.supports(0)
	return ok && valid && p.end()
}

func (p *valueParser) supports(depth int) (result, valid bool) {
	if depth > maxSelectorDepth {
		return false, false
	}
	if p.accept("not") {
		r, ok := p.supportsInParens(depth)
		return !r, ok
	}
	result, valid = p.supportsInParens(depth)
	for valid && (p.peek().is("and") || p.peek().is("or")) {
		and := p.next().is("and")
		r, ok := p.supportsInParens(depth)
		valid = ok
		if and {
			result = result && r
		} else {
			result = result || r
		}
	}
	return result, valid
}

func (p *valueParser) supportsInParens(depth int) (result, valid bool) {
	t := p.peek()
	switch {
	case t.function("selector"):
		in, ok := p.inner()
		if !ok {
			return false, false
		}
		_, ok = parseSelectorList(in.toks, nil, 0)
		return ok, true
	case t.kind == tokFunction:
		p.i = skip(p.toks, p.i)
		return false, true
	case t.kind != tokLParen:
		return false, false
	}
	in, ok := p.inner()
	if !ok {
		return false, false
	}
	return in.supportsInner(depth + 1)
}

// supportsInner evaluates what is in parentheses: a condition or a declaration.
func (p *valueParser) supportsInner(depth int) (result, valid bool) {
	if f := p.peek(); f.kind == tokLParen || f.is("not") || f.kind == tokFunction {
		return p.supports(depth)
	}
	if len(p.toks) < 4 || p.peek().kind != tokIdent || p.toks[1].kind != tokColon {
		return false, true
	}
	value := append([]token(nil), p.toks[2:]...)
	if n := len(value); n >= 3 && value[n-2].is("important") && value[n-3].delim('!') {
		value = append(value[:n-3], token{kind: tokEOF})
	}
	return declaration(&Block{}, p.peek().text, value, p.src, false, false), true
}
