package css

func parseDisplay(p *valueParser) (Value, bool) {
	var words []string
	for p.peek().kind == tokIdent && len(words) < 4 {
		words = append(words, lower(p.next().text))
	}
	switch len(words) {
	case 0:
		return Value{}, false
	case 1:
		d, ok := singleDisplay(words[0])
		return kw(uint8(d)), ok
	}
	outer, inner, item := "", "", false
	for _, w := range words {
		switch w {
		case "block", "inline", "run-in":
			if outer != "" {
				return Value{}, false
			}
			outer = w
		case "flow", "flow-root", "flex", "grid", "table", "ruby", "math":
			if inner != "" {
				return Value{}, false
			}
			inner = w
		case "list-item":
			item = true
		default:
			return Value{}, false
		}
	}
	d, ok := twoDisplay(outer, inner, item)
	return kw(uint8(d)), ok
}

func singleDisplay(w string) (Display, bool) {
	for d, k := range displayKeywords {
		if k == w {
			return Display(d), true
		}
	}
	switch w {
	case "flow", "run-in":
		return DisplayBlock, w == "flow"
	case "-webkit-flex":
		return DisplayFlex, true
	case "-webkit-inline-flex":
		return DisplayInlineFlex, true
	case "math":
		return DisplayInlineMath, true
	case "block-ruby":
		return DisplayBlock, true
	default:
		return 0, false
	}
}

func twoDisplay(outer, inner string, item bool) (Display, bool) {
	inline := outer == "inline"
	if item {
		if inner != "" && inner != "flow" && inner != "flow-root" {
			return 0, false
		}
		if inline {
			return DisplayInlineListItem, true
		}
		return DisplayListItem, true
	}
	var d Display
	switch inner {
	case "", "flow":
		d = DisplayBlock
		if inline {
			return DisplayInline, true
		}
	case "flow-root":
		d = DisplayFlowRoot
		if inline {
			return DisplayInlineBlock, true
		}
	case "flex":
		d = DisplayFlex
	case "grid":
		d = DisplayGrid
	case "table":
		d = DisplayTable
	case "ruby":
		return DisplayRuby, true
	case "math":
		d = DisplayMath
	}
	if inline {
		d = map[Display]Display{
			DisplayFlex: DisplayInlineFlex, DisplayGrid: DisplayInlineGrid, DisplayTable: DisplayInlineTable, DisplayMath: DisplayInlineMath,
		}[d]
	}
	return d, true
}

func parsePosition(p *valueParser) (Value, bool) {
	if p.accept("-webkit-sticky") {
		return kw(uint8(PositionSticky)), true
	}
	return keyword(positionKeywords)(p)
}

func parseZIndex(p *valueParser) (Value, bool) {
	if v, ok := auto(p); ok {
		return v, true
	}
	return parseInteger(p)
}

func parseVerticalAlign(p *valueParser) (Value, bool) {
	if i := p.oneOf(verticalAlignKeywords); i >= 0 {
		if i >= int(VAlignLength) {
			i = int(VAlignMiddle)
		}
		return kw(uint8(i)), true
	}
	return p.length(lpPercent)
}

// AspectRatio is aspect-ratio. W, H are 0 without a ratio.
type AspectRatio struct {
	Auto bool
	W, H float64
}

func (*AspectRatio) data() {}

func parseAspectRatio(p *valueParser) (Value, bool) {
	r := &AspectRatio{}
	r.Auto = p.accept("auto")
	if w, ok := p.number(); ok {
		r.W, r.H = w, 1
		if p.slash() {
			if r.H, ok = p.number(); !ok {
				return Value{}, false
			}
		}
		if r.W < 0 || r.H < 0 {
			return Value{}, false
		}
		if r.W == 0 || r.H == 0 { // a degenerate ratio behaves as auto
			r.W, r.H, r.Auto = 0, 0, true
		}
		if !r.Auto {
			r.Auto = p.accept("auto")
		}
		return Value{Kind: ValueData, Data: r}, true
	}
	return Value{Kind: ValueData, Data: r}, r.Auto
}

func parseTextOverflow(p *valueParser) (Value, bool) {
	v := TextClip
	n := 0
	for ; n < 2; n++ {
		t := p.peek()
		switch {
		case t.kind == tokString:
			p.i++
			if t.text != "" {
				v = TextEllipsis
			}
		case p.accept("ellipsis"):
			v = TextEllipsis
		case p.accept("clip"):
		default:
			return kw(uint8(v)), n > 0
		}
	}
	return kw(uint8(v)), true
}

