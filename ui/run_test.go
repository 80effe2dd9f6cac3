package ui

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"go.uber.org/goleak"

	"playhead/engine/cell"
)

// terminal is an emulated terminal that a real program runs on.
type terminal struct {
	*vt.SafeEmulator
	input  *io.PipeWriter
	mu     sync.Mutex // guards the screen and bytes
	bytes  int
	change chan struct{} // one message is enough for any number of writes
}

// Write takes what the program writes.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	n, err := t.SafeEmulator.Write(p)
	t.bytes += n
	t.mu.Unlock()
	select {
	case t.change <- struct{}{}:
	default:
	}
	return n, err
}

// String is the screen as text; the emulator's own method takes no lock.
func (t *terminal) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.SafeEmulator.String()
}

// until waits for a text on the screen.
func (t *terminal) until(tb testing.TB, want string) {
	tb.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	for !strings.Contains(t.String(), want) {
		select {
		case <-t.change:
		case <-deadline.C:
			tb.Fatalf("the terminal does not show %q:\n%s", want, t.String())
		}
	}
}

func (t *terminal) keys(tb testing.TB, s string) {
	tb.Helper()
	if _, err := io.WriteString(t.input, s); err != nil {
		tb.Fatal(err)
	}
}

// TestRun runs the real program, its renderer and its input parser on an
// emulated terminal.
func TestRun(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	tp := checkout()
	in, input := io.Pipe()
	term := &terminal{SafeEmulator: vt.NewSafeEmulator(120, 40), input: input, change: make(chan struct{}, 1)}
	answers := make(chan struct{})
	go func() { // the emulator's answers to queries are the program's input
		defer close(answers)
		_, _ = io.Copy(input, term.SafeEmulator)
	}()
	done := make(chan error, 1)
	go func() {
		done <- Run(t.Context(), Options{
			Recording: tp, Title: "shop.json", Paused: true, Input: in, Output: term,
			Environ: []string{"TERM=xterm-256color"}, HasProfile: true, Profile: cell.TrueColor, Width: 120, Height: 40,
		})
	}()
	term.until(t, "Go to checkout")
	term.until(t, "00:00.0 / 01:00")
	term.keys(t, "\x1b[C") // right
	term.until(t, "00:05.0 / 01:00")
	term.keys(t, "]e")
	term.until(t, "00:10.5 / 01:00")
	term.keys(t, "\x1b[<0;1;39M\x1b[<0;1;39m") // a click on the bar's left end
	term.until(t, "00:00.0 / 01:00")
	term.keys(t, ":0:07\r")
	term.until(t, "00:07.0 / 01:00")
	term.keys(t, "q")
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("q does not end the program")
	}
	_ = input.Close()
	_ = in.Close()
	hangUp(term.Emulator)
	<-answers
}

// TestRunWhileLoading grows, seeks and resizes at once; it is for the race
// detector, and for the screen to be right in the end.
func TestRunWhileLoading(t *testing.T) {
	tp := newTape()
	tp.loading = true
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	m, err := newModel(t.Context(), Options{Recording: tp, HasProfile: true, Look: LookDark})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	l := newLoop(ctx, m)
	go func() {
		for i := 1; i <= 200; i++ {
			tp.text(float64(i)/10, 1010, "Hello "+number(i))
			if i == 200 {
				tp.mu.Lock()
				tp.loading = false
				tp.mu.Unlock()
			}
			tp.grow()
		}
	}()
	for i := range 60 {
		l.size(40+i*3, 12+i)
		l.key([]string{"space", "5", "right", "left", "tab", ">", "."}[i%7])
	}
	l.size(120, 40)
	if err := l.until(func() bool { return m.all.progress.Done && !m.work.refreshing && m.told.whole }); err != nil {
		t.Fatal(err)
	}
	l.key("G")
	if err := l.until(func() bool { return !m.work.rendering && m.stage.shown.at == at(20) }); err != nil {
		t.Fatal(err)
	}
	if m.now() != at(20) {
		t.Errorf("the end is at %d", m.now()-testStart)
	}
}

// hangUp ends reading from an emulator. Its Close is not safe while somebody
// reads.
func hangUp(e *vt.Emulator) {
	if c, ok := e.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
}

var errEnded = errors.New("the loop ended")
