package keymap

import (
	"fmt"
	"strings"
)

// Scope is where a binding holds.
type Scope uint8

// The scopes. Bindings of a focused scope go before global ones.
const (
	Global Scope = iota
	Stage
	List
	scopeCount
)

// Binding ties a key sequence to an action.
type Binding struct {
	Scope  Scope
	Action Action
	// Keys is the sequence: key names as Bubble Tea writes them.
	Keys []string
}

// Map is a set of bindings.
type Map struct {
	bindings []Binding
}

func (m *Map) bind(s Scope, a Action, sequences []string) {
	for _, q := range sequences {
		m.bindings = append(m.bindings, Binding{Scope: s, Action: a, Keys: strings.Fields(q)})
	}
}

// Override replaces all keys of the named action. A sequence is written as key
// names with spaces between them ("g g"); no sequences leave the action without
// keys. It fails for unknown names and for sequences that another action has in
// the same scope, or that start with or begin another's.
func (m *Map) Override(name string, sequences []string) error {
	a := ActionByName(name)
	if a == None {
		return fmt.Errorf("keymap: no action is called %q", name)
	}
	scope := Global
	kept := make([]Binding, 0, len(m.bindings))
	for _, b := range m.bindings {
		if b.Action == a {
			scope = b.Scope
			continue
		}
		kept = append(kept, b)
	}
	for _, q := range sequences {
		keys := strings.Fields(q)
		if len(keys) == 0 {
			return fmt.Errorf("keymap: %s: empty key sequence", name)
		}
		for _, b := range kept {
			if b.Scope == scope && clash(b.Keys, keys) {
				return fmt.Errorf("keymap: %s: %q is taken by %s", name, q, b.Action)
			}
		}
		kept = append(kept, Binding{Scope: scope, Action: a, Keys: keys})
	}
	m.bindings = kept
	return nil
}

// clash reports whether one of two sequences is the other or its beginning.
func clash(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Result of a [Map.Lookup].
type Result uint8

// Results.
const (
	NoMatch Result = iota
	Partial        // the beginning of a longer sequence
	Match
)

// Lookup finds the action for the keys pressed so far in scope.
func (m *Map) Lookup(scope Scope, pressed []string) (Action, Result) {
	if a, r := m.lookup(scope, pressed); r != NoMatch || scope == Global {
		return a, r
	}
	return m.lookup(Global, pressed)
}

func (m *Map) lookup(scope Scope, pressed []string) (Action, Result) {
	partial := NoMatch
	for i := range m.bindings {
		b := &m.bindings[i]
		if b.Scope != scope || len(b.Keys) < len(pressed) || !clash(b.Keys, pressed) {
			continue
		}
		if len(b.Keys) == len(pressed) {
			return b.Action, Match
		}
		partial = Partial
	}
	return None, partial
}

// Next returns the bindings that the keys pressed so far can still become, the
// focused scope's first.
func (m *Map) Next(scope Scope, pressed []string) []Binding {
	var out []Binding
	for _, s := range [...]Scope{scope, Global} {
		for _, b := range m.bindings {
			if b.Scope == s && len(b.Keys) > len(pressed) && clash(b.Keys, pressed) {
				out = append(out, b)
			}
		}
		if s == Global {
			break
		}
	}
	return out
}

// Keys returns the sequences bound to an action, as shown to people.
func (m *Map) Keys(a Action) []string {
	var out []string
	for _, b := range m.bindings {
		if b.Action == a {
			out = append(out, Show(b.Keys))
		}
	}
	return out
}

// Key returns the first sequence bound to an action, "" when it has none.
func (m *Map) Key(a Action) string {
	for _, b := range m.bindings {
		if b.Action == a {
			return Show(b.Keys)
		}
	}
	return ""
}

// Show writes a sequence for people: "]e", "ctrl+p".
func Show(keys []string) string {
	var sb strings.Builder
	for i, k := range keys {
		if i > 0 && (len(k) > 1 || len(keys[i-1]) > 1) {
			sb.WriteByte(' ')
		}
		sb.WriteString(k)
	}
	return sb.String()
}
