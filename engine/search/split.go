package search

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"playhead/engine/event"
)

// firstShare is where a track is split in two, of its events: the second part has
// to be replayed up to there as well, without looking at it.
const firstShare = 0.55

// RunSplit is [Run] in two parts of a track, at once on two cores or one after the
// other, which gives the same. It returns the hits when both are done, in order of
// their beginning.
func RunSplit(ctx context.Context, track event.Track, p Pattern, opts Options, atOnce bool) ([]Hit, Result, error) {
	n := track.Len()
	middle := event.Millis(0)
	if n > 0 {
		middle = track.Meta(int(float64(n) * firstShare)).Time
	}
	if opts.Since >= middle || opts.Until > 0 && opts.Until <= middle {
		return collect(ctx, track, p, opts)
	}
	var parts [2]part
	first, second := opts, opts
	first.Until, second.Since = middle, middle
	shared := &progress{report: opts.Progress}
	var wg sync.WaitGroup
	for i, o := range []Options{first, second} {
		if opts.Progress != nil {
			o.Progress = func(done, total int) { shared.tell(i, done, total) }
		}
		search := func() { parts[i].hits, parts[i].result, parts[i].err = collect(ctx, track, p, o) }
		if atOnce {
			wg.Go(search)
		} else {
			search()
		}
	}
	wg.Wait()
	hits, res, err := join(&parts[0], &parts[1], middle)
	return hits, res, err
}

// part is what the search of one part found.
type part struct {
	hits   []Hit
	result Result
	err    error
}

// progress adds up what the parts report.
type progress struct {
	mu     sync.Mutex
	done   [2]int
	report func(done, total int)
}

func (p *progress) tell(i, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done[i] = done
	p.report(p.done[0]+p.done[1], 2*total)
}

// collect runs a search and returns its hits in order of their beginning.
func collect(ctx context.Context, track event.Track, p Pattern, opts Options) ([]Hit, Result, error) {
	var hits []Hit
	res, err := Run(ctx, track, p, opts, func(h Hit) bool {
		if h.Open {
			hits = append(hits, h)
		} else {
			hits[h.ID] = h
		}
		return true
	})
	return hits, res, err
}

// join puts the hits of two parts together. What was in sight when the first part
// ended and is when the second begins, at the same place, is one stretch.
func join(a, b *part, middle event.Millis) ([]Hit, Result, error) {
	res := Result{
		Looks: a.result.Looks + b.result.Looks, Apart: max(a.result.Apart, b.result.Apart), Events: max(a.result.Events, b.result.Events),
	}
	if err := cmp.Or(a.err, b.err); err != nil {
		return nil, res, err
	}
	hits := a.hits
	joined := make([]bool, len(hits))
	for _, h := range b.hits {
		i := -1
		if h.From == middle {
			i = slices.IndexFunc(hits[:len(joined)], func(o Hit) bool { return o.To == middle && o.Path == h.Path && o.Match == h.Match })
		}
		if i >= 0 && !joined[i] {
			joined[i] = true
			hits[i].To, hits[i].Node = h.To, h.Node
			continue
		}
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(x, y Hit) int { return cmp.Compare(x.From, y.From) })
	for i := range hits {
		hits[i].ID = i
	}
	return hits, res, nil
}
