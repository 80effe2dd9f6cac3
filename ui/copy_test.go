package ui

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/moment"
)

// copied is what is in the clipboard of the terminal.
func (a *app) copied() string {
	a.t.Helper()
	s, ok := strings.CutPrefix(a.raw, "\x1b]52;c;")
	b, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(s, "\x07"))
	if !ok || err != nil {
		a.t.Fatalf("the clipboard got %q: %v", a.raw, err)
	}
	a.raw = ""
	return string(b)
}

func onXterm(o *Options) { o.Environ = []string{"TERM=xterm-256color"} }

// find returns the cell of the screen where text stands.
func (a *app) find(text string) (x, y int) {
	a.t.Helper()
	for y, line := range strings.Split(a.screen().text(), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			return len([]rune(line[:i])), y
		}
	}
	a.t.Fatalf("%q is not on the screen:\n%s", text, a.screen().text())
	return 0, 0
}

func TestCopyByMouse(t *testing.T) {
	a := start(t, checkout(), 120, 40, onXterm)
	x, y := a.find("Blue shoes")
	a.mouse(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	a.mouse(tea.MouseMotionMsg{X: x + 3, Y: y, Button: tea.MouseLeft})
	a.mouse(tea.MouseReleaseMsg{X: x + 3, Y: y, Button: tea.MouseLeft})
	if a.m.play.clock.Playing() {
		t.Error("selecting plays")
	}
	a.press("y", "t")
	if got := a.copied(); got != "Blue" {
		t.Errorf("copied %q", got)
	}
	a.stage().shows("text copied")
	if a.m.stage.sel.on {
		t.Error("the selection stays")
	}
}

func TestCopyByKeys(t *testing.T) {
	a := start(t, checkout(), 120, 40, onXterm)
	a.press("esc", "v", "l", "l", "j", "esc").press("y", "t")
	if a.m.stage.sel.on {
		t.Error("esc does not end the selection")
	}
	a.press("]", "c", "y", "s")
	if got := a.copied(); got == "" || strings.Contains(got, "\n") {
		t.Errorf("selector %q", got)
	}
	a.press("y", "e")
	var e struct {
		Kind, Title string
		Offset      int
	}
	if err := json.Unmarshal([]byte(a.copied()), &e); err != nil || e.Kind != "click" || e.Offset != 4000 {
		t.Errorf("%+v, %v", e, err)
	}
	a.press("y", "f")
	if got := a.copied(); !strings.Contains(got, "Your cart") {
		t.Errorf("page %q", got)
	}
}

// The command that is copied leads back to the same moment, page and zoom.
func TestLinkLeadsBack(t *testing.T) {
	a := start(t, checkout(), 120, 40, onXterm)
	a.press("]", "e", "z", "y", "l")
	words := strings.Fields(a.copied())
	value := func(flag string) string {
		i := slices.Index(words, flag)
		if i < 0 {
			t.Fatalf("%q lacks %s", words, flag)
		}
		return words[i+1]
	}
	if !slices.Equal(words[:2], []string{"playhead", "shop.json"}) || words[len(words)-1] != "--paused" {
		t.Errorf("%q", words)
	}
	b := start(t, checkout(), 120, 40, func(o *Options) {
		var err error
		o.Start, err = moment.Parse(value("--at"))
		o.HasStart, o.View, o.Zoom = err == nil, value("--view"), value("--zoom")
	})
	b.isAt(10.5)
	if b.place().text() != a.place().text() {
		t.Errorf("%s is not\n%s", b.place().text(), a.place().text())
	}
	c := start(t, checkout(), 120, 40, onXterm, func(o *Options) { o.Reopen = nil })
	c.press("y", "l").stage().shows("standard input cannot be read again")
}

// A moment that is not loaded yet is gone to when it is, unless somebody has
// moved meanwhile.
func TestStartsWhereItIsLoadedLater(t *testing.T) {
	for _, moved := range []bool{false, true} {
		tp := newTape()
		tp.loading = true
		tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
		a := start(t, tp, 120, 40, func(o *Options) { o.Start, o.HasStart = moment.After(7500), true })
		a.isAt(0)
		if moved {
			a.press("g", "g")
		}
		tp.text(9, 1010, "Hello again")
		tp.grow()
		a.pass(refreshPause * 2)
		if moved {
			a.isAt(0)
		} else {
			a.isAt(7.5)
		}
	}
}

func TestCopyWithoutClipboard(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state", "yank.txt")
	a := start(t, checkout(), 120, 40, func(o *Options) { o.Environ, o.YankFile = []string{"TERM=linux"}, file })
	a.press("y", "l").stage().shows("no clipboard here: command is in")
	if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), "playhead shop.json --at 0") {
		t.Errorf("%q, %v", b, err)
	}
	a.m.opts.YankFile = ""
	a.press("y", "l").stage().shows("not copied")
}
