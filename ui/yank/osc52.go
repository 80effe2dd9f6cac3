package yank

import (
	"encoding/base64"
	"strings"

	"playhead/engine/text"
)

// maxText is how much text terminals take: those that bound OSC 52 at all do so
// at 100,000 bytes of the sequence.
const maxText = 74_000

// Terminal is what decides how its clipboard is reached.
type Terminal struct {
	Term string // the variable TERM
	Tmux bool   // within tmux
}

// TerminalOf tells the terminal from its environment.
func TerminalOf(getenv func(string) string) Terminal {
	return Terminal{Term: getenv("TERM"), Tmux: getenv("TMUX") != ""}
}

// Sequence returns the bytes that put s into the clipboard, and whether there is
// one that takes it.
func (t Terminal) Sequence(s string) (string, bool) {
	if t.Term == "linux" || t.Term == "dumb" || strings.HasPrefix(t.Term, "vt") || len(s) > maxText {
		return "", false
	}
	osc := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(s)) + "\x07"
	switch {
	case t.Tmux:
		// tmux takes the sequence itself where set-clipboard is on, and hands on what
		// is wrapped where allow-passthrough is.
		return osc + "\x1bPtmux;" + strings.ReplaceAll(osc, "\x1b", "\x1b\x1b") + "\x1b\\", true
	case strings.HasPrefix(t.Term, "screen"):
		return screen(osc), true
	}
	return osc, true
}

// screenChunk is how much GNU screen hands on at once.
const screenChunk = 700

func screen(osc string) string {
	var sb strings.Builder
	for len(osc) > 0 {
		n := min(len(osc), screenChunk)
		sb.WriteString("\x1bP" + osc[:n] + "\x1b\\")
		osc = osc[n:]
	}
	return sb.String()
}

// Clean returns recorded text with its lines, and without anything that acts
// where it is pasted.
func Clean(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		cells := strings.Split(l, "\t")
		for j := range cells {
			cells[j] = text.Clean(cells[j])
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return strings.Join(lines, "\n")
}
