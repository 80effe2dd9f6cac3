package loader

import "playhead/engine/event"

// Format is the family of a recording.
type Format uint8

// The formats.
const (
	FormatUnknown Format = iota
	FormatDatadog        // Datadog Session Replay segments
	FormatRRWeb          // rrweb events
	FormatHTML           // a plain HTML file: one still page
)

var formatNames = [...]string{"unknown", "datadog", "rrweb", "html"}

// String returns the format's name in lower case.
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return "unknown"
}

// Info is what is known about a session. Unknown texts are "", unknown numbers
// 0.
type Info struct {
	Format Format
	// Recorder names the recorder, RecorderVersion its version where the sources
	// tell (request headers, RUM events).
	Recorder, RecorderVersion string
	// Encoding says how Datadog records are encoded: "V1 records" or "Changes".
	Encoding string

	SessionID, ApplicationID string
	User                     User
	Browser, OS, Device      string
	Service, Version, Env    string
	// Privacy is the default privacy level where known: mask, mask-user-input,
	// mask-unless-allowlisted, allow.
	Privacy string
	// Source is the platform: browser, android, ios, …
	Source string
	// TimeZone is that of the user's device as an IANA name.
	TimeZone string

	Start, End event.Millis
	// ViewportW and ViewportH are the first layout viewport in px.
	ViewportW, ViewportH float64

	Tracks, Views, FullSnapshots int
	// Segments is the number of Datadog segments; 0 for other formats.
	Segments int
	// Events counts events of all tracks by kind, gaps included.
	Events []KindCount
	// Entries is the number of entries beside the tracks.
	Entries int

	// BytesWire is the size of the session's recorded data as sent or stored
	// (compressed as it was), without RUM events and duplicates; BytesRaw the
	// same inflated.
	BytesWire, BytesRaw int64

	Gaps []Gap
	// Dropped says what of the sources is not part of the session, and why.
	Dropped []Dropped
	// Sessions lists all sessions found in the sources, the chosen one included,
	// in order of start.
	Sessions []Session
}

// Duration is the time from the first to the last event.
func (i Info) Duration() event.Millis { return i.End - i.Start }

// KBPerMinute is the recorded data on the wire in kB (1000 bytes) per minute;
// 0 for recordings without duration.
func (i Info) KBPerMinute() float64 {
	d := i.Duration()
	if d <= 0 {
		return 0
	}
	return float64(i.BytesWire) / 1000 / (float64(d) / 60000)
}

// User is who was recorded.
type User struct {
	ID, Name, Email string
}

// KindCount is the number of events of one kind.
type KindCount struct {
	Kind  event.Kind
	Count int
}

// Gap is a stretch for which recorded data is missing.
type Gap struct {
	Track int // index of the track
	View  string
	// Start is the last time before the gap, End the first after it; End is 0
	// when nothing follows.
	Start, End event.Millis
	// What says what is missing, as "segments 3 to 5".
	What string
}

// Dropped counts parts of the sources that are not part of the session.
type Dropped struct {
	Reason string // "duplicate segment", "not a recording", "other session", …
	Count  int
	Bytes  int64
	// Example is the place of the first.
	Example string
}

// Session is a session found in the sources.
type Session struct {
	ID         string
	Start, End event.Millis
	Segments   int
	Chosen     bool
}
