package css

// Shorthand properties.
const (
	propShorthands Prop = propLonghandEnd + iota
	PropAll
	PropMargin
	PropPadding
	PropInset
	PropScrollPadding
	PropBorderWidth
	PropBorderStyle
	PropBorderColor
	PropBorder
	PropBorderTop
	PropBorderRight
	PropBorderBottom
	PropBorderLeft
	PropBorderRadius
	PropBorderImage
	PropOutline
	PropBackground
	PropBackgroundPosition
	PropMask
	PropFont
	PropListStyle
	PropFlex
	PropFlexFlow
	PropPlaceContent
	PropPlaceItems
	PropPlaceSelf
	PropGap
	PropGrid
	PropGridTemplate
	PropGridArea
	PropGridRow
	PropGridColumn
	PropColumns
	PropColumnRule
	PropOverflow
	PropTextDecoration
	PropWhiteSpace
	PropTextWrap
	PropContainer
	PropContainIntrinsicSize
	PropMarginBlock
	PropMarginInline
	PropPaddingBlock
	PropPaddingInline
	PropInsetBlock
	PropInsetInline
	PropBorderBlockWidth
	PropBorderInlineWidth
	PropBorderBlockStyle
	PropBorderInlineStyle
	PropBorderBlockColor
	PropBorderInlineColor
	PropBorderBlock
	PropBorderInline
	PropBorderBlockStart
	PropBorderBlockEnd
	PropBorderInlineStart
	PropBorderInlineEnd

	PropEnd
)

// PropCount is one more than the largest property.
const PropCount = int(PropEnd)

type setFunc func(prop Prop, v Value)

type shorthandInfo struct {
	name      string
	longhands []Prop
	// expand parses all of the input and sets every longhand.
	expand func(p *valueParser, lh []Prop, set setFunc) bool
}

func four(first Prop) []Prop { return []Prop{first, first + 1, first + 2, first + 3} }
func two(first Prop) []Prop  { return []Prop{first, first + 1} }

var backgroundLonghands = []Prop{
	PropBackgroundColor, PropBackgroundImage, PropBackgroundPositionX, PropBackgroundPositionY, PropBackgroundSize,
	PropBackgroundRepeat, PropBackgroundOrigin, PropBackgroundClip, PropBackgroundAttachment,
}

var borderLonghands = []Prop{
	PropBorderTopWidth, PropBorderRightWidth, PropBorderBottomWidth, PropBorderLeftWidth,
	PropBorderTopStyle, PropBorderRightStyle, PropBorderBottomStyle, PropBorderLeftStyle,
	PropBorderTopColor, PropBorderRightColor, PropBorderBottomColor, PropBorderLeftColor, PropBorderImageSource,
}

func lineLonghands(width Prop) []Prop { return []Prop{width, width + 4, width + 8} }

