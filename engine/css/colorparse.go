package css

import "math"

// ColorExpr is a colour that depends on the element: its own colour, the colour
// scheme.
type ColorExpr struct {
	Op ColorOp
	// Args are colours (ValueColor or ValueColorExpr).
	Args []Value
	// Space, Hue and Weights are those of color-mix(); Weights are fractions.
	Space   ColorSpace
	Hue     HueMethod
	Weights [2]float64
	Alpha   float64
	System  SystemColor
	// Text of a relative colour: it is evaluated when its origin is known.
	rel *relative
}

func (*ColorExpr) data() {}

// ColorOp is what a [ColorExpr] does.
type ColorOp uint8

// Operations.
const (
	ColorLightDark ColorOp = iota // Args: light, dark
	ColorMix                      // Args: two colours
	ColorSystem                   // System
	ColorRelative                 // Args: origin
)

// SystemColor is a system colour (css-color-4 §6.2).
type SystemColor uint8

// System colours.
const (
	Canvas SystemColor = iota
	CanvasText
	LinkText
	VisitedText
	ActiveText
	ButtonFace
	ButtonText
	ButtonBorder
	Field
	FieldText
	Highlight
	HighlightText
	Mark
	MarkText
	GrayText
	AccentColor
	AccentColorText
)

var systemColors = [...]struct {
	name        string
	light, dark Color
}{
	Canvas:          {"canvas", rgb(0xffffff), rgb(0x121212)},
	CanvasText:      {"canvastext", rgb(0), rgb(0xffffff)},
	LinkText:        {"linktext", rgb(0x0000ee), rgb(0x9e9eff)},
	VisitedText:     {"visitedtext", rgb(0x551a8b), rgb(0xd0adf0)},
	ActiveText:      {"activetext", rgb(0xff0000), rgb(0xff9e9e)},
	ButtonFace:      {"buttonface", rgb(0xefefef), rgb(0x6b6b6b)},
	ButtonText:      {"buttontext", rgb(0), rgb(0xffffff)},
	ButtonBorder:    {"buttonborder", rgb(0), rgb(0xffffff)},
	Field:           {"field", rgb(0xffffff), rgb(0x3b3b3b)},
	FieldText:       {"fieldtext", rgb(0), rgb(0xffffff)},
	Highlight:       {"highlight", rgb(0xb5d5ff), rgb(0x3f638b)},
	HighlightText:   {"highlighttext", rgb(0), rgb(0xffffff)},
	Mark:            {"mark", rgb(0xffff00), rgb(0xffff00)},
	MarkText:        {"marktext", rgb(0), rgb(0)},
	GrayText:        {"graytext", Color{R: 0x80, G: 0x80, B: 0x80, A: 255}, Color{R: 0x80, G: 0x80, B: 0x80, A: 255}},
	AccentColor:     {"accentcolor", rgb(0x0075ff), rgb(0x99c8ff)},
	AccentColorText: {"accentcolortext", rgb(0xffffff), rgb(0x3b3b3b)},
}

// oldSystemColors are deprecated names (css-color-4 §A).
var oldSystemColors = map[string]SystemColor{
	"activeborder": ButtonBorder, "activecaption": Canvas, "appworkspace": Canvas, "background": Canvas,
	"buttonhighlight": ButtonFace, "buttonshadow": ButtonFace, "captiontext": CanvasText, "inactiveborder": ButtonBorder,
	"inactivecaption": Canvas, "inactivecaptiontext": GrayText, "infobackground": Canvas, "infotext": CanvasText,
	"menu": Canvas, "menutext": CanvasText, "scrollbar": Canvas, "threeddarkshadow": ButtonBorder,
	"threedface": ButtonFace, "threedhighlight": ButtonBorder, "threedlightshadow": ButtonBorder,
	"threedshadow": ButtonBorder, "window": Canvas, "windowframe": ButtonBorder, "windowtext": CanvasText,
	"selecteditem": Highlight, "selecteditemtext": HighlightText, "-webkit-link": LinkText, "-webkit-activelink": ActiveText,
	"-webkit-focus-ring-color": AccentColor, "-internal-light-dark": Canvas,
}

