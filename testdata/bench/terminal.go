//go:build linux

package main

import (
	"os"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"playhead/engine/cell"
	"playhead/ui/display"
)

// changes are the kinds of change whose bytes are counted.
var changes = []struct {
	name  string
	step  func(*dashboard)
	asked string
}{
	{"tick", (*dashboard).tick, "0.7, aim 0.6"},
	{"scroll by 3 rows", (*dashboard).scroll, "0.4, aim 0.2"},
	{"modal opens", (*dashboard).toggle, "0.9, aim 0.8"},
}

const framesOfAKind = 30

// bytes counts what a frame costs on the wire: Bubble Tea's renderer, given the
// screen as text, and ours, on terminals that know REP and on others.
func (b *bench) bytes() error {
	for _, c := range changes {
		d := newDashboard()
		var texts []string
		var plain, repeat []float64
		encoders := [2]cell.Encoder{{ScrollRegions: true}, {ScrollRegions: true, Repeat: true}}
		old := d.draw().Clone()
		texts = append(texts, asText(old))
		for i := range framesOfAKind {
			c.step(d)
			g := d.draw().Clone()
			texts = append(texts, asText(g))
			if c.name != "modal opens" || i%2 == 0 {
				plain = append(plain, float64(len(encoders[0].AppendDiff(nil, old, g))))
				repeat = append(repeat, float64(len(encoders[1].AppendDiff(nil, old, g))))
			}
			old = g
		}
		peer, _ := bubbleTea(texts)
		if c.name == "modal opens" {
			peer = everySecond(peer)
		}
		p := median(peer)
		b.add("bytes", c.name+" / Bubble Tea 2", p, median(plain), "B", c.asked)
		b.add("bytes", c.name+", with REP", p, median(repeat), "B", c.asked)
	}
	return nil
}

func everySecond(v []float64) []float64 {
	var out []float64
	for i := 0; i < len(v); i += 2 {
		out = append(out, v[i])
	}
	return out
}

func asText(g *cell.Grid) string {
	var e cell.Encoder
	return string(e.Append(nil, g))
}

// sink counts what is written and notes when the last of it came.
type sink struct {
	mu   sync.Mutex
	n    int
	last time.Time
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n += len(p)
	s.last = time.Now()
	return len(p), nil
}

func (s *sink) get() (int, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n, s.last
}

// Backlog and Drain: nothing ever waits.
func (*sink) Backlog() int        { return 0 }
func (*sink) Drain(time.Duration) {}

// showMsg is a key press whose answer is a screen.
type showMsg int

// viewer is a program that shows a screen for each message: as text by Bubble
// Tea's own renderer, or as a grid by the display.
type viewer struct {
	texts []string
	grids []*cell.Grid
	disp  *display.Screen
	at    int
}

func (v *viewer) Init() tea.Cmd { return nil }

func (v *viewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if n, ok := msg.(showMsg); ok {
		v.at = int(n)
		if v.disp != nil {
			v.disp.Show(v.grids[v.at], display.Cursor{})
		}
	}
	return v, nil
}

func (v *viewer) View() tea.View {
	text := " "
	if v.disp == nil {
		text = v.texts[v.at]
	}
	w := tea.NewView(text)
	w.AltScreen = true
	return w
}

// bubbleTea shows texts one after the other and returns bytes and ms of each.
func bubbleTea(texts []string) (bytes, latency []float64) {
	s := &sink{}
	return drive(&viewer{texts: texts}, s, s, len(texts))
}

// drive runs a program and sends it messages, each when all is still.
func drive(v *viewer, s *sink, out interface{ Write([]byte) (int, error) }, n int) (bytes, latency []float64) {
	p := tea.NewProgram(v, tea.WithOutput(out), tea.WithInput(nil), tea.WithWindowSize(dashCols, dashRows), tea.WithoutSignalHandler(),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := p.Run(); err != nil {
			_, _ = os.Stderr.WriteString(err.Error() + "\n")
		}
	}()
	time.Sleep(150 * time.Millisecond)
	for i := 1; i < n; i++ {
		time.Sleep(time.Duration(i%7) * 3 * time.Millisecond) // keys do not come in step with a ticker
		before, _ := s.get()
		t0 := time.Now()
		p.Send(showMsg(i))
		for time.Since(t0) < 400*time.Millisecond {
			time.Sleep(200 * time.Microsecond)
			if now, last := s.get(); now > before && time.Since(last) > 25*time.Millisecond {
				break
			}
		}
		now, last := s.get()
		bytes = append(bytes, float64(now-before))
		if now > before {
			latency = append(latency, ms(last.Sub(t0)))
		}
	}
	p.Quit()
	<-done
	return bytes, latency
}

// latency is from a key press to the last byte of the screen that answers it.
func (b *bench) latency() error {
	d := newDashboard()
	var texts []string
	var grids []*cell.Grid
	for range 80 {
		d.tick()
		g := d.draw().Clone()
		grids, texts = append(grids, g), append(texts, asText(g))
	}
	_, peer := bubbleTea(texts)
	s := &sink{}
	disp := display.New(s, display.Detect(strings.Fields("TERM=xterm-256color")))
	_, ours := drive(&viewer{grids: grids, disp: disp}, s, disp, len(grids))
	b.add("latency", "key to last byte, p50 / Bubble Tea 2", median(peer), median(ours), "ms", "1/2, aim 1/4")
	b.add("latency", "key to last byte, p95", p95(peer), p95(ours), "ms", "1/2, aim 1/4")
	return nil
}
