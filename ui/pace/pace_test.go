package pace

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// slow takes a chunk for each permission.
type slow struct {
	mu   sync.Mutex
	buf  bytes.Buffer
	take chan struct{}
	err  error
}

func (s *slow) Write(p []byte) (int, error) {
	<-s.take
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return 0, s.err
	}
	return s.buf.Write(p)
}

func TestWriterKeepsOrderAndCounts(t *testing.T) {
	s := &slow{take: make(chan struct{}, 100)}
	w := NewWriter(s, time.Now)
	var want bytes.Buffer
	for i := range 8 {
		p := bytes.Repeat([]byte{byte('a' + i)}, 3000)
		want.Write(p)
		if n, err := w.Write(p); n != len(p) || err != nil {
			t.Fatal(n, err)
		}
	}
	if n := w.Backlog(); n != want.Len() || w.Sent() != 0 {
		t.Errorf("%d wait, %d sent", n, w.Sent())
	}
	for range 50 {
		s.take <- struct{}{}
	}
	w.Drain(time.Minute)
	if w.Backlog() != 0 || w.Sent() != int64(want.Len()) || !bytes.Equal(s.buf.Bytes(), want.Bytes()) {
		t.Errorf("%d wait, %d sent of %d", w.Backlog(), w.Sent(), want.Len())
	}
	if w.Rate() <= 0 {
		t.Error("the rate is not known")
	}
}

func TestWriterFails(t *testing.T) {
	s := &slow{take: make(chan struct{}, 1), err: io.ErrClosedPipe}
	w := NewWriter(s, time.Now)
	s.take <- struct{}{}
	if _, err := w.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	w.Drain(time.Minute)
	if _, err := w.Write([]byte("y")); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
}

// gauge is a meter that says what a test says.
type gauge struct {
	backlog int
	sent    int64
	rate    float64
}

func (g *gauge) Backlog() int  { return g.backlog }
func (g *gauge) Sent() int64   { return g.sent }
func (g *gauge) Rate() float64 { return g.rate }

func TestPacerFollowsTheTerminal(t *testing.T) {
	g := &gauge{}
	p := NewPacer(g, 0)
	now := time.Unix(0, 0)
	for _, tt := range []struct {
		backlog int
		rate    float64
		want    time.Duration
	}{
		{0, 0, 0}, {1000, 0, time.Second}, {1000, 10_000, 100 * time.Millisecond}, {1, 1e6, leastWait}, {1 << 20, 1000, mostWait},
	} {
		g.backlog, g.rate = tt.backlog, tt.rate
		if got := p.Wait(now); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
	if (*Pacer)(nil).Wait(now) != 0 {
		t.Error("no pacer, and a wait")
	}
}

// Whatever frames cost, what is sent stays within the limit.
func TestPacerKeepsTheLimit(t *testing.T) {
	const limit = 16_000
	for _, cost := range []int64{100, 900, 5000, 40_000} {
		g := &gauge{}
		p := NewPacer(g, limit)
		now := time.Unix(0, 0)
		end := now.Add(20 * time.Second)
		frames := 0
		for now.Before(end) {
			if d := p.Wait(now); d > 0 {
				now = now.Add(d)
				continue
			}
			frames++
			g.sent += cost
			now = now.Add(time.Second / 30)
		}
		most := 20*limit + burst*limit + float64(cost)
		if float64(g.sent) > most || frames == 0 {
			t.Errorf("frames of %d bytes: %d bytes in 20 s", cost, g.sent)
		}
		if cost*30 < limit && frames < 590 {
			t.Errorf("frames of %d bytes: only %d of them", cost, frames)
		}
		if cost*30 > limit && float64(g.sent) < 0.8*20*limit {
			t.Errorf("frames of %d bytes: only %d bytes in 20 s", cost, g.sent)
		}
	}
}
