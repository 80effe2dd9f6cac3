package event

// Millis is a point in time: milliseconds since the Unix epoch. Differences of
// two points are plain Millis as well.
type Millis int64

// NodeID is a node's recorded id. Ids are unique from one full snapshot of a
// track to the next; [OpReset] ends their life. Ids of recordings are not
// trusted to be dense or small.
type NodeID int32

const (
	// NoNode stands for an absent reference.
	NoNode NodeID = -1
	// Window is the target of scroll operations on the page itself in formats
	// that do not name the document; decoders translate a recorded document id
	// to it where they know it, the DOM treats both alike.
	Window NodeID = -2
)

// SheetID is the recorded id of a constructed style sheet (adopted sheets, the
// implicit sheet ids of Datadog Changes). It lives as long as the NodeIDs do.
type SheetID int32

// NoSheet stands for an absent sheet reference: the operation addresses the
// sheet that belongs to Op.Node.
const NoSheet SheetID = -1

// Kind is the coarse class of an event, known from the index without decoding
// the event. It serves to skip what a question does not need.
type Kind uint8

// The kinds of events.
const (
	KindOther       Kind = iota // no effect on the page: load events, custom, plugin, unknown
	KindSnapshot                // full snapshot: starts with OpReset; replay can start here
	KindMutation                // nodes, attributes, texts, Datadog change records
	KindPointer                 // pointer or touch positions, possibly many with own times
	KindInteraction             // clicks, presses, touches, element focus and blur
	KindScroll                  // scroll position of an element or the window
	KindInput                   // form state
	KindViewport                // meta (URL, viewport), resize, visual viewport
	KindMedia                   // media playback
	KindSheet                   // style sheet rules, declarations, adopted sheets
	KindFocus                   // the page (not an element) gained or lost focus
	KindSelection               // text selection
	KindPicture                 // canvas content
	KindViewEnd                 // end of a view
	KindFrustration             // recorded rage, dead or error clicks
	KindGap                     // recorded data is missing from here on; see OpGap
	kindCount
)

var kindNames = [kindCount]string{
	"other", "snapshot", "mutation", "pointer", "interaction", "scroll", "input", "viewport",
	"media", "sheet", "focus", "selection", "picture", "view-end", "frustration", "gap",
}

// String returns the kind's name in lower case, as `playhead events` prints it.
func (k Kind) String() string {
	if k < kindCount {
		return kindNames[k]
	}
	return "unknown"
}

// ChangesPage reports whether events of this kind can change what the page
// looks like without regard to pointer and focus.
func (k Kind) ChangesPage() bool {
	switch k {
	case KindSnapshot, KindMutation, KindScroll, KindInput, KindViewport, KindMedia, KindSheet, KindPicture:
		return true
	default:
		return false
	}
}

// UserInput reports whether events of this kind come from the user's hand; the
// inactivity map and the activity histogram count these.
func (k Kind) UserInput() bool {
	switch k {
	case KindPointer, KindInteraction, KindScroll, KindInput, KindSelection:
		return true
	default:
		return false
	}
}

// Meta is what the index knows of an event.
type Meta struct {
	// Time is when the event takes effect. It never decreases along a track:
	// events stamped earlier than one that precedes them in recorded order take
	// the predecessor's time.
	Time Millis
	// View is the index of the event's view in the track's Views; -1 before the
	// first.
	View int32
	Kind Kind
}

// Track is the recorded stream of one browser tab (or rrweb window). Methods
// are safe for concurrent use; Len grows while the recording loads, and the
// values at indexes below a returned Len never change. (Late segments that
// belong before what was already published produce a new Track revision from
// the loader, never a silent change.)
type Track interface {
	// Len is the number of events indexed so far.
	Len() int
	// Meta returns what the index knows of event i, 0 <= i < Len().
	Meta(i int) Meta
	// Decode appends the operations of event i to b, in the order in which they
	// are applied. What cannot be decoded is appended to b.Problems; the rest of
	// the event is still there. Strings in b stay valid for ever.
	Decode(i int, b *Batch)
}

// Batch receives decoded operations. It is reused from event to event.
type Batch struct {
	Ops      []Op
	Problems []Problem
}

// keptOps is how many operations a batch has memory for even if it holds few.
const keptOps = 1024

// Reset empties the batch and keeps its memory, but for what only a snapshot
// before needed.
func (b *Batch) Reset() {
	if cap(b.Ops) > keptOps && len(b.Ops) < cap(b.Ops)/8 {
		b.Ops = nil
	}
	clear(b.Ops)
	b.Ops = b.Ops[:0]
	b.Problems = b.Problems[:0]
}

// Add appends one operation and returns it for filling in. The pointer is valid
// until the next Add.
func (b *Batch) Add(kind OpKind) *Op {
	b.Ops = append(b.Ops, Op{Kind: kind, Node: NoNode, Ref: NoNode, Sheet: NoSheet})
	return &b.Ops[len(b.Ops)-1]
}

// ProblemKind classifies what is wrong with a recording; counts are kept per
// kind.
type ProblemKind uint8

// The kinds of problems.
const (
	ProblemSyntax      ProblemKind = iota // bytes that are not what the format says
	ProblemTruncated                      // input ends within a value
	ProblemUnknownType                    // a record, event or source type we do not know
	ProblemVersion                        // newer format version than we know
	ProblemUnknownNode                    // operation on a node id that does not exist
	ProblemMissing                        // a segment or an event that should be there
	ProblemDuplicate                      // the same segment or event again, dropped
	ProblemLimit                          // a size, depth or count limit was reached
	ProblemNoSnapshot                     // changes before any full snapshot
	ProblemUnsupported                    // known but not shown (canvas commands, …)
	ProblemClock                          // time stamps that run backwards or jump
	problemCount
)

var problemNames = [problemCount]string{
	"syntax", "truncated", "unknown-type", "version", "unknown-node", "missing",
	"duplicate", "limit", "no-snapshot", "unsupported", "clock",
}

// String returns the kind's name in lower case.
func (k ProblemKind) String() string {
	if k < problemCount {
		return problemNames[k]
	}
	return "unknown"
}

// Problem is one thing that is wrong with a recording: counted, shown in
// `info`, never fatal.
type Problem struct {
	Kind ProblemKind
	// Detail says what, in words for people, with the values concerned.
	Detail string
	// Place says where: file, segment, record, byte; empty when unknown.
	Place string
	// Time is when in the recording, 0 when unknown.
	Time Millis
}
