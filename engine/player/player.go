package player

import (
	"context"
	"sort"
	"sync"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Options configure a [Player]. The zero value is fine.
type Options struct {
	// KeyframeBytes bounds the memory of keyframes; 0 means 64 MiB, enough for
	// ten hours of a busy page.
	KeyframeBytes int
	// Spacing is the replay cost between keyframes to begin with, in units of
	// about 0.1 µs, beside what a keyframe costs; 0 means 0.2 ms.
	Spacing int
}

const defaultKeyframeBytes = 64 << 20

// Player gives states of a track. Its methods are safe for concurrent use.
type Player struct {
	opts Options

	mu     sync.Mutex // guards what follows; held while a seek runs
	cursor cursor

	marks marks // has its own lock: Index adds keyframes while seeks go on
}

// cursor is a page with the number of events that were applied to it.
type cursor struct {
	track event.Track
	rev   int // of the track: tracks need not be comparable
	tree  *dom.Tree
	index int
	batch event.Batch
	cost  int    // of the events applied since mark
	mark  int    // index of the last keyframe or snapshot passed
	near  []spot // scratch: what the pointer did around a moment
	seen  []seen // what it did in events that were asked for lately, by index

	packer  *dom.Packer
	placing chan struct{} // closed when the keyframe that is being packed aside is placed
}

// New returns a player of a track, which may still grow.
func New(track event.Track, opts Options) *Player {
	if opts.KeyframeBytes <= 0 {
		opts.KeyframeBytes = defaultKeyframeBytes
	}
	if opts.Spacing <= 0 {
		opts.Spacing = defaultSpacing
	}
	p := &Player{opts: opts}
	p.Replace(track)
	return p
}

// Replace makes the player play another revision of its track. States given
// out before stay valid.
func (p *Player) Replace(track event.Track) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cursor.settle()
	p.cursor = cursor{track: track, rev: p.cursor.rev + 1, tree: dom.New(), packer: new(dom.Packer)}
	p.marks.reset(track, p.cursor.rev, p.opts)
}

// Track returns the track played.
func (p *Player) Track() event.Track {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cursor.track
}

// Range returns the times of the track's first and last event so far, zeros for
// an empty track.
func (p *Player) Range() (start, end event.Millis) { return Range(p.Track()) }

// Range returns the times of a track's first and last event so far, zeros for
// an empty one.
func Range(t event.Track) (start, end event.Millis) {
	n := t.Len()
	if n == 0 {
		return 0, 0
	}
	return t.Meta(0).Time, t.Meta(n - 1).Time
}

// Find returns the number of events of a track at or before time at.
func Find(t event.Track, at event.Millis) int {
	return sort.Search(t.Len(), func(i int) bool { return t.Meta(i).Time > at })
}

// Seek returns the state at a time: all events at or before it are applied.
// Before the first event the page is empty.
func (p *Player) Seek(at event.Millis) State {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := Find(p.cursor.track, at)
	p.moveTo(n)
	return p.state(at)
}

// moveTo brings the cursor to n applied events by the shortest way.
func (p *Player) moveTo(n int) {
	c := &p.cursor
	if n < c.index {
		c.settle()
	}
	k, ok := p.marks.before(n)
	switch {
	case ok && (c.index > n || k.index > c.index):
		c.start(k)
	case c.index > n:
		c.tree, c.index, c.cost, c.mark = c.tree.Fresh(), 0, 0, 0
	}
	if s, ok := p.marks.snapshot(c.rev, c.index, n); ok && s > c.index {
		c.skipTo(s)
	}
	p.advance(c, n)
}

// start brings the cursor to a keyframe.
func (c *cursor) start(k keyframe) {
	c.tree, c.index, c.cost, c.mark = k.page.Unpack(), k.index, 0, k.index
}

// advance applies events up to n applied ones, and leaves keyframes on its way.
func (p *Player) advance(c *cursor, n int) {
	for c.index < n {
		c.step()
		if c.cost < p.opts.Spacing {
			continue
		}
		place, covered := p.marks.due(c.rev, c.mark, c.index, c.cost, c.tree.Len())
		if place {
			p.place(c)
		}
		if place || covered {
			c.cost, c.mark = 0, c.index
		}
	}
}

// place places a keyframe of the cursor's page. The player's own cursor packs it
// aside: whoever waits for a moment need not wait for that. Index has nobody who
// waits, and leaves the other cores to those.
func (p *Player) place(c *cursor) {
	if c != &p.cursor {
		p.marks.add(c.rev, c.index, c.tree, c.packer)
		return
	}
	c.settle()
	done := make(chan struct{})
	c.placing = done
	go func(rev, index int, page *dom.Tree, packer *dom.Packer) {
		defer close(done)
		p.marks.add(rev, index, page, packer)
	}(c.rev, c.index, c.tree.Freeze(), c.packer)
}

// settle waits until the keyframe that is being packed aside is placed.
func (c *cursor) settle() {
	if c.placing != nil {
		<-c.placing
		c.placing = nil
	}
}

