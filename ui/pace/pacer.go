package pace

import "time"

// Meter tells what has become of what was written; [Writer] is one.
type Meter interface {
	Backlog() int
	Sent() int64
	Rate() float64
}

// Pacer says when the next frame may be made.
type Pacer struct {
	meter Meter
	limit float64 // bytes per second, 0 for none
	// tokens are bytes that may be sent now; negative when more has been sent than
	// the limit allows so far.
	tokens float64
	last   time.Time
	sent   int64
}

// NewPacer returns a pacer for what meter measures. limit is how many bytes per
// second may be sent, 0 for as many as the terminal takes.
func NewPacer(meter Meter, limit int) *Pacer {
	return &Pacer{meter: meter, limit: float64(limit)}
}

// burst is how long a pause may be made up for, in seconds: what was not sent
// then may be sent at once.
const burst = 0.25

// Bounds of a wait: long enough to be worth it, short enough to notice soon when
// the link gets better.
const (
	leastWait = 5 * time.Millisecond
	mostWait  = time.Second
)

// Wait returns how long the next frame has to wait, 0 when it may be made now.
func (p *Pacer) Wait(now time.Time) time.Duration {
	if p == nil || p.meter == nil {
		return 0
	}
	wait := 0.0
	if n := p.meter.Backlog(); n > 0 {
		// A frame on top of what is still to go would only be late.
		wait = 1
		if r := p.meter.Rate(); r > 0 {
			wait = float64(n) / r
		}
	}
	if p.limit > 0 {
		sent := p.meter.Sent()
		if !p.last.IsZero() {
			p.tokens += now.Sub(p.last).Seconds()*p.limit - float64(sent-p.sent)
			p.tokens = min(p.tokens, burst*p.limit)
		}
		p.last, p.sent = now, sent
		if p.tokens < 0 {
			wait = max(wait, -p.tokens/p.limit)
		}
	}
	if wait == 0 {
		return 0
	}
	return max(min(time.Duration(wait*float64(time.Second)), mostWait), leastWait)
}
