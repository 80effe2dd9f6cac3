package signal

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"playhead/engine/event"
)

// Profile is a named set of rules by which frustration is told from what was
// recorded. They are those of a product, so that what it counted is found
// again. The zero Profile is the default one.
type Profile struct {
	// Name is that of the flag, About what the rules say.
	Name, About string

	rage  rageRule
	dead  deadRule
	error event.Millis // how soon an error must follow the click; 0 tells none
	// hesitation tells quick backs, excessive scrolling, thrashed cursors and
	// abandoned forms as well.
	hesitation bool
}

// rageRule says when clicks are rage.
type rageRule struct {
	clicks int
	window event.Millis // in which so many clicks must fall
	pause  event.Millis // between two clicks of one series at most
	px     float64      // how far from the one before a click of the series is at most; 0 takes any place
	node   bool         // all on one element
	calm   bool         // no scrolling and no selecting within the series
	dead   bool         // the first of them must be dead
}

// deadRule says when a click is dead.
type deadRule struct {
	window  event.Millis // in which nothing happens to the page; 0 tells none
	scroll  event.Millis // scrolling so soon is a reaction
	control bool         // on links and buttons alone, else on all that is no field
	request bool         // a request is a reaction
}

// The profiles.
var (
	datadog = Profile{
		Name:  "datadog",
		About: "rage: 3 clicks or more within 1 s without scrolling or selecting; dead: nothing happens to the page within 0.5 s of a click outside of fields; error: an error follows within 1 s",
		rage:  rageRule{clicks: 3, window: 1000, pause: 1000, px: 100, calm: true},
		dead:  deadRule{window: 500, scroll: 1000, request: true},
		error: 1000,
	}
	sentry = Profile{
		Name:  "sentry",
		About: "dead: no change of the page within 7 s of a click on a link or button, and no scrolling within 0.3 s; rage: 5 clicks or more within 7 s on one of these",
		rage:  rageRule{clicks: 5, window: 7000, pause: 7000, node: true, dead: true},
		dead:  deadRule{window: 7000, scroll: 300, control: true},
	}
	highlight = Profile{
		Name:  "highlight",
		About: "rage: 5 clicks or more within 2 s, each within 8 px of the one before",
		rage:  rageRule{clicks: 5, window: 2000, pause: 2000, px: 8},
	}
	wide = Profile{
		Name:  "wide",
		About: "the rules of datadog, and quick back, excessive scrolling, thrashed cursor, abandoned form",
		rage:  datadog.rage, dead: datadog.dead, error: datadog.error, hesitation: true,
	}
)

// watchWindow is how long after a click what happens still matters to any of the
// profiles.
const watchWindow event.Millis = 7000

// Profiles lists the profiles, the one that is used by default first.
func Profiles() []Profile { return []Profile{datadog, sentry, highlight, wide} }

// ProfileByName returns the profile of that name; "" is the default one.
func ProfileByName(name string) (Profile, bool) {
	if name == "" {
		return datadog, true
	}
	i := slices.IndexFunc(Profiles(), func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return Profiles()[i], true
}

// NewScanner returns a scanner of a track that tells frustration by the rules of
// the profile. tab is the value for Entry.Track.
func (p Profile) NewScanner(track event.Track, tab int32) *Scanner {
	s := NewScanner(track, tab)
	if p.Name == "" {
		return s
	}
	s.profile = p
	s.rows.hesitation = p.hesitation
	return s
}

// Entries is [Entries] by the rules of the profile.
func (p Profile) Entries(ctx context.Context, track event.Track, tab int32, others []event.Entry) ([]event.Entry, Problems, error) {
	return entries(ctx, p.NewScanner(track, tab), others)
}

// All is [All] by the rules of the profile.
func (p Profile) All(ctx context.Context, tracks []event.Track, beside []event.Entry) ([]event.Entry, error) {
	lists := [][]event.Entry{beside}
	for i, t := range tracks {
		rows, _, err := p.Entries(ctx, t, int32(i), beside)
		if err != nil {
			return nil, err
		}
		lists = append(lists, rows)
	}
	return Merge(lists...), nil
}

// rageText says which rule made clicks rage.
func (r *rageRule) text(n int, took event.Millis) string {
	s := fmt.Sprintf("%d clicks in %s, %d or more within %s", n, secs((took+50)/100*100), r.clicks, secs(r.window))
	switch {
	case r.dead:
		s += " on an element that does not react"
	case r.calm:
		s += " without scrolling or selecting"
	case r.px > 0:
		s += fmt.Sprintf(", at most %g px apart", r.px)
	}
	return s
}

func secs(d event.Millis) string {
	return strconv.FormatFloat(float64(d)/1000, 'f', -1, 64) + " s"
}
