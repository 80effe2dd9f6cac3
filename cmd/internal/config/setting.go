package config

import (
	"strings"

	"playhead/engine/render"
	"playhead/engine/signal"
)

// Setting is one option of the program. It has the same name in the
// configuration file and as a flag.
type Setting struct {
	Name    string
	Default string
	// Values says what it takes, for help and errors.
	Values string
	// About says what it does, in a few words.
	About string
	// Secret values are not printed.
	Secret bool
	// Bare is the value of the flag without one, "" where the flag needs one.
	Bare string

	check func(string) (string, error)
}

// envPrefix begins the names of the environment variables.
const envPrefix = "PLAYHEAD_"

// Env is the environment variable of the setting.
func (s *Setting) Env() string { return envName(s.Name) }

func envName(name string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// Check returns a value in its normal form, or what is wrong with it.
func (s *Setting) Check(value string) (string, error) { return s.check(value) }

// The names of the settings.
const (
	Theme     = "theme"
	Color     = "color"
	ASCII     = "ascii"
	Mouse     = "mouse"
	Zoom      = "zoom"
	Paused    = "paused"
	Speed     = "speed"
	SkipAfter = "skip-after"
	FPS       = "fps"
	Bandwidth = "bandwidth"
	Profile   = "profile"
	YankFile  = "yank-file"

	PageColors  = "page-colors"
	MinContrast = "min-contrast"
	Links       = "links"

	Server = "server"
	Token  = "token"
)

// Settings lists all settings in order of display.
func Settings() []Setting {
	return []Setting{
		choice(Theme, "auto", "colours for a dark or a light background; auto asks the terminal", "auto", "dark", "light"),
		choice(Color, "auto", "how many colours the terminal has; auto asks it", "auto", "truecolor", "256", "16", "none"),
		bare(choice(ASCII, "auto", "draw the player with ASCII only; auto does on the Linux console", "auto", "on", "off")),
		bare(choice(Mouse, "on", "take the mouse; off leaves it to the terminal, which then selects text", "on", "off")),
		choice(Zoom, "fit", "first size of the page", "fit", "100%", "50%", "reader"),
		choice(PageColors, "page", "colours of the page; terminal gives its background and text the terminal's own", render.ColorModes()...),
		{Name: MinContrast, Default: "1", Values: "1 to 21", About: "least contrast of the page's text", check: number(1, 21)},
		bare(choice(Links, "off", "let the terminal open the page's links", "on", "off")),
		bare(choice(Paused, "off", "start without playing", "on", "off")),
		{Name: Speed, Default: "1", Values: "0.1 to 64", About: "first speed", check: number(0.1, 64)},
		{Name: SkipAfter, Default: "5s", Values: "a duration from 100ms, or off", About: "inactivity longer than this is skipped", check: pause},
		{Name: FPS, Default: "30", Values: "1 to 60", About: "frames per second at most while playing", check: whole(1, 60)},
		{Name: Bandwidth, Default: "off", Values: "bytes per second such as 64k or 2M, or off", About: "how much the terminal is sent per second at most while playing", check: rate},
		choice(Profile, "datadog", "rules by which frustration is told where the recording does not", profiles()...),
		{Name: YankFile, Default: "auto", Values: "a path, auto or off", About: "where what is copied is written as well; auto is yank.txt in the state directory", check: line},
		{Name: Server, Values: "an http or https address", About: "server that recordings are listed and opened from", check: address},
		{Name: Token, Values: "a token", About: "token for the server", Secret: true, check: token},
	}
}

// Lookup returns the setting of a name.
func Lookup(name string) (Setting, bool) {
	for _, s := range Settings() {
		if s.Name == name {
			return s, true
		}
	}
	return Setting{}, false
}

func choice(name, def, about string, values ...string) Setting {
	return Setting{Name: name, Default: def, Values: list(values), About: about, check: oneOf(values)}
}

// bare lets the flag stand without a value, for on.
func bare(s Setting) Setting {
	s.Bare = on
	return s
}

func profiles() []string {
	var names []string
	for _, p := range signal.Profiles() {
		names = append(names, p.Name)
	}
	return names
}

func list(values []string) string {
	n := len(values) - 1
	return strings.Join(values[:n], ", ") + " or " + values[n]
}
