package yank

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSequence(t *testing.T) {
	osc := "\x1b]52;c;aGk=\x07"
	for _, tt := range []struct {
		t    Terminal
		want string
	}{
		{Terminal{Term: "xterm-256color"}, osc},
		{Terminal{Term: "tmux-256color", Tmux: true}, osc + "\x1bPtmux;\x1b" + osc + "\x1b\\"},
		{Terminal{Term: "screen-256color"}, "\x1bP" + osc + "\x1b\\"},
		{Terminal{Term: "linux"}, ""},
		{Terminal{Term: "vt100"}, ""},
	} {
		got, ok := tt.t.Sequence("hi")
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%+v: %q, %v", tt.t, got, ok)
		}
	}
	long := strings.Repeat("x", maxText)
	s, ok := Terminal{Term: "screen"}.Sequence(long)
	if !ok {
		t.Fatal("too long")
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\x1bP", ""), "\x1b\\", "")
	b, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(strings.TrimPrefix(s, "\x1b]52;c;"), "\x07"))
	if err != nil || string(b) != long {
		t.Errorf("screen gets another text: %v", err)
	}
	if _, ok := (Terminal{Term: "xterm"}).Sequence(long + "x"); ok {
		t.Error("a text that terminals do not take")
	}
}

func TestClean(t *testing.T) {
	if got := Clean("a\x1b]52;c;x\x07b\tc\r\nd\u202ee\u009b"); got != "a]52;c;xb\tc\nde" {
		t.Errorf("%q", got)
	}
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "yank.txt")
	for _, s := range []string{"first, which is longer", "second"} {
		if err := Save(path, s); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil || string(b) != s {
			t.Errorf("%q, %v", b, err)
		}
	}
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", st.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	if err := Save(filepath.Join(path, "x"), "y"); err == nil {
		t.Error("a file in a file")
	}
}

func TestCommandLine(t *testing.T) {
	if got := CommandLine("playhead", "/a b/it's.json", "--at", "83.4"); got != `playhead '/a b/it'\''s.json' --at 83.4` {
		t.Error(got)
	}
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell to ask")
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[ -~äß…]{0,12}`), 1, 5).Draw(t, "words")
		out, err := exec.Command(sh, "-c", `printf '%s\0' `+CommandLine(words...)).Output() //nolint:gosec // that is what is tested
		if want := strings.Join(words, "\x00") + "\x00"; err != nil || string(out) != want {
			t.Fatalf("%q, want %q, %v", out, want, err)
		}
	})
}
