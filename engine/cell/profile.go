package cell

// Profile says which colours a terminal can show.
type Profile uint8

// Profiles.
const (
	TrueColor Profile = iota
	ANSI256
	ANSI16
	NoColor // no colours at all; attributes stay
)

// Map returns the colour that stands for c under the profile. It is the one
// place where page and interface colours become terminal colours: sRGB goes to
// the perceptually nearest palette entry (distance in Oklab). The first sixteen
// palette entries are never chosen under ANSI256, since users change them.
func (p Profile) Map(c Color) Color {
	switch p {
	case TrueColor:
		return c
	case NoColor:
		return Default
	}
	switch c & tagMask {
	case tagRGB:
		if p == ANSI256 {
			return nearest256(c)
		}
		return nearest16(c)
	case tagIndexed:
		if p == ANSI16 && uint8(c) >= 16 {
			return nearest16(paletteRGB(uint8(c)))
		}
	}
	return c
}
