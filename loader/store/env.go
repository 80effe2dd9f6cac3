package store

import (
	"cmp"
	"strings"

	"playhead/engine/summary"
	"playhead/loader/parcel"
	"playhead/loader/rum"
)

// env is what was told of a session's user and environment: by name, the value
// that was told last. What came in first does not matter, so that the order of
// requests does not.
type env map[string]told

type told struct {
	Time  int64  `json:"t"`
	Value string `json:"v"`
}

func (e *env) set(name, value string, t int64) {
	if value = clean(value); value == "" {
		return
	}
	if *e == nil {
		*e = env{}
	}
	old := (*e)[name]
	if cmp.Or(cmp.Compare(t, old.Time), cmp.Compare(value, old.Value)) > 0 {
		(*e)[name] = told{t, value}
	}
}

// request takes what a request told of the recorder.
func (e *env) request(n *parcel.Parcel) {
	e.set("request sdk", n.SDK, n.Start)
	e.set("agent", n.Agent, n.Start)
}

// event takes what a RUM event tells.
func (e *env) event(v *rum.Event) {
	t := int64(v.Time)
	for _, f := range [...]struct{ name, value string }{
		{"user id", v.Env.UserID}, {"user name", v.Env.UserName}, {"user email", v.Env.UserEmail},
		{"browser", v.Env.Browser}, {"os", v.Env.OS}, {"device", v.Env.Device},
		{"service", v.Env.Service}, {"version", v.Env.Version}, {"env", v.Env.Env},
		{"sdk", v.Env.SDKVersion}, {"privacy", v.Env.Privacy},
	} {
		e.set(f.name, f.value, t)
	}
}

// fill writes it to a summary.
func (e env) fill(s *summary.Session) {
	for _, f := range [...]struct {
		name string
		to   *string
	}{
		{"user id", &s.UserID}, {"user name", &s.UserName}, {"user email", &s.UserEmail},
		{"browser", &s.Browser}, {"os", &s.OS}, {"device", &s.Device},
		{"service", &s.Service}, {"version", &s.Version}, {"env", &s.Env}, {"privacy", &s.Privacy},
	} {
		if v := e[f.name].Value; v != "" {
			*f.to = v
		}
	}
	s.SDK = cmp.Or(e["request sdk"].Value, e["sdk"].Value, s.SDK)
}

// clean makes a text fit for every database: valid UTF-8 without NUL, not
// endless.
func clean(s string) string {
	const most = 2000
	if len(s) > most {
		s = s[:most]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
