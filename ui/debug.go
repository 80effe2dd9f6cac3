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
	on     bool
	frames int           // made so far
	took   time.Duration // by the last one, seeking and rendering
}

// heapMetric is the memory of live and not yet freed objects.
const heapMetric = "/memory/classes/heap/objects:bytes"

// drawDebug draws the measurements into the upper right corner.
func (m *model) drawDebug(c canvas.Canvas) {
	sample := []metrics.Sample{{Name: heapMetric}}
	metrics.Read(sample)
	heap := uint64(0)
	if sample[0].Value.Kind() == metrics.KindUint64 {
		heap = sample[0].Value.Uint64()
	}
	lines := []string{
		fmt.Sprintf("frames %6d", m.debug.frames),
		fmt.Sprintf("seek+draw %s", m.debug.took.Round(100*time.Microsecond)),
		fmt.Sprintf("screen %3d kB", len(m.scr.content)/1000),
		fmt.Sprintf("heap %5d MB", heap>>20),
	}
	if f := m.stage.frame; f != nil {
		lines = append(lines, fmt.Sprintf("drift %.0f,%.0f px", f.Pointer.Drift.X, f.Pointer.Drift.Y),
			fmt.Sprintf("event %d", m.stage.shown.state.Index))
	}
	st := m.scr.theme.Style(theme.Popup)
	const w = 22
	box := c.Sub(c.W-w, 0, w, len(lines))
	box.Fill(0, 0, box.W, box.H, ' ', st)
	for i, s := range lines {
		box.Text(1, i, s, st)
	}
}