// Of is the colour in the light or the dark scheme.
func (s SystemColor) Of(dark bool) Color {
	if dark {
		return systemColors[s].dark
	}
	return systemColors[s].light
}

func rgb(v uint32) Color {
	return Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func parseColorValue(p *valueParser) (Value, bool) { return p.color() }

func colorValue(c Color) Value { return Value{Kind: ValueColor, Color: c} }

// ParseColor parses a <color> that stands alone, as in an attribute of SVG.
// Colours that depend on an element are reported as not ok.
func ParseColor(s string) (Color, bool) {
	p := newValueParser(s)
	v, ok := p.color()
	return v.Color, ok && p.end() && v.Kind == ValueColor
}

func (p *valueParser) color() (Value, bool) {
	t := p.peek()
	switch t.kind {
	case tokHash:
		c, ok := hexColor(t.text)
		p.i++
		return colorValue(c), ok
	case tokIdent:
		v, ok := namedColor(lower(t.text))
		if ok {
			p.i++
			return v, true
		}
	case tokFunction:
		return p.try(colorFunction)
	}
	if p.quirks {
		return p.quirkColor()
	}
	return Value{}, false
}

func namedColor(name string) (Value, bool) {
	if c, ok := colorNames[name]; ok {
		return colorValue(rgb(c)), true
	}
	switch name {
	case "transparent":
		return colorValue(Transparent), true
	case "currentcolor":
		return colorValue(CurrentColor), true
	}
	for i := range systemColors {
		if systemColors[i].name == name {
			return Value{Kind: ValueColorExpr, Data: &ColorExpr{Op: ColorSystem, System: SystemColor(i)}}, true
		}
	}
	if s, ok := oldSystemColors[name]; ok {
		return Value{Kind: ValueColorExpr, Data: &ColorExpr{Op: ColorSystem, System: s}}, true
	}
	return Value{}, false
}

// quirkColor takes a colour without its hash (quirks.spec.whatwg.org §3.1).
func (p *valueParser) quirkColor() (Value, bool) {
	t := p.peek()
	if t.kind != tokIdent && t.kind != tokNumber && t.kind != tokDimension || p.src == "" {
		return Value{}, false
	}
	c, ok := hexColor(p.src[t.pos:t.end])
	if ok {
		p.i++
	}
	return colorValue(c), ok
}

func hexColor(s string) (Color, bool) {
	var d [8]uint8
	if len(s) != 3 && len(s) != 4 && len(s) != 6 && len(s) != 8 {
		return Color{}, false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			d[i] = c - '0'
		case isHex(c):
			d[i] = c | 0x20 - 'a' + 10
		default:
			return Color{}, false
		}
	}
	c := Color{A: 255}
	if len(s) <= 4 {
		c.R, c.G, c.B = d[0]*17, d[1]*17, d[2]*17
		if len(s) == 4 {
			c.A = d[3] * 17
		}
		return c, true
	}
	c.R, c.G, c.B = d[0]<<4|d[1], d[2]<<4|d[3], d[4]<<4|d[5]
	if len(s) == 8 {
		c.A = d[6]<<4 | d[7]
	}
	return c, true
}

func colorFunction(p *valueParser) (Value, bool) {
	name := lower(p.peek().text)
	if _, known := spaceOfFunction(name); !known && name != "color" && name != "color-mix" && name != "light-dark" {
		return Value{}, false
	}
	in, ok := p.inner()
	if !ok {
		return Value{}, false
	}
	var v Value
	switch name {
	case "light-dark":
		a, ok1 := in.color()
		ok1 = ok1 && in.comma()
		b, ok2 := in.color()
		v, ok = Value{Kind: ValueColorExpr, Data: &ColorExpr{Op: ColorLightDark, Args: []Value{a, b}}}, ok1 && ok2
	case "color-mix":
		v, ok = in.colorMix()
	default:
		v, ok = in.channels(name)
	}
	return v, ok && in.end()
}

