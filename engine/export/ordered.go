package export

import "iter"

// Ordered hands every job to do, on several goroutines, and gives the results
// in the order of the jobs. The jobs themselves are made on a goroutine of their
// own, one after the other, a little ahead of what is consumed.
func Ordered[J, R any](jobs iter.Seq2[J, error], workers int, do func(J) (R, error)) iter.Seq2[R, error] {
	type result struct {
		value R
		err   error
	}
	return func(yield func(R, error) bool) {
		done := make(chan struct{})
		queue := make(chan chan result, 2*workers)
		slots := make(chan struct{}, workers)
		go func() {
			defer close(queue)
			for j, err := range jobs {
				r := make(chan result, 1)
				select {
				case queue <- r:
				case <-done:
					return
				}
				if err != nil {
					r <- result{err: err}
					return
				}
				slots <- struct{}{}
				go func() {
					v, err := do(j)
					r <- result{v, err}
					<-slots
				}()
			}
		}()
		// The maker of the jobs must have ended when this returns: what it uses
		// belongs to the caller.
		defer func() {
			close(done)
			for range queue { //nolint:revive // waits for its end
			}
		}()
		for r := range queue {
			v := <-r
			if !yield(v.value, v.err) || v.err != nil {
				return
			}
		}
	}
}
