package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"playhead/cmd/internal/config"
	"playhead/engine/signal"
)

// playerSettings are the settings of the player's own.
var playerSettings = []string{
	config.Theme, config.Color, config.ASCII, config.Mouse, config.Zoom, config.Paused, config.Speed, config.SkipAfter,
	config.FPS, config.Bandwidth, config.Profile, config.YankFile,
}

// settingFlag is the flag of a setting. The value is checked where it is set, so
// that errors are those of flags.
type settingFlag struct {
	setting config.Setting
	text    string
}

func (f *settingFlag) String() string { return f.text }

func (f *settingFlag) Set(v string) error {
	norm, err := f.setting.Check(v)
	if err == nil {
		f.text = norm
	}
	return err
}

func (f *settingFlag) Type() string {
	if f.setting.Bare != "" {
		return "on|off"
	}
	return "value"
}

// addSettings gives a command the flags of settings. Their values come from
// [App.config].
func addSettings(cmd *cobra.Command, names ...string) {
	fl := cmd.Flags()
	for _, name := range names {
		s, ok := config.Lookup(name)
		if !ok {
			continue
		}
		f := fl.VarPF(&settingFlag{s, s.Default}, name, "", s.About+": "+s.Values)
		f.NoOptDefVal = s.Bare
	}
	if fl.Lookup("config") == nil {
		fl.String("config", "", "configuration `FILE` instead of the usual one")
	}
}

// addKeyFlag gives a command the flag that binds keys.
func addKeyFlag(cmd *cobra.Command) {
	cmd.Flags().StringArray("key", nil, "bind `ACTION=KEYS`, such as toggle-play=p; may be given several times")
}

// signals returns the rules by which frustration is told, for a command that has
// the setting.
func (a *App) signals(cmd *cobra.Command) (signal.Profile, error) {
	c, err := a.config(cmd)
	if err != nil {
		return signal.Profile{}, err
	}
	p, ok := signal.ProfileByName(c.Get(config.Profile).Text)
	if !ok {
		return p, usagef("no profile is called %q", c.Get(config.Profile).Text)
	}
	return p, nil
}

// config returns the configuration with the flags of a command.
func (a *App) config(cmd *cobra.Command) (*config.Config, error) {
	fl := cmd.Flags()
	path, err := fl.GetString("config")
	if err != nil {
		path = ""
	}
	c, err := config.Load(config.Sources{Getenv: a.Getenv, Path: path})
	if err != nil {
		if bad := (*config.Error)(nil); errors.As(err, &bad) {
			return nil, usageError{err}
		}
		return nil, err
	}
	fl.Visit(func(f *pflag.Flag) {
		if _, ok := f.Value.(*settingFlag); ok && err == nil {
			err = c.Set(f.Name, f.Value.String(), "--"+f.Name)
		}
	})
	if keys, keyErr := fl.GetStringArray("key"); keyErr == nil {
		for _, k := range keys {
			if err == nil {
				err = c.Bind(k, "--key")
			}
		}
	}
	if err == nil {
		err = c.CheckKeys()
	}
	if err != nil {
		return nil, usageError{err}
	}
	return c, nil
}
