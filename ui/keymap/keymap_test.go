package keymap

import (
	"errors"
	"strings"
	"testing"
)

func TestDefaultHasNoClash(t *testing.T) {
	m := Default()
	for i, a := range m.bindings {
		for _, b := range m.bindings[i+1:] {
			if a.Scope == b.Scope && clash(a.Keys, b.Keys) {
				t.Errorf("%s (%s) and %s (%s) clash", Show(a.Keys), a.Action, Show(b.Keys), b.Action)
			}
		}
		// A sequence in a focused scope must not hide the beginning of a global one.
		for _, b := range m.bindings {
			if a.Scope != Global && b.Scope == Global && clash(a.Keys, b.Keys) {
				if len(a.Keys) != len(b.Keys) && a.Keys[0] != "y" {
					t.Errorf("%s (%s) hides %s (%s)", Show(a.Keys), a.Action, Show(b.Keys), b.Action)
				}
			}
		}
	}
}

func TestEveryActionHasNameHelpAndKey(t *testing.T) {
	m := Default()
	seen := map[string]Action{}
	for _, a := range All() {
		if a.String() == "" || a.Help() == "" {
			t.Errorf("action %d lacks name or help", a)
		}
		if o, ok := seen[a.String()]; ok {
			t.Errorf("actions %d and %d are both called %s", o, a, a)
		}
		seen[a.String()] = a
		if m.Key(a) == "" {
			t.Errorf("%s has no key", a)
		}
		if ActionByName(a.String()) != a {
			t.Errorf("ActionByName(%q) = %v", a.String(), ActionByName(a.String()))
		}
	}
}

// Each action must be reachable without modifiers that a plain VT cannot send
// and without the characters that AltGr layouts hide.
func TestEveryActionHasAPlainKey(t *testing.T) {
	m := Default()
	plain := map[Action]bool{}
	for _, b := range m.bindings {
		ok := true
		for _, k := range b.Keys {
			if strings.Contains(k, "shift+left") || strings.Contains(k, "shift+right") ||
				strings.Contains(k, "ctrl+left") || strings.Contains(k, "ctrl+right") ||
				strings.Contains(k, "alt+") || strings.ContainsAny(k, `[]@\|~`) {
				ok = false
			}
		}
		plain[b.Action] = plain[b.Action] || ok
	}
	for _, b := range m.bindings {
		if !plain[b.Action] {
			t.Errorf("%s has no plain key", b.Action)
		}
	}
}

func TestLookup(t *testing.T) {
	m := Default()
	tests := []struct {
		scope Scope
		keys  string
		want  Action
		res   Result
	}{
		{Stage, "space", TogglePlay, Match},
		{List, "j", Down, Match},
		{Stage, "j", PanDown, Match},
		{Global, "j", None, NoMatch},
		{List, "]", None, Partial},
		{List, "] e", NextError, Match},
		{List, "] z", None, NoMatch},
		{Stage, "g g", Start, Match},
		{List, "y", None, Partial},
		{List, "y l", CopyLink, Match},
		{List, "y e", CopyEvent, Match},
		{Stage, "7", Percent, Match},
	}
	for _, tt := range tests {
		a, r := m.Lookup(tt.scope, strings.Fields(tt.keys))
		if a != tt.want || r != tt.res {
			t.Errorf("Lookup(%d, %q) = %s, %d, want %s, %d", tt.scope, tt.keys, a, r, tt.want, tt.res)
		}
	}
}

func TestRebind(t *testing.T) {
	m := Default()
	if err := m.Rebind([]Rebinding{{"toggle-play", []string{"u", "space"}}}); err != nil {
		t.Fatal(err)
	}
	if a, r := m.Lookup(List, []string{"u"}); a != TogglePlay || r != Match {
		t.Errorf("u is %s, %d", a, r)
	}
	for _, bad := range []Rebinding{
		{"no-such-action", []string{"p"}}, {"toggle-play", []string{"q"}}, {"toggle-play", []string{"g"}}, {"toggle-play", []string{" "}},
		{"down", []string{"g"}}, // hides what begins with g everywhere
	} {
		err := m.Rebind([]Rebinding{{"help", []string{"ctrl+y"}}, bad})
		var r *RebindError
		if !errors.As(err, &r) || r.Index != 1 {
			t.Errorf("Rebind(%v): %v", bad, err)
		}
	}
	if a, _ := m.Lookup(Stage, []string{"space"}); a != TogglePlay {
		t.Errorf("a failed rebinding changed the map: space is %s", a)
	}
	if err := m.Rebind([]Rebinding{{"faster", []string{"<"}}, {"slower", []string{">"}}, {"debug", nil}}); err != nil {
		t.Fatal(err)
	}
	if a, _ := m.Lookup(Stage, []string{"<"}); a != Faster || m.Key(Debug) != "" {
		t.Errorf("< is %s, debug has %q", a, m.Key(Debug))
	}
}

func TestHelpComesFromTheMap(t *testing.T) {
	m := Default()
	if err := m.Rebind([]Rebinding{{"zoom", []string{"U"}}}); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range m.Help(List) {
		all = append(all, r.Keys+"|"+r.Text)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"|Here\nj  down|down", "U|fit, 100 %, 50 %, reader", "0 to 9|", "]e  +e|next error"} {
		if !strings.Contains(text, want) && !strings.Contains(strings.ReplaceAll(text, "k  up|up\n", ""), want) {
			t.Errorf("help lacks %q:\n%s", want, text)
		}
	}
}
