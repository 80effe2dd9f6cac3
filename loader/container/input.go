package container

import (
	"context"
	"errors"
	"io"
)

const (
	// growStep is how much is read at a time.
	growStep = 256 << 10
	// reserveFrom is the size from which growing content moves into reserved
	// address space, where growing further copies nothing.
	reserveFrom = 8 << 20
	// reserveMax is the most that is reserved at once.
	reserveMax = 8 << 30
)

// input is content that is either all there (mem) or grows as it is read from
// src. It is used by one goroutine.
type input struct {
	mem  *Memory // what was read; for growing content its data is a prefix of space
	src  io.Reader
	err  error // what ended src early
	end  bool
	room []byte // backing memory of growing content; len is its capacity
	max  int64
}

// fixed is content that is all there.
func fixed(m *Memory) *input { return &input{mem: m, end: true} }

// growing is content read from r, at most limit bytes of it. scratch is memory to
// start with.
func growing(r io.Reader, limit int64, scratch []byte) *input {
	return &input{mem: &Memory{data: scratch[:0]}, src: r, max: limit, room: scratch[:cap(scratch)]}
}

func (in *input) bytes() []byte { return in.mem.data }

// fill reads until at least want bytes are there, or the end.
func (in *input) fill(ctx context.Context, want int) {
	for !in.end && len(in.mem.data) < want {
		in.more(ctx, growStep)
	}
}

// fillAll reads to the end.
func (in *input) fillAll(ctx context.Context) {
	for !in.end {
		in.more(ctx, growStep)
	}
}

// more reads at least one and at most about step bytes, or reaches the end.
func (in *input) more(ctx context.Context, step int) {
	for tries := 0; !in.end; tries++ {
		if err := ctx.Err(); err != nil {
			in.stop(err)
			return
		}
		n := len(in.mem.data)
		if int64(n) >= in.max {
			in.stop(ErrLimit)
			return
		}
		if n == len(in.room) {
			in.grow()
		}
		limit := min(len(in.room), n+step, int(min(in.max, int64(len(in.room)))))
		got, err := in.src.Read(in.room[n:limit])
		in.mem.data = in.room[:n+got]
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			in.stop(err)
			return
		}
		if got > 0 {
			return
		}
		if tries > 100 {
			in.stop(io.ErrNoProgress)
		}
	}
}

func (in *input) stop(err error) {
	in.end, in.err = true, err
}

// grow makes room. Small content doubles on the heap; big content moves once
// into reserved address space, so that it never is there twice for long.
func (in *input) grow() {
	n := len(in.mem.data)
	size := max(2*len(in.room), growStep)
	if size >= reserveFrom {
		for want := min(in.max+1, reserveMax); want > int64(size); want /= 2 {
			if int64(int(want)) != want {
				continue
			}
			b, err := reserve(int(want))
			if err != nil {
				continue
			}
			copy(b, in.mem.data)
			in.room = b
			m := mappedMemory(b)
			m.data = b[:n]
			in.mem = m
			return
		}
	}
	b := make([]byte, size)
	copy(b, in.mem.data)
	in.room = b
	in.mem = &Memory{data: b[:n]}
}

// reader reads the content of an input from its start, pulling more of it as
// needed. It implements io.ByteReader, so decoders read no further than they
// must and pos is exact.
type reader struct {
	ctx context.Context
	in  *input
	pos int
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.need(); err != nil {
		return 0, err
	}
	n := copy(p, r.in.bytes()[r.pos:])
	r.pos += n
	return n, nil
}

func (r *reader) ReadByte() (byte, error) {
	if err := r.need(); err != nil {
		return 0, err
	}
	b := r.in.bytes()[r.pos]
	r.pos++
	return b, nil
}

func (r *reader) need() error {
	if r.pos < len(r.in.bytes()) {
		return nil
	}
	r.in.fill(r.ctx, r.pos+1)
	if r.pos < len(r.in.bytes()) {
		return nil
	}
	if r.in.err != nil {
		return r.in.err
	}
	return io.EOF
}

// stream reads r in a goroutine that ends with ctx, with the input or, when r
// blocks for ever, with the process: a blocked read of a terminal or a pipe
// cannot be called off.
type stream struct {
	ctx    context.Context
	chunks chan chunk
	rest   []byte
	err    error
}

type chunk struct {
	b   []byte
	err error
}

func newStream(ctx context.Context, r io.Reader) *stream {
	s := &stream{ctx: ctx, chunks: make(chan chunk, 2)}
	go s.pump(r)
	return s
}

func (s *stream) pump(r io.Reader) {
	for {
		b := make([]byte, growStep)
		n, err := r.Read(b)
		select {
		case s.chunks <- chunk{b[:n], err}:
		case <-s.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

func (s *stream) Read(p []byte) (int, error) {
	for len(s.rest) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		select {
		case c := <-s.chunks:
			s.rest, s.err = c.b, c.err
		case <-s.ctx.Done():
			s.err = s.ctx.Err()
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}
