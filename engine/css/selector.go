package css

import (
	"slices"
	"strings"
)

// Combinator joins a compound selector with the one to its left.
type Combinator uint8

// Combinators (selectors-4 §15). The last two cross a shadow tree's edge: they
// stand before ::slotted() and ::part().
const (
	Descendant Combinator = iota
	Child
	NextSibling
	LaterSibling
	Slotted
	PartOf
)

// Specificity of a selector (selectors-4 §17), in one comparable number.
type Specificity uint32

func specificity(a, b, c uint32) Specificity {
	return Specificity(min(a, 1023)<<20 | min(b, 1023)<<10 | min(c, 1023))
}

func (s Specificity) plus(o Specificity) Specificity {
	return specificity(uint32(s>>20)+uint32(o>>20), uint32(s>>10&1023)+uint32(o>>10&1023), uint32(s&1023)+uint32(o&1023))
}

// Selector is a complex selector. It is immutable.
type Selector struct {
	// Compounds are in matching order: the subject first, then leftwards.
	// Combs[i] stands between Compounds[i] and Compounds[i+1].
	Compounds []Compound
	Combs     []Combinator
	Spec      Specificity
	// Pseudo is the pseudo-element that the selector's subject originates.
	Pseudo Pseudo
	// Host says that the subject is :host, which matches outside of its own tree.
	Host bool
	// Relative is the combinator that a relative selector (in :has) starts with.
	Relative Combinator
	// Never is set on selectors that are valid but match nothing here.
	Never bool
}

// Compound is a compound selector. Empty Tag means any.
type Compound struct {
	Tag     string // as written; TagLower in lower case
	TagLow  string
	ID      []string
	Classes []string
	Attrs   []AttrTest
	Tests   []Test
}

// AttrOp is how an attribute's value is compared.
type AttrOp uint8

// Attribute operators (selectors-4 §6).
const (
	AttrExists AttrOp = iota
	AttrEquals
	AttrIncludes
	AttrDash
	AttrPrefix
	AttrSuffix
	AttrContains
)

// AttrTest is an attribute selector.
type AttrTest struct {
	Name, NameLow string
	Value         string
	Op            AttrOp
	// Fold compares without regard to ASCII case; Exact says that a flag forbids
	// it even for attributes that HTML compares so.
	Fold, Exact bool
}

// Class is a pseudo-class.
type Class uint8

// Pseudo-classes. Those from ClassHover on are states that the element view
// answers.
const (
	ClassIs Class = iota // also :where; Sels
	ClassNot
	ClassHas
	ClassNthChild // A, B, Sels for "of"
	ClassNthLastChild
	ClassNthOfType
	ClassNthLastOfType
	ClassEmpty
	ClassRoot
	ClassScope
	ClassHost        // Sels
	ClassHostContext // Sels
	ClassLang        // Args
	ClassDir         // Args
	ClassNever
	ClassHover
	ClassActive
	ClassFocus
	ClassFocusVisible
	ClassFocusWithin
	ClassTarget
	ClassLink // also :any-link
	ClassChecked
	ClassIndeterminate
	ClassDisabled
	ClassEnabled
	ClassRequired
	ClassOptional
	ClassReadOnly
	ClassReadWrite
	ClassPlaceholderShown
	ClassDefault
	ClassValid
	ClassInvalid
	ClassInRange
	ClassOutOfRange
	ClassAutofill
	ClassOpen
	ClassModal
	ClassPopoverOpen
	ClassFullscreen
	ClassDefined
	ClassPlaying
	ClassPaused
	ClassUserInvalid
	ClassUserValid
)

// Test is one pseudo-class of a compound.
type Test struct {
	Class Class
	A, B  int32
	Sels  []*Selector
	Args  []string
}

