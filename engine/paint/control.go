package paint

import (
	"math"
	"strconv"

	"playhead/engine/cell"
	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/layout"
)

const mediaPlaying = event.MediaPlaying

// Colours of native controls, as Chromium draws them on light pages.
var (
	controlAccent = css.Color{R: 0x00, G: 0x75, B: 0xff, A: 255}
	controlTrack  = css.Color{R: 0xef, G: 0xef, B: 0xef, A: 255}
	controlLine   = css.Color{R: 0x76, G: 0x76, B: 0x76, A: 255}
)

// controlClips reports whether a control clips its contents.
func controlClips(b *layout.Box) bool {
	if b.Replaced == nil {
		return false
	}
	switch b.Replaced.Kind {
	case layout.ControlText, layout.ControlTextArea, layout.ControlSelect, layout.ControlListBox,
		layout.ControlFile, layout.ControlDate:
		return true
	default:
		return false
	}
}

// nativeSelect reports a drop-down that the page left as it is: it is drawn as a
// field, not in the colour that its style has.
func nativeSelect(b *layout.Box) bool {
	if b.Replaced == nil || b.Replaced.Kind != layout.ControlSelect || b.Style.Rare.Appearance == css.AppearanceNone {
		return false
	}
	return b.Style.Back.Color == controlTrack && len(b.Style.Back.Layers) == 0 && b.Style.Border.Color.Top == controlLine && b.Style.Border.Width.Top == 1
}

// control paints the marks of a form control; r is its content box.
func (p *painter) control(b *layout.Box, f *layout.Fragment, s *space, r rect) {
	ref := p.element(b)
	if ref == dom.None {
		return
	}
	n := p.tree.Node(ref)
	whole := s.rect(layout.Rect{W: f.W, H: f.H})
	switch b.Replaced.Kind {
	case layout.ControlCheckbox, layout.ControlRadio:
		p.checkMark(b, ref, n, whole, s.clip)
	case layout.ControlSelect:
		if b.Style.Rare.Appearance == css.AppearanceNone && len(b.Style.Back.Layers) > 0 {
			return // the page brings its own arrow
		}
		p.mark(whole.x1-1.25*p.view.CellW, (whole.y0+whole.y1)/2, s.clip, cell.Rune('▾'), b.Style.Text.Color)
	case layout.ControlDate:
		p.mark(whole.x1-1.25*p.view.CellW, (whole.y0+whole.y1)/2, s.clip, cell.Rune('▾'), b.Style.Text.Color)
	case layout.ControlRange:
		p.rangeControl(b, n, r, s.clip)
	case layout.ControlProgress, layout.ControlMeter:
		p.barControl(b, n, r, s.clip)
	case layout.ControlColor:
		if v := p.tree.Value(ref); v != "" {
			if col, ok := css.ParseColor(v); ok {
				p.fill(p.covered(r.and(s.clip)), col)
			}
		}
	}
}

// checkMark paints a checkbox or radio button. One with a style of its own shows
// its mark inside only.
func (p *painter) checkMark(b *layout.Box, ref dom.Ref, n *dom.Node, r, clip rect) {
	on := p.tree.Checked(ref)
	mixed := n.State != nil && n.State.Indeterminate
	native := b.Style.Rare.Appearance != css.AppearanceNone
	radio := b.Replaced.Kind == layout.ControlRadio
	var g rune
	switch {
	case native && radio && on:
		g = '◉'
	case native && radio:
		g = '○'
	case native && mixed:
		g = '⊟'
	case native && on:
		g = '☑'
	case native:
		g = '☐'
	case mixed:
		g = '–'
	case radio && on:
		g = '•'
	case on:
		g = '✓'
	default:
		return
	}
	// The middle of the margin box is that of the line, so that the mark stands in
	// the row of its text; half-way between two rows text takes the upper one.
	m := b.Frag.Margin
	x, y := (r.x0+r.x1)/2, (r.y0-m.Top.Float()+r.y1+m.Bottom.Float())/2-1.0/64
	col := b.Style.Text.Color
	if cx, cy := int(x/p.view.CellW), int(y/p.view.CellH); p.Grid.Inside(cx, cy) {
		col = readable(p.Grid.At(cx, cy).BG, col)
	}
	p.mark(x, y, clip, cell.Rune(g), col)
}

// readable gives col, or black or white where col cannot be told from bg.
func readable(bg cell.Color, col css.Color) css.Color {
	if colorGap(blend(bg, col), bg) > 64 {
		return col
	}
	r, g, b := bg.RGB()
	if int(r)*299+int(g)*587+int(b)*114 > 128000 {
		return css.Color{A: 255}
	}
	return css.Color{R: 255, G: 255, B: 255, A: 255}
}

func accent(b *layout.Box) css.Color {
	if b.Style.Text.HasAccent {
		return b.Style.Text.Accent.Or(b.Style.Text.Color)
	}
	return controlAccent
}

// number reads a numeric attribute with a default.
func number(n *dom.Node, name string, def float64) float64 {
	v, ok := n.Attr(name)
	if !ok {
		return def
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return def
	}
	return f
}

// rangeControl paints a slider: a line with a thumb where the value is.
func (p *painter) rangeControl(b *layout.Box, n *dom.Node, r, clip rect) {
	lo, hi := number(n, "min", 0), number(n, "max", 100)
	v := number(n, "value", (lo+hi)/2)
	if n.State != nil && n.State.HasValue {
		if f, err := strconv.ParseFloat(n.State.Value, 64); err == nil && !math.IsNaN(f) {
			v = f
		}
	}
	frac := 0.0
	if hi > lo {
		frac = max(0, min(1, (v-lo)/(hi-lo)))
	}
	y := (r.y0 + r.y1) / 2
	cw := p.view.CellW
	count := int(math.Floor((r.x1 - r.x0) / cw))
	thumb := int(math.Round(frac * float64(count-1)))
	for k := range min(count, p.Grid.Cols+1) {
		g, col := '─', controlLine
		switch {
		case k == thumb:
			g, col = '●', accent(b)
		case k < thumb:
			g, col = '━', accent(b)
		}
		p.mark(r.x0+(float64(k)+0.5)*cw, y, clip, cell.Rune(g), col)
	}
}

// barControl paints a progress bar or meter.
func (p *painter) barControl(b *layout.Box, n *dom.Node, r, clip rect) {
	if b.Style.Rare.Appearance == css.AppearanceNone && hasBackground(b.Style) {
		// The page styles the track; the value is drawn on it.
	} else {
		p.fill(p.covered(r.and(clip)), controlTrack)
	}
	lo, hi := 0.0, number(n, "max", 1)
	col := accent(b)
	if b.Replaced.Kind == layout.ControlMeter {
		lo = number(n, "min", 0)
		col = css.Color{R: 0x10, G: 0x7c, B: 0x10, A: 255}
	}
	if _, ok := n.Attr("value"); !ok || hi <= lo {
		return
	}
	frac := max(0, min(1, (number(n, "value", lo)-lo)/(hi-lo)))
	part := r
	part.x1 = r.x0 + (r.x1-r.x0)*frac
	if got := p.covered(part.and(clip)); !got.empty() {
		p.fill(got, col)
	} else {
		p.sliver(part, clip, col)
	}
}