var shorthands = [...]shorthandInfo{
	{"all", allLonghands(), nil},
	{"margin", four(PropMarginTop), expandSides},
	{"padding", four(PropPaddingTop), expandSides},
	{"inset", four(PropTop), expandSides},
	{"scroll-padding", four(PropScrollPaddingTop), expandSides},
	{"border-width", four(PropBorderTopWidth), expandSides},
	{"border-style", four(PropBorderTopStyle), expandSides},
	{"border-color", four(PropBorderTopColor), expandSides},
	{"border", borderLonghands, expandBorder},
	{"border-top", lineLonghands(PropBorderTopWidth), expandLine},
	{"border-right", lineLonghands(PropBorderRightWidth), expandLine},
	{"border-bottom", lineLonghands(PropBorderBottomWidth), expandLine},
	{"border-left", lineLonghands(PropBorderLeftWidth), expandLine},
	{"border-radius", four(PropBorderTopLeftRadius), expandRadius},
	{"border-image", []Prop{PropBorderImageSource}, expandImageOnly},
	{"outline", []Prop{PropOutlineWidth, PropOutlineStyle, PropOutlineColor}, expandLine},
	{"background", backgroundLonghands, expandBackground},
	{"background-position", two(PropBackgroundPositionX), expandBackgroundPosition},
	{"mask", []Prop{PropMaskImage}, expandImageOnly},
	{"font", []Prop{PropFontStyle, PropFontWeight, PropFontSize, PropLineHeight, PropFontFamily}, expandFont},
	{"list-style", []Prop{PropListStyleType, PropListStylePosition, PropListStyleImage}, expandListStyle},
	{"flex", []Prop{PropFlexGrow, PropFlexShrink, PropFlexBasis}, expandFlex},
	{"flex-flow", []Prop{PropFlexDirection, PropFlexWrap}, expandAnyOrder},
	{"place-content", []Prop{PropAlignContent, PropJustifyContent}, expandPlace},
	{"place-items", []Prop{PropAlignItems, PropJustifyItems}, expandPlace},
	{"place-self", []Prop{PropAlignSelf, PropJustifySelf}, expandPlace},
	{"gap", []Prop{PropRowGap, PropColumnGap}, expandPair},
	{"grid", []Prop{
		PropGridTemplateRows, PropGridTemplateColumns, PropGridTemplateAreas, PropGridAutoFlow, PropGridAutoRows, PropGridAutoColumns,
	}, expandGrid},
	{"grid-template", []Prop{PropGridTemplateRows, PropGridTemplateColumns, PropGridTemplateAreas}, expandGridTemplate},
	{"grid-area", []Prop{PropGridRowStart, PropGridColumnStart, PropGridRowEnd, PropGridColumnEnd}, expandGridArea},
	{"grid-row", []Prop{PropGridRowStart, PropGridRowEnd}, expandGridArea},
	{"grid-column", []Prop{PropGridColumnStart, PropGridColumnEnd}, expandGridArea},
	{"columns", []Prop{PropColumnWidth, PropColumnCount}, expandColumns},
	{"column-rule", []Prop{PropColumnRuleWidth, PropColumnRuleStyle, PropColumnRuleColor}, expandLine},
	{"overflow", two(PropOverflowX), expandPair},
	{"text-decoration", []Prop{PropTextDecorationLine, PropTextDecorationStyle, PropTextDecorationColor}, expandDecoration},
	{"white-space", []Prop{PropWhiteSpaceCollapse, PropTextWrapMode}, expandWhiteSpace},
	{"text-wrap", []Prop{PropTextWrapMode}, expandTextWrap},
	{"container", []Prop{PropContainerName, PropContainerType}, expandContainer},
	{"contain-intrinsic-size", two(PropContainIntrinsicWidth), expandPair},
	{"margin-block", two(PropMarginBlockStart), expandPair},
	{"margin-inline", two(PropMarginInlineStart), expandPair},
	{"padding-block", two(PropPaddingBlockStart), expandPair},
	{"padding-inline", two(PropPaddingInlineStart), expandPair},
	{"inset-block", two(PropInsetBlockStart), expandPair},
	{"inset-inline", two(PropInsetInlineStart), expandPair},
	{"border-block-width", two(PropBorderBlockStartWidth), expandPair},
	{"border-inline-width", two(PropBorderInlineStartWidth), expandPair},
	{"border-block-style", two(PropBorderBlockStartStyle), expandPair},
	{"border-inline-style", two(PropBorderInlineStartStyle), expandPair},
	{"border-block-color", two(PropBorderBlockStartColor), expandPair},
	{"border-inline-color", two(PropBorderInlineStartColor), expandPair},
	{"border-block", []Prop{
		PropBorderBlockStartWidth, PropBorderBlockStartStyle, PropBorderBlockStartColor,
		PropBorderBlockEndWidth, PropBorderBlockEndStyle, PropBorderBlockEndColor,
	}, expandLine},
	{"border-inline", []Prop{
		PropBorderInlineStartWidth, PropBorderInlineStartStyle, PropBorderInlineStartColor,
		PropBorderInlineEndWidth, PropBorderInlineEndStyle, PropBorderInlineEndColor,
	}, expandLine},
	{"border-block-start", lineLonghands(PropBorderBlockStartWidth), expandLine},
	{"border-block-end", lineLonghands(PropBorderBlockEndWidth), expandLine},
	{"border-inline-start", lineLonghands(PropBorderInlineStartWidth), expandLine},
	{"border-inline-end", lineLonghands(PropBorderInlineEndWidth), expandLine},
}

