package paint

import (
	"math"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/layout"
	"playhead/engine/text"
)

// placeholderLine is the colour of the frame of placeholders, and of their words.
var (
	placeholderLine = css.Color{R: 0xa8, G: 0xa8, B: 0xa8, A: 255}
	placeholderText = css.Color{R: 0x76, G: 0x76, B: 0x76, A: 255}
	hiddenFill      = css.Color{R: 0xd9, G: 0xd9, B: 0xde, A: 255}
	hiddenText      = css.Color{R: 0x5c, G: 0x5c, B: 0x66, A: 255}
)

// replaced paints what a replaced box or a control shows beside its background,
// borders and text.
func (p *painter) replaced(b *layout.Box, f *layout.Fragment, s *space) {
	r := s.rect(f.Content())
	if !r.meets(s.clip) && !s.rect(layout.Rect{W: f.W, H: f.H}).meets(s.clip) {
		return
	}
	switch b.Replaced.Kind {
	case layout.Image, layout.ControlImage:
		p.imageElement(b, r, s.clip)
	case layout.SVG:
		p.svgElement(b, r, s.clip)
	case layout.Canvas:
		p.canvasElement(b, r, s.clip)
	case layout.Video, layout.Audio:
		p.mediaElement(b, r, s.clip)
	case layout.Object:
		p.placeholder(r, s.clip, "object", placeholderText)
	case layout.EmbeddedFrame:
		if b.Kind != layout.KindFrame {
			p.placeholder(r, s.clip, "frame "+p.attr(b, "src"), placeholderText)
		}
	case layout.Redacted:
		p.redacted(r, s.clip)
	default:
		p.control(b, f, s, r)
	}
}

func (p *painter) attr(b *layout.Box, name string) string {
	ref := p.element(b)
	if ref == dom.None {
		return ""
	}
	v, _ := p.tree.Node(ref).Attr(name)
	return v
}

// source is the picture that an element shows now: the recorded pixels, else
// what the attribute names.
func (p *painter) source(b *layout.Box, attr string) *Picture {
	ref := p.element(b)
	if ref == dom.None {
		return nil
	}
	n := p.tree.Node(ref)
	if n.State != nil && n.State.Picture != "" {
		if pic := p.view.Pictures.Get(n.State.Picture); pic != nil {
			return pic
		}
	}
	v, _ := n.Attr(attr)
	return p.view.Pictures.Get(strings.TrimSpace(v))
}

// imageElement paints an img element: pixels where there are some, else its
// alternative text in a frame.
func (p *painter) imageElement(b *layout.Box, r, clip rect) {
	if pic := p.source(b, "src"); pic != nil {
		p.showPicture(pic, fitted(b, pic, r), clip.and(r), b.Style.Text.Color)
		return
	}
	p.placeholder(r, clip, strings.TrimSpace(b.Replaced.Alt), placeholderText)
}

// fitted is where object-fit and object-position put a picture in the content
// box (css-images-3 §5.5).
func fitted(b *layout.Box, pic *Picture, r rect) rect {
	ra := b.Style.Rare
	w, h := r.x1-r.x0, r.y1-r.y0
	if ra.ObjectFit == css.FitFill || pic.W <= 0 || pic.H <= 0 || w <= 0 || h <= 0 {
		return r
	}
	f := min(w/pic.W, h/pic.H)
	switch ra.ObjectFit {
	case css.FitCover:
		f = max(w/pic.W, h/pic.H)
	case css.FitNone:
		f = 1
	case css.FitScaleDown:
		f = min(f, 1)
	}
	pw, ph := pic.W*f, pic.H*f
	x, y := r.x0+ra.ObjectPos.X.Resolve(w-pw), r.y0+ra.ObjectPos.Y.Resolve(h-ph)
	return rect{x, y, x + pw, y + ph}
}

func (p *painter) svgElement(b *layout.Box, r, clip rect) {
	ref := p.element(b)
	if ref == dom.None || !r.meets(clip) {
		return
	}
	d, ra := p.drawingOf(b, ref, r)
	if touchable(b) {
		p.hitShapes(d, r, clip)
	}
	if ra != nil {
		p.drawRaster(ra, r, p.touched(r.and(clip)), clip)
	}
	m := d.fit(r)
	for i := range d.texts {
		t := &d.texts[i]
		x, y := m.point(t.at.x, t.at.y)
		w := float64(text.Width(t.text)) * p.view.CellW
		x += r.x0 - w*float64(t.anchor)/2
		if row := int(math.Floor((y + r.y0 - 4) / p.view.CellH)); row >= 0 && row < p.Grid.Rows && t.fill.A > 5 {
			p.glyphs(t.text, x, row, clip, t.fill, 0)
		}
	}
}

