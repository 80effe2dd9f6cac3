package ui

import (
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/theme"
)

// fact is a line of the info pane. One without a name is a heading or a note.
type fact struct {
	name, text string
	role       theme.Role
}

// facts are what is known of the recording.
func (m *model) facts() []fact {
	in := &m.all.info
	var out []fact
	add := func(name, text string) {
		if text != "" {
			out = append(out, fact{name: name, text: text})
		}
	}
	head := func(s string) { out = append(out, fact{text: s, role: theme.Accent}) }

	head("Recording")
	add("format", join(in.Format.String(), in.Encoding))
	add("recorder", join(in.Recorder, in.RecorderVersion))
	add("session", in.SessionID)
	add("start", moment.RFC3339(m.all.start))
	add("length", clock.Length(int64(m.all.end-m.all.start), false, false))
	add("viewport", strconv.Itoa(int(m.stage.view.W))+m.scr.theme.Glyphs.Times+strconv.Itoa(int(m.stage.view.H)))
	add("tabs", number(len(m.all.tabs)))
	add("views", number(m.all.views()))
	if in.Segments > 0 {
		add("segments", number(in.Segments))
	}
	add("snapshots", number(in.FullSnapshots))
	if in.BytesWire > 0 {
		add("size", strconv.FormatInt(in.BytesWire/1000, 10)+" kB, "+strconv.FormatFloat(in.KBPerMinute(), 'f', 1, 64)+" kB/min")
	}
	add("privacy", in.Privacy)
	if strings.HasPrefix(in.Privacy, "mask") {
		out = append(out, fact{text: "Masked text is what was recorded; the original is not in the recording.", role: theme.Dim})
	}
	head("User")
	add("name", join(in.User.Name, in.User.Email))
	add("id", in.User.ID)
	add("browser", in.Browser)
	add("system", join(in.OS, in.Device))
	add("service", join(in.Service, in.Version))
	add("env", in.Env)
	add("time zone", in.TimeZone)
	if out[len(out)-1].text == "User" {
		out = append(out, fact{text: "Not recorded.", role: theme.Dim})
	}
	out = append(out, m.problemFacts()...)
	if len(in.Dropped) > 0 {
		head("Not used")
		for _, d := range in.Dropped {
			out = append(out, fact{name: number(d.Count), text: d.Reason, role: theme.Dim})
		}
	}
	return out
}

func (m *model) problemFacts() []fact {
	out := []fact{{text: "Problems", role: theme.Accent}}
	for _, g := range m.all.info.Gaps {
		x := m.extent()
		out = append(out, fact{name: "gap", text: m.face.Format(int64(g.Start), x, true) + "  " + g.What, role: theme.Warn})
	}
	counts := make(map[event.ProblemKind]int)
	for _, c := range m.all.problems.Counts {
		counts[c.Kind] += c.Count
	}
	for k, n := range m.told.problems.Counts {
		counts[event.ProblemKind(k)] += n
	}
	for k := range event.ProblemKind(len(m.told.problems.Counts)) {
		if n := counts[k]; n > 0 {
			out = append(out, fact{name: number(n), text: k.String(), role: theme.Warn})
		}
	}
	said := make(map[string]bool)
	for _, list := range [][]event.Problem{m.all.problems.List, m.told.problems.List} {
		for _, p := range list {
			if !said[p.Detail] && len(said) < maxDetails {
				said[p.Detail] = true
				out = append(out, fact{text: p.Detail, role: theme.Dim})
			}
		}
	}
	if len(out) == 1 {
		out = append(out, fact{text: "None found.", role: theme.Dim})
	}
	return out
}

// maxDetails bounds how many different problems are listed.
const maxDetails = 50

func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// drawInfo draws the info pane.
func (m *model) drawInfo(body, foot canvas.Canvas) {
	th := m.scr.theme
	facts := m.facts()
	l := &m.pane.info
	l.SetLen(len(facts))
	l.Resize(body.H)
	for y := range body.H {
		i := l.Top() + y
		if i >= len(facts) {
			break
		}
		f := facts[i]
		if f.name == "" {
			body.Fit(1, y, body.W-2, f.text, th.Glyphs.Ellipsis, th.Style(f.role))
			continue
		}
		body.Fit(1, y, 10, f.name, th.Glyphs.Ellipsis, th.Style(theme.Dim))
		body.Fit(12, y, body.W-13, f.text, th.Glyphs.Ellipsis, th.Style(f.role))
	}
	if l.Len() > l.Rows() {
		foot.Text(1, 0, "j k scroll", th.Style(theme.Dim))
	}
}
