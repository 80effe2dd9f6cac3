package container

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"playhead/engine/event"
)

// zlibPool reuses inflaters, which are big.
type zlibPool struct{ free []io.ReadCloser }

func (p *zlibPool) get(r io.Reader) (io.ReadCloser, error) {
	if n := len(p.free); n > 0 {
		z := p.free[n-1]
		p.free = p.free[:n-1]
		return z, z.(zlib.Resetter).Reset(r, nil)
	}
	return zlib.NewReader(r)
}

func (p *zlibPool) put(z io.ReadCloser) {
	if z != nil {
		p.free = append(p.free, z)
	}
}

// byteSource is what decoders read: they take single bytes from it, so that
// they stop right after the end of their stream.
type byteSource interface {
	io.Reader
	io.ByteReader
}

// source returns a reader of the content from offset on, and how to ask for its
// position. Decoders have a faster way for bytes.Reader.
func source(ctx context.Context, in *input, offset int) (byteSource, func() int) {
	if in.end {
		r := bytes.NewReader(in.bytes()[offset:])
		n := len(in.bytes())
		return r, func() int { return n - r.Len() }
	}
	r := &reader{ctx: ctx, in: in, pos: offset}
	return r, func() int { return r.pos }
}

// metered counts unpacked bytes against the limit and reports progress.
type metered struct {
	r        io.Reader
	w        *Walker
	pos      func() int
	progress bool
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.w.unpacked += int64(n)
	done, total := m.w.Progress()
	if m.w.unpacked > max(m.w.limits.Floor, m.w.limits.Ratio*max(done, total)) {
		return n, fmt.Errorf("unpacked to %d bytes: %w", m.w.unpacked, ErrLimit)
	}
	if m.progress {
		m.w.position.Store(int64(m.pos()))
	}
	return n, err
}

// inner visits unpacked content and takes its memory back where it can.
func (w *Walker) inner(ctx context.Context, r io.Reader, at Document, depth int) (*input, error) {
	scratch := w.scratch
	w.scratch = nil
	in := growing(r, w.limits.Size, scratch)
	defer runtime.KeepAlive(in)
	in.fill(ctx, DetectSize)
	if Detect(in.bytes()) != Plain || isBrotli(ctx, in) {
		at.packed = nil
		return in, w.content(ctx, in, at, depth+1) // documents inside alias the memory
	}
	at.in = in
	err := w.admit(at.Place)
	if err == nil {
		err = w.visit(ctx, &at)
	}
	if !at.kept && len(in.room) < reserveFrom {
		w.scratch = in.room[:0]
	}
	return in, err
}

// compressed visits gzip and zstd content; members and frames that follow one
// another are one document by their specifications.
func (w *Walker) compressed(ctx context.Context, in *input, at Document, depth int, kind Encoding) error {
	src, pos := source(ctx, in, 0)
	var r io.Reader
	switch kind {
	case Gzip:
		z, err := gzip.NewReader(src)
		if err != nil {
			w.problem(event.ProblemSyntax, at.Place, "gzip: "+err.Error())
			return w.leaf(ctx, in, at)
		}
		r = &gzipMembers{z: z, src: src}
	case Zstd:
		z, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(256<<20))
		if err != nil {
			w.problem(event.ProblemSyntax, at.Place, "zstd: "+err.Error())
			return w.leaf(ctx, in, at)
		}
		defer z.Close()
		r = z
	}
	return w.unpack(ctx, r, in, at, depth, pos, kind.String())
}

// gzipMembers reads all members. Unlike gzip's own multistream mode it takes
// bytes after the last member that are no gzip (padding) for the end.
type gzipMembers struct {
	z   *gzip.Reader
	src byteSource
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if errors.Is(err, gzip.ErrHeader) {
		err = io.EOF
	}
	return n, err
}

func (w *Walker) brotli(ctx context.Context, in *input, at Document, depth int) error {
	src, pos := source(ctx, in, 0)
	return w.unpack(ctx, brotli.NewReader(src), in, at, depth, pos, "brotli")
}

