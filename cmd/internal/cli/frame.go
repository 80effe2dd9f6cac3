package cli

import (
	"bufio"
	"image/png"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"playhead/engine/cell"
	"playhead/engine/raster"
	"playhead/engine/render"
	"playhead/engine/text"
)

type frameFlags struct {
	src        source
	format     string
	cols, rows int
	scale      string
	full       bool
	boxes      bool
	scroll     string
	dark       bool
	reader     bool
	color      string
	json       bool
	look       pageLook
}

// pageLook is how pages look in cells.
type pageLook struct {
	colors   string
	contrast float64
	links    bool
}

func (l *pageLook) addFlags(fl *pflag.FlagSet) {
	fl.StringVar(&l.colors, "page-colors", "page", "colours of the page: page, terminal (its background and text become the terminal's own), contrast or mono")
	fl.Float64Var(&l.contrast, "min-contrast", 1, "least contrast of text, as `RATIO` from 1 to 21")
	fl.BoolVar(&l.links, "links", false, "with --format ansi: let the terminal open the page's links")
}

// apply sets the options that the flags ask for; commands without these flags
// show pages as they are.
func (l *pageLook) apply(o *render.Options) error {
	if *l == (pageLook{}) {
		return nil
	}
	mode, ok := render.ColorModeByName(l.colors)
	if !ok {
		return usagef("--page-colors %s: want %s", l.colors, strings.Join(render.ColorModes(), ", "))
	}
	if !(l.contrast >= 1 && l.contrast <= 21) {
		return usagef("--min-contrast %g: want a ratio from 1 to 21", l.contrast)
	}
	o.Colors, o.MinContrast, o.Links = mode, l.contrast, l.links
	return nil
}

func (a *App) frameCommand() *cobra.Command {
	var f frameFlags
	cmd := &cobra.Command{
		Use:   "frame [SOURCE...]",
		Short: "Print the page as it stood at a moment",
		Long: `Print the page alone, without the player around it, as it stands at a moment. Without --cols and
--rows it has one cell for each 8x16 px of the viewport (at --scale 1).`,
		Example: examples(
			"playhead frame recording.json --at 50%",
			"playhead frame requests/ --at 4:31.2 --cols 100 --scale fit --format ansi | less -R",
			"playhead frame page.html --full --format json | jq -r '.text[]'",
			"playhead frame recording.json --at end --format png > last.png",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runFrame(cmd, sources, &f) },
	}
	f.src.addFlags(cmd)
	f.src.addMomentFlags(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.format, "format", "", "`FORMAT`: text, ansi, json or png (default ansi on a terminal, else text)")
	fl.BoolVar(&f.json, "json", false, "the same as --format json")
	fl.IntVar(&f.cols, "cols", 0, "width in cells")
	fl.IntVar(&f.rows, "rows", 0, "height in cells")
	fl.StringVar(&f.scale, "scale", "1", "zoom: 1 makes a cell 8x16 px, 0.5 shows twice as much; fit makes the viewport as wide as --cols, never above 1")
	fl.BoolVar(&f.full, "full", false, "show the whole page instead of the viewport")
	fl.StringVar(&f.scroll, "scroll", "", "scroll the window to `X,Y` px instead of the recorded offset")
	fl.BoolVar(&f.boxes, "boxes", false, "with --format json: add the box of every element, in px of the document")
	fl.BoolVar(&f.dark, "dark", false, "prefer the dark colour scheme, as prefers-color-scheme has it")
	fl.BoolVar(&f.reader, "reader", false, "reflow the page to --cols")
	fl.StringVar(&f.color, "color", "auto", "colours of --format ansi: auto, truecolor, 256, 16 or none")
	f.look.addFlags(fl)
	return cmd
}

