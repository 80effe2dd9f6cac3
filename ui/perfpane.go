package ui

import (
	"playhead/engine/signal"
	"playhead/ui/canvas"
	"playhead/ui/events"
	"playhead/ui/perf"
	"playhead/ui/timeline"
)

// perfData is what the performance pane tells of the present moment.
func (m *model) perfData() perf.Data {
	s := &m.stage.shown
	d := perf.Data{
		Axis: timeline.Axis{Start: int64(m.all.start), End: int64(m.all.end)}, Now: m.now(), Reading: !m.told.whole,
		Pace: m.paceOf(s.tab),
	}
	if s.state.Tree != nil {
		d.Nodes = s.state.Tree.Len()
	}
	if v := m.viewAt(); v != nil {
		d.Vitals = perf.Vitals(v.Fields)
		d.Page = events.ShortURL(v.URL, m.all.host)
	}
	return d
}

func (m *model) paceOf(tab int) *signal.Pace {
	if tab < len(m.told.pace) {
		return m.told.pace[tab]
	}
	return nil
}

// perfTop is how many rows of the pane stand above the list of long tasks.
func (m *model) perfTop() int {
	if m.pane.kind != perfPane {
		return 0
	}
	d := m.perfData()
	return d.Height(m.scr.layout.pane.h)
}

// drawPerf draws the upper part and returns the rest of the pane.
func (m *model) drawPerf(body canvas.Canvas) canvas.Canvas {
	d := m.perfData()
	top := d.Height(body.H)
	d.Draw(body.Sub(0, 0, body.W, top), body.H, m.scr.theme)
	return body.Sub(0, top, body.W, body.H-top)
}
