package css

// ImageKind says what an [Image] is.
type ImageKind uint8

// Kinds of images.
const (
	ImageNone ImageKind = iota
	ImageURL
	ImageLinear
	ImageRadial
	ImageConic
	ImageColor
)

// Image is a specified <image>; see style.Image for the meaning of the fields.
type Image struct {
	Kind         ImageKind
	URL          string
	Angle        float64
	Corner       bool
	SideX, SideY int8
	Repeating    bool
	Circle       bool
	Extent       uint8
	RX, RY       Value
	Center       [2]Value // kind ValueInvalid for the middle
	Stops        []Stop
}

func (*Image) data() {}

// Images is a list of layers.
type Images []*Image

func (Images) data() {}

// Stop is a colour stop or hint.
type Stop struct {
	Color Value
	Pos   Value // ValueInvalid when not given
	Hint  bool
}

func parseImageValue(p *valueParser) (Value, bool) {
	img, ok := p.image()
	return Value{Kind: ValueData, Data: img}, ok
}

func parseImages(p *valueParser) (Value, bool) {
	var is Images
	for {
		img, ok := p.image()
		if !ok || len(is) >= maxItems {
			return Value{}, false
		}
		is = append(is, img)
		if !p.comma() {
			return Value{Kind: ValueData, Data: is}, true
		}
	}
}

func (p *valueParser) image() (*Image, bool) {
	t := p.peek()
	switch {
	case p.accept("none"):
		return &Image{}, true
	case t.kind == tokURL:
		p.i++
		return &Image{Kind: ImageURL, URL: t.text}, true
	case t.kind != tokFunction:
		return nil, false
	}
	name := lower(t.text)
	in, ok := p.inner()
	if !ok {
		return nil, false
	}
	img := &Image{}
	switch name {
	case "url", "src":
		u := in.next()
		return &Image{Kind: ImageURL, URL: u.text}, u.kind == tokString
	case "image-set", "-webkit-image-set":
		return in.imageSet()
	case "cross-fade", "-webkit-cross-fade", "paint", "element", "image":
		if name == "image" {
			if c, ok := in.color(); ok {
				return &Image{Kind: ImageColor, Stops: []Stop{{Color: c}}}, true
			}
		}
		return &Image{Kind: ImageURL}, true
	case "linear-gradient", "repeating-linear-gradient", "-webkit-linear-gradient", "-webkit-repeating-linear-gradient",
		"-moz-linear-gradient", "-o-linear-gradient":
		if name[0] == '-' && name[1] != 'w' {
			return nil, false
		}
		img.Kind = ImageLinear
		ok = in.linearLine(img, name[0] == '-')
	case "radial-gradient", "repeating-radial-gradient", "-webkit-radial-gradient", "-webkit-repeating-radial-gradient":
		img.Kind = ImageRadial
		ok = in.radialLine(img)
	case "conic-gradient", "repeating-conic-gradient":
		img.Kind = ImageConic
		ok = in.conicLine(img)
	case "-webkit-gradient":
		return in.oldGradient()
	default:
		return nil, false
	}
	img.Repeating = name != "" && (name[0] == 'r' && name != "radial-gradient" || len(name) > 17 && name[:17] == "-webkit-repeating")
	if !ok || !in.stops(img) {
		return nil, false
	}
	return img, true
}

// imageSet takes the first candidate: a terminal has no use for finer ones.
func (p *valueParser) imageSet() (*Image, bool) {
	if t := p.peek(); t.kind == tokString {
		return &Image{Kind: ImageURL, URL: t.text}, true
	}
	return p.image()
}

