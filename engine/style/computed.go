package style

import "playhead/engine/css"

// Computed holds the computed values of one element or pseudo-element, in
// groups that are shared wherever they are equal. No group is ever nil.
// Everything is immutable: compare pointers to know whether something changed.
type Computed struct {
	Text   *Text       // all inherited properties
	Box    *Box        // display, position, sizes, margin, padding
	Border *Border     // borders, radii, outline
	Back   *Background // background colour and images
	Flex   *Flex       // flexbox, alignment, gap, order
	Grid   *Grid       // grid container and item properties
	Rare   *Rare       // transforms, clipping, containment, columns, …
	Gen    *Generated  // content, counters
	Vars   *Vars       // custom properties, nil when there are none

	// id stands for the pointer where styles are looked up by their parent, inherit
	// for what children inherit.
	id, inherit uint32
}

// LengthKind says what a [Length] is.
type LengthKind uint8

// Kinds of lengths.
const (
	// LengthPx is Px alone. The zero Length is 0px.
	LengthPx LengthKind = iota
	// LengthPercent is Px + Frac × basis: a percentage, or a sum of both.
	LengthPercent
	// LengthTree is Tree, a min(), max(), clamp() … over percentages.
	LengthTree
	LengthAuto
	LengthNone   // max-width: none
	LengthNormal // gap: normal
	LengthMinContent
	LengthMaxContent
	LengthFitContent     // fit-content
	LengthFitContentArg  // fit-content(Px + Frac × basis)
	LengthStretch        // stretch, -webkit-fill-available
	LengthContent        // flex-basis: content
	LengthContainIntrins // contain-intrinsic-size: auto <length>; Px is the length
)

// Length is a computed length, percentage or sizing keyword.
type Length struct {
	Px   float32
	Frac float32 // fraction of the basis: 1 is 100 %
	Tree *LengthExpr
	Kind LengthKind
}

// Px returns a length in CSS px.
func Px(v float32) Length { return Length{Px: v} }

// Percent returns frac × basis; 1 is 100 %.
func Percent(frac float32) Length { return Length{Kind: LengthPercent, Frac: frac} }

// Auto is the keyword auto.
var Auto = Length{Kind: LengthAuto}

// LengthOp is the operation of a [LengthExpr].
type LengthOp uint8

// Operations.
const (
	OpSum   LengthOp = iota // Leaf: Px + Frac × basis
	OpAdd                   // sum of Args
	OpScale                 // Args[0] × Factor
	OpMin
	OpMax
	OpClamp // Args: min, value, max
	OpRound // Args[0] to the multiple of Args[1], nearest
	OpFloor // the same, down
	OpCeil  // the same, up
	OpTrunc // the same, to zero
	OpMod
	OpRem
	OpAbs
	OpSign
)

// LengthExpr is a calculation that depends on the percentage basis in a way that
// is not linear.
type LengthExpr struct {
	Op     LengthOp
	Leaf   Length
	Factor float32
	Args   []*LengthExpr
}

// IsAuto reports whether the length is auto.
func (l Length) IsAuto() bool { return l.Kind == LengthAuto }

// IsNone reports whether the length is none.
func (l Length) IsNone() bool { return l.Kind == LengthNone }

// IsLength reports whether the length is a <length-percentage>, no keyword.
func (l Length) IsLength() bool { return l.Kind <= LengthTree }

// HasPercent reports whether the value depends on the percentage basis.
func (l Length) HasPercent() bool {
	return l.Kind == LengthPercent || l.Kind == LengthTree ||
		(l.Kind == LengthFitContentArg && l.Frac != 0)
}

// Intrinsic reports whether the length is a content-based sizing keyword.
func (l Length) Intrinsic() bool {
	switch l.Kind {
	case LengthMinContent, LengthMaxContent, LengthFitContent, LengthFitContentArg:
		return true
	default:
		return false
	}
}

// Resolve gives the length in px where percentages refer to basis (px). For
// keywords it gives 0.
func (l Length) Resolve(basis float64) float64 {
	switch l.Kind {
	case LengthPx:
		return float64(l.Px)
	case LengthPercent, LengthFitContentArg:
		return float64(l.Px) + float64(l.Frac)*basis
	case LengthTree:
		return l.Tree.resolve(basis)
	default:
		return 0
	}
}

// Sides holds one value per physical side.
type Sides[T any] struct{ Top, Right, Bottom, Left T }

// Point is a pair of lengths: x refers to the box's width, y to its height.
type Point struct{ X, Y Length }

