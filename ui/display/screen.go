package display

import (
	"bytes"
	"io"
	"strconv"
	"sync"
	"time"

	"playhead/engine/cell"
)

// Output is the terminal, as a writer that knows what it has not taken yet.
type Output interface {
	io.Writer
	// Backlog is how many bytes are still to go.
	Backlog() int
	// Drain waits until none are, at most for d.
	Drain(d time.Duration)
}

// Cursor is where the text cursor stands, when it is to be seen.
type Cursor struct {
	X, Y    int
	Visible bool
}

// Screen draws grids on a terminal. It is safe for concurrent use; a nil Screen
// draws nothing.
type Screen struct {
	out Output

	mu     sync.Mutex
	enc    cell.Encoder
	synced bool // the terminal can show a frame at once

	open    bool // there is an alternate screen to draw on
	ahead   bool // it is, and Bubble Tea has not gone there yet
	known   bool // the terminal shows shown
	shown   cell.Grid
	cursor  Cursor // that is shown
	next    cell.Grid
	caret   Cursor // that next has
	fresh   bool   // next is not drawn yet
	waiting bool   // for the terminal to take what is on its way
	buf     []byte
}

// New returns a screen on out, a terminal that can what c says.
func New(out Output, c Capabilities) *Screen {
	s := &Screen{out: out}
	s.enc.Repeat, s.enc.ScrollRegions, s.enc.NoErase = c.Repeat, c.ScrollRegions, !c.EraseInColor
	return s
}

// SetProfile says how many colours the terminal has.
func (s *Screen) SetProfile(p cell.Profile) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.enc.Profile != p {
		s.enc.Profile, s.known = p, false
	}
}

// SetHyperlinks says whether cells with a link are written as such (OSC 8).
func (s *Screen) SetHyperlinks(on bool) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.enc.Hyperlinks != on {
		s.enc.Hyperlinks, s.known = on, false
	}
}

// Synchronize says that the terminal knows synchronized output (mode 2026).
func (s *Screen) Synchronize() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.synced = true
}

// Going to the alternate screen and back.
const (
	enterScreen = "\x1b[?1049h"
	leaveScreen = "\x1b[?1049l"
)

// Open goes to the alternate screen ahead of Bubble Tea, which would do so at
// its next tick, and has the first frame wait for that.
func (s *Screen) Open() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.out.Write([]byte(enterScreen + hideCursor)); err == nil {
		s.open, s.ahead = true, true
	}
}

// Close leaves the alternate screen, if Bubble Tea never went there to leave it.
func (s *Screen) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ahead {
		_, _ = s.out.Write([]byte(showCursor + leaveScreen))
		s.open, s.ahead = false, false
	}
}

// Show draws g, or has it drawn when the terminal has taken what is on its way
// and nothing newer came until then. It keeps nothing of g.
func (s *Screen) Show(g *cell.Grid, c Cursor) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	keep(&s.next, g)
	s.caret, s.fresh = c, true
	s.draw()
}

// keep makes dst a copy of g, in the memory it has.
func keep(dst, g *cell.Grid) {
	cells, links := append(dst.Cells[:0], g.Cells...), append(dst.Links[:0], g.Links...)
	*dst = *g
	dst.Cells, dst.Links = cells, links
}

// draw writes what the terminal does not show yet, if it can take it.
func (s *Screen) draw() {
	if !s.open || !s.fresh || s.waiting {
		return
	}
	if s.out.Backlog() > 0 {
		s.waiting = true
		go s.drawLater()
		return
	}
	s.fresh = false
	if s.buf = s.encode(s.buf[:0]); len(s.buf) > 0 {
		_, _ = s.out.Write(s.buf) // a terminal that is gone fails Bubble Tea's writes too, which ends the program
	}
	s.shown, s.next = s.next, s.shown
	s.cursor, s.known = s.caret, true
}

// longest is how long one wait for a slow terminal lasts.
const longest = time.Minute

func (s *Screen) drawLater() {
	s.out.Drain(longest)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = false
	s.draw()
}

// Synchronized output (mode 2026) frames what is longer than syncOver bytes; what
// is shorter arrives in one piece.
const (
	beginSync = "\x1b[?2026h"
	endSync   = "\x1b[?2026l"
	syncOver  = 256

	showCursor = "\x1b[?25h"
	hideCursor = "\x1b[?25l"
)

// encode appends what has to be written to show next.
func (s *Screen) encode(dst []byte) []byte {
	old := &s.shown
	if !s.known {
		old = nil
	}
	start := len(dst)
	if s.synced {
		dst = append(dst, beginSync...)
	}
	body := len(dst)
	if s.cursor.Visible && s.known && !s.caret.Visible || !s.known {
		dst = append(dst, hideCursor...)
	}
	drawn := len(dst)
	dst = s.enc.AppendDiff(dst, old, &s.next)
	moved := len(dst) > drawn
	if s.caret.Visible && (moved || !s.known || s.caret != s.cursor) {
		dst = append(dst, "\x1b["...)
		dst = strconv.AppendInt(dst, int64(s.caret.Y+1), 10)
		dst = append(dst, ';')
		dst = strconv.AppendInt(dst, int64(s.caret.X+1), 10)
		dst = append(dst, 'H')
		if !s.cursor.Visible || !s.known {
			dst = append(dst, showCursor...)
		}
	}
	switch {
	case !s.synced:
	case len(dst)-body > syncOver:
		dst = append(dst, endSync...)
	default:
		dst = append(dst[:start], dst[body:]...)
	}
	return dst
}

// Write passes on what Bubble Tea writes, and draws everything anew where that
// has disturbed the screen.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	did := passing(p)
	rest := p
	if s.ahead && did.entered { // there already: going twice would lose the cursor of the main screen
		s.ahead, did.entered = false, false
		rest = bytes.Replace(p, []byte(enterScreen), nil, 1)
	}
	if _, err := s.out.Write(rest); err != nil {
		return 0, err
	}
	if did.entered {
		s.open, s.known = true, false
	}
	if did.left {
		s.open, s.known = false, false
	}
	if did.disturbed {
		s.known = false
	}
	if s.open && !s.known {
		s.again()
	}
	return len(p), nil
}

// again draws the last grid once more, unless a newer one is due.
func (s *Screen) again() {
	if !s.fresh && s.shown.Cols > 0 {
		s.next, s.shown = s.shown, s.next
		s.caret, s.fresh = s.cursor, true
	}
	s.draw()
}
