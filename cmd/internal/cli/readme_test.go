package cli_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the README's examples print")

const readme = "../../../README.md"

// consoleBlock is a fenced block of the README whose lines after "$ " are
// commands, each followed by what it prints.
var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")

// TestREADMEExamples runs the commands of the README's console blocks, in
// order and in one directory that holds the project's own recordings, and
// compares what they print with what the README says.
func TestREADMEExamples(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("examples are written for a POSIX shell")
	}
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	dir := exampleDir(t)
	got := consoleBlock.ReplaceAllStringFunc(string(b), func(block string) string {
		var out strings.Builder
		out.WriteString("```console\n")
		for _, command := range commandsOf(block) {
			out.WriteString("$ " + command + "\n" + runExample(t, shell, dir, command))
		}
		return out.String() + "```"
	})
	if got == string(b) {
		return
	}
	if *update {
		if err := os.WriteFile(readme, []byte(got), 0o644); err != nil { //nolint:gosec // a text file of the repository
			t.Fatal(err)
		}
		return
	}
	was, is := strings.Split(string(b), "\n"), strings.Split(got, "\n")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			t.Fatalf("README.md:%d differs from what the command prints; go test ./cmd/internal/cli -run TestREADMEExamples -update writes it\nreadme  %s\ncommand %s", i+1, was[i], is[i])
		}
	}
	t.Fatal("the README's examples end otherwise than the commands do; -update writes them")
}

// commandsOf returns the commands of a console block; one that a backslash
// continues keeps its lines.
func commandsOf(block string) []string {
	var out []string
	open := false
	for line := range strings.Lines(consoleBlock.FindStringSubmatch(block)[1]) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case open:
			out[len(out)-1] += "\n" + line
		case strings.HasPrefix(line, "$ "):
			out = append(out, line[2:])
		default:
			continue // what was printed the last time
		}
		open = strings.HasSuffix(line, `\`)
	}
	return out
}

// exampleDir is where the examples run: a directory with the recordings.
func exampleDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	from, err := filepath.Abs("../../../testdata/recordings")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runExample runs a command and returns what a reader would see of it.
func runExample(t *testing.T, shell, dir, command string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), shell, "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "NO_COLOR=1", "COLUMNS=100", "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_STATE_HOME="+dir, "XDG_CACHE_HOME="+dir)
	out, err := cmd.CombinedOutput()
	// A command may end with 1 to say that something was found or differs.
	if err != nil && (len(out) == 0 || cmd.ProcessState.ExitCode() > 1) {
		t.Fatalf("$ %s\n%s%v", command, out, err)
	}
	lines := bytes.Split(bytes.TrimRight(out, "\n"), []byte("\n"))
	for i := range lines {
		if bytes.HasPrefix(lines[i], []byte("```")) {
			t.Fatalf("$ %s\nprints a line that would end its block in the README: %s", command, lines[i])
		}
		lines[i] = bytes.TrimRight(lines[i], " ")
	}
	if len(out) == 0 {
		return ""
	}
	return string(bytes.Join(lines, []byte("\n"))) + "\n"
}

// TestREADMEShowsEachCommand holds the README to one example for each command,
// and to a row in the table of commands.
func TestREADMEShowsEachCommand(t *testing.T) {
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, block := range consoleBlock.FindAllString(string(b), -1) {
		shown = append(shown, commandsOf(block)...)
	}
	help, err := exec.CommandContext(t.Context(), "playhead", "__complete", "").Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(help)) {
		name, _, ok := strings.Cut(line, "\t")
		if !ok || name == "help" {
			continue
		}
		n++
		example := regexp.MustCompile(`\bplayhead ` + regexp.QuoteMeta(name) + `\b`)
		if !strings.Contains(string(b), "| `playhead "+name) {
			t.Errorf("README.md has no row for `playhead %s` in its table of commands", name)
		}
		found := false
		for _, c := range shown {
			found = found || example.MatchString(c)
		}
		if !found {
			t.Errorf("README.md has no example of `playhead %s`: add a ```console block with \"$ playhead %s …\" and run go test ./cmd/internal/cli -run TestREADMEExamples -update", name, name)
		}
	}
	if n < 4 {
		t.Errorf("completion lists %d commands", n)
	}
}