// Text holds the inherited properties.
type Text struct {
	Color      css.Color // never currentcolor
	Accent     css.Color // accent-color where HasAccent
	Caret      css.Color // caret-color; Current for auto
	FontSize   float32   // px
	LineHeight Length    // LengthNormal; LengthPx; a <number> is Px = Number × FontSize already
	FontFamily string    // first family named, lower case, "" when generic only
	FontWeight uint16    // 1–1000
	FontStyle  css.FontStyle
	FontClass  css.FontClass
	// LineNumber is the <number> of line-height where LineHeight comes from one
	// (it is the number that is inherited), else 0.
	LineNumber float32

	LetterSpacing Length // px; normal is 0
	WordSpacing   Length
	TabSize       float32 // in spaces, or px where TabPx
	TabPx         bool
	Indent        Length // text-indent
	IndentEach    bool
	IndentHang    bool

	Align        css.TextAlign // start, end, left, … ; never match-parent
	AlignLast    css.TextAlign // TextAlignAuto: as text-align-last: auto
	Transform    css.TextTransform
	Space        css.WhiteSpace
	Wrap         css.TextWrap
	OverflowWrap css.OverflowWrap
	WordBreak    css.WordBreak
	LineBreak    css.LineBreak
	Hyphens      css.Hyphens
	HyphenChar   string // hyphenate-character, "" for auto
	Direction    css.Direction
	WritingMode  css.WritingMode
	Visibility   css.Visibility
	Pointer      css.PointerEvents
	Dark         bool // color-scheme used: dark
	HasAccent    bool

	ListStyle    css.ListStyle
	ListPosition css.ListPosition
	ListString   string // marker text where ListStyle is ListString
	ListImage    string // URL, "" for none
	Quotes       *Quotes

	Collapse   css.BorderCollapse
	SpacingX   float32 // border-spacing, px
	SpacingY   float32
	Caption    css.CaptionSide
	EmptyCells css.EmptyCells

	// Decoration is what text directly in this box is decorated with: its own
	// lines and those that propagate from ancestors (css-text-decor-3 §2);
	// DecorationColor is that of the innermost decorating box.
	Decoration      css.DecorationLine
	DecorationStyle css.DecorationStyle
	DecorationColor css.Color

	// SVG presentation properties.
	Fill, Stroke             css.Color // A = 0 for none; Current allowed
	StrokeWidth              Length
	FillOpacity, StrokeAlpha float32
	FillEvenOdd              bool
	TextAnchor               uint8 // 0 start, 1 middle, 2 end

	// OwnLine says that LineHeight counts even where all lines are a terminal's.
	OwnLine bool

	mono     bool // font-family is just monospace, whose default size is 13 px
	small    bool // that was left to NaturalSize
	absolute bool // the font size goes back to an absolute length
}

// NaturalSize is the size in px that the fonts of browsers have. It is FontSize
// but for monospace under a terminal's font, see [Env].
func (t *Text) NaturalSize() float64 {
	if t.small {
		return float64(t.FontSize) * 13 / 16
	}
	return float64(t.FontSize)
}

// Quotes is the quotes property: pairs by depth. Auto has no pairs.
type Quotes struct {
	Open, Close []string
	None        bool
}

// Box holds what decides where and how large a box is.
type Box struct {
	// Display is the computed display, blockified where floating, absolute
	// position, being the root or a flex or grid item asks for it.
	Display css.Display
	// OrigDisplay is display before blockification; it decides the static
	// position of absolutely positioned boxes.
	OrigDisplay css.Display
	Position    css.Position
	Float       css.Float
	Clear       css.Clear
	OverflowX   css.Overflow // already reconciled with each other (css-overflow-3 §3.1)
	OverflowY   css.Overflow
	Sizing      css.BoxSizing

	Width, Height       Length
	MinWidth, MinHeight Length // auto, or as given
	MaxWidth, MaxHeight Length // LengthNone, or as given
	Margin              Sides[Length]
	Padding             Sides[Length]
	Inset               Sides[Length] // top, right, bottom, left

	ZIndex     int32
	ZAuto      bool
	Opacity    float32
	VAlign     css.VerticalAlign
	VAlignLen  Length // where VAlign is VAlignLength; percentages refer to the line height
	AspectAuto bool   // aspect-ratio: auto is part of the value
	AspectW    float32
	AspectH    float32 // 0 when there is no ratio

	TextOverflow css.TextOverflow
	TableLayout  css.TableLayout
	Bidi         css.UnicodeBidi
	// LineClamp is -webkit-line-clamp or line-clamp, 0 for none.
	LineClamp int32
	BoxOrient css.BoxOrient
}

// Border holds borders and outline. Widths are 0 where the style is none or
// hidden.
type Border struct {
	Width  Sides[float32] // px
	Style  Sides[css.LineStyle]
	Color  Sides[css.Color]
	Radius Corners

	OutlineWidth  float32 // px
	OutlineOffset float32
	OutlineStyle  css.LineStyle
	OutlineColor  css.Color // currentcolor for auto

	// Image is the border-image source URL, "" for none.
	Image string
}

