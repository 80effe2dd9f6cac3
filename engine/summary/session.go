package summary

import (
	"slices"

	"playhead/engine/event"
)

// Session is the summary of one recorded session. Unknown texts are "", unknown
// numbers 0. In JSON, times are milliseconds since the epoch, durations
// milliseconds, lengths px and sizes bytes.
type Session struct {
	ID string `json:"id"`
	// Source is what to open, as a person would type it: a file, a directory, an
	// address.
	Source string `json:"source"`
	// Shared says that the source holds other sessions too, so that the id has to
	// be named beside it.
	Shared bool `json:"shared,omitzero"`

	Start    event.Millis `json:"start"`
	End      event.Millis `json:"end"`
	Duration event.Millis `json:"duration"`
	// Active is the duration without the stretches in which the user did nothing.
	Active event.Millis `json:"active"`

	// Pages are the addresses shown, each once, in order of their first showing;
	// at most [MaxPages].
	Pages []string `json:"pages"`
	Views int      `json:"views"`
	Tabs  int      `json:"tabs"`

	// Events counts recorded events, Requests those that were seen, Failed those
	// of them that failed.
	Events   int `json:"events"`
	Clicks   int `json:"clicks"`
	Inputs   int `json:"inputs"`
	Errors   int `json:"errors"`
	Requests int `json:"requests"`
	Failed   int `json:"failed"`

	Rage        int `json:"rage"`
	Dead        int `json:"dead"`
	ErrorClicks int `json:"errorClicks"`

	// Worst is the moment to look at first, nil when nothing went wrong.
	Worst *Moment `json:"worst,omitempty"`

	UserID    string `json:"userId,omitzero"`
	UserName  string `json:"userName,omitzero"`
	UserEmail string `json:"userEmail,omitzero"`

	Browser   string  `json:"browser,omitzero"`
	OS        string  `json:"os,omitzero"`
	Device    string  `json:"device,omitzero"`
	ViewportW float64 `json:"viewportW,omitzero"`
	ViewportH float64 `json:"viewportH,omitzero"`

	Format      string `json:"format"`
	Recorder    string `json:"recorder,omitzero"`
	SDK         string `json:"sdk,omitzero"` // version of the recorder
	Application string `json:"application,omitzero"`
	Service     string `json:"service,omitzero"`
	Version     string `json:"version,omitzero"`
	Env         string `json:"env,omitzero"`
	Privacy     string `json:"privacy,omitzero"`

	// Size is the recorded data as sent or stored, Raw the same inflated.
	Size int64 `json:"size"`
	Raw  int64 `json:"raw,omitzero"`
	// Gaps is the number of stretches for which data is missing, Problems that of
	// all things wrong with the recording.
	Gaps     int `json:"gaps"`
	Problems int `json:"problems,omitzero"`
	// Live says that the session still goes on.
	Live bool `json:"live,omitzero"`
}

// Moment is a moment of a session and why it is worth a look.
type Moment struct {
	Time event.Millis `json:"time"`
	Kind string       `json:"kind"` // error, error_click, rage_click, dead_click, request
	// Title is what happened: a message, an element.
	Title string `json:"title"`
}

// MaxPages bounds [Session.Pages]; Views counts all of them.
const MaxPages = 200

// AddPage adds an address to the pages unless it is there.
func (s *Session) AddPage(url string) {
	if url != "" && len(s.Pages) < MaxPages && !slices.Contains(s.Pages, url) {
		s.Pages = append(s.Pages, url)
	}
}

// Frustrations is the number of all signs of frustration.
func (s *Session) Frustrations() int { return s.Rage + s.Dead + s.ErrorClicks }

// User names who was recorded: the name, else the mail address, else the id.
func (s *Session) User() string {
	switch {
	case s.UserName != "":
		return s.UserName
	case s.UserEmail != "":
		return s.UserEmail
	}
	return s.UserID
}
