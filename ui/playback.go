package ui

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/ui/keymap"
)

// playback is the clock and how it ticks.
type playback struct {
	clock     *player.Clock
	begun     bool // the first position was taken
	moved     bool // somebody has chosen a moment
	aiming    bool // where to begin is not loaded yet
	ticking   bool // a tick is under way
	skip      bool // inactivity is left out
	skipAfter event.Millis
	idle      *player.IdleMap
	fps       int
}

// speeds are the steps of faster and slower.
var speeds = [...]float64{0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64}

// skipSteps are the thresholds that CycleSkip goes through.
var skipSteps = [...]event.Millis{5000, 10_000, 30_000}

// tickMsg is a frame's turn while playing.
type tickMsg struct{}

func (m *model) initPlayback() {
	m.play.clock = player.NewClock(m.rt.Now)
	m.play.skip = !m.opts.NoSkip
	m.play.skipAfter = event.Millis(m.opts.SkipAfter.Milliseconds())
	m.play.fps = m.opts.FPS
	if m.opts.Speed > 0 {
		m.play.clock.SetSpeed(m.opts.Speed)
	}
}

// now is the moment shown.
func (m *model) now() event.Millis { return m.play.clock.Position() }

// setIdle gives the clock the idle map, or none when nothing is to be skipped.
func (m *model) setIdle() {
	if m.play.skip {
		m.play.clock.SetIdle(m.play.idle)
	} else {
		m.play.clock.SetIdle(nil)
	}
	m.scr.dirty = true
}

// tick schedules the next frame's turn; one at a time, none while paused.
func (m *model) tick() tea.Cmd {
	return m.tickIn(m.framePause())
}

func (m *model) tickIn(d time.Duration) tea.Cmd {
	if m.play.ticking || !m.play.clock.Playing() || m.liveNow() {
		return nil
	}
	m.play.ticking = true
	return m.rt.After(d, tickMsg{})
}

// Playing fast shows more than eyes can follow, and every frame is another page:
// then frames are made as often as takes a part of one core.
const (
	fast       = 8 // times real time
	frameShare = 8 // a frame's time to that between frames
	frameLimit = 250 * time.Millisecond
)

// framePause is the time from one frame to the next.
func (m *model) framePause() time.Duration {
	d := time.Second / time.Duration(m.play.fps)
	if m.play.clock.Speed() < fast {
		return d
	}
	took := m.debug.took.seek + m.debug.took.layout
	return max(d, min(frameShare*took, frameLimit))
}

// onTick advances the clock and has a frame made.
func (m *model) onTick() tea.Cmd {
	m.play.ticking = false
	if !m.play.clock.Playing() {
		return nil
	}
	m.play.clock.Advance()
	if m.play.clock.AtEnd() && m.all.progress.Done {
		m.play.clock.Pause()
	}
	if d := m.pacer.Wait(m.rt.Now()); d > 0 && m.play.clock.Playing() {
		// The terminal is behind: this frame is dropped, what happened meanwhile
		// shows in the next.
		m.debug.dropped++
		return m.tickIn(max(d, m.framePause()))
	}
	return tea.Batch(m.moved(), m.tick())
}

// moved brings everything that follows the moment up to it.
func (m *model) moved() tea.Cmd {
	m.scr.dirty = true
	m.follow()
	return m.draw()
}

// seek goes to a moment. The list follows again: whoever seeks wants to see
// where they are.
func (m *model) seek(t event.Millis) tea.Cmd {
	m.play.aiming, m.play.moved = false, true
	m.play.clock.Seek(t)
	m.work.rev++
	return tea.Batch(m.moved(), m.tick())
}

// follow moves the lists to the moment.
func (m *model) follow() {
	for i := range m.pane.lists {
		m.pane.lists[i].FollowTo(m.now())
	}
}