func parseLineClamp(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	i, ok := p.integer()
	return num(float64(i)), ok && i > 0
}

func parseLineWidth(p *valueParser) (Value, bool) {
	switch p.oneOf([]string{"thin", "medium", "thick"}) {
	case 0:
		return px(1), true
	case 1:
		return px(3), true
	case 2:
		return px(5), true
	}
	return p.length(lpPositive)
}

func parseRadius(p *valueParser) (Value, bool) { return p.pair(lpPercent | lpPositive) }

func parseIntrinsicSize(p *valueParser) (Value, bool) {
	if p.accept("auto") {
		p.accept("none")
	} else if v, ok := none(p); ok {
		return v, true
	}
	return p.length(lpPositive)
}

type alignFlags uint8

const (
	alignContentValues alignFlags = 1 << iota
	alignItemsValues
	alignAutoValue
	alignLeftRight
	alignLegacyValue
)

func alignment(f alignFlags) parseFunc {
	return func(p *valueParser) (Value, bool) {
		a, ok := p.alignment(f)
		return kw(uint8(a)), ok
	}
}

func (p *valueParser) alignment(f alignFlags) (Align, bool) {
	if p.peek().kind != tokIdent {
		return 0, false
	}
	var flag Align
	w := lower(p.next().text)
	switch w {
	case "safe", "unsafe":
		if w == "safe" {
			flag = AlignSafe
		}
		if p.peek().kind != tokIdent {
			return 0, false
		}
		w = lower(p.next().text)
	case "legacy":
		if f&alignLegacyValue == 0 {
			return 0, false
		}
		switch p.oneOf([]string{"left", "right", "center"}) {
		case 0:
			return AlignLeft | AlignLegacy, true
		case 1:
			return AlignRight | AlignLegacy, true
		case 2:
			return AlignCenter | AlignLegacy, true
		}
		return AlignNormal, true
	case "first":
		return AlignBaseline, p.accept("baseline")
	case "last":
		return AlignLastBaseline, p.accept("baseline")
	}
	for i, k := range alignKeywords {
		if k != w {
			continue
		}
		a := Align(i)
		switch a {
		case AlignSpaceBetween, AlignSpaceAround, AlignSpaceEvenly:
			return a, f&alignContentValues != 0
		case AlignAuto:
			return a, f&alignAutoValue != 0
		case AlignLeft, AlignRight:
			return a | flag, f&alignLeftRight != 0
		case AlignSelfStart, AlignSelfEnd, AlignAnchorCenter:
			return a | flag, f&alignItemsValues != 0
		default:
			return a | flag, true
		}
	}
	return 0, false
}

func parseBoxPack(p *valueParser) (Value, bool) {
	switch p.oneOf([]string{"start", "end", "center", "justify", "baseline", "stretch"}) {
	case 0:
		return kw(uint8(AlignStart)), true
	case 1:
		return kw(uint8(AlignEnd)), true
	case 2:
		return kw(uint8(AlignCenter)), true
	case 3:
		return kw(uint8(AlignSpaceBetween)), true
	case 4:
		return kw(uint8(AlignBaseline)), true
	case 5:
		return kw(uint8(AlignStretch)), true
	}
	return Value{}, false
}

// Function is a function with arguments: transforms, filters, shapes.
type Function struct {
	Name string
	Args []Value
}

// Functions is a list of functions.
type Functions []Function

func (Functions) data() {}

func parseTransform(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var fs Functions
	for p.peek().kind == tokFunction {
		name := lower(p.peek().text)
		in, ok := p.inner()
		if !ok || len(fs) >= maxItems {
			return Value{}, false
		}
		f := Function{Name: name}
		for {
			var v Value
			if a, isAngle := in.angle(); isAngle && name != "scale" && name != "translate" {
				v = Value{Kind: ValueLength, Unit: UnitDeg, Num: a}
			} else if v, ok = in.length(lpPercent | lpNumber | lpNone); !ok {
				return Value{}, false
			}
			f.Args = append(f.Args, v)
			if !in.comma() {
				break
			}
		}
		if !in.end() || !transformArity(name, len(f.Args)) {
			return Value{}, false
		}
		fs = append(fs, f)
	}
	return Value{Kind: ValueData, Data: fs}, len(fs) > 0
}