// unpack visits what r gives and reports how that ended.
func (w *Walker) unpack(ctx context.Context, r io.Reader, outer *input, at Document, depth int, pos func() int, name string) error {
	m := &metered{r: r, w: w, pos: pos, progress: at.direct}
	at.direct = false
	if outer.end {
		at.wire = int64(len(outer.bytes()))
	}
	got, err := w.inner(ctx, m, at, depth)
	w.report(at.Place, name, pos(), got.err)
	return err
}

// report counts damaged compression.
func (w *Walker) report(place, name string, at int, err error) {
	var corrupt flate.CorruptInputError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
	case errors.Is(err, io.ErrUnexpectedEOF):
		w.problem(event.ProblemTruncated, place, fmt.Sprintf("%s: data ends at byte %d within the compressed stream", name, at))
	case errors.Is(err, ErrLimit):
		w.problem(event.ProblemLimit, place, fmt.Sprintf("%s: %v", name, err))
	case errors.As(err, &corrupt):
		w.problem(event.ProblemSyntax, place, fmt.Sprintf("%s: damaged data before byte %d", name, at))
	default:
		w.problem(event.ProblemSyntax, place, fmt.Sprintf("%s: %v before byte %d", name, err, at))
	}
}

// zlibStreams visits zlib streams that follow one another. Each is a document of
// its own, unless it ends in the middle of one.
func (w *Walker) zlibStreams(ctx context.Context, in *input, at Document, depth int) error {
	direct := at.direct
	at.direct = false
	start := 0
	for n := 0; ; n++ {
		doc := at
		if n > 0 {
			doc.Place = fmt.Sprintf("%s (stream %d)", at.Place, n+1)
		}
		z := &zlibRun{w: w, ctx: ctx, outer: in, start: start}
		z.src, z.pos = source(ctx, in, start)
		if !z.open() || n == 0 && !w.inflates(in.bytes()) {
			if n == 0 { // no zlib after all
				at.direct = direct
				return w.leaf(ctx, in, at)
			}
			w.problem(event.ProblemSyntax, doc.Place, fmt.Sprintf("no readable compressed data at byte %d", start))
			return nil
		}
		m := &metered{r: z, w: w, pos: z.pos, progress: direct}
		doc.packed = z.packed
		err := w.zlibStream(ctx, z, m, doc, depth)
		if err != nil {
			return err
		}
		next := z.next(ctx)
		if next < 0 {
			return nil
		}
		start = next
	}
}

// inflates tries the beginning of what looks like a zlib stream: the header is
// too weak to tell it from text.
func (w *Walker) inflates(b []byte) bool {
	z, err := w.zlib.get(bytes.NewReader(b))
	if err != nil {
		return false
	}
	var head [16]byte
	n, err := io.ReadFull(z, head[:])
	w.zlib.put(z)
	return n > 0 || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// zlibStream visits one document of zlib streams.
func (w *Walker) zlibStream(ctx context.Context, z *zlibRun, m io.Reader, doc Document, depth int) error {
	defer z.close()
	got, err := w.inner(ctx, m, doc, depth)
	if err == nil && !got.end {
		_, got.err = io.Copy(io.Discard, m) // unknown content: find its end
	}
	z.failed = got.err
	w.report(doc.Place, "zlib", z.pos(), got.err)
	return err
}

// zlibRun reads a zlib stream, and those after it that belong to the same
// document.
type zlibRun struct {
	w       *Walker
	ctx     context.Context
	outer   *input
	src     byteSource
	pos     func() int
	z       io.ReadCloser
	start   int
	end     int // after the last whole stream
	streams int
	last    byte // last byte of content that is no white space
	ended   bool
	failed  error
}

// open starts reading; it reports whether there is anything that inflates.
func (z *zlibRun) open() bool {
	r, err := z.w.zlib.get(z.src)
	if err != nil {
		return false
	}
	z.z = r
	return true
}

func (z *zlibRun) close() {
	if z.z != nil && z.ended {
		z.w.zlib.put(z.z)
	}
	z.z = nil
}

// Read implements io.Reader.
func (z *zlibRun) Read(p []byte) (int, error) {
	if z.ended {
		return 0, io.EOF
	}
	n, err := z.z.Read(p)
	for i := n - 1; i >= 0; i-- {
		if c := p[i]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			z.last = c
			break
		}
	}
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	z.streams++
	z.end = z.pos()
	if z.last == '}' || z.last == ']' || z.last == '"' || !z.follows() {
		z.ended = true
		return n, io.EOF
	}
	if err := z.z.(zlib.Resetter).Reset(z.src, nil); err != nil {
		z.ended = true
		return n, io.EOF
	}
	return n, nil
}

