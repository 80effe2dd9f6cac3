package signal

import (
	"sort"

	"playhead/engine/event"
)

// Pace is how large the page was and how much of it changed, over time. Memory
// is bounded: the slices of time grow with the time covered. The zero value is
// empty and ready.
type Pace struct {
	start event.Millis
	width event.Millis // of a slice; 0 before the first event
	cells []paceCell
}

// paceCell is one slice of time.
type paceCell struct {
	nodes   int32 // at most, within the slice
	last    int32 // at its end
	changes uint32
	seen    bool
}

// Bounds of a Pace.
const (
	paceCells               = 4096
	paceFirst  event.Millis = 100 // width of a slice to begin with
	paceWindow event.Millis = 1000
)

// add notes that an event at t left the page with so many nodes and made so many
// changes.
func (p *Pace) add(t event.Millis, nodes, changes int) {
	if p.width == 0 {
		p.start, p.width = t, paceFirst
	}
	i := max(t-p.start, 0) / p.width
	for i >= paceCells {
		p.halve()
		i = max(t-p.start, 0) / p.width
	}
	for len(p.cells) <= int(i) {
		p.cells = append(p.cells, paceCell{})
	}
	c := &p.cells[i]
	c.nodes, c.last = max(c.nodes, int32(nodes)), int32(nodes)
	c.changes += uint32(changes)
	c.seen = true
}

func (p *Pace) halve() {
	n := (len(p.cells) + 1) / 2
	for i := range n {
		c := p.cells[2*i]
		if 2*i+1 < len(p.cells) {
			if d := p.cells[2*i+1]; d.seen {
				c = paceCell{max(c.nodes, d.nodes), d.last, c.changes + d.changes, true}
			}
		}
		p.cells[i] = c
	}
	p.cells = p.cells[:n]
	p.width *= 2
}

// Clone returns a copy that shares nothing with p.
func (p *Pace) Clone() *Pace {
	c := *p
	c.cells = append([]paceCell(nil), p.cells...)
	return &c
}

// PacePoint is the pace in one slice of time.
type PacePoint struct {
	// Nodes is the number of nodes of the page, the most in the slice.
	Nodes int
	// Changes is the number of nodes, attributes, texts and rules changed; PerSecond
	// the same for each second.
	Changes   int
	PerSecond float64
}

// Between returns the pace in n equal slices of the time from start to end.
// Slices in which nothing happened have the nodes of the one before.
func (p *Pace) Between(start, end event.Millis, n int) []PacePoint {
	if n <= 0 || end < start {
		return nil
	}
	out := make([]PacePoint, n)
	seconds := float64(end-start) / 1000 / float64(n)
	nodes, at := p.nodesBefore(start), 0
	fill := func(to int) {
		for ; at < to; at++ {
			out[at].Nodes = max(out[at].Nodes, nodes)
		}
	}
	for i := range p.cells {
		c := &p.cells[i]
		t := p.start + event.Millis(i)*p.width
		if !c.seen || t+p.width <= start || t > end {
			continue
		}
		x := int(float64(max(t-start, 0)) / float64(max(end-start, 1)) * float64(n))
		x = min(x, n-1)
		fill(x + 1)
		out[x].Nodes = max(out[x].Nodes, int(c.nodes))
		out[x].Changes += int(c.changes)
		nodes = int(c.last)
	}
	fill(n)
	for i := range out {
		if seconds > 0 {
			out[i].PerSecond = float64(out[i].Changes) / seconds
		}
	}
	return out
}

// At returns the pace at a moment: the nodes there are, and the changes of the
// second that ends with it.
func (p *Pace) At(t event.Millis) PacePoint {
	out := PacePoint{Nodes: p.nodesBefore(t + 1)}
	if p.width == 0 {
		return out
	}
	window := max(paceWindow, p.width)
	for i := p.cell(t); i >= 0 && p.start+event.Millis(i)*p.width > t-window; i-- {
		out.Changes += int(p.cells[i].changes)
	}
	out.PerSecond = float64(out.Changes) * 1000 / float64(window)
	return out
}

// cell is the index of the last slice that begins at or before t, -1 for none.
func (p *Pace) cell(t event.Millis) int {
	if p.width == 0 || t < p.start {
		return -1
	}
	return min(int((t-p.start)/p.width), len(p.cells)-1)
}

// nodesBefore is the number of nodes right before t.
func (p *Pace) nodesBefore(t event.Millis) int {
	i := sort.Search(len(p.cells), func(i int) bool { return p.start+event.Millis(i)*p.width >= t }) - 1
	for ; i >= 0; i-- {
		if p.cells[i].seen {
			return int(p.cells[i].last)
		}
	}
	return 0
}

// changesOf counts what the operations of an event change on the page.
func changesOf(ops []event.Op) int {
	n := 0
	for i := range ops {
		switch ops[i].Kind {
		case event.OpInsert, event.OpRemove, event.OpAttr, event.OpAttrDel, event.OpStyleProp, event.OpStylePropDel, event.OpText,
			event.OpSheetText, event.OpSheetNew, event.OpSheetInsert, event.OpSheetDelete, event.OpSheetDecl, event.OpSheetDeclDel, event.OpSheetAttach,
			event.OpPicture:
			n++
		}
	}
	return n
}
