package theme

import (
	"math"
	"testing"

	"github.com/charmbracelet/x/vt"
	"github.com/clipperhouse/displaywidth"

	"playhead/engine/cell"
)

// grounds are the backgrounds the palettes are checked against: black and the
// greys of usual dark schemes, white and those of light ones.
var grounds = map[bool][]uint32{
	true:  {0x000000, 0x1e1e1e, 0x22272e},
	false: {0xffffff, 0xfafafa, 0xf2f2f2},
}

func TestContrast(t *testing.T) {
	reading := []Role{Dim, Accent, Bad, Warn, User, Played}
	for _, dark := range []bool{true, false} {
		for _, depth := range []cell.Profile{cell.TrueColor, cell.ANSI256} {
			th := New(dark, depth, false)
			for _, r := range reading {
				for _, g := range grounds[dark] {
					if c := contrast(th.Style(r).FG, rgb(g)); c < 4.5 {
						t.Errorf("dark=%v depth=%d role %d on %06x: contrast %.2f", dark, depth, r, g, c)
					}
				}
				for _, ground := range []Role{Popup, Current} {
					s := th.On(r, ground)
					if c := contrast(s.FG, s.BG); c < 4.5 {
						t.Errorf("dark=%v depth=%d role %d on role %d: contrast %.2f", dark, depth, r, ground, c)
					}
				}
			}
			for _, r := range []Role{Selected, Backdrop, Popup} {
				s := th.Style(r)
				if c := contrast(s.FG, s.BG); c < 4.5 {
					t.Errorf("dark=%v depth=%d role %d: contrast %.2f", dark, depth, r, c)
				}
			}
		}
	}
}

func rgb(v uint32) cell.Color { return cell.RGB(uint8(v>>16), uint8(v>>8), uint8(v)) }

// contrast is WCAG 2's contrast ratio.
func contrast(a, b cell.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c cell.Color) float64 {
	r, g, b := c.RGB()
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func TestFewColorsStayFew(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for r := range roleCount {
			s := New(dark, cell.ANSI16, false).Style(r)
			for _, c := range []cell.Color{s.FG, s.BG} {
				if i, ok := c.Index(); !c.IsDefault() && (!ok || i > 15) {
					t.Errorf("role %d uses colour %v of 16", r, c)
				}
			}
			if s := New(dark, cell.NoColor, false).Style(r); !s.FG.IsDefault() || !s.BG.IsDefault() {
				t.Errorf("role %d has colours without colours", r)
			}
		}
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for _, th := range []*Theme{New(true, cell.TrueColor, false), New(true, cell.NoColor, true)} {
		for _, r := range th.Glyphs.Runes() {
			if w := displaywidth.Rune(r); w != 1 {
				t.Errorf("%c (%U) is %d cells wide", r, r, w)
			}
			e := vt.NewEmulator(8, 1)
			if _, err := e.WriteString(string(r)); err != nil {
				t.Fatal(err)
			}
			if x := e.CursorPosition().X; x != 1 {
				t.Errorf("%c (%U) moves the emulator's cursor by %d", r, r, x)
			}
			if th.Glyphs.ASCII && r > 126 {
				t.Errorf("%c is not ASCII", r)
			}
		}
	}
}
