package ui

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"playhead/engine/cell"
	"playhead/ui/display"
)

var update = flag.Bool("update", false, "write golden files")

// app drives the model by keys and mouse and shows what it draws on an emulated
// terminal. Commands run at once, timers when the test lets time pass.
type app struct {
	t     *testing.T
	m     *model
	rt    *standstill
	term  *vt.Emulator
	drawn []byte // what was last drawn
	count int    // how often something was drawn
	raw   string // what was last sent to the terminal beside the screen
	quit  bool
}

// start opens a recording on a screen of w×h.
func start(t *testing.T, rec Recording, w, h int, change ...func(*Options)) *app {
	t.Helper()
	a := &app{t: t, rt: &standstill{now: time.Unix(1_800_000_000, 0)}, term: vt.NewEmulator(w, h)}
	// The emulator answers queries; without a reader it would wait for ever.
	go func() {
		buf := make([]byte, 256)
		for {
			if _, err := a.term.Read(buf); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { hangUp(a.term) })
	opts := Options{
		Recording: rec, Title: "shop.json", Reopen: []string{"playhead", "shop.json"}, Runtime: a.rt,
		Look: LookDark, HasProfile: true, Profile: cell.TrueColor, Paused: true,
	}
	for _, f := range change {
		f(&opts)
	}
	m, err := newModel(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	a.m = m
	m.scr.display = display.New(a, display.Capabilities{Repeat: true, ScrollRegions: true, EraseInColor: true})
	m.scr.display.SetProfile(m.scr.profile)
	_, _ = m.scr.display.Write([]byte("\x1b[?1049h")) // as Bubble Tea does
	a.run(m.Init())
	a.send(tea.WindowSizeMsg{Width: w, Height: h})
	return a
}

// run runs a command and everything that comes of it.
func (a *app) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			a.run(c)
		}
	case tea.QuitMsg:
		a.quit = true
	case tea.RawMsg:
		a.raw, _ = msg.Msg.(string)
	default:
		a.send(msg)
	}
}

// send gives the model a message and shows what it draws.
func (a *app) send(msg tea.Msg) {
	_, cmd := a.m.Update(msg)
	a.show()
	a.run(cmd)
	a.poll()
}

// poll sends what was waited for and has come.
func (a *app) poll() {
	if msg, ok := a.rt.come(); ok {
		a.send(msg) // which polls again
	}
}

// show has the screen drawn.
func (a *app) show() {
	if w, h := a.m.scr.w, a.m.scr.h; a.term.Width() != w || a.term.Height() != h {
		a.term.Resize(w, h)
	}
	a.m.View()
}

// Write is what reaches the terminal.
func (a *app) Write(p []byte) (int, error) {
	a.drawn = append(a.drawn[:0], p...)
	a.count++
	return a.term.Write(p)
}

// Backlog and Drain: the emulator takes everything at once.
func (a *app) Backlog() int        { return 0 }
func (a *app) Drain(time.Duration) {}

// pass lets time pass, timer by timer.
func (a *app) pass(d time.Duration) *app {
	end := a.rt.now.Add(d)
	a.poll()
	for {
		msg, ok := a.rt.next(end)
		if !ok {
			break
		}
		a.send(msg)
	}
	a.rt.now = end
	return a
}

// special are the keys that are not their own text.
var special = map[string]tea.Key{
	"space": {Code: tea.KeySpace, Text: " "}, "enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape},
	"tab": {Code: tea.KeyTab}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "backspace": {Code: tea.KeyBackspace},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "shift+right": {Code: tea.KeyRight, Mod: tea.ModShift},
	"ctrl+right": {Code: tea.KeyRight, Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl},
	"ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	"pgdown": {Code: tea.KeyPgDown}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
}

// press presses keys, by the names the key map has.
func (a *app) press(keys ...string) *app {
	for _, k := range keys {
		key, ok := special[k]
		if !ok {
			key = tea.Key{Code: []rune(k)[0], Text: k}
		}
		a.send(tea.KeyPressMsg(key))
	}
	return a
}

// typeIn types a text.
func (a *app) typeIn(s string) *app {
	for _, r := range s {
		if r == ' ' {
			a.press("space")
			continue
		}
		a.press(string(r))
	}
	return a
}

func (a *app) mouse(msg tea.Msg) *app {
	a.send(msg)
	return a
}

// area is a part of the screen under test.
type area struct {
	a    *app
	name string
	r    rect
}

func (a *app) screen() area { return area{a, "screen", rect{0, 0, a.m.scr.w, a.m.scr.h}} }
func (a *app) stage() area  { return area{a, "stage", a.m.scr.layout.stage} }
func (a *app) pane() area {
	l := a.m.scr.layout
	return area{a, "pane", rect{l.tabs.x, l.tabs.y, l.tabs.w, l.pane.h + 2}}
}
func (a *app) status() area { return area{a, "status", a.m.scr.layout.status} }
func (a *app) place() area  { return area{a, "place", a.m.scr.layout.place} }
func (a *app) bar() area    { return area{a, "bar", a.m.scr.layout.bar} }