func transformArity(name string, n int) bool {
	switch name {
	case "translate", "scale", "skew":
		return n == 1 || n == 2
	case "translatex", "translatey", "translatez", "scalex", "scaley", "scalez", "rotate", "rotatex", "rotatey", "rotatez",
		"skewx", "skewy", "perspective":
		return n == 1
	case "translate3d", "scale3d":
		return n == 3
	case "rotate3d":
		return n == 4
	case "matrix":
		return n == 6
	case "matrix3d":
		return n == 16
	default:
		return false
	}
}

func parseTranslate(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var vs []Value
	for !p.end() && len(vs) < 3 {
		v, ok := p.length(lpPercent)
		if !ok {
			return Value{}, false
		}
		vs = append(vs, v)
	}
	return list(vs), len(vs) > 0
}

func parseRotate(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	axis := p.oneOf([]string{"x", "y", "z"})
	vec := 0
	for axis < 0 && p.peek().kind == tokNumber && p.toks[p.i+1].kind != tokEOF && vec < 3 {
		p.i++
		vec++
	}
	a, ok := p.angle()
	if axis < 0 {
		axis = p.oneOf([]string{"x", "y", "z"})
	}
	if axis == 0 || axis == 1 {
		a = 0 // turning about x or y has no 2D rotation
	}
	return Value{Kind: ValueLength, Unit: UnitDeg, Num: a}, ok && (vec == 0 || vec == 3)
}

func parseScale(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var vs []Value
	for !p.end() && len(vs) < 3 {
		f, ok := p.numberOrPercent()
		if !ok {
			return Value{}, false
		}
		vs = append(vs, num(f))
	}
	return list(vs), len(vs) > 0
}

func parseFilter(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var fs Functions
	for !p.end() && len(fs) < maxItems {
		t := p.peek()
		switch t.kind {
		case tokURL:
			p.i++
			fs = append(fs, Function{Name: "url"})
		case tokFunction:
			f := Function{Name: lower(t.text)}
			in, ok := p.inner()
			if !ok {
				return Value{}, false
			}
			if f.Name == "opacity" {
				v := 1.0
				if !in.end() {
					if v, ok = in.numberOrPercent(); !ok {
						return Value{}, false
					}
				}
				f.Args = []Value{num(max(0, min(1, v)))}
			}
			fs = append(fs, f)
		default:
			return Value{}, false
		}
	}
	return Value{Kind: ValueData, Data: fs}, len(fs) > 0
}

func parseClip(p *valueParser) (Value, bool) {
	if v, ok := auto(p); ok {
		return v, true
	}
	in, ok := p.args("rect")
	if !ok {
		return Value{}, false
	}
	var vs []Value
	for range 4 {
		v, ok := in.length(lpAuto)
		if !ok {
			return Value{}, false
		}
		vs = append(vs, v)
		in.comma()
	}
	return list(vs), in.end()
}

// Shape is a basic shape of clip-path.
type Shape struct {
	Name   string
	Args   []Value // inset: four sides; circle, ellipse: radii; polygon: x, y, …
	Center []Value // x, y; empty for the middle
}

func (*Shape) data() {}

func parseClipPath(p *valueParser) (Value, bool) {
	if v, ok := none(p); ok {
		return v, true
	}
	var shape *Shape
	boxes := []string{"border-box", "padding-box", "content-box", "margin-box", "fill-box", "stroke-box", "view-box"}
	n := 0
	for ; !p.end() && n < 2; n++ {
		if p.oneOf(boxes) >= 0 {
			continue
		}
		t := p.peek()
		if t.kind == tokURL {
			p.i++
			shape = &Shape{Name: "url"}
			continue
		}
		if t.kind != tokFunction || shape != nil {
			return Value{}, false
		}
		name := lower(t.text)
		in, ok := p.inner()
		if !ok {
			return Value{}, false
		}
		if shape, ok = in.shape(name); !ok {
			return Value{}, false
		}
	}
	if shape == nil {
		return Value{Kind: ValueNone}, n > 0
	}
	return Value{Kind: ValueData, Data: shape}, true
}

