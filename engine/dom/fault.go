package dom

import "playhead/engine/event"

// Fault says why an operation could not be applied, or not as recorded. The
// zero value means that it was.
type Fault uint8

// Faults.
const (
	FaultNone        Fault = iota
	FaultUnknownNode       // the operation's node does not exist
	FaultUnknownRef        // the parent or sibling of an inserted node does not exist (yet)
	FaultNoSnapshot        // a change before any full snapshot
	FaultWrongType         // the operation does not fit the node's type
	FaultCycle             // a node would become its own ancestor
	FaultNodes             // more nodes than MaxNodes
	FaultDepth             // deeper than MaxDepth
	FaultSize              // too many attributes, sheets, edits, or too long a text
	FaultUnreadable        // dropped: data before it is missing (see Page.Frozen)
	faultCount
)

var faultNames = [faultCount]string{
	"", "unknown node", "unknown parent or sibling", "change before the first full snapshot",
	"operation does not fit the node's type", "node would contain itself", "too many nodes",
	"nested too deeply", "too large", "unreadable after missing data",
}

// String returns what is wrong in words, "" for FaultNone.
func (f Fault) String() string {
	if f < faultCount {
		return faultNames[f]
	}
	return "unknown fault"
}

// Problem returns the kind under which the fault is counted; f must not be
// FaultNone.
func (f Fault) Problem() event.ProblemKind {
	switch f {
	case FaultUnknownNode, FaultUnknownRef:
		return event.ProblemUnknownNode
	case FaultNoSnapshot:
		return event.ProblemNoSnapshot
	case FaultNodes, FaultDepth, FaultSize:
		return event.ProblemLimit
	case FaultUnreadable:
		return event.ProblemMissing
	default:
		return event.ProblemSyntax
	}
}

// Limits of a tree, against recordings that are damaged or hostile. Real pages
// stay far below: browsers' parsers stop nesting at 512.
const (
	MaxNodes   = 1 << 20
	MaxDepth   = 1024
	maxAttrs   = 1024    // attributes of one element
	maxStyle   = 1 << 18 // bytes of a style attribute that is edited by property
	maxSheets  = 1 << 14 // constructed sheets
	maxEdits   = 1 << 20 // edits of one sheet
	maxOrphans = 256     // nodes that wait for their parent
	maxRadios  = 4096    // checked radio buttons that are watched
	maxClasses = 4096    // classes of one element
)
