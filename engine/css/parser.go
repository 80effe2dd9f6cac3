package css

import "slices"

// parser reads rules and declarations (css-syntax-3 §5). Content never fails:
// what is invalid is left out, as the specification has it.
type parser struct {
	toks   []token // ends with tokEOF
	i      int
	src    string
	quirks bool
	depth  int
	rules  int
	// decls is room for the declarations of the block that is being parsed, shared
	// with the parsers of what is inside.
	decls *[]Decl
}

// Bounds of a sheet.
const (
	maxRuleDepth = 32
	maxRules     = 200_000
)

// ParseSheet parses the text of a style sheet.
func ParseSheet(src string, quirks bool) *Sheet {
	if len(src) > maxSheet {
		src = src[:maxSheet]
	}
	p := &parser{toks: tokenize(src), src: src, quirks: quirks}
	return &Sheet{Rules: p.ruleList(nil, true)}
}

// ParseRule parses one rule as insertRule() takes it; parent is the style rule
// that it is nested in, nil for none. It gives nil when there is no valid rule.
func ParseRule(src string, parent *Rule, quirks bool) *Rule {
	if len(src) > maxSheet {
		return nil
	}
	p := &parser{toks: tokenize(src), src: src, quirks: quirks}
	var sels []*Selector
	if parent != nil {
		sels = parent.nestingSelectors()
	}
	rules := p.ruleList(sels, parent == nil)
	if len(rules) == 0 {
		return nil
	}
	return rules[0]
}

func (p *parser) peek() *token { return &p.toks[p.i] }

func (p *parser) end() bool { return p.toks[p.i].kind == tokEOF }

// sub returns a parser of the block at the parser's place, which it passes.
func (p *parser) sub() *parser {
	start := p.i
	end := skip(p.toks, p.i)
	last := end - 1
	if last <= start || p.toks[last].kind != closer(p.toks[start].kind) {
		last = end
	}
	last = min(last, len(p.toks)-1)
	in := make([]token, 0, last-start)
	in = append(in, p.toks[start+1:last]...)
	in = append(in, token{kind: tokEOF, pos: p.toks[last].pos, end: p.toks[last].pos})
	p.i = min(end, len(p.toks)-1)
	if p.decls == nil {
		p.decls = new([]Decl)
	}
	return &parser{toks: in, src: p.src, quirks: p.quirks, depth: p.depth + 1, rules: p.rules, decls: p.decls}
}

// until takes component values up to a kind of token (not taken), a brace block
// or the end, and returns them with tokEOF.
func (p *parser) until(stop tokenKind) []token {
	start := p.i
	for !p.end() && p.peek().kind != stop && p.peek().kind != tokLBrace {
		p.i = skip(p.toks, p.i)
	}
	out := make([]token, 0, p.i-start+1)
	out = append(out, p.toks[start:p.i]...)
	return append(out, token{kind: tokEOF, pos: p.peek().pos, end: p.peek().pos})
}

// ruleList parses rules up to the end. parent are the selectors of the style rule
// around, nil for none.
func (p *parser) ruleList(parent []*Selector, top bool) []*Rule {
	var out []*Rule
	late := false
	for !p.end() && p.rules < maxRules {
		switch p.peek().kind {
		case tokCDO, tokCDC, tokSemicolon:
			p.i++
		case tokAt:
			if r := p.atRule(parent, top); r != nil {
				if r.Kind == RuleImport && late {
					r.Kind = RuleOther // imports come first
				}
				late = late || r.Kind != RuleImport && r.Kind != RuleLayerOrder
				p.rules++
				out = append(out, r)
			}
		default:
			late = true
			if r := p.styleRule(parent); r != nil {
				p.rules++
				out = append(out, r)
			}
		}
	}
	return out
}

// styleRule parses a qualified rule; nil when it is invalid.
func (p *parser) styleRule(parent []*Selector) *Rule {
	start := p.i
	for !p.end() && p.peek().kind != tokLBrace {
		p.i = skip(p.toks, p.i)
	}
	if p.end() {
		return nil
	}
	prelude := p.toks[start : p.i+1]
	body := p.sub()
	// The selectors end with an end for as long as they are read.
	brace := &prelude[len(prelude)-1]
	after := *brace
	*brace = token{kind: tokEOF}
	sels, ok := parseSelectorList(prelude, parent, 0)
	*brace = after
	if !ok || body.depth > maxRuleDepth {
		return nil
	}
	r := &Rule{Kind: RuleStyle, Selectors: sels, Text: p.text(start)}
	body.styleBody(r, sels)
	return r
}

