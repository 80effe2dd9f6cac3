package cli

import (
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
	"playhead/engine/text"
	"playhead/loader"
)

func (j *exportJob) gif(w *target) error {
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	d, err := j.flags.film.drawer()
	if err != nil {
		return err
	}
	return gif.Encode(w, film, d)
}

func (j *exportJob) apng(w *target) error {
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	d, err := j.flags.film.drawer()
	if err != nil {
		return err
	}
	return apng.Encode(w, film, d)
}

func (j *exportJob) svg(w *target) error {
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	_, theme := j.flags.film.look()
	return svg.Encode(w, film, svg.Options{Theme: theme, Title: j.title, Embed: j.flags.embedFont})
}

func (j *exportJob) asciicast(w *target) error {
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	_, theme := j.flags.film.look()
	o := asciicast.Options{Version: 2, Title: safe(j.title), Start: time.UnixMilli(int64(j.cut.From)), Theme: theme}
	if j.format == "asciicast-v3" {
		o.Version = 3
	}
	return asciicast.Encode(w, film, o)
}

// grid returns the one frame of a still picture.
func (j *exportJob) grid() (*cell.Grid, error) {
	film, err := j.makeFilm()
	if err != nil {
		return nil, err
	}
	var frame export.Frame
	for frame, err = range film.Frames {
		break
	}
	return frame.Grid, err
}

func (j *exportJob) png(w *target) error {
	g, err := j.grid()
	if err != nil {
		return err
	}
	d, err := j.flags.film.drawer()
	if err != nil {
		return err
	}
	return encodePNG(w, d.Draw(g))
}

func (j *exportJob) ansi(w *target) error {
	profile, err := j.app.colorProfile(j.flags.color)
	if err != nil {
		return err
	}
	g, err := j.grid()
	if err != nil {
		return err
	}
	enc := cell.Encoder{Profile: profile}
	_, err = w.Write(append(enc.Append(nil, g), '\n'))
	return err
}

func (j *exportJob) text(w *target) error {
	g, err := j.grid()
	if err != nil {
		return err
	}
	_, err = w.Write(cell.AppendText(nil, g))
	return err
}

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

// encodePNG writes a picture that is kept: small rather than soon.
func encodePNG(w *target, img image.Image) error {
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	return enc.Encode(w, img)
}