func (m *model) togglePlay() tea.Cmd {
	c := m.play.clock
	if c.Playing() {
		c.Pause()
		return m.moved()
	}
	if c.AtEnd() && m.all.progress.Done {
		c.Seek(m.all.start)
		m.work.rev++
	}
	c.Play()
	return tea.Batch(m.moved(), m.tick())
}

// changeSpeed goes to the next speed up or down.
func (m *model) changeSpeed(d int) tea.Cmd {
	now := m.play.clock.Speed()
	if d > 0 && now >= speeds[len(speeds)-1] {
		return m.setSpeed(player.MaxSpeed)
	}
	// Between two steps the nearest in the direction is the first.
	i, on := slices.BinarySearch(speeds[:], now)
	if d > 0 && !on {
		i--
	}
	if i += d; i >= 0 {
		return m.setSpeed(speeds[min(i, len(speeds)-1)])
	}
	if now > speeds[0] {
		return m.setSpeed(speeds[0])
	}
	return m.say("slowest: " + m.speedText(now))
}

func (m *model) setSpeed(s float64) tea.Cmd {
	if s == m.play.clock.Speed() {
		return m.say("speed is " + m.speedText(s))
	}
	m.play.clock.SetSpeed(s)
	return m.say("speed " + m.speedText(s))
}

func (m *model) speedText(s float64) string {
	if s == player.MaxSpeed {
		return "max"
	}
	return strconv.FormatFloat(s, 'f', -1, 64) + m.scr.theme.Glyphs.Times
}

func (m *model) toggleSkip() tea.Cmd {
	m.play.skip = !m.play.skip
	m.setIdle()
	if m.play.skip {
		return m.say("skips inactivity over " + seconds(m.play.skipAfter))
	}
	return m.say("plays inactivity too")
}

func (m *model) cycleSkip() tea.Cmd {
	next := skipSteps[0]
	for _, s := range skipSteps {
		if s > m.play.skipAfter {
			next = s
			break
		}
	}
	m.play.skipAfter = next
	m.play.skip = true
	return tea.Batch(m.refresh(), m.say("skips inactivity over "+seconds(next)))
}

func seconds(ms event.Millis) string {
	return strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64) + " s"
}

// stepDoneMsg brings the time of the next or previous visible change.
type stepDoneMsg struct {
	rev int
	at  event.Millis
	ok  bool
	dir int
}

// step goes to the next or previous visible change, found in the background.
func (m *model) step(dir int) tea.Cmd {
	if len(m.work.players) == 0 {
		return nil
	}
	m.play.clock.Pause()
	m.work.rev++
	n := m.takeCount()
	rev, at, p := m.work.rev, m.now(), m.work.players[m.stage.tab].player
	m.scr.dirty = true
	return func() tea.Msg {
		msg := stepDoneMsg{rev: rev, dir: dir}
		next := p.StepForward
		if dir < 0 {
			next = p.StepBack
		}
		for range n {
			t, ok := next(at)
			if !ok {
				break
			}
			at = t
			msg.at, msg.ok = t, true
		}
		return msg
	}
}

func (m *model) stepDone(msg stepDoneMsg) tea.Cmd {
	if msg.rev != m.work.rev {
		return nil
	}
	if msg.ok {
		return m.seek(msg.at)
	}
	if msg.dir > 0 {
		return m.say("no visible change after this")
	}
	return m.say("no visible change before this")
}

// toastTime is how long a toast stays.
const toastTime = 1200 * time.Millisecond

// toastMsg ends a toast.
type toastMsg struct{ rev int }

// say shows a toast.
func (m *model) say(text string) tea.Cmd {
	m.toast.rev++
	m.toast.text = text
	m.scr.dirty = true
	return m.rt.After(toastTime, toastMsg{m.toast.rev})
}

// sayWhy tells why an action can't act here.
func (m *model) sayWhy(a keymap.Action, why string) tea.Cmd {
	return m.say(a.Help() + ": " + why)
}