var stateClasses = map[string]Class{
	"empty": ClassEmpty, "root": ClassRoot, "scope": ClassScope, "host": ClassHost,
	"hover": ClassHover, "active": ClassActive, "focus": ClassFocus, "focus-visible": ClassFocusVisible,
	"-moz-focusring": ClassFocusVisible, "focus-within": ClassFocusWithin, "target": ClassTarget,
	"link": ClassLink, "any-link": ClassLink, "-webkit-any-link": ClassLink, "visited": ClassNever,
	"checked": ClassChecked, "indeterminate": ClassIndeterminate, "disabled": ClassDisabled, "enabled": ClassEnabled,
	"required": ClassRequired, "optional": ClassOptional, "read-only": ClassReadOnly, "read-write": ClassReadWrite,
	"placeholder-shown": ClassPlaceholderShown, "default": ClassDefault, "valid": ClassValid, "invalid": ClassInvalid,
	"in-range": ClassInRange, "out-of-range": ClassOutOfRange, "autofill": ClassAutofill, "-webkit-autofill": ClassAutofill,
	"open": ClassOpen, "modal": ClassModal, "popover-open": ClassPopoverOpen, "fullscreen": ClassFullscreen,
	"-webkit-full-screen": ClassFullscreen, "defined": ClassDefined, "playing": ClassPlaying, "paused": ClassPaused,
	"user-invalid": ClassUserInvalid, "user-valid": ClassUserValid, "target-within": ClassNever, "picture-in-picture": ClassNever,
	"seeking": ClassNever, "muted": ClassNever, "buffering": ClassNever, "stalled": ClassNever, "local-link": ClassNever,
	"current": ClassNever, "past": ClassNever, "future": ClassNever, "blank": ClassNever, "xr-overlay": ClassNever,
	"active-view-transition": ClassNever, "horizontal": ClassNever, "vertical": ClassNever, "window-inactive": ClassNever,
	"corner-present": ClassNever, "single-button": ClassNever, "start": ClassNever, "end": ClassNever, "increment": ClassNever, "decrement": ClassNever,
	"double-button": ClassNever, "no-button": ClassNever, "-webkit-drag": ClassNever, "-internal-list-box": ClassNever,
}

var pseudoElements = map[string]Pseudo{
	"before": PseudoBefore, "after": PseudoAfter, "marker": PseudoMarker, "placeholder": PseudoPlaceholder,
	"-webkit-input-placeholder": PseudoPlaceholder, "backdrop": PseudoBackdrop, "selection": PseudoSelection,
	"first-line": PseudoFirstLine, "first-letter": PseudoFirstLetter, "file-selector-button": PseudoFileButton,
	"-webkit-file-upload-button": PseudoFileButton, "details-content": PseudoDetails, "-webkit-details-marker": PseudoSummaryMarker,
	"-webkit-progress-bar": PseudoProgressBar, "-webkit-progress-value": PseudoProgressValue,
	"-webkit-slider-runnable-track": PseudoSliderTrack, "-webkit-slider-thumb": PseudoSliderThumb,
	"-webkit-scrollbar": PseudoScrollbar, "-webkit-search-cancel-button": PseudoSearchCancel,
	"-webkit-search-decoration": PseudoSearchCancel, "-webkit-inner-spin-button": PseudoInnerSpin,
	"-webkit-outer-spin-button": PseudoInnerSpin, "cue": PseudoOther, "grammar-error": PseudoOther,
	"spelling-error": PseudoOther, "target-text": PseudoOther, "view-transition": PseudoOther,
	"highlight": PseudoOther, "scroll-marker": PseudoOther, "picker": PseudoOther, "picker-icon": PseudoOther, "checkmark": PseudoOther,
	"column": PseudoOther, "scroll-button": PseudoOther, "scroll-marker-group": PseudoOther,
}

// maxSelectors bounds the selectors of one list, maxSelectorDepth the nesting of
// pseudo-classes that take selectors.
const (
	maxSelectors     = 4096
	maxSelectorDepth = 16
)

// ParseSelectors parses a selector list (selectors-4 §19). It reports false for
// an invalid list.
func ParseSelectors(src string) ([]*Selector, bool) {
	return parseSelectorList(tokenize(src), nil, 0)
}