// follows reports whether another zlib stream starts right here.
func (z *zlibRun) follows() bool {
	z.outer.fill(z.ctx, z.end+2)
	b := z.outer.bytes()
	return z.end+2 <= len(b) && isZlib(b[z.end:])
}

// packed returns the bytes of the stream when it is a single whole one.
func (z *zlibRun) packed() ([]byte, *Memory) {
	if z.streams != 1 || !z.ended || !z.outer.end {
		return nil, nil
	}
	return z.outer.bytes()[z.start:z.end:z.end], z.outer.mem
}

// next returns where the next document's stream starts, -1 when there is none.
// After damage the next stream is looked for.
func (z *zlibRun) next(ctx context.Context) int {
	if z.ended {
		at := z.end
		for {
			z.outer.fill(ctx, at+2)
			b := z.outer.bytes()
			if at >= len(b) {
				return -1
			}
			if c := b[at]; c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == 0 {
				at++
				continue
			}
			if isZlib(b[at:]) {
				return at
			}
			return z.w.resync(ctx, z.outer, at)
		}
	}
	if z.failed == nil || errors.Is(z.failed, ErrLimit) || ctx.Err() != nil {
		return -1
	}
	return z.w.resync(ctx, z.outer, z.start+2)
}

// resync looks for a zlib stream that holds text, from an offset on.
func (w *Walker) resync(ctx context.Context, in *input, from int) int {
	in.fillAll(ctx)
	b := in.bytes()
	const trials = 2000
	for n := 0; n < trials && from < len(b); n++ {
		i := bytes.IndexByte(b[from:], 0x78) // a window of 32 kB: what everybody uses
		if i < 0 {
			break
		}
		from += i
		if isZlib(b[from:]) {
			var head [64]byte
			z, err := w.zlib.get(bytes.NewReader(b[from:]))
			if err == nil {
				k, _ := io.ReadFull(z, head[:])
				w.zlib.put(z)
				if looksLikeText(head[:k]) {
					return from
				}
			}
		}
		from++
	}
	return -1
}

// isBrotli guesses whether content is brotli, which has no magic number: bytes
// that are no text and unpack to something that is.
func isBrotli(ctx context.Context, in *input) bool {
	const look = 64 << 10
	b := in.bytes()
	if len(b) == 0 || b[0] == ' ' || b[0] == '\n' || looksLikeText(b) || knownBinary(b) {
		return false
	}
	in.fill(ctx, look)
	b = in.bytes()
	b = b[:min(len(b), look)]
	var head [DetectSize]byte
	n, _ := io.ReadFull(brotli.NewReader(bytes.NewReader(b)), head[:])
	return n >= 16 && looksLikeText(head[:n])
}

// knownBinary recognises files that surely are no brotli, to spare the guess.
func knownBinary(b []byte) bool {
	for _, magic := range [...]string{"\xff\xd8\xff", "\x89PNG", "GIF8", "RIFF", "%PDF", "\x7fELF", "BZh", "\xfd7zXZ", "wOF", "\x00asm"} {
		if bytes.HasPrefix(b, []byte(magic)) {
			return true
		}
	}
	return false
}