func (a *App) runFrame(cmd *cobra.Command, sources []string, f *frameFlags) error {
	if f.json {
		f.format = "json"
	}
	opts, err := f.options()
	if err != nil {
		return err
	}
	profile, err := a.colorProfile(f.color)
	if err != nil {
		return err
	}
	if f.format == "" {
		f.format = "text"
		if a.StdoutTerminal && profile != cell.NoColor {
			f.format = "ansi"
		}
	}
	switch f.format {
	case "text", "ansi", "json", "png":
	default:
		return usagef("--format %s: want text, ansi, json or png", f.format)
	}
	m, err := f.src.openMoment(cmd.Context(), a, sources)
	if err != nil {
		return err
	}
	defer m.close()
	if f.scale == "fit" {
		opts.Scale = min(1, render.FitScale(m.state.Tree.Page.W, opts.Cols))
	}
	frame := render.New().Render(m.input(opts))
	return a.writeFrame(frame, m, f, profile)
}

// options translates the flags; the scale of fit is left to the page's width.
func (f *frameFlags) options() (render.Options, error) {
	opts := render.Options{Cols: f.cols, Rows: f.rows, Full: f.full, Dark: f.dark, Reader: f.reader}
	const maxCells = 10_000
	if f.cols < 0 || f.cols > maxCells || f.rows < 0 || f.rows > maxCells {
		return opts, usagef("--cols and --rows go from 1 to %d", maxCells)
	}
	if f.scale == "fit" {
		if f.cols == 0 {
			return opts, usagef("--scale fit needs --cols")
		}
	} else {
		s, err := strconv.ParseFloat(f.scale, 64)
		if err != nil || !(s >= 0.05 && s <= 8) {
			return opts, usagef("--scale %s: want fit or a number from 0.05 to 8", f.scale)
		}
		opts.Scale = s
	}
	if f.reader && f.cols == 0 {
		return opts, usagef("--reader needs --cols")
	}
	if f.boxes && f.format != "json" {
		return opts, usagef("--boxes needs --format json")
	}
	if f.scroll != "" {
		xs, ys, _ := strings.Cut(f.scroll, ",")
		x, errX := strconv.ParseFloat(xs, 64)
		y, errY := strconv.ParseFloat(ys, 64)
		if errX != nil || errY != nil {
			return opts, usagef("--scroll %s: want X,Y in px", f.scroll)
		}
		opts.Scroll = &render.Point{X: x, Y: y}
	}
	return opts, f.look.apply(&opts)
}

func (a *App) writeFrame(frame *render.Frame, m *shownMoment, f *frameFlags, profile cell.Profile) error {
	w := bufio.NewWriter(a.Stdout)
	var err error
	switch f.format {
	case "json":
		_, err = w.Write(append(escapeControls(frame.AppendJSON(nil, render.JSON{URL: m.state.Tree.Page.URL, Time: int64(m.state.Time), HasTime: true, Boxes: f.boxes}), text.JSONEscape), '\n'))
	case "png":
		err = writePNG(w, frame.Grid)
	case "ansi":
		enc := cell.Encoder{Profile: profile, Hyperlinks: f.look.links}
		_, err = w.Write(append(enc.Append(nil, frame.Grid), '\n'))
	default:
		_, err = w.Write(cell.AppendText(nil, frame.Grid))
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// pngCell is the width in px of a cell in PNG pictures.
const pngCell = 8

func writePNG(w io.Writer, g *cell.Grid) error {
	d, err := raster.NewDrawer(pngCell, raster.Light())
	if err != nil {
		return err
	}
	return png.Encode(w, d.Draw(g))
}

// colorProfile returns the colours that --color names; auto asks the
// environment.
func (a *App) colorProfile(name string) (cell.Profile, error) {
	switch name {
	case "truecolor":
		return cell.TrueColor, nil
	case "256":
		return cell.ANSI256, nil
	case "16":
		return cell.ANSI16, nil
	case "none":
		return cell.NoColor, nil
	case "auto":
	default:
		return 0, usagef("--color %s: want auto, truecolor, 256, 16 or none", name)
	}
	term := a.Getenv("TERM")
	switch {
	case a.Getenv("NO_COLOR") != "" || term == "dumb":
		return cell.NoColor, nil
	case a.Getenv("COLORTERM") == "truecolor" || a.Getenv("COLORTERM") == "24bit" || strings.HasSuffix(term, "-direct"):
		return cell.TrueColor, nil
	case strings.Contains(term, "256"):
		return cell.ANSI256, nil
	case term == "":
		return cell.TrueColor, nil // not a terminal: keep what there is
	default:
		return cell.ANSI16, nil
	}
}