// text is what the emulated terminal shows in the area.
func (x area) text() string {
	var sb strings.Builder
	for row := x.r.y; row < x.r.y+x.r.h; row++ {
		var line strings.Builder
		for col := x.r.x; col < x.r.x+x.r.w; {
			c := x.a.term.CellAt(col, row)
			if c == nil || c.Content == "" {
				line.WriteByte(' ')
				col++
				continue
			}
			line.WriteString(c.Content)
			col += max(c.Width, 1)
		}
		sb.WriteString(strings.TrimRight(line.String(), " "))
		sb.WriteByte('\n')
	}
	return sb.String()
}

func (x area) shows(want ...string) *app {
	x.a.t.Helper()
	text := x.text()
	for _, w := range want {
		if !strings.Contains(text, w) {
			x.a.t.Fatalf("the %s lacks %q:\n%s", x.name, w, x.a.screen().text())
		}
	}
	return x.a
}

func (x area) lacks(not ...string) *app {
	x.a.t.Helper()
	for _, w := range not {
		if strings.Contains(x.text(), w) {
			x.a.t.Fatalf("the %s has %q:\n%s", x.name, w, x.a.screen().text())
		}
	}
	return x.a
}

// sec is the position in seconds from the start.
func (a *app) sec() float64 { return float64(a.m.now()-testStart) / 1000 }

func (a *app) isAt(want float64) *app {
	a.t.Helper()
	if got := a.sec(); got != want {
		a.t.Fatalf("the position is %v s, want %v:\n%s", got, want, a.screen().text())
	}
	return a
}

// golden compares the emulated screen, text and looks, with a file.
func (a *app) golden(name string) {
	a.t.Helper()
	a.checkDrawn()
	got := a.screen().text() + "\n" + a.looks()
	file := filepath.Join("testdata", "screens", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			a.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			a.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		a.t.Fatal(err)
	}
	if got != string(want) {
		a.t.Errorf("%s differs (go test ./ui -update writes it):\n%s", file, diff(string(want), got))
	}
}

// whole is a terminal on which the screen was drawn at once, from nothing.
func (a *app) whole() *vt.Emulator {
	e := vt.NewEmulator(a.m.scr.w, a.m.scr.h)
	enc := cell.Encoder{Profile: a.m.scr.profile}
	_, _ = e.Write(bytes.ReplaceAll(enc.Append(nil, a.m.scr.grid), []byte("\n"), []byte("\r\n")))
	return e
}

// checkDrawn fails unless the terminal, on which only differences were drawn,
// shows what one that was drawn at once does.
func (a *app) checkDrawn() {
	a.t.Helper()
	e := a.whole()
	for y := range a.m.scr.h {
		for x := range a.m.scr.w {
			got, want := a.term.CellAt(x, y), e.CellAt(x, y)
			if got == nil || want == nil {
				if got != want {
					a.t.Fatalf("cell %d,%d: %v, drawn at once %v", x, y, got, want)
				}
				continue
			}
			g, w := *got, *want
			if strings.TrimSpace(w.Content) == "" { // a blank's foreground does not show
				g.Style.Fg, w.Style.Fg = nil, nil
				g.Style.Attrs &^= uv.AttrBold | uv.AttrFaint | uv.AttrItalic
				w.Style.Attrs &^= uv.AttrBold | uv.AttrFaint | uv.AttrItalic
			}
			if g.Content != w.Content || style(&g) != style(&w) {
				a.t.Fatalf("cell %d,%d: %q %s, drawn at once %q %s", x, y, g.Content, style(&g), w.Content, style(&w))
			}
		}
	}
}

// looks is a letter for the style of each cell, row by row, and what each letter
// means, in order of appearance.
func (a *app) looks() string {
	var rows, legend strings.Builder
	letters := map[string]byte{}
	e := a.whole()
	for y := range a.m.scr.h {
		for x := range a.m.scr.w {
			c := e.CellAt(x, y)
			if c == nil {
				rows.WriteByte('?')
				continue
			}
			s := style(c)
			l, ok := letters[s]
			if !ok {
				const abc = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				l = abc[min(len(letters), len(abc)-1)]
				letters[s] = l
				legend.WriteString(string(l) + " " + s + "\n")
			}
			rows.WriteByte(l)
		}
		rows.WriteByte('\n')
	}
	return rows.String() + "\n" + legend.String()
}

func diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var sb strings.Builder
	for i := range max(len(w), len(g)) {
		var x, y string
		if i < len(w) {
			x = w[i]
		}
		if i < len(g) {
			y = g[i]
		}
		if x != y {
			sb.WriteString("- " + x + "\n+ " + y + "\n")
		}
	}
	return sb.String()
}