// Corners holds border radii; X refers to the width, Y to the height.
type Corners struct{ TopLeft, TopRight, BottomRight, BottomLeft Point }

// Background holds the background colour and image layers.
type Background struct {
	Color  css.Color
	Layers []Layer // topmost first
	// Clip is the clip box of the colour: that of the last layer.
	Clip css.BackgroundBox
}

// Layer is one background image layer with its geometry.
type Layer struct {
	Image            Image
	Pos              Point
	SizeW, SizeH     Length // LengthAuto or lengths
	Cover, Contain   bool   // background-size keywords
	RepeatX, RepeatY css.Repeat
	Origin, Clip     css.BackgroundBox
	Attach           css.Attachment
}

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

// Image is a computed <image>.
type Image struct {
	Kind ImageKind
	URL  string
	// Angle of a linear gradient in degrees, 0 to the top, clockwise; or the
	// from angle of a conic one. With Corner it is that of "to <corner>", whose
	// angle depends on the box: SideX, SideY are then -1 or 1.
	Angle        float32
	Corner       bool
	SideX, SideY int8
	Repeating    bool
	Circle       bool
	Extent       uint8 // radial: 0 farthest-corner, 1 closest-side, 2 closest-corner, 3 farthest-side, 4 RX, RY
	RX, RY       Length
	Center       Point
	Stops        []Stop
}

// Stop is a colour stop. Pos is a length along the gradient line (for conic
// gradients a fraction of the turn); LengthAuto when it is not given. Hint marks
// a transition hint, which has no colour.
type Stop struct {
	Color css.Color
	Pos   Length
	Hint  bool
}

// Flex holds flexbox, box alignment and order.
type Flex struct {
	Direction css.FlexDirection
	Wrap      css.FlexWrap
	LineCount int32 // flex-line-count, at least that many lines; 0 or 1 for one
	Grow      float32
	Shrink    float32
	Basis     Length // LengthAuto, LengthContent, …
	Order     int32

	AlignContent   css.Align
	AlignItems     css.Align
	AlignSelf      css.Align // AlignAuto: take AlignItems of the parent
	JustifyContent css.Align
	JustifyItems   css.Align
	JustifySelf    css.Align
	RowGap         Length // LengthNormal or a length
	ColumnGap      Length

	// BoxFlex, BoxOrdinal are -webkit-box-flex and -ordinal-group.
	BoxFlex    float32
	BoxOrdinal int32
	BoxPack    css.Align
	BoxAlign   css.Align
}

// BreadthKind says what a track [Breadth] is.
type BreadthKind uint8

// Kinds of track breadths.
const (
	BreadthAuto BreadthKind = iota
	BreadthLength
	BreadthFr
	BreadthMinContent
	BreadthMaxContent
	BreadthFitContent // fit-content(Length); only as Max, Min is then auto
)

// Breadth is one side of a track sizing function.
type Breadth struct {
	Kind   BreadthKind
	Length Length
	Fr     float32
}

// Track is a track sizing function: minmax(Min, Max). A single breadth b is
// (b, b), except that a flexible one is (auto, b).
type Track struct{ Min, Max Breadth }

// RepeatKind is that of an automatic repetition.
type RepeatKind uint8

// Kinds of automatic repetitions.
const (
	RepeatNone RepeatKind = iota
	RepeatAutoFill
	RepeatAutoFit
)

// Template is grid-template-columns or -rows. Repetitions with a count are
// expanded. Names[i] are the names of the line before track i, and the last
// those of the line after the last track. The automatic repetition, if any,
// stands before Tracks[AutoAt] (between the names Names[AutoAt], which then are
// those before it, and AfterAuto).
type Template struct {
	Subgrid   bool // Tracks is empty; Names are the line names
	Tracks    []Track
	Names     [][]string
	Auto      RepeatKind
	AutoAt    int
	Repeat    []Track
	RepeatNms [][]string // len(Repeat)+1
	AfterAuto []string
}

// Area is a named grid area, in 1-based lines, end exclusive.
type Area struct {
	Name                               string
	RowStart, RowEnd, ColStart, ColEnd int32
}

// Areas is grid-template-areas.
type Areas struct {
	Rows, Cols int32
	Areas      []Area
}

// GridLine is a value of grid-row-start and its siblings: auto; N a line number
// (may be negative) with optional Name; or a span of N lines (named Name).
type GridLine struct {
	Auto bool
	Span bool
	N    int32 // 0 when only Name is given
	Name string
}

// Grid holds the grid properties.
type Grid struct {
	Columns, Rows         *Template // nil for none
	Areas                 *Areas    // nil for none
	AutoColumns, AutoRows []Track   // empty for auto
	FlowColumn, FlowDense bool

	RowStart, RowEnd, ColumnStart, ColumnEnd GridLine
}

