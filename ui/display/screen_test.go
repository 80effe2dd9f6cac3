package display

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"playhead/engine/cell"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPassing(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want effect
	}{
		{"", effect{}},
		{"\x1b[?2026$p\x1b[?2027$p\x1b[>4;2m\x1b[>1u\x1b[?u\x1b[=1;1u", effect{}},
		{"\x1b[?25l\x1b[?1003h\x1b[?1006h\x1b[?2004h", effect{}},
		{"\x1b]2;playhead shop\x07\x1b]52;c;aGVsbG8=\x1b\\\x1b]11;?\x07", effect{}},
		{"\r\b\x1b[12;3H\x1b[5A", effect{}},
		{"\x1b[?1049h\x1b[?25l", effect{entered: true}},
		{"\x1b[?25h\x1b[?1049l", effect{left: true}},
		{"\x1b[?1049h\x1b[2J", effect{entered: true, disturbed: true}},
		{"\x1b[K", effect{disturbed: true}},
		{"\x1b[1;31m", effect{disturbed: true}},
		{"\x1b[2;5r", effect{disturbed: true}},
		{"text", effect{disturbed: true}},
		{"\n", effect{disturbed: true}},
		{"\x1b[12", effect{disturbed: true}},
	} {
		if got := passing([]byte(tt.in)); got != tt.want {
			t.Errorf("%q: %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

func FuzzPassing(f *testing.F) {
	f.Add([]byte("\x1b]2;x\x07\x1b[?1049h\x1bP\x1b"))
	f.Fuzz(func(_ *testing.T, p []byte) { passing(p) })
}

func TestDetect(t *testing.T) {
	all := Capabilities{Repeat: true, ScrollRegions: true, EraseInColor: true}
	noRepeat := Capabilities{ScrollRegions: true, EraseInColor: true}
	for _, tt := range []struct {
		env  []string
		want Capabilities
	}{
		{nil, Capabilities{}},
		{[]string{"TERM=dumb"}, Capabilities{}},
		{[]string{"TERM=xterm-256color"}, noRepeat},
		{[]string{"TERM=xterm-256color", "VTE_VERSION=7603"}, all},
		{[]string{"TERM=xterm-kitty"}, all},
		{[]string{"TERM=stterm"}, noRepeat},
		{[]string{"TERM=st-256color"}, all},
		{[]string{"TERM=tmux-256color", "TMUX=/tmp/tmux,1,0"}, all},
		{[]string{"TERM=screen-256color", "TMUX=/tmp/tmux,1,0"}, all},
		{[]string{"TERM=screen"}, Capabilities{ScrollRegions: true}},
		{[]string{"TERM=linux"}, noRepeat},
	} {
		if got := Detect(tt.env); got != tt.want {
			t.Errorf("%v: %+v, want %+v", tt.env, got, tt.want)
		}
	}
}

// terminal takes what is written, or holds it back.
type terminal struct {
	mu      sync.Mutex
	vt      *vt.Emulator
	writes  [][]byte
	backlog int
	taken   chan struct{}
}

func (o *terminal) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.writes = append(o.writes, bytes.Clone(p))
	return o.vt.Write(p)
}

func (o *terminal) Backlog() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.backlog
}

func (o *terminal) Drain(time.Duration) { <-o.taken }

func (o *terminal) row(y int) string {
	var sb bytes.Buffer
	for x := range o.vt.Width() {
		if c := o.vt.CellAt(x, y); c != nil {
			sb.WriteString(c.Content)
		}
	}
	return string(bytes.TrimRight(sb.Bytes(), " "))
}

const (
	enter = "\x1b[?1049h"
	leave = "\x1b[?1049l"
)

func text(w, h int, tab *cell.Clusters, s string) *cell.Grid {
	g := cell.NewGrid(w, h, tab)
	g.SetString(0, 0, s, cell.Style{FG: cell.RGB(1, 2, 3)})
	return g
}

func TestDrawsOnTheAlternateScreenOnly(t *testing.T) {
	o := &terminal{vt: vt.NewEmulator(20, 3)}
	s := New(o, Capabilities{})
	tab := cell.NewClusters()
	s.Show(text(20, 3, tab, "one"), Cursor{})
	if len(o.writes) != 0 {
		t.Fatalf("%q before there was a screen", o.writes)
	}
	_, _ = s.Write([]byte(enter))
	if o.row(0) != "one" {
		t.Fatalf("%q", o.row(0))
	}
	n := len(o.writes)
	s.Show(text(20, 3, tab, "one"), Cursor{})
	_, _ = s.Write([]byte("\x1b]2;title\x07"))
	if len(o.writes) != n+1 {
		t.Fatalf("drawn though nothing changed: %q", o.writes[n:])
	}
	_, _ = s.Write([]byte("\x1b[2J"))
	if o.row(0) != "one" {
		t.Fatal("not drawn again after the screen was cleared")
	}
	_, _ = s.Write([]byte(leave))
	n = len(o.writes)
	s.Show(text(20, 3, tab, "two"), Cursor{})
	if len(o.writes) != n {
		t.Fatalf("%q after the end", o.writes[n:])
	}
	_, _ = s.Write([]byte(enter)) // as after a suspension
	if o.row(0) != "two" {
		t.Fatalf("%q", o.row(0))
	}
}

func TestOpensAheadOfBubbleTea(t *testing.T) {
	o := &terminal{vt: vt.NewEmulator(20, 3)}
	s := New(o, Capabilities{})
	tab := cell.NewClusters()
	s.Open()
	s.Show(text(20, 3, tab, "one"), Cursor{})
	if o.row(0) != "one" {
		t.Fatalf("%q", o.writes)
	}
	n := len(o.writes)
	if k, err := s.Write([]byte(enter + "\x1b[?2004h")); k != len(enter)+8 || err != nil {
		t.Fatal(k, err)
	}
	if len(o.writes) != n+1 || string(o.writes[n]) != "\x1b[?2004h" {
		t.Fatalf("%q", o.writes[n:])
	}
	_, _ = s.Write([]byte(leave))
	_, _ = s.Write([]byte(enter))
	if !o.vt.IsAltScreen() || o.row(0) != "one" {
		t.Fatal("not there again after a suspension")
	}
}

func TestSlowTerminalGetsTheLastFrame(t *testing.T) {
	o := &terminal{vt: vt.NewEmulator(20, 3), taken: make(chan struct{})}
	s := New(o, Capabilities{})
	tab := cell.NewClusters()
	_, _ = s.Write([]byte(enter))
	o.backlog = 100
	for _, x := range []string{"one", "two", "three"} {
		s.Show(text(20, 3, tab, x), Cursor{})
	}
	if len(o.writes) != 1 {
		t.Fatalf("%q while the terminal was behind", o.writes[1:])
	}
	o.mu.Lock()
	o.backlog = 0
	o.mu.Unlock()
	o.taken <- struct{}{}
	for { // until the frame is there
		s.mu.Lock()
		done := !s.waiting
		s.mu.Unlock()
		if done {
			break
		}
	}
	if len(o.writes) != 2 || o.row(0) != "three" {
		t.Fatalf("%q", o.writes[1:])
	}
}

func TestCursorAndSynchronization(t *testing.T) {
	o := &terminal{vt: vt.NewEmulator(80, 20)}
	s := New(o, Capabilities{})
	tab := cell.NewClusters()
	_, _ = s.Write([]byte(enter))
	s.Show(text(80, 20, tab, "x"), Cursor{X: 3, Y: 2, Visible: true})
	if p := o.vt.CursorPosition(); p.X != 3 || p.Y != 2 {
		t.Errorf("cursor at %v", p)
	}
	last := func() string { return string(o.writes[len(o.writes)-1]) }
	s.Show(text(80, 20, tab, "xy"), Cursor{X: 4, Y: 2, Visible: true})
	if p := o.vt.CursorPosition(); p.X != 4 || p.Y != 2 {
		t.Errorf("cursor at %v after %q", p, last())
	}
	s.Show(text(80, 20, tab, "xy"), Cursor{})
	if last() != hideCursor {
		t.Errorf("%q", last())
	}
	s.Synchronize()
	s.Show(text(80, 20, tab, "xyz"), Cursor{})
	if bytes.Contains([]byte(last()), []byte(beginSync)) {
		t.Errorf("a few bytes in a frame of their own: %q", last())
	}
	g := cell.NewGrid(80, 20, tab)
	for y := range 20 {
		g.SetString(0, y, "much that changes at once", cell.Style{})
	}
	s.Show(g, Cursor{})
	if x := last(); x[:len(beginSync)] != beginSync || x[len(x)-len(endSync):] != endSync {
		t.Errorf("%q", x)
	}
}

// Whatever is shown, and whatever disturbs the screen meanwhile, the terminal
// shows the last grid.
func TestScreenShowsTheLastGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := &terminal{vt: vt.NewEmulator(24, 6)}
		s := New(o, Capabilities{Repeat: true, ScrollRegions: true, EraseInColor: rapid.Bool().Draw(t, "bce")})
		tab := cell.NewClusters()
		open := false
		last := ""
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				p := rapid.SampledFrom([]string{enter, leave}).Draw(t, "screen")
				open = p == enter
				_, _ = s.Write([]byte(p))
			case 1:
				_, _ = s.Write([]byte(rapid.SampledFrom([]string{"\x1b[2J", "\x1b[3;3Hjunk", "\x1b]2;t\x07", "\x1b[H\x1b[K"}).Draw(t, "p")))
			default:
				last = rapid.StringMatching("[a-z界]{1,10}").Draw(t, "text")
				s.Show(text(24, 6, tab, last), Cursor{})
			}
			if open && last != "" && (o.row(0) != last || o.row(2) != "") {
				t.Fatalf("shows %q and %q, want %q", o.row(0), o.row(2), last)
			}
		}
	})
}