func (p *valueParser) shape(name string) (*Shape, bool) {
	s := &Shape{Name: name}
	switch name {
	case "inset":
		vs, ok := p.sides(length(lpPercent))
		s.Args = vs[:]
		return s, ok
	case "xywh", "rect", "path", "shape":
		s.Name = "other"
		return s, true
	case "polygon":
		p.oneOf([]string{"nonzero", "evenodd"})
		p.comma()
		for len(s.Args) < 2*maxItems {
			x, ok1 := p.length(lpPercent)
			y, ok2 := p.length(lpPercent)
			if !ok1 || !ok2 {
				return nil, false
			}
			s.Args = append(s.Args, x, y)
			if !p.comma() {
				return s, p.end()
			}
		}
		return nil, false
	case "circle", "ellipse":
		for !p.end() && !p.peek().is("at") {
			if p.accept("closest-side") || p.accept("farthest-side") {
				s.Args = append(s.Args, Value{Kind: ValueAuto})
				continue
			}
			v, ok := p.length(lpPercent | lpPositive)
			if !ok || len(s.Args) == 2 {
				return nil, false
			}
			s.Args = append(s.Args, v)
		}
		if p.accept("at") {
			v, ok := p.position()
			s.Center = v[:]
			return s, ok && p.end()
		}
		return s, true
	default:
		return nil, false
	}
}

// sides parses one to four values for top, right, bottom, left.
func (p *valueParser) sides(item parseFunc) (vs [4]Value, ok bool) {
	n := 0
	for n < 4 && !p.end() {
		v, ok := p.try(item)
		if !ok {
			break
		}
		vs[n] = v
		n++
	}
	switch n {
	case 1:
		vs[1], vs[2], vs[3] = vs[0], vs[0], vs[0]
	case 2:
		vs[2], vs[3] = vs[0], vs[1]
	case 3:
		vs[3] = vs[1]
	}
	return vs, n > 0
}

func parseBlend(p *valueParser) (Value, bool) {
	t := p.next()
	if t.kind != tokIdent {
		return Value{}, false
	}
	if t.is("normal") {
		return kw(uint8(BlendNormal)), true
	}
	return kw(uint8(BlendOther)), true
}

func parseContain(p *valueParser) (Value, bool) {
	switch {
	case p.accept("none"):
		return kw(0), true
	case p.accept("strict"):
		return kw(uint8(ContainSize | ContainLayout | ContainStyle | ContainPaint)), true
	case p.accept("content"):
		return kw(uint8(ContainLayout | ContainStyle | ContainPaint)), true
	}
	var f uint8
	for {
		i := p.oneOf([]string{"size", "inline-size", "layout", "style", "paint"})
		if i < 0 {
			return kw(f), f != 0
		}
		f |= 1 << i
	}
}

func parseContainerType(p *valueParser) (Value, bool) {
	v := ContainerNormal
	n := 0
	for ; ; n++ {
		switch {
		case p.accept("size"):
			v = ContainerSize
		case p.accept("inline-size"):
			v = ContainerInlineSize
		case p.accept("normal"), p.accept("scroll-state"):
		default:
			return kw(uint8(v)), n > 0
		}
	}
}

func parseContainerName(p *valueParser) (Value, bool) {
	if p.accept("none") {
		return Value{Kind: ValueData, Data: Names(nil)}, true
	}
	var names Names
	for p.peek().kind == tokIdent && len(names) < maxItems {
		names = append(names, p.next().text)
	}
	return Value{Kind: ValueData, Data: names}, len(names) > 0
}

func parseBreak(p *valueParser) (Value, bool) {
	t := p.next()
	if t.kind != tokIdent {
		return Value{}, false
	}
	switch lower(t.text) {
	case "auto", "avoid-page", "page", "left", "right", "recto", "verso", "always", "region":
		return kw(uint8(BreakAuto)), true
	case "avoid", "avoid-column":
		return kw(uint8(BreakAvoid)), true
	case "column", "all":
		return kw(uint8(BreakForce)), true
	default:
		return Value{}, false
	}
}

func parseAppearance(p *valueParser) (Value, bool) {
	t := p.next()
	if t.kind != tokIdent {
		return Value{}, false
	}
	switch lower(t.text) {
	case "none":
		return kw(uint8(AppearanceNone)), true
	case "base", "base-select":
		return kw(uint8(AppearanceBase)), true
	default:
		return kw(uint8(AppearanceAuto)), true
	}
}

func parseGutter(p *valueParser) (Value, bool) {
	if p.accept("auto") {
		return kw(uint8(GutterAuto)), true
	}
	both := p.accept("both-edges")
	if !p.accept("stable") {
		return Value{}, false
	}
	if both || p.accept("both-edges") {
		return kw(uint8(GutterBothEdges)), true
	}
	return kw(uint8(GutterStable)), true
}
