package css

// Prop is a longhand property, a shorthand, or PropCustom.
type Prop uint16

// parseFunc parses one longhand's value; all of the input has to be used, which
// the caller checks.
type parseFunc func(p *valueParser) (Value, bool)

type propInfo struct {
	name      string
	inherited bool
	parse     parseFunc
}

// Name is the property's name.
func (p Prop) Name() string {
	switch {
	case p == PropCustom:
		return "--*"
	case int(p) < len(properties):
		return properties[p].name
	case p > propShorthands && p < PropEnd:
		return shorthands[p-propShorthands-1].name
	default:
		return ""
	}
}

// Inherited reports whether the longhand p is inherited by default.
func (p Prop) Inherited() bool { return int(p) < len(properties) && properties[p].inherited }

// IsShorthand reports whether p stands for several longhands.
func (p Prop) IsShorthand() bool { return p > propShorthands && p < PropEnd }

// Longhands are the longhands that shorthand p sets.
func (p Prop) Longhands() []Prop {
	if !p.IsShorthand() {
		return nil
	}
	return shorthands[p-propShorthands-1].longhands
}

// Longhand properties. Those that others depend on while values are computed
// come first: see package style.
const (
	PropInvalid Prop = iota
	PropDirection
	PropWritingMode
	PropColorScheme
	PropZoom
	PropFontSize
	PropFontFamily
	PropFontWeight
	PropFontStyle
	PropLineHeight
	PropColor

	PropAccentColor
	PropCaretColor
	PropLetterSpacing
	PropWordSpacing
	PropTabSize
	PropTextIndent
	PropTextAlign
	PropTextAlignLast
	PropTextTransform
	PropWhiteSpaceCollapse
	PropTextWrapMode
	PropOverflowWrap
	PropWordBreak
	PropLineBreak
	PropHyphens
	PropHyphenateCharacter
	PropVisibility
	PropPointerEvents
	PropListStyleType
	PropListStylePosition
	PropListStyleImage
	PropQuotes
	PropBorderCollapse
	PropBorderSpacing
	PropCaptionSide
	PropEmptyCells
	PropFill
	PropStroke
	PropStrokeWidth
	PropFillOpacity
	PropStrokeOpacity
	PropFillRule
	PropTextAnchor

	PropTextDecorationLine
	PropTextDecorationStyle
	PropTextDecorationColor

	PropDisplay
	PropPosition
	PropFloat
	PropClear
	PropOverflowX
	PropOverflowY
	PropBoxSizing
	PropWidth
	PropHeight
	PropMinWidth
	PropMinHeight
	PropMaxWidth
	PropMaxHeight
	PropMarginTop
	PropMarginRight
	PropMarginBottom
	PropMarginLeft
	PropPaddingTop
	PropPaddingRight
	PropPaddingBottom
	PropPaddingLeft
	PropTop
	PropRight
	PropBottom
	PropLeft
	PropZIndex
	PropOpacity
	PropVerticalAlign
	PropAspectRatio
	PropTextOverflow
	PropTableLayout
	PropUnicodeBidi
	PropLineClamp
	PropBoxOrient

	PropBorderTopWidth
	PropBorderRightWidth
	PropBorderBottomWidth
	PropBorderLeftWidth
	PropBorderTopStyle
	PropBorderRightStyle
	PropBorderBottomStyle
	PropBorderLeftStyle
	PropBorderTopColor
	PropBorderRightColor
	PropBorderBottomColor
	PropBorderLeftColor
	PropBorderTopLeftRadius
	PropBorderTopRightRadius
	PropBorderBottomRightRadius
	PropBorderBottomLeftRadius
	PropBorderImageSource
	PropOutlineWidth
	PropOutlineStyle
	PropOutlineColor
	PropOutlineOffset

	PropBackgroundColor
	PropBackgroundImage
	PropBackgroundPositionX
	PropBackgroundPositionY
	PropBackgroundSize
	PropBackgroundRepeat
	PropBackgroundOrigin
	PropBackgroundClip
	PropBackgroundAttachment

	PropFlexDirection
	PropFlexWrap
	PropFlexLineCount
	PropFlexGrow
	PropFlexShrink
	PropFlexBasis
	PropOrder
	PropAlignContent
	PropAlignItems
	PropAlignSelf
	PropJustifyContent
	PropJustifyItems
	PropJustifySelf
	PropRowGap
	PropColumnGap
	PropBoxFlex
	PropBoxOrdinal
	PropBoxPack
	PropBoxAlign

	PropGridTemplateColumns
	PropGridTemplateRows
	PropGridTemplateAreas
	PropGridAutoColumns
	PropGridAutoRows
	PropGridAutoFlow
	PropGridRowStart
	PropGridRowEnd
	PropGridColumnStart
	PropGridColumnEnd

	PropTransform
	PropTranslate
	PropRotate
	PropScale
	PropTransformOrigin
	PropPerspective
	PropTransformStyle
	PropFilter
	PropBackdropFilter
	PropMaskImage
	PropClip
	PropClipPath
	PropBoxShadow
	PropBoxDecorationBreak
	PropIsolation
	PropMixBlendMode
	PropWillChange
	PropContain
	PropContentVisibility
	PropContainerType
	PropContainerName
	PropContainIntrinsicWidth
	PropContainIntrinsicHeight
	PropObjectFit
	PropObjectPosition
	PropColumnCount
	PropColumnWidth
	PropColumnFill
	PropColumnSpan
	PropColumnRuleWidth
	PropColumnRuleStyle
	PropColumnRuleColor
	PropBreakBefore
	PropBreakAfter
	PropBreakInside
	PropAppearance
	PropResize
	PropScrollbarGutter
	PropScrollbarWidth
	PropScrollPaddingTop
	PropScrollPaddingRight
	PropScrollPaddingBottom
	PropScrollPaddingLeft
	PropFieldSizing

	PropContent
	PropCounterReset
	PropCounterIncrement
	PropCounterSet

	// PropLogical is the first of the logical longhands, which are mapped to
	// physical ones by direction and writing mode; see Physical.
	PropLogical
)

