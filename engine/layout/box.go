package layout

import (
	"playhead/engine/dom"
	"playhead/engine/style"
)

// Kind says by which rules a box lays out its contents.
type Kind uint8

// Kinds of boxes.
const (
	// KindBlock is a block container: all of its in-flow children are
	// block-level, or all are inline-level ([Box.InlineFC]). Inline-blocks, list
	// items, table cells' contents and captions are block containers too.
	KindBlock Kind = iota
	// KindInline is a non-replaced inline box.
	KindInline
	// KindText is a run of text of one DOM text node or generated string.
	KindText
	// KindBreak is a forced line break (br); KindWordBreak an opportunity (wbr).
	KindBreak
	KindWordBreak
	KindFlex
	KindGrid
	// KindTable is a table: its children are captions, column groups, columns
	// and row groups, in DOM order. Its fragment is the table wrapper; see
	// Fragment.Grid for the box that borders and background belong to.
	KindTable
	KindRowGroup // thead, tbody, tfoot: Style.Display says which
	KindRow
	KindCell
	KindCaption
	KindColGroup
	KindCol
	// KindReplaced is an image or another box with a size of its own and no
	// children boxes; Box.Replaced says what.
	KindReplaced
	// KindFrame is an iframe whose content document is laid out: its only child
	// is the content's root box, which starts at the content box's corner.
	KindFrame
	// KindViewport is the root of a tree: the initial containing block.
	KindViewport
)

// Flags are properties of a box that layout decides from when building.
type Flags uint32

// Box flags.
const (
	// Anonymous boxes have no element of their own: Ref is the element they
	// were made for, Style inherits from its style.
	Anonymous Flags = 1 << iota
	// InlineFC marks a block container whose in-flow children are inline-level.
	InlineFC
	// InlineLevel boxes take part in lines: inlines, text, atomic inlines.
	InlineLevel
	// OutOfFlow boxes are absolutely positioned or fixed.
	OutOfFlow
	// Fixed is set with OutOfFlow for position: fixed.
	Fixed
	// Floating boxes float and are in flow of nothing.
	Floating
	// BFCRoot boxes establish an independent formatting context.
	BFCRoot
	// ContainsAbs boxes are the containing block of absolutely positioned
	// descendants; ContainsFixed boxes of fixed ones too (transform, contain …).
	ContainsAbs
	ContainsFixed
	// TopLayer boxes belong to the top layer (modal dialogs, popovers).
	TopLayer
	// FlexItem boxes are in-flow children of a flex or grid container.
	FlexItem
	// Scrolls boxes clip and may scroll: overflow is neither visible nor clip.
	Scrolls
	// ListMarker is the box of a list item's marker.
	ListMarker
	// Control boxes are form controls: see Box.Control.
	Control
	// UAText is text that a control shows: value, placeholder, label of a
	// select. Ref is the control's.
	UAText
	// Placeholder is set with UAText for a placeholder.
	Placeholder
	// Root is the box of the document element.
	Root
	// Body is the box of the body element that is its child.
	Body
	// Turning boxes have a turned box as their only child; see turn.go.
	Turning
)

// Pseudo says which pseudo-element of Ref a box is.
type Pseudo uint8

// Pseudo-elements that make boxes.
const (
	NoPseudo Pseudo = iota
	Before
	After
	Marker
	FirstLetter
	Backdrop
	PlaceholderText
	FileButton
)