func (p *valueParser) colorMix() (Value, bool) {
	e := &ColorExpr{Op: ColorMix, Space: SpaceOklab, Args: make([]Value, 2)}
	if p.accept("in") {
		t := p.next()
		space, ok := spaceByName(lower(t.text))
		if t.kind != tokIdent || !ok {
			return Value{}, false
		}
		e.Space = space
		if i := p.oneOf([]string{"shorter", "longer", "increasing", "decreasing"}); i >= 0 {
			e.Hue = HueMethod(i)
			if !p.accept("hue") {
				return Value{}, false
			}
		}
		if !p.comma() {
			return Value{}, false
		}
	}
	var w [2]float64
	for i := range 2 {
		w[i] = -1
		var ok bool
		if p.peek().kind == tokPercent {
			w[i] = p.next().num / 100
		}
		if e.Args[i], ok = p.color(); !ok {
			return Value{}, false
		}
		if t := p.peek(); t.kind == tokPercent || t.kind == tokFunction {
			if w[i], ok = p.numberOrPercent(); !ok {
				return Value{}, false
			}
		}
		if i == 0 && !p.comma() {
			return Value{}, false
		}
	}
	e.Alpha = 1
	switch {
	case w[0] < 0 && w[1] < 0:
		w = [2]float64{.5, .5}
	case w[0] < 0:
		w[0] = 1 - w[1]
	case w[1] < 0:
		w[1] = 1 - w[0]
	default:
		sum := w[0] + w[1]
		if sum == 0 {
			return Value{}, false
		}
		e.Alpha = math.Min(sum, 1)
		w[0], w[1] = w[0]/sum, w[1]/sum
	}
	e.Weights = w
	return foldColor(e), true
}

// foldColor evaluates what depends on no element.
func foldColor(e *ColorExpr) Value {
	for _, a := range e.Args {
		if a.Kind != ValueColor || a.Color.Current {
			return Value{Kind: ValueColorExpr, Data: e}
		}
	}
	return colorValue(e.Eval(Color{}, false))
}

// Eval gives the colour of an element whose own colour is cur.
func (e *ColorExpr) Eval(cur Color, dark bool) Color {
	arg := func(i int) Color { return EvalColor(&e.Args[i], cur, dark) }
	switch e.Op {
	case ColorLightDark:
		if dark {
			return arg(1)
		}
		return arg(0)
	case ColorSystem:
		return e.System.Of(dark)
	case ColorRelative:
		c, ok := e.rel.eval(arg(0).Or(cur))
		if !ok {
			return cur
		}
		return c
	default:
		return mix(arg(0).Or(cur), arg(1).Or(cur), e)
	}
}

// EvalColor gives the colour of a colour value; currentcolor stays what it is
// where it stands alone.
func EvalColor(v *Value, cur Color, dark bool) Color {
	if e, ok := v.Data.(*ColorExpr); ok {
		return e.Eval(cur, dark)
	}
	return v.Color
}

// relative is a relative colour: the function with its channels still as tokens.
type relative struct {
	name  string
	space ColorSpace
	toks  []token
}

