package loader

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"playhead/engine/event"
	"playhead/loader/container"
	"playhead/loader/rrweb"
)

const (
	// firstBudget is how much of an rrweb document is looked at between checks
	// while nothing can be shown yet, laterBudget after that.
	firstBudget = 512 << 10
	laterBudget = 4 << 20
	// holdBack is how long events are held back while loading goes on, because
	// events are stored a little out of order.
	holdBack = event.Millis(1000)
	// namedPause and foundPause are the longest pauses between documents that are
	// taken for one session: of documents that were named each, and of those found
	// in one directory or archive.
	namedPause = event.Millis(5 * 60 * 1000)
	foundPause = event.Millis(5 * 1000)
)

// texts is the source of rrweb tracks: the documents of the session.
type texts struct {
	decoder rrweb.Decoder
	mu      sync.RWMutex
	list    []*text
}

func (t *texts) add(x *text) int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = append(t.list, x)
	return int32(len(t.list) - 1)
}

func (t *texts) get(i int32) *text {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.list[i]
}

func (t *texts) decode(e *trackEvent, b *event.Batch) {
	t.get(e.src).slice(e.at, e.at+int64(e.size), b, func(raw []byte) { t.decoder.Decode(raw, b) })
}

func (t *texts) raw(e *trackEvent) []byte {
	s := t.get(e.src).span.Load()
	if s == nil || e.at+int64(e.size) > int64(len(s.bytes)) {
		return nil
	}
	b := s.bytes[e.at : e.at+int64(e.size)]
	runtime.KeepAlive(s.memory)
	return b
}

func (t *texts) place(e *trackEvent) string {
	return t.get(e.src).place + ": byte " + strconv.FormatInt(e.at, 10)
}

// window is an rrweb track under construction: the events of one browser window.
type window struct {
	name    string
	track   *Track
	pending []trackEvent // in document order
	newest  event.Millis // greatest time seen
	views   []View
	vw, vh  float64 // first viewport
	late    int     // events that came in after later ones
}

// chunk is an rrweb document that is being read: a session, or a part of one.
type chunk struct {
	text       *text
	index      rrweb.Indexer
	session    *session
	src        int32
	start, end event.Millis
	snapshot   bool // begins with a snapshot
	changes    bool // has changes before the first snapshot
	events     int
	problems   int // of the index, reported so far
	last       event.Millis
	undated    int
	origin     string // of the first address
}

// rrweb reads a document of rrweb events.
func (b *build) rrweb(ctx context.Context, d *container.Document) error {
	if d.Complete() && b.known(d.Bytes()) {
		b.duplicate("document", d.Place, int64(len(d.Bytes())))
		return nil
	}
	c := &chunk{text: &text{place: d.Place}}
	c.index.Guard = container.Guard
	c.session = &session{id: path.Base(strings.ReplaceAll(d.Place, ": ", "/")), format: FormatRRWeb, source: d.Source, texts: &texts{}}
	// The first document is shown while it loads; whether a later one belongs to
	// the same session is known only at its end.
	first := len(b.chunks) == 0
	c.src = c.session.texts.add(c.text)
	if first {
		b.sessions = append(b.sessions, c.session)
	}
	b.chunks = append(b.chunks, c)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		whole := d.Complete()
		doc := d.Bytes()
		c.text.set(doc, d.Keep())
		budget := laterBudget
		if !b.ready {
			budget = firstBudget
		}
		before := c.index.Offset()
		c.take(c.index.Index(doc, whole, budget))
		b.indexProblems(c, d.Place)
		d.Advance(c.index.Offset())
		if first && b.due() {
			b.publish(false)
		}
		if whole && (c.index.Done() || c.index.Offset() == before) {
			break
		}
		if !whole && (c.index.Offset() == before || c.index.Offset() >= int64(len(doc))) {
			d.More(ctx)
		}
	}
	c.text.set(d.Bytes(), d.Keep())
	c.session.wire += d.Wire()
	c.session.raw += int64(len(d.Bytes()))
	c.session.segments++
	b.sizes[len(d.Bytes())] = append(b.sizes[len(d.Bytes())], c.text)
	if c.undated > 0 {
		b.problem(d.Place, event.Problem{Kind: event.ProblemClock, Detail: plural(c.undated, "event") + " without a time stamp"})
	}
	c.findOrigin()
	if !first {
		b.join(c, d)
	}
	return nil
}

// findOrigin reads the first address of a chunk.
func (c *chunk) findOrigin() {
	var b event.Batch
	for _, w := range c.session.windows {
		for e := range w.events() {
			if e.kind != event.KindViewport {
				continue
			}
			b.Reset()
			c.session.texts.decode(&e, &b)
			for k := range b.Ops {
				u, err := url.Parse(b.Ops[k].Text)
				if b.Ops[k].Kind == event.OpURL && err == nil {
					c.origin = u.Scheme + "://" + u.Host
					c.session.origin = c.origin
					return
				}
			}
		}
	}
}

// events goes through the events of a window: those published, and as long as
// there are none, those that wait for it.
func (w *window) events() iter.Seq[trackEvent] {
	return func(yield func(trackEvent) bool) {
		published := &w.track.head.Load().events
		for i := range published.n {
			if !yield(published.at(i)) {
				return
			}
		}
		for i := range w.pending {
			if published.n > 0 || !yield(w.pending[i]) {
				return
			}
		}
	}
}

// known reports whether a document has the same bytes as an earlier one.
func (b *build) known(doc []byte) bool {
	for _, t := range b.sizes[len(doc)] {
		if s := t.span.Load(); s != nil && bytes.Equal(s.bytes, doc) {
			return true
		}
	}
	return false
}

