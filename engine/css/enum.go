package css

// The keyword-valued properties: one type per vocabulary, and beside each the
// keywords in the order of its constants. The parser stores the index, so that
// a declared keyword already is the computed value.

// Display is a computed display value, flattened: outer and inner type, or an
// internal table type (css-display-3 §2).
type Display uint8

// Display values.
const (
	DisplayInline Display = iota
	DisplayBlock
	DisplayNone
	DisplayContents
	DisplayFlowRoot
	DisplayInlineBlock
	DisplayListItem       // block flow list-item
	DisplayInlineListItem // inline flow list-item
	DisplayFlex
	DisplayInlineFlex
	DisplayGrid
	DisplayInlineGrid
	DisplayTable
	DisplayInlineTable
	DisplayTableRowGroup
	DisplayTableHeaderGroup
	DisplayTableFooterGroup
	DisplayTableRow
	DisplayTableCell
	DisplayTableColumnGroup
	DisplayTableColumn
	DisplayTableCaption
	DisplayBox       // -webkit-box: line clamping, old flex boxes
	DisplayInlineBox // -webkit-inline-box
	DisplayRuby
	DisplayRubyText
	DisplayMath
	DisplayInlineMath
)

var displayKeywords = []string{
	DisplayInline: "inline", DisplayBlock: "block", DisplayNone: "none", DisplayContents: "contents",
	DisplayFlowRoot: "flow-root", DisplayInlineBlock: "inline-block", DisplayListItem: "list-item",
	DisplayInlineListItem: "inline list-item", DisplayFlex: "flex", DisplayInlineFlex: "inline-flex",
	DisplayGrid: "grid", DisplayInlineGrid: "inline-grid", DisplayTable: "table",
	DisplayInlineTable: "inline-table", DisplayTableRowGroup: "table-row-group",
	DisplayTableHeaderGroup: "table-header-group", DisplayTableFooterGroup: "table-footer-group",
	DisplayTableRow: "table-row", DisplayTableCell: "table-cell",
	DisplayTableColumnGroup: "table-column-group", DisplayTableColumn: "table-column",
	DisplayTableCaption: "table-caption", DisplayBox: "-webkit-box", DisplayInlineBox: "-webkit-inline-box",
	DisplayRuby: "ruby", DisplayRubyText: "ruby-text", DisplayMath: "block math", DisplayInlineMath: "math",
}

// InlineLevel reports whether the box is inline-level: it sits in a line.
func (d Display) InlineLevel() bool {
	switch d {
	case DisplayInline, DisplayInlineBlock, DisplayInlineListItem, DisplayInlineFlex, DisplayInlineGrid,
		DisplayInlineTable, DisplayInlineBox, DisplayRuby, DisplayRubyText, DisplayInlineMath:
		return true
	default:
		return false
	}
}

// AtomicInline reports whether the box is inline-level and not an inline box:
// it establishes its own formatting context in a line.
func (d Display) AtomicInline() bool {
	switch d {
	case DisplayInlineBlock, DisplayInlineFlex, DisplayInlineGrid, DisplayInlineTable, DisplayInlineBox:
		return true
	default:
		return false
	}
}

// IsFlex reports whether the box is a flex container.
func (d Display) IsFlex() bool { return d == DisplayFlex || d == DisplayInlineFlex }

// IsGrid reports whether the box is a grid container.
func (d Display) IsGrid() bool { return d == DisplayGrid || d == DisplayInlineGrid }

// IsTable reports whether the box is a table (wrapper).
func (d Display) IsTable() bool { return d == DisplayTable || d == DisplayInlineTable }

// IsListItem reports whether the box has a marker.
func (d Display) IsListItem() bool { return d == DisplayListItem || d == DisplayInlineListItem }

// InternalTable reports whether the box is a row group, row, cell, column,
// column group or caption.
func (d Display) InternalTable() bool { return d >= DisplayTableRowGroup && d <= DisplayTableCaption }

// Blockify gives the block-level counterpart (css-display-3 §2.7).
func (d Display) Blockify() Display {
	switch d {
	case DisplayInline, DisplayInlineBlock, DisplayRuby, DisplayRubyText:
		return DisplayBlock
	case DisplayInlineListItem:
		return DisplayListItem
	case DisplayInlineFlex:
		return DisplayFlex
	case DisplayInlineGrid:
		return DisplayGrid
	case DisplayInlineTable:
		return DisplayTable
	case DisplayInlineBox:
		return DisplayBox
	case DisplayInlineMath:
		return DisplayMath
	default:
		if d.InternalTable() {
			return DisplayBlock
		}
		return d
	}
}

