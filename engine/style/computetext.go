package style

import (
	"math"

	"playhead/engine/css"
)

// setText sets a longhand of the text group that is no plain length or colour.
func (c *computer) setText(p css.Prop, v *css.Value) {
	t := c.out.Text
	switch p {
	case css.PropDirection:
		t.Direction = css.Direction(v.Kw)
	case css.PropWritingMode:
		t.WritingMode = css.WritingMode(v.Kw)
	case css.PropColorScheme:
		t.Dark = v.Kw&css.SchemeDark != 0 && (v.Kw&css.SchemeLight == 0 || c.preferDark())
	case css.PropFontSize:
		c.fontSize(v)
	case css.PropFontFamily:
		f := v.Data.(*css.FontFamily)
		t.FontFamily, t.FontClass, t.mono = f.First, f.Class, f.MonoOnly
	case css.PropFontWeight:
		c.fontWeight(v)
	case css.PropFontStyle:
		t.FontStyle = css.FontStyle(v.Kw)
	case css.PropLineHeight:
		c.lineHeight(v)
	case css.PropColor:
		t.Color = css.EvalColor(v, c.parent.Text.Color, t.Dark).Or(c.parent.Text.Color)
	case css.PropAccentColor:
		t.HasAccent = v.Kind != css.ValueAuto
		if t.HasAccent {
			t.Accent = c.color(v).Or(t.Color)
		}
	case css.PropCaretColor:
		t.Caret = css.CurrentColor
		if v.Kind != css.ValueAuto {
			t.Caret = c.color(v)
		}
	case css.PropTabSize:
		t.TabPx = v.Kind != css.ValueNumber
		if t.TabPx {
			t.TabSize = c.px(v)
		} else {
			t.TabSize = float32(v.Num)
		}
	case css.PropTextIndent:
		ti := v.Data.(*css.TextIndent)
		t.Indent, t.IndentEach, t.IndentHang = c.length(&ti.Length), ti.Each, ti.Hang
	case css.PropTextAlign:
		t.Align = c.textAlign(css.TextAlign(v.Kw))
	case css.PropTextAlignLast:
		t.AlignLast = c.textAlign(css.TextAlign(v.Kw))
	default:
		c.setText2(p, v)
	}
}

func (c *computer) setText2(p css.Prop, v *css.Value) {
	t := c.out.Text
	switch p {
	case css.PropTextTransform:
		t.Transform = css.TextTransform(v.Kw)
	case css.PropWhiteSpaceCollapse:
		t.Space = css.WhiteSpace(v.Kw)
	case css.PropTextWrapMode:
		t.Wrap = css.TextWrap(v.Kw)
	case css.PropOverflowWrap:
		t.OverflowWrap = css.OverflowWrap(v.Kw)
	case css.PropWordBreak:
		t.WordBreak = css.WordBreak(v.Kw)
	case css.PropLineBreak:
		t.LineBreak = css.LineBreak(v.Kw)
	case css.PropHyphens:
		t.Hyphens = css.Hyphens(v.Kw)
	case css.PropHyphenateCharacter:
		t.HyphenChar = ""
		if s, ok := v.Data.(css.String); ok {
			t.HyphenChar = string(s)
		}
	case css.PropVisibility:
		t.Visibility = css.Visibility(v.Kw)
	case css.PropPointerEvents:
		t.Pointer = css.PointerEvents(v.Kw)
	case css.PropListStyleType:
		l := v.Data.(*css.ListType)
		t.ListStyle, t.ListString = l.Style, l.String
	case css.PropListStylePosition:
		t.ListPosition = css.ListPosition(v.Kw)
	case css.PropListStyleImage:
		t.ListImage = v.Data.(*css.Image).URL
	case css.PropQuotes:
		q := v.Data.(*css.Quotes)
		t.Quotes = &Quotes{Open: q.Open, Close: q.Close, None: q.None}
	case css.PropBorderCollapse:
		t.Collapse = css.BorderCollapse(v.Kw)
	case css.PropBorderSpacing:
		vs := v.Data.(css.Values)
		t.SpacingX, t.SpacingY = c.px(&vs[0]), c.px(&vs[1])
	case css.PropCaptionSide:
		t.Caption = css.CaptionSide(v.Kw)
	case css.PropEmptyCells:
		t.EmptyCells = css.EmptyCells(v.Kw)
	case css.PropFillRule:
		t.FillEvenOdd = v.Kw == 1
	case css.PropTextAnchor:
		t.TextAnchor = v.Kw
	case css.PropTextDecorationLine:
		c.deco = css.DecorationLine(v.Kw)
	case css.PropTextDecorationStyle:
		c.decoStyle = css.DecorationStyle(v.Kw)
	case css.PropTextDecorationColor:
		c.decoColor = c.color(v)
	}
}

