package store

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	root *os.Root

	mu     sync.Mutex // guards what follows, for one writer at a time
	file   *os.File
	name   string
	size   int64
	opened time.Time
	sealed map[string]bool // packs of our own that are finished
	fault  func(op string) error
}

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
	return &Dir{root: root, sealed: map[string]bool{}}, nil
}

// Writers implements [Packs]: one, since appends to one file share their sync.
func (d *Dir) Writers() int { return 1 }

// Write implements [Packs].
func (d *Dir) Write(_ context.Context, bufs net.Buffers, size int) (string, int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.file != nil && (d.size >= sealSize || time.Since(d.opened) >= sealAge) {
		if err := d.seal(); err != nil {
			return "", 0, err
		}
	}
	if d.file == nil {
		if err := d.create(); err != nil {
			return "", 0, fmt.Errorf("store: new pack: %w", err)
		}
	}
	at := d.size
	n, err := bufs.WriteTo(d.file)
	if err == nil && n != int64(size) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = d.inject("sync")
	}
	if err == nil {
		err = syncData(d.file)
	}
	if err != nil {
		// After a failed write or sync nobody knows what the disk holds of this
		// file's end: it is cut where it was known to be good and left alone.
		_ = d.file.Truncate(at)
		_ = d.seal()
		return "", 0, fmt.Errorf("store: write: %w", err)
	}
	d.size += n
	return d.name, at, nil
}

// inject lets tests fail an operation.
func (d *Dir) inject(op string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op)
}

// create starts a pack. Its name is durable before anything is in it.
func (d *Dir) create() error {
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
	d.file, d.name, d.size, d.opened = f, name, 0, now
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
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seal()
}

func (d *Dir) seal() error {
	if d.file == nil {
		return nil
	}
	f := d.file
	d.file = nil
	return f.Close()
}

// Growing implements [Packs].
func (d *Dir) Growing(pack string) bool {
	d.mu.Lock()
	own := d.file != nil && d.name == pack
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