// allLonghands are those that `all` sets: every one but direction and
// unicode-bidi, logical ones aside, which share the physical ones' values.
func allLonghands() []Prop {
	var ps []Prop
	for p := PropInvalid + 1; p < PropLogical; p++ {
		if p != PropDirection && p != PropUnicodeBidi {
			ps = append(ps, p)
		}
	}
	return ps
}

// initialValue stands for the initial value of a longhand that a shorthand resets.
var initialValue = Value{Kind: ValueWide, Kw: uint8(WideInitial)}

func expandSides(p *valueParser, lh []Prop, set setFunc) bool {
	vs, ok := p.sides(properties[lh[0]].parse)
	if !ok || !p.end() {
		return false
	}
	for i, l := range lh {
		set(l, vs[i])
	}
	return true
}

func expandPair(p *valueParser, lh []Prop, set setFunc) bool {
	a, ok := properties[lh[0]].parse(p)
	if !ok {
		return false
	}
	b := a
	if !p.end() {
		if b, ok = properties[lh[1]].parse(p); !ok || !p.end() {
			return false
		}
	}
	set(lh[0], a)
	set(lh[1], b)
	return true
}

// expandAnyOrder takes each longhand at most once, in any order.
func expandAnyOrder(p *valueParser, lh []Prop, set setFunc) bool {
	vs := make([]Value, len(lh))
	n := 0
	for ; !p.end(); n++ {
		found := false
		for i, l := range lh {
			if vs[i].Kind != ValueInvalid {
				continue
			}
			if v, ok := p.try(properties[l].parse); ok {
				vs[i], found = v, true
				break
			}
		}
		if !found {
			return false
		}
	}
	for i, l := range lh {
		if vs[i].Kind == ValueInvalid {
			vs[i] = initialValue
		}
		set(l, vs[i])
	}
	return n > 0
}

// expandLine takes width, style and colour; a second triple gets the same.
func expandLine(p *valueParser, lh []Prop, set setFunc) bool {
	return expandAnyOrder(p, lh[:3], func(l Prop, v Value) {
		set(l, v)
		for i := 3; i < len(lh); i++ {
			if lh[i-3] == l {
				set(lh[i], v)
			}
		}
	})
}

func expandBorder(p *valueParser, lh []Prop, set setFunc) bool {
	ok := expandAnyOrder(p, []Prop{PropBorderTopWidth, PropBorderTopStyle, PropBorderTopColor}, func(l Prop, v Value) {
		for i := range Prop(4) {
			set(l+i, v)
		}
	})
	set(PropBorderImageSource, initialValue)
	return ok
}

func expandRadius(p *valueParser, lh []Prop, set setFunc) bool {
	h, ok := p.sides(length(lpPercent | lpPositive))
	if !ok {
		return false
	}
	v := h
	if p.slash() {
		if v, ok = p.sides(length(lpPercent | lpPositive)); !ok {
			return false
		}
	}
	for i, l := range lh {
		set(l, list([]Value{h[i], v[i]}))
	}
	return p.end()
}

// expandImageOnly looks for the images in border-image and mask, of which
// nothing else is used.
func expandImageOnly(p *valueParser, lh []Prop, set setFunc) bool {
	img := &Image{}
	for !p.end() {
		mark := p.i
		if i, ok := p.image(); ok {
			if i.Kind != ImageNone {
				img = i
			}
			continue
		}
		p.i = skip(p.toks, mark)
	}
	if lh[0] == PropMaskImage {
		set(lh[0], Value{Kind: ValueData, Data: Images{img}})
	} else {
		set(lh[0], Value{Kind: ValueData, Data: img})
	}
	return true
}

