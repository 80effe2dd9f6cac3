package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/export"
	"playhead/loader"
)

type exportFlags struct {
	src       source
	stretch   stretch
	film      filmFlags
	output    string
	format    string
	embedFont bool
	color     string
	json      bool
	speed     float64
	idleLimit time.Duration
	fps       float64
}

// exportFormat is a format that export writes.
type exportFormat struct {
	name  string
	exts  []string
	still bool // of one moment
	about string
	write func(*exportJob, *target) error
}

// exportFormats are the formats, in the order of the help.
func exportFormats() []exportFormat {
	return []exportFormat{
		{name: "gif", exts: []string{".gif"}, about: "animated GIF, exact colours", write: (*exportJob).film},
		{name: "apng", exts: []string{".apng"}, about: "animated PNG", write: (*exportJob).film},
		{name: "svg", exts: []string{".svg"}, about: "SVG that moves without scripts", write: (*exportJob).film},
		{name: "asciicast", exts: []string{".cast"}, about: "asciicast v2, for asciinema", write: (*exportJob).film},
		{name: "asciicast-v3", about: "asciicast v3", write: (*exportJob).film},
		{name: "mp4", exts: []string{".mp4"}, about: "H.264 video, made by ffmpeg", write: (*exportJob).video},
		{name: "webm", exts: []string{".webm"}, about: "VP9 video, made by ffmpeg", write: (*exportJob).video},
		{name: "report", exts: []string{".md"}, still: true, about: "bug report in Markdown: steps, errors, the page before and after, environment", write: (*exportJob).report},
		{name: "html", exts: []string{".html", ".htm"}, still: true, about: "the page of a moment, in one file that does and fetches nothing", write: (*exportJob).html},
		{name: "png", exts: []string{".png"}, still: true, about: "picture of a moment", write: (*exportJob).film},
		{name: "ansi", exts: []string{".ans", ".ansi"}, still: true, about: "text with colours of a moment", write: (*exportJob).film},
		{name: "text", exts: []string{".txt"}, still: true, about: "plain text of a moment", write: (*exportJob).film},
	}
}

// exportJob is one export: an opened recording and what to make of it.
type exportJob struct {
	ctx      context.Context //nolint:containedctx // of the one call that the job is made for
	app      *App
	flags    *exportFlags
	rec      *loader.Recording
	sources  []string
	title    string
	cut      export.Cut
	at       place // the moment of a still, or the view
	format   string
	still    bool
	progress *progressLine
	made     export.Film // the film that was written
	frames   int
}

