package style

import (
	"sort"
	"strings"

	"playhead/engine/css"
)

// variable is one custom property: its name with the leading dashes and its
// value as text, in which no var() is left. An invalid one hides what would be
// inherited (css-variables-1 §3.6).
type variable struct {
	name    string
	value   string
	invalid bool
	// local marks a property registered as not inherited.
	local bool
}

// get looks a custom property up.
func (v *Vars) get(name string) (string, bool) {
	for ; v != nil; v = v.parent {
		i := sort.Search(len(v.own), func(i int) bool { return v.own[i].name >= name })
		if i < len(v.own) && v.own[i].name == name {
			return v.own[i].value, !v.own[i].invalid
		}
	}
	return "", false
}

// Get returns the value of a custom property, as text.
func (v *Vars) Get(name string) (string, bool) { return v.get(name) }

// registration is what @property says.
type registration struct {
	inherits   bool
	initial    string
	hasInitial bool
}

// maxVarText bounds the text that substitution may make of one value.
const maxVarText = 1 << 16

// varResolver resolves the custom properties of one element.
type varResolver struct {
	parent   *Vars
	declared map[string]*css.Decl
	done     map[string]variable
	active   map[string]bool
	regs     map[string]*registration
	attr     func(name string) (string, bool)
}

// resolve gives the custom properties of an element with the given declarations
// (the winner for each name). It gives parent itself when nothing differs.
func (r *varResolver) resolve() *Vars {
	if len(r.declared) == 0 && !r.parent.hasLocal() {
		return r.parent
	}
	r.done, r.active = map[string]variable{}, map[string]bool{}
	var own []variable
	for name := range r.declared {
		v := r.one(name)
		if old, ok := r.parent.get(name); ok != v.invalid && old == v.value {
			continue
		}
		own = append(own, v)
	}
	if r.parent != nil {
		for _, v := range r.parent.own {
			if _, set := r.declared[v.name]; v.local && !set {
				own = append(own, r.initial(v.name))
			}
		}
	}
	if len(own) == 0 {
		return r.parent
	}
	sort.Slice(own, func(i, j int) bool { return own[i].name < own[j].name })
	p := r.parent
	if p != nil && len(own) < 16 && p.depth() >= maxVarDepth {
		own, p = flatten(own, p), nil
	}
	return &Vars{parent: p, own: own}
}

const maxVarDepth = 6

func (v *Vars) depth() int {
	d := 0
	for ; v != nil; v = v.parent {
		d++
	}
	return d
}

func flatten(own []variable, p *Vars) []variable {
	seen := map[string]bool{}
	for i := range own {
		seen[own[i].name] = true
	}
	for ; p != nil; p = p.parent {
		for _, v := range p.own {
			if !seen[v.name] {
				seen[v.name] = true
				own = append(own, v)
			}
		}
	}
	sort.Slice(own, func(i, j int) bool { return own[i].name < own[j].name })
	return own
}

func (v *Vars) hasLocal() bool {
	if v == nil {
		return false
	}
	for i := range v.own {
		if v.own[i].local && !v.own[i].invalid {
			return true
		}
	}
	return false
}

func (r *varResolver) initial(name string) variable {
	if reg := r.regs[name]; reg != nil && reg.hasInitial {
		return variable{name: name, value: reg.initial}
	}
	return variable{name: name, invalid: true}
}

func (r *varResolver) inherited(name string) variable {
	reg := r.regs[name]
	if reg != nil && !reg.inherits {
		return r.initial(name)
	}
	if v, ok := r.parent.get(name); ok {
		return variable{name: name, value: v}
	}
	return r.initial(name)
}

func (r *varResolver) one(name string) variable {
	if v, ok := r.done[name]; ok {
		return v
	}
	d, ok := r.declared[name]
	if !ok {
		return r.inherited(name)
	}
	if r.active[name] || len(r.active) > maxDepth { // a cycle
		r.active["cycle"] = true
		return variable{name: name, invalid: true}
	}
	r.active[name] = true
	v := variable{name: name}
	switch d.Value.Kind {
	case css.ValueWide:
		if css.Wide(d.Value.Kw) == css.WideInitial {
			v = r.initial(name)
		} else {
			v = r.inherited(name)
		}
	default:
		u := d.Value.Data.(*css.Unparsed)
		v.value = u.Text
		if u.Var || u.Attr {
			s := substituter{lookup: func(n string) (string, bool) {
				x := r.one(n)
				return x.value, !x.invalid
			}, attr: r.attr}
			v.value, ok = s.run(u.Text)
			v.invalid = !ok
			if v.invalid {
				v = r.initial(name)
			}
		}
	}
	delete(r.active, name)
	if reg := r.regs[name]; reg != nil && !reg.inherits {
		v.local = true
	}
	r.done[name] = v
	return v
}

