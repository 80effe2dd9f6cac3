package query

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query.
const (
	MaxLength = 4096 // bytes
	MaxTerms  = 256
	maxDepth  = 32
)

// Error is what is wrong with a query, and where.
type Error struct {
	Query  string
	Column int // from 1, in characters
	Reason string
}

// Error says what is wrong at which column.
func (e *Error) Error() string {
	return fmt.Sprintf("query, column %d: %s", e.Column, e.Reason)
}

// Parse reads a query. Its errors are of type *[Error].
func Parse(s string) (*Query, error) {
	p := &parser{src: s}
	if len(s) > MaxLength {
		return nil, &Error{s, 1, fmt.Sprintf("it has %d bytes, at most %d are allowed", len(s), MaxLength)}
	}
	if !utf8.ValidString(s) {
		return nil, &Error{s, 1, "it is not valid UTF-8"}
	}
	p.space()
	if p.done() {
		return &Query{}, nil
	}
	root, err := p.sequence()
	if err != nil {
		return nil, err
	}
	if !p.done() { // only a closing parenthesis stops a sequence early
		return nil, p.fail(p.pos, "there is no ( for this ); remove it, or put it in quotes")
	}
	return &Query{Root: root}, nil
}

type parser struct {
	src   string
	pos   int
	depth int
	terms int
	field string // of a group: kind:(a OR b)
}

func (p *parser) done() bool   { return p.pos >= len(p.src) }
func (p *parser) rest() string { return p.src[p.pos:] }

func (p *parser) fail(pos int, format string, args ...any) error {
	return &Error{p.src, p.column(pos), fmt.Sprintf(format, args...)}
}

func (p *parser) column(pos int) int { return utf8.RuneCountInString(p.src[:pos]) + 1 }

func (p *parser) space() {
	p.pos = len(p.src) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace))
}

// word reports whether the word w stands here, with its end at a space, a
// parenthesis or the end.
func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.rest(), w) {
		return false
	}
	after := p.src[p.pos+len(w):]
	return after == "" || after[0] == '(' || after[0] == ')' || spaceAt(after)
}

func spaceAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// take skips the word w and the space after it, if it stands here.
func (p *parser) take(w string) bool {
	if !p.word(w) {
		return false
	}
	p.pos += len(w)
	p.space()
	return true
}