// Position is the position property.
type Position uint8

// Position values.
const (
	PositionStatic Position = iota
	PositionRelative
	PositionAbsolute
	PositionFixed
	PositionSticky
)

var positionKeywords = []string{"static", "relative", "absolute", "fixed", "sticky"}

// OutOfFlow reports absolute and fixed.
func (p Position) OutOfFlow() bool { return p == PositionAbsolute || p == PositionFixed }

// Float is the float property; inline-start and -end are mapped by direction
// when computed.
type Float uint8

// Float values.
const (
	FloatNone Float = iota
	FloatLeft
	FloatRight
	floatInlineStart
	floatInlineEnd
)

var floatKeywords = []string{"none", "left", "right", "inline-start", "inline-end"}

// Physical maps the logical values.
func (f Float) Physical(d Direction) Float {
	switch {
	case f == floatInlineStart && d == LTR, f == floatInlineEnd && d == RTL:
		return FloatLeft
	case f == floatInlineStart, f == floatInlineEnd:
		return FloatRight
	default:
		return f
	}
}

// Clear is the clear property.
type Clear uint8

// Clear values.
const (
	ClearNone Clear = iota
	ClearLeft
	ClearRight
	ClearBoth
	clearInlineStart
	clearInlineEnd
)

var clearKeywords = []string{"none", "left", "right", "both", "inline-start", "inline-end"}

// Physical maps the logical values.
func (c Clear) Physical(d Direction) Clear {
	switch {
	case c == clearInlineStart && d == LTR, c == clearInlineEnd && d == RTL:
		return ClearLeft
	case c == clearInlineStart, c == clearInlineEnd:
		return ClearRight
	default:
		return c
	}
}

// Visibility is the visibility property.
type Visibility uint8

// Visibility values.
const (
	Visible Visibility = iota
	Hidden
	Collapse
)

var visibilityKeywords = []string{"visible", "hidden", "collapse"}

// Overflow is overflow-x or overflow-y.
type Overflow uint8

// Overflow values.
const (
	OverflowVisible Overflow = iota
	OverflowHidden
	OverflowClip
	OverflowScroll
	OverflowAuto
)

var overflowKeywords = []string{"visible", "hidden", "clip", "scroll", "auto", "overlay"}

// Scrolls reports whether the box is a scroll container: hidden, scroll, auto.
func (o Overflow) Scrolls() bool {
	return o == OverflowHidden || o == OverflowScroll || o == OverflowAuto
}

// BoxSizing is the box-sizing property.
type BoxSizing uint8

// BoxSizing values.
const (
	ContentBox BoxSizing = iota
	BorderBox
)

var boxSizingKeywords = []string{"content-box", "border-box"}

// LineStyle is a border or outline style.
type LineStyle uint8

// LineStyle values. LineAuto is for outlines only.
const (
	LineNone LineStyle = iota
	LineHidden
	LineSolid
	LineDashed
	LineDotted
	LineDouble
	LineGroove
	LineRidge
	LineInset
	LineOutset
	LineAuto
)

var lineStyleKeywords = []string{
	"none", "hidden", "solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset", "auto",
}

// FlexDirection is the flex-direction property.
type FlexDirection uint8

// FlexDirection values.
const (
	FlexRow FlexDirection = iota
	FlexRowReverse
	FlexColumn
	FlexColumnReverse
)

var flexDirectionKeywords = []string{"row", "row-reverse", "column", "column-reverse"}

// FlexWrap is the flex-wrap property.
type FlexWrap uint8

// FlexWrap values.
const (
	FlexNoWrap FlexWrap = iota
	FlexWrapLines
	FlexWrapReverse
	// FlexBalance and FlexBalanceReverse balance the lines (css-flexbox-2).
	FlexBalance
	FlexBalanceReverse
)

var flexWrapKeywords = []string{"nowrap", "wrap", "wrap-reverse", "balance"}

// Align is a value of an align-* or justify-* property (css-align-3 §4). Use
// [Align.Base] to compare; AlignSafe may be set beside it.
type Align uint8

// Align values.
const (
	AlignNormal Align = iota
	AlignAuto
	AlignStretch
	AlignStart
	AlignEnd
	AlignCenter
	AlignFlexStart
	AlignFlexEnd
	AlignSelfStart
	AlignSelfEnd
	AlignLeft
	AlignRight
	AlignBaseline
	AlignLastBaseline
	AlignSpaceBetween
	AlignSpaceAround
	AlignSpaceEvenly
	AlignAnchorCenter

	// AlignSafe is a flag: fall back to start on overflow.
	AlignSafe Align = 0x80
	// AlignLegacy is a flag of justify-items: legacy.
	AlignLegacy Align = 0x40
)

