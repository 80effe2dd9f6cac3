package display

import "strings"

// Capabilities are what a terminal can beyond what all can.
type Capabilities struct {
	// Repeat is REP, repeating the last character.
	Repeat bool
	// ScrollRegions is scrolling within margins.
	ScrollRegions bool
	// EraseInColor is erasing in the colour of the pen.
	EraseInColor bool
}

// repeating are the names that TERM begins with, alone or behind "xterm-", of
// terminals that know REP.
var repeating = [...]string{"alacritty", "contour", "foot", "ghostty", "kitty", "mintty", "rio", "st", "tmux", "wezterm"}

// told are variables that only terminals which know REP set.
var told = [...]string{"XTERM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "TMUX"}

// Detect tells what the terminal can from the environment, names and values
// joined by "=". What it cannot tell it leaves out: that costs bytes, the
// opposite would garble the screen.
func Detect(environ []string) Capabilities {
	env := make(map[string]string, len(environ))
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		env[name] = value
	}
	term := env["TERM"]
	if term == "" || term == "dumb" {
		return Capabilities{}
	}
	c := Capabilities{ScrollRegions: true, EraseInColor: true}
	if strings.HasPrefix(term, "screen") && env["TMUX"] == "" {
		c.EraseInColor = false // GNU screen
		return c
	}
	name := strings.TrimPrefix(term, "xterm-")
	for _, r := range repeating {
		if name == r || strings.HasPrefix(name, r+"-") {
			c.Repeat = true
		}
	}
	for _, v := range told {
		if env[v] != "" {
			c.Repeat = true
		}
	}
	if strings.HasPrefix(term, "linux") {
		c.Repeat = false
	}
	return c
}
