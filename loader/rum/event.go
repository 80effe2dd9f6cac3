package rum

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"playhead/engine/event"
)

// ErrNotRUM says that a value is JSON but no RUM event.
var ErrNotRUM = errors.New("not a RUM event")

// Event is what one RUM event tells.
type Event struct {
	// Type is view, view_update, action, error, resource, long_task, vital or a
	// type not known here.
	Type string
	// Session, View, Application and Tab are ids, "" when absent.
	Session, View, Application, Tab string
	// URL is the address of the view the event belongs to.
	URL  string
	Time event.Millis
	// Entry is the row for the event list; nil for views and unknown types.
	Entry *event.Entry
	// Env is what the event tells about user and environment.
	Env Env

	version int64
	raw     []byte // view and view_update: the event's bytes
}

// Version is the document version of a view event: of several events for one
// view, the one with the highest is right.
func (e *Event) Version() int64 { return e.version }

// Env is user and environment. Unknown fields are "".
type Env struct {
	UserID, UserName, UserEmail string
	Browser, OS, Device         string
	Service, Version, Env       string
	SDKVersion                  string
	Privacy                     string // default privacy level of the replay
	Source                      string
	TimeZone                    string // of the user's device, an IANA name
}

// Merge fills fields that are unknown in e from o.
func (e *Env) Merge(o Env) {
	fill := func(dst *string, src string) {
		if *dst == "" {
			*dst = src
		}
	}
	fill(&e.UserID, o.UserID)
	fill(&e.UserName, o.UserName)
	fill(&e.UserEmail, o.UserEmail)
	fill(&e.Browser, o.Browser)
	fill(&e.OS, o.OS)
	fill(&e.Device, o.Device)
	fill(&e.Service, o.Service)
	fill(&e.Version, o.Version)
	fill(&e.Env, o.Env)
	fill(&e.SDKVersion, o.SDKVersion)
	fill(&e.Privacy, o.Privacy)
	fill(&e.Source, o.Source)
	fill(&e.TimeZone, o.TimeZone)
}

// text is a string that tolerates other JSON types: SDKs are lenient about what
// applications pass as names and ids.
type text string

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (t *text) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	switch v.Kind() {
	case '"':
		b, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			return err
		}
		*t = text(b)
	case '0', 't', 'f':
		*t = text(string(v))
	}
	return nil
}

// number is a number that takes anything else for 0.
type number float64

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (n *number) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() != '0' {
		return d.SkipValue()
	}
	t, err := d.ReadToken()
	if err != nil {
		return err
	}
	v, err := t.Float()
	if err == nil {
		*n = number(v)
	}
	return nil // a number beyond float64 counts as 0
}

type named struct {
	ID      text `json:"id"`
	Name    text `json:"name"`
	Version text `json:"version"`
	Email   text `json:"email"`
	Type    text `json:"type"`
	Brand   text `json:"brand"`
	Model   text `json:"model"`
}

type device struct {
	named
	TimeZone text `json:"time_zone"`
}

// wire is the part of a RUM event that is read.
type wire struct {
	Type        text   `json:"type"`
	Date        number `json:"date"`
	Application named  `json:"application"`
	Session     named  `json:"session"`
	Tab         named  `json:"tab"`
	View        struct {
		ID  text `json:"id"`
		URL text `json:"url"`
	} `json:"view"`
	User    named  `json:"usr"`
	Browser named  `json:"browser"`
	OS      named  `json:"os"`
	Device  device `json:"device"`
	Service text   `json:"service"`
	Version text   `json:"version"`
	Source  text   `json:"source"`
	Tags    text   `json:"ddtags"`
	Privacy struct {
		Level text `json:"replay_level"`
	} `json:"privacy"`
	DD struct {
		DocumentVersion number `json:"document_version"`
		Action          struct {
			Target struct {
				Selector text   `json:"selector"`
				Width    number `json:"width"`
				Height   number `json:"height"`
			} `json:"target"`
			Position struct {
				X number `json:"x"`
				Y number `json:"y"`
			} `json:"position"`
		} `json:"action"`
	} `json:"_dd"`

	Action   *action   `json:"action"`
	Error    *failure  `json:"error"`
	Resource *resource `json:"resource"`
	LongTask *longTask `json:"long_task"`
	Vital    *vital    `json:"vital"`
}

// Parse reads one RUM event. What it does not know it passes over; damaged JSON
// and values that are no RUM event give an error. The event keeps no reference
// to b, except that views keep a copy.
func Parse(b []byte) (*Event, error) {
	var w wire
	if err := json.Unmarshal(b, &w, lenient); err != nil {
		return nil, fmt.Errorf("RUM event: %w", err)
	}
	if w.Type == "" || w.Date == 0 {
		return nil, ErrNotRUM
	}
	e := &Event{
		Type: string(w.Type), Session: string(w.Session.ID), View: string(w.View.ID),
		Application: string(w.Application.ID), Tab: string(w.Tab.ID), URL: string(w.View.URL),
		Time: millis(w.Date), Env: w.env(), version: int64(w.DD.DocumentVersion),
	}
	switch {
	case w.Type == "view" || w.Type == "view_update":
		e.raw = append([]byte(nil), b...)
	default:
		e.Entry = w.entry()
	}
	return e, nil
}

// lenient accepts what browsers let through: repeated names and lone surrogates.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// millis bounds a time or duration to what fits.
func millis(n number) event.Millis {
	const most = 1 << 52
	switch {
	case n != n: // NaN
		return 0
	case n > most:
		return most
	case n < -most:
		return -most
	}
	return event.Millis(n)
}

func (w *wire) env() Env {
	e := Env{
		UserID: string(w.User.ID), UserName: string(w.User.Name), UserEmail: string(w.User.Email),
		Browser: join(w.Browser.Name, w.Browser.Version), OS: join(w.OS.Name, w.OS.Version),
		Device: join(w.Device.Brand, w.Device.Model), Service: string(w.Service), Version: string(w.Version),
		Privacy: string(w.Privacy.Level), Source: string(w.Source),
		TimeZone: string(w.Device.TimeZone),
	}
	if e.Device == "" {
		e.Device = join(w.Device.Name, w.Device.Type)
	}
	for tag := range strings.SplitSeq(string(w.Tags), ",") {
		name, value, _ := strings.Cut(tag, ":")
		switch name {
		case "sdk_version":
			e.SDKVersion = value
		case "env":
			e.Env = value
		}
	}
	return e
}

func join(a, b text) string {
	return strings.TrimSpace(string(a) + " " + string(b))
}
