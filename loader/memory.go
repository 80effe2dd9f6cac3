package loader

import (
	"bytes"
	"container/list"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zlib"

	"playhead/engine/event"
	"playhead/loader/container"
)

// text is a document whose bytes stay: a mapped file, unpacked content. It may
// grow while it loads; every version begins with the one before.
type text struct {
	place string
	span  atomic.Pointer[span]
}

type span struct {
	bytes  []byte
	memory *container.Memory
}

func (t *text) set(b []byte, m *container.Memory) { t.span.Store(&span{b, m}) }

// slice hands bytes [from, to) of the text to f. Reading a file that somebody
// has cut in the meantime is a problem, not a crash.
func (t *text) slice(from, to int64, b *event.Batch, f func([]byte)) {
	s := t.span.Load()
	if s == nil || from < 0 || to < from || to > int64(len(s.bytes)) {
		b.Problems = append(b.Problems, event.Problem{Kind: event.ProblemTruncated, Detail: "the bytes of the event are gone", Place: t.place})
		return
	}
	if err := container.Guard(func() { f(s.bytes[from:to:to]) }); err != nil {
		b.Problems = append(b.Problems, event.Problem{Kind: event.ProblemTruncated, Detail: err.Error(), Place: t.place})
	}
	runtime.KeepAlive(s.memory)
}

// packet is the bytes of one or several Datadog segments, compressed as they
// were or plain.
type packet struct {
	place  string
	packed []byte // zlib; nil when plain
	plain  []byte
	memory *container.Memory
	size   int // inflated
}

// packetText gives the bytes of a packet to the stream that its segments are in.
type packetText struct {
	cache  *inflater
	packet *packet
}

// Bytes implements [datadog.Text].
func (t packetText) Bytes() ([]byte, error) { return t.cache.bytes(t.packet) }

// inflater keeps segments that were inflated lately. It is safe for concurrent
// use.
type inflater struct {
	mu     sync.Mutex
	budget int // bytes
	used   int
	recent list.List // of *inflated, most recent first
	byKey  map[*packet]*list.Element
	free   sync.Pool // of io.ReadCloser
}

type inflated struct {
	key   *packet
	bytes []byte
}

// inflatedMost is the size up to which segments are kept packed, in bytes.
const inflatedMost = 48 << 20

// inflatedBudget is how many bytes of inflated segments are kept, and inflatedLeast
// how many segments of any size: the player, its index and lists read at different
// places.
const (
	inflatedBudget = 12 << 20
	inflatedLeast  = 4
)

func newInflater(budget int) *inflater {
	return &inflater{budget: budget, byKey: make(map[*packet]*list.Element)}
}

// bytes returns the inflated bytes of p. They must not be changed.
func (c *inflater) bytes(p *packet) ([]byte, error) {
	if p.packed == nil {
		return p.plain, nil
	}
	c.mu.Lock()
	if e := c.byKey[p]; e != nil {
		c.recent.MoveToFront(e)
		b := e.Value.(*inflated).bytes
		c.mu.Unlock()
		return b, nil
	}
	c.mu.Unlock()
	// Two goroutines may inflate the same segment at once; that is rarer and
	// cheaper than making everybody wait for one.
	b, err := c.inflate(p)
	if err != nil {
		return nil, err
	}
	c.put(p, b)
	return b, nil
}

// put remembers the inflated bytes of p, which must not change any more.
func (c *inflater) put(p *packet, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[p] != nil {
		return
	}
	c.byKey[p] = c.recent.PushFront(&inflated{p, b})
	c.used += len(b)
	for c.used > c.budget && c.recent.Len() > inflatedLeast {
		last := c.recent.Back()
		v := last.Value.(*inflated)
		c.recent.Remove(last)
		delete(c.byKey, v.key)
		c.used -= len(v.bytes)
	}
}

func (c *inflater) inflate(p *packet) ([]byte, error) {
	src := bytes.NewReader(p.packed)
	var z io.ReadCloser
	var err error
	if v := c.free.Get(); v != nil {
		z = v.(io.ReadCloser)
		err = z.(zlib.Resetter).Reset(src, nil)
	} else {
		z, err = zlib.NewReader(src)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: inflate: %w", p.place, err)
	}
	b := make([]byte, p.size)
	n, err := io.ReadFull(z, b)
	if err != nil {
		return nil, fmt.Errorf("%s: inflate: %w after %d bytes", p.place, err, n)
	}
	c.free.Put(z)
	return b, nil
}
