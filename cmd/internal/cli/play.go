package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/moment"
	"playhead/ui"
)

type playFlags struct {
	src     source
	paused  bool
	speed   float64
	noSkip  bool
	skip    time.Duration
	zoom    string
	look    string
	ascii   bool
	noMouse bool
	fps     int
}

func (a *App) playCommand() *cobra.Command {
	var f playFlags
	cmd := &cobra.Command{
		RunE: func(cmd *cobra.Command, sources []string) error { return a.play(cmd, sources, &f) },
		Args: args(cobra.ArbitraryArgs),
	}
	f.src.addFlags(cmd)
	f.src.addMomentFlags(cmd)
	fl := cmd.Flags()
	fl.BoolVar(&f.paused, "paused", false, "start without playing")
	fl.Float64Var(&f.speed, "speed", 1, "start at this speed, from 0.1 to 64")
	fl.BoolVar(&f.noSkip, "no-skip", false, "play inactivity out instead of skipping it")
	fl.DurationVar(&f.skip, "skip-after", 5*time.Second, "inactivity longer than this is skipped")
	fl.StringVar(&f.zoom, "zoom", "fit", "fit, 100%, 50% or reader")
	fl.StringVar(&f.look, "theme", "auto", "auto, dark or light")
	fl.BoolVar(&f.ascii, "ascii", a.Getenv("TERM") == "linux", "draw the player with ASCII only")
	fl.BoolVar(&f.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	fl.IntVar(&f.fps, "fps", 30, "frames per second at most while playing, from 1 to 60")
	return cmd
}

func (a *App) play(cmd *cobra.Command, sources []string, f *playFlags) error {
	opts, err := f.options()
	if err != nil {
		return err
	}
	if !a.StdoutTerminal {
		return usageError{errNoTerminal}
	}
	rec, err := f.src.open(cmd.Context(), a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	opts.Recording = ui.Loaded(rec)
	opts.Source = strings.Join(sources, " ")
	opts.Title = opts.Source
	if len(sources) == 0 {
		opts.Title = "the bundled recording"
	}
	return ui.Run(cmd.Context(), opts)
}

func (f *playFlags) options() (ui.Options, error) {
	opts := ui.Options{
		View: f.src.view, Paused: f.paused, Speed: f.speed, NoSkip: f.noSkip, SkipAfter: f.skip,
		Zoom: f.zoom, ASCII: f.ascii, NoMouse: f.noMouse, FPS: f.fps, Zone: time.Local,
	}
	if f.src.at != "" {
		m, err := moment.Parse(f.src.at)
		if err != nil {
			return opts, usageError{fmt.Errorf("--at: %w", err)}
		}
		opts.Start, opts.HasStart = m, true
	}
	looks := []string{"auto", "dark", "light"}
	look := slices.Index(looks, f.look)
	switch {
	case look < 0:
		return opts, usagef("--theme %s: want auto, dark or light", f.look)
	case !(f.speed >= 0.1 && f.speed <= 64):
		return opts, usagef("--speed %g: want 0.1 to 64", f.speed)
	case f.fps < 1 || f.fps > 60:
		return opts, usagef("--fps %d: want 1 to 60", f.fps)
	case f.skip < 100*time.Millisecond:
		return opts, usagef("--skip-after %s: want at least 100ms", f.skip)
	case !slices.Contains([]string{"fit", "100%", "50%", "reader"}, f.zoom):
		return opts, usagef("--zoom %s: want fit, 100%%, 50%% or reader", f.zoom)
	}
	opts.Look = ui.Look(look)
	return opts, nil
}