func (p *valueParser) linearLine(img *Image, prefixed bool) bool {
	img.Angle = 180
	p.interpolation()
	if a, ok := p.angle(); ok {
		img.Angle = a
		if prefixed {
			img.Angle = 90 - a
		}
		p.interpolation()
		return p.comma()
	}
	to := p.accept("to")
	if !to && !prefixed {
		return p.interpolated()
	}
	var x, y int8
	n := 0
	for ; n < 2; n++ {
		switch p.oneOf([]string{"left", "right", "top", "bottom"}) {
		case 0:
			x = -1
		case 1:
			x = 1
		case 2:
			y = -1
		case 3:
			y = 1
		default:
			if n == 0 {
				return !to
			}
			n = 2
		}
	}
	if prefixed {
		x, y = -x, -y
	}
	img.SideX, img.SideY = x, y
	switch {
	case x != 0 && y != 0:
		img.Corner = true
		img.Angle = 90 + 45*float64(x)*float64(y)
		if x < 0 {
			img.Angle += 180
		}
	case x != 0:
		img.Angle = 180 - 90*float64(x)
		if x > 0 {
			img.Angle = 90
		} else {
			img.Angle = 270
		}
	case y < 0:
		img.Angle = 0
	}
	p.interpolation()
	return p.comma()
}

// interpolated takes the comma after `in <space>` where that stands alone.
func (p *valueParser) interpolated() bool {
	if p.i > 0 {
		return p.comma()
	}
	return true
}

// interpolation skips `in <space> [<method> hue]`; gradients are painted by cell,
// where the space makes no difference to see.
func (p *valueParser) interpolation() {
	if p.accept("in") {
		p.next()
		if p.oneOf([]string{"shorter", "longer", "increasing", "decreasing"}) >= 0 {
			p.accept("hue")
		}
	}
}

func (p *valueParser) radialLine(img *Image) bool {
	start := p.i
	shape := false
	for {
		switch i := p.oneOf([]string{
			"circle", "ellipse", "farthest-corner", "closest-side", "closest-corner", "farthest-side", "cover", "contain",
		}); {
		case i == 0 || i == 1:
			img.Circle, shape = i == 0, true
			continue
		case i == 6:
			img.Extent = 0
			continue
		case i == 7:
			img.Extent = 1
			continue
		case i >= 2:
			img.Extent = uint8(i - 2)
			continue
		}
		if v, ok := p.try(length(lpPercent | lpPositive)); ok {
			if img.Extent != 4 {
				img.Extent, img.RX, img.RY = 4, v, v
				if !shape {
					img.Circle = true
				}
			} else {
				img.RY, img.Circle = v, false
			}
			continue
		}
		break
	}
	if p.accept("at") {
		c, ok := p.position()
		if !ok {
			return false
		}
		img.Center = c
	}
	p.interpolation()
	return p.i == start || p.comma()
}

func (p *valueParser) conicLine(img *Image) bool {
	start := p.i
	if p.accept("from") {
		a, ok := p.angle()
		if !ok {
			return false
		}
		img.Angle = a
	}
	if p.accept("at") {
		c, ok := p.position()
		if !ok {
			return false
		}
		img.Center = c
	}
	p.interpolation()
	return p.i == start || p.comma()
}

func (p *valueParser) stops(img *Image) bool {
	pos := func() (Value, bool) {
		if img.Kind == ImageConic {
			if a, ok := p.angle(); ok {
				return percent(a / 3.6), true
			}
		}
		return p.try(length(lpPercent))
	}
	for len(img.Stops) < maxItems {
		c, ok := p.try(parseColorValue)
		if !ok {
			v, isHint := pos()
			if !isHint || len(img.Stops) == 0 {
				return false
			}
			img.Stops = append(img.Stops, Stop{Pos: v, Hint: true})
		} else {
			s := Stop{Color: c}
			v, has := pos()
			if has {
				s.Pos = v
			} else if c, again := p.try(parseColorValue); again {
				_ = c
				return false
			}
			img.Stops = append(img.Stops, s)
			if has {
				if v, second := pos(); second {
					img.Stops = append(img.Stops, Stop{Color: c, Pos: v})
				}
			}
		}
		if !p.comma() {
			break
		}
	}
	n := len(img.Stops)
	return p.end() && n > 0 && !img.Stops[0].Hint && !img.Stops[n-1].Hint
}