// indexProblems reports what the index newly found.
func (b *build) indexProblems(c *chunk, place string) {
	all := c.index.Problems()
	for _, p := range all[min(c.problems, len(all)):] {
		b.problem(place, p)
	}
	c.problems = len(all)
}

// take sorts events into the windows of the chunk's session.
func (c *chunk) take(items []rrweb.Item) {
	names := c.index.Windows()
	for i := range items {
		it := &items[i]
		size := it.End - it.Start
		if size <= 0 || size > 1<<31-1 {
			continue
		}
		t := it.Time
		if t <= 0 {
			c.undated++
			t = c.last
		}
		c.last = t
		if c.events == 0 || t < c.start {
			c.start = t
		}
		c.end = max(c.end, t)
		c.events++
		switch it.Kind {
		case event.KindSnapshot:
			c.session.snapshots++
			c.snapshot = c.snapshot || !c.changes
		case event.KindMutation:
			c.changes = true
		}
		w := c.session.window(names, it.Window)
		w.newest = max(w.newest, t)
		w.pending = append(w.pending, trackEvent{time: t, at: it.Start, size: int32(size), src: c.src, kind: it.Kind})
	}
	c.session.start, c.session.end = c.start, c.end
}

// window returns the window with an index of the document's window names.
func (ses *session) window(names []string, i int32) *window {
	name := ""
	if int(i) < len(names) {
		name = names[i]
	}
	for _, w := range ses.windows {
		if w.name == name {
			return w
		}
	}
	w := &window{name: name}
	w.reset(ses, len(ses.windows))
	ses.windows = append(ses.windows, w)
	return w
}

func (w *window) reset(ses *session, n int) {
	id := w.name
	if id == "" {
		id = fmt.Sprintf("tab %d", n+1)
	}
	w.track = newTrack(id, id, ses.texts)
	w.views = nil
}

// flush publishes pending events in order of time. What is newer than the hold
// back waits, unless this is the end.
func (w *window) flush(ses *session, n int, final bool) {
	byTime := func(a, b trackEvent) int { return cmp.Compare(a.time, b.time) }
	if !slices.IsSortedFunc(w.pending, byTime) {
		slices.SortStableFunc(w.pending, byTime)
	}
	ready := len(w.pending)
	if !final {
		ready, _ = slices.BinarySearchFunc(w.pending, w.newest-holdBack, func(e trackEvent, t event.Millis) int { return cmp.Compare(e.time, t) })
		if w.track.Len() == 0 { // the first page does not wait
			ready = max(ready, 1+slices.IndexFunc(w.pending, func(e trackEvent) bool { return e.kind == event.KindSnapshot }))
		}
	}
	if ready == 0 {
		return
	}
	more := w.pending[:ready]
	if old := &w.track.head.Load().events; old.n > 0 && more[0].time < old.time(old.n-1) {
		// Late events belong before published ones: another revision of the track.
		w.late++
		all := append(old.all(len(more)), more...)
		slices.SortStableFunc(all, func(a, b trackEvent) int {
			return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.src, b.src), cmp.Compare(a.at, b.at))
		})
		w.reset(ses, n)
		more = all
	}
	w.find(ses, more)
	w.track.extend(more, slices.Clone(w.views))
	w.pending = append(w.pending[:0], w.pending[ready:]...)
}

// find assigns views: every address that is shown is one.
func (w *window) find(ses *session, events []trackEvent) {
	var b event.Batch
	for i := range events {
		e := &events[i]
		if len(w.views) == 0 {
			w.views = append(w.views, View{ID: "1", Start: e.time})
		}
		if e.kind == event.KindViewport {
			b.Reset()
			ses.texts.decode(e, &b)
			for k := range b.Ops {
				if op := &b.Ops[k]; op.Kind == event.OpURL {
					w.page(op, e.time)
				}
			}
		}
		e.view = int32(len(w.views) - 1)
		w.views[e.view].End = e.time
	}
}

// page takes a meta event.
func (w *window) page(op *event.Op, t event.Millis) {
	if w.vw == 0 {
		w.vw, w.vh = op.W, op.H
	}
	v := &w.views[len(w.views)-1]
	switch {
	case v.URL == "":
		v.URL = op.Text
	case op.Text != "" && op.Text != v.URL:
		w.views = append(w.views, View{ID: strconv.Itoa(len(w.views) + 1), URL: op.Text, Start: t})
	}
}

// join decides whether a document continues the session of an earlier one: when
// it starts with changes to a page that another one must have begun, or soon
// after the other ended and on the same site. What overlaps in time is another
// session.
func (b *build) join(c *chunk, d *container.Document) {
	if c.events == 0 {
		b.dropped.add("no events", d.Place, int64(len(d.Bytes())))
		return
	}
	for _, s := range b.sessions {
		if s.format != FormatRRWeb {
			continue
		}
		pause := foundPause
		if s.source != d.Source {
			pause = namedPause
		}
		apart := c.start >= s.end && c.start-s.end <= pause || c.end <= s.start && s.start-c.end <= pause
		if apart && c.origin == s.origin || !c.snapshot && c.start >= s.start {
			s.absorb(c)
			return
		}
	}
	b.sessions = append(b.sessions, c.session)
}

// absorb moves the events of a chunk to the session.
func (ses *session) absorb(c *chunk) {
	src := ses.texts.add(c.text)
	for _, w := range c.session.windows {
		into := ses.window([]string{w.name}, 0)
		for _, e := range w.pending {
			e.src = src
			into.pending = append(into.pending, e)
			into.newest = max(into.newest, e.time)
		}
	}
	ses.start, ses.end = min(ses.start, c.start), max(ses.end, c.end)
	ses.wire += c.session.wire
	ses.raw += c.session.raw
	ses.segments++
	ses.snapshots += c.session.snapshots
}
