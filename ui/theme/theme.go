package theme

import "playhead/engine/cell"

// Role is what a piece of chrome means.
type Role uint8

// The roles.
const (
	Text     Role = iota // the terminal's own colours
	Strong               // what matters in a line
	Dim                  // what is there when looked for
	Accent               // time and selection
	Bad                  // errors
	Warn                 // warnings, frustration
	User                 // input by the recorded user
	Selected             // the selected row of the focused list
	Current              // the row of now, and the selected row without focus
	Backdrop             // around a page that is smaller than its pane
	Popup                // ground of what lies over the rest
	Played               // the bar's three weights
	Loaded
	Ahead
	roleCount
)

// Theme is a look of the chrome.
type Theme struct {
	Dark   bool
	Depth  cell.Profile
	Glyphs *Glyphs
	styles [roleCount]cell.Style
}

// New returns the look for a terminal.
func New(dark bool, depth cell.Profile, ascii bool) *Theme {
	t := &Theme{Dark: dark, Depth: depth, Glyphs: &unicodeGlyphs}
	if ascii {
		t.Glyphs = &asciiGlyphs
	}
	p := &lightPalette
	if dark {
		p = &darkPalette
	}
	for r := range roleCount {
		t.styles[r] = p[r].style(depth)
	}
	return t
}

// Style returns the style of a role.
func (t *Theme) Style(r Role) cell.Style { return t.styles[r] }

// Veil returns the style of a page's cell that is outside of the viewport: drawn
// a quarter of the way back to the backdrop. Text takes more room in cells than
// in the browser, so what is veiled may well have been seen: a hint, no verdict.
func (t *Theme) Veil(s cell.Style) cell.Style {
	if t.Depth == cell.ANSI16 || t.Depth == cell.NoColor {
		s.Attr |= cell.Dim
		return s
	}
	back := veilDark
	if !t.Dark {
		back = veilLight
	}
	s.FG, s.BG = mix(s.FG, back), mix(s.BG, back)
	return s
}

// Lit returns the style of a page's cell in a field that was just changed, Marked
// that of one in the element that is inspected: their ground is tinted, or, where
// there are few colours, the text underlined.
func (t *Theme) Lit(s cell.Style) cell.Style { return t.tint(s, User) }

// Marked is Lit for the element that is inspected.
func (t *Theme) Marked(s cell.Style) cell.Style { return t.tint(s, Accent) }

func (t *Theme) tint(s cell.Style, r Role) cell.Style {
	c := t.styles[r].FG
	if t.Depth == cell.ANSI16 || t.Depth == cell.NoColor || s.BG.IsDefault() || c.IsDefault() {
		s.Attr = s.Attr.WithUnderline(cell.Underline)
		return s
	}
	s.BG = mix(s.BG, c)
	return s
}

// Faded returns the style of a page's cell while the user did not see the page:
// halfway back to the backdrop.
func (t *Theme) Faded(s cell.Style) cell.Style {
	if t.Depth == cell.ANSI16 || t.Depth == cell.NoColor {
		s.Attr |= cell.Dim
		return s
	}
	back := veilDark
	if !t.Dark {
		back = veilLight
	}
	s.FG, s.BG = mix(mix(s.FG, back), back), mix(mix(s.BG, back), back)
	return s
}

// The backdrops as sRGB, to mix with.
var (
	veilDark  = cell.RGB(0x1b, 0x1e, 0x23)
	veilLight = cell.RGB(0xdf, 0xe2, 0xe6)
)

// mix returns c with a quarter of back. The terminal's own colours
// stay: nobody knows what they are.
func mix(c, back cell.Color) cell.Color {
	if c.IsDefault() {
		return c
	}
	r, g, b := c.RGB()
	br, bg, bb := back.RGB()
	part := func(x, y uint8) uint8 { return uint8((3*int(x) + int(y)) / 4) }
	return cell.RGB(part(r, br), part(g, bg), part(b, bb))
}

// On returns the style of role r on the ground of role ground.
func (t *Theme) On(r, ground Role) cell.Style {
	s, g := t.styles[r], t.styles[ground]
	s.BG = g.BG
	if g.Attr&cell.Reverse != 0 {
		return g
	}
	s.Attr |= g.Attr & cell.Bold
	return s
}
