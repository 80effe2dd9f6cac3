package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"playhead/engine/cell"
)

// terminal is what is known of the terminal, and what could be better.
type terminal struct {
	Term      string   `json:"term"`
	ColorTerm string   `json:"colorTerm"`
	Colors    string   `json:"colors"` // truecolor, 256, 16, none
	Cols      int      `json:"cols,omitzero"`
	Rows      int      `json:"rows,omitzero"`
	Locale    string   `json:"locale"`
	UTF8      bool     `json:"utf8"`
	Tmux      bool     `json:"tmux"`
	SSH       bool     `json:"ssh"`
	ASCII     bool     `json:"ascii"` // the glyphs that the player would use
	Advice    []string `json:"advice"`
}

// terminal looks at the environment and at the size of standard output.
func (a *App) terminal() *terminal {
	t := &terminal{
		Term: a.Getenv("TERM"), ColorTerm: a.Getenv("COLORTERM"), Locale: a.locale(),
		Tmux: a.Getenv("TMUX") != "", SSH: a.Getenv("SSH_CONNECTION") != "" || a.Getenv("SSH_TTY") != "",
		Advice: []string{},
	}
	if f, ok := a.Stdout.(*os.File); ok && a.StdoutTerminal {
		if w, h, err := term.GetSize(f.Fd()); err == nil {
			t.Cols, t.Rows = w, h
		}
	}
	locale := strings.ToLower(t.Locale)
	t.UTF8 = strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	t.ASCII = t.Term == "linux"
	profile, _ := a.colorProfile("auto")
	t.Colors = map[cell.Profile]string{cell.TrueColor: "truecolor", cell.ANSI256: "256", cell.ANSI16: "16", cell.NoColor: "none"}[profile]
	t.advise(a)
	return t
}

// locale is the one that says how characters are encoded (POSIX, environment
// variables §8.2).
func (a *App) locale() string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := a.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

func (t *terminal) advise(a *App) {
	add := func(s string) { t.Advice = append(t.Advice, s) }
	switch {
	case a.Getenv("NO_COLOR") != "":
		add("NO_COLOR is set: nothing is coloured; --color overrides it")
	case t.Term == "":
		add("TERM is not set: set it to what the terminal is, such as xterm-256color")
	case t.Colors != "truecolor" && t.Tmux:
		add("tmux shows 24-bit colours when told that the outer terminal does: set -as terminal-features ',*:RGB' in tmux.conf, and COLORTERM=truecolor")
	case t.Colors != "truecolor" && t.SSH:
		add("ssh does not pass COLORTERM on: SendEnv COLORTERM in the client's configuration and AcceptEnv COLORTERM in the server's, or --color truecolor")
	case t.Colors != "truecolor" && t.Term != "linux" && t.Term != "dumb":
		add("if the terminal shows 24-bit colours: export COLORTERM=truecolor, or --color truecolor")
	}
	if !t.UTF8 && t.Term != "linux" {
		add("the locale does not say UTF-8: export LC_ALL=C.UTF-8, or use --ascii")
	}
	if t.Tmux {
		add("copying reaches the clipboard with: set -s set-clipboard on in tmux.conf; allow-passthrough on where tmux runs within tmux")
	}
	if t.Cols > 0 && (t.Cols < 80 || t.Rows < 24) {
		add("smaller than 80×24: panes share little room")
	}
}

func (t *terminal) print(w io.Writer) {
	yes := map[bool]string{true: "yes", false: "no"}
	row(w, "terminal", join("  ", t.Term, prefixed("COLORTERM=", t.ColorTerm)))
	row(w, "colours", t.Colors)
	if t.Cols > 0 {
		row(w, "size", fmt.Sprintf("%d×%d", t.Cols, t.Rows))
	}
	row(w, "locale", join("  ", t.Locale, map[bool]string{true: "UTF-8", false: "not UTF-8"}[t.UTF8]))
	row(w, "tmux", yes[t.Tmux])
	row(w, "ssh", yes[t.SSH])
	row(w, "glyphs", map[bool]string{true: "ASCII", false: "Unicode"}[t.ASCII])
	for _, s := range t.Advice {
		row(w, "advice", s)
	}
}
