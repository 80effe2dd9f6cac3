package cli

import (
	"fmt"
	"image"
	"image/png"
	"time"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/export"
	"playhead/engine/export/apng"
	"playhead/engine/export/asciicast"
	"playhead/engine/export/gif"
	"playhead/engine/export/page"
	"playhead/engine/export/svg"
	"playhead/engine/player"
	"playhead/engine/raster"
	"playhead/engine/text"
	"playhead/loader"
)

// rendition is how a film becomes bytes.
type rendition struct {
	look      *filmFlags
	title     string
	start     time.Time // of what is shown, zero when unknown
	embedFont bool
	profile   cell.Profile // of ANSI
}

// encode writes a film, or the first frame of it, in a format.
func (r *rendition) encode(w *target, format string, film export.Film) error {
	_, theme := r.look.look()
	switch format {
	case "svg":
		return svg.Encode(w, film, svg.Options{Theme: theme, Title: r.title, Embed: r.embedFont})
	case "asciicast", "asciicast-v3":
		o := asciicast.Options{Version: 2, Title: safe(r.title), Start: r.start, Theme: theme}
		if format == "asciicast-v3" {
			o.Version = 3
		}
		return asciicast.Encode(w, film, o)
	case "gif", "apng":
		d, err := r.look.drawer()
		if err != nil {
			return err
		}
		if format == "gif" {
			return gif.Encode(w, film, d)
		}
		return apng.Encode(w, film, d)
	}
	g, err := firstGrid(film)
	if err != nil {
		return err
	}
	switch format {
	case "png":
		d, err := r.look.drawer()
		if err != nil {
			return err
		}
		return encodePNG(w, d, g)
	case "ansi":
		enc := cell.Encoder{Profile: r.profile}
		_, err = w.Write(append(enc.Append(nil, g), '\n'))
		return err
	case "text":
		_, err = w.Write(cell.AppendText(nil, g))
		return err
	}
	return fmt.Errorf("a film cannot be written as %s", format)
}

// firstGrid returns the first frame of a film.
func firstGrid(film export.Film) (*cell.Grid, error) {
	for frame, err := range film.Frames {
		return frame.Grid, err
	}
	return nil, fmt.Errorf("the film has no frames")
}

// encodePNG writes a picture that is kept: small rather than soon.
func encodePNG(w *target, d *raster.Drawer, g *cell.Grid) error {
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	var img image.Image = d.Draw(g)
	return enc.Encode(w, img)
}

// film writes the film of the cut.
func (j *exportJob) film(w *target) error {
	profile, err := j.app.colorProfile(j.flags.color)
	if err != nil {
		return err
	}
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	r := rendition{
		look: &j.flags.film, title: j.title, start: time.UnixMilli(int64(j.cut.From)),
		embedFont: j.flags.embedFont, profile: profile,
	}
	return r.encode(w, j.format, film)
}

// html writes the page of the moment.
func (j *exportJob) html(w *target) error {
	p := player.New(j.at.track, player.Options{})
	state := p.Seek(j.cut.From)
	if state.Tree.Doc == dom.None {
		return loader.ErrNoSnapshot
	}
	e := escaper{form: text.HTMLEscape}
	if err := page.Write(&e, state.Tree); err != nil {
		return err
	}
	return e.flush(w)
}
