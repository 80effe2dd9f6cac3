package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// Packs is where packs are kept: a directory or an object store. Names of packs
// are made by their writer alone; nothing that was sent is ever part of one.
type Packs interface {
	// Write makes bytes durable, all or none of them, and says where they are. It
	// may be called by Writers goroutines at once.
	Write(ctx context.Context, bufs net.Buffers, size int) (pack string, offset int64, err error)
	// Writers is how many writes at once make sense.
	Writers() int
	// Seal ends the pack that Write appends to, if any: no more is added to it.
	Seal() error
	// Read reads len(p) bytes of a pack, from offset on. It returns errGone for a
	// pack that does not exist.
	Read(ctx context.Context, pack string, offset int64, p []byte) error
	// List goes through all packs, in order of name.
	List(ctx context.Context, f func(PackInfo) error) error
	// Growing reports whether somebody still appends to the pack.
	Growing(pack string) bool
	// Delete removes a pack; one that does not exist is no error.
	Delete(ctx context.Context, pack string) error
	// Check reports whether the store answers.
	Check(ctx context.Context) error
	Close() error
}

// PackInfo is what a listing tells of a pack.
type PackInfo struct {
	Name string
	Size int64
}

var errGone = errors.New("no such pack")

// OpenPacks opens the store that place names: a directory, or
// s3://bucket/prefix?endpoint=host:port&region=…&tls=false, with the
// credentials of the environment or the instance.
func OpenPacks(ctx context.Context, place string, getenv func(string) string) (Packs, error) {
	scheme, _, ok := strings.Cut(place, "://")
	switch {
	case !ok:
		return OpenDir(place)
	case scheme == "file":
		u, err := url.Parse(place)
		if err != nil {
			return nil, fmt.Errorf("store %s: %w", place, err)
		}
		return OpenDir(u.Path)
	case scheme == "s3":
		return OpenS3(ctx, place, getenv)
	}
	return nil, fmt.Errorf("store %s: want a directory, or s3://bucket/prefix?endpoint=host:port", place)
}

// packName makes a name for a new pack: the day, so that listings are in order
// of time and people can find their way, the moment, and chance.
func packName(now time.Time) string {
	now = now.UTC()
	return fmt.Sprintf("%s/%013d-%s.pack", now.Format("2006-01-02"), now.UnixMilli(), randomName())
}

func randomName() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// validPack reports whether name can be one that packName made.
func validPack(name string) bool {
	day, file, ok := strings.Cut(name, "/")
	if !ok || len(day) != 10 || !strings.HasSuffix(file, ".pack") {
		return false
	}
	return strings.IndexFunc(day+file, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r == '-' || r == '.')
	}) < 0 && !strings.Contains(name, "..")
}