// parseSelectorList parses tokens that end with tokEOF. parent are the selectors
// that & stands for in a nested rule, nil outside of one; with it, selectors
// that do not name & are relative to it (css-nesting-1 §3).
func parseSelectorList(toks []token, parent []*Selector, depth int) ([]*Selector, bool) {
	p := selectorParser{toks: toks, parent: parent, depth: depth}
	return p.list(parent != nil, false)
}

type selectorParser struct {
	toks   []token
	i      int
	parent []*Selector
	depth  int
	nested bool // & occurred
}

func (p *selectorParser) peek() *token { return &p.toks[p.i] }

func (p *selectorParser) end() bool { return p.toks[p.i].kind == tokEOF }

// list parses selectors up to the end. nest adds the implied &; relative allows
// a leading combinator and keeps it.
func (p *selectorParser) list(nest, relative bool) ([]*Selector, bool) {
	var out []*Selector
	for {
		p.nested = false
		s, lead, ok := p.complex(nest || relative)
		if !ok || len(out) >= maxSelectors {
			return nil, false
		}
		switch {
		case relative:
			s.Relative = lead
		case nest && (!p.nested || lead != Descendant):
			s.Compounds = append(s.Compounds, p.ampersand())
			s.Combs = append(s.Combs, lead)
			s.Spec = s.Spec.plus(maxSpec(p.parent))
		}
		out = append(out, s)
		if p.end() {
			return out, true
		}
		if p.peek().kind != tokComma {
			return nil, false
		}
		p.i++
	}
}

// forgiving parses a forgiving selector list: what is invalid is left out.
func (p *selectorParser) forgiving(relative bool) []*Selector {
	var out []*Selector
	for !p.end() {
		start := p.i
		for !p.end() && p.peek().kind != tokComma {
			p.i = skip(p.toks, p.i)
		}
		part := append(append([]token(nil), p.toks[start:p.i]...), token{kind: tokEOF})
		q := selectorParser{toks: part, parent: p.parent, depth: p.depth}
		if sels, ok := q.list(false, relative); ok && len(out) < maxSelectors {
			out = append(out, sels...)
		}
		p.nested = p.nested || q.nested
		if p.end() {
			break
		}
		p.i++
	}
	return out
}

func (p *selectorParser) ampersand() Compound {
	if len(p.parent) == 0 {
		return Compound{Tests: []Test{{Class: ClassScope}}}
	}
	return Compound{Tests: []Test{{Class: ClassIs, Sels: p.parent}}}
}

func maxSpec(sels []*Selector) Specificity {
	var m Specificity
	for _, s := range sels {
		m = max(m, s.Spec)
	}
	return m
}

// complex parses one complex selector and the combinator it starts with where
// that is allowed.
func (p *selectorParser) complex(leading bool) (s *Selector, lead Combinator, ok bool) {
	s = &Selector{}
	if leading {
		if c, found := p.combinator(); found {
			lead = c
		}
	}
	var compounds []Compound
	var combs []Combinator
	for {
		c, okc := p.compound(s, &compounds, &combs)
		if !okc {
			return nil, 0, false
		}
		compounds = append(compounds, c)
		if p.end() || p.peek().kind == tokComma {
			break
		}
		if s.Pseudo != PseudoNone {
			return nil, 0, false
		}
		ws := p.peek().ws
		comb, found := p.combinator()
		if !found && !ws {
			return nil, 0, false
		}
		combs = append(combs, comb)
	}
	slices.Reverse(compounds)
	slices.Reverse(combs)
	s.Compounds, s.Combs = compounds, combs
	for i := range s.Compounds[0].Tests {
		if s.Compounds[0].Tests[i].Class == ClassHost || s.Compounds[0].Tests[i].Class == ClassHostContext {
			s.Host = true
		}
	}
	return s, lead, true
}

// combinator takes a combinator other than white space.
func (p *selectorParser) combinator() (Combinator, bool) {
	t := p.peek()
	switch {
	case t.delim('>'):
		p.i++
		return Child, true
	case t.delim('+'):
		p.i++
		return NextSibling, true
	case t.delim('~'):
		p.i++
		return LaterSibling, true
	}
	return Descendant, false
}