func expandBackground(p *valueParser, lh []Prop, set setFunc) bool {
	var images Images
	var xs, ys, sizes, repeats, origins, clips, attaches []Value
	var color Value
	for {
		l := bgLayer{
			image: &Image{}, x: percent(0), y: percent(0),
			size: list([]Value{{Kind: ValueAuto}, {Kind: ValueAuto}}), repeat: kw(0),
			origin: kw(uint8(BoxPadding)), clip: kw(uint8(BoxBorder)), attach: kw(0), color: initialValue,
		}
		if !p.bgLayer(&l) || len(images) >= maxItems {
			return false
		}
		images = append(images, l.image)
		xs, ys, sizes = append(xs, l.x), append(ys, l.y), append(sizes, l.size)
		repeats, origins, clips, attaches = append(repeats, l.repeat), append(origins, l.origin), append(clips, l.clip), append(attaches, l.attach)
		color = l.color
		if !p.comma() {
			break
		}
		if l.color.Kind != ValueWide {
			return false // only the last layer has a colour
		}
	}
	if !p.end() {
		return false
	}
	for i, v := range []Value{
		color, {Kind: ValueData, Data: images}, list(xs), list(ys), list(sizes), list(repeats), list(origins), list(clips), list(attaches),
	} {
		set(lh[i], v)
	}
	return true
}

type bgLayer struct {
	image                                           *Image
	x, y, size, repeat, origin, clip, attach, color Value
}

func (p *valueParser) bgLayer(l *bgLayer) bool {
	boxes, n := 0, 0
	var seen struct{ image, pos, color bool }
	for ; !p.end() && p.peek().kind != tokComma; n++ {
		mark := p.i
		if img, ok := p.image(); ok && !seen.image {
			l.image, seen.image = img, true
			continue
		}
		p.i = mark
		if v, ok := p.try(repeat); ok {
			l.repeat = v
			continue
		}
		if v, ok := p.try(attachment); ok {
			l.attach = v
			continue
		}
		if v, ok := p.try(backgroundBox); ok {
			if boxes == 0 {
				l.origin = v
			}
			l.clip = v
			if v.Kw == uint8(BoxText) && boxes == 0 {
				l.origin = kw(uint8(BoxPadding))
			}
			boxes++
			continue
		}
		if !seen.pos {
			if xy, ok := p.position(); ok {
				l.x, l.y, seen.pos = xy[0], xy[1], true
				if p.slash() {
					if l.size, ok = backgroundSize(p); !ok {
						return false
					}
				}
				continue
			}
			p.i = mark
		}
		if v, ok := p.try(parseColorValue); ok && !seen.color {
			l.color, seen.color = v, true
			continue
		}
		return false
	}
	return n > 0
}

func expandBackgroundPosition(p *valueParser, lh []Prop, set setFunc) bool {
	var xs, ys []Value
	for len(xs) < maxItems {
		xy, ok := p.position()
		if !ok {
			return false
		}
		xs, ys = append(xs, xy[0]), append(ys, xy[1])
		if !p.comma() {
			break
		}
	}
	set(lh[0], list(xs))
	set(lh[1], list(ys))
	return p.end()
}

