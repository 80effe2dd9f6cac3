package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"playhead/engine/summary"
	"playhead/loader/parcel"
)

// Options of [Open].
type Options struct {
	// Store is where the packs are ([OpenPacks]). Index is where the session index
	// is: an SQLite file, or a PostgreSQL URL; empty means a file in the store's
	// directory, or in the user's cache for a remote store.
	Store, Index string
	// Retention bounds what is kept.
	Retention Retention
	// LiveFor is how long after the last parcel a session is listed as going on; 0
	// means 2 minutes.
	LiveFor time.Duration
	// Summarize makes the whole summary of a session, from what Parcels gives; nil
	// leaves it at what the index knows by itself.
	Summarize func(ctx context.Context, application, session string) (summary.Session, error)
	// Log is told what goes wrong. Getenv gives credentials.
	Log    *slog.Logger
	Getenv func(string) string
	// Now is the clock.
	Now func() time.Time

	packs Packs // of tests
}

// Store takes parcels in, keeps them and finds them again. It is safe for
// concurrent use, also by several processes.
type Store struct {
	opts  Options
	packs Packs
	index *index
	log   *slog.Logger

	queue   chan *pending
	adding  sync.WaitGroup
	writers sync.WaitGroup
	closing chan struct{}
	stop    context.CancelFunc // background work
	work    sync.WaitGroup

	mu     sync.Mutex
	flying map[parcel.ID]*pending
	recent [2]map[parcel.ID]struct{} // durable lately; two generations
	closed bool

	feed    backlog
	changed atomic.Pointer[chan struct{}]
	healthy atomic.Pointer[error] // of the index; nil: no fault
	removal sync.Mutex            // one removal at a time
	Stats   Stats
}

// Stats counts what happened since the start.
type Stats struct {
	Parcels, Bytes, Repeats, Commits, Failures, Indexed, IndexFailures, Expired atomic.Int64
}

// pending is a parcel that waits to become durable.
type pending struct {
	parcel *parcel.Parcel
	id     parcel.ID
	head   []byte
	placed placed
	done   chan struct{}
	err    error
}

const (
	queueSize  = 4096
	batchBytes = 16 << 20
	recentMost = 1 << 15
	liveFor    = 2 * time.Minute
)

// ErrClosed says that the store is shutting down.
var ErrClosed = errors.New("the store is closed")

// Open opens a store and brings its index up to date in the background.
func Open(ctx context.Context, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Getenv == nil {
		opts.Getenv = os.Getenv
	}
	if opts.LiveFor <= 0 {
		opts.LiveFor = liveFor
	}
	packs := opts.packs
	if packs == nil {
		var err error
		if packs, err = OpenPacks(ctx, opts.Store, opts.Getenv); err != nil {
			return nil, err
		}
	}
	place, err := indexPlace(opts)
	if err == nil {
		var x *index
		if x, err = openIndex(ctx, place); err == nil {
			return start(opts, packs, x), nil
		}
	}
	return nil, errors.Join(err, packs.Close())
}

// indexPlace says where the index is when nothing else was said.
func indexPlace(opts Options) (string, error) {
	if opts.Index != "" {
		return opts.Index, nil
	}
	dir, remote := strings.TrimPrefix(opts.Store, "file://"), false
	if strings.Contains(dir, "://") {
		remote = true
	}
	if !remote {
		return filepath.Join(dir, "index.sqlite"), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("index: %w: say where with --index", err)
	}
	cache = filepath.Join(cache, "playhead")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", fmt.Errorf("index: %w", err)
	}
	return filepath.Join(cache, "index-"+nameOf(opts.Store)+".sqlite"), nil
}

// nameOf makes a file name of any text.
func nameOf(s string) string {
	p := parcel.Parcel{Kind: parcel.KindPin, Name: s}
	return p.ID().String()
}

func start(opts Options, packs Packs, x *index) *Store {
	ctx, stop := context.WithCancel(context.Background())
	s := &Store{
		opts: opts, packs: packs, index: x, log: opts.Log,
		queue: make(chan *pending, queueSize), closing: make(chan struct{}), stop: stop,
		flying: map[parcel.ID]*pending{},
	}
	s.recent[0] = map[parcel.ID]struct{}{}
	s.feed.init()
	c := make(chan struct{})
	s.changed.Store(&c)
	for range packs.Writers() {
		s.writers.Go(s.write)
	}
	s.feed.stale = true // the index may lack what was written last time
	s.work.Go(func() { s.keepIndex(ctx) })
	s.work.Go(func() { s.keepHouse(ctx) })
	return s
}

// Add makes a parcel durable and returns when it is. A parcel that is there
// already is fine. The parcel's bytes are not used after Add has returned.
func (s *Store) Add(p *parcel.Parcel) error {
	w := &pending{parcel: p, id: p.ID(), done: make(chan struct{})}
	var err error
	if w.head, err = p.Encode(); err != nil {
		return err
	}
	w.placed = placed{id: w.id, bytes: len(p.Body), size: int64(len(w.head) + len(p.Body))}
	if p.Kind == parcel.KindRUM {
		if w.placed.events, err = openRUM(p); err != nil {
			return err
		}
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return ErrClosed
	}
	if s.known(w.id) {
		s.mu.Unlock()
		s.Stats.Repeats.Add(1)
		return nil
	}
	if first := s.flying[w.id]; first != nil {
		s.mu.Unlock()
		s.Stats.Repeats.Add(1)
		<-first.done
		return first.err
	}
	s.flying[w.id] = w
	s.adding.Add(1)
	s.mu.Unlock()
	defer s.adding.Done()
	s.queue <- w
	<-w.done
	return w.err
}

