package loader

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"playhead/engine/event"
	"playhead/loader/container"
	"playhead/loader/rum"
)

// session is one session found in the sources, with all that belongs to it. It
// belongs to the loading goroutine.
type session struct {
	id          string
	format      Format
	application string
	agent       string // User-Agent of the captured requests
	sdk         string // recorder version by the captured requests
	start, end  event.Millis
	segments    int
	snapshots   int
	wire, raw   int64

	// Datadog.
	views  map[string]*view
	order  []*view // of arrival
	tracks []*lane
	left   int // views for which there were too many tabs

	// rrweb.
	source  int    // index of the source of the first document
	origin  string // of its first address
	windows []*window
	texts   *texts

	// HTML.
	page *Track

	// RUM.
	rum      rum.Views
	rumViews map[string]rum.View
	entries  []rumEntry
	env      rum.Env
}

// rumEntry is an entry and the view it belongs to.
type rumEntry struct {
	event.Entry
	view string
}

// session returns the session with an id, made when it is new.
func (b *build) session(id string, f Format) *session {
	s := b.byID[id]
	if s == nil {
		s = &session{id: id, views: make(map[string]*view)}
		b.byID[id] = s
		b.sessions = append(b.sessions, s)
	}
	if s.format == FormatUnknown {
		s.format = f
	}
	return s
}

// target takes what a captured request tells: the recorder's version and the
// browser.
func (ses *session) target(d *container.Document) {
	if ses.agent == "" {
		ses.agent = d.Header("User-Agent")
	}
	if ses.sdk != "" || d.Target == "" {
		return
	}
	target := d.Target
	if u, err := url.Parse(target); err == nil {
		if f := u.Query().Get("ddforward"); f != "" {
			target = f
		}
	}
	u, err := url.Parse(target)
	if err != nil {
		return
	}
	q := u.Query()
	ses.sdk = q.Get("dd-evp-origin-version")
	for tag := range strings.SplitSeq(q.Get("ddtags"), ",") {
		if v, ok := strings.CutPrefix(tag, "sdk_version:"); ok && ses.sdk == "" {
			ses.sdk = v
		}
	}
}

// addRUM takes one RUM event.
func (b *build) addRUM(line []byte, d *container.Document) error {
	e, err := rum.Parse(line)
	if err != nil {
		return err
	}
	ses := b.session(e.Session, FormatUnknown)
	ses.target(d)
	if ses.application == "" {
		ses.application = e.Application
	}
	ses.env.Merge(e.Env)
	ses.rum.Add(e)
	if e.Tab != "" {
		b.tabs[e.View] = e.Tab
	}
	if e.Entry != nil {
		ses.entries = append(ses.entries, rumEntry{*e.Entry, e.View})
	}
	return nil
}

// foldRUM brings what RUM events tell of views to the views.
func (b *build) foldRUM(ses *session) {
	ses.rumViews = make(map[string]rum.View, ses.rum.Len())
	for _, v := range ses.rum.All() {
		ses.rumViews[v.ID] = v
	}
	for _, v := range ses.order {
		v.tab = b.tabs[v.id]
		if r, ok := ses.rumViews[v.id]; ok {
			v.promised = r.Segments
		}
	}
}

// sortedEntries returns the session's entries in order of time, with the tracks
// they belong to.
func (ses *session) sortedEntries() []event.Entry {
	track := make(map[string]int32)
	for i, l := range ses.tracks {
		for _, v := range l.views {
			track[v.ID] = int32(i)
		}
	}
	out := make([]event.Entry, 0, len(ses.entries))
	for _, e := range ses.entries {
		e.Track = -1
		if t, ok := track[e.view]; ok {
			e.Track = t
		}
		out = append(out, e.Entry)
	}
	slices.SortStableFunc(out, func(a, b event.Entry) int { return cmp.Compare(a.Time, b.Time) })
	return out
}

// unseen lists views that were recorded by what RUM says, of which nothing is
// there.
func (ses *session) unseen() []event.Problem {
	var out []event.Problem
	if ses.format != FormatDatadog {
		return nil
	}
	for _, v := range ses.rum.All() {
		if v.Segments > 0 && ses.views[v.ID] == nil {
			out = append(out, event.Problem{
				Kind: event.ProblemMissing, Time: v.Start, Place: "view " + v.ID,
				Detail: "all " + plural(v.Segments, "segment") + " of the view " + v.URL,
			})
		}
	}
	return out
}

// browser names browser and system from a User-Agent header, for sources
// without RUM events that tell.
func browser(agent string) (name, system string) {
	for _, p := range [...]struct{ token, name string }{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"HeadlessChrome/", "Headless Chrome"}, {"Chrome/", "Chrome"}, {"Version/", "Safari"},
	} {
		if _, v, ok := strings.Cut(agent, p.token); ok {
			v, _, _ = strings.Cut(v, " ")
			name = p.name + " " + v
			break
		}
	}
	for _, p := range [...]struct{ token, name string }{
		{"Android", "Android"}, {"iPhone", "iOS"}, {"iPad", "iPadOS"}, {"Windows NT", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	} {
		if strings.Contains(agent, p.token) {
			system = p.name
			break
		}
	}
	return name, system
}
