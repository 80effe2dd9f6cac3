package theme

import "playhead/engine/cell"

// tone is one colour in three resolutions: sRGB, the 256-colour palette, the 16
// colours. A value below 0 is the terminal's own.
type tone struct {
	rgb   int32
	c256  int16
	c16   int8
	unset bool
}

var own = tone{unset: true}

func (t tone) color(d cell.Profile) cell.Color {
	switch {
	case t.unset || d == cell.NoColor:
		return cell.Default
	case d == cell.TrueColor:
		return cell.RGB(uint8(t.rgb>>16), uint8(t.rgb>>8), uint8(t.rgb))
	case d == cell.ANSI256:
		return cell.Indexed(uint8(t.c256))
	case t.c16 < 0:
		return cell.Default
	default:
		return cell.Indexed(uint8(t.c16))
	}
}

// look is a role's colours and attributes; few holds the attributes for
// terminals with 16 colours or none, where grounds are not told apart by tints.
type look struct {
	fg, bg    tone
	attr, few cell.Attr
}

func (l look) style(d cell.Profile) cell.Style {
	s := cell.Style{FG: l.fg.color(d), BG: l.bg.color(d), Attr: l.attr}
	if d == cell.ANSI16 || d == cell.NoColor {
		s.Attr = l.few
	}
	return s
}

// The 256- and 16-colour values are chosen by hand. Of the 16 colours only
// those are used that keep their distance from the ground in the usual schemes:
// on light grounds no green, yellow or cyan, on dark ones no plain blue and no
// bright black.
var darkPalette = [roleCount]look{
	Text:     {fg: own, bg: own},
	Strong:   {fg: own, bg: own, attr: cell.Bold, few: cell.Bold},
	Dim:      {fg: tone{rgb: 0x8f959e, c256: 247, c16: 7}, bg: own},
	Accent:   {fg: tone{rgb: 0x6cb6ff, c256: 75, c16: 14}, bg: own, few: cell.Bold},
	Bad:      {fg: tone{rgb: 0xff7b72, c256: 210, c16: 9}, bg: own, few: cell.Bold},
	Warn:     {fg: tone{rgb: 0xe3b341, c256: 179, c16: 11}, bg: own},
	User:     {fg: tone{rgb: 0x56d3a0, c256: 79, c16: 10}, bg: own},
	Selected: {fg: tone{rgb: 0xffffff, c256: 231, c16: -1}, bg: tone{rgb: 0x1f4a73, c256: 24, c16: -1}, few: cell.Reverse},
	Current:  {fg: own, bg: tone{rgb: 0x262b33, c256: 236, c16: -1}, few: cell.Bold},
	Backdrop: {fg: tone{rgb: 0x8f959e, c256: 246, c16: 7}, bg: tone{rgb: 0x1b1e23, c256: 234, c16: -1}},
	Popup:    {fg: tone{rgb: 0xe6e8eb, c256: 254, c16: -1}, bg: tone{rgb: 0x22272e, c256: 235, c16: -1}},
	Played:   {fg: tone{rgb: 0x6cb6ff, c256: 75, c16: 14}, bg: own, few: cell.Bold},
	Loaded:   {fg: tone{rgb: 0x767c85, c256: 243, c16: 7}, bg: own},
	Ahead:    {fg: tone{rgb: 0x565b63, c256: 240, c16: 7}, bg: own},
}

var lightPalette = [roleCount]look{
	Text:     {fg: own, bg: own},
	Strong:   {fg: own, bg: own, attr: cell.Bold, few: cell.Bold},
	Dim:      {fg: tone{rgb: 0x5c636d, c256: 241, c16: 8}, bg: own},
	Accent:   {fg: tone{rgb: 0x0757ae, c256: 25, c16: 4}, bg: own, few: cell.Bold},
	Bad:      {fg: tone{rgb: 0xb42318, c256: 124, c16: 1}, bg: own, few: cell.Bold},
	Warn:     {fg: tone{rgb: 0x855300, c256: 94, c16: 5}, bg: own},
	User:     {fg: tone{rgb: 0x0b6b4b, c256: 23, c16: 4}, bg: own},
	Selected: {fg: tone{rgb: 0x001d3d, c256: 16, c16: -1}, bg: tone{rgb: 0xb9d7f7, c256: 153, c16: -1}, few: cell.Reverse},
	Current:  {fg: own, bg: tone{rgb: 0xe8ebef, c256: 254, c16: -1}, few: cell.Bold},
	Backdrop: {fg: tone{rgb: 0x5c636d, c256: 240, c16: 8}, bg: tone{rgb: 0xdfe2e6, c256: 253, c16: -1}},
	Popup:    {fg: tone{rgb: 0x1b1f24, c256: 234, c16: -1}, bg: tone{rgb: 0xeceef1, c256: 255, c16: -1}},
	Played:   {fg: tone{rgb: 0x0757ae, c256: 25, c16: 4}, bg: own, few: cell.Bold},
	Loaded:   {fg: tone{rgb: 0x8a919b, c256: 245, c16: 8}, bg: own},
	Ahead:    {fg: tone{rgb: 0xb4bac2, c256: 250, c16: 7}, bg: own},
}
