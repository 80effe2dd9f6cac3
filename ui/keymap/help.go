package keymap

import (
	"slices"
	"strings"
)

// Row is a line of the help screen: keys and what they do. A row without keys
// is a heading.
type Row struct {
	Keys string
	Text string
}

// Help returns the rows of the help screen for somebody whose focus is in
// scope: the keys of where they are first, everything else after, by group.
func (m *Map) Help(scope Scope) []Row {
	var rows []Row
	if scope != Global {
		if here := m.section(func(a Action) bool { return slices.Contains(m.scopesOf(a), scope) }); len(here) > 0 {
			rows = append(rows, Row{Text: "Here"})
			rows = append(rows, here...)
		}
	}
	for g := range groupCount {
		part := m.section(func(a Action) bool {
			return a.Group() == g && !slices.Contains(m.scopesOf(a), scope)
		})
		if len(part) == 0 {
			continue
		}
		rows = append(rows, Row{Text: g.String()})
		rows = append(rows, part...)
	}
	return rows
}

// scopesOf are the scopes an action is bound in; one without keys is one for
// everywhere.
func (m *Map) scopesOf(a Action) []Scope {
	var out []Scope
	for i := range m.bindings {
		if b := &m.bindings[i]; b.Action == a && !slices.Contains(out, b.Scope) {
			out = append(out, b.Scope)
		}
	}
	if len(out) == 0 {
		out = append(out, Global)
	}
	return out
}

func (m *Map) section(in func(Action) bool) []Row {
	var rows []Row
	for a := None + 1; a < actionCount; a++ {
		if !in(a) {
			continue
		}
		keys := m.Keys(a)
		if len(keys) == 0 {
			continue
		}
		if a == Percent && len(keys) == 10 {
			keys = []string{keys[0] + " to " + keys[9]}
		}
		rows = append(rows, Row{Keys: strings.Join(keys, "  "), Text: a.Help()})
	}
	return rows
}