// substituter replaces var(), env() and attr() in text.
type substituter struct {
	lookup func(name string) (string, bool)
	attr   func(name string) (string, bool)
	depth  int
	size   int
}

func (s *substituter) run(text string) (string, bool) {
	if s.depth++; s.depth > 32 {
		return "", false
	}
	defer func() { s.depth-- }()
	var b strings.Builder
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			j := endOfString(text, i)
			b.WriteString(text[i:j])
			i = j
		case c == '\\' && i+1 < len(text):
			b.WriteString(text[i : i+2])
			i += 2
		case identStart(c) && (i == 0 || !identByte(text[i-1])):
			name, ok := functionAt(text, i)
			if !ok {
				b.WriteByte(c)
				i++
				continue
			}
			end := closing(text, i+len(name)+1)
			args := text[i+len(name)+1 : end]
			v, ok := s.call(name, args)
			if !ok {
				return "", false
			}
			i = min(end+1, len(text))
			if b.Len() > 0 && identByte(lastByte(&b)) {
				b.WriteString("/**/")
			}
			b.WriteString(v)
			if i < len(text) && identByte(text[i]) {
				b.WriteString("/**/")
			}
		default:
			b.WriteByte(c)
			i++
		}
		if b.Len() > maxVarText {
			return "", false
		}
	}
	if s.size += b.Len(); s.size > 16*maxVarText {
		return "", false
	}
	return b.String(), true
}

func lastByte(b *strings.Builder) byte {
	s := b.String()
	return s[len(s)-1]
}

func identStart(c byte) bool { return c|0x20 == 'v' || c|0x20 == 'e' || c|0x20 == 'a' }

func identByte(c byte) bool {
	return c == '-' || c == '_' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// functionAt tells which substitution function starts at i.
func functionAt(text string, i int) (string, bool) {
	for _, f := range [...]string{"var", "env", "attr"} {
		if len(text) > i+len(f) && text[i+len(f)] == '(' && strings.EqualFold(text[i:i+len(f)], f) {
			return f, true
		}
	}
	return "", false
}

func endOfString(text string, i int) int {
	q := text[i]
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case q:
			return i + 1
		}
	}
	return len(text)
}

// closing is the place of the parenthesis that closes what is open at i.
func closing(text string, i int) int {
	depth := 1
	for i < len(text) {
		switch text[i] {
		case '"', '\'':
			i = endOfString(text, i)
			continue
		case '\\':
			i++
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i
			}
		}
		i++
	}
	return len(text)
}

func (s *substituter) call(name, args string) (string, bool) {
	first, fallback, has := splitComma(args)
	first = strings.TrimSpace(first)
	switch name {
	case "var":
		if v, ok := s.lookup(first); ok {
			return v, true
		}
	case "attr":
		if v, ok := s.attrValue(first); ok {
			return v, true
		}
	default:
		// Only the safe area insets are known; recordings do not have any.
		if strings.HasPrefix(first, "safe-area-inset-") {
			return "0px", true
		}
	}
	if !has {
		if name == "attr" && !strings.ContainsAny(first, " \t\n") {
			return `""`, true
		}
		return "", false
	}
	v, ok := s.run(fallback)
	return strings.TrimSpace(v), ok
}

// attrValue gives attr(name type) as text of that type (css-values-5 §7.7).
func (s *substituter) attrValue(spec string) (string, bool) {
	name, typ, _ := strings.Cut(spec, " ")
	v, ok := s.attr(strings.ToLower(name))
	if !ok {
		return "", false
	}
	switch typ = strings.TrimSpace(typ); {
	case typ == "" || typ == "string" || typ == "raw-string":
		return quote(v), true
	case strings.HasPrefix(typ, "type("), typ == "number", typ == "color", typ == "ident":
		return v, true
	default:
		return strings.TrimSpace(v) + typ, true
	}
}

// quote writes a CSS string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case '\n':
			b.WriteString("\\a ")
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// splitComma cuts at the first comma that is in no parentheses.
func splitComma(s string) (before, after string, found bool) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			i = endOfString(s, i) - 1
		case '(', '[', '{':
			i = closing(s, i+1)
		case ',':
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
