package catalog

import (
	"context"
	"iter"
	"sync"

	"playhead/loader"
)

// Result is what a question about one session gave.
type Result[T any] struct {
	Session Session
	Value   T
	Err     error
}

// Each opens the sessions and calls f for the recording of each, on several
// goroutines at once, and yields the results in order; sessions of one unit come
// together, where the first of them stands. A recording is let go of after its
// call: f must not keep it. What cannot be opened gives a result with an error,
// and the next ones follow; when ctx ends, the last result has its error.
func Each[T any](ctx context.Context, c *Catalog, sessions []Session, f func(context.Context, *loader.Recording, *Session) (T, error)) iter.Seq[Result[T]] {
	return func(yield func(Result[T]) bool) {
		groups := byUnit(sessions)
		done := 0
		work := func(ctx context.Context, group []Session) []Result[T] { return examine(ctx, group, f) }
		for results := range inOrder(ctx, groups, c.opts.Workers, work) {
			done++
			c.opts.Progress(Progress{Examining, done, len(groups)})
			for _, r := range results {
				if !yield(r) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Result[T]{Err: err})
		}
	}
}

// EachRecording is [Each] for all recordings of units, of which nothing needs to
// be known before: f is called for each recording with its unit, and the
// sessions of the results tell what loading told.
func EachRecording[T any](ctx context.Context, c *Catalog, units []*Unit, f func(context.Context, *loader.Recording, *Unit) (T, error)) iter.Seq[Result[T]] {
	return func(yield func(Result[T]) bool) {
		done := 0
		work := func(ctx context.Context, u *Unit) []Result[T] {
			recs, err := u.Open(ctx, "")
			if err != nil {
				r := Result[T]{Session: Session{Unit: u}, Err: err}
				r.Session.Source = u.Name
				return []Result[T]{r}
			}
			out := make([]Result[T], len(recs))
			for i, rec := range recs {
				out[i].Session = Session{Session: rec.Summary(u.Name), Unit: u}
				out[i].Value, out[i].Err = f(ctx, rec, u)
			}
			return out
		}
		for results := range inOrder(ctx, units, c.opts.Workers, work) {
			done++
			c.opts.Progress(Progress{Examining, done, len(units)})
			for _, r := range results {
				if !yield(r) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Result[T]{Err: err})
		}
	}
}

// byUnit groups sessions by what has to be loaded at once.
func byUnit(sessions []Session) [][]Session {
	at := make(map[*Unit]int)
	var groups [][]Session
	for _, s := range sessions {
		i, ok := at[s.Unit]
		if !ok {
			i = len(groups)
			at[s.Unit] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

// examine opens a unit once and calls f for the sessions asked for.
func examine[T any](ctx context.Context, group []Session, f func(context.Context, *loader.Recording, *Session) (T, error)) []Result[T] {
	out := make([]Result[T], len(group))
	only := ""
	if len(group) == 1 {
		only = group[0].ID
	}
	recs, err := group[0].Unit.Open(ctx, only)
	for i := range group {
		r := &out[i]
		r.Session = group[i]
		if r.Err = err; err != nil {
			continue
		}
		rec := match(recs, &group[i])
		if rec == nil {
			r.Err = loader.ErrNoSession
			continue
		}
		r.Value, r.Err = f(ctx, rec, &group[i])
	}
	return out
}

// match finds the recording of a session. Ids of rrweb sessions are names of
// files, which need not be unique.
func match(recs []*loader.Recording, s *Session) *loader.Recording {
	var found *loader.Recording
	for _, r := range recs {
		if i := r.Info(); i.SessionID == s.ID && (found == nil || i.Start == s.Start) {
			found = r
		}
	}
	return found
}

// ahead is how many results per worker may wait for their turn: enough that one
// slow item does not stop the others at once, few enough to bound memory.
const ahead = 4

// inOrder calls f for every item, on several goroutines at once, and yields the
// results in the order of the items. When the consumer stops, or ctx ends, no
// further item is begun, and it returns when those that were begun have ended.
func inOrder[In, Out any](ctx context.Context, items []In, workers int, f func(context.Context, In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		workers := min(workers, len(items))
		if workers < 1 {
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()

		type slot struct{ out chan Out }
		slots := make(chan slot, workers*ahead) // in order, bounded
		work := make(chan func())
		wg.Go(func() {
			defer close(slots)
			defer close(work)
			for _, item := range items {
				s := slot{make(chan Out, 1)}
				select {
				case slots <- s:
				case <-ctx.Done():
					return
				}
				select {
				case work <- func() { s.out <- f(ctx, item) }:
				case <-ctx.Done():
					close(s.out)
					return
				}
			}
		})
		for range workers {
			wg.Go(func() {
				for do := range work {
					do()
				}
			})
		}
		for s := range slots {
			out, ok := <-s.out
			if !ok || ctx.Err() != nil || !yield(out) {
				return
			}
		}
	}
}