// oldGradient parses -webkit-gradient() as far as it gives colours.
func (p *valueParser) oldGradient() (*Image, bool) {
	img := &Image{Kind: ImageLinear, Angle: 180}
	switch p.oneOf([]string{"linear", "radial"}) {
	case 0:
	case 1:
		img.Kind = ImageRadial
	default:
		return nil, false
	}
	for !p.end() {
		t := p.peek()
		if !t.function("from") && !t.function("to") && !t.function("color-stop") {
			p.i = skip(p.toks, p.i)
			continue
		}
		name := lower(t.text)
		in, ok := p.inner()
		if !ok {
			return nil, false
		}
		s := Stop{}
		switch name {
		case "from":
			s.Pos = percent(0)
		case "to":
			s.Pos = percent(100)
		default:
			f, ok := in.numberOrPercent()
			if !ok || !in.comma() {
				return nil, false
			}
			s.Pos = percent(100 * f)
		}
		if s.Color, ok = in.color(); !ok || len(img.Stops) >= maxItems {
			return nil, false
		}
		img.Stops = append(img.Stops, s)
	}
	return img, len(img.Stops) > 0
}

// position parses a <position> of one to four parts into offsets from the left
// and the top.
func (p *valueParser) position() (xy [2]Value, ok bool) {
	type part struct {
		word   string
		offset Value
		has    bool
	}
	var parts []part
	for len(parts) < 4 {
		if i := p.oneOf([]string{"left", "right", "top", "bottom", "center"}); i >= 0 {
			parts = append(parts, part{word: []string{"left", "right", "top", "bottom", "center"}[i]})
			continue
		}
		v, ok := p.try(length(lpPercent))
		if !ok {
			break
		}
		parts = append(parts, part{offset: v, has: true})
	}
	mid := percent(50)
	switch len(parts) {
	case 1:
		switch parts[0].word {
		case "top", "bottom":
			return [2]Value{mid, edge(parts[0].word)}, true
		case "":
			return [2]Value{parts[0].offset, mid}, true
		default:
			return [2]Value{edge(parts[0].word), mid}, true
		}
	case 2:
		if w := parts[0].word; w == "top" || w == "bottom" || parts[1].word == "left" || parts[1].word == "right" {
			parts[0], parts[1] = parts[1], parts[0]
		}
		for i := range 2 {
			if parts[i].has {
				xy[i] = parts[i].offset
				continue
			}
			horizontal := parts[i].word == "left" || parts[i].word == "right"
			if parts[i].word != "center" && horizontal != (i == 0) {
				return xy, false
			}
			xy[i] = edge(parts[i].word)
		}
		return xy, true
	case 3, 4:
		xy = [2]Value{mid, mid}
		for i := 0; i < len(parts); i++ {
			w := parts[i].word
			if w == "" {
				return xy, false
			}
			if w == "center" {
				continue
			}
			v := edge(w)
			if i+1 < len(parts) && parts[i+1].has {
				v = parts[i+1].offset
				if w == "right" || w == "bottom" {
					v = fromEnd(v)
				}
				i++
			}
			if w == "left" || w == "right" {
				xy[0] = v
			} else {
				xy[1] = v
			}
		}
		return xy, true
	default:
		return xy, false
	}
}

func edge(word string) Value {
	switch word {
	case "left", "top":
		return percent(0)
	case "right", "bottom":
		return percent(100)
	default:
		return percent(50)
	}
}

// fromEnd is 100 % − v.
func fromEnd(v Value) Value {
	c := v.calc()
	sum := (&Calc{Op: CalcAdd, Args: []*Calc{leaf(100, UnitPercent), c.scale(-1)}}).fold()
	out, _ := calcLength(sum, lpPercent)
	return out
}

