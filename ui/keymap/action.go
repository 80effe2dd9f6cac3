package keymap

// Action is something a key, a click or the palette can ask for.
type Action uint8

// The actions. Their names in the configuration file are in the table below.
const (
	None Action = iota

	TogglePlay
	Back1
	Forward1
	Back5
	Forward5
	Back30
	Forward30
	StepBack
	StepForward
	Slower
	Faster
	NormalSpeed
	ToggleSkip
	CycleSkip
	Start
	End
	Percent // the digit is the last key of the sequence
	GoTo

	NextError
	PrevError
	NextClick
	PrevClick
	NextFrustration
	PrevFrustration
	NextPage
	PrevPage
	NextGap
	PrevGap
	NextNote
	PrevNote
	NextMark
	PrevMark
	NextRequest
	PrevRequest
	AddNote
	SetMark  // the next key names the mark
	JumpMark // the next key names the mark
	Peek
	AxisIn
	AxisOut
	AxisAll
	AxisSize

	Find
	FilterEvents
	FindNext
	FindPrev

	NextPane
	PrevPane
	PaneEvents
	PaneConsole
	PaneNetwork
	PaneErrors
	PanePerf
	PaneInfo
	PaneInspector
	Wider
	Narrower
	FullPane
	Escape

	Up
	Down
	PageUp
	PageDown
	Select
	SelectBefore
	Details
	Follow
	ClearFilter
	KindNavigation
	KindClick
	KindInput
	KindScroll
	KindError
	KindConsole
	KindRequest
	KindFrustration
	KindOther

	NodeOpen
	NodeClose
	ShowAttributes
	ShowStyle
	ShowHistory

	Zoom
	ZoomBack
	PanLeft
	PanDown
	PanUp
	PanRight
	ScrollUp
	ScrollDown
	FollowPointer
	NextTab
	PrevTab

	NextRecording
	PrevRecording
	OpenRecording
	SelectWorst
	SortNext
	SortPrev
	SortTurn
	ToggleWatched
	TogglePreview
	Statistics
	HeatMap
	SaveQuery
	NextQuery
	PrevQuery

	CycleClock
	ToggleMouse
	SelectText
	CopyText
	CopySelector
	CopyEvent
	CopyLink
	CopyFrame
	Palette
	Help
	Debug
	Suspend
	Quit

	actionCount
)

// Group is a heading of the help screen.
type Group uint8

// The groups, in the order of the help screen.
const (
	GroupPlayback Group = iota
	GroupJump
	GroupPane
	GroupInspector
	GroupStage
	GroupFind
	GroupSessions
	GroupGeneral
	groupCount
)

var groupNames = [groupCount]string{"Playback", "Jump", "Panes and lists", "Inspector", "Page", "Find and copy", "Recordings", "General"}

// String returns the heading.
func (g Group) String() string {
	if g < groupCount {
		return groupNames[g]
	}
	return ""
}

type actionInfo struct {
	name  string // in the configuration file and the palette
	help  string // what it does, in a few words
	group Group
}