// styleBody parses the contents of a style rule: declarations and nested rules.
// Declarations after nested rules are a rule of their own (css-nesting-1 §4).
func (p *parser) styleBody(r *Rule, sels []*Selector) {
	block := p.openBlock()
	own := true
	start := p.i
	flush := func() {
		p.closeBlock(block)
		if own {
			r.Block = block
		} else if !block.Empty() {
			r.Rules = append(r.Rules, &Rule{Kind: RuleStyle, Selectors: sels, Block: block, Implied: true, Text: p.text(start)})
		}
		own, block = false, p.openBlock()
	}
	for !p.end() {
		switch t := p.peek(); {
		case t.kind == tokSemicolon:
			p.i++
		case t.kind == tokAt:
			flush()
			if n := p.atRule(sels, false); n != nil {
				r.Rules = append(r.Rules, n)
			}
			start = p.i
		case t.kind == tokIdent && p.toks[p.i+1].kind == tokColon && p.isDeclaration():
			p.declarationInto(block)
		default:
			mark := p.i
			if p.hasBlock() {
				flush()
				if n := p.styleRule(sels); n != nil {
					r.Rules = append(r.Rules, n)
				}
				start = p.i
			} else {
				p.skipDeclaration()
			}
			if p.i == mark {
				p.i++
			}
		}
	}
	if own || !block.Empty() {
		flush()
	}
}

// openBlock starts a block whose declarations are put together in shared room;
// nothing else may until closeBlock has taken them out.
func (p *parser) openBlock() *Block {
	if p.decls == nil {
		p.decls = new([]Decl)
	}
	return &Block{Normal: (*p.decls)[:0]}
}

func (p *parser) closeBlock(b *Block) {
	*p.decls = b.Normal[:0]
	if len(b.Normal) == 0 {
		b.Normal = nil
		return
	}
	b.Normal = slices.Clone(b.Normal)
}

// isDeclaration tells `a: b;` from a nested rule such as `a:hover {}`.
func (p *parser) isDeclaration() bool {
	if len(p.peek().text) > 2 && p.peek().text[:2] == "--" {
		return true
	}
	for i := p.i + 2; ; i = skip(p.toks, i) {
		switch p.toks[i].kind {
		case tokSemicolon, tokEOF:
			return true
		case tokLBrace:
			return propOf(p.peek().text) != PropInvalid && i == p.i+2
		}
	}
}

// hasBlock reports whether a brace block comes before the next semicolon.
func (p *parser) hasBlock() bool {
	for i := p.i; ; i = skip(p.toks, i) {
		switch p.toks[i].kind {
		case tokSemicolon, tokEOF:
			return false
		case tokLBrace:
			return true
		}
	}
}

// declarations parses a list of declarations: a style attribute, a descriptor
// block.
func (p *parser) declarations() *Block {
	b := &Block{}
	for !p.end() {
		t := p.peek()
		if t.kind == tokIdent && p.toks[p.i+1].kind == tokColon {
			p.declarationInto(b)
		} else {
			p.skipDeclaration()
		}
	}
	return b
}

func (p *parser) skipDeclaration() {
	for !p.end() && p.peek().kind != tokSemicolon {
		p.i = skip(p.toks, p.i)
	}
	if !p.end() {
		p.i++
	}
}

func (p *parser) declarationInto(b *Block) {
	name := p.peek().text
	p.i += 2
	start := p.i
	p.skipToSemicolon()
	toks := p.toks[start:p.i]
	if !p.end() {
		p.i++
	}
	important := false
	if n := len(toks); n >= 2 && toks[n-1].is("important") && toks[n-2].delim('!') {
		important = true
		toks = toks[:n-2]
	}
	if len(toks) == 0 && (len(name) < 2 || name[:2] != "--") {
		return
	}
	// The value ends with an end for as long as it is read.
	value := p.toks[start : start+len(toks)+1]
	end := &value[len(toks)]
	after := *end
	*end = token{kind: tokEOF}
	declaration(b, name, value, p.src, important, p.quirks)
	*end = after
}

func (p *parser) skipToSemicolon() {
	for !p.end() && p.peek().kind != tokSemicolon {
		p.i = skip(p.toks, p.i)
	}
}

