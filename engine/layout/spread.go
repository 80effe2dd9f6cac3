package layout

import (
	"runtime"
	"sync/atomic"
)

// Parts of a box that do not depend on each other can be laid out by two
// goroutines: what they find is in the caches of the boxes, and the one run that
// goes on takes it from there, in the order it always has.

const (
	minSpread   = 24 // parts from which a second goroutine is worth its start
	spreadChunk = 4
)

// spread calls f for the parts 0 to n-1, on two goroutines where that is worth
// it, and reports whether it did. f must use the context it is given, and touch
// nothing but its part.
func (cx *context) spread(n int, f func(cx *context, i int)) bool {
	if n < minSpread || cx.forked || cx.spreading || runtime.GOMAXPROCS(0) < 2 {
		return false
	}
	cx.spreading = true
	defer func() { cx.spreading = false }()
	if cx.fork == nil {
		cx.fork = &context{tree: cx.tree, metrics: cx.metrics, viewW: cx.viewW, viewH: cx.viewH, forked: true}
		if cx.reused {
			cx.fork.takesOver()
		}
	}
	fork := cx.fork
	fork.depth, fork.usedH = cx.depth, false
	var next atomic.Int64
	work := func(cx *context) {
		for {
			to := int(next.Add(spreadChunk))
			if to-spreadChunk >= n {
				return
			}
			for i := to - spreadChunk; i < min(to, n); i++ {
				f(cx, i)
			}
		}
	}
	var failed any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { failed = recover() }()
		work(fork)
	}()
	func() {
		defer func() { <-done }()
		work(cx)
	}()
	if failed != nil {
		panic(failed) // where the caller can see it
	}
	cx.usedView = cx.usedView || fork.usedView
	cx.usedH = cx.usedH || fork.usedH
	return true
}