func (p *painter) canvasElement(b *layout.Box, r, clip rect) {
	if pic := p.source(b, ""); pic != nil {
		p.showPicture(pic, fitted(b, pic, r), clip.and(r), b.Style.Text.Color)
		return
	}
	p.placeholder(r, clip, "canvas", placeholderText)
}

// mediaElement paints a video's poster or a placeholder that says what plays.
func (p *painter) mediaElement(b *layout.Box, r, clip rect) {
	if pic := p.source(b, "poster"); pic != nil {
		p.showPicture(pic, fitted(b, pic, r), clip.and(r), b.Style.Text.Color)
		return
	}
	what := "video"
	if b.Replaced.Kind == layout.Audio {
		what = "audio"
	}
	p.placeholder(r, clip, mediaLabel(p.tree.Node(p.element(b)), what), placeholderText)
}

func mediaLabel(n *dom.Node, what string) string {
	if n.State == nil {
		return "▷ " + what
	}
	mark := "▷ "
	if n.State.Media == mediaPlaying {
		mark = "▶ "
	}
	if t := n.State.MediaTime; t >= 0 && t < 1e7 {
		sec := int(t)
		return mark + what + " " + clock(sec)
	}
	return mark + what
}

func clock(sec int) string {
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	if h := sec / 3600; h > 0 {
		return two(h%100) + ":" + two(sec/60%60) + ":" + two(sec%60)
	}
	return two(sec/60) + ":" + two(sec%60)
}

// placeholder paints a frame with a word that says what is there, where a box
// is large enough.
func (p *painter) placeholder(r, clip rect, label string, col css.Color) {
	cw, ch := p.view.CellW, p.view.CellH
	if r.x1-r.x0 >= 2*cw && r.y1-r.y0 >= ch && p.noInk == 0 {
		e := edges{rect: r, clip: clip, seq: p.nextSeq()}
		for i := range e.side {
			e.side[i] = edge{1, placeholderLine, css.LineSolid}
		}
		p.Canvas.boxes = append(p.Canvas.boxes, e)
	}
	if label == "" {
		return
	}
	room := int((r.x1 - r.x0 - 2) / cw)
	label = cutLabel(strings.Join(strings.Fields(label), " "), room)
	if label == "" || r.y1-r.y0 < ch/2 {
		return
	}
	p.label(label, r, clip, col, 0)
}

// label writes a text in the middle of r, one row, unless text is there.
func (p *painter) label(s string, r, clip rect, col css.Color, attr cell.Attr) {
	cw, ch := p.view.CellW, p.view.CellH
	x := r.x0 + (r.x1-r.x0-float64(text.Width(s))*cw)/2
	row := int(math.Floor((r.y0 + r.y1) / 2 / ch))
	if row < 0 || row >= p.Grid.Rows || p.noInk > 0 || (float64(row)+0.5)*ch < clip.y0 || (float64(row)+0.5)*ch > clip.y1 {
		return
	}
	p.glyphs(s, x, row, clip, col, attr)
}

// cutLabel shortens s to room cells, with an ellipsis.
func cutLabel(s string, room int) string {
	if room <= 0 {
		return ""
	}
	if text.Width(s) <= room {
		return s
	}
	n := 0
	for i := 0; i < len(s); {
		size, w := text.Next(s[i:])
		if n+w > room-1 {
			return s[:i] + ellipsis
		}
		n += w
		i += size
	}
	return s
}

// redacted paints what the recorder left out on purpose: a style of its own, so
// that nobody takes it for the page.
func (p *painter) redacted(r, clip rect) {
	if p.noInk > 0 {
		return
	}
	got := p.covered(r.and(clip))
	p.fill(got, hiddenFill)
	if room := got.x1 - got.x0; room >= 6 && !got.empty() {
		p.label(cutLabel("hidden", room), r, clip, hiddenText, cell.Italic)
	}
}
