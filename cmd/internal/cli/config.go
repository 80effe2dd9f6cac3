package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/ui/keymap"
)

func (a *App) configCommand() *cobra.Command {
	var asJSON, example bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Say how the program is configured, and where from",
		Long: `Print every setting as it counts, and where it comes from: default, configuration file with its
line, environment variable or flag. A flag goes before a variable, a variable before the file. The
file is $XDG_CONFIG_HOME/playhead/config.toml (~/.config/playhead/config.toml), TOML; the variable of
a setting is PLAYHEAD_ and its name. Keys stand in the table [keys] under the name of their action;
those that are not the default ones are printed, with --keys all of them.`,
		Example: examples(
			"playhead config",
			"playhead config --theme light --json",
			"playhead config --example > ~/.config/playhead/config.toml",
			"PLAYHEAD_SPEED=2 playhead config",
		),
		Args: args(cobra.NoArgs),
	}
	all := cmd.Flags().Bool("keys", false, "print the keys of all actions")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&example, "example", false, "print a configuration file with every setting and key, commented out")
	addSettings(cmd, append(append([]string(nil), playerSettings...), config.Server, config.Token)...)
	addKeyFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if example {
			return a.printExample()
		}
		c, err := a.config(cmd)
		if err != nil {
			return err
		}
		r := newConfigReport(c, *all)
		if asJSON {
			return printJSON(a.Stdout, r)
		}
		return a.printConfig(r)
	}
	return cmd
}

// configReport is what `playhead config --json` prints.
type configReport struct {
	File     string          `json:"file"`
	Found    bool            `json:"found"`
	Settings []settingReport `json:"settings"`
	Keys     []keysReport    `json:"keys"`
}

type settingReport struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin string `json:"origin"` // default, file, environment or flag
	Place  string `json:"place,omitzero"`
	Env    string `json:"env"`
}

type keysReport struct {
	Action string   `json:"action"`
	Keys   []string `json:"keys"`
	Origin string   `json:"origin"`
	Place  string   `json:"place,omitzero"`
}

// hidden stands for a secret.
const hidden = "(hidden)"

func newConfigReport(c *config.Config, allKeys bool) configReport {
	r := configReport{File: c.Path, Found: c.Found, Keys: []keysReport{}}
	for _, s := range config.Settings() {
		v := c.Get(s.Name)
		if s.Secret && v.Text != "" {
			v.Text = hidden
		}
		r.Settings = append(r.Settings, settingReport{s.Name, v.Text, v.From.String(), v.Where, s.Env()})
	}
	own := map[string]bool{}
	for _, k := range c.Keys() {
		own[k.Action] = true
		r.Keys = append(r.Keys, keysReport{k.Action, append([]string{}, k.Sequences...), k.From.String(), k.Where})
	}
	if allKeys {
		m := keymap.Default()
		for _, a := range keymap.All() {
			if !own[a.String()] {
				r.Keys = append(r.Keys, keysReport{Action: a.String(), Keys: m.Sequences(a), Origin: config.Default.String()})
			}
		}
	}
	return r
}

func (a *App) printConfig(r configReport) error {
	w := bufio.NewWriter(a.Stdout)
	file := r.File
	switch {
	case file == "":
		file = "none: neither XDG_CONFIG_HOME nor HOME is set"
	case !r.Found:
		file += " (not there)"
	}
	fmt.Fprintf(w, "%-28s %s\n", "file", safe(file))
	line := func(name, value, origin, place string) {
		if place == "" {
			place = origin
		}
		if value == "" {
			value = "-"
		}
		fmt.Fprintf(w, "%-28s %-20s %s\n", safe(name), safe(value), safe(place))
	}
	for _, s := range r.Settings {
		line(s.Name, s.Value, s.Origin, s.Place)
	}
	for _, k := range r.Keys {
		line("keys."+k.Action, strings.Join(k.Keys, "  "), k.Origin, k.Place)
	}
	return w.Flush()
}

// printExample prints a file to start from.
func (a *App) printExample() error {
	w := bufio.NewWriter(a.Stdout)
	fmt.Fprintln(w, "# Configuration of playhead. Each setting is also a flag (--NAME) and a variable (PLAYHEAD_NAME).")
	for _, s := range config.Settings() {
		fmt.Fprintf(w, "\n# %s: %s\n# %s = %q\n", s.About, s.Values, s.Name, s.Default)
	}
	fmt.Fprintf(w, "\n# Keys: names of keys with spaces between them, one sequence or several. [] leaves an action without.\n[keys]\n")
	m := keymap.Default()
	for _, action := range keymap.All() {
		var quoted []string
		for _, q := range m.Sequences(action) {
			quoted = append(quoted, fmt.Sprintf("%q", q))
		}
		fmt.Fprintf(w, "# %s = [%s] # %s\n", action, strings.Join(quoted, ", "), action.Help())
	}
	return w.Flush()
}