var alignKeywords = []string{
	"normal", "auto", "stretch", "start", "end", "center", "flex-start", "flex-end", "self-start", "self-end",
	"left", "right", "baseline", "last baseline", "space-between", "space-around", "space-evenly", "anchor-center",
}

// Base is the value without flags.
func (a Align) Base() Align { return a &^ (AlignSafe | AlignLegacy) }

// Safe reports whether overflow falls back to start.
func (a Align) Safe() bool { return a&AlignSafe != 0 }

// ObjectFit is the object-fit property.
type ObjectFit uint8

// ObjectFit values.
const (
	FitFill ObjectFit = iota
	FitContain
	FitCover
	FitNone
	FitScaleDown
)

var objectFitKeywords = []string{"fill", "contain", "cover", "none", "scale-down"}

// FontStyle is the font-style property.
type FontStyle uint8

// FontStyle values.
const (
	FontNormal FontStyle = iota
	FontItalic
	FontOblique
)

var fontStyleKeywords = []string{"normal", "italic", "oblique"}

// FontClass is the kind of typeface a font-family list ends up with.
type FontClass uint8

// FontClass values.
const (
	FontSerif FontClass = iota
	FontSans
	FontMono
	FontCursive
	FontFantasy
)

// TextAlign is text-align; match-parent is resolved when computed.
type TextAlign uint8

// TextAlign values. The -webkit- ones also align block-level children, as the
// align attribute does.
const (
	TextStart TextAlign = iota
	TextEnd
	TextLeft
	TextRight
	TextCenter
	TextJustify
	TextWebkitLeft
	TextWebkitRight
	TextWebkitCenter
	TextMatchParent
	TextAlignAuto // text-align-last only
	// TextInternalCenter is for th in the user-agent sheet; it never is computed.
	TextInternalCenter
)

var textAlignKeywords = []string{
	"start", "end", "left", "right", "center", "justify", "-webkit-left", "-webkit-right", "-webkit-center",
	"match-parent", "auto", "-internal-center",
}

// TextTransform is the text-transform property.
type TextTransform uint8

// TextTransform values.
const (
	TransformNone TextTransform = iota
	TransformUppercase
	TransformLowercase
	TransformCapitalize
	TransformFullWidth
)

var textTransformKeywords = []string{"none", "uppercase", "lowercase", "capitalize", "full-width"}

// TextOverflow is the text-overflow property.
type TextOverflow uint8

// TextOverflow values.
const (
	TextClip TextOverflow = iota
	TextEllipsis
)

// WhiteSpace is white-space-collapse.
type WhiteSpace uint8

// WhiteSpace values.
const (
	SpaceCollapse WhiteSpace = iota
	SpacePreserve
	SpacePreserveBreaks
	SpaceBreakSpaces
)

var whiteSpaceKeywords = []string{"collapse", "preserve", "preserve-breaks", "break-spaces", "preserve-spaces"}

// TextWrap is text-wrap-mode.
type TextWrap uint8

// TextWrap values.
const (
	Wrap TextWrap = iota
	NoWrap
)

var textWrapKeywords = []string{"wrap", "nowrap"}

// OverflowWrap is the overflow-wrap (word-wrap) property.
type OverflowWrap uint8

// OverflowWrap values.
const (
	OverflowWrapNormal OverflowWrap = iota
	OverflowWrapBreakWord
	OverflowWrapAnywhere
)

var overflowWrapKeywords = []string{"normal", "break-word", "anywhere"}

// WordBreak is the word-break property.
type WordBreak uint8

// WordBreak values. BreakWord acts as normal with overflow-wrap: anywhere.
const (
	WordBreakNormal WordBreak = iota
	WordBreakAll
	WordKeepAll
	WordBreakWord
)

var wordBreakKeywords = []string{"normal", "break-all", "keep-all", "break-word", "auto-phrase"}

// LineBreak is the line-break property.
type LineBreak uint8

// LineBreak values.
const (
	LineBreakAuto LineBreak = iota
	LineBreakLoose
	LineBreakNormal
	LineBreakStrict
	LineBreakAnywhere
)

var lineBreakKeywords = []string{"auto", "loose", "normal", "strict", "anywhere"}

// Hyphens is the hyphens property.
type Hyphens uint8

// Hyphens values.
const (
	HyphensManual Hyphens = iota
	HyphensNone
	HyphensAuto
)

var hyphensKeywords = []string{"manual", "none", "auto"}

// Direction is the direction property.
type Direction uint8

// Direction values.
const (
	LTR Direction = iota
	RTL
)

