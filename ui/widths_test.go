package ui

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"playhead/engine/cell"
)

// TestTmuxKeepsColumns draws characters of several scripts on tmux, which knows
// other widths for some of them than we do, and asks it what it shows: what
// follows them has to stand where it was meant to.
func TestTmuxKeepsColumns(t *testing.T) {
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("tmux is not there to ask")
	}
	rows := []string{"plain", "日本語", "한국어", "हिन्दी", "é̂", "👨‍👩‍👧", "👍🏽", "❤️", "🇩🇪", "ابجد", "✖ ◎ ✱ ◌ ◆ ▾ ✓ ‖"}
	const cols, mark = 40, 30
	g := cell.NewGrid(cols, len(rows), nil)
	for y, s := range rows {
		g.SetString(0, y, s, cell.Style{FG: cell.Indexed(2)})
		g.SetString(mark, y, "|", cell.Style{})
		// At the edge a character that tmux takes for wider must not wrap.
		if y > 0 {
			g.SetString(cols-2, y, []string{"日", "👍🏽"}[y%2], cell.Style{})
		}
	}
	enc := cell.Encoder{Profile: cell.ANSI256}
	dir := t.TempDir()
	file := filepath.Join(dir, "frame")
	out := append([]byte("\x1b[?1049h"), enc.AppendDiff(nil, nil, g)...)
	if err := os.WriteFile(file, out, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	socket := filepath.Join(dir, "s")
	run := func(args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, tmux, append([]string{"-u", "-S", socket, "-f", os.DevNull}, args...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TERM=xterm-256color")
		b, err := cmd.CombinedOutput()
		return string(b), err
	}
	wait := "done-" + fmt.Sprint(os.Getpid())
	script := fmt.Sprintf("cat %s; '%s' -S %s wait-for -S %s; exec cat", file, tmux, socket, wait)
	if out, err := run("new-session", "-d", "-x", fmt.Sprint(cols), "-y", fmt.Sprint(len(rows)), script); err != nil {
		t.Skipf("tmux does not run here: %v %s", err, out)
	}
	defer func() { _, _ = run("kill-server") }()
	if out, err := run("wait-for", wait); err != nil {
		t.Skipf("tmux does not answer: %v %s", err, out)
	}
	// The cursor of its copy mode says behind which column tmux has a mark.
	for _, args := range [][]string{{"copy-mode"}, {"send-keys", "-X", "top-line"}, {"send-keys", "-X", "start-of-line"}} {
		if out, err := run(args...); err != nil {
			t.Fatalf("%v: %v %s", args, err, out)
		}
	}
	search := []string{"send-keys", "-X", "search-forward-text", "|"}
	for y, s := range rows {
		out, err := run(search...)
		if err != nil {
			t.Fatalf("%v %s", err, out)
		}
		search = []string{"send-keys", "-X", "search-again"}
		at, err := run("display-message", "-p", "#{copy_cursor_x},#{copy_cursor_y}")
		if want := fmt.Sprintf("%d,%d", mark+1, y); err != nil || strings.TrimSpace(at) != want {
			shown, _ := run("capture-pane", "-p")
			t.Errorf("%q: the mark is at %s, want %s (%v)\n%s", s, strings.TrimSpace(at), want, err, shown)
		}
	}
}