// sequence = or { "THEN" or [ "within" duration ] } .
func (p *parser) sequence() (Node, error) {
	first, err := p.or()
	if err != nil {
		return nil, err
	}
	steps := []Step{{X: first}}
	for {
		at := p.pos
		if !p.take("THEN") {
			break
		}
		if p.depth > 0 {
			return nil, p.fail(at, "THEN cannot stand in parentheses; write the steps of a sequence without them")
		}
		if p.done() {
			return nil, p.fail(at, "what follows THEN is missing; write a condition after it")
		}
		x, err := p.or()
		if err != nil {
			return nil, err
		}
		step := Step{X: x}
		if err := p.within(&step); err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	if at := p.pos; p.limitHere() {
		return nil, p.fail(at, "within limits the time since the step before, and there is none; write: a THEN b within 5s, or put the word in quotes")
	}
	if len(steps) == 1 {
		return first, nil
	}
	return &Then{Steps: steps}, nil
}

// limitHere reports whether "within" and a duration stand here.
func (p *parser) limitHere() bool {
	if !p.word("within") && !p.word("WITHIN") {
		return false
	}
	fields := strings.Fields(p.rest())
	if len(fields) < 2 {
		return false
	}
	v, ok := number(strings.TrimRight(fields[1], ")"))
	return ok && (v.Unit == Time || v.Unit == Plain)
}

// within reads the limit of a step, if there is one.
func (p *parser) within(s *Step) error {
	if !p.limitHere() {
		return nil
	}
	p.pos += len("within")
	p.space()
	at := p.pos
	for !p.done() && !spaceAt(p.rest()) && p.src[p.pos] != ')' {
		p.pos++
	}
	s.within = p.src[at:p.pos]
	v, _ := number(s.within)
	s.Within = v.Num
	if v.Unit == Plain {
		s.Within *= 1000
	}
	p.space()
	if s.Within <= 0 {
		return p.fail(at, "within needs a duration above zero, like 5s")
	}
	return nil
}

// or = and { "OR" and } .
func (p *parser) or() (Node, error) {
	return p.list("OR", (*parser).and, func(l []Node) Node { return &Or{l} })
}

// and = unary { [ "AND" ] unary } .
func (p *parser) and() (Node, error) {
	return p.list("AND", (*parser).unary, func(l []Node) Node { return &And{l} })
}

// list reads operands with an operator between them.
func (p *parser) list(op string, operand func(*parser) (Node, error), join func([]Node) Node) (Node, error) {
	x, err := operand(p)
	if err != nil {
		return nil, err
	}
	list := []Node{x}
	for {
		at := p.pos
		if !p.take(op) {
			if op != "AND" || p.done() || p.src[p.pos] == ')' || p.word("OR") || p.word("THEN") || p.limitHere() {
				break // AND may be left out
			}
		} else if p.done() {
			return nil, p.fail(at, "what follows %s is missing; write a condition after it", op)
		}
		if x, err = operand(p); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	if len(list) == 1 {
		return x, nil
	}
	return join(flat(list, op)), nil
}

// flat takes the lists of operands of the same operator in, so that (a b) c is
// the same as a b c.
func flat(list []Node, op string) []Node {
	out := make([]Node, 0, len(list))
	for _, n := range list {
		switch x := n.(type) {
		case *And:
			if op == "AND" {
				out = append(out, x.List...)
				continue
			}
		case *Or:
			if op == "OR" {
				out = append(out, x.List...)
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// unary = ( "NOT" | "-" ) unary | "(" or ")" | term .
func (p *parser) unary() (Node, error) {
	at := p.pos
	for _, op := range []string{"AND", "OR", "THEN"} {
		if p.word(op) {
			return nil, p.fail(at, "a condition is missing before %s; as a word to search for write %q", op, op)
		}
	}
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(at, "more than %d levels of parentheses and negations", maxDepth)
	}
	defer func() { p.depth-- }()
	switch {
	case p.word("NOT") || p.word("-not") && len(strings.Fields(p.rest())) > 1:
		p.pos += len("NOT")
		if p.src[at] == '-' {
			p.pos++
		}
		p.space()
	case p.src[p.pos] == '-' && len(p.rest()) > 1 && !spaceAt(p.rest()[1:]) && p.src[p.pos+1] != ')':
		p.pos++
	case p.src[p.pos] == '(':
		return p.group()
	case p.src[p.pos] == ')':
		return nil, p.fail(at, "a condition is missing before )")
	default:
		return p.term()
	}
	if p.done() {
		return nil, p.fail(at, "what is not wanted is missing; write a condition after it")
	}
	x, err := p.unary()
	if err != nil {
		return nil, err
	}
	if n, ok := x.(*Not); ok {
		return n.X, nil
	}
	return &Not{x}, nil
}

// group reads what stands in parentheses.
func (p *parser) group() (Node, error) {
	open := p.pos
	p.pos++
	p.space()
	if p.done() {
		return nil, p.fail(open, "the ) for this ( is missing")
	}
	x, err := p.sequence()
	if err != nil {
		return nil, err
	}
	if p.done() || p.src[p.pos] != ')' {
		return nil, p.fail(open, "the ) for this ( is missing")
	}
	p.pos++
	p.space()
	return x, nil
}

// term = [ field ":" ] ( value | comparison | range | "(" or ")" ) .
func (p *parser) term() (Node, error) {
	if p.terms++; p.terms > MaxTerms {
		return nil, p.fail(p.pos, "more than %d conditions", MaxTerms)
	}
	t := &Term{Field: p.field, Column: p.column(p.pos)}
	at := p.pos
	name := fieldName(p.rest())
	if name != "" {
		t.Field = strings.ToLower(name)
		p.pos += len(name) + 1
		if p.done() || spaceAt(p.rest()) || p.src[p.pos] == ')' {
			return nil, p.fail(at, "%s: has no value; write %s:VALUE, or %q in quotes to search for it", name, name, name+":")
		}
		if p.src[p.pos] == '(' {
			if p.depth++; p.depth > maxDepth {
				return nil, p.fail(at, "more than %d levels of parentheses and negations", maxDepth)
			}
			outer := p.field
			p.field = t.Field
			x, err := p.group()
			p.field = outer
			p.depth--
			return x, err
		}
	}
	if t.Field == "" {
		v, err := p.value()
		t.Value = v
		if v.Form == Number { // nothing to compare with
			t.Value = literal(v.Text)
		}
		if v.Form == Wildcard && anything(&v) {
			return nil, p.fail(at, "* alone finds everything; write FIELD:* for what has the field")
		}
		p.space()
		return t, err
	}
	if err := p.condition(t); err != nil {
		return nil, err
	}
	p.space()
	if t.Field == "exists" && t.Op == Is {
		if t.Value.Form != Literal || fieldName(t.Value.Text+":") != t.Value.Text {
			return nil, p.fail(at, "exists: wants the name of a field, like exists:status")
		}
		return &Term{Field: strings.ToLower(t.Value.Text), Op: Exists, Column: t.Column}, nil
	}
	return t, nil
}

// anything reports whether a wildcard value has no text at all.
func anything(v *Value) bool {
	for _, part := range v.Parts {
		if part != "" {
			return false
		}
	}
	return true
}

// fieldName returns the name that a term starts with, "" when it has none. The
// start of an address (https://…) is no name.
func fieldName(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '@' && i == 0:
		case i > 0 && (digit(c) || c == '.' || c == '-'):
		case c == ':' && i > 0 && s[:i] != "@" && !(strings.HasPrefix(s[i:], "://") && scheme(s[:i])):
			return s[:i]
		default:
			return ""
		}
	}
	return ""
}

func scheme(s string) bool {
	switch s {
	case "http", "https", "ws", "wss", "ftp", "file", "blob":
		return true
	}
	return false
}

var comparisons = []struct {
	sign string
	op   Op
}{{">=", GreaterEqual}, {"<=", LessEqual}, {">", Greater}, {"<", Less}}

// condition reads what follows a field's name.
func (p *parser) condition(t *Term) error {
	at := p.pos
	for _, c := range comparisons {
		if !strings.HasPrefix(p.rest(), c.sign) {
			continue
		}
		p.pos += len(c.sign)
		if p.done() || spaceAt(p.rest()) {
			return p.fail(at, "%s has no value; write a number or a duration right after it, like %s:%s30s", c.sign, t.Field, c.sign)
		}
		v, err := p.value()
		if err != nil {
			return err
		}
		if v.Form != Number {
			return p.fail(at, "%s compares numbers, and %q is none; write 500, 30s, 10kB or 2026-11-01, or quotes around text that starts with %s", c.sign, v.Text, c.sign)
		}
		t.Op, t.Value = c.op, v
		return nil
	}
	if low, high, n, ok := p.between(); ok {
		p.pos += n
		t.Op, t.Value, t.High = Between, low, high
		if low.Form == Number && high.Form == Number && (low.Unit != high.Unit && low.Unit != Plain && high.Unit != Plain || low.Unit == high.Unit && low.Num > high.Num) {
			return p.fail(at, "the range %s..%s holds nothing; write the lower end first, both in the same unit", low.Text, high.Text)
		}
		return nil
	}
	v, err := p.value()
	if err != nil {
		return err
	}
	t.Value = v
	if v.Form == Wildcard && anything(&v) {
		t.Op, t.Value = Exists, Value{}
	}
	return nil
}

// between reads a range of numbers of n bytes that stands here.
func (p *parser) between() (low, high Value, n int, ok bool) {
	s := p.rest()
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ')' || r == '(' || r == '"' }); i >= 0 {
		s = s[:i]
	}
	from, to, found := strings.Cut(s, "..")
	if !found || from == "" && to == "" {
		return low, high, 0, false
	}
	if from != "" {
		if low, ok = number(from); !ok {
			return low, high, 0, false
		}
	}
	if to != "" {
		if high, ok = number(to); !ok {
			return low, high, 0, false
		}
	}
	return low, high, len(s), true
}

// value reads a quoted string, a regular expression, or a word.
func (p *parser) value() (Value, error) {
	switch p.src[p.pos] {
	case '"':
		return p.quoted()
	case '/':
		if end, flags, ok := p.expression(); ok {
			return p.pattern(end, flags)
		}
	}
	return p.bare()
}

func (p *parser) quoted() (Value, error) {
	open := p.pos
	var b strings.Builder
	for p.pos++; !p.done(); p.pos++ {
		switch c := p.src[p.pos]; {
		case c == '"':
			p.pos++
			if !p.done() && !spaceAt(p.rest()) && p.src[p.pos] != ')' && p.src[p.pos] != '(' {
				return Value{}, p.fail(p.pos, "a space is missing after the closing quote")
			}
			if b.Len() == 0 {
				return Value{}, p.fail(open, "the quotes are empty; write the text to search for between them")
			}
			return literal(b.String()), nil
		case c == '\\' && p.pos+1 < len(p.src) && (p.src[p.pos+1] == '"' || p.src[p.pos+1] == '\\'):
			p.pos++
			b.WriteByte(p.src[p.pos])
		default:
			b.WriteByte(c)
		}
	}
	return Value{}, p.fail(open, `the closing quote is missing; for a quote within text write \"`)
}

// expression finds the end of a regular expression that stands here. A slash
// that could begin another value (after a space or a colon) does not end one, so
// that url:/a THEN url:/ are two addresses.
func (p *parser) expression() (end int, flags string, ok bool) {
	s := p.src
	if p.pos+1 >= len(s) || spaceAt(s[p.pos+1:]) {
		return 0, "", false
	}
	for i := p.pos + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			if strings.ContainsRune(" :(-", rune(s[i-1])) {
				return 0, "", false
			}
		case '/':
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			if i == p.pos+1 || before == ':' || unicode.IsSpace(before) {
				return 0, "", false
			}
			after := s[i+1:]
			for after != "" && after[0] >= 'a' && after[0] <= 'z' {
				after = after[1:]
			}
			if after != "" && after[0] != ')' && !spaceAt(after) {
				return 0, "", false
			}
			flags = s[i+1 : len(s)-len(after)]
			if strings.Trim(flags, "i") != "" {
				return 0, "", false // /usr/bin
			}
			return i, flags, true
		}
	}
	return 0, "", false
}

