package container

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"unicode"

	"playhead/engine/event"
)

// Visit looks at one document and reads as much of it as it likes. An error ends
// the walk.
type Visit func(ctx context.Context, d *Document) error

// Walker goes through sources. Set its fields before Walk and do not change
// them; Progress may be called at any time.
type Walker struct {
	Limits Limits
	// Stdin is what the source "-" reads.
	Stdin io.Reader
	// Problem is told what is wrong with containers. It may be nil.
	Problem func(event.Problem)
	// Skipped is told of files that are not looked at, and why. It may be nil.
	Skipped func(place, reason string, size int64)

	visit    Visit
	limits   Limits
	unpacked int64
	entries  int
	scratch  []byte
	zlib     zlibPool

	total    atomic.Int64 // bytes of all sources, as far as known
	done     atomic.Int64 // bytes of sources that are finished
	position atomic.Int64 // within the current source
}

// file is one file of the sources.
type file struct {
	place  string
	source int
	size   int64
	root   *os.Root // the directory it is below; nil: path is a path
	path   string
	stream io.Reader // instead of a file
}

// Walk visits all documents of the sources in order: directories sorted by
// name, archives in their own order. Sources are paths of files and directories,
// or "-".
func (w *Walker) Walk(ctx context.Context, sources []string, visit Visit) error {
	w.visit, w.limits = visit, w.Limits.withDefaults()
	files, err := w.list(ctx, sources)
	defer func() {
		for _, f := range files {
			if f.root != nil {
				_ = f.root.Close()
			}
		}
	}()
	if err != nil {
		return err
	}
	for _, f := range files {
		w.total.Add(f.size)
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.file(ctx, f); err != nil {
			return err
		}
		w.done.Add(max(f.size, 0))
		w.position.Store(0)
	}
	return nil
}

// Progress returns how many bytes of the sources are done, of how many. The
// total is 0 when it is not known.
func (w *Walker) Progress() (done, total int64) {
	return w.done.Load() + w.position.Load(), w.total.Load()
}

// list finds the files of the sources, so that the total is known.
func (w *Walker) list(ctx context.Context, sources []string) ([]file, error) {
	var files []file
	for i, src := range sources {
		if src == "-" {
			if w.Stdin == nil {
				return files, errors.New("open -: there is no standard input")
			}
			files = append(files, file{place: "standard input", source: i, stream: w.Stdin})
			continue
		}
		st, err := os.Stat(src)
		if err != nil {
			var p *fs.PathError
			if errors.As(err, &p) {
				p.Op = "open" // what the user asked for
			}
			return files, err
		}
		switch {
		case st.IsDir():
			files, err = w.folder(ctx, files, src, i)
			if err != nil {
				return files, err
			}
		default:
			f := file{place: clean(src), source: i, path: src}
			if st.Mode().IsRegular() {
				f.size = st.Size()
			} else {
				f.size = -1
			}
			files = append(files, f)
		}
	}
	return files, nil
}

// folder appends the regular files below a directory, sorted by name. What lies
// outside cannot be reached: links are not followed, and files are opened below
// the directory only.
func (w *Walker) folder(ctx context.Context, files []file, dir string, source int) ([]file, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return files, err
	}
	first := len(files)
	err = fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		place := clean(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			w.problem(event.ProblemSyntax, place, err.Error())
			return nil
		case e.IsDir():
			if strings.Count(name, "/") >= w.limits.Folders {
				w.problem(event.ProblemLimit, place, "directories are nested too deeply")
				return fs.SkipDir
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			w.skip(place, "symbolic link", 0)
			return nil
		case !e.Type().IsRegular():
			w.skip(place, "special file", 0)
			return nil
		case len(files)-first >= w.limits.Entries:
			w.problem(event.ProblemLimit, place, "too many files")
			return fs.SkipAll
		}
		f := file{place: place, source: source, root: root, path: filepath.FromSlash(name)}
		if st, err := e.Info(); err == nil {
			f.size = st.Size()
		}
		files = append(files, f)
		return nil
	})
	if len(files) == first {
		_ = root.Close()
	}
	return files, err
}