var directionKeywords = []string{"ltr", "rtl"}

// UnicodeBidi is the unicode-bidi property.
type UnicodeBidi uint8

// UnicodeBidi values.
const (
	BidiNormal UnicodeBidi = iota
	BidiEmbed
	BidiIsolate
	BidiOverride
	BidiIsolateOverride
	BidiPlaintext
)

var unicodeBidiKeywords = []string{
	"normal", "embed", "isolate", "bidi-override", "isolate-override", "plaintext",
	"-webkit-isolate", "-webkit-plaintext",
}

// WritingMode is the writing-mode property.
type WritingMode uint8

// WritingMode values.
const (
	HorizontalTB WritingMode = iota
	VerticalRL
	VerticalLR
	SidewaysRL
	SidewaysLR
)

var writingModeKeywords = []string{
	"horizontal-tb", "vertical-rl", "vertical-lr", "sideways-rl", "sideways-lr", "lr", "rl", "tb", "lr-tb", "rl-tb", "tb-rl",
}

// Vertical reports whether lines are vertical.
func (w WritingMode) Vertical() bool { return w != HorizontalTB }

// VerticalAlign is the keyword of vertical-align.
type VerticalAlign uint8

// VerticalAlign values. VAlignLength takes the shift from a length.
const (
	VAlignBaseline VerticalAlign = iota
	VAlignSub
	VAlignSuper
	VAlignTop
	VAlignTextTop
	VAlignMiddle
	VAlignBottom
	VAlignTextBottom
	VAlignLength
)

var verticalAlignKeywords = []string{
	"baseline", "sub", "super", "top", "text-top", "middle", "bottom", "text-bottom",
	"-webkit-baseline-middle",
}

// DecorationLine is a set of text decoration lines.
type DecorationLine uint8

// DecorationLine bits.
const (
	Underline DecorationLine = 1 << iota
	Overline
	LineThrough
	Blink
)

// DecorationStyle is text-decoration-style.
type DecorationStyle uint8

// DecorationStyle values.
const (
	DecorationSolid DecorationStyle = iota
	DecorationDouble
	DecorationDotted
	DecorationDashed
	DecorationWavy
)

var decorationStyleKeywords = []string{"solid", "double", "dotted", "dashed", "wavy"}

// Repeat is how a background image is tiled along one axis.
type Repeat uint8

// Repeat values.
const (
	RepeatTile Repeat = iota
	RepeatNone
	RepeatSpace
	RepeatRound
)

// BackgroundBox is a background-clip or background-origin box.
type BackgroundBox uint8

// BackgroundBox values.
const (
	BoxBorder BackgroundBox = iota
	BoxPadding
	BoxContent
	BoxText // background-clip: text
)

// Attachment is background-attachment.
type Attachment uint8

// Attachment values.
const (
	AttachScroll Attachment = iota
	AttachFixed
	AttachLocal
)

// ListPosition is list-style-position.
type ListPosition uint8

// ListPosition values.
const (
	ListOutside ListPosition = iota
	ListInside
)

var listPositionKeywords = []string{"outside", "inside"}

// ListStyle is a predefined counter style (css-counter-styles-3 §6), or a
// string that stands for every marker.
type ListStyle uint8

// ListStyle values.
const (
	ListDisc ListStyle = iota
	ListNone
	ListCircle
	ListSquare
	ListDecimal
	ListDecimalLeadingZero
	ListLowerRoman
	ListUpperRoman
	ListLowerAlpha
	ListUpperAlpha
	ListLowerGreek
	ListDisclosureOpen
	ListDisclosureClosed
	ListArmenian
	ListGeorgian
	ListHebrew
	ListCJKDecimal
	ListHiragana
	ListKatakana
	ListString // the marker is a string
)

var listStyleKeywords = []string{
	ListDisc: "disc", ListNone: "none", ListCircle: "circle", ListSquare: "square", ListDecimal: "decimal",
	ListDecimalLeadingZero: "decimal-leading-zero", ListLowerRoman: "lower-roman", ListUpperRoman: "upper-roman",
	ListLowerAlpha: "lower-alpha", ListUpperAlpha: "upper-alpha", ListLowerGreek: "lower-greek",
	ListDisclosureOpen: "disclosure-open", ListDisclosureClosed: "disclosure-closed",
	ListArmenian: "armenian", ListGeorgian: "georgian", ListHebrew: "hebrew", ListCJKDecimal: "cjk-decimal",
	ListHiragana: "hiragana", ListKatakana: "katakana",
}

// TableLayout is the table-layout property.
type TableLayout uint8

// TableLayout values.
const (
	TableAuto TableLayout = iota
	TableFixed
)