// compound parses one compound selector. ::slotted() and ::part() end the
// compound they stand behind and start another; it is appended to the lists.
func (p *selectorParser) compound(s *Selector, compounds *[]Compound, combs *[]Combinator) (Compound, bool) {
	var c Compound
	start := p.i
	if !p.typeSelector(s, &c) {
		return c, false
	}
	for !p.end() && (p.i == start || !p.peek().ws) {
		t := p.peek()
		switch {
		case t.kind == tokHash:
			p.i++
			c.ID = append(c.ID, t.text)
			s.Spec = s.Spec.plus(specificity(1, 0, 0))
		case t.delim('.'):
			p.i++
			n := p.peek()
			if n.kind != tokIdent || n.ws {
				return c, false
			}
			p.i++
			c.Classes = append(c.Classes, n.text)
			s.Spec = s.Spec.plus(specificity(0, 1, 0))
		case t.kind == tokLBracket:
			if !p.attribute(&c) {
				return c, false
			}
			s.Spec = s.Spec.plus(specificity(0, 1, 0))
		case t.delim('&'):
			p.i++
			p.nested = true
			c.Tests = append(c.Tests, p.ampersand().Tests...)
			s.Spec = s.Spec.plus(maxSpec(p.parent))
		case t.kind == tokColon:
			p.i++
			if p.peek().kind == tokColon {
				p.i++
				if !p.pseudoElement(s, &c, compounds, combs) {
					return c, false
				}
				continue
			}
			if !p.pseudoClass(s, &c) {
				return c, false
			}
		default:
			if t.kind == tokComma || t.delim('>') || t.delim('+') || t.delim('~') {
				return c, p.i > start
			}
			return c, false
		}
	}
	return c, p.i > start
}

// typeSelector takes an optional namespace prefix, tag name or star.
func (p *selectorParser) typeSelector(s *Selector, c *Compound) bool {
	t := p.peek()
	if t.delim('|') { // no namespace
		p.i++
		t = p.peek()
		s.Never = true
	}
	if t.kind != tokIdent && !t.delim('*') {
		return true
	}
	p.i++
	if p.peek().delim('|') && !p.peek().ws {
		// Prefixes are not told apart: *|a and svg|a match a in any namespace.
		p.i++
		t = p.peek()
		if t.kind != tokIdent && !t.delim('*') || t.ws {
			return false
		}
		p.i++
	}
	if t.kind == tokIdent {
		c.Tag, c.TagLow = t.text, lower(t.text)
		s.Spec = s.Spec.plus(specificity(0, 0, 1))
	}
	return true
}

func (p *selectorParser) attribute(c *Compound) bool {
	v := valueParser{toks: p.toks, i: p.i, depth: p.depth}
	in, ok := v.inner()
	if !ok {
		return false
	}
	p.i = v.i
	if in.peek().delim('*') || in.peek().delim('|') {
		in.next()
		if in.peek().delim('|') {
			in.next()
		}
	}
	name := in.next()
	if name.kind != tokIdent {
		return false
	}
	if in.peek().delim('|') { // a namespace prefix
		in.next()
		if name = in.next(); name.kind != tokIdent {
			return false
		}
	}
	a := AttrTest{Name: name.text, NameLow: lower(name.text)}
	if in.end() {
		c.Attrs = append(c.Attrs, a)
		return true
	}
	op := in.next()
	switch {
	case op.delim('='):
		a.Op = AttrEquals
	case op.kind == tokMatch:
		a.Op = map[string]AttrOp{"~": AttrIncludes, "|": AttrDash, "^": AttrPrefix, "$": AttrSuffix, "*": AttrContains}[op.text]
	default:
		return false
	}
	val := in.next()
	if val.kind != tokIdent && val.kind != tokString {
		return false
	}
	a.Value = val.text
	if in.accept("i") {
		a.Fold = true
	} else if in.accept("s") {
		a.Exact = true
	}
	c.Attrs = append(c.Attrs, a)
	return in.end()
}