// preferDark reports whether the environment prefers the dark scheme.
func (c *computer) preferDark() bool { return c.dark }

func (c *computer) fontSize(v *css.Value) {
	t := c.out.Text
	parent := float64(c.parent.Text.FontSize)
	c.lc.Em, c.lc.Lh = parent, c.parentLine()
	if c.root {
		c.lc.Em, c.lc.Rem = 16, 16
	}
	var size float64
	switch v.Kind {
	case css.ValueKeyword:
		t.absolute = c.parent.Text.absolute
		switch v.Kw {
		case css.FontSmaller:
			size = parent / 1.2
		case css.FontLarger:
			size = parent * 1.2
		default: // medium
			t.absolute = false
			size = 16
			if c.parent.Text.mono && c.line == 0 {
				size = 13
			}
		}
	default:
		l := c.length(v)
		size = l.Resolve(parent)
		if v.Kind == css.ValueLength && (v.Unit == css.UnitPercent || v.Unit.FontRelative()) {
			t.absolute = c.parent.Text.absolute
		} else {
			t.absolute = true
		}
	}
	t.FontSize = float32(math.Max(0, math.Min(size, 10000)))
}

func (c *computer) parentLine() float64 {
	t := c.parent.Text
	if c.line > 0 {
		return c.line
	}
	if t.LineHeight.Kind == LengthNormal {
		return float64(t.FontSize) * 1.15
	}
	return float64(t.LineHeight.Px)
}

func (c *computer) fontWeight(v *css.Value) {
	t := c.out.Text
	if v.Kind == css.ValueNumber {
		t.FontWeight = uint16(v.Num)
		return
	}
	w := c.parent.Text.FontWeight
	bolder := v.Kw == css.WeightBolder
	switch { // css-fonts-4 §2.2.1
	case bolder && w < 350:
		w = 400
	case bolder && w < 550:
		w = 700
	case bolder && w < 900:
		w = 900
	case !bolder && w >= 750:
		w = 700
	case !bolder && w >= 550:
		w = 400
	case !bolder && w >= 100:
		w = 100
	}
	t.FontWeight = w
}

func (c *computer) lineHeight(v *css.Value) {
	t := c.out.Text
	t.LineNumber = 0
	switch v.Kind {
	case css.ValueNormal:
		t.LineHeight = Length{Kind: LengthNormal}
	case css.ValueNumber:
		t.LineNumber = float32(v.Num)
		t.LineHeight = Px(t.LineNumber * t.FontSize)
	default:
		c.lc.Lh = c.parentLine()
		l := c.length(v)
		t.LineHeight = Px(clampPx(l.Resolve(float64(t.FontSize))))
	}
}

func (c *computer) textAlign(a css.TextAlign) css.TextAlign {
	p := c.parent.Text
	switch a {
	case css.TextMatchParent:
		switch {
		case p.Align == css.TextStart && p.Direction == css.LTR, p.Align == css.TextEnd && p.Direction == css.RTL:
			return css.TextLeft
		case p.Align == css.TextStart, p.Align == css.TextEnd:
			return css.TextRight
		}
		return p.Align
	case css.TextInternalCenter:
		// th: centred unless something else is inherited.
		if p.Align == css.TextStart {
			return css.TextCenter
		}
		return p.Align
	default:
		return a
	}
}

