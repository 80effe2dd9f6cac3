package export

import (
	"slices"
	"time"

	"playhead/engine/event"
	"playhead/engine/player"
)

// Cut says what of a recording a film shows, and how.
type Cut struct {
	From, To event.Millis
	// Speed is recorded seconds per second; 0 means 1.
	Speed float64
	// FPS is how many frames there are at most in a second; 0 means 10.
	FPS float64
	// IdleLimit is how long the user may do nothing before time is left out;
	// 0 leaves nothing out.
	IdleLimit event.Millis
	// Marks says that the pointer and what it does are drawn, Clock that the time
	// is.
	Marks, Clock bool
}

// Shot is a moment to be shown.
type Shot struct {
	At     time.Duration // in the film
	Moment event.Millis  // in the recording
}

// Shots are the moments of a film.
type Shots struct {
	List   []Shot
	Length time.Duration
}

const defaultFPS = 10

// Schedule finds the moments at which the picture may have changed: there, no
// sooner after each other than FPS allows, frames are taken. A frame is never
// late by more than its distance to the one before. The last shows To, for as
// long as frames are apart.
func Schedule(tracks []event.Track, c Cut) Shots {
	if c.Speed <= 0 {
		c.Speed = 1
	}
	if c.FPS <= 0 {
		c.FPS = defaultFPS
	}
	if c.To <= c.From {
		return Shots{List: []Shot{{Moment: c.From}}}
	}
	apart := time.Duration(float64(time.Second) / c.FPS)
	idle := player.NewIdleLimit(player.Merge(tracks...), c.IdleLimit)
	start := idle.Compress(c.From)
	film := func(t event.Millis) time.Duration {
		return time.Duration(float64(idle.Compress(t)-start) / c.Speed * float64(time.Millisecond))
	}
	end := film(c.To)
	s := Shots{List: []Shot{{Moment: c.From}}, Length: end + apart}
	last := time.Duration(0)
	var pending bool // something changed after the last frame
	take := func(at time.Duration) {
		m := idle.Expand(start + event.Millis(float64(at)/float64(time.Millisecond)*c.Speed))
		s.List = append(s.List, Shot{At: at, Moment: min(m, c.To)})
		last, pending = at, false
	}
	for _, t := range changeTimes(tracks, &c) {
		at := film(t)
		if pending && at >= last+apart {
			take(last + apart)
		}
		switch {
		case at >= end:
		case at <= last:
			// Millisecond ties: shown already.
		case at >= last+apart:
			take(at)
		default:
			pending = true
		}
	}
	if pending && last+apart < end {
		take(last + apart)
	}
	if end > last {
		s.List = append(s.List, Shot{At: end, Moment: c.To})
	} else {
		s.List[len(s.List)-1].Moment = c.To
	}
	return s
}

// lateness is how far after its time a position of the pointer may be recorded.
const lateness event.Millis = 1000

// changeTimes returns the times from From to To, sorted, at which the picture
// may change.
func changeTimes(tracks []event.Track, c *Cut) []event.Millis {
	var times []event.Millis
	add := func(t event.Millis) {
		if t > c.From && t <= c.To {
			times = append(times, t)
		}
	}
	var b event.Batch
	for _, track := range tracks {
		n := player.Find(track, c.To+lateness)
		for i := player.Find(track, c.From-fading(c)); i < n; i++ {
			m := track.Meta(i)
			switch m.Kind {
			case event.KindPointer, event.KindInteraction:
				b.Reset()
				track.Decode(i, &b)
				for j := range b.Ops {
					pointerTimes(m.Time, &b.Ops[j], c, add)
				}
			case event.KindFrustration:
				if c.Marks {
					add(m.Time)
					add(m.Time + labelTime)
				}
			case event.KindOther:
			default:
				add(m.Time)
			}
		}
	}
	if c.Clock {
		step := max(event.Millis(float64(clockStep)*c.Speed), clockStep)
		for t := c.From - c.From%clockStep + step; t <= c.To; t += step {
			add(t)
		}
	}
	slices.Sort(times)
	return slices.Compact(times)
}

// How long what the user did shows: ripples in time of the film, the trail and
// labels in recorded time.
const (
	clockStep event.Millis = 100
	labelTime event.Millis = 1001
)

var rippleSteps = [...]float64{133, 266, 400}

// fading is how long before From something may have happened that still shows.
func fading(c *Cut) event.Millis {
	if !c.Marks {
		return 0
	}
	return max(player.TrailLength, labelTime, event.Millis(rippleSteps[len(rippleSteps)-1]*c.Speed)+1)
}

// pointerTimes gives the times at which an operation of the pointer shows.
func pointerTimes(t event.Millis, op *event.Op, c *Cut, add func(event.Millis)) {
	switch op.Kind {
	case event.OpPointer:
		t += event.Millis(op.DT)
	case event.OpInteraction:
		if c.Marks {
			for _, ms := range rippleSteps {
				add(t + event.Millis(ms*c.Speed) + 1)
			}
		}
	}
	// Hovering changes the page whether the pointer is drawn or not.
	add(t)
	if c.Marks {
		add(t + player.TrailLength + 1)
	}
}