// PropCustom stands for any custom property.
const PropCustom Prop = 0xffff

// Logical longhands: groups of four by side where the sides are block-start,
// block-end, inline-start, inline-end; then pairs of block and inline axis.
const (
	PropMarginBlockStart = PropLogical + iota
	PropMarginBlockEnd
	PropMarginInlineStart
	PropMarginInlineEnd
	PropPaddingBlockStart
	PropPaddingBlockEnd
	PropPaddingInlineStart
	PropPaddingInlineEnd
	PropInsetBlockStart
	PropInsetBlockEnd
	PropInsetInlineStart
	PropInsetInlineEnd
	PropBorderBlockStartWidth
	PropBorderBlockEndWidth
	PropBorderInlineStartWidth
	PropBorderInlineEndWidth
	PropBorderBlockStartStyle
	PropBorderBlockEndStyle
	PropBorderInlineStartStyle
	PropBorderInlineEndStyle
	PropBorderBlockStartColor
	PropBorderBlockEndColor
	PropBorderInlineStartColor
	PropBorderInlineEndColor
	PropBorderStartStartRadius
	PropBorderStartEndRadius
	PropBorderEndStartRadius
	PropBorderEndEndRadius
	PropBlockSize
	PropInlineSize
	PropMinBlockSize
	PropMinInlineSize
	PropMaxBlockSize
	PropMaxInlineSize
	PropOverflowBlock
	PropOverflowInline
	PropContainIntrinsicBlockSize
	PropContainIntrinsicInlineSize

	propLonghandEnd
)

// LonghandCount is one more than the largest longhand.
const LonghandCount = int(propLonghandEnd)

// Physical maps a logical longhand to the physical one (css-logical-1 §4);
// others are returned as they are.
func (p Prop) Physical(wm WritingMode, dir Direction) Prop {
	if p < PropLogical || p >= propLonghandEnd {
		return p
	}
	i := p - PropLogical
	switch {
	case p < PropBorderStartStartRadius:
		side := physicalSide(uint8(i%4), wm, dir)
		return logicalGroups[i/4] + Prop(side)
	case p < PropBlockSize:
		return PropBorderTopLeftRadius + Prop(physicalCorner(uint8(p-PropBorderStartStartRadius), wm, dir))
	default:
		i = p - PropBlockSize
		pair := logicalPairs[i/2]
		inline := i%2 == 1
		if inline != wm.Vertical() {
			return pair[0]
		}
		return pair[1]
	}
}