// channels parses the arguments of rgb(), hsl(), …, color().
func (p *valueParser) channels(name string) (Value, bool) {
	if p.accept("from") {
		origin, ok := p.color()
		if !ok {
			return Value{}, false
		}
		r := &relative{name: name}
		if name == "color" {
			if r.space, ok = spaceByName(lower(p.next().text)); !ok {
				return Value{}, false
			}
		} else {
			r.space, _ = spaceOfFunction(name)
		}
		r.toks = p.toks[p.i:]
		p.i = len(p.toks) - 1
		if _, ok := r.eval(Color{A: 255}); !ok {
			return Value{}, false
		}
		return foldColor(&ColorExpr{Op: ColorRelative, Args: []Value{origin}, rel: r}), true
	}
	space, _ := spaceOfFunction(name)
	if name == "color" {
		var ok bool
		if space, ok = spaceByName(lower(p.next().text)); !ok {
			return Value{}, false
		}
	}
	ch, alpha, ok := p.components(name, space, nil)
	if !ok {
		return Value{}, false
	}
	return colorValue(toSRGB(space, ch, alpha)), true
}

func (r *relative) eval(origin Color) (Color, bool) {
	ch := fromSRGB(r.space, origin)
	vars := map[string]float64{"alpha": float64(origin.A) / 255}
	for i, n := range channelNames(r.space) {
		v := ch[i]
		if r.space == SpaceSRGB && r.name != "color" {
			v *= 255
		}
		vars[n] = v
	}
	p := &valueParser{toks: r.toks}
	out, alpha, ok := p.components(r.name, r.space, vars)
	if !ok {
		return Color{}, false
	}
	return toSRGB(r.space, out, alpha), true
}

// components parses three channels and alpha, in the scale of toSRGB, with
// commas or without.
func (p *valueParser) components(name string, space ColorSpace, vars map[string]float64) (ch [3]float64, alpha float64, ok bool) {
	legacy := false
	for i := range 3 {
		if ch[i], ok = p.channel(name, space, i, vars); !ok {
			return
		}
		if i == 0 {
			legacy = p.comma()
		} else if legacy && i < 2 && !p.comma() {
			return ch, 0, false
		}
	}
	alpha = 1
	if legacy && p.comma() || !legacy && p.slash() {
		if p.accept("none") {
			alpha = 0
		} else if alpha, ok = p.channelNumber(vars, 1); !ok {
			return
		}
	} else if a, has := vars["alpha"]; has {
		alpha = a
	}
	return ch, math.Max(0, math.Min(1, alpha)), p.end()
}

func (p *valueParser) channel(name string, space ColorSpace, i int, vars map[string]float64) (float64, bool) {
	if p.accept("none") {
		return 0, true
	}
	hue := (space == SpaceHSL || space == SpaceHWB) && i == 0 || (space == SpaceLCH || space == SpaceOklch) && i == 2
	if hue {
		if t := p.peek(); t.kind == tokDimension {
			return p.angle()
		}
		v, ok := p.channelNumber(vars, 1)
		return v, ok
	}
	scale := 1.0 // what 100 % is
	switch space {
	case SpaceHSL, SpaceHWB:
		scale = 100
	case SpaceLab:
		scale = []float64{100, 125, 125}[i]
	case SpaceLCH:
		scale = []float64{100, 150, 360}[i]
	case SpaceOklab, SpaceOklch:
		scale = []float64{1, .4, .4}[i]
	case SpaceSRGB:
		if name != "color" {
			v, ok := p.channelNumber(vars, 255)
			return v / 255, ok
		}
	}
	return p.channelNumber(vars, scale)
}

// channelNumber parses a number, or a percentage of scale.
func (p *valueParser) channelNumber(vars map[string]float64, scale float64) (float64, bool) {
	t := p.peek()
	switch t.kind {
	case tokNumber:
		p.i++
		return t.num, true
	case tokPercent:
		p.i++
		return t.num / 100 * scale, true
	case tokIdent:
		v, ok := vars[lower(t.text)]
		p.i++
		return v, ok
	case tokFunction:
		cp := &calcParser{vars: vars}
		c, ok := cp.function(p)
		if !ok || c.Op != CalcLeaf {
			return 0, false
		}
		switch c.Unit {
		case UnitNone, UnitDeg:
			return c.Num, true
		case UnitPercent:
			return c.Num / 100 * scale, true
		}
	}
	return 0, false
}