func (a *App) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [SOURCE...] -o FILE",
		Short: "Make a film, a picture, a page or a report of it",
		Long: `Make a file of a recording, in the format that the name's extension or --format says:

` + formatTable() + `
Films show the stretch from --from to --to; with --at they are a still picture. Frames are taken when the
picture changes and shown when it did, to the millisecond, at most --fps in a second. The same call writes
the same bytes. A file is there whole or not at all; - is standard output.`,
		Example: examples(
			"playhead export recording.json -o session.gif --idle-limit 2s",
			"playhead export recording.json -o checkout.gif --from 4:10 --to 4:40 --speed 2 --chrome",
			"playhead export recording.json -o bug.md",
			"playhead export recording.json -o page.html --at 4:31",
			"playhead export requests/ --format asciicast -o - | asciinema play -",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runExport(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	f.src.addMomentFlags(cmd)
	f.stretch.addFlags(cmd)
	fl := cmd.Flags()
	fl.StringVarP(&f.output, "output", "o", "", "write to this `FILE`; - is standard output")
	fl.StringVar(&f.format, "format", "", "the `FORMAT`, where the extension does not say it")
	fl.Float64Var(&f.speed, "speed", 1, "recorded seconds per second of film, from 0.1 to 64")
	fl.DurationVar(&f.idleLimit, "idle-limit", 0, "shorten stretches in which the user did nothing to this, such as 2s; 0 leaves them")
	fl.Float64Var(&f.fps, "fps", 10, "frames per second at most, from 1 to 50")
	fl.IntVar(&f.film.cols, "cols", 0, "width in cells (default: the viewport's, at most 120)")
	fl.IntVar(&f.film.rows, "rows", 0, "height in cells (default: what shows the viewport)")
	fl.StringVar(&f.film.zoom, "zoom", "fit", "fit, 100%, 50% or reader")
	fl.StringVar(&f.film.theme, "theme", "dark", "dark or light: the colours around the page and of what the page leaves to the terminal")
	fl.BoolVar(&f.film.chrome, "chrome", false, "show the player's lines: address, timeline, time")
	fl.BoolVar(&f.film.noOverlays, "no-overlays", false, "leave out pointer, clicks and labels")
	fl.IntVar(&f.film.cellWidth, "cell-width", 8, "width of a cell in px, in formats of pixels")
	fl.StringVar(&f.film.font, "font", "", "a TrueType or OpenType `FILE` for characters that DejaVu Sans Mono lacks")
	fl.BoolVar(&f.embedFont, "embed-font", false, "put the font into the SVG, reduced to the characters that occur")
	fl.BoolVar(&f.json, "json", false, "say as JSON what was written")
	fl.StringVar(&f.color, "color", "truecolor", "colours of --format ansi: truecolor, 256, 16 or none")
	return cmd
}

// formatTable lists the formats for the help.
func formatTable() string {
	var b strings.Builder
	for _, f := range exportFormats() {
		fmt.Fprintf(&b, "  %-13s %-12s %s\n", f.name, strings.Join(f.exts, " "), f.about)
	}
	return b.String()
}

func (f *exportFlags) check() (exportFormat, error) {
	if f.output == "" {
		return exportFormat{}, usagef("say where to: -o FILE, or -o - --format FORMAT for standard output")
	}
	format, err := f.chooseFormat()
	if err != nil {
		return format, err
	}
	switch {
	case f.speed < 0.1 || f.speed > 64:
		return format, usagef("--speed goes from 0.1 to 64")
	case f.fps < 1 || f.fps > 50:
		return format, usagef("--fps goes from 1 to 50")
	case f.idleLimit < 0:
		return format, usagef("--idle-limit is a time, such as 2s")
	case f.json && f.output == "-":
		return format, usagef("--json says what was written to a file: give -o a name")
	case f.src.at != "" && (format.name == "mp4" || format.name == "webm"):
		return format, usagef("%s is a film: give --from and --to instead of --at", format.name)
	case f.src.at != "" && (f.stretch.from != "" || f.stretch.to != ""):
		return format, usagef("--at is a still picture, --from and --to are a film: not both")
	}
	return format, f.film.check()
}

func (f *exportFlags) chooseFormat() (exportFormat, error) {
	all := exportFormats()
	var names []string
	for _, x := range all {
		names = append(names, x.name)
	}
	if f.format != "" {
		for _, x := range all {
			if x.name == f.format {
				return x, nil
			}
		}
		return exportFormat{}, usagef("--format %s: want %s", f.format, strings.Join(names, ", "))
	}
	ext := strings.ToLower(filepath.Ext(f.output))
	for _, x := range all {
		if slices.Contains(x.exts, ext) {
			return x, nil
		}
	}
	return exportFormat{}, usagef("-o %s: the name does not say the format; give --format: %s", f.output, strings.Join(names, ", "))
}

func (a *App) runExport(ctx context.Context, sources []string, f *exportFlags) error {
	format, err := f.check()
	if err != nil {
		return err
	}
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	j := &exportJob{ctx: ctx, sources: sources, app: a, flags: f, rec: rec, title: strings.Join(sources, " "), format: format.name, still: format.still || f.src.at != ""}
	if err := j.makeCut(); err != nil {
		return err
	}
	if a.StderrTerminal {
		j.progress = &progressLine{w: a.Stderr, now: time.Now}
		defer j.progress.clear()
	}
	out, err := openTarget(a.Stdout, f.output)
	if err != nil {
		return err
	}
	if err := out.close(format.write(j, out)); err != nil {
		return err
	}
	if !f.json {
		return nil
	}
	return j.sayWritten()
}

// written is what --json says of an export. Times are ms since the epoch, the
// length of the film ms.
type written struct {
	File   string       `json:"file"`
	Format string       `json:"format"`
	Bytes  int64        `json:"bytes"`
	From   event.Millis `json:"from"`
	To     event.Millis `json:"to"`
	Cols   int          `json:"cols,omitzero"`
	Rows   int          `json:"rows,omitzero"`
	Frames int          `json:"frames,omitzero"` // taken; those that look alike are written once
	Length int64        `json:"length,omitzero"`
}

func (j *exportJob) sayWritten() error {
	st, err := os.Stat(j.flags.output)
	if err != nil {
		return err
	}
	w := written{File: j.flags.output, Format: j.format, Bytes: st.Size(), From: j.cut.From, To: j.cut.To}
	w.Cols, w.Rows, w.Frames, w.Length = j.made.Cols, j.made.Rows, j.frames, j.made.Length.Milliseconds()
	return printJSON(j.app.Stdout, w)
}

// makeCut finds which part of the recording is meant.
func (j *exportJob) makeCut() error {
	f, info := j.flags, j.rec.Info()
	j.cut = export.Cut{
		Speed: f.speed, FPS: f.fps, IdleLimit: event.Millis(f.idleLimit.Milliseconds()),
		Marks: !f.film.noOverlays, Clock: f.film.chrome,
	}
	at := place{}
	if j.still || f.src.view != "" {
		var err error
		if at, err = f.src.find(j.app, j.rec); err != nil {
			return err
		}
		at.time = max(at.time, firstPage(at.track))
	}
	j.at = at
	if j.still {
		j.cut.From, j.cut.To = at.time, at.time
		return nil
	}
	from, to, err := f.stretch.in(info)
	if err != nil {
		return err
	}
	first, last := firstPages(j.rec), info.End
	if at.track != nil { // the stretch of the view
		first = at.time
		last = lastOfView(at.track, first)
	}
	j.cut.From, j.cut.To = max(from, first), last
	if to != 0 {
		j.cut.To = min(max(to, j.cut.From), last)
	}
	return nil
}

// lastOfView returns the time of the last event of the view that a track is in
// at t.
func lastOfView(track *loader.Track, t event.Millis) event.Millis {
	last, view := t, int32(-1)
	for i := range track.Len() {
		m := track.Meta(i)
		if m.Time <= t {
			view = m.View
		}
		if m.View == view {
			last = max(last, m.Time)
		}
	}
	return last
}

// shots are the moments of the film.
func (j *exportJob) shots() (export.Shots, error) {
	var tracks []event.Track
	for _, t := range j.rec.Tracks() {
		tracks = append(tracks, t)
	}
	shots := export.Schedule(tracks, j.cut)
	if n := len(shots.List); n > maxShots {
		return shots, fmt.Errorf("the film would have %d frames, more than %d: cut it with --from and --to, or use --idle-limit, --speed or a smaller --fps", n, maxShots)
	}
	return shots, nil
}

// makeFilm opens the player and returns the film of the cut.
func (j *exportJob) makeFilm() (export.Film, error) {
	shots, err := j.shots()
	if err != nil {
		return export.Film{}, err
	}
	screen, err := j.flags.film.screen(j.ctx, j.rec, j.title, j.flags.speed)
	if err != nil {
		return export.Film{}, err
	}
	draw := screen.Show
	if j.still {
		draw = screen.Still
	}
	j.made, j.frames = shoot(j.ctx, screen, draw, shots, j.tell), len(shots.List)
	return j.made, nil
}

// tell shows how far the film is.
func (j *exportJob) tell(done, total int) {
	if j.progress != nil && total > 1 {
		j.progress.bar("exporting", done, total)
	}
}
