package css

// Sheet is a parsed style sheet. It is immutable: edits give a new one.
type Sheet struct {
	Rules []*Rule
}

// RuleKind says what a rule is.
type RuleKind uint8

// Kinds of rules.
const (
	RuleStyle      RuleKind = iota // Selectors, Block, nested Rules
	RuleMedia                      // Media, Rules
	RuleSupports                   // Supported, Rules
	RuleContainer                  // Names (container name), Query, Rules
	RuleLayer                      // Names (at most one), Rules
	RuleLayerOrder                 // Names
	RuleScope                      // ScopeFrom, ScopeTo, Rules
	RuleImport                     // Names (address, maybe the layer), Supported, Media
	RuleProperty                   // Names (custom property), Descriptors
	RuleOther                      // Name; no effect
)

// Rule is one rule. It is immutable.
type Rule struct {
	Kind      RuleKind
	Selectors []*Selector
	Block     *Block
	Rules     []*Rule
	Name      string
	Names     []string
	Media     *Query
	Query     *Query
	Supported bool
	// Implied rules hold declarations of the rule around that stand after nested
	// rules.
	Implied            bool
	ScopeFrom, ScopeTo []*Selector
	Descriptors        map[string]string
	// Text is the rule as written, braces included, that of implied rules without
	// selector and braces. Declarations edited since are at its end.
	Text string
}

// nestingSelectors are what & means in the rule.
func (r *Rule) nestingSelectors() []*Selector {
	if r.Kind == RuleStyle {
		return r.Selectors
	}
	return nil
}

// Insert returns the sheet with a rule inserted at a path: the index in the
// sheet's rules, then in nested rules. It reports false, and the sheet as it is,
// when the path or the rule is invalid.
func (s *Sheet) Insert(path []int32, text string, quirks bool) (*Sheet, bool) {
	rules, ok := editRules(s.Rules, nil, path, func(list []*Rule, parent *Rule, i int32) ([]*Rule, bool) {
		r := ParseRule(text, parent, quirks)
		if r == nil || int(i) > len(list) {
			return nil, false
		}
		out := make([]*Rule, 0, len(list)+1)
		return append(append(append(out, list[:i]...), r), list[i:]...), true
	})
	if !ok {
		return s, false
	}
	return &Sheet{Rules: rules}, true
}

// Delete returns the sheet without the rule at a path; see [Sheet.Insert].
func (s *Sheet) Delete(path []int32) (*Sheet, bool) {
	rules, ok := editRules(s.Rules, nil, path, func(list []*Rule, _ *Rule, i int32) ([]*Rule, bool) {
		if int(i) >= len(list) {
			return nil, false
		}
		out := make([]*Rule, 0, len(list)-1)
		return append(append(out, list[:i]...), list[i+1:]...), true
	})
	if !ok {
		return s, false
	}
	return &Sheet{Rules: rules}, true
}

// SetDecl returns the sheet with a declaration of the rule at a path set, or
// removed when value is empty; see [Sheet.Insert].
func (s *Sheet) SetDecl(path []int32, name, value string, important bool) (*Sheet, bool) {
	rules, ok := editRules(s.Rules, nil, path, func(list []*Rule, _ *Rule, i int32) ([]*Rule, bool) {
		if int(i) >= len(list) || list[i].Block == nil {
			return nil, false
		}
		r := *list[i]
		r.Block = r.Block.SetDecl(name, value, important)
		r.Text = editText(r.Text, name, value, important)
		out := append([]*Rule(nil), list...)
		out[i] = &r
		return out, true
	})
	if !ok {
		return s, false
	}
	return &Sheet{Rules: rules}, true
}

// editRules copies the lists along a path and lets edit change the last one.
func editRules(list []*Rule, parent *Rule, path []int32, edit func(list []*Rule, parent *Rule, i int32) ([]*Rule, bool)) ([]*Rule, bool) {
	if len(path) == 0 || len(path) > maxRuleDepth || path[0] < 0 {
		return nil, false
	}
	if len(path) == 1 {
		return edit(list, parent, path[0])
	}
	i := path[0]
	if int(i) >= len(list) {
		return nil, false
	}
	r := *list[i]
	if r.Kind == RuleStyle {
		parent = &r
	}
	inner, ok := editRules(r.Rules, parent, path[1:], edit)
	if !ok {
		return nil, false
	}
	r.Rules = inner
	out := append([]*Rule(nil), list...)
	out[i] = &r
	return out, true
}
