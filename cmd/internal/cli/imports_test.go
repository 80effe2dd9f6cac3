package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const module = "playhead"

// goPackage is what the rules need of one package in the output of go list.
type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// TestImportRules holds the packages to the layers of the design: what a layer must not know, it cannot import.
// Every platform is asked, because files for one platform have imports of their own.
func TestImportRules(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("the go tool is not there to list the packages")
	}
	for _, goos := range []string{"linux", "darwin", "windows"} {
		t.Run(goos, func(t *testing.T) {
			t.Parallel()
			seen := map[string]bool{}
			for _, p := range listPackages(t, goTool, goos) {
				from, ours := inModule(p.ImportPath)
				if !ours {
					continue
				}
				seen[layer(from)] = true
				for _, to := range p.Imports {
					if why := importFault(from, to); why != "" {
						t.Errorf("%s imports %s: %s", p.ImportPath, to, why)
					}
				}
				for _, to := range p.Deps {
					if why := depFault(from, to); why != "" {
						t.Errorf("%s depends on %s: %s", p.ImportPath, to, why)
					}
				}
			}
			for _, l := range []string{"engine", "loader", "ui", "cmd"} {
				if !seen[l] {
					t.Errorf("no package of %s was listed", l)
				}
			}
		})
	}
}

// listPackages gives every package of the module and all that they depend on, built for goos.
func listPackages(t *testing.T, goTool, goos string) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), goTool, "list", "-deps", "-json=ImportPath,Imports,Deps", module+"/...")
	cmd.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}
	var list []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatalf("reading the output of go list: %v", err)
		}
		list = append(list, p)
	}
}

// importFault says which rule forbids package from (relative to the module) to import to itself, or "".
func importFault(from, to string) string {
	l := layer(from)
	target, ours := inModule(to)
	switch {
	case isCharm(to) && l != "ui" && l != "cmd":
		return "Charm modules are for ui and cmd"
	case isCobra(to) && l != "cmd":
		return "cobra is for cmd"
	case !ours:
		return ""
	case layer(target) == "testdata" && l != "cmd":
		return "recordings of our own are for cmd"
	case l == "ui" && !loaderFront(target) && layer(target) != "engine" && layer(target) != "ui":
		return "ui sees only engine, the root of loader and loader/catalog"
	case l == "cmd" && layer(target) == "loader" && !loaderFront(target) && !loaderServer(target) && !loaderWriter(target):
		return "cmd sees only the root of loader, loader/catalog, what writes recordings and the intake server"
	}
	return ""
}

// depFault says which rule forbids package from (relative to the module) to depend on to, however far away, or "".
// It holds for the lower layers only: ui reaches the formats through loader, and should.
func depFault(from, to string) string {
	l := layer(from)
	if l != "engine" && l != "loader" {
		return ""
	}
	target, ours := inModule(to)
	switch {
	case isCharm(to) || isCobra(to):
		return "engine and loader know no terminal program"
	case !ours:
		return ""
	case l == "engine" && layer(target) != "engine":
		return "engine knows only engine"
	case l == "loader" && layer(target) != "loader" && !loaderMayKnow(target):
		return "loader knows only the leaves engine/event, engine/query and engine/summary of the rest"
	}
	return ""
}

// loaderFront reports whether a package is one that loader shows to the layers above: one recording, many of them.
func loaderFront(target string) bool {
	return target == "loader" || target == "loader/catalog"
}

// loaderWriter reports whether a package is one that writes recordings, which cmd lends a page to.
func loaderWriter(target string) bool {
	return target == "loader/convert" || target == "loader/redact"
}

// loaderServer reports whether a package is one of the intake server, which cmd runs.
func loaderServer(target string) bool {
	return target == "loader/intake" || target == "loader/store"
}

// loaderMayKnow reports whether a package is one of the leaves of the engine that are contracts with the loader.
func loaderMayKnow(target string) bool {
	return target == "engine/event" || target == "engine/query" || target == "engine/summary"
}

// inModule gives an import path relative to the module, and whether it is of the module.
func inModule(path string) (string, bool) {
	return strings.CutPrefix(path, module+"/")
}

// layer is the first folder of a path relative to the module.
func layer(path string) string {
	l, _, _ := strings.Cut(path, "/")
	return l
}

func isCharm(path string) bool {
	return strings.HasPrefix(path, "charm.land/") || strings.HasPrefix(path, "github.com/charmbracelet/")
}

func isCobra(path string) bool {
	return strings.HasPrefix(path, "github.com/spf13/cobra")
}

func TestImportFaults(t *testing.T) {
	tests := []struct {
		from, to      string
		imports, deps bool // whether a rule forbids it
	}{
		{"engine/dom", "playhead/engine/event", false, false},
		{"engine/dom", "playhead/loader", false, true},
		{"engine/dom", "playhead/enginex", false, true},
		{"engine/paint", "charm.land/lipgloss/v2", true, true},
		{"engine/text", "github.com/clipperhouse/displaywidth", false, false},
		{"loader/rrweb", "playhead/engine/event", false, false},
		{"loader/rrweb", "playhead/engine/dom", false, true},
		{"loader", "playhead/loader/rrweb", false, false},
		{"loader", "playhead/ui", false, true},
		{"loader", "playhead/engine/summary", false, false},
		{"loader/store", "playhead/engine/query", false, false},
		{"loader", "playhead/testdata/recordings", true, true},
		{"ui", "playhead/loader", false, false},
		{"ui", "playhead/loader/catalog", false, false},
		{"ui", "playhead/loader/rrweb", true, false},
		{"ui/stage", "playhead/cmd/internal/cli", true, false},
		{"ui", "playhead/testdata/recordings", true, false},
		{"ui", "charm.land/bubbletea/v2", false, false},
		{"ui", "github.com/spf13/cobra", true, false},
		{"cmd/internal/cli", "github.com/spf13/cobra", false, false},
		{"cmd/internal/cli", "playhead/loader/container", true, false},
		{"cmd/internal/cli", "playhead/loader/intake", false, false},
		{"ui", "playhead/loader/intake", true, false},
		{"cmd/internal/cli", "playhead/testdata/recordings", false, false},
	}
	for _, tt := range tests {
		if why := importFault(tt.from, tt.to); (why != "") != tt.imports {
			t.Errorf("importFault(%q, %q) = %q, want a fault: %v", tt.from, tt.to, why, tt.imports)
		}
		if why := depFault(tt.from, tt.to); (why != "") != tt.deps {
			t.Errorf("depFault(%q, %q) = %q, want a fault: %v", tt.from, tt.to, why, tt.deps)
		}
	}
}
