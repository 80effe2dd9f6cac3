package css

// Shadows is a box-shadow: the shadows inside of the box, the first on top.
// Those outside of it are not kept.
type Shadows []Shadow

// Shadow is a shadow inside of a box.
type Shadow struct {
	X, Y, Spread Value
	Color        Value // ValueColor; currentcolor without one
}

func (Shadows) data() {}

// parseBoxShadow parses the list of shadows (css-backgrounds-3 §6.1).
func parseBoxShadow(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var out Shadows
	for n := 0; n < maxItems; n++ {
		s, inset, ok := p.shadow()
		if !ok {
			return Value{}, false
		}
		if inset {
			out = append(out, s)
		}
		if !p.comma() {
			return Value{Kind: ValueData, Data: out}, p.end()
		}
	}
	return Value{}, false
}

// shadow parses one shadow: inset and the colour stand on either side of the
// lengths.
func (p *valueParser) shadow() (s Shadow, inset, ok bool) {
	var l []Value
	colored := false
	for !p.end() && p.peek().kind != tokComma {
		if !inset && p.accept("inset") {
			inset = true
			continue
		}
		at := p.i
		if v, ok := p.length(0); ok && len(l) < 4 {
			l = append(l, v)
			continue
		}
		p.i = at
		v, ok := p.color()
		if !ok || colored {
			return s, false, false
		}
		s.Color, colored = v, true
	}
	if len(l) < 2 {
		return s, false, false
	}
	if !colored {
		s.Color = Value{Kind: ValueColor, Color: Color{Current: true}}
	}
	s.X, s.Y, s.Spread = l[0], l[1], px(0)
	if len(l) == 4 {
		s.Spread = l[3]
	}
	return s, inset, true
}
