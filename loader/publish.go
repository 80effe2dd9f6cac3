package loader

import (
	"cmp"
	"slices"

	"playhead/engine/event"
)

// publish makes what is loaded of the chosen session visible.
func (b *build) publish(final bool) {
	ses := b.chosen()
	if ses == nil {
		return
	}
	b.published = b.segmentCount
	var tracks []*Track
	var problems []event.Problem
	info := b.info(ses)
	switch ses.format {
	case FormatDatadog:
		b.foldRUM(ses)
		tracks = b.assemble(ses, final)
		info.Segments = ses.segments
		problems = b.laneProblems(ses, &info, final)
	case FormatRRWeb:
		for i, w := range ses.windows {
			w.flush(ses, i, final || b.live)
			tracks = append(tracks, w.track)
			info.Views += len(w.views)
			if info.ViewportW == 0 {
				info.ViewportW, info.ViewportH = w.vw, w.vh
			}
		}
	case FormatHTML:
		tracks = []*Track{ses.page}
		info.Views = 1
		info.ViewportW, info.ViewportH = b.viewport()
	}
	b.measure(&info, tracks)
	entries := ses.sortedEntries()
	info.Entries = len(entries)
	b.rec.update(tracks, entries, info, b.problems.problems(problems...))
	if !b.ready && info.FullSnapshots > 0 {
		b.ready = true
		close(b.readyCh)
	}
}

// info collects what is known of a session but its tracks.
func (b *build) info(ses *session) Info {
	info := Info{
		Format: ses.format, SessionID: ses.id, ApplicationID: ses.application,
		User:    User{ID: ses.env.UserID, Name: ses.env.UserName, Email: ses.env.UserEmail},
		Browser: ses.env.Browser, OS: ses.env.OS, Device: ses.env.Device,
		Service: ses.env.Service, Version: ses.env.Version, Env: ses.env.Env,
		Privacy: ses.env.Privacy, Source: ses.env.Source, TimeZone: ses.env.TimeZone,
		RecorderVersion: cmp.Or(ses.sdk, ses.env.SDKVersion),
		BytesWire:       ses.wire, BytesRaw: ses.raw,
	}
	switch ses.format {
	case FormatDatadog:
		info.Recorder = "Datadog Browser SDK"
	case FormatRRWeb:
		info.Recorder = "rrweb"
	}
	name, system := browser(ses.agent)
	info.Browser, info.OS = cmp.Or(info.Browser, name), cmp.Or(info.OS, system)
	others := Dropped{Reason: "other session"}
	for _, s := range b.sessions {
		if s.format == FormatUnknown || s.end == 0 && s.page == nil {
			continue
		}
		info.Sessions = append(info.Sessions, Session{ID: s.id, Start: s.start, End: s.end, Segments: s.segments, Chosen: s == ses})
		if s != ses {
			others.Count++
			others.Bytes += s.wire
			others.Example = cmp.Or(others.Example, s.id)
		}
	}
	slices.SortStableFunc(info.Sessions, func(a, b Session) int { return cmp.Compare(a.Start, b.Start) })
	info.Dropped = b.dropped.dropped(others)
	return info
}

// measure counts what the tracks hold.
func (b *build) measure(info *Info, tracks []*Track) {
	info.Tracks = len(tracks)
	var counts [event.KindGap + 1]int
	for _, t := range tracks {
		for k, n := range t.counts {
			counts[k] += n
		}
		if t.Len() == 0 {
			continue
		}
		if s := t.Start(); info.Start == 0 || s < info.Start {
			info.Start = s
		}
		info.End = max(info.End, t.End())
	}
	for k, n := range counts {
		if n > 0 {
			info.Events = append(info.Events, KindCount{event.Kind(k), n})
		}
	}
	info.FullSnapshots = counts[event.KindSnapshot]
}

// laneProblems describes the gaps of Datadog tracks and what else is wrong with
// them.
func (b *build) laneProblems(ses *session, info *Info, final bool) []event.Problem {
	var out []event.Problem
	changes, records := false, false
	for i, l := range ses.tracks {
		info.Views += len(l.views)
		for _, g := range l.track.gaps() {
			g.Track = i
			info.Gaps = append(info.Gaps, g)
			out = append(out, event.Problem{Kind: event.ProblemMissing, Detail: g.What, Place: "view " + g.View, Time: g.Start})
		}
		for _, st := range l.applied {
			if st.segment == nil {
				continue
			}
			if info.ViewportW == 0 && st.segment.meta.found {
				info.ViewportW, info.ViewportH = st.segment.meta.w, st.segment.meta.h
			}
			changes, records = changes || st.segment.changes, records || !st.segment.changes
			info.Source = cmp.Or(info.Source, st.segment.Source)
		}
		if l.jumps > 0 {
			out = append(out, event.Problem{Kind: event.ProblemClock, Detail: plural(l.jumps, "record") + " stamped far before the record preceding it", Place: l.track.name})
		}
		if final {
			for _, s := range l.source.list {
				for _, p := range s.stream.Problems() {
					if p.Kind == event.ProblemMissing {
						continue // the gaps above
					}
					p.Place = cmp.Or(p.Place, "view "+s.view)
					out = append(out, p)
				}
			}
		}
	}
	if ses.left > 0 {
		out = append(out, event.Problem{Kind: event.ProblemLimit, Detail: plural(ses.left, "view") + " left out: more tabs at once than can be shown"})
	}
	switch {
	case changes:
		info.Encoding = "Changes"
	case records:
		info.Encoding = "V1 records"
	}
	if final {
		out = append(out, ses.unseen()...)
	}
	return out
}

// gaps returns the track's gaps, as its gap events describe them.
func (t *Track) gaps() []Gap {
	if t.counts[event.KindGap] == 0 {
		return nil
	}
	var out []Gap
	var b event.Batch
	h := t.head.Load()
	for i := range h.events.n {
		e := h.events.at(i)
		if e.kind != event.KindGap {
			continue
		}
		g := Gap{Start: e.time, View: h.views[e.view].ID}
		if i+1 < h.events.n {
			g.End = h.events.time(i + 1)
		}
		b.Reset()
		t.Decode(i, &b)
		for k := range b.Ops {
			if b.Ops[k].Kind == event.OpGap {
				g.What = b.Ops[k].Text
			}
		}
		out = append(out, g)
	}
	return out
}
