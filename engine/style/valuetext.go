package style

import (
	"fmt"
	"strconv"

	"playhead/engine/css"
)

// Value writes the computed value of a longhand. It reports false for the
// properties that it has no words for.
func (c *Computed) Value(p css.Prop) (string, bool) {
	if s, ok := c.textValue(p); ok {
		return s, true
	}
	if s, ok := c.boxValue(p); ok {
		return s, true
	}
	return c.lineValue(p)
}

func (c *Computed) textValue(p css.Prop) (string, bool) {
	t := c.Text
	kw := func(v uint8) (string, bool) { return p.Keyword(v) }
	switch p {
	case css.PropColor:
		return colorText(t.Color), true
	case css.PropFontSize:
		return pxText(t.FontSize), true
	case css.PropFontWeight:
		return strconv.Itoa(int(t.FontWeight)), true
	case css.PropLineHeight:
		if t.LineNumber != 0 {
			return numText(t.LineNumber), true
		}
		return t.LineHeight.String(), true
	case css.PropTextIndent:
		return t.Indent.String(), true
	case css.PropWhiteSpaceCollapse:
		return kw(uint8(t.Space))
	case css.PropTextWrapMode:
		return kw(uint8(t.Wrap))
	case css.PropOverflowWrap:
		return kw(uint8(t.OverflowWrap))
	case css.PropWordBreak:
		return kw(uint8(t.WordBreak))
	case css.PropTextAlign:
		return kw(uint8(t.Align))
	case css.PropDirection:
		return kw(uint8(t.Direction))
	case css.PropVisibility:
		return kw(uint8(t.Visibility))
	case css.PropPointerEvents:
		return kw(uint8(t.Pointer))
	default:
		return "", false
	}
}

func (c *Computed) boxValue(p css.Prop) (string, bool) {
	b, f := c.Box, c.Flex
	kw := func(v uint8) (string, bool) { return p.Keyword(v) }
	switch p {
	case css.PropDisplay:
		return kw(uint8(b.Display))
	case css.PropPosition:
		return kw(uint8(b.Position))
	case css.PropFloat:
		return kw(uint8(b.Float))
	case css.PropClear:
		return kw(uint8(b.Clear))
	case css.PropOverflowX:
		return kw(uint8(b.OverflowX))
	case css.PropOverflowY:
		return kw(uint8(b.OverflowY))
	case css.PropBoxSizing:
		return kw(uint8(b.Sizing))
	case css.PropZIndex:
		if b.ZAuto {
			return "auto", true
		}
		return strconv.Itoa(int(b.ZIndex)), true
	case css.PropOpacity:
		return numText(b.Opacity), true
	case css.PropFlexDirection:
		return kw(uint8(f.Direction))
	case css.PropFlexGrow:
		return numText(f.Grow), true
	case css.PropFlexShrink:
		return numText(f.Shrink), true
	case css.PropOrder:
		return strconv.Itoa(int(f.Order)), true
	}
	if l := lengthField(p, c); l != nil {
		return l.String(), true
	}
	return "", false
}

// lineValue writes backgrounds, borders and outlines.
func (c *Computed) lineValue(p css.Prop) (string, bool) {
	b := c.Border
	switch p {
	case css.PropBackgroundColor:
		return colorText(c.Back.Color.Or(c.Text.Color)), true
	case css.PropBorderTopWidth, css.PropBorderRightWidth, css.PropBorderBottomWidth, css.PropBorderLeftWidth:
		return pxText(*side(&b.Width, p-css.PropBorderTopWidth)), true
	case css.PropBorderTopStyle, css.PropBorderRightStyle, css.PropBorderBottomStyle, css.PropBorderLeftStyle:
		return p.Keyword(uint8(*side(&b.Style, p-css.PropBorderTopStyle)))
	case css.PropBorderTopColor, css.PropBorderRightColor, css.PropBorderBottomColor, css.PropBorderLeftColor:
		return colorText((*side(&b.Color, p-css.PropBorderTopColor)).Or(c.Text.Color)), true
	case css.PropOutlineWidth:
		return pxText(b.OutlineWidth), true
	case css.PropOutlineColor:
		return colorText(b.OutlineColor.Or(c.Text.Color)), true
	default:
		return "", false
	}
}

func numText(f float32) string { return strconv.FormatFloat(float64(f), 'g', 6, 32) }

func pxText(f float32) string { return numText(f) + "px" }

// colorText writes a colour as #rrggbb, with its alpha where it has one.
func colorText(c css.Color) string {
	switch {
	case c.Current:
		return "currentcolor"
	case c.A == 0:
		return "transparent"
	case c.A == 255:
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	default:
		return fmt.Sprintf("#%02x%02x%02x / %d %%", c.R, c.G, c.B, (int(c.A)*100+127)/255)
	}
}

var lengthWords = map[LengthKind]string{
	LengthAuto: "auto", LengthNone: "none", LengthNormal: "normal", LengthMinContent: "min-content", LengthMaxContent: "max-content",
	LengthFitContent: "fit-content", LengthStretch: "stretch", LengthContent: "content",
}

// String writes the length as CSS does.
func (l Length) String() string {
	switch l.Kind {
	case LengthPx:
		return pxText(l.Px)
	case LengthPercent:
		if l.Px == 0 {
			return numText(l.Frac*100) + "%"
		}
		return "calc(" + numText(l.Frac*100) + "% + " + pxText(l.Px) + ")"
	case LengthTree:
		return "calc(…)"
	case LengthFitContentArg:
		return "fit-content(" + Length{Kind: LengthPercent, Px: l.Px, Frac: l.Frac}.String() + ")"
	case LengthContainIntrins:
		return "auto " + pxText(l.Px)
	default:
		return lengthWords[l.Kind]
	}
}
