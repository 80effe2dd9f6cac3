package cli

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/moment"
	"playhead/engine/render"
	"playhead/engine/signal"
	"playhead/loader"
	"playhead/ui"
)

type playFlags struct {
	src    source
	follow bool
	notes  string
}

func (a *App) playCommand() *cobra.Command {
	var f playFlags
	cmd := &cobra.Command{
		RunE: func(cmd *cobra.Command, sources []string) error { return a.play(cmd, sources, &f) },
		Args: args(cobra.ArbitraryArgs),
	}
	f.src.addFlags(cmd)
	f.src.addMomentFlags(cmd)
	addSettings(cmd, playerSettings...)
	addKeyFlag(cmd)
	cmd.Flags().StringVar(&f.notes, "notes", "", "`FILE` with the notes (default SOURCE.notes.jsonl beside the recording)")
	cmd.Flags().BoolVar(&f.follow, "follow", false, "stay at the end of a session on a server and show what comes")
	return cmd
}

// playGC lets the player's heap grow by half before it is collected.
const playGC = 50

func (a *App) play(cmd *cobra.Command, sources []string, f *playFlags) error {
	cfg, err := a.config(cmd)
	if err != nil {
		return err
	}
	f.src.remote.Follow = loader.FollowLive
	if f.follow {
		f.src.remote.Follow = loader.FollowOn
	}
	if err := f.src.resolve(a, sources); err != nil {
		return err
	}
	if f.follow && !f.src.resolved {
		return usagef("--follow: want a session on a server: http://host:port/sessions/<id>, or an id with --server")
	}
	opts, err := a.playOptions(cfg, f)
	if err != nil {
		return err
	}
	if !a.StdoutTerminal {
		return usageError{errNoTerminal}
	}
	// Seeking makes garbage by the megabyte, which is quickly collected and would
	// otherwise be the most of what the player holds.
	if a.Getenv("GOGC") == "" {
		debug.SetGCPercent(playGC)
	}
	// What it has grown by while it worked goes back to the system when it rests.
	opts.Rest = debug.FreeOSMemory
	if opts.Library, err = a.library(cmd, sources, f, opts.Signals); err != nil {
		return err
	}
	if dir := a.stateDir(); dir != "" {
		opts.WatchedFile = filepath.Join(dir, "watched.jsonl")
		opts.QueriesFile = filepath.Join(dir, "queries.txt")
	}
	if opts.Library != nil {
		return ui.Run(cmd.Context(), opts)
	}
	rec, err := f.src.open(cmd.Context(), a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	opts.Recording = ui.Loaded(rec)
	if opts.Notes = f.notes; opts.Notes == "" {
		opts.Notes = a.notesFile(sources)
	}
	opts.Title, opts.Reopen = strings.Join(sources, " "), f.src.reopen(sources)
	if len(sources) == 0 {
		opts.Title = "the bundled recording"
	}
	return ui.Run(cmd.Context(), opts)
}

// yankFile is the file that what is copied is written to; "" for none.
func (a *App) yankFile(setting string) string {
	switch setting {
	case "off":
		return ""
	case "auto":
		if dir := a.stateDir(); dir != "" {
			return filepath.Join(dir, "yank.txt")
		}
		return ""
	}
	return setting
}

// playOptions are the options of the player that settings and flags make. The
// settings have been checked.
func (a *App) playOptions(cfg *config.Config, f *playFlags) (ui.Options, error) {
	text := func(name string) string { return cfg.Get(name).Text }
	opts := ui.Options{
		View: f.src.view, Zoom: text(config.Zoom), Links: text(config.Links) == "on", Paused: text(config.Paused) == "on", Zone: time.Local,
		NoMouse: text(config.Mouse) == "off", Keys: cfg.Rebindings(),
		ASCII:    text(config.ASCII) == "on" || text(config.ASCII) == "auto" && a.Getenv("TERM") == "linux",
		YankFile: a.yankFile(text(config.YankFile)),
		Look:     map[string]ui.Look{"auto": ui.LookAuto, "dark": ui.LookDark, "light": ui.LookLight}[text(config.Theme)],
	}
	if f.src.at != "" {
		m, err := moment.Parse(f.src.at)
		if err != nil {
			return opts, usageError{fmt.Errorf("--at: %w", err)}
		}
		opts.Start, opts.HasStart = m, true
	}
	var err error
	opts.Colors, _ = render.ColorModeByName(text(config.PageColors))
	if opts.MinContrast, err = strconv.ParseFloat(text(config.MinContrast), 64); err != nil {
		return opts, fmt.Errorf("min-contrast: %w", err)
	}
	opts.Signals, _ = signal.ProfileByName(text(config.Profile)) // checked as the others
	if opts.Speed, err = strconv.ParseFloat(text(config.Speed), 64); err != nil {
		return opts, fmt.Errorf("speed: %w", err)
	}
	if opts.FPS, err = strconv.Atoi(text(config.FPS)); err != nil {
		return opts, fmt.Errorf("fps: %w", err)
	}
	if opts.Bandwidth, err = config.BytesPerSecond(text(config.Bandwidth)); err != nil {
		return opts, fmt.Errorf("bandwidth: %w", err)
	}
	if s := text(config.SkipAfter); s == "off" {
		opts.NoSkip = true
	} else if opts.SkipAfter, err = time.ParseDuration(s); err != nil {
		return opts, fmt.Errorf("skip-after: %w", err)
	}
	if c := text(config.Color); c != "auto" {
		opts.HasProfile = true
		if opts.Profile, err = a.colorProfile(c); err != nil {
			return opts, err
		}
	}
	return opts, nil
}