// Box is one box of the box tree. The exported fields above the line are
// structure and set by building; those below are results of the last run.
// Readers outside of this package change nothing.
type Box struct {
	Kind   Kind
	Pseudo Pseudo
	// Turn is set for a box that is laid out in turned coordinates.
	Turn  Turn
	Flags Flags
	// Ref is the element (or text node) the box is made for.
	Ref dom.Ref
	// Style is never nil. Boxes of text have the style of the parent.
	Style  *style.Computed
	Parent *Box
	First  *Box
	Last   *Box
	Next   *Box

	// Text is the text of KindText after text-transform, before white-space
	// processing. It has passed no filter; Item.Text has.
	Text string
	// Replaced describes KindReplaced boxes and controls; nil for others.
	Replaced *Replaced

	// ---- results ----

	// Container is the box whose fragment holds this box's: the containing
	// block for most boxes; the block container of the lines for inline boxes,
	// texts, atomic inlines. Nil for the viewport.
	Container *Box
	// X, Y is the corner of the border box relative to Container's border box,
	// before scrolling and transforms, relative positioning included.
	X, Y Unit
	// Frag is the result; nil for inline boxes, texts, breaks (see Line.Items)
	// and for boxes that are not laid out (columns, content of closed details).
	Frag *Fragment
	// Inline is the union of the rectangles of an inline box or text, relative
	// to Container's border box; zero when it is on no line.
	Inline Rect
	// Scroll is the used scroll offset of a scroll container, clamped to its
	// scrollable overflow: contents are painted moved by -Scroll.
	ScrollX, ScrollY Unit
	// StickX, StickY is the shift of a sticky box at the current scroll offsets;
	// not included in X, Y.
	StickX, StickY Unit

	committed *Fragment // the fragment whose results are on the boxes below
	scrolls   bool      // a scroll container is at or below it
	dead      bool      // replaced by another box or gone; see Result.Box
	cache     *cache
	ifc       *inlineContent
	bld       buildInfo
	collapsed *Edges     // border widths of table parts with collapsed borders, see tableborder.go
	grid      *tableGrid // of a table
	row       *plainRow  // of a row; see tableplain.go
}

// Is reports whether all of flags f are set.
func (b *Box) Is(f Flags) bool { return b.Flags&f == f }

// InFlow reports whether the box is neither floating nor out of flow.
func (b *Box) InFlow() bool { return b.Flags&(OutOfFlow|Floating) == 0 }

// Layers reports whether b holds anything, itself excluded, that may be painted
// apart from the flow, that can scroll, or a document. It may say so of a box that
// holds nothing of the kind.
func (b *Box) Layers() bool { return b.bld.layers }

// append links c as last child.
func (b *Box) append(c *Box) {
	const apart = OutOfFlow | TopLayer | Scrolls
	b.bld.layers = b.bld.layers || c.bld.layers || c.Flags&apart != 0 || c.Kind == KindViewport || !c.Style.Ordinary()
	c.Parent, c.Next = b, nil
	b.bld.hasGen = b.bld.hasGen || c.bld.hasGen
	if b.Last == nil {
		b.First = c
	} else {
		b.Last.Next = c
	}
	b.Last = c
}

// Replaced describes what a replaced box or a control shows.
type Replaced struct {
	Kind ReplacedKind
	// W, H is the natural size, Indefinite where there is none.
	W, H Unit
	// Ratio is the natural aspect ratio, width / height; 0 for none.
	Ratio float64
	// Alt is the alternative text of an image.
	Alt string
	// TextBaseline says that the baseline is that of a first line of text.
	TextBaseline bool
}

// ReplacedKind says what replaced content or which control a box is.
type ReplacedKind uint8

// Replaced content and controls. The controls from ControlText on lay out
// their contents as boxes (block containers with UAText), but are sized by
// rules of their own.
const (
	NotReplaced ReplacedKind = iota
	Image
	SVG
	Canvas
	Video
	Audio
	Object
	EmbeddedFrame
	ControlCheckbox
	ControlRadio
	ControlRange
	ControlProgress
	ControlMeter
	ControlColor
	ControlImage
	ControlText // text-like inputs
	ControlTextArea
	ControlSelect  // closed drop-down
	ControlListBox // select with size > 1 or multiple
	ControlButton  // button element and button-like inputs
	ControlFile
	ControlDate // date, time, month, week, datetime-local
	Redacted    // recorded placeholder of hidden content with a recorded size
	Fieldset    // a block with its Legend child in the top border
	Legend
)
