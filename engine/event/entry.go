package event

// EntryKind classifies an [Entry].
type EntryKind uint8

// Kinds of entries. The first group is derived from a track while it is
// replayed, the second comes from the recording as it is.
const (
	EntryNavigation EntryKind = iota
	EntryClick
	EntryInput
	EntryScroll
	EntryResize
	EntryFocus
	EntryFrustration
	EntryGap

	EntryError
	EntryConsole
	EntryRequest
	EntryAction
	EntryLongTask
	EntryVital
	EntryCustom
	entryCount
)

var entryNames = [entryCount]string{
	"navigation", "click", "input", "scroll", "resize", "focus", "frustration", "gap",
	"error", "console", "request", "action", "long-task", "vital", "custom",
}

// String returns the kind's name in lower case.
func (k EntryKind) String() string {
	if k < entryCount {
		return entryNames[k]
	}
	return "unknown"
}

// Severity of an entry.
type Severity uint8

// Severities.
const (
	Info Severity = iota
	Warning
	Bad
)

// Field is one named value of an entry, for details and queries. Order is that
// of display.
type Field struct {
	Name, Value string
}

// Entry is something that happened at a moment: a row of the event list, a
// marker of the timeline.
type Entry struct {
	Time     Millis
	Duration Millis // 0 for a moment
	Kind     EntryKind
	Severity Severity
	// Track is the index of the tab it belongs to, -1 when it belongs to none.
	Track int32
	// Node is the element concerned, NoNode when none or unknown.
	Node NodeID
	// X, Y is the place in the layout viewport in px where HasXY.
	X, Y  float64
	HasXY bool
	// Title is the row's text: the clicked element's label, the message, the URL.
	Title string
	// Fields are details: status, method, stack, source, …
	Fields []Field
}

// Get returns the value of the named field, "" when there is none.
func (e *Entry) Get(name string) string {
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}