var logicalGroups = [...]Prop{
	PropMarginTop, PropPaddingTop, PropTop, PropBorderTopWidth, PropBorderTopStyle, PropBorderTopColor,
}

// logicalPairs are the horizontal and vertical longhand of each pair.
var logicalPairs = [...][2]Prop{
	{PropWidth, PropHeight},
	{PropMinWidth, PropMinHeight},
	{PropMaxWidth, PropMaxHeight},
	{PropOverflowX, PropOverflowY},
	{PropContainIntrinsicWidth, PropContainIntrinsicHeight},
}

const (
	sideTop uint8 = iota
	sideRight
	sideBottom
	sideLeft
)

// physicalSide maps 0 block-start, 1 block-end, 2 inline-start, 3 inline-end.
func physicalSide(i uint8, wm WritingMode, dir Direction) uint8 {
	var blockStart, inlineStart uint8
	switch wm {
	case VerticalRL, SidewaysRL:
		blockStart, inlineStart = sideRight, sideTop
	case VerticalLR:
		blockStart, inlineStart = sideLeft, sideTop
	case SidewaysLR:
		blockStart, inlineStart = sideLeft, sideBottom
	default:
		blockStart, inlineStart = sideTop, sideLeft
	}
	if dir == RTL {
		inlineStart = (inlineStart + 2) % 4
	}
	switch i {
	case 0:
		return blockStart
	case 1:
		return (blockStart + 2) % 4
	case 2:
		return inlineStart
	default:
		return (inlineStart + 2) % 4
	}
}

// physicalCorner maps start-start, start-end, end-start, end-end to the order
// of the physical longhands: top-left, top-right, bottom-right, bottom-left.
func physicalCorner(i uint8, wm WritingMode, dir Direction) uint8 {
	block := physicalSide(i>>1, wm, dir)
	inline := physicalSide(2+i&1, wm, dir)
	has := func(s uint8) bool { return block == s || inline == s }
	switch {
	case has(sideTop) && has(sideLeft):
		return 0
	case has(sideTop):
		return 1
	case has(sideRight):
		return 2
	default:
		return 3
	}
}