// Rare holds what few elements have.
type Rare struct {
	Transform []TransformFunc // transform only; empty for none
	Translate *Point          // translate property, nil for none
	TransZ    float32
	Rotate    float32 // rotate property, degrees
	HasRotate bool
	ScaleX    float32 // scale property, where HasScale
	ScaleY    float32
	HasScale  bool
	Origin    Point // transform-origin
	// Perspective, a 3D-preserving style, a filter, a mask, a backdrop filter.
	HasPerspective, Preserve3D, HasFilter, HasMask, HasBackdrop bool
	// FilterOpacity is the product of opacity() filters, 1 without.
	FilterOpacity float32

	// Clip is the clip property, where HasClip: offsets from the border box's
	// top left corner; auto for the edge.
	Clip    Sides[Length]
	HasClip bool
	// ClipPath is clip-path.
	ClipPath *ClipPath

	// InsetColor is the colour of a shadow inside of the box that reaches
	// InsetSpread px in from all edges; transparent without one.
	InsetColor  css.Color
	InsetSpread float32
	// CloneEdges says that each part of an inline box has both of its ends.
	CloneEdges bool

	Isolate bool
	Blend   css.BlendMode
	// WillChange says that will-change names a property that makes a stacking
	// context; WillContain one that makes a containing block for fixed boxes.
	WillChange, WillContain bool
	Contain                 css.Contain
	ContentVisibility       css.ContentVisibility
	ContainerType           css.ContainerType
	ContainerNames          []string
	IntrinsicW, IntrinsicH  Length // contain-intrinsic-width/-height; LengthNone for none

	ObjectFit css.ObjectFit
	ObjectPos Point

	Columns       int32 // column-count, 0 for auto
	ColumnWidth   Length
	ColumnFill    css.ColumnFill
	ColumnSpan    bool // column-span: all
	RuleWidth     float32
	RuleStyle     css.LineStyle
	RuleColor     css.Color
	BreakBefore   css.Break
	BreakAfter    css.Break
	BreakInside   css.Break
	Appearance    css.Appearance
	Resize        css.Resize
	Gutter        css.ScrollbarGutter
	NoScrollbar   bool // scrollbar-width: none
	ScrollMargin  Sides[float32]
	ScrollPadding Sides[Length]
	FieldSizing   bool // field-sizing: content
	// ShapeMargin etc. are not supported: floats are rectangles.
	Zoom float32 // 1
}

// TransformKind is that of a [TransformFunc].
type TransformKind uint8

// Kinds of transform functions.
const (
	TransformTranslate TransformKind = iota // X, Y
	TransformScale                          // A, B factors
	TransformRotate                         // A degrees about z
	TransformSkew                           // A, B degrees
	TransformMatrix                         // M
	Transform3D                             // a 3D function with no 2D effect that is modelled
)

// TransformFunc is one function of the transform property.
type TransformFunc struct {
	Kind TransformKind
	X, Y Length
	A, B float32
	M    *[6]float32
}

// ClipKind says what a [ClipPath] is.
type ClipKind uint8

// Kinds of clip paths.
const (
	ClipInset ClipKind = iota
	ClipCircle
	ClipEllipse
	ClipPolygon
	ClipOther // url(), path() …: not modelled
)

// ClipPath is a basic shape of clip-path.
type ClipPath struct {
	Kind   ClipKind
	Inset  Sides[Length]
	Center Point
	RX, RY Length // LengthAuto: closest-side
	Points []Point
}

// ContentKind says what a [ContentItem] is.
type ContentKind uint8

// Kinds of content items.
const (
	ContentString   ContentKind = iota
	ContentAttr                 // Text is the attribute's name, Sep the fallback
	ContentCounter              // Text is the counter's name
	ContentCounters             // with Sep
	ContentOpenQuote
	ContentCloseQuote
	ContentNoOpenQuote
	ContentNoCloseQuote
	ContentURL // Text is the URL
	ContentGradient
)

// ContentItem is one item of the content property.
type ContentItem struct {
	Kind  ContentKind
	Text  string
	Sep   string
	Style css.ListStyle
}

// Counter is one item of counter-reset, -increment or -set.
type Counter struct {
	Name     string
	Value    int32
	Reversed bool // counter-reset: reversed(); Value counts where HasValue
	HasValue bool
}

// Generated holds generated content.
type Generated struct {
	// Normal says content: normal, None content: none; else Content holds it.
	Normal, None bool
	Content      []ContentItem
	Reset        []Counter
	Increment    []Counter
	Set          []Counter
}

// Vars are the custom properties of an element, inherited ones included.
type Vars struct {
	parent *Vars
	own    []variable
}
