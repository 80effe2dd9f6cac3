package event

// OpKind says what an [Op] does and which of its fields matter.
type OpKind uint8

// The operations. For each, the fields used beside Kind are listed.
const (
	OpNone OpKind = iota

	// OpReset drops the page: nodes, ids, sheets, scroll and form state. A full
	// snapshot follows in the same event.
	OpReset
	// OpInsert adds a new node. Node: its id; Type, Name, Attrs, Text; Ref and
	// Where: its place. Inserting an id that exists moves nothing: the old node
	// is dropped first (both recorders send a moved node as remove and add).
	OpInsert
	// OpRemove removes Node with all below it.
	OpRemove
	// OpAttr sets attribute Name of Node to Text.
	OpAttr
	// OpAttrDel removes attribute Name of Node.
	OpAttrDel
	// OpStyleProp sets property Name of Node's inline style to Text, with
	// priority Text2 ("" or "important"); OpStylePropDel removes it.
	OpStyleProp
	OpStylePropDel
	// OpText replaces the character data of Node by Text.
	OpText

	// OpValue sets the live value of form control Node to Text.
	OpValue
	// OpChecked sets the live checked or selected state of Node to On.
	OpChecked
	// OpIndeterminate sets the checkbox Node to indeterminate.
	OpIndeterminate
	// OpInput is an input event that carries both: Text is the value, On the
	// checked state; which one counts depends on the control.
	OpInput
	// OpScroll sets the scroll offset of Node (or Window) to X, Y in px.
	OpScroll
	// OpSize sets the recorded border-box size W, H of the placeholder Node
	// (hidden or blocked content).
	OpSize
	// OpMedia sets the playback state of Node: Media; X is the current time in
	// seconds where recorded, else negative.
	OpMedia
	// OpDialog sets the open state of dialog Node: On, Modal. Other elements ignore
	// it: a change of an attribute does not always tell what it is on.
	OpDialog
	// OpPicture sets the pixels of Node (canvas, image): Text is a data URL or
	// the name of a picture that the recording carries.
	OpPicture

	// OpSheetText sets the whole text of the sheet of Node (a style or link
	// element) or of Sheet: Text, or Texts with one rule each.
	OpSheetText
	// OpSheetNew defines Sheet: Texts (rules, or one text), its media list in Name;
	// On when it is disabled.
	OpSheetNew
	// OpSheetInsert inserts rule Text at Path into the sheet of Node or Sheet.
	// Path names the index in the sheet's rules, then in nested rules.
	OpSheetInsert
	// OpSheetDelete deletes the rule at Path.
	OpSheetDelete
	// OpSheetDecl sets declaration Name: Text (priority Text2) of the rule at
	// Path; OpSheetDeclDel removes declaration Name of it.
	OpSheetDecl
	OpSheetDeclDel
	// OpSheetAttach replaces the sheets attached to Node (document, shadow root,
	// style or link element) by Sheets. A sheet may be defined only later.
	OpSheetAttach

	// OpURL sets the page's address to Text and the layout viewport to W, H px.
	OpURL
	// OpViewport sets the layout viewport to W, H px.
	OpViewport
	// OpVisualViewport sets the visual viewport: X, Y offset in the layout
	// viewport, W, H size in px, Scale its pinch zoom factor.
	OpVisualViewport
	// OpPageFocus says whether the page has focus: On.
	OpPageFocus
	// OpViewEnd ends the view.
	OpViewEnd

	// OpPointer moves the pointer to X, Y (px in the layout viewport) over Node,
	// DT ms after the event's time (usually negative or 0). Pointer says which
	// device.
	OpPointer
	// OpInteraction is a press, release, click, …: Interaction; Node, X, Y where
	// HasXY, Pointer.
	OpInteraction
	// OpSelection replaces the text selection by Ranges.
	OpSelection
	// OpFrustration marks recorded frustration: Text is one of rage_click,
	// dead_click, error_click; EventIDs the events meant.
	OpFrustration
	// OpEventID gives the recorded id (EventIDs[0]) of the event itself.
	OpEventID
	// OpGap says that recorded data is missing here: Text says what. Until the
	// next OpReset the page shows the last good state. When On is set later
	// changes are unreadable (a Change stream), otherwise they are applied.
	OpGap
	// OpEntry carries an entry of the stream itself (console, custom event).
	OpEntry
)

// NodeType is the type of an inserted node, numbered as the DOM numbers them
// (DOM §4.4) where it does.
type NodeType uint8

// Node types.
const (
	NodeElement    NodeType = 1
	NodeText       NodeType = 3
	NodeCData      NodeType = 4
	NodeComment    NodeType = 8
	NodeDocument   NodeType = 9
	NodeDoctype    NodeType = 10
	NodeShadowRoot NodeType = 11 // a document fragment that is the shadow root of Ref
)

// Where says how Op.Ref gives the place of an inserted node.
type Where uint8

// Places of an inserted node.
const (
	// AtRoot makes the node the track's document. Ref is unused.
	AtRoot Where = iota
	// LastChildOf appends the node to the children of Ref. A document inserted
	// so below an iframe becomes its content document, a shadow root the host's.
	LastChildOf
	// Before inserts the node right before its sibling Ref.
	Before
	// After inserts the node right after its sibling Ref.
	After
)

// Namespace of an element.
type Namespace uint8

// Namespaces.
const (
	HTML Namespace = iota
	SVG
	MathML
)

// MediaState of a media element.
type MediaState uint8

// Media states.
const (
	MediaUnknown MediaState = iota
	MediaPlaying
	MediaPaused
)

// PointerType is the device behind a pointer.
type PointerType uint8

// Pointer types.
const (
	PointerMouse PointerType = iota
	PointerPen
	PointerTouch
)

// Interaction is what the pointer or focus did.
type Interaction uint8

// Interactions; both families share the first ten numbers.
const (
	MouseUp Interaction = iota
	MouseDown
	Click
	ContextMenu
	DblClick
	Focus
	Blur
	TouchStart
	TouchMoveDeparted
	TouchEnd
	TouchCancel
	interactionCount
)

var interactionNames = [interactionCount]string{
	"mouse-up", "mouse-down", "click", "context-menu", "double-click", "focus", "blur",
	"touch-start", "touch-move", "touch-end", "touch-cancel",
}

// String returns the interaction's name in lower case.
func (i Interaction) String() string {
	if i < interactionCount {
		return interactionNames[i]
	}
	return "unknown"
}

// Attr is a recorded attribute. Names keep the case in which they were
// recorded; the DOM lowers them for HTML elements.
type Attr struct {
	Name, Value string
}

// Range is a selected range of text between two boundary points (DOM §5.3).
type Range struct {
	Start, End             NodeID
	StartOffset, EndOffset int32
}

// Op is one operation. It is a plain union: Kind says which fields matter.
type Op struct {
	Kind        OpKind
	Type        NodeType
	NS          Namespace
	Where       Where
	Interaction Interaction
	Pointer     PointerType
	Media       MediaState
	On          bool // meaning by Kind
	Modal       bool // OpDialog; OpInsert: the text node belongs to a style element
	HasXY       bool

	Node  NodeID
	Ref   NodeID
	Sheet SheetID
	DT    int32 // ms

	X, Y, W, H, Scale float64

	Name, Text, Text2 string

	Attrs    []Attr
	Texts    []string
	Sheets   []SheetID
	Path     []int32
	Ranges   []Range
	EventIDs []int64
	Entry    *Entry
}