var properties = [propLonghandEnd]propInfo{
	PropDirection:   {"direction", true, keyword(directionKeywords)},
	PropWritingMode: {"writing-mode", true, parseWritingMode},
	PropColorScheme: {"color-scheme", true, parseColorScheme},
	PropZoom:        {"zoom", false, parseZoom},
	PropFontSize:    {"font-size", true, parseFontSize},
	PropFontFamily:  {"font-family", true, parseFontFamily},
	PropFontWeight:  {"font-weight", true, parseFontWeight},
	PropFontStyle:   {"font-style", true, parseFontStyle},
	PropLineHeight:  {"line-height", true, parseLineHeight},
	PropColor:       {"color", true, parseColorValue},

	PropAccentColor:        {"accent-color", true, parseAutoColor},
	PropCaretColor:         {"caret-color", true, parseAutoColor},
	PropLetterSpacing:      {"letter-spacing", true, length(lpNormal | lpPercent)},
	PropWordSpacing:        {"word-spacing", true, length(lpNormal | lpPercent)},
	PropTabSize:            {"tab-size", true, length(lpNumber | lpPositive)},
	PropTextIndent:         {"text-indent", true, parseTextIndent},
	PropTextAlign:          {"text-align", true, parseTextAlign},
	PropTextAlignLast:      {"text-align-last", true, keyword(textAlignKeywords[:TextInternalCenter])},
	PropTextTransform:      {"text-transform", true, parseTextTransform},
	PropWhiteSpaceCollapse: {"white-space-collapse", true, keyword(whiteSpaceKeywords)},
	PropTextWrapMode:       {"text-wrap-mode", true, keyword(textWrapKeywords)},
	PropOverflowWrap:       {"overflow-wrap", true, keyword(overflowWrapKeywords)},
	PropWordBreak:          {"word-break", true, keyword(wordBreakKeywords)},
	PropLineBreak:          {"line-break", true, keyword(lineBreakKeywords)},
	PropHyphens:            {"hyphens", true, keyword(hyphensKeywords)},
	PropHyphenateCharacter: {"hyphenate-character", true, parseAutoString},
	PropVisibility:         {"visibility", true, keyword(visibilityKeywords)},
	PropPointerEvents:      {"pointer-events", true, keyword(pointerEventsKeywords)},
	PropListStyleType:      {"list-style-type", true, parseListStyleType},
	PropListStylePosition:  {"list-style-position", true, keyword(listPositionKeywords)},
	PropListStyleImage:     {"list-style-image", true, parseImageValue},
	PropQuotes:             {"quotes", true, parseQuotes},
	PropBorderCollapse:     {"border-collapse", true, keyword(borderCollapseKeywords)},
	PropBorderSpacing:      {"border-spacing", true, parseBorderSpacing},
	PropCaptionSide:        {"caption-side", true, keyword(captionSideKeywords)},
	PropEmptyCells:         {"empty-cells", true, keyword(emptyCellsKeywords)},
	PropFill:               {"fill", true, parsePaint},
	PropStroke:             {"stroke", true, parsePaint},
	PropStrokeWidth:        {"stroke-width", true, length(lpNumber | lpPercent | lpPositive)},
	PropFillOpacity:        {"fill-opacity", true, parseAlpha},
	PropStrokeOpacity:      {"stroke-opacity", true, parseAlpha},
	PropFillRule:           {"fill-rule", true, keyword([]string{"nonzero", "evenodd"})},
	PropTextAnchor:         {"text-anchor", true, keyword([]string{"start", "middle", "end"})},

	PropTextDecorationLine:  {"text-decoration-line", false, parseDecorationLine},
	PropTextDecorationStyle: {"text-decoration-style", false, keyword(decorationStyleKeywords)},
	PropTextDecorationColor: {"text-decoration-color", false, parseColorValue},

	PropDisplay:       {"display", false, parseDisplay},
	PropPosition:      {"position", false, parsePosition},
	PropFloat:         {"float", false, keyword(floatKeywords)},
	PropClear:         {"clear", false, keyword(clearKeywords)},
	PropOverflowX:     {"overflow-x", false, keyword(overflowKeywords)},
	PropOverflowY:     {"overflow-y", false, keyword(overflowKeywords)},
	PropBoxSizing:     {"box-sizing", false, keyword(boxSizingKeywords)},
	PropWidth:         {"width", false, length(lpSize)},
	PropHeight:        {"height", false, length(lpSize)},
	PropMinWidth:      {"min-width", false, length(lpSize)},
	PropMinHeight:     {"min-height", false, length(lpSize)},
	PropMaxWidth:      {"max-width", false, length(lpMax)},
	PropMaxHeight:     {"max-height", false, length(lpMax)},
	PropMarginTop:     {"margin-top", false, length(lpAuto | lpPercent)},
	PropMarginRight:   {"margin-right", false, length(lpAuto | lpPercent)},
	PropMarginBottom:  {"margin-bottom", false, length(lpAuto | lpPercent)},
	PropMarginLeft:    {"margin-left", false, length(lpAuto | lpPercent)},
	PropPaddingTop:    {"padding-top", false, length(lpPercent | lpPositive)},
	PropPaddingRight:  {"padding-right", false, length(lpPercent | lpPositive)},
	PropPaddingBottom: {"padding-bottom", false, length(lpPercent | lpPositive)},
	PropPaddingLeft:   {"padding-left", false, length(lpPercent | lpPositive)},
	PropTop:           {"top", false, length(lpAuto | lpPercent)},
	PropRight:         {"right", false, length(lpAuto | lpPercent)},
	PropBottom:        {"bottom", false, length(lpAuto | lpPercent)},
	PropLeft:          {"left", false, length(lpAuto | lpPercent)},
	PropZIndex:        {"z-index", false, parseZIndex},
	PropOpacity:       {"opacity", false, parseAlpha},
	PropVerticalAlign: {"vertical-align", false, parseVerticalAlign},
	PropAspectRatio:   {"aspect-ratio", false, parseAspectRatio},
	PropTextOverflow:  {"text-overflow", false, parseTextOverflow},
	PropTableLayout:   {"table-layout", false, keyword(tableLayoutKeywords)},
	PropUnicodeBidi:   {"unicode-bidi", false, keyword(unicodeBidiKeywords)},
	PropLineClamp:     {"-webkit-line-clamp", false, parseLineClamp},
	PropBoxOrient:     {"-webkit-box-orient", false, keyword(boxOrientKeywords)},

	PropBorderTopWidth:          {"border-top-width", false, parseLineWidth},
	PropBorderRightWidth:        {"border-right-width", false, parseLineWidth},
	PropBorderBottomWidth:       {"border-bottom-width", false, parseLineWidth},
	PropBorderLeftWidth:         {"border-left-width", false, parseLineWidth},
	PropBorderTopStyle:          {"border-top-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderRightStyle:        {"border-right-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderBottomStyle:       {"border-bottom-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderLeftStyle:         {"border-left-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderTopColor:          {"border-top-color", false, parseColorValue},
	PropBorderRightColor:        {"border-right-color", false, parseColorValue},
	PropBorderBottomColor:       {"border-bottom-color", false, parseColorValue},
	PropBorderLeftColor:         {"border-left-color", false, parseColorValue},
	PropBorderTopLeftRadius:     {"border-top-left-radius", false, parseRadius},
	PropBorderTopRightRadius:    {"border-top-right-radius", false, parseRadius},
	PropBorderBottomRightRadius: {"border-bottom-right-radius", false, parseRadius},
	PropBorderBottomLeftRadius:  {"border-bottom-left-radius", false, parseRadius},
	PropBorderImageSource:       {"border-image-source", false, parseImageValue},
	PropOutlineWidth:            {"outline-width", false, parseLineWidth},
	PropOutlineStyle:            {"outline-style", false, keyword(lineStyleKeywords)},
	PropOutlineColor:            {"outline-color", false, parseOutlineColor},
	PropOutlineOffset:           {"outline-offset", false, length(0)},

	PropBackgroundColor:      {"background-color", false, parseColorValue},
	PropBackgroundImage:      {"background-image", false, parseImages},
	PropBackgroundPositionX:  {"background-position-x", false, parsePositionsX},
	PropBackgroundPositionY:  {"background-position-y", false, parsePositionsY},
	PropBackgroundSize:       {"background-size", false, parseBackgroundSizes},
	PropBackgroundRepeat:     {"background-repeat", false, parseRepeats},
	PropBackgroundOrigin:     {"background-origin", false, parseBoxes},
	PropBackgroundClip:       {"background-clip", false, parseBoxes},
	PropBackgroundAttachment: {"background-attachment", false, parseAttachments},

	PropFlexDirection:  {"flex-direction", false, keyword(flexDirectionKeywords)},
	PropFlexWrap:       {"flex-wrap", false, parseFlexWrap},
	PropFlexLineCount:  {"flex-line-count", false, parseInteger},
	PropFlexGrow:       {"flex-grow", false, parseNonNegative},
	PropFlexShrink:     {"flex-shrink", false, parseNonNegative},
	PropFlexBasis:      {"flex-basis", false, length(lpSize | lpContent)},
	PropOrder:          {"order", false, parseInteger},
	PropAlignContent:   {"align-content", false, alignment(alignContentValues)},
	PropAlignItems:     {"align-items", false, alignment(alignItemsValues)},
	PropAlignSelf:      {"align-self", false, alignment(alignItemsValues | alignAutoValue)},
	PropJustifyContent: {"justify-content", false, alignment(alignContentValues | alignLeftRight)},
	PropJustifyItems:   {"justify-items", false, alignment(alignItemsValues | alignLeftRight | alignLegacyValue)},
	PropJustifySelf:    {"justify-self", false, alignment(alignItemsValues | alignLeftRight | alignAutoValue)},
	PropRowGap:         {"row-gap", false, length(lpNormal | lpPercent | lpPositive)},
	PropColumnGap:      {"column-gap", false, length(lpNormal | lpPercent | lpPositive)},
	PropBoxFlex:        {"-webkit-box-flex", false, parseNonNegative},
	PropBoxOrdinal:     {"-webkit-box-ordinal-group", false, parseInteger},
	PropBoxPack:        {"-webkit-box-pack", false, parseBoxPack},
	PropBoxAlign:       {"-webkit-box-align", false, parseBoxPack},

	PropGridTemplateColumns: {"grid-template-columns", false, parseTemplate},
	PropGridTemplateRows:    {"grid-template-rows", false, parseTemplate},
	PropGridTemplateAreas:   {"grid-template-areas", false, parseAreas},
	PropGridAutoColumns:     {"grid-auto-columns", false, parseAutoTracks},
	PropGridAutoRows:        {"grid-auto-rows", false, parseAutoTracks},
	PropGridAutoFlow:        {"grid-auto-flow", false, parseAutoFlow},
	PropGridRowStart:        {"grid-row-start", false, parseGridLine},
	PropGridRowEnd:          {"grid-row-end", false, parseGridLine},
	PropGridColumnStart:     {"grid-column-start", false, parseGridLine},
	PropGridColumnEnd:       {"grid-column-end", false, parseGridLine},

	PropTransform:              {"transform", false, parseTransform},
	PropTranslate:              {"translate", false, parseTranslate},
	PropRotate:                 {"rotate", false, parseRotate},
	PropScale:                  {"scale", false, parseScale},
	PropTransformOrigin:        {"transform-origin", false, parseTransformOrigin},
	PropPerspective:            {"perspective", false, length(lpNone | lpPositive)},
	PropTransformStyle:         {"transform-style", false, keyword([]string{"flat", "preserve-3d"})},
	PropFilter:                 {"filter", false, parseFilter},
	PropBackdropFilter:         {"backdrop-filter", false, parseFilter},
	PropMaskImage:              {"mask-image", false, parseImages},
	PropClip:                   {"clip", false, parseClip},
	PropClipPath:               {"clip-path", false, parseClipPath},
	PropBoxShadow:              {"box-shadow", false, parseBoxShadow},
	PropBoxDecorationBreak:     {"box-decoration-break", false, keyword([]string{"slice", "clone"})},
	PropIsolation:              {"isolation", false, keyword([]string{"auto", "isolate"})},
	PropMixBlendMode:           {"mix-blend-mode", false, parseBlend},
	PropWillChange:             {"will-change", false, parseNames},
	PropContain:                {"contain", false, parseContain},
	PropContentVisibility:      {"content-visibility", false, keyword(contentVisibilityKeywords)},
	PropContainerType:          {"container-type", false, parseContainerType},
	PropContainerName:          {"container-name", false, parseContainerName},
	PropContainIntrinsicWidth:  {"contain-intrinsic-width", false, parseIntrinsicSize},
	PropContainIntrinsicHeight: {"contain-intrinsic-height", false, parseIntrinsicSize},
	PropObjectFit:              {"object-fit", false, keyword(objectFitKeywords)},
	PropObjectPosition:         {"object-position", false, parsePositionValue},
	PropColumnCount:            {"column-count", false, parseAutoInteger},
	PropColumnWidth:            {"column-width", false, length(lpAuto | lpPositive)},
	PropColumnFill:             {"column-fill", false, keyword(columnFillKeywords)},
	PropColumnSpan:             {"column-span", false, keyword([]string{"none", "all"})},
	PropColumnRuleWidth:        {"column-rule-width", false, parseLineWidth},
	PropColumnRuleStyle:        {"column-rule-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropColumnRuleColor:        {"column-rule-color", false, parseColorValue},
	PropBreakBefore:            {"break-before", false, parseBreak},
	PropBreakAfter:             {"break-after", false, parseBreak},
	PropBreakInside:            {"break-inside", false, parseBreak},
	PropAppearance:             {"appearance", false, parseAppearance},
	PropResize:                 {"resize", false, keyword(resizeKeywords)},
	PropScrollbarGutter:        {"scrollbar-gutter", false, parseGutter},
	PropScrollbarWidth:         {"scrollbar-width", false, keyword([]string{"auto", "thin", "none"})},
	PropScrollPaddingTop:       {"scroll-padding-top", false, length(lpAuto | lpPercent | lpPositive)},
	PropScrollPaddingRight:     {"scroll-padding-right", false, length(lpAuto | lpPercent | lpPositive)},
	PropScrollPaddingBottom:    {"scroll-padding-bottom", false, length(lpAuto | lpPercent | lpPositive)},
	PropScrollPaddingLeft:      {"scroll-padding-left", false, length(lpAuto | lpPercent | lpPositive)},
	PropFieldSizing:            {"field-sizing", false, keyword([]string{"fixed", "content"})},

	PropContent:          {"content", false, parseContent},
	PropCounterReset:     {"counter-reset", false, parseCounters(0)},
	PropCounterIncrement: {"counter-increment", false, parseCounters(1)},
	PropCounterSet:       {"counter-set", false, parseCounters(0)},

	PropMarginBlockStart:           {"margin-block-start", false, length(lpAuto | lpPercent)},
	PropMarginBlockEnd:             {"margin-block-end", false, length(lpAuto | lpPercent)},
	PropMarginInlineStart:          {"margin-inline-start", false, length(lpAuto | lpPercent)},
	PropMarginInlineEnd:            {"margin-inline-end", false, length(lpAuto | lpPercent)},
	PropPaddingBlockStart:          {"padding-block-start", false, length(lpPercent | lpPositive)},
	PropPaddingBlockEnd:            {"padding-block-end", false, length(lpPercent | lpPositive)},
	PropPaddingInlineStart:         {"padding-inline-start", false, length(lpPercent | lpPositive)},
	PropPaddingInlineEnd:           {"padding-inline-end", false, length(lpPercent | lpPositive)},
	PropInsetBlockStart:            {"inset-block-start", false, length(lpAuto | lpPercent)},
	PropInsetBlockEnd:              {"inset-block-end", false, length(lpAuto | lpPercent)},
	PropInsetInlineStart:           {"inset-inline-start", false, length(lpAuto | lpPercent)},
	PropInsetInlineEnd:             {"inset-inline-end", false, length(lpAuto | lpPercent)},
	PropBorderBlockStartWidth:      {"border-block-start-width", false, parseLineWidth},
	PropBorderBlockEndWidth:        {"border-block-end-width", false, parseLineWidth},
	PropBorderInlineStartWidth:     {"border-inline-start-width", false, parseLineWidth},
	PropBorderInlineEndWidth:       {"border-inline-end-width", false, parseLineWidth},
	PropBorderBlockStartStyle:      {"border-block-start-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderBlockEndStyle:        {"border-block-end-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderInlineStartStyle:     {"border-inline-start-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderInlineEndStyle:       {"border-inline-end-style", false, keyword(lineStyleKeywords[:LineAuto])},
	PropBorderBlockStartColor:      {"border-block-start-color", false, parseColorValue},
	PropBorderBlockEndColor:        {"border-block-end-color", false, parseColorValue},
	PropBorderInlineStartColor:     {"border-inline-start-color", false, parseColorValue},
	PropBorderInlineEndColor:       {"border-inline-end-color", false, parseColorValue},
	PropBorderStartStartRadius:     {"border-start-start-radius", false, parseRadius},
	PropBorderStartEndRadius:       {"border-start-end-radius", false, parseRadius},
	PropBorderEndStartRadius:       {"border-end-start-radius", false, parseRadius},
	PropBorderEndEndRadius:         {"border-end-end-radius", false, parseRadius},
	PropBlockSize:                  {"block-size", false, length(lpSize)},
	PropInlineSize:                 {"inline-size", false, length(lpSize)},
	PropMinBlockSize:               {"min-block-size", false, length(lpSize)},
	PropMinInlineSize:              {"min-inline-size", false, length(lpSize)},
	PropMaxBlockSize:               {"max-block-size", false, length(lpMax)},
	PropMaxInlineSize:              {"max-inline-size", false, length(lpMax)},
	PropOverflowBlock:              {"overflow-block", false, keyword(overflowKeywords)},
	PropOverflowInline:             {"overflow-inline", false, keyword(overflowKeywords)},
	PropContainIntrinsicBlockSize:  {"contain-intrinsic-block-size", false, parseIntrinsicSize},
	PropContainIntrinsicInlineSize: {"contain-intrinsic-inline-size", false, parseIntrinsicSize},
}
