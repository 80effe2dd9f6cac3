package catalog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	cacheVersion = "playhead catalog 1\n"
	cacheSuffix  = ".catalog"
	// maxCache bounds one cache file, maxCaches all of them together, in bytes.
	maxCache  = 256 << 20
	maxCaches = 512 << 20
	// settled is how old a file must be before its time tells whether it changes:
	// two changes within the clock's grain look like one.
	settled = 2 * time.Second
)

// signature identifies the files of a unit in their present state.
type signature [16]byte

func (u *Unit) signature() signature {
	h := sha256.New()
	var b []byte
	for _, list := range [2][]*file{u.files, u.beside} {
		for _, f := range list {
			b = strconv.AppendInt(append(b[:0], f.path...), f.size, 10)
			b = strconv.AppendInt(append(b, 0), f.mtime, 10)
			h.Write(append(b, 0))
		}
	}
	return signature(h.Sum(nil)[:16])
}

// cache is what is known of the files of one list of sources.
type cache struct {
	path  string // "" keeps nothing
	stamp string

	known map[string]*file // as they were
	units map[signature]rows
	files []*file // as they are
}

// openCache reads the cache of the sources. One that is missing, damaged or made
// by another program is empty.
func (c *Catalog) openCache(sources []string) *cache {
	k := &cache{stamp: c.opts.Stamp, known: make(map[string]*file), units: make(map[signature]rows)}
	if c.opts.CacheDir == "" || len(sources) == 0 {
		return k
	}
	h := sha256.New()
	for _, s := range sources {
		abs, err := filepath.Abs(s)
		if err != nil {
			return k
		}
		// The cached paths are as they were given, so these are part of the key.
		h.Write([]byte(abs + "\x00" + s + "\x00"))
	}
	k.path = filepath.Join(c.opts.CacheDir, hex.EncodeToString(h.Sum(nil)[:16])+cacheSuffix)
	st, err := os.Stat(k.path)
	if err != nil || st.Size() > maxCache {
		return k
	}
	b, err := os.ReadFile(k.path)
	if err != nil || !k.decode(b) {
		k.known, k.units = make(map[string]*file), make(map[signature]rows)
		return k
	}
	now := c.opts.Now()
	_ = os.Chtimes(k.path, now, now) // the least recently used go first
	return k
}

// fill tells a file what it is known to hold, if it has not changed.
func (k *cache) fill(f *file) bool {
	old := k.known[f.path]
	if old == nil || !old.same(f) {
		return false
	}
	f.known, f.probed = true, old.probed
	return true
}

// save writes the cache anew, at once for every reader.
func (k *cache) save(units map[*Unit]rows, now time.Time) error {
	if k.path == "" {
		return nil
	}
	body := k.encode(units, now.Add(-settled).UnixNano())
	if len(body) > maxCache {
		return nil
	}
	dir := filepath.Dir(k.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, "new-*"+cacheSuffix)
	if err != nil {
		return err
	}
	_, err = tmp.Write(body)
	err = cmp.Or(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), k.path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
		return err
	}
	return prune(dir, k.path)
}

// prune removes the least recently used caches beyond the bound.
func prune(dir, keep string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	type old struct {
		path string
		fs.FileInfo
	}
	var all []old
	var sum int64
	for _, e := range entries {
		if st, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), cacheSuffix) && st.Mode().IsRegular() {
			all = append(all, old{filepath.Join(dir, e.Name()), st})
			sum += st.Size()
		}
	}
	slices.SortFunc(all, func(a, b old) int { return a.ModTime().Compare(b.ModTime()) })
	for _, o := range all {
		if sum <= maxCaches {
			break
		}
		if o.path != keep {
			err = cmp.Or(err, os.Remove(o.path))
			sum -= o.Size()
		}
	}
	return err
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)
