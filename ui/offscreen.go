package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/ui/stage"
)

// Offscreen is the player without a terminal: it takes keys and moments, has a
// clock of its own that moves only when it is told to, and draws into a grid.
// Pictures and films of the player are made with it; the same calls give the
// same grids. It is for one goroutine.
type Offscreen struct {
	m    *model
	rt   *standstill
	quit bool
	// Shown is called after whatever may have changed the screen, with the time
	// that has passed on the viewer's clock.
	Shown func(at time.Duration)
}

// NewOffscreen opens a recording, which should have loaded, on a screen of
// Width × Height cells. Unless the options say otherwise it has a dark look and
// all colours.
func NewOffscreen(ctx context.Context, opts Options) (*Offscreen, error) {
	o := &Offscreen{rt: &standstill{now: epoch}}
	opts.Runtime = o.rt
	if opts.Look == LookAuto {
		opts.Look = LookDark
	}
	opts.HasProfile = true
	m, err := newModel(ctx, opts)
	if err != nil {
		return nil, err
	}
	m.offscreen = true
	o.m = m
	o.run(m.Init())
	o.send(tea.WindowSizeMsg{Width: opts.Width, Height: opts.Height})
	return o, nil
}

// epoch is what the viewer's clock shows at first.
var epoch = time.Unix(0, 0).UTC()

// Extent returns the recording's first and last moment.
func (o *Offscreen) Extent() (start, end event.Millis) { return o.m.all.start, o.m.all.end }

// Now returns the moment shown.
func (o *Offscreen) Now() event.Millis { return o.m.now() }

// Closed reports whether the player was left.
func (o *Offscreen) Closed() bool { return o.quit }

// Grid draws the screen. The grid is good until the next call of any method.
func (o *Offscreen) Grid() *cell.Grid {
	if o.m.scr.dirty {
		o.m.compose()
		o.m.scr.dirty = false
	}
	return o.m.scr.grid
}

// Show goes to a moment and draws the screen as it is while playing by.
func (o *Offscreen) Show(at event.Millis) *cell.Grid {
	o.m.film = true
	o.m.play.clock.Play()
	o.run(o.m.seek(at))
	return o.Grid()
}

// Still goes to a moment and draws the screen as it is while it stands there.
func (o *Offscreen) Still(at event.Millis) *cell.Grid {
	o.m.film = true
	o.m.play.clock.Pause()
	o.run(o.m.seek(at))
	return o.Grid()
}

// Seek goes to a moment.
func (o *Offscreen) Seek(at event.Millis) {
	o.run(o.m.seek(at))
	o.shown()
}

// Zoom shows the page at a zoom, named as Options.Zoom is.
func (o *Offscreen) Zoom(name string) {
	o.run(o.m.setZoom(stage.ZoomByName(name)))
	o.m.toast.text = "" // nobody pressed a key
	o.shown()
}

// Resize gives the screen another size.
func (o *Offscreen) Resize(w, h int) {
	o.send(tea.WindowSizeMsg{Width: w, Height: h})
	o.shown()
}

// Press presses a key, named as the key map names it: a character, or the name
// of a key with its modifiers, as in ctrl+right.
func (o *Offscreen) Press(name string) error {
	k, err := keyOf(name)
	if err != nil {
		return err
	}
	o.send(tea.KeyPressMsg(k))
	o.shown()
	return nil
}

// Pass lets time pass on the viewer's clock.
func (o *Offscreen) Pass(d time.Duration) {
	end := o.rt.now.Add(d)
	for !o.quit {
		msg, ok := o.rt.next(end)
		if !ok {
			break
		}
		o.send(msg)
		o.shown()
	}
	o.rt.now = end
	o.m.scr.dirty = true
	o.shown()
}

func (o *Offscreen) shown() {
	if o.Shown != nil {
		o.Shown(o.rt.now.Sub(epoch))
	}
}

// send gives the model a message and runs what comes of it.
func (o *Offscreen) send(msg tea.Msg) {
	_, cmd := o.m.Update(msg)
	o.run(cmd)
	for {
		msg, ok := o.rt.come()
		if !ok {
			return
		}
		o.send(msg)
	}
}

func (o *Offscreen) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			o.run(c)
		}
	case tea.QuitMsg:
		o.quit = true
	default:
		o.send(msg)
	}
}

// namedKeys are the keys that are not a character.
var namedKeys = map[string]tea.Key{
	"space": {Code: tea.KeySpace, Text: " "}, "enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape},
	"tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
}

var modifiers = map[string]tea.KeyMod{"shift": tea.ModShift, "ctrl": tea.ModCtrl, "alt": tea.ModAlt}

// keyOf returns the key of a name.
func keyOf(name string) (tea.Key, error) {
	if r := []rune(name); len(r) == 1 && r[0] > ' ' {
		return tea.Key{Code: r[0], Text: name}, nil
	}
	parts := strings.Split(name, "+")
	last := parts[len(parts)-1]
	k, ok := namedKeys[last]
	if r := []rune(last); !ok && len(r) == 1 && r[0] > ' ' && len(parts) > 1 {
		k, ok = tea.Key{Code: r[0]}, true
	}
	for _, p := range parts[:len(parts)-1] {
		mod, known := modifiers[p]
		ok = ok && known
		k.Mod |= mod
	}
	if !ok {
		return k, fmt.Errorf("no key %q: want a character, or one of %s, after shift+, ctrl+ or alt+", name, strings.Join(keyNames(), ", "))
	}
	if k.Mod != 0 {
		k.Text = ""
	}
	return k, nil
}

func keyNames() []string {
	names := make([]string, 0, len(namedKeys))
	for n := range namedKeys {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