// sub returns a parser of the arguments of the function at the parser's place.
func (p *selectorParser) sub() (*selectorParser, bool) {
	if p.depth >= maxSelectorDepth {
		return nil, false
	}
	v := valueParser{toks: p.toks, i: p.i, depth: p.depth}
	in, ok := v.inner()
	p.i = v.i
	if !ok {
		return nil, false
	}
	return &selectorParser{toks: in.toks, parent: p.parent, depth: p.depth + 1}, true
}

func (p *selectorParser) pseudoElement(s *Selector, c *Compound, compounds *[]Compound, combs *[]Combinator) bool {
	t := p.peek()
	name := lower(t.text)
	if t.ws || t.kind != tokIdent && t.kind != tokFunction {
		return false
	}
	if s.Pseudo != PseudoNone {
		return false
	}
	s.Spec = s.Spec.plus(specificity(0, 0, 1))
	if t.kind == tokFunction && (name == "slotted" || name == "part") {
		sub, ok := p.sub()
		if !ok {
			return false
		}
		*compounds = append(*compounds, *c)
		*c = Compound{}
		if name == "part" {
			*combs = append(*combs, PartOf)
			for !sub.end() {
				if sub.peek().kind != tokIdent {
					return false
				}
				c.Attrs = append(c.Attrs, AttrTest{Name: "part", NameLow: "part", Op: AttrIncludes, Value: sub.peek().text})
				sub.i++
			}
			return len(c.Attrs) > 0
		}
		*combs = append(*combs, Slotted)
		sels, ok := sub.list(false, false)
		if !ok {
			return false
		}
		c.Tests = append(c.Tests, Test{Class: ClassIs, Sels: sels})
		s.Spec = s.Spec.plus(maxSpec(sels))
		return true
	}
	if t.kind == tokFunction {
		if _, ok := p.sub(); !ok {
			return false
		}
		s.Pseudo = PseudoOther
		return true
	}
	p.i++
	if e, ok := pseudoElements[name]; ok {
		s.Pseudo = e
		return true
	}
	// Unknown -webkit- pseudo-elements are valid (selectors-4 §3.6.1); others make
	// the list invalid.
	s.Pseudo = PseudoOther
	return strings.HasPrefix(name, "-webkit-")
}

func (p *selectorParser) pseudoClass(s *Selector, c *Compound) bool {
	t := p.peek()
	if t.ws {
		return false
	}
	name := lower(t.text)
	if t.kind == tokFunction {
		return p.functionalClass(s, c, name)
	}
	if t.kind != tokIdent {
		return false
	}
	p.i++
	switch name {
	case "before", "after", "first-line", "first-letter": // CSS 2 spelling
		if s.Pseudo != PseudoNone {
			return false
		}
		s.Pseudo = pseudoElements[name]
		s.Spec = s.Spec.plus(specificity(0, 0, 1))
		return true
	}
	s.Spec = s.Spec.plus(specificity(0, 1, 0))
	add := func(tests ...Test) bool {
		c.Tests = append(c.Tests, tests...)
		return true
	}
	switch name {
	case "first-child":
		return add(Test{Class: ClassNthChild, B: 1})
	case "last-child":
		return add(Test{Class: ClassNthLastChild, B: 1})
	case "only-child":
		return add(Test{Class: ClassNthChild, B: 1}, Test{Class: ClassNthLastChild, B: 1})
	case "first-of-type":
		return add(Test{Class: ClassNthOfType, B: 1})
	case "last-of-type":
		return add(Test{Class: ClassNthLastOfType, B: 1})
	case "only-of-type":
		return add(Test{Class: ClassNthOfType, B: 1}, Test{Class: ClassNthLastOfType, B: 1})
	}
	class, ok := stateClasses[name]
	if !ok {
		return false
	}
	return add(Test{Class: class})
}