var actions = [actionCount]actionInfo{
	TogglePlay:  {"toggle-play", "play, pause", GroupPlayback},
	Back1:       {"back-1", "back 1 s", GroupPlayback},
	Forward1:    {"forward-1", "forward 1 s", GroupPlayback},
	Back5:       {"back-5", "back 5 s", GroupPlayback},
	Forward5:    {"forward-5", "forward 5 s", GroupPlayback},
	Back30:      {"back-30", "back 30 s", GroupPlayback},
	Forward30:   {"forward-30", "forward 30 s", GroupPlayback},
	StepBack:    {"step-back", "previous visible change", GroupPlayback},
	StepForward: {"step-forward", "next visible change", GroupPlayback},
	Slower:      {"slower", "slower", GroupPlayback},
	Faster:      {"faster", "faster", GroupPlayback},
	NormalSpeed: {"normal-speed", "speed 1×", GroupPlayback},
	ToggleSkip:  {"toggle-skip", "skip inactivity on, off", GroupPlayback},
	CycleSkip:   {"cycle-skip", "inactivity threshold 5, 10, 30 s", GroupPlayback},
	Start:       {"start", "go to the start", GroupPlayback},
	End:         {"end", "go to the end", GroupPlayback},
	Percent:     {"percent", "go to a tenth of the whole", GroupPlayback},
	GoTo:        {"go-to", "go to a time: 1:23, 83.5, 50%, end", GroupPlayback},

	NextError:       {"next-error", "next error", GroupJump},
	PrevError:       {"previous-error", "previous error", GroupJump},
	NextClick:       {"next-click", "next click", GroupJump},
	PrevClick:       {"previous-click", "previous click", GroupJump},
	NextFrustration: {"next-frustration", "next rage or dead click", GroupJump},
	PrevFrustration: {"previous-frustration", "previous rage or dead click", GroupJump},
	NextPage:        {"next-page", "next page", GroupJump},
	PrevPage:        {"previous-page", "previous page", GroupJump},
	NextGap:         {"next-gap", "next gap", GroupJump},
	PrevGap:         {"previous-gap", "previous gap", GroupJump},
	NextNote:        {"next-note", "next note", GroupJump},
	PrevNote:        {"previous-note", "previous note", GroupJump},
	AddNote:         {"note", "note at this moment and element; change the row's", GroupJump},
	NextMark:        {"next-mark", "next mark", GroupJump},
	PrevMark:        {"previous-mark", "previous mark", GroupJump},
	NextRequest:     {"next-failed-request", "next failed request", GroupJump},
	PrevRequest:     {"previous-failed-request", "previous failed request", GroupJump},
	SetMark:         {"mark", "set mark a to z here", GroupJump},
	JumpMark:        {"go-to-mark", "go to mark a to z", GroupJump},

	Peek:     {"peek", "look at another moment, playback stays", GroupJump},
	AxisIn:   {"axis-in", "time axis: zoom in around now", GroupJump},
	AxisOut:  {"axis-out", "time axis: zoom out", GroupJump},
	AxisAll:  {"axis-all", "time axis: all of it", GroupJump},
	AxisSize: {"axis-size", "time axis: taller, the bar alone", GroupJump},

	Find:         {"find", "find what was on screen: text, /regex/, selector:x", GroupFind},
	FilterEvents: {"filter", "filter by a query, or ~letters", GroupFind},
	FindNext:     {"find-next", "next moment found, next row of the filter", GroupFind},
	FindPrev:     {"find-previous", "previous moment found, previous row", GroupFind},

	NextPane:        {"next-pane", "next pane", GroupPane},
	PrevPane:        {"previous-pane", "previous pane", GroupPane},
	PaneEvents:      {"events", "events", GroupPane},
	PaneConsole:     {"console", "console", GroupPane},
	PaneNetwork:     {"network", "network", GroupPane},
	PaneErrors:      {"errors", "errors", GroupPane},
	PanePerf:        {"performance", "performance", GroupPane},
	PaneInfo:        {"info", "info", GroupPane},
	PaneInspector:   {"inspector", "inspector of the DOM", GroupPane},
	Wider:           {"wider", "wider pane", GroupPane},
	Narrower:        {"narrower", "narrower pane", GroupPane},
	FullPane:        {"full-pane", "pane over the whole width and back", GroupPane},
	Escape:          {"escape", "back to the page, close", GroupPane},
	Up:              {"up", "up", GroupPane},
	Down:            {"down", "down", GroupPane},
	PageUp:          {"page-up", "page up", GroupPane},
	PageDown:        {"page-down", "page down", GroupPane},
	Select:          {"select", "go to the row's moment", GroupPane},
	SelectBefore:    {"select-before", "go to 2 s before the row", GroupPane},
	Details:         {"details", "all that was recorded of the row", GroupPane},
	Follow:          {"follow", "follow playback again", GroupPane},
	ClearFilter:     {"clear-filter", "show all again", GroupPane},
	KindNavigation:  {"kind-navigation", "navigations on, off", GroupPane},
	KindClick:       {"kind-click", "clicks on, off", GroupPane},
	KindInput:       {"kind-input", "inputs on, off", GroupPane},
	KindScroll:      {"kind-scroll", "scrolls on, off", GroupPane},
	KindError:       {"kind-error", "errors on, off", GroupPane},
	KindConsole:     {"kind-console", "console on, off", GroupPane},
	KindRequest:     {"kind-request", "requests on, off", GroupPane},
	KindFrustration: {"kind-frustration", "frustration on, off", GroupPane},
	KindOther:       {"kind-other", "all others on, off", GroupPane},

	NodeOpen:       {"node-open", "open the element, then go into it", GroupInspector},
	NodeClose:      {"node-close", "close the element, then go out of it", GroupInspector},
	ShowAttributes: {"attributes", "attributes of the element", GroupInspector},
	ShowStyle:      {"style", "its style, and which rules won", GroupInspector},
	ShowHistory:    {"history", "its history; enter goes to a change", GroupInspector},

	Zoom:          {"zoom", "fit, 100 %, 50 %, reader", GroupStage},
	ZoomBack:      {"zoom-back", "zoom the other way round", GroupStage},
	PanLeft:       {"pan-left", "pan left", GroupStage},
	PanDown:       {"pan-down", "pan down", GroupStage},
	PanUp:         {"pan-up", "pan up", GroupStage},
	PanRight:      {"pan-right", "pan right", GroupStage},
	ScrollUp:      {"scroll-up", "scroll the page up, whatever the user saw of it", GroupStage},
	ScrollDown:    {"scroll-down", "scroll the page down, whatever the user saw of it", GroupStage},
	FollowPointer: {"follow-pointer", "back to what the user saw", GroupStage},
	NextTab:       {"next-tab", "next browser tab", GroupStage},
	PrevTab:       {"previous-tab", "previous browser tab", GroupStage},

	NextRecording: {"next-recording", "next recording of the list", GroupSessions},
	PrevRecording: {"previous-recording", "previous recording of the list", GroupSessions},
	OpenRecording: {"open", "open the recording", GroupSessions},
	SelectWorst:   {"open-worst", "open at its worst moment", GroupSessions},
	SortNext:      {"sort-next", "sort by the next column", GroupSessions},
	SortPrev:      {"sort-previous", "sort by the previous column", GroupSessions},
	SortTurn:      {"sort-turn", "sort the other way round", GroupSessions},
	ToggleWatched: {"watched", "watched or not", GroupSessions},
	TogglePreview: {"preview", "preview on, off", GroupSessions},
	SaveQuery:     {"save-query", "keep the filter as a query, or let go of it", GroupSessions},
	NextQuery:     {"next-query", "filter by the next kept query", GroupSessions},
	PrevQuery:     {"previous-query", "filter by the previous kept query", GroupSessions},
	HeatMap:       {"heat-map", "heat map of this page over the list", GroupSessions},
	Statistics:    {"statistics", "statistics of the recordings shown; back", GroupSessions},

	CycleClock:   {"clock", "clock: relative, local, UTC, recorded", GroupGeneral},
	ToggleMouse:  {"mouse", "mouse on, off (off: select text)", GroupGeneral},
	SelectText:   {"select-text", "select on the page, or end that", GroupFind},
	CopyText:     {"copy-text", "copy the text under the selection or pointer", GroupFind},
	CopySelector: {"copy-selector", "copy the selector of the element", GroupFind},
	CopyEvent:    {"copy-event", "copy the event of the row as JSON", GroupFind},
	CopyLink:     {"copy-link", "copy the command that reopens this moment", GroupFind},
	CopyFrame:    {"copy-frame", "copy the page as text", GroupFind},
	Palette:      {"palette", "all commands", GroupGeneral},
	Help:         {"help", "keys", GroupGeneral},
	Debug:        {"debug", "measurements", GroupGeneral},
	Suspend:      {"suspend", "suspend", GroupGeneral},
	Quit:         {"quit", "close, quit", GroupGeneral},
}

// String returns the action's name as the configuration file has it.
func (a Action) String() string {
	if a < actionCount {
		return actions[a].name
	}
	return ""
}

// Help says what the action does, in a few words.
func (a Action) Help() string {
	if a < actionCount {
		return actions[a].help
	}
	return ""
}

// Group is the heading the action stands under.
func (a Action) Group() Group {
	if a < actionCount {
		return actions[a].group
	}
	return GroupGeneral
}

// ActionByName returns the action of that name, None when there is none.
func ActionByName(name string) Action {
	for a := None + 1; a < actionCount; a++ {
		if actions[a].name == name {
			return a
		}
	}
	return None
}

// All returns every action in the order of the table.
func All() []Action {
	as := make([]Action, 0, actionCount-1)
	for a := None + 1; a < actionCount; a++ {
		as = append(as, a)
	}
	return as
}
