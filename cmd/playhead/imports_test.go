package main

import (
	"os/exec"
	"strings"
	"testing"
)

// rule says what packages below a path may import of the project, and which
// foreign modules they must not.
type rule struct {
	below   string
	only    []string // imports of the project allowed, by prefix
	exclude []string // imports of others not allowed, by prefix
}

var charm = []string{"charm.land/", "github.com/charmbracelet/"}

// rules keep the layers apart: loader knows formats, the engine pages, ui the
// screen, and each only what is below it.
var rules = []rule{
	{"playhead/engine/event", nil, nil},
	{"playhead/engine/cell", []string{"playhead/engine/text"}, nil},
	{"playhead/engine/css", []string{"playhead/engine/css"}, nil},
	{"playhead/engine", []string{"playhead/engine"}, append([]string{"github.com/spf13/"}, charm...)},
	{"playhead/loader", []string{"playhead/loader", "playhead/engine/event"}, append([]string{"github.com/spf13/"}, charm...)},
	{"playhead/ui", []string{"playhead/ui", "playhead/engine", "playhead/loader$"}, []string{"github.com/spf13/"}},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}: {{join .Imports \" \"}}", "playhead/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for _, r := range rules {
			if pkg != r.below && !strings.HasPrefix(pkg, r.below+"/") {
				continue
			}
			seen++
			for imp := range strings.FieldsSeq(imports) {
				own := strings.HasPrefix(imp, "playhead/")
				if own && !matches(imp, r.only) || !own && matches(imp, r.exclude) {
					t.Errorf("%s imports %s", pkg, imp)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no package is under any rule")
	}
}

// matches reports whether an import is one of the prefixes, or with $ exactly it.
func matches(imp string, prefixes []string) bool {
	for _, p := range prefixes {
		if exact, ok := strings.CutSuffix(p, "$"); ok && imp == exact || !ok && strings.HasPrefix(imp, p) {
			return true
		}
	}
	return false
}