// file visits what one file holds. Only a file that was named as a source fails
// the walk when it cannot be opened.
func (w *Walker) file(ctx context.Context, f file) error {
	at := Document{w: w, Place: f.place, Source: f.source, direct: true}
	if f.stream != nil {
		return w.streamed(ctx, f.stream, at)
	}
	var fd *os.File
	var err error
	if f.root != nil {
		fd, err = f.root.Open(f.path)
	} else {
		fd, err = os.Open(f.path)
	}
	if err != nil {
		if f.root == nil {
			return err
		}
		w.problem(event.ProblemMissing, f.place, err.Error())
		return nil
	}
	defer fd.Close() //nolint:errcheck // read only
	if f.size < 0 {
		return w.streamed(ctx, fd, at)
	}
	m, err := fileMemory(fd, f.size)
	if err != nil {
		if f.root == nil {
			return fmt.Errorf("read %s: %w", f.place, err)
		}
		w.problem(event.ProblemMissing, f.place, err.Error())
		return nil
	}
	if len(m.data) == 0 {
		w.skip(f.place, "empty", 0)
		return nil
	}
	var inner error
	if err := Guard(func() { inner = w.content(ctx, fixed(m), at, 0) }); err != nil {
		w.problem(event.ProblemTruncated, f.place, err.Error())
		return nil
	}
	return inner
}

func (w *Walker) streamed(ctx context.Context, r io.Reader, at Document) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in := growing(&counted{r: newStream(ctx, r), w: w}, w.limits.Size, nil)
	in.fill(ctx, 1)
	if len(in.bytes()) == 0 && in.err == nil {
		w.skip(at.Place, "empty", 0)
		return nil
	}
	return w.content(ctx, in, at, 0)
}

// counted counts the bytes of a stream as progress.
type counted struct {
	r io.Reader
	w *Walker
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.w.done.Add(int64(n))
	return n, err
}

// content visits what is inside of in.
func (w *Walker) content(ctx context.Context, in *input, at Document, depth int) error {
	defer runtime.KeepAlive(in) // decoders hold slices of its memory
	if err := w.admit(at.Place); err != nil {
		return err
	}
	in.fill(ctx, DetectSize)
	kind := Detect(in.bytes())
	if depth >= w.limits.Depth && kind != Plain {
		w.problem(event.ProblemLimit, at.Place, "containers are nested too deeply")
		w.skip(at.Place, "nested too deeply", int64(len(in.bytes())))
		return nil
	}
	switch kind {
	case Gzip, Zstd:
		return w.compressed(ctx, in, at, depth, kind)
	case Zlib:
		return w.zlibStreams(ctx, in, at, depth)
	case Zip:
		return w.zip(ctx, in, at, depth)
	case Tar:
		return w.tar(ctx, in, at, depth)
	case HTTP:
		return w.http(ctx, in, at, depth)
	case Multipart:
		return w.rawMultipart(ctx, in, at, depth)
	}
	if depth < w.limits.Depth && isBrotli(ctx, in) {
		return w.brotli(ctx, in, at, depth)
	}
	return w.leaf(ctx, in, at)
}

// admit counts what is visited; what is too much ends the walk.
func (w *Walker) admit(place string) error {
	w.entries++
	if w.entries <= w.limits.Entries {
		return nil
	}
	w.problem(event.ProblemLimit, place, "too many files and archive entries")
	return fmt.Errorf("%s: more than %d entries: %w", place, w.limits.Entries, ErrLimit)
}

// leaf lets the caller look at content that is no container.
func (w *Walker) leaf(ctx context.Context, in *input, at Document) error {
	at.in = in
	return w.visit(ctx, &at)
}

func (w *Walker) problem(kind event.ProblemKind, place, detail string) {
	if w.Problem != nil {
		w.Problem(event.Problem{Kind: kind, Detail: clean(detail), Place: place})
	}
}

func (w *Walker) skip(place, reason string, size int64) {
	if w.Skipped != nil {
		w.Skipped(place, reason, size)
	}
}

// clean makes a name or message from outside fit for showing: what is not
// printable is replaced, what is long is cut.
func clean(s string) string {
	const most = 400
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
