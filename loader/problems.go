package loader

import (
	"sort"

	"playhead/engine/event"
)

// problemBag counts problems and keeps some of each kind.
type problemBag struct {
	list   []event.Problem
	counts map[event.ProblemKind]int
}

// maxPerKind is how many problems of one kind are kept.
const maxPerKind = 25

func (b *problemBag) add(p event.Problem) {
	if b.counts == nil {
		b.counts = make(map[event.ProblemKind]int)
	}
	b.counts[p.Kind]++
	if b.counts[p.Kind] <= maxPerKind && len(b.list) < MaxProblems {
		b.list = append(b.list, p)
	}
}

// problems returns what was collected, with more added that may change later.
func (b *problemBag) problems(more ...event.Problem) Problems {
	c := problemBag{list: b.list[:len(b.list):len(b.list)], counts: make(map[event.ProblemKind]int, len(b.counts))}
	for k, n := range b.counts {
		c.counts[k] = n
	}
	for _, p := range more {
		c.add(p)
	}
	out := Problems{List: c.list}
	for k, n := range c.counts {
		out.Counts = append(out.Counts, ProblemCount{k, n})
	}
	sort.Slice(out.Counts, func(i, j int) bool { return out.Counts[i].Kind < out.Counts[j].Kind })
	return out
}

// dropBag counts what is not part of the recording.
type dropBag struct {
	list []Dropped
}

func (b *dropBag) add(reason, place string, size int64) {
	for i := range b.list {
		if d := &b.list[i]; d.Reason == reason {
			d.Count++
			d.Bytes += size
			return
		}
	}
	b.list = append(b.list, Dropped{Reason: reason, Count: 1, Bytes: size, Example: place})
}

func (b *dropBag) dropped(more ...Dropped) []Dropped {
	out := append([]Dropped(nil), b.list...)
	for _, d := range more {
		if d.Count > 0 {
			out = append(out, d)
		}
	}
	return out
}