func expandFont(p *valueParser, lh []Prop, set setFunc) bool {
	if i := p.oneOf([]string{"caption", "icon", "menu", "message-box", "small-caption", "status-bar"}); i >= 0 {
		set(PropFontStyle, kw(0))
		set(PropFontWeight, num(400))
		set(PropFontSize, px(13.3333))
		set(PropLineHeight, Value{Kind: ValueNormal})
		set(PropFontFamily, Value{Kind: ValueData, Data: &FontFamily{Class: FontSans}})
		return p.end()
	}
	style, weight := kw(0), num(400)
	for range 5 {
		if p.accept("normal") || p.accept("small-caps") {
			continue
		}
		if v, ok := p.try(parseFontStyle); ok {
			style = v
			continue
		}
		if t := p.peek(); t.kind == tokNumber || t.kind == tokIdent {
			if v, ok := p.try(parseFontWeight); ok {
				weight = v
				continue
			}
		}
		if p.oneOf([]string{
			"ultra-condensed", "extra-condensed", "condensed", "semi-condensed", "semi-expanded", "expanded", "extra-expanded",
			"ultra-expanded",
		}) < 0 {
			break
		}
	}
	size, ok := parseFontSize(p)
	if !ok {
		return false
	}
	height := Value{Kind: ValueNormal}
	if p.slash() {
		if height, ok = parseLineHeight(p); !ok {
			return false
		}
	}
	family, ok := parseFontFamily(p)
	for i, v := range []Value{style, weight, size, height, family} {
		set(lh[i], v)
	}
	return ok && p.end()
}

func expandListStyle(p *valueParser, lh []Prop, set setFunc) bool {
	typ, pos, img := initialValue, initialValue, initialValue
	n := 0
	for ; !p.end(); n++ {
		if p.accept("none") {
			// none is for the type, and for the image as well, whose initial value it is.
			if typ.Kind == ValueWide {
				typ = Value{Kind: ValueData, Data: &ListType{Style: ListNone}}
			}
			continue
		}
		if v, ok := p.try(properties[PropListStylePosition].parse); ok {
			pos = v
			continue
		}
		if v, ok := p.try(parseImageValue); ok {
			img = v
			continue
		}
		v, ok := p.try(parseListStyleType)
		if !ok {
			return false
		}
		typ = v
	}
	set(lh[0], typ)
	set(lh[1], pos)
	set(lh[2], img)
	return n > 0
}

func expandFlex(p *valueParser, lh []Prop, set setFunc) bool {
	grow, shrink, basis := num(1), num(1), percent(0) // as browsers do: content in a column without height
	switch {
	case p.accept("none"):
		grow, shrink, basis = num(0), num(0), Value{Kind: ValueAuto}
	default:
		var hasGrow, hasBasis bool
		for !p.end() {
			if !hasGrow {
				if f, ok := p.number(); ok {
					if f < 0 {
						return false
					}
					grow, hasGrow = num(f), true
					if f, ok := p.number(); ok {
						// flex: 1 1 0 has a unitless basis
						if f < 0 {
							return false
						}
						shrink = num(f)
					}
					continue
				}
			}
			v, ok := properties[PropFlexBasis].parse(p)
			if !ok || hasBasis {
				return false
			}
			basis, hasBasis = v, true
		}
		if !hasGrow && !hasBasis {
			return false
		}
	}
	set(lh[0], grow)
	set(lh[1], shrink)
	set(lh[2], basis)
	return p.end()
}

func expandPlace(p *valueParser, lh []Prop, set setFunc) bool {
	a, ok := properties[lh[0]].parse(p)
	if !ok {
		return false
	}
	b := a
	if !p.end() {
		if b, ok = properties[lh[1]].parse(p); !ok || !p.end() {
			return false
		}
	} else if lh[1] == PropJustifyContent && (Align(a.Kw) == AlignBaseline || Align(a.Kw) == AlignLastBaseline) {
		b = kw(uint8(AlignStart))
	}
	set(lh[0], a)
	set(lh[1], b)
	return true
}

func expandColumns(p *valueParser, lh []Prop, set setFunc) bool {
	width, count := Value{Kind: ValueAuto}, Value{Kind: ValueAuto}
	n := 0
	for ; !p.end() && n < 2; n++ {
		if p.accept("auto") {
			continue
		}
		if v, ok := p.try(parseAutoInteger); ok {
			count = v
			continue
		}
		v, ok := p.length(lpPositive)
		if !ok {
			return false
		}
		width = v
	}
	set(lh[0], width)
	set(lh[1], count)
	return n > 0 && p.end()
}