// atRule parses an at-rule; nil when it is none that CSSOM would list.
func (p *parser) atRule(parent []*Selector, top bool) *Rule {
	name := lower(p.peek().text)
	start := p.i
	p.i++
	prelude := p.until(tokSemicolon)
	var body *parser
	if p.peek().kind == tokLBrace {
		body = p.sub()
	} else if !p.end() {
		p.i++
	}
	if body != nil && body.depth > maxRuleDepth {
		return nil
	}
	r := &Rule{Kind: RuleOther, Name: name, Text: p.text(start)}
	v := &valueParser{toks: prelude, src: p.src}
	switch name {
	case "charset":
		return nil
	case "media":
		r.Kind, r.Media = RuleMedia, parseMediaList(v)
	case "supports":
		r.Kind, r.Supported = RuleSupports, parseSupports(v)
	case "container":
		r.Kind = RuleContainer
		r.Names, r.Query = parseContainer(v)
	case "layer":
		r.Kind = RuleLayer
		r.Names = parseLayerNames(v)
		if body == nil {
			r.Kind = RuleLayerOrder
		}
	case "scope":
		r.Kind = RuleScope
		r.ScopeFrom, r.ScopeTo = parseScope(v)
	case "starting-style":
		r.Kind, r.Supported = RuleSupports, false
	case "import":
		if !top {
			return nil
		}
		if !r.parseImport(v) {
			return nil
		}
	case "property":
		r.Kind = RuleProperty
		r.Names = []string{v.peek().text}
		if body != nil {
			r.Descriptors = body.descriptors()
		}
		return r
	default:
		return r // keyframes, font-face, page …: listed, without effect here
	}
	if body == nil {
		if r.Kind == RuleLayerOrder || r.Kind == RuleImport {
			return r
		}
		return nil
	}
	if parent != nil {
		// Declarations right in a nested group rule belong to the rule around.
		body.styleBody(r, parent)
		if r.Block != nil && !r.Block.Empty() {
			own := &Rule{Kind: RuleStyle, Selectors: parent, Block: r.Block, Implied: true, Text: bodyOf(r.Text)}
			r.Rules = append([]*Rule{own}, r.Rules...)
		}
		r.Block = nil
		return r
	}
	r.Rules = body.ruleList(nil, false)
	return r
}

// parseImport parses the prelude of @import (css-cascade-5 §2).
func (r *Rule) parseImport(v *valueParser) bool {
	address, ok := v.address()
	if !ok {
		return false
	}
	r.Kind, r.Supported, r.Names = RuleImport, true, []string{address}
	if v.accept("layer") {
		r.Names = append(r.Names, "")
	} else if in, ok := v.args("layer"); ok {
		if layer := parseLayerNames(in); len(layer) == 1 {
			r.Names = append(r.Names, layer[0])
		}
	}
	if v.peek().function("supports") {
		in, ok := v.inner()
		if ok {
			ok, _ = in.supportsInner(0)
		}
		r.Supported = ok
	}
	r.Media = parseMediaList(v)
	return true
}

// address is a string or url() that an at-rule begins with.
func (p *valueParser) address() (string, bool) {
	t := p.peek()
	switch {
	case t.kind == tokString, t.kind == tokURL:
		p.i++
		return t.text, true
	case t.function("url") || t.function("src"):
		in, ok := p.inner()
		if !ok || in.peek().kind != tokString {
			return "", false
		}
		return in.peek().text, true
	}
	return "", false
}

// descriptors reads name: text pairs.
func (p *parser) descriptors() map[string]string {
	m := map[string]string{}
	for !p.end() {
		if p.peek().kind != tokIdent || p.toks[p.i+1].kind != tokColon {
			p.skipDeclaration()
			continue
		}
		name := lower(p.peek().text)
		p.i += 2
		start := p.i
		p.skipToSemicolon()
		if p.i > start {
			t := p.toks[start]
			text := p.src[t.pos:p.toks[p.i-1].end]
			if t.kind == tokString && p.i == start+1 {
				text = t.text
			}
			m[name] = text
		}
	}
	return m
}

func parseLayerNames(v *valueParser) []string {
	var names []string
	name := ""
	for !v.end() && len(names) < maxItems {
		t := v.next()
		switch {
		case t.kind == tokIdent:
			name += t.text
		case t.delim('.'):
			name += "."
		case t.kind == tokComma:
			names = append(names, name)
			name = ""
		}
	}
	if name != "" {
		names = append(names, name)
	}
	return names
}

func parseScope(v *valueParser) (from, to []*Selector) {
	if v.peek().kind == tokLParen {
		if in, ok := v.inner(); ok {
			from, _ = parseSelectorList(in.toks, nil, 0)
		}
	}
	if v.accept("to") && v.peek().kind == tokLParen {
		if in, ok := v.inner(); ok {
			to, _ = parseSelectorList(in.toks, nil, 0)
		}
	}
	return from, to
}
