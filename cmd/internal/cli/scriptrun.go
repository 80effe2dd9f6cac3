package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/script"
	"playhead/loader"
	"playhead/ui"
)

// scriptRun is a script that runs.
type scriptRun struct {
	ctx  context.Context //nolint:containedctx // of the one call that the run is made for
	app  *App
	cmd  *cobra.Command
	name string
	base string // sources are relative to it
	dir  string // files are written below it
	out  io.Writer

	look      filmFlags
	noPane    bool
	fps       int
	embedFont bool

	rec    *loader.Recording
	screen *ui.Offscreen
	now    time.Duration // on the viewer's clock
	notes  []annotation
	film   *filming
}

// filming is a film in the making.
type filming struct {
	name   string
	began  time.Duration
	frames []export.Frame
}

// maxFilmFrames bounds what a film of a script keeps.
const maxFilmFrames = 20_000

// settle sets what a script does not have to.
func (r *scriptRun) settle() {
	r.look = filmFlags{cols: 120, rows: 40, zoom: "fit", theme: "dark", chrome: true, cellWidth: 8}
	r.fps = 10
}

func (r *scriptRun) close() {
	if r.rec != nil {
		_ = r.rec.Close()
	}
}

// do runs a command.
func (r *scriptRun) do(c *script.Command) error {
	switch c.Verb {
	case script.Size:
		r.look.cols, r.look.rows = c.Cols, c.Rows
	case script.Theme:
		r.look.theme = c.Text
	case script.Chrome:
		r.look.chrome = c.On
	case script.Pane:
		r.noPane = !c.On
	case script.Overlays:
		r.look.noOverlays = !c.On
	case script.Font:
		r.look.font = r.source(c.Text)
	case script.EmbedFont:
		r.embedFont = c.On
	case script.CellWidth:
		r.look.cellWidth = c.Number
	case script.FPS:
		r.fps = c.Number
	case script.Open:
		return r.open(c)
	case script.Shot:
		return r.shoot(c.Text)
	case script.Record:
		return r.record(c.Text)
	case script.Stop:
		return r.endFilm()
	default:
		return r.act(c)
	}
	return nil
}

// act does something on the screen.
func (r *scriptRun) act(c *script.Command) error {
	switch c.Verb {
	case script.Seek:
		start, end := r.screen.Extent()
		at, err := c.Moment.In(start, end)
		if err != nil {
			return err
		}
		r.screen.Seek(at)
	case script.Key:
		for _, k := range c.Words {
			if err := r.screen.Press(k); err != nil {
				return err
			}
		}
	case script.Type:
		for _, k := range c.Text {
			name := string(k)
			switch k {
			case ' ':
				name = "space"
			case '\n':
				name = "enter"
			}
			if err := r.screen.Press(name); err != nil {
				return err
			}
		}
	case script.Wait:
		r.wait(c.For)
	case script.Zoom:
		r.screen.Zoom(c.Text)
	case script.Annotate:
		return r.annotate(c)
	default:
		return fmt.Errorf("%s is not known here", c.Verb)
	}
	return nil
}

// open opens the recording in the player, which stands at its first page.
func (r *scriptRun) open(c *script.Command) error {
	sources := make([]string, len(c.Words))
	for i, s := range c.Words {
		sources[i] = r.source(s)
	}
	src := source{cmd: r.cmd}
	var err error
	if r.rec, err = src.openWhole(r.ctx, r.app, sources); err != nil {
		return err
	}
	look, _ := r.look.look()
	r.screen, err = ui.NewOffscreen(r.ctx, ui.Options{
		Recording: ui.Loaded(r.rec), Title: strings.Join(c.Words, " "), Reopen: append([]string{"playhead"}, c.Words...),
		Width: r.look.cols, Height: r.look.rows, Look: look, Paused: true, FPS: r.fps,
		Bare: !r.look.chrome, NoPane: r.noPane, Unmarked: r.look.noOverlays,
	})
	if err != nil {
		return err
	}
	r.screen.Shown = func(at time.Duration) {
		r.now = at
		r.take()
	}
	return nil
}

