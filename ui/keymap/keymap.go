package keymap

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Scope is where a binding holds.
type Scope uint8

// The scopes. Bindings of a focused scope go before global ones.
const (
	Global Scope = iota
	Stage
	List
	Sessions
	Inspector
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

// Rebinding is the keys that an action is to have instead of its own. A sequence
// is written as key names with spaces between them ("g g"); no sequences leave
// the action without keys.
type Rebinding struct {
	Action    string // by name
	Sequences []string
}

// RebindError says which of the rebindings cannot be.
type RebindError struct {
	Index int
	Err   error
}

func (e *RebindError) Error() string { return "keymap: " + e.Err.Error() }

// Unwrap returns the reason.
func (e *RebindError) Unwrap() error { return e.Err }

// Rebind replaces the keys of some actions, all of them or none. It fails with a
// [RebindError] for unknown names and for sequences that another action has in
// the same scope, or that begin another's or are begun by it, in the same scope
// or where both hold. Actions may exchange keys.
func (m *Map) Rebind(list []Rebinding) error {
	scopes := make(map[Action][]Scope, len(list))
	for i, r := range list {
		a := ActionByName(r.Action)
		if a == None {
			return &RebindError{i, fmt.Errorf("no action is called %q", r.Action)}
		}
		scopes[a] = m.scopesOf(a)
	}
	kept := make([]Binding, 0, len(m.bindings))
	for _, b := range m.bindings {
		if _, ok := scopes[b.Action]; !ok {
			kept = append(kept, b)
		}
	}
	for i, r := range list {
		a := ActionByName(r.Action)
		for _, q := range r.Sequences {
			keys := strings.Fields(q)
			if len(keys) == 0 {
				return &RebindError{i, errors.New("empty key sequence")}
			}
			for _, scope := range scopes[a] {
				n := Binding{Scope: scope, Action: a, Keys: keys}
				for _, b := range kept {
					if b.collides(n) {
						return &RebindError{i, fmt.Errorf("%q is taken by %s (%s)", q, b.Action, Show(b.Keys))}
					}
				}
				kept = append(kept, n)
			}
		}
	}
	m.bindings = kept
	return nil
}

// collides reports whether of two bindings one could never be reached. In
// different scopes the focused one's goes first, which is fine for the same
// sequence and not for its beginning.
func (b Binding) collides(o Binding) bool {
	if !clash(b.Keys, o.Keys) {
		return false
	}
	if b.Scope == o.Scope {
		return true
	}
	return (b.Scope == Global || o.Scope == Global) && len(b.Keys) != len(o.Keys)
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
	return m.each(a, Show)
}

// Sequences returns the sequences bound to an action, as [Map.Rebind] takes them.
func (m *Map) Sequences(a Action) []string {
	return m.each(a, func(keys []string) string { return strings.Join(keys, " ") })
}

// each returns what write makes of each sequence bound to an action; one that is
// bound in several scopes comes once.
func (m *Map) each(a Action, write func([]string) string) []string {
	var out []string
	for _, b := range m.bindings {
		if b.Action != a {
			continue
		}
		if s := write(b.Keys); !slices.Contains(out, s) {
			out = append(out, s)
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