func (p *selectorParser) functionalClass(s *Selector, c *Compound, name string) bool {
	sub, ok := p.sub()
	if !ok {
		return false
	}
	test := Test{}
	spec := specificity(0, 1, 0)
	switch name {
	case "is", "where", "matches", "-webkit-any", "-moz-any":
		test.Class, test.Sels = ClassIs, sub.forgiving(false)
		spec = maxSpec(test.Sels)
		if name == "where" {
			spec = 0
		}
	case "not":
		test.Class = ClassNot
		test.Sels, ok = sub.list(false, false)
		spec = maxSpec(test.Sels)
	case "has":
		test.Class = ClassHas
		test.Sels, ok = sub.list(false, true)
		spec = maxSpec(test.Sels)
	case "host":
		test.Class = ClassHost
		test.Sels, ok = sub.list(false, false)
		spec = spec.plus(maxSpec(test.Sels))
	case "host-context":
		test.Class = ClassHostContext
		test.Sels, ok = sub.list(false, false)
		spec = spec.plus(maxSpec(test.Sels))
	case "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type":
		test.Class = map[string]Class{"nth-child": ClassNthChild, "nth-last-child": ClassNthLastChild, "nth-of-type": ClassNthOfType, "nth-last-of-type": ClassNthLastOfType}[name]
		ok = sub.nth(&test)
		spec = spec.plus(maxSpec(test.Sels))
	case "lang", "dir":
		test.Class = ClassLang
		if name == "dir" {
			test.Class = ClassDir
		}
		for !sub.end() {
			if t := sub.peek(); t.kind == tokIdent || t.kind == tokString {
				test.Args = append(test.Args, lower(t.text))
			}
			sub.i++
		}
		ok = len(test.Args) > 0
	case "state", "active-view-transition-type":
		test.Class = ClassNever
	default:
		return false
	}
	p.nested = p.nested || sub.nested
	c.Tests = append(c.Tests, test)
	s.Spec = s.Spec.plus(spec)
	return ok
}

// nth parses An+B (css-syntax-3 §6) and "of" with selectors.
func (p *selectorParser) nth(test *Test) bool {
	var text strings.Builder
	for !p.end() && !p.peek().is("of") {
		t := p.peek()
		switch t.kind {
		case tokIdent:
			text.WriteString(t.text)
		case tokNumber:
			if !t.integer {
				return false
			}
			if t.signed && t.num >= 0 {
				text.WriteByte('+')
			}
			text.WriteString(formatInt(t.num))
		case tokDimension:
			if t.signed && t.num >= 0 {
				text.WriteByte('+')
			}
			text.WriteString(formatInt(t.num))
			text.WriteString(t.text)
		case tokDelim:
			text.WriteString(t.text)
		default:
			return false
		}
		p.i++
	}
	var ok bool
	if test.A, test.B, ok = parseNth(lower(text.String())); !ok {
		return false
	}
	if p.end() {
		return true
	}
	p.i++
	rest := selectorParser{toks: p.toks[p.i:], parent: p.parent, depth: p.depth}
	test.Sels, ok = rest.list(false, false)
	p.nested = p.nested || rest.nested
	return ok
}

func formatInt(f float64) string {
	const limit = 1 << 30
	n := int64(max(-limit, min(limit, f)))
	neg := n < 0
	if neg {
		n = -n
	}
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	if neg {
		i--
		b[i] = '-'
	}
	return string(b[i:])
}

// parseNth parses even, odd, B and An+B without white space.
func parseNth(s string) (a, b int32, ok bool) {
	switch s {
	case "even":
		return 2, 0, true
	case "odd":
		return 2, 1, true
	case "":
		return 0, 0, false
	}
	i := strings.IndexByte(s, 'n')
	if i < 0 {
		b, ok = signedInt(s)
		return 0, b, ok
	}
	switch head := s[:i]; head {
	case "", "+":
		a = 1
	case "-":
		a = -1
	default:
		if a, ok = signedInt(head); !ok {
			return 0, 0, false
		}
	}
	if s[i+1:] == "" {
		return a, 0, true
	}
	if c := s[i+1]; c != '+' && c != '-' {
		return 0, 0, false
	}
	b, ok = signedInt(s[i+1:])
	return a, b, ok
}

func signedInt(s string) (int32, bool) {
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "" || len(s) > 10 {
		return 0, false
	}
	var n int64
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	n = min(n, 1<<30)
	if neg {
		n = -n
	}
	return int32(n), true
}