// known reports whether a parcel became durable lately. s.mu is held.
func (s *Store) known(id parcel.ID) bool {
	if _, ok := s.recent[0][id]; ok {
		return true
	}
	_, ok := s.recent[1][id]
	return ok
}

// forget drops what is known of parcels: some may be gone.
func (s *Store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recent = [2]map[parcel.ID]struct{}{{}, nil}
}

// write is a writer: it takes all that wait, makes them durable at once and
// tells them. While it waits for the disk, the next batch gathers; and before it
// goes there, requests that have been read and could run now come along: a sync
// costs as much as twenty segments. Where nothing else can run, it goes at once.
func (s *Store) write() {
	for first := range s.queue {
		runtime.Gosched()
		batch := []*pending{first}
		size := first.placed.size
		for size < batchBytes {
			select {
			case w, ok := <-s.queue:
				if ok {
					batch = append(batch, w)
					size += w.placed.size
					continue
				}
			default:
			}
			break
		}
		bufs := make(net.Buffers, 0, 2*len(batch))
		for _, w := range batch {
			bufs = append(bufs, w.head, w.parcel.Body)
		}
		pack, at, err := s.packs.Write(context.Background(), bufs, int(size))
		s.written(batch, pack, at, err)
	}
}

// written tells the parcels of a batch what became of them.
func (s *Store) written(batch []*pending, pack string, at int64, err error) {
	s.Stats.Commits.Add(1)
	done := make([]placed, 0, len(batch))
	for _, w := range batch {
		w.err = err
		w.placed.pack, w.placed.position = pack, at
		at += w.placed.size
		label := *w.parcel
		label.Body, label.Meta = nil, nil
		w.placed.parcel = &label
		done = append(done, w.placed)
	}
	s.mu.Lock()
	for _, w := range batch {
		delete(s.flying, w.id)
		if err != nil {
			continue
		}
		if len(s.recent[0]) >= recentMost {
			s.recent[1], s.recent[0] = s.recent[0], make(map[parcel.ID]struct{}, recentMost)
		}
		s.recent[0][w.id] = struct{}{}
		s.Stats.Parcels.Add(1)
		s.Stats.Bytes.Add(int64(w.placed.bytes))
	}
	s.mu.Unlock()
	if err != nil {
		s.Stats.Failures.Add(int64(len(batch)))
		s.log.Error("store", "error", err, "parcels", len(batch))
	} else {
		s.feed.add(done)
	}
	for _, w := range batch {
		close(w.done)
	}
}

// Waiting is how many parcels are not durable yet, and how many are not indexed.
func (s *Store) Waiting() (durable, indexed int) {
	s.mu.Lock()
	durable = len(s.flying)
	s.mu.Unlock()
	return durable, s.feed.len()
}

// Check reports why the store cannot take anything in, nil when it can.
func (s *Store) Check(ctx context.Context) error {
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	if err := s.packs.Check(ctx); err != nil {
		return err
	}
	if err := s.healthy.Load(); err != nil && *err != nil {
		return fmt.Errorf("index: %w", *err)
	}
	return nil
}

// Changed returns a channel that is closed when more is indexed.
func (s *Store) Changed() <-chan struct{} { return *s.changed.Load() }

func (s *Store) notify() {
	c := make(chan struct{})
	close(*s.changed.Swap(&c))
}

// Close ends the store: what was added becomes durable and, where that goes
// quickly, indexed.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	s.adding.Wait()
	close(s.queue)
	s.writers.Wait()
	close(s.closing)
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second): // the index does not answer; it is found out next time
		s.stop()
		<-done
	}
	s.stop()
	return errors.Join(s.packs.Close(), s.index.close())
}

// backlog is what is durable and not indexed yet.
type backlog struct {
	mu    sync.Mutex
	list  []placed
	stale bool          // the index lacks something that is not in the list
	wake  chan struct{} // of capacity 1
}

// backlogMost bounds the backlog; what is beyond is found again in the packs.
const backlogMost = 100_000

func (b *backlog) init() { b.wake = make(chan struct{}, 1) }

func (b *backlog) add(list []placed) {
	b.mu.Lock()
	if len(b.list)+len(list) > backlogMost {
		b.list, b.stale = nil, true
	} else {
		b.list = append(b.list, list...)
	}
	b.mu.Unlock()
	b.poke()
}

func (b *backlog) poke() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *backlog) len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.list)
}

// take returns the next parcels to index.
func (b *backlog) take(most int) (list []placed, stale bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := min(most, len(b.list))
	list = slices.Clone(b.list[:n])
	b.list = b.list[n:]
	if len(b.list) == 0 {
		b.list = nil
	}
	stale, b.stale = b.stale, false
	return list, stale
}

// back returns parcels that could not be indexed.
func (b *backlog) back(list []placed, stale bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stale = b.stale || stale
	if len(b.list)+len(list) > backlogMost {
		b.list, b.stale = nil, true
		return
	}
	b.list = append(list, b.list...)
}
