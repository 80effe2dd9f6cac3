package ui

import (
	"playhead/engine/event"
	"playhead/loader"
)

// Tab is one browser tab of a recording.
type Tab interface {
	event.Track
	ID() string
	Name() string
	Views() []loader.View
}

// Recording is what the screen shows. It grows while it loads; methods are safe
// for concurrent use. [Loaded] makes one of a loader's recording, which defines
// what the methods mean.
type Recording interface {
	Tabs() []Tab
	Entries() []event.Entry
	Info() loader.Info
	Problems() loader.Problems
	Progress() loader.Progress
	Changed() <-chan struct{}
}

// Loaded returns r for [Options].
func Loaded(r *loader.Recording) Recording { return loaded{r} }

type loaded struct{ *loader.Recording }

func (l loaded) Tabs() []Tab {
	tracks := l.Tracks()
	tabs := make([]Tab, len(tracks))
	for i, t := range tracks {
		tabs[i] = t
	}
	return tabs
}