func (c *computer) copyText(p css.Prop, s *Computed) {
	d, f := c.out.Text, s.Text
	switch p {
	case css.PropDirection:
		d.Direction = f.Direction
	case css.PropWritingMode:
		d.WritingMode = f.WritingMode
	case css.PropColorScheme:
		d.Dark = f.Dark
	case css.PropFontSize:
		d.FontSize, d.absolute = f.FontSize, f.absolute
		if s != c.parent && c.parent.Text.mono && c.line == 0 { // as medium
			d.FontSize = 13
		}
	case css.PropFontFamily:
		d.FontFamily, d.FontClass, d.mono = f.FontFamily, f.FontClass, f.mono
	case css.PropFontWeight:
		d.FontWeight = f.FontWeight
	case css.PropFontStyle:
		d.FontStyle = f.FontStyle
	case css.PropLineHeight:
		d.LineHeight, d.LineNumber = f.LineHeight, f.LineNumber
	case css.PropColor:
		d.Color = f.Color
		if s != c.parent && d.Dark {
			d.Color = css.CanvasText.Of(true)
		}
	case css.PropAccentColor:
		d.Accent, d.HasAccent = f.Accent, f.HasAccent
	case css.PropCaretColor:
		d.Caret = f.Caret
	case css.PropTabSize:
		d.TabSize, d.TabPx = f.TabSize, f.TabPx
	case css.PropTextIndent:
		d.Indent, d.IndentEach, d.IndentHang = f.Indent, f.IndentEach, f.IndentHang
	case css.PropTextAlign:
		d.Align = f.Align
	case css.PropTextAlignLast:
		d.AlignLast = f.AlignLast
	case css.PropTextTransform:
		d.Transform = f.Transform
	case css.PropWhiteSpaceCollapse:
		d.Space = f.Space
	case css.PropTextWrapMode:
		d.Wrap = f.Wrap
	case css.PropOverflowWrap:
		d.OverflowWrap = f.OverflowWrap
	case css.PropWordBreak:
		d.WordBreak = f.WordBreak
	case css.PropLineBreak:
		d.LineBreak = f.LineBreak
	case css.PropHyphens:
		d.Hyphens = f.Hyphens
	case css.PropHyphenateCharacter:
		d.HyphenChar = f.HyphenChar
	default:
		c.copyText2(p, s)
	}
}

func (c *computer) copyText2(p css.Prop, s *Computed) {
	d, f := c.out.Text, s.Text
	switch p {
	case css.PropVisibility:
		d.Visibility = f.Visibility
	case css.PropPointerEvents:
		d.Pointer = f.Pointer
	case css.PropListStyleType:
		d.ListStyle, d.ListString = f.ListStyle, f.ListString
	case css.PropListStylePosition:
		d.ListPosition = f.ListPosition
	case css.PropListStyleImage:
		d.ListImage = f.ListImage
	case css.PropQuotes:
		d.Quotes = f.Quotes
	case css.PropBorderCollapse:
		d.Collapse = f.Collapse
	case css.PropBorderSpacing:
		d.SpacingX, d.SpacingY = f.SpacingX, f.SpacingY
	case css.PropCaptionSide:
		d.Caption = f.Caption
	case css.PropEmptyCells:
		d.EmptyCells = f.EmptyCells
	case css.PropFillRule:
		d.FillEvenOdd = f.FillEvenOdd
	case css.PropTextAnchor:
		d.TextAnchor = f.TextAnchor
	case css.PropTextDecorationLine:
		c.deco = f.Decoration
	case css.PropTextDecorationStyle:
		c.decoStyle = f.DecorationStyle
	case css.PropTextDecorationColor:
		c.decoColor = css.CurrentColor
		if s == c.parent && f.Decoration != 0 {
			c.decoColor = f.DecorationColor
		}
	}
}