var tableLayoutKeywords = []string{"auto", "fixed"}

// BorderCollapse is the border-collapse property.
type BorderCollapse uint8

// BorderCollapse values.
const (
	BordersSeparate BorderCollapse = iota
	BordersCollapse
)

var borderCollapseKeywords = []string{"separate", "collapse"}

// CaptionSide is the caption-side property.
type CaptionSide uint8

// CaptionSide values.
const (
	CaptionTop CaptionSide = iota
	CaptionBottom
)

var captionSideKeywords = []string{"top", "bottom"}

// EmptyCells is the empty-cells property.
type EmptyCells uint8

// EmptyCells values.
const (
	EmptyShow EmptyCells = iota
	EmptyHide
)

var emptyCellsKeywords = []string{"show", "hide"}

// PointerEvents is the pointer-events property, reduced to whether the element
// is a target.
type PointerEvents uint8

// PointerEvents values.
const (
	PointerAuto PointerEvents = iota
	PointerNone
)

var pointerEventsKeywords = []string{
	"auto", "none", "all", "visible", "visiblepainted", "visiblefill", "visiblestroke", "painted", "fill", "stroke",
	"bounding-box",
}

// Contain is a set of containment types (css-contain-2 §2).
type Contain uint8

// Contain bits.
const (
	ContainSize Contain = 1 << iota
	ContainInlineSize
	ContainLayout
	ContainStyle
	ContainPaint
)

// ContentVisibility is the content-visibility property.
type ContentVisibility uint8

// ContentVisibility values.
const (
	ContentVisible ContentVisibility = iota
	ContentAuto
	ContentHidden
)

var contentVisibilityKeywords = []string{"visible", "auto", "hidden"}

// ContainerType is the container-type property.
type ContainerType uint8

// ContainerType values.
const (
	ContainerNormal ContainerType = iota
	ContainerInlineSize
	ContainerSize
)

// Appearance is the appearance property, reduced to whether a control is drawn
// natively.
type Appearance uint8

// Appearance values.
const (
	AppearanceNone Appearance = iota
	AppearanceAuto
	AppearanceBase // base-select
)

// Resize is the resize property.
type Resize uint8

// Resize values.
const (
	ResizeNone Resize = iota
	ResizeBoth
	ResizeHorizontal
	ResizeVertical
)

var resizeKeywords = []string{"none", "both", "horizontal", "vertical", "block", "inline"}

// ScrollbarGutter is the scrollbar-gutter property.
type ScrollbarGutter uint8

// ScrollbarGutter values.
const (
	GutterAuto ScrollbarGutter = iota
	GutterStable
	GutterBothEdges
)

// BlendMode is mix-blend-mode, reduced to normal or not: anything else makes a
// stacking context.
type BlendMode uint8

// BlendMode values.
const (
	BlendNormal BlendMode = iota
	BlendOther
)

// ColumnFill is the column-fill property.
type ColumnFill uint8

// ColumnFill values.
const (
	ColumnBalance ColumnFill = iota
	ColumnAuto
)

var columnFillKeywords = []string{"balance", "auto", "balance-all"}

// BoxOrient is -webkit-box-orient.
type BoxOrient uint8

// BoxOrient values.
const (
	OrientHorizontal BoxOrient = iota
	OrientVertical
)

var boxOrientKeywords = []string{"horizontal", "vertical", "inline-axis", "block-axis"}

// Break is break-before, -after or -inside, reduced to what multi-column layout
// uses.
type Break uint8

// Break values.
const (
	BreakAuto Break = iota
	BreakAvoid
	BreakForce
)

// Pseudo is a pseudo-element.
type Pseudo uint8

// Pseudo-elements.
const (
	PseudoNone Pseudo = iota
	PseudoBefore
	PseudoAfter
	PseudoMarker
	PseudoPlaceholder
	PseudoBackdrop
	PseudoSelection
	PseudoFirstLine
	PseudoFirstLetter
	PseudoFileButton // ::file-selector-button
	PseudoDetails    // ::details-content
	PseudoSummaryMarker
	PseudoProgressBar   // ::-webkit-progress-bar
	PseudoProgressValue // ::-webkit-progress-value
	PseudoSliderTrack   // ::-webkit-slider-runnable-track
	PseudoSliderThumb   // ::-webkit-slider-thumb
	PseudoScrollbar     // ::-webkit-scrollbar
	PseudoSearchCancel  // ::-webkit-search-cancel-button and -decoration
	PseudoInnerSpin     // ::-webkit-inner-spin-button
	PseudoOther         // known, never rendered

	PseudoCount
)
