package client

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"playhead/loader/parcel"
)

// cache is what is kept on disk of one session: the parcels in the order of the
// stream. A file is only ever replaced by a longer one, whole.
type cache struct {
	dir  string
	name string
	size int64 // bound of the directory
	old  *os.File
	tmp  *os.File
	w    *bufio.Writer
	grew bool
	bad  bool
}

const (
	cacheSize   = 1 << 30
	cacheSuffix = ".parcels"
)

// openCache opens the cached part of a session. A nil cache keeps nothing.
func (c *Client) openCache(s Session) (*cache, error) {
	if c.Cache == "" {
		return nil, nil //nolint:nilnil // a nil cache is one
	}
	if err := os.MkdirAll(c.Cache, 0o700); err != nil {
		return nil, err
	}
	// The name holds everything that makes two streams different.
	sum := sha256.Sum256([]byte(strings.Join([]string{c.Server.Scheme, c.Server.Host, c.Server.Path, s.Application, s.ID, s.Epoch}, "\x00")))
	k := &cache{dir: c.Cache, name: filepath.Join(c.Cache, hex.EncodeToString(sum[:16])+cacheSuffix), size: cmp.Or(c.CacheSize, cacheSize)}
	old, err := os.Open(k.name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	k.old = old
	if k.tmp, err = os.CreateTemp(c.Cache, "new-*"); err != nil {
		if old != nil {
			_ = old.Close()
		}
		return nil, err
	}
	k.w = bufio.NewWriter(k.tmp)
	return k, nil
}

// replay hands out what is cached. Damage ends it; what is missing is fetched.
func (k *cache) replay(f func(*parcel.Parcel) error) error {
	if k == nil || k.old == nil {
		return nil
	}
	r := bufio.NewReaderSize(k.old, 256<<10)
	last := int64(0)
	for {
		p, raw, err := readParcel(r)
		if err != nil || p.Seq <= last {
			k.grew = k.grew || err == nil || !errors.Is(err, io.EOF) // to be replaced by a good one
			return nil
		}
		last = p.Seq
		k.write(raw)
		if err := f(p); err != nil {
			return err
		}
	}
}

func (k *cache) write(raw []byte) {
	if k.bad {
		return
	}
	if _, err := k.w.Write(raw); err != nil {
		k.bad = true
	}
}

// add keeps a parcel that was fetched.
func (k *cache) add(raw []byte) {
	if k != nil {
		k.grew = true
		k.write(raw)
	}
}

// drop gives up what was kept: it belongs to something else.
func (k *cache) drop() {
	if k != nil {
		k.bad = true
	}
}

// close keeps what was fetched, and removes what the cache has no room for.
func (k *cache) close() {
	if k == nil {
		return
	}
	if k.old != nil {
		_ = k.old.Close()
	}
	err := errors.Join(k.w.Flush(), k.tmp.Close())
	if err != nil || k.bad || !k.grew {
		_ = os.Remove(k.tmp.Name())
		if k.old != nil && !k.bad {
			_ = os.Chtimes(k.name, time.Time{}, time.Now()) // used lately
		}
		return
	}
	if os.Rename(k.tmp.Name(), k.name) != nil {
		_ = os.Remove(k.tmp.Name())
	}
	trim(k.dir, k.size)
}

// trim removes the files that were not used for longest until the directory is
// small enough.
func trim(dir string, most int64) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	type file struct {
		name string
		size int64
		used time.Time
	}
	var files []file
	total := int64(0)
	for _, e := range list {
		st, err := e.Info()
		if err != nil || !st.Mode().IsRegular() {
			continue
		}
		if strings.HasPrefix(e.Name(), "new-") {
			if time.Since(st.ModTime()) > 24*time.Hour { // of a process that is gone
				_ = os.Remove(filepath.Join(dir, e.Name()))
			}
			continue
		}
		if strings.HasSuffix(e.Name(), cacheSuffix) {
			files = append(files, file{e.Name(), st.Size(), st.ModTime()})
			total += st.Size()
		}
	}
	slices.SortFunc(files, func(a, b file) int { return a.used.Compare(b.used) })
	for _, f := range files {
		if total <= most {
			return
		}
		if os.Remove(filepath.Join(dir, f.name)) == nil {
			total -= f.size
		}
	}
}
