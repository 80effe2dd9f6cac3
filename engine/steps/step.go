package steps

import "playhead/engine/event"

// Action is what the user did.
type Action uint8

// The actions.
const (
	Open        Action = iota // opens URL in a tab
	Click                     // clicks Target
	DoubleClick               // double-clicks Target
	RightClick                // opens the context menu of Target
	Fill                      // replaces the value of Target by Value
	Choose                    // chooses option Value of Target
	Tick                      // ticks checkbox or radio button Target
	Untick                    // unticks checkbox Target
	Set                       // moves the slider, picker or similar Target to Value
	Dismiss                   // closes the dialog Target without clicking: the Escape key
	Back                      // goes back in the history, to URL
	Resize                    // resizes the viewport to W×H px
	Scroll                    // scrolls Target, or the page
	actionCount
)

var actionNames = [actionCount]string{
	"open", "click", "double-click", "right-click", "fill", "choose", "tick", "untick", "set", "dismiss", "back", "resize", "scroll",
}

// String returns the action's name in lower case.
func (a Action) String() string {
	if a < actionCount {
		return actionNames[a]
	}
	return "unknown"
}

// Step is one thing that the user did, with what came of it.
type Step struct {
	// Time is when it was done, or began.
	Time event.Millis
	// Tab is the index of the track.
	Tab    int
	Action Action
	// Target is the element concerned, nil where there is none or it is unknown.
	Target *Target
	// Value is what was entered or chosen. Where Masked, the recorder replaced it.
	Value  string
	Masked bool
	// Count is how often it was done in a row, at least 1. Where Dismissed, the
	// dialog that opened was closed each time without a click.
	Count     int
	Dismissed bool
	// Enter says that the Enter key followed what was filled in, as its effect
	// shows: keys are not recorded.
	Enter bool
	// URL is the page on which it was done; the page opened for Open and Back.
	URL string
	// W, H is the viewport in px after a Resize, and at an Open.
	W, H float64
	// Frustration names the signals on it: rage_click, dead_click, error_click.
	Frustration []string
	// Inferred is set where the recording shows only the effect.
	Inferred bool
	// Outcomes are what came of it before the next step, in order of time.
	Outcomes []Outcome
}

// OutcomeKind classifies an Outcome.
type OutcomeKind uint8

// The kinds of outcomes.
const (
	Navigated   OutcomeKind = iota // the page's address became Text
	Requested                      // a request was answered
	FailedError                    // a script error or an error on the console: Text
	Opened                         // a dialog opened; Text is its name
	Closed                         // a dialog closed
	Announced                      // the page said Text in a live region or an alert
	Lost                           // recorded data is missing from here on: Text
	submitted                      // what was filled in took effect: makes Step.Enter
	outcomeCount
)

var outcomeNames = [outcomeCount]string{"navigated", "requested", "error", "opened", "closed", "announced", "gap", "submitted"}

// String returns the kind's name in lower case.
func (k OutcomeKind) String() string {
	if k < outcomeCount {
		return outcomeNames[k]
	}
	return "unknown"
}

// Outcome is one thing that came of a step.
type Outcome struct {
	Time event.Millis
	Kind OutcomeKind
	Text string
	// Target is the dialog or region concerned.
	Target *Target
	// Method, URL, Type and Status describe a request; Status is 0 when it had no
	// answer. Failed says that it was refused or unanswered.
	Method, URL, Type string
	Status            int
	Failed            bool
	// Console says that an error was a line of the console.
	Console bool
	// Foreign says that a request went to another origin than the page's.
	Foreign bool
	// Varies says that an announcement was repeated with other numbers.
	Varies bool

	early bool // it came before what the user did at the same moment
}
