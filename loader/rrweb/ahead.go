package rrweb

import (
	"bytes"
	"slices"
	"sync/atomic"
)

// ahead looks at the second half of a part of the document while the indexer
// looks at the first. It starts where it guesses that an event starts, and
// assumes that the indexer will come there in the state in which it was when
// they parted. When it does, what was found is what the indexer would have found
// from there on; otherwise it is thrown away. Only events as rrweb writes them
// are moved over: they change nothing of the indexer's state but its position
// and the count of lines.
type ahead struct {
	from  int     // the guess
	lines int     // of the indexer when they parted; its stack is x's
	x     Indexer // looks ahead
	begun atomic.Bool
	done  chan struct{}
}

const (
	// aheadLeast is the least number of bytes for which a goroutine is worth it.
	aheadLeast = 1 << 20
	// maxMisses is how many wrong guesses in a row are taken for a document of
	// another make.
	maxMisses = 3
	// maxGuesses bounds the search for the start of an event.
	maxGuesses = 64
)

// fork lets the second half of doc[x.pos:stop] be looked at in another
// goroutine, where that is possible. leave must follow.
func (x *Indexer) fork(doc []byte, stop int) {
	n := len(x.stack)
	if x.Guard == nil || x.misses >= maxMisses || x.inLoss || stop-x.pos < aheadLeast || n > 0 && x.stack[n-1].object {
		return
	}
	from := guessStart(doc[:stop], x.pos+(stop-x.pos)/2)
	if from < 0 {
		x.misses++
		return
	}
	x.ahead = x.part(from)
	go x.ahead.look(doc, stop, x.Guard)
}

// part makes what looks at the document from an offset on.
func (x *Indexer) part(from int) *ahead {
	a := &ahead{from: from, lines: x.lines, done: make(chan struct{})}
	a.x = Indexer{pos: from, lines: x.lines, stack: slices.Clone(x.stack), items: x.spare[:0]}
	x.spare = nil
	return a
}

// look looks at doc[from:stop], unless the indexer was there before.
func (a *ahead) look(doc []byte, stop int, guard func(func()) error) {
	defer close(a.done)
	if !a.begun.CompareAndSwap(false, true) {
		return
	}
	if err := guard(func() { a.x.glance(doc, stop) }); err != nil {
		a.x.pos, a.x.items = a.from, nil // the indexer will come to it and tell
	}
}

// reached reports whether the indexer has come to where ahead started.
func (x *Indexer) reached(doc []byte) bool {
	return x.ahead != nil && space(doc, x.pos) >= x.ahead.from
}

// join takes over what ahead has found, if the indexer has come to exactly where
// that started and nothing was assumed wrongly.
func (x *Indexer) join(doc []byte) {
	a := x.ahead
	if !x.leave() {
		return
	}
	if space(doc, x.pos) != a.from || x.inLoss || !slices.Equal(x.stack, a.x.stack) ||
		x.lines != a.lines && min(x.lines, a.lines) < trustLines {
		x.misses++
		return
	}
	x.misses = 0
	if len(a.x.items) > 0 {
		x.items = append(x.items, a.x.items...)
		x.pos, x.lines = a.x.pos, a.x.lines
	}
}

// leave ends looking ahead. It returns false when that had not begun: the other
// core is busy, the indexer goes on by itself.
func (x *Indexer) leave() bool {
	a := x.ahead
	x.ahead = nil
	if a == nil || a.begun.CompareAndSwap(false, true) {
		return false
	}
	<-a.done
	x.spare = a.x.items[:0]
	return true
}

// glance is Index for events as rrweb writes them; it ends before anything else.
func (x *Indexer) glance(doc []byte, stop int) {
	for x.pos < stop {
		p := space(doc, x.pos)
		switch {
		case p < len(doc) && doc[p] == ',':
			x.pos = p + 1
			continue
		case p >= len(doc) || doc[p] != '{':
			return
		}
		lines := x.lines
		if ok, err := x.quick(doc, p); !ok || err != nil {
			x.lines = lines
			return
		}
	}
}

// guessStart returns an offset from from on where an event probably starts, -1
// when there is none: after a time stamp that ends an object.
func guessStart(doc []byte, from int) int {
	for range maxGuesses {
		i := bytes.Index(doc[from:], []byte(timeKey))
		if i < 0 {
			return -1
		}
		from += i + len(timeKey)
		for from < len(doc) && doc[from]-'0' <= 9 {
			from++
		}
		if from == len(doc) || doc[from] != '}' {
			continue
		}
		p := space(doc, from+1)
		if p < len(doc) && doc[p] == ',' {
			p = space(doc, p+1)
		}
		if kind, _ := plainHead(doc[p:]); kind != noKind {
			return p
		}
	}
	return -1
}
