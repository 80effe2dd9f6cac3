package pace

import (
	"io"
	"os"
	"sync"
	"time"
)

const (
	// chunk is how much is written at once: little enough to see how fast it goes.
	chunk = 4096
	// patience is how long a Write waits for its bytes to be gone. Terminals that
	// are quick enough never see anything written out of step with the program.
	patience = 20 * time.Millisecond
	// most is how much may wait; then Write does.
	most = 1 << 20
)

// Writer hands what is written to a terminal, in the background when that is
// slow. It is safe for concurrent use.
type Writer struct {
	out io.Writer
	now func() time.Time

	mu      sync.Mutex
	queue   []byte
	running bool
	done    chan struct{} // closed when the queue has become empty
	err     error
	sent    int64
	rate    float64 // bytes per second that the terminal took lately
}

// NewWriter returns a Writer in front of out.
func NewWriter(out io.Writer, now func() time.Time) *Writer { return &Writer{out: out, now: now} }

// Write takes p. It returns the error of an earlier write that failed.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	if w.err != nil {
		defer w.mu.Unlock()
		return 0, w.err
	}
	w.queue = append(w.queue, p...)
	if !w.running {
		w.running = true
		w.done = make(chan struct{})
		go w.drain()
	}
	done, full := w.done, len(w.queue) > most
	w.mu.Unlock()
	if full {
		<-done
		return len(p), nil
	}
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
	return len(p), nil
}

// drain writes the queue until it is empty.
func (w *Writer) drain() {
	began := w.now()
	n := 0
	for {
		w.mu.Lock()
		if len(w.queue) == 0 || w.err != nil {
			w.measure(n, w.now().Sub(began))
			w.queue, w.running = w.queue[:0], false
			close(w.done)
			w.mu.Unlock()
			return
		}
		p := append([]byte(nil), w.queue[:min(len(w.queue), chunk)]...)
		w.mu.Unlock()

		k, err := w.out.Write(p)

		w.mu.Lock()
		w.queue = append(w.queue[:0], w.queue[k:]...)
		w.sent += int64(k)
		n += k
		if err != nil {
			w.err = err
		}
		if d := w.now().Sub(began); d >= measureFor {
			w.measure(n, d)
			began, n = w.now(), 0
		}
		w.mu.Unlock()
	}
}

// Measurements of the rate: over how long, and of how much at least. What is
// gone at once tells nothing but that the terminal is fast.
const (
	measureFor  = 100 * time.Millisecond
	measureOver = 512
)

// measure takes what the terminal took in d into account.
func (w *Writer) measure(n int, d time.Duration) {
	if n < measureOver || d <= 0 {
		return
	}
	r := float64(n) / d.Seconds()
	if w.rate == 0 {
		w.rate = r
	}
	w.rate += (r - w.rate) / 4
}

// Backlog is how much has been written that the terminal has not taken yet.
func (w *Writer) Backlog() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue)
}

// Sent is how much the terminal has taken in all.
func (w *Writer) Sent() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent
}

// Rate is how fast the terminal took bytes lately, in bytes per second; 0 while
// that is not known.
func (w *Writer) Rate() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rate
}

// Drain waits until everything is gone, at most for d.
func (w *Writer) Drain(d time.Duration) {
	w.mu.Lock()
	done, running := w.done, w.running
	w.mu.Unlock()
	if !running {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
}

// File is a Writer in front of a file that is a terminal, which programs
// recognise as one.
type File struct {
	*os.File
	w io.Writer
}

// NewFile returns w, which writes to f by a Writer, as a file.
func NewFile(f *os.File, w io.Writer) File { return File{f, w} }

// Write takes p; see [Writer.Write].
func (f File) Write(p []byte) (int, error) { return f.w.Write(p) }

// WriteString is Write of a string.
func (f File) WriteString(s string) (int, error) { return f.w.Write([]byte(s)) }
