package loader

import "playhead/engine/summary"

// Summary returns what loading told for the summary of the session. What
// happened in it is for whoever looks at the events. source is what opens the
// recording, as a person would type it.
func (r *Recording) Summary(source string) summary.Session {
	i := r.Info()
	s := summary.Session{
		ID: i.SessionID, Source: source, Shared: len(i.Sessions) > 1,
		Start: i.Start, End: i.End, Duration: i.Duration(), Pages: []string{}, Views: i.Views, Tabs: i.Tracks,
		UserID: i.User.ID, UserName: i.User.Name, UserEmail: i.User.Email,
		Browser: i.Browser, OS: i.OS, Device: i.Device, ViewportW: i.ViewportW, ViewportH: i.ViewportH,
		Format: i.Format.String(), Recorder: i.Recorder, SDK: i.RecorderVersion, Application: i.ApplicationID,
		Service: i.Service, Version: i.Version, Env: i.Env, Privacy: i.Privacy,
		Size: i.BytesWire, Raw: i.BytesRaw, Gaps: len(i.Gaps), Problems: r.Problems().Total(),
	}
	for _, t := range r.Tracks() {
		for _, v := range t.Views() {
			s.AddPage(v.URL)
		}
	}
	return s
}
