package keymap

import "strings"

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
		if here := m.section(func(a Action) bool { return m.scopeOf(a) == scope }); len(here) > 0 {
			rows = append(rows, Row{Text: "Here"})
			rows = append(rows, here...)
		}
	}
	for g := range groupCount {
		part := m.section(func(a Action) bool {
			s := m.scopeOf(a)
			return a.Group() == g && (s == Global || s != scope)
		})
		if len(part) == 0 {
			continue
		}
		rows = append(rows, Row{Text: g.String()})
		rows = append(rows, part...)
	}
	return rows
}

func (m *Map) scopeOf(a Action) Scope {
	for i := range m.bindings {
		if m.bindings[i].Action == a {
			return m.bindings[i].Scope
		}
	}
	return Global
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
