package loader

import (
	"cmp"
	"path/filepath"

	"playhead/engine/event"
	"playhead/loader/htmlpage"
)

// pageSource is the source of the one event of a plain HTML file.
type pageSource struct {
	page *htmlpage.Page
	text *still
}

func (p *pageSource) decode(_ *trackEvent, b *event.Batch) {
	b.Ops = append(b.Ops, p.page.Ops...)
	b.Problems = append(b.Problems, p.page.Problems...)
}

func (p *pageSource) raw(*trackEvent) []byte { return p.text.bytes }

func (p *pageSource) place(*trackEvent) string { return p.text.place }

// viewport is the layout viewport of a plain HTML page in px.
func (b *build) viewport() (w, h float64) {
	return cmp.Or(b.opts.ViewportW, 1280), cmp.Or(b.opts.ViewportH, 720)
}

// still makes a session of a plain HTML file.
func (b *build) still() {
	w, h := b.viewport()
	page := htmlpage.Parse(b.html.bytes, htmlpage.Options{
		URL: "file:///" + filepath.ToSlash(filepath.Base(b.html.place)), ViewportW: w, ViewportH: h,
	})
	for _, p := range page.Problems {
		b.problem(b.html.place, p)
	}
	t := newTrack("page", "page", &pageSource{page, b.html})
	t.extend([]trackEvent{{kind: event.KindSnapshot}}, []View{{ID: "1", Name: page.Title, URL: page.URL}})
	b.sessions = append(b.sessions, &session{
		id: b.html.place, format: FormatHTML, page: t, segments: 1, snapshots: 1,
		wire: b.html.wire, raw: int64(len(b.html.bytes)),
	})
}