// step applies the next event.
func (c *cursor) step() { c.apply(nil) }

// apply applies the next event and shows look its operations before.
func (c *cursor) apply(look func(page *dom.Tree, ops []event.Op)) {
	i := c.index
	c.index++
	k := c.track.Meta(i).Kind
	if !applies(k) {
		return
	}
	c.batch.Reset()
	c.track.Decode(i, &c.batch)
	if look != nil {
		look(c.tree, c.batch.Ops)
	}
	epoch := c.tree.Page.Epoch
	c.tree.ApplyAll(c.batch.Ops, nil)
	if c.tree.Page.Epoch != epoch {
		c.tree.Page.Epoch = uint32(i) + 1
		c.cost, c.mark = 0, i
	}
	c.cost += eventCost
	for j := range c.batch.Ops {
		c.cost += opCost + len(c.batch.Ops[j].Text)/textPerCost
	}
}

// applies reports whether events of a kind can change the tree. Pointer
// positions are looked up where they are needed; the others only concern lists.
func applies(k event.Kind) bool {
	switch k {
	case event.KindOther, event.KindPointer, event.KindFrustration:
		return false
	default:
		return true
	}
}

// skipTo goes to snapshot event s, applying only what outlives a snapshot:
// address, viewport and focus of the window. It stays where it is when the
// event turns out not to start the page anew.
func (c *cursor) skipTo(s int) {
	var b event.Batch
	c.track.Decode(s, &b)
	if !resets(b.Ops) {
		return
	}
	fresh := c.tree.Fresh()
	fresh.Page = carried(c.tree.Page)
	for i := c.index; i < s; i++ {
		switch c.track.Meta(i).Kind {
		case event.KindViewport, event.KindFocus, event.KindSnapshot:
		default:
			continue
		}
		c.batch.Reset()
		c.track.Decode(i, &c.batch)
		for j := range c.batch.Ops {
			switch op := &c.batch.Ops[j]; op.Kind {
			case event.OpURL, event.OpViewport, event.OpPageFocus:
				fresh.Apply(op)
			}
		}
	}
	c.tree, c.index, c.cost, c.mark = fresh, s, 0, s
}

// carried is what of a window's state outlives a full snapshot.
func carried(p dom.Page) dom.Page {
	return dom.Page{
		URL: p.URL, W: p.W, H: p.H, Blurred: p.Blurred, Epoch: p.Epoch,
		Focused: event.NoNode, PressedOn: event.NoNode,
	}
}

// resets reports whether operations start with OpReset, before anything but
// operations on the window.
func resets(ops []event.Op) bool {
	for i := range ops {
		switch ops[i].Kind {
		case event.OpReset:
			return true
		case event.OpURL, event.OpViewport, event.OpPageFocus, event.OpEventID, event.OpEntry:
		default:
			return false
		}
	}
	return false
}

// state describes the cursor's page at a time.
func (p *Player) state(at event.Millis) State {
	c := &p.cursor
	s := State{
		Tree: c.tree.Freeze(), Time: at, Index: c.index, View: -1,
		Gap: c.tree.Page.Gap, Ended: c.tree.Page.Ended,
		Hover: event.NoNode, Active: event.NoNode, Focus: event.NoNode,
	}
	if c.index > 0 {
		s.View = c.track.Meta(c.index - 1).View
	}
	p.pointer(&s)
	p.typing(&s)
	page := &s.Tree.Page
	if page.Focused != event.NoNode && s.Tree.ByID(page.Focused) != dom.None {
		s.Focus = page.Focused
	}
	if page.Pressed && page.PressedOn != event.NoNode && s.Tree.ByID(page.PressedOn) != dom.None {
		s.Active = page.PressedOn
	}
	return s
}

// Index replays the track in its own goroutine's time to place keyframes, from
// where keyframes end to the track's end so far. It returns ctx's error when
// that ends first. Seeks may go on meanwhile; call it again when the track has
// grown.
func (p *Player) Index(ctx context.Context) error {
	p.mu.Lock() // no Replace between the looks at the track and its keyframes
	c := cursor{track: p.cursor.track, rev: p.cursor.rev, tree: p.cursor.tree.Fresh(), packer: new(dom.Packer)}
	if k, ok := p.marks.before(p.indexed(c.rev, 0)); ok {
		c.start(k)
	}
	p.mu.Unlock()
	for c.index < c.track.Len() {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.advance(&c, min(c.index+indexChunk, c.track.Len()))
		if p.indexed(c.rev, c.index) < c.index {
			return nil // replaced meanwhile
		}
	}
	return nil
}

// indexChunk is how many events Index applies between looks at its context.
const indexChunk = 256

// indexed notes that keyframes of a track's revision are placed up to n applied events,
// and returns how far they are: less than n when the track is no longer played.
func (p *Player) indexed(rev, n int) int {
	m := &p.marks
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rev != rev {
		return -1
	}
	m.covered = max(m.covered, n)
	return m.covered
}
