package player

import (
	"math"
	"time"

	"playhead/engine/event"
)

// Speeds of a [Clock].
const (
	MinSpeed = 0.1
	TopSpeed = 64.0
	// MaxSpeed plays as fast as frames can be drawn.
	MaxSpeed = math.MaxFloat64
)

// maxStride is how much compressed time passes per [Clock.Advance] at MaxSpeed,
// in ms.
const maxStride event.Millis = 5000

// Clock turns wall time into a position in a recording. It is for one
// goroutine.
type Clock struct {
	now        func() time.Time
	start, end event.Millis
	idle       *IdleMap
	speed      float64
	playing    bool
	at         event.Millis // position when wall was taken
	wall       time.Time
}

// NewClock returns a paused clock at time 0 with speed 1. now gives the time;
// tests pass their own.
func NewClock(now func() time.Time) *Clock {
	return &Clock{now: now, speed: 1}
}

// SetRange sets the first and last moment of the recording. It may grow at any
// time; a playing clock that waits at the end goes on from there.
func (c *Clock) SetRange(start, end event.Millis) {
	c.settle()
	first := c.start == 0 && c.end == 0
	c.start, c.end = start, max(start, end)
	if first {
		c.at = max(c.at, start)
	}
	c.at = min(max(c.at, c.start), c.end)
}

// SetIdle makes playing jump over idle stretches; nil plays everything.
func (c *Clock) SetIdle(m *IdleMap) {
	c.settle()
	c.idle = m
}

// Idle returns the map in use, nil for none.
func (c *Clock) Idle() *IdleMap { return c.idle }

// Play lets time pass. It does nothing at the end of the recording, where time
// passes only when the recording grows.
func (c *Clock) Play() {
	c.settle()
	c.playing = true
}

// Pause stops time.
func (c *Clock) Pause() {
	c.settle()
	c.playing = false
}

// Playing reports whether time passes.
func (c *Clock) Playing() bool { return c.playing }

// SetSpeed sets how many recorded seconds pass in one, clamped to MinSpeed to
// TopSpeed, or MaxSpeed.
func (c *Clock) SetSpeed(s float64) {
	c.settle()
	if s != MaxSpeed {
		s = max(MinSpeed, min(s, TopSpeed))
	}
	c.speed = s
}

// Speed returns the speed.
func (c *Clock) Speed() float64 { return c.speed }

// Seek sets the position, clamped to the range.
func (c *Clock) Seek(t event.Millis) {
	c.at, c.wall = min(max(t, c.start), c.end), c.now()
}

// Position returns the moment shown now. At MaxSpeed it moves only with
// Advance.
func (c *Clock) Position() event.Millis {
	if !c.playing || c.speed == MaxSpeed {
		return c.at
	}
	passed := float64(c.now().Sub(c.wall)) / float64(time.Millisecond) * c.speed
	return c.after(event.Millis(min(passed, math.MaxInt32*1000)))
}

// after returns the position when ms of compressed time have passed.
func (c *Clock) after(ms event.Millis) event.Millis {
	if ms <= 0 {
		return c.at
	}
	at := c.idle.Compress(c.at)
	return min(max(c.idle.Expand(at+ms), c.at), c.end)
}

// Advance brings the clock to the present and returns the position: to be
// called once a frame while playing.
func (c *Clock) Advance() event.Millis {
	if c.playing && c.speed == MaxSpeed {
		c.Seek(c.after(maxStride))
		return c.at
	}
	p := c.Position()
	if p >= c.end {
		c.Seek(p)
	}
	return p
}

// AtEnd reports whether the position is the end of the recording.
func (c *Clock) AtEnd() bool { return c.Position() >= c.end }

// settle makes the present position the one that time is counted from.
func (c *Clock) settle() {
	p := c.Position()
	c.at, c.wall = p, c.now()
}
