// Package loader opens recordings. It is the only package of its layer that
// ui and cmd see.
//
// [Open] takes sources (files, directories, standard input), finds out by
// content what they hold, and returns a [Recording] as soon as something can
// be shown; the rest loads in the background. A recording is one session: its
// [Track] values are browser tabs, each an [event.Track]; its entries are what
// was recorded beside the page (RUM events); what is wrong with it is counted
// in its problems and never guessed over.
//
// The package knows how segments, views and events become tracks. It must not
// know how a segment or an event is decoded (loader/datadog, loader/rrweb),
// how bytes are unpacked (loader/container), or anything of the engine but
// its event model.
//
// Everything is built by one goroutine per recording: sniff.go says what a
// document is, its events are indexed, and from time to time the chosen session
// is published; readers see only what was published and need no locks of their
// own. Bytes of events stay where they are (mapped, or compressed segments) and
// are decoded when somebody asks.
//
// File map: open.go Open and its options; several.go what files hold of many
// sessions, and opening all of them; recording.go what a recording offers;
// info.go what is known about it; summary.go the same for lists of sessions;
// track.go tracks; eventlist.go what is kept of each event. Loading: build.go routing of
// documents and final errors; sniff.go recognition; segment.go Datadog segments;
// assembly.go views, tabs and gaps; events.go rrweb windows and chunks; page.go
// plain HTML; session.go sessions and RUM events; publish.go publication and
// info; memory.go event bytes and inflated segments; problems.go counts; remote.go
// sessions of an intake server.
package loader
