package loader

import "playhead/engine/event"

// Track is one browser tab (or rrweb window) of a session. It implements
// [event.Track]. Datadog: views that follow one another are one track, views
// that overlap in time are different tracks.
type Track struct {
	id   string
	name string
}

var _ event.Track = (*Track)(nil)

// View is one page view of a track: a page load or a route of a single-page
// app. An rrweb track has one view per address it shows.
type View struct {
	ID   string // recorded id; rrweb: its ordinal
	Name string // recorded name, "" when none
	URL  string
	// Start and End are the times of its first and last event; End grows while
	// the recording loads.
	Start, End event.Millis
}

// ID identifies the track within its recording; it is the same in all its
// revisions.
func (t *Track) ID() string { return t.id }

// Name is what to call the track on screen.
func (t *Track) Name() string { return t.name }

// Views returns the track's views in order. Indexes are those of
// [event.Meta.View]; views are added at the end while the recording loads.
func (t *Track) Views() []View { return nil }

// Len is the number of events indexed so far.
func (t *Track) Len() int { return 0 }

// Meta returns what the index knows of event i.
func (t *Track) Meta(i int) event.Meta { return event.Meta{} }

// Decode appends the operations of event i to b.
func (t *Track) Decode(i int, b *event.Batch) {}

// Place says where event i is in the sources: file, record, byte.
func (t *Track) Place(i int) string { return "" }

// Raw returns the bytes of event i as recorded, unpacked; nil for a gap. They
// must not be changed.
func (t *Track) Raw(i int) []byte { return nil }
