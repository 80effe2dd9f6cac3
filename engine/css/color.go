package css

// Color is an sRGB colour with straight alpha, or the element's own colour.
type Color struct {
	R, G, B, A uint8
	// Current stands for currentcolor; the other fields are then 0. See Or.
	Current bool
}

// CurrentColor is the keyword currentcolor.
var CurrentColor = Color{Current: true}

// Transparent is the keyword transparent.
var Transparent = Color{}

// Or is the colour, where currentcolor stands for cur.
func (c Color) Or(cur Color) Color {
	if c.Current {
		return cur
	}
	return c
}

// Visible reports whether anything is painted with the colour.
func (c Color) Visible() bool { return c.Current || c.A != 0 }
