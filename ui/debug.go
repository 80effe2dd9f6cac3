package ui

import (
	"fmt"
	"runtime/metrics"
	"time"

	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// debug is what the measurements over the page show.
type debug struct {
	on      bool
	frames  int // made so far
	dropped int // frames that were not made, for the terminal was behind
	took    took

	// What the last measurement of rates saw, and the rates.
	at          time.Time
	seenFrames  int
	seenSent    int64
	fps, perSec float64
}

// took is how long the parts of a frame took.
type took struct {
	seek   time.Duration // to the state of the page
	layout time.Duration // style, layout and paint
}

// heapMetric is the memory of live and not yet freed objects.
const heapMetric = "/memory/classes/heap/objects:bytes"

// rateTime is over how long rates are measured at least.
const rateTime = time.Second

// measure brings the rates up to date.
func (m *model) measure() {
	d, now := &m.debug, m.rt.Now()
	sent := int64(0)
	if m.meter != nil {
		sent = m.meter.Sent()
	}
	if span := now.Sub(d.at); d.at.IsZero() || span >= rateTime {
		if !d.at.IsZero() {
			d.fps = float64(d.frames-d.seenFrames) / span.Seconds()
			d.perSec = float64(sent-d.seenSent) / span.Seconds()
		}
		d.at, d.seenFrames, d.seenSent = now, d.frames, sent
	}
}

// measurements are the lines of the overlay.
func (m *model) measurements() []string {
	m.measure()
	sample := []metrics.Sample{{Name: heapMetric}}
	metrics.Read(sample)
	heap := uint64(0)
	if sample[0].Value.Kind() == metrics.KindUint64 {
		heap = sample[0].Value.Uint64()
	}
	d := &m.debug
	ms := func(t time.Duration) float64 { return float64(t.Microseconds()) / 1000 }
	lines := []string{
		fmt.Sprintf("fps      %6.1f of %d", d.fps, m.play.fps),
		fmt.Sprintf("frames   %6d", d.frames),
		fmt.Sprintf("dropped  %6d", d.dropped),
		fmt.Sprintf("sent     %6.1f kB/s", d.perSec/1000),
		fmt.Sprintf("seek     %6.2f ms", ms(d.took.seek)),
		fmt.Sprintf("layout   %6.2f ms", ms(d.took.layout)),
		fmt.Sprintf("heap     %6d MB", heap>>20),
	}
	if m.meter != nil {
		if r := m.meter.Rate(); r > 0 {
			lines = append(lines, fmt.Sprintf("takes    %6.0f kB/s", r/1000))
		}
		if n := m.meter.Backlog(); n > 0 {
			lines = append(lines, fmt.Sprintf("backlog  %6.1f kB", float64(n)/1000))
		}
	}
	if f := m.stage.frame; f != nil {
		lines = append(lines, fmt.Sprintf("drift    %.0f,%.0f px", f.Pointer.Drift.X, f.Pointer.Drift.Y),
			fmt.Sprintf("event    %6d", m.stage.shown.state.Index))
	}
	return lines
}

// drawDebug draws the measurements into the upper right corner.
func (m *model) drawDebug(c canvas.Canvas) {
	lines := m.measurements()
	st := m.scr.theme.Style(theme.Popup)
	const w = 24
	box := c.Sub(c.W-w, 0, w, len(lines))
	box.Fill(0, 0, box.W, box.H, ' ', st)
	for i, s := range lines {
		box.Text(1, i, s, st)
	}
}
