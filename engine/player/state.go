package player

import (
	"playhead/engine/dom"
	"playhead/engine/event"
)

// State is the page at one moment, with what the user was doing. It never
// changes and may be read by any goroutine.
type State struct {
	// Tree is frozen. Equal pointers mean an equal page.
	Tree *dom.Tree
	// Time is the moment asked for.
	Time event.Millis
	// Index is the number of events of the track that have been applied.
	Index int
	// View is the index of the view in the track's views, -1 before the first.
	View    int32
	Pointer Pointer
	// Trail is where the pointer was in the last TrailLength, oldest first; the
	// last one is the pointer's own position.
	Trail []Sample
	// Clicks are the presses of the last ClickLength, oldest first.
	Clicks []Click
	// Changes are the changes of form fields in the last ChangeLength, oldest
	// first.
	Changes []Change
	// Hover, Active and Focus are the elements under the pointer, pressed, and
	// focused; NoNode where there is none or it is gone.
	Hover, Active, Focus event.NodeID
	// Gap says which recorded data is missing at this moment, "" for none.
	Gap string
	// Ended is set where the view has ended and no other has begun.
	Ended bool
}

// How far a state looks back, in recorded ms.
const (
	TrailLength event.Millis = 1000
	ClickLength event.Millis = 2000
)

// Pointer is where the pointer is, in px of the layout viewport.
type Pointer struct {
	X, Y float64
	// Node is the element that the recording names under it, NoNode when none.
	Node   event.NodeID
	Device event.PointerType
	// Visible is false before the first recorded position, and for touch while
	// no finger is down.
	Visible bool
	// Down is set while a button or finger is down.
	Down bool
}

// Sample is one recorded position of the pointer.
type Sample struct {
	Time event.Millis
	X, Y float64
	Node event.NodeID
}

// Click is a recent press, release or click.
type Click struct {
	Sample
	Kind   event.Interaction
	Device event.PointerType
	// Age is the time since, in recorded ms.
	Age event.Millis
}
