package signal

import (
	"sort"

	"playhead/engine/event"
)

// Bin is the activity in one slice of time: events by their origin.
type Bin struct {
	Input int // from the user's hand
	Churn int // changes of the page
}

// Activity counts a track's events in equal slices of the time from start to
// end, which is part of the last one. It looks at the index alone.
func Activity(track event.Track, start, end event.Millis, bins int) []Bin {
	if bins <= 0 || end < start {
		return nil
	}
	out := make([]Bin, bins)
	n := track.Len()
	span := int64(end-start) + 1
	for i := sort.Search(n, func(i int) bool { return track.Meta(i).Time >= start }); i < n; i++ {
		m := track.Meta(i)
		if m.Time > end {
			break
		}
		b := &out[int64(m.Time-start)*int64(bins)/span]
		switch {
		case m.Kind.UserInput():
			b.Input++
		case m.Kind.ChangesPage():
			b.Churn++
		}
	}
	return out
}
