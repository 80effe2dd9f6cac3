package cli

import (
	"context"
	"fmt"
	"math"
	"os"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/export"
	"playhead/engine/raster"
	"playhead/engine/render"
	"playhead/loader"
	"playhead/ui"
)

// filmFlags say how a film looks.
type filmFlags struct {
	cols, rows int
	zoom       string
	theme      string
	chrome     bool
	noOverlays bool
	cellWidth  int
	font       string
}

// Bounds of what is exported.
const (
	maxExportCols = 500
	maxExportRows = 300
	maxShots      = 200_000
	defaultCols   = 120
	maxAutoRows   = 100
)

func (f *filmFlags) check() error {
	if f.cols < 0 || f.cols > maxExportCols || f.rows < 0 || f.rows > maxExportRows {
		return usagef("--cols goes from 1 to %d, --rows from 1 to %d", maxExportCols, maxExportRows)
	}
	if f.theme != "dark" && f.theme != "light" {
		return usagef("--theme %s: want dark or light", f.theme)
	}
	switch f.zoom {
	case "fit", "100%", "50%", "reader":
	default:
		return usagef("--zoom %s: want fit, 100%%, 50%% or reader", f.zoom)
	}
	if f.cellWidth < 4 || f.cellWidth > 64 {
		return usagef("--cell-width goes from 4 to 64 px")
	}
	return nil
}

// size completes the size of the film: without flags all of the viewport is
// shown, in at most defaultCols columns.
func (f *filmFlags) size(info *loader.Info) (cols, rows int) {
	w, h := info.ViewportW, info.ViewportH
	if w <= 0 || h <= 0 {
		w, h = 1280, 720
	}
	cols, rows = f.cols, f.rows
	if cols == 0 {
		cols = max(1, min(defaultCols, int(math.Ceil(w/render.CellW))))
		if f.chrome {
			cols = max(cols, 80)
		}
	}
	if rows == 0 {
		scale := min(render.FitScale(w, cols), 1)
		rows = int(math.Ceil(h * scale / render.CellH))
		if f.chrome {
			rows += 5 // the lines around the page
		}
		rows = max(1, min(rows, maxAutoRows))
	}
	return cols, rows
}

func (f *filmFlags) look() (ui.Look, raster.Theme) {
	if f.theme == "light" {
		return ui.LookLight, raster.Light()
	}
	return ui.LookDark, raster.Dark()
}

// screen opens the player on the recording, without a terminal.
func (f *filmFlags) screen(ctx context.Context, rec *loader.Recording, title string, speed float64) (*ui.Offscreen, error) {
	info := rec.Info()
	cols, rows := f.size(&info)
	look, _ := f.look()
	return ui.NewOffscreen(ctx, ui.Options{
		Recording: ui.Loaded(rec), Title: title, Width: cols, Height: rows,
		Zoom: f.zoom, Look: look, Speed: speed, NoSkip: true, Paused: true,
		Bare: !f.chrome, NoPane: true, Unmarked: f.noOverlays,
	})
}

// drawer returns what draws cells as pixels.
func (f *filmFlags) drawer() (*raster.Drawer, error) {
	_, theme := f.look()
	d, err := raster.NewDrawer(f.cellWidth, theme)
	if err != nil || f.font == "" {
		return d, err
	}
	data, err := os.ReadFile(f.font)
	if err != nil {
		return nil, err
	}
	if err := d.AddFont(data); err != nil {
		return nil, fmt.Errorf("%s: %w", f.font, err)
	}
	return d, nil
}

// shoot returns the film of the shots, each drawn by draw on the screen.
func shoot(ctx context.Context, screen *ui.Offscreen, draw func(event.Millis) *cell.Grid, shots export.Shots, step func(done, total int)) export.Film {
	g := screen.Grid()
	return export.Film{
		Cols: g.Cols, Rows: g.Rows, Length: shots.Length,
		Frames: func(yield func(export.Frame, error) bool) {
			for i, s := range shots.List {
				if err := ctx.Err(); err != nil {
					yield(export.Frame{}, err)
					return
				}
				step(i, len(shots.List))
				if !yield(export.Frame{At: s.At, Grid: draw(s.Moment)}, nil) {
					return
				}
			}
		},
	}
}

// firstPages returns the time of the first full snapshot in any tab.
func firstPages(rec *loader.Recording) event.Millis {
	first := event.Millis(-1)
	for _, t := range rec.Tracks() {
		if at := firstPage(t); at > 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return max(first, rec.Info().Start)
}