// wait lets time pass, and annotations end on the way.
func (r *scriptRun) wait(d time.Duration) {
	end := r.now + d
	for r.now < end {
		next := end
		for _, n := range r.notes {
			if n.until > r.now {
				next = min(next, n.until)
			}
		}
		r.screen.Pass(next - r.now)
		r.now = next
		r.notes = slices.DeleteFunc(r.notes, func(n annotation) bool { return n.until > 0 && n.until <= next })
		r.take()
	}
}

// picture is the screen with the annotations.
func (r *scriptRun) picture() *cell.Grid {
	g := r.screen.Grid().Clone()
	for _, n := range r.notes {
		n.draw(g)
	}
	return g
}

// take adds the screen to the film that is being made.
func (r *scriptRun) take() {
	f := r.film
	if f == nil || len(f.frames) > maxFilmFrames {
		return
	}
	g := r.picture()
	at := r.now - f.began
	n := len(f.frames)
	switch {
	case n > 0 && f.frames[n-1].At == at:
		f.frames[n-1].Grid = g // only the last of a moment shows
	case n > 0 && f.frames[n-1].Grid.Equal(g):
	default:
		f.frames = append(f.frames, export.Frame{At: at, Grid: g})
	}
}

// record begins a film.
func (r *scriptRun) record(name string) error {
	if _, err := scriptFormat(name, false); err != nil {
		return err
	}
	if _, err := r.path(name); err != nil {
		return err
	}
	r.film = &filming{name: name, began: r.now}
	r.take()
	return nil
}

// endFilm writes the film that is being made, if one is.
func (r *scriptRun) endFilm() error {
	f := r.film
	if f == nil {
		return nil
	}
	r.film = nil
	if len(f.frames) > maxFilmFrames {
		return fmt.Errorf("%s has more than %d frames: make it shorter or lower fps", f.name, maxFilmFrames)
	}
	return r.write(f.name, false, export.Film{
		Length: r.now - f.began,
		Frames: func(yield func(export.Frame, error) bool) {
			for _, fr := range f.frames {
				if !yield(fr, r.ctx.Err()) {
					return
				}
			}
		},
	})
}

// shoot writes a picture of the screen.
func (r *scriptRun) shoot(name string) error {
	g := r.picture()
	return r.write(name, true, export.Film{Frames: func(yield func(export.Frame, error) bool) {
		yield(export.Frame{Grid: g}, r.ctx.Err())
	}})
}

// write writes a film or a picture below the directory.
func (r *scriptRun) write(name string, still bool, film export.Film) error {
	format, err := scriptFormat(name, still)
	if err != nil {
		return err
	}
	path, err := r.path(name)
	if err != nil {
		return err
	}
	g := r.screen.Grid()
	film.Cols, film.Rows = g.Cols, g.Rows
	w, err := openTarget(r.app.Stdout, path)
	if err != nil {
		return err
	}
	how := rendition{look: &r.look, embedFont: r.embedFont}
	if err := w.close(how.encode(w, format, film)); err != nil {
		return err
	}
	_, err = fmt.Fprintln(r.out, safe(path))
	return err
}

var errFilmFormat = errors.New("the name has to end in .gif, .apng, .svg or .cast")

// scriptFormat is the format that a name says.
func scriptFormat(name string, still bool) (string, error) {
	ext := strings.ToLower(filepath.Ext(name))
	for _, f := range exportFormats() {
		if !slices.Contains(f.exts, ext) {
			continue
		}
		switch f.name {
		case "svg":
			return f.name, nil
		case "gif", "apng", "asciicast":
			if !still {
				return f.name, nil
			}
		case "png", "ansi", "text":
			if still {
				return f.name, nil
			}
		}
	}
	if still {
		return "", fmt.Errorf("shot %s: the name has to end in .png, .svg, .ansi or .txt", name)
	}
	return "", fmt.Errorf("record %s: %w", name, errFilmFormat)
}