// calc is a numeric value as a calculation.
func (v *Value) calc() *Calc {
	if c, ok := v.Data.(*Calc); ok {
		return c
	}
	return leaf(v.Num, v.Unit)
}

func parsePositionValue(p *valueParser) (Value, bool) {
	xy, ok := p.position()
	return list(xy[:]), ok
}

func parseTransformOrigin(p *valueParser) (Value, bool) {
	v, ok := parsePositionValue(p)
	if ok && !p.end() {
		_, ok = p.length(0) // z
	}
	return v, ok
}

func parsePositionsX(p *valueParser) (Value, bool) {
	return commaList(p, func(p *valueParser) (Value, bool) { return p.axis([]string{"left", "right", "center"}) })
}

func parsePositionsY(p *valueParser) (Value, bool) {
	return commaList(p, func(p *valueParser) (Value, bool) { return p.axis([]string{"top", "bottom", "center"}) })
}

func (p *valueParser) axis(words []string) (Value, bool) {
	i := p.oneOf(words)
	if i < 0 {
		return p.length(lpPercent)
	}
	if i < 2 {
		if v, ok := p.try(length(lpPercent)); ok {
			if i == 1 {
				v = fromEnd(v)
			}
			return v, true
		}
	}
	return edge(words[i]), true
}

// Keywords of background-size.
const (
	SizeCover uint8 = iota
	SizeContain
)

func parseBackgroundSizes(p *valueParser) (Value, bool) { return commaList(p, backgroundSize) }

func backgroundSize(p *valueParser) (Value, bool) {
	if i := p.oneOf([]string{"cover", "contain"}); i >= 0 {
		return kw(uint8(i)), true
	}
	w, ok := p.length(lpAuto | lpPercent | lpPositive)
	if !ok {
		return Value{}, false
	}
	h := Value{Kind: ValueAuto}
	if v, ok := p.try(length(lpAuto | lpPercent | lpPositive)); ok {
		h = v
	}
	return list([]Value{w, h}), true
}

func parseRepeats(p *valueParser) (Value, bool) { return commaList(p, repeat) }

// repeat gives both axes in Kw: x in the low, y in the high half.
func repeat(p *valueParser) (Value, bool) {
	words := []string{"repeat", "no-repeat", "space", "round", "repeat-x", "repeat-y"}
	i := p.oneOf(words)
	switch {
	case i < 0:
		return Value{}, false
	case i == 4:
		return kw(uint8(RepeatTile) | uint8(RepeatNone)<<4), true
	case i == 5:
		return kw(uint8(RepeatNone) | uint8(RepeatTile)<<4), true
	}
	j := p.oneOf(words[:4])
	if j < 0 {
		j = i
	}
	return kw(uint8(i) | uint8(j)<<4), true
}

var boxKeywords = []string{"border-box", "padding-box", "content-box", "text", "border-area"}

func parseBoxes(p *valueParser) (Value, bool) { return commaList(p, backgroundBox) }

func backgroundBox(p *valueParser) (Value, bool) {
	i := p.oneOf(boxKeywords)
	if i < 0 {
		if i = p.oneOf([]string{"border", "padding", "content"}); i < 0 {
			return Value{}, false
		}
	}
	if i == 4 {
		i = 0
	}
	return kw(uint8(i)), true
}

func parseAttachments(p *valueParser) (Value, bool) { return commaList(p, attachment) }

func attachment(p *valueParser) (Value, bool) {
	i := p.oneOf([]string{"scroll", "fixed", "local"})
	return kw(uint8(max(i, 0))), i >= 0
}

// ContentItem is one item of content; see style.ContentItem.
type ContentItem struct {
	Kind  ContentKind
	Text  string
	Sep   string
	Style ListStyle
}

// ContentKind says what a [ContentItem] is.
type ContentKind uint8

// Kinds of content items.
const (
	ContentString ContentKind = iota
	ContentAttr
	ContentCounter
	ContentCounters
	ContentOpenQuote
	ContentCloseQuote
	ContentNoOpenQuote
	ContentNoCloseQuote
	ContentURL
	ContentGradient
)

