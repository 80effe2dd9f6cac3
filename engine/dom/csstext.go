package dom

import (
	"strings"

	"playhead/engine/event"
)

// CSSText returns the text of a sheet with its edits, rule by rule as script
// made them (cssom-1 §6.4). Edits at places that do not exist are passed over,
// as the browser refuses them.
func (s *Sheet) CSSText() string {
	if len(s.Edits) == 0 {
		return strings.Join(s.Base.Texts, "\n")
	}
	root := s.root()
	var b strings.Builder
	root.write(&b, true)
	return b.String()
}

// Rules returns the texts of the sheet's rules with its edits, one for each rule.
func (s *Sheet) Rules() []string {
	root := s.root()
	out := make([]string, len(root.rules))
	for i := range root.rules {
		var b strings.Builder
		root.rules[i].write(&b, false)
		out[i] = b.String()
	}
	return out
}

// root is the sheet as a rule that holds its rules.
func (s *Sheet) root() cssRule {
	root := cssRule{open: true}
	for _, text := range s.Base.Texts {
		root.rules = append(root.rules, splitRules(text)...)
	}
	for i := range s.Edits {
		root.edit(&s.Edits[i], s.Edits[i].Path)
	}
	return root
}

// cssRule is a rule as text, or opened into its prelude and the rules within.
type cssRule struct {
	text  string // all of it, or the prelude when open
	open  bool
	rules []cssRule
}

// maxCSSDepth bounds the nesting of rules that is looked into.
const maxCSSDepth = 32

// edit applies an edit at a path below r.
func (r *cssRule) edit(e *SheetEdit, path []int32) {
	if len(path) == 0 || len(path) > maxCSSDepth {
		return
	}
	r.openUp()
	at := int(path[0])
	structural := e.Kind == event.OpSheetInsert || e.Kind == event.OpSheetDelete
	if at < 0 || at > len(r.rules) || at == len(r.rules) && (e.Kind != event.OpSheetInsert || len(path) > 1) {
		return
	}
	switch {
	case len(path) > 1:
		r.rules[at].edit(e, path[1:])
	case e.Kind == event.OpSheetInsert:
		r.rules = append(r.rules, cssRule{})
		copy(r.rules[at+1:], r.rules[at:])
		r.rules[at] = cssRule{text: e.Text}
	case e.Kind == event.OpSheetDelete:
		r.rules = append(r.rules[:at], r.rules[at+1:]...)
	case !structural:
		r.rules[at].declare(e)
	}
}

// declare sets or removes a declaration of a style rule.
func (r *cssRule) declare(e *SheetEdit) {
	pre, body, ok := cutBlock(r.text)
	if r.open || !ok {
		return
	}
	value := e.Text
	if e.Kind == event.OpSheetDeclDel {
		value = ""
	}
	r.text = pre + "{ " + setDeclaration(body, e.Name, value, e.Priority) + " }"
}

// openUp splits a rule into its prelude and the rules within.
func (r *cssRule) openUp() {
	if r.open {
		return
	}
	r.open = true
	pre, body, _ := cutBlock(r.text)
	r.text, r.rules = pre, splitRules(body)
}

func (r *cssRule) write(b *strings.Builder, root bool) {
	b.WriteString(r.text)
	if !r.open {
		return
	}
	if !root {
		b.WriteString("{\n")
	}
	for i := range r.rules {
		r.rules[i].write(b, false)
		b.WriteByte('\n')
	}
	if !root {
		b.WriteByte('}')
	}
}

// splitRules splits a list of rules (css-syntax-3 §5.4.1), without looking into
// them. @charset is no rule.
func splitRules(s string) []cssRule {
	var out []cssRule
	for s != "" {
		end := ruleEnd(s)
		rule := strings.Trim(s[:end], spaces)
		s = s[end:]
		if rule != "" && !strings.HasPrefix(rule, "@charset") {
			out = append(out, cssRule{text: rule})
		}
	}
	return out
}

// ruleEnd returns the index behind the first rule of s.
func ruleEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); {
		c := s[i]
		next := skipToken(s, i)
		switch c {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			if depth--; depth <= 0 && c == '}' {
				return next
			}
			depth = max(depth, 0)
		case ';':
			if depth == 0 {
				return next
			}
		case '/':
			// A comment between rules belongs to none.
			if next > i+1 && strings.Trim(s[:i], spaces) == "" {
				return next + ruleEnd(s[next:])
			}
		}
		i = next
	}
	return len(s)
}

// skipToken returns the index behind the string, comment or escape at i, or
// behind the byte.
func skipToken(s string, i int) int {
	switch c := s[i]; c {
	case '\\':
		return min(i+2, len(s))
	case '"', '\'':
		for i++; i < len(s) && s[i] != c; i++ {
			if s[i] == '\\' {
				i++
			}
		}
		return min(i+1, len(s))
	case '/':
		if strings.HasPrefix(s[i:], "/*") {
			if end := strings.Index(s[i+2:], "*/"); end >= 0 {
				return i + 2 + end + 2
			}
			return len(s)
		}
	}
	return i + 1
}

// cutBlock cuts a rule into what stands before its block and the block's
// content.
func cutBlock(s string) (prelude, body string, ok bool) {
	for i := 0; i < len(s); i = skipToken(s, i) {
		if s[i] == '{' {
			body = strings.TrimRight(s[i+1:], spaces)
			return s[:i], strings.TrimSuffix(body, "}"), true
		}
	}
	return s, "", false
}