func expandDecoration(p *valueParser, lh []Prop, set setFunc) bool {
	line, style, color := kw(0), kw(0), colorValue(CurrentColor)
	n := 0
	for ; !p.end() && n < 5; n++ {
		if v, ok := p.try(parseDecorationLine); ok {
			line = v
		} else if v, ok := p.try(properties[PropTextDecorationStyle].parse); ok {
			style = v
		} else if v, ok := p.try(parseColorValue); ok {
			color = v
		} else if p.accept("auto") || p.accept("from-font") {
			continue
		} else if _, ok := p.try(length(lpPercent)); !ok { // thickness
			return false
		}
	}
	set(lh[0], line)
	set(lh[1], style)
	set(lh[2], color)
	return n > 0 && p.end()
}

func expandWhiteSpace(p *valueParser, lh []Prop, set setFunc) bool {
	both := func(s WhiteSpace, w TextWrap) bool {
		set(lh[0], kw(uint8(s)))
		set(lh[1], kw(uint8(w)))
		return p.end()
	}
	switch p.oneOf([]string{"normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces", "-webkit-nowrap"}) {
	case 0:
		return both(SpaceCollapse, Wrap)
	case 1, 6:
		if !p.end() {
			p.i--
			break
		}
		return both(SpaceCollapse, NoWrap)
	case 2:
		return both(SpacePreserve, NoWrap)
	case 3:
		return both(SpacePreserve, Wrap)
	case 4:
		return both(SpacePreserveBreaks, Wrap)
	case 5:
		return both(SpaceBreakSpaces, Wrap)
	}
	return expandAnyOrder(p, lh, set)
}

func expandTextWrap(p *valueParser, lh []Prop, set setFunc) bool {
	mode := uint8(Wrap)
	n := 0
	for ; !p.end() && n < 2; n++ {
		switch p.oneOf([]string{"wrap", "nowrap", "auto", "balance", "stable", "pretty"}) {
		case -1:
			return false
		case 1:
			mode = uint8(NoWrap)
		}
	}
	set(lh[0], kw(mode))
	return n > 0 && p.end()
}

func expandContainer(p *valueParser, lh []Prop, set setFunc) bool {
	name, ok := parseContainerName(p)
	if !ok {
		return false
	}
	typ := initialValue
	if p.slash() {
		if typ, ok = parseContainerType(p); !ok {
			return false
		}
	}
	set(lh[0], name)
	set(lh[1], typ)
	return p.end()
}

// expandGridArea parses grid-area, grid-row and grid-column: lines separated by
// slashes; what is left out follows the opposite line when that is a name.
func expandGridArea(p *valueParser, lh []Prop, set setFunc) bool {
	vs := make([]Value, len(lh))
	for i := range lh {
		if i > 0 && !p.slash() {
			vs[i] = omittedLine(vs, i, len(lh))
			continue
		}
		v, ok := parseGridLine(p)
		if !ok {
			return false
		}
		vs[i] = v
	}
	for i, l := range lh {
		set(l, vs[i])
	}
	return p.end()
}

func omittedLine(vs []Value, i, n int) Value {
	from := 0
	if n == 4 && i == 3 {
		from = 1
	}
	if g, ok := vs[from].Data.(*GridLine); ok && g.Name != "" && !g.Span && g.N == 0 {
		return vs[from]
	}
	return Value{Kind: ValueData, Data: &GridLine{Auto: true}}
}

func expandGridTemplate(p *valueParser, lh []Prop, set setFunc) bool {
	rows, cols, areas := Value{Kind: ValueNone}, Value{Kind: ValueNone}, Value{Kind: ValueNone}
	switch {
	case p.accept("none") && p.end():
	case p.hasString():
		var ok bool
		if rows, cols, areas, ok = p.areaRows(); !ok {
			return false
		}
	default:
		p.i = 0
		var ok bool
		if rows, ok = p.templateUntilSlash(); !ok || !p.slash() {
			return false
		}
		if cols, ok = parseTemplate(p); !ok {
			return false
		}
	}
	set(PropGridTemplateRows, rows)
	set(PropGridTemplateColumns, cols)
	set(PropGridTemplateAreas, areas)
	return p.end()
}

