package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	// sealSize and sealAge end the pack that is appended to.
	sealSize = 64 << 20
	sealAge  = time.Hour
)

// Dir keeps packs in a directory: one file each below packs/. The pack of a
// writer grows by appending; it is locked while it does, so that others know.
type Dir struct {
	root  *os.Root
	first chan *growing // the pack to write to, when nobody does just now
	rest  chan *growing // the others
	fault func(op string) error

	mu   sync.Mutex
	open map[string]bool // packs of our own that grow
}

// growing is a pack that is appended to. It belongs to whoever has taken it.
type growing struct {
	file   *os.File // nil: to be made
	name   string
	size   int64
	opened time.Time
}

// dirPacks is how many packs grow at once: what comes in does not wait for what
// retention copies.
const dirPacks = 2

// OpenDir opens a directory as a store, made when it does not exist.
func OpenDir(dir string) (*Dir, error) {
	if dir == "" {
		return nil, errors.New("store: no directory given")
	}
	if err := os.MkdirAll(filepath.Join(dir, "packs"), 0o700); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "packs"))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	d := &Dir{root: root, first: make(chan *growing, 1), rest: make(chan *growing, dirPacks-1), open: map[string]bool{}}
	d.first <- &growing{}
	for range dirPacks - 1 {
		d.rest <- &growing{}
	}
	return d, nil
}

// take takes a pack to append to, the first where that is free: so that others
// begin only where they help. It is given back to where it came from.
func (d *Dir) take() (*growing, chan<- *growing) {
	select {
	case g := <-d.first:
		return g, d.first
	default:
	}
	select {
	case g := <-d.first:
		return g, d.first
	case g := <-d.rest:
		return g, d.rest
	}
}

// Writers implements [Packs]. A second writer would take the few that came since
// the first began, and a sync costs the same for few as for many.
func (d *Dir) Writers() int { return 1 }

// Write implements [Packs].
func (d *Dir) Write(_ context.Context, bufs net.Buffers, size int) (string, int64, error) {
	g, back := d.take()
	defer func() { back <- g }()
	if g.file != nil && (g.size >= sealSize || time.Since(g.opened) >= sealAge) {
		if err := d.seal(g); err != nil {
			return "", 0, err
		}
	}
	if g.file == nil {
		if err := d.create(g); err != nil {
			return "", 0, fmt.Errorf("store: new pack: %w", err)
		}
	}
	at := g.size
	err := writeAll(g.file, bufs)
	if err == nil {
		err = d.inject("sync")
	}
	if err == nil {
		err = syncData(g.file)
	}
	if err != nil {
		// After a failed write or sync nobody knows what the disk holds of this
		// file's end: it is cut where it was known to be good and left alone.
		_ = g.file.Truncate(at)
		_ = d.seal(g)
		return "", 0, fmt.Errorf("store: write: %w", err)
	}
	g.size += int64(size)
	return g.name, at, nil
}

// inject lets tests fail an operation.
func (d *Dir) inject(op string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op)
}

// create starts a pack. Its name is durable before anything is in it.
func (d *Dir) create(g *growing) error {
	now := time.Now()
	name := packName(now)
	day := path.Dir(name)
	if err := d.root.Mkdir(day, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := d.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if err = lockFile(f); err == nil {
		if err = d.syncFolder("."); err == nil {
			err = d.syncFolder(day)
		}
	}
	if err != nil {
		_ = f.Close()
		_ = d.root.Remove(name)
		return err
	}
	g.file, g.name, g.size, g.opened = f, name, 0, now
	d.mu.Lock()
	d.open[name] = true
	d.mu.Unlock()
	return nil
}

func (d *Dir) syncFolder(name string) error {
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // read only
	return syncFolder(f)
}

// Seal implements [Packs].
func (d *Dir) Seal() error {
	var errs []error
	for range dirPacks {
		g, back := d.take()
		errs = append(errs, d.seal(g))
		defer func() { back <- g }()
	}
	return errors.Join(errs...)
}

func (d *Dir) seal(g *growing) error {
	if g.file == nil {
		return nil
	}
	f := g.file
	g.file = nil
	d.mu.Lock()
	delete(d.open, g.name)
	d.mu.Unlock()
	return f.Close()
}

// Growing implements [Packs].
func (d *Dir) Growing(pack string) bool {
	d.mu.Lock()
	own := d.open[pack]
	d.mu.Unlock()
	if own {
		return true
	}
	if !validPack(pack) {
		return false
	}
	f, err := d.root.OpenFile(pack, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // nothing is written
	return lockFile(f) != nil
}

// Read implements [Packs].
func (d *Dir) Read(_ context.Context, pack string, offset int64, p []byte) error {
	if !validPack(pack) {
		return fmt.Errorf("store: %q: %w", pack, errGone)
	}
	f, err := d.root.Open(pack)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("store: %s: %w", pack, errGone)
		}
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only
	if _, err := f.ReadAt(p, offset); err != nil {
		return fmt.Errorf("store: %s at %d: %w", pack, offset, err)
	}
	return nil
}

// List implements [Packs].
func (d *Dir) List(ctx context.Context, f func(PackInfo) error) error {
	return fs.WalkDir(d.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			return nil // deleted meanwhile
		case err != nil:
			return fmt.Errorf("store: %w", err)
		case e.IsDir() || !validPack(name):
			return nil
		}
		st, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // deleted meanwhile
		}
		return f(PackInfo{Name: name, Size: st.Size()})
	})
}

// Delete implements [Packs].
func (d *Dir) Delete(_ context.Context, pack string) error {
	if !validPack(pack) {
		return nil
	}
	if err := d.inject("delete"); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := d.root.Remove(pack); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("store: %w", err)
	}
	day, _, _ := strings.Cut(pack, "/")
	_ = d.root.Remove(day) // when it is empty
	return nil
}

// Check implements [Packs].
func (d *Dir) Check(context.Context) error {
	_, err := d.root.Stat(".")
	return err
}

// Close implements [Packs].
func (d *Dir) Close() error { return errors.Join(d.Seal(), d.root.Close()) }