func (p *parser) pattern(end int, flags string) (Value, error) {
	at := p.pos
	src := unescape(p.src[p.pos+1 : end])
	p.pos = end + 1 + len(flags)
	v, err := pattern(src, flags != "")
	if err != nil {
		return Value{}, p.fail(at, "the regular expression does not compile: %s; correct it, or put the text in quotes", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return v, nil
}

// unescape undoes the escapes of what the query needs escaped in an expression.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] != '/' && s[i] != '"' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func pattern(src string, fold bool) (Value, error) {
	full := src
	if fold {
		full = "(?i)" + src
	}
	re, err := regexp.Compile(full)
	return Value{Form: Pattern, Text: src, Fold: fold, re: re}, err
}

// bare reads a word: up to a space or a parenthesis that is not its own.
func (p *parser) bare() (Value, error) {
	at := p.pos
	var parts []string
	var b strings.Builder
	open, escaped := 0, false
loop:
	for !p.done() {
		r, n := utf8.DecodeRuneInString(p.rest())
		switch {
		case unicode.IsSpace(r), r == ')' && open == 0:
			break loop
		case r == '"':
			return Value{}, p.fail(p.pos, `a quote within a word; put the whole in quotes, or write \"`)
		case r == '\\':
			escaped = true
			p.pos++
			if p.done() {
				return Value{}, p.fail(p.pos-1, `what \ stands before is missing; for a backslash write \\`)
			}
			r, n = utf8.DecodeRuneInString(p.rest())
			b.WriteRune(r)
		case r == '*':
			parts = append(parts, b.String())
			b.Reset()
		default:
			if r == '(' {
				open++
			} else if r == ')' {
				open--
			}
			b.WriteRune(r)
		}
		p.pos += n
	}
	if parts != nil {
		return wildcard(append(parts, b.String())), nil
	}
	if b.Len() == 0 {
		return Value{}, p.fail(at, "a value is missing")
	}
	if !escaped {
		if v, ok := number(b.String()); ok {
			v.lower = []string{strings.ToLower(v.Text)}
			return v, nil
		}
	}
	return literal(b.String()), nil
}

func literal(s string) Value {
	return Value{Form: Literal, Text: s, lower: []string{strings.ToLower(s)}}
}

// wildcard makes a value of parts with a * between them; several * in a row are
// one.
func wildcard(parts []string) Value {
	v := Value{Form: Wildcard}
	for i, part := range parts {
		if part == "" && i > 0 && i < len(parts)-1 {
			continue
		}
		v.Parts = append(v.Parts, part)
		v.lower = append(v.lower, strings.ToLower(part))
	}
	v.Text = strings.Join(v.Parts, "*")
	return v
}
