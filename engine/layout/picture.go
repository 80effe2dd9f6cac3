package layout

import (
	"bytes"
	"image"
	_ "image/gif"  // natural sizes of data URLs
	_ "image/jpeg" // the same
	_ "image/png"  // the same
	"strings"

	"playhead/engine/dataurl"

	_ "golang.org/x/image/webp" // the same
)

// headBytes bounds how much of a picture is read to find its size.
const headBytes = 1 << 16

// imageOf describes the picture behind a URL. Only data URLs have a size;
// others have none, since nothing is fetched.
func imageOf(src string) *Replaced {
	r := &Replaced{Kind: Image, W: Indefinite, H: Indefinite}
	typ, raw, ok := dataurl.Head(src, headBytes)
	if !ok {
		return r
	}
	if strings.HasPrefix(typ, "image/svg") {
		svgDataSize(r, raw)
		return r
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(raw)); err == nil && c.Width > 0 && c.Height > 0 {
		r.W, r.H = FromPx(float64(c.Width)), FromPx(float64(c.Height))
		r.Ratio = float64(c.Width) / float64(c.Height)
	}
	return r
}

// svgDataSize finds the natural size of an SVG document from its first tag.
func svgDataSize(r *Replaced, raw []byte) {
	i := bytes.Index(raw, []byte("<svg"))
	if i < 0 {
		return
	}
	tag := raw[i:]
	if j := bytes.IndexByte(tag, '>'); j > 0 {
		tag = tag[:j]
	}
	n := parseTag(string(tag))
	s := svgSize(&n)
	r.Ratio = s.Ratio
	r.W, r.H = s.W, s.H
	switch {
	case r.W == Indefinite && r.H == Indefinite:
		r.W, r.H = 300*Px, 150*Px
		if r.Ratio > 0 {
			r.H = FromPx(300 / r.Ratio)
		}
	case r.W == Indefinite && r.Ratio > 0:
		r.W = r.H.Scale(r.Ratio)
	case r.H == Indefinite && r.Ratio > 0:
		r.H = r.W.Scale(1 / r.Ratio)
	}
	r.W, r.H = r.W.Or(300*Px), r.H.Or(150*Px)
}