func (p *valueParser) hasString() bool {
	for i := p.i; p.toks[i].kind != tokEOF; i++ {
		if p.toks[i].kind == tokString {
			return true
		}
	}
	return false
}

// templateUntilSlash parses a track list that a slash ends.
func (p *valueParser) templateUntilSlash() (Value, bool) {
	end := p.i
	for p.toks[end].kind != tokEOF && !p.toks[end].delim('/') {
		end = skip(p.toks, end)
	}
	toks := append(append([]token(nil), p.toks[p.i:end]...), token{kind: tokEOF})
	sub := &valueParser{toks: toks, src: p.src, depth: p.depth}
	p.i = end
	v, ok := parseTemplate(sub)
	return v, ok && sub.end()
}

// areaRows parses rows of area strings with their heights, and the columns.
func (p *valueParser) areaRows() (rows, cols, areas Value, ok bool) {
	t := &Template{}
	var strs []string
	cols = Value{Kind: ValueNone}
	names := p.lineNames()
	for p.peek().kind == tokString && len(strs) < maxItems {
		strs = append(strs, p.next().text)
		tr := Track{}
		if !p.end() && p.peek().kind != tokString && p.peek().kind != tokLBracket && !p.peek().delim('/') {
			if tr, ok = p.track(); !ok {
				return rows, cols, areas, false
			}
		}
		t.appendTrack(tr, names)
		names = p.lineNames()
		names = append(names, p.lineNames()...)
	}
	t.Names = append(t.Names, names)
	a, ok := buildAreas(strs)
	if !ok {
		return rows, cols, areas, false
	}
	if p.slash() {
		if cols, ok = parseTemplate(p); !ok {
			return rows, cols, areas, false
		}
	}
	return Value{Kind: ValueData, Data: t}, cols, Value{Kind: ValueData, Data: a}, true
}

func expandGrid(p *valueParser, lh []Prop, set setFunc) bool {
	auto := -1 // which side of the slash has auto-flow
	side := 0
	for i := 0; p.toks[i].kind != tokEOF; i = skip(p.toks, i) {
		if p.toks[i].delim('/') {
			side++
		}
		if p.toks[i].is("auto-flow") {
			auto = side
		}
	}
	set(PropGridAutoRows, initialValue)
	set(PropGridAutoColumns, initialValue)
	set(PropGridAutoFlow, initialValue)
	if auto < 0 {
		return expandGridTemplate(p, lh, set)
	}
	none := Value{Kind: ValueNone}
	set(PropGridTemplateAreas, none)
	var flow uint8
	tracks := func() (Value, bool) {
		for p.accept("auto-flow") || p.peek().is("dense") {
			if p.accept("dense") {
				flow |= FlowDense
			}
		}
		if p.end() || p.peek().delim('/') {
			return initialValue, true
		}
		var ts Tracks
		for !p.end() && !p.peek().delim('/') && len(ts) < maxItems {
			t, ok := p.track()
			if !ok {
				return Value{}, false
			}
			ts = append(ts, t)
		}
		return Value{Kind: ValueData, Data: ts}, true
	}
	if auto == 0 {
		v, ok := tracks()
		if !ok || !p.slash() {
			return false
		}
		cols, ok := parseTemplate(p)
		set(PropGridTemplateRows, none)
		set(PropGridTemplateColumns, cols)
		set(PropGridAutoRows, v)
		set(PropGridAutoFlow, kw(flow))
		return ok && p.end()
	}
	rows, ok := p.templateUntilSlash()
	if !ok || !p.slash() {
		return false
	}
	v, ok := tracks()
	set(PropGridTemplateRows, rows)
	set(PropGridTemplateColumns, none)
	set(PropGridAutoColumns, v)
	set(PropGridAutoFlow, kw(flow|FlowColumn))
	return ok && p.end()
}