// Content is the list of content items.
type Content []ContentItem

func (Content) data() {}

func parseContent(p *valueParser) (Value, bool) {
	if p.accept("normal") {
		return Value{Kind: ValueNormal}, true
	}
	if v, ok := none(p); ok {
		return v, true
	}
	var c Content
	for !p.end() && len(c) < maxItems {
		if p.slash() { // alternative text: not shown
			p.i = len(p.toks) - 1
			break
		}
		it, ok := p.contentItem()
		if !ok {
			return Value{}, false
		}
		c = append(c, it)
	}
	return Value{Kind: ValueData, Data: c}, len(c) > 0
}

func (p *valueParser) contentItem() (ContentItem, bool) {
	t := p.peek()
	switch t.kind {
	case tokString:
		p.i++
		return ContentItem{Kind: ContentString, Text: t.text}, true
	case tokIdent:
		i := p.oneOf([]string{"open-quote", "close-quote", "no-open-quote", "no-close-quote"})
		return ContentItem{Kind: ContentOpenQuote + ContentKind(max(i, 0))}, i >= 0
	case tokFunction:
		switch name := lower(t.text); name {
		case "attr":
			in, ok := p.inner()
			return in.contentAttr(ok)
		case "counter", "counters":
			in, ok := p.inner()
			return in.contentCounter(ok, name == "counters")
		}
	}
	img, ok := p.image()
	if !ok {
		return ContentItem{}, false
	}
	if img.Kind == ImageURL {
		return ContentItem{Kind: ContentURL, Text: img.URL}, true
	}
	return ContentItem{Kind: ContentGradient}, img.Kind != ImageNone
}

func (p *valueParser) contentAttr(ok bool) (ContentItem, bool) {
	if !ok {
		return ContentItem{}, false
	}
	t := p.next()
	it := ContentItem{Kind: ContentAttr, Text: lower(t.text)}
	for !p.end() && p.peek().kind != tokComma { // a type
		p.i = skip(p.toks, p.i)
	}
	if p.comma() {
		it.Sep = p.next().text
	}
	return it, t.kind == tokIdent
}

func (p *valueParser) contentCounter(ok, several bool) (ContentItem, bool) {
	if !ok {
		return ContentItem{}, false
	}
	t := p.next()
	it := ContentItem{Kind: ContentCounter, Text: t.text, Style: ListDecimal}
	ok = t.kind == tokIdent
	if several {
		it.Kind = ContentCounters
		ok = ok && p.comma()
		s := p.next()
		it.Sep = s.text
		ok = ok && s.kind == tokString
	}
	if p.comma() {
		s := p.next()
		it.Style = listStyle(lower(s.text))
		ok = ok && s.kind == tokIdent
	}
	return it, ok && p.end()
}

// Counter is one item of counter-reset, -increment or -set.
type Counter struct {
	Name     string
	Value    int32
	Reversed bool
	HasValue bool
}

// Counters is a list of counters.
type Counters []Counter

func (Counters) data() {}

func parseCounters(initial int32) parseFunc {
	return func(p *valueParser) (Value, bool) {
		if p.accept("none") {
			return Value{Kind: ValueData, Data: Counters(nil)}, true
		}
		var cs Counters
		for !p.end() && len(cs) < maxItems {
			c := Counter{Value: initial}
			t := p.peek()
			if in, ok := p.args("reversed"); ok {
				c.Reversed = true
				t = in.next()
			} else {
				p.next()
			}
			if t.kind != tokIdent {
				return Value{}, false
			}
			c.Name = t.text
			if i, ok := p.integer(); ok {
				c.Value, c.HasValue = int32(i), true
			}
			cs = append(cs, c)
		}
		return Value{Kind: ValueData, Data: cs}, len(cs) > 0
	}
}
